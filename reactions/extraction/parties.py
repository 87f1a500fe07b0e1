"""Say who takes part in a talk: states by name, the host's camps, partners unnamed.

Talks are recorded for each state that takes part, the host only when it acts abroad
(codebook, rule 8). They need two parties, of whom one may have no code of its own.
"""

from reactions.actors import ACTORS, Role
from reactions.extraction.kinship import children_of
from reactions.extraction.named_together import beside
from reactions.extraction.other_states import stands_for_other_state
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import (
    complements,
)
from reactions.extraction.references import states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token
from reactions.vocabulary import ActorKind

UNNAMED = ""
"""A party without a code: "its European partners", "several counterparts"."""
SEATS = frozenset({"in", "of", "from", "at"})
SEVERAL = frozenset({"NNS", "NNPS"})
PEERS = frozenset(
    {"counterpart", "colleague", "partner", "ally", "member", "neighbour", "peer"}
)
POLITICS = frozenset({"party", "politician", "stakeholder", "activist", "dissident"})
"""Who may be of a country without speaking for its state."""
MADE_UP_OF = frozenset(
    """member representative leader official delegation envoy head commander team side
    minister chief delegate emissary negotiator chairman chairwoman deputy aide
    president general officer""".split()
)
OF_POWER = frozenset(
    "transition putsch coup takeover junta regime military mutiny".split()
)
RULING = frozenset("control rule govern hold run lead command".split())
ELSEWHERE = frozenset({"country", "nation", "state", "capital", "government"})


def parties_of(
    noun: Token, passage: Passage, *, initiator: Token | None
) -> tuple[str, ...]:
    """Codes of those a phrase stands for as a party of talks, the host's too.

    `initiator` is who speaks to them: "the president" is the host's for an envoy, for
    a minister perhaps his own.
    """
    found: list[str] = []
    heads = (noun, *beside(noun, passage))
    for head in heads:
        found.extend(_party(head, passage, initiator))
    named = tuple(dict.fromkeys(found))
    if named and len(heads) > 1 and any(is_unknown_person(h, passage) for h in heads):
        return (*named, UNNAMED)  # "between Jan Roe and the Chadian president"
    return named


def is_unknown_person(noun: Token, passage: Passage) -> bool:
    """A man or a woman by a full name, of a state that the text does not tell."""
    return (
        noun.tag_ == "NNP"
        and noun.i not in passage.mention_of
        and noun.i not in passage.person_of
        and any(c.dep_ == "compound" and c.tag_ == "NNP" for c in noun.lefts)
    )


def _party(noun: Token, passage: Passage, initiator: Token | None) -> tuple[str, ...]:
    lemma = noun.lemma_.lower()
    if noun.tag_ in SEVERAL and lemma in PEERS and _of_organisation(noun, passage):
        return (UNNAMED,)
    if noun.tag_ in SEVERAL and lemma in POLITICS:
        own = {c.lower_ for c in noun.lefts} & {"coalition", "governing"}
        return () if own else (UNNAMED,)
    if any(t.i in passage.insurgent for t in noun.subtree if t.i < noun.i):
        return (passage.discourse.host or UNNAMED,)  # "Taliban leader Jan Roe"
    named = people_of(noun, passage) or stands_for_other_state(noun, passage, actors=())
    if not named and (sender := _led_by(noun)) is not None:
        named = states_of(sender, passage)
    if noun.lower_ == passage.discourse.host_city.casefold() and noun.tag_ == "NNP":
        return (passage.discourse.host or UNNAMED,)  # "is in talks with Khartoum"
    seats = _by_seats(noun, passage)
    if named or seats:
        return tuple(dict.fromkeys((*named, *seats)))
    lefts = {c.lower_ for c in noun.lefts}
    if "their" in lefts and noun.tag_ in SEVERAL and lemma in word_list("ranks"):
        return states_of(noun, passage)  # "Egypt and Chad said their ministers met"
    if _is_named_person(noun, passage):
        return named_by_state(noun, passage) or (UNNAMED,)
    if lemma in word_list("ranks") and noun.tag_ in SEVERAL and lefts & {"both", "two"}:
        return (UNNAMED,)
    if noun.i not in passage.mention_of and _is_of_host(
        noun, lefts, initiator, passage
    ):
        return (passage.discourse.host or UNNAMED,)
    if lemma in word_list("partners") and _is_other(noun, lefts):
        return (UNNAMED,)
    if _took_power(noun):
        return (passage.discourse.host or UNNAMED,)
    if _rules_there(noun) or _are_of_a_people(noun, passage):
        return (UNNAMED,)
    return ()


