"""What the report says of an article that went in: nothing, when all is well."""

from datetime import datetime, timedelta

from reactions.extraction.claims import Extraction
from reactions.sources import ArticleRecord, doubtful_header

# Where a day begins first it is already tomorrow by UTC.
FURTHEST_DAY = timedelta(days=1)


def remarks_on(
    record: ArticleRecord,
    extraction: Extraction,
    *,
    at: datetime,
    reopened: int = 0,
    copy_of: int | None = None,
    near_copy: str = "",
) -> str:
    """What an editor should know, joined by semicolons; `reopened` counts accepted
    rows of earlier versions whose words are gone, `copy_of` is what it reprints,
    `near_copy` what it has in the place of the words there."""
    remarks = list(extraction.warnings)
    if copy_of:
        remarks.append(f"a reprint of article {copy_of}")
    if near_copy:
        remarks.append(near_copy)
    if reopened:
        remarks.append(reopened_note(reopened))
    doubt = "" if record.header_length else doubtful_header(record.text)
    if doubt:
        remarks.append(f"its header was read as text: {doubt}")
    if record.published_on is None:
        remarks.append("no publication date: known from today, relative dates empty")
    elif record.published_on > at.date() + FURTHEST_DAY:
        remarks.append(f"published on {record.published_on}, a day still to come")
    claims = (*extraction.officials, *extraction.statements, *extraction.actions)
    if not claims and not extraction.warnings:
        remarks.append("no claims: no country says or does anything in it")
    return "; ".join(dict.fromkeys(remarks))


def reopened_note(rows: int) -> str:
    return f"{rows} accepted rows reopened: their words are gone"
