"""Say who takes part in a talk: states by name, the host's camps, partners unnamed.

Talks are recorded for each state that takes part, the host only when it acts abroad
(codebook, rule 8). They need two parties, of whom one may have no code of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from reactions.actors import ACTORS, Role
from reactions.extraction.acts import Act
from reactions.extraction.insurgency import is_insurgent
from reactions.extraction.kinship import children_of
from reactions.extraction.loads import MEANS
from reactions.extraction.moods import Mood, mood_of
from reactions.extraction.passages import Passage
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import (
    complements,
    is_infinitive,
    is_passive,
    objects,
)
from reactions.extraction.references import beside, named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import stands_for_other_state
from reactions.vocabulary import ActorKind, Stage

UNNAMED = ""
"""A party without a code: "its European partners", "several counterparts"."""
AMONG = frozenset({"with", "between", "among"})
SEATS = frozenset({"in", "of", "from", "at"})
SEVERAL = frozenset({"NNS", "NNPS"})
PLACES = frozenset({Role.NAME, Role.CAPITAL})
PEERS = frozenset(
    {"counterpart", "colleague", "partner", "ally", "member", "neighbour"}
)
POLITICS = frozenset({"party", "politician", "stakeholder", "activist", "dissident"})
"""Who may be of a country without speaking for its state."""
MADE_UP_OF = frozenset(
    """member representative leader official delegation envoy head commander team side
    minister chief""".split()
)
ARRIVED = frozenset({"delegation", "envoy", "ambassador", "emissary"})
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
    if named and len(heads) > 1 and any(_is_unknown_person(h, passage) for h in heads):
        return (*named, UNNAMED)  # "between Jan Roe and the Chadian president"
    return named


def _is_unknown_person(noun: Token, passage: Passage) -> bool:
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
        return (UNNAMED,)
    if any(t.i in passage.insurgent for t in noun.subtree if t.i < noun.i):
        return (passage.discourse.host or UNNAMED,)  # "Taliban leader Jan Roe"
    named = _people(noun, passage) or stands_for_other_state(noun, passage, actors=())
    if noun.lower_ == passage.discourse.host_city.casefold() and noun.tag_ == "NNP":
        return (passage.discourse.host or UNNAMED,)  # "is in talks with Khartoum"
    seats = _by_seats(noun, passage)
    if named or seats:
        return tuple(dict.fromkeys((*named, *seats)))
    lefts = {c.lower_ for c in noun.lefts}
    if _is_named_person(noun, passage):
        return _named_by_state(noun, passage) or (UNNAMED,)
    if lemma in word_list("ranks") and noun.tag_ in SEVERAL and lefts & {"both", "two"}:
        return (UNNAMED,)
    if noun.i not in passage.mention_of and _is_of_host(
        noun, lefts, initiator, passage
    ):
        return (passage.discourse.host or UNNAMED,)
    if lemma in word_list("partners") and _is_other(noun, lefts):
        return (UNNAMED,)
    return ()


def _is_of_host(
    noun: Token, lefts: set[str], initiator: Token | None, passage: Passage
) -> bool:
    """ "Both sides", "the coup leader"; for an envoy also "the president"."""
    lemma = noun.lemma_.lower()
    if lemma in word_list("camps"):
        return noun.tag_ in SEVERAL and bool(lefts)
    if lefts & word_list("of_a_camp") and lemma in word_list("ranks"):
        return True
    if lemma in MADE_UP_OF and any(
        w in {"of", "from"}
        and _is_of_host(n, {c.lower_ for c in n.lefts}, initiator, passage)
        for w, n in complements(noun)
    ):
        return True  # "members of the ruling council"
    definite = "the" in lefts and not lefts & word_list("of_others")
    if lemma not in word_list("ranks") or not definite:
        return False
    return _is_foreign(initiator, passage) or _is_in_host(noun, passage)


def _is_in_host(noun: Token, passage: Passage) -> bool:
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
    two_names = any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in noun.lefts)
    return noun.tag_ == "NNP" and two_names and bool(_named_by_state(noun, passage))


def _named_by_state(noun: Token, passage: Passage) -> tuple[str, ...]:
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


def _people(noun: Token, passage: Passage) -> tuple[str, ...]:
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
    if noun.lemma_.lower() in {"counterpart", "colleague", "neighbour", "ally"}:
        return bool(lefts) or noun.tag_ in SEVERAL
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


def talk_of(
    token: Token,
    theme: Token,
    passage: Passage,
    mood: Mood,
    *,
    doers: tuple[str, ...],
    initiators: Iterable[Token],
    symmetric: bool,
) -> Act | None:
    """The talk that a verb or noun tells, with all states that take part.

    None where there is but one party, or no state but the host at home. `symmetric`
    looks for the others behind "with" and "between", else they are the theme.
    """
    initiators = [a for a in initiators if a.i != theme.i]
    first = initiators[0] if initiators else None
    others = list(_beside(token, theme)) if symmetric else [theme]
    if not symmetric and _are_teams(token, theme, first, passage):
        return None
    if token.lemma_ == "call" and is_passive(token):
        return None  # "a meeting of ambassadors called by Iraq"
    met = [c for n in others for c in parties_of(n, passage, initiator=first)]
    if not symmetric and not met and _is_called_by_name(token, theme, passage):
        met = [UNNAMED]
    if not doers and first is not None:
        doers = _who_begins(first, theme, passage)
    # "A meeting between the emir and the king lasted an hour": of those it names.
    alone = first is not None or token.dep_ != "nsubj" or len(set(met)) < 2
    if not symmetric and alone and not set(met) - set(doers):
        return None
    parties = tuple(dict.fromkeys((*doers, *met)))
    if len(parties) < 2:
        return None
    mood = _as_travelled(token, mood)
    return _act_of(token, theme, passage, mood, parties, [*initiators, *others])


def _who_begins(first: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """Whose the one who begins a talk is, where no rule for acts told it."""
    doers: tuple[str, ...] = ()
    if _is_unknown_person(first, passage):
        doers = _named_by_state(first, passage)  # "Cambodia's Jan Roe"
    if first.lemma_.lower() in MADE_UP_OF:
        doers = named_states_of(first, passage)  # "members of Chad's council"
    if not doers and _is_somebody(first, theme, passage):
        doers = (UNNAMED,)
    return doers


def _as_travelled(token: Token, mood: Mood) -> Mood:
    """ "flew to Doha to meet the emir": as far as the journey has gone."""
    if token.lemma_ == "be" and any(
        c.dep_ == "acomp" and c.lemma_ in {"due", "set", "expected", "scheduled"}
        for c in children_of(token)
    ):
        return replace(mood, stage=Stage.ANNOUNCED)  # "is due in Doha for talks"
    journey = token.head
    if journey.lemma_ == "be" and token.dep_ == "xcomp" and not complements(journey):
        return replace(mood, stage=Stage.ANNOUNCED)  # "is to travel to Doha"
    purpose = token.dep_ in {"advcl", "xcomp"} and is_infinitive(token)
    if not purpose or journey.lemma_.lower() not in word_list("journeys"):
        return mood
    return replace(mood, stage=mood_of(journey).stage or mood.stage)


def _is_called_by_name(token: Token, theme: Token, passage: Passage) -> bool:
    """ "phoned Petrov": a leader whom readers know without a title."""
    return (
        theme.tag_ == "NNP"
        and theme.i not in passage.mention_of
        and (
            token.lemma_ in word_list("speaking")
            or (token.lemma_ == "meet" and _is_in_host(theme, passage))
        )
        and theme.head.lower_ not in {"on", "for"}
        and theme.lower_ not in word_list("coming_times")
        and not any(c.dep_ in {"det", "poss"} for c in theme.lefts)
    )


def _is_bare_name(noun: Token, passage: Passage) -> bool:
    return (
        noun.tag_ == "NNP"
        and noun.i not in passage.mention_of
        and noun.i not in passage.person_of
    )


def _is_somebody(initiator: Token, theme: Token, passage: Passage) -> bool:
    """ "She met Russia's minister", "the vice-president met him": of a state untold."""
    if named_states_of(initiator, passage):
        return False
    if initiator.lemma_.lower() in word_list("ranks") | {"he", "she"}:
        return True
    if theme.lemma_.lower() in ARRIVED and _is_bare_name(initiator, passage):
        return True  # "Roe met a Swiss delegation"
    titled = any(t.lemma_.lower() in word_list("ranks") for t in initiator.subtree)
    return titled and _is_unknown_person(initiator, passage)


def talk_among(token: Token, theme: Token, passage: Passage, mood: Mood) -> Act | None:
    """ "The ministers of Egypt and Chad met": each with the other."""
    alone = not any(
        w in {"with", "to", "of", "by", "about"} and n.lemma_.lower() not in MEANS
        for w, n in complements(token)
    )
    met = parties_of(theme, passage, initiator=None)
    if len(met) < 2 or not alone:
        return None
    return _act_of(token, theme, passage, mood, met, [theme])


def _act_of(
    token: Token,
    theme: Token,
    passage: Passage,
    mood: Mood,
    parties: tuple[str, ...],
    nouns: Iterable[Token],
) -> Act | None:
    host = passage.discourse.host
    named = (n for n in nouns if not is_insurgent(n, passage))  # no government
    host_acts = (
        host is not None
        and host in parties
        and _is_abroad(token, theme, passage)
        and any(
            host in (*named_states_of(n, passage), *_people(n, passage)) for n in named
        )
    )
    codes = tuple(c for c in parties if c and (c != host or host_acts))
    return Act(token, theme, passage, mood, codes) if codes else None


def _beside(token: Token, theme: Token) -> Iterator[Token]:
    """Those named after "with" or "between", of the verb or of the talks."""
    for holder in dict.fromkeys((token, theme, head_of(theme))):
        for word, noun in complements(holder):
            if word in AMONG or _is_of_call(word, holder, token):
                yield noun
    if token.lemma_ in word_list("inviting"):
        # "invited a delegation to Oslo for talks", "received the emir for talks"
        yield from (o for o in objects(token) if o.i != theme.i)


def _is_of_call(word: str, holder: Token, token: Token) -> bool:
    """ "a call to the emir", "received a call from him", "paid a call on him"."""
    if holder.lemma_ not in {"call", "visit"}:
        return False
    return word == {"receive": "from", "get": "from", "pay": "on"}.get(
        token.lemma_, "to" if holder.lemma_ == "call" else ""
    )


def _are_teams(
    token: Token, theme: Token, initiator: Token | None, passage: Passage
) -> bool:
    """ "Argentina will meet Ecuador": bare names that meet one another play."""
    if token.lemma_ not in {"meet", "host", "visit"} or theme.dep_ == "pobj":
        return False
    if initiator is not None and initiator.lemma_ in {"team", "side", "squad", "club"}:
        return True
    both = [passage.mention_of.get(t.i) for t in (theme, initiator) if t is not None]
    return len(both) == 2 and all(m is not None and m.role is Role.NAME for m in both)


def _is_abroad(token: Token, theme: Token, passage: Passage) -> bool:
    """ "in Geneva", "flew to Doha": the place named is not in the host."""
    holder = token if token.pos_ in {"VERB", "AUX"} else token.head.head
    met = [n for _, n in complements(head_of(theme))]
    met += [t for n in met for t in n.conjuncts]  # "between them and the emir in Oslo"
    holders = (token, theme, holder, *met)
    for word, noun in (c for h in holders for c in complements(h)):
        if word not in {"in", "to", "at", "on"}:
            continue
        for place in (noun, *noun.lefts):  # also "at Bangkok airport"
            mention = passage.mention_of.get(place.i)
            if mention is not None and mention.code and mention.role in PLACES:
                return mention.code != passage.discourse.host
            if place.text in word_list("venues"):
                return True
    return False
