"""Amending many rows of a list at once: another type, another country, another hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html

from reactions import reviewing
from reactions.admin.explained import DEFINITIONS
from reactions.admin.queue_forms import COUNTRIES
from reactions.models import Country
from reactions.templatetags.coded import words

LEFT = [("", "Leave as it is")]
SHOWN = 20
EXPLAINED = "<strong>{}</strong>: {}"


class BulkForm(forms.Form):
    """What is to change, and why: kept in the history of each row."""

    reason = forms.CharField(
        max_length=100,
        label="Reason",
        help_text="Kept in the history of each row, for the next editor.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "reason"])

    @property
    def changes(self) -> dict[str, Any]:
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "reason" and value
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.changes:
            raise forms.ValidationError("Choose what is to change.")
        return cleaned


class AssignForm(forms.Form):
    """To whom; nobody takes the rows from whoever has them."""

    to = forms.ModelChoiceField(
        get_user_model().objects.none(),
        required=False,
        label="To whom",
        empty_label="Nobody",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people_of_the_desk()


def people_of_the_desk() -> QuerySet[Any]:
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    return people.order_by("username")


def retype_form(names: Sequence[str]) -> type[BulkForm]:
    """Coded values to choose from, each with the codebook's words beside it."""
    fields: dict[str, Any] = {}
    for name in names:
        _, definitions = DEFINITIONS[name]
        choices = [
            (value.value, format_html(EXPLAINED, words(value), meaning))
            for value, meaning in definitions.items()
        ]
        fields[name] = forms.ChoiceField(
            choices=[*LEFT, *choices], required=False, widget=forms.RadioSelect
        )
    return type("RetypeForm", (BulkForm,), fields)


class RecountryForm(BulkForm):
    country = forms.TypedChoiceField(
        choices=[("", "Choose"), *COUNTRIES],
        coerce=lambda code: Country(code=code),
        empty_value=None,
    )


class BulkMixin:
    """Adds the actions to an admin class whose rows are reviewed; wants `tell` and
    `too_many` of DecidingMixin."""

    retyped: Sequence[str] = ()

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)  # type: ignore[misc]
        if not self.retyped:
            actions.pop("retype_selected", None)
        return actions

    @admin.action(description="Re-type the selected rows …", permissions=["change"])
    def retype_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        form = retype_form(self.retyped)
        return self.amend_selected(request, queryset, form=form, action="retype")

    @admin.action(
        description="Give the selected rows another country …", permissions=["change"]
    )
    def recountry_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        return self.amend_selected(
            request, queryset, form=RecountryForm, action="recountry"
        )

    @admin.action(description="Assign the selected rows …", permissions=["change"])
    def assign_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        if self.too_many(request, queryset):
            return None
        form = AssignForm(request.POST if "confirmed" in request.POST else None)
        if not form.is_valid():
            return self.ask(request, queryset, form=form, action="assign")
        to = form.cleaned_data["to"]
        number = reviewing.assign_all(queryset, to=to, by=request.user)
        told = f"{number} assigned to {to}." if to else f"{number} assigned to nobody."
        self.message_user(request, told, messages.SUCCESS)
        return None

    def amend_selected(
        self,
        request: HttpRequest,
        queryset: QuerySet[Any],
        *,
        form: type[BulkForm],
        action: str,
    ) -> HttpResponse | None:
        if self.too_many(request, queryset):
            return None
        filled = form(request.POST if "confirmed" in request.POST else None)
        if not filled.is_valid():
            return self.ask(request, queryset, form=filled, action=action)
        outcomes = reviewing.amend_all(
            queryset,
            filled.changes,
            by=request.user,
            at=timezone.now(),
            note=filled.cleaned_data["reason"],
        )
        self.tell(request, outcomes, past="changed")
        return None

    def ask(
        self,
        request: HttpRequest,
        queryset: QuerySet[Model],
        *,
        form: forms.Form,
        action: str,
    ) -> HttpResponse:
        ids = sorted(set(queryset.values_list("pk", flat=True)))
        context: Mapping[str, Any] = {
            **self.admin_site.each_context(request),
            "title": TITLES[action],
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "ids": ids,
            "shown": queryset.filter(pk__in=ids[:SHOWN]).order_by("pk"),
            "further": max(len(ids) - SHOWN, 0),
            "action": f"{action}_selected",
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/reactions/bulk.html", context)


TITLES = {
    "retype": "Re-type rows",
    "recountry": "Give rows another country",
    "assign": "Assign rows",
}
