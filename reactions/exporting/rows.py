"""Actions and statements as the API shows them, read without model instances.

A page of these lists is what the API is asked for most. Its serializers describe the
same shapes for the documentation and write single rows; a test holds the two together.
`documents` keeps what this writes.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import (
    DateField,
    GeneratedField,
    Model,
    TextField,
)
from django.db.models.functions import Cast
from django.utils.dateparse import parse_datetime

from reactions.exporting.proofs import PIECE, as_object
from reactions.models import Action, Country, Crisis, Evidence, Official, Statement
from reactions.models.prepared import Prepared, by_key
from reactions.vocabulary import (
    CAMEO_ACTIONS,
    CAMEO_STANCES,
    PLOVER_ACTIONS,
    ActionType,
    Stance,
)

Row = dict[str, Any]
Visible = Mapping[type[Model], Iterable[str]]

ACTION_FIELDS = tuple(
    (
        "id crisis country type answer stage cameo plover announced_on"
        " announced_on_precision announced_on_basis effective_on effective_on_precision"
        " effective_on_basis counts_on known_on destination quantity summary fulfils"
        " merged_into review decided_at version updated_at evidence"
    ).split()
)
STATEMENT_FIELDS = tuple(
    (
        "id crisis country official speaker speaker_title kind stance cameo text"
        " said_on said_on_precision said_on_basis continues review decided_at version"
        " updated_at evidence"
    ).split()
)
COMPUTED = {"answer", "cameo", "plover", "evidence"}
STORED = {
    "id": "public_id",
    "crisis": "crisis_id",
    "country": "country_id",
    "official": "official_id",
    "fulfils": "fulfils_id",
    "merged_into": "merged_into_id",
    "continues": "continues_id",
}
CODES = {
    type_.value: (type_.answer, CAMEO_ACTIONS.get(type_), PLOVER_ACTIONS.get(type_))
    for type_ in ActionType
}
NO_CODES = (None, None, None)
STANCE_CODES = {stance.value: CAMEO_STANCES[stance] for stance in Stance}


@dataclass(frozen=True, slots=True)
class Named:
    """What the rows of a page name, by the keys they hold."""

    crises: Mapping[int, Row]
    countries: Mapping[str, Row]
    officials: Mapping[int | None, Row]
    linked: Mapping[int | None, str]
    proofs: Mapping[int, list[Row]]


@dataclass(frozen=True, slots=True)
class Shape:
    """How the rows of one model are read; `write` makes of a row's columns what the
    API shows."""

    model: Any
    fields: tuple[str, ...]
    links: tuple[str, ...]
    """Fields that show another row, where the reader may see that."""
    coded: str
    """The field that codes, and the answer, are computed of."""
    write: Callable[[Sequence[Any], Named], Row]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in the order of the fields, the key of the row before all."""
        return _columns(self.fields)

    @property
    def asked(self) -> list[Any]:
        """The columns as they are asked for."""
        return [as_text(self.model, name) for name in self.columns]

    def at(self, name: str) -> int | None:
        """Where a field stands in a row; None where it is none of the model."""
        stored = STORED.get(name, name)
        return self.columns.index(stored) if stored in self.columns else None


@cache
def _columns(fields: tuple[str, ...]) -> tuple[str, ...]:
    shown = [name for name in fields if name not in COMPUTED]
    return ("pk", *(STORED.get(name, name) for name in shown))


def as_text(model: Any, name: str) -> Any:
    """A column, days and moments of SQLite as the text that is stored: to make objects
    of them and text again takes longer than to read the row."""
    if connection.vendor != "sqlite" or not isinstance(
        field_of(model, name), DateField
    ):
        return name
    return Cast(name, TextField())


def field_of(model: Any, name: str) -> Any:
    field: Any = model._meta.pk
    for part in name.split("__") if name != "pk" else ():
        field = model._meta.get_field(part)
        model = field.related_model
    return field.output_field if isinstance(field, GeneratedField) else field


def as_moment(told: Any) -> Any:
    """A moment as the API writes it, of what `as_text` reads."""
    if not isinstance(told, str):
        return told
    if len(told) in (19, 26) and told[10] == " ":
        return f"{told[:10]}T{told[11:]}Z"
    # Nothing of ours writes it otherwise.
    read = parse_datetime(told)
    return read if read is None or read.tzinfo else read.replace(tzinfo=UTC)


def _action(row: Sequence[Any], named: Named) -> Row:
    pk, public_id, crisis, country, type_, stage, *more = row
    *days, destination, quantity, summary, fulfils, merged_into = more[:13]
    review, decided_at, version, updated_at = more[13:]
    answer, cameo, plover = CODES.get(type_, NO_CODES)
    return {
        "id": public_id,
        "crisis": named.crises.get(crisis),
        "country": named.countries.get(country),
        "type": type_,
        "answer": answer,
        "stage": stage,
        "cameo": cameo,
        "plover": plover,
        "announced_on": days[0],
        "announced_on_precision": days[1],
        "announced_on_basis": days[2],
        "effective_on": days[3],
        "effective_on_precision": days[4],
        "effective_on_basis": days[5],
        "counts_on": days[6],
        "known_on": days[7],
        "destination": destination,
        "quantity": quantity,
        "summary": summary,
        "fulfils": named.linked.get(fulfils),
        "merged_into": named.linked.get(merged_into),
        "review": review,
        "decided_at": as_moment(decided_at),
        "version": version,
        "updated_at": as_moment(updated_at),
        "evidence": named.proofs.get(pk, []),
    }


