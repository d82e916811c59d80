"""Make the outlines of the map out of Natural Earth's, and the places of those too small for it.

Run ``python -m tracker.data.build_outlines countries-110m.json`` with the file of that name of
the npm package ``world-atlas``; ``tests/outlines`` has it. The projection is Equal Earth (Šavrič,
Patterson, Jenny 2018), which keeps the areas of countries comparable.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
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

SMALL = 60.0
"""An outline that fills less than this of the map is marked with a dot as well."""

LEFT_OUT = ("AQ",)
"""Antarctica concludes no treaties, and would take a fifth of the picture."""


def main(source: Path, folder: Path = Path(__file__).parent) -> None:
    """Write the table where it is read from, or into another folder."""
    (folder / FILE).write_text(table(source), encoding="utf-8", newline="\n")


def table(source: Path) -> str:
    """The lines of the table: of each code its path and, where that is small, a place for a dot."""
    world = json.loads(source.read_text(encoding="utf-8"))
    found = {code: drawn for code, drawn in _outlines(world) if code not in LEFT_OUT}
    for code, latitude, longitude in read_table("small_countries.tsv"):
        found[code] = "", _place(projected(float(longitude), float(latitude)))
    rows = ("\t".join((code, *drawn)) for code, drawn in sorted(found.items()))
    return "\n".join(("code\toutline\tdot", *rows)) + "\n"


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


def _outlines(world: Any) -> Iterator[tuple[str, tuple[str, str]]]:
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
        rings = [
            [projected(*point) for point in piece]
            for part in parts
            for ring in part
            for piece in _pieces(_ring(ring, arcs))
        ]
        yield code, ("".join(map(_path, rings)), _dot(rings))


def _dot(rings: Iterable[Sequence[Point]]) -> str:
    """The middle of a country that is too small to be seen."""
    across, down = zip(*(point for ring in rings for point in ring), strict=True)
    if (max(across) - min(across)) * (max(down) - min(down)) > SMALL:
        return ""
    return _place(((max(across) + min(across)) / 2, (max(down) + min(down)) / 2))


def _place(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"


def _arc(arc: Iterable[Sequence[int]], transform: Any) -> list[Point]:
    """The points of an arc of TopoJSON, each of which is told as a step from the one before."""
    (wide, high), (east, north) = transform["scale"], transform["translate"]
    steps = accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
    return [(wide * x + east, high * y + north) for x, y in steps]


def _ring(numbers: Iterable[int], arcs: Sequence[list[Point]]) -> list[Point]:
    """The points of a ring; an arc of a negative number is walked backwards."""
    found: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        found += arc[1:] if found else arc
    return found[:-1]


def _pieces(ring: Sequence[Point]) -> Iterator[list[Point]]:
    """A ring as it lies on the map: cut in two where it crosses the edge of it."""
    unrolled = [ring[0]]
    for x, y in ring[1:]:
        turns = round((unrolled[-1][0] - x) / 360)
        unrolled.append((x + 360 * turns, y))
    for turn in (-360, 0, 360):
        piece = _beside(_beside([(x + turn, y) for x, y in unrolled], 180, 1), -180, -1)
        if piece:
            yield piece


def _beside(ring: Sequence[Point], edge: float, side: int) -> list[Point]:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman)."""
    found: list[Point] = []
    for (x, y), (next_x, next_y) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        is_in, comes_in = side * x <= side * edge, side * next_x <= side * edge
        if is_in:
            found.append((x, y))
        if is_in is not comes_in:
            found.append((edge, y + (edge - x) / (next_x - x) * (next_y - y)))
    return found


def _path(ring: Iterable[Point]) -> str:
    """A ring as relative lines, in tenths of the unit."""
    tenths = ((round(10 * x), round(10 * y)) for x, y in ring)
    # Points that fall together are one.
    (x, y), *others = (point for point, _ in groupby(tenths))
    if not others:
        return ""
    steps = [f"M{x / 10:g} {y / 10:g}l"]
    for next_x, next_y in others:
        steps.append(_pair(next_x - x, next_y - y))
        x, y = next_x, next_y
    return "".join((*steps, "z"))


def _pair(x: int, y: int) -> str:
    """A step; a minus separates as well as a blank does, and a zero before the point is idle."""
    first, second = (_short(value) for value in (x, y))
    first = first if first.startswith("-") else f" {first}"
    return first + (second if second.startswith("-") else f" {second}")


def _short(tenths: int) -> str:
    text = f"{tenths / 10:g}"
    return re.sub(r"^(-?)0\.", r"\1.", text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
