"""Form fields whose choices carry the codebook's words, so nobody codes from memory."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.forms import ChoiceField
from django.utils.html import format_html

from reactions.templatetags.coded import words
from reactions.vocabulary import (
    ACTION_DEFINITIONS,
    KIND_DEFINITIONS,
    STAGE_DEFINITIONS,
    STANCE_DEFINITIONS,
)

DEFINITIONS: Mapping[str, tuple[str, Mapping[Any, str]]] = {
    "type": ("embassy-actions", ACTION_DEFINITIONS),
    "stage": ("stages", STAGE_DEFINITIONS),
    "kind": ("kinds", KIND_DEFINITIONS),
    "stance": ("stances", STANCE_DEFINITIONS),
}

DATE_HELP = {
    "announced_on": "The day it was said. Empty when not known; never made up.",
    "effective_on": (
        "The day it takes or took effect, the first day if it took several."
        " Empty when not known."
    ),
    "said_on": "The day it was said. Empty when not known; never made up.",
}
PRECISION_HELP = "How exactly the day is known."
BASIS_HELP = (
    "What the day rests on: stated in the article, relative to its publication, or"
    " the publication date itself."
)


def explained_choices(definitions: Mapping[StrEnum, str]) -> list[tuple[str, str]]:
    """("embassy_closed", "embassy closed: The mission is closed or shut ...")."""
    return [
        (value.value, f"{words(value)}: {definition}")
        for value, definition in definitions.items()
    ]


def help_for(field_name: str) -> str:
    """The codebook's words for a field, empty when the field needs none."""
    if field_name in DEFINITIONS:
        anchor, _ = DEFINITIONS[field_name]
        return format_html(
            '<a href="/codebook/#{}" target="_blank">Codebook: {}</a>',
            anchor,
            field_name,
        )
    if field_name.endswith("_precision"):
        return PRECISION_HELP
    if field_name.endswith("_basis"):
        return BASIS_HELP
    return DATE_HELP.get(field_name, "")


def explain(field_name: str, field: Any) -> Any:
    """The form field with explained choices and help; other fields unchanged."""
    if field_name in DEFINITIONS and isinstance(field, ChoiceField):
        _, definitions = DEFINITIONS[field_name]
        blank = [choice for choice in field.choices if choice[0] == ""]
        field.choices = blank + explained_choices(definitions)
        field.is_explained = True
    field.help_text = help_for(field_name) or field.help_text
    return field
