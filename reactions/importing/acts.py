"""Claims of acts to actions: joined to the act they tell again, else proposed anew.

Which claims are one act, and what they say together, `same_act` decides.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from reactions.extraction.claims import ActionClaim, CodedDate
from reactions.importing.crises import longest
from reactions.importing.reach import actions_in_reach
from reactions.importing.same_act import (
    ActReading,
    ActShape,
    ActValues,
    carries_out,
    find_same_act,
    shape_of,
    values_of,
)
from reactions.importing.writing import (
    ArticleClaims,
    Keyed,
    write_changes,
    write_new,
)
from reactions.models import Action, Evidence
from reactions.models.inserting import reserve_ids
from reactions.models.priority import ACTION_PRIORITY, POSTURE_PRIORITY
from reactions.models.reviewable import take_untouched
from reactions.vocabulary import (
    ActionType,
    Basis,
    Precision,
    Stage,
)

LARGEST_QUANTITY = models.BigIntegerField.MAX_BIGINT
CHANGED_BY_READING = [
    "stage",
    "announced_on",
    "announced_on_precision",
    "announced_on_basis",
    "effective_on",
    "effective_on_precision",
    "effective_on_basis",
    "destination",
    "quantity",
    "summary",
    "known_on",
    "fulfils",
]


@dataclass(slots=True)
class KnownAct:
    """An action in reach of the article's claims, with the article's own claims of
    it (`readings`). Of a stored one `action` is None until it is to be changed: most
    are only looked at."""

    pk: int
    shape: ActShape
    is_new: bool
    action: Action | None = None
    fulfils: int | None = None
    merged_into: int | None = None
    is_in_reach: bool = True
    readings: list[ActReading] = field(default_factory=list)
    keyed: list[Keyed] = field(default_factory=list)

    @property
    def is_joined(self) -> bool:
        return bool(self.keyed) and not self.is_new


def propose_actions(claims: ArticleClaims) -> int:
    """Write the article's acts and note their evidence; the number of new actions."""
    if not claims.actions:
        return 0
    told = [(keyed, _reading_of(keyed.claim, claims)) for keyed in claims.actions]
    acts = _acts_in_reach(claims, [reading for _, reading in told])
    acts += _acts_of_originals(claims, known=acts)
    for keyed, reading in told:
        _join_or_add(acts, keyed, reading=reading, claims=claims)
    new = [act for act in acts if act.is_new]
    _name_new(new)
    links = _links_to_plans(acts)
    for act, plan in links:
        if act.is_new:
            act.action.fulfils_id = plan.pk
    write_new([act.action for act in new], claims=claims)
    _change_untouched(acts, links=links, claims=claims)
    for act in acts:
        for keyed in act.keyed:
            claims.prove(keyed, action=act.pk)
    return len(new)


def _name_new(acts: Sequence[KnownAct]) -> None:
    """Give new acts what their claims say, and ids by which others can point to
    them."""
    for act in acts:
        _take_values(act, values_of(act.readings))
    reserve_ids([act.action for act in acts])
    for act in acts:
        act.pk = act.action.pk


def _acts_in_reach(
    claims: ArticleClaims, readings: Sequence[ActReading]
) -> list[KnownAct]:
    found = actions_in_reach(readings, crisis=claims.article.crisis)
    return [
        KnownAct(
            each.pk,
            each.shape,
            is_new=False,
            fulfils=each.fulfils,
            merged_into=each.merged_into,
        )
        for each in found
    ]


def _acts_of_originals(
    claims: ArticleClaims, *, known: Sequence[KnownAct]
) -> list[KnownAct]:
    """The acts out of reach, a rejected one too, that the article tells in the words
    of what it reprints, and those that its claims were in before."""
    wanted = {keyed.row_id or keyed.was_in for keyed in claims.actions} - {None}
    wanted -= {act.pk for act in known}
    if not wanted:
        return []
    found = Action.objects.filter(pk__in=wanted)
    return [
        KnownAct(each.pk, _shape_of_row(each), is_new=False, is_in_reach=False)
        for each in found.order_by("pk")
    ]


