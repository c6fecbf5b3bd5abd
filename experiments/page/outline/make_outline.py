"""Makes `outline.json` from countries-50m.json of the npm package world-atlas; see README.md here.

    python -m experiments.page.outline.make_outline COUNTRIES.json

A TopoJSON file keeps each border once, as an arc of whole-number steps; a country is rings of arcs,
and the arc before the first one turned round is number -1.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

OUTLINE: Final = Path(__file__).with_name("outline.json")
SOURCE: Final = "Natural Earth 4.1.0, 1:50m, public domain, by world-atlas 2.0.2"
FRAME: Final = (37.0, 28.9, 49.0, 38.0)
"""West, south, east, north, in degrees: Iraq, eastern Syria and a margin."""
COUNTRIES: Final = {"iraq": "368", "syria": "760"}
"""Countries that the model knows -> their numbers in ISO 3166."""
NAMES: Final = (
    ("Iraq", 43.0, 31.9), ("Syria", 39.3, 35.45), ("Turkey", 40.7, 37.65), ("Iran", 47.4, 34.6),
    ("Jordan", 37.6, 31.6), ("Saudi Arabia", 42.2, 30.0), ("Kuwait", 47.65, 29.3),
)  # fmt: skip
"""Names of countries, and where the map has room for them."""
DECIMALS: Final = 2
"""Of a degree: a hundredth is about a kilometre."""

Point = tuple[float, float]
Line = list[Point]


def outline(atlas: dict[str, Any]) -> dict[str, Any]:
    """Closed rings of the two countries and open lines of all other borders, inside the frame."""
    arcs = _arcs(atlas)
    rows = atlas["objects"]["countries"]["geometries"]
    by_number = {row.get("id"): row for row in rows}
    own: set[int] = set()
    countries = {}
    for name, number in COUNTRIES.items():
        (ring,) = by_number[number]["arcs"]
        own |= {_plain(k) for k in ring}
        countries[name] = _rounded(_clipped_ring(_ring(ring, arcs)))
    others = sorted({_plain(k) for row in rows for k in _numbers(row.get("arcs", ()))} - own)
    lines = [_rounded(line) for k in others for line in _clipped_line(arcs[k])]
    return {
        "source": SOURCE,
        "frame": FRAME,
        "names": NAMES,
        "countries": countries,
        "borders": [line for line in lines if len(line) > 1],
    }


def _plain(arc: int) -> int:
    return ~arc if arc < 0 else arc


def _numbers(arcs: Iterable[Any]) -> Iterator[int]:
    for one in arcs:
        if isinstance(one, int):
            yield one
        else:
            yield from _numbers(one)


def _arcs(atlas: dict[str, Any]) -> list[Line]:
    """All arcs in degrees."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    found = []
    for steps in atlas["arcs"]:
        x = y = 0
        line = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        found.append(line)
    return found


def _ring(numbers: list[int], arcs: list[Line]) -> Line:
    """Arcs one after the other, each without the point at which the next begins."""
    parts = [arcs[k] if k >= 0 else arcs[~k][::-1] for k in numbers]
    return [point for part in parts for point in part[:-1]]


def _edges() -> tuple[tuple[int, float, int], ...]:
    """The four edges of the frame: axis, where it lies, and 1 where the inside has more."""
    west, south, east, north = FRAME
    return (0, west, 1), (1, south, 1), (0, east, -1), (1, north, -1)


def _inside(point: Point, edge: tuple[int, float, int]) -> bool:
    axis, at, sign = edge
    return (point[axis] - at) * sign >= 0


def _crossing(a: Point, b: Point, edge: tuple[int, float, int]) -> Point:
    axis, at, _ = edge
    share = (at - a[axis]) / (b[axis] - a[axis])
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])


def _clipped_ring(ring: Line) -> Line:
    """The part of a ring inside the frame, closed (Sutherland and Hodgman)."""
    for edge in _edges():
        kept: Line = []
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            if _inside(a, edge):
                kept.append(a)
            if _inside(a, edge) != _inside(b, edge):
                kept.append(_crossing(a, b, edge))
        ring = kept
    return [*ring, ring[0]]


def _clipped_line(line: Line) -> Iterator[Line]:
    """The parts of a line inside the frame."""
    part: Line = []
    for a, b in pairwise(line):
        piece = _clipped_step(a, b)
        if piece is None or (part and part[-1] != piece[0]):
            if part:
                yield part
            part = []
        if piece is not None:
            part = [*(part or [piece[0]]), piece[1]]
    if part:
        yield part


def _clipped_step(a: Point, b: Point) -> tuple[Point, Point] | None:
    for edge in _edges():
        if not _inside(a, edge) and not _inside(b, edge):
            return None
        if not _inside(a, edge):
            a = _crossing(a, b, edge)
        elif not _inside(b, edge):
            b = _crossing(a, b, edge)
    return a, b


def _rounded(line: Line) -> Line:
    """To the decimals that are kept, each point once in a row."""
    rough = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in line]
    return [p for k, p in enumerate(rough) if k == 0 or math.dist(p, rough[k - 1]) > 0]


def main() -> None:
    """Read the atlas that is named and write the outline."""
    atlas = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    text = json.dumps(outline(atlas), separators=(",", ":"))
    OUTLINE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
