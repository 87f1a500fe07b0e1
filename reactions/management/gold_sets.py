"""Gold sets on disk: their records, their texts, and what extraction says of them."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reactions.evaluation import Evaluation, evaluate, parse_gold, parse_rows
from reactions.evaluation.files import Record
from reactions.extraction.batches import ExtractionFailed
from reactions.extraction.rows import ReadBody, article_row
from reactions.importing.reading import job_for, with_claims
from reactions.sources import ArticleRecord, ReadOptions, read_inputs

GOLD_NAMES = ("gold.json", "gold.jsonl")
Listener = Callable[[str], None]


class GoldError(ValueError):
    """A gold set that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Gold records by article, and the texts they were coded on."""

    name: str
    gold: Mapping[str, Record]
    articles: Mapping[str, ArticleRecord]

    @property
    def texts(self) -> dict[str, str]:
        return {name: record.text for name, record in self.articles.items()}


def load_gold_sets(path: Path, *, max_bytes: int) -> tuple[GoldSet, ...]:
    """The gold under `path`: a file, or a folder with one or with several apart.

    Every folder below with a gold.json or gold.jsonl is a set of its own, named after
    it. Texts lie beside the file or in a folder `articles` there. Raises GoldError
    when there is none, when a text is missing, or when two sets share an article.
    """
    sets: list[GoldSet] = []
    known: dict[str, Path] = {}
    for file in _gold_files(path):
        coded = _coded_in(file)
        if shared := known.keys() & coded.keys():
            raise GoldError(f"{file} codes {min(shared)} a second time")
        known |= dict.fromkeys(coded, file)
        name = file.resolve().parent.name
        sets.append(GoldSet(name, coded, _texts_of(file, coded, max_bytes=max_bytes)))
    if not known:
        raise GoldError(f"{path} has no gold.json or gold.jsonl")
    return tuple(sets)


def _coded_in(file: Path) -> dict[str, Record]:
    try:
        return parse_gold(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GoldError(f"{file} holds no gold records: {error}") from error


def read_rows(path: Path) -> dict[str, Record]:
    """Lines that `extract` printed. Raises GoldError when the file holds none."""
    try:
        return parse_rows(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{path} holds no lines of extract: {error}") from error


def evaluate_set(
    gold: GoldSet,
    *,
    rows: Mapping[str, Record] | None = None,
    processes: int = 1,
    model: str = "",
    on_failure: Listener = lambda line: None,
) -> Evaluation:
    """Judge `rows`, or what extraction with this spaCy pipeline says, against gold.
    `on_failure` hears of each article that could not be read, and why."""
    if rows is None:
        articles = list(gold.articles.items())
        read = _extracted(
            articles, processes=processes, model=model, on_failure=on_failure
        )
        rows = dict(read)
    return evaluate(gold.gold, rows, gold.texts)


def _gold_files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(file for name in GOLD_NAMES for file in path.rglob(name))


def _texts_of(
    file: Path, coded: Mapping[str, Record], *, max_bytes: int
) -> dict[str, ArticleRecord]:
    beside = file.parent / "articles"
    folder = beside if beside.is_dir() else file.parent
    found = {
        Path(reading.file).stem: reading
        for reading in read_inputs([folder], ReadOptions(max_bytes=max_bytes))
        if isinstance(reading, ArticleRecord)
    }
    if missing := coded.keys() - found.keys():
        raise GoldError(f"{file} codes {min(missing)}, which is not in {folder}")
    return {name: found[name] for name in coded}


def _extracted(
    articles: Sequence[tuple[str, ArticleRecord]],
    *,
    processes: int,
    model: str,
    on_failure: Listener,
) -> Iterator[tuple[str, Record]]:
    # Figures are of one reader: what a language model cannot read is absent.
    read = with_claims(
        articles,
        lambda each: job_for(each[1], model=model),
        processes=processes,
        falls_back=False,
    )
    for (name, record), outcome in read:
        if isinstance(outcome, ExtractionFailed):
            on_failure(f"not read {name}: {outcome.reason}")
            continue
        body = ReadBody(record.text, record.header_length)
        # Through JSON, so that what is judged is what `extract` prints.
        yield name, json.loads(json.dumps(article_row(record.file, body, outcome)))
