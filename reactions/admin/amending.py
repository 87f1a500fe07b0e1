"""The form behind every reviewable row: curated values, a reason, the version read."""

from typing import Any

from django import forms

from reactions.admin.typed import CheckedForm


class ReviewableForm(CheckedForm):
    """Refuses to save over somebody else's change, keeping what was typed."""

    reason = forms.CharField(
        required=False,
        max_length=100,
        label="Reason",
        help_text="Why you change it; kept in the history.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    read_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["read_version"].initial = self.stored_version()

    def stored_version(self) -> int:
        """The version of the row as it is; the form may show one from the history."""
        rows = type(self.instance)._default_manager.filter(pk=self.instance.pk)
        return rows.values_list("version", flat=True).get()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        read = cleaned.get("read_version")
        if self.instance.pk and read is not None and read != self.stored_version():
            raise forms.ValidationError(
                "Somebody else changed this row while you had it open. Your words are"
                " still below: compare them with the history, then open the row again."
            )
        return cleaned


def changed_values(stored: Any, form: forms.ModelForm) -> dict[str, Any]:
    """What the form says otherwise than the stored row, by field name.

    Compared with the database and not with the form's initial values, so that an
    old version taken from the history amends the row too.
    """
    own = {field.name for field in stored._meta.concrete_fields}
    return {
        name: value
        for name, value in form.cleaned_data.items()
        if name in own and getattr(stored, name) != value
    }
