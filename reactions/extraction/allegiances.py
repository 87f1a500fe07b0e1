"""The states an official may serve where no title tells, the surest reading first.

Puts in order what the heading, the sentence's grammar and the discourse say; `service`
takes the first answer that is one state alone.
"""

import re
from collections.abc import Iterator

from reactions.actors import ACTORS, Role
from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.insurgency import is_insurgent
from reactions.extraction.kinship import SUBJECTS, children_of
from reactions.extraction.names import name_words
from reactions.extraction.office_grammar import (
    acts_as_host,
    convened_by,
    in_sentence,
    is_leader_spoken_of,
    is_met,
    meets_last_named,
    mission_told,
    named_beside,
    names,
    opening_place,
    own_act_told,
    reporting_state,
    spoken_at,
)
from reactions.extraction.passages import Discourse, Passage
from reactions.extraction.people import Person
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.strongmen import (
    house_named,
    is_leader,
    is_of_crisis,
    tells_of_own_fall,
)
from reactions.extraction.title_owners import Owner, state_with_title
from reactions.extraction.tokens import Token, TokenSpan
from reactions.vocabulary import ActorKind

Codes = tuple[str, ...]
SPOKES = re.compile(r"spokes(?:man|woman|person)", re.IGNORECASE)
COMING_HOME = frozenset("land arrive fly return come bring evacuate repatriate".split())


def readings(
    person: Person, *, sentence: TokenSpan | None, passage: Passage
) -> Iterator[Codes]:
    """The states it may be, the surest reading first; two in one settle nothing."""
    if passage.block.actors:
        yield from _under_heading(person, sentence, passage)
        return
    if person.owner is Owner.UNNAMED:
        yield named_beside(person, sentence, passage)
        yield opening_place(person, sentence, passage)
        if tells_of_own_fall(person, sentence, passage):
            yield (passage.discourse.host or "",)
        if is_met(person, sentence, passage) or is_leader_spoken_of(
            person, sentence, passage
        ):
            yield _another(person, sentence, passage)
            return
    else:
        if person.owner is Owner.STATE and is_met(person, sentence, passage):
            yield _another(person, sentence, passage)
        yield _subject_before(person, sentence, passage)
    yield mission_told(person, passage)
    yield _subject_before(person, sentence, passage, reported=False)
    yield convened_by(person, sentence, passage)
    if _is_hosts_own(person, sentence, passage):
        yield (passage.discourse.host or "",)
    if person.owner is Owner.UNNAMED:
        place = spoken_at(person, sentence, passage)
        if passage.discourse.host not in place:
            yield place
        yield own_act_told(person, sentence, passage)
        if not (is_post(person) or _near(passage)):
            yield place
        yield reporting_state(person, sentence, passage)
    yield from _by_discourse(person, sentence, passage)


