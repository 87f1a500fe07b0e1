"""Say what talk a verb or noun tells, and between whom: at least two, of whom one may
have no code of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reactions.actors import Role
from reactions.extraction.acts import Act
from reactions.extraction.insurgency import is_insurgent
from reactions.extraction.kinship import children_of
from reactions.extraction.loads import MEANS
from reactions.extraction.moods import Mood, mood_of
from reactions.extraction.parties import (
    MADE_UP_OF,
    UNNAMED,
    is_in_host,
    is_unknown_person,
    named_by_state,
    parties_of,
    people_of,
)
from reactions.extraction.passages import Passage
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import complements, objects
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive, is_passive
from reactions.vocabulary import Stage

CALLS = {
    "receive": "from",
    "get": "from",
    "take": "from",
    "accept": "from",
    "field": "from",
    "pay": "on",
}
WITH_WHAT = frozenset("view aim hope concern purpose eye goal".split())
AMONG = frozenset({"with", "between", "among"})
PLACES = frozenset({Role.NAME, Role.CAPITAL})
CONTACTS = frozenset({"call", "conversation", "contact", "channel"})
ARRIVED = frozenset({"delegation", "envoy", "ambassador", "emissary"})


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
    first = next(iter(initiators), None)
    others = list(_beside(token, theme)) if symmetric else [theme]
    if _holds_none(token):
        return None
    if not symmetric and _are_teams(token, theme, first, passage):
        return None
    if not doers and first is not None:
        doers = _who_begins(first, theme, passage)
    met = [c for n in others for c in parties_of(n, passage, initiator=first)]
    if not symmetric and not met and _is_called_by_name(token, theme, passage):
        met = [UNNAMED]
    if first is None and doers and not met:
        met = [UNNAMED for n in others if _holds_power(n, passage, doers)]
    if not any(met):
        visits = symmetric and bool(others)
        met += _met_where(token, theme, passage, doers=doers, visits=visits)
    # "A meeting between the emir and the king lasted an hour": of those it names.
    alone = first is not None or token.dep_ != "nsubj" or len(set(met)) < 2
    if not symmetric and alone and not set(met) - set(doers):
        return None
    parties = tuple(dict.fromkeys((*doers, *met)))
    if len(parties) < 2:
        return None
    mood = _as_travelled(token, mood)
    return _act_of(token, theme, passage, mood, parties, [*initiators, *others])


def _holds_none(verb: Token) -> bool:
    """ "a meeting of ambassadors called by Iraq", "to leave room for talks"."""
    if verb.lemma_ == "call" and is_passive(verb):
        return True
    return verb.lemma_ == "leave" and any(
        o.dep_ == "dobj" and o.lemma_ in {"room", "space", "door", "time", "way"}
        for o in objects(verb)
    )


def _holds_power(noun: Token, passage: Passage, doers: tuple[str, ...]) -> bool:
    """ "There are no talks with the army", a state says: not with its own."""
    definite = any(c.lower_ == "the" for c in noun.lefts)
    ranked = noun.lemma_.lower() in word_list("ranks")
    return definite and ranked and passage.discourse.host not in doers


def _met_where(
    token: Token,
    theme: Token,
    passage: Passage,
    *,
    doers: tuple[str, ...],
    visits: bool,
) -> list[str]:
    """Those met whom no noun names: "travelled to Moscow for talks with Putin"."""
    found: list[str] = []
    if visits and token.lemma_ in word_list("journeys"):
        found += _visited(token, doers, passage)
    if token.lemma_ == "host" and doers:
        found += _gathered_on_host(theme, passage)
    if not visits and doers and _is_of_others(token, theme):
        found.append(UNNAMED)
    if not visits and token.lemma_ in word_list("journeys"):
        found += _host_there(token, passage)
    return found


def _host_there(verb: Token, passage: Passage) -> list[str]:
    """ "will return to Khartoum for talks": with those who hold it."""
    host, city = passage.discourse.host, passage.discourse.host_city.casefold()
    for word, place in complements(verb):
        mention = passage.mention_of.get(place.i)
        there = mention is not None and host in mention.codes
        if word in {"to", "in"} and (there or (city and place.lower_ == city)):
            return [host or UNNAMED]
    return []


def _is_of_others(token: Token, talks: Token) -> bool:
    """ "will attend the talks": those that others hold as well."""
    if token.lemma_ not in word_list("taking_part") or talks.lemma_ in CONTACTS:
        return False
    return any(c.lower_ == "the" or c.dep_ == "poss" for c in talks.lefts)


def _gathered_on_host(meeting: Token, passage: Passage) -> list[str]:
    """ "will host a meeting on Syria": others come to it, whoever they are."""
    host = passage.discourse.host
    if any(c.lower_ in {"peace", "ceasefire", "truce"} for c in meeting.lefts):
        return [UNNAMED]  # "will host the peace talks"
    return [
        UNNAMED
        for word, noun in complements(meeting)
        if word in {"on", "about"}
        and (mention := passage.mention_of.get(noun.i)) is not None
        and mention.code == host
    ]


def _visited(verb: Token, doers: tuple[str, ...], passage: Passage) -> list[str]:
    mentions = (
        passage.mention_of.get(place.i)
        for word, place in complements(verb)
        if word in {"to", "in"}
    )
    left_out = {None, passage.discourse.host, *doers}
    return [
        m.code
        for m in mentions
        if m is not None and m.role in PLACES and m.code not in left_out and m.code
    ]


def _who_begins(first: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """Whose the one who begins a talk is, where no rule for acts told it."""
    doers: tuple[str, ...] = ()
    if is_unknown_person(first, passage):
        doers = named_by_state(first, passage)  # "Cambodia's Jan Roe"
    if first.lemma_.lower() in MADE_UP_OF:
        doers = named_states_of(first, passage)  # "members of Chad's council"
    if not doers and _is_somebody(first, theme, passage):
        doers = (UNNAMED,)
    return doers


def _as_travelled(token: Token, mood: Mood) -> Mood:
    """ "flew to Doha to meet the emir": as far as the journey has gone."""
    if _is_due(token):
        return replace(mood, stage=Stage.ANNOUNCED)  # "is due in Doha for talks"
    if (
        token.lemma_ == "be"
        and token.tag_ in {"VBZ", "VBP"}
        and any(w in {"in", "at"} for w, _ in complements(token))
    ):
        return replace(mood, stage=Stage.UNDERWAY)  # "is in Doha for talks"
    if token.lemma_ == "invite" and mood.stage is Stage.DONE:
        return replace(mood, stage=Stage.ANNOUNCED)  # "has invited him for talks"
    journey = token.head
    if journey.lemma_ == "be" and token.dep_ == "xcomp" and not complements(journey):
        return replace(mood, stage=Stage.ANNOUNCED)  # "is to travel to Doha"
    purpose = token.dep_ in {"advcl", "xcomp"} and is_infinitive(token)
    if purpose and _is_due(journey):
        return replace(mood, stage=Stage.ANNOUNCED)  # "is due in Doha to meet him"
    if not purpose or journey.lemma_.lower() not in word_list("journeys"):
        return mood
    return replace(mood, stage=mood_of(journey).stage or mood.stage)


def _is_due(verb: Token) -> bool:
    """ "is due in Doha", "is expected there"."""
    return verb.lemma_ == "be" and any(
        c.dep_ == "acomp" and c.lemma_ in {"due", "set", "expected", "scheduled"}
        for c in children_of(verb)
    )


def _is_called_by_name(token: Token, theme: Token, passage: Passage) -> bool:
    """ "phoned Petrov": a leader whom readers know without a title."""
    return (
        theme.tag_ == "NNP"
        and theme.i not in passage.mention_of
        and (
            token.lemma_ in word_list("speaking")
            or (token.lemma_ == "meet" and is_in_host(theme, passage))
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
    return titled and is_unknown_person(initiator, passage)


def talk_among(token: Token, theme: Token, passage: Passage, mood: Mood) -> Act | None:
    """ "The ministers of Egypt and Chad met": each with the other."""
    said = {n.lemma_.lower() for _, n in complements(token)}
    onto = {"with", "to", "of", "by", "about"}
    if token.lemma_ not in word_list("agreeing"):
        onto = {"with", "to"}  # "spoke about the hostages"
    if token.lemma_ in {"speak", "talk"}:
        onto = {"with", "to", "of"}
    if said & {"phone", "telephone", "call", "video", "videolink", "link"}:
        onto = {"with", "to"}  # "spoke over the phone about the ceasefire"
    alone = not any(
        w in onto
        and n.lemma_.lower() not in MEANS
        and not (w == "with" and n.lemma_.lower() in WITH_WHAT)
        for w, n in complements(token)
    )
    met = parties_of(theme, passage, initiator=None)
    if len(met) < 2 or not alone:
        return None
    return _act_of(token, theme, passage, mood, met, [theme])


def talk_where(token: Token, theme: Token, passage: Passage, mood: Mood) -> Act | None:
    """ "was received at the Elysée": a statesman, and those whose house it is."""
    guests = named_states_of(theme, passage)
    ranked = theme.i in passage.person_of or theme.lemma_.lower() in word_list("ranks")
    hosts = [
        mention.code
        for word, place in complements(token)
        if word in {"in", "at"}
        and (mention := passage.mention_of.get(place.i)) is not None
        and mention.code not in {None, passage.discourse.host, *guests}
        and mention.code
    ]
    if not (guests and ranked and hosts):
        return None
    return Act(token, theme, passage, mood, (*guests, *hosts))


def _act_of(
    token: Token,
    theme: Token,
    passage: Passage,
    mood: Mood,
    parties: tuple[str, ...],
    nouns: Iterable[Token],
) -> Act | None:
    host = passage.discourse.host
    nouns = list(nouns)
    named = (  # no government, but a junta's minister who travels
        n for n in nouns if not is_insurgent(n, passage) or _is_of_junta(n, passage)
    )
    host_acts = (
        host is not None
        and host in parties
        and _is_abroad(token, theme, passage, nouns=nouns)
        and any(
            host in (*named_states_of(n, passage), *people_of(n, passage))
            for n in named
        )
    )
    codes = tuple(c for c in parties if c and (c != host or host_acts))
    return Act(token, theme, passage, mood, codes) if codes else None


def _is_of_junta(noun: Token, passage: Passage) -> bool:
    """ "the junta's foreign minister": those who rule, no movement of its own name."""
    if noun.lemma_ not in {"minister", "ambassador", "premier"}:
        return False
    return not any(t.i in passage.insurgent for t in noun.subtree)


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
    if holder.lemma_ in {"channel", "line"}:
        return word == "to"  # "opened a channel to the generals"
    if holder.lemma_ not in {"call", "visit"}:
        return False
    return word == CALLS.get(token.lemma_, "to" if holder.lemma_ == "call" else "")


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


def _is_abroad(
    token: Token, theme: Token, passage: Passage, *, nouns: Iterable[Token]
) -> bool:
    """ "in Geneva", "flew to Doha": the place named is not in the host."""
    holder = token if token.pos_ in {"VERB", "AUX"} else token.head.head
    if token.dep_ == "conj" and token.head.pos_ == "VERB":
        holder = token.head  # "flew to Cairo and met the president"
        nouns = (*nouns, *objects(holder))  # "made a stop in Cairo and met him"
    met = [n for _, n in complements(head_of(theme))]
    met += [t for n in met for t in n.conjuncts]  # "between them and the emir in Oslo"
    holders = (token, theme, holder, *met, *nouns)
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
