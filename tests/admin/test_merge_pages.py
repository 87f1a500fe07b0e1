"""Merging, splitting and keeping apart as an editor does it on the desk."""

from datetime import date

import pytest
from django.urls import reverse

from reactions import reviewing
from reactions.models import Action, ActsApart, MergeProposal, Official
from tests.admin.test_roles import as_role, form_address
from tests.builders import a_statement, an_official
from tests.kabul import NOW, make_action, prove

__all__ = ["as_role"]


@pytest.fixture
def reviewer(as_role):
    return as_role("reviewer")


@pytest.fixture
def pair(kabul):
    """Two tellings of one move; a person worked on the second."""
    first = kabul.actions["NL"]
    second = make_action(
        kabul.crisis,
        "NL",
        "embassy_moved",
        stage="underway",
        destination="the airport",
        effective_on=date(2021, 8, 16),
        known_on=date(2021, 8, 16),
    )
    prove(second, kabul.second, "Canada's mission")
    reviewing.amend(second, {"quantity": 12}, by=kabul.reviewer, at=NOW)
    return first, second


def preview(client, rows, kind="action", **query):
    address = reverse("merge", args=[kind])
    return client.get(address, {"row": [row.pk for row in rows], **query})


def typed(response, **choices):
    """What a browser would send back of the preview, with these choices instead."""
    shown = response.context["shown"]
    values = {"row": [column.row.pk for column in shown.columns]}
    for column in shown.columns:
        values[f"version-{column.row.pk}"] = column.row.version
    for line in shown.lines:
        cells = [*line.cells, *([line.together] if line.together else [])]
        if line.may_choose and line.differs:
            values[line.name] = next(cell.value for cell in cells if cell.chosen)
    return {**values, "keep": shown.stays.pk, **choices}


def merge(client, rows, kind="action", **choices):
    values = typed(preview(client, rows, kind), **choices)
    return client.post(reverse("merge", args=[kind]), values)


def test_the_preview_shows_both_with_their_words(client, pair, reviewer):
    page = preview(client, pair).content.decode()
    for words in (
        "moved its embassy to the airport on Sunday",
        "Canada&#x27;s mission",
    ):
        assert f"<mark>{words}</mark>" in page
    assert "edited by a person" in page
    assert "16 August 2021 (relative)" in page


def test_the_row_that_a_person_worked_on_stays_with_what_is_known(
    client, pair, reviewer
):
    first, second = pair
    assert preview(client, pair).context["shown"].stays == second
    answer = merge(client, pair, note="the same move")
    assert answer.url == form_address(second)
    second.refresh_from_db()
    first.refresh_from_db()
    assert first.merged_into == second
    assert (second.quantity, second.destination) == (12, "the airport")
    assert second.known_on == date(2021, 8, 15)


def test_field_by_field_the_editor_chooses_whose_value(client, pair, reviewer):
    first, second = pair
    merge(client, pair, keep=first.pk, stage=second.pk, effective_on=first.pk)
    first.refresh_from_db()
    assert (first.stage, first.effective_on) == ("underway", date(2021, 8, 15))
    assert Action.objects.get(pk=second.pk).merged_into == first


def test_one_click_undoes_it(client, pair, reviewer):
    first, second = pair
    before = Action.objects.filter(country="NL").order_by("pk")
    fields = ("stage", "quantity", "destination", "known_on", "merged_into", "summary")
    old = list(before.values_list(*fields))
    merge(client, pair, keep=first.pk)
    page = client.get(form_address(first)).content.decode()
    assert "was merged into this row" in page
    client.post(reverse("unmerge", args=["action"]), {"row": second.pk})
    assert list(before.all().values_list(*fields)) == old


def test_what_was_chosen_is_kept_when_somebody_was_faster(client, pair, reviewer):
    first, second = pair
    values = typed(preview(client, pair), stage=first.pk)
    reviewing.amend(second, {"quantity": 13}, by=reviewer, at=NOW)
    answer = client.post(reverse("merge", args=["action"]), values)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Somebody else changed one of the rows" in page
    stage = next(x for x in answer.context["shown"].lines if x.name == "stage")
    assert [cell.chosen for cell in stage.cells] == [True, False]
    assert Action.objects.get(pk=second.pk).merged_into is None


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"row": ["1"]}, 404),
        ({"row": ["1", "x"]}, 404),
        ({"row": ["1", "99999999"]}, 404),
        ({"row": ["9" * 40, "1"]}, 404),
        ({}, 404),
    ],
)
def test_rows_that_are_not_there_are_not_found(client, pair, reviewer, query, status):
    assert client.get(reverse("merge", args=["action"]), query).status_code == status


