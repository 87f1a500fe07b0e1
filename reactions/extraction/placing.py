"""Say where the theme of a frame stands: object, subject, behind a preposition.

Pure grammar: whether the noun found there is of the frame's kind is asked of `fitting`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from reactions.extraction.admitting import crossed_into, let_in
from reactions.extraction.advising import told_that
from reactions.extraction.asked_to_sit import ASKING, asked_to_sit
from reactions.extraction.joined import BESIDE
from reactions.extraction.kinship import children_of
from reactions.extraction.leaving import TIMES
from reactions.extraction.made_up_of import told_of_them
from reactions.extraction.penalties import threatened
from reactions.extraction.placing_talks import OF_TALKS, in_conversation
from reactions.extraction.placing_ways import OF_WAYS
from reactions.extraction.predicates import complements, objects, subjects
from reactions.extraction.rulebook import LEAVING, OF_PASSENGERS, Frame, word_list
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive, is_passive
from reactions.vocabulary import ActionType

CARRYING = frozenset(
    """carry bring load transport lade laden ferry carrying bringing take taking fly
    flying evacuate evacuating repatriate hold""".split()
)
GIVING = frozenset({"give", "offer", "grant", "promise", "guarantee"})
SENT = frozenset({"send", "dispatch", "despatch", "charter"})
BROUGHT_ALONG = ActionType.CITIZENS_EVACUATED
INCLUDING = LEAVING | {ActionType.SANCTIONS_IMPOSED}
"""Acts whose object may stand behind "including": "steps, including sanctions"."""
LISTS = frozenset({"blacklist", "list"})
STATES_OF_TALK = frozenset({"be", "stay", "remain", "keep"})
AGREED = frozenset({"to", "on", "upon", "at", "into"})
BEHIND = dict.fromkeys(("agree", "sign", "look", "embark"), AGREED) | dict.fromkeys(
    ("vote", "decide", "work"), frozenset({"on", "upon", "for"})
)
"""Verbs whose object stands behind a preposition: "agreed to sanctions"."""
ENTERING = frozenset({"go", "enter", "huddle"})
GATHERING = frozenset({"gather", "summon", "call", "convene", "assemble"})


def themes_of_verb(frame: Frame, verb: Token) -> Iterator[Token]:
    """Where the frame's theme may stand, by its role."""
    if (places := BY_ROLE.get(frame.role)) is not None:
        yield from places(verb)
        return
    if frame.role == "target":
        yield from objects(verb)
    if frame.role == "regarded":  # "considers the vote illegitimate"
        yield from objects(verb)
        below = (c for c in children_of(verb) if c.dep_ in {"ccomp", "xcomp", "oprd"})
        yield from (s for c in below for s in children_of(c) if s.dep_ == "nsubj")
    if frame.role in {"object", "any"}:
        yield from _of_object(frame, verb)
    if frame.role in {"subject", "any"}:
        yield from _with_conjuncts(subjects(verb))
    if frame.role == "named":
        yield from _named_as(verb)
    if frame.role == "for_or_object":  # "pay for flights", "look at charters"
        yield from _of_object(frame, verb)
        if verb.lemma_ in {"pay", "look", "count", "rely"}:
            yield from (n for w, n in complements(verb) if w in {"for", "at", "on"})
    if frame.role == "for":
        yield from _for_what(frame, verb)
    if frame.role == "each_other" and not is_passive(verb):
        if verb.lemma_ in STATES_OF_TALK:
            yield from subjects(verb)
        elif verb.lemma_ in word_list("verbs_of_talk") | word_list("agreeing"):
            talking = in_conversation(verb) or _is_mutual(verb)
            yield from subjects(verb) if talking else ()
        elif not objects(verb):
            yield from subjects(verb)


def _is_mutual(verb: Token) -> bool:
    """ "exchanged views", "discussed it": with one another, where people do."""
    if is_infinitive(verb) and verb.dep_ != "xcomp":
        return False  # "met to discuss it": told by the meeting
    things = [o.lemma_ for o in objects(verb) if o.dep_ == "dobj"]
    if verb.lemma_ in {"consult", "negotiate"}:
        return not things  # not "consulted their parliaments"
    if verb.lemma_ == "exchange":
        return bool({*things} & word_list("shared_words"))
    if verb.lemma_ not in {"discuss", "review"}:
        return False
    statesmen = word_list("statesmen") - {"committee", "mission"}
    return all(s.lemma_.lower() in statesmen for s in _with_conjuncts(subjects(verb)))


