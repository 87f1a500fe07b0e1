"""The review queue: order, verbs, what each role may do, and two editors at once."""

import pytest
from django.urls import reverse

from reactions import reviewing
from reactions.models import Action
from tests.admin.test_roles import as_role
from tests.builders import an_official
from tests.kabul import NOW, make_action, prove

__all__ = ["as_role"]


@pytest.fixture
def reviewer(as_role):
    return as_role("reviewer")


def shown(client, **query):
    return client.get(reverse("queue"), query)


def values(response):
    """What a browser would send back of the claim's form, unchanged."""
    form = response.context["form"]
    found = {bound.html_name: bound.value() for bound in form}
    row = response.context["row"]
    return {
        "at": f"{row._meta.model_name}-{row.pk}",
        **{name: "" if value is None else value for name, value in found.items()},
    }


def act(client, response, verb, **typed):
    sent = {**values(response), **typed, "verb": verb}
    return client.post(reverse("queue_act"), sent)


def first_row(client, **query):
    return shown(client, **query).context["row"]


def test_the_queue_is_empty_only_when_nothing_waits(client, kabul, reviewer):
    assert "Nothing waits here" not in shown(client).content.decode()
    page = shown(client, country="PT").content.decode()
    assert "No proposal fits these filters" in page


def test_acts_upon_embassies_come_before_what_was_said(client, kabul, reviewer):
    Action.objects.filter(pk=kabul.actions["NO"].pk).update(priority=100)
    kabul.statement.__class__.objects.update(priority=500)
    reviewing.reopen(kabul.statement, by=reviewer, at=NOW)
    assert first_row(client) == kabul.statement
    kabul.statement.__class__.objects.update(priority=20)
    assert first_row(client) == kabul.actions["NO"]


def test_an_accepted_row_makes_room_for_the_next(client, kabul, reviewer):
    response = shown(client)
    row = response.context["row"]
    answer = act(client, response, "accept")
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.review, row.decided_by) == ("accepted", reviewer)
    assert client.get(answer.url).context["row"] != row


def test_what_is_typed_is_kept_by_accept(client, kabul, reviewer):
    response = shown(client, at=f"action-{kabul.actions['NL'].pk}")
    act(client, response, "accept", destination="the airport")
    row = Action.objects.get(pk=kabul.actions["NL"].pk)
    assert (row.review, row.destination) == ("accepted", "the airport")


def test_a_rejection_needs_a_reason_and_keeps_what_was_typed(client, kabul, reviewer):
    response = shown(client, at=f"action-{kabul.actions['NL'].pk}")
    answer = act(client, response, "reject", destination="half a word")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "To reject a proposal, say why." in page
    assert "half a word" in page
    act(client, response, "reject", note="another mission")
    row = Action.objects.get(pk=kabul.actions["NL"].pk)
    assert (row.review, row.note) == ("rejected", "another mission")


def test_a_wrong_value_is_marked_and_nothing_is_decided(client, kabul, reviewer):
    response = shown(client, at=f"action-{kabul.actions['NL'].pk}")
    answer = act(client, response, "accept", effective_on="soon", destination="x")
    assert answer.status_code == 400
    assert answer.context["form"].errors.keys() == {"effective_on"}
    assert Action.objects.get(pk=kabul.actions["NL"].pk).review == "proposed"


def test_the_second_of_two_editors_is_told_and_loses_nothing(client, kabul, reviewer):
    row = kabul.actions["NL"]
    response = shown(client, at=f"action-{row.pk}")
    reviewing.amend(row, {"destination": "a hotel"}, by=kabul.reviewer, at=NOW)
    answer = act(client, response, "accept", destination="the airport")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"changed by {kabul.reviewer} while you had it open" in page
    assert "The row says now: a hotel" in page
    assert 'value="the airport"' in page
    assert Action.objects.get(pk=row.pk).review == "proposed"
    act(client, answer, "accept", destination="the airport")
    assert Action.objects.get(pk=row.pk).destination == "the airport"


