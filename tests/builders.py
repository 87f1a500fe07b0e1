"""Small rows to test with, each valid by itself; every test says what it cares about.

A row is built with its evidence: `an_action()` has a crisis, an article and a quote.
"""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import Group, User

from reactions.models import (
    Action,
    Article,
    Country,
    Crisis,
    Evidence,
    Official,
    Preference,
    Reviewable,
    Statement,
)
from reactions.models.official import spelling_key

NOON = datetime(2021, 8, 16, 12, 0, tzinfo=UTC)
DAY = date(2021, 8, 15)
TEXT = "France closed its embassy on Sunday. “We are leaving,” said Anne Legrand. 🛫"


def a_user(name: str = "robin", *, group: str = "", **values: Any) -> User:
    user, _ = User.objects.get_or_create(username=name, defaults=values)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def a_country(code: str = "FR") -> Country:
    return Country.objects.get(code=code)


def a_crisis(slug: str = "kabul-2021", **values: Any) -> Crisis:
    defaults = {
        "name": "Fall of Kabul",
        "host_id": "AF",
        "host_city": "Kabul",
        "started_on": date(2021, 8, 13),
    }
    return Crisis.objects.get_or_create(slug=slug, defaults=defaults | values)[0]


def an_article(
    body: str = TEXT, *, crisis: Crisis | None = None, **values: Any
) -> Article:
    """The article of this text in the crisis; the same one when it is there already."""
    defaults = {
        "title": "Embassies close",
        "publisher": "The Courier",
        "published_on": DAY,
        "body": body,
        "imported_at": NOON,
    }
    digest = hashlib.sha256(body.encode()).hexdigest()
    return Article.objects.get_or_create(
        crisis=crisis or a_crisis(), sha256=digest, defaults=defaults | values
    )[0]


def prove(
    row: Reviewable, *, quote: str, article: Article | None = None, **values: Any
) -> Evidence:
    """Evidence for `row`: the first place of the article that reads `quote`."""
    article = article or an_article()
    start = article.body.index(quote)
    parent = {type(row).__name__.lower(): row}
    return Evidence.objects.create(
        article=article,
        start=start,
        end=start + len(quote),
        quote=quote,
        **parent,
        **values,
    )


def an_action(
    type: str = "embassy_closed",  # noqa: A002  the field's own name
    *,
    country: str = "FR",
    quote: str = "closed its embassy",
    article: Article | None = None,
    **values: Any,
) -> Action:
    """A proposed action, done and effective on DAY; with quote="" nothing proves it."""
    defaults = {
        "crisis": article.crisis if article else a_crisis(),
        "stage": "done",
        "effective_on": DAY,
        "effective_on_precision": "day",
        "effective_on_basis": "relative",
        "known_on": DAY,
    }
    action = Action.objects.create(type=type, country_id=country, **(defaults | values))
    if quote:
        prove(action, quote=quote, article=article)
    return action


def a_statement(
    text: str = "We are leaving",
    *,
    country: str = "FR",
    article: Article | None = None,
    proved: bool = True,
    **values: Any,
) -> Statement:
    defaults = {
        "crisis": article.crisis if article else a_crisis(),
        "speaker": "Anne Legrand",
        "kind": "direct",
        "stance": "information",
    }
    statement = Statement.objects.create(
        text=text, country_id=country, **(defaults | values)
    )
    if proved:
        prove(statement, quote=text, article=article)
    return statement


def an_official(
    name: str = "Anne Legrand",
    *,
    country: str = "FR",
    article: Article | None = None,
    proved: bool = True,
    **values: Any,
) -> Official:
    official = Official.objects.create(
        name=name,
        name_key=name.casefold(),
        spelling_key=spelling_key(name),
        country_id=country,
        **values,
    )
    if proved:
        prove(official, quote=name, article=article)
    return official


def a_preference(preferred: Action, other: Action, **values: Any) -> Preference:
    """An editor's, of two acts that answer closed and kept."""
    defaults = {
        "kind": "closed_or_kept",
        "reason": "the ministry says so",
        "decided_by": values.get("decided_by") or a_user(),
        "decided_at": NOON,
    }
    return Preference.objects.create(
        preferred=preferred, other=other, **(defaults | values)
    )
