"""Which crisis an article goes into: one that is there, or one that may be made.

A crisis is made from a crisis.toml or where the caller asks for it, and never because
an article or an option names one: a typing error would begin a second board.
"""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models

from reactions.models import Crisis
from reactions.models.prepared import Prepared
from reactions.sources import CrisisRecord, nearest

HOST = Prepared(
    lambda slug: Crisis.objects.filter(slug=slug[0]).values_list("host_id"), str
)
MOST_LISTED = 10


def crisis_slugs() -> set[str]:
    return set(Crisis.objects.values_list("slug", flat=True))


def unknown_crisis(slug: str, known: Collection[str]) -> str:
    """What is told of a slug that no crisis has: those it may be meant for, or those
    there are, and how to make one."""
    told = f"There is no crisis “{slug}”"
    near = nearest(slug, known)
    if near:
        told += f": did you mean {' or '.join(f'“{each}”' for each in near)}?"
    elif known:
        listed = ", ".join(sorted(known)[:MOST_LISTED])
        more = len(known) - MOST_LISTED
        told += f". There are {listed}{f' and {more} more' if more > 0 else ''}."
    else:
        told += ", nor any other."
    return (
        f"{told} A new one is made from a crisis.toml or by --new-crisis with --crisis"
        " and --host."
    )


def problem_of(crisis: CrisisRecord | None, *, article_host: str) -> tuple[str, str]:
    """Why no article can go into this crisis, "" where one can, and its host."""
    if crisis is None:
        return "names no crisis: give --crisis, a Crisis line or crisis.toml", ""
    slug = crisis.slug
    try:
        validate_slug(slug)
    except ValidationError:
        wrong = f"“{slug}” cannot name a crisis: letters, digits and hyphens only"
        return wrong, ""
    if len(slug) > longest(Crisis, "slug"):
        return f"“{slug}” is too long to name a crisis", ""
    found = HOST.rows([slug])
    if not found:
        known = () if crisis.may_be_made else crisis_slugs()
        return ("" if crisis.may_be_made else unknown_crisis(slug, known)), ""
    host = found[0][0] or ""
    if host and article_host and article_host != host:
        # Read with another host, moves at home would stand as reactions on the board.
        return f"its host is {article_host}, but that of {slug} is {host}", host
    return "", host


def ensure_crisis(record: CrisisRecord, *, name: str) -> tuple[Crisis, bool]:
    """The crisis of this slug and whether it is new, then made from what the input
    says; an existing one keeps what it has."""
    shown = name or record.name or record.slug.replace("-", " ").capitalize()
    return Crisis.objects.get_or_create(
        slug=record.slug,
        defaults={
            "name": shown[: longest(Crisis, "name")],
            "summary": record.summary,
            "host_id": record.host or None,
            "host_city": record.host_city[: longest(Crisis, "host_city")],
            "started_on": record.started_on,
            "ended_on": record.ended_on,
        },
    )


def longest(model: type[models.Model], field: str) -> int:
    """How many characters a column holds."""
    return model._meta.get_field(field).max_length or 0
