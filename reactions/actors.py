"""States and organisations that may react, and every word that names them in print.

Knows the words, not their use: whether "Washington" acts or is a place is for
extraction to decide. Codes follow ISO 3166-1 (Kosovo is XK, organisations as in the
codebook), regions the UN's M49 sub-regions; the tables in `reactions/tables/` are ours.
"""

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from reactions.vocabulary import ActorKind

TABLES = Path(__file__).parent / "tables"


class Role(StrEnum):
    """What a word is to its actor."""

    NAME = "name"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    CAPITAL = "capital"
    METONYM = "metonym"
    OFFICE = "office"
    CARRIER = "carrier"


@dataclass(frozen=True, slots=True)
class Actor:
    """One state or organisation; `names` begins with the newspapers' name."""

    code: str
    alpha3: str
    name: str
    kind: ActorKind
    region: str
    un_member: bool
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]
    offices: tuple[str, ...]
    carriers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surface:
    """One printed form, to be matched with its case. `weak`: it means other things too.

    A text may be the surface of several actors (Congolese, Brussels); it is weak then.
    """

    text: str
    code: str
    role: Role
    weak: bool


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Words beside a surface that make it no actor: Gulf of [Mexico], [Niger] River.

    An empty `surface` stands for any surface.
    """

    before: str
    surface: str
    after: str
    example: str


class ActorTableError(ValueError):
    """A shipped table of actors does not hold together; the program must not start."""


def surfaces() -> tuple[Surface, ...]:
    """Every printed form of every actor, in the order of codes.

    Forms with accents or apostrophes come in their plain and curly variants as well.
    A text that serves one actor in several roles (Singapore) has the first of them.
    """
    return _SURFACES


def lookalikes() -> tuple[Lookalike, ...]:
    """The words beside a surface that make it name no actor, with an example each."""
    return _LOOKALIKES


def is_lookalike(text: str, start: int, end: int) -> bool:
    """Whether the surface `text[start:end]` stands in words that name no actor.

    Offsets in code points, end exclusive. Give the longest surface that matches here:
    "Kenya Airways" is a surface, so its "Kenya" never gets as far as this question.
    """
    if _SHUT_OUT_BY_NEXT.match(text, end):
        return True
    rows = _LOOKALIKES_BY_SURFACE.get(text[start:end], ())
    return any(
        _stands_before(row.before, text, start) and _stands_after(row.after, text, end)
        for row in (*rows, *_BEHIND_WORDS)
    )


def find_actor(text: str) -> Actor | None:
    """The actor of a code, an alpha-3 code, a name or an alias; None when in doubt.

    Case, accents, a leading "the" and outer blanks do not count. Codes are read in
    capitals or small letters, not as words: "IN" and "in" are India, "In" is not.
    """
    stripped = text.strip()
    if stripped.isupper() or stripped.islower():
        code = _CODES.get(stripped.upper())
        if code:
            return ACTORS[code]
    head, comma, tail = stripped.partition(", ")
    # ISO lists print "Korea, Republic of"; our names hold the natural order.
    for name in (stripped, f"{tail} {head}") if comma else (stripped,):
        named = _CODES_BY_NAME.get(_fold(name), frozenset())
        if len(named) == 1:
            return ACTORS[next(iter(named))]
    return None


def _stands_before(words: str, text: str, start: int) -> bool:
    if not words:
        return True
    at = start - len(words) - 1
    if at < 0 or text[start - 1] != " " or not text.startswith(words, at):
        return False
    return at == 0 or not text[at - 1].isalnum()


def _stands_after(words: str, text: str, end: int) -> bool:
    if not words:
        return True
    if text[end : end + 1] != " " or not text.startswith(words, end + 1):
        return False
    return not text[end + 1 + len(words) : end + 2 + len(words)].isalnum()


def _fold(text: str) -> str:
    """Without case, accents and a leading article; "&" and "St." written out."""
    plain = _without_accents(text.replace("’", "'").replace("&", " and "))
    folded = " ".join(plain.casefold().split()).removeprefix("the ")
    return re.sub(r"^st\.? ", "saint ", folded)


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def _variants(text: str) -> Iterator[str]:
    """The text as given first, then as other keyboards print it."""
    for spelling in dict.fromkeys((text, _without_accents(text))):
        yield spelling
        if "'" in spelling:
            yield spelling.replace("'", "’")


def _read_table(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    path = TABLES / name
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ActorTableError(f"{name} cannot be read: {error}") from error
    if tuple(reader.fieldnames or ()) != columns:
        raise ActorTableError(f"{name} must have the columns {', '.join(columns)}")
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise ActorTableError(f"{name} line {number} has too many or too few cells")
    return rows


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(";") if item.strip())


def _read_speaking(name: str, known: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Words by the code of the actor they stand for; each row says why they do."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    for row in _read_table(name, ("code", "text", "why")):
        if row["code"] not in known:
            raise ActorTableError(f"{name} names an unknown actor: {row['code']!r}")
        if not row["text"].strip() or not row["why"].strip():
            raise ActorTableError(f"{name} has a row without text or reason: {row}")
        words[row["code"]].append(row["text"])
    return {code: tuple(texts) for code, texts in words.items()}


_STATE_COLUMNS = (
    "code", "alpha3", "name", "aliases", "adjectives", "people", "capitals", "region",
    "un_member",
)  # fmt: skip


def _read_actors() -> Mapping[str, Actor]:
    states = _read_table("states.csv", _STATE_COLUMNS)
    organisations = _read_table("organisations.csv", ("code", "name", "aliases"))
    rows = sorted(states + organisations, key=lambda row: row["code"])
    counted = Counter(row["code"] for row in rows)
    twice = sorted(code for code, count in counted.items() if count > 1)
    if twice or "" in counted:
        raise ActorTableError(
            f"actors need one row and a code each: {twice or rows[0]}"
        )
    known = frozenset(counted)
    spoken = {
        Role.METONYM: _read_speaking("metonyms.csv", known),
        Role.OFFICE: _read_speaking("offices.csv", known),
        Role.CARRIER: _read_speaking("carriers.csv", known),
    }
    return MappingProxyType({row["code"]: _make_actor(row, spoken) for row in rows})


def _make_actor(
    row: dict[str, str], spoken: Mapping[Role, Mapping[str, tuple[str, ...]]]
) -> Actor:
    """An actor of its row; only the rows of states have all the columns."""
    code = row["code"]
    if not row["name"] or row.get("un_member", "no") not in ("yes", "no"):
        raise ActorTableError(f"actor {code} needs a name and un_member yes or no")
    return Actor(
        code=code,
        alpha3=row.get("alpha3", ""),
        name=row["name"],
        kind=ActorKind.STATE if "alpha3" in row else ActorKind.ORGANISATION,
        region=row.get("region", ""),
        un_member=row.get("un_member") == "yes",
        names=(row["name"], *_listed(row["aliases"])),
        adjectives=_listed(row.get("adjectives", "")),
        people=_listed(row.get("people", "")),
        capitals=_listed(row.get("capitals", "")),
        metonyms=spoken[Role.METONYM].get(code, ()),
        offices=spoken[Role.OFFICE].get(code, ()),
        carriers=spoken[Role.CARRIER].get(code, ()),
    )


def _words(actor: Actor) -> Iterator[tuple[str, Role]]:
    """An actor's words with their roles, the role that wins a shared word first."""
    for role, texts in (
        (Role.NAME, actor.names),
        (Role.ADJECTIVE, actor.adjectives),
        (Role.PEOPLE, actor.people),
        (Role.CAPITAL, actor.capitals),
        (Role.METONYM, actor.metonyms),
        (Role.OFFICE, actor.offices),
        (Role.CARRIER, actor.carriers),
    ):
        for text in texts:
            for variant in _variants(text):
                yield variant, role


