"""How far an act has gone, and whether it is done at all: tense, mood, governors.

Follows the codebook's stages: the act's own form first, then the words that govern
it, read from the inside out from `tables/stages.toml`.
"""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from reactions.extraction.memory import remembered
from reactions.extraction.predicates import SPEECH, has_child, lemma_of
from reactions.extraction.rulebook import read_table, word_list
from reactions.vocabulary import Stage

GOING = frozenset("leave evacuate withdraw pull go depart quit flee".split())
"""Not to be leaving is to stay; not to be closing is only a denial."""
AFTER = frozenset({"after", "since", "following"})
HARDLY = frozenset({"nearly", "almost"})


NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without"})


CONSIDERING = frozenset({"may", "might", "could", "can"})


COMING = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "'d", "ca"})


OBLIGING = frozenset({"should", "must", "ought"})


MERELY_POSSIBLE = frozenset({"possible", "potential", "eventual"})


TENTATIVE = frozenset({"draft", "proposed", "contingency", "possible", "potential"})


DOUBTING = frozenset({"if", "unless", "whether"})


PERMITTING = frozenset(
    """allow permit improve stabilise stabilize normalise normalize assure restore
    guarantee ensure""".split()
)


@dataclass(frozen=True, slots=True)
class Mood:
    """How an act is put: its stage, whether it is negated, and by what words.

    `kept` means the words say that the act is not done and will not be ("no plans
    to close", "will not leave"): for a mission that is evidence of staying.
    """

    stage: Stage | None
    negated: bool
    kept: bool
    kept_stage: Stage
    obliged: bool
    conditional: bool


@cache
def _governors() -> dict[tuple[str, str], str]:
    """(part of speech, lemma) -> stage or "negated"."""
    table: dict[tuple[str, str], str] = {}
    for row in read_table("stages")["governor"]:
        for part, key in (("VERB", "verbs"), ("NOUN", "nouns"), ("ADJ", "adjectives")):
            for lemma in row.get(key, ()):
                table.setdefault((part, lemma), row["stage"])
    return table


@cache
def _promises() -> frozenset[str]:
    rows = read_table("stages")["promise"]
    return frozenset(w for row in rows for w in (*row["verbs"], *row["nouns"]))


def is_promise(token: Token) -> bool:
    """Whether the act's own word tells no more than a decision: "pledged", "ordered"."""
    return lemma_of(token) in _promises() or token.lemma_.lower() in _promises()


@dataclass(slots=True)
class _Reading:
    """A mood while the words above the act are still being read."""

    stage: Stage | None
    negated: bool
    kept: bool
    kept_stage: Stage
    conditional: bool

    def say_kept(self, negated: bool) -> None:
        self.negated, self.kept, self.kept_stage = negated, negated, Stage.DONE


@remembered
def mood_of(token: Token) -> Mood:
    """Stage and polarity of the act that `token` (verb or noun of an act) names."""
    if any(c.lower_ in HARDLY for c in token.children):
        return Mood(None, False, False, Stage.DONE, False, False)
    if _is_left_open(token):
        return Mood(None, False, False, Stage.DONE, False, False)
    reading = _own_reading(token)
    below, above = token, _governing(token)
    ahead = reading.stage in {Stage.ANNOUNCED, Stage.CONSIDERED}
    while above is not None:
        if ahead and any(_is_case(c) for c in above.children if c.dep_ == "advcl"):
            reading.conditional = True
        reports = above.pos_ in {"VERB", "AUX"} and above.lemma_.lower() in SPEECH
        denies = reports and below.dep_ != "nsubj" and is_negated(above)
        if denies:
            reading.stage = None
        if not (reports and _is_content(below)):
            if not _read_governor(reading, below, above):
                break
            reading.conditional = reading.conditional or _conditional(above)
        below, above = above, _governing(above)
    if reading.conditional and reading.stage is not Stage.DENIED:
        reading.stage = Stage.CONSIDERED
    return Mood(
        reading.stage,
        reading.negated,
        reading.kept,
        reading.kept_stage,
        _modal(token) in OBLIGING,
        reading.conditional,
    )


