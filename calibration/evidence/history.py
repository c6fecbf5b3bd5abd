"""Coded events as acts to be forced: what a replay takes from an event table.

Only rows with an act are forced. Consequences that the effects bring by themselves (a stand-down
after a harmless salvo, mourning and a call-up after a leadership strike) are not forced twice.
"""

from __future__ import annotations

import datetime as dt
import graphlib
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NoReturn

from calibration.evidence.events import Event, read_events
from calibration.evidence.sources import sources_path
from sim.actions import Action
from sim.errors import InputError, nearest, some_of
from sim.inputs.evidence_library import CodedAct, CodedEvent
from sim.inputs.world_file import WorldFile

ACTS: Final = {
    "rocket_attack": Action.HARASS,
    "strike_militia": Action.REPRISAL,
    "embassy_siege": Action.SIEGE,
    "leadership_strike": Action.LEADERSHIP_STRIKE,
    "missile_salvo": Action.SALVO,
    "expulsion_vote": Action.VOTE,
    "pause_campaign": Action.PAUSE,
    "reinforce": Action.REINFORCE,
    "restrain_line": Action.LINE_RESTRAIN,
    "sanctions_step": Action.SANCTION,
    "access_cut": Action.ACCESS_CUT,
}
AT_SITES: Final = (Action.HARASS, Action.SALVO, Action.SIEGE)
"""Acts that are replayed at the site that a row names."""
BY_MILITIAS: Final = (Action.HARASS, Action.SIEGE)
STRIKES: Final = (Action.REPRISAL, Action.LEADERSHIP_STRIKE)
"""American answers by force."""
UNNAMED: Final = ("militias", "syria_militias")
"""Actors that stand for a militia which nobody names."""
CONSEQUENCES: Final = ("stand_down", "public_mourning", "mobilise")
LOCAL: Final = ("IQ", "IR")
"""Nations whose dead a run counts under neither the coalition nor the militias."""
OTHERS: Final = (*LOCAL, "IQ_militia")
"""Nations whose wounded a run does not count."""


def read_history(
    path: Path,
    start: dt.date,
    until: dt.date,
    world: WorldFile,
    without: Collection[str] = (),
    own: Path | None = None,
) -> tuple[CodedAct, ...]:
    """Acts of an event table from `start` to `until` inclusive, ordered, but for those `without`.

    Citations resolve in a `sources.yaml` beside the table, or else in the file `own`, or else in
    our own. Raises InputError at the first cell of the table that does not read, or that the world
    cannot replay.
    """
    events = [e for e in _table(path, world, own) if e.id not in without]
    return acts_of(events, start, until, world, path)


def read_coded_events(
    path: Path, world: WorldFile, own: Path | None = None
) -> dict[str, CodedEvent]:
    """Id -> event, for a whole event table; citations as in `read_history`. Raises InputError."""
    return {
        event.id: CodedEvent(
            event.date_used,
            event.act in ACTS,
            ACTS.get(event.act) == Action.HARASS,
            ACTS.get(event.act) in STRIKES,
            event.triggered_by,
        )
        for event in _table(path, world, own)
    }


def _table(path: Path, world: WorldFile, own: Path | None) -> tuple[Event, ...]:
    """The events of a table that names the sites and militias of a world."""
    sources = sources_path(path, own)
    sites = tuple(site.id for site in world.sites)
    militias = tuple(militia.id for militia in world.militias)
    return _events(path, _stamp(path), sources, _stamp(sources), sites, militias)


def acts_of(
    events: Iterable[Event], start: dt.date, until: dt.date, world: WorldFile, path: Path
) -> tuple[CodedAct, ...]:
    """Acts of some events from `start` to `until` inclusive, ordered, for one world.

    `path` is the table that they come from. Raises InputError at the first act whose site or
    militia the world does not have.
    """
    coded = [e for e in events if e.act in ACTS and start <= e.date_used <= until]
    causes = {event.id: event.triggered_by for event in coded}
    return _ordered([_act(event, start, world, path) for event in coded], causes)