@pytest.mark.parametrize("kind", ["statement", "article", "x"])
def test_only_acts_and_officials_are_merged(client, pair, reviewer, kind):
    assert client.get(f"/admin/merge/{kind}/?row=1&row=2").status_code == 404


def test_garbage_in_the_form_changes_nothing(client, pair, reviewer):
    values = typed(preview(client, pair))
    for wrong in ({"keep": "x"}, {"keep": "99"}, {f"version-{pair[0].pk}": "no"}):
        answer = client.post(reverse("merge", args=["action"]), values | wrong)
        assert answer.status_code in (400, 409)
    client.post(reverse("merge", args=["action"]), values | {"stage": "no number"})
    assert Action.objects.get(pk=pair[1].pk).stage == "underway"


def test_rows_of_two_countries_are_refused_before_anybody_tries(
    client, kabul, reviewer
):
    page = preview(client, [kabul.actions["NL"], kabul.actions["GB"]]).content.decode()
    assert "They belong to two countries." in page
    assert ">Merge</button>" not in page


def test_the_list_leads_to_the_preview(client, pair, reviewer):
    address = reverse("admin:reactions_action_changelist")
    chosen = {"action": "merge_selected", "_selected_action": [r.pk for r in pair]}
    answer = client.post(address, chosen)
    assert answer.url == f"/admin/merge/action/?row={pair[0].pk}&row={pair[1].pk}"
    one = {**chosen, "_selected_action": [pair[0].pk]}
    assert "from 2 to 6" in client.post(address, one, follow=True).content.decode()


def test_likely_duplicates_are_offered_on_the_row_and_in_a_list(client, pair, reviewer):
    first, second = pair
    page = client.get(form_address(first)).content.decode()
    assert f"/admin/merge/action/?row={first.pk}&amp;row={second.pk}" in page
    listed = client.get(reverse("duplicates")).content.decode()
    assert f"/admin/merge/action/?row={first.pk}&amp;row={second.pk}" in listed
    both = {"row": [first.pk, second.pk], "back": reverse("duplicates")}
    answer = client.post(reverse("keep_apart", args=["action"]), both)
    assert answer.url == reverse("duplicates")
    assert ActsApart.objects.get().decided_by == reviewer
    assert "May be the same" not in client.get(form_address(first)).content.decode()


def test_nobody_is_sent_to_another_site(client, pair, reviewer):
    both = {"row": [row.pk for row in pair], "back": "https://elsewhere.example/"}
    answer = client.post(reverse("keep_apart", args=["action"]), both)
    assert answer.url.startswith("/admin/")


def test_the_list_of_duplicates_costs_the_same_for_any_number(
    client, kabul, pair, reviewer, django_assert_max_num_queries
):
    for code in ("FR", "IT", "ES", "PT"):
        for _ in range(2):
            prove(make_action(kabul.crisis, code, "embassy_moved"), kabul.second, "a")
    with django_assert_max_num_queries(12):
        assert len(client.get(reverse("duplicates")).context["pairs"]) == 5


# --- Officials ------------------------------------------------------------------------


@pytest.fixture
def persons(kabul):
    earlier = an_official("Ann Linde", country="SE", proved=False, title="minister")
    later = an_official("Anne Linde", country="SE", proved=False)
    MergeProposal.objects.create(official=later, into=earlier, created_at=NOW)
    return earlier, later


def test_a_proposal_leads_to_the_preview_which_answers_it(client, persons, reviewer):
    address = reverse("admin:reactions_mergeproposal_changelist")
    earlier, later = persons
    query = f"/admin/merge/official/?row={earlier.pk}&amp;row={later.pk}"
    assert query in client.get(address).content.decode()
    assert query in client.get(form_address(earlier)).content.decode()
    merge(client, persons, "official", keep=later.pk)
    later.refresh_from_db()
    assert (later.title, later.aliases) == ("minister", ["Ann Linde"])
    assert MergeProposal.objects.get().review == "accepted"
    client.post(reverse("unmerge", args=["official"]), {"row": earlier.pk})
    later.refresh_from_db()
    assert (later.title, later.aliases) == ("", [])
    assert MergeProposal.objects.get().review == "proposed"


