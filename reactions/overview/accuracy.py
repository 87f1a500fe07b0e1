"""How well the machine reads: the last saved run on gold, and the editors' verdicts.

A verdict counts where an editor accepted or rejected a row that a machine proposed.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from django.db.models import CharField, Count, F, QuerySet, Value

from reactions.evaluation import FEW, Run, UnreadableRunError, run_from_json
from reactions.models import Evidence, ImportRun
from reactions.vocabulary import ReviewState


@dataclass(frozen=True, slots=True)
class SavedRun:
    """The run that was saved last; without one `problem` says why, empty where none
    was ever saved."""

    run: Run | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What read the articles of the newest import: extractor and spaCy pipeline."""

    extractor_version: str
    model: str

    def is_of(self, run: Run) -> bool:
        """Whether the figures of the run are those of what read here."""
        read_with = (self.extractor_version, self.model)
        return read_with == (run.extractor_version, run.model)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many decided rows of one type, or that one rule proposed, were accepted."""

    kind: str
    name: str
    accepted: int = 0
    rejected: int = 0

    @property
    def decided(self) -> int:
        return self.accepted + self.rejected

    @property
    def share(self) -> float:
        return self.accepted / self.decided if self.decided else 0.0

    @property
    def is_small(self) -> bool:
        return self.decided < FEW


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Most decided first. A row that several rules proposed counts for each."""

    by_type: tuple[Verdict, ...]
    by_rule: tuple[Verdict, ...]


# How each kind of row is told apart: an act by its type, a statement by its kind;
# officials are of one type.
TYPE_OF = {
    "action": F("action__type"),
    "statement": F("statement__kind"),
    "official": Value("official", output_field=CharField()),
}


def saved_run(path: Path) -> SavedRun:
    """The run in the file at `path`."""
    try:
        return SavedRun(run_from_json(json.loads(path.read_text(encoding="utf-8"))))
    except FileNotFoundError:
        return SavedRun()
    except (OSError, ValueError, UnreadableRunError) as error:
        return SavedRun(problem=str(error))


def last_reading() -> Reading | None:
    """One query; None where no import has said what read its articles."""
    run = ImportRun.objects.newest_first().values_list("settings", flat=True).first()
    if not isinstance(run, dict) or not run.get("extractor_version"):
        return None
    return Reading(str(run["extractor_version"]), str(run.get("model", "")))


def editors_verdicts() -> Verdicts:
    """Accepted and rejected rows with machine evidence, in two queries a kind."""
    types: list[Verdict] = []
    rules: list[Verdict] = []
    for kind, type_of in TYPE_OF.items():
        decided = Evidence.objects.machine_made().of_decided(kind)
        types += _counted(kind, decided.annotate(told_as=type_of))
        rules += _counted(kind, decided.annotate(told_as=F("rule")))
    return Verdicts(_most_decided_first(types), _most_decided_first(rules))


def _counted(kind: str, decided: QuerySet[Evidence]) -> Iterable[Verdict]:
    """One query: how many rows of the kind were accepted and rejected, by name."""
    found: dict[str, Verdict] = {}
    rows = (
        decided.values_list("told_as", f"{kind}__review")
        .annotate(rows=Count(kind, distinct=True))
        .order_by()
    )
    for name, review, count in rows:
        verdict = found.get(name, Verdict(kind, name))
        is_accepted = review == ReviewState.ACCEPTED
        found[name] = replace(
            verdict, **{"accepted" if is_accepted else "rejected": count}
        )
    return found.values()


def _most_decided_first(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    return tuple(sorted(verdicts, key=lambda v: (-v.decided, v.kind, v.name)))
