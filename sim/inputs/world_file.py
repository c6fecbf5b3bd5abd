"""World files: the militias, sites and areas of one world, each with a source or marked assumed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from sim.errors import some_of
from sim.inputs.checked_mapping import Reader, shown
from sim.inputs.clean_text import NAME, TITLE
from sim.inputs.strict_yaml import parse, read_text
from sim.state.actors import ACTORS
from sim.state.fields import given_fields
from sim.state.layout import SINGLE

KEPT: Final = 16
"""Worlds that are kept once they are read."""
COUNTRIES: Final = ("iraq", "syria")
KINDS: Final = ("embassy", "base", "outpost")
MARKS: Final = ("source", "assumed")
SUM_TOLERANCE: Final = 1e-6
NUMBERS: Final = {
    part: {key: field for key, field in given_fields(record).items() if key != "political"}
    for part, record in ACTORS.items()
}
"""Part of the world -> the numbers that its section of a world file gives, with their ranges."""
MUST: Final = {
    part: tuple(key for key, field in numbers.items() if field.start is None)
    for part, numbers in NUMBERS.items()
}
"""Part of the world -> the numbers that its section may not leave out."""
SINGLE_ACTORS: Final = tuple(part for part in ACTORS if part in SINGLE)
NAMED: Final = tuple(part for part in ACTORS if part not in SINGLE)
"""Parts that a world file lists one by one."""
LEFT_OUT: Final = ("forces",)
"""Of these, the ones that a world can do without."""
SIDES: Final = ("damascus", "partner", "baghdad", "militia", "turkey")
ARMIES: Final = ("damascus", "baghdad")
"""Sides that may have an army of their state."""
ENDS: Final = ("iran", "damascus")
"""Ends of the land route."""
GIVEN: Final = tuple(part for part in SINGLE_ACTORS if NUMBERS[part])
"""Single actors with a section of their own."""
NEEDED: Final = tuple(part for part in GIVEN if MUST[part])
"""Sections that a world file may not leave out: their fields start nowhere else."""


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
    hunters: float
    """Its part in the militias' hunt for ISIS; that of the fire where the file does not say."""
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
    reach: float = 1.0


@dataclass(frozen=True)
class AreaSpec:
    """One governorate or border area; `isis` is its share of ISIS strength at the start."""

    id: str
    name: str
    country: str
    isis: float
    refuge: float
    neighbours: tuple[str, ...]
    holder: str = ""
    """Force that holds it; empty where ISIS does, or nobody."""
    end: str = ""
    """End of the land route that it is, one of ENDS; empty for none."""
    prize: float = 0.0
    base: float = 0.0


@dataclass(frozen=True)
class ForceSpec:
    """One force on the ground; fields as in the record `Force`."""

    id: str
    name: str
    side: str
    """One of SIDES: Damascus and allies, US partners, Baghdad, its militias, Turkey."""
    army: bool
    link: float
    might: float
    pace: float = 0.0
    crosses: float = 0.0
    lean: float = 0.0


@dataclass(frozen=True)
class WorldFile:
    """One world."""

    path: Path
    title: str
    actors: Mapping[str, Mapping[str, float]]
    """Single actor -> field -> its value on the first morning, as far as the file gives it."""
    militias: tuple[MilitiaSpec, ...]
    sites: tuple[SiteSpec, ...]
    areas: tuple[AreaSpec, ...]
    forces: tuple[ForceSpec, ...] = ()


def load_world(path: Path, sources: Collection[str]) -> WorldFile:
    """Read and check a world file, which may cite these sources. Raises InputError."""
    return _world(path, read_text(path), tuple(sources))


@lru_cache(KEPT)
def _world(path: Path, text: str, sources: tuple[str, ...]) -> WorldFile:
    """The same of its text. Kept, since many scenarios of a study or a page share one world."""
    reader = Reader(parse(text, path))
    needed = ("title", *NEEDED, *(part for part in NAMED if part not in LEFT_OUT))
    reader.only(("title", *GIVEN, *NAMED), needed)
    actors = {
        part: _single(reader, part, sources) if part in GIVEN else {} for part in SINGLE_ACTORS
    }
    forces = (
        tuple(_force(r, sources) for r in reader.each("forces")) if reader.has("forces") else ()
    )
    areas = tuple(_area(r, forces, sources) for r in reader.each("areas"))
    militias = tuple(_militia(r, sources) for r in reader.each("militias"))
    sites = tuple(_site(r, areas, sources) for r in reader.each("sites"))
    world = WorldFile(path, reader.text("title", TITLE), actors, militias, sites, areas, forces)
    _check(reader, world)
    return world


def _single(reader: Reader, part: str, sources: Collection[str]) -> dict[str, float]:
    """The section of a single actor; empty where it is left out."""
    if not reader.has(part):
        return {}
    section = reader.sub(part)
    section.only((*NUMBERS[part], *MARKS), MUST[part])
    section.sourced(sources)
    return _numbers(section, part)


def _numbers(reader: Reader, part: str) -> dict[str, float]:
    given = {name: f for name, f in NUMBERS[part].items() if reader.has(name)}
    return {name: reader.number(name, f.low, f.high) for name, f in given.items()}


def _militia(reader: Reader, sources: Collection[str]) -> MilitiaSpec:
    needed = ("id", "name", *MUST["militias"])
    reader.only((*needed, *NUMBERS["militias"], "political", *MARKS), needed)
    reader.sourced(sources)
    numbers = _numbers(reader, "militias")
    numbers.setdefault("hunters", numbers["share"])
    return MilitiaSpec(
        reader.id(), reader.text("name", NAME), political=reader.flag("political"), **numbers
    )