def test_persons_are_kept_apart(client, persons, reviewer):
    both = {"row": [each.pk for each in persons]}
    client.post(reverse("keep_apart", args=["official"]), both)
    assert MergeProposal.objects.get().review == "rejected"
    other = Official.objects.get(name="Marc Garneau")
    nobody = {"row": [persons[0].pk, other.pk], "back": "/admin/"}
    answer = client.post(reverse("keep_apart", args=["official"]), nobody, follow=True)
    assert "Nobody asked" in answer.content.decode()


# --- Splits ---------------------------------------------------------------------------


def split_values(client, address):
    """What the page at `address` has in its two forms."""
    values = {}
    for _, form in client.get(address).context["forms"]:
        for bound in form:
            value = bound.value()
            values[bound.html_name] = "" if value is None else value
    return values


def test_an_act_is_split_as_previewed_and_put_together(client, kabul, reviewer):
    action = kabul.actions["CA"]
    first, second = action.evidence.order_by("pk")
    values = split_values(client, reverse("split", args=[action.pk])) | {
        "piece": [second.pk],
        "new-destination": "Doha",
        "stays-summary": "at home",
        "note": "two places",
    }
    answer = client.post(reverse("split", args=[action.pk]), values)
    new = Action.objects.latest("pk")
    assert answer.url == form_address(new)
    assert (new.destination, new.evidence.get()) == ("Doha", second)
    action.refresh_from_db()
    assert (action.summary, action.evidence.get()) == ("at home", first)
    assert "Undo the split" in client.get(form_address(new)).content.decode()
    client.post(reverse("unsplit", args=[new.pk]))
    action.refresh_from_db()
    assert (action.summary, action.evidence.count()) == ("", 2)


def test_a_split_that_cannot_be_keeps_what_was_typed(client, kabul, reviewer):
    action = kabul.actions["CA"]
    values = split_values(client, reverse("split", args=[action.pk])) | {
        "new-destination": "Doha"
    }
    address = reverse("split", args=[action.pk])
    for wrong, status, told in (
        ({}, 409, "own evidence"),
        ({"piece": ["x", "999"]}, 409, "no longer there"),
        ({"new-stage": "?"}, 400, "see the marked fields"),
        ({"stays-read_version": "1"}, 409, "Somebody else changed this act"),
    ):
        answer = client.post(address, values | wrong)
        assert answer.status_code == status
        page = answer.content.decode()
        assert told in page
        assert 'value="Doha"' in page
    assert Action.objects.filter(country="CA", type="embassy_suspended").count() == 1


def test_one_piece_is_not_parted(client, kabul, reviewer):
    page = client.get(reverse("split", args=[kabul.actions["NL"].pk])).content.decode()
    assert "can&#x27;t be parted" in page or "can't be parted" in page


# --- Splits of officials --------------------------------------------------------------


@pytest.fixture
def garneaus(kabul):
    """One official with evidence and statements of two people."""
    one = kabul.official
    piece = prove(one, kabul.second, "a spokesman in Ottawa")
    said = a_statement("confirmed", country="CA", proved=False, official=one)
    return one, piece, said


