"""Say which state an official serves when the title doesn't: by the context.

The heading, the state the sentence or the paragraph is about, the state of the whole
story, in that order; two readings give none. Titles that name a state are settled in
`people` already.
"""

import re
from collections.abc import Iterable

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from reactions.actors import ACTORS, Role
from reactions.extraction.names import name_words
from reactions.extraction.passages import Discourse, Passage
from reactions.extraction.people import Person
from reactions.extraction.references import (
    is_insurgent,
    is_voice,
    named_states_of,
    states_of,
)
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.title_owners import Owner, state_with_title
from reactions.vocabulary import ActorKind

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
MISSIONS = frozenset(
    "embassy consulate mission ambassador diplomat staff personnel".split()
)


def settle(
    people: Iterable[Person], *, sentence: SpacySpan | None, passage: Passage
) -> None:
    """Gives the people first named in a sentence the state they serve, if one is sure.

    `sentence` is None for a paragraph without a parse; `passage` holds the discourse
    up to there.
    """
    colleague = passage.discourse.person
    for person in people:
        if person.country is None and person.in_office:
            person.country = _served(person, colleague, sentence, passage)
        if person.relation and not person.title and colleague:
            person.title = colleague.title
        if person.in_office and person.country:
            colleague = person


def _served(
    person: Person,
    colleague: Person | None,
    sentence: SpacySpan | None,
    passage: Passage,
) -> str | None:
    discourse = passage.discourse
    by_colleague = person.owner is Owner.PERSON or person.relation
    if by_colleague and colleague is not None and colleague.country:
        return colleague.country
    if _took_power(person, sentence, passage):
        return discourse.host
    if told := _told_of_own(person, colleague, sentence, passage):
        return told
    alone = person.owner is Owner.UNNAMED and not passage.block.actors
    if alone and _is_acted_on(person, sentence, passage):
        return None
    for codes in _readings(person, sentence, passage):
        fitting = _fitting(codes, person)
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return None
    return None


def _took_power(person: Person, sentence: SpacySpan | None, passage: Passage) -> bool:
    """ "General Roe, who led the coup": of the host, whoever was last spoken of."""
    if sentence is None:
        return False
    at = person.first.start - passage.offset
    behind = [t for t in sentence if t.idx > at and t.dep_ == "relcl"]
    return any(
        not word_list("takeovers").isdisjoint(t.lemma_.lower() for t in clause.subtree)
        for clause in behind
        if passage.person_of.get(clause.head.i) is person
    )


def _told_of_own(
    person: Person,
    teller: Person | None,
    sentence: SpacySpan | None,
    passage: Passage,
) -> str | None:
    """ "Its foreign minister, Jan Roe, said President Ann Poe had": of one state."""
    if sentence is None or teller is None or person.owner is not Owner.UNNAMED:
        return None
    if person.codes or teller.first.start < passage.offset + sentence.start_char:
        return None
    at = person.first.start - passage.offset
    told = [t for t in sentence if t.idx == at and t.dep_ in SUBJECTS | {"compound"}]
    for token in told:
        clause = token.head if token.dep_ in SUBJECTS else token.head.head
        verb = clause.head
        if clause.dep_ != "ccomp" or verb.lemma_ not in word_list("speech_verbs"):
            continue
        subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
        if any(_names(subject, teller, passage) for subject in subjects):
            return teller.country
    return None


def _names(token: Token, person: Person, passage: Passage) -> bool:
    return any(passage.person_of.get(t.i) is person for t in token.subtree)


def _spoke_at_home(
    person: Person, sentence: SpacySpan | None, passage: Passage
) -> tuple[str, ...]:
    """ "Chancellor Ann Roe said in Vienna": where no title and no topic tell."""
    for token in sentence or ():
        mention = passage.mention_of.get(token.i)
        if mention is None or mention.role is not Role.CAPITAL or not mention.code:
            continue
        if token.dep_ != "pobj" or token.head.lower_ != "in":
            continue
        verb = _verb_over(token)
        if verb is None or verb.lemma_ not in word_list("speech_verbs"):
            continue
        subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
        if any(_names(subject, person, passage) for subject in subjects):
            return (mention.code,)
    return ()


def _is_acted_on(person: Person, sentence: SpacySpan | None, passage: Passage) -> bool:
    """Met by, or removed under the eyes of, a state: hardly that state's own man."""
    for token in sentence or ():
        if passage.person_of.get(token.i) is not person:
            continue
        verb = _verb_over(token)
        if verb is None:
            continue
        lemma = verb.lemma_.lower()
        if lemma in word_list("removals"):
            return True
        if lemma in word_list("meetings") and token.dep_ not in SUBJECTS:
            return True
    return False


def _verb_over(token: Token) -> Token | None:
    """The verb whose subject or object the name, or the title beside it, is."""
    for ancestor in token.ancestors:
        if token.dep_ in SUBJECTS | {"conj", "relcl", "ccomp", "advcl"}:
            return ancestor if token.dep_ in SUBJECTS else None
        if ancestor.pos_ in {"VERB", "AUX"}:
            return ancestor
        token = ancestor
    return None


def _is_military(person: Person) -> bool:
    words = re.split(r"\W+", person.title.casefold())
    return not word_list("military").isdisjoint(words)


