"""The first morning: a scenario becomes one flat buffer of 64-bit words, and views on it.

Both engines start from this buffer. The compiled one copies it and looks at it through numpy
records; the Mesa model fills its agents' attributes from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.errors import InputError
from sim.inputs.scenario import Scenario
from sim.inputs.world_file import ENDS, WorldFile
from sim.levers import neutral_row
from sim.luck import key_of
from sim.state.actors import ACTORS, Campaign, actor_of
from sim.state.bookkeeping import Clock, LeverMove, Tally
from sim.state.fields import NONE, fields_of, layout_of, start_values
from sim.state.layout import FIXED, LINKS, LIVE, SINGLE, live_words, world_layout

Words = npt.NDArray[np.int64]
CONDITIONAL: Final = 60
"""Conditional changes fit the bits of one word."""


class Template(NamedTuple):
    """A world on its first morning, as one record, and the days of its scenario."""

    world: npt.NDArray[Any]
    """One record of `world_layout`, shape [1]."""
    days: int


def live(world: npt.NDArray[Any]) -> Words:
    """The words of a world that a run changes, a view, shape [live_words]."""
    return world.view(np.int64)[: live_words()]


def _check_room(scenario: Scenario, n_acts: int) -> None:
    world, path = scenario.world, scenario.world.path
    for name in (part for part in ACTORS if part not in SINGLE):
        size = len(getattr(world, name))
        if size > LIVE[name].room:
            raise InputError(path, 1, name, size, f"at most {LIVE[name].room}")
    if sum(len(a.neighbours) for a in world.areas) > LINKS:
        raise InputError(path, 1, "areas", "too many neighbours", f"at most {LINKS}")
    if n_acts > LIVE["forced"].room:
        raise InputError(scenario.path, 1, "history", n_acts, f"at most {LIVE['forced'].room} acts")
    if len(scenario.changes) > FIXED["moves"].room:
        raise InputError(
            scenario.path,
            1,
            "interventions",
            len(scenario.changes),
            f"at most {FIXED['moves'].room} single changes of levers",
        )
    if sum(c.counter >= 0 for c in scenario.changes) > CONDITIONAL:
        raise InputError(
            scenario.path,
            1,
            "interventions",
            "too many conditions",
            f"at most {CONDITIONAL} changes under `when`",
        )


def _fill_start(record: Any, kind: type) -> None:
    """Start values that the record's own fields state."""
    for field, value in start_values(kind).items():
        record[field] = value


def _fill_given(record: Any, kind: type, values: Mapping[str, Any]) -> None:
    """Start values that the world file gives, under its keys."""
    for name, (_, field) in fields_of(kind).items():
        if field.given in values:
            record[name] = values[field.given]


def _fill_actors(v: Any, world: WorldFile) -> None:
    """Every actor and place of the table, and the books that have start values."""
    for part, kind in ACTORS.items():
        if part in SINGLE:
            _fill_start(v[part], kind)
            v[part]["key"] = key_of(part)
            _fill_given(v[part], kind, world.actors[part])
            continue
        for record, thing in zip(v[part], getattr(world, part), strict=False):
            _fill_start(record, kind)
            record["key"] = key_of(f"{actor_of(kind).one}:{thing.id}")
            _fill_given(record, kind, vars(thing))
    for part, kind in (("campaign", Campaign), ("clock", Clock), ("tally", Tally)):
        _fill_start(v[part], kind)
    v["clock"]["key"] = key_of("clock")


def _fill_places(v: Any, world: WorldFile) -> None:
    areas = [a.id for a in world.areas]
    for row, site in zip(v["sites"], world.sites, strict=False):
        row["area"] = areas.index(site.area)
        row["in_syria"] = site.country == "syria"
        row["embassy"] = site.kind == "embassy"
        row["small"] = site.kind == "outpost"
    forces, home = [f.id for f in world.forces], {a.id: a.country for a in world.areas}
    for row, area in zip(v["areas"], world.areas, strict=False):
        row["in_syria"] = area.country == "syria"
        row["frontier"] = any(home[n] != area.country for n in area.neighbours)
        row["end"] = ENDS.index(area.end) + 1 if area.end else 0
        if area.holder:
            row["holder"] = forces.index(area.holder)
    for row, force in zip(v["forces"], world.forces, strict=False):
        row["iraqi"] = force.side in ("baghdad", "militia")
        row["partner"] = force.side == "partner"
        row["turkish"] = force.side == "turkey"
        row["army"] = force.army
    campaign = v["campaign"]
    sites = v["sites"][: len(world.sites)]
    campaign["troops_start"] = sites["troops"][sites["in_syria"] == 0].sum()
    campaign["syria_start"] = sites["troops"][sites["in_syria"] == 1].sum()


def _fill_levers(v: Any, scenario: Scenario) -> None:
    v["lever_values"][:] = neutral_row("world")
    v["militia_lever_values"][: len(scenario.world.militias)] = neutral_row("militia")
    v["site_lever_values"][: len(scenario.world.sites)] = neutral_row("site")
    for row, change in zip(v["moves"], scenario.changes, strict=False):
        for field in layout_of(LeverMove).names or ():
            row[field] = getattr(change, field)


def _fill_clock(v: Any, scenario: Scenario, n_acts: int) -> None:
    clock, world = v["clock"], scenario.world
    clock["n_militias"], clock["n_sites"] = len(world.militias), len(world.sites)
    clock["n_forces"] = len(world.forces)
    clock["n_areas"], clock["n_moves"] = len(world.areas), len(scenario.changes)
    clock["n_forced"] = n_acts
    if scenario.history_until is not None:
        clock["free_from"] = (scenario.history_until - scenario.start).days + 1


def _fill_links(v: Any, world: WorldFile) -> None:
    index = {a.id: k for k, a in enumerate(world.areas)}
    at = 0
    for k, area in enumerate(world.areas):
        v["link_from"][k] = at
        for name in area.neighbours:
            v["links"][at] = index[name]
            at += 1
        v["link_from"][k + 1] = at


def first_morning(scenario: Scenario) -> Template:
    """The world of a scenario before its first day.

    Raises InputError when the world or its history is too large.
    """
    acts = scenario.acts
    _check_room(scenario, len(acts))
    worlds = np.zeros(1, world_layout())
    v = worlds[0]
    _fill_actors(v, scenario.world)
    _fill_places(v, scenario.world)
    _fill_levers(v, scenario)
    _fill_clock(v, scenario, len(acts))
    _fill_links(v, scenario.world)
    for row, act in zip(v["forced"], acts, strict=False):
        for field in act._fields[1:]:
            row[field] = getattr(act, field)
        row["event"] = NONE
    return Template(worlds, scenario.days)
