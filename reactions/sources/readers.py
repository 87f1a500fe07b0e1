"""What every reader gets and how its findings become an article.

A reader is a function from RawFile to articles: one for a text file, many for a
file with an article a row. `formats.READERS` lists them by form.
"""

from dataclasses import dataclass, replace

from reactions.sources.contents import Content
from reactions.sources.languages import language_of
from reactions.sources.metadata import Metadata, merge_metadata
from reactions.sources.records import ArticleRecord, CrisisRecord


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file and what options, manifest and crisis.toml say about it; `charset` is
    the encoding that came with it, if any did."""

    file: str
    path: str
    content: Content
    options: Metadata
    manifest: Metadata
    crisis: CrisisRecord | None
    charset: str = ""


def make_article(
    raw: RawFile, *, text: str, header: Metadata, header_length: int = 0, row: str = ""
) -> ArticleRecord:
    """The article with each field from the first of option, header, manifest,
    crisis.toml that gives it; `row` names its place in a file of several."""
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
        file=f"{raw.file} {row}" if row else raw.file,
        path=f"{raw.path} {row}" if row else raw.path,
        text=text,
        header_length=header_length,
        title=known.title,
        publisher=known.publisher,
        agency=known.agency,
        url=known.url,
        published_on=known.published_on,
        language=known.language or language_of(text[header_length:]),
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
