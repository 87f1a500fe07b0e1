"""Rows that the desk's addresses ask for, made when a test asks for them."""

from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from reactions import reviewing
from reactions.models import (
    Action,
    ConflictKind,
    ImportRun,
    Official,
    Preference,
    SavedFilter,
)
from tests.kabul import NOW, make_action, prove


def merge_of(desk: dict[str, Any]) -> str:
    rows = "&".join(f"row={row.pk}" for row in twins(desk))
    return f"{reverse('merge', args=['action'])}?{rows}"


def twins(desk: dict[str, Any]) -> list[Any]:
    """An act and another that may be the same."""
    act = desk["action"]
    again = Action.objects.filter(summary="told again").first()
    if again is None:
        again = make_action(act.crisis, act.country_id, act.type, summary="told again")
        prove(again, desk["article"], "embassy")
    return [act, again]


def merged(desk: dict[str, Any]) -> Any:
    """An act that is part of another."""
    part = Action.objects.filter(merged_into__isnull=False).first()
    if part is None:
        rows = [make_action(desk["crisis"], "NO", "embassy_moved") for _ in range(2)]
        part, into = rows
        reviewing.merge(part, into=into, by=a_boss(), at=NOW)
    return part


def halved(desk: dict[str, Any]) -> Any:
    """An act that was split from another."""
    half = Action.objects.filter(summary="a half").first()
    if half is None:
        whole = make_action(desk["crisis"], "FR", "embassy_closed")
        pieces = [prove(whole, desk["article"], "embassy") for _ in range(2)]
        values = {"summary": "a half"}
        by = a_boss()
        half = reviewing.split(whole, pieces[1:], by=by, at=NOW, values=values)
    return half


def other_person(desk: dict[str, Any]) -> Any:
    """An official who was split from another."""
    found = Official.objects.filter(name="Marcus Garneau").first()
    if found is None:
        whole = desk["official"]
        pieces = [prove(whole, desk["article"], "embassy") for _ in range(2)]
        values = {"name": "Marcus Garneau"}
        found = reviewing.split(whole, pieces[1:], by=a_boss(), at=NOW, values=values)
    return found


def decided(desk: dict[str, Any]) -> Any:
    """A conflict in which one act was preferred to another."""
    made = Preference.objects.standing().first()
    if made is None:
        one = make_action(desk["crisis"], "IT", "embassy_closed")
        other = make_action(desk["crisis"], "IT", "embassy_kept")
        kind = ConflictKind.CLOSED_OR_KEPT
        made = reviewing.prefer(
            one, over=other, kind=kind, reason="so", by=a_boss(), at=NOW
        )
    return made


def of_person(name: str, desk: dict[str, Any]) -> str:
    return reverse(name, args=[other_person(desk).pk])


def a_boss() -> Any:
    return get_user_model().objects.get(username="rhea")


CURATING = {
    "merge": merge_of,
    "unmerge": lambda desk: reverse("unmerge", args=["action"]),
    "keep_apart": lambda desk: reverse("keep_apart", args=["action"]),
    "split": lambda desk: reverse("split", args=[halved(desk).pk]),
    "unsplit": lambda desk: reverse("unsplit", args=[halved(desk).pk]),
    "split_official": lambda desk: of_person("split_official", desk),
    "unsplit_official": lambda desk: of_person("unsplit_official", desk),
    "undo_preference": lambda desk: reverse("undo_preference", args=[decided(desk).pk]),
}


def broken_run() -> ImportRun:
    now = timezone.now()
    return ImportRun.objects.create(
        started_at=now,
        finished_at=now,
        state="failed",
        settings={"addresses": ["https://x.example/"], "crisis": "kabul-2021"},
    )


def own_filter(user: Any) -> SavedFilter:
    owner = user or get_user_model().objects.first()
    return SavedFilter.objects.create(user=owner, of="action", name="n", query="q=x")


def own_token(user: Any) -> AuthToken:
    owner = user or get_user_model().objects.first()
    return AuthToken.objects.create(user=owner)[0]