def _site(reader: Reader, areas: tuple[AreaSpec, ...], sources: Collection[str]) -> SiteSpec:
    needed = ("id", "name", "country", "area", "kind", *MUST["sites"])
    reader.only((*needed, *NUMBERS["sites"], *MARKS), needed)
    reader.sourced(sources)
    country = reader.one_of("country", COUNTRIES)
    area = reader.one_of("area", [a.id for a in areas], "the areas of this file")
    home = next(a.country for a in areas if a.id == area)
    if home != country:
        reader.fail("area", area, f"an area of {country}")
    return SiteSpec(
        reader.id(),
        reader.text("name", NAME),
        country,
        area,
        reader.one_of("kind", KINDS),
        **_numbers(reader, "sites"),
    )


def _force(reader: Reader, sources: Collection[str]) -> ForceSpec:
    needed = ("id", "name", "side", *MUST["forces"])
    reader.only((*needed, *NUMBERS["forces"], "army", *MARKS), needed)
    reader.sourced(sources)
    return ForceSpec(
        reader.id(),
        reader.text("name", NAME),
        reader.one_of("side", SIDES),
        reader.flag("army"),
        **_numbers(reader, "forces"),
    )


def _area(reader: Reader, forces: tuple[ForceSpec, ...], sources: Collection[str]) -> AreaSpec:
    needed = ("id", "name", "country", "neighbours", *MUST["areas"])
    reader.only((*needed, *NUMBERS["areas"], "holder", "end", *MARKS), needed)
    reader.sourced(sources)
    all_areas = [
        a["id"]
        for a in reader.document.data["areas"]
        if isinstance(a, dict) and isinstance(a.get("id"), str)
    ]
    return AreaSpec(
        reader.id(),
        reader.text("name", NAME),
        reader.one_of("country", COUNTRIES),
        neighbours=tuple(reader.names("neighbours", all_areas, "the areas of this file")),
        holder=_holder(reader, forces),
        end=reader.one_of("end", ENDS) if reader.has("end") else "",
        **_numbers(reader, "areas"),
    )


def _holder(reader: Reader, forces: tuple[ForceSpec, ...]) -> str:
    if not reader.has("holder"):
        return ""
    if not forces:
        reader.fail("holder", shown(reader.data["holder"]), "no holder: this file has no forces")
    return reader.one_of("holder", [f.id for f in forces], "the forces of this file")


def _check(reader: Reader, world: WorldFile) -> None:
    _check_ids(reader, world)
    if sum(s.kind == "embassy" for s in world.sites) != 1:
        reader.fail("sites", "not exactly one embassy", "one site of kind embassy")
    for key, what in (("militias", "share"), ("militias", "hunters"), ("areas", "isis")):
        total = sum(getattr(part, what) for part in getattr(world, key))
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
    _check_forces(reader, world.forces)
    _check_route(reader, world.areas)


def _check_ids(reader: Reader, world: WorldFile) -> None:
    """Every id once in the whole file: stories and logs name a site, an area or a force by it."""
    seen: set[str] = set()
    for key in NAMED:
        for k, part in enumerate(getattr(world, key)):
            if part.id in seen:
                reader.fail((key, k, "id"), f"{part.id!r} twice", "every id once in this file")
            seen.add(part.id)


def _check_forces(reader: Reader, forces: tuple[ForceSpec, ...]) -> None:
    """Armies and leanings only where the rules read them, so that no word of a file is idle."""
    armies: set[str] = set()
    for k, force in enumerate(forces):
        if force.side == "baghdad" and not force.army:
            reader.fail(
                ("forces", k), "no 'army: true'", "army: true, as Baghdad's side is its army"
            )
        if force.army and force.side not in ARMIES:
            reader.fail(
                ("forces", k, "army"),
                f"an army of side {force.side!r}",
                f"an army of side {some_of(ARMIES)}",
            )
        if force.army and force.side in armies:
            reader.fail(
                ("forces", k, "army"), f"a second army of side {force.side!r}", "one army a side"
            )
        armies |= {force.side} if force.army else set()
        if force.lean > 0.0 and force.side != "partner":
            reader.fail(("forces", k, "lean"), force.lean, "0, or a force of side partner")


def _check_route(reader: Reader, areas: tuple[AreaSpec, ...]) -> None:
    """A land route has two ends, and its bases stand on held ground beside the border."""
    found = {area.end for area in areas}
    for end in ENDS:
        if end not in found and found != {""}:
            reader.fail(
                "areas", f"no area with 'end: {end}'", f"both ends or none: {some_of(ENDS)}"
            )
    home = {area.id: area.country for area in areas}
    for k, area in enumerate(areas):
        beside = any(home[name] != area.country for name in area.neighbours)
        if area.base > 0.0 and not (area.holder and beside):
            reader.fail(
                ("areas", k, "base"), area.base, "0, or an area beside the border with a holder"
            )


def _reached(areas: tuple[AreaSpec, ...]) -> int:
    """How many areas can be reached from the first."""
    links = {a.id: a.neighbours for a in areas}
    seen, waiting = {areas[0].id}, [areas[0].id]
    while waiting:
        new = [n for n in links[waiting.pop()] if n not in seen]
        seen.update(new)
        waiting += new
    return len(seen)
