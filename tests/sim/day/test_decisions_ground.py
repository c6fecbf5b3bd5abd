"""Decisions about the border on a small world of forces: who is asked, with which chance, by whose
luck, for which reason, and on what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sim import luck
from sim.actions import BASELINE, FREE, FROM_LEVER, Action
from sim.day import places
from sim.day.decide import ground as decide
from sim.levers import AUTO
from sim.rules import ground, hedging, shield, sovereignty
from sim.state.actors import ID_AREA, ID_FORCE, ID_IRAQ, ID_NOBODY, ID_US
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
    REBELS,
    STATE,
    SYRIA,
    TODAY,
    TOWN,
    TURKS,
    UNITS,
    VALLEY,
    Small,
    day_with,
    intents,
)

FORCES = range(7)


def asked(border: Small, decision: Callable[..., Any], *arguments: Any) -> list[Any]:
    """What one decision writes down this morning; it changes nothing else."""
    border.world.clock.n_intents = 0
    changes = border.changes(decision, *arguments, border.p)
    assert set(changes) <= {"clock.n_intents"}
    assert changes.log == []
    return intents(border)


def only(found: list[Any]) -> Any:
    """The one decision that was written down."""
    (one,) = found
    return one


def rates(border: Small, f: int) -> list[float]:
    """Rate of every area for a force, with today's help."""
    help_today = decide.aid(border.world, border.world.forces[f], border.p)
    return [decide.rate_at(border.world, f, k, help_today, border.p) for k in range(10)]


# Who stands beside whom.


def test_a_force_stands_beside_what_its_areas_touch(border: Small) -> None:
    """Also beside its own areas, if two of them touch; never by an area two steps off."""
    beside = {f: [k for k in range(10) if places.stands_beside(border.world, f, k)] for f in FORCES}
    assert beside == {
        SYRIA: [DESERT, HILL, EAST], UNITS: [DESERT, TOWN], ALLIES: [HOME, VALLEY],
        STATE: [CROSSING, GAP], KURDS: [DESERT, TOWN, NORTH], REBELS: [GAP, VALLEY, DESERT],
        TURKS: [EAST],
    }  # fmt: skip


def test_camps_are_five_and_two_of_them_are_allies(border: Small) -> None:
    """Damascus's side and Iraq's militias are no rivals; partners are none of each other."""
    friends = [{SYRIA, UNITS, ALLIES}, {STATE}, {KURDS, REBELS}, {TURKS}]
    for f in FORCES:
        for g in FORCES:
            together = any({f, g} <= camp for camp in friends)
            forces = border.world.forces
            assert places.are_rivals(forces[f], forces[g]) != together, (f, g)
    assert [places.fights_for_damascus(f) for f in border.world.forces] == [
        f in (SYRIA, UNITS) for f in FORCES
    ]


def test_rivals_beside_an_area_are_counted_by_area(border: Small) -> None:
    """Beside the desert: two areas of Damascus's side, two of partners, one of ISIS."""
    world = border.world
    assert [places.rivals_beside(world, f, DESERT) for f in FORCES] == [2, 2, 2, 4, 2, 2, 4]
    assert [k for k in range(10) if places.is_partner(world, k)] == [ENCLAVE, EAST]


# To advance.


def test_an_area_is_taken_at_the_rate_of_the_rule(border: Small) -> None:
    """At home freely, across the border by the readiness to cross; with rivals beside it."""
    world, p = border.world, border.p
    border.set(lever={"iraq_limits": 0.5})
    allies, syria = world.forces[ALLIES], world.forces[SYRIA]
    across = sovereignty.across_border(allies, world.lever, p)
    assert 0.0 < across < 0.5
    assert decide.rate_at(world, ALLIES, VALLEY, 1.5, p) == ground.advance_rate(
        allies, world.areas[VALLEY], 1.0, across, 1.5, p
    )
    assert decide.rate_at(world, SYRIA, DESERT, 1.0, p) == ground.advance_rate(
        syria, world.areas[DESERT], 2.0, 1.0, 1.0, p
    )
    assert decide.rate_at(world, SYRIA, VALLEY, 1.0, p) == 0.0, "it does not stand there"
    assert decide.rate_at(world, SYRIA, EAST, 1.0, p) == 0.0, "somebody holds it"
    assert decide.rate_at(world, REBELS, GAP, 1.0, p) == 0.0, "no readiness to cross into Iraq"


