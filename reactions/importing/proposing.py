"""Claims of one article to proposed rows with their evidence, in a fixed number of
queries.

Nothing a person decided or edited is changed here: known claims are left alone, and
only rows that no hand has touched follow what later articles say of the same act.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from reactions.extraction.claims import (
    ActionClaim,
    Extraction,
    OfficialClaim,
    StatementClaim,
)
from reactions.importing.acts import propose_actions
from reactions.importing.articles import StoredArticle, longest
from reactions.importing.identity import claim_key
from reactions.importing.results import Proposed
from reactions.importing.writing import (
    OFFICIAL_PRIORITY,
    STATEMENT_PRIORITY,
    ArticleClaims,
    Keyed,
    write_changes,
    write_history,
    write_new,
)
from reactions.models import Country, Evidence, ImportRun, Official, Statement
from reactions.models.official import fold_name

Claim = OfficialClaim | StatementClaim | ActionClaim
Person = tuple[str, str]


def propose(
    stored: StoredArticle,
    extraction: Extraction,
    *,
    run: ImportRun,
    at: datetime,
    extractor_version: str,
) -> Proposed:
    """Write the article's new claims as proposed rows with evidence. To be called in
    the transaction that stored the article, with its crisis locked."""
    claims = ArticleClaims(stored.article, run, at, extractor_version)
    _sort_out_new(claims, extraction, stored=stored)
    people, new_officials = _propose_officials(claims)
    statements = _propose_statements(claims, people, extraction=extraction)
    actions = propose_actions(claims)
    Evidence.objects.bulk_create(claims.evidence)
    written = new_officials + statements + actions
    return Proposed(
        officials=new_officials,
        statements=statements,
        actions=actions,
        merged=len(claims.evidence) - written,
        repeated=claims.repeated,
    )


def _sort_out_new(
    claims: ArticleClaims, extraction: Extraction, *, stored: StoredArticle
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
        if key in seen:
            claims.repeated += 1
            continue
        seen.add(key)
        row_id = next((rows[each] for each in akin if each in rows), None)
        kept.append(Keyed(key, place, claim, row_id))


def _keys_of(claim: Claim, stored: StoredArticle) -> tuple[str, ...]:
    """The claim's own key, then those it has in the articles that this one reprints."""
    body = stored.article.body
    roots = (stored.root, *stored.akin)
    return tuple(claim_key(claim, root=root, body=body) for root in roots)


def _known_claims(keys: Collection[str]) -> dict[str, int]:
    """The row that each known claim proves, by its key."""
    known = Evidence.objects.filter(claim_key__in=keys)
    parents = known.values_list("claim_key", "action_id", "statement_id", "official_id")
    return {key: next(pk for pk in row if pk is not None) for key, *row in parents}


def _propose_officials(claims: ArticleClaims) -> tuple[dict[Person, Official], int]:
    """The persons this article names, new ones written; also those it only quotes."""
    wanted = {_person(k.claim.country, k.claim.name) for k in claims.officials}
    wanted |= {
        _person(k.claim.country, k.claim.official)
        for k in claims.statements
        if k.claim.official
    }
    people = _known_people(wanted) | _people_of_originals(claims)
    new: dict[Person, Official] = {}
    for keyed in claims.officials:
        person = _person(keyed.claim.country, keyed.claim.name)
        if person not in people:
            new[person] = people[person] = _new_official(keyed.claim)
    write_new(Official, new.values(), claims=claims)
    for keyed in claims.officials:
        person = _person(keyed.claim.country, keyed.claim.name)
        claims.prove(keyed, official=people[person])
    _follow_titles(claims, people, new=new)
    return people, len(new)


def _known_people(wanted: Iterable[Person]) -> dict[Person, Official]:
    people = set(wanted)
    if not people:
        return {}
    countries = {country for country, _ in people}
    # Officials belong to no crisis, so the lock on it does not keep an import of
    # another crisis from adding the same person at the same time.
    list(
        Country.objects.filter(pk__in=countries)
        .order_by("pk")
        .select_for_update(no_key=True)
        .values_list("pk")
    )
    found = Official.objects.filter(
        country_id__in=countries,
        name_key__in={key for _, key in people},
    )
    return {(each.country_id, each.name_key): each for each in found}


def _people_of_originals(claims: ArticleClaims) -> dict[Person, Official]:
    """Whom a reprint names in its original's words, however an editor renamed them."""
    named = {k.row_id: k.claim for k in claims.officials if k.row_id is not None}
    found = Official.objects.filter(pk__in=named) if named else ()
    return {
        _person(named[each.pk].country, named[each.pk].name): each for each in found
    }


def _new_official(claim: OfficialClaim) -> Official:
    return Official(
        country_id=claim.country,
        name=claim.name[: longest(Official, "name")],
        name_key=_person(claim.country, claim.name)[1],
        title=claim.title[: longest(Official, "title")],
        priority=OFFICIAL_PRIORITY,
    )


def _follow_titles(
    claims: ArticleClaims,
    people: Mapping[Person, Official],
    *,
    new: Mapping[Person, Official],
) -> None:
    """A known person nobody edited gets the title where none was read before."""
    titles: dict[Person, str] = {}
    for keyed in claims.officials:
        person = _person(keyed.claim.country, keyed.claim.name)
        if keyed.claim.title and person not in new and not people[person].title:
            titles.setdefault(person, keyed.claim.title)
    if not titles:
        return
    ids = [people[person].pk for person in titles]
    free = Official.objects.filter(pk__in=ids).held_untouched()
    changed = []
    for person, title in titles.items():
        if people[person].pk in free:
            people[person].title = title[: longest(Official, "title")]
            changed.append(people[person])
    write_changes(Official, changed, fields=["title"], claims=claims)


def _propose_statements(
    claims: ArticleClaims,
    people: Mapping[Person, Official],
    *,
    extraction: Extraction,
) -> int:
    new = {
        keyed.place: _new_statement(keyed.claim, claims, people=people)
        for keyed in claims.statements
        if keyed.row_id is None
    }
    Statement.objects.bulk_create(list(new.values()))
    ids = {keyed.place: keyed.row_id for keyed in claims.statements}
    ids |= {place: statement.pk for place, statement in new.items()}
    continuing = []
    for keyed in claims.statements:
        before = ids.get(keyed.claim.continues)
        if keyed.place in new and before is not None:
            new[keyed.place].continues_id = before
            continuing.append(new[keyed.place])
    if continuing:
        Statement.objects.bulk_update(continuing, ["continues"])
    write_history(Statement, new.values(), claims=claims)
    for keyed in claims.statements:
        claims.prove(keyed, statement_id=ids[keyed.place])
    return len(new)


def _new_statement(
    claim: StatementClaim,
    claims: ArticleClaims,
    *,
    people: Mapping[Person, Official],
) -> Statement:
    said = claim.said_on
    person = _person(claim.country or "", claim.official or "")
    return Statement(
        crisis=claims.article.crisis,
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
    )


def _person(country: str, name: str) -> Person:
    return country, fold_name(name)[: longest(Official, "name_key")]
