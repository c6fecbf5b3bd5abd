"""The border of 2017 in whole compiled runs: what has to hold on every evening, whatever happens.

The land route is asked of networkx as well, an independent library that knows nothing of the rules.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import pytest

from experiments import load_scenario
from sim.actions import Action
from sim.ensemble import Engine
from sim.inputs.scenario import Scenario
from sim.inputs.world_file import ENDS
from sim.parameters import PARAMETERS, as_records
from sim.state.actors import ID_AREA, ID_FORCE, ID_IRAN, ID_IRAQ, ID_ISIS, ID_NOBODY, ID_US
from sim.state.fields import layout_of, width
from sim.state.layout import LIVE, world_layout
from tests.conftest import SCENARIOS

FRONTS = ("border_2017", "corridor_uncontested", "isf_first", "us_syria_fade")
RUNS, SEED = 60, 5
ROUTE_SOON = ("hypotheses.H8=A",)
"""The variant under which a route is about to open, so that many runs have one."""
ISIS = -1


class Front(NamedTuple):
    """Traced runs of one scenario."""

    scenario: Scenario
    p: Any
    """Parameters of every run, records of shape [runs]."""
    areas: Any
    """Areas after every day, records of shape [runs, days, areas]."""
    forces: Any
    """Forces, records of shape [runs, days, forces]."""
    campaign: Any
    """Shape [runs, days]."""
    tally: Any
    """Shape [runs, days]."""
    events: list[Any]
    """The log of each run."""


def part(trace: Any, name: str, n: int) -> Any:
    """The first `n` records of one part of the world on every evening."""
    record, room = LIVE[name].record, LIVE[name].room
    at = world_layout().fields[name][1] // 8
    words = np.ascontiguousarray(trace[:, :, at : at + room * width(record)])
    return words.view(layout_of(record)).reshape(*trace.shape[:2], room)[:, :, :n]


@cache
def runs_of(name: str, *settings: str) -> Front:
    """Sixty runs of a year with drawn parameters, every evening of them."""
    scenario = load_scenario(SCENARIOS / f"{name}.yaml", ["parameters=prior", *settings])
    block = Engine(scenario, SEED).block(0, RUNS, trace=True, events=True)
    assert not block.lost.any()
    trace, world = block.trace, scenario.world
    return Front(
        scenario,
        as_records(block.parameters),
        part(trace, "areas", len(world.areas)),
        part(trace, "forces", len(world.forces)),
        part(trace, "campaign", 1)[:, :, 0],
        part(trace, "tally", 1)[:, :, 0],
        np.split(block.events, np.cumsum(block.event_counts)[:-1]),
    )


@pytest.fixture(params=FRONTS)
def front(request: pytest.FixtureRequest) -> Front:
    """The runs of each scenario of 2017 in turn."""
    return runs_of(request.param)


def starts(front: Front) -> list[int]:
    """Who holds each area before the first day."""
    forces = [f.id for f in front.scenario.world.forces]
    return [forces.index(a.holder) if a.holder else ISIS for a in front.scenario.world.areas]


def holders_by_day(front: Front) -> Any:
    """Holders before the first day and on every evening, shape [runs, 1 + days, areas]."""
    found = front.areas["holder"]
    first = np.broadcast_to(starts(front), (RUNS, 1, found.shape[2]))
    return np.concatenate([first, found], axis=1)


def side_of(front: Front) -> Any:
    """Side of each force, with that of ISIS at the end, so that holder -1 finds it."""
    return np.array([*(f.side for f in front.scenario.world.forces), "isis"])


def test_every_area_has_one_holder_or_is_under_isis(front: Front) -> None:
    """A holder is a force of this world. Control: some areas change hands."""
    holder = front.areas["holder"]
    assert set(np.unique(holder).tolist()) <= {ISIS, *range(front.forces.shape[2])}
    assert (holder[:, -1] != starts(front)).any(axis=1).mean() > 0.9


def test_areas_by_side_are_those_of_the_map(front: Front) -> None:
    """All sides together hold the map, and each as many as its forces hold: Turkey's are in no
    outcome, and so are what is missing from the sum."""
    sides = side_of(front)[front.areas["holder"]]
    counters = {
        "areas_isis": "isis", "areas_damascus": "damascus", "areas_partner": "partner",
        "areas_baghdad": "baghdad", "areas_militia": "militia",
    }  # fmt: skip
    for counter, side in counters.items():
        assert (front.tally[counter] == (sides == side).sum(axis=2)).all(), counter
    total = sum(front.tally[counter] for counter in counters)
    assert (total + (sides == "turkey").sum(axis=2) == sides.shape[2]).all()
    assert np.allclose(front.campaign["territory"], front.tally["areas_isis"] / sides.shape[2])
    for f in range(front.forces.shape[2]):
        mine = front.areas["holder"] == f
        assert (front.forces["areas"][:, :, f] == mine.sum(axis=2)).all()
        home = front.forces["iraqi"][0, 0, f] == 1
        across = front.areas["in_syria"] == int(home)
        assert (front.forces["abroad"][:, :, f] == (mine & across).sum(axis=2)).all()


def test_what_damascus_won_less_what_isis_took_is_what_it_holds(front: Front) -> None:
    """Gains are counted act by act, areas evening by evening: both must tell of one front."""
    side = side_of(front)
    before = sum(side[f] == "damascus" for f in starts(front))
    lost = 0
    for k, log in enumerate(front.events):
        taken = log[log["action"] == Action.RETAKE]
        held = holders_by_day(front)[k]
        # An area changes hands at most once by force a day, and ISIS comes in the evening.
        losses = sum(
            _side_when_lost(log, row, side, held) == "damascus" for row in taken
        )  # fmt: skip
        tally = front.tally[k, -1]
        assert tally["areas_damascus"] == before + tally["damascus_gains"] - losses
        lost += losses
    assert lost > 0, "control: it lost something somewhere"


def _side_when_lost(log: Any, row: Any, side: Any, held: Any) -> str:
    """Whose an area was that ISIS took back: of whoever won it that day, or held it at dawn."""
    same_day = log[(log["day"] == row["day"]) & (log["target"] == row["target"])]
    won = same_day[np.isin(same_day["action"], (Action.ADVANCE, Action.HAND_OVER))]
    if not len(won):
        return str(side[held[row["day"], row["target"] - ID_AREA]])
    given = won[-1]["action"] == Action.HAND_OVER
    return "damascus" if given else str(side[won[-1]["actor"] - ID_FORCE])


def test_a_base_stands_only_on_ground_of_its_builder(front: Front) -> None:
    """Between 0 and 1; on the evening after a change of hands no more than one day's work; never
    under ISIS, Baghdad's army or those far from Iran, and never away from the border."""
    base, holder = front.areas["base"], front.areas["holder"]
    assert (base >= 0.0).all()
    assert (base <= 1.0).all()
    before = holders_by_day(front)[:, :-1]
    a_day = front.p["base_pace"][:, None, None]
    assert (base <= a_day)[holder != before].all()
    link = np.array([*(f.link for f in front.scenario.world.forces), -1.0])[holder]
    given = np.array([a.base for a in front.scenario.world.areas])
    builders = (link >= front.p["route_link"][:, None, None]) & (front.areas["frontier"] == 1)
    builders &= side_of(front)[holder] != "baghdad"
    assert (base[~builders] <= np.broadcast_to(given, base.shape)[~builders]).all()
    assert (base[holder == ISIS] == 0.0).all()
    assert (base[builders] > 0.0).any(), "control"


