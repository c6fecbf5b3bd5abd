"""The evening on the border of a small world of forces: bases, the land route, who holds what, what
ISIS takes back, and how the US and its partners waver."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as cases
from hypothesis import strategies as st

from sim import luck
from sim.actions import Action
from sim.day import front
from sim.rules import corridor, ground, hedging, shield, sovereignty
from sim.state.actors import ID_AREA, ID_FORCE, ID_IRAN, ID_ISIS
from tests.sim.day.conftest import (
    ALLIES,
    CROSSING,
    DESERT,
    EAST,
    ENCLAVE,
    GAP,
    HILL,
    HOME,
    KURDS,
    NORTH,
    PAST,
    REBELS,
    STATE,
    SYRIA,
    TODAY,
    TOWN,
    UNITS,
    VALLEY,
    Small,
    follows,
    lines,
)

OPEN: dict[str, Any] = {
    "crossing": {"base": 1.0}, "valley": {"holder": UNITS, "base": 1.0},
    "desert": {"holder": SYRIA},
}  # fmt: skip
"""A chain of areas from Iran's end to that of Damascus, with bases on both sides of the border."""


# Bases.


def test_bases_grow_at_the_frontier_under_those_close_to_iran(border: Small) -> None:
    """By the rule, with the share of neighbours that rivals hold; each on its own ground."""
    border.set(valley={"holder": UNITS}, units={"shy": 0.5}, desert={"holder": SYRIA})
    w, p = border.kept_with_lever(), border.p
    changes = border.changes(front.build_bases, p)

    def grown(k: int, f: int, rivals: float) -> Any:
        contested = corridor.contest(rivals, w.lever, p)
        return pytest.approx(corridor.base_tomorrow(w.areas[k], w.forces[f], contested, p))

    assert changes == {
        "areas[1].base": grown(CROSSING, ALLIES, 1.0 / 2.0),
        "areas[3].base": grown(VALLEY, UNITS, 1.0 / 4.0),
    }
    assert changes.log == []


@pytest.mark.parametrize(
    "why",
    [
        {"gap": {"holder": STATE}, "state": {"link": 1.0}},
        {"enclave": {"holder": REBELS}},
        {"valley": {"holder": -1}},
        {"desert": {"holder": UNITS}},
        {"crossing": {"base": 1.0}},
    ],
    ids=["Baghdad's army", "far from Iran", "ISIS", "no frontier", "one that stands"],
)
def test_no_other_base_grows(border: Small, why: dict[str, Any]) -> None:
    """Baghdad's army builds none even when close to Iran, nor does anybody inland."""
    border.set(lever={"ground_rivals": 0.0}, crossing={"holder": -1}).set(**why)
    assert border.changes(front.build_bases, border.p) == {}


def test_the_day_on_which_a_base_stands_is_told_once(border: Small) -> None:
    """With how the area was taken as its cause; then the route is looked at again."""
    border.set(crossing={"base": 0.999, "held_event": 6}, lever={"ground_rivals": 0.0})
    changes = border.changes(front.build_bases, border.p)
    assert changes == {
        "areas[1].base": 1.0, "areas[1].base_event": PAST, "campaign.ground_moved": 1,
    }  # fmt: skip
    told = follows(Action.LASTING_BASE, ID_FORCE + ALLIES, ID_AREA + CROSSING, parent=6, depth=1)
    assert lines(changes) == [told]
    again = border.changes(front.build_bases, border.p)
    assert (again, again.log) == ({}, [])


# The land route.


def test_who_lets_supplies_through(border: Small) -> None:
    """Those close to Iran; at the frontier only with a base; never ISIS, partners or Baghdad."""
    border.set(valley={"holder": UNITS}, desert={"holder": -1}, gap={"holder": ALLIES, "base": 1.0})
    through = [k for k in range(10) if front.lets_through(border.world, k, border.p)]
    assert through == [GAP, TOWN, HILL]
    border.set(valley={"base": 1.0}, crossing={"base": 1.0})
    through = [k for k in range(10) if front.lets_through(border.world, k, border.p)]
    assert through == [CROSSING, GAP, VALLEY, TOWN, HILL]


def test_a_route_is_a_chain_with_bases_on_both_sides(border: Small) -> None:
    """One link less and there is none; what lies beside it is marked only if it carries."""
    border.set(**OPEN)
    assert front.find_route(border.world, border.p) == 1
    marked = [k for k in range(10) if border.world.areas[k].on_route == 1]
    assert marked == [CROSSING, VALLEY, DESERT, TOWN, HILL]
    for gone in (
        {"crossing": {"base": 0.99}}, {"valley": {"base": 0.99}}, {"desert": {"holder": KURDS}},
        {"valley": {"holder": -1}}, {"crossing": {"end": 0}}, {"town": {"end": 0}},
    ):  # fmt: skip
        border.set(**OPEN, town={"end": 2}).set(crossing={"end": 1}).set(**gone)
        assert front.find_route(border.world, border.p) == 0, gone


