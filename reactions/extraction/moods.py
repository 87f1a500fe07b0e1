"""How far an act has gone, and whether it is done at all: tense, mood, governors.

Follows the codebook's stages: the act's own form first, then the words that govern
it, read from the inside out from `tables/stages.toml`.
"""

from dataclasses import dataclass

from reactions.extraction.cases import is_case, is_conditional, is_left_open
from reactions.extraction.dependent_forms import (
    ends_before,
    goes_with_past,
    is_after_the_fact,
    is_first_aside,
    is_ordered_so,
    is_ordered_thing,
    is_owned_up_to,
    is_parted,
    is_report_behind_verb,
    is_told_as_well,
    is_told_of,
)
from reactions.extraction.governors import (
    is_decided_against,
    is_left_undecided,
    is_order_to,
    is_plea_before,
    is_promised,
    is_too_early,
    verdict_of,
)
from reactions.extraction.kinship import children_of, has_child
from reactions.extraction.memory import remembered
from reactions.extraction.negation import is_any_noun, is_negated, is_none
from reactions.extraction.predicates import SPEECH
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token
from reactions.extraction.unreal import is_counterfactual, was_to_be
from reactions.extraction.verb_forms import is_infinitive
from reactions.vocabulary import Stage

GOING = frozenset(
    "leave go depart quit flee budge close shut shutter move relocate wind".split()
)
"""Not to have left, or closed, is to have stayed."""
BEING = frozenset("is are was were been be 's 're ’re am ’s 'm".split())
HARDLY = frozenset({"nearly", "almost"})
CONSIDERING = frozenset({"may", "might", "could", "can"})
COMING = frozenset({"will", "'ll", "’ll", "wo", "shall", "would", "'d", "ca"})
OBLIGING = frozenset({"should", "must", "ought"})
MERELY_POSSIBLE = frozenset("possible potential eventual".split())
_OF_ORDINALS = frozenset({"relcl", "acl", "xcomp", "advcl"})


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


NO_MOOD = Mood(None, False, False, Stage.DONE, False, False)


@dataclass(slots=True)
class _Reading:
    """A mood while the words above the act are still being read."""

    stage: Stage | None
    negated: bool
    kept: bool
    kept_stage: Stage
    conditional: bool
    verbal: bool = True

    def say_kept(self, negated: bool) -> None:
        self.negated, self.kept, self.kept_stage = negated, negated, Stage.DONE


@remembered
def mood_of(token: Token) -> Mood:
    """Stage and polarity of the act that `token` (verb or noun of an act) names."""
    if any(c.lower_ in HARDLY for c in children_of(token)):
        return NO_MOOD
    if is_left_open(token) or is_counterfactual(token) or was_to_be(token):
        return NO_MOOD
    reading = _own_reading(token)
    below, above = _first_of_list(token), _governing(token)
    ahead = reading.stage in {Stage.ANNOUNCED, Stage.CONSIDERED}
    while above is not None:
        if ahead and any(is_case(c) for c in children_of(above) if c.dep_ == "advcl"):
            reading.conditional = True
        reports = above.pos_ in {"VERB", "AUX"} and above.lemma_.lower() in SPEECH
        denies = reports and below.dep_ != "nsubj" and is_negated(above)
        denies = denies and not is_order_to(below, above)
        if denies:
            reading.stage = None
        if not (reports and _is_content(below)) or is_order_to(below, above):
            if not _read_governor(reading, below, above):
                break
            reading.conditional = reading.conditional or is_conditional(above)
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


def _first_of_list(verb: Token) -> Token:
    """ "sent troops to guard it and fly out staff": the aim that is named first."""
    while verb.dep_ == "conj" and verb.tag_ == "VB" and not _has_own_clause(verb):
        if not is_infinitive(verb.head) and verb.head.dep_ != "conj":
            break
        verb = verb.head
    return verb


def _own_reading(token: Token) -> _Reading:
    """What the act's own form says, before the words above it."""
    is_verb = token.pos_ in {"VERB", "AUX"}
    stage = _own_stage(token) if is_verb else None
    if not is_verb and any(c.lower_ in MERELY_POSSIBLE for c in token.lefts):
        stage = Stage.CONSIDERED
    if is_verb and (copula := _as_one_of_some(token)) is not None:
        stage = _own_stage(copula)  # "was the first to recognise them"
    elif is_verb and is_first_aside(token):
        stage = Stage.DONE
    negated = is_negated(token) or (not is_verb and is_none(token))
    kept = negated and (
        stage in {Stage.ANNOUNCED, Stage.UNDERWAY}
        or (stage is Stage.DONE and token.lemma_.lower() in GOING)
        or any(c.lower_ == "never" for c in children_of(token))
    )
    ahead = _looks_ahead(token) or (negated and is_promised(token))
    kept_stage = Stage.ANNOUNCED if ahead else Stage.DONE
    conditional = is_conditional(token)
    return _Reading(stage, negated, kept, kept_stage, conditional, is_verb)