def test_strength_falls_when_an_area_is_taken_and_isis_is_nowhere_gone(front: Front) -> None:
    """Cells stay behind, so that ISIS may come back."""
    assert (front.areas["strength"] > 0.0).all()
    assert (front.forces["might"] > 0.0).all()
    for name in ("shy", "lean", "crosses"):
        assert (front.forces[name] >= 0.0).all()
        assert (front.forces[name] <= 1.0).all()


def test_acts_of_the_border_have_actors_and_targets_of_their_kind(front: Front) -> None:
    """Forces act on areas, the US on forces, and so on; no act names a number out of its block."""
    areas = set(range(ID_AREA, ID_AREA + front.areas.shape[2]))
    forces = set(range(ID_FORCE, ID_FORCE + front.forces.shape[2]))
    nobody = {ID_NOBODY}
    kinds = {
        Action.ADVANCE: (forces, areas), Action.LASTING_BASE: (forces, areas),
        Action.PROBE: (forces, areas), Action.HAND_OVER: (forces, areas),
        Action.DEAL: (forces, forces), Action.DEFENSIVE_FIRE: ({ID_US}, forces),
        Action.CLASH: ({ID_US}, forces), Action.DECONFLICT: ({ID_US}, nobody),
        Action.RETAKE: ({ID_ISIS}, areas), Action.ROUTE_OPENS: ({ID_IRAN}, nobody),
        Action.ROUTE_CUT: ({ID_IRAN}, nobody), Action.ORDER_HOME: ({ID_IRAQ}, nobody),
        Action.TALKS: ({ID_US}, {ID_IRAN}),
    }  # fmt: skip
    assert set(kinds) == {a for a in Action if a >= Action.ADVANCE}
    log = np.concatenate(front.events)
    for action, (actors, targets) in kinds.items():
        rows = log[log["action"] == action]
        assert set(rows["actor"].tolist()) <= actors, action
        assert set(rows["target"].tolist()) <= targets, action
    assert len(set(log["action"].tolist()) & {int(a) for a in kinds}) > 6, "control"