def _join_or_add(
    acts: list[KnownAct], keyed: Keyed, *, reading: ActReading, claims: ArticleClaims
) -> None:
    shape = shape_of(reading)
    same = _act_told(acts, keyed, shape=shape)
    if same is not None:
        same.readings.append(reading)
        same.keyed.append(keyed)
        return
    action = Action(
        crisis_id=claims.article.crisis_id,
        country_id=reading.country,
        type=reading.type.value,
        priority=POSTURE_PRIORITY if reading.type.is_posture else ACTION_PRIORITY,
        note=keyed.why_beside,
    )
    acts.append(KnownAct(0, shape, True, action, readings=[reading], keyed=[keyed]))


def _act_told(
    acts: Sequence[KnownAct], keyed: Keyed, *, shape: ActShape
) -> KnownAct | None:
    """The act that an original tells in the same words, else the same act in reach."""
    by_id = {act.pk: act for act in acts if not act.is_new}
    if keyed.row_id is not None:
        return by_id[keyed.row_id]
    reachable = [
        act for act in acts if act.is_in_reach and not _is_kept_from(act, keyed)
    ]
    place = find_same_act(shape, [act.shape for act in reachable])
    if place is not None:
        return reachable[place]
    return by_id.get(keyed.was_in) if keyed.was_in is not None else None


def _is_kept_from(act: KnownAct, keyed: Keyed) -> bool:
    """Whether a claim read again must not join this act: the one it was in, which it
    only falls back to, or the decided one that says otherwise."""
    ids = {act.pk, act.merged_into} - {None, 0}
    return bool(ids & {keyed.was_in, keyed.apart_from})


def _change_untouched(
    acts: Sequence[KnownAct],
    *,
    links: Sequence[tuple[KnownAct, KnownAct]],
    claims: ArticleClaims,
) -> None:
    """Let all claims of a joined act speak and link stored acts to the plans that they
    carry out, where no hand has touched them."""
    joined = [act for act in acts if act.is_joined]
    linked = {act.pk: plan.pk for act, plan in links if not act.is_new}
    free = {
        row.pk: row
        for row in take_untouched(Action, {act.pk for act in joined} | linked.keys())
    }
    for act in joined:
        act.action = free.get(act.pk)
    changed = _reread([act for act in joined if act.action is not None])
    for pk, plan in linked.items():
        if pk in free:
            free[pk].fulfils_id = plan
            changed[pk] = free[pk]
    write_changes(list(changed.values()), fields=CHANGED_BY_READING, claims=claims)


def reread_acts(ids: Sequence[int], *, claims: ArticleClaims) -> list[int]:
    """Let what is now told of these acts speak, where no hand has touched them; the
    ids of those that changed."""
    acts = [
        KnownAct(each.pk, _shape_of_row(each), is_new=False, action=each)
        for each in take_untouched(Action, ids)
    ]
    changed = _reread(acts)
    write_changes(list(changed.values()), fields=CHANGED_BY_READING, claims=claims)
    return sorted(changed)


def _reread(free: Sequence[KnownAct]) -> dict[int, Action]:
    """The joined actions that say something else now."""
    earlier = _earlier_readings([act.pk for act in free])
    changed = {}
    for act in free:
        if not act.readings and not earlier[act.pk]:
            continue
        before = [getattr(act.action, name) for name in CHANGED_BY_READING[:-1]]
        _take_values(act, values_of([*earlier[act.pk], *act.readings]))
        after = [getattr(act.action, name) for name in CHANGED_BY_READING[:-1]]
        if before != after:
            changed[act.pk] = act.action
    return changed


