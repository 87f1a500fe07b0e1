"""What is known about an article besides its text, and which source of it wins.

Options win over header lines, header lines over the manifest, the manifest over
crisis.toml. Field names and spellings are those of the project's own formats.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from reactions.actors import find_actor
from reactions.sources.decoding import UnreadableError
from reactions.vocabulary import ActorKind

# Unambiguous day formats of newspapers and wire services; 03/04/2021 is none.
DATE_FORMATS = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%b. %d, %Y")

LONGEST_URL = 2000
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Every field empty (or None) when its source does not give it."""

    title: str = ""
    publisher: str = ""
    agency: str = ""
    url: str = ""
    published_on: date | None = None
    language: str = ""
    host: str = ""
    host_city: str = ""
    crisis: str = ""


def merge_metadata(layers: Iterable[Metadata]) -> Metadata:
    """One value a field: that of the first layer which has it."""
    merged = Metadata()
    for layer in layers:
        missing = {
            field.name: getattr(layer, field.name)
            for field in fields(Metadata)
            if not getattr(merged, field.name)
        }
        merged = replace(merged, **missing)
    return merged


def parse_metadata(values: Mapping[str, str]) -> Metadata:
    """Metadata from field name -> text as printed.

    Raises UnreadableError naming the value when a date, country or address cannot be.
    """
    texts = {name: " ".join(value.split()) for name, value in values.items() if value}
    for name, value in texts.items():
        if UNSTORABLE.search(value):
            raise UnreadableError(f"“{name}” holds what no text has: {value[:40]!r}")
    published = texts.pop("published_on", "")
    host = texts.pop("host", "")
    if "url" in texts:
        check_url(texts["url"])
    return Metadata(
        **{name: value for name, value in texts.items() if value},
        published_on=parse_day(published) if published else None,
        host=parse_host(host) if host else "",
    )


def parse_day(text: str) -> date:
    """A day from "2021-08-15", a date and time in that form, or "15 August 2021".

    Raises UnreadableError for any other form, two-way ones (03/04/2021) included.
    """
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, no hour
        except ValueError:
            continue
    raise UnreadableError(f"“{text}” is no date; write it as 2021-08-15")


def check_url(text: str) -> None:
    """Raises UnreadableError for what is no web address: readers will follow it, so
    javascript: and the like must not come in."""
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise UnreadableError(f"“{text}” is no web address: {error}") from error
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise UnreadableError(f"“{text[:80]}” is no web address (http or https)")
    if len(text) > LONGEST_URL:
        raise UnreadableError(f"the address is longer than {LONGEST_URL} characters")


def parse_host(text: str) -> str:
    """The code of the state that `text` names by code or name.

    Raises UnreadableError when there is no such state.
    """
    actor = find_actor(text)
    if actor is None or actor.kind is not ActorKind.STATE:
        raise UnreadableError(f"unknown country “{text}”")
    return actor.code
