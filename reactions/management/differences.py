"""A difference between two readings of an article as lines to print."""

from collections.abc import Iterator
from typing import Any

from reactions.extraction.claims import ActionClaim, StatementClaim
from reactions.importing import Changed, Reread
from reactions.models import Evidence

SHOWN = 80


def difference_lines(reread: Reread) -> Iterator[str]:
    """Nothing for an article that reads as before, else its name and a line a claim:
    + new, ~ followed, ! beside what was decided, - withdrawn, = kept."""
    found = reread.difference
    article = reread.article
    if reread.error:
        yield f"article {article.pk}, {article}: failed, {reread.error}"
        return
    if found.is_empty and not found.kept:
        return
    yield f"article {article.pk}, {article}"
    for claim in found.new:
        words = quoted(article.body[claim.start : claim.end])
        yield f"  + {claim_name(claim)}: {words}"
    for changed in found.follows:
        yield f"  ~ {changed_line(changed)}"
    for changed in found.beside:
        row = changed.piece.row
        yield f"  ! {changed_line(changed)}, beside {row.review} {row.public_id}"
    for piece in found.withdrawn:
        yield f"  - {piece_name(piece)}: {quoted(piece.quote)}"
    for piece in found.kept:
        row = piece.row
        state = f"{row.review} {row.public_id}"
        yield f"  = {piece_name(piece)}: {quoted(piece.quote)}, {state}"


def claim_name(claim: Any) -> str:
    if isinstance(claim, ActionClaim):
        return f"{claim.country} {claim.type}, {claim.stage}"
    if isinstance(claim, StatementClaim):
        return f"{claim.country} statement of {claim.speaker or 'nobody named'}"
    return f"{claim.country} official {claim.name}"


def piece_name(piece: Evidence) -> str:
    read = piece.machine_claim
    if piece.kind == "action":
        return f"{read['country']} {read['type']}, {read['stage']}"
    if piece.kind == "statement":
        return f"{read['country']} statement of {read['speaker'] or 'nobody named'}"
    return f"{read['country']} official {read['name']}"


def changed_line(changed: Changed) -> str:
    before = changed.piece.machine_claim
    told = ", ".join(
        f"{name} {value_of(getattr(changed.claim, name))}, was {value_of(before[name])}"
        for name in changed.fields
    )
    return f"{piece_name(changed.piece)}: {quoted(changed.piece.quote)}: {told}"


def value_of(value: Any) -> str:
    """A value of a claim, a date by its day."""
    if value is None or value == "":
        return "none"
    if isinstance(value, dict):
        return str(value["on"])
    return str(getattr(value, "on", value))


def quoted(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line if len(line) <= SHOWN else line[: SHOWN - 1] + '…'}”"
