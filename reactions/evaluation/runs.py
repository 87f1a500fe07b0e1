"""One run of the evaluation as it is kept: what was judged, with what, and how well.

The misses are not kept: they would print what the held gold says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reactions.evaluation.figures import Evaluation, as_json, changes_since, from_json


class UnreadableRunError(ValueError):
    """What should be a saved run is none."""


@dataclass(frozen=True, slots=True)
class Part:
    """One gold set of a run ("build", "held") and its figures."""

    name: str
    evaluation: Evaluation


@dataclass(frozen=True, slots=True)
class Run:
    """`model` is the spaCy pipeline with its version; both it and
    `extractor_version` are empty where claims from elsewhere were judged."""

    judged_on: date
    model: str
    extractor_version: str
    gold: str
    parts: tuple[Part, ...]


def run_as_json(run: Run) -> dict[str, Any]:
    """The run as plain values, for its file."""
    return {
        "judged_on": run.judged_on.isoformat(),
        "model": run.model,
        "extractor_version": run.extractor_version,
        "gold": run.gold,
        "parts": [
            {"name": part.name, **as_json(part.evaluation), "misses": []}
            for part in run.parts
        ],
    }


def run_from_json(values: Mapping[str, Any]) -> Run:
    """A run from the values of its file. Raises UnreadableRunError for others."""
    try:
        return Run(
            judged_on=date.fromisoformat(values["judged_on"]),
            model=str(values["model"]),
            extractor_version=str(values["extractor_version"]),
            gold=str(values["gold"]),
            parts=tuple(Part(str(p["name"]), from_json(p)) for p in values["parts"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableRunError(f"not a saved run: {error!r}") from error


def changes_by_part(now: Run, before: Run) -> Iterator[Mapping[str, float]]:
    """For each part of `now` the change of F1 by kind and type; none for a part that
    the earlier run has not. Two runs of one part each are compared whatever its name.
    """
    earlier = {part.name: part.evaluation for part in before.parts}
    alone = len(now.parts) == len(before.parts) == 1
    for part in now.parts:
        was = before.parts[0].evaluation if alone else earlier.get(part.name)
        yield changes_since(part.evaluation, was) if was else {}
