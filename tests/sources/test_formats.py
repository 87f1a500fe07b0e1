"""Forms of input: what is refused and left out first, then what is read."""

import gzip
import io
import json
import tracemalloc
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from reactions.sources import (
    ArticleRecord,
    ReadOptions,
    Refused,
    read_inputs,
)
from tests.web_server import article

BODY = "France shut its mission on Sunday."


def read(path: Path | str, **options: Any) -> list[Any]:
    return list(read_inputs([path], ReadOptions(**options)))


def reasons(readings: list[Any]) -> list[tuple[str, str]]:
    return [
        (Path(each.file).name, each.reason)
        for each in readings
        if isinstance(each, Refused)
    ]


def texts(readings: list[Any]) -> list[str]:
    return [each.body for each in readings if isinstance(each, ArticleRecord)]


def pdf(text: str = "", *, title: str = "") -> bytes:
    """A PDF of one page with `text`, in the fewest objects."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (%s) /CreationDate (D:20010101000000) >>" % title.encode(),
    ]
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    start = out.tell()
    out.write(b"xref\n0 7\n0000000000 65535 f \n")
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size 7 /Root 1 0 R /Info 6 0 R >>\n")
    out.write(b"startxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


@pytest.mark.parametrize(
    "name",
    ["a.html", "a.json", "a.jsonl.gz", "a.csv", "a.eml", "a.pdf", "a.txt.gz"],
)
@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02" * 50, b"{" * 3000, b"\x1f\x8b\x08broken", b"%PDF-1.7 no"],
    ids=["empty", "binary", "brackets", "broken gzip", "broken pdf"],
)
def test_garbage_is_refused_and_the_rest_is_read(
    tmp_path: Path, name: str, data: bytes
):
    (tmp_path / name).write_bytes(data)
    (tmp_path / "b.txt").write_text(BODY)
    found = read(tmp_path)
    if data.startswith((b"{", b"%PDF")) and name == "a.txt.gz":
        return  # an odd text, but one
    if not data and name == "a.jsonl.gz":
        assert texts(found) == [BODY]  # no line, no article
        return
    assert [place.split(" ")[0] for place, _ in reasons(found)] == [name]
    assert texts(found) == [BODY]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.json.gz", "a.csv.gz"])
def test_a_gzip_bomb_is_refused_and_takes_no_memory(tmp_path: Path, name: str):
    (tmp_path / name).write_bytes(gzip.compress(b"a" * 100_000_000))
    tracemalloc.start()
    found = read(tmp_path, max_bytes=100_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(reasons(found)) == len(found) == 1
    assert peak < 10_000_000


def test_a_bomb_of_many_small_rows_is_refused_in_the_end(tmp_path: Path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b"\n" * 3_000_000))
    found = read(tmp_path, max_bytes=10_000)
    assert reasons(found) == [("a.jsonl.gz", "more than the 2,000,000 bytes allowed")]


def test_a_bad_row_is_refused_by_its_line_and_the_rest_is_read(tmp_path: Path):
    rows = [
        json.dumps({"text": "One."}),
        "{",
        "[1]",
        json.dumps({"title": "no text"}),
        json.dumps({"text": 5}),
        json.dumps({"text": "Late.", "published": "soon"}),
        json.dumps({"text": "a\x00b"}),
        '{"text": "half \\ud800"}',
        json.dumps({"text": "Odd.", "title": "\x00"}),
        json.dumps({"text": "x" * 600}),
        "",
        json.dumps({"text": "Two."}),
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes("\n".join(rows).encode() + b'\n{"text": "\xff"}\n')
    found = read(path, max_bytes=500)
    assert texts(found) == ["One.", "Two."]
    told = dict(reasons(found))
    assert [name.split()[-1] for name in told] == [
        "2", "3", "4", "5", "6", "7", "8", "9", "10", "13",
    ]  # fmt: skip
    assert told["a.jsonl line 4"] == "has no text (or body, content, article)"
    assert told["a.jsonl line 6"].startswith("“soon” is no date")
    assert told["a.jsonl line 13"] == "no UTF-8: byte 10"


def test_a_row_says_of_itself_what_a_header_would(tmp_path: Path):
    row = {
        "headline": "Mission shut",
        "content": BODY + "\r\n",
        "source": {"id": None, "name": "The Daily Example"},
        "link": "https://d.example/1",
        "published": "2024-03-04T10:00:00Z",
        "host": "Haiti",
        "crisis": "harbour-2024",
        "score": 7,
    }
    (tmp_path / "a.json").write_text(json.dumps({"articles": [row]}))
    (record,) = read(tmp_path)
    assert (record.file, record.title) == ("a.json row 1", "Mission shut")
    assert record.text == BODY + "\n"
    assert (record.publisher, record.url) == ("The Daily Example", row["link"])
    assert (record.published_on, record.host) == (date(2024, 3, 4), "HT")
    assert record.crisis.slug == "harbour-2024"


def test_json_that_holds_no_article_is_refused(tmp_path: Path):
    (tmp_path / "a.json").write_text("3")
    (tmp_path / "b.json").write_text('{"settings": {}}')
    assert dict(reasons(read(tmp_path))) == {
        "a.json": "holds neither an article nor a list of articles",
        "b.json": "has no text (or body, content, article)",
    }


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_has_an_article_a_row(tmp_path: Path, separator: str):
    heading = separator.join(["title", "text", "date"])
    long = "word " * 40_000
    rows = [
        separator.join(["A", f'"{BODY}\n\nMore."', "2024-03-04"]),
        separator.join(["B", "Text", "soon"]),
        separator.join(["C", "", ""]),
        separator.join(["D", "Text", "", "spare"]),
        separator.join(["E", long, ""]),
    ]
    (tmp_path / "a.csv").write_text("\n".join([heading, *rows]))
    found = read(tmp_path)
    assert texts(found) == [f"{BODY}\n\nMore.", long]
    assert found[0].published_on == date(2024, 3, 4)
    assert [name for name, _ in reasons(found)] == [
        "a.csv line 5", "a.csv line 6", "a.csv line 7",
    ]  # fmt: skip


def test_a_csv_from_a_spreadsheet_is_read_in_its_encoding(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes("text;title\n“Größe”;Ü\n".encode("utf-16"))
    (record,) = read(tmp_path)
    assert (record.body, record.title) == ("“Größe”", "Ü")


def test_a_csv_without_a_text_is_refused(tmp_path: Path):
    (tmp_path / "a.csv").write_text("name,value\n1,2\n")
    assert reasons(read(tmp_path)) == [
        ("a.csv", "has no column “text” (or body, content, article)")
    ]


def test_a_page_gives_its_main_text_title_and_day(tmp_path: Path):
    (tmp_path / "a.html").write_text(article("Mission shut", BODY))
    (record,) = read(tmp_path)
    assert record.body.startswith(BODY + "\n\nThe staff was flown out")
    assert "cookies" not in record.body
    assert "Home" not in record.body
    assert record.title == "Mission shut"
    assert record.publisher == "The Daily Example"
    assert (record.published_on, record.language) == (date(2024, 3, 4), "en")


def test_a_page_without_a_day_is_given_none(tmp_path: Path):
    html = article("Mission shut", f"{BODY} It was opened on 3 May 1999.")
    html = html.replace("article:published_time", "x").replace("2024-03-04T10", "")
    (tmp_path / "a.html").write_text(html + "<p>© 2019</p>")
    (record,) = read(tmp_path)
    assert record.published_on is None


def test_a_page_is_read_in_the_encoding_it_names(tmp_path: Path):
    html = article("Mission shut", "Посольство закрыто, сообщило министерство сегодня.")
    head = '<meta charset="windows-1251"></head>'
    (tmp_path / "a.html").write_bytes(
        html.replace("</head>", head).encode("windows-1251")
    )
    (record,) = read(tmp_path)
    assert record.body.startswith("Посольство закрыто")


def test_a_page_without_a_text_is_refused(tmp_path: Path):
    (tmp_path / "a.html").write_text("<html><body><nav>Home</nav></body></html>")
    assert reasons(read(tmp_path)) == [
        ("a.html", "no main text is to be found in the page")
    ]


def mail(**parts: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Mission shut – “now”"
    message["From"] = "Press Office <press@foreign.example>"
    message["Date"] = "Mon, 04 Mar 2024 23:30:00 -0500"
    if "plain" in parts:
        message.set_content(parts["plain"])
    if "html" in parts:
        message.add_alternative(parts["html"], subtype="html")
    return message


def test_a_mail_is_an_article(tmp_path: Path):
    message = mail(plain=f"{BODY}\nGrüße.\n", html="<p>Not this</p>")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    (record,) = read(tmp_path)
    assert record.body == f"{BODY}\nGrüße.\n"
    assert record.title == "Mission shut – “now”"
    assert (record.publisher, record.published_on) == (
        "Press Office",
        date(2024, 3, 4),
    )


def test_a_mail_of_html_alone_is_read_as_a_page(tmp_path: Path):
    message = mail(html=article("Mission shut", BODY))
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    (record,) = read(tmp_path)
    assert record.body.startswith(BODY)


def test_a_mail_with_nothing_but_an_attachment_is_refused(tmp_path: Path):
    message = mail()
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    assert reasons(read(tmp_path))[0][1] == "the mail has no text, only attachments"


def test_a_pdf_with_text_is_an_article_without_a_day(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(pdf(BODY, title="Mission shut"))
    (record,) = read(tmp_path)
    assert record.body.strip() == BODY
    assert (record.title, record.published_on) == ("Mission shut", None)


def test_a_scan_is_refused(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(pdf())
    assert reasons(read(tmp_path)) == [
        ("a.pdf", "the PDF holds no text: perhaps it is a scan")
    ]


def test_a_packed_file_is_read_like_a_plain_one(tmp_path: Path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(f"Title: A\n\n{BODY}".encode()))
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(article("B", BODY).encode()))
    first, second = read(tmp_path)
    assert (first.title, first.body) == ("A", BODY)
    assert second.title == "B"


def standard_input(data: bytes) -> dict[str, Any]:
    return {"standard_input": lambda: io.BytesIO(data)}


@pytest.mark.parametrize(
    ("data", "form", "title"),
    [
        (f"Title: A\n\n{BODY}".encode(), "", "A"),
        (gzip.compress(f"Title: A\n\n{BODY}".encode()), "", "A"),
        (article("A", BODY).encode(), "", "A"),
        (pdf(BODY, title="A"), "", "A"),
        (json.dumps({"title": "A", "text": BODY}).encode(), "jsonl", "A"),
    ],
    ids=["text", "gzip", "page", "pdf", "json lines"],
)
def test_standard_input_is_read(data: bytes, form: str, title: str):
    (record,) = read("-", form=form, **standard_input(data))
    assert record.title == title
    assert record.body.strip().startswith(BODY)


def test_an_empty_standard_input_is_refused():
    assert reasons(read("-", **standard_input(b""))) == [
        ("standard input", "the file is empty")
    ]
