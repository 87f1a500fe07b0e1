"""Claims of one article to proposed rows with their evidence, in a fixed number of
queries.

Nothing a person decided or edited is changed here: known claims are left alone, and
only rows that no hand has touched follow what later articles say of the same act.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from reactions.extraction.claims import (
    ActionClaim,
    Extraction,
    OfficialClaim,
    StatementClaim,
)
from reactions.importing.acts import propose_actions
from reactions.importing.articles import StoredArticle
from reactions.importing.crises import longest
from reactions.importing.identity import claim_key
from reactions.importing.people import Person, person_of, propose_officials
from reactions.importing.results import Proposed
from reactions.importing.writing import (
    ArticleClaims,
    Keyed,
    Rereading,
    write_changes,
    write_new,
)
from reactions.models import (
    Evidence,
    ImportRun,
    Official,
    Statement,
)
from reactions.models.inserting import reserve_ids
from reactions.models.prepared import Prepared
from reactions.models.priority import STATEMENT_PRIORITY

Claim = OfficialClaim | StatementClaim | ActionClaim
FIRST_READING = Rereading()
PROVED = Prepared(
    lambda keys: Evidence.objects.filter(claim_key__in=keys).values_list(
        "claim_key", "action_id", "statement_id", "official_id"
    ),
    str,
)
READ_AGAIN = [
    "official",
    "speaker_title",
    "stance",
    "said_on",
    "said_on_precision",
    "said_on_basis",
]


def propose(
    stored: StoredArticle,
    extraction: Extraction,
    *,
    run: ImportRun,
    at: datetime,
    extractor_version: str,
    rereading: Rereading = FIRST_READING,
) -> Proposed:
    """Write the article's new claims as proposed rows with evidence. To be called in
    the transaction that stored the article, with its crisis locked."""
    claims = ArticleClaims(stored.article, run, at, extractor_version)
    _sort_out_new(claims, extraction, stored=stored, rereading=rereading)
    people, new_officials = propose_officials(claims)
    statements = _propose_statements(claims, people, extraction=extraction)
    actions = propose_actions(claims)
    claims.write_evidence()
    written = new_officials + statements + actions
    return Proposed(
        officials=new_officials,
        statements=statements,
        actions=actions,
        merged=len(claims.evidence) - written,
        repeated=claims.repeated,
    )


def _sort_out_new(
    claims: ArticleClaims,
    extraction: Extraction,
    *,
    stored: StoredArticle,
    rereading: Rereading,
) -> None:
    """Keep each claim once, and only those that are not in the database yet: a claim
    that was accepted, edited or rejected keeps its row. A reprint's claim in its
    original's words is of the original's row."""
    lists: tuple[tuple[list[Keyed], Sequence[Claim]], ...] = (
        (claims.officials, extraction.officials),
        (claims.statements, extraction.statements),
        (claims.actions, extraction.actions),
    )
    keyed = [
        (kept, n, claim, _keys_of(claim, stored))
        for kept, found in lists
        for n, claim in enumerate(found)
        if claim.country is not None
    ]
    rows = _known_claims({key for *_, keys in keyed for key in keys})
    seen = set(rows)
    for kept, place, claim, (key, *akin) in keyed:
        other_key, decided = rereading.beside.get(key, ("", None))
        if other_key and other_key not in seen:
            seen.add(other_key)
            kept.append(Keyed(other_key, place, claim, apart_from=decided))
            continue
        if key in seen:
            claims.repeated += 1
            continue
        seen.add(key)
        was_in = rereading.was_in.get(key)
        row_id = next((rows[each] for each in akin if each in rows), None)
        if key in rereading.stays:
            row_id = was_in
        kept.append(Keyed(key, place, claim, row_id, was_in))


def _keys_of(claim: Claim, stored: StoredArticle) -> tuple[str, ...]:
    """The claim's own key, then those it has in the articles that this one reprints."""
    body = stored.article.body
    roots = (stored.root, *stored.akin)
    return tuple(claim_key(claim, root=root, body=body) for root in roots)


def _known_claims(keys: Collection[str]) -> dict[str, int]:
    """The row that each known claim proves, by its key."""
    parents = PROVED.rows(keys) if keys else []
    return {key: next(pk for pk in row if pk is not None) for key, *row in parents}


def _propose_statements(
    claims: ArticleClaims,
    people: Mapping[Person, Official],
    *,
    extraction: Extraction,
) -> int:
    new = {
        keyed.place: _new_statement(
            keyed.claim, claims, people=people, note=keyed.why_beside
        )
        for keyed in claims.statements
        if keyed.row_id is None and keyed.was_in is None
    }
    reserve_ids(list(new.values()))
    ids = {keyed.place: keyed.row_id or keyed.was_in for keyed in claims.statements}
    ids |= {place: statement.pk for place, statement in new.items()}
    for keyed in claims.statements:
        if keyed.place in new:
            new[keyed.place].continues_id = ids.get(keyed.claim.continues)
    write_new(new.values(), claims=claims)
    _read_statements_again(claims, people)
    for keyed in claims.statements:
        claims.prove(keyed, statement=ids[keyed.place])
    return len(new)


def _read_statements_again(
    claims: ArticleClaims, people: Mapping[Person, Official]
) -> None:
    """Give untouched statements what was read of them now."""
    again = {
        keyed.was_in: keyed.claim
        for keyed in claims.statements
        if keyed.was_in is not None and keyed.row_id is None
    }
    if not again:
        return
    changed = list(Statement.objects.filter(pk__in=again))
    for statement in changed:
        now = _new_statement(again[statement.pk], claims, people=people)
        for name in READ_AGAIN:
            setattr(statement, name, getattr(now, name))
    write_changes(changed, fields=READ_AGAIN, claims=claims)


def _new_statement(
    claim: StatementClaim,
    claims: ArticleClaims,
    *,
    people: Mapping[Person, Official],
    note: str = "",
) -> Statement:
    said = claim.said_on
    person = person_of(claim.country or "", claim.official or "")
    return Statement(
        crisis_id=claims.article.crisis_id,
        country_id=claim.country,
        official=people.get(person) if claim.official else None,
        speaker=claim.speaker[: longest(Statement, "speaker")],
        speaker_title=claim.title[: longest(Statement, "speaker_title")],
        kind=claim.kind.value,
        stance=claim.stance.value,
        text=claims.article.body[claim.start : claim.end],
        said_on=said.on if said else None,
        said_on_precision=said.precision.value if said else "",
        said_on_basis=said.basis.value if said else "",
        priority=STATEMENT_PRIORITY,
        note=note,
    )
