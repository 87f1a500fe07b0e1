"""Files made to hurt: small ones that unpack, expand or loop, and ones that point at
what is not theirs."""

import time
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import pytest

from reactions.sources import ArticleRecord, ReadOptions, Refused, pdf, read_inputs

LOL = "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)


def read(path: Path) -> Any:
    (found,) = read_inputs([path], ReadOptions(max_bytes=500_000))
    return found


def pdf_of(content: bytes, *, pages: int = 1) -> bytes:
    """A PDF whose pages all show this content, which is packed."""
    stream = zlib.compress(content, 9)
    kids = b"4 0 R " * pages
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
        % (len(stream), stream),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 3 0 R /Resources"
        b" << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        b" >>",
    ]
    out = b"%PDF-1.4\n"
    for number, each in enumerate(objects, start=1):
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    return out + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n0\n%%EOF"


def test_the_pdf_of_these_tests_can_be_read(tmp_path: Path):
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf_of(b"BT /F1 1 Tf (France left on Sunday.) Tj ET"))
    assert read(file).body == "France left on Sunday."


@pytest.mark.parametrize(
    "content",
    [b"BT /F1 1 Tf " + b"( )Tj " * 1_000_000 + b"ET", b" " * 60_000_000],
    ids=["a million words", "60 MB"],
)
def test_a_pdf_that_unpacks_to_much_is_refused_soon(tmp_path: Path, content: bytes):
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf_of(content))
    assert file.stat().st_size < 100_000
    tracemalloc.start()
    found = read(file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(found, Refused), found
    assert peak < 100_000_000


def test_a_pdf_that_takes_long_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0.2)
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf_of(b"BT /F1 1 Tf " + b"(ab)Tj " * 3000 + b"ET", pages=150))
    started = time.monotonic()
    assert "takes longer than" in read(file).reason
    assert time.monotonic() - started < 8


def test_entities_of_a_page_are_not_expanded(tmp_path: Path):
    page = f"{LOL}]><html><body><article><p>France shut its mission. &j;</p>" + (
        "<p>Its staff left the country during the night.</p></article></body></html>"
    )
    for name in ("a.html", "b.htm"):
        file = tmp_path / name
        file.write_text(page, encoding="utf-8")
        found = read(file)
        assert isinstance(found, ArticleRecord)
        assert len(found.body) < 2 * len(page)


@pytest.mark.parametrize("of", ["html", "article"])
def test_no_entity_of_a_page_reads_a_file(tmp_path: Path, of: str):
    secret = tmp_path / "secret.txt"
    secret.write_text("what nobody may read")
    page = (
        f"<!DOCTYPE {of} [<!ENTITY x SYSTEM 'file://{secret}'>]><html><body>"
        "<article><p>France shut its mission on Sunday. &x; It is said so.</p>"
        "</article></body></html>"
    )
    file = tmp_path / "a.html"
    file.write_text(page, encoding="utf-8")
    found = read(file)
    assert "nobody may read" not in str(found)


def test_tags_without_end_are_refused_or_read_soon(tmp_path: Path):
    file = tmp_path / "a.html"
    file.write_text("<div>" * 90_000 + "France shut its mission.", encoding="utf-8")
    started = time.monotonic()
    assert isinstance(read(file), Refused | ArticleRecord)
    assert time.monotonic() - started < 30
