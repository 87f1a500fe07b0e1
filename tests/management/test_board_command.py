"""`board`: a table or JSON, and a clear word for an unknown crisis."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.builders import a_crisis, a_statement, an_action

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")


def call(*arguments: str) -> str:
    out = StringIO()
    call_command("board", *arguments, stdout=out, no_color=True)
    return out.getvalue()


def test_an_unknown_crisis_is_a_wrong_call_that_names_the_known():
    a_crisis()
    with pytest.raises(CommandError, match="Known: kabul-2021") as raised:
        call("kabul")
    assert raised.value.returncode == 2


def test_no_crisis_at_all_says_so():
    with pytest.raises(CommandError, match="import articles"):
        call("kabul-2021")


def test_a_bad_date_is_a_wrong_call():
    with pytest.raises(CommandError, match="“soon” is no date"):
        call("kabul-2021", "--on", "soon")


def test_an_empty_board_says_so():
    a_crisis()
    printed = call("kabul-2021", "--review", "proposed")
    assert "No country has said or done anything" in printed
    assert "wait for review" not in printed


def test_a_board_without_any_row_promises_no_proposals():
    a_crisis()
    printed = call("kabul-2021")
    assert "No accepted row tells of anything" in printed
    assert "wait for review" not in printed


def test_an_empty_board_of_accepted_rows_tells_of_the_proposals():
    an_action()
    printed = call("kabul-2021", "--on", "2021-08-15")
    assert "Proposals about 1 nation wait for review" in printed
    assert "--review proposed" in printed


def test_json_has_no_word_beside_it():
    an_action()
    printed = call("kabul-2021", "--on", "2021-08-15", "--format", "json")
    assert json.loads(printed)["rows"] == []


def test_the_table_shows_each_answer_and_the_nations_that_gave_it():
    an_action()
    a_statement(country="NO")
    printed = call("kabul-2021", "--on", "2021-08-15", "--review", "proposed")
    assert "missions on 2021-08-15" in printed
    assert "FR France" in printed
    assert "“closed its embassy”" in printed
    assert "closed     1  FR" in printed
    assert "unknown    1  NO" in printed


def test_json_is_one_object():
    an_action()
    printed = call(
        "kabul-2021",
        *("--on", "2021-08-15", "--known-by", "2021-08-16"),
        *("--review", "proposed", "--format", "json"),
    )
    shown = json.loads(printed)
    assert (shown["on"], shown["known_by"]) == ("2021-08-15", "2021-08-16")
    assert [row["country"] for row in shown["rows"]] == ["FR"]


def test_only_accepted_rows_count_unless_asked():
    an_action()
    assert json.loads(call("kabul-2021", "--format", "json"))["rows"] == []


def test_a_mission_not_heard_of_for_long_says_what_was_known_last():
    an_action(type="embassy_kept", stage="done")
    long_after = call("kabul-2021", "--on", "2021-12-01", "--review", "proposed")
    assert "unknown (last known: kept, 2021-08-15)" in long_after
    then = call("kabul-2021", "--on", "2021-08-20", "--review", "proposed")
    assert "last known" not in then
    words = ("--review", "proposed", "--format", "json")
    (row,) = json.loads(call("kabul-2021", "--on", "2021-12-01", *words))["rows"]
    assert (row["answer"], row["last_kept_on"]) == ("unknown", "2021-08-15")
