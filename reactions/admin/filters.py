"""Filters of the desk's lists: long ones stay folded until they are used."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from reactions.vocabulary import ActionType

CLOSED = "admin/reactions/closed_filter.html"


class UsedFilter(admin.RelatedOnlyFieldListFilter):
    """Only those countries or people that some row has, folded."""

    template = CLOSED

    @property
    def is_used(self) -> bool:
        return bool(self.used_parameters)

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: Any
    ) -> list[tuple[Any, str]]:
        """A seek for each that there is, not a walk through all rows."""
        using = model_admin.model._default_manager.filter(
            **{field.name: OuterRef("pk")}
        )
        rows = field.related_model._default_manager.filter(Exists(using.order_by()))
        order = self.field_admin_ordering(field, request, model_admin)
        return [(row.pk, str(row)) for row in rows.order_by(*order)]


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


class AssignedFilter(admin.SimpleListFilter):
    """Whose work a row is."""

    title = "whom it is assigned to"
    parameter_name = "assigned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        having = model_admin.model._default_manager.filter(assigned_to=OuterRef("pk"))
        people = get_user_model().objects.filter(Exists(having.order_by()))
        others = people.exclude(pk=request.user.pk).order_by("username")
        return [("me", "Me"), *((str(user.pk), str(user)) for user in others)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        if chosen == "me":
            return queryset.assigned_to(request.user)
        if chosen and chosen.isdecimal() and len(chosen) < 18:
            return queryset.assigned_to(int(chosen))
        return queryset


class ProvesFilter(admin.SimpleListFilter):
    """What kind of row a piece of evidence proves."""

    title = "what it proves"
    parameter_name = "proves"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("action", "An act"), ("statement", "A statement"),
                ("official", "An official")]  # fmt: skip

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in {"action", "statement", "official"}:
            return queryset.filter(**{f"{self.value()}__isnull": False})
        return queryset


class LanguageFilter(admin.SimpleListFilter):
    """The languages of the newest articles: to know all, every row would be read."""

    title = "language"
    parameter_name = "language"
    looked_at = 1000

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        newest = model_admin.model._default_manager.order_by("-pk")[: self.looked_at]
        found = set(newest.values_list("language", flat=True))
        return [(code, code) for code in sorted(found) if code]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value():
            return queryset.filter(language=self.value())
        return queryset
