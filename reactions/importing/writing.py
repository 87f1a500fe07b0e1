"""An article's new claims on their way into the database, and its bulk writes.

Bulk writes leave no history by themselves; here every proposed or changed row gets its
line, signed with the import that wrote it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any

from reactions.extraction.rows import claim_row
from reactions.importing.crises import longest
from reactions.models import Article, Evidence, ImportRun
from reactions.models.inserting import insert_rows, insert_values, update_rows
from reactions.models.reviewable import SIGNED_BY_IMPORT

SIGNATURE = {
    "history_date",
    "history_change_reason",
    "history_type",
    "history_user",
}

EVIDENCE_FIELDS = tuple(
    Evidence._meta.get_field(name)
    for name in (
        "article",
        "start",
        "end",
        "quote",
        "statement",
        "action",
        "official",
        "claim_key",
        "machine_claim",
        "rule",
        "extractor_version",
        "preferred",
        "created_at",
    )
)


@dataclass(frozen=True, slots=True)
class Keyed:
    """A claim with its identity; `place` is its place among the claims of its kind.

    `row_id` is the row that an original of a reprint proves by the same words: the
    claim is of that row, whatever was decided on it. Of a claim that was read again,
    `was_in` is the row it proved alone, which it stays in unless it joins another, and
    `apart_from` the decided row that it must not join.
    """

    key: str
    place: int
    claim: Any
    row_id: int | None = None
    was_in: int | None = None
    apart_from: int | None = None

    @property
    def why_beside(self) -> str:
        """What the row says of itself that stands beside a decided one."""
        if self.apart_from is None:
            return ""
        return f"Read otherwise than row {self.apart_from}, which was decided."


@dataclass(frozen=True, slots=True)
class Rereading:
    """What a second reading of an article knows of its claims, by their keys: the
    untouched row each one proved alone, and for what was decided otherwise the key of
    the new reading with the decided row. Claims that `stays` names never leave the row
    they were in."""

    was_in: Mapping[str, int] = field(default_factory=dict)
    stays: frozenset[str] = frozenset()
    beside: Mapping[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(slots=True)
class ArticleClaims:
    """The new claims of one article on their way into the database."""

    article: Article
    run: ImportRun
    at: datetime
    extractor_version: str
    officials: list[Keyed] = field(default_factory=list)
    statements: list[Keyed] = field(default_factory=list)
    actions: list[Keyed] = field(default_factory=list)
    repeated: int = 0
    evidence: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def reason(self) -> str:
        return f"{SIGNED_BY_IMPORT}{self.run.pk}"

    def prove(
        self,
        keyed: Keyed,
        *,
        statement: int | None = None,
        action: int | None = None,
        official: int | None = None,
    ) -> None:
        """Note the evidence of a claim for its row, given by its id."""
        claim, body = keyed.claim, self.article.body
        self.evidence.append(
            (
                self.article.pk,
                claim.start,
                claim.end,
                body[claim.start : claim.end],
                statement,
                action,
                official,
                keyed.key,
                claim_row(claim, body),
                claim.rule[: longest(Evidence, "rule")],
                self.extractor_version,
                False,
                self.at,
            )
        )

    def write_evidence(self) -> None:
        """Write all that was noted; the ids nobody needs, so the table gives them."""
        if self.evidence:
            insert_values(EVIDENCE_FIELDS, self.evidence)


def write_new(rows: Iterable[Any], *, claims: ArticleClaims) -> None:
    """Insert proposed rows of one kind with the first line of their history."""
    new = list(rows)
    insert_rows(new)
    write_history(new, claims=claims)


def write_changes(
    rows: Sequence[Any], *, fields: Sequence[str], claims: ArticleClaims
) -> None:
    """Update rows that no hand has touched, with a new version and its history."""
    if not rows:
        return
    for row in rows:
        row.version += 1
        row.updated_at = claims.at
    update_rows(rows, [*fields, "version", "updated_at"])
    write_history(rows, claims=claims, is_update=True)


def write_history(
    rows: Sequence[Any], *, claims: ArticleClaims, is_update: bool = False
) -> None:
    """A line of history for each row of one kind, signed with the import."""
    if not rows:
        return
    line = {
        "history_date": claims.at,
        "history_change_reason": claims.reason,
        "history_type": "~" if is_update else "+",
        "history_user_id": claims.run.started_by_id,
    }
    fields, values_of = _history_fields(type(rows[0]))
    signed = tuple(line[field.attname] for field in fields if field.name in SIGNATURE)
    insert_values(fields, [(*values_of(row), *signed) for row in rows])


@cache
def _history_fields(model: Any) -> tuple[tuple[Any, ...], Any]:
    """The columns of a kind's history that do not fill themselves, those that sign it
    last, and how a row's values of the others are taken."""
    fields = [
        field
        for field in model.history.model._meta.concrete_fields
        if not field.generated and not field.primary_key
    ]
    copied = [field for field in fields if field.name not in SIGNATURE]
    signing = [field for field in fields if field.name in SIGNATURE]
    values_of = attrgetter(*(field.attname for field in copied))
    return (*copied, *signing), values_of
