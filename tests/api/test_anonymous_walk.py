"""Nobody without a name sees more than accepted rows, at any address of the API."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from rest_framework.test import APIClient

from reactions.models import Official

Make = Callable[..., Any]
SECRETS = (
    "secret note",
    "example.org",
    "hidden summary",
    "hidden words",
    "Hidden Name",
)
FILLED = {"slug": "kabul-2021", "code": "IT"}


def addresses() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every named address of the API with the names of what it is filled with."""
    for door in get_resolver().url_patterns:
        if isinstance(door, URLResolver) and str(door.pattern).startswith("api/v1"):
            for each in door.url_patterns:
                if isinstance(each, URLPattern) and each.name:
                    keys = set(each.pattern.regex.groupindex) | set(
                        each.pattern.converters
                    )
                    yield each.name, tuple(sorted(keys - {"format"}))


ADDRESSES = sorted(set(addresses()))


@pytest.fixture
def hidden(act: Make, say: Make, official: Official, editor: Any) -> dict[str, str]:
    """Rows that are not for everyone, beside some that are."""
    act()
    say(official=official)
    action = act(review="proposed", summary="hidden summary", note="secret note")
    statement = say(review="proposed", text="hidden words", note="secret note")
    act(review="rejected", summary="hidden summary")
    Official.objects.filter(pk=official.pk).update(name="Hidden Name")
    piece = action.evidence.get()
    return {
        "api-actions-detail": action.public_id,
        "api-statements-detail": statement.public_id,
        "api-officials-detail": official.public_id,
        "api-evidence-detail": str(piece.pk),
        "api-articles-detail": str(piece.article_id),
    }


def test_the_walk_meets_every_list_and_answer() -> None:
    names = {name for name, _ in ADDRESSES}
    assert {"api-actions-list", "api-crises-timeline", "api-crises-series"} <= names
    assert len(names) > 20


@pytest.mark.parametrize(("name", "keys"), ADDRESSES)
def test_an_anonymous_reader_learns_nothing_hidden(
    client: APIClient, hidden: dict[str, str], name: str, keys: tuple[str, ...]
) -> None:
    filled = {key: FILLED.get(key) or hidden.get(name) or "1" for key in keys}
    answer = client.get(reverse(name, kwargs=filled))
    assert answer.status_code in (200, 401, 403, 404, 405)
    told = b"".join(answer) if answer.streaming else answer.content
    for secret in SECRETS:
        assert secret.encode() not in told, (name, secret)
