"""Make the outlines of the map out of Natural Earth's, and the places of those too small for it.

Run ``python -m tracker.data.build_outlines countries-110m.json`` with the file of that name of
the npm package ``world-atlas``; ``tests/outlines`` has it. The projection is Equal Earth (Šavrič,
Patterson, Jenny 2018), which keeps the areas of countries comparable.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from tracker.data import read_table

Point = tuple[float, float]

FILE = "outlines.tsv"
WIDTH = 1040.0
TOP = 83.7
"""The latitude at the upper edge of the map."""

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
"""The coefficients of the projection."""

NAMED = {"Kosovo": "XK", "Somaliland": "x-somaliland", "N. Cyprus": "x-northern-cyprus"}
"""Those that have no number in ISO 3166."""

LEFT_OUT = ("AQ",)
"""Antarctica concludes no treaties, and would take a fifth of the picture."""

TOO_CLOSE = 0.5
"""Points nearer to each other than this, in units of the map, are one."""


def main(source: Path, folder: Path = Path(__file__).parent) -> None:
    """Write the table where it is read from, or into another folder."""
    (folder / FILE).write_text(table(source), encoding="utf-8", newline="\n")


def table(source: Path) -> str:
    """The lines of the table: a code and its path, or a code and the place of its dot."""
    world = json.loads(source.read_text(encoding="utf-8"))
    found = {code: path for code, path in _outlines(world) if code not in LEFT_OUT}
    for code, latitude, longitude in read_table("small_countries.tsv"):
        x, y = projected(float(longitude), float(latitude))
        found[code] = f"{x:.1f},{y:.1f}"
    rows = (f"{code}\t{drawn}" for code, drawn in sorted(found.items()))
    return "\n".join(("code\tdrawn", *rows)) + "\n"


def projected(longitude: float, latitude: float) -> Point:
    """A place on the map, in units of a map of `WIDTH`; the axis of y goes down."""
    x, y = _equal_earth(radians(longitude), radians(latitude))
    scale = WIDTH / 2 / _equal_earth(radians(180), 0)[0]
    return WIDTH / 2 + scale * x, scale * (_equal_earth(0, radians(TOP))[1] - y)


def _equal_earth(longitude: float, latitude: float) -> Point:
    t = asin(sqrt(3) / 2 * sin(latitude))
    slope = 9 * A4 * t**8 + 7 * A3 * t**6 + 3 * A2 * t**2 + A1
    return (
        2 * sqrt(3) * longitude * cos(t) / (3 * slope),
        A4 * t**9 + A3 * t**7 + A2 * t**3 + A1 * t,
    )


def _outlines(world: Any) -> Iterator[tuple[str, str]]:
    codes = {
        number: code
        for systems, number, code, _, end in read_table("iso_codes.tsv")
        if systems == "numeric" and not end
    }
    arcs = [_arc(arc, world["transform"]) for arc in world["arcs"]]
    for country in world["objects"]["countries"]["geometries"]:
        named = country["properties"]["name"]
        code = codes[country["id"]] if "id" in country else NAMED[named]
        parts = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        rings = (_ring(ring, arcs) for part in parts for ring in part)
        yield code, "".join(map(_path, rings))


def _arc(arc: Iterable[Sequence[int]], transform: Any) -> list[Point]:
    """The points of an arc of TopoJSON, each of which is told as a step from the one before."""
    (wide, high), (east, north) = transform["scale"], transform["translate"]
    steps = accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
    return [projected(wide * x + east, high * y + north) for x, y in steps]


def _ring(numbers: Iterable[int], arcs: Sequence[list[Point]]) -> list[Point]:
    """The points of a ring; an arc of a negative number is walked backwards."""
    found: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        found += arc[1:] if found else arc
    return found


def _path(ring: Sequence[Point]) -> str:
    """A ring as relative lines, in tenths of the unit."""
    points = [(round(10 * x), round(10 * y)) for x, y in _thinned(ring)]
    (x, y), *others = points
    steps = [f"M{x / 10:g} {y / 10:g}l"]
    for next_x, next_y in others:
        steps.append(_pair(next_x - x, next_y - y))
        x, y = next_x, next_y
    return "".join((*steps, "z"))


def _thinned(ring: Sequence[Point]) -> Iterator[Point]:
    """The points without those that cannot be seen; of a small island its corners are kept."""
    kept = ring[0]
    yield kept
    for point in ring[1:-1]:
        near = abs(point[0] - kept[0]) + abs(point[1] - kept[1]) < TOO_CLOSE
        if not near or len(ring) < 12:
            kept = point
            yield kept


def _pair(x: int, y: int) -> str:
    """A step; a minus separates as well as a blank does, and a zero before the point is idle."""
    first, second = (f"{value / 10:g}".replace("0.", ".", 1) for value in (x, y))
    first = first if first.startswith("-") else f" {first}"
    return first + (second if second.startswith("-") else f" {second}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