def _is_left_open(token: Token) -> bool:
    """ "did not say whether it would", "it was unclear if": nothing is said."""
    if not any(c.lower_ in {"if", "whether"} for c in token.lefts if c.dep_ == "mark"):
        return False
    head = token.head
    if head.lemma_.lower() in {"decline", "refuse"}:
        return True
    if head.pos_ in {"VERB", "AUX"} and is_negated(head):
        return True
    words = {head.lemma_.lower(), *(c.lemma_.lower() for c in head.children)}
    return bool(words & {"unclear", "unknown", "uncertain", "clear", "know", "decline"})


def _own_reading(token: Token) -> _Reading:
    """What the act's own form says, before the words above it."""
    is_verb = token.pos_ in {"VERB", "AUX"}
    stage = _own_stage(token) if is_verb else None
    if not is_verb and any(c.lower_ in MERELY_POSSIBLE for c in token.lefts):
        stage = Stage.CONSIDERED
    negated = is_negated(token) or (not is_verb and _is_none(token))
    kept = negated and (
        stage is Stage.ANNOUNCED
        or (stage is Stage.UNDERWAY and token.lemma_.lower() in GOING)
    )
    kept_stage = Stage.ANNOUNCED if _looks_ahead(token) else Stage.DONE
    return _Reading(stage, negated, kept, kept_stage, _conditional(token))


def _read_governor(reading: _Reading, below: Token, above: Token) -> bool:
    """Takes in the word above; False where what stands higher says no more."""
    verdict = _verdict(above)
    if verdict is None and _is_purpose_of(below, above):
        # Codebook: what is only the purpose of another act is announced.
        if reading.stage not in {Stage.DENIED, Stage.CONSIDERED}:
            reading.stage = Stage.ANNOUNCED
        return False
    plea = below.pos_ == "NOUN" and below.lemma_.lower() in word_list("proposals")
    if verdict == "denied" and plea:
        verdict = "excluded"  # to reject a plea is to refuse, no denial of news
    if verdict == "excluded" and _governs(below):
        if is_negated(above) or _modal(above) in CONSIDERING:
            reading.stage = Stage.CONSIDERED  # "has not ruled out sending"
            return True
        verdict = "negated"
    if verdict == "negated":
        reading.say_kept(not reading.negated)
        possible = _own_stage(above) is Stage.CONSIDERED
        reading.stage = (
            Stage.CONSIDERED if possible else reading.stage or Stage.ANNOUNCED
        )
    elif verdict == "denied":
        reading.stage = Stage.DENIED
    elif verdict and verdict != "excluded" and _governs(below):
        reading.stage = _combine(reading.stage, _as_put(Stage(verdict), above), below)
        if is_negated(above) or _negated_noun(above):
            reading.say_kept(True)
    return True


def _is_none(noun: Token) -> bool:
    """ "no recognition", "there was no break", "is out of the question"."""
    if any(c.lower_ == "no" and c.dep_ == "det" for c in noun.children):
        return True
    if noun.head.lemma_ != "be" or noun.dep_ != "nsubj":
        return False
    words = {t.lower_ for t in noun.head.subtree if t.i > noun.head.i}
    return "out" in words and "question" in words


def _as_put(verdict: Stage, above: Token) -> Stage:
    """ "may begin to", "will start to": the governor has a mood of its own."""
    own = _own_stage(above) if above.pos_ in {"VERB", "AUX"} else None
    if own is Stage.CONSIDERED and verdict is not Stage.DENIED:
        return Stage.CONSIDERED
    if own is Stage.ANNOUNCED and verdict in {Stage.UNDERWAY, Stage.DONE}:
        return Stage.ANNOUNCED
    return verdict


def _is_content(below: Token) -> bool:
    return below.dep_ in {"ccomp", "xcomp", "conj", "acl"}


def _governs(below: Token) -> bool:
    """Whether the word below is what the word above is about, not a side clause."""
    return below.dep_ in {
        "xcomp",
        "ccomp",
        "acl",
        "dobj",
        "nsubjpass",
        "pobj",
        "pcomp",
        "prep",
        "conj",
        "nsubj",
        "advcl",
        "compound",
        "oprd",
        "attr",
        "relcl",
    }


