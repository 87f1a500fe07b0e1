"""Say which state an official serves when the title doesn't: by the context.

The heading, the state the sentence or the paragraph is about, the state of the whole
story, in that order; two readings give none. Titles that name a state are settled in
`people` already.
"""

from collections.abc import Iterable

from reactions.actors import ACTORS, Role
from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.allegiances import is_post, readings, told_of_own
from reactions.extraction.bearers import that_may_have
from reactions.extraction.bodies import attend_to_bodies
from reactions.extraction.former_holders import held_office_then
from reactions.extraction.kinship import SUBJECTS, children_of
from reactions.extraction.office_grammar import opening_seat, states_addressed
from reactions.extraction.passages import Discourse, Passage
from reactions.extraction.people import Person
from reactions.extraction.pointing import ORDINALS, head_of
from reactions.extraction.predicates import complements
from reactions.extraction.references import named_states_of, states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.strongmen import has_fallen, leads_fighters, took_power
from reactions.extraction.themes import classes_of
from reactions.extraction.title_owners import Owner, state_with_title
from reactions.extraction.tokens import Token, TokenSpan
from reactions.vocabulary import ActorKind

TIES = frozenset({"relation", "tie"})
BESIDE = frozenset(
    "near outside opposite behind beside around by past towards toward".split()
)
MISSIONS = frozenset(
    "embassy consulate mission ambassador diplomat staff personnel residence".split()
)


def settle(
    people: Iterable[Person], *, sentence: TokenSpan | None, passage: Passage
) -> None:
    """Gives the people first named in a sentence the state they serve, if one is sure.

    `sentence` is None for a paragraph without a parse; `passage` holds the discourse
    up to there.
    """
    colleague = passage.discourse.person
    for person in people:
        _heed_paragraph(person, passage)
        if _holds_none(person, sentence, passage):
            person.in_office = False
        if person.country is None and person.in_office:
            person.country = _served(person, colleague, sentence, passage)
        if person.relation and not person.title:
            person.title = colleague.title if colleague else "counterpart"
        if person.in_office and person.country:
            colleague = person


def _holds_none(person: Person, sentence: TokenSpan | None, passage: Passage) -> bool:
    """Whether an armed man, one overthrown or one of a time gone by is named."""
    return (
        leads_fighters(person, sentence, passage)
        or has_fallen(person, sentence, passage)
        or held_office_then(person, sentence, passage)
    )


def _heed_paragraph(person: Person, passage: Passage) -> None:
    """Spain has secretaries of state too: in its paragraph they are Spain's."""
    usual, topic = state_with_title(person.title), passage.discourse.topic
    near = passage.discourse.topic_at >= passage.block.span.start
    if not near or len(topic) != 1 or not usual or usual != (person.country,):
        return
    if any(m.code == person.country for m in passage.mention_of.values()):
        return
    if topic[0] != passage.discourse.host and that_may_have(person.title, topic):
        person.country = topic[0]


def _served(
    person: Person,
    colleague: Person | None,
    sentence: TokenSpan | None,
    passage: Passage,
) -> str | None:
    if _is_hosts_envoy(person, passage):
        return passage.discourse.host
    by_colleague = person.owner is Owner.PERSON or person.relation
    if by_colleague and colleague is not None and colleague.country:
        return colleague.country
    if took_power(person, sentence, passage):
        return passage.discourse.host
    if _breaks_with_another(person, sentence, passage):
        return passage.discourse.host
    told = told_of_own(person, colleague, sentence, passage)
    if told and that_may_have(person.title, (told,)):
        return told
    others = states_addressed(person, sentence, passage)
    for read in readings(person, sentence=sentence, passage=passage):
        codes = tuple(c for c in read if c not in others)
        fitting = _fitting(codes, person, host=passage.discourse.host)
        if len(fitting) == 1 and not _is_rather_hosts(person, fitting[0], passage):
            return fitting[0]
        if len(fitting) == 1:
            return passage.discourse.host
        if fitting:
            return None
    return None


def _is_rather_hosts(person: Person, code: str, passage: Passage) -> bool:
    """ "EU leaders met; the list does not include President Roe": the host's."""
    host = passage.discourse.host
    if person.title.casefold() != "president" or host is None:
        return False
    if ACTORS[code].kind is not ActorKind.ORGANISATION:
        return False
    at = person.first.start - passage.offset
    named = next((t for t in passage.doc if t.idx >= at), None)
    while named is not None and named.dep_ in {"compound", "appos"}:
        named = named.head
    spoken_of = named is not None and named.dep_ not in SUBJECTS
    return spoken_of and bool(that_may_have(person.title, (host,)))


