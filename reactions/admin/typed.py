"""What a request says where no field looks at it in time: reasons, numbers, and the
keys of rows that are chosen."""

from typing import Any

from django import forms
from django.db.models import CharField
from django.http import HttpRequest

LONGEST_NUMBER = 18
"""Digits of the numbers that both databases hold."""


def reason_typed(request: HttpRequest, name: str = "note") -> str:
    """The reason as it can be stored: PostgreSQL holds no NUL in a text."""
    return request.POST.get(name, "").replace("\x00", "").strip()


def number_in(written: str) -> int | None:
    """The number that was written; None for anything else, and for one too long."""
    if not written.isdecimal() or len(written) > LONGEST_NUMBER:
        return None
    return int(written)


class CheckedForm(forms.ModelForm):
    """Asks for no row by a key that its table cannot have.

    The widget that completes what is typed looks a refused key up to show it again,
    and one that the address proposes for a new row. The database fails at text for a
    number, and at a NUL.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                self._mend_proposed(name, field)
                if self.is_bound:
                    self._mend_key(self.add_prefix(name), field)

    def _mend_proposed(self, name: str, field: forms.ModelChoiceField) -> None:
        written = self.initial.get(name)
        if not isinstance(written, str):
            return
        is_text = isinstance(field.queryset.model._meta.pk, CharField)
        if "\x00" in written if is_text else number_in(written) is None:
            del self.initial[name]

    def _mend_key(self, name: str, field: forms.ModelChoiceField) -> None:
        written = self.data.get(name) or ""
        is_text = isinstance(field.queryset.model._meta.pk, CharField)
        mended = written.replace("\x00", "") if is_text else written
        if not is_text and written and number_in(written) is None:
            mended = "0"
        if mended != written:
            self.data = self.data.copy()
            self.data[name] = mended
