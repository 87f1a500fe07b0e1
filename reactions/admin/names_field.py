"""Other names of a person as people write lists: one a line."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

MOST_NAMES = 100
LONGEST_NAME = 200


class NamesField(forms.CharField):
    """A list of names; blank lines and names that come twice are left out."""

    def __init__(self, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {
            "required": False,
            "label": "Other names",
            "help_text": "One a line.",
            "widget": forms.Textarea(attrs={"rows": 3}),
        }
        super().__init__(**(defaults | kwargs))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        text = super().to_python(value) or ""
        ProhibitNullCharactersValidator()(text)
        lines = (" ".join(line.split()) for line in text.splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def validate(self, value: Sequence[str]) -> None:
        if len(value) > MOST_NAMES:
            raise forms.ValidationError(f"At most {MOST_NAMES} names.")
        for name in value:
            if len(name) > LONGEST_NAME:
                raise forms.ValidationError(
                    f"“{name[:30]}…” is longer than {LONGEST_NAME} characters."
                )

    def run_validators(self, value: Any) -> None:
        """Those of text are done: `to_python` looked at the text."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)
