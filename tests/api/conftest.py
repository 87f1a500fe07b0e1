"""A small crisis to ask about: rows of every review state, proved by one article."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from rest_framework.test import APIClient

from reactions.models import (
    Action,
    Article,
    Country,
    Crisis,
    Evidence,
    Official,
    Statement,
)
from reactions.vocabulary import ReviewState

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
BODY = (
    "ROME — Italy closed its embassy on Sunday. Its foreign minister said the staff"
    " had left. Norway is considering the same. " + "Nothing else was known. " * 30
)
Make = Callable[..., Any]


@pytest.fixture
def client() -> APIClient:
    return APIClient()


@pytest.fixture
def countries(db: None) -> dict[str, Country]:
    known = {
        "AF": ("AFG", "Afghanistan", "Southern Asia"),
        "IT": ("ITA", "Italy", "Southern Europe"),
        "NO": ("NOR", "Norway", "Northern Europe"),
    }
    return {
        code: Country.objects.update_or_create(
            code=code,
            defaults={
                "alpha3": alpha3,
                "name": name,
                "kind": "state",
                "region": region,
            },
        )[0]
        for code, (alpha3, name, region) in known.items()
    }


@pytest.fixture
def crisis(countries: dict[str, Country]) -> Crisis:
    return Crisis.objects.create(
        slug="kabul-2021", name="Fall of Kabul", host=countries["AF"], host_city="Kabul"
    )


@pytest.fixture
def editor(db: None) -> User:
    return User.objects.create_user("editor", "editor@example.org", "a long password")


@pytest.fixture
def article(crisis: Crisis) -> Article:
    return Article.objects.create(
        crisis=crisis,
        title="Embassies close",
        publisher="The Herald, Rome",
        url="https://news.example/1",
        published_on=date(2021, 8, 15),
        body=BODY,
        sha256="a" * 64,
        imported_at=NOON,
    )


@pytest.fixture
def deny(article: Article) -> Make:
    """Add to an act what a paper of the next day says: that Italy kept its embassy."""

    def deny(act: Action, *, claim_key: str = "other") -> None:
        other, _ = Article.objects.get_or_create(
            crisis=article.crisis,
            sha256="b" * 64,
            defaults={
                "title": "Not so",
                "published_on": article.published_on + timedelta(days=1),
                "body": "Italy kept its embassy open.",
                "imported_at": article.imported_at,
            },
        )
        quote = "Italy kept"
        ends = {"start": 0, "end": len(quote)}
        act.evidence.create(article=other, quote=quote, claim_key=claim_key, **ends)

    return deny


@pytest.fixture
def prove(article: Article) -> Make:
    def prove(row: Any, quote: str = "Italy closed its embassy", **more: Any) -> Any:
        start = article.body.index(quote)
        kind = type(row)._meta.model_name
        return Evidence.objects.create(
            article=article,
            start=start,
            end=start + len(quote),
            quote=quote,
            rule="embassy.closed",
            extractor_version="1",
            **{kind: row},
            **more,
        )

    return prove


@pytest.fixture
def decide(editor: User) -> Make:
    def decide(row: Any, review: str) -> Any:
        type(row).objects.filter(pk=row.pk).update(
            review=review, decided_by=editor, decided_at=NOON
        )
        row.refresh_from_db()
        return row

    return decide


@pytest.fixture
def act(
    crisis: Crisis, countries: dict[str, Country], prove: Make, decide: Make
) -> Make:
    """Make a proved action; accepted unless told otherwise."""

    def act(
        country: str = "IT", review: str = ReviewState.ACCEPTED, **fields: Any
    ) -> Action:
        told = {
            "type": "embassy_closed",
            "stage": "done",
            "announced_on": date(2021, 8, 15),
            "announced_on_precision": "day",
            "announced_on_basis": "publication",
            "known_on": date(2021, 8, 15),
            "summary": "Italy closed its embassy.",
        } | fields
        row = Action.objects.create(crisis=crisis, country=countries[country], **told)
        prove(row)
        return row if review == ReviewState.PROPOSED else decide(row, review)

    return act


@pytest.fixture
def official(countries: dict[str, Country]) -> Official:
    return Official.objects.create(
        country=countries["IT"],
        name="Luigi Esempio",
        name_key="luigi esempio",
        title="foreign minister",
    )


@pytest.fixture
def say(
    crisis: Crisis, countries: dict[str, Country], prove: Make, decide: Make
) -> Make:
    """Make a proved statement; accepted unless told otherwise."""

    def say(
        country: str = "IT", review: str = ReviewState.ACCEPTED, **fields: Any
    ) -> Statement:
        told = {
            "kind": "indirect",
            "stance": "information",
            "text": "the staff had left",
            "speaker": "Luigi Esempio",
            "said_on": date(2021, 8, 15),
            "said_on_precision": "day",
            "said_on_basis": "publication",
        } | fields
        row = Statement.objects.create(
            crisis=crisis, country=countries[country], **told
        )
        prove(row, "the staff had left")
        return row if review == ReviewState.PROPOSED else decide(row, review)

    return say


@pytest.fixture
def viewer(db: None) -> User:
    """Somebody who may view everything."""
    viewer = User.objects.create_user("viewer", "viewer@example.org", "a long password")
    viewer.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return viewer


@pytest.fixture
def as_viewer(viewer: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(viewer)
    return client