def _governing(token: Token) -> Token | None:
    """The next word up that may say how far the act has gone."""
    head = token.head
    if head.i == token.i:
        return None
    if token.dep_ == "conj":
        if _has_own_clause(token):
            return None
        return _governing(head)
    if token.dep_ in {"appos", "parataxis"}:
        return None
    if token.dep_ == "relcl" and not is_infinitive(token):
        return None
    if token.dep_ == "advcl" and not (is_infinitive(token) or _is_object(token)):
        return None
    if _after_the_fact(token):
        return None
    if head.dep_ == "prep" or head.pos_ == "ADP":
        return _governing(head) if token.dep_ != "prep" else head.head
    return head


def _is_object(clause: Token) -> bool:
    """ "ruled out recognising it": a gerund behind its verb, parsed as an aside."""
    before = clause.doc[clause.i - 1]
    return clause.tag_ == "VBG" and (
        before.i == clause.head.i
        or (before.dep_ == "prt" and before.head.i == clause.head.i)
    )


def _has_own_clause(token: Token) -> bool:
    """A coordinated verb with its own subject or tense stands on its own feet."""
    return token.pos_ in {"VERB", "AUX"} and (
        any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
        or token.tag_ in {"VBD", "VBZ", "VBP"}
    )


def _is_purpose_of(below: Token, above: Token) -> bool:
    return (
        below.dep_ == "advcl" and is_infinitive(below) and above.pos_ in {"VERB", "AUX"}
    )


def is_infinitive(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def _verdict(token: Token) -> str | None:
    part = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "ADJ": "ADJ"}.get(token.pos_)
    if part is None:
        return None
    if part == "NOUN" and any(c.lower_ in TENTATIVE for c in token.lefts):
        return Stage.CONSIDERED.value
    if _is_untrue(token):
        return Stage.DENIED.value
    if token.lemma_ == "look" and any(c.lower_ in {"at", "into"} for c in token.rights):
        return Stage.CONSIDERED.value
    found = None
    if part == "VERB":
        found = _governors().get((part, lemma_of(token)))
    found = found or _governors().get((part, token.lemma_.lower()))
    if _is_half_modal(token):
        yet = any(c.lower_ == "yet" for c in token.children)
        return "negated" if yet else Stage.ANNOUNCED.value
    if found:
        return found
    if token.lemma_ == "be":
        for child in token.children:
            if child.dep_ in {"acomp", "attr"} and (
                verdict := _governors().get(("ADJ", child.lemma_.lower()))
            ):
                return verdict
    return None


def _is_untrue(token: Token) -> bool:
    """ "it is not true that", "there is no truth in"."""
    if token.lemma_ == "truth":
        return _is_none(token)
    said = {"true", "correct", "accurate", "case"}
    return (
        token.lemma_ == "be"
        and is_negated(token)
        and any(c.lower_ in said for c in token.rights)
    )


def _is_half_modal(token: Token) -> bool:
    """ "has to", "has yet to", "is to", "is going to", with the act as infinitive."""
    return (token.lemma_ in {"have", "be"} or token.lower_ == "going") and any(
        c.dep_ == "xcomp" and is_infinitive(c) for c in token.children
    )


def _combine(own: Stage | None, governor: Stage, below: Token) -> Stage:
    """The word above wins over an infinitive or a noun; a finite act keeps its own."""
    if own is Stage.DENIED or own is Stage.CONSIDERED:
        return own
    if own is None or _non_finite(below):
        if own is Stage.ANNOUNCED and governor in {Stage.DONE, Stage.UNDERWAY}:
            return own if below.pos_ == "NOUN" else governor
        return governor
    return own


def _non_finite(token: Token) -> bool:
    return token.tag_ in {"VB", "VBG", "VBN"} or token.pos_ == "NOUN"