def _led_by(noun: Token) -> Token | None:
    """ "a delegation led by Chad's minister", "a team sent by Chad"."""
    for clause in children_of(noun):
        if clause.dep_ == "acl" and clause.lemma_ in {"lead", "head", "send"}:
            return next((n for w, n in complements(clause) if w == "by"), None)
    return None


def _rules_there(noun: Token) -> bool:
    """ "those who control the city", "whoever holds power": those in power."""
    if noun.lower_ == "whoever" and noun.dep_ == "nsubj":
        return noun.head.lemma_ in RULING  # "whoever governs"
    return noun.lower_ in {"those", "whoever"} and any(
        c.dep_ in {"relcl", "acl"} and c.lemma_ in RULING for c in children_of(noun)
    )


def _took_power(noun: Token) -> bool:
    """ "the general who took power in neighbouring Niger"."""
    return any(
        c.dep_ == "relcl"
        and c.lemma_ in {"take", "seize", "grab"}
        and any(o.lemma_ in {"power", "control"} for o in c.rights if o.dep_ == "dobj")
        for c in children_of(noun)
    )


def _are_of_a_people(noun: Token, passage: Passage) -> bool:
    """ "Tigrayan leaders": of a people or a movement that is no state."""
    if noun.lemma_.lower() not in word_list("ranks") or noun.tag_ not in SEVERAL:
        return False
    return any(
        c.dep_ in {"amod", "compound", "nmod"}
        and c.text[0].isupper()
        and c.i not in passage.mention_of
        for c in noun.lefts
    )


def _is_of_host(
    noun: Token, lefts: set[str], initiator: Token | None, passage: Passage
) -> bool:
    """ "Both sides", "the coup leader"; for an envoy also "the president"."""
    lemma = noun.lemma_.lower()
    if lemma in word_list("camps"):
        own = {"his", "her", "its", "their", "our", "my"}
        return noun.tag_ in SEVERAL and bool(lefts) and not lefts & own
    if lefts & {"both", "either"} and lemma in word_list("ranks"):
        return True  # "met both government and opposition"
    if lefts & word_list("of_a_camp") and lemma in word_list("ranks"):
        return True
    if lemma in MADE_UP_OF and any(
        w in {"of", "behind"} and n.lemma_.lower() in OF_POWER
        for w, n in complements(noun)
    ):
        return "the" in lefts or noun.tag_ in SEVERAL  # "the head of the transition"
    if lemma in MADE_UP_OF and any(
        w in {"of", "from"}
        and _is_of_host(n, {c.lower_ for c in n.lefts}, initiator, passage)
        for w, n in complements(noun)
    ):
        return True  # "members of the ruling council"
    if lemma in MADE_UP_OF and any(
        c.dep_ == "poss"
        and _is_of_host(c, {"the", *(t.lower_ for t in c.lefts)}, initiator, passage)
        for c in noun.lefts
    ):
        return True  # "the two generals' envoys"
    ranked = lemma in word_list("ranks") | {"minister", "official"}
    several = noun.tag_ in SEVERAL and not lefts & word_list("of_others")
    if ranked and several and is_in_host(noun, passage):
        return True  # "met senior officials in Khartoum"
    definite = "the" in lefts and not lefts & word_list("of_others")
    if lemma not in word_list("ranks") or not definite:
        return False
    if _is_foreign(initiator, passage) or is_in_host(noun, passage):
        return True
    return _is_called_up(noun, lefts)


def _is_called_up(noun: Token, lefts: set[str]) -> bool:
    """ "spoke to the army chief": one's own is not spoken to in the news."""
    soldiers = {"army", "military", "junta", "coup"}
    armed = noun.lemma_.lower() in {"general", "strongman", "ruler", "junta", "colonel"}
    verb = noun.head if noun.dep_ != "pobj" else noun.head.head
    return (armed or bool(lefts & soldiers)) and (
        verb.lemma_ in word_list("speaking") | {"get", "come", "pick", "reach", "meet"}
    )


def is_in_host(noun: Token, passage: Passage) -> bool:
    """ "met the acting president in Khartoum": for a minister from abroad too."""
    verb = noun.head if noun.dep_ != "pobj" else noun.head.head
    host, city = passage.discourse.host, passage.discourse.host_city.casefold()
    for word, place in (*complements(verb), *complements(noun)):
        mention = passage.mention_of.get(place.i)
        if word == "in" and (
            (mention is not None and host in mention.codes) or place.lower_ == city
        ):
            return True
    return False


