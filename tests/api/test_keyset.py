"""Pages that neither skip nor repeat, however many rows share a key."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from reactions.api.keyset import CursorError, Ordering, Place, encode, read_page
from reactions.models import Action

NEWEST = Ordering(name="-counts_on", key="counts_on", descending=True)
OLDEST = Ordering(name="counts_on", key="counts_on", descending=False)


def walk(ordering: Ordering, *, limit: int) -> list[int]:
    """The ids of all pages, one after another."""
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = read_page(
            Action.objects.all(), ordering=ordering, cursor=cursor, limit=limit
        )
        assert len(page.rows) <= limit
        seen += [row.pk for row in page.rows]
        cursor = page.cursor
    return seen


@pytest.fixture
def many(act: Callable[..., Action]) -> list[Action]:
    """Nine rows of one day, two of another, three that never count."""
    rows = [act() for _ in range(9)]
    later = date(2021, 8, 16)
    rows += [act(announced_on=later) for _ in range(2)]
    return rows + [act(stage="denied") for _ in range(3)]


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 11, 13, 14, 50])
def test_a_walk_downwards_shows_each_row_once_newest_first_undated_last(
    many: list[Action], limit: int
) -> None:
    pks = [row.pk for row in many]
    expected = pks[9:11][::-1] + pks[:9][::-1] + pks[11:][::-1]
    assert walk(NEWEST, limit=limit) == expected


@pytest.mark.parametrize("limit", [1, 4, 11, 14])
def test_a_walk_upwards_shows_each_row_once_undated_last(
    many: list[Action], limit: int
) -> None:
    assert walk(OLDEST, limit=limit) == [row.pk for row in many]


def test_rows_added_meanwhile_neither_repeat_nor_push_others_out(
    many: list[Action], act: Callable[..., Action]
) -> None:
    rows = Action.objects.all()
    first = read_page(rows, ordering=NEWEST, cursor="", limit=5)
    act(announced_on=date(2021, 8, 15) + timedelta(days=9))
    second = read_page(rows, ordering=NEWEST, cursor=first.cursor or "", limit=50)
    seen = [row.pk for row in (*first.rows, *second.rows)]
    assert sorted(seen) == [row.pk for row in many]


def test_a_full_page_takes_one_query(
    many: list[Action], django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(1):
        read_page(Action.objects.all(), ordering=NEWEST, cursor="", limit=5)


def test_the_last_page_has_no_cursor(act: Callable[..., Action]) -> None:
    act()
    page = read_page(Action.objects.all(), ordering=NEWEST, cursor="", limit=1)
    assert page.cursor is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%00",
        "ü",
        "bm90IGpzb24",
        "W10",
        "WzEsMiwzXQ",
        "W1siYSJdLDIsM10",
        "A" * 5000,
        encode(Place(value="2021-99-99", pk=1), NEWEST),
        encode(Place(value=5, pk=1), NEWEST),
        encode(Place(value={"a": 1}, pk=1), NEWEST),
        encode(Place(value="2021-08-15", pk="one"), NEWEST),
        encode(Place(value="2021-08-15", pk=None), NEWEST),
        encode(Place(value="2021-08-15", pk=True), NEWEST),
        encode(Place(value="2021-08-15", pk=10**30), NEWEST),
        encode(Place(value="2021-08-15\0", pk=1), NEWEST),
        encode(Place(value="2021-08-15", pk=1), OLDEST),
    ],
)
def test_a_cursor_of_no_list_is_refused(cursor: str) -> None:
    with pytest.raises(CursorError):
        read_page(Action.objects.all(), ordering=NEWEST, cursor=cursor, limit=5)