def test_undo_has_the_row_wait_again_with_its_old_values(client, kabul, reviewer):
    row = kabul.actions["NL"]
    response = shown(client, at=f"action-{row.pk}")
    act(client, response, "accept", destination="the airport")
    page = client.get(reverse("queue")).content.decode()
    assert f"Accepted: {str(row)[:80]}" in page
    told = client.post(reverse("queue_act"), {"verb": "undo"}, follow=True)
    page = told.content.decode()
    assert f"Undone: “{str(row)[:80]}” is not accepted any more, and waits" in page
    row.refresh_from_db()
    assert (row.review, row.destination) == ("proposed", "")
    reasons = row.history.values_list("history_change_reason", flat=True)
    assert list(reasons[:2]) == [
        "amended: undone, was accepted",
        "reopened: undone, was accepted",
    ]


def test_undo_leaves_alone_what_somebody_decided_since(client, kabul, reviewer):
    row = kabul.actions["NL"]
    act(client, shown(client, at=f"action-{row.pk}"), "accept")
    row.refresh_from_db()
    reviewing.amend(row, {"destination": "a hotel"}, by=kabul.reviewer, at=NOW)
    answer = client.post(reverse("queue_act"), {"verb": "undo"}, follow=True)
    assert "It can&#x27;t be undone here" in answer.content.decode()
    row.refresh_from_db()
    assert (row.review, row.destination) == ("accepted", "a hotel")


def test_a_skipped_row_stays_away_until_it_is_brought_back(client, kabul, reviewer):
    response = shown(client)
    row = response.context["row"]
    act(client, response, "skip")
    assert row not in [first_row(client), *shown(client).context["rest"]]
    client.post(reverse("queue_act"), {"verb": "restart"})
    assert first_row(client) == row
    row.refresh_from_db()
    assert row.review == "proposed"


def test_who_is_second_after_themselves_or_an_import_is_told_so(
    client, kabul, reviewer
):
    row = kabul.actions["NL"]
    response = shown(client, at=f"action-{row.pk}")
    act(client, response, "accept")
    page = act(client, response, "accept").content.decode()
    assert "changed by you, in another window or by a second click, while" in page
    response = shown(client, at=f"action-{row.pk}")
    row.refresh_from_db()
    reviewing.reopen(row, by=None, at=NOW, note="the words are gone")
    page = act(client, response, "reject", note="no").content.decode()
    assert "changed by an import while" in page


def undo(client):
    return client.post(reverse("queue_act"), {"verb": "undo"}, follow=True)


def test_undo_brings_back_what_was_put_aside_and_nothing_else(client, kabul, reviewer):
    decided = kabul.actions["NL"]
    act(client, shown(client, at=f"action-{decided.pk}"), "accept")
    response = shown(client)
    row = response.context["row"]
    act(client, response, "skip")
    assert (
        f"Put aside: {str(row)[:80]}" in client.get(reverse("queue")).content.decode()
    )
    told = undo(client)
    assert f"Undone: “{str(row)[:80]}” is back." in told.content.decode()
    assert told.context["row"] == row == first_row(client)
    decided.refresh_from_db()
    assert decided.review == "accepted"
    assert undo(client).context["row"] == decided


def test_what_was_saved_is_undone_before_what_was_decided(client, kabul, as_role):
    as_role("editor")
    row = kabul.actions["NL"]
    at = f"action-{row.pk}"
    act(client, shown(client, at=at), "save", destination="the airport")
    act(client, shown(client, at=at), "save")  # changes nothing
    told = undo(client)
    assert f"“{str(row)[:80]}” says again what it did" in told.content.decode()
    row.refresh_from_db()
    assert (row.review, row.destination, row.version) == ("proposed", "", 3)
    assert "There is nothing to undo" in undo(client).content.decode()


def test_a_row_saved_and_accepted_is_undone_in_two_steps(client, kabul, reviewer):
    row = kabul.actions["NL"]
    at = f"action-{row.pk}"
    act(client, shown(client, at=at), "save", destination="the airport")
    act(client, shown(client, at=at), "accept", destination="a hotel")
    seen = []
    for _ in range(2):
        undo(client)
        row.refresh_from_db()
        seen.append((row.review, row.destination))
    assert seen == [("proposed", "the airport"), ("proposed", "")]