def _under_heading(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> Iterator[Codes]:
    actors, near = passage.block.actors, _near(passage)
    host, leads = passage.discourse.host, is_of_crisis(person, passage)
    if host and leads and is_leader_spoken_of(person, sentence, passage):
        yield (host,)
    if host and _asked_of_union(person, sentence, passage):
        yield (host,)
    if len(actors) == 1:
        yield actors
    subject = _subject_before(person, sentence, passage)
    yield tuple(c for c in (*subject, *near) if c in actors)
    yield tuple(c for c in _mentioned(person, passage) if c in actors)
    yield subject


def _asked_of_union(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> bool:
    """Under EUROPEAN UNION, "troops, as asked for by President Roe": no union's."""
    token = in_sentence(person, sentence, passage)
    if token is None or token.head.lower_ != "by" or not is_leader(person):
        return False
    kinds = {ACTORS[code].kind for code in passage.block.actors}
    return kinds == {ActorKind.ORGANISATION}


def _is_hosts_own(person: Person, sentence: TokenSpan | None, passage: Passage) -> bool:
    """ "The junta's leader"; an embassy, then the police chief or who received it."""
    if passage.discourse.host is None or is_post(person):
        return False
    if person.owner is Owner.PERSON:
        return False
    if is_of_crisis(person, passage):
        return True
    if meets_last_named(person, sentence, passage):
        return True
    if not passage.discourse.of_mission or person.owner is not Owner.UNNAMED:
        return False
    if _is_domestic(person) or _is_military(person):
        return True
    return acts_as_host(person, sentence, passage)


def _another(person: Person, sentence: TokenSpan | None, passage: Passage) -> Codes:
    """Of those met or removed: the host's, unless it is the host who does so."""
    host = passage.discourse.host
    if is_post(person):
        doer = _doer_before(person, sentence, passage)
        return tuple(c for c in _named_before(person, passage) if c not in doer)[:1]
    if host is None:
        return ()
    if is_leader_spoken_of(person, sentence, passage):
        return (host,)
    doer = _doer_before(person, sentence, passage)
    return (host,) if doer and host not in doer else ()


def _doer_before(person: Person, sentence: TokenSpan | None, passage: Passage) -> Codes:
    """The state that meets or removes: its own name's, or its official's."""
    if named := _subject_before(person, sentence, passage):
        return named
    at = person.first.start - passage.offset
    for subject in (t for t in sentence or () if t.dep_ in SUBJECTS):
        for token in (subject, *subject.lefts, *subject.rights):
            doer = passage.person_of.get(token.i)
            if token.idx < at and doer and doer is not person and doer.country:
                return (doer.country,)
    return ()


def _by_discourse(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> Iterator[Codes]:
    """What the reader has in mind: the paragraph, the story, the paragraphs before.

    An army in a crisis is as often the host's: the state of an earlier paragraph
    does not own it.
    """
    discourse, near = passage.discourse, _near(passage)
    host = (discourse.host,) if discourse.host else ()
    if not discourse.topic and not is_post(person):
        rules = re.search(r"\b(?:president|premier|minister)\b", person.title, re.I)
        of_country = person.owner is Owner.STATE and rules
        yield (discourse.told_from,) if discourse.told_from else ()
        yield host if of_country else ()
    if not _tells_of(discourse.story_actor, person, sentence, passage):
        yield near
    yield _known_leaders(person, passage)
    if person.owner is Owner.ORGANISATION:
        yield discourse.topic
        yield _named_before(person, passage, kind=ActorKind.ORGANISATION)[:1]
    if is_post(person) and not near:
        yield _own_mission(person, sentence, passage)
    if _is_domestic(person) and not near and discourse.told_from == discourse.host:
        yield host
    if person.owner is Owner.UNNAMED and not near:
        yield _whose_people_came(person, passage)
    if discourse.story_actor:
        yield (discourse.story_actor,)
    if is_post(person) and not near:
        yield discourse.mission_owner
    yield _subject_before(person, sentence, passage)
    yield near
    if _is_military(person) and discourse.topic != host:
        yield () if is_post(person) else host
        return
    yield from _by_earlier_paragraphs(person, sentence, passage)
    yield state_with_title(person.title, usually=True)
    if person.owner is Owner.UNNAMED and not is_post(person):
        yield host


def _known_leaders(person: Person, passage: Passage) -> Codes:
    """ "President Roe has blamed foreign hands": readers know whose, the host's."""
    discourse = passage.discourse
    if person.owner is not Owner.UNNAMED or not is_leader(person):
        return ()
    if house := house_named(passage):
        return house
    apart = _near(passage) or discourse.story_actor or _named_before(person, passage)
    return (discourse.host,) if discourse.host and not apart else ()


def _whose_people_came(person: Person, passage: Passage) -> Codes:
    """ "Thirty Kenyans landed at noon. Minister Roe met them": Kenya's."""
    found = {
        mention.code
        for token in passage.doc
        if token.idx < person.first.start - passage.offset
        and token.dep_ in SUBJECTS
        and token.head.lemma_ in COMING_HOME
        and (mention := passage.mention_of.get(token.i)) is not None
        and mention.role is Role.PEOPLE
        and mention.code
    }
    return tuple(found - {passage.discourse.host}) if len(found) == 1 else ()


def _by_earlier_paragraphs(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> Iterator[Codes]:
    discourse = passage.discourse
    away = discourse.told_from not in {None, discourse.host}
    if away and discourse.told_from and not _near(passage):
        yield (discourse.told_from,)
    minister = person.title.casefold().endswith("minister")
    if minister and not _is_domestic(person) and not _near(passage):
        yield (discourse.only_actor,) if discourse.only_actor else ()
    yield discourse.topic
    if all(ACTORS[c].kind is ActorKind.ORGANISATION for c in discourse.topic):
        yield discourse.state_topic
    if person.owner is Owner.UNNAMED:
        yield _mentioned(person, passage)
    if discourse.only_actor:
        yield (discourse.only_actor,)
    if discourse.told_from and away:
        yield (discourse.told_from,)
    yield _own_mission(person, sentence, passage)


def _near(passage: Passage) -> Codes:
    """The state the paragraph has been about so far."""
    discourse: Discourse = passage.discourse
    return discourse.topic if discourse.topic_at >= passage.block.span.start else ()


def is_post(person: Person) -> bool:
    words = re.split(r"\W+", person.title.casefold())
    return not name_words("posts").isdisjoint((person.title.casefold(), *words))


def _is_military(person: Person) -> bool:
    words = re.split(r"\W+", person.title.casefold())
    return not word_list("military").isdisjoint(words)


def _is_domestic(person: Person) -> bool:
    """ "Interior minister", "police chief": busy with order at home."""
    words = re.split(r"\W+", person.title.casefold())
    return not word_list("domestic_offices").isdisjoint(words)


def _own_mission(person: Person, sentence: TokenSpan | None, passage: Passage) -> Codes:
    """ "Ambassador Roe said the Peruvian embassy had been hit": his own."""
    if sentence is None or not is_post(person):
        return ()
    missions = [t for t in sentence if t.lemma_.lower() in {"embassy", "consulate"}]
    codes = {c for token in missions for c in named_states_of(token, passage)}
    return tuple(codes) if len(codes) == 1 else ()


def _subject_before(
    person: Person,
    sentence: TokenSpan | None,
    passage: Passage,
    *,
    reported: bool = True,
) -> Codes:
    """The nearest subject before the name that stands for a state.

    Not `reported`: none of the clause that the person may only speak about.
    """
    if sentence is None:
        return ()
    at = person.first.start - passage.offset
    for token in reversed([t for t in sentence if t.idx < at]):
        if token.dep_ not in SUBJECTS or token.pos_ == "PRON":
            continue
        if not is_voice(token, passage):
            continue
        if token.i in passage.person_of and not _is_coordinated(token):
            continue
        if is_insurgent(token, passage):
            continue
        within = any(t.idx >= at for t in token.head.subtree)
        if not reported and not within and _is_reported(token, at):
            continue
        if found := named_states_of(token, passage):
            return found
    return ()


def _is_coordinated(subject: Token) -> bool:
    """ "Peru's president denied it, and Foreign Minister Roe ...": both Peru's."""
    return any(c.dep_ == "conj" and c.i > subject.i for c in children_of(subject.head))


def _is_reported(subject: Token, before: int) -> bool:
    """A clause only told of, not one closed by a semicolon before the name."""
    if subject.head.dep_ not in {"ccomp", "parataxis", "relcl"}:
        return False
    return not any(
        t.text == ";" for t in subject.sent if subject.i < t.i and t.idx < before
    )


def _tells_of(
    actor: str | None, person: Person, sentence: TokenSpan | None, passage: Passage
) -> bool:
    """Whether the story's own state is named in the sentence.

    Not what a spokesman says of it right behind a state's own sentence: "Peru has
    troops ready. Army spokesman Jan Roe said they would go with Chad's consent".
    """
    if actor is None or sentence is None:
        return False
    told = {
        passage.offset + t.idx
        for t in sentence
        if (m := passage.mention_of.get(t.i)) is not None and m.code == actor
    }
    speaks = SPOKES.search(person.title) is not None
    return any(at < person.first.start or not speaks for at in told)


def _mentioned(person: Person, passage: Passage) -> Codes:
    """The state named nearest before the person in the paragraph, the host left out."""
    return _named_before(person, passage)[:1]


def _named_before(
    person: Person, passage: Passage, *, kind: ActorKind | None = None
) -> Codes:
    """Those named before the person in the paragraph, the nearest first, no host."""
    at, found = person.first.start, dict[str, None]()
    for token in reversed(passage.doc):
        mention = passage.mention_of.get(token.i)
        if mention is None or mention.start >= at or mention.code is None:
            continue
        if kind in {None, ACTORS[mention.code].kind}:
            found[mention.code] = None
    return tuple(c for c in found if c != passage.discourse.host)


def told_of_own(
    person: Person,
    teller: Person | None,
    sentence: TokenSpan | None,
    passage: Passage,
) -> str | None:
    """ "Its foreign minister, Jan Roe, said President Ann Poe had": of one state."""
    if sentence is None or teller is None or person.owner is not Owner.UNNAMED:
        return None
    if person.codes or teller.first.start < passage.offset + sentence.start_char:
        return None
    at = person.first.start - passage.offset
    beside = SUBJECTS | {"compound", "appos"}
    told = [t for t in sentence if t.idx == at and t.dep_ in beside]
    for token in told:
        clause = _clause_of(token)
        verb = clause.head
        if clause.dep_ != "ccomp" or verb.lemma_ not in word_list("speech_verbs"):
            continue
        if clause.lemma_.lower() in word_list("yielding") | word_list("removals"):
            continue
        subjects = [c for c in children_of(verb) if c.dep_ in SUBJECTS]
        if any(names(subject, teller, passage) for subject in subjects):
            return teller.country
    return None


def _clause_of(token: Token) -> Token:
    """The verb whose subject the name is, or the title that it stands beside."""
    while token.dep_ in {"compound", "appos"}:
        token = token.head
    return token.head
