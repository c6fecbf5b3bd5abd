"""Where areas and sites stand on the map of a page, or in a grid where nobody has said it.

Plain geography, for the eye alone: no rule of the model knows a distance.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from experiments.page.outline.make_outline import OUTLINE
from sim.inputs.checked_mapping import Reader
from sim.inputs.strict_yaml import read_yaml
from sim.inputs.world_file import COUNTRIES, AreaSpec, SiteSpec, WorldFile

PLACES: Final = Path(__file__).with_name("map_places.yaml")
KINDS: Final = ("areas", "sites")
MARGIN: Final = (0.75, 0.55)
"""Degrees of longitude and latitude between the outermost place and the frame."""
GRID: Final = 1.6
"""Degrees between neighbours in a grid."""
AROUND: Final = 0.5
"""Degrees between an area and a site in it that has no place of its own."""

Spot = tuple[float, float]


class Layout(NamedTuple):
    """Where everything of one world stands, in degrees east and north."""

    is_map: bool
    """False for a grid, which says nothing about where things are."""
    frame: tuple[float, float, float, float]
    """West, south, east, north of what is drawn."""
    areas: list[Spot]
    sites: list[Spot]


@cache
def read_outline() -> dict[str, Any]:
    """Rings, borders, names and frame, as `make_outline` wrote them."""
    found: dict[str, Any] = json.loads(OUTLINE.read_text(encoding="utf-8"))
    return found


def read_places(path: Path = PLACES) -> dict[str, dict[tuple[str, str], Spot]]:
    """`areas` and `sites` -> (id, country) -> place.

    Raises InputError for what is no place inside the frame of the outline, or stands twice.
    """
    reader = Reader(read_yaml(path))
    reader.only(KINDS, KINDS)
    return {kind: _spots(reader, kind) for kind in KINDS}


def _spots(reader: Reader, kind: str) -> dict[tuple[str, str], Spot]:
    west, south, east, north = read_outline()["frame"]
    found: dict[tuple[str, str], Spot] = {}
    for row in reader.each(kind):
        keys = ("id", "country", "lon", "lat")
        row.only(keys, keys)
        key = row.id(), row.one_of("country", COUNTRIES)
        if key in found:
            row.fail("id", f"{key[0]!r} twice", "every place once")
        found[key] = row.number("lon", west, east), row.number("lat", south, north)
    return found


def layout_of(world: WorldFile) -> Layout:
    """A map where every area has a place, and otherwise a grid in which neighbours stand close.

    A site without a place of its own stands beside its area.
    """
    known = read_places()
    placed = [known["areas"].get((area.id, area.country)) for area in world.areas]
    areas = [spot for spot in placed if spot is not None]
    is_map = len(areas) == len(placed)
    if not is_map:
        areas = _grid(world.areas)
    own = [known["sites"].get((site.id, site.country)) if is_map else None for site in world.sites]
    beside = _beside(world, areas)
    sites = [spot or other for spot, other in zip(own, beside, strict=True)]
    return Layout(is_map, _frame([*areas, *sites], is_map), areas, sites)


def _frame(spots: Sequence[Spot], is_map: bool) -> tuple[float, float, float, float]:
    """What holds all places and a margin, and on a map no more than the outline has."""
    low = [min(spot[axis] for spot in spots) - MARGIN[axis] for axis in (0, 1)]
    high = [max(spot[axis] for spot in spots) + MARGIN[axis] for axis in (0, 1)]
    if is_map:
        west, south, east, north = read_outline()["frame"]
        low = [max(low[0], west), max(low[1], south)]
        high = [min(high[0], east), min(high[1], north)]
    return (*low, *high)  # type: ignore[return-value]


def _beside(world: WorldFile, areas: Sequence[Spot]) -> list[Spot]:
    """For every site a place around its area, the sites of one area in a circle."""
    number = {area.id: k for k, area in enumerate(world.areas)}
    return [
        _around(areas[number[site.area]], *_place_in_circle(world.sites, site))
        for site in world.sites
    ]


def _place_in_circle(sites: Sequence[SiteSpec], site: SiteSpec) -> tuple[int, int]:
    """Which of the sites of its area it is, and how many there are."""
    same = [other.id for other in sites if other.area == site.area]
    return same.index(site.id), len(same)


def _around(spot: Spot, k: int, n: int) -> Spot:
    angle = math.tau * (k / n + 0.125)
    return spot[0] + AROUND * math.cos(angle), spot[1] + AROUND * math.sin(angle)


def _grid(areas: Sequence[AreaSpec]) -> list[Spot]:
    """Cells of a square, each area in the free one that is nearest to its neighbours there."""
    side = math.ceil(math.sqrt(len(areas)))
    free = [(GRID * column, -GRID * row) for row in range(side) for column in range(side)]
    links = _links(areas)
    spots: dict[str, Spot] = {}
    for one in _near_first(links):
        near = [spots[other] for other in sorted(links[one]) if other in spots]
        spots[one] = min(free, key=lambda cell: sum(math.dist(cell, spot) for spot in near))
        free.remove(spots[one])
    return [spots[area.id] for area in areas]


def _links(areas: Sequence[AreaSpec]) -> dict[str, set[str]]:
    """Neighbours of each area, whichever of two names the other."""
    pairs = {(area.id, other) for area in areas for other in area.neighbours}
    return {
        area.id: {b for a, b in pairs if a == area.id} | {a for a, b in pairs if b == area.id}
        for area in areas
    }


def _near_first(links: Mapping[str, set[str]]) -> list[str]:
    """All areas, breadth first from the first of the file; a part without a link comes after."""
    found: list[str] = []
    for start in links:
        queue = [] if start in found else [start]
        while queue:
            one = queue.pop(0)
            found.append(one)
            queue += [id_ for id_ in links if id_ in links[one] and id_ not in (*found, *queue)]
    return found