def _as_one_of_some(verb: Token) -> Token | None:
    """The "was" or "became" of "the first to do it", "the latest country to do it"."""
    if not is_infinitive(verb) or verb.dep_ not in _OF_ORDINALS:
        return None
    copula = verb.head if verb.dep_ in {"xcomp", "advcl"} else verb.head.head
    while copula.dep_ == "prep" or (copula.dep_ == "attr" and copula.pos_ != "VERB"):
        copula = copula.head  # "was among the first countries", "one of the first"
    if copula.lemma_ not in {"be", "become"}:
        return None
    kinds = {"attr", "acomp", "dobj", "npadvmod"}
    attributes = [c for c in children_of(copula) if c.dep_ in kinds]
    for prep in children_of(copula):
        if prep.dep_ == "prep" and prep.lower_ in {"among", "amongst"}:
            attributes.extend(children_of(prep))
    ones = [p for a in attributes for p in children_of(a) if p.lower_ == "of"]
    attributes += [c for p in ones for c in children_of(p)]
    words = {t.lower_ for a in attributes for t in (a, *a.lefts)}
    counted = any(w[0].isdigit() and w.endswith("th") for w in words)  # "the 114th"
    return copula if counted or words & word_list("ordinals") else None


def _read_governor(reading: _Reading, below: Token, above: Token) -> bool:
    """Takes in the word above; False where what stands higher says no more."""
    copula = _as_one_of_some(below)
    if copula is not None and copula.i == above.i:
        return False  # "was among the first to recognise them"
    if above.lower_ == "failing":
        reading.conditional = True  # "failing which it would recognise him"
        return True
    if is_decided_against(below, above):
        reading.say_kept(not reading.negated)
        reading.stage = Stage.ANNOUNCED
        return True
    verdict = verdict_of(above)
    told = below.pos_ == "ADJ" and below.dep_ == "acomp" and not is_negated(above)
    if told and verdict == "negated" and reading.verbal:
        return True  # the "was" of "was too early": its adjective was read
    if verdict is None and _reads_no_higher(reading, below, above):
        return False
    plea = below.pos_ == "NOUN" and below.lemma_.lower() in word_list("proposals")
    plea = plea or is_plea_before(below, above)
    if verdict == "denied" and plea:
        verdict = "excluded"  # to reject a plea is to refuse, no denial of news
    if verdict == "excluded" and _governs(below):
        if is_negated(above) or _modal(above) in CONSIDERING:
            reading.stage = Stage.CONSIDERED  # "has not ruled out sending"
            return True
        verdict = "negated"
    if verdict == "negated":
        none = below.dep_ == "nsubj" and is_none(below)  # "no closure is on the table"
        reading.say_kept(none or not reading.negated)
        possible = _own_stage(above) is Stage.CONSIDERED
        otherwise = reading.stage or Stage.ANNOUNCED
        reading.stage = Stage.CONSIDERED if possible else otherwise
    elif verdict == "denied":
        reading.stage = Stage.DENIED
    elif verdict and verdict != "excluded" and _governs(below):
        reading.stage = _combine(reading.stage, _as_put(Stage(verdict), above), below)
        if is_negated(above) or is_any_noun(above):
            reading.say_kept(True)
    return True