def test_only_us_partners_are_protected_and_only_their_enemies_hit(front: Front) -> None:
    """Fire hits Damascus's side, and Iraqi militias only once ISIS held too little ground for
    Baghdad to need them; what is close is close to an area of a partner; deals are of partners with
    Damascus's army."""
    side = side_of(front)
    world = front.scenario.world
    army = [ID_FORCE + f for f, force in enumerate(world.forces) if force.army]
    for log, held in zip(front.events, holders_by_day(front), strict=True):
        fire = log[np.isin(log["action"], (Action.DEFENSIVE_FIRE, Action.CLASH))]
        hit = side[fire["target"] - ID_FORCE]
        assert set(hit) <= {"damascus", "militia"}
        ground = np.minimum.accumulate((held < 0).mean(axis=1))
        militias = fire["day"][hit == "militia"]
        assert (ground[militias] <= PARAMETERS["spare_territory"].prior.b).all()
        clash = log[log["action"] == Action.CLASH]
        assert set(clash["target"].tolist()) <= set(army)
        probes = log[log["action"] == Action.PROBE]
        assert set(side[held[probes["day"], probes["target"] - ID_AREA]]) <= {"partner"}
        deals = log[log["action"] == Action.DEAL]
        assert set(side[deals["actor"] - ID_FORCE]) <= {"partner"}
        assert set(side[deals["target"] - ID_FORCE]) <= {"damascus"}


# The land route.


def carrying(front: Front, run: int, day: int) -> nx.Graph:
    """The areas that let Iran's supplies through on an evening, and the links between them."""
    world, areas = front.scenario.world, front.areas[run, day]
    home = {a.id: a.country for a in world.areas}
    graph: nx.Graph = nx.Graph()
    for spec, area in zip(world.areas, areas, strict=True):
        holder = int(area["holder"])
        if holder == ISIS or world.forces[holder].link < front.p["route_link"][run]:
            continue
        beside = any(home[name] != spec.country for name in spec.neighbours)
        if not beside or area["base"] >= 1.0:
            graph.add_node(spec.id)
    links = ((a.id, name) for a in world.areas for name in a.neighbours)
    graph.add_edges_from(pair for pair in links if set(pair) <= set(graph))
    return graph


def is_open(front: Front, run: int, day: int) -> bool:
    """Does networkx find a way from an Iranian end to one of Damascus?"""
    graph = carrying(front, run, day)
    ends = [
        [a.id for a in front.scenario.world.areas if a.end == e and a.id in graph] for e in ENDS
    ]
    return any(nx.has_path(graph, a, b) for a in ends[0] for b in ends[1])


@pytest.mark.parametrize("settings", [(), ROUTE_SOON], ids=["drawn", "route_soon"])
@pytest.mark.parametrize("name", ["border_2017", "corridor_uncontested"])
def test_the_route_of_every_evening_is_the_one_that_networkx_finds(
    name: str, settings: tuple[str, ...]
) -> None:
    """On all evenings of all runs, opening and closing; and its days and its first day are counted
    as they are found."""
    front = runs_of(name, *settings)
    found = front.campaign["route_open"]
    expected = np.zeros_like(found)
    for run in range(RUNS):
        changed = np.ones(found.shape[1], bool)
        state = front.areas[run][["holder", "base"]]
        changed[1:] = (state[1:] != state[:-1]).any(axis=1)
        for day in range(found.shape[1]):
            # An evening on which neither holders nor bases changed has the route of the one before.
            asked = changed[day]
            expected[run, day] = is_open(front, run, day) if asked else expected[run, day - 1]
    assert (found == expected).all()
    assert (front.tally["route_days"] == expected.cumsum(axis=1)).all()
    opened = expected.any(axis=1)
    first = np.where(opened, expected.argmax(axis=1), -1)
    assert (front.tally["route_day"][:, -1] == first).all()
    if settings:
        assert 0.2 < opened.mean() < 1.0, "control: runs with a route and runs without"


def test_a_route_is_cut_as_well_as_opened() -> None:
    """Events of opening and cutting take turns, and agree with the flag on their day."""
    cut = 0
    front = runs_of("corridor_uncontested", *ROUTE_SOON)
    for log, flag in zip(front.events, front.campaign["route_open"], strict=True):
        rows = log[np.isin(log["action"], (Action.ROUTE_OPENS, Action.ROUTE_CUT))]
        assert rows["action"].tolist() == [
            Action.ROUTE_OPENS if n % 2 == 0 else Action.ROUTE_CUT for n in range(len(rows))
        ]
        assert flag[rows["day"]].tolist() == (rows["action"] == Action.ROUTE_OPENS).tolist()
        turns = np.flatnonzero(np.diff(flag, prepend=0))
        assert turns.tolist() == rows["day"].tolist()
        cut += (rows["action"] == Action.ROUTE_CUT).sum()
    assert cut > 0, "control"


def test_a_route_needs_a_base_on_both_sides_of_the_border() -> None:
    """What an expert expects of the corridor: a path alone is none."""
    front = runs_of("border_2017", *ROUTE_SOON)
    areas = front.areas[front.campaign["route_open"] == 1]
    assert len(areas)
    standing = (areas["base"] >= 1.0) & (areas["on_route"] == 1)
    for in_syria in (0, 1):
        assert (standing & (areas["in_syria"] == in_syria)).any(axis=1).all()
