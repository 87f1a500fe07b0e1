"""The persons an article names: known ones found again, new ones proposed, and names
that may be one person put to an editor.

A person is a country and a folded name; only an editor says that two are one.
"""

from collections.abc import Iterable, Mapping, Sequence

from reactions.extraction.claims import OfficialClaim
from reactions.importing.crises import longest
from reactions.importing.same_person import may_be_one_person
from reactions.importing.writing import (
    ArticleClaims,
    write_changes,
    write_new,
)
from reactions.models import Country, MergeProposal, Official
from reactions.models.official import fold_name, spelling_key
from reactions.models.prepared import Prepared
from reactions.models.priority import OFFICIAL_PRIORITY

Person = tuple[str, str]
COUNTRIES = Prepared(
    lambda codes: (
        Country.objects.filter(pk__in=codes)
        .order_by("pk")
        .select_for_update(no_key=True)
        .values_list("pk")
    ),
    str,
)
NAMED = Prepared(
    lambda countries, keys: Official.objects.filter(
        country_id__in=countries, name_key__in=keys
    ),
    str,
    str,
)
SPELT_ALIKE = Prepared(
    lambda countries, keys: Official.objects.filter(
        country_id__in=countries, spelling_key__in=keys
    ).values_list("pk", "country_id", "name_key"),
    str,
    str,
)


def propose_officials(claims: ArticleClaims) -> tuple[dict[Person, Official], int]:
    """The persons this article names, new ones written; also those it only quotes."""
    wanted = {person_of(k.claim.country, k.claim.name) for k in claims.officials}
    wanted |= {
        person_of(k.claim.country, k.claim.official)
        for k in claims.statements
        if k.claim.official
    }
    people = _known_people(wanted) | _people_of_originals(claims)
    new: dict[Person, Official] = {}
    for keyed in claims.officials:
        person = person_of(keyed.claim.country, keyed.claim.name)
        if person not in people:
            new[person] = people[person] = _new_official(keyed.claim)
    write_new(new.values(), claims=claims)
    _propose_merges(list(new.values()), claims=claims)
    for keyed in claims.officials:
        person = person_of(keyed.claim.country, keyed.claim.name)
        claims.prove(keyed, official=people[person].pk)
    _follow_titles(claims, people, new=new)
    return people, len(new)


def _propose_merges(new: Sequence[Official], *, claims: ArticleClaims) -> None:
    """Put new names to an editor that may be other spellings of known ones."""
    if not new:
        return
    known = SPELT_ALIKE.rows(
        {official.country_id for official in new},
        {official.spelling_key for official in new},
    )
    pairs = [
        (later, pk)
        for later in new
        for pk, country, name_key in known
        if pk < later.pk
        and country == later.country_id
        and may_be_one_person(later.name_key, name_key)
    ]
    if pairs:
        MergeProposal.objects.bulk_create(
            MergeProposal(
                official=later, into_id=pk, created_at=claims.at, import_run=claims.run
            )
            for later, pk in pairs
        )


def _known_people(wanted: Iterable[Person]) -> dict[Person, Official]:
    people = set(wanted)
    if not people:
        return {}
    countries = {country for country, _ in people}
    hold_countries(countries)
    found = NAMED.instances(countries, {key for _, key in people})
    return {(each.country_id, each.name_key): each for each in found}


def hold_countries(codes: Iterable[str | None]) -> None:
    """Lock these countries until the transaction ends: officials belong to no crisis,
    so the lock on it does not keep an import of another crisis from adding the same
    person at the same time."""
    wanted = {code for code in codes if code is not None}
    if wanted:
        COUNTRIES.rows(wanted)


def _people_of_originals(claims: ArticleClaims) -> dict[Person, Official]:
    """Whom a reprint names in its original's words, however an editor renamed them."""
    named = {k.row_id: k.claim for k in claims.officials if k.row_id is not None}
    found = Official.objects.filter(pk__in=named) if named else ()
    return {
        person_of(named[each.pk].country, named[each.pk].name): each for each in found
    }


def _new_official(claim: OfficialClaim) -> Official:
    return Official(
        country_id=claim.country,
        name=claim.name[: longest(Official, "name")],
        name_key=person_of(claim.country, claim.name)[1],
        spelling_key=spelling_key(claim.name),
        title=claim.title[: longest(Official, "title")],
        priority=OFFICIAL_PRIORITY,
    )


def _follow_titles(
    claims: ArticleClaims,
    people: Mapping[Person, Official],
    *,
    new: Mapping[Person, Official],
) -> None:
    """A known person nobody edited gets the title where none was read before, or where
    another is read now in the same words."""
    titles: dict[Person, str] = {}
    for keyed in claims.officials:
        person = person_of(keyed.claim.country, keyed.claim.name)
        if not keyed.claim.title or person in new:
            continue
        if keyed.was_in is not None or not people[person].title:
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
    write_changes(changed, fields=["title"], claims=claims)


def person_of(country: str, name: str) -> Person:
    return country, fold_name(name)[: longest(Official, "name_key")]
