"""Reading environment variables: each reader answers a value or says in one line which
variable has which value and what is allowed."""

import json
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
RATE = re.compile(r"[1-9]\d*/(s|sec|second|m|min|minute|h|hour|d|day)")
MOST_DIGITS = 15


class SettingError(ImproperlyConfigured):
    """A variable that cannot be read; the message is all that its owner needs."""


def yes_or_no(name: str, *, default: bool) -> bool:
    """Read a switch; django-environ's own takes every unknown word for no."""
    word = env.str(name, default="").strip().lower()
    if not word:
        return default
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"0", "false", "no", "off"}:
        return False
    raise SettingError(f"{name}={word!r}: say true or false.")


def whole_number(name: str, *, default: int, least: int) -> int:
    written = env.str(name, default="").strip()
    if not written:
        return default
    is_number = written.isdecimal() and len(written) <= MOST_DIGITS
    if not is_number or int(written) < least:
        raise SettingError(
            f"{name}={written!r}: a whole number of at least {least} is needed."
        )
    return int(written)


def one_of(name: str, *, default: str, allowed: Sequence[str]) -> str:
    """One of these words, in capitals or not."""
    written = env.str(name, default="").strip().upper() or default
    if written not in allowed:
        raise SettingError(f"{name}={written!r}: say one of {', '.join(allowed)}.")
    return written


def scheme(name: str, url: str, *, allowed: Sequence[str], example: str) -> None:
    """Refuse an address of another kind. What follows its scheme may hold a password
    and is not told."""
    found, mark, _ = url.partition("://")
    if not mark:
        raise SettingError(f"{name} is no address: write {example}.")
    if found not in allowed:
        raise SettingError(f"{name}='{found}://…': write {example}.")


def names(name: str, *, default: list[str]) -> list[str]:
    written = env.str(name, default="")
    return [part.strip() for part in written.split(",") if part.strip()] or default


def hosts(name: str, *, default: list[str]) -> list[str]:
    found = names(name, default=default)
    for host in found:
        if "/" in host:
            raise SettingError(
                f"{name}: {host!r} is no host; write its name without https://, such as"
                " news.example."
            )
    return found


def rate(name: str, *, default: str) -> str:
    """How many requests in which time, as Django REST framework reads it."""
    written = env.str(name, default="").strip() or default
    if not RATE.fullmatch(written):
        raise SettingError(
            f"{name}={written!r}: write 600/min, with s, min, hour or day."
        )
    return written


def duration(name: str, *, default: str) -> int:
    """Seconds, written as 30s, 10m or 2h."""
    written = env.str(name, default="").strip() or default
    found = re.fullmatch(r"([1-9]\d{0,6})([smh])", written)
    if not found:
        raise SettingError(f"{name}={written!r}: write 30s, 10m or 2h.")
    return int(found[1]) * {"s": 1, "m": 60, "h": 3600}[found[2]]


def watched(name: str) -> list[tuple[str, str]]:
    """Crises and what is watched for them, as slug=folder-or-feed, with spaces."""
    found = []
    for pair in env.str(name, default="").split():
        crisis, equals, given = pair.partition("=")
        if not (re.fullmatch(r"[-\w]+", crisis) and equals and given):
            raise SettingError(
                f"{name}: {pair!r} is no slug=folder or slug=https://feed."
            )
        found.append((crisis, given))
    return found


def origins(name: str) -> list[str]:
    found = names(name, default=[])
    for origin in found:
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise SettingError(f"{name}: {origin!r} is no origin; write https://host.")
    return found


def one_line(name: str, *, longest: int = 500) -> str:
    """Printable words, empty where there are none. They may be a key: not told."""
    written = env.str(name, default="").strip()
    if not (written.isascii() and written.isprintable()) or len(written) > longest:
        raise SettingError(
            f"{name}: at most {longest} printable ASCII signs in one line are allowed."
        )
    return written


def base_address(name: str) -> str:
    """An http or https address without user, password, query and fragment."""
    written = env.str(name, default="").strip()
    if not written:
        return ""
    try:
        parts = urlsplit(written)
        is_base = parts.scheme in {"http", "https"} and parts.hostname
        is_base = is_base and not parts.query and not parts.fragment
        is_base = is_base and (parts.port is None or parts.port > 0)
    except ValueError as error:
        raise SettingError(f"{name} is no address: {error}.") from error
    if parts.username or parts.password:
        raise SettingError(f"{name} holds a user name or password: not allowed there.")
    if not is_base:
        raise SettingError(f"{name}={written!r}: write https://host/v1.")
    return written


def json_object(name: str, *, default: str) -> str:
    """A JSON object, as it is written."""
    written = env.str(name, default="").strip() or default
    try:
        found = json.loads(written)
    except ValueError as error:
        raise SettingError(f"{name}: {error}; write {default}.") from error
    if not isinstance(found, dict):
        raise SettingError(f"{name}={written!r}: write an object such as {default}.")
    return written


def needs(what: str, **values: str) -> None:
    """Refuse to start where one of these settings is empty."""
    for name, value in values.items():
        if not value:
            raise SettingError(f"{what} needs {name}.")
