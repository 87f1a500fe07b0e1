"""The board of a crisis: which nations closed, moved or kept their missions, on a day,
as known on a day.

Posture itself is `reactions.posture`; here its facts are fetched in a fixed number of
queries, whatever the day, and each answer gets its evidence, origins and conflicts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from reactions.models import Action, Country, Crisis, Statement
from reactions.overview.conflicts import Opposed, find_opposed, is_conflict
from reactions.overview.facts import STATES, posture_facts
from reactions.overview.proofs import EvidenceRef, Proof, find_proofs
from reactions.overview.set_aside import SetAside, find_set_aside
from reactions.posture import ActFact, PostureAnswer, derive_posture
from reactions.vocabulary import ActionType, ActorKind, Answer, Level, Stage

ANSWER_ORDER = tuple(Answer)
NOTHING_KNOWN = derive_posture((), on=date.min, known_by=date.min)


class UnknownCrisisError(LookupError):
    """There is no crisis of that slug; `known` lists those there are."""

    def __init__(self, slug: str, known: Sequence[str]) -> None:
        super().__init__(slug)
        self.slug = slug
        self.known = tuple(known)


@dataclass(frozen=True, slots=True)
class PlannedAct:
    """An act announced and not in force; `effective_on` is None without a day."""

    action: int
    type: ActionType
    announced_on: date | None
    effective_on: date | None

    @property
    def level(self) -> str:
        """What the mission will be: closed, moved."""
        return self.type.removeprefix("embassy_")


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One actor's answer. `origins` counts independent sources of its evidence;
    `reviewed` says that every action behind it was accepted by a person;
    `last_kept_on` is when a mission that is unknown now was last seen kept; `set_aside`
    are acts that an editor did not prefer where two contradict each other."""

    country: str
    name: str
    level: Level
    answer: Answer
    since: date | None
    level_since: date | None
    stage: Stage | None
    planned: tuple[PlannedAct, ...]
    origins: int
    reviewed: bool
    conflict: bool
    evidence: tuple[EvidenceRef, ...]
    last_kept_on: date | None = None
    set_aside: tuple[SetAside, ...] = ()

    @property
    def is_taken_back(self) -> bool:
        """Whether no newest version of an article has the words any more."""
        return bool(self.evidence) and all(e.taken_back_by for e in self.evidence)


@dataclass(frozen=True, slots=True)
class Board:
    crisis: str
    on: date
    known_by: date
    review: str
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, resolved to days and review states."""

    crisis: Crisis
    on: date
    known_by: date
    states: Sequence[str]
    is_past_knowledge: bool


def find_crisis(slug: str) -> Crisis:
    """The crisis of that slug. Raises UnknownCrisisError with the slugs there are."""
    found = Crisis.objects.select_related("host").filter(slug=slug).first()
    if found is None:
        known = Crisis.objects.order_by("slug").values_list("slug", flat=True)
        raise UnknownCrisisError(slug, list(known))
    return found


def board(
    crisis: Crisis,
    *,
    on: date | None,
    known_by: date | None,
    review: str,
    every_state: bool = False,
    today: date,
) -> Board:
    """Every actor's posture on `on` (today, or the crisis's end if that was earlier),
    from what was known by `known_by` (today). `review` is "accepted" or "proposed",
    which adds the proposals. The host is left out; `every_state` adds the silent.
    """
    question = _Question(
        crisis=crisis,
        on=on or crisis.last_day(today),
        known_by=known_by or today,
        states=STATES[review],
        is_past_knowledge=known_by is not None and known_by < today,
    )
    rows = sorted(
        _rows(question, every_state=every_state),
        key=lambda row: (ANSWER_ORDER.index(row.answer), row.name),
    )
    return Board(crisis.slug, question.on, question.known_by, review, tuple(rows))


def _rows(question: _Question, *, every_state: bool) -> list[BoardRow]:
    """A row for each actor: facts, then postures, then the proofs these need."""
    facts, accepted, preferences = posture_facts(
        question.crisis,
        on=question.on,
        known_by=question.known_by,
        states=question.states,
    )
    aside = find_set_aside(preferences)
    postures = {
        country: derive_posture(acts, on=question.on, known_by=question.known_by)
        for country, acts in facts.items()
    }
    disputed = {
        country: find_opposed(acts, on=question.on) for country, acts in facts.items()
    }
    proofs = find_proofs(
        _acts_to_prove(postures, disputed),
        published_by=question.known_by if question.is_past_knowledge else None,
    )
    planned = _planned_acts(facts, postures)
    return [
        _row(
            country,
            postures.get(country.pk, NOTHING_KNOWN),
            proofs=proofs,
            planned=planned.get(country.pk, ()),
            conflict=is_conflict(disputed.get(country.pk, ()), proofs),
            accepted=accepted,
            set_aside=aside.get(country.pk, ()),
        )
        for country in _actors(question, facts, every_state=every_state)
    ]


def _acts_to_prove(
    postures: Mapping[str, PostureAnswer],
    disputed: Mapping[str, Sequence[Opposed]],
) -> set[Any]:
    bearing = {key for posture in postures.values() for key in posture.because}
    opposed = {
        key
        for found in disputed.values()
        for each in found
        for key in (*each.closed, *each.kept)
    }
    return bearing | opposed


def _planned_acts(
    facts: Mapping[str, Sequence[ActFact]], postures: Mapping[str, PostureAnswer]
) -> dict[str, tuple[PlannedAct, ...]]:
    by_key = {act.key: act for acts in facts.values() for act in acts}
    return {
        country: tuple(_planned_act(by_key[key]) for key in posture.planned)
        for country, posture in postures.items()
    }


def _planned_act(act: ActFact) -> PlannedAct:
    return PlannedAct(
        action=int(str(act.key)),
        type=act.type,
        announced_on=act.announced_on,
        effective_on=act.effective_on,
    )


def _actors(
    question: _Question, facts: Mapping[str, Any], *, every_state: bool
) -> list[Country]:
    """Who has a row: every actor with an action or a statement in the crisis, the
    host left out. Who acts later or was not yet known of has a row too: unknown."""
    mine = {"crisis": question.crisis, "country": OuterRef("pk")}
    states = question.states
    actions = Action.objects.standing().filter(**mine, review__in=states)
    statements = Statement.objects.filter(**mine, review__in=states)
    shown = Q(Exists(actions)) | Q(Exists(statements)) | Q(pk__in=facts)
    if every_state:
        shown |= Q(kind=ActorKind.STATE.value)
    found = Country.objects.filter(shown).exclude(pk=question.crisis.host_id or "")
    return list(found.only("code", "name"))


def _row(
    country: Country,
    posture: PostureAnswer,
    *,
    proofs: Mapping[Any, Sequence[Proof]],
    planned: tuple[PlannedAct, ...],
    conflict: bool,
    accepted: set[int],
    set_aside: tuple[SetAside, ...],
) -> BoardRow:
    bearing = [proof for key in posture.because for proof in proofs.get(key, ())]
    bearing.sort(key=lambda proof: proof.ref.published_on or date.min, reverse=True)
    return BoardRow(
        country=country.pk,
        name=country.name,
        level=posture.level,
        answer=posture.answer,
        since=posture.since,
        level_since=posture.level_since,
        stage=posture.stage,
        planned=planned,
        origins=len({proof.origin for proof in bearing}),
        reviewed=bool(posture.because) and accepted.issuperset(posture.because),
        conflict=conflict,
        evidence=tuple(proof.ref for proof in bearing),
        last_kept_on=posture.last_kept_on,
        set_aside=set_aside,
    )
