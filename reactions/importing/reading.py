"""From articles read to claims, one after another or in several processes."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from reactions.extraction.batches import ExtractionJob, Outcome, extract_many
from reactions.importing.extractors import extractor
from reactions.sources import ArticleRecord

T = TypeVar("T")


def job_for(
    record: ArticleRecord,
    *,
    host: str = "",
    all_speakers: bool = False,
    model: str = "",
) -> ExtractionJob:
    """What the extractor needs of an article; offsets will count in its body.

    `host` is the crisis's own, for an article that names none; `model` the spaCy
    pipeline, the stock one where it is empty.
    """
    crisis = record.crisis
    return ExtractionJob(
        text=record.body,
        published_on=record.published_on,
        host=record.host or (crisis.host if crisis else "") or host or None,
        host_city=record.host_city or (crisis.host_city if crisis else ""),
        title=record.title,
        language=record.language,
        all_speakers=all_speakers,
        model=model,
    )


def with_claims(
    articles: Iterable[T],
    job_of: Callable[[T], ExtractionJob],
    *,
    processes: int = 1,
    falls_back: bool = True,
) -> Iterator[tuple[T, Outcome]]:
    """Each article with what came of its extraction, in the order given; articles
    are drawn only as they are needed. See `extractors.extractor` for `falls_back`."""
    waiting: deque[T] = deque()

    def jobs() -> Iterator[ExtractionJob]:
        for article in articles:
            waiting.append(article)
            yield job_of(article)

    reader = extractor(falls_back=falls_back)
    for outcome in extract_many(jobs(), processes=processes, extractor=reader):
        yield waiting.popleft(), outcome
