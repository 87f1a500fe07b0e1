"""The claim as an editable form beside its article, one form a kind."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Field

from reactions.actors import ACTORS
from reactions.admin.amending import ReviewableForm
from reactions.admin.explained import explain
from reactions.admin.names_field import NamesField
from reactions.models import Action, Country, Official, Statement

COUNTRIES = sorted(
    ((code, actor.name) for code, actor in ACTORS.items()), key=lambda pair: pair[1]
)
FIELDS: dict[str, tuple[Any, list[str]]] = {
    "action": (
        Action,
        [
            "country",
            "type",
            "stage",
            "effective_on",
            "effective_on_precision",
            "effective_on_basis",
            "announced_on",
            "announced_on_precision",
            "announced_on_basis",
            "destination",
            "quantity",
            "summary",
        ],
    ),
    "statement": (
        Statement,
        [
            "country",
            "speaker",
            "speaker_title",
            "official",
            "kind",
            "stance",
            "said_on",
            "said_on_precision",
            "said_on_basis",
        ],
    ),
    "official": (Official, ["name", "country", "title"]),
    # As a split shows it: names go to one of the two.
    "half of an official": (Official, ["name", "country", "title", "aliases"]),
}
# A day and how exactly it is known stand in one line of the form.
DAYS = ("effective_on", "announced_on", "said_on")


class QueueForm(ReviewableForm):
    """The curated values. `reason` is asked for by the form of the verbs."""

    reason = None
    read_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, officials: Iterable[Official] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # The table of actors, so that a page asks the database for no list of states.
        unknown = [] if self.instance.pk else [("", "Whose?")]
        self.fields["country"] = forms.TypedChoiceField(
            choices=[*unknown, *COUNTRIES], coerce=lambda code: Country(code=code)
        )
        if not self.instance.pk:
            del self.fields["read_version"]
        if "official" in self.fields:
            self._offer(officials)

    def stored_version(self) -> int:
        """A form not sent yet speaks of the row that was just read."""
        if not self.is_bound:
            return int(self.instance.version)
        return super().stored_version()

    def version_read(self) -> int | None:
        """The version that the person had on the screen; None when it is no number."""
        written = self.data.get(self.add_prefix("read_version"), "")
        return int(written) if written.isdecimal() and len(written) < 18 else None

    def take_up(self, row: Any) -> None:
        """Have a form sent back speak of the row as it is, and note what it says.

        Every field that was typed otherwise gets `now`, the value of the row.
        """
        self.data = self.data.copy()
        self.data[self.add_prefix("read_version")] = str(row.version)
        self.is_valid()
        for name, field in self.fields.items():
            if name == "read_version":
                continue
            stored = getattr(row, name)
            if self.cleaned_data.get(name, stored) != stored:
                field.now = "nothing" if stored in (None, "") else str(stored)

    def _offer(self, officials: Iterable[Official]) -> None:
        """The officials that the article names, and the one the statement has."""
        field = self.fields["official"]
        known = {official.pk: str(official) for official in officials}
        if self.instance.official_id is not None:
            known.setdefault(self.instance.official_id, str(self.instance.official))
        field.widget.choices = [("", "–"), *known.items()]

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The fields as they are laid out: a day with its precision and its basis."""
        found: list[list[forms.BoundField]] = []
        for bound in self.visible_fields():
            day = next((day for day in DAYS if bound.name.startswith(f"{day}_")), None)
            if day is not None:
                found[-1].append(bound)
            else:
                found.append([bound])
        return found


def form_class(kind: str) -> type[QueueForm]:
    """The form of one kind: action, statement or official, or a half of one."""
    model, fields = FIELDS[kind]
    made: type[QueueForm] = forms.modelform_factory(
        model, form=QueueForm, fields=fields, formfield_callback=_explained
    )
    return made


def _explained(field: Field, **kwargs: Any) -> forms.Field | None:
    if field.name == "aliases":
        return NamesField()
    if field.get_internal_type() == "DateField":
        kwargs["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if field.name == "summary":
        kwargs["widget"] = forms.Textarea(attrs={"rows": 2})
    made: Any = field.formfield(**kwargs)  # type: ignore[attr-defined]
    return explain(field.name, made) if made else None