def _named_as(verb: Token) -> Iterator[Token]:
    """ "declared Chad's envoy persona non grata"."""
    clauses = [c for c in children_of(verb) if c.dep_ in {"ccomp", "xcomp", "oprd"}]
    yield from objects(verb)
    yield from (s for c in clauses for s in subjects(c))
    # "declared Chad's envoy persona non grata", read as one phrase
    clauses += [o for o in objects(verb) if o.lower_ in {"persona", "grata"}]
    nouns = (c for c in clauses if c.pos_ in {"NOUN", "PROPN"})
    yield from (
        n
        for c in nouns
        for left in c.lefts
        for n in (left, *left.lefts)
        if n.tag_ in {"NN", "NNS"} and n.lower_ not in {"persona", "non"}
    )


def _for_what(frame: Frame, verb: Token) -> Iterator[Token]:
    """ "gathered in Accra for a summit"."""
    ways = {"for", "to", "into"} if verb.lemma_ in ENTERING else {"for", "to"}
    if verb.lemma_ in GATHERING and frame.type is ActionType.EMERGENCY_MEETING:
        ways = ways | {"at", "in"}  # "gathered in Accra at an emergency summit"
    for word, noun in complements(verb):
        if word in ways:
            yield noun
            if noun.lemma_.lower() in word_list("spells"):  # "for two days of talks"
                yield from (n for w, n in complements(noun) if w == "of")
    if verb.lemma_ in GATHERING:  # "gathered his chiefs at the palace for a summit"
        yield from (n for p in _further(verb) for w, n in complements(p) if w == "for")


def _of_object(frame: Frame, verb: Token) -> Iterator[Token]:
    """What is acted on, and where some verbs have it besides."""
    yield from _acted_on(frame, verb)
    if frame.rule == "tells_citizens":
        ways = {"on", "upon", "to", "with"}
        yield from (n for w, n in complements(verb) if w in ways)
        yield from told_that(verb)
    yield from let_in(verb)
    if verb.lemma_ in {"help", "allow", "demand", "order", "insist", "require", "want"}:
        yield from told_that(verb)
    if verb.lemma_ == "arrange":
        yield from (n for w, n in complements(verb) if w == "for")
    if verb.lemma_ in {"pull", "clear"}:  # "denied pulling out of its embassy"
        yield from _left_behind(verb)
    behind = BEHIND.get(verb.lemma_, frozenset())
    yield from (n for w, n in complements(verb) if w in behind)
    if verb.lemma_ in ASKING:
        yield from (n for w, n in complements(verb) if w in {"for", "on", "to"})
        yield from asked_to_sit(verb)
    if verb.lemma_ == "put" and any(c.lower_ == "in" for c in verb.rights):
        yield from (n for w, n in complements(verb) if w == "for")
    if verb.lemma_ in GIVING:  # "gave the envoys 48 hours to leave"
        yield from (c for c in children_of(verb) if c.dep_ == "dative")
        yield from (n for w, n in complements(verb) if w == "to")


def _left_behind(verb: Token) -> Iterator[Token]:
    """ "pulled out of its embassy": where nothing else is pulled."""
    if not any(c.dep_ == "dobj" for c in verb.rights) and not is_passive(verb):
        ways = {"out of", "of"}
        yield from (n for w, n in complements(verb) if w in ways and n.tag_ == "NN")


def _further(verb: Token) -> Iterator[Token]:
    """What a verb's objects and adjuncts name: "at the palace for", "leaders for"."""
    yield from objects(verb)
    yield from (n for _, n in complements(verb))


def _meets(verb: Token) -> Iterator[Token]:
    """ "met with his chiefs", "summoned them", "held a meeting with them"."""
    yield from objects(verb)
    holders = (verb, *objects(verb))
    yield from (n for h in holders for w, n in complements(h) if w in {"with", "of"})