def _statement(row: Sequence[Any], named: Named) -> Row:
    pk, public_id, crisis, country, official, speaker, title, kind, stance = row[:9]
    text, said_on, precision, basis, continues = row[9:14]
    review, decided_at, version, updated_at = row[14:]
    return {
        "id": public_id,
        "crisis": named.crises.get(crisis),
        "country": named.countries.get(country),
        "official": named.officials.get(official),
        "speaker": speaker,
        "speaker_title": title,
        "kind": kind,
        "stance": stance,
        "cameo": STANCE_CODES.get(stance),
        "text": text,
        "said_on": said_on,
        "said_on_precision": precision,
        "said_on_basis": basis,
        "continues": named.linked.get(continues),
        "review": review,
        "decided_at": as_moment(decided_at),
        "version": version,
        "updated_at": as_moment(updated_at),
        "evidence": named.proofs.get(pk, []),
    }


ACTIONS = Shape(Action, ACTION_FIELDS, ("fulfils", "merged_into"), "type", _action)
STATEMENTS = Shape(
    Statement, STATEMENT_FIELDS, ("official", "continues"), "stance", _statement
)


def shaped(
    rows: Sequence[Sequence[Any]],
    shape: Shape,
    *,
    visible: Visible,
    wanted: Iterable[str] | None = None,
) -> list[Row]:
    """Rows read as `shape.asked`, as the API shows them, with the fields wanted."""
    fields = set(wanted or shape.fields)
    held = {name: _held(rows, shape, name) for name in fields}
    named = replace(
        own_names(rows, shape, fields=fields),
        **links_of(held, shape, visible=visible),
    )
    shown = [shape.write(row, named) for row in rows]
    if wanted is None:
        return shown
    written = [name for name in shape.fields if name in fields]
    return [{name: row[name] for name in written} for row in shown]


def own_names(
    rows: Sequence[Sequence[Any]], shape: Shape, *, fields: Collection[str]
) -> Named:
    """What rows read as `shape.asked` name and everybody may see, where wanted."""
    crises, countries = (
        _held(rows, shape, name) if name in fields else set()
        for name in ("crisis", "country")
    )
    pks = [row[0] for row in rows] if "evidence" in fields else []
    return Named(*names_of(crises, countries), {}, {}, proofs_of(shape.model, pks))


def names_of(
    crises: Collection[int], countries: Collection[str]
) -> tuple[dict[int, Row], dict[str, Row]]:
    """The short forms of crises and of countries, by their keys."""
    return _crises(crises), _countries(countries)


def links_of(
    held: Mapping[str, set[Any]], shape: Shape, *, visible: Visible
) -> dict[str, Any]:
    """What is shown of the rows whose keys are held in the fields that link: nothing
    of those that a reader may not see."""
    linked = set().union(
        *(held.get(name, ()) for name in shape.links if name != "official")
    )
    return {
        "officials": _officials(held.get("official", ()), visible),
        "linked": _public_ids(shape, linked, visible),
    }


def _held(rows: Sequence[Sequence[Any]], shape: Shape, name: str) -> set[Any]:
    at = shape.at(name)
    return set() if at is None else {row[at] for row in rows} - {None}


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


def _told(pieces: Any, parent: str, *more: str) -> Any:
    told = [as_text(Evidence, name) for name in PROOF]
    return pieces.best_first().values_list(parent, *told, *more)


def _of_actions(pks: Collection[int]) -> Any:
    pieces = Evidence.objects.of_actions(pks)
    return _told(pieces, "action_id", "action__merged_into_id")


def _of_statements(pks: Collection[int]) -> Any:
    return _told(Evidence.objects.filter(statement__in=pks), "statement_id")


# Asked for every page, and compiled once: to compile them costs more than to answer.
_CRISES = by_key(Crisis, "pk", "slug", "name", for_readers=True)
_COUNTRIES = by_key(Country, "code", "alpha3", "name", of=str, for_readers=True)
_OFFICIALS = by_key(
    Official,
    "pk",
    "public_id",
    "name",
    "title",
    "review",
    "merged_into__public_id",
    "merged_into__name",
    "merged_into__title",
    "merged_into__review",
    for_readers=True,
)
_PROOFS = {
    Action: Prepared(_of_actions, int, for_readers=True),
    Statement: Prepared(_of_statements, int, for_readers=True),
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


def _officials(wanted: Collection[int], visible: Visible) -> dict[int | None, Row]:
    """Officials by id: the one merged into where merged, none that is hidden."""
    shown: dict[int | None, Row] = {}
    for pk, *both in _OFFICIALS.rows(wanted) if wanted else ():
        own, survivor = both[:4], both[4:]
        public_id, name, title, review = own if survivor[0] is None else survivor
        if review in visible[Official]:
            shown[pk] = {"id": public_id, "name": name, "title": title}
    return shown


def _public_ids(
    shape: Shape, wanted: Collection[int], visible: Visible
) -> dict[int | None, str]:
    if not wanted:
        return {}
    found = shape.model.objects.filter(pk__in=wanted, review__in=visible[shape.model])
    return dict(found.values_list("pk", "public_id"))


def proofs_of(model: Any, pks: Collection[int]) -> dict[int, list[Row]]:
    """The evidence of rows, the best first; that of rows merged into one stands under
    it."""
    if not pks:
        return {}
    wanted = set(pks)
    proofs: dict[int, list[Row]] = {}
    for row in _PROOFS[model].rows(wanted):
        piece, merged_into = row[: len(PIECE)], row[-1]
        own = piece[0] if piece[0] in wanted else merged_into
        proofs.setdefault(own, []).append(as_object(piece))
    return proofs
