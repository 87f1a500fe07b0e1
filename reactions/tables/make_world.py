#!/usr/bin/env python3
"""Make `world.json`, the shapes of the map, from the npm package world-atlas.

    npm install --no-save --ignore-scripts world-atlas@2.0.2
    python reactions/tables/make_world.py node_modules/world-atlas

The shapes are Natural Earth's (public domain; de facto borders), 1:110m, in the Equal
Earth projection of Savric, Patterson and Jenny (2018), in whole units of a sheet 2000
wide.
States that are too small for that scale become the point of their largest part at
1:50m. Antarctica is left out. Needs `pycountry` (of `requirements-dev.txt`) for the
codes; those who use the project need neither.
"""

import json
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pycountry

WIDTH = 2000
SOUTHERNMOST = -58.0
CODES_BY_NAME = {"Kosovo": "XK"}
ANTARCTICA = "AQ"
SMALLEST = 12
"""Square units: what covers less than this is drawn as a point too."""
DETAIL = 1.1
"""Units by which a simplified line may be off."""

Point = tuple[float, float]
Ring = list[Point]

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = math.sqrt(3) / 2


def equal_earth(longitude: float, latitude: float) -> Point:
    """Projected x and y for degrees, in radians of the globe's radius."""
    t = math.asin(M * math.sin(math.radians(latitude)))
    t2 = t * t
    t6 = t2 * t2 * t2
    bend = A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)
    x = math.radians(longitude) * math.cos(t) / (M * bend)
    return x, t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))


EDGE = equal_earth(180, 0)[0]
TOP = equal_earth(0, 84)[1]
UNIT = WIDTH / (2 * EDGE)
HEIGHT = round((TOP - equal_earth(0, SOUTHERNMOST)[1]) * UNIT)


def placed(point: Point) -> Point:
    x, y = equal_earth(*point)
    return (x + EDGE) * UNIT, (TOP - y) * UNIT


def decoded_arcs(topology: dict[str, Any]) -> list[Ring]:
    (sx, sy), (tx, ty) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(line)
    return arcs


def rings_of(geometry: dict[str, Any], arcs: list[Ring]) -> Iterator[Ring]:
    """The outer rings of a geometry, in degrees; lakes are not drawn."""
    kind = geometry["type"]
    polygons = geometry["arcs"] if kind == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        ring: Ring = []
        for number in polygon[0]:
            line = arcs[number] if number >= 0 else arcs[~number][::-1]
            ring.extend(line[1:] if ring else line)
        yield from cut_at_date_line(unwrapped(ring))


def unwrapped(ring: Ring) -> Ring:
    """Longitudes that run on over 180 degrees, where the source jumps to -180."""
    shift = 0.0
    run = [ring[0]]
    for (before, _), (x, y) in zip(ring, ring[1:], strict=False):
        if x - before > 180:
            shift -= 360
        elif x - before < -180:
            shift += 360
        run.append((x + shift, y))
    return run


def cut_at_date_line(ring: Ring) -> Iterator[Ring]:
    for shift in (-360, 0, 360):
        moved = [(x + shift, y) for x, y in ring]
        inside = clipped(clipped(moved, edge=180, keep=-1), edge=-180, keep=1)
        if len(inside) > 2:
            yield inside


def clipped(ring: Ring, *, edge: float, keep: int) -> Ring:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman)."""
    found: Ring = []
    for (ax, ay), (bx, by) in zip(ring[-1:] + ring, ring, strict=False):
        a_in, b_in = (ax - edge) * keep >= 0, (bx - edge) * keep >= 0
        if a_in != b_in:
            found.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
        if b_in:
            found.append((bx, by))
    return found


def area(ring: Ring) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def middle(ring: Ring) -> Point:
    return (
        sum(x for x, _ in ring) / len(ring),
        sum(y for _, y in ring) / len(ring),
    )


def simplified(ring: Ring) -> Ring:
    """The ring without points that hardly bend it (Douglas and Peucker)."""
    if len(ring) < 5:
        return ring
    far = max(range(len(ring)), key=lambda i: math.dist(ring[0], ring[i]))
    first, second = ring[: far + 1], [*ring[far:], ring[0]]
    return _thinned(first)[:-1] + _thinned(second)[:-1]


def _thinned(line: Ring) -> Ring:
    (ax, ay), (bx, by) = line[0], line[-1]
    length = math.dist(line[0], line[-1]) or 1.0
    off = [abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length for x, y in line]
    worst = max(range(len(line)), key=off.__getitem__)
    if off[worst] <= DETAIL or worst in (0, len(line) - 1):
        return [line[0], line[-1]]
    return _thinned(line[: worst + 1])[:-1] + _thinned(line[worst:])


def path_of(rings: Iterable[Ring]) -> str:
    """An SVG path of whole, relative units."""
    pieces = []
    for ring in rings:
        points = [(round(x), round(y)) for x, y in ring]
        points = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
        if len(points) < 3:
            continue
        x, y = points[0]
        steps = []
        for nx, ny in points[1:]:
            steps.append(f"{nx - x} {ny - y}".replace(" -", "-"))
            x, y = nx, ny
        pieces.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z")
    return "".join(pieces).replace(" -", "-")


def code_of(geometry: dict[str, Any]) -> str | None:
    named = CODES_BY_NAME.get(geometry["properties"]["name"])
    found = pycountry.countries.get(numeric=geometry.get("id", ""))
    return named or (found.alpha_2 if found else None)


def countries_in(path: Path) -> Iterator[tuple[str | None, list[Ring]]]:
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = decoded_arcs(topology)
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = code_of(geometry)
        if code == ANTARCTICA or not geometry.get("arcs"):
            continue
        yield code, [[placed(p) for p in ring] for ring in rings_of(geometry, arcs)]


def main(folder: Path) -> None:
    shapes: dict[str, str] = {}
    points: dict[str, list[int]] = {}
    nobodys = []
    for code, rings in countries_in(folder / "countries-110m.json"):
        path = path_of(simplified(ring) for ring in rings)
        if code is None:
            nobodys.append(path)
        elif sum(map(area, rings)) >= SMALLEST and path:
            shapes[code] = path
    for code, rings in countries_in(folder / "countries-50m.json"):
        if code is not None and code not in shapes and rings:
            x, y = middle(max(rings, key=area))
            points[code] = [round(x), round(y)]
    target = Path(__file__).with_name("world.json")
    world = {
        "source": "Natural Earth 1:110m and 1:50m, public domain, by world-atlas 2.0.2",
        "width": WIDTH,
        "height": HEIGHT,
        "shapes": dict(sorted(shapes.items())),
        "points": dict(sorted(points.items())),
        "others": "".join(nobodys),
    }
    target.write_text(json.dumps(world, indent=0) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(shapes)} shapes and {len(points)} points\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