def test_friends_and_foes_help_and_hinder(border: Small) -> None:
    """De-confliction opens the way of Damascus's side, an effort on the border that of the army;
    Iran's side obstructs partners the more ISIS has lost."""
    border.set(us={"deconflicted": 1}, lever={"iraq_border": 1.0},
               campaign={"territory": 0.1, "territory_start": 0.4})  # fmt: skip
    world, p = border.world, border.p
    hindered = 1.0 - shield.obstruction(0.1, 0.4, p)
    opened = shield.way_opened(world.forces[SYRIA], world.us, p)
    army = sovereignty.army_help(world.forces[STATE], world.lever, p)
    assert hindered < 1.0 < min(opened, army)
    found = [decide.aid(world, force, p) for force in world.forces]
    expected = {SYRIA: opened, UNITS: opened, STATE: army, KURDS: hindered, REBELS: hindered}
    assert [found[f] for f in expected] == pytest.approx(list(expected.values()))
    assert found[ALLIES] == 1.0


def test_a_force_advances_with_the_chance_of_all_rates_together(border: Small) -> None:
    """Which area is drawn by its own rate; the cause is how it came to be held by ISIS."""
    border.numbered_past().set(p={"advance_rate": 0.5})
    world = border.world
    border.set(gap={"held_event": 3}, desert={"held_event": 4}, valley={"held_event": 5})
    each = rates(border, REBELS)
    assert [k for k in range(10) if each[k] > 0.0] == [VALLEY, DESERT]
    chance = ground.p_advance(sum(each))
    force, seen = world.forces[REBELS], []
    for day in range(1500):
        border.new_day(day)
        u = luck.uniform(world.clock.day_key, force.key, luck.ADVANCE)
        found = asked(border, decide.decide_advance, REBELS)
        assert bool(found) == (u < sum(each))
        if not found:
            continue
        one = only(found)
        assert (one.action, one.actor, one.forced) == (Action.ADVANCE, ID_FORCE + REBELS, FREE)
        assert (one.p, one.u, one.taken) == (pytest.approx(chance), u, u < chance)
        at = one.target - ID_AREA
        assert one.cause == {VALLEY: 5, DESERT: 4}[at]
        drawn = luck.uniform(world.clock.day_key, force.key, luck.GROUND_TAKEN)
        assert at == (VALLEY if drawn * sum(each) <= each[VALLEY] else DESERT)
        seen.append(at)
    share = each[VALLEY] / sum(each)
    assert seen.count(VALLEY) / len(seen) == pytest.approx(share, abs=5.0 / len(seen) ** 0.5)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (TURKS, {}),
        (KURDS, {"kurds": {"shy": 1.0}}),
        (KURDS, {"desert": {"holder": TURKS}}),
        (ALLIES, {"allies": {"crosses": 0.0}}),
        (ALLIES, {"lever": {"iraq_border": 1.0}}),
    ],
)
def test_nobody_advances_without_pace_ground_next_door_or_a_way_across(
    border: Small, who: int, why: dict[str, Any]
) -> None:
    """A front that stands, fire that just met it, nothing left next door, a shut border."""
    border.set(p={"advance_rate": 0.5}).set(**why)
    assert all(not asked(border.new_day(d), decide.decide_advance, who) for d in range(60))


# To move close to partners.


def test_a_force_moves_close_to_a_partner_next_door(border: Small) -> None:
    """Two of the partners' three areas lie next to it; each is drawn alike; past fire is why."""
    border.numbered_past().set(desert={"holder": REBELS}, p={"probe_rate": 0.3})
    world = border.world
    force, seen = world.forces[SYRIA], []
    chance = shield.p_probe(force, world.us, 2.0 / 3.0, border.p)
    for day in range(600):
        border.new_day(day)
        one = only(asked(border, decide.decide_probe, SYRIA))
        u = luck.uniform(world.clock.day_key, force.key, luck.PROBE)
        assert (one.action, one.actor, one.p, one.u, one.taken, one.forced) == (
            Action.PROBE, ID_FORCE + SYRIA, chance, u, u < chance, FREE,
        )  # fmt: skip
        assert one.cause == border.remembered(f"forces[{SYRIA}].shy_event")
        drawn = luck.uniform(world.clock.day_key, force.key, luck.PROBED)
        assert one.target == ID_AREA + (DESERT if drawn < 0.5 else EAST)
        seen.append(one.target)
    assert 0.4 < seen.count(ID_AREA + EAST) / 600 < 0.6