def _itself(verb: Token) -> Iterator[Token]:
    yield verb


def _acted_on(frame: Frame, verb: Token) -> Iterator[Token]:
    """Objects; the subject of an intransitive use; what a clause leaves out."""
    found = objects(verb)
    yield from _with_included(found) if frame.type in INCLUDING else found
    if (frame.type in LEAVING or frame.type is BROUGHT_ALONG) and found:
        for word, noun in complements(verb):
            if word in BESIDE:  # "evacuated 89 people by air, including"
                yield noun
                yield from (t for t in noun.conjuncts if t.i > noun.i)
    if frame.type in OF_PASSENGERS:
        for noun in found:
            yield from told_of_them(noun)
    yield from _what_is_left(verb)
    if not is_passive(verb) and not any(t.dep_ in {"dobj", "obj"} for t in found):
        gap = _gap_of(verb)
        yield from ([gap] if gap else _with_conjuncts(subjects(verb)))


def _what_is_left(verb: Token) -> Iterator[Token]:
    """ "is moving what is left of its embassy"."""
    for clause in verb.rights:
        left = clause.dep_ == "ccomp" and clause.lemma_ in {"leave", "remain"}
        if left and any(c.lower_ == "what" for c in clause.lefts):
            yield from (n for w, n in complements(clause) if w == "of")


def _with_included(nouns: Sequence[Token]) -> Iterator[Token]:
    """ "moved 210 citizens, including embassy staff"."""
    for noun in nouns:
        yield noun
        yield from (n for w, n in complements(noun) if w == "including")
        for _, further in complements(noun):  # "measures on six men, including bans"
            yield from (n for w, n in complements(further) if w == "including")


def _gap_of(verb: Token) -> Token | None:
    """ "the crossings it shut": what the clause stands by is its object."""
    if verb.dep_ != "relcl" or verb.head.lemma_.lower() in TIMES:
        return None
    words = [c for c in children_of(verb) if c.i < verb.i]
    if any(c.tag_ in {"WDT", "WP", "WRB", "WP$"} or c.dep_ == "prep" for c in words):
        return None
    return verb.head if any(c.dep_ == "nsubj" for c in words) else None


def _by_way(verb: Token) -> Iterator[Token]:
    """ "hit two generals with sanctions", "put them on its sanctions list"."""
    ways = {"with", "to", "on", "under", "in"}
    for holder in (verb, *objects(verb)):
        for word, noun in complements(holder):
            if word in ways:
                yield noun
                yield from (n for w, n in complements(noun) if w == "including")
    for noun in verb.subtree:  # "put six men it accuses of theft on its blacklist"
        if noun.i > verb.i and noun.dep_ == "pobj" and noun.lemma_.lower() in LISTS:
            yield noun


def _taken(verb: Token) -> Iterator[Token]:
    """ "withdrew its preferences", "stripped it of its preferences"."""
    for noun in objects(verb):
        yield noun
        yield from (n for w, n in complements(noun) if w == "of")
    yield from (n for w, n in complements(verb) if w in {"of", "from"})
    # "stripped Cambodia of part of its benefits"
    parts = [n for w, n in complements(verb) if w == "of"]
    yield from (n for part in parts for w, n in complements(part) if w == "of")


def _aboard(verb: Token) -> Iterator[Token]:
    """ "took off with 120 nationals", "a plane carrying 200 nationals landed"."""
    for word, noun in complements(verb):
        if word == "with":
            yield noun
            yield from _among(noun)
            yield from _of_those(verb, noun)
    for clause in children_of(verb):
        if clause.dep_ in {"advcl", "xcomp"} and clause.lemma_ in CARRYING:
            for noun in objects(clause):
                yield noun
                yield from _among(noun)
    sent = objects(verb) if verb.lemma_ in SENT else []
    for carrier in (*subjects(verb), *sent):
        for holder in (carrier, *(n for w, n in complements(carrier) if w == "of")):
            yield from _cargo(holder, verb)


