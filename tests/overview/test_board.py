"""The board: what must not be shown first, then answers, origins and conflicts."""

import json
from datetime import date

import pytest

from reactions import reviewing
from reactions.models import Action
from reactions.overview import Board, BoardRow, board, board_as_json
from tests.builders import (
    NOON,
    a_crisis,
    a_statement,
    a_user,
    an_action,
    an_article,
    prove,
)

pytestmark = pytest.mark.django_db

TWELFTH, FOURTEENTH, FIFTEENTH, SIXTEENTH = (
    date(2021, 8, day) for day in (12, 14, 15, 16)
)
TODAY = date(2021, 9, 1)


def ask(on: date | None = FIFTEENTH, **changes) -> Board:
    asked = {"known_by": None, "review": "proposed", "today": TODAY, **changes}
    return board(a_crisis(), on=on, **asked)


def rows(shown: Board) -> dict[str, BoardRow]:
    return {row.country: row for row in shown.rows}


def act(type_: str, country: str, on: date = FIFTEENTH, **values) -> Action:
    """An act told in an article of its own, published on the day it counts."""
    body = values.pop("body", f"{country} {type_} {on}: words.")
    published = values.pop("published_on", on)
    article = an_article(body, published_on=published, **values.pop("article", {}))
    defaults = {"effective_on": on, "known_on": published, "quote": "words"}
    return an_action(type_, country=country, article=article, **(defaults | values))


def unplaced(type_: str, country: str, stage: str, **values) -> Action:
    """An act without an effective day."""
    empty = {"effective_on_precision": "", "effective_on_basis": ""}
    return act(type_, country, stage=stage, effective_on=None, **empty, **values)


def test_a_crisis_without_rows_has_an_empty_board():
    assert ask().rows == ()


def test_the_host_is_left_out():
    act("embassy_closed", "AF")
    assert ask().rows == ()


def test_rejected_rows_count_for_nobody():
    action = act("embassy_closed", "FR")
    reviewing.reject(action, by=a_user(is_superuser=True), at=NOON)
    assert ask().rows == ()


def test_proposals_are_shown_only_when_asked_for():
    act("embassy_closed", "FR")
    assert ask(review="accepted").rows == ()
    assert not rows(ask())["FR"].reviewed


def test_an_accepted_row_is_reviewed_on_either_board():
    reviewing.accept(act("embassy_closed", "FR"), by=a_user(is_superuser=True), at=NOON)
    for review in ("accepted", "proposed"):
        assert rows(ask(review=review))["FR"].reviewed


def test_who_only_speaks_or_acts_otherwise_is_unknown():
    a_statement()
    act("aid_pledged", "NO")
    shown = rows(ask())
    assert set(shown) == {"FR", "NO"}
    for row in shown.values():
        assert (row.answer, row.since, row.evidence, row.origins) == (
            "unknown",
            None,
            (),
            0,
        )


def test_every_state_is_listed_on_request():
    act("embassy_closed", "FR")
    shown = rows(ask(every_state=True))
    assert len(shown) > 190
    assert "AF" not in shown
    assert "NATO" not in shown
    assert shown["FJ"].answer == "unknown"


def test_the_day_is_today_or_the_end_of_the_crisis():
    a_crisis(ended_on=date(2021, 8, 20))
    assert ask(on=None).on == date(2021, 8, 20)
    assert ask(on=None, today=SIXTEENTH).on == SIXTEENTH
    assert ask().known_by == TODAY


def test_an_answer_shows_its_words_and_when_it_began():
    act("embassy_suspended", "FR", TWELFTH)
    act("embassy_closed", "FR", FIFTEENTH)
    row = rows(ask(SIXTEENTH))["FR"]
    assert (row.level, row.answer, row.stage) == ("closed", "closed", "done")
    assert (row.since, row.level_since) == (TWELFTH, FIFTEENTH)
    (piece,) = row.evidence
    assert piece.quote == "words"
    assert (piece.start, piece.end) == (30, 35)


def test_what_was_not_known_yet_is_unknown():
    act("embassy_reduced", "US", TWELFTH)
    act("embassy_moved", "US", FIFTEENTH)
    act("embassy_closed", "DE", FIFTEENTH)
    shown = rows(ask(known_by=FOURTEENTH))
    assert {code: row.level for code, row in shown.items()} == {
        "US": "reduced",
        "DE": "unknown",
    }


def test_who_spoke_later_has_a_row_without_an_answer():
    a_statement(article=an_article(published_on=FIFTEENTH))
    (row,) = ask(known_by=FOURTEENTH).rows
    assert (row.country, row.level, row.evidence) == ("FR", "unknown", ())


def test_evidence_published_later_is_left_out_of_past_knowledge():
    action = act("embassy_closed", "FR", TWELFTH)
    later = an_article("Later: words.", published_on=SIXTEENTH)
    prove(action, quote="words", article=later, claim_key="later")
    assert len(rows(ask(known_by=FOURTEENTH))["FR"].evidence) == 1
    newest, _ = rows(ask())["FR"].evidence
    assert newest.published_on == SIXTEENTH


