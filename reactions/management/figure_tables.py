"""The figures of an evaluation as tables and lines for the terminal."""

from collections.abc import Mapping, Sequence

from reactions.evaluation import Evaluation, Figures, Part
from reactions.management.tables import render_table

HEADINGS = ("Coded", "Found", "Missed", "Wrong", "Precision", "Recall", "F1")
CHANGE, AGREEMENTS = "Change", "Of those found"


def part_report(part: Part, changes: Mapping[str, float] | None) -> str:
    """One gold set: its name, its tables and its grounding. `changes` are those of F1
    since an earlier run, None where there is nothing to compare with."""
    judged = part.evaluation
    tables = [figures_table("By kind", judged.kinds, changes)]
    if judged.types:
        tables.append(figures_table("By type of act", judged.types, changes))
    heading = f"{part.name}: {judged.articles} articles"
    return "\n\n".join((heading, *tables, grounding_line(judged))) + "\n"


def figures_table(
    label: str, rows: Sequence[Figures], changes: Mapping[str, float] | None = None
) -> str:
    change = () if changes is None else (CHANGE,)
    headings = (label, *HEADINGS, *change, AGREEMENTS)
    cells = [_cells(each, changes) for each in rows]
    return render_table(headings, cells, right=frozenset(range(1, len(headings) - 1)))


def _cells(figures: Figures, changes: Mapping[str, float] | None) -> tuple[str, ...]:
    counts = (figures.coded, figures.found, figures.missed, figures.wrong)
    # Nothing claimed is nothing wrong, but no proof of precision either.
    precision = f"{figures.precision:.3f}" if figures.claimed else "–"
    recall = f"{figures.recall:.3f}" if figures.coded else "–"
    agreements = (
        f"{name} {each.share:.3f}" for name, each in figures.agreements.items()
    )
    change = (changes or {}).get(figures.name)
    return (
        figures.name,
        *(str(count) for count in counts),
        precision,
        recall,
        f"{figures.f1:.3f}",
        *(() if changes is None else (f"{change:+.3f}" if change else "",)),
        ", ".join(agreements),
    )


def grounding_line(evaluation: Evaluation) -> str:
    return (
        f"{evaluation.articles} articles, {evaluation.absent} without a row."
        f" Grounding {evaluation.grounding:.3f}: {evaluation.ungrounded} of"
        f" {evaluation.claims} claims are not the words at their offsets."
        f" Embassy acts made up in the {evaluation.quiet} articles without one:"
        f" {evaluation.made_up}."
    )


def miss_list(evaluation: Evaluation) -> str:
    return "\n".join(
        f"{miss.outcome:<7} {miss.kind:<9} {miss.article}: {miss.what} “{miss.words}”"
        for miss in evaluation.misses
    )


def too_low(part: Part, least: Sequence[tuple[str, float]]) -> list[str]:
    """A line for each kind or type of the part whose F1 is below its least."""
    figures = (*part.evaluation.kinds, *part.evaluation.types)
    reached = {each.name: each.f1 for each in figures}
    return [
        f"{part.name}: {name} {reached.get(name, 0.0):.3f} is below {value}"
        for name, value in least
        if reached.get(name, 0.0) < value
    ]
