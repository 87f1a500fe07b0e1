"""Storing what was read: the crisis it belongs to, the article, its revision chain."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from reactions.importing.crises import longest, problem_of
from reactions.importing.identity import text_hash
from reactions.importing.near_copies import find_kinship
from reactions.importing.sketches import sketch_of
from reactions.models import Article, ArticleBand, Crisis, ImportRun
from reactions.models.inserting import insert_rows
from reactions.models.prepared import Prepared
from reactions.sources import ArticleRecord, CrisisRecord

SAME_TEXT = Prepared(
    lambda slug, sha256: Article.objects.filter(
        crisis__slug=slug[0], sha256=sha256[0]
    ).values_list("pk"),
    str,
    str,
)
CHAIN = Prepared(
    lambda crisis, url: (
        Article.objects.filter(crisis=crisis[0], url=url[0])
        .order_by("pk")
        .values_list("pk", "root", "crisis_id", "sha256")
    ),
    int,
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


def find_known(candidate: Candidate) -> int | None:
    """The stored article with the same text in the same crisis."""
    found = SAME_TEXT.rows([candidate.crisis.slug], [candidate.sha256])
    return found[0][0] if found else None


def store_article(
    candidate: Candidate, *, crisis: Crisis, run: ImportRun, at: datetime
) -> StoredArticle:
    """Write the article, linked to the latest one of the same address and to the
    original it reprints."""
    record = candidate.record
    chain = _chain(crisis, record.url)
    earlier = frozenset(pk for pk, _ in chain)
    sketch = sketch_of(record.body, within=lot_of(crisis.pk))
    kinship = find_kinship(
        sketch,
        versions=earlier,
        published_on=record.published_on,
        text=record.body,
    )
    root = chain[0][1] if chain else root_name(crisis.pk, candidate.sha256)
    article = Article(
        crisis=crisis,
        root=root,
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
        copy_of_id=kinship.original,
        revision_of_id=chain[-1][0] if chain else None,
        import_run=run,
    )
    insert_rows([article])
    if sketch and kinship.adds_bands:
        ArticleBand.objects.add(article, sketch.keys)
    akin = _roots_of(kinship.alike - earlier)
    return StoredArticle(article, root, earlier, akin, kinship.remark)


def stored_again(article: Article) -> StoredArticle:
    """An article that is in the database already, to be read again."""
    chain = _chain(article.crisis, article.url)
    earlier = frozenset(pk for pk, _ in chain if pk < article.pk)
    root = _root_of(article.root, article.crisis_id, article.sha256)
    original = article.copy_of_id
    akin = _roots_of([] if original is None else [original])
    return StoredArticle(article, root, earlier, akin)


def lot_of(crisis: int) -> str:
    """What texts are compared within: a crisis, by what an editor cannot mend."""
    return f"crisis {crisis}"


def root_name(crisis: int, sha256: str) -> str:
    """The name of a chain that begins with this text. It is stored with the article:
    made anew from a slug or an address, it would change when an editor mends them, and
    every rejected claim would return."""
    return f"{lot_of(crisis)}\x1f{sha256}"


def _root_of(stored: str, crisis: int, sha256: str) -> str:
    # No import wrote the articles that have none: each begins a chain of its own.
    return stored or root_name(crisis, sha256)


def _roots_of(articles: Collection[int]) -> tuple[str, ...]:
    """The names of the roots of these articles' revision chains."""
    if not articles:
        return ()
    rows = Article.objects.filter(pk__in=articles)
    stored = rows.values_list("root", "crisis_id", "sha256")
    return tuple(sorted({_root_of(*row) for row in stored}))


def _chain(crisis: Crisis, url: str) -> list[tuple[int, str]]:
    """Id and root of the articles with this address, the first one first."""
    if not url:
        return []
    return [(pk, _root_of(*row)) for pk, *row in CHAIN.rows([crisis.pk], [url])]