MAP_SIZES = st.integers(2, 10)


@st.composite
def maps(draw: Any) -> dict[str, Any]:
    """A map, by chance in pieces: links, holders, ends, bases, and which areas touch the border."""
    n = draw(MAP_SIZES)
    pairs = [(a, b) for a in range(n) for b in range(a)]
    each = {"min_size": n, "max_size": n}
    return {
        "n": n,
        "links": draw(
            st.lists(st.sampled_from(pairs), unique=True, min_size=n // 2, max_size=3 * n)
        ),
        "holder": draw(st.lists(st.sampled_from([UNITS, ALLIES, SYRIA, -1, STATE, KURDS]), **each)),
        "end": draw(st.lists(st.integers(0, 2), **each)),
        "base": draw(st.lists(st.sampled_from([1.0, 0.5, 0.0]), **each)),
        "frontier": draw(st.lists(st.integers(0, 1), **each)),
        "route_link": draw(st.sampled_from([0.5, 0.1, 0.7, 0.9])),
    }


def laid_out(border: Small, drawn: dict[str, Any]) -> None:
    """The small border with another map on it."""
    world, n = border.world, drawn["n"]
    around: list[list[int]] = [[] for _ in range(10)]
    for a, b in drawn["links"]:
        around[a].append(b)
        around[b].append(a)
    world.clock.n_areas = n
    world.links[:] = [k for near in around for k in near]
    world.link_from[:] = [sum(len(near) for near in around[:k]) for k in range(11)]
    for k in range(n):
        border.put(
            world.areas[k], {name: drawn[name][k] for name in ("holder", "end", "base", "frontier")}
        )
    border.set(p={"route_link": drawn["route_link"]})


def carried(border: Small, drawn: dict[str, Any]) -> nx.Graph:
    """The areas that carry supplies, and the links between them, from the map as it was drawn."""
    link = [force.link for force in border.world.forces]
    graph: nx.Graph = nx.Graph()
    for k in range(drawn["n"]):
        holder = drawn["holder"][k]
        near_iran = holder >= 0 and link[holder] >= drawn["route_link"]
        if near_iran and (not drawn["frontier"][k] or drawn["base"][k] == 1.0):
            graph.add_node(k)
    graph.add_edges_from(pair for pair in drawn["links"] if set(pair) <= set(graph))
    return graph


def test_the_route_on_any_map_is_the_one_that_networkx_finds(border: Small) -> None:
    """An independent library is asked whether a path exists, and which areas it could use.

    Control: of the maps both many with and many without a route were seen.
    """
    found: list[int] = []
    links, link_from = list(border.world.links), list(border.world.link_from)
    frontier = [area.frontier for area in border.world.areas]

    @cases(max_examples=600, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    @given(maps())
    def agrees(drawn: dict[str, Any]) -> None:
        laid_out(border, drawn)
        graph = carried(border, drawn)
        ends = {e: [k for k in graph if drawn["end"][k] == e] for e in (1, 2)}
        expected = any(nx.has_path(graph, a, b) for a in ends[1] for b in ends[2])
        reached = set().union(*(nx.node_connected_component(graph, a) for a in ends[1]))
        found.append(front.find_route(border.world, border.p))
        assert found[-1] == expected
        marked = {k for k in range(drawn["n"]) if border.world.areas[k].on_route == 1}
        assert marked == reached

    try:
        agrees()
    finally:
        border.world.links[:], border.world.link_from[:] = links, link_from
        for area, before in zip(border.world.areas, frontier, strict=True):
            area.frontier = before
    assert min(found.count(0), found.count(1)) > 20


def test_a_route_opens_and_is_cut_each_with_its_cause(border: Small) -> None:
    """It opens by the newest base or capture along it; what cuts it is laid to its opening."""
    border.set(**OPEN).set(valley={"base_event": 12, "held_event": 7}, desert={"held_event": 9},
                           east={"held_event": 30})  # fmt: skip
    opened = border.changes(front.watch_route, border.p)
    marks = {f"areas[{k}].on_route": 1 for k in (CROSSING, VALLEY, DESERT, TOWN, HILL)}
    assert opened == marks | {
        "campaign.route_open": 1, "campaign.route_event": PAST, "tally.route_day": TODAY,
    }  # fmt: skip
    assert lines(opened) == [follows(Action.ROUTE_OPENS, ID_IRAN, parent=12, depth=1)]
    still = border.changes(front.watch_route, border.p)
    assert (still, still.log) == ({}, [])
    border.set(desert={"holder": -1})
    cut = border.changes(front.watch_route, border.p)
    unmarked = {f"areas[{k}].on_route": 0 for k in (DESERT, TOWN, HILL)}
    assert cut == unmarked | {"campaign.route_open": 0, "campaign.route_event": PAST + 1}
    assert lines(cut) == [follows(Action.ROUTE_CUT, ID_IRAN, parent=PAST, depth=2)]
    border.new_day(TODAY + 9).set(desert={"holder": UNITS})
    again = border.changes(front.watch_route, border.p)
    assert again["campaign.route_open"] == 1
    assert "tally.route_day" not in again, "the first day is the one that is kept"


# Who holds what.


def test_areas_are_counted_by_side_and_by_force(border: Small) -> None:
    """Turkey's count for nobody; an area across the border is abroad for its holder."""
    border.set(valley={"holder": ALLIES}, desert={"holder": UNITS}, home={"holder": KURDS},
               campaign={"baghdad_start": 2})  # fmt: skip
    front.count_ground(border.world)
    tally, forces = border.world.tally, border.world.forces
    assert (tally.areas_isis, tally.areas_damascus, tally.areas_partner) == (1, 3, 3)
    assert (tally.areas_baghdad, tally.areas_militia) == (0, 2)
    assert [force.areas for force in forces] == [1, 2, 2, 0, 2, 1, 1]
    assert [force.abroad for force in forces] == [0, 0, 1, 0, 1, 0, 0]
    assert border.world.campaign.territory == pytest.approx(0.1)
    assert border.world.campaign.state_gains == 0.0, "losses are no negative gains"
    border.set(home={"holder": STATE}, gap={"holder": STATE}, crossing={"holder": STATE})
    front.count_ground(border.world)
    assert border.world.campaign.state_gains == pytest.approx(0.1)


def test_isis_takes_back_what_is_held_weakly(border: Small) -> None:
    """Each held area by a draw of its own; one that it holds already is asked nothing."""
    border.set(p={"retake_rate": 0.4})
    seen = set()
    for day in range(60):
        border.new_day(day)
        w = border.kept()
        due = {
            k: ground.p_retake(w.areas[k], w.forces[w.areas[k].holder], border.p)
            for k in range(10)
            if w.areas[k].holder >= 0
        }
        taken = [
            k for k, chance in due.items()
            if luck.uniform(border.world.clock.day_key, w.areas[k].key, luck.RETAKE) < chance
        ]  # fmt: skip
        before = border.world.tally.retaken
        changes = border.changes(front.isis_returns, border.p)
        assert [row["target"] - ID_AREA for row in lines(changes)] == taken
        assert all(
            (row.actor, row.p) == (ID_ISIS, due[row.target - ID_AREA]) for row in changes.log
        )
        assert border.world.tally.retaken == before + len(taken)
        assert all(border.world.areas[k].holder == -1 for k in taken)
        seen |= set(taken)
        border.set(**{border.world.areas[k].name: {"holder": w.areas[k].holder} for k in taken})
    assert len(seen) > 4
    assert seen <= {HOME, CROSSING, ENCLAVE, TOWN, HILL, EAST, NORTH}


# How they waver.


def test_forces_recover_and_partners_lean(border: Small) -> None:
    """Shyness fades, losses are made good, an open route brings more; partners alone lean."""
    border.set(syria={"shy": 0.5, "might": 0.5}, units={"might": 0.25}, us={"will": 0.5},
               kurds={"lean": 0.5}, campaign={"route_open": 1, "syria": 0.5})  # fmt: skip
    w, p = border.kept_with_lever(), border.p
    committed = shield.commitment(w.us, w.campaign, w.lever)
    expected: dict[str, Any] = {"forces[0].shy": shield.shy_tomorrow(w.forces[SYRIA], p)}
    for f, force in enumerate(w.forces):
        supplied = corridor.supply(force, 1, p)
        expected[f"forces[{f}].might"] = ground.might_tomorrow(force, supplied, p)
    leans = {f: hedging.lean_tomorrow(w.forces[f], committed, p) for f in (KURDS, REBELS)}
    expected |= {f"forces[{f}].lean": lean for f, lean in leans.items()}
    expected |= {"tally.commitment": committed, "tally.drift": sum(leans.values()) / 2.0}
    changes = border.changes(front.fade_forces, p)
    same = {k: v for k, v in expected.items() if k.endswith("might") and k not in changes}
    for place, value in same.items():
        f = int(place[7])
        assert (w.forces[f].link, value) == (0.0, w.forces[f].might), "nothing to make good"
    assert changes == {k: pytest.approx(v) for k, v in expected.items() if k not in same}


def test_where_the_front_stands_only_partners_and_the_will_move(border: Small) -> None:
    """The world of 2019: no recovery, no base, no swing, no return of ISIS, no route."""
    border.set(campaign={"race": 0, "ground_moved": 1, "route_open": 1},
               syria={"shy": 0.5, "might": 0.5}, us={"swing": 0.5, "near": 1.0, "will": 0.5},
               p={"retake_rate": 0.5})  # fmt: skip
    will = shield.will_tomorrow(border.world.us, border.p)
    changes = border.changes(front.evening_on_the_ground, border.p)
    assert set(changes) == {
        "us.will", "forces[4].lean", "forces[5].lean", "tally.commitment", "tally.drift",
    }  # fmt: skip
    assert changes["us.will"] == will
    assert changes.log == []


def test_a_world_without_forces_has_no_evening_on_the_border(small: Small) -> None:
    """Not even the will fades: there is nobody to count on it."""
    small.set(us={"will": 0.5})
    assert small.changes(front.evening_on_the_ground, small.p) == {}
    assert small.changes(front.settle_ground, small.p) == {}


def test_the_us_wavers_by_its_own_draw(border: Small) -> None:
    """And what is close fades."""
    border.set(us={"swing": 0.25, "near": 2.0})
    us, p = border.kept_with_lever().us, border.p
    u = luck.uniform(border.world.clock.day_key, us.key, luck.SWING)
    assert border.changes(front.waver, p) == {
        "us.swing": shield.swing_tomorrow(us, u, border.world.lever, p),
        "us.near": shield.near_tomorrow(us, p),
    }


def test_an_evening_counts_the_ground_only_when_it_moved(border: Small) -> None:
    """Then the counts and the route follow it that evening; a day of an open route is counted."""
    border.set(**OPEN).set(p={"retake_rate": 0.0}, lever={"iraq_limits": 1.0})
    rhetoric = sovereignty.rhetoric_tomorrow(border.world.iraq, border.world.lever, border.p)
    still = border.changes(front.evening_on_the_ground, border.p)
    assert "tally.areas_damascus" not in still
    assert (still.log, still.get("tally.route_days")) == ([], None)
    assert still["iraq.rhetoric"] == still["tally.rhetoric"] == rhetoric
    border.set(campaign={"ground_moved": 1})
    moved = border.changes(front.evening_on_the_ground, border.p)
    assert moved["campaign.ground_moved"] == 0
    assert moved["tally.areas_damascus"] == 4
    assert (moved["campaign.route_open"], moved["tally.route_days"]) == (1, 1)
    assert [row["action"] for row in lines(moved)] == [Action.ROUTE_OPENS]
    later = border.changes(front.evening_on_the_ground, border.p)
    assert later["tally.route_days"] == 2


def test_what_isis_took_that_evening_is_counted_that_evening(border: Small) -> None:
    """A route that it cut does not count for the day."""
    border.set(**OPEN).set(campaign={"ground_moved": 1}, p={"retake_rate": 0.0})
    front.evening_on_the_ground(border.world, border.p)
    assert border.world.campaign.route_open == 1
    border.set(p={"retake_rate": 1e9})
    changes = border.changes(front.evening_on_the_ground, border.p)
    assert (border.world.tally.areas_isis, border.world.campaign.territory) == (10, 1.0)
    assert changes["campaign.route_open"] == 0
    assert "tally.route_days" not in changes


# The first morning.


def test_the_first_morning_knows_the_front(border: Small) -> None:
    """Who holds what, that a race is on, and what later gains and losses are measured against."""
    border.set(campaign={"race": 0, "baghdad_start": 9, "state_gains": 0.5, "territory": 0.0},
               gap={"holder": STATE}, us={"will": 0.5}, iraq={"rhetoric": 0.25})  # fmt: skip
    front.settle_ground(border.world, border.p)
    campaign, tally = border.world.campaign, border.world.tally
    assert (campaign.race, campaign.baghdad_start, campaign.state_gains) == (1, 2, 0.0)
    assert campaign.territory == campaign.territory_start == pytest.approx(0.2)
    assert (campaign.route_open, tally.route_day) == (0, -1)
    assert (tally.commitment, tally.rhetoric) == (0.5, 0.25)
    border.set(**{force.name: {"pace": 0.0} for force in border.world.forces})
    front.settle_ground(border.world, border.p)
    assert campaign.race == 0


def test_a_route_that_is_open_at_the_start_opened_on_day_0(border: Small) -> None:
    """Otherwise a run would count its days and still say that none ever opened."""
    border.set(**OPEN)
    changes = border.changes(front.settle_ground, border.p)
    assert (changes["campaign.route_open"], changes["tally.route_day"]) == (1, 0)
    assert changes.log == []
