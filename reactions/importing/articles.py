"""Storing what was read: the crisis it belongs to, the article, its revision chain."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from reactions.importing.crises import longest, problem_of
from reactions.importing.identity import text_hash
from reactions.importing.near_copies import find_kinship
from reactions.importing.sketches import sketch_of
from reactions.importing.versions import (
    is_out_of_date,
    latest_of,
    lot_of,
    retire,
    root_name,
    root_of,
    versions_of,
)
from reactions.models import Article, ArticleBand, Crisis, ImportRun
from reactions.models.inserting import insert_rows
from reactions.models.prepared import Prepared
from reactions.sources import ArticleRecord, CrisisRecord

SAME_TEXT = Prepared(
    lambda slug, sha256: Article.objects.filter(
        crisis__slug=slug[0], sha256=sha256[0]
    ).values_list("pk", "crisis_id", "url", "is_current"),
    str,
    str,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A readable article whose text its crisis has not stored yet."""

    record: ArticleRecord
    crisis: CrisisRecord
    sha256: str
    crisis_host: str


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article in the database; `root` names the first of its revision chain,
    `earlier` are the versions before it. `akin` names the roots of what it reprints:
    a claim in the same words is theirs. `remark` says what it replaces of them."""

    article: Article
    root: str
    earlier: frozenset[int]
    akin: tuple[str, ...] = ()
    remark: str = ""


def candidate_for(record: ArticleRecord) -> tuple[Candidate | None, str]:
    """The article ready for extraction, or None and why not."""
    problem, host = problem_of(record.crisis, article_host=record.host)
    if record.crisis is None or problem:
        return None, problem
    sha256 = text_hash(record.body)
    return Candidate(record, record.crisis, sha256, host), ""


class KnownText(NamedTuple):
    """A stored article with the text of one that was read."""

    pk: int
    crisis: int
    url: str
    is_current: bool

    def comes_back(self, record: ArticleRecord) -> bool:
        """Whether its page has this text again: it had another since, and none that
        was published after what was read now."""
        if self.is_current or not record.url or record.url != self.url:
            return False
        versions = versions_of(self.crisis, self.url)
        return not is_out_of_date(record.published_on, versions)


def find_known(candidate: Candidate) -> KnownText | None:
    """The stored article with the same text in the same crisis."""
    found = SAME_TEXT.rows([candidate.crisis.slug], [candidate.sha256])
    return KnownText(*found[0]) if found else None


def store_article(
    candidate: Candidate, *, crisis: Crisis, run: ImportRun, at: datetime
) -> StoredArticle:
    """Write the article, linked to the latest one of the same address and to the
    original it reprints."""
    record = candidate.record
    chain = versions_of(crisis.pk, record.url)
    earlier = frozenset(each.pk for each in chain)
    before = latest_of(chain)
    sketch = sketch_of(record.body, within=lot_of(crisis.pk))
    kinship = find_kinship(
        sketch,
        versions=earlier,
        published_on=record.published_on,
        text=record.body,
    )
    root = chain[0].root if chain else root_name(crisis.pk, candidate.sha256)
    is_current = not is_out_of_date(record.published_on, chain)
    if is_current:
        retire(earlier)
    article = _article(candidate, crisis=crisis, run=run, at=at)
    article.root, article.is_current = root, is_current
    article.copy_of_id = kinship.original
    article.revision_of_id = before.pk if before else None
    insert_rows([article])
    if sketch and kinship.adds_bands:
        ArticleBand.objects.add(article, sketch.keys)
    akin = _roots_of(kinship.alike - earlier)
    return StoredArticle(article, root, earlier, akin, kinship.remark)


def _article(
    candidate: Candidate, *, crisis: Crisis, run: ImportRun, at: datetime
) -> Article:
    """What was read, each text as long as its column allows."""
    record = candidate.record
    return Article(
        crisis=crisis,
        title=record.title[: longest(Article, "title")],
        publisher=record.publisher[: longest(Article, "publisher")],
        agency=record.agency[: longest(Article, "agency")],
        url=record.url,
        published_on=record.published_on,
        language=record.language[: longest(Article, "language")],
        body=record.body,
        header_length=record.header_length,
        sha256=candidate.sha256,
        imported_at=at,
        import_run=run,
    )


def stored_again(article: Article) -> StoredArticle:
    """An article that is in the database already, to be read again."""
    chain = versions_of(article.crisis_id, article.url)
    earlier = frozenset(each.pk for each in chain if each.pk < article.pk)
    root = root_of(article.root, article.crisis_id, article.sha256)
    original = article.copy_of_id
    akin = _roots_of([] if original is None else [original])
    return StoredArticle(article, root, earlier, akin)


def _roots_of(articles: Collection[int]) -> tuple[str, ...]:
    """The names of the roots of these articles' revision chains."""
    if not articles:
        return ()
    rows = Article.objects.filter(pk__in=articles)
    stored = rows.values_list("root", "crisis_id", "sha256")
    return tuple(sorted({root_of(*row) for row in stored}))
