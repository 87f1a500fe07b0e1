"""What nobody would type, typed into every form and address of the desk: a refusal in
words, never a crash, and nothing of it in the tables that they cannot hold."""

import re
from html import unescape
from typing import Any

import pytest

from tests.admin import test_every_address as every
from tests.admin.test_every_address import desk

__all__ = ["desk"]

GARBAGE = {
    "a NUL": "a\x00b",
    "long": "x" * 20_000,
    "a long number": "9" * 5_000,
    "too large a number": "99999999999999999999",
    "the first day": "0001-01-01",
    "a sign": "🛫\u2028",
}


def attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def fields_of(page: str) -> dict[str, str]:
    """The fields of all forms of a page as a browser would send them."""
    values = {}
    for kind, tag, inner in re.findall(
        r"<(input|select|textarea)\b([^>]*)>(.*?)(?=<(?:input|select|textarea|/form))",
        page,
        re.DOTALL,
    ):
        name = attribute(tag, "name")
        if not name or name == "csrfmiddlewaretoken":
            continue
        if kind == "input":
            if attribute(tag, "type") in ("submit", "file"):
                continue
            values.setdefault(name, attribute(tag, "value"))
        elif kind == "select":
            chosen = re.search(r'<option value="([^"]*)"[^>]*\bselected', inner)
            values[name] = unescape(chosen[1]) if chosen else ""
        else:
            values[name] = unescape(inner.split("</textarea>")[0].removeprefix("\n"))
    return values


PAGES = [
    "reactions_action_change",
    "reactions_statement_change",
    "reactions_official_change",
    "reactions_article_change",
    "reactions_crisis_change",
    "reactions_action_decide",
    "reactions_action_revert",
    "reactions_action_changelist",
    "queue_add",
    "merge",
    "keep_apart",
    "unmerge",
    "split",
    "split_official",
    "unsplit",
    "prefer",
    "undo_preference",
    "saved_filter_save",
]


def asked(client, how: str, where: str, values: dict[str, Any]) -> int:
    """The status; a crash raises, for the client hands errors on."""
    return getattr(client, how)(where, values).status_code


@pytest.mark.parametrize("name", PAGES)
def test_no_garbage_breaks_a_form(client, desk, name) -> None:
    user = every.log_in(client, "manager")
    where = every.address(name, desk, user)
    page = client.get(where)
    shown = page.content.decode() if page.status_code == 200 else ""
    usual = fields_of(shown) | every.what_to_post(name, desk)
    usual = {key: value for key, value in usual.items() if value is not None}
    broken: list[Any] = []
    for field in usual:
        if field.startswith("evidence-") and not field.endswith("_FORMS"):
            continue
        for what, garbage in GARBAGE.items():
            try:
                status = asked(client, "post", where, usual | {field: garbage})
            except Exception as error:
                broken.append((field, what, repr(error)[:150]))
                if "atomic" in repr(error):
                    raise
                continue
            if status >= 500:
                broken.append((field, what, status))
    assert broken == []
