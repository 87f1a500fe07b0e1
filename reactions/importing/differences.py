"""What a second reading of a stored article finds otherwise than the first.

Claims are compared by their keys (`identity`), and those with one key by what was read
of them. Nothing is written here; `reextracting` does what a difference says.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q

from reactions.extraction.claims import Extraction
from reactions.extraction.rows import Claim, claim_row
from reactions.importing.articles import StoredArticle
from reactions.importing.identity import claim_key, reading_key
from reactions.importing.writing import Rereading
from reactions.models import Action, Evidence, MergeProposal, Official, Statement
from reactions.vocabulary import ReviewState

KINDS = {"action": Action, "statement": Statement, "official": Official}
# Where the words stand and which rule found them says nothing else of the act.
NOT_A_READING = {
    "start",
    "end",
    "speaker_start",
    "speaker_end",
    "continues",
    "rule",
    "text",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """A known claim of which something else was read; `fields` names what."""

    piece: Evidence
    claim: Claim
    fields: tuple[str, ...]


@dataclass(slots=True)
class Difference:
    """What the second reading of one article changes.

    `new` claims are proposed; `follows` are readings that an untouched row takes over,
    `beside` are proposed beside a decided or edited row; `withdrawn` evidence of
    untouched rows goes, `kept` is not read any more but was decided or edited.
    """

    new: list[Claim] = field(default_factory=list)
    follows: list[Changed] = field(default_factory=list)
    beside: list[Changed] = field(default_factory=list)
    withdrawn: list[Evidence] = field(default_factory=list)
    kept: list[Evidence] = field(default_factory=list)
    rereading: Rereading = Rereading()

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.follows or self.beside or self.withdrawn)


def difference_of(stored: StoredArticle, extraction: Extraction) -> Difference:
    """Compare the stored claims of the article with those of `extraction`. Locks the
    rows it looks at: to be called in a transaction, with the crisis locked."""
    body = stored.article.body
    found = _claims_by_key(stored, extraction)
    other_keys = {key: _other_key(key, claim, body) for key, claim in found.items()}
    pieces = list(stored.article.evidence.machine_made().with_rows().order_by("pk"))
    asked = Evidence.objects.filter(claim_key__in=[*found, *other_keys.values()])
    known = set(asked.values_list("claim_key", flat=True))
    difference = Difference(new=[found[key] for key in found if key not in known])
    free = _untouched(pieces)
    companions = _pieces_by_row(pieces)
    for piece in pieces:
        claim = found.get(piece.claim_key)
        if claim is not None:
            if other_keys[piece.claim_key] not in known:
                _compare(piece, claim, free=free, companions=companions, to=difference)
        elif piece.claim_key not in other_keys.values():
            _miss(piece, free=free, to=difference)
    pointed_to = _keep_pointed_to(difference, companions)
    _keep_needed_officials(difference, companions)
    difference.rereading = Rereading(
        was_in=_rows_left_alone(difference, companions),
        stays=_staying(difference, pointed_to),
        beside=_readings_beside(difference, other_keys),
    )
    return difference


def _claims_by_key(stored: StoredArticle, extraction: Extraction) -> dict[str, Claim]:
    found: dict[str, Claim] = {}
    for claim in (*extraction.officials, *extraction.statements, *extraction.actions):
        if claim.country is not None:
            key = claim_key(claim, root=stored.root, body=stored.article.body)
            found.setdefault(key, claim)
    return found


def _staying(
    difference: Difference, pointed_to: Collection[tuple[str, int]]
) -> frozenset[str]:
    """The keys of claims read otherwise that never leave the row they were in."""
    return frozenset(
        each.piece.claim_key
        for each in difference.follows
        if row_of(each.piece) in pointed_to
    )


def _readings_beside(
    difference: Difference, other_keys: Mapping[str, str]
) -> dict[str, tuple[str, int]]:
    """The key of each new reading of a decided row, with that row, by the claim's."""
    return {
        each.piece.claim_key: (other_keys[each.piece.claim_key], each.piece.row.pk)
        for each in difference.beside
    }


def _other_key(key: str, claim: Claim, body: str) -> str:
    return reading_key(key, json.dumps(reading_of(claim, body), sort_keys=True))


def reading_of(claim: Claim, body: str) -> dict[str, Any]:
    """What was read of a claim, as evidence freezes it."""
    row = json.loads(json.dumps(claim_row(claim, body), cls=DjangoJSONEncoder))
    return _reading(row)


def _reading(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in row.keys() - NOT_A_READING}


def _compare(
    piece: Evidence,
    claim: Claim,
    *,
    free: Collection[tuple[str, int]],
    companions: Mapping[tuple[str, int], list[int]],
    to: Difference,
) -> None:
    before = _reading(piece.machine_claim)
    now = reading_of(claim, piece.article.body)
    fields = tuple(sorted(n for n in now if now[n] != before.get(n)))
    if not fields:
        return
    row = row_of(piece)
    if row in free:
        # Of a statement that several articles print, the first to prove it speaks.
        if piece.kind != "statement" or companions[row][0] == piece.pk:
            to.follows.append(Changed(piece, claim, fields))
        return
    if piece.kind == "official" or piece.row.review == ReviewState.REJECTED:
        return
    if any(not _says_already(piece.row, name, now[name]) for name in fields):
        to.beside.append(Changed(piece, claim, fields))


