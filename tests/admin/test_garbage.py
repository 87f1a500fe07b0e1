"""What nobody would type, typed into every form and address of the desk: a refusal in
words, never a crash, and nothing of it in the tables that they cannot hold."""

import re
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from tests.admin import test_every_address as every
from tests.admin.test_every_address import desk

__all__ = ["desk"]

# One field at a time: what only a database refuses.
ALONE = {"a NUL": "a\x00b"}
# All fields at once.
TOGETHER = {
    "a long number": "9" * 5_000,
    "long": "x" * 20_000,
    "too large a number": "9" * 20,
    "the first day": "0001-01-01",
    "a sign": "🛫\u2028",
    "nothing": "",
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


@pytest.mark.parametrize("name", PAGES)
def test_no_garbage_breaks_a_form(client, desk, name) -> None:
    """A crash raises here, for the test's client hands errors on."""
    user = every.log_in(client, "manager")
    where = every.address(name, desk, user)
    usual = as_a_browser(client, name, where, desk)
    tries = [{field: each} for field in usual for each in ALONE.values()]
    tries += [dict.fromkeys(usual, each) for each in TOGETHER.values()]
    broken = []
    for garbage in tries:
        try:
            status = client.post(where, usual | garbage).status_code
        except Exception as error:  # noqa: BLE001 - all of them are told at once
            broken.append((sorted(garbage)[:3], repr(error)[:150]))
        else:
            assert status < 500
    assert broken == []


def as_a_browser(client, name: str, where: str, desk: Any) -> dict[str, Any]:
    page = client.get(where)
    shown = page.content.decode() if page.status_code == 200 else ""
    found = fields_of(shown) | every.what_to_post(name, desk)
    return {
        field: value
        for field, value in found.items()
        # Of the lines of evidence, which nobody types, only how many there are.
        if not field.startswith("evidence-") or field.endswith("_FORMS")
    }


@pytest.mark.parametrize("written", ["9" * 5_000, "x", "-1", "1\x00"])
def test_a_version_that_is_no_number_is_stale(client, desk, written) -> None:
    every.log_in(client, "reviewer")
    act = desk["action"]
    where = reverse("admin:reactions_action_decide", args=[act.pk])
    client.post(where, {"verb": "reject", "note": "no", "version": written})
    act.refresh_from_db()
    assert act.review == "proposed"


@pytest.mark.parametrize("pk", ["9" * 5_000, "9" * 20, "x", "0"])
def test_rows_of_no_key_are_not_found(client, desk, pk) -> None:
    every.log_in(client, "manager")
    for page in ("change", "history", "delete"):
        where = reverse(f"admin:reactions_action_{page}", args=[pk])
        assert client.get(where).status_code in (302, 404)


@pytest.mark.parametrize("part", ["year", "month", "day", "year__gte"])
def test_days_that_no_calendar_has_lead_back_to_the_list(client, desk, part) -> None:
    every.log_in(client, "viewer")
    address = reverse("admin:reactions_action_changelist")
    for written in ("0", "-1", "10000", "9" * 30, "x", "1\x00"):
        answer = client.get(address, {f"counts_on__{part}": written})
        assert (answer.status_code, answer.url) == (302, f"{address}?e=1")
    days = {"counts_on__year": "2021", "counts_on__month": "8", "counts_on__day": "15"}
    assert client.get(address, days).status_code == 200


@pytest.mark.parametrize(
    ("model", "field"),
    [("statement", "official"), ("action", "fulfils"), ("action", "country")],
)
def test_a_form_opens_whatever_its_address_proposes(client, desk, model, field) -> None:
    every.log_in(client, "editor")
    address = reverse(f"admin:reactions_{model}_add")
    for key in ("x", "-1", "9" * 30, "1\x00", "🛫"):
        assert client.get(address, {field: key}).status_code == 200
    row = desk["official"] if field == "official" else desk["action"]
    proposed = "GB" if field == "country" else str(row.pk)
    page = client.get(address, {field: proposed})
    shown = page.context["adminform"].form.initial[field]
    assert str(shown) == proposed
