"""The choices above the review queue, each with what is chosen now."""

from collections.abc import Iterable, Mapping
from typing import Any

from reactions.overview import waiting
from reactions.templatetags.coded import words
from reactions.vocabulary import ActionType

FILTERS = ("kind", "crisis", "country", "type", "assigned", "article", "run")
TO_ME = "me"
KINDS = [("action", "Acts"), ("statement", "Statements"), ("official", "Officials")]


def filters_for(query: Mapping[str, str], *, kinds: Iterable[str]) -> list[Any]:
    """The filters with their choices; an article and an import are offered where one
    is chosen, so that it can be let go. `kinds` are those that one may see."""
    seen = set(kinds)
    crises, countries = waiting.crises_and_countries(seen)
    choices: dict[str, list[tuple[str, str]]] = {
        "kind": [(kind, label) for kind, label in KINDS if kind in seen],
        "crisis": crises,
        "country": _with_chosen(countries, query.get("country", "")),
        "type": [(type_.value, words(type_)) for type_ in ActionType],
        "assigned": [(TO_ME, "To me")],
    }
    for name, label in (("article", "Article"), ("run", "Import")):
        if chosen := query.get(name, ""):
            choices[name] = [(chosen, f"{label} {chosen}")]
    return [
        {"name": name, "choices": found, "chosen": query.get(name, "")}
        for name, found in choices.items()
    ]


def _with_chosen(
    countries: list[tuple[str, str]], chosen: str
) -> list[tuple[str, str]]:
    """What is chosen stays to be seen when nothing waits there any more."""
    if not chosen or any(code == chosen for code, _ in countries):
        return countries
    return [*countries, (chosen, f"{chosen} (nothing waits)")]
