"""What a field is called and what it says, in the desk's words.

Serves the pages that put rows side by side: merge, split, conflicts, history. Links are
looked up for all rows of a page at once; a line of history counts as a row.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import ForeignKey

from reactions.actors import ACTORS
from reactions.models import Action, Country, Official, Statement
from reactions.reviewing import groups_of
from reactions.templatetags.coded import day, words

LABELS = {
    "announced_on": "Announced",
    "effective_on": "Takes effect",
    "known_on": "Known since",
    "said_on": "Said",
    "quantity": "How many",
    "destination": "Where to",
    "fulfils": "Carries out",
    "official": "Official",
    "aliases": "Other names",
    "speaker_title": "Title of the speaker",
    "merged_into": "Merged into",
    "assigned_to": "Assigned to",
    "preferred": "Preferred",
    "other": "Not preferred",
    "decided_at": "Decided",
    "undone_at": "Undone",
    "undone_because": "Undone because",
}
CODED = {"type", "stage", "kind", "stance", "review"}
NOTHING = "–"
PUBLIC_ID = re.compile(r"\b(?:act|off|sta)_[a-z2-7]{16}\b")


def label(group: str) -> str:
    return LABELS.get(group, group.replace("_", " ").capitalize())


class Wording:
    """Says values of rows, or of lines of their history, in words."""

    def __init__(self, model: Any, rows: Sequence[Any]) -> None:
        self._model = model
        self._names = _names_of_links(model, rows)

    def says(self, row: Any, group: str) -> str:
        """What a row has in a group of fields, its first field named."""
        field = self._model._meta.get_field(group)
        if isinstance(field, ForeignKey):
            return self._linked(field, getattr(row, field.attname))
        value = getattr(row, field.attname)
        if value in (None, "", []):
            return NOTHING
        if group in CODED:
            return words(value).capitalize()
        if isinstance(value, date):
            return _day_in_words(row, group, value)
        if isinstance(value, list):
            return ", ".join(str(each) for each in value)
        return f"{value:,}" if isinstance(value, int) else str(value)

    def _linked(self, field: Any, pk: Any) -> str:
        if pk is None:
            return NOTHING
        if field.related_model is Country and pk in ACTORS:
            return ACTORS[pk].name
        return self._names.get((field.related_model, pk), f"{pk} (gone)")


def groups_in_order(model: Any) -> list[str]:
    return list(groups_of(model))


def _day_in_words(row: Any, group: str, value: date) -> str:
    precision = getattr(row, f"{group}_precision", "")
    basis = getattr(row, f"{group}_basis", "")
    written = day(value, precision)
    return f"{written} ({basis})" if basis else written


def _names_of_links(model: Any, rows: Iterable[Any]) -> dict[tuple[Any, Any], str]:
    """The names of what the rows point to: a query for each kind, none for states."""
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.related_model is not Country:
            ids = {getattr(row, field.attname, None) for row in rows} - {None}
            wanted[field.related_model] |= ids
    return {
        (target, row.pk): str(row)
        for target, ids in wanted.items()
        if ids
        for row in target._default_manager.filter(pk__in=ids)
    }


def names_in(texts: Iterable[str]) -> dict[str, str]:
    """What the rows are called that reasons name by their public ids."""
    named = {name for text in texts for name in PUBLIC_ID.findall(text)}
    found: dict[str, str] = {}
    for model in (Action, Official, Statement) if named else ():
        for row in model.objects.filter(public_id__in=named):
            found[row.public_id] = str(row)
    return found


def with_names(text: str, names: Mapping[str, str]) -> str:
    """A reason with the rows' names in place of their public ids."""
    return PUBLIC_ID.sub(lambda found: names.get(found[0], found[0]), text)
