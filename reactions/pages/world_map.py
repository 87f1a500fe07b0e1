"""A board on the map of the world: which shape has which answer.

Shapes come from `tables/world.json` (see `tables/make_world.py`). Here is decided what
is drawn how; the template draws it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reactions.overview import BoardRow
from reactions.vocabulary import Answer

WORLD = Path(__file__).resolve().parent.parent / "tables" / "world.json"
DOT = 9
"""Radius of a state too small for a shape, in units of a sheet 2000 wide."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A state on the map: by its shape's path, else by its place."""

    code: str
    name: str
    answer: str
    level: str
    path: str
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class WorldMap:
    """`land` is what has no answer, in one path; `absent` are rows that no map shows:
    organisations, and territories the shapes leave out."""

    width: int
    height: int
    land: str
    host: Drawn | None
    drawn: tuple[Drawn, ...]
    absent: tuple[BoardRow, ...]


def world_map(rows: Sequence[BoardRow], *, host: Any | None) -> WorldMap:
    """The rows of a board with an answer, as shapes and points; the host apart."""
    world = _world()
    told = [row for row in rows if row.answer is not Answer.UNKNOWN]
    drawn = [found for row in told if (found := _drawn(row, world))]
    at_home = _place_of(host.pk, world) if host is not None else None
    taken = {each.code for each in drawn}
    if at_home is not None:
        taken.add(host.pk)
    land = "".join(path for code, path in world["shapes"].items() if code not in taken)
    placed = {each.code for each in drawn}
    return WorldMap(
        world["width"],
        world["height"],
        land + world["others"],
        Drawn(host.pk, host.name, "host", "", **at_home) if at_home else None,
        # Points last, so that no large neighbour covers them.
        tuple(sorted(drawn, key=lambda each: not each.path)),
        tuple(row for row in told if row.country not in placed),
    )


def _drawn(row: BoardRow, world: Mapping[str, Any]) -> Drawn | None:
    place = _place_of(row.country, world)
    if place is None:
        return None
    return Drawn(row.country, row.name, row.answer.value, row.level.value, **place)


def _place_of(code: str, world: Mapping[str, Any]) -> dict[str, Any] | None:
    if code in world["shapes"]:
        return {"path": world["shapes"][code]}
    if code in world["points"]:
        x, y = world["points"][code]
        return {"path": "", "x": x, "y": y}
    return None


@cache
def _world() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(WORLD.read_text(encoding="utf-8"))
    return loaded