def test_two_steps_of_undo_spare_what_somebody_did_between(client, kabul, reviewer):
    row = kabul.actions["NL"]
    at = f"action-{row.pk}"
    act(client, shown(client, at=at), "accept")
    row.refresh_from_db()
    reviewing.amend(row, {"destination": "a hotel"}, by=kabul.reviewer, at=NOW)
    act(client, shown(client, at=at), "save", quantity="7")
    assert "says again what it did" in undo(client).content.decode()
    assert "It can&#x27;t be undone here" in undo(client).content.decode()
    row.refresh_from_db()
    assert (row.review, row.destination, row.quantity) == ("accepted", "a hotel", None)


def test_a_save_is_not_undone_once_somebody_else_changed_the_row(
    client, kabul, reviewer
):
    row = kabul.actions["NL"]
    act(client, shown(client, at=f"action-{row.pk}"), "save", destination="the airport")
    row.refresh_from_db()
    reviewing.amend(row, {"destination": "a hotel"}, by=kabul.reviewer, at=NOW)
    assert "It can&#x27;t be undone here" in undo(client).content.decode()
    row.refresh_from_db()
    assert row.destination == "a hotel"


def test_what_cannot_be_said_again_is_told_and_not_undone(client, kabul, reviewer):
    row = kabul.official
    at = f"official-{row.pk}"
    old = row.name
    act(client, shown(client, at=at), "save", name="Jean Tremblay")
    an_official(old, country=row.country_id, proved=False)
    told = undo(client)
    assert "It can&#x27;t be undone here" in told.content.decode()
    row.refresh_from_db()
    assert row.name == "Jean Tremblay"


def test_a_row_that_named_somebody_who_is_gone_is_not_undone(client, kabul, reviewer):
    gone = an_official("Jean Tremblay", country="CA", proved=False)
    row = kabul.official.statements.get()
    reviewing.amend(row, {"official": gone}, by=kabul.reviewer, at=NOW)
    at = f"statement-{row.pk}"
    act(client, shown(client, at=at), "save", official="")
    gone.delete()
    told = undo(client)
    assert told.status_code == 200
    assert "It can&#x27;t be undone here" in told.content.decode()


def test_next_leads_through_all_rows_once(client, kabul, reviewer):
    seen, response = [], shown(client)
    while response.context["row"] is not None:
        seen.append(response.context["row"].public_id)
        response = client.get(act(client, response, "next").url)
    waiting = [
        row.public_id for kind in (Action,) for row in kind.objects.proposed()
    ] + [kabul.official.public_id]
    assert sorted(seen) == sorted(waiting)


def test_filters_stay_while_one_works(client, kabul, reviewer):
    response = shown(client, country="GB", kind="action")
    answer = client.post(
        reverse("queue_act"),
        {**values(response), "verb": "accept", "query": response.context["query"]},
    )
    assert "country=GB" in answer.url
    assert client.get(answer.url).context["row"].country_id == "GB"


def test_only_the_proposals_of_a_run_are_asked_for(client, kabul, reviewer):
    response = shown(client, run=kabul.run.pk)
    rows = [response.context["row"], *response.context["rest"]]
    assert kabul.actions["GB closed"] not in rows
    assert kabul.actions["NL"] in rows


def test_an_editor_amends_and_may_not_accept(client, kabul, as_role):
    as_role("editor")
    response = shown(client, at=f"action-{kabul.actions['NL'].pk}")
    assert 'value="accept"' not in response.content.decode()
    assert act(client, response, "accept").status_code == 403
    act(client, response, "save", destination="the airport")
    row = Action.objects.get(pk=kabul.actions["NL"].pk)
    assert (row.review, row.destination) == ("proposed", "the airport")


def test_a_viewer_reads_and_changes_nothing(client, kabul, as_role):
    as_role("viewer")
    response = shown(client, at=f"action-{kabul.actions['NL'].pk}")
    assert 'value="save"' not in response.content.decode()
    for verb in ("accept", "save"):
        sent = act(client, response, verb, destination="x")
        assert sent.status_code == 403
    assert act(client, response, "reject", note="x").status_code == 403
    row = Action.objects.get(pk=kabul.actions["NL"].pk)
    assert (row.review, row.destination, row.version) == ("proposed", "", 1)


def test_strangers_are_sent_to_the_login(client, kabul):
    assert shown(client).url.startswith("/admin/login/")
    sent = client.post(reverse("queue_act"), {"verb": "undo"})
    assert sent.url.startswith("/admin/login/")


