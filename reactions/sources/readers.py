"""What every reader gets and how its findings become an article.

A reader is a function from RawFile to articles: one for a text file, many for a
file with an article a row. `paths.READERS` lists them by file suffix.
"""

from dataclasses import dataclass, replace

from reactions.sources.metadata import Metadata, merge_metadata
from reactions.sources.records import ArticleRecord, CrisisRecord


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file's bytes and what options, manifest and crisis.toml say about it."""

    file: str
    path: str
    data: bytes
    options: Metadata
    manifest: Metadata
    crisis: CrisisRecord | None


def make_article(
    raw: RawFile, *, text: str, header_length: int, header: Metadata
) -> ArticleRecord:
    """The article with each field from the first of option, header, manifest,
    crisis.toml that gives it."""
    folder = raw.crisis
    known = merge_metadata(
        (
            raw.options,
            header,
            raw.manifest,
            Metadata(crisis=folder.slug) if folder else Metadata(),
        )
    )
    about_folder = folder if folder and folder.slug == known.crisis else None
    return ArticleRecord(
        file=raw.file,
        path=raw.path,
        text=text,
        header_length=header_length,
        title=known.title,
        publisher=known.publisher,
        agency=known.agency,
        url=known.url,
        published_on=known.published_on,
        language=known.language or "en",
        host=known.host or (folder.host if folder else ""),
        host_city=known.host_city or (folder.host_city if folder else ""),
        crisis=_crisis(known, described=about_folder, options=raw.options),
    )


def _crisis(
    known: Metadata, *, described: CrisisRecord | None, options: Metadata
) -> CrisisRecord | None:
    """The crisis named; its host is the option's, else crisis.toml's, and only then
    what a single article says of itself."""
    if not known.crisis:
        return None
    crisis = described or CrisisRecord(slug=known.crisis)
    return replace(
        crisis,
        host=options.host or crisis.host or known.host,
        host_city=options.host_city or crisis.host_city or known.host_city,
    )
