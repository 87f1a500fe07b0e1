"""Actions and statements as plain values, read without model instances.

A page of these lists is what the API is asked for most. Serializers describe the same
shapes for the documentation and write single rows; a test holds the two together.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Model

from reactions.exporting.proofs import as_object
from reactions.models import Action, Country, Crisis, Evidence, Official, Statement
from reactions.models.prepared import Prepared
from reactions.vocabulary import (
    CAMEO_ACTIONS,
    CAMEO_STANCES,
    PLOVER_ACTIONS,
    ActionType,
    Stance,
)

Row = dict[str, Any]
Visible = Mapping[type[Model], Iterable[str]]

PLAIN_OF_REVIEW = ("review", "decided_at", "version", "updated_at")
ACTION_FIELDS = (
    "id crisis country type answer stage cameo plover announced_on"
    " announced_on_precision announced_on_basis effective_on effective_on_precision"
    " effective_on_basis counts_on known_on destination quantity summary fulfils"
    " merged_into review decided_at version updated_at evidence"
).split()
STATEMENT_FIELDS = (
    "id crisis country official speaker speaker_title kind stance cameo text said_on"
    " said_on_precision said_on_basis continues review decided_at version updated_at"
    " evidence"
).split()
CODES = {
    type_.value: {
        "answer": type_.answer,
        "cameo": CAMEO_ACTIONS.get(type_),
        "plover": PLOVER_ACTIONS.get(type_),
    }
    for type_ in ActionType
}
STANCE_CODES = {stance.value: {"cameo": CAMEO_STANCES[stance]} for stance in Stance}


@dataclass(frozen=True, slots=True)
class Shape:
    """How the rows of one model are read: `stored` are its columns, where they differ
    from the field that shows them; `links` fields that show another row's id."""

    model: Any
    fields: Sequence[str]
    stored: Mapping[str, str]
    codes: Callable[[Row], Mapping[str, Any]]
    links: Sequence[str]

    @property
    def columns(self) -> list[str]:
        """The columns in the order of the fields, the key of the row before all."""
        computed = {"answer", "cameo", "plover", "evidence"}
        return ["pk"] + [
            self.stored.get(name, name) for name in self.fields if name not in computed
        ]

    def place(self, key: str) -> Callable[[Sequence[Any]], tuple[Any, Any]]:
        """What reads the place of a row for paging: the ordering's key and the pk."""
        at = self.columns.index(key)
        return lambda row: (row[at], row[0])


ACTIONS = Shape(
    Action,
    ACTION_FIELDS,
    {
        "id": "public_id",
        "crisis": "crisis_id",
        "country": "country_id",
        "fulfils": "fulfils_id",
        "merged_into": "merged_into_id",
    },
    lambda row: CODES[row["type"]],
    ("fulfils", "merged_into"),
)
STATEMENTS = Shape(
    Statement,
    STATEMENT_FIELDS,
    {
        "id": "public_id",
        "crisis": "crisis_id",
        "country": "country_id",
        "official": "official_id",
        "continues": "continues_id",
    },
    lambda row: STANCE_CODES[row["stance"]],
    ("continues",),
)


def shaped(
    rows: Sequence[Sequence[Any]],
    shape: Shape,
    *,
    visible: Visible,
    wanted: Iterable[str] | None = None,
) -> list[Row]:
    """Rows read as `shape.columns`, as the API shows them, with the fields wanted."""
    fields = set(wanted or shape.fields)
    names = [name for name in shape.fields if name not in {"evidence"}]
    names = [name for name in names if name not in {"answer", "cameo", "plover"}]
    told = [dict(zip(names, row[1:], strict=True)) for row in rows]
    pks = [row[0] for row in rows]
    crises = _crises({row["crisis"] for row in told} if "crisis" in fields else set())
    countries = _countries({row["country"] for row in told})
    officials = _officials({row.get("official") for row in told}, visible)
    linked = _public_ids(shape, told, visible)
    proofs = proofs_of(shape.model, pks) if "evidence" in fields else {}
    written = [name for name in shape.fields if name in fields]
    shown = []
    for pk, row in zip(pks, told, strict=True):
        row |= shape.codes(row)
        row["crisis"] = crises.get(row["crisis"])
        row["country"] = countries[row["country"]]
        if "official" in row:
            row["official"] = officials.get(row["official"])
        for link in shape.links:
            row[link] = linked.get(row[link])
        row["evidence"] = proofs.get(pk, [])
        shown.append({name: row[name] for name in written})
    return shown