@pytest.mark.parametrize(
    "query",
    [{"after": "x"}, {"after": "1.tree.2"}, {"at": "action-x"}, {"at": "no-1"},
     {"article": "0x1"}, {"run": "9" * 30}, {"crisis": "\x00"[:0] + "none"}],
)  # fmt: skip
def test_any_address_is_answered(client, kabul, reviewer, query):
    assert shown(client, **query).status_code == 200


def test_as_many_questions_for_many_proposals(
    client, kabul, reviewer, django_assert_max_num_queries
):
    shown(client)
    for _ in range(30):
        prove(make_action(kabul.crisis, "FR", "embassy_closed"), kabul.round_up, "team")
    with django_assert_max_num_queries(13):
        shown(client)


def test_each_telling_of_a_row_has_its_day(client, kabul, reviewer):
    row = kabul.actions["CA"]
    assert row.evidence.count() > 1
    page = " ".join(shown(client, at=f"action-{row.pk}").content.decode().split())
    assert f"Told {row.evidence.count()} times, by" in page
    for piece in row.evidence.select_related("article"):
        day = piece.article.published_on
        assert f"{piece.article.publisher}</a> on {day.day} August 2021" in page


def choices(client, name, **query):
    filters = shown(client, **query).context["filters"]
    return dict(next(f for f in filters if f["name"] == name)["choices"])


def test_only_countries_with_something_waiting_are_offered(client, kabul, reviewer):
    offered = choices(client, "country")
    assert "PT" not in offered
    assert offered.keys() == {"CA", "DE", "GB", "NL", "NO"}
    reviewing.accept(kabul.actions["NL"], by=kabul.reviewer, at=NOW)
    assert "NL" not in choices(client, "country")


def test_a_chosen_country_in_which_nothing_waits_stays_chosen(client, kabul, reviewer):
    assert "PT" in choices(client, "country", country="PT")


def test_the_queue_of_one_import_keeps_to_it(client, kabul, reviewer):
    """The round-up came with the run, the second article did not."""
    seen = set()
    row = first_row(client, run=kabul.run.pk)
    while row is not None:
        seen.add(row)
        reviewing.reject(row, by=kabul.reviewer, at=NOW, note="seen")
        row = first_row(client, run=kabul.run.pk)
    assert kabul.actions["GB closed"] not in seen
    assert kabul.actions["NL"] in seen
    assert choices(client, "run", run=kabul.run.pk) == {
        str(kabul.run.pk): f"Import {kabul.run.pk}"
    }


def test_what_is_assigned_to_one_is_found(client, kabul, reviewer):
    assert first_row(client, assigned="me") is None
    Action.objects.filter(pk=kabul.actions["NO"].pk).update(assigned_to=reviewer)
    assert first_row(client, assigned="me") == kabul.actions["NO"]


def test_a_name_that_is_taken_is_refused_and_what_was_typed_kept(
    client, kabul, reviewer
):
    an_official("Jean Tremblay", country="CA", proved=False)
    response = shown(client, at=f"official-{kabul.official.pk}")
    answer = act(client, response, "save", name="JEAN  Tremblay", title="spokesman")
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "already exists" in page
    assert 'value="JEAN  Tremblay"' in page
    assert 'value="spokesman"' in page
    kabul.official.refresh_from_db()
    assert kabul.official.name == "Marc Garneau"


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 19, "x", "-1", ""])
def test_a_row_of_no_number_is_none(client, kabul, reviewer, number):
    assert shown(client, at=f"action-{number}").status_code == 200
    sent = {"at": f"action-{number}", "verb": "accept"}
    assert client.post(reverse("queue_act"), sent).status_code in (302, 404)


def test_a_reason_with_a_nul_is_stored_without(client, kabul, reviewer):
    response = shown(client)
    row = response.context["row"]
    assert act(client, response, "reject", note="no\x00pe").status_code == 302
    row.refresh_from_db()
    assert row.note == "nope"


def test_a_verb_sent_twice_is_carried_out_once(client, kabul, reviewer):
    response = shown(client)
    row = response.context["row"]
    sent = {**values(response), "verb": "accept"}
    for status in (302, 409):
        assert client.post(reverse("queue_act"), sent).status_code == status
    row.refresh_from_db()
    assert (row.review, row.version) == ("accepted", 2)
