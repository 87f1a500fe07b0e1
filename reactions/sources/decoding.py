"""Bytes to text: which encoding a file is in, or why it cannot be told.

UTF-8 and marked UTF-16 are taken at their word. Anything else is detected by
charset-normalizer and refused unless it is sure, because a wrong guess would
put wrong letters into quotes. A byte order mark is no part of the text.
"""

import codecs
import re

from charset_normalizer import from_bytes

# Above this share of control characters a "text" is no text.
CONTROL_SHARE = 0.01
# charset-normalizer's own figures, 0 to 1: disorder found, and fit to a language.
MOST_CHAOS = 0.05
LEAST_COHERENCE = 0.2
# A text in Latin letters with a few typographic marks is Windows-1252, which is
# what browsers assume as well (WHATWG Encoding, "windows-1252").
WESTERN = "cp1252"
WESTERN_ASCII_SHARE = 0.9

SURROGATES = re.compile("[\ud800-\udfff]")
CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


class UnreadableError(ValueError):
    """A file that cannot become an article; the message is the reason."""


class PassingError(UnreadableError):
    """The fault is not the input's own: it may be readable the next time, as it is."""


def decode(data: bytes, *, declared: str = "") -> str:
    """The text of `data` with newlines as \\n and no byte order mark.

    `declared` is the encoding that the data's sender or head names: believed where the
    data fit it and are no UTF-8, for senders name UTF-8 rightly or not at all.
    Raises UnreadableError for empty and binary data and for encodings that cannot be
    told with confidence.
    """
    if not data.strip():
        raise UnreadableError("the file is empty")
    text = _decode_marked(data)
    if text is None:
        text = _decode_unmarked(data, declared=declared)
    return clean_text(text)


def clean_text(text: str) -> str:
    """`text` with newlines as \\n. Raises UnreadableError when it is empty or holds
    what no text has and no database stores."""
    _refuse_binary(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableError("the file is empty")
    return text


def _decode_marked(data: bytes) -> str | None:
    """Text of a file that opens with a byte order mark, else None."""
    encoding = ""
    if data.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        encoding = "utf-32"
    if not encoding:
        return None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        raise UnreadableError(
            f"marked as {name} but broken at byte {error.start}"
        ) from error


def _decode_unmarked(data: bytes, *, declared: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _decode_declared(data, declared)
        if text is not None:
            return text
        if b"\x00" in data:
            raise UnreadableError("the file is binary, not text") from error
        if _is_broken_utf8(data):
            raise UnreadableError(
                f"UTF-8 that is broken at byte {error.start}"
            ) from error
        return _detect(data)


def _decode_declared(data: bytes, declared: str) -> str | None:
    """Text of data that are what they are said to be, else None."""
    try:
        name = codecs.lookup(declared).name if declared else ""
        # Browsers read Latin-1 and ASCII as Windows-1252 (WHATWG Encoding).
        name = WESTERN if name in ("iso8859-1", "ascii") else name
        return data.decode(name) if name and name != "utf-8" else None
    except (LookupError, ValueError):
        return None


def _is_broken_utf8(data: bytes) -> bool:
    """Whether most sequences of non-ASCII bytes are sound UTF-8."""
    decoded = data.decode("utf-8", errors="replace")
    broken = decoded.count("\ufffd")
    sound = sum(1 for char in decoded if char > "\x7f") - broken
    return sound >= broken


def _detect(data: bytes) -> str:
    best = from_bytes(data).best()
    if best is None:
        raise UnreadableError("neither UTF-8 nor any encoding that could be told")
    candidates = {best.encoding, *best.could_be_from_charset}
    ascii_share = sum(byte < 128 for byte in data) / len(data)
    if _is_western(data, ascii_share=ascii_share, chaos=best.chaos):
        return data.decode(WESTERN)
    if best.chaos > MOST_CHAOS or best.coherence < LEAST_COHERENCE:
        raise UnreadableError(
            "not UTF-8, and the encoding could not be told with confidence"
            f" (perhaps {', '.join(sorted(candidates))})"
        )
    return data.decode(best.encoding)


def _is_western(data: bytes, *, ascii_share: float, chaos: float) -> bool:
    """Whether `data` reads as Latin text with Windows-1252 quotes and accents."""
    if ascii_share < WESTERN_ASCII_SHARE or chaos > 0:
        return False
    try:
        text = data.decode(WESTERN)
    except UnicodeDecodeError:
        return False
    return all(
        char.isalpha() or char in "‘’‚“”„–—…•«»‹›€£§°·¡¿©®™\xa0´"
        for char in text
        if char > "\x7f"
    )


def _refuse_binary(text: str) -> None:
    """NUL is refused and not cut out: offsets count in the file as it stands,
    and PostgreSQL stores no NUL."""
    if "\x00" in text:
        raise UnreadableError(
            f"a NUL character at character {text.index(chr(0))}: binary, not text"
        )
    if SURROGATES.search(text):
        raise UnreadableError("half a surrogate pair: no text can hold it")
    if len(CONTROLS.findall(text)) > CONTROL_SHARE * len(text):
        raise UnreadableError("the file is binary, not text")
