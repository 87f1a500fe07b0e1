"""Which rows of each list a reader asks for: one filter set a resource.

Days come in pairs, `_from` and `_to`, both inclusive. Different filters narrow each
other; several values of one filter widen it. What filters mean in rows is the
QuerySets' business.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import django_filters
from django.db.models import Model, QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from reactions.api.fields import (
    LONGEST_SEARCH,
    Coded,
    Day,
    Flag,
    Instant,
    Keys,
    WholeNumber,
    Words,
)
from reactions.api.hits import RELEVANCE
from reactions.api.plans import look_up
from reactions.api.unknown import known_countries, known_crises
from reactions.api.visibility import listed_states, sees_bodies, visible_states
from reactions.models import (
    Action,
    Article,
    Country,
    Crisis,
    Official,
    Statement,
)
from reactions.models.contested import contradicted, told_by_origins
from reactions.models.prepared import by_key
from reactions.models.search import country_names
from reactions.vocabulary import (
    ActionType,
    ActorKind,
    Answer,
    Kind,
    ReviewState,
    Stage,
    Stance,
)

COUNTRY = "Country or organisation, by code."
CRISIS = "Crisis, by slug."
ARTICLE = "Article that bears evidence of the row, by id."
PUBLISHER = "Publisher of an article that bears evidence of the row, as printed."
SEARCH = (
    "Words that must all occur, in any order and any case. Rows of actions, statements,"
    " officials and articles then have a `snippet`, with the words marked."
)
REVIEW = "Review state. Without it: what you may see, less what was rejected."


# Asked for every list that names one, and compiled once.
_COUNTRIES = by_key(Country, "code", of=str, for_readers=True)
_CRISES = by_key(Crisis, "slug", "pk", of=str, for_readers=True)


def find_countries(codes: Sequence[str], _: Request | None = None) -> Mapping[str, str]:
    if not codes:
        return {}
    known = {code for (code,) in _COUNTRIES.rows({code.upper() for code in codes})}
    return {code: code.upper() for code in codes if code.upper() in known}


def find_regions(names: Sequence[str], _: Request) -> Mapping[str, str]:
    found = Country.objects.filter(region__in=names).values_list("region", flat=True)
    return {region: region for region in found}


def find_crises(slugs: Sequence[str], _: Request) -> Mapping[str, Any]:
    return {str(slug): pk for slug, pk in _CRISES.rows(slugs)}


def find_country_names(_: Sequence[str], __: Request) -> Any:
    return country_names()


def find_articles(ids: Sequence[str], _: Request) -> Mapping[str, Any]:
    # Eighteen digits fit the databases' integers; more are no article's id.
    whole = [text for text in ids if re.fullmatch("[0-9]{1,18}", text)]
    found = Article.objects.filter(pk__in=whole).values_list("pk", flat=True)
    return {str(pk): pk for pk in found}


def find_visible(
    model: type[Model], ids: Sequence[str], *, request: Request
) -> Mapping[str, Any]:
    """Find rows by public id among those the reader may see."""
    states = visible_states(request.user, model)
    rows = model._default_manager.filter(public_id__in=ids).visible_as(states)
    return {str(public_id): pk for public_id, pk in rows.values_list("public_id", "pk")}


def find_officials(ids: Sequence[str], request: Request) -> Mapping[str, Any]:
    return find_visible(Official, ids, request=request)


def find_statements(ids: Sequence[str], request: Request) -> Mapping[str, Any]:
    return find_visible(Statement, ids, request=request)


def find_actions(ids: Sequence[str], request: Request) -> Mapping[str, Any]:
    return find_visible(Action, ids, request=request)


class FilterBackend(DjangoFilterBackend):
    """Filters a list. django-filter's own way to report errors formats the reasons,
    and stumbles over a percent sign in what the reader sent."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any], view: Any
    ) -> QuerySet[Any]:
        filterset = self.get_filterset(request, queryset, view)
        if not filterset.is_valid():
            told = filterset.errors.get_json_data()
            raise ValidationError(
                {name: [each["message"] for each in told[name]] for name in told}
            )
        return filterset.qs


