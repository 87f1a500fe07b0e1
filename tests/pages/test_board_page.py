"""The board of a crisis as a reader meets it."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from reactions.models import Crisis
from tests.kabul import make_action, prove

BOARD = "/crises/kabul-2021/"


@pytest.fixture
def published(settings):
    settings.PUBLISH_PROPOSED = True


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_headline_answers_in_one_sentence(client, kabul, published):
    page = text_of(client.get(BOARD, {"on": "2021-08-15", "known_by": "2021-08-16"}))
    assert '<span class="closed">3 closed</span>' in page
    assert '<span class="moved">1 moved</span>' in page
    assert '<span class="kept">1 kept</span>' in page
    assert '<time datetime="2021-08-15">15 August 2021</time>' in page
    assert '<time datetime="2021-08-16">16 August 2021</time>' in page


def test_what_was_not_known_yet_is_left_out(client, kabul, published):
    page = text_of(client.get(BOARD, {"on": "2021-08-15", "known_by": "2021-08-15"}))
    assert '<span class="closed">2 closed</span>' in page
    assert '<span class="kept">2 kept</span>' in page


def test_a_plan_is_unknown_and_shown_as_a_plan(client, kabul, published):
    page = text_of(client.get(BOARD, {"on": "2021-08-15"}))
    row = page.split('id="row-NO"')[1].split("</tr>")[0]
    assert "Unknown" in row
    assert "planned: closed, no day given" in row
    dated = {"stage": "announced", "effective_on": date(2021, 9, 1)}
    make_action(kabul.crisis, "NO", "embassy_evacuated", **dated)
    page = text_of(client.get(BOARD, {"on": "2021-08-15"}))
    assert "planned: evacuated from 1 September 2021" in page


def test_the_first_day_of_a_level_is_shown_as_exactly_as_it_is_known(
    client, kabul, published
):
    reduced = make_action(
        kabul.crisis, "RU", "embassy_reduced", effective_on_precision="month"
    )
    prove(reduced, kabul.round_up, "its embassy keeps working")
    kept = kabul.actions["RU"]
    type(kept).objects.filter(pk=kept.pk).update(effective_on=date(2021, 8, 14))
    page = text_of(client.get(BOARD, {"on": "2021-08-20"}))
    row = page.split('id="row-RU"')[1].split("</tr>")[0]
    assert ">14 August 2021</time>" in row
    assert "reduced since August 2021<" in row


def test_anonymous_readers_see_reviewed_rows_only(client, kabul):
    page = text_of(client.get(BOARD, {"on": "2021-08-15"}))
    assert 'id="row-CA"' in page
    assert 'id="row-NL"' not in page
    assert "Reviewed rows only." in page
    assert 'name="review"' not in page


def test_asking_for_hidden_rows_is_refused_with_the_reason(client, kabul):
    response = client.get(BOARD, {"review": "proposed"})
    assert response.status_code == 403
    assert "once an editor has reviewed them" in text_of(response)


def test_staff_may_ask_for_unreviewed_rows(client, kabul):
    client.force_login(kabul.reviewer)
    page = text_of(client.get(BOARD, {"review": "proposed", "on": "2021-08-15"}))
    row = page.split('id="row-NL"')[1].split("</tr>")[0]
    assert "unreviewed" in row


def test_a_bad_day_leaves_the_choice_of_rows_as_it_was(client, kabul, published):
    response = client.get(BOARD, {"on": "soon"})
    assert response.status_code == 400
    assert '<option value="proposed" selected>' in text_of(response)


def test_evidence_links_to_its_place_in_the_article(client, kabul):
    page = text_of(client.get(BOARD, {"on": "2021-08-15"}))
    proof = kabul.actions["RU"].evidence.get()
    address = f"/articles/{proof.article_id}/#claim-{proof.start}-{proof.end}"
    assert f'href="{address}"' in page
    assert proof.quote in page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"on": "someday"}, "“On” is a day such as 2021-08-15."),
        ({"known_by": "2021-13-01"}, "“Known by” is a day such as 2021-08-16."),
        ({"review": "rejected"}, "“Rows” is accepted or proposed."),
    ],
)
def test_a_question_that_cannot_be_read_is_told_so(client, kabul, asked, told):
    response = client.get(BOARD, asked)
    assert response.status_code == 400
    assert told in text_of(response)


def test_a_board_with_nothing_says_what_that_means(client, db, kabul):
    Crisis.objects.create(slug="quiet", name="A quiet one")
    response = client.get("/crises/quiet/")
    assert response.status_code == 200
    assert "No reactions are known here yet." in text_of(response)


def test_an_unknown_crisis_is_a_helpful_404(client, db):
    response = client.get("/crises/nowhere/")
    assert response.status_code == 404
    assert "All crises" in text_of(response)


def test_the_board_asks_as_much_for_ten_times_the_rows(
    client, kabul, published, django_assert_max_num_queries
):
    for code in ("AL", "AR", "AT", "AU", "BE", "BR", "CL", "CN", "CZ", "DK") * 4:
        act = make_action(kabul.crisis, code, "embassy_closed")
        prove(act, kabul.round_up, "closed its embassy")
    with django_assert_max_num_queries(10):
        client.get(BOARD, {"on": "2021-08-15"})


def test_the_front_lists_the_crises_with_what_is_known(client, kabul, published):
    page = text_of(client.get(reverse("crises")))
    assert "Fall of Kabul" in page
    assert "<dt>Nations that acted</dt><dd>6</dd>" in page
    assert "<dt>Articles read</dt><dd>2</dd>" in page


def test_the_front_without_crises_tells_how_to_import(client, db):
    assert "import_articles" in text_of(client.get("/"))


def test_the_front_counts_anew_each_time_where_that_is_quick(client, kabul):
    client.get(reverse("crises"))
    kabul.crisis.name = "Renamed"
    kabul.crisis.save()
    assert "Renamed" in text_of(client.get(reverse("crises")))


def test_the_front_rests_where_counting_takes_long(client, kabul, monkeypatch):
    monkeypatch.setattr("reactions.pages.views.LONG_COUNTING", -1)
    client.get(reverse("crises"))
    kabul.crisis.name = "Renamed"
    kabul.crisis.save()
    assert "Renamed" not in text_of(client.get(reverse("crises")))


def test_the_front_asks_once_for_all_crises(
    client, kabul, django_assert_max_num_queries
):
    for number in range(20):
        Crisis.objects.create(slug=f"crisis-{number}", name=f"Crisis {number}")
    with django_assert_max_num_queries(2):
        assert client.get("/").status_code == 200


def test_a_mission_not_heard_of_for_long_says_what_was_known_last(
    client, kabul, published
):
    make_action(kabul.crisis, "PT", "embassy_kept")
    page = text_of(client.get(BOARD, {"on": "2021-12-01"}))
    assert "last known: kept, 15 August 2021" in page


def test_a_long_list_of_disputed_missions_is_cut_and_says_so(client, kabul, settings):
    settings.PUBLISH_PROPOSED = True
    response = client.get("/crises/kabul-2021/?on=2021-08-15")
    shown = response.context
    row = next(row for row in shown["board"].rows if row.conflict)
    context = {name: shown[name] for name in ("crisis", "board", "form", "query")}
    context |= {"map": shown["map"], "disputed": [row] * 15}
    page = render_to_string("pages/board.html", context)
    notice = page.split("Disputed:")[1].split("</p>")[0]
    assert notice.count(f'href="#row-{row.country}"') == 12
    assert "and 3 more, each marked below" in notice


def test_a_day_that_is_only_that_of_the_report_says_so(client, kabul, settings):
    settings.PUBLISH_PROPOSED = True
    dates = {"announced_on": date(2021, 8, 15), "announced_on_precision": "day"}
    empty = {"effective_on_precision": "", "effective_on_basis": ""}
    acts = type(kabul.actions["NL"]).objects.filter(pk=kabul.actions["NL"].pk)
    acts.update(effective_on=None, announced_on_basis="publication", **dates, **empty)
    page = client.get("/crises/kabul-2021/", {"on": "2021-08-15"}).content.decode()
    said, meant = page.split('id="row-NL"')[1], page.split('id="row-DE"')[1]
    told = '15 August 2021</time> <span class="quiet">(date of the report)'
    assert told in said.split("</tr>")[0]
    assert "date of the report" not in meant.split("</tr>")[0]


@pytest.mark.parametrize("page", ["", "timeline/"])
def test_an_empty_page_says_how_much_waits_and_nothing_of_it(client, kabul, page):
    kinds = (type(kabul.actions["NL"]), type(kabul.statement))
    for kind in kinds:
        kind.objects.update(review="proposed", decided_by=None, decided_at=None)
    shown = client.get(f"/crises/kabul-2021/{page}")
    html = shown.content.decode()
    waiting = len(kabul.actions)
    assert f"<strong>{waiting}</strong> acts wait for review." in html
    assert "Canada" not in html
    assert "/admin/queue/" not in html
    client.force_login(kabul.reviewer)
    html = client.get(f"/crises/kabul-2021/{page}").content.decode()
    assert '<a href="/admin/queue/?crisis=kabul-2021">open the queue</a>' in html
    for kind in kinds:
        kind.objects.all().delete()
    html = client.get(f"/crises/kabul-2021/{page}").content.decode()
    assert "wait for review" not in html


def test_one_act_waits(kabul):
    for number, told in ((1, "act waits"), (0, ""), (1001, "acts wait")):
        context = {"waiting": number, "crisis": kabul.crisis}
        said = render_to_string("partials/waiting_acts.html", context)
        assert f"{told} for review." in said if told else not said.strip()