# After the row, in the order in which `as_object` takes them.
PROOF = (
    "pk",
    "preferred",
    "article_id",
    "article__title",
    "article__publisher",
    "article__agency",
    "article__published_on",
    "article__url",
    "start",
    "end",
    "quote",
    "rule",
    "extractor_version",
)


def _merged_into(model: Any, pks: Collection[int]) -> Any:
    return model.objects.filter(merged_into__in=pks).values_list("pk", "merged_into")


def _pieces_of(parent: str, pks: Collection[int]) -> Any:
    pieces = Evidence.objects.filter(**{f"{parent}__in": pks}).best_first()
    return pieces.values_list(f"{parent}_id", *PROOF)


# Asked for every page, and compiled once: to compile them costs more than to answer.
_CRISES = Prepared(
    lambda pks: (
        Crisis.objects.filter(pk__in=pks).order_by().values_list("pk", "slug", "name")
    ),
    int,
)
_COUNTRIES = Prepared(
    lambda codes: (
        Country.objects.filter(pk__in=codes)
        .order_by()
        .values_list("code", "alpha3", "name")
    ),
    str,
)
_MERGED = {model: Prepared(partial(_merged_into, model), int) for model in (Action,)}
_PROOFS = {
    parent: Prepared(partial(_pieces_of, parent), int)
    for parent in ("action", "statement")
}


def _crises(pks: Collection[int]) -> dict[int, Row]:
    rows = _CRISES.rows(pks) if pks else ()
    return {pk: {"slug": slug, "name": name} for pk, slug, name in rows}


def _countries(codes: Collection[str]) -> dict[str, Row]:
    rows = _COUNTRIES.rows(codes) if codes else ()
    return {
        code: {"code": code, "alpha3": alpha3, "name": name}
        for code, alpha3, name in rows
    }


def _officials(pks: Iterable[int | None], visible: Visible) -> dict[int | None, Row]:
    """Officials by id: the one merged into where merged, none that is hidden."""
    wanted = {pk for pk in pks if pk is not None}
    if not wanted:
        return {}
    found = Official.objects.filter(pk__in=wanted).values_list(
        "pk",
        "public_id",
        "name",
        "title",
        "review",
        "merged_into__public_id",
        "merged_into__name",
        "merged_into__title",
        "merged_into__review",
    )
    shown: dict[int | None, Row] = {}
    for pk, *both in found:
        own, survivor = both[:4], both[4:]
        public_id, name, title, review = own if survivor[0] is None else survivor
        if review in visible[Official]:
            shown[pk] = {"id": public_id, "name": name, "title": title}
    return shown


def _public_ids(
    shape: Shape, told: Iterable[Row], visible: Visible
) -> dict[int | None, str]:
    wanted = {row[link] for row in told for link in shape.links} - {None}
    if not wanted:
        return {}
    found = shape.model.objects.filter(pk__in=wanted, review__in=visible[shape.model])
    return dict(found.values_list("pk", "public_id"))


def proofs_of(model: Any, pks: Collection[int]) -> dict[int, list[Row]]:
    """The evidence of rows, the best first; that of rows merged into one stands under
    it."""
    if not pks:
        return {}
    stands_for = {pk: pk for pk in pks}
    if model in _MERGED:
        stands_for |= dict(_MERGED[model].rows(pks))
    pieces = _PROOFS[model._meta.model_name].rows(list(stands_for))
    proofs: dict[int, list[Row]] = {}
    for piece in pieces:
        proofs.setdefault(stands_for[piece[0]], []).append(as_object(piece))
    return proofs
