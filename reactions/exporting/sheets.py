"""What each table's export holds: the same fields as the API's rows, under one name.

Rows that others name are named only to readers who may see them; with each row that is
reviewed go the words that prove it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, CharField, F, When

from reactions.exporting.columns import (
    Column,
    as_json,
    coded_as,
    day,
    flag,
    moment,
    names,
    plain,
    text,
)
from reactions.models import (
    Action,
    Article,
    Country,
    Crisis,
    Evidence,
    Official,
    Statement,
)
from reactions.vocabulary import (
    CAMEO_ACTIONS,
    CAMEO_STANCES,
    PLOVER_ACTIONS,
    ActionType,
)

Visible = Mapping[type[Any], Sequence[str]]
"""The review states of each kind whose rows the reader may see."""

ANSWERS = {type_: type_.answer for type_ in ActionType}
CRISIS = [
    plain("crisis__slug", path="crisis.slug", csv="crisis"),
    text("crisis__name", path="crisis.name", csv=""),
]
COUNTRY = [
    plain("country__code", path="country.code", csv="country"),
    plain("country__alpha3", path="country.alpha3", csv="country_alpha3"),
    text("country__name", path="country.name", csv="country_name"),
]
ID = plain("public_id", path="id")
REVIEW = [
    plain("review"),
    moment("decided_at"),
    plain("version"),
    moment("updated_at"),
]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns of a table. With `proof` each row has its evidence."""

    name: str
    model: type[Any]
    columns: tuple[Column, ...]
    proof: bool = False


def dated(field: str) -> list[Column]:
    return [day(field), plain(f"{field}_precision"), plain(f"{field}_basis")]


def named(field: str, states: Sequence[str], *, follow_merge: bool = False) -> Column:
    """The id of a row that is named, where the reader may see that row."""
    return plain_value(field, _shown(field, "public_id", states, follow_merge))


def plain_value(path: str, value: Any, csv: str | None = None) -> Column:
    return Column(path, value, csv=path if csv is None else csv)


def _shown(field: str, value: str, states: Sequence[str], follow_merge: bool) -> Case:
    """`value` of the row named, or of the one it was merged into, if to be seen."""
    own = {f"{field}__review__in": list(states)}
    cases = [When(**own, then=F(f"{field}__{value}"))]
    if follow_merge:
        into = f"{field}__merged_into"
        cases = [
            When(
                **{f"{into}__isnull": False, f"{into}__review__in": list(states)},
                then=F(f"{into}__{value}"),
            ),
            When(**{f"{into}__isnull": True} | own, then=F(f"{field}__{value}")),
        ]
    return Case(*cases, default=None, output_field=CharField(null=True))


def actions(visible: Visible) -> Sheet:
    columns = [
        ID,
        *CRISIS,
        *COUNTRY,
        plain("type"),
        coded_as("answer", "type", ANSWERS),
        plain("stage"),
        coded_as("cameo", "type", CAMEO_ACTIONS),
        coded_as("plover", "type", PLOVER_ACTIONS),
        *dated("announced_on"),
        *dated("effective_on"),
        day("counts_on"),
        day("known_on"),
        text("destination"),
        plain("quantity"),
        text("summary"),
        named("fulfils", visible[Action]),
        named("merged_into", visible[Action]),
        *REVIEW,
    ]
    return Sheet("actions", Action, tuple(columns), proof=True)


def statements(visible: Visible) -> Sheet:
    states = visible[Official]

    def of_official(value: str) -> Any:
        return _shown("official", value, states, True)

    columns = [
        ID,
        *CRISIS,
        *COUNTRY,
        plain_value("official.id", of_official("public_id"), "official"),
        text(of_official("name"), path="official.name", csv="official_name"),
        text(of_official("title"), path="official.title", csv="official_title"),
        text("speaker"),
        text("speaker_title"),
        plain("kind"),
        plain("stance"),
        coded_as("cameo", "stance", CAMEO_STANCES),
        text("text"),
        *dated("said_on"),
        named("continues", visible[Statement]),
        *REVIEW,
    ]
    return Sheet("statements", Statement, tuple(columns), proof=True)


def officials(visible: Visible) -> Sheet:
    columns = [
        ID,
        *COUNTRY,
        text("name"),
        text("title"),
        names("aliases"),
        named("merged_into", visible[Official]),
        *REVIEW,
    ]
    return Sheet("officials", Official, tuple(columns), proof=True)


def articles(visible: Visible) -> Sheet:
    columns = [
        plain("id"),
        *CRISIS,
        text("title"),
        text("publisher"),
        text("agency"),
        text("url"),
        day("published_on"),
        plain("language"),
        moment("imported_at"),
        plain("copy_of_id", path="copy_of"),
        plain("revision_of_id", path="revision_of"),
    ]
    return Sheet("articles", Article, tuple(columns))


def evidence(visible: Visible) -> Sheet:
    columns = [
        plain("id"),
        plain("article_id", path="article.id", csv="article"),
        text("article__title", path="article.title", csv="article_title"),
        text("article__publisher", path="article.publisher", csv="publisher"),
        text("article__agency", path="article.agency", csv="agency"),
        text("article__url", path="article.url", csv="url"),
        day("article__published_on", path="article.published_on", csv="published_on"),
        plain("start"),
        plain("end"),
        text("quote"),
        text("before"),
        text("after"),
        named("statement", visible[Statement]),
        named("action", visible[Action], follow_merge=True),
        named("official", visible[Official], follow_merge=True),
        flag("preferred"),
        plain("rule"),
        plain("extractor_version"),
        plain("claim_key"),
        as_json("machine_claim"),
        moment("created_at"),
    ]
    return Sheet("evidence", Evidence, tuple(columns))


def crises(visible: Visible) -> Sheet:
    columns = [
        plain("slug"),
        text("name"),
        text("summary"),
        plain("host__code", path="host.code", csv="host"),
        plain("host__alpha3", path="host.alpha3", csv=""),
        text("host__name", path="host.name", csv="host_name"),
        text("host_city"),
        day("started_on"),
        day("ended_on"),
    ]
    return Sheet("crises", Crisis, tuple(columns))


def countries(visible: Visible) -> Sheet:
    columns = [
        plain("code"),
        plain("alpha3"),
        text("name"),
        plain("kind"),
        plain("region"),
        names("demonyms"),
        names("aliases"),
        names("metonyms"),
    ]
    return Sheet("countries", Country, tuple(columns))


SHEETS: dict[str, Callable[[Visible], Sheet]] = {
    each.__name__: each
    for each in (crises, countries, officials, articles, statements, actions, evidence)
}


def sheet_of(name: str, visible: Visible) -> Sheet:
    """The sheet of a table, as far as these review states are to be seen."""
    return SHEETS[name](visible)


def told_on(visible: Visible) -> Sheet:
    """The acts of a timeline, each with its day there; for rows `told_for` days."""
    sheet = actions(visible)
    on = day("day", path="on")
    return replace(sheet, name="timeline", columns=(on, *sheet.columns))
