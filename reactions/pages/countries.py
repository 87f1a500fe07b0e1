"""The list of nations that acted or spoke, with their missions in the newest crises."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reactions import overview
from reactions.models import Country, Crisis
from reactions.pages.readers import may_see_proposed, states_to_show
from reactions.vocabulary import ActorKind

CRISES_SHOWN = 5
"""The newest: what a list costs must not grow with all that ever happened."""
ORGANISATIONS = "organisations"


class CountriesQuestion(forms.Form):
    """Which region, or the organisations? One of which nobody was heard is no error."""

    region = forms.ChoiceField(
        required=False,
        label="Region",
        error_messages={"invalid_choice": "“%(value)s” is no region."},
    )

    def __init__(self, asked: Any) -> None:
        super().__init__(asked, label_suffix="")
        choices = [("", "All"), *((name, name) for name in Country.objects.regions())]
        self.fields["region"].choices = [*choices, (ORGANISATIONS, "Organisations")]

    def narrowed(self, countries: Iterable[Country]) -> list[Country]:
        asked = self.cleaned_data["region"]
        if asked == ORGANISATIONS:
            return [each for each in countries if each.kind == ActorKind.ORGANISATION]
        return [each for each in countries if asked in ("", each.region)]


@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    states = states_to_show(request.user)
    heard = list(Country.objects.heard_of(states).order_by("name"))
    form = CountriesQuestion(request.GET.dict())
    context: dict[str, Any] = {"form": form, "heard": heard, "section": "countries"}
    if not form.is_valid():
        return render(request, "pages/countries.html", context, status=400)
    shown = form.narrowed(heard)
    crises = list(Crisis.objects.newest_first()[:CRISES_SHOWN])
    missions = overview.missions_by_country(
        [each.code for each in shown],
        states=states,
        today=timezone.localdate(),
        crises=[each.pk for each in crises],
    )
    context |= {
        "rows": [(each, missions[each.code]) for each in shown],
        "crises": crises,
        "are_all": len(crises) < CRISES_SHOWN,
        "may_see_proposed": may_see_proposed(request.user),
    }
    return render(request, "pages/countries.html", context)