def _own_stage(verb: Token) -> Stage | None:
    """From the verb's own form: modal, aspect, tense. None where it has none."""
    modal = _modal(verb)
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if modal in CONSIDERING:
        return Stage.CONSIDERED
    if modal in COMING or modal in OBLIGING:
        return Stage.ANNOUNCED
    if "to" in auxiliaries:
        return Stage.DONE if auxiliaries & {"have"} else Stage.ANNOUNCED
    if _after_the_fact(verb):
        return Stage.DONE
    if verb.tag_ == "VBG":
        being = auxiliaries & {
            "is",
            "are",
            "was",
            "were",
            "been",
            "be",
            "'s",
            "'re",
            "’re",
            "am",
            "’s",
            "'m",
        }
        return (
            Stage.UNDERWAY if being or verb.dep_ in {"acl", "advcl", "ROOT"} else None
        )
    if verb.tag_ == "VBN":
        if auxiliaries & {"being"}:
            return Stage.UNDERWAY
        return Stage.DONE
    if verb.tag_ in {"VBD", "VBZ", "VBP"}:
        return Stage.DONE
    return Stage.DONE if verb.tag_ == "VB" and verb.dep_ == "ROOT" else None


def _after_the_fact(token: Token) -> bool:
    """ "after closing its embassy": told as done, whatever stands above."""
    return token.dep_ in {"pcomp", "pobj"} and token.head.lower_ in AFTER


def _modal(verb: Token) -> str:
    for child in verb.children:
        if child.dep_ == "aux" and child.tag_ == "MD":
            return child.lower_
    if verb.dep_ == "conj" and not _has_own_clause(verb) and not has_child(verb, "aux"):
        return _modal(verb.head)
    return ""


def _looks_ahead(token: Token) -> bool:
    return _modal(token) in COMING or token.tag_ == "VBG"


def looks_ahead(token: Token) -> bool:
    """Whether a weekday by this act is a coming one."""
    return mood_of(token).stage in {Stage.ANNOUNCED, Stage.CONSIDERED}


def is_negated(token: Token) -> bool:
    """By its own "not", or by a subject that is none: "neither embassy will move"."""
    for child in token.children:
        if child.dep_ in {"nsubj", "nsubjpass"} and any(
            c.lower_ in {"no", "neither", "none"} for c in child.lefts
        ):
            return True
        if child.dep_ in {"dobj", "attr"} and _is_none(child):
            return True  # "has sent no troops"
        if child.lower_ == "longer" and any(c.dep_ == "neg" for c in child.children):
            return True
        if child.dep_ != "neg" and not (
            child.lower_ in NEGATIONS and child.dep_ in {"advmod", "preconj"}
        ):
            continue
        following = token.doc[child.i + 1] if child.i + 1 < len(token.doc) else child
        if following.lower_ not in {"only", "just"}:
            return True
    return False


def _negated_noun(token: Token) -> bool:
    return any(
        c.lower_ in {"no", "any"} and c.dep_ == "det" for c in token.children
    ) and (token.lower_ not in {"doubt"})


def _conditional(token: Token) -> bool:
    """ "if the fighting goes on": the act is only one that might be."""
    if any(c.dep_ == "mark" and c.lower_ in DOUBTING for c in token.children):
        return True
    clauses = [c for c in token.children if c.dep_ in {"advcl", "prep"}]
    soon = [c for c in token.children if c.lower_ == "soon"]
    clauses += [c for each in soon for c in each.children if c.dep_ == "advcl"]
    if token.dep_ == "conj":  # "closed at noon and will open if the streets are calm"
        clauses += [c for c in token.head.children if c.dep_ == "advcl"]
        clauses = [c for c in clauses if c.i > token.i or c.head.i == token.i]
    elif token.tag_ == "VBD":
        return False  # what was done on one day was no mere case
    return any(_is_case(clause) for clause in clauses)


def _is_case(clause: Token) -> bool:
    """ "if", "once the situation allows", "should more be needed", "in case of"."""
    if clause.dep_ == "prep":
        return clause.lower_ == "in" and any(
            c.lemma_ in {"case", "event"} for c in clause.children
        )
    marks = {c.lower_ for c in clause.children if c.dep_ in {"mark", "advmod", "prep"}}
    if marks & {"if", "unless", "provided", "case"}:
        return True
    if marks & {"once", "when", "as", "until"} and clause.lemma_ in PERMITTING:
        return True
    first = min(clause.children, key=lambda c: c.i, default=clause)
    return first.lower_ == "should" and first.dep_ == "aux"