def test_nobody_far_from_partners_moves_close_to_them(border: Small) -> None:
    """The units on the hill touch none; with the desert they do."""
    assert asked(border, decide.decide_probe, UNITS) == []
    border.set(desert={"holder": UNITS})
    assert len(asked(border, decide.decide_probe, UNITS)) == 1
    border.set(east={"holder": TURKS}, enclave={"holder": TURKS})
    assert asked(border, decide.decide_probe, UNITS) == [], "and none where no partner is left"


# A deal.


def test_a_partner_beside_damascus_is_asked_about_a_deal(border: Small) -> None:
    """With the army; how many of the neighbours are Iran's units makes it wary."""
    border.numbered_past().set(p={"deal_rate": 0.9})
    world, p = border.world, border.p
    kurds = world.forces[KURDS]
    cause = border.remembered("us.syria_exit_event")
    for holder, iran_near in ((-1, 0.0), (SYRIA, 0.0), (UNITS, 0.5)):
        border.set(desert={"holder": holder})
        one = only(asked(border, decide.decide_deal, KURDS))
        u = luck.uniform(world.clock.day_key, kurds.key, luck.DEAL)
        chance = hedging.p_deal(kurds, iran_near, p)
        assert (one.action, one.actor, one.target) == (
            Action.DEAL, ID_FORCE + KURDS, ID_FORCE + SYRIA,
        )  # fmt: skip
        assert (one.p, one.u, one.taken) == (chance, u, u < chance)
        assert (one.cause, one.forced) == (cause, FREE)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (REBELS, {}),
        (KURDS, {"kurds": {"lean": 0.1}}),
        (KURDS, {"syria": {"army": 0}}),
        (KURDS, {"town": {"holder": TURKS}}),
    ],
)
def test_no_deal_without_leaning_damascus_next_door_or_its_army(
    border: Small, who: int, why: dict[str, Any]
) -> None:
    """Rebels far from it, Kurds who count on the US, and nobody to deal with."""
    assert asked(border.set(**why), decide.decide_deal, who) == []


# The United States and Baghdad.


def test_the_us_fires_at_what_came_close_last(border: Small) -> None:
    """By its commitment, posture and how much is close; the cause is what came close."""
    border.numbered_past().set(us={"near": 1.5, "near_force": UNITS, "swing": 0.25},
                               lever={"us_deconflict": 0.0}, campaign={"syria": 0.8})  # fmt: skip
    world, p = border.world, border.p
    committed = shield.commitment(world.us, world.campaign, world.lever)
    one = only(asked(border, decide.decide_defence))
    u = luck.uniform(world.clock.day_key, world.us.key, luck.DEFEND)
    chance = shield.p_defend(world.us, committed, world.lever, p)
    assert (one.action, one.actor, one.target) == (
        Action.DEFENSIVE_FIRE, ID_US, ID_FORCE + UNITS,
    )  # fmt: skip
    assert (one.p, one.u, one.taken) == (chance, u, u < chance)
    assert (one.cause, one.forced) == (border.remembered("us.near_event"), FREE)


@pytest.mark.parametrize(
    "why",
    [
        {"us": {"near": 0.0, "near_force": SYRIA}},
        {"us": {"near": 2.0, "near_force": -1}},
        {"us": {"near": 2.0, "near_force": SYRIA}, "lever": {"us_self_defence": 0.0}},
        {"us": {"near": 2.0, "near_force": SYRIA, "will": 0.0}},
    ],
)
def test_the_us_holds_fire_where_nothing_is_close_or_nobody_would_fire(
    border: Small, why: dict[str, Any]
) -> None:
    """Presence in Syria alone is no reason, nor an order never to fire, nor a will that is gone."""
    border.set(lever={"us_deconflict": 0.0}).set(**why)
    assert asked(border, decide.decide_defence) == []


