"""Filters of the desk's lists: long ones stay folded until they are used."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from reactions.vocabulary import ActionType

CLOSED = "admin/reactions/closed_filter.html"


class UsedFilter(admin.RelatedOnlyFieldListFilter):
    """Only those countries or people that some row has, folded."""

    template = CLOSED

    @property
    def is_used(self) -> bool:
        return bool(self.used_parameters)


class ListedFilter(admin.ChoicesFieldListFilter):
    """A long closed list of the codebook, folded."""

    template = CLOSED

    @property
    def is_used(self) -> bool:
        return bool(self.used_parameters)


class NumbersFilter(admin.SimpleListFilter):
    """Two numbers of one day contradict each other: somebody has to look."""

    title = "numbers"
    parameter_name = "numbers"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("disputed", "Disputed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "disputed":
            return queryset.with_disputed_numbers()
        return queryset


class MissionFilter(admin.SimpleListFilter):
    """Acts upon an embassy decide the board: editors clear them first."""

    title = "what it is about"
    parameter_name = "mission"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "An embassy"), ("no", "Anything else")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        missions = [kind.value for kind in ActionType if kind.is_posture]
        if self.value() == "yes":
            return queryset.filter(type__in=missions)
        if self.value() == "no":
            return queryset.exclude(type__in=missions)
        return queryset