def test_plans_are_listed_and_change_nothing():
    act("embassy_kept", "NL", TWELFTH)
    unplaced("embassy_closed", "NL", "announced", announced_on=None)
    act("embassy_moved", "NL", SIXTEENTH, stage="announced", known_on=TWELFTH)
    row = rows(ask())["NL"]
    assert row.level == "kept"
    assert [(plan.level, plan.effective_on) for plan in row.planned] == [
        ("moved", SIXTEENTH),
        ("closed", None),
    ]


def test_copies_and_revisions_are_one_origin():
    action = act("embassy_closed", "FR")
    first = action.evidence.get().article
    copy = an_article("Copy: words.", published_on=FIFTEENTH, copy_of=first)
    of_copy = an_article("Copy again: words.", published_on=FIFTEENTH, copy_of=copy)
    newer = an_article("Newer: words.", published_on=FIFTEENTH, revision_of=of_copy)
    for number, article in enumerate((copy, of_copy, newer)):
        prove(action, quote="words", article=article, claim_key=str(number))
    row = rows(ask())["FR"]
    assert (row.origins, len(row.evidence)) == (1, 4)
    other = an_article("Other: words.", published_on=FIFTEENTH)
    prove(action, quote="words", article=other, claim_key="other")
    assert rows(ask())["FR"].origins == 2


def test_evidence_of_a_merged_action_counts_for_the_one_it_went_into():
    kept, gone = act("embassy_closed", "FR"), act("embassy_closed", "FR", SIXTEENTH)
    reviewing.merge(gone, into=kept, by=a_user(is_superuser=True), at=NOON)
    row = rows(ask(SIXTEENTH))["FR"]
    assert (row.since, len(row.evidence), row.origins) == (FIFTEENTH, 2, 2)


def test_one_article_that_tells_of_both_is_no_conflict():
    article = an_article("FR: words.", published_on=FIFTEENTH)
    for type_ in ("embassy_closed", "embassy_kept"):
        an_action(
            type_, article=article, quote="" if type_ == "embassy_kept" else "words"
        )
    prove(
        Action.objects.get(type="embassy_kept"),
        quote="words",
        article=article,
        claim_key="kept",
    )
    assert not rows(ask())["FR"].conflict


@pytest.mark.parametrize(
    ("second", "day", "expected"),
    [
        ("embassy_kept", SIXTEENTH, True),
        ("embassy_reduced", FIFTEENTH, True),
        ("embassy_kept", date(2021, 8, 17), False),
        ("embassy_moved", FIFTEENTH, False),
        ("embassy_suspended", FIFTEENTH, False),
    ],
)
def test_opposed_answers_within_a_day_from_two_origins_are_a_conflict(
    second, day, expected
):
    act("embassy_closed", "FR", FIFTEENTH)
    act(second, "FR", day)
    assert rows(ask(date(2021, 8, 18)))["FR"].conflict is expected


@pytest.mark.parametrize(
    ("reopened", "expected"),
    [(date(2021, 8, 20), False), (date(2021, 8, 16), True)],
)
def test_a_conflict_is_of_the_answer_that_is_shown(reopened, expected):
    act("embassy_closed", "FR", FIFTEENTH)
    act("embassy_kept", "FR", FIFTEENTH)
    act("embassy_reopened", "FR", reopened)
    row = rows(ask(date(2021, 8, 25)))["FR"]
    assert (row.answer, row.since, row.conflict) == ("kept", reopened, expected)


def test_the_day_of_an_answer_says_how_exact_it_is_and_what_it_rests_on():
    said = {"announced_on_precision": "day", "announced_on_basis": "publication"}
    unplaced("embassy_closed", "FR", "done", announced_on=FIFTEENTH, **said)
    months = {"effective_on_precision": "month", "effective_on_basis": "stated"}
    act("embassy_closed", "DE", TWELFTH, **months)
    shown = rows(ask())
    assert exactness(shown["FR"]) == (FIFTEENTH, "day", "publication")
    assert exactness(shown["DE"]) == (TWELFTH, "month", "stated")
    act("embassy_closed", "FR", FIFTEENTH, effective_on_basis="relative")
    assert exactness(rows(ask())["FR"]) == (FIFTEENTH, "day", "relative")
    assert exactness(rows(ask(FOURTEENTH))["FR"]) == (None, None, None)


def test_the_day_of_an_answer_is_that_of_its_first_level():
    act("embassy_suspended", "FR", TWELFTH, effective_on_basis="relative")
    act("embassy_kept", "FR", TWELFTH)
    act("embassy_closed", "FR", FIFTEENTH)
    row = rows(ask())["FR"]
    assert row.level == "closed"
    assert exactness(row) == (TWELFTH, "day", "relative")
    assert [piece.published_on for piece in row.evidence] == [FIFTEENTH]


def test_the_day_of_a_level_says_how_exact_it_is():
    act("embassy_suspended", "FR", TWELFTH)
    act("embassy_closed", "FR", FIFTEENTH, effective_on_precision="week")
    act("embassy_closed", "FR", SIXTEENTH)
    row = rows(ask())["FR"]
    assert (row.since, row.since_precision) == (TWELFTH, "day")
    assert (row.level_since, row.level_precision) == (FIFTEENTH, "week")


