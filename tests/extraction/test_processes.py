"""Work in processes that are killed: no answer is lost, none comes twice."""

import os

import pytest

from reactions.extraction.processes import in_processes

KILLERS = frozenset({3, 17})


def double_or_die(number: int) -> int:
    if number in KILLERS:
        os._exit(9)
    return 2 * number


def double(number: int) -> int:
    return 2 * number


def fail(number: int) -> int:
    raise ValueError(number)


def test_a_task_that_kills_its_process_costs_itself_alone():
    answers = in_processes(range(40), double_or_die, processes=2, died=lambda: -1)
    assert list(answers) == [-1 if n in KILLERS else 2 * n for n in range(40)]


def test_answers_come_in_order_and_tasks_are_drawn_as_needed():
    drawn = []

    def tasks():
        for number in range(100):
            drawn.append(number)
            yield number

    answers = in_processes(tasks(), double, processes=2, died=lambda: -1)
    assert next(answers) == 0
    assert len(drawn) <= 16
    assert list(answers) == [2 * n for n in range(1, 100)]


def test_an_error_of_the_work_is_raised():
    with pytest.raises(ValueError, match="0"):
        list(in_processes(range(3), fail, processes=2, died=lambda: -1))
