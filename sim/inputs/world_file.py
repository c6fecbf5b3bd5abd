"""World files: the militias, sites and areas of one world, each with a source or marked assumed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sim.inputs.checked_mapping import Reader
from sim.inputs.strict_yaml import read_yaml

COUNTRIES: Final = ("iraq", "syria")
KINDS: Final = ("embassy", "base", "outpost")
MARKS: Final = ("source", "assumed")
SUM_TOLERANCE: Final = 1e-6
IRAQ: Final = {"alignment": -1.0, "allegiance": 0.0, "legitimacy": 0.0}
"""Initial values of the Iraqi government and their lower limits; the upper one is 1."""
GROUP_NUMBERS: Final = {
    "share": 1.0,
    "link": 1.0,
    "agenda": 1.0,
    "suspicion": 1.0,
    "patient": 1.0,
    "leader_died": 1.0,
    "capability": 2.0,
    "missiles": 50.0,
    "standing": 1.0,
}
SITE_NUMBERS: Final = {"troops": 6000.0, "hardening": 1.0, "host": 1.0, "appeal": 10.0}
AREA_NUMBERS: Final = {"isis": 1.0, "refuge": 1.0}


@dataclass(frozen=True)
class MilitiaSpec:
    """One militia; fields as in the record `Militia`."""

    id: str
    name: str
    share: float
    link: float
    agenda: float
    suspicion: float
    patient: float
    leader_died: float
    capability: float
    missiles: float
    standing: float
    political: bool


@dataclass(frozen=True)
class SiteSpec:
    """One embassy, base or outpost; fields as in the record `Site`."""

    id: str
    name: str
    country: str
    area: str
    kind: str
    troops: float
    hardening: float
    host: float
    appeal: float


@dataclass(frozen=True)
class AreaSpec:
    """One governorate or border area; `isis` is its share of ISIS strength at the start."""

    id: str
    name: str
    country: str
    isis: float
    refuge: float
    neighbours: tuple[str, ...]


@dataclass(frozen=True)
class WorldFile:
    """One world."""

    path: Path
    title: str
    iraq: Mapping[str, float]
    militias: tuple[MilitiaSpec, ...]
    sites: tuple[SiteSpec, ...]
    areas: tuple[AreaSpec, ...]


def load_world(path: Path, sources: Collection[str]) -> WorldFile:
    """Read and check a world file, which may cite these sources. Raises InputError."""
    reader = Reader(read_yaml(path))
    keys = ("title", "iraq", "militias", "sites", "areas")
    reader.only(keys, keys)
    iraq = reader.sub("iraq")
    iraq.only((*IRAQ, *MARKS), IRAQ)
    iraq.sourced(sources)
    areas = tuple(_area(r, sources) for r in reader.each("areas"))
    militias = tuple(_militia(r, sources) for r in reader.each("militias"))
    sites = tuple(_site(r, areas, sources) for r in reader.each("sites"))
    world = WorldFile(
        path,
        reader.text("title"),
        {k: iraq.number(k, low, 1.0) for k, low in IRAQ.items()},
        militias,
        sites,
        areas,
    )
    _check(reader, world)
    return world


def _numbers(reader: Reader, limits: Mapping[str, float]) -> dict[str, float]:
    return {name: reader.number(name, 0.0, high) for name, high in limits.items()}


def _militia(reader: Reader, sources: Collection[str]) -> MilitiaSpec:
    needed = ("id", "name", *GROUP_NUMBERS)
    reader.only((*needed, "political", *MARKS), needed)
    reader.sourced(sources)
    return MilitiaSpec(
        reader.id(),
        reader.text("name"),
        political=reader.flag("political"),
        **_numbers(reader, GROUP_NUMBERS),
    )


def _site(reader: Reader, areas: tuple[AreaSpec, ...], sources: Collection[str]) -> SiteSpec:
    needed = ("id", "name", "country", "area", "kind", *SITE_NUMBERS)
    reader.only((*needed, *MARKS), needed)
    reader.sourced(sources)
    country = reader.one_of("country", COUNTRIES)
    area = reader.one_of("area", [a.id for a in areas])
    home = next(a.country for a in areas if a.id == area)
    if home != country:
        reader.fail("area", area, f"an area of {country}")
    return SiteSpec(
        reader.id(),
        reader.text("name"),
        country,
        area,
        reader.one_of("kind", KINDS),
        **_numbers(reader, SITE_NUMBERS),
    )


def _area(reader: Reader, sources: Collection[str]) -> AreaSpec:
    needed = ("id", "name", "country", "neighbours", *AREA_NUMBERS)
    reader.only((*needed, *MARKS), needed)
    reader.sourced(sources)
    all_areas = [
        a["id"]
        for a in reader.document.data["areas"]
        if isinstance(a, dict) and isinstance(a.get("id"), str)
    ]
    return AreaSpec(
        reader.id(),
        reader.text("name"),
        reader.one_of("country", COUNTRIES),
        neighbours=tuple(reader.names("neighbours", all_areas)),
        **_numbers(reader, AREA_NUMBERS),
    )


def _check(reader: Reader, world: WorldFile) -> None:
    for key in ("militias", "sites", "areas"):
        parts = getattr(world, key)
        ids = [part.id for part in parts]
        for k, name in enumerate(ids):
            if name in ids[:k]:
                reader.fail((key, k, "id"), f"{name!r} twice", "every id once")
    if sum(s.kind == "embassy" for s in world.sites) != 1:
        reader.fail("sites", "not exactly one embassy", "one site of kind embassy")
    for key, total in (
        ("militias", sum(g.share for g in world.militias)),
        ("areas", sum(a.isis for a in world.areas)),
    ):
        what = "share" if key == "militias" else "isis"
        if abs(total - 1.0) > SUM_TOLERANCE:
            reader.fail(key, f"the sum of '{what}' is {total:.6g}", "a sum of 1")
    for k, area in enumerate(world.areas):
        if area.isis <= 0.0:
            reader.fail(("areas", k, "isis"), area.isis, "more than 0")
        for name in area.neighbours:
            other = next(a for a in world.areas if a.id == name)
            if area.id not in other.neighbours or name == area.id:
                reader.fail(
                    ("areas", k, "neighbours"),
                    f"{name!r}, which does not name {area.id!r}",
                    "neighbours that name each other",
                )
    if _reached(world.areas) < len(world.areas):
        reader.fail("areas", "areas that no chain of neighbours connects", "one connected map")


def _reached(areas: tuple[AreaSpec, ...]) -> int:
    """How many areas can be reached from the first."""
    links = {a.id: a.neighbours for a in areas}
    seen, waiting = {areas[0].id}, [areas[0].id]
    while waiting:
        new = [n for n in links[waiting.pop()] if n not in seen]
        seen.update(new)
        waiting += new
    return len(seen)