@pytest.mark.parametrize(
    ("order", "forced"), [(AUTO, FREE), (1.0, FROM_LEVER)], ids=["free", "ordered"]
)
def test_the_us_keeps_out_of_the_way_by_choice_or_by_order(
    border: Small, order: float, forced: int
) -> None:
    """Once; never once it is agreed, nor against an order, nor where ISIS holds nothing."""
    border.numbered_past().set(lever={"us_deconflict": order}, us={"swing": -0.5})
    world, p = border.world, border.p
    assert border.world.campaign.territory > 0.0
    one = only(asked(border, decide.decide_defence))
    u = luck.uniform(world.clock.day_key, world.us.key, luck.DECONFLICT)
    chance = shield.p_deconflict(world.us, world.campaign.territory, world.lever, p)
    assert (one.action, one.actor, one.target) == (Action.DECONFLICT, ID_US, ID_NOBODY)
    assert (one.p, one.u, one.taken) == (chance, u, u < chance)
    assert (one.cause, one.forced) == (border.remembered("us.near_event"), forced)
    border.set(us={"deconflicted": 1})
    assert asked(border, decide.decide_defence) == []
    border.set(us={"deconflicted": 0}, lever={"us_deconflict": 0.0})
    assert asked(border, decide.decide_defence) == []
    border.set(lever={"us_deconflict": AUTO}, campaign={"territory": 0.0})
    assert asked(border, decide.decide_defence) == []


def test_baghdad_orders_home_only_militias_that_hold_ground_abroad(border: Small) -> None:
    """Its own army and other forces abroad do not count; without limits it looks away."""
    border.set(lever={"iraq_limits": 1.0}, state={"abroad": 3}, units={"abroad": 2})
    assert asked(border, decide.decide_order_home) == []
    border.set(allies={"abroad": 2})
    world = border.world
    one = only(asked(border, decide.decide_order_home))
    u = luck.uniform(world.clock.day_key, world.iraq.key, luck.ORDER_HOME)
    chance = sovereignty.p_order_home(2.0, world.lever, border.p)
    assert (one.action, one.actor, one.target) == (Action.ORDER_HOME, ID_IRAQ, ID_NOBODY)
    assert (one.p, one.u, one.taken) == (chance, u, u < chance)
    assert (one.cause, one.forced) == (BASELINE, FREE)
    border.set(lever={"iraq_limits": 0.0})
    assert asked(border, decide.decide_order_home) == []


# All of them.


def test_everybody_is_asked_what_is_his_to_decide(border: Small) -> None:
    """All forces that move may advance; partners alone make deals, Damascus's side alone moves
    close; the US and Baghdad come last."""
    border.set(p={"advance_rate": 0.5, "hold_effect": 0.0}, lever={"iraq_limits": 1.0},
               us={"near": 2.0, "near_force": SYRIA}, allies={"abroad": 1})  # fmt: skip
    found: dict[int, set[int]] = {}
    for day in range(300):
        border.new_day(day)
        for one in asked(border, decide.decide_ground):
            found.setdefault(one.action, set()).add(one.actor)
    moving = {ID_FORCE + f for f in (SYRIA, UNITS, ALLIES, STATE, KURDS, REBELS)}
    assert found == {
        Action.ADVANCE: moving,
        Action.PROBE: {ID_FORCE + SYRIA},
        Action.DEAL: {ID_FORCE + KURDS},
        Action.DEFENSIVE_FIRE: {ID_US},
        Action.DECONFLICT: {ID_US},
        Action.ORDER_HOME: {ID_IRAQ},
    }
    last = [one.action for one in intents(border)][-3:]
    assert last == [Action.DEFENSIVE_FIRE, Action.DECONFLICT, Action.ORDER_HOME]


def test_a_force_that_stands_is_asked_nothing(border: Small) -> None:
    """In a race of others it neither advances nor moves close nor deals."""
    border.set(p={"advance_rate": 0.5}, syria={"pace": 0.0}, kurds={"pace": 0.0})
    for day in range(100):
        asked(border.new_day(day), decide.decide_ground)
        assert {one.actor for one in intents(border)}.isdisjoint(
            {ID_FORCE + SYRIA, ID_FORCE + KURDS}
        )


def test_nobody_is_asked_where_the_front_stands(border: Small) -> None:
    """Not even the US about what is close, or Baghdad about its militias abroad."""
    border.set(p={"advance_rate": 0.5}, campaign={"race": 0}, lever={"iraq_limits": 1.0},
               us={"near": 2.0, "near_force": SYRIA}, allies={"abroad": 1})  # fmt: skip
    for day in range(60):
        assert asked(border.new_day(day), decide.decide_ground) == []
    border.set(campaign={"race": 1})
    day_with(border, border.world.forces[KURDS], luck.ADVANCE, 0.0, 0.05)
    assert asked(border, decide.decide_ground) != [], "control"
    assert border.world.clock.day >= TODAY