class ReadFilterSet(django_filters.FilterSet):
    """Refuses a range that ends before it begins."""

    always: tuple[str, ...] = ()
    """Filters that apply unasked too."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None:
            # To make a form of all filters costs more than the page it narrows.
            self.base_filters = {
                name: each
                for name, each in type(self).base_filters.items()
                if name in data or name in self.always
            }
        super().__init__(data, *args, **kwargs)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        given = self.form.cleaned_data
        for name in given:
            first, last = given[name], given.get(name.removesuffix("_from") + "_to")
            if name.endswith("_from") and first and last and first > last:
                raise ValidationError({name: [f"{first} is after the end, {last}."]})
        return super().filter_queryset(queryset)


class SearchedFilterSet(ReadFilterSet):
    search = django_filters.CharFilter(
        method="matching", max_length=LONGEST_SEARCH, help_text=SEARCH
    )

    newest = ""
    """The ordering in which hits are read from the index itself."""

    def matching(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        # A word of a country's name finds the country's rows.
        look_up(self.request, find_country_names, ())
        if self.newest and self.asked_newest_first:
            return queryset.searched_newest_first(value, **self.searched_in)  # type: ignore[attr-defined]
        return queryset.search(value, **self.searched_in)  # type: ignore[attr-defined]

    @property
    def asked_newest_first(self) -> bool:
        asked = self.request.query_params.get("ordering")
        return not asked or asked in (self.newest, RELEVANCE)

    @property
    def searched_in(self) -> Mapping[str, Any]:
        return {}


class ReviewedFilterSet(SearchedFilterSet):
    """Filters of every list whose rows editors review."""

    always = ("review",)
    country = Keys("country", COUNTRY, find=find_countries, known=known_countries)
    region = Keys("country__region", "Region of the country.", find=find_regions)
    article = Keys(
        "evidence__article",
        ARTICLE,
        find=find_articles,
        narrow=lambda qs, pks: qs.told_by(pks),
        schema={"type": "integer"},
    )
    publisher = Words(
        "evidence__article__publisher",
        PUBLISHER,
        narrow=lambda qs, names: qs.told_by(
            Article.objects.filter(publisher__in=names)
        ),
    )
    review = Coded("review", ReviewState, REVIEW)
    updated_since = Instant(
        "updated_at", "gte", help_text="Changed at or after this moment."
    )

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.form.cleaned_data["review"]
        states = listed_states(self.request.user, queryset.model, asked=asked)
        self.form.cleaned_data["review"] = states
        return super().filter_queryset(queryset)


class ActionFilterSet(ReviewedFilterSet):
    newest = "-known_on"

    crisis = Keys("crisis", CRISIS, find=find_crises, known=known_crises)
    type = Coded("type", ActionType, "Type of act.")
    answer = Coded(
        "type",
        [answer for answer in Answer if answer is not Answer.UNKNOWN],
        "Answer that an embassy act gives.",
        narrow=lambda qs, answers: qs.filter(type__in=types_that_answer(answers)),
    )
    stage = Coded("stage", Stage, "Stage of the act.")
    announced_on_from = Day("announced_on", "gte", help_text="Announced on or after.")
    announced_on_to = Day("announced_on", "lte", help_text="Announced on or before.")
    effective_on_from = Day("effective_on", "gte", help_text="In effect on or after.")
    effective_on_to = Day("effective_on", "lte", help_text="In effect on or before.")
    counts_on_from = Day("counts_on", "gte", help_text="Counts from or after.")
    counts_on_to = Day("counts_on", "lte", help_text="Counts from or before.")
    known_on_from = Day("known_on", "gte", help_text="Known on or after.")
    known_on_to = Day("known_on", "lte", help_text="Known on or before.")
    origins_from = WholeNumber(
        method="told_by", help_text="Told by so many independent origins or more."
    )
    conflict = Flag(
        method="contested",
        help_text=(
            "Whether another act upon the mission contradicts it: closed and kept"
            " within a day, told by different origins."
        ),
    )

    def told_by(self, acts: QuerySet[Any], name: str, at_least: int) -> QuerySet[Any]:
        return told_by_origins(acts, at_least=at_least)

    def contested(self, acts: QuerySet[Any], name: str, is_so: bool) -> QuerySet[Any]:
        # What a reader does not see contradicts nothing for her.
        states = listed_states(self.request.user, Action, asked=())
        return contradicted(acts, states=states, is_so=is_so)


class StatementFilterSet(ReviewedFilterSet):
    newest = "-said_on"

    crisis = Keys("crisis", CRISIS, find=find_crises, known=known_crises)
    official = Keys(
        "official",
        "Official who speaks, by id.",
        find=find_officials,
        narrow=lambda qs, pks: qs.by_officials(pks),
    )
    kind = Coded("kind", Kind, "Direct or indirect speech.")
    stance = Coded("stance", Stance, "Stance of the statement.")
    said_on_from = Day("said_on", "gte", help_text="Said on or after.")
    said_on_to = Day("said_on", "lte", help_text="Said on or before.")


class OfficialFilterSet(ReviewedFilterSet):
    pass


class CountryFilterSet(SearchedFilterSet):
    kind = Coded("kind", ActorKind, "State or organisation.")
    region = Keys("region", "Region, as countries name theirs.", find=find_regions)


class CrisisFilterSet(SearchedFilterSet):
    host = Keys(
        "host",
        "Country in crisis, by code.",
        find=find_countries,
        known=known_countries,
    )
    started_on_from = Day("started_on", "gte", help_text="Began on or after.")
    started_on_to = Day("started_on", "lte", help_text="Began on or before.")


class ArticleFilterSet(SearchedFilterSet):
    crisis = Keys("crisis", CRISIS, find=find_crises, known=known_crises)
    publisher = Words("publisher", "Publisher, as printed.")
    agency = Words("agency", "News agency credited, as printed.")
    language = Words("language", "Language of the text, such as en.")
    published_on_from = Day("published_on", "gte", help_text="Out on or after.")
    published_on_to = Day("published_on", "lte", help_text="Out on or before.")

    newest = "-published_on"

    @property
    def searched_in(self) -> Mapping[str, Any]:
        return {"bodies": sees_bodies(self.request.user, Article)}

    imported_since = Instant(
        "imported_at", "gte", help_text="Imported at or after this moment."
    )


class EvidenceFilterSet(ReadFilterSet):
    """Evidence follows the review of the row it proves."""

    always = ("review",)
    crisis = Keys("article__crisis", CRISIS, find=find_crises, known=known_crises)
    article = Keys(
        "article", "Article, by id.", find=find_articles, schema={"type": "integer"}
    )
    publisher = Words("article__publisher", "Publisher of the article, as printed.")
    statement = Keys("statement", "Statement proved, by id.", find=find_statements)
    action = Keys(
        "action",
        "Action proved, by id.",
        find=find_actions,
        narrow=lambda qs, pks: qs.of_actions(pks),
    )
    official = Keys(
        "official",
        "Official proved, by id.",
        find=find_officials,
        narrow=lambda qs, pks: qs.of_officials(pks),
    )
    rule = Words("rule", "Rule that made the claim.")
    extractor_version = Words("extractor_version", "Version of the extractor.")
    preferred = Flag("preferred", help_text="Whether it is the row's best evidence.")
    review = Coded("review", ReviewState, "Review state of the row proved.")
    published_on_from = Day(
        "article__published_on", "gte", help_text="Published on or after."
    )
    published_on_to = Day(
        "article__published_on", "lte", help_text="Published on or before."
    )

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.form.cleaned_data.pop("review")
        actions, statements, officials = (
            listed_states(self.request.user, model, asked=asked)
            for model in (Action, Statement, Official)
        )
        shown = queryset.proving_reviewed_as(  # type: ignore[attr-defined]
            actions=actions, statements=statements, officials=officials
        )
        return super().filter_queryset(shown)


class ImportRunFilterSet(ReadFilterSet):
    state = Words("state", "running, finished, stopped or failed.")
    started_since = Instant(
        "started_at", "gte", help_text="Started at or after this moment."
    )


def several_valued(filterset: type[ReadFilterSet]) -> list[str]:
    """The filters that may be given more than once."""
    return [
        name
        for name, each in filterset.base_filters.items()
        if isinstance(each, django_filters.MultipleChoiceFilter)
    ]


def types_that_answer(answers: Sequence[str]) -> list[ActionType]:
    return [type_ for type_ in ActionType if type_.answer in answers]
