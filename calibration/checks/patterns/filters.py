"""Which events a measure counts."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from calibration.checks.patterns.runs import ArmRuns, Ints, Mask
from sim.actions import ATTACKS, Action
from sim.errors import nearest, some_of
from sim.inputs.checked_mapping import Reader
from sim.state.actors import ID_AREA, ID_FORCE, ID_MILITIA, ID_SITE

GROUPS: Final = {"attack": ATTACKS, "salvos": (Action.SALVO, Action.LETHAL_SALVO)}
ACTS: Final = {**{act.name.lower(): (act,) for act in Action}, **GROUPS}
"""Name in the table -> acts."""
NOBODY: Final = "nobody"
"""As a cause: nothing in the run provoked the event."""
AMOUNTS: Final = ("killed", "fighters", "munitions", "delay")
FLAGS: Final = ("replayed", "rightly", "cause_hit_actor", "cause_misplaced")
KEYS: Final = ("act", "by", "site", "country", "cause", "blamed", *AMOUNTS, *FLAGS)


class Filter(NamedTuple):
    """Conditions that an event meets together; None where nothing is asked."""

    act: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    """Militias or forces."""
    site: tuple[str, ...] = ()
    """Kinds of the site hit."""
    country: str = ""
    """Of the site or area."""
    cause: tuple[str, ...] = ()
    """Acts one of which provoked it."""
    blamed: str = ""
    killed: tuple[float, float] | None = None
    """Americans and partners killed, from and to."""
    fighters: tuple[float, float] | None = None
    munitions: tuple[float, float] | None = None
    delay: tuple[float, float] | None = None
    """Days since the event that provoked it."""
    replayed: bool | None = None
    """True: events of coded history count as well."""
    rightly: bool | None = None
    """Is it laid on the militia that fired?"""
    cause_hit_actor: bool | None = None
    """Did the strike that provoked it fall on the militia that acts?"""
    cause_misplaced: bool | None = None
    """Was the strike that provoked it laid on another than the militia it answers?"""


def read_filter(reader: Reader) -> Filter:
    """The filter that a mapping says. Raises InputError with file, line and field."""
    reader.only(KEYS)
    found: dict[str, Any] = {}
    for key in ("act", "cause"):
        if reader.has(key):
            known = {**ACTS, NOBODY: ()} if key == "cause" else ACTS
            found[key] = words(reader, key, known)
    for key in ("by", "site"):
        if reader.has(key):
            found[key] = words(reader, key, None)
    for key in ("country", "blamed"):
        if reader.has(key):
            found[key] = reader.text(key)
    for key in AMOUNTS:
        if reader.has(key):
            found[key] = span(reader, key)
    for key in FLAGS:
        if reader.has(key):
            found[key] = reader.flag(key)
    return Filter(**found)


def words(reader: Reader, key: str, known: Any) -> tuple[str, ...]:
    """One word or a list of them, each in `known` unless that is None."""
    said = reader.data[key]
    values = said if isinstance(said, list) and said else [said]
    for value in values:
        if not isinstance(value, str) or (known is not None and value not in known):
            names = list(known or ())
            accepts = some_of(names, value) if names else "a name, or a list of names"
            reader.fail(key, repr(value), accepts, nearest(value, names))
    return tuple(values)


def span(reader: Reader, key: str) -> tuple[float, float]:
    """Two numbers, the lower first."""
    said = reader.data[key]
    plain = isinstance(said, list) and len(said) == 2
    if not plain or not all(isinstance(x, int | float) and not isinstance(x, bool) for x in said):
        reader.fail(key, said, "two numbers, [from, to]")
    if said[0] > said[1]:
        reader.fail(key, said, "the lower number first")
    return float(said[0]), float(said[1])


def chosen(r: ArmRuns, f: Filter) -> Mask:
    """Events that meet a filter, shape [events]."""
    log = r.log
    kept: Mask = np.ones(len(log), np.bool_) if f.replayed else log["day"] >= r.first
    if f.act:
        kept &= _acts(log["action"], f.act)
    if f.by:
        kept &= np.isin(log["actor"], [_identifier(r, name) for name in f.by])
    if f.blamed:
        kept &= log["blamed"] == _identifier(r, f.blamed) - ID_MILITIA
    if f.site or f.country:
        kept &= _at_places(r, f)
    if f.killed:
        kept &= _within(log["us_killed"] + log["partner_killed"], f.killed)
    if f.fighters:
        kept &= _within(log["fighters_killed"], f.fighters)
    if f.munitions:
        kept &= _within(log["munitions"], f.munitions)
    if f.rightly is not None:
        kept &= (log["blamed"] == log["actor"] - ID_MILITIA) == f.rightly
    return _by_cause(r, f, kept)


def _by_cause(r: ArmRuns, f: Filter, kept: Mask) -> Mask:
    """Of the events `kept` those that the right event provoked."""
    log, cause = r.log, r.cause
    provoked = cause >= 0
    if f.cause:
        named = tuple(name for name in f.cause if name != NOBODY)
        right = provoked & _acts(log["action"][cause], named) if named else ~provoked
        kept &= (right | ~provoked) if NOBODY in f.cause else right
    if f.delay:
        kept &= provoked & _within(log["day"] - log["day"][cause], f.delay)
    if f.cause_hit_actor is not None:
        kept &= provoked & ((log["target"][cause] == log["actor"]) == f.cause_hit_actor)
    if f.cause_misplaced is not None:
        answered = np.where(provoked, cause[cause], -1)
        wrong = log["target"][cause] != log["actor"][answered]
        kept &= provoked & (answered >= 0) & (wrong == f.cause_misplaced)
    return kept


def _acts(actions: Ints, names: tuple[str, ...]) -> Mask:
    return np.isin(actions, [int(act) for name in names for act in ACTS[name]])


def _within(values: Ints, limits: tuple[float, float]) -> Mask:
    return (values >= limits[0]) & (values <= limits[1])


def _identifier(r: ArmRuns, name: str) -> int:
    """Of a militia or force in the log. Raises ValueError for one that the world lacks."""
    world = r.scenario.world
    known = {militia.id: ID_MILITIA + k for k, militia in enumerate(world.militias)}
    known |= {force.id: ID_FORCE + k for k, force in enumerate(world.forces)}
    if name not in known:
        raise ValueError(f"{name!r} is neither a militia nor a force of {world.path.name}")
    return known[name]


def _at_places(r: ArmRuns, f: Filter) -> Mask:
    """Events that fall on sites of these kinds, or on areas, in this country."""
    world, found = r.scenario.world, []
    for k, site in enumerate(world.sites):
        if (not f.site or site.kind in f.site) and f.country in ("", site.country):
            found.append(ID_SITE + k)
    if not f.site:
        found += [ID_AREA + k for k, area in enumerate(world.areas) if area.country == f.country]
    return np.isin(r.log["target"], found)
