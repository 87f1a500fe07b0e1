"""Claims as plain JSON values: what `extract` prints and what evidence freezes.

The shape is the one the project's scoring reads. A coded date is null or an object
{on, precision, basis}; offsets count code points of the text they are given with.
"""

from dataclasses import dataclass
from typing import Any

from reactions.extraction.claims import (
    ActionClaim,
    CodedDate,
    Extraction,
    OfficialClaim,
    StatementClaim,
)

Row = dict[str, Any]
Claim = OfficialClaim | StatementClaim | ActionClaim
DATES = ("said_on", "announced_on", "effective_on")
OFFSETS = ("start", "end", "speaker_start", "speaker_end")


@dataclass(frozen=True, slots=True)
class ReadBody:
    """The decoded file and where its body begins, in code points."""

    text: str
    header_length: int = 0


def claim_row(claim: Claim, body: str) -> Row:
    """One claim with the words it rests on, offsets in `body`."""
    return {**_plain(claim), "text": body[claim.start : claim.end]}


def article_row(file: str, read: ReadBody, extraction: Extraction) -> Row:
    """One line of `extract`: the claims of an article, offsets in the decoded file."""
    return {
        "file": file,
        "officials": [_row_in_file(claim, read) for claim in extraction.officials],
        "statements": [_row_in_file(claim, read) for claim in extraction.statements],
        "actions": [_row_in_file(claim, read) for claim in extraction.actions],
        "warnings": list(extraction.warnings),
    }


def _row_in_file(claim: Claim, read: ReadBody) -> Row:
    row = _plain(claim)
    for name in OFFSETS:
        if row.get(name) is not None:
            row[name] += read.header_length
    return {**row, "text": read.text[row["start"] : row["end"]]}


def _plain(claim: Claim) -> Row:
    # Not `asdict`: it copies every value, and each of them is immutable.
    row = {name: getattr(claim, name) for name in claim.__slots__}
    for name in DATES:
        if name in row:
            row[name] = _plain_date(getattr(claim, name))
    return row


def _plain_date(coded: CodedDate | None) -> Row | None:
    if coded is None:
        return None
    return {
        "on": coded.on.isoformat(),
        "precision": str(coded.precision),
        "basis": str(coded.basis),
    }