def _earlier_readings(ids: Sequence[int]) -> dict[int, list[ActReading]]:
    readings: dict[int, list[ActReading]] = defaultdict(list)
    if not ids:
        return readings
    rows = Evidence.objects.filter(action_id__in=ids).machine_made()
    for action_id, claim, published_on, imported_at in rows.values_list(
        "action_id", "machine_claim", "article__published_on", "article__imported_at"
    ):
        known_on = published_on or imported_at.date()
        readings[action_id].append(_reading_of_row(claim, known_on=known_on))
    return readings


def _links_to_plans(acts: Sequence[KnownAct]) -> list[tuple[KnownAct, KnownAct]]:
    """Each act in force that has no plan yet, with the latest plan it carries out."""
    reachable = [act for act in acts if act.is_in_reach]
    plans = [
        act
        for act in reachable
        if act.shape.phase == "planned" and act.merged_into is None
    ]
    links = []
    for act in reachable:
        if act.fulfils is not None:
            continue
        carried = [plan for plan in plans if carries_out(act.shape, plan.shape)]
        if carried:
            latest = max(carried, key=lambda p: (p.shape.announced_on, p.pk))
            links.append((act, latest))
    return links


def _take_values(act: KnownAct, values: ActValues) -> None:
    action = act.action
    action.stage = values.stage.value
    _take_date(action, "announced_on", values.announced_on)
    _take_date(action, "effective_on", values.effective_on)
    action.destination = values.destination[: longest(Action, "destination")]
    # A number that no column holds is a misreading; the evidence keeps it as read.
    fits = values.quantity is not None and values.quantity <= LARGEST_QUANTITY
    action.quantity = values.quantity if fits else None
    action.summary = values.summary
    action.known_on = values.known_on
    act.shape = _shape_of_row(action)


def _take_date(action: Action, name: str, coded: CodedDate | None) -> None:
    setattr(action, name, coded.on if coded else None)
    setattr(action, f"{name}_precision", coded.precision.value if coded else "")
    setattr(action, f"{name}_basis", coded.basis.value if coded else "")


def _shape_of_row(action: Action) -> ActShape:
    reading = ActReading(
        country=action.country_id,
        type=ActionType(action.type),
        stage=Stage(action.stage),
        announced_on=_coded(action, "announced_on"),
        effective_on=_coded(action, "effective_on"),
        destination=action.destination,
        quantity=action.quantity,
        known_on=action.known_on,
        words="",
    )
    return shape_of(reading)


def _coded(action: Action, name: str) -> CodedDate | None:
    day: date | None = getattr(action, name)
    if day is None:
        return None
    return CodedDate(
        day,
        Precision(getattr(action, f"{name}_precision")),
        Basis(getattr(action, f"{name}_basis")),
    )


def _reading_of(claim: ActionClaim, claims: ArticleClaims) -> ActReading:
    return ActReading(
        country=claim.country,
        type=claim.type,
        stage=claim.stage,
        announced_on=claim.announced_on,
        effective_on=claim.effective_on,
        destination=claim.destination,
        quantity=claim.quantity,
        known_on=claims.article.known_on,
        words=" ".join(claims.article.body[claim.start : claim.end].split()),
    )


def _reading_of_row(claim: Mapping[str, Any], *, known_on: date) -> ActReading:
    """A claim as its evidence froze it."""
    return ActReading(
        country=claim["country"],
        type=ActionType(claim["type"]),
        stage=Stage(claim["stage"]),
        announced_on=_coded_row(claim["announced_on"]),
        effective_on=_coded_row(claim["effective_on"]),
        destination=claim["destination"],
        quantity=claim["quantity"],
        known_on=known_on,
        words=" ".join(claim["text"].split()),
    )


def _coded_row(row: Mapping[str, str] | None) -> CodedDate | None:
    if row is None:
        return None
    return CodedDate(
        date.fromisoformat(row["on"]), Precision(row["precision"]), Basis(row["basis"])
    )
