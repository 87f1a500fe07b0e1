"""Encodings: what is refused first, then what is read."""

import codecs
import random

import pytest

from reactions.sources.decoding import UnreadableError, decode

WESTERN = "The envoy said: “We won’t leave.” Brasília’s mission stays open."
RUSSIAN = (
    "Посольство в столице продолжает работу, и оснований для срочного отъезда нет,"
    " сообщил представитель министерства иностранных дел в воскресенье. Он добавил,"
    " что сотрудники миссии находятся в безопасности и следят за обстановкой.\n"
)
ARABIC = "السفارة في العاصمة مغلقة، قال المتحدث باسم الوزارة يوم الأحد. " * 2


def noise(length: int) -> bytes:
    generator = random.Random(7)
    return bytes(generator.randrange(1, 256) for _ in range(length))


@pytest.mark.parametrize("data", [b"", b"  \n\t\n", codecs.BOM_UTF8, b"\xff\xfe"])
def test_an_empty_file_is_refused(data: bytes):
    with pytest.raises(UnreadableError, match="empty"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + noise(300),
        b"%PDF-1.4\n" + noise(600),
        noise(2000),
        "The mission is shut.".encode("utf-16-le"),
        b"\x01\x02\x03 mission \x04\x05\x06",
    ],
)
def test_what_is_no_text_is_refused(data: bytes):
    with pytest.raises(UnreadableError):
        decode(data)


def test_a_nul_character_is_refused_and_its_place_told():
    with pytest.raises(UnreadableError, match="NUL character at character 11"):
        decode(b"The mission\x00is shut.")


def test_broken_utf8_is_not_taken_for_another_encoding():
    data = "Der Außenminister sagte: „Wir bleiben“".encode()[:-1]
    with pytest.raises(UnreadableError, match="broken at byte"):
        decode(data)


def test_marked_utf16_that_is_cut_is_refused():
    with pytest.raises(UnreadableError, match="UTF-16 but broken"):
        decode("shut".encode("utf-16") + b"\x00")


def test_too_little_to_tell_the_encoding_is_refused():
    with pytest.raises(UnreadableError, match="confidence|could be told"):
        decode("Посол".encode("koi8-r"))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"]
)
def test_unicode_is_read_without_its_mark(encoding: str):
    text = "Kabul 🇦🇫 السفارة مغلقة “now”"
    data = text.encode(encoding)
    if encoding == "utf-16-be":
        data = codecs.BOM_UTF16_BE + data
    assert decode(data) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (WESTERN, "cp1252"),
        ("The café beside the mission closed.", "latin-1"),
        (RUSSIAN, "cp1251"),
        (ARABIC, "cp1256"),
    ],
)
def test_other_encodings_are_detected(text: str, encoding: str):
    assert decode(text.encode(encoding)) == text


def test_newlines_become_one_character():
    assert decode(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_a_very_long_line_is_read_whole():
    line = "The mission is open. " * 50_000
    assert decode(line.encode()) == line
