"""The board of a crisis: which nations closed, moved or kept their missions, on a day,
as known on a day.

Posture itself is `reactions.posture`; here its facts are fetched in a fixed number of
queries and by seeks, whatever the day and the size of the crisis; each answer gets its
evidence, origins and conflicts.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from reactions.models import Action, Country, Crisis, Statement
from reactions.models.posture_seeks import Known, contradicted_countries
from reactions.models.prepared import Prepared
from reactions.overview.exactness import most_exact
from reactions.overview.facts import STATES, Deciding, deciding_facts
from reactions.overview.proofs import EvidenceRef, Proof, find_proofs
from reactions.overview.set_aside import SetAside, find_set_aside
from reactions.posture import ActFact, PostureAnswer, derive_posture
from reactions.vocabulary import (
    ActionType,
    ActorKind,
    Answer,
    Basis,
    Level,
    Precision,
    Stage,
)

ANSWER_ORDER = tuple(Answer)
PROVEN = frozenset(
    {"evidence", "origins", "since_precision", "since_basis", "level_precision"}
)
"""Fields of a row that the evidence tells."""
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
    `reviewed` says that every action behind it was accepted by a person; `conflict`
    that since its answer began different origins tell it closed and kept within a day;
    `since_precision` and `since_basis` are of the day `since`, by the act that says it
    best, as `level_precision` is of `level_since`;
    `last_kept_on` is when a mission that is unknown now was last seen kept; `set_aside`
    are acts that an editor did not prefer where two contradict each other."""

    country: str
    name: str
    level: Level
    answer: Answer
    since: date | None
    since_precision: Precision | None
    since_basis: Basis | None
    level_since: date | None
    stage: Stage | None
    planned: tuple[PlannedAct, ...]
    origins: int
    reviewed: bool
    conflict: bool
    evidence: tuple[EvidenceRef, ...]
    last_kept_on: date | None = None
    set_aside: tuple[SetAside, ...] = ()
    level_precision: Precision | None = None

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

    @property
    def known(self) -> Known:
        return Known(self.crisis, self.on, self.known_by, self.states)


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
    wanted: Collection[str] | None = None,
) -> Board:
    """Every actor's posture on `on` (today, or the crisis's end if that was earlier),
    from what was known by `known_by` (today). `review` is "accepted" or "proposed",
    which adds the proposals. The host is left out; `every_state` adds the silent.
    Of the rows only the fields `wanted` are worked out (None: all), the others may be
    empty.
    """
    question = _Question(
        crisis=crisis,
        on=on or crisis.last_day(today),
        known_by=known_by or today,
        states=STATES[review],
        is_past_knowledge=known_by is not None and known_by < today,
    )
    rows = sorted(
        _rows(question, every_state=every_state, wanted=wanted),
        key=lambda row: (ANSWER_ORDER.index(row.answer), row.name),
    )
    return Board(crisis.slug, question.on, question.known_by, review, tuple(rows))


def _rows(
    question: _Question, *, every_state: bool, wanted: Collection[str] | None
) -> list[BoardRow]:
    """A row for each actor: what decides, then the proofs that this needs."""
    plans = wanted is None or "planned" in wanted
    deciding = deciding_facts(question.known, with_plans=plans)
    aside = find_set_aside(deciding.preferences)
    published_by = question.known_by if question.is_past_knowledge else None
    contradicted: set[str] = set()
    if wanted is None or "conflict" in wanted:
        contradicted = _contradicted(deciding, read_by=published_by)
    proofs: Mapping[int, Sequence[Proof]] = {}
    if wanted is None or not PROVEN.isdisjoint(wanted):
        proofs = find_proofs(_named_acts(deciding), published_by=published_by)
    return [
        _row(
            country,
            name,
            deciding.postures.get(country, NOTHING_KNOWN),
            proofs=proofs,
            planned=tuple(map(_planned_act, _in_order(deciding, country))),
            conflict=country in contradicted,
            accepted=deciding.accepted,
            set_aside=aside.get(country, ()),
        )
        for country, name in _actors(
            question, deciding.postures, every_state=every_state
        )
    ]


def _contradicted(deciding: Deciding, *, read_by: date | None) -> set[str]:
    since = {code: each.since for code, each in deciding.postures.items() if each.since}
    return contradicted_countries(deciding.known, since, read_by=read_by)


def _named_acts(deciding: Deciding) -> set[Any]:
    """The acts that bear the answers and those with which they began."""
    return {
        key
        for each in deciding.postures.values()
        for key in (*each.because, *each.since_because)
    }


def _in_order(deciding: Deciding, country: str) -> Iterator[ActFact]:
    """The plans of an actor in the order of its posture."""
    by_key = {act.key: act for act in deciding.plans.get(country, ())}
    posture = deciding.postures.get(country, NOTHING_KNOWN)
    return (by_key[key] for key in posture.planned)


def _planned_act(act: ActFact) -> PlannedAct:
    return PlannedAct(
        action=int(str(act.key)),
        type=act.type,
        announced_on=act.announced_on,
        effective_on=act.effective_on,
    )


def _actors(
    question: _Question, facts: Mapping[str, Any], *, every_state: bool
) -> list[tuple[Any, ...]]:
    """Code and name of who has a row: every actor with an action or a statement in
    the crisis, the host left out. Who acts later or was not yet known of has a row
    too: unknown."""
    # No list may be empty; no country is called so.
    known = [*facts, ""]
    kind = ActorKind.STATE.value if every_state else ""
    crisis = question.crisis
    return _ACTORS.rows(
        [crisis.pk], question.states, known, [kind], [crisis.host_id or ""]
    )


def _with_rows(
    crises: Sequence[int],
    states: Sequence[str],
    known: Sequence[str],
    kinds: Sequence[str],
    hosts: Sequence[str],
) -> Any:
    mine = {"crisis": crises[0], "country": OuterRef("pk"), "review__in": states}
    actions = Action.objects.standing().filter(**mine)
    shown = Q(Exists(actions)) | Q(Exists(Statement.objects.filter(**mine)))
    shown |= Q(pk__in=known) | Q(kind=kinds[0])
    found = Country.objects.filter(shown).exclude(pk=hosts[0])
    return found.order_by().values_list("code", "name")


_ACTORS = Prepared(_with_rows, int, str, str, str, str, for_readers=True)


def _row(
    country: str,
    name: str,
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
    precision, basis = _how_exact(posture.since_because, proofs)
    level_precision, _ = _how_exact(posture.level_because, proofs)
    return BoardRow(
        country=country,
        name=name,
        level=posture.level,
        answer=posture.answer,
        since=posture.since,
        since_precision=precision,
        since_basis=basis,
        level_since=posture.level_since,
        stage=posture.stage,
        planned=planned,
        origins=len({proof.origin for proof in bearing}),
        reviewed=bool(posture.because) and accepted.issuperset(posture.because),
        conflict=conflict,
        evidence=tuple(proof.ref for proof in bearing),
        last_kept_on=posture.last_kept_on,
        set_aside=set_aside,
        level_precision=level_precision,
    )


def _how_exact(
    acts: Iterable[Any], proofs: Mapping[Any, Sequence[Proof]]
) -> tuple[Precision | None, Basis | None]:
    """Of the day on which these acts count, by their evidence."""
    return most_exact(
        (proof.precision, proof.basis) for key in acts for proof in proofs.get(key, ())
    )
