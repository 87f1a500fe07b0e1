"""Files of rows made to fill memory and records: each ends with one refusal."""

import gzip
import io
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reactions.sources import ArticleRecord, ReadOptions, Refused, read_inputs
from tests.web_server import Reply, WebServer

MEGABYTE = 1_000_000
SOUND = {"text": "Peru shut its mission."}


def read(given: Path | str, **options: Any) -> list[Any]:
    asked = ReadOptions(private_addresses=True, seconds=20, **options)
    return list(read_inputs([given], asked))


def json_lines(bad: int) -> bytes:
    return b"0\n" * bad + json.dumps(SOUND).encode() + b"\n"


def json_list(bad: int) -> bytes:
    return json.dumps([0] * bad + [SOUND]).encode()


def csv_rows(bad: int) -> bytes:
    return b"text,url\n" + b"x,nonsense\n" * bad + b"Peru shut its mission.,\n"


@pytest.mark.parametrize(
    ("name", "rows"),
    [("a.jsonl", json_lines), ("a.json", json_list), ("a.csv", csv_rows)],
)
def test_after_a_thousand_bad_rows_the_rest_is_left(
    tmp_path: Path, name: str, rows: Callable[[int], bytes]
):
    path = tmp_path / name
    path.write_bytes(rows(1000))
    found = read(path)
    assert sum(isinstance(each, Refused) for each in found) == 1000
    assert sum(isinstance(each, ArticleRecord) for each in found) == 1
    path.write_bytes(rows(100_000))
    found = read(path)
    assert len(found) == 1001
    assert found[-1] == Refused(
        str(path), "more than 1,000 of its rows are refused: the rest is not read"
    )


def test_a_row_of_many_lines_is_no_longer_than_an_article():
    cell = b'"' + b"x" * 90_000 + b"\n" + b'"'
    sound = b'"Peru shut\nits mission.",\n' * 5000
    data = b"text,title\n" + sound + b",".join([cell] * 150) + b"\n"
    given = io.BytesIO(data)
    tracemalloc.start()
    found = read("-", form="csv", max_bytes=100_000, standard_input=lambda: given)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found) == 5001
    assert "a row is longer than the 100,000 characters allowed" in found[-1].reason
    assert peak < 10 * MEGABYTE


def test_rows_from_the_web_unpack_to_no_more_than_an_article(web: WebServer):
    rows = json.dumps(SOUND).encode() + b"\n"
    packed = gzip.compress(rows * 10_000)
    web.routes["/a.jsonl"] = Reply(packed, kind="application/x-ndjson")
    found = read(web.url + "/a.jsonl", max_bytes=100_000)
    (refused,) = [each for each in found if isinstance(each, Refused)]
    assert "more than the 100,000 bytes allowed" in refused.reason
    assert len(found) < 4_000


def test_a_file_of_this_machine_may_hold_many_articles(tmp_path: Path):
    rows = json.dumps(SOUND).encode() + b"\n"
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(rows * 10_000))
    assert len(read(tmp_path / "a.jsonl.gz", max_bytes=100_000)) == 10_000