def _says_already(row: Any, name: str, value: Any) -> bool:
    """Whether the decided row has the value that is read now."""
    if name in ("said_on", "announced_on", "effective_on"):
        day = getattr(row, name)
        return (day.isoformat() if day else None) == (value["on"] if value else None)
    if name == "official":
        return (row.official.name if row.official else None) == value
    column = {"title": "speaker_title"}.get(name, name)
    return bool(getattr(row, column, None) == value)


def _miss(
    piece: Evidence, *, free: Collection[tuple[str, int]], to: Difference
) -> None:
    """Evidence of a claim that is not read any more."""
    if row_of(piece) in free:
        to.withdrawn.append(piece)
    else:
        to.kept.append(piece)


def row_of(piece: Evidence) -> tuple[str, int]:
    kind = piece.kind
    return kind, getattr(piece, f"{kind}_id")


def _untouched(pieces: Iterable[Evidence]) -> set[tuple[str, int]]:
    """The rows that no hand has touched and that stand for themselves, locked."""
    ids: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for piece in pieces:
        kind, pk = row_of(piece)
        ids[kind].add(pk)
    return {
        (kind, pk)
        for kind, of_kind in ids.items()
        if of_kind
        for pk in KINDS[kind].objects.filter(pk__in=of_kind).held_untouched()
    }


def _pieces_by_row(pieces: Iterable[Evidence]) -> dict[tuple[str, int], list[int]]:
    """The ids of all evidence of each row, other articles' too, the first one first."""
    by_row: dict[tuple[str, int], list[int]] = {row_of(piece): [] for piece in pieces}
    for kind in KINDS:
        ids = [pk for of_kind, pk in by_row if of_kind == kind]
        found = Evidence.objects.filter(**{f"{kind}_id__in": ids}).order_by("pk")
        for pk, row in found.values_list("pk", f"{kind}_id"):
            by_row[kind, row].append(pk)
    return by_row


def _keep_needed_officials(
    difference: Difference, companions: Mapping[tuple[str, int], list[int]]
) -> None:
    """A person whom a statement names that stays keeps the evidence, and so does one
    of a pair that an editor decided on: with the row the decision would be gone."""
    ids = {p.official_id for p in difference.withdrawn if p.kind == "official"}
    if not ids:
        return
    going = [
        piece.statement_id
        for piece in difference.withdrawn
        if piece.kind == "statement" and len(companions[row_of(piece)]) == 1
    ]
    staying = Statement.objects.filter(official__in=ids).exclude(pk__in=going)
    needed = set(staying.values_list("official", flat=True))
    decided = MergeProposal.objects.exclude(review=ReviewState.PROPOSED.value)
    for pair in decided.filter(Q(official__in=ids) | Q(into__in=ids)):
        needed |= {pair.official_id, pair.into_id}
    for piece in [p for p in difference.withdrawn if p.official_id in needed]:
        difference.withdrawn.remove(piece)
        difference.kept.append(piece)


def _keep_pointed_to(
    difference: Difference, companions: Mapping[tuple[str, int], list[int]]
) -> set[tuple[str, int]]:
    """A plan that a touched act carries out and a statement that a touched one
    continues keep their evidence: deleting them would change the touched row. The rows
    kept, also those whose claims are only read otherwise."""
    gone = _lost_pieces(difference)
    emptied = [row for row in gone if gone[row] == len(companions[row])]
    kept = set()
    for kind, link in (("action", "fulfils"), ("statement", "continues")):
        ids = [pk for of_kind, pk in emptied if of_kind == kind]
        if not ids:
            continue
        pointing = KINDS[kind].objects.filter(**{f"{link}__in": ids})
        links = dict(pointing.values_list("pk", link))
        free = pointing.held_untouched()
        kept |= {(kind, to) for pk, to in links.items() if pk not in free}
    for piece in [p for p in difference.withdrawn if row_of(p) in kept]:
        difference.withdrawn.remove(piece)
        difference.kept.append(piece)
    return kept


def _lost_pieces(difference: Difference) -> Counter[tuple[str, int]]:
    """How many pieces of its evidence each row loses, at first."""
    return Counter(
        row_of(piece)
        for piece in (*difference.withdrawn, *(c.piece for c in difference.follows))
    )


def _rows_left_alone(
    difference: Difference, companions: Mapping[tuple[str, int], list[int]]
) -> dict[str, int]:
    """The row that each changed claim stays in unless it joins another: its person or
    statement, and an act that loses all its evidence by the second reading."""
    gone = _lost_pieces(difference)
    return {
        each.piece.claim_key: row[1]
        for each in difference.follows
        for row in [row_of(each.piece)]
        if row[0] != "action" or gone[row] == len(companions[row])
    }