def _stamp(path: Path) -> str:
    """Digest of a file, so that an edited table is read again; empty when it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):
        return ""


@lru_cache(16)
def _events(
    path: Path,
    _table: str,
    sources: Path,
    _cited: str,
    sites: tuple[str, ...],
    militias: tuple[str, ...],
) -> tuple[Event, ...]:
    """The events of a table, read once: a study loads hundreds of scenarios with one history."""
    return read_events(path, sources, sites, militias)


def _act(event: Event, start: dt.date, world: WorldFile, path: Path) -> CodedAct:
    action = ACTS[event.act]
    _check_sites(event, action, world, path)
    dead = {nation: count.n for nation, count in event.killed.items() if nation not in LOCAL}
    us, fighters = dead.pop("US", 0), dead.pop("IQ_militia", 0)
    return CodedAct(
        event.id,
        (event.date_used - start).days,
        action.value,
        _militia(event, action, world, path),
        _target(event, action, world, path),
        _second(event, action, world),
        0.0,
        us,
        sum(dead.values()),
        sum(count.n for nation, count in event.wounded.items() if nation not in OTHERS),
        fighters,
        -1,
    )


def _check_sites(event: Event, action: Action, world: WorldFile, path: Path) -> None:
    """A replay needs the site of rockets, and takes no other than the one a row names."""
    if action not in AT_SITES:
        return
    known = [s.id for s in world.sites if action != Action.SIEGE or s.kind == "embassy"]
    for site in event.sites:
        if site not in known:
            _fail(
                event,
                "site",
                f"'{site}'",
                _sites_of(world, known, site),
                path,
                nearest(site, known),
            )
    if action == Action.HARASS and not event.sites:
        _fail(event, "site", "an empty cell", _sites_of(world, known), path)


def _sites_of(world: WorldFile, known: Sequence[str], site: str = "") -> str:
    return f"a site of {world.path.name}, where a replay can place the act: {some_of(known, site)}"


def _militia(event: Event, action: Action, world: WorldFile, path: Path) -> int:
    """Militia that acted: the one blamed, else the actor, else the one with most of the fire."""
    ids = [m.id for m in world.militias]
    for name in (*event.attributed_to, event.actor):
        if name in ids:
            return ids.index(name)
    if action in BY_MILITIAS and event.actor not in UNNAMED:
        _fail_militia(event, "actor", event.actor, world, path)
    shares = [m.share for m in world.militias]
    return shares.index(max(shares))


def _target(event: Event, action: Action, world: WorldFile, path: Path) -> int:
    if action == Action.REPRISAL:
        ids = [m.id for m in world.militias]
        found = next((ids.index(t) for t in event.targets if t in ids), -1)
        if found < 0 and event.targets and not set(UNNAMED) & set(event.targets):
            _fail_militia(event, "target", event.targets[0], world, path)
        return max(found, 0)
    sites = [s.id for s in world.sites]
    return next((sites.index(s) for s in event.sites if s in sites), -1)


def _fail_militia(event: Event, column: str, name: str, world: WorldFile, path: Path) -> NoReturn:
    ids = [m.id for m in world.militias]
    accepts = f"a militia of {world.path.name} or 'militias': {some_of(ids, name)}"
    _fail(event, column, f"'{name}'", accepts, path, nearest(name, ids))


def _fail(
    event: Event, column: str, got: str, accepts: str, path: Path, near: str | None = None
) -> NoReturn:
    """Refuse a row that reads and that this world cannot replay."""
    raise InputError(path, event.line, column, f"{got} for the act '{event.act}'", accepts, near)


def _second(event: Event, action: Action, world: WorldFile) -> int:
    """Second base that a salvo fell on, as coded."""
    sites = [s.id for s in world.sites]
    known = [sites.index(s) for s in event.sites if s in sites]
    return known[1] if action == Action.SALVO and len(known) > 1 else -1


def _ordered(acts: list[CodedAct], causes: Mapping[str, tuple[str, ...]]) -> tuple[CodedAct, ...]:
    """Acts by day, causes before effects on the same day, each with the row of its cause."""
    known = {name: [c for c in of if c in causes] for name, of in causes.items()}
    depth: dict[str, int] = {}
    # Causes first and each once: a table may hold a chain of any length, or a net of them.
    for name in graphlib.TopologicalSorter(known).static_order():
        depth[name] = 1 + max((depth[c] for c in known[name]), default=0)
    acts = sorted(acts, key=lambda a: (a.day, depth[a.id]))
    rows = {a.id: k for k, a in enumerate(acts)}
    found = []
    for k, act in enumerate(acts):
        earlier = [rows[c] for c in causes[act.id] if c in rows and rows[c] < k]
        found.append(act._replace(cause=max(earlier, default=-1)))
    return tuple(found)
