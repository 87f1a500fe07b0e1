"""What a reader is told of a row's changes, and what stays at the desk."""

import pytest
from django.urls import reverse

from reactions import reviewing
from tests.kabul import NOW

pytestmark = pytest.mark.django_db


def text_of(response):
    return " ".join(response.content.decode().split())


def page_of(client, act):
    return text_of(client.get(reverse("action", args=[act.pk])))


def test_changes_after_acceptance_are_told_without_names_or_notes(client, kabul):
    act = kabul.actions["CA"]
    reviewing.amend(
        act,
        {"stage": "underway"},
        by=kabul.reviewer,
        at=NOW,
        note="a private remark",
    )
    page = page_of(client, act)
    assert "Accepted by an editor" in page
    assert "Stage: <del>done</del> → <ins>underway</ins>" in page
    assert "a private remark" not in page
    assert kabul.reviewer.username not in page


def test_what_was_changed_before_acceptance_stays_at_the_desk(client, kabul, settings):
    act = kabul.actions["NL"]
    reviewing.amend(act, {"destination": "a secret place"}, by=kabul.reviewer, at=NOW)
    reviewing.amend(act, {"destination": "the airport"}, by=kabul.reviewer, at=NOW)
    reviewing.accept(act, by=kabul.reviewer, at=NOW)
    assert "a secret place" not in page_of(client, act)
    settings.PUBLISH_PROPOSED = True
    assert "a secret place" in page_of(client, act)