def _read_surfaces() -> tuple[Surface, ...]:
    roles: dict[tuple[str, str], Role] = {}
    for actor in ACTORS.values():
        for text, role in _words(actor):
            roles.setdefault((text, actor.code), role)
    holders = Counter(text for text, _ in roles)
    weak: set[str] = set()
    for row in _read_table("weak_surfaces.csv", ("text", "also_means")):
        if row["text"] not in holders or not row["also_means"]:
            raise ActorTableError(f"weak_surfaces.csv has no use for {row['text']!r}")
        weak.update(_variants(row["text"]))
    return tuple(
        Surface(text, code, role, weak=text in weak or holders[text] > 1)
        for (text, code), role in roles.items()
    )


def _read_lookalikes() -> tuple[Lookalike, ...]:
    columns = ("before", "surface", "after", "what", "example")
    printed = {surface.text for surface in _SURFACES} | {""}
    rows = []
    for row in _read_table("lookalikes.csv", columns):
        if row["surface"] not in printed or not (row["before"] or row["after"]):
            raise ActorTableError(f"lookalikes.csv has a row that never holds: {row}")
        rows.append(
            Lookalike(row["before"], row["surface"], row["after"], row["example"])
        )
    return tuple(rows)


def _by_name() -> dict[str, frozenset[str]]:
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for actor in ACTORS.values():
        for name in actor.names:
            codes[_fold(name)].add(actor.code)
    return {name: frozenset(named) for name, named in codes.items()}


def _behind_any_surface(rows: Iterable[Lookalike]) -> re.Pattern[str]:
    """The words that follow: of the rows that ask nothing else, as one question."""
    words = "|".join(re.escape(row.after) for row in rows) or r"\b\B"
    return re.compile(rf" (?:{words})(?![^\W_])")


def _by_surface() -> dict[str, tuple[Lookalike, ...]]:
    rows: defaultdict[str, list[Lookalike]] = defaultdict(list)
    for row in _LOOKALIKES:
        rows[row.surface].append(row)
    return {"": (), **{surface: tuple(listed) for surface, listed in rows.items()}}


ACTORS: Mapping[str, Actor] = _read_actors()
_SURFACES = _read_surfaces()
_LOOKALIKES = _read_lookalikes()
_LOOKALIKES_BY_SURFACE = _by_surface()
_OF_ANY_SURFACE = _LOOKALIKES_BY_SURFACE.pop("")
_BEHIND_WORDS = tuple(row for row in _OF_ANY_SURFACE if row.before)
_SHUT_OUT_BY_NEXT = _behind_any_surface(
    row for row in _OF_ANY_SURFACE if not row.before
)
_CODES_BY_NAME = _by_name()
# An actor's own code wins over another's alpha-3; today no two collide.
_CODES = {actor.alpha3: actor.code for actor in ACTORS.values() if actor.alpha3}
_CODES.update({code: code for code in ACTORS})
