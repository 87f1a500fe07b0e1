"""Sheets made to hurt: what unpacks to much, expands, or points at other files."""

import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from reactions.admin.tables import MOST_UNPACKED, UnreadableTable, read_table

NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHARED = "xl/sharedStrings.xml"
SHEET = "xl/worksheets/sheet1.xml"
TYPE_OF_SHARED = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
LOL = '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


def book(part: str = "", content: str = "") -> bytes:
    """A small workbook, with one of its parts replaced."""
    made = openpyxl.Workbook()
    made.active.append(["public_id", "version"])
    made.active.append(["act_1", "1"])
    whole, out = io.BytesIO(), io.BytesIO()
    made.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            kept = old.read(name)
            if name == "[Content_Types].xml" and part == SHARED:
                kept = kept.replace(b"</Types>", TYPE_OF_SHARED)
            if name != part:
                new.writestr(name, kept)
        if part:
            new.writestr(part, content)
    return out.getvalue()


def strings(inner: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<sst {NAMES}>{inner}</sst>'


def cell(inner: str, head: str = "") -> str:
    row = f'<row><c t="inlineStr"><is><t>{inner}</t></is></c></row>'
    sheet = f"<worksheet {NAMES}><sheetData>{row}</sheetData></worksheet>"
    return f'<?xml version="1.0"?>{head}{sheet}'


def test_the_book_of_these_tests_can_be_read():
    for data in (book(), book(SHARED, strings("<si><t>x</t></si>"))):
        (row,) = read_table("c.xlsx", data)
        assert row.cells == {"public_id": "act_1", "version": "1"}


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (SHARED, strings("<si><t>&j;</t></si>", f"{LOL}]>")),
        (SHEET, cell("&j;", f"{LOL}]>")),
        ("xl/workbook.xml", strings("&j;", f"{LOL}]>")),
    ],
)
def test_entities_are_not_expanded(part: str, content: str):
    started = time.monotonic()
    with pytest.raises(UnreadableTable, match="cannot be read as XLSX"):
        read_table("c.xlsx", book(part, content))
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("part", [SHARED, SHEET])
def test_no_entity_reads_a_file(part: str, tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("what nobody may read")
    head = f'<!DOCTYPE sst [<!ENTITY x SYSTEM "file://{secret}">]>'
    content = strings("<si><t>&x;</t></si>", head) if part == SHARED else ""
    with pytest.raises(UnreadableTable) as refused:
        read_table("c.xlsx", book(part, content or cell("&x;", head)))
    assert "nobody" not in str(refused.value)


def test_what_unpacks_to_much_is_refused_before_it_is_read():
    data = book(SHARED, strings("<si><t>a</t></si>" * (MOST_UNPACKED // 17 + 1)))
    assert len(data) < MOST_UNPACKED // 100
    started = time.monotonic()
    with pytest.raises(UnreadableTable, match="when unpacked"):
        read_table("c.xlsx", data)
    assert time.monotonic() - started < 1


def test_a_size_that_is_told_too_small_gains_nothing():
    """The zip's own directory says how large a part is; a liar is cut off there."""
    content = strings("<si><t>abcdefgh</t></si>" * 200_000)
    data = bytearray(book(SHARED, content))
    size = len(content).to_bytes(4, "little")
    at = data.rindex(size)
    data[at : at + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(UnreadableTable, match="cannot be read as XLSX"):
        read_table("c.xlsx", bytes(data))
