"""What makes two texts or two claims the same."""

import hashlib

from reactions.extraction.claims import ActionClaim, OfficialClaim, StatementClaim
from reactions.models.article import collapsed


def text_hash(text: str) -> str:
    """SHA-256 of the NFC, whitespace-collapsed text: the identity of an article."""
    return _hash(collapsed(text))


def claim_key(
    claim: OfficialClaim | StatementClaim | ActionClaim, *, root: str, body: str
) -> str:
    """The identity of a claim through re-runs, revisions and renamed rules.

    `root` names the first article of the revision chain; then the kind, the actor as
    written, the words and the type count, and nothing else that was read.
    """
    words = collapsed(body[claim.start : claim.end])
    if isinstance(claim, OfficialClaim):
        parts = (
            "official",
            claim.country,
            collapsed(claim.name).casefold(),
            "",
            words,
        )
    elif isinstance(claim, StatementClaim):
        speaker = collapsed(claim.speaker)
        parts = ("statement", claim.country or "", speaker, claim.kind, words)
    else:
        parts = ("action", claim.country, "", claim.type, words)
    return _hash("\x1f".join((root, *parts)))


def reading_key(key: str, reading: str) -> str:
    """The identity of a claim read otherwise than before; `reading` is what was read,
    the same text for the same values."""
    return _hash(f"{key}\x1f{reading}")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
