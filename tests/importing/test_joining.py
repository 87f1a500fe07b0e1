"""Claims of several articles about one act, and what people decided meanwhile."""

from datetime import date
from itertools import permutations

import pytest

from reactions import reviewing
from reactions.models import Action, Evidence, Official
from reactions.vocabulary import ActionType, Basis, Stage
from tests.importing.fakes import NOON, coded

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2024, 3, 4), date(2024, 3, 5)


def test_days_apart_are_two_actions(extractor, write, run):
    extractor.act("Peru shut its mission", "PE")
    write("a.txt", "Peru shut its mission.", date="2024-03-04")
    write("b.txt", "Once more Peru shut its mission.", date="2024-03-06")
    run()
    assert Action.objects.count() == 2


def test_a_denial_is_an_action_of_its_own(extractor, write, run):
    extractor.act("Peru shut its mission", "PE")
    extractor.act("Peru did not shut it", "PE", stage=Stage.DENIED)
    write("a.txt", "Peru shut its mission. Peru did not shut it.")
    run()
    assert Action.objects.count() == 2


def test_other_destinations_are_other_acts(extractor, write, run):
    for place in ("Lima", "Quito"):
        extractor.act(
            f"troops to {place}", "PE", ActionType.TROOPS_DEPLOYED, destination=place
        )
    write("a.txt", "Peru sends troops to Lima and troops to Quito.")
    run()
    assert Action.objects.count() == 2


def test_two_articles_of_one_act_make_one_action(extractor, write, run):
    extractor.act("Peru shut its mission", "PE")
    extractor.act("Peru's embassy is closed", "PE", effective_on=coded(FIRST))
    write("a.txt", "Peru shut its mission.", date="2024-03-04")
    write("b.txt", "Peru's embassy is closed.", date="2024-03-05")
    report = run()
    action = Action.objects.get()
    assert action.evidence.count() == 2
    assert (action.effective_on, action.known_on) == (FIRST, FIRST)
    assert report.counts["merged"] == 1


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_the_order_of_the_articles_does_not_matter(extractor, write, run, order):
    extractor.act(
        "Peru is shutting its mission",
        "PE",
        stage=Stage.UNDERWAY,
        effective_on=coded(SECOND, Basis.RELATIVE),
    )
    extractor.act("shut since Monday, 4 March", "PE", effective_on=coded(FIRST))
    extractor.act("its mission is shut", "PE")
    texts = {
        "a": ("Peru is shutting its mission.", "2024-03-05"),
        "b": ("It is shut since Monday, 4 March.", "2024-03-06"),
        "c": ("Peru: its mission is shut.", "2024-03-04"),
    }
    for name in order:
        body, day = texts[name]
        run(write(f"{name}.txt", body, date=day))
    action = Action.objects.get()
    assert (action.stage, action.effective_on) == ("done", FIRST)
    assert action.known_on == FIRST
    assert action.evidence.count() == 3


@pytest.mark.parametrize("plan_first", [True, False])
def test_a_plan_and_its_fulfilment_are_two_and_linked(
    extractor, write, run, plan_first
):
    extractor.act("Peru will shut its mission", "PE", stage=Stage.ANNOUNCED)
    extractor.act("Peru shut its mission", "PE")
    told = [("Peru will shut its mission", FIRST), ("Peru shut its mission", SECOND)]
    for number, (words, day) in enumerate(told if plan_first else reversed(told)):
        write(f"{number}.txt", words, date=day.isoformat())
    run()
    plan = Action.objects.get(stage="announced")
    assert Action.objects.get(stage="done").fulfils == plan


def test_a_changed_action_has_a_new_version_and_its_history(extractor, write, run):
    extractor.act("Peru is shutting it", "PE", stage=Stage.UNDERWAY)
    extractor.act("Peru shut its mission", "PE")
    write("a.txt", "Peru is shutting it.", date="2024-03-04")
    write("b.txt", "Peru shut its mission.", date="2024-03-04")
    run()
    action = Action.objects.get()
    assert (action.stage, action.version) == ("done", 2)
    assert [line.history_type for line in action.history.all()] == ["~", "+"]