def exactness(row: BoardRow) -> tuple[date | None, str | None, str | None]:
    return row.since, row.since_precision, row.since_basis


def test_evidence_of_a_merged_act_names_the_act_it_went_to():
    kept = act("embassy_closed", "FR", effective_on_basis="relative")
    other = act("embassy_closed", "FR", FOURTEENTH)
    reviewing.merge(other, into=kept, by=a_user(is_superuser=True), at=NOON)
    row = rows(ask())["FR"]
    assert {piece.action for piece in row.evidence} == {kept.public_id}
    assert {piece.published_on for piece in row.evidence} == {FOURTEENTH, FIFTEENTH}
    assert exactness(row) == (FIFTEENTH, "day", "relative")


def test_the_queries_do_not_grow_with_the_rows(django_assert_num_queries):
    crisis = a_crisis()

    def fill(codes: list[str]) -> None:
        for code in codes:
            act("embassy_closed", code)
            act("embassy_kept", code)

    def shown() -> int:
        asked = {"on": FIFTEENTH, "known_by": FOURTEENTH, "today": TODAY}
        return len(board(crisis, review="proposed", **asked).rows)

    # What is set aside, plans, the latest acts, the actors; then, where something is
    # known, contradictions and the proofs: evidence, newer versions.
    fill(["FR"])
    with django_assert_num_queries(4):
        shown()
    asked = {"on": FIFTEENTH, "known_by": None, "today": TODAY, "review": "proposed"}
    with django_assert_num_queries(7):
        board(crisis, **asked)
    fill(["DE", "GB", "US", "IT", "SE", "NL"])
    with django_assert_num_queries(7):
        assert len(board(crisis, **asked).rows) == 7


def test_the_board_is_plain_values_in_json():
    act("embassy_closed", "FR")
    unplaced("embassy_moved", "FR", "announced", announced_on=None)
    values = json.loads(json.dumps(board_as_json(ask())))
    assert {name: values[name] for name in ("crisis", "on", "known_by", "review")} == {
        "crisis": "kabul-2021",
        "on": "2021-08-15",
        "known_by": "2021-09-01",
        "review": "proposed",
    }
    (row,) = values["rows"]
    assert list(row) == [
        "country",
        "name",
        "level",
        "answer",
        "since",
        "since_precision",
        "since_basis",
        "level_since",
        "stage",
        "planned",
        "origins",
        "reviewed",
        "conflict",
        "evidence",
        "last_kept_on",
        "set_aside",
    ]
    (piece,) = row["evidence"]
    assert piece["published_on"] == "2021-08-15"
    assert set(piece) == {
        *("article", "start", "end", "quote", "extractor_version", "action"),
        *("article_title", "publisher", "published_on"),
    }
    assert row["planned"][0]["effective_on"] is None


def test_the_nations_of_august_2021():
    """What was reported of missions in Kabul, in facts of our own wording."""
    act("embassy_reduced", "US", TWELFTH, stage="underway")
    act("embassy_moved", "US", FIFTEENTH, stage="underway")
    act("embassy_suspended", "CA", FIFTEENTH, stage="underway")
    act("embassy_evacuated", "CA", FIFTEENTH, stage="underway")
    act("embassy_evacuated", "SE", FIFTEENTH, stage="announced")
    act("embassy_evacuated", "IT", FIFTEENTH, stage="announced")
    unplaced("embassy_closed", "IT", "denied", announced_on=None)
    act("embassy_closed", "DE", FIFTEENTH)
    unplaced("embassy_moved", "DE", "announced", announced_on=None)
    act("embassy_moved", "NL", FIFTEENTH)
    unplaced("embassy_kept", "NL", "announced", announced_on=None)
    for code in ("GB", "NATO", "RU"):
        act("embassy_kept", code, FIFTEENTH)
    act("embassy_reduced", "GB", FIFTEENTH)
    for code, type_ in (
        ("AE", "flights_suspended"),
        ("EE", "un_meeting_requested"),
        ("NO", "un_meeting_requested"),
    ):
        act(type_, code, FIFTEENTH)

    def answers(**asked) -> dict[str, set[str]]:
        named: dict[str, set[str]] = {}
        for row in ask(**asked).rows:
            named.setdefault(row.answer.value, set()).add(row.country)
        return named

    assert answers() == {
        "closed": {"DE", "CA", "SE", "IT"},
        "moved": {"US", "NL"},
        "kept": {"GB", "RU", "NATO"},
        "unknown": {"AE", "EE", "NO"},
    }
    assert answers(on=FOURTEENTH)["kept"] == {"US"}
    assert set(answers(on=FOURTEENTH)) == {"kept", "unknown"}
    assert answers(known_by=FOURTEENTH) == answers(on=FOURTEENTH)


def test_a_day_at_either_end_of_the_calendar_breaks_no_board():
    act("embassy_closed", "DE", on=date.min)
    act("embassy_kept", "FR", on=date.max, published_on=FIFTEENTH)
    shown = rows(ask(date.max))
    assert [shown[code].answer for code in ("DE", "FR")] == ["closed", "kept"]
