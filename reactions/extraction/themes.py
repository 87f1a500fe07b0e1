"""Say what kind of thing a noun phrase names: a mission, its staff, citizens, troops.

The classes and their lemmas are rows of `tables/nouns.toml`. A few classes need to
know who is meant and look at mentions: people of the host, people of a state,
somebody who speaks for another state.
"""

from functools import cache
from typing import Any

from reactions.extraction.kinship import children_of
from reactions.extraction.memory import remembered
from reactions.extraction.mission_context import (
    added_by_mission,
    is_mission_here,
    meant_by_own,
)
from reactions.extraction.mission_words import (
    AROUND_ENVOYS,
    WORK_THERE,
    is_another_mission,
    is_team_of_envoy,
    speaks_for_mission,
    staff_told_of,
    work_there,
)
from reactions.extraction.noun_forms import lemmas_of
from reactions.extraction.noun_places import classes_by_place
from reactions.extraction.owned_missions import is_owned
from reactions.extraction.parts import is_few, is_share
from reactions.extraction.passages import Passage
from reactions.extraction.peoples import are_of_a_force, classes_by_people
from reactions.extraction.pointing import (
    OWNERLESS,
    head_of,
    is_the_rest,
    meant_in_sentence,
    stands_for_last,
)
from reactions.extraction.predicates import complements
from reactions.extraction.relatives import are_of_posts
from reactions.extraction.rulebook import read_table, word_list
from reactions.extraction.sittings import (
    is_own_council,
    of_council_before,
    of_own_council,
)
from reactions.extraction.tokens import Token
from reactions.extraction.wishes import for_the_willing

SHELTER = frozenset(
    "asylum visa refuge sanctuary protection haven door shelter".split()
)
SITTINGS = frozenset({"meeting", "session", "sitting", "briefing", "consultation"})
MONEY = frozenset(
    """dollar euro pound yen yuan franc krone krona kroner kronor rupee rouble ruble
    dirham riyal dinar rand peso lira won""".split()
)
BESIDE_NOUNS = frozenset({"amod", "compound", "nmod", "poss", "nummod", "advmod"})
COUNTED = frozenset("troops citizens staff allies diplomats police envoy".split())
CARRIERS = frozenset("plane aircraft flight ship truck convoy vessel".split())
OF_A_TEAM = frozenset(
    "member staff employee team crew worker staffer personnel diplomat".split()
)
LOCAL = frozenset({"local", "locally", "former", "hired", "recruited", "ex"})
SKELETON = frozenset({"skeleton", "minimum", "minimal", "bare", "skeletal"})
VEHICLES = frozenset(
    "flight plane aircraft jet bus ship ferry seat boat coach minibus".split()
)
POSTED = frozenset("attach post assign accredit station base second seconded".split())
FAMILIES = frozenset({"spouse", "wife", "husband", "dependant", "dependent"})
ONE = frozenset({"he", "she", "him", "her"})
COMPANY = frozenset("of at from in for to on across over through".split())
BORDERS = frozenset("border frontier crossing".split())
ON_BORDERS = frozenset("gate post bridge checkpoint terminal crossing".split())
TEAMS = frozenset({"team", "squad", "party", "detail"})
ANY = frozenset({"none", "any", "more", "others"})
LAST_TOLD = frozenset({"refugees", "host_people", "citizens"})
REOPENING = frozenset("reopen open close shut reactivate".split())
ANYONE = frozenset({"everyone", "everybody", "anyone", "anybody"})


