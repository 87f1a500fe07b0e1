"""The words that govern an act and say how far it has gone: rows of stages.toml.

"has begun to", "the decision to", "is ready to", "is not true that"; `moods` climbs
over them and puts their verdicts together.
"""

from functools import cache

from reactions.extraction.kinship import children_of
from reactions.extraction.negation import is_negated, is_none
from reactions.extraction.predicates import complements
from reactions.extraction.rulebook import read_table, word_list
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive, lemma_of
from reactions.vocabulary import Stage

HASTE = frozenset({"hurry", "rush", "haste", "mood"})
OF_TRUTH = frozenset("correspond match reflect conform have contain hold bear".split())
TRUTH = frozenset("reality truth fact basis foundation water resemblance".split())
PLANS = frozenset(
    """agenda table card horizon consideration discussion review plan question
    pipeline""".split()
)
TAKING = frozenset("take make reach exist give issue come".split())
PROMISING = frozenset({"vow", "promise", "pledge", "swear", "undertake"})
DECIDING = frozenset("decide opt choose vote rule come".split())
NEEDED = frozenset({"necessary", "needed", "required", "warranted", "justified"})
READYING = frozenset({"get", "make", "have"})
WILLING = frozenset({"ready", "prepared", "willing"})
TENTATIVE = frozenset({"draft", "proposed", "contingency", "possible", "potential"})


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
    """Whether the act's own word tells a decision only: "pledged", "ordered"."""
    return lemma_of(token) in _promises() or token.lemma_.lower() in _promises()


def _is_unready(word: Token) -> bool:
    """ "is not ready to recognise them"."""
    willing = word.lower_ in WILLING and word.dep_ == "acomp"
    return willing and is_negated(word.head)


def verdict_of(token: Token) -> str | None:
    part = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "ADJ": "ADJ"}.get(token.pos_)
    if part is None:
        return None
    if part == "NOUN" and any(c.lower_ in TENTATIVE for c in token.lefts):
        return Stage.CONSIDERED.value
    hurried = part == "NOUN" and token.lemma_ in HASTE
    if (hurried and is_none(token)) or (part == "ADJ" and _is_unready(token)):
        return "negated"  # "is in no hurry to recognise them", "is not ready to"
    if _is_untrue(token):
        return Stage.DENIED.value
    off = token.lemma_ == "be" and (_of_time(token) or _of_plans(token))
    if off and is_negated(token):
        return "negated"  # "it was not the time", "is not on the agenda"
    if token.lemma_ == "look" and any(c.lower_ in {"at", "into"} for c in token.rights):
        return Stage.CONSIDERED.value
    if token.lemma_ == "go" and any(c.lower_ == "over" for c in token.rights):
        return Stage.CONSIDERED.value  # "are going over whether to"
    found = None
    if part == "VERB":
        found = _governors().get((part, lemma_of(token)))
    found = found or _governors().get((part, token.lemma_.lower()))
    if _is_half_modal(token):
        yet = any(c.lower_ == "yet" for c in children_of(token))
        if token.lemma_ == "have" and token.tag_ in {"VBD", "VBN"} and not yet:
            return Stage.DONE.value  # "had to shut" did, "has to shut" will
        return "negated" if yet else Stage.ANNOUNCED.value
    if found:
        return _of_adjective(token, found) if part == "ADJ" else found
    if token.lemma_ == "be":
        for child in children_of(token):
            if child.dep_ not in {"acomp", "attr"}:
                continue
            if verdict := _governors().get(("ADJ", child.lemma_.lower())):
                return verdict
            if child.pos_ == "NOUN" and _is_denial(child):
                return Stage.DENIED.value
    return None


def _of_adjective(token: Token, found: str) -> str:
    """What an adjective says with the verb that it stands behind."""
    if found == Stage.DENIED and _would_be(token):
        return "negated"  # "it would be wrong to close the embassy"
    if token.lower_ == "able" and _was(token.head):
        return Stage.DONE.value  # "had been able to reopen"
    if token.head.lemma_ in READYING:
        return Stage.ANNOUNCED.value  # "is getting a plane ready": preparations
    return found


def _was(verb: Token) -> bool:
    """ "was able to", "has been able to": it did."""
    past = verb.tag_ in {"VBD", "VBN"} and verb.lemma_ == "be"
    return past and not is_negated(verb)