def test_an_edited_action_is_not_changed_by_a_later_article(
    extractor, write, run, boss
):
    extractor.act("Peru is shutting it", "PE", stage=Stage.UNDERWAY)
    extractor.act("Peru's embassy is closed", "PE", effective_on=coded(FIRST))
    write("a.txt", "Peru is shutting it.", date="2024-03-04")
    run()
    action = Action.objects.get()
    reviewing.amend(action, {"destination": "Tacna"}, by=boss, at=NOON)
    write("b.txt", "Peru's embassy is closed.", date="2024-03-05")
    run()
    action.refresh_from_db()
    assert (action.stage, action.effective_on) == ("underway", None)
    assert action.destination == "Tacna"
    assert action.evidence.count() == 2


def test_an_accepted_action_gains_evidence_and_keeps_its_values(
    extractor, write, run, boss
):
    extractor.act("Peru is shutting it", "PE", stage=Stage.UNDERWAY)
    extractor.act("Peru's embassy is closed", "PE")
    write("a.txt", "Peru is shutting it.", date="2024-03-04")
    run()
    reviewing.accept(Action.objects.get(), by=boss, at=NOON)
    write("b.txt", "Peru's embassy is closed.", date="2024-03-05")
    run()
    action = Action.objects.get()
    assert (action.review, action.stage) == ("accepted", "underway")
    assert action.evidence.count() == 2


def test_a_rejected_claim_never_returns(extractor, write, run, boss):
    extractor.act("Peru shut its mission", "PE")
    url = "https://example.org/1"
    write("a.txt", "Peru shut its mission.", url=url, date="2024-03-04")
    run()
    reviewing.reject(Action.objects.get(), by=boss, at=NOON)
    write("a.txt", "Updated: Peru shut its mission.", url=url, date="2024-03-04")
    report = run()
    assert report.counts["revision"] == 1
    assert Action.objects.get().review == "rejected"


def test_another_articles_claim_of_a_rejected_act_is_proposed(
    extractor, write, run, boss
):
    extractor.act("Peru shut its mission", "PE")
    write("a.txt", "Peru shut its mission.", date="2024-03-04")
    run()
    reviewing.reject(Action.objects.get(), by=boss, at=NOON)
    write("b.txt", "Witnesses: Peru shut its mission.", date="2024-03-04")
    run()
    states = sorted(Action.objects.values_list("review", flat=True))
    assert states == ["proposed", "rejected"]


def test_an_accepted_row_whose_words_are_gone_is_reopened(extractor, write, run, boss):
    extractor.act("Peru shut its mission", "PE")
    url = "https://example.org/1"
    run(write("a.txt", "Peru shut its mission.", url=url, date="2024-03-04"))
    reviewing.accept(Action.objects.get(), by=boss, at=NOON)
    report = run(write("a.txt", "Peru did nothing.", url=url, date="2024-03-04"))
    action = Action.objects.get()
    assert action.review == "proposed"
    assert "words are gone" in action.history.latest().history_change_reason
    assert "1 accepted rows reopened" in report.outcomes[0].note


@pytest.mark.parametrize("elsewhere", [True, False])
def test_an_accepted_row_that_is_still_proved_stays(
    extractor, write, run, boss, elsewhere
):
    extractor.act("Peru shut its mission", "PE")
    url = "https://example.org/1"
    run(write("a.txt", "Peru shut its mission.", url=url, date="2024-03-04"))
    if elsewhere:
        run(write("b.txt", "Too: Peru shut its mission.", date="2024-03-04"))
    reviewing.accept(Action.objects.get(), by=boss, at=NOON)
    newer = "Peru did nothing." if elsewhere else "Indeed Peru shut\nits mission."
    run(write("a.txt", newer, url=url, date="2024-03-04"))
    assert Action.objects.get().review == "accepted"


def test_an_accepted_row_is_still_proved_by_what_was_merged_into_it(
    extractor, write, run, boss
):
    extractor.act("Peru shut its mission", "PE", effective_on=coded(FIRST))
    extractor.act("Peru left", "PE", effective_on=coded(date(2024, 3, 9)))
    url = "https://example.org/1"
    run(write("a.txt", "Peru shut its mission.", url=url, date="2024-03-04"))
    run(write("b.txt", "Peru left.", date="2024-03-10"))
    first, again = Action.objects.order_by("effective_on")
    reviewing.merge(again, into=first, by=boss, at=NOON)
    reviewing.accept(first, by=boss, at=NOON)
    run(write("a.txt", "Peru did nothing.", url=url, date="2024-03-04"))
    first.refresh_from_db()
    assert first.review == "accepted"


