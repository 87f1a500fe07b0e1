"""What a reader may ask of a board, as a GET form that works without JavaScript."""

from typing import Any

from django import forms

from reactions.vocabulary import ReviewState

REVIEW_CHOICES = [
    (ReviewState.ACCEPTED.value, "Reviewed rows only"),
    (ReviewState.PROPOSED.value, "Unreviewed rows too"),
]


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
