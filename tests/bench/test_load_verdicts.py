"""Every verdict of `bench/load` can be a failure, and is none where all is well."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

FILE = Path(__file__).parents[2] / "bench" / "load" / "verdicts.py"
TOLD = """\
Article     Result    Officials  Note
000001.txt  imported          2
000002.txt  imported          0
2 imported. Proposed: 2 officials.
"""


@pytest.fixture(scope="module")
def verdicts() -> Any:
    found = importlib.util.spec_from_file_location("load_verdicts", FILE)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_what_is_stored_as_acknowledged_is_no_failure(verdicts: Any):
    done = {"a": ("one, amended", 2), "b": ("two", 1)}
    # What was made and never acknowledged may be there or not.
    stored = [("a", "one, amended", 2), ("b", "two", 1), ("c", "three", 1)]
    assert verdicts.lost_or_doubled(done, stored) == []


def test_a_lost_write_is_a_failure(verdicts: Any):
    done = {"a": ("one, amended", 2), "b": ("two, amended", 2)}
    lost = verdicts.lost_or_doubled(done, [("a", "one", 1)])
    assert lost == [
        "a is ('one', 1) and not ('one, amended', 2)",
        "b is None and not ('two, amended', 2)",
    ]


def test_a_write_that_was_done_twice_is_a_failure(verdicts: Any):
    done = {"a": ("one, amended", 2), "c": ("two, amended", 2)}
    stored = [("a", "one, amended", 2), ("b", "one", 1), ("c", "two, amended", 3)]
    assert verdicts.lost_or_doubled(done, stored) == [
        "one is stored 2 times",
        "c is ('two, amended', 3) and not ('two, amended', 2)",
    ]


def test_an_article_that_is_stored_and_told_of_is_no_failure(verdicts: Any):
    assert verdicts.imports_lost(TOLD, ["000001", "000002", "000003"]) == []


def test_an_article_that_was_told_of_and_is_not_there_is_a_failure(verdicts: Any):
    lost = verdicts.imports_lost(TOLD, ["000001", "000001"])
    assert lost == [
        "article 000002 was told of and is not stored",
        "article 000001 is stored 2 times",
    ]


def test_an_import_that_did_nothing_or_failed_is_a_failure(verdicts: Any):
    assert verdicts.imports_lost("", []) == ["the import told of no article"]
    failed = "failed /tmp/texts/000003.txt: IntegrityError: duplicate key"
    assert verdicts.imports_lost(TOLD + failed, ["000001", "000002"]) == [failed]
    known = TOLD.replace("2.txt  imported", "2.txt  known   ")
    assert verdicts.imports_lost(known, ["000001"]) == ["file 000002 is known"]


def test_a_kill_breaks_one_connection_at_once(verdicts: Any):
    assert verdicts.unexplained([10.1, 12.0], [10.0, 11.5, 50.0]) == []
    assert len(verdicts.unexplained([9.9], [10.0])) == 1
    assert len(verdicts.unexplained([13.0], [10.0])) == 1
    assert verdicts.unexplained([10.1, 10.2], [10.0]) == ["1 kills broke 2 connections"]


def test_errors_in_the_log_are_failures_and_kills_are_none(verdicts: Any):
    killed = "[2024] [7] [ERROR] Worker (pid:9) was sent SIGKILL! Perhaps out of memory"
    asked = '127.0.0.1 "GET /?q=error" 200 12 bytes'
    assert verdicts.errors_logged(f"{asked}\n{killed}\n") == []
    broken = "[2024] [7] [ERROR] Error handling request /"
    found = verdicts.errors_logged(f"{broken}\nTraceback (most recent call last):\n")
    assert found == [broken, "Traceback (most recent call last):"]


def test_memory_that_grows_is_a_failure(verdicts: Any):
    flat = [(float(second), 100 + second % 7) for second in range(100)]
    before, after = verdicts.compared(flat, early=20, until=100)
    assert verdicts.grew("web", before, after) == []
    growing = [(float(second), 100 + second / 10) for second in range(100)]
    before, after = verdicts.compared(growing, early=20, until=100)
    assert (before, after) == (102.45, 109.45)
    assert verdicts.grew("web", before, after) == ["web grew from 102 MB to 109 MB"]
