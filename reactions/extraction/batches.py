"""Extraction of many texts, in this process or in several, in the order given.

One text that breaks the extractor costs that text alone. Several processes hold a
bounded number of texts in the air, so a run's memory does not grow with its length.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from reactions.extraction.claims import Extraction
from reactions.extraction.installed import NoModelError
from reactions.extraction.processes import in_processes


@dataclass(frozen=True, slots=True)
class ExtractionJob:
    """One text and what is known of it; see `pipeline.extract` for the meaning."""

    text: str
    published_on: date | None = None
    host: str | None = None
    host_city: str = ""
    title: str = ""
    language: str = "en"
    all_speakers: bool = False
    model: str = ""


@dataclass(frozen=True, slots=True)
class ExtractionFailed:
    """The extractor broke on a text; `reason` is its error's kind and message."""

    reason: str


Outcome = Extraction | ExtractionFailed
Extractor = Callable[[ExtractionJob], Outcome]


def run_job(job: ExtractionJob) -> Outcome:
    """The claims of one text, or why there are none.

    Raises NoModelError alone: without a pipeline no other text fares better.
    """
    # Imported here: spaCy takes seconds to load, and only who extracts should wait.
    from reactions.extraction.pipeline import extract

    try:
        return extract(
            job.text,
            published_on=job.published_on,
            host=job.host,
            host_city=job.host_city,
            title=job.title,
            language=job.language,
            all_speakers=job.all_speakers,
            model=job.model,
        )
    except NoModelError:
        raise
    except Exception as error:  # noqa: BLE001 - one text never stops the others
        return ExtractionFailed(f"{type(error).__name__}: {error}")


def extract_many(
    jobs: Iterable[ExtractionJob],
    *,
    processes: int = 1,
    extractor: Extractor | None = None,
) -> Iterator[Outcome]:
    """One outcome a job, in the order of `jobs`, which are drawn as needed.

    `extractor` reads one text; the rules do where it is None. It goes to the other
    processes as it is, so it must pickle. Raises NoModelError where the pipeline of a
    job is not installed.
    """
    read = extractor or run_job
    if processes <= 1:
        for job in jobs:
            yield read(job)
        return
    yield from in_processes(jobs, read, processes=processes, died=_died)


def _died() -> Outcome:
    return ExtractionFailed("the process that read it died")
