"""Whose people a noun names: the host's, a state's own, soldiers, or just people."""

from reactions.actors import Role
from reactions.extraction.mission_words import (
    ENVOYS,
    of_host,
    of_the_union,
    stands_in_host,
)
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import complements
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token

AT_A_POST = frozenset({"staff", "team", "personnel", "diplomat"})
OUTPOSTS = frozenset({"delegation", "office", "representation", "bureau"})
PEOPLES = frozenset({Role.PEOPLE, Role.ADJECTIVE})
CITIZENS = frozenset({"citizen", "national", "resident", "people"})
PEOPLE = frozenset({"people", "civilian", "citizen", "national", "person", "resident"})
OF_ITS_OWN = frozenset({"det", "poss", "nummod"})
THREATENED = frozenset("activist defender dissident".split())
JURISTS = frozenset("judge prosecutor lawyer lawmaker".split())
FAMILIES = frozenset({"family", "dependant", "dependent", "spouse"})
MISSIONS = frozenset({"embassy", "consulate", "mission"})
PERSONS = frozenset({"people", "person"})
HELPED = frozenset({"work", "serve", "interpret", "translate"})
FORCES = frozenset({"mission", "force", "contingent", "operation"})
BESIDE_MEN = frozenset({"amod", "compound", "poss"})


def classes_by_people(
    noun: Token, company: frozenset[str], passage: Passage
) -> set[str]:
    """Classes of people, envoys and airlines that names beside the noun tell."""
    mention = passage.mention_of.get(noun.i)
    if mention is not None and mention.role is Role.CARRIER:
        return {"carrier"}
    if noun.lemma_.lower() in OUTPOSTS and (
        stands_in_host(noun, passage) or of_the_union(noun, passage)
    ):
        return {"mission"}
    person = passage.person_of.get(noun.i)
    title = set(person.title.casefold().split()) if person is not None else set()
    if title & ENVOYS and not title & {"honorary", "special"}:
        return {"envoy", "diplomats"}
    several = not any(c.lower_ in {"a", "an"} for c in noun.lefts)
    if any(c.lower_ == "ethnic" for c in noun.lefts):
        return {"host_people"}  # "45,000 ethnic Uzbeks": of the same people, no more
    if mention is not None and mention.code and several and mention.role in PEOPLES:
        host = passage.discourse.host
        at_home = mention.code == host or (host, mention.code) == ("IL", "PS")
        return {"host_people"} if at_home else {"citizens"}
    found = _of_some_state(noun, company, passage) or _of_no_state(noun, company)
    return found | {"family"} if _is_of_mission_left(noun) else found


def _is_of_mission_left(noun: Token) -> bool:
    """ "has pulled families out of its embassy": the place hangs on the verb.

    Or on the noun: "the withdrawal of families from the embassy".
    """
    if noun.lemma_.lower() not in FAMILIES:
        return False
    above = noun.head.head if noun.head.dep_ == "prep" else noun.head
    return any(
        word in {"out of", "from"} and other.lemma_.lower() in MISSIONS
        for word, other in (*complements(above), *complements(noun))
    )


def _of_some_state(noun: Token, company: frozenset[str], passage: Passage) -> set[str]:
    """ "Afghan medics", "its people", "Polish miners", "citizens of Ukraine"."""
    lemma = noun.lemma_.lower()
    adjectives = {passage.mention_of[c.i].code for c in _named_beside(noun, passage)}
    persons = lemma in word_list("persons")
    if lemma in AT_A_POST and any(c.tag_ == "PRP$" for c in noun.lefts):
        return set()  # "its Damascus staff": those it has there
    if passage.discourse.host in adjectives and (persons or lemma in PEOPLE):
        return {"host_people"}
    if persons and adjectives - {None} and noun.tag_ == "NNS":
        return {"citizens"}
    if lemma in CITIZENS and of_host(noun, passage):
        return {"host_people"}
    if lemma in PEOPLE:
        owned = any(c.tag_ == "PRP$" for c in noun.lefts)
        if owned and any(
            w in {"from", "at"} and n.lemma_.lower() in word_list("posts")
            for w, n in (*complements(noun.head), *complements(noun))
        ):
            return {"staff"}  # "pulled its people from the embassy"
        if adjectives - {None} or owned:
            return {"citizens"}
    owned = bool(adjectives - {None}) or any(c.dep_ == "poss" for c in noun.lefts)
    women = lemma in JURISTS and company & {"woman", "female"}
    if (lemma in THREATENED or women) and noun.tag_ == "NNS" and not owned:
        return {"host_people"}
    return set()


def _of_no_state(noun: Token, company: frozenset[str]) -> set[str]:
    """ "200 men" of a force, "more than 200", "3,000 villagers", "people at risk"."""
    lemma = noun.lemma_.lower()
    if noun.lower_ == "men" and not any(c.dep_ in BESIDE_MEN for c in noun.lefts):
        forces = word_list("of_forces")
        if any(t.lemma_.lower() in forces for t in noun.doc):
            return {"troops", "people"}  # "would send 200 men to the force"
        if are_of_a_force(noun):
            return {"troops"}
    if noun.pos_ == "NUM":
        return {"people"}  # "More than 200 were flown out"
    if lemma in PERSONS and (_at_risk(noun, company) or _had_worked(noun)):
        return {"host_people"}
    counted = any(c.dep_ == "nummod" for c in noun.lefts)
    return {"people"} if counted and lemma in word_list("persons") else set()


def _had_worked(people: Token) -> bool:
    """ "43 people who had worked for Denmark", "who served with its battalion"."""
    return any(
        w in {"for", "with", "alongside"}
        and (n.tag_ == "NNP" or any(c.tag_ == "PRP$" for c in n.lefts))
        for clause in people.rights
        if clause.dep_ in {"relcl", "acl"} and clause.lemma_ in HELPED
        for w, n in complements(clause)
    )


def are_of_a_force(men: Token) -> bool:
    """ "had 800 men in the mission": soldiers or police, no diplomats."""
    return men.lemma_ == "man" and any(
        w in {"in", "with"} and n.lemma_.lower() in FORCES for w, n in complements(men)
    )


def _named_beside(noun: Token, passage: Passage) -> list[Token]:
    """ "Afghan medics and engineers": the state of the first is that of the second."""
    while True:
        found = [c for c in noun.lefts if c.i in passage.mention_of]
        inherits = noun.dep_ == "conj" and noun.head.tag_ == noun.tag_
        if found or not inherits or any(c.dep_ in OF_ITS_OWN for c in noun.lefts):
            return found
        noun = noun.head


def _at_risk(noun: Token, company: frozenset[str]) -> bool:
    return bool(company & {"vulnerable", "risk", "endangered", "threatened"})
