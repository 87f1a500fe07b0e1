"""Nouns that are a mission's by what was told just before: "employees", "families".

"The embassy has ordered out its employees", "Germany's embassy is open. Dependents
have been withdrawn": the clause or the text has spoken of the mission.
"""

from reactions.extraction.kinship import children_of
from reactions.extraction.mission_words import AROUND_ENVOYS, ENVOYS, stands_in_host
from reactions.extraction.passages import Passage
from reactions.extraction.pointing import POSTS
from reactions.extraction.predicates import complements
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token

PEOPLE_AT_WORK = frozenset("employee worker staffer officer official people".split())
BARE = frozenset({"det", "punct", "cc", "conj", "appos"})
OF_MISSIONS = frozenset({"mission", "staff", "envoy", "presence", "work"})
KEPT_OUT = frozenset(
    "local locally former hired recruited military hospital police army".split()
)
FOR_NOW = frozenset({"temporary", "provisional", "interim"})
ROUTES = frozenset({"border", "flights", "airspace"})
MOVING = frozenset({"move", "relocate", "transfer", "shift"})
SHUTTING = frozenset(
    "close shut keep reopen suspend shutter maintain closure reopening".split()
)
HOLDERS = frozenset({"man", "woman", "representative", "emissary"})
STAFF = frozenset({"staff", "personnel", "diplomat"})
LEAVING = frozenset("leave withdraw evacuate depart pull fly remove quit".split())
DESERTING = frozenset({"abandon", "desert", "quit", "leave"})


def added_by_mission(noun: Token, passage: Passage) -> set[str]:
    """The classes that a mission told of gives a noun that is not its own."""
    lemma = noun.lemma_.lower()
    if lemma in {"family", "dependant", "dependent", "spouse"}:
        return {"family"} if _are_its_families(noun, passage) else set()
    if lemma in HOLDERS and _is_man_there(noun, passage):
        return {"envoy"}
    if lemma in PEOPLE_AT_WORK and _are_its_people(noun, passage):
        return {"staff"}
    return set()


def _is_man_there(noun: Token, passage: Passage) -> bool:
    """ "Oman's man in Khartoum"."""
    owners = (passage.mention_of.get(c.i) for c in noun.lefts if c.dep_ == "poss")
    host = passage.discourse.host
    foreign = any(o is not None and o.code and o.code != host for o in owners)
    return foreign and stands_in_host(noun, passage)


def _are_its_families(noun: Token, passage: Passage) -> bool:
    """ "families can go at public expense", in a text that tells of an embassy."""
    if noun.tag_ != "NNS" or any(c.dep_ == "poss" for c in noun.lefts):
        return False
    if any(c.dep_ not in BARE and c.lower_ != "all" for c in noun.lefts):
        return False
    if any(word in {"of", "from", "in", "with", "at"} for word, _ in complements(noun)):
        return False
    if any(c.dep_ in {"acl", "relcl"} for c in noun.rights):
        return False
    return _named_before(noun) or (
        passage.discourse.about_missions and bool(passage.discourse.theme & OF_MISSIONS)
    )


def _are_its_people(noun: Token, passage: Passage) -> bool:
    """ "The embassy ordered out its American employees", "our people", an envoy says.

    "All 17 employees, the ambassador among them": the ambassador's.
    """
    beside = {c.lower_ for c in noun.lefts}
    if beside & KEPT_OUT or noun.tag_ not in {"NNS", "NN"}:
        return False
    if beside & {"our", "my"} and noun.lemma_ in AROUND_ENVOYS:
        return passage.in_missions_words(noun) or _named_before(noun)
    owned = bool(beside & {"its", "their"})
    if noun.lemma_.lower() == "people" and not owned:
        return _are_called_staff(noun)
    if _has_envoy_beside(noun):
        return True
    if not owned and _leave_it(noun):
        return True
    if owned and _are_taken_from_it(noun):
        return True
    told = passage.discourse.theme & OF_MISSIONS
    if told and beside & {"last", "remaining"} and (owned or "the" in beside):
        return True
    agents = [t for t in noun.sent if t.i < noun.i and t.dep_ == "nsubj"]
    by_mission = any(t.lemma_.lower() in MISSIONS for t in agents[-1:])
    return owned and by_mission


