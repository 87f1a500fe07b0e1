"""Tables for the terminal."""

from reactions.management.tables import display_width, render_table


def test_columns_are_aligned_and_numbers_set_to_the_right():
    table = render_table(
        ("Name", "Count"), [("Peru", "3"), ("Chile", "12")], width=80, right={1}
    )
    assert table.splitlines() == [
        "Name   Count",
        "─────  ─────",
        "Peru       3",
        "Chile     12",
    ]


def test_the_widest_column_gives_way():
    table = render_table(("A", "B"), [("x", "word " * 40)], width=30)
    assert all(display_width(line) <= 30 for line in table.splitlines())
    assert table.endswith("…")


def test_the_first_column_gives_way_last():
    table = render_table(("Name", "Words"), [("x" * 15, "word " * 40)], width=30)
    assert table.splitlines()[-1].startswith("x" * 15)


def test_a_table_of_one_wide_column_is_cut():
    assert render_table(("A",), [("word " * 40,)], width=20).endswith("…")


def test_wide_letters_take_two_columns_and_marks_none():
    assert display_width("大使館") == 6
    assert display_width("e\u0301") == 1


def test_a_cell_of_several_lines_becomes_one():
    assert render_table(("A",), [("one\ntwo",)], width=40).endswith("one two")
