"""Whose people a noun names: the host's, a state's own, soldiers, or just people."""

from spacy.tokens import Token

from reactions.actors import Role
from reactions.extraction.passages import Passage
from reactions.extraction.pointing import POSTS
from reactions.extraction.predicates import complements
from reactions.extraction.rulebook import word_list

OUTPOSTS = frozenset({"delegation", "office", "representation", "bureau"})
PEOPLES = frozenset({Role.PEOPLE, Role.ADJECTIVE})
CITIZENS = frozenset({"citizen", "national", "resident", "people"})
PEOPLE = frozenset({"people", "civilian", "citizen", "national", "person", "resident"})
ENVOYS = frozenset(
    {"ambassador", "chargé", "charge", "envoy", "commissioner", "consul"}
)
OF_ITS_OWN = frozenset({"det", "poss", "nummod"})
THREATENED = frozenset("activist defender dissident".split())
JURISTS = frozenset("judge prosecutor lawyer lawmaker".split())
BESIDE_MEN = frozenset({"amod", "compound", "poss"})


def classes_by_people(
    noun: Token, company: frozenset[str], passage: Passage
) -> set[str]:
    """Classes of people, envoys and airlines that names beside the noun tell."""
    mention = passage.mention_of.get(noun.i)
    if mention is not None and mention.role is Role.CARRIER:
        return {"carrier"}
    if noun.lemma_.lower() in OUTPOSTS and (
        _stands_in_host(noun, passage) or _of_the_union(noun, passage)
    ):
        return {"mission"}
    person = passage.person_of.get(noun.i)
    title = set(person.title.casefold().split()) if person is not None else set()
    if title & ENVOYS and not title & {"honorary", "special"}:
        return {"envoy", "diplomats"}
    several = not any(c.lower_ in {"a", "an"} for c in noun.lefts)
    if mention is not None and mention.code and several and mention.role in PEOPLES:
        host = passage.discourse.host
        of_host = mention.code == host or (host, mention.code) == ("IL", "PS")
        return {"host_people"} if of_host else {"citizens"}
    return _of_some_state(noun, company, passage) or _of_no_state(noun, company)


def _of_some_state(noun: Token, company: frozenset[str], passage: Passage) -> set[str]:
    """ "Afghan medics", "its people", "Polish miners", "citizens of Ukraine"."""
    lemma = noun.lemma_.lower()
    adjectives = {passage.mention_of[c.i].code for c in _named_beside(noun, passage)}
    persons = lemma in word_list("persons")
    if passage.discourse.host in adjectives and (persons or lemma in PEOPLE):
        return {"host_people"}
    if persons and adjectives - {None} and noun.tag_ == "NNS":
        return {"citizens"}
    if lemma in CITIZENS and _of_host(noun, passage):
        return {"host_people"}
    if lemma in PEOPLE:
        owned = any(c.tag_ == "PRP$" for c in noun.lefts)
        if owned and any(
            w in {"from", "at"} and n.lemma_ in POSTS for w, n in complements(noun.head)
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
    if noun.pos_ == "NUM":
        return {"people"}  # "More than 200 were flown out"
    if lemma in {"people", "person"} and _at_risk(noun, company):
        return {"host_people"}
    counted = any(c.dep_ == "nummod" for c in noun.lefts)
    return {"people"} if counted and lemma in word_list("persons") else set()


def _named_beside(noun: Token, passage: Passage) -> list[Token]:
    """ "Afghan medics and engineers": the state of the first is that of the second."""
    while True:
        found = [c for c in noun.lefts if c.i in passage.mention_of]
        inherits = noun.dep_ == "conj" and noun.head.tag_ == noun.tag_
        if found or not inherits or any(c.dep_ in OF_ITS_OWN for c in noun.lefts):
            return found
        noun = noun.head


def _of_host(noun: Token, passage: Passage) -> bool:
    """ "citizens of Ukraine": people of the country in crisis."""
    return any(
        word == "of"
        and (mention := passage.mention_of.get(other.i)) is not None
        and passage.discourse.host in mention.codes
        for word, other in complements(noun)
    )


def _stands_in_host(noun: Token, passage: Passage) -> bool:
    """ "its delegation in Khartoum": an office that stands in the host."""
    city = passage.discourse.host_city.casefold()
    for word, place in complements(noun):
        mention = passage.mention_of.get(place.i)
        in_host = mention is not None and passage.discourse.host in mention.codes
        if word == "in" and (in_host or place.lower_ == city):
            return True
    return False


def _of_the_union(noun: Token, passage: Passage) -> bool:
    """ "The EU delegation": its embassy, in a text about missions; no visitors."""
    if noun.lemma_.lower() != "delegation" or not passage.discourse.about_missions:
        return False
    if any(c.lower_ in {"a", "an"} for c in noun.lefts):
        return False
    owners = {m.code for c in noun.lefts if (m := passage.mention_of.get(c.i))}
    if any(c.tag_ == "PRP$" for c in noun.lefts):  # "The EU said its delegation"
        before = (passage.mention_of.get(t.i) for t in noun.sent if t.i < noun.i)
        owners |= {m.code for m in before if m is not None}
    return "EU" in owners


def _at_risk(noun: Token, company: frozenset[str]) -> bool:
    return bool(company & {"vulnerable", "risk", "endangered", "threatened"})