def _are_called_staff(people: Token) -> bool:
    """ "18 people, the entire staff, left", "53 people, staff and relatives"."""
    beside = (c for c in people.rights if c.dep_ in {"appos", "conj"})
    first = next(beside, None)
    if first is None or first.lemma_.lower() not in STAFF:
        return False
    whose = [n.lemma_.lower() for w, n in complements(first) if w in {"of", "at"}]
    comma = first.left_edge.i - 1
    return people.doc[comma].text == "," and set(whose) <= MISSIONS


MISSIONS = frozenset({"embassy", "consulate", "legation", "nunciature", "chancery"})


def _are_taken_from_it(noun: Token) -> bool:
    """ "pulled its people out of the embassy"."""
    places = (*complements(noun), *complements(noun.head))
    return any(
        word in {"out of", "from", "of", "at"} and other.lemma_.lower() in MISSIONS
        for word, other in places
    )


def _leave_it(noun: Token) -> bool:
    """ "30 employees have left the embassy", "officials were withdrawn from it"."""
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or verb.lemma_ not in LEAVING:
        return False
    left = [c for c in verb.rights if c.dep_ == "dobj"]
    left += [n for w, n in complements(verb) if w in {"from", "out of"}]
    return any(n.lemma_.lower() in MISSIONS | {"commission"} for n in left)


def is_abandoned_post(noun: Token, passage: Passage) -> bool:
    """ "We have no intention of abandoning our post," an ambassador says."""
    left = noun.lemma_ == "post" and noun.head.lemma_ in DESERTING
    if not left or not any(c.tag_ == "PRP$" for c in noun.lefts):
        return False
    named = any(t.lemma_.lower() in ENVOYS for t in noun.sent)
    return named or passage.in_missions_words(noun)


def _has_envoy_beside(noun: Token) -> bool:
    """ "17 employees, the ambassador among them"."""
    beside = [c for c in noun.rights if c.dep_ in {"appos", "conj"}]
    named = [
        c
        for c in beside
        if any(g.lower_ in {"among", "included"} for g in children_of(c))
    ]
    return any(c.lemma_.lower() in ENVOYS for c in named)


def _named_before(noun: Token) -> bool:
    before = noun.doc[noun.sent.start : noun.i]
    return any(t.lemma_.lower() in word_list("posts") for t in before)


def is_mission_here(noun: Token, passage: Passage) -> bool:
    """ "The office will move to Lviv", "a temporary office", of an embassy told of."""
    lemma = noun.lemma_.lower()
    if lemma == "section":  # "Embassy and consular section closed"
        return any(
            c.lower_ == "embassy" and any(r.dep_ != "case" for r in c.rights)
            for c in noun.lefts
        )
    if lemma not in {"office", "post"}:
        return False
    if any(c.lower_ in FOR_NOW for c in noun.lefts):
        before = noun.doc[noun.sent.start : noun.i]
        return any(t.lemma_.lower() in POSTS for t in before)
    if is_abandoned_post(noun, passage):
        return True
    told = passage.discourse.about_missions and passage.discourse.mission_owner
    lefts = [c.lower_ for c in children_of(noun) if c.i < noun.i]
    return bool(told) and lefts == ["the"]


CALLING_HOME = frozenset("recall summon withdraw bring call".split())


def meant_by_own(own: Token) -> frozenset[str]:
    """What "its own" may stand for, of what the text has told of last.

    "Chad shut its embassy; Oman said its own would stay open", "the closure of its
    own". What is brought out or withdrawn may as well be citizens or soldiers.
    """
    if own.head.lemma_ in CALLING_HOME and any(c.dep_ == "poss" for c in own.lefts):
        return frozenset(
            {"envoy", "troops"}
        )  # "expelled the ambassador and recalled its own"
    if not any(c.tag_ == "PRP$" for c in own.lefts):
        return frozenset()
    if own.dep_ == "dobj" and own.head.lemma_ in MOVING:
        to_a_place = any(w == "to" for w, _ in complements(own.head))
        return frozenset({"mission"} if to_a_place else ())
    if own.dep_ == "dobj" and own.head.lemma_ not in SHUTTING:
        if own.head.lemma_ in {"evacuate", "vacate", "relocate"} and _named_before(own):
            return ROUTES | {"mission"}  # "kept its embassy; Chad evacuated its own"
        return ROUTES
    if own.dep_ == "pobj" and own.head.head.lemma_ not in SHUTTING:
        return frozenset()
    return ROUTES | {"mission"}
