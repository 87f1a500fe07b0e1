"""Evidence that tells of another act gets an act of its own on the desk."""

import pytest
from django.urls import reverse

from reactions.models import Action
from tests.admin.test_roles import as_role
from tests.builders import an_action, an_article, prove

__all__ = ["as_role"]


@pytest.fixture
def pieces(kabul):
    action = an_action()
    other = an_article("Paris closed its embassy.")
    prove(action, quote="closed its embassy", article=other)
    return list(action.evidence.order_by("pk"))


def split(client, pieces):
    values = {"action": "split_selected", "_selected_action": [p.pk for p in pieces]}
    address = reverse("admin:reactions_evidence_changelist")
    return client.post(address, values, follow=True).content.decode()


def test_an_editor_is_not_offered_it(client, pieces, as_role):
    as_role("editor")
    split(client, pieces[1:])
    assert Action.objects.filter(country="FR").count() == 1


def test_a_reviewer_splits_and_is_led_to_the_new_act(client, pieces, as_role):
    as_role("reviewer")
    page = split(client, pieces[1:])
    new = Action.objects.filter(country="FR").latest("pk")
    assert reverse("admin:reactions_action_change", args=[new.pk]) in page
    assert new.evidence.get() == pieces[1]


def test_pieces_of_two_acts_are_refused(client, pieces, as_role, kabul):
    as_role("reviewer")
    other = kabul.actions["NL"].evidence.get()
    assert "of one act, or of one official" in split(client, [pieces[0], other])
    assert "At least one piece stays" in split(client, pieces)


def test_pieces_of_an_official_lead_to_the_preview(client, kabul, as_role):
    as_role("reviewer")
    piece = kabul.official.evidence.get()
    page = split(client, [piece])
    assert "Are these two people?" in page
    assert f'name="piece" value="{piece.pk}" checked' in page
