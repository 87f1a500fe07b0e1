"""Conflicts on the desk: listed with both sides, decided for a reason, undone."""

import pytest
from django.urls import reverse

from reactions.models import Action, Evidence, Preference
from tests.admin.test_roles import as_role, form_address
from tests.builders import a_crisis
from tests.kabul import make_action, prove

__all__ = ["as_role"]


@pytest.fixture
def reviewer(as_role):
    return as_role("reviewer")


@pytest.fixture
def numbers(kabul):
    """An act of which one article tells two numbers on its day."""
    act = kabul.actions["NL"]
    pieces = [act.evidence.get(), prove(act, kabul.round_up, "The Netherlands moved")]
    for piece, number in zip(pieces, (20, 30), strict=True):
        Evidence.objects.filter(pk=piece.pk).update(machine_claim={"quantity": number})
    return act, *pieces


def shown(client, **query):
    return client.get(reverse("conflicts"), query)


def prefer(client, card, side, **typed):
    values = {
        "kind": card.kind.value,
        "of": "claims" if card.sides[0].piece else "acts",
        "one": card.sides[0].value,
        "other": card.sides[1].value,
        "prefer": card.sides[side].value,
        "reason": "the embassy's own words",
        **{f"version-{s.act.pk}": s.act.version for s in card.sides},
    }
    return client.post(reverse("prefer"), values | typed, follow=True)


def test_each_conflict_shows_both_sides_in_context(client, kabul, reviewer):
    response = shown(client)
    (card,) = response.context["cards"]
    page = response.content.decode()
    assert "United Kingdom" in page
    for words in ("closed its embassy on Sunday", "ambassador stays with a small team"):
        assert f"<mark>{words}</mark>" in page
    assert [side.act for side in card.sides] == [
        kabul.actions["GB closed"],
        kabul.actions["GB"],
    ]


def test_one_side_is_preferred_and_the_other_kept(client, kabul, reviewer, settings):
    settings.PUBLISH_PROPOSED = True
    (card,) = shown(client).context["cards"]
    page = prefer(client, card, 1).content.decode()
    assert "Nothing contradicts itself here" in page
    made = Preference.objects.get()
    assert (made.preferred, made.decided_by) == (kabul.actions["GB"], reviewer)
    board = client.get(
        "/crises/kabul-2021/?on=2021-08-16&review=proposed"
    ).content.decode()
    assert "Told otherwise, and not preferred" in board
    assert "Why: the embassy&#x27;s own words" in board
    other = client.get(f"/actions/{kabul.actions['GB closed'].pk}/").content.decode()
    assert "Not preferred." in other
    mine = client.get(f"/actions/{kabul.actions['GB'].pk}/").content.decode()
    assert "Told otherwise, and preferred to that" in mine
    assert "not preferred" in client.get("/countries/GB/").content.decode()
    row = client.get(form_address(kabul.actions["GB closed"])).content.decode()
    assert "<strong>Not preferred</strong>" in row
    assert Action.objects.filter(country="GB").count() == 2


def test_a_decision_is_undone_where_it_is_listed(client, kabul, reviewer):
    (card,) = shown(client).context["cards"]
    prefer(client, card, 0)
    decided = shown(client, state="decided")
    (card,) = decided.context["cards"]
    assert "Decided by reviewer" in decided.content.decode()
    address = reverse("undo_preference", args=[card.preference.pk])
    client.post(address, {"reason": "denied since"})
    made = Preference.objects.get()
    assert (made.undone_by, made.undone_because) == (reviewer, "denied since")
    assert len(shown(client).context["cards"]) == 1
    again = client.post(address, follow=True).content.decode()
    assert "It is undone already." in again


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"reason": "  "}, "Say why"),
        ({"prefer": "x"}, "Choose one of the two sides"),
        ({"prefer": ""}, "Choose one of the two sides"),
        ({"other": "99999999"}, "no longer there"),
        ({"kind": "taste"}, "Choose one of the two sides"),
        ({"one": "", "prefer": ""}, "no longer there"),
    ],
)
def test_what_cannot_be_is_told_and_decides_nothing(
    client, kabul, reviewer, typed, told
):
    (card,) = shown(client).context["cards"]
    assert told in prefer(client, card, 0, **typed).content.decode()
    assert not Preference.objects.exists()


def test_two_editors_on_one_conflict_the_second_is_told(client, kabul, reviewer):
    (card,) = shown(client).context["cards"]
    prefer(client, card, 0)
    assert "was changed meanwhile" in prefer(client, card, 1).content.decode()
    assert Preference.objects.get().preferred == card.sides[0].act


def test_a_number_is_preferred_and_goes_into_the_act(client, numbers, reviewer):
    act, less, more = numbers
    (card,) = shown(client, kind="numbers").context["cards"]
    assert [side.says for side in card.sides] == ["20", "30"]
    prefer(client, card, 1)
    act.refresh_from_db()
    assert act.quantity == 30
    (card,) = shown(client, kind="numbers", state="decided").context["cards"]
    assert card.sides[0].piece == more
    page = client.get(f"/actions/{act.pk}/").content.decode()
    assert "is preferred to" in page


def test_filters_part_what_is_listed(client, kabul, numbers, reviewer):
    assert len(shown(client).context["cards"]) == 2
    assert len(shown(client, kind="closed_or_kept").context["cards"]) == 1
    assert len(shown(client, kind="dates").context["cards"]) == 0
    a_crisis("other", name="Other")
    assert len(shown(client, crisis="other").context["cards"]) == 0
    assert shown(client, crisis="none").status_code == 404
    assert shown(client, kind="x", state="x", page="x").status_code == 200


def test_without_a_crisis_the_page_says_what_to_do(client, db, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root"))
    assert "import articles first" in shown(client).content.decode()


def test_the_page_costs_the_same_for_any_number(
    client, kabul, numbers, reviewer, django_assert_max_num_queries
):
    with django_assert_max_num_queries(16):
        few = len(shown(client).context["cards"])
    for code in ("FR", "IT", "ES", "PT"):
        prove(make_action(kabul.crisis, code, "embassy_closed"), kabul.second, "a")
        prove(make_action(kabul.crisis, code, "embassy_kept"), kabul.round_up, "a")
    with django_assert_max_num_queries(16):
        assert len(shown(client).context["cards"]) == few + 4