def _breaks_with_another(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> bool:
    """ "President Roe broke off relations with Washington": no American, the host's.

    One side of a rift in a country's crisis is that country.
    """
    host = passage.discourse.host
    if sentence is None or host is None or person.title.casefold() != "president":
        return False
    for ties in sentence:
        if ties.lemma_ not in TIES or ties.dep_ != "dobj":
            continue
        subject = next((c for c in ties.head.lefts if c.dep_ == "nsubj"), None)
        if subject is None or passage.person_of.get(subject.i) is not person:
            continue
        with_whom = [
            n for h in (ties, ties.head) for w, n in complements(h) if w == "with"
        ]
        named = {c for n in with_whom for c in named_states_of(n, passage)}
        return bool(named) and host not in named
    return False


def _is_hosts_envoy(person: Person, passage: Passage) -> bool:
    """ "Ukraine is breaking off relations. Its envoy in Minsk, Jan Roe": Ukraine's."""
    discourse, at = passage.discourse, person.first.start
    if person.owner is not Owner.STATE or not is_post(person):
        return False
    if discourse.topic != (discourse.host,):
        return False
    near = discourse.topic_at >= passage.block.span.start
    return near and any(
        m.role is Role.CAPITAL and m.code != discourse.host and 0 < at - m.end < 4
        for m in passage.mention_of.values()
    )


def _fitting(
    codes: tuple[str, ...], person: Person, *, host: str | None
) -> tuple[str, ...]:
    """Those of the codes that the title allows: "the bloc's" is no state's.

    The envoys in a country in crisis are other states'.
    """
    found = that_may_have(person.title, dict.fromkeys(codes))
    if not word_list("missions").isdisjoint(person.title.casefold().split()):
        found = tuple(c for c in found if c != host)
    if person.codes:
        return tuple(c for c in found if c in person.codes)
    if person.owner is Owner.ORGANISATION:
        return tuple(c for c in found if ACTORS[c].kind is ActorKind.ORGANISATION)
    return found


def attend_to(sentence: TokenSpan, *, passage: Passage) -> None:
    """After a sentence the reader has its acting or speaking states in mind."""
    attend_to_bodies(sentence, passage)
    discourse, named = passage.discourse, False
    mission: tuple[str, ...] = ()
    for token in sentence:
        if token.lemma_.lower() in MISSIONS:
            owner = _owner_of(token, passage)
            discourse.mission_owner = owner[:1] or discourse.mission_owner
            if not _is_landmark(token):
                discourse.theme = classes_of(token, passage) or discourse.theme
                mission = mission or owner
    first = passage.mention_of.get(sentence.start)
    if first is not None and first.code and first.role is Role.NAME:
        _remember((first.code,), discourse, at=first.start)
    if not mission and _opens_on_another(sentence, passage):
        discourse.mission_owner = ()  # "Canada urged restraint. The embassy is open"
    for subject in main_subject_last(sentence):
        # "The last of four French ships": the ships.
        token = head_of(subject) if subject.lower_ in ORDINALS else subject
        person = _person_at(token, passage)
        if person is not None and person.in_office:
            discourse.person = person
        if not (is_voice(token, passage) or _is_owned(token, passage)):
            continue
        found = named_states_of(token, passage)
        named = named or bool(found)
        _remember(found, discourse, at=passage.offset + token.idx)
        if found:
            posted = person is not None and is_post(person)
            at_post = token.lemma_.lower() in word_list("missions")
            discourse.of_mission = posted or at_post
    if not named and (seat := opening_seat(sentence, passage)):
        _remember(seat, discourse, at=passage.offset + sentence.start_char)
        named = True
    if not named:  # "The ministry moved the embassy": its state, nobody else's
        _remember(mission, discourse, at=passage.offset + sentence.start_char)
        discourse.of_mission = discourse.of_mission or bool(mission)


def _owner_of(mission: Token, passage: Passage) -> tuple[str, ...]:
    """Not two for one mission: "to the Embassy from Riga and Bucharest"."""
    host = passage.discourse.host
    owner = tuple(c for c in states_of(mission, passage) if c != host)
    return () if len(owner) > 1 and mission.tag_ in {"NN", "NNP"} else owner


def _is_landmark(noun: Token) -> bool:
    """ "a kitchen next to the embassy": where something else is, not what "it" is."""
    return (
        noun.dep_ == "pobj"
        and noun.head.lower_ in BESIDE
        or (
            noun.head.lower_ in {"to", "of"}
            and noun.head.head.lower_ in {"next", "front"}
        )
    )


def _opens_on_another(sentence: TokenSpan, passage: Passage) -> bool:
    """Whether a paragraph begins with another state than the mission's last told."""
    if sentence.start != 0:
        return False
    for token in sentence:
        if token.dep_ in SUBJECTS and token.head == sentence.root:
            found = named_states_of(token, passage)
            owner, host = passage.discourse.mission_owner, passage.discourse.host
            return len(found) == 1 and found[0] != host and found != owner
    return False


def _person_at(token: Token, passage: Passage) -> Person | None:
    """The person a subject names, or the one named beside the title that it is."""
    beside = (c for c in children_of(token) if c.dep_ in {"appos", "compound"})
    for named in (token, *beside):
        if named.i in passage.person_of:
            return passage.person_of[named.i]
    return None


def _is_owned(token: Token, passage: Passage) -> bool:
    """ "Sweden's decision", "Peru's own": what is said is about Sweden, about Peru."""
    return any(
        child.dep_ == "poss" and child.i in passage.mention_of for child in token.lefts
    )


def main_subject_last(sentence: TokenSpan) -> list[Token]:
    """Subjects in order, that of the main clause last: it is what stays in mind."""
    found = [t for t in sentence if t.dep_ in SUBJECTS and t.pos_ != "PRON"]
    return sorted(found, key=lambda t: t.head == sentence.root)


def _remember(found: tuple[str, ...], discourse: Discourse, *, at: int) -> None:
    if found:
        discourse.topic, discourse.topic_at = found, at
        states = (c for c in found if ACTORS[c].kind is not ActorKind.ORGANISATION)
        discourse.state_topic = tuple(states) or discourse.state_topic
    others = tuple(c for c in found if c != discourse.host)
    if others:
        discourse.focus = others