def _among(carried: Token) -> Iterator[Token]:
    """ "338 people, of whom 183 were Americans", "63 people, most of them Greeks"."""
    for child in children_of(carried):
        if child.dep_ == "relcl" and child.lemma_ == "be":
            yield from (c for c in children_of(child) if c.dep_ == "attr")
        elif child.dep_ == "appos" and child.pos_ in {"NOUN", "PROPN"}:
            yield child
            yield from child.conjuncts


def _of_those(verb: Token, carried: Token) -> Iterator[Token]:
    """ "60 passengers, about 25 of them Spaniards", hung on the verb."""
    for child in children_of(verb):
        named = child.dep_ == "dep" and child.tag_ in {"NNPS", "NNS"}
        if named and child.i > carried.i:
            counts = (c for c in child.lefts if c.pos_ == "NUM")
            if any(n.lower_ == "them" for c in counts for _, n in complements(c)):
                yield child


def _aboard_or_subject(verb: Token) -> Iterator[Token]:
    yield from subjects(verb)
    yield from _aboard(verb)


def _cargo(carrier: Token, verb: Token) -> Iterator[Token]:
    for clause in children_of(carrier):
        if clause.i == verb.i:
            continue  # "a bus taking 20 students": told by what the bus does
        if clause.dep_ in {"acl", "relcl", "amod"} and clause.lemma_ in CARRYING:
            for noun in objects(clause):
                if noun.i > clause.i:
                    yield noun
                    yield from _among(noun)
            yield from (n for w, n in complements(clause) if w == "with")
    yield from (n for w, n in complements(carrier) if w in {"with", "of"})


def _looked_at(verb: Token) -> Iterator[Token]:
    """ "is reviewing its presence", "is taking a fresh look at it"."""
    for noun in objects(verb):
        looks = noun.lemma_.lower() in {"look", "view", "stock"}
        yield from (n for w, n in complements(noun) if looks and w in {"at", "of"})
        if verb.lemma_ != "take":
            yield noun
    yield from (n for w, n in complements(verb) if w == "at" and verb.lemma_ == "look")


def _reviewed(verb: Token) -> Iterator[Token]:
    """ "ordered a review of its aid"."""
    for noun in objects(verb):
        if noun.lemma_.lower() in {"review", "reassessment", "rethink", "audit"}:
            yield from (n for w, n in complements(noun) if w in {"of", "into"})


def _requested(verb: Token) -> Iterator[Token]:
    """ "is considering a French request for aircraft"."""
    looked = [n for w, n in complements(verb) if w in {"at", "into", "over"}]
    for noun in (*objects(verb), *looked):
        if noun.lemma_.lower() in {"request", "appeal", "plea", "call"}:
            yield from (n for w, n in complements(noun) if w == "for")


def _short_of(verb: Token) -> Iterator[Token]:
    """ "stopped short of recognition"; its gerund is read as withheld by its mood."""
    for child in children_of(verb):
        if child.lower_ == "short":
            yield from (n for w, n in complements(child) if w == "of")


def _against(verb: Token) -> Iterator[Token]:
    """ "against all travel", "against travelling"."""
    for prep in children_of(verb):
        if prep.dep_ == "prep" and prep.lower_ == "against":
            if not list(prep.rights) and is_passive(verb):
                yield from subjects(verb)  # "is advised against"
            for child in children_of(prep):
                if child.dep_ in {"pobj", "pcomp"}:
                    yield child
                    yield from (t for t in child.conjuncts if t.i > child.i)


def _with_conjuncts(heads: Sequence[Token]) -> Iterator[Token]:
    for head in heads:
        yield head
        yield from (t for t in head.conjuncts if t.i > head.i)


BY_ROLE: dict[str, Callable[[Token], Iterable[Token]]] = {
    "threatened": threatened,
    **OF_TALKS,
    **OF_WAYS,
    "by_way": _by_way,
    "taken": _taken,
    "aboard": _aboard,
    "aboard_or_subject": _aboard_or_subject,
    "requested": _requested,
    "looked_at": _looked_at,
    "against": _against,
    "itself": _itself,
    "into": crossed_into,
    "reviewed": _reviewed,
    "short_of": _short_of,
    "meets": _meets,
}
"""Roles that the verb alone places."""
