"""What a reader may ask of a board, as a GET form that works without JavaScript."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError

from reactions.models import Action, Country
from reactions.overview import BadPlaceError, Place
from reactions.vocabulary import ActionType, ReviewState

REVIEW_CHOICES = [
    (ReviewState.ACCEPTED.value, "Reviewed rows only"),
    (ReviewState.PROPOSED.value, "Unreviewed rows too"),
]

LONGEST = timedelta(days=365)
ALL_NATIONS = "all"


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class BoardQuestion(forms.Form):
    """Which day, known by which day, with unreviewed rows or without, all states?"""

    on = forms.DateField(
        required=False,
        label="On",
        widget=DayInput(),
        input_formats=["%Y-%m-%d"],
        help_text="The day you ask about",
        error_messages={"invalid": "“On” is a day such as 2021-08-15."},
    )
    known_by = forms.DateField(
        required=False,
        label="Known by",
        widget=DayInput(),
        input_formats=["%Y-%m-%d"],
        help_text="Only what was published by then",
        error_messages={"invalid": "“Known by” is a day such as 2021-08-16."},
    )
    review = forms.ChoiceField(
        required=False,
        label="Rows",
        choices=REVIEW_CHOICES,
        error_messages={"invalid_choice": "“Rows” is accepted or proposed."},
    )
    all = forms.BooleanField(required=False, label="Every state")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs, label_suffix="")


class TimelineQuestion(forms.Form):
    """Which days, which acts, whose? Unasked: the crisis' first act to its last."""

    first = forms.DateField(
        required=False,
        label="From",
        widget=DayInput(),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": "“From” is a day such as 2021-08-15."},
    )
    last = forms.DateField(
        required=False,
        label="To",
        widget=DayInput(),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": "“To” is a day such as 2021-08-31."},
    )
    type = forms.ChoiceField(
        required=False,
        label="Acts",
        error_messages={"invalid_choice": "“%(value)s” is no type of act."},
    )
    region = forms.ChoiceField(
        required=False,
        label="Region",
        error_messages={"invalid_choice": "“%(value)s” is no region."},
    )
    review = forms.ChoiceField(required=False, label="Rows", choices=REVIEW_CHOICES)

    def __init__(
        self, asked: Any, *, reach: tuple[date, date] | None, review: str
    ) -> None:
        self.reach = reach
        shown = {"review": review} | (
            {"first": reach[0], "last": min(reach[1], reach[0] + LONGEST)}
            if reach
            else {}
        )
        given = {name: asked[name] for name in asked if asked[name]} if asked else {}
        super().__init__(shown | given | {"review": review}, label_suffix="")
        self.asked_after = str(given.get("after", ""))
        self.asked_country = str(given.get("country", "")).upper()
        self.asked_nations = str(given.get("nations", ""))
        self.fields["type"].choices = [
            ("", "All"),
            ("embassy", "About embassies"),
            *Action._meta.get_field("type").choices,
        ]
        regions = Country.objects.regions()
        self.fields["region"].choices = [("", "All"), *((n, n) for n in regions)]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        first, last = found.get("first"), found.get("last")
        if first and last and last < first:
            raise ValidationError("“To” comes before “From”.")
        if first and last and last - first > LONGEST:
            raise ValidationError(f"A timeline covers at most {LONGEST.days + 1} days.")
        if "\0" in self.asked_country:
            raise ValidationError("“Country” holds a NUL character.")
        if self.asked_after:
            try:
                found["after"] = Place.read(self.asked_after)
            except BadPlaceError as error:
                raise ValidationError(str(error)) from error
        return found

    def is_ready(self) -> bool:
        """Valid, and there is something to tell."""
        return self.reach is not None and self.is_valid()

    def days(self) -> tuple[date, date]:
        return self.cleaned_data["first"], self.cleaned_data["last"]

    def types(self) -> list[str]:
        asked = self.cleaned_data["type"]
        if asked == "embassy":
            return [t.value for t in ActionType if t.is_posture]
        return [asked] if asked else []

    def regions(self) -> list[str]:
        return [self.cleaned_data["region"]] if self.cleaned_data["region"] else []

    def countries(self) -> list[str]:
        return [self.asked_country] if self.asked_country else []

    def after(self) -> Place | None:
        return self.cleaned_data.get("after")

    def wants_all_nations(self) -> bool:
        """Whether the chart shall show more nations than one reads at a glance."""
        return self.asked_nations == ALL_NATIONS

    def query(self, *, after: Place | None = None, nations: str = "") -> str:
        """The address of the same question with the acts after a place, or with other
        nations in the chart."""
        asked = {n: self.data[n] for n in self.data if n in self.fields}
        further = {
            "country": self.asked_country,
            "nations": nations or self.asked_nations,
            "after": str(after or ""),
        }
        return "?" + urlencode(asked | {n: v for n, v in further.items() if v})