@cache
def _rows() -> dict[str, tuple[dict[str, Any], ...]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in read_table("nouns")["class"]:
        for lemma in row["lemmas"]:
            rows.setdefault(lemma, []).append(row)
    return {lemma: tuple(found) for lemma, found in rows.items()}


@remembered
def company_of(token: Token) -> frozenset[str]:
    """Lemmas of the words that stand with a noun: modifiers and complements."""
    found: set[str] = set()
    _modifiers(token, found)
    for word, noun in complements(token):
        if word in COMPANY:
            if word not in {"to", "on"}:
                _modifiers(noun, found)
            found.add(noun.lemma_.lower())
        elif word == "with" and token.lemma_.lower() in CARRIERS:
            found.add(noun.lemma_.lower())
    for child in children_of(token):
        if child.dep_ in {"acl", "relcl"}:
            found.add(child.lemma_.lower())
            if child.lemma_.lower() in POSTED:  # "attached to the embassy"
                found.update(n.lemma_.lower() for _, n in complements(child))
    return frozenset(found)


def _modifiers(token: Token, found: set[str]) -> None:
    for child in token.lefts:
        gerund = child.dep_ == "nsubj" and token.tag_ == "VBG"  # "danger warning"
        if child.dep_ in BESIDE_NOUNS or gerund:
            found.add(child.lemma_.lower())
            found.add(child.lower_)
            found.update(c.lemma_.lower() for c in child.conjuncts)
            if child.i > 1 and child.nbor(-1).text == "-":
                found.add(f"{child.nbor(-2).lower_}-{child.lower_}")  # "all-party"
            _modifiers(child, found)


def classes_of(token: Token, passage: Passage) -> frozenset[str]:
    """All classes of `tables/nouns.toml`, and those of people, that the phrase fits."""
    noun = head_of(token)
    before = _spoken_of(noun if token.lower_ == "none" else token, passage)
    if before:
        return before
    if (meant := meant_in_sentence(token)) is not None:
        return classes_of(meant, passage)
    if token.lower_ in ANYONE and staff_told_of(token, passage):
        return frozenset({"staff"})  # "shut the embassy and sent everyone home"
    if token.lower_ in {"nobody", "none"} and _of_a_mission(token, passage):
        return frozenset({"staff"})  # "Nobody from the embassy has left"
    if token.lower_ in {"nobody", "noone"} and passage.discourse.of_mission:
        told = token.head.tag_ == "VBD" and token.head.dep_ == "ROOT"
        if told and not passage.in_missions_words(token):
            return frozenset()  # "The lights went out. Nobody left."
        return frozenset({"we"})  # "Nobody is leaving", an envoy says
    if token.lower_ == "i" and passage.in_missions_words(token):
        return frozenset({"we"})  # "I am staying," an ambassador says
    if token.lower_ == "we" and passage.discourse.about_missions:
        at = any(
            word in {"at", "in"} and noun.lemma_.lower() in {"embassy", "consulate"}
            for word, noun in complements(token)
        )
        if passage.in_missions_words(token) or speaks_for_mission(token, passage):
            return frozenset({"we", "staff", "mission"} if at else {"we", "mission"})
        return frozenset({"we", "staff"} if at else {"we"})
    if token.lower_ == "own" and not token.n_rights:
        return passage.discourse.theme & meant_by_own(token)
    if token.lower_ in ANY and (last := _any_of_last(token, passage)):
        return last
    if token.tag_ == "PRP" and token.lower_ in ONE and token.dep_ != "poss":
        return _of_person_before(token, passage)
    if _is_one_of_them(token) and "diplomats" in passage.discourse.theme:
        return frozenset({"diplomats"})  # "whether to expel one"
    if is_the_rest(token) and staff_told_of(token, passage):
        return frozenset({"staff"})
    if stands_for_last(token) or (noun is not token and stands_for_last(noun)):
        return _of_last_told(token, noun, passage)
    if token.i not in passage.classes:
        passage.classes[token.i] = _own_classes(token, noun, passage)
    return passage.classes[token.i]


def _any_of_last(token: Token, passage: Passage) -> frozenset[str]:
    """ "will take none", "asked others to leave": of those last told of."""
    if token.dep_ != "dobj" or complements(token):
        return frozenset()
    return passage.discourse.theme & LAST_TOLD


def _of_last_told(token: Token, noun: Token, passage: Passage) -> frozenset[str]:
    """ "it", "theirs", "they": what the text has told of last."""
    discourse = passage.discourse
    if token.lower_ in {"they", "them"} or noun.lower_ in {"they", "them"}:
        if token.dep_ == "dobj" and token.head.lemma_ in REOPENING:
            return discourse.theme  # "would open them again": the missions
        return discourse.theme - {"mission", "presence", "work"}
    if discourse.theme & {"airspace", "border"}:
        return discourse.theme  # "Poland shut theirs": their skies, as told before
    if discourse.about_missions and token.lower_ in OWNERLESS:
        return discourse.theme | {"mission"}
    if token.lower_ == "it" and discourse.of_mission and not discourse.body:
        return discourse.theme | {"mission"}
    if discourse.theme or not discourse.about_missions:
        return discourse.theme
    return frozenset({"mission"}) if is_another_mission(token) else frozenset()


def _is_one_of_them(token: Token) -> bool:
    counted = token.lower_ in {"one", "some", "several", "any"} or token.pos_ == "NUM"
    alone = counted and token.dep_ in {"dobj", "nsubjpass"} and not complements(token)
    return alone and token.head.lemma_ in {"expel", "recall", "oust", "eject"}


def _of_person_before(pronoun: Token, passage: Passage) -> frozenset[str]:
    """ "The ambassador said he would stay": an envoy, where no other stands between."""
    acted_on = pronoun.lower_ in {"him", "her"}
    for other in reversed(pronoun.doc[pronoun.sent.start : pronoun.i]):
        if acted_on and other.dep_ == "nsubj" and other.i not in passage.person_of:
            continue  # "authorities declared him persona non grata": not themselves
        if other.pos_ in {"NOUN", "PROPN"} and other.dep_ != "compound":
            if "envoy" in (found := classes_of(other, passage)):
                return found
            if other.i in passage.person_of or (
                other.dep_ == "nsubj" and other.i not in passage.mention_of
            ):
                return frozenset()
    return passage.discourse.theme & {"envoy"}  # "Paris said he would stay"


def _own_classes(token: Token, noun: Token, passage: Passage) -> frozenset[str]:
    """The classes of a phrase by its own words, which do not change in a passage."""
    company = company_of(noun) | (company_of(token) if noun is not token else set())
    found: set[str] = set()
    for lemma in lemmas_of(noun):
        for row in _rows().get(lemma, ()):
            if _fits(row, company, noun, passage):
                found.add(row["name"])
    found |= classes_by_people(noun, company, passage)
    if noun.lemma_.lower() in VEHICLES and _for_citizens(noun, passage):
        found.add("lifts")
    found |= _by_context(noun, passage)
    if token.lemma_ == "member" and noun is not token and "mission" in found:
        return frozenset({"staff"})  # "all members of the delegation"
    _add_of_missions(found, company, token, noun, passage)
    return frozenset(_less_others(found, noun, passage))


def _add_of_missions(
    found: set[str],
    company: set[str] | frozenset[str],
    token: Token,
    noun: Token,
    passage: Passage,
) -> None:
    """Adds a mission's people and house, and how many of them are meant."""
    few = company & SKELETON or token.lemma_.lower() in {"handful", "couple"}
    if found & {"staff", "presence", "mission"} and few:
        found.add("skeleton")
    if is_few(noun) or is_share(token, noun):
        found.add("few")
    if token.lemma_ == "number":
        _add_numbers(found, token, noun, passage)
    if noun.lemma_.lower() in OF_A_TEAM and _of_a_mission(noun, passage):
        found.add("staff")
    if (found & {"citizens", "people"} or noun.lower_ == "those") and (
        work_there(noun) and _of_a_mission(noun, passage)
    ):
        found -= {"citizens", "people"}
        found.add("staff")  # "12 of the 20 Kenyans posted at the embassy"
    if is_mission_here(noun, passage):
        found.add("mission")
    if noun.lower_ == "people" and any(
        c.dep_ == "poss" and "mission" in classes_of(c, passage) for c in noun.lefts
    ):
        found.add("staff")  # "the delegation's people"
        found.discard("citizens")
    found |= added_by_mission(noun, passage)
    if are_of_posts(noun):
        found.add("family")
    listed = passage.block.actors and passage.discourse.about_missions
    if listed and noun.lemma_ in {"family", "spouse"} and not noun.n_lefts:
        found.add("family")  # "Latvia: families gone"
    if _is_with_envoy(noun, passage) or is_team_of_envoy(noun):
        found.add("staff")
        found -= {"citizens", "people"}


def _add_numbers(found: set[str], token: Token, noun: Token, passage: Passage) -> None:
    """ "the number of Canadians at the embassy", "of its people in Islamabad"."""
    at = any(_of_a_mission(n, passage) for n in (noun, token, token.head))
    if found & {"citizens", "people"} and at:
        found.add("staff")
    if "citizens" in found and (at or noun.lower_ == "people"):
        found.add("numbers")


def _less_others(found: set[str], noun: Token, passage: Passage) -> set[str]:
    """Without the classes that a surer one shuts out."""
    if "allies" in found or "host_people" in found:
        found -= {"staff", "citizens"}
    if "troops" in found and (noun.lemma_ == "personnel" or are_of_a_force(noun)):
        found.discard("staff")
    if found >= {"council", "crisis_body"}:
        found.discard("council" if is_own_council(noun, passage) else "crisis_body")
    if "un_meeting" in found and of_own_council(noun, passage):
        found.discard("un_meeting")
    beside = {t.lemma_.lower() for t in noun.conjuncts}
    if "family" in found or ("people" in found and beside & FAMILIES):
        found -= {"refugees", "people"}
    if found & {"staff", "allies", "host_people", "refugees", "envoy"}:
        found -= {"people"}
    return found


def _of_a_mission(noun: Token, passage: Passage) -> bool:
    """ "members of the EU delegation", "the people at its legation"."""
    if any(c.lower_ in LOCAL for c in noun.lefts):
        return False
    holders = [noun, *(c for c in noun.rights if c.lemma_ in WORK_THERE)]
    return any(
        word in {"of", "at", "from", "in"} and "mission" in classes_of(other, passage)
        for holder in holders
        for word, other in complements(holder)
    )


def _by_context(noun: Token, passage: Passage) -> set[str]:
    """What a noun is by the words around it: money, a sitting, a gate of a border."""
    lemma, found = noun.lemma_.lower(), set[str]()
    if (
        any(c.is_currency or c.tag_ == "$" or "$" in c.text for c in noun.subtree)
        or lemma.rstrip("s") in MONEY
        or (lemma in word_list("moneys") and any(c.pos_ == "NUM" for c in noun.lefts))
    ):
        found.add("money")
    if lemma in SITTINGS and of_council_before(noun, passage):
        found.add("un_meeting")
    if lemma in SHELTER:
        found.add("shelter")
    found |= classes_by_place(noun)
    if lemma in TEAMS:  # "an extra team of gendarmes"
        men = (classes_of(n, passage) for w, n in complements(noun) if w == "of")
        found |= {"troops"} & set().union(*men)
    if lemma in {"penalty", "punishment"} and any(
        w == "against" for w, _ in complements(noun)
    ):
        found.add("sanctions")
    if lemma == "recognition":
        found.add("recognition")
    if lemma in ON_BORDERS and any(t.lemma_.lower() in BORDERS for t in noun.doc):
        found.add("border")
    return found


def _is_with_envoy(noun: Token, passage: Passage) -> bool:
    """ "the ambassador and his team"."""
    beside = noun.dep_ == "conj" and noun.lemma_.lower() in AROUND_ENVOYS
    beside = beside and noun.head.lower_ not in {"all", "everyone"}  # "all but staff"
    return beside and "envoy" in classes_of(noun.head, passage)


def _spoken_of(token: Token, passage: Passage) -> frozenset[str]:
    """ "has 220 soldiers there and will bring them home": those of the sentence."""
    if token.lower_ not in {"them", "they"}:
        return frozenset()
    for word in reversed(token.doc[token.sent.start : token.i]):
        plural = word.tag_ in {"NNS", "NNPS"}
        if plural and (found := classes_of(word, passage) & COUNTED):
            return found
    return frozenset()


def _fits(
    row: dict[str, Any], company: frozenset[str], noun: Token, passage: Passage
) -> bool:
    if company & set(row.get("not_with", ())):
        return False
    if "with" in row and not company & set(row["with"]):
        return False
    return not row.get("owned") or is_owned(noun, passage)


def _for_citizens(noun: Token, passage: Passage) -> bool:
    """ "the first flight for Britons", "seats for nationals"."""
    if for_the_willing(noun):
        return True
    if any(
        word == "for" and "citizens" in classes_of(other, passage)
        for word, other in (*complements(noun), *complements(noun.head))
    ):
        return True
    return any(
        "citizens" in classes_of(carried, passage)
        for clause in children_of(noun)
        if clause.dep_ in {"acl", "relcl"} and clause.lemma_ in {"carry", "bring"}
        for carried in children_of(clause)
        if carried.dep_ == "dobj"
    )