def _readings(
    person: Person, sentence: SpacySpan | None, passage: Passage
) -> Iterable[tuple[str, ...]]:
    """The states it may be, the surest reading first.

    An army in a crisis is as often the host's: the state of an earlier paragraph
    does not own it.
    """
    discourse, actors = passage.discourse, passage.block.actors
    subject = _subject_before(person, sentence, passage)
    beside = _subject_before(person, sentence, passage, reported=False)
    near = discourse.topic if discourse.topic_at >= passage.block.span.start else ()
    if len(actors) == 1:
        yield actors
    if actors:
        yield tuple(c for c in (*subject, *near) if c in actors)
        yield tuple(c for c in _mentioned(person, passage) if c in actors)
        return
    if person.owner is not Owner.UNNAMED:
        yield subject
    yield beside
    if person.owner is Owner.UNNAMED:
        yield tuple(
            c for c in _spoke_at_home(person, sentence, passage) if c != discourse.host
        )
    if not _tells_of(discourse.story_actor, sentence, passage):
        yield near
    if discourse.story_actor:
        yield (discourse.story_actor,)
    yield subject
    yield near
    if _is_military(person) and discourse.topic != (discourse.host,):
        return
    yield discourse.topic
    if person.owner is Owner.UNNAMED:
        yield _mentioned(person, passage)
    if discourse.only_actor:
        yield (discourse.only_actor,)
    yield _own_mission(person, sentence, passage)
    yield state_with_title(person.title, usually=True)


def _own_mission(
    person: Person, sentence: SpacySpan | None, passage: Passage
) -> tuple[str, ...]:
    """ "Ambassador Roe said the Peruvian embassy had been hit": his own."""
    if sentence is None or person.title.casefold() not in name_words("posts"):
        return ()
    missions = [t for t in sentence if t.lemma_.lower() in {"embassy", "consulate"}]
    codes = {c for token in missions for c in named_states_of(token, passage)}
    return tuple(codes) if len(codes) == 1 else ()


def _fitting(codes: tuple[str, ...], person: Person) -> tuple[str, ...]:
    """Those of the codes that the title allows: "the bloc's" is no state's."""
    found = tuple(dict.fromkeys(codes))
    if person.codes:
        return tuple(c for c in found if c in person.codes)
    if person.owner is Owner.ORGANISATION:
        return tuple(c for c in found if ACTORS[c].kind is ActorKind.ORGANISATION)
    return found


def _subject_before(
    person: Person,
    sentence: SpacySpan | None,
    passage: Passage,
    *,
    reported: bool = True,
) -> tuple[str, ...]:
    """The nearest subject before the name that stands for a state.

    Not `reported`: none of the clause that the person may only speak about.
    """
    if sentence is None:
        return ()
    at = person.first.start - passage.offset
    for token in reversed([t for t in sentence if t.idx < at]):
        if token.dep_ not in SUBJECTS or token.pos_ == "PRON":
            continue
        if token.i in passage.person_of or not is_voice(token, passage):
            continue
        if is_insurgent(token, passage):
            continue
        if not reported and token.head.dep_ in {"ccomp", "parataxis", "relcl"}:
            continue
        if found := named_states_of(token, passage):
            return found
    return ()


def _tells_of(actor: str | None, sentence: SpacySpan | None, passage: Passage) -> bool:
    """Whether the story's own state is named in the sentence."""
    if actor is None or sentence is None:
        return False
    mentions = (passage.mention_of.get(t.i) for t in sentence)
    return any(m is not None and m.code == actor for m in mentions)


def _mentioned(person: Person, passage: Passage) -> tuple[str, ...]:
    """The state named nearest before the person in the paragraph, the host left out."""
    at = person.first.start
    for token in reversed(passage.doc):
        mention = passage.mention_of.get(token.i)
        if mention is None or mention.start >= at or mention.code is None:
            continue
        if mention.code != passage.discourse.host:
            return (mention.code,)
    return ()


def attend_to(sentence: SpacySpan, *, passage: Passage) -> None:
    """After a sentence the reader has its acting or speaking states in mind."""
    discourse = passage.discourse
    for token in sentence:
        if token.lemma_.lower() in MISSIONS:
            meant = states_of(token, passage)
            owner = tuple(c for c in meant if c != discourse.host)
            discourse.mission_owner = owner[:1] or discourse.mission_owner
            discourse.theme = classes_of(token, passage) or discourse.theme
    first = passage.mention_of.get(sentence.start)
    if first is not None and first.code and first.role is Role.NAME:
        _remember((first.code,), discourse, at=first.start)
    for token in main_subject_last(sentence):
        person = passage.person_of.get(token.i)
        if person is not None and person.in_office:
            discourse.person = person
        if not (is_voice(token, passage) or _is_owned(token, passage)):
            continue
        found = named_states_of(token, passage)
        _remember(found, discourse, at=passage.offset + token.idx)


def _is_owned(token: Token, passage: Passage) -> bool:
    """ "Sweden's decision", "Peru's own": what is said is about Sweden, about Peru."""
    return any(
        child.dep_ == "poss" and child.i in passage.mention_of for child in token.lefts
    )


def main_subject_last(sentence: SpacySpan) -> list[Token]:
    """Subjects in order, that of the main clause last: it is what stays in mind."""
    found = [t for t in sentence if t.dep_ in SUBJECTS and t.pos_ != "PRON"]
    return sorted(found, key=lambda t: t.head == sentence.root)


def _remember(found: tuple[str, ...], discourse: Discourse, *, at: int) -> None:
    if found:
        discourse.topic, discourse.topic_at = found, at
    others = tuple(c for c in found if c != discourse.host)
    if others:
        discourse.focus = others
