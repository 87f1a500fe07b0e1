"""A small crisis in rows, for the tests of pages, admin and browser.

Words and nations are made for the tests; each row has evidence that points into an
article's body, as the database demands.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth import get_user_model

from reactions import reviewing
from reactions.models import (
    Action,
    Article,
    Country,
    Crisis,
    Evidence,
    ImportRun,
    Official,
    Statement,
)

NOW = datetime(2021, 8, 20, 9, 0, tzinfo=UTC)

ROUND_UP = "\n\n".join(
    [
        "Capitals raced to answer the fall of the city on Sunday.",
        "Canada suspended operations at its embassy and flew its diplomats home."
        ' "We had no safe way to stay," said Foreign Minister Marc Garneau.',
        "Germany closed its embassy and moved a core team to the airport, the foreign"
        " ministry said.",
        "Russia saw no need to leave: its embassy keeps working, said ambassador"
        " Dmitry Zhirnov.",
        '<script>alert("no")</script> The Netherlands moved its embassy to the airport'
        " on Sunday, while Norway announced that it would close its mission.",
        "قال السفير إن السفارة مفتوحة.",
        "The United Kingdom's ambassador stays with a small team. Later that night a"
        " report spoke of a closure at once.",
    ]
)
SECOND = "\n\n".join(
    [
        "London, Monday. The United Kingdom closed its embassy on Sunday, officials"
        " said.",
        "Canada's mission had suspended operations on Sunday, a spokesman in Ottawa"
        " confirmed.",
    ]
)


@dataclass(frozen=True, slots=True)
class Kabul:
    crisis: Crisis
    round_up: Article
    second: Article
    actions: dict[str, Action]
    statement: Statement
    official: Official
    run: ImportRun
    reviewer: Any


def make_reviewer(name: str = "rhea") -> Any:
    return get_user_model().objects.create_superuser(username=name, password=name)


def make_article(crisis: Crisis, *, title: str, body: str, **values: Any) -> Article:
    defaults = {
        "publisher": "The Morning Ledger",
        "url": "https://ledger.example/roundup",
        "published_on": date(2021, 8, 15),
        "sha256": f"{abs(hash(body)):064x}"[:64],
        "imported_at": NOW,
    }
    return Article.objects.create(
        crisis=crisis, title=title, body=body, **(defaults | values)
    )


def prove(row: Any, article: Article, quote: str) -> Evidence:
    start = article.body.index(quote)
    return Evidence.objects.create(
        article=article,
        start=start,
        end=start + len(quote),
        quote=quote,
        rule="made for a test",
        extractor_version="test",
        created_at=NOW,
        **{row._meta.model_name: row},
    )


def make_action(
    crisis: Crisis, code: str, kind: str, *, stage: str = "done", **values: Any
) -> Action:
    defaults: dict[str, Any] = {
        "effective_on": date(2021, 8, 15),
        "effective_on_precision": "day",
        "effective_on_basis": "relative",
        "known_on": date(2021, 8, 15),
    }
    if values.get("effective_on", 1) is None:
        defaults |= {"effective_on_precision": "", "effective_on_basis": ""}
    return Action.objects.create(
        crisis=crisis,
        country=Country.objects.get(code=code),
        type=kind,
        stage=stage,
        **(defaults | values),
    )


def make_kabul() -> Kabul:
    reviewer = make_reviewer()
    crisis = Crisis.objects.create(
        slug="kabul-2021",
        name="Fall of Kabul",
        summary="How states answered when the city fell in August 2021.",
        host=Country.objects.get(code="AF"),
        host_city="Kabul",
        started_on=date(2021, 8, 12),
        ended_on=date(2021, 8, 31),
    )
    run = ImportRun.objects.create(
        source="samples/kabul-2021",
        started_at=NOW,
        finished_at=NOW,
        state="finished",
        settings={"crisis": "kabul-2021"},
        counts={"imported": 2, "refused": 1},
        errors=[{"file": "broken.txt", "reason": "it is empty"}],
    )
    round_up = make_article(
        crisis, title="How capitals answered", body=ROUND_UP, import_run=run
    )
    second = make_article(
        crisis,
        title="London shuts its mission",
        body=SECOND,
        publisher="Harbour Times",
        url="https://harbour.example/london",
        published_on=date(2021, 8, 16),
    )
    actions = make_actions(crisis, round_up, second)
    official = Official.objects.create(
        country=Country.objects.get(code="CA"),
        name="Marc Garneau",
        name_key="marc garneau",
        title="Foreign Minister",
    )
    prove(official, round_up, "Marc Garneau")
    statement = Statement.objects.create(
        crisis=crisis,
        country=Country.objects.get(code="CA"),
        official=official,
        speaker="Marc Garneau",
        speaker_title="Foreign Minister",
        kind="direct",
        stance="information",
        text="We had no safe way to stay",
        said_on=date(2021, 8, 15),
        said_on_precision="day",
        said_on_basis="publication",
    )
    prove(statement, round_up, "We had no safe way to stay")
    for code in ("CA", "DE", "RU"):
        reviewing.accept(actions[code], by=reviewer, note="", at=NOW)
    reviewing.accept(statement, by=reviewer, note="", at=NOW)
    return Kabul(crisis, round_up, second, actions, statement, official, run, reviewer)


def make_actions(
    crisis: Crisis, round_up: Article, second: Article
) -> dict[str, Action]:
    """By country, and "GB closed", "CA left", "NO" (a plan) beside them."""
    told = [
        ("CA", "CA", "embassy_suspended", "suspended operations at its embassy"),
        ("CA left", "CA", "embassy_evacuated", "flew its diplomats home"),
        ("DE", "DE", "embassy_closed", "Germany closed its embassy"),
        ("DE moved", "DE", "embassy_moved", "moved a core team to the airport"),
        ("RU", "RU", "embassy_kept", "its embassy keeps working"),
        ("NL", "NL", "embassy_moved", "moved its embassy to the airport on Sunday"),
        ("GB", "GB", "embassy_kept", "ambassador stays with a small team"),
    ]
    actions = {}
    for name, code, kind, quote in told:
        actions[name] = make_action(crisis, code, kind)
        prove(actions[name], round_up, quote)
    actions["NO"] = make_action(
        crisis, "NO", "embassy_closed", stage="announced", effective_on=None
    )
    prove(actions["NO"], round_up, "announced that it would close its mission")
    actions["GB closed"] = make_action(
        crisis, "GB", "embassy_closed", known_on=date(2021, 8, 16)
    )
    prove(actions["GB closed"], second, "closed its embassy on Sunday")
    prove(actions["CA"], second, "had suspended operations on Sunday")
    return actions
