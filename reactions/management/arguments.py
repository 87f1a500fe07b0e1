"""Arguments that several commands share, and what they mean."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from reactions.sources import Metadata, UnreadableError, parse_day, parse_host

T = TypeVar("T")


def add_metadata_arguments(parser: ArgumentParser) -> None:
    """What the caller knows of all articles; it wins over what the files say."""
    parser.add_argument(
        "--host",
        type=country_code,
        metavar="AF",
        help="the country in crisis, by code or name",
    )
    parser.add_argument(
        "--city", default="", metavar="Kabul", help="the city of its missions"
    )
    parser.add_argument(
        "--published",
        type=day,
        metavar="DATE",
        help="the day the articles were published, as 2021-08-15",
    )


def add_jobs_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--jobs",
        type=at_least_one,
        default=1,
        metavar="N",
        help="extract in N processes (default 1)",
    )


def metadata_from(options: dict[str, object]) -> Metadata:
    """The shared arguments as metadata of the articles."""
    known = {"crisis": "crisis", "publisher": "publisher", "host": "host"}
    known |= {"city": "host_city", "published": "published_on"}
    given = {field: options[name] for name, field in known.items() if options.get(name)}
    return Metadata(**given)  # type: ignore[arg-type]


def day(text: str) -> date:
    return _parsed(parse_day, text)


def country_code(text: str) -> str:
    return _parsed(parse_host, text)


def slug(text: str) -> str:
    try:
        validate_slug(text)
    except ValidationError as error:
        raise ArgumentTypeError(
            f"“{text}” cannot name a crisis: letters, digits and hyphens only"
        ) from error
    return text


def at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"“{text}” is no whole number of at least 1")
    return int(text)


def seconds(text: str) -> int:
    """A span of time, written as 30s, 10m or 2h."""
    found = re.fullmatch(r"([1-9]\d{0,6})([smh])", text)
    if found is None:
        raise ArgumentTypeError(f"“{text}” is no span of time; write 30s, 10m or 2h")
    return int(found[1]) * {"s": 1, "m": 60, "h": 3600}[found[2]]


def _parsed(parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except UnreadableError as error:
        raise ArgumentTypeError(str(error)) from error
