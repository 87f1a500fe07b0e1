"""crisis.toml: what a folder's articles are about."""

import tomllib
from datetime import date, datetime
from typing import Any

from reactions.sources.decoding import UnreadableError, decode
from reactions.sources.metadata import parse_day, parse_host
from reactions.sources.records import CrisisRecord
from reactions.sources.spelling import did_you_mean

CRISIS_FILE_NAME = "crisis.toml"
TEXTS = ("slug", "name", "host", "host_city", "summary")
DAYS = ("started_on", "ended_on")


def parse_crisis(data: bytes) -> CrisisRecord:
    """The crisis a crisis.toml describes.

    Raises UnreadableError when it is no TOML, lacks a slug, or holds a key that there
    is not or a value of the wrong kind, naming the key.
    """
    text = decode(data)
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Besides its own errors: a number or a nesting that Python gives up on.
        raise UnreadableError(f"is no TOML: {error}") from error
    for key in table:
        if key not in (*TEXTS, *DAYS):
            raise UnreadableError(f"has no use for “{key}”{_hint(key)}")
    texts = {key: _text(table, key) for key in TEXTS}
    if not texts["slug"]:
        raise UnreadableError("has no “slug”")
    if texts["host"]:
        texts["host"] = parse_host(texts["host"])
    started_on, ended_on = _day(table, "started_on"), _day(table, "ended_on")
    if started_on and ended_on and ended_on < started_on:
        raise UnreadableError(f"ends on {ended_on}, before it starts on {started_on}")
    return CrisisRecord(
        **texts, started_on=started_on, ended_on=ended_on, may_be_made=True
    )


def _hint(key: str) -> str:
    """A key that is passed over is a host or a day that nobody misses until later."""
    known = (*TEXTS, *DAYS)
    return did_you_mean(key, known) or f": its keys are {', '.join(known)}"


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise UnreadableError(f"“{key}” is no text: {value!r}")
    return value.strip()


def _day(table: dict[str, Any], key: str) -> date | None:
    value = table.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return parse_day(value)
    raise UnreadableError(f"“{key}” is no date: {value!r}")