def test_an_official_is_split_as_previewed_and_put_together(client, garneaus, reviewer):
    one, piece, said = garneaus
    before = list(Official.objects.values_list("name", "aliases", "title"))
    values = split_values(client, reverse("split_official", args=[one.pk])) | {
        "piece": [piece.pk],
        "statement": [said.pk],
        "new-name": "Jean Tremblay",
        "new-title": "spokesman",
        "new-aliases": "J. Tremblay\r\n\r\n  Jean   T. \r\nJ. Tremblay",
        "stays-aliases": "M. Garneau",
        "note": "two people",
    }
    answer = client.post(reverse("split_official", args=[one.pk]), values)
    new = Official.objects.get(name_key="jean tremblay")
    assert answer.url == form_address(new)
    assert (new.title, new.aliases) == ("spokesman", ["J. Tremblay", "Jean T."])
    assert new.evidence.get() == piece
    said.refresh_from_db()
    kabul_statement = one.statements.get()
    assert (said.official, kabul_statement.text[:6]) == (new, "We had")
    assert Official.objects.get(pk=one.pk).aliases == ["M. Garneau"]
    page = client.get(form_address(new)).content.decode()
    assert "It was split from" in page
    assert reverse("unsplit_official", args=[new.pk]) in page
    client.post(reverse("unsplit_official", args=[new.pk]))
    assert list(Official.objects.values_list("name", "aliases", "title")) == before
    assert one.statements.count() == 2


def test_a_split_of_a_person_that_cannot_be_keeps_what_was_typed(
    client, garneaus, reviewer
):
    one, piece, said = garneaus
    address = reverse("split_official", args=[one.pk])
    values = split_values(client, reverse("split_official", args=[one.pk])) | {
        "piece": [piece.pk],
        "statement": [said.pk],
        "new-name": "Jean Tremblay",
        "new-aliases": "J. Tremblay",
        "note": "two people",
    }
    for wrong, status, told in (
        ({"new-name": one.name, "stays-title": "x"}, 409, "two people need two names"),
        ({"piece": []}, 409, "own evidence"),
        ({"piece": [piece.pk, "x"]}, 409, "no longer there"),
        ({"piece": [piece.pk, "9" * 5000]}, 409, "no longer there"),
        ({"statement": ["999999"]}, 409, "no longer there"),
        ({"new-name": ""}, 400, "see the marked fields"),
        ({"new-name": "x" * 201}, 400, "see the marked fields"),
        ({"new-name": "a\x00b"}, 400, "see the marked fields"),
        ({"new-aliases": "a\x00b"}, 400, "see the marked fields"),
        ({"new-aliases": "x" * 201}, 400, "see the marked fields"),
        ({"new-aliases": "\n".join(map(str, range(101)))}, 400, "At most 100"),
        ({"new-country": "XX"}, 400, "see the marked fields"),
        ({"stays-read_version": "99"}, 409, "Somebody else changed this person"),
        ({"stays-read_version": "9" * 5000}, 409, "Somebody else changed"),
    ):
        answer = client.post(address, values | wrong)
        page = answer.content.decode()
        assert (answer.status_code, told in page) == (status, True), wrong
        assert "J. Tremblay</textarea>" in page or "new-aliases" in wrong
        assert 'value="two people"' in page
    assert Official.objects.filter(country="CA").count() == 1
    assert one.statements.count() == 2


def test_what_was_ticked_stays_ticked(client, garneaus, reviewer):
    one, piece, said = garneaus
    values = split_values(client, reverse("split_official", args=[one.pk])) | {
        "piece": [piece.pk],
        "statement": [said.pk],
    }
    page = client.post(reverse("split_official", args=[one.pk]), values)
    for name, row in (("piece", piece), ("statement", said)):
        ticked = f'name="{name}" value="{row.pk}" checked'
        assert ticked in page.content.decode()


def test_a_person_of_many_statements_is_looked_through(client, garneaus, reviewer):
    one, piece, said = garneaus
    for number in range(210):
        a_statement(f"number {number}", country="CA", proved=False, official=one)
    address = reverse("split_official", args=[one.pk])
    assert len(client.get(address).context["statements"]) == 200
    found = client.get(address, {"words": "number 209", "piece": piece.pk})
    assert [each.text for each in found.context["statements"]] == ["number 209"]
    assert [each.pk for each in found.context["pieces"]] == [piece.pk]
    assert client.get(address, {"words": "a\x00b"}).status_code == 200


def test_a_split_twice_sent_is_made_once(client, garneaus, reviewer):
    one, piece, _ = garneaus
    values = split_values(client, reverse("split_official", args=[one.pk])) | {
        "piece": [piece.pk],
        "new-name": "Jean Tremblay",
    }
    address = reverse("split_official", args=[one.pk])
    assert client.post(address, values).status_code == 302
    assert client.post(address, values).status_code == 409
    assert Official.objects.filter(country="CA").count() == 2