def _would_be(adjective: Token) -> bool:
    """ "would be wrong to", "is wrong to": of what is better not done."""
    helped = any(c.tag_ == "MD" for c in adjective.head.lefts)
    clauses = (*adjective.rights, *adjective.head.rights)
    return helped and any(c.dep_ == "xcomp" and is_infinitive(c) for c in clauses)


def _is_denial(noun: Token) -> bool:
    """ "the report is an invention", "is pure fiction"."""
    return _governors().get(("NOUN", noun.lemma_.lower())) == Stage.DENIED


def _of_plans(verb: Token) -> bool:
    """ "is on the table", "is under consideration", "is necessary"."""
    if any(c.dep_ == "acomp" and c.lower_ in NEEDED for c in verb.rights):
        return True
    return any(
        word in {"on", "in", "under"} and noun.lemma_.lower() in PLANS
        for word, noun in complements(verb)
    )


def _of_time(verb: Token) -> bool:
    return any(c.dep_ == "attr" and c.lemma_ in {"time", "moment"} for c in verb.rights)


def _is_untrue(token: Token) -> bool:
    """ "it is not true that", "there is no truth in"."""
    if token.lemma_ == "truth":
        return is_none(token)
    if token.lemma_ in OF_TRUTH and is_negated(token):
        words = {t.lemma_.lower() for t in token.subtree if t.i > token.i}
        return bool(words & TRUTH)
    said = {"true", "correct", "accurate", "case"}
    return (
        token.lemma_ == "be"
        and is_negated(token)
        and any(c.lower_ in said for c in token.rights)
    )


def is_left_undecided(below: Token, above: Token) -> bool:
    """ "no plan exists to shut it", "a decision to shut it has not been taken"."""
    if not is_negated(above) or above.pos_ not in {"VERB", "AUX"}:
        return False
    if below.dep_ in {"nsubj", "nsubjpass", "dobj"} and below.pos_ == "NOUN":
        decided = verdict_of(below) == Stage.ANNOUNCED and not is_none(below)
        return decided and above.lemma_ in TAKING
    nouns = (c for c in children_of(above) if c.dep_ in {"nsubjpass", "dobj", "nsubj"})
    return is_infinitive(below) and any(
        verdict_of(noun) == Stage.ANNOUNCED for noun in nouns
    )


def is_too_early(below: Token, above: Token) -> bool:
    """ "it was too early to speak of evacuating", "too soon to recognise them"."""
    soon = above.lower_ == "soon" and any(c.lower_ == "too" for c in above.lefts)
    if not soon:  # the parser hangs the "too" beside it
        soon = above.lower_ == "soon" and above.i > 0 and above.nbor(-1).lower_ == "too"
    if soon and is_infinitive(below):
        return True
    return (
        below.dep_ in {"xcomp", "advcl"}
        and is_infinitive(below)
        and any(c.dep_ == "pcomp" for p in below.rights for c in children_of(p))
        and (
            above.lower_ in {"early", "soon", "premature"}
            or any(c.lower_ in {"early", "soon"} for c in above.rights)
        )
    )


def is_plea_before(below: Token, above: Token) -> bool:
    """ "rejected calls to close it", parsed as what the rejecting is for."""
    if below.dep_ != "advcl" or not is_infinitive(below):
        return False
    return any(
        c.dep_ == "dobj"
        and c.lemma_.lower() in word_list("proposals")
        and c.i == below.left_edge.i - 1
        for c in above.rights
    )


def is_promised(below: Token) -> bool:
    """ "vowed not to leave": a promise of what will not be done."""
    above = below.head
    return below.dep_ == "xcomp" and above.lemma_ in PROMISING and is_infinitive(below)


def is_order_to(below: Token, above: Token) -> bool:
    """ "has not told its embassy to shut": what is told is no report."""
    return above.lemma_ == "tell" and below.dep_ == "xcomp" and is_infinitive(below)


def is_decided_against(below: Token, above: Token) -> bool:
    """ "has decided against closing it", "opted against an evacuation"."""
    against = below.dep_ in {"pcomp", "pobj"} and below.head.lower_ == "against"
    return against and above.lemma_ in DECIDING


def _is_half_modal(token: Token) -> bool:
    """ "has to", "has yet to", "is to", "is going to", with the act as infinitive."""
    if token.lemma_ == "be" and any(c.dep_ == "acomp" for c in token.rights):
        return False  # "it was wrong to say"
    return (token.lemma_ in {"have", "be"} or token.lower_ == "going") and any(
        c.dep_ == "xcomp" and is_infinitive(c) for c in children_of(token)
    )