def _reads_no_higher(reading: _Reading, below: Token, above: Token) -> bool:
    """Takes in a word above that has no verdict but ends the climb."""
    if is_too_early(below, above):
        reading.say_kept(not reading.negated)
        reading.stage = reading.stage or Stage.ANNOUNCED
        return True
    if below.dep_ != "advcl" and is_left_undecided(below, above):
        reading.say_kept(True)
        reading.stage = reading.stage or Stage.ANNOUNCED
        return True
    if not _is_purpose_of(below, above) or _as_one_of_some(below) is not None:
        return False
    # Codebook: what is only the purpose of another act is announced.
    if is_left_undecided(below, above):
        reading.say_kept(True)  # "no decision has been taken to evacuate"
    if reading.stage not in {Stage.DENIED, Stage.CONSIDERED}:
        reading.stage = Stage.ANNOUNCED
    return True


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
        if _has_own_clause(token) and not is_told_as_well(token):
            return None
        return _governing(head)
    if token.dep_ in {"appos", "parataxis"} or is_parted(token, head):
        return None
    if token.dep_ == "relcl" and not is_infinitive(token):
        told = head.lemma_.lower() in word_list("reports") and has_child(token, "mark")
        return head if told else None  # "denied a report that it had begun pulling"
    if is_ordered_thing(token):
        return head.head
    if token.dep_ == "acl" and token.tag_ == "VBN" and not has_child(token, "mark"):
        return None  # "its embassy, moved to Lviv in March, will": told as done
    if token.dep_ == "advcl" and not (is_infinitive(token) or _is_object(token)):
        return None
    if is_after_the_fact(token) or ends_before(token, head):
        return None
    if head.dep_ == "prep" or head.pos_ == "ADP":
        return _governing(head) if token.dep_ != "prep" else head.head
    return head


def _is_object(clause: Token) -> bool:
    """ "ruled out recognising it": a gerund behind its verb, parsed as an aside."""
    before = clause.doc[clause.i - 1]
    if is_report_behind_verb(clause):
        return True
    return clause.tag_ == "VBG" and (
        before.i == clause.head.i
        or (before.dep_ == "prt" and before.head.i == clause.head.i)
    )


def _has_own_clause(token: Token) -> bool:
    """A coordinated verb with its own subject or tense stands on its own feet."""
    return token.pos_ in {"VERB", "AUX"} and (
        any(c.dep_ in {"nsubj", "nsubjpass"} for c in children_of(token))
        or token.tag_ in {"VBD", "VBZ", "VBP"}
    )


def _is_purpose_of(below: Token, above: Token) -> bool:
    return (
        below.dep_ == "advcl" and is_infinitive(below) and above.pos_ in {"VERB", "AUX"}
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
    auxiliaries = {c.lower_ for c in children_of(verb) if c.dep_ in {"aux", "auxpass"}}
    if modal in CONSIDERING:
        return Stage.CONSIDERED
    if modal in COMING or modal in OBLIGING:
        return Stage.ANNOUNCED
    if is_ordered_so(verb):
        return None
    if "to" in auxiliaries and is_told_of(verb):
        return Stage.DONE
    if "to" in auxiliaries:
        return Stage.DONE if auxiliaries & {"have"} else Stage.ANNOUNCED
    if is_after_the_fact(verb) or is_owned_up_to(verb):
        return Stage.DONE
    joined = verb.dep_ == "conj" and {verb.tag_, verb.head.tag_} == {"VBG"}
    if joined and not has_child(verb, "aux"):
        return _own_stage(verb.head)
    if goes_with_past(verb):
        return Stage.DONE
    if verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ == "by":
        main = verb.head.head  # "replied by cutting its ties": as far as that
        return _own_stage(main) if main.pos_ == "VERB" else None
    if verb.tag_ == "VBG":
        being = auxiliaries & BEING
        return (
            Stage.UNDERWAY if being or verb.dep_ in {"acl", "advcl", "ROOT"} else None
        )
    if verb.tag_ == "VBN":
        if auxiliaries & {"being"}:
            return Stage.UNDERWAY
        return Stage.DONE
    if verb.tag_ == "VBP" and verb.dep_ == "ccomp" and verb.head.lemma_ == "help":
        return None  # "would help them evacuate": an infinitive for all its tag
    if verb.tag_ in {"VBD", "VBZ", "VBP"}:
        return Stage.DONE
    told = verb.dep_ == "ROOT" or auxiliaries & {"does", "do", "did"}
    return Stage.DONE if verb.tag_ == "VB" and told else None


def _modal(verb: Token) -> str:
    for child in children_of(verb):
        if child.dep_ == "aux" and child.tag_ == "MD":
            return child.lower_
    if verb.dep_ == "conj" and not _has_own_clause(verb) and not has_child(verb, "aux"):
        return _modal(verb.head)
    return ""


def _looks_ahead(token: Token) -> bool:
    """ "will not leave" is a promise, "is not leaving" tells what is so."""
    return _modal(token) in COMING


def looks_ahead(token: Token) -> bool:
    """Whether a weekday by this act is a coming one."""
    return mood_of(token).stage in {Stage.ANNOUNCED, Stage.CONSIDERED}