def _is_named_person(noun: Token, passage: Passage) -> bool:
    """ "President Roe", whose state is not told; "Russia's Jan Roe"."""
    person = passage.person_of.get(noun.i)
    if person is not None:
        return person.in_office and person.country is None
    if noun.tag_ != "NNP" or noun.i in passage.mention_of:
        return False
    before = [c for c in noun.lefts if c.dep_ == "compound" and c.pos_ == "PROPN"]
    if any(c.lower_ in word_list("ranks") for c in before):
        return True  # "General Roe"
    return bool(before) and bool(named_by_state(noun, passage))


def named_by_state(noun: Token, passage: Passage) -> tuple[str, ...]:
    for child in noun.lefts:
        mention = passage.mention_of.get(child.i)
        if child.dep_ == "poss" and mention is not None and mention.role is Role.NAME:
            return (mention.code,) if mention.code else ()
    return ()


def _of_organisation(noun: Token, passage: Passage) -> bool:
    """ "EU partners", "NATO allies": some members, not the organisation."""
    mentions = [passage.mention_of.get(c.i) for c in noun.lefts]
    return any(
        m is not None
        and m.code is not None
        and ACTORS[m.code].kind is ActorKind.ORGANISATION
        for m in mentions
    )


def people_of(noun: Token, passage: Passage) -> tuple[str, ...]:
    """ "the Cypriots", "the Iranians": a people at the table is its state."""
    mention = passage.mention_of.get(noun.i)
    if mention is None or mention.role not in {Role.PEOPLE, Role.ADJECTIVE}:
        return ()
    several = noun.tag_ in SEVERAL or noun.pos_ == "PROPN"
    definite = any(c.lower_ == "the" for c in noun.lefts)
    return (mention.code,) if mention.code and several and definite else ()


def _by_seats(noun: Token, passage: Passage) -> tuple[str, ...]:
    """ "his colleagues in Luanda, Abuja and Dakar", "envoys from 25 countries"."""
    if noun.lemma_.lower() not in word_list("partners"):
        return ()
    found: list[str] = []
    for word, place in complements(noun):
        if word not in SEATS:
            continue
        if word == "in" and noun.lemma_.lower() not in PEERS:
            continue  # "met EU ministers in Bucharest"
        for each in (place, *(t for t in place.conjuncts if t.i > place.i)):
            mention = passage.mention_of.get(each.i)
            if mention is not None and mention.code:
                found.append(mention.code)
            elif each.tag_ in SEVERAL and each.lemma_.lower() in ELSEWHERE:
                found.append(UNNAMED)
    return tuple(dict.fromkeys(found))


def _is_other(noun: Token, lefts: set[str]) -> bool:
    """ "his counterpart", "European partners", "other leaders": somebody else's."""
    if noun.lemma_.lower() in {"counterpart", "colleague", "neighbour", "ally", "peer"}:
        own = {"cabinet", "party", "coalition", "government"}
        return (bool(lefts) or noun.tag_ in SEVERAL) and not lefts & own
    if noun.lemma_ in {"member", "partner"} and noun.tag_ in SEVERAL:
        follows = noun.nbor(1).lower_ if noun.i + 1 < len(noun.doc) else ""
        beside = {c.dep_ for c in children_of(noun)} & {"amod", "compound", "nmod"}
        return follows != "of" and not beside  # "is consulting members"
    return bool(lefts & word_list("of_others"))


def _is_foreign(initiator: Token | None, passage: Passage) -> bool:
    """A state, an organisation, an envoy or a delegation: not one's own minister."""
    if initiator is None:
        return False
    if initiator.lower_ in {"it", "they"}:
        return True
    abroad = word_list("envoys_abroad")
    person = passage.person_of.get(initiator.i)
    title = person.title.casefold().split() if person is not None else ()
    beside = (c.lemma_.lower() for c in children_of(initiator) if c.dep_ == "appos")
    if not abroad.isdisjoint((initiator.lemma_.lower(), *title, *beside)):
        return True
    mention = passage.mention_of.get(initiator.i)
    return (
        person is None
        and mention is not None
        and mention.role in {Role.NAME, Role.METONYM, Role.CAPITAL}
    )
