"""Interventions of a scenario: checked, and unrolled into single changes of levers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NoReturn

from sim.conditions import COMPARISONS, CONDITIONS
from sim.errors import InputError, nearest, some_of
from sim.inputs.checked_mapping import Reader, shown
from sim.inputs.lever_timeline import NEVER, Horizon, Intervention, LeverChange, changes_of
from sim.inputs.strict_yaml import Place, dotted
from sim.inputs.world_file import WorldFile
from sim.levers import BY_NAME, LISTED_BY, Lever

__all__ = ["KEYS", "NEVER", "Horizon", "LeverChange", "compile_interventions"]

KEYS: Final = (
    "lever",
    "set",
    "add",
    "scale",
    "on",
    "from",
    "to",
    "over",
    "when",
    "militias",
    "sites",
    "why",
)
CONDITION: Final = re.compile(
    r"\s*([a-z_]+)\s*(>=|<=|==|>|<)\s*(-?\d{1,15}(?:\.\d{1,15})?)\s*", re.ASCII
)
LIKE_CONDITION: Final = re.compile(r"\s*(\w+)\s*([^\w\s.-]*).*", re.ASCII)
"""A name and what stands for a comparison behind it."""
AT_ONCE: Final = "isis.shock"
"""The day function takes this lever back as soon as it has acted: each day of it is a new shock."""


def compile_interventions(
    readers: Sequence[Reader], variables: Mapping[str, Reader], world: WorldFile, horizon: Horizon
) -> tuple[LeverChange, ...]:
    """All interventions as single changes: dated ones by day, conditional ones last.

    Raises InputError for anything that does not read, lies outside the horizon, or contradicts
    another intervention.
    """
    used: set[str] = set()
    pieces = [p for r in readers for p in pieces_of(r, variables, world, horizon, used)]
    for name, reader in variables.items():
        if name not in used:
            reader.fail(
                name,
                f"a variable that nothing uses ('{name}')",
                some_of(sorted(used), name) or "no variables: no intervention uses any",
                nearest(name, used),
            )
    return tuple(changes_of(pieces, horizon))


def pieces_of(
    reader: Reader,
    variables: Mapping[str, Reader],
    world: WorldFile,
    horizon: Horizon,
    used: set[str],
) -> list[Intervention]:
    """One intervention, for each militia or site that it moves; notes in `used` its variables.

    Raises InputError for anything that does not read or lies outside the horizon.
    """
    return _pieces(_filled(reader, variables, used), world, horizon)


class _Filled(Reader):
    """An intervention some of whose values stand elsewhere: a bad one is told where it stands."""

    def __init__(
        self, reader: Reader, data: dict[str, Any], variables: Mapping[str, Reader]
    ) -> None:
        super().__init__(reader.document, reader.place, data)
        self.said, self.variables = reader.data, variables

    def fail(
        self, key: str | Place, got: object, accepts: str, near: str | None = None
    ) -> NoReturn:
        """Refuse the value at `key`, or the variable that it is."""
        first = key if isinstance(key, str) else key[0] if key else None
        name = self.said.get(str(first))
        if not isinstance(name, str) or not name.startswith("$"):
            super().fail(key, got, accepts, near)
        part, here = self.variables[name[1:]], self.document
        place = (*self.place, first)
        asked = f"{here.path}:{here.line(place)}: {dotted(place)}"
        try:
            part.fail(name[1:], got, accepts, near)
        except InputError as error:
            raise error.but(asked_by="" if part.document is here else asked) from None


def _filled(reader: Reader, variables: Mapping[str, Reader], used: set[str]) -> Reader:
    """The intervention with `$name` replaced by the value of the variable."""
    data = dict(reader.data)
    for key, value in data.items():
        if isinstance(value, str) and value.startswith("$"):
            name = value[1:]
            if name not in variables:
                reader.fail(key, value, "a name under `variables`", nearest(name, variables))
            used.add(name)
            data[key] = variables[name].data[name]
    return _Filled(reader, data, variables)


def _pieces(reader: Reader, world: WorldFile, horizon: Horizon) -> list[Intervention]:
    reader.only(KEYS, ("lever",))
    if reader.has("why"):
        reader.text("why")
    lever = _lever(reader)
    values = _values(reader, lever)
    condition = _condition(reader) if reader.has("when") else None
    first, last, ramp = _days(reader, lever, horizon, condition is not None)
    return [
        Intervention(reader, lever, row, first, last, ramp, values, condition)
        for row in _rows(reader, lever, world)
    ]


def _lever(reader: Reader) -> Lever:
    name = reader.data["lever"]
    if not isinstance(name, str) or name not in BY_NAME:
        reader.fail("lever", shown(name), some_of(BY_NAME, name, LISTED_BY), nearest(name, BY_NAME))
    return BY_NAME[name]


def _values(reader: Reader, lever: Lever) -> tuple[float, ...]:
    """Values of the lever's fields under this dose."""
    ways = [k for k in ("set", "add", "scale") if reader.has(k)]
    allowed = {"choice": ("set",), "number": ("set", "add"), "overlay": ("set", "add", "scale")}
    if len(ways) != 1 or ways[0] not in allowed[lever.kind]:
        reader.fail(
            ways[0] if len(ways) == 1 else (),
            " and ".join(ways) or "no dose",
            f"one of {', '.join(allowed[lever.kind])} for {lever.name}",
        )
    way = ways[0]
    if lever.kind == "choice":
        return (dict(lever.choices)[reader.one_of("set", [w for w, _ in lever.choices])],)
    if lever.kind == "number":
        if way == "set":
            return (reader.number("set", lever.low, lever.high, lever.whole),)
        if lever.neutral != 0.0:
            reader.fail("add", reader.data["add"], f"set for {lever.name}: it starts at no number")
        return (reader.number("add", lever.low, lever.high, lever.whole),)
    if way == "scale":
        return reader.number("scale", 0.0, 100.0), 0.0
    if way == "add":
        return 1.0, reader.number("add", -lever.high, lever.high)
    return 0.0, reader.number("set", lever.low, lever.high)