def test_an_old_version_that_comes_late_takes_nothing_back(extractor, write, run, boss):
    extractor.act("shut its mission", "PE")
    extractor.act("kept its mission", "CL")
    url = "https://example.org/1"
    run(write("a.txt", "Chile kept its mission.", url=url, date="2024-09-03"))
    reviewing.accept(Action.objects.get(), by=boss, at=NOON)
    run(write("a.txt", "Old. Peru shut its mission.", url=url, date="2024-09-01"))
    assert Action.objects.get(country="CL").review == "accepted"
    run(write("a.txt", "New. Both are open.", url=url, date="2024-09-03"))
    assert Action.objects.get(country="CL").review == "proposed"


def test_a_merged_rows_vanished_words_reopen_the_one_it_went_into(
    extractor, write, run, boss
):
    extractor.act("Peru shut its mission", "PE", effective_on=coded(FIRST))
    extractor.act("Peru left", "PE", effective_on=coded(date(2024, 3, 9)))
    url = "https://example.org/1"
    text = "Peru shut its mission. Peru left."
    run(write("a.txt", text, url=url, date="2024-03-10"))
    first, again = Action.objects.order_by("effective_on")
    reviewing.merge(again, into=first, by=boss, at=NOON)
    reviewing.accept(first, by=boss, at=NOON)
    run(write("a.txt", "Peru did nothing.", url=url, date="2024-03-10"))
    first.refresh_from_db()
    assert first.review == "proposed"


def test_one_person_is_one_official_over_all_articles(extractor, write, run):
    extractor.official("Ana Ruíz", "PE")
    extractor.official("ANA RUIZ", "PE")
    write("a.txt", "Ana Ruíz left.")
    write("b.txt", "ANA RUIZ left.")
    run()
    assert Official.objects.get().evidence.count() == 2


def test_names_of_two_countries_are_two_officials(extractor, write, run):
    extractor.official("Ana Ruiz", "PE")
    run(write("a.txt", "Ana Ruiz left."))
    extractor.official("Ana Ruiz", "CL")
    run(write("b.txt", "Once more Ana Ruiz left."))
    assert Official.objects.count() == 2


def test_a_missing_title_is_filled_unless_a_person_edited(extractor, write, run, boss):
    extractor.official("Ana Ruiz", "PE", "")
    run(write("a.txt", "Ana Ruiz left."))
    extractor.official("Ana Ruiz", "PE", "minister")
    run(write("b.txt", "Minister Ana Ruiz left."))
    official = Official.objects.get()
    assert official.title == "minister"
    reviewing.amend(official, {"title": ""}, by=boss, at=NOON)
    extractor.official("Ana Ruiz", "PE", "president")
    run(write("c.txt", "President Ana Ruiz left."))
    official.refresh_from_db()
    assert official.title == ""


def test_what_a_person_edited_stays_when_the_account_is_deleted(
    extractor, write, run, boss
):
    extractor.act("Peru shut its mission", "PE", destination="Lima")
    write("a.txt", "Peru shut its mission.", date="2024-03-04")
    run()
    reviewing.amend(Action.objects.get(), {"destination": ""}, by=boss, at=NOON)
    boss.delete()
    extractor.act("Peru's mission is shut", "PE", destination="Lima")
    write("b.txt", "Peru's mission is shut.", date="2024-03-04")
    run()
    assert Action.objects.get().destination == ""
    assert Action.objects.get().evidence.count() == 2


def test_what_was_merged_stays_merged_when_it_is_told_again(
    extractor, write, run, boss
):
    extractor.act("Peru shut its mission", "PE", effective_on=coded(FIRST))
    extractor.act("Peru left", "PE", effective_on=coded(date(2024, 3, 9)))
    write("a.txt", "Peru shut its mission. Peru left.", date="2024-03-10")
    run()
    first, again = Action.objects.order_by("effective_on")
    reviewing.merge(again, into=first, by=boss, at=NOON)
    extractor.act("Peru has left", "PE", effective_on=coded(date(2024, 3, 9)))
    write("b.txt", "Peru has left.", date="2024-03-10")
    run()
    assert Action.objects.standing().get() == first
    assert Evidence.objects.of_actions([first.pk]).count() == 3


def test_a_number_that_no_column_holds_does_not_cost_the_article(extractor, write, run):
    extractor.act("Peru sent troops", "PE", quantity=10**30)
    write("a.txt", "Peru sent troops.")
    assert run().exit_status == 0
    assert Action.objects.get().quantity is None
    assert Evidence.objects.get().machine_claim["quantity"] == 10**30
