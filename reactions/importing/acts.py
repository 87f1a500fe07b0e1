"""Claims of acts to actions: joined to the act they tell again, else proposed anew.

Which claims are one act, and what they say together, `same_act` decides.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reactions.extraction.claims import ActionClaim, CodedDate
from reactions.importing.articles import longest
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
    ACTION_PRIORITY,
    POSTURE_PRIORITY,
    ArticleClaims,
    Keyed,
    write_changes,
    write_history,
)
from reactions.models import Action, Evidence
from reactions.vocabulary import ActionType, Basis, Precision, Stage

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
    """An action in reach of the article's claims. `readings` are the article's own
    claims of it; `is_free` says that no hand has touched it."""

    action: Action
    shape: ActShape
    readings: list[ActReading]
    keyed: list[Keyed]
    is_new: bool
    is_free: bool


def propose_actions(claims: ArticleClaims) -> int:
    """Write the article's acts and note their evidence; the number of new actions."""
    if not claims.actions:
        return 0
    acts = _acts_in_reach(claims)
    for keyed in claims.actions:
        _join_or_add(acts, keyed, claims=claims)
    new = [act for act in acts if act.is_new]
    joined = [act for act in acts if act.keyed and not act.is_new]
    for act in new:
        _take_values(act, values_of(act.readings))
    changed = _reread(joined, claims=claims)
    Action.objects.bulk_create([act.action for act in new])
    linked = _link_plans(acts)
    newly_linked = [act.action for act in linked if act.is_new]
    if newly_linked:
        Action.objects.bulk_update(newly_linked, ["fulfils"])
    write_history(Action, [act.action for act in new], claims=claims)
    changed |= {act.action.pk: act.action for act in linked if not act.is_new}
    write_changes(
        Action, list(changed.values()), fields=CHANGED_BY_READING, claims=claims
    )
    for act in acts:
        for keyed in act.keyed:
            claims.prove(keyed, action=act.action)
    return len(new)


def _acts_in_reach(claims: ArticleClaims) -> list[KnownAct]:
    """The standing actions of the crisis that a claim of the article may tell again.
    A rejected one stays as it is: another article's claim is proposed beside it."""
    readings = [keyed.claim for keyed in claims.actions]
    found = list(
        Action.objects.filter(
            crisis=claims.article.crisis,
            country_id__in={claim.country for claim in readings},
            type__in={claim.type.value for claim in readings},
        )
        .standing()
        .not_rejected()
        .order_by("pk")
    )
    ids = [action.pk for action in found]
    free = set(
        Action.objects.filter(pk__in=ids).untouched().values_list("pk", flat=True)
        if ids
        else ()
    )
    return [
        KnownAct(action, _shape_of_row(action), [], [], False, action.pk in free)
        for action in found
    ]


def _join_or_add(acts: list[KnownAct], keyed: Keyed, *, claims: ArticleClaims) -> None:
    reading = _reading_of(keyed.claim, claims)
    shape = shape_of(reading)
    place = find_same_act(shape, [act.shape for act in acts])
    if place is not None:
        acts[place].readings.append(reading)
        acts[place].keyed.append(keyed)
        return
    action = Action(
        crisis=claims.article.crisis,
        country_id=reading.country,
        type=reading.type.value,
        priority=POSTURE_PRIORITY if reading.type.is_posture else ACTION_PRIORITY,
    )
    acts.append(KnownAct(action, shape, [reading], [keyed], True, True))


def _reread(joined: Sequence[KnownAct], *, claims: ArticleClaims) -> dict[int, Action]:
    """Let all claims of a joined act speak; the untouched actions that changed."""
    free = [act for act in joined if act.is_free]
    earlier = _earlier_readings([act.action.pk for act in free])
    changed = {}
    for act in free:
        before = [getattr(act.action, name) for name in CHANGED_BY_READING[:-1]]
        _take_values(act, values_of([*earlier[act.action.pk], *act.readings]))
        after = [getattr(act.action, name) for name in CHANGED_BY_READING[:-1]]
        if before != after:
            changed[act.action.pk] = act.action
    return changed


def _earlier_readings(ids: Sequence[int]) -> dict[int, list[ActReading]]:
    readings: dict[int, list[ActReading]] = defaultdict(list)
    if not ids:
        return readings
    rows = Evidence.objects.filter(action_id__in=ids, machine_claim__isnull=False)
    for action_id, claim, published_on, imported_at in rows.values_list(
        "action_id", "machine_claim", "article__published_on", "article__imported_at"
    ):
        known_on = published_on or imported_at.date()
        readings[action_id].append(_reading_of_row(claim, known_on=known_on))
    return readings


def _link_plans(acts: Sequence[KnownAct]) -> list[KnownAct]:
    """Link each act in force that no hand has touched to the latest plan it carries
    out; those that got a link."""
    plans = [act for act in acts if act.shape.phase == "planned"]
    linked = []
    for act in acts:
        if not act.is_free or act.action.fulfils_id is not None:
            continue
        carried = [plan for plan in plans if carries_out(act.shape, plan.shape)]
        if carried:
            latest = max(carried, key=lambda p: (p.shape.announced_on, p.action.pk))
            act.action.fulfils = latest.action
            linked.append(act)
    return linked


def _take_values(act: KnownAct, values: ActValues) -> None:
    action = act.action
    action.stage = values.stage.value
    _take_date(action, "announced_on", values.announced_on)
    _take_date(action, "effective_on", values.effective_on)
    action.destination = values.destination[: longest(Action, "destination")]
    action.quantity = values.quantity
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
        known_on=claims.known_on,
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
