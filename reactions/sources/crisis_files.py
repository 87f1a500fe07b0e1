"""crisis.toml: what a folder's articles are about."""

import tomllib
from datetime import date, datetime
from typing import Any

from reactions.sources.decoding import UnreadableError, decode
from reactions.sources.metadata import parse_day, parse_host
from reactions.sources.records import CrisisRecord

CRISIS_FILE_NAME = "crisis.toml"
TEXTS = ("slug", "name", "host", "host_city", "summary")


def parse_crisis(data: bytes) -> CrisisRecord:
    """The crisis a crisis.toml describes.

    Raises UnreadableError when it is no TOML, lacks a slug, or holds a value of the
    wrong kind, naming the key.
    """
    text = decode(data)
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Besides its own errors: a number or a nesting that Python gives up on.
        raise UnreadableError(f"is no TOML: {error}") from error
    texts = {key: _text(table, key) for key in TEXTS}
    if not texts["slug"]:
        raise UnreadableError("has no “slug”")
    if texts["host"]:
        texts["host"] = parse_host(texts["host"])
    started_on, ended_on = _day(table, "started_on"), _day(table, "ended_on")
    if started_on and ended_on and ended_on < started_on:
        raise UnreadableError(f"ends on {ended_on}, before it starts on {started_on}")
    return CrisisRecord(**texts, started_on=started_on, ended_on=ended_on)


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
