"""Exports of lists: what must not run in a spreadsheet first, then what they hold."""

import pytest
from django.urls import reverse

from reactions.admin.spreadsheets import inert


@pytest.mark.parametrize("cell", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_text(cell):
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Kabul", "-5", "+3.5", "a = b", 7, None])
def test_everything_else_is_left_as_it_is(cell):
    assert inert(cell) == cell


def test_an_export_holds_no_formula(client, kabul):
    client.force_login(kabul.reviewer)
    act = kabul.actions["NL"]
    act.destination = "@SUM(A1)"
    act.save()
    names = ("public_id", "destination")
    chosen = {f"actionresource_{name}": "on" for name in names}
    address = reverse("admin:reactions_action_export")
    response = client.post(address, {"format": "0", "resource": "0", **chosen})
    assert f"{act.public_id},'@SUM(A1)" in response.content.decode().splitlines()