def _condition(reader: Reader) -> tuple[int, int, float]:
    text = reader.text("when")
    match = CONDITION.fullmatch(text)
    if match is None or match.group(1) not in CONDITIONS:
        _refuse_condition(reader, text)
    assert match is not None
    return (
        list(CONDITIONS).index(match.group(1)),
        COMPARISONS.index(match.group(2)),
        float(match.group(3)),
    )


def _refuse_condition(reader: Reader, text: str) -> NoReturn:
    """Say what is wrong with a condition: its outcome, its comparison or its number."""
    parts = LIKE_CONDITION.fullmatch(text)
    name, comparison = parts.groups() if parts else (text.split()[0], "")
    accepts = "an outcome, a comparison and a number, such as us_killed >= 3"
    if name not in CONDITIONS:
        names = some_of(CONDITIONS, name, most=len(CONDITIONS))
        what = f"outcomes (`flashpoint outcomes` says what they are): {names}"
        reader.fail("when", repr(text), f"{accepts}; {what}", nearest(name, CONDITIONS))
    if comparison in COMPARISONS:
        reader.fail("when", f"{text!r}, where no number stands behind '{comparison}'", accepts)
    got = f"'{comparison}'" if comparison else "none"
    comparisons = f"comparisons: {' '.join(COMPARISONS)}"
    reader.fail("when", f"{text!r}, whose comparison is {got}", f"{accepts}; {comparisons}")


def _day(reader: Reader, key: str, horizon: Horizon) -> int:
    date = reader.date(key)
    day = (date - horizon.start).days
    last = horizon.start + dt.timedelta(days=horizon.days - 1)
    if not 0 <= day < horizon.days:
        reader.fail(key, date, f"a date from {horizon.start} to {last}")
    if day < horizon.free:
        free = horizon.start + dt.timedelta(days=horizon.free)
        reader.fail(key, date, f"a date from {free} on: until then history is replayed")
    return day


def _days(
    reader: Reader, lever: Lever, horizon: Horizon, conditional: bool
) -> tuple[int, int | None, int]:
    """First day, last day (None: to the end) and length of the ramp (0: at once)."""
    for key in ("to", "over"):
        if lever.name == AT_ONCE and reader.has(key) and not conditional:
            reader.fail(key, f"{key} for {lever.name}", "on: it acts on one day, all at once")
    beside = [k for k in ("from", "to", "over", "when") if reader.has(k)]
    if reader.has("on") and beside:
        reader.fail("on", f"on beside {beside[0]}", "on alone, or from with to, over or when")
    if reader.has("on"):
        first = _day(reader, "on", horizon)
        return first, first if lever.momentary else None, 0
    first = _day(reader, "from", horizon) if reader.has("from") else horizon.free
    last = _day(reader, "to", horizon) if reader.has("to") else None
    if last is not None and last < first:
        reader.fail("to", reader.data["to"], "a date not before 'from'")
    if not reader.has("over"):
        momentary = lever.momentary and not conditional and last is None
        return first, first if momentary else last, 0
    if conditional or last is not None or lever.kind == "choice":
        reader.fail("over", reader.data["over"], "from, and a number, without to or when")
    if lever.momentary or lever.whole or (lever.kind == "number" and lever.neutral != 0.0):
        reader.fail(
            "over", reader.data["over"], f"no 'over': {lever.name} has no level to rise from"
        )
    return first, None, int(reader.number("over", 1, horizon.days, whole=True))


def _rows(reader: Reader, lever: Lever, world: WorldFile) -> list[int]:
    """Militias or sites that the intervention moves; row 0 for a lever of the whole world."""
    key = {"militia": "militias", "site": "sites"}.get(lever.table)
    for other in ("militias", "sites"):
        if other != key and reader.has(other):
            reader.fail(
                other,
                f"{other} on {lever.name}",
                "this filter only on levers of " + ("militias" if other == "militias" else "sites"),
            )
    if key is None:
        return [0]
    parts = world.militias if key == "militias" else world.sites
    ids = [part.id for part in parts]
    if not reader.has(key):
        if key == "sites":
            reader.fail((), f"no 'sites' for {lever.name}", some_of(ids, where=_listed_in(world)))
        return list(range(len(ids)))
    return [ids.index(name) for name in reader.names(key, ids, _listed_in(world))]


def _listed_in(world: WorldFile) -> str:
    return f"{world.path.name} lists them"
