"""Acts on the border on a small world of forces: what each changes, and that it changes no more."""

from __future__ import annotations

from typing import Any

import pytest

from sim import luck
from sim.actions import Action, Rung
from sim.day.effects import ground as effects
from sim.rules import ground, shield, sovereignty
from sim.state.actors import ID_AREA, ID_FORCE, ID_IRAQ, ID_ISIS, ID_US
from tests.sim.day.conftest import (
    ALLIES,
    DESERT,
    EAST,
    ENCLAVE,
    GAP,
    HILL,
    KURDS,
    NORTH,
    PAST,
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
    draw,
    follows,
    intent,
    lines,
    means,
)

CLOSE = {"us.near": 1.0, "us.near_day": TODAY, "us.near_event": PAST, "tally.probe_days": 1}
"""What the first move close to partners of a day changes."""
QUIET = {"clash_chance": 0.0, "defend_fighters": 0.0}
"""Fire that kills nobody and starts nothing."""


def advance(f: int, k: int, **fields: Any) -> Any:
    """A force takes an area."""
    return intent(Action.ADVANCE, ID_FORCE + f, ID_AREA + k, **fields)


def fire(f: int, **fields: Any) -> Any:
    """The US fires at a force."""
    return intent(Action.DEFENSIVE_FIRE, ID_US, ID_FORCE + f, **fields)


# Ground.


@pytest.mark.parametrize(("f", "k"), [(STATE, GAP), (ALLIES, VALLEY)])
def test_an_area_changes_hands_with_its_base_and_most_of_its_cells(
    border: Small, f: int, k: int
) -> None:
    """Forces from Iraq take ground: no gain of Damascus, nothing that comes close."""
    border.set(gap={"base": 0.5}, valley={"base": 0.5})
    area = border.kept().areas[k]
    changes = border.changes(effects.take_area, advance(f, k, cause=7), border.p)
    assert changes == {
        f"areas[{k}].holder": f, f"areas[{k}].held_event": PAST, f"areas[{k}].base": 0.0,
        f"areas[{k}].strength": ground.left_after_capture(area, border.p),
        "campaign.ground_moved": 1,
    }  # fmt: skip
    assert lines(changes) == [means(Action.ADVANCE, ID_FORCE + f, ID_AREA + k, parent=7, depth=1)]


def test_an_area_that_another_took_that_day_is_taken_by_nobody_else(border: Small) -> None:
    """The first in the order of the acts has it; the second finds it held, and leaves no line."""
    effects.take_area(border.world, advance(KURDS, DESERT), border.p)
    late = border.changes(effects.take_area, advance(SYRIA, DESERT), border.p)
    assert (late, late.log) == ({}, [])
    assert border.world.areas[DESERT].holder == KURDS


@pytest.mark.parametrize("k", [DESERT, VALLEY, GAP])
def test_damascus_wins_an_area_and_may_come_close_to_partners_by_it(border: Small, k: int) -> None:
    """All three lie beside the enclave; the gain is counted, and one move close, not two."""
    changes = border.changes(effects.take_area, advance(UNITS, k), border.p)
    taken = {f"areas[{k}].{name}" for name in ("holder", "held_event", "strength")}
    found = {key: changes[key] for key in changes if key not in taken}
    expected = {"campaign.ground_moved": 1, "tally.damascus_gains": 1, "us.near_force": UNITS}
    assert found == expected | CLOSE
    assert len(lines(changes)) == 1, "the advance is the move"


def test_ground_far_from_partners_brings_nobody_close(border: Small) -> None:
    """Control: without the enclave and the east the same advance alarms nobody."""
    border.set(enclave={"holder": TURKS}, east={"holder": TURKS})
    changes = border.changes(effects.take_area, advance(SYRIA, DESERT), border.p)
    assert not [key for key in changes if key.startswith("us.")]
    assert changes["tally.damascus_gains"] == 1
    assert "tally.probe_days" not in changes


def test_isis_takes_an_area_back(border: Small) -> None:
    """With a line of its own, caused by how it was lost; a base there is gone."""
    border.set(crossing={"base": 0.75, "held_event": 9})
    changes = border.changes(effects.retake, 1, 0.25, 0.125)
    assert changes == {
        "areas[1].holder": -1, "areas[1].held_event": PAST, "areas[1].base": 0.0,
        "campaign.ground_moved": 1, "tally.retaken": 1,
    }  # fmt: skip
    told = means(Action.RETAKE, ID_ISIS, ID_AREA + 1, p=0.25, u=0.125, parent=9, depth=1)
    assert lines(changes) == [told]


# Close to partners, and fire.


def test_moves_close_to_partners_add_up_and_days_of_them_are_counted_once(border: Small) -> None:
    """Two moves on one day are two for the US and one day in the books."""
    probe = intent(Action.PROBE, ID_FORCE + SYRIA, ID_AREA + EAST, cause=3)
    first = border.changes(effects.probe, probe, border.p)
    assert first == CLOSE | {"us.near_force": SYRIA}
    told = means(Action.PROBE, ID_FORCE + SYRIA, ID_AREA + EAST, parent=3, depth=1)
    assert lines(first) == [told]
    other = intent(Action.PROBE, ID_FORCE + UNITS, ID_AREA + EAST)
    again = border.changes(effects.probe, other, border.p)
    assert again.amounts() == {"us.near": 2.0, "us.near_force": UNITS}
    border.new_day(TODAY + 1)
    later = border.changes(effects.probe, probe, border.p)
    assert later["tally.probe_days"] == 2


def test_the_cause_of_fire_is_drawn_among_the_moves_by_what_each_still_weighs(
    border: Small,
) -> None:
    """One of three parts is fresh: in one of three mornings it is the cause, otherwise the old."""
    found = []
    for day in range(1500):
        border.new_day(day).set(us={"near": 2.0, "near_event": 5})
        del border.world.log.rows[PAST:]
        border.world.clock.events = PAST
        effects.come_close(border.world, SYRIA, 11, border.p)
        found.append(border.world.us.near_event)
    assert set(found) == {5, 11}
    assert found.count(11) / 1500 == pytest.approx(1.0 / 3.0, abs=0.05)


def test_fire_stops_the_advance_for_a_while_and_leaves_the_drive(border: Small) -> None:
    """It kills by its own draw; what was close is gone, and the posture eases up."""
    border.set(us={"near": 3.0, "swing": 0.5}, syria={"shy": 0.25}, tally={"fighters_killed": 10},
               p={"clash_chance": 0.0, "defend_fighters": 40.0})  # fmt: skip
    w, p = border.kept_with_lever(), border.p
    dead = shield.fighters_killed(draw(border, border.world.us, luck.DEFENDED), p)
    assert dead > 0
    changes = border.changes(effects.defend, fire(SYRIA, cause=6), p)
    assert changes.amounts() == {
        "forces[0].shy": pytest.approx(shield.shy_after_fire(w.forces[SYRIA], p)),
        "forces[0].might": shield.might_after_fire(w.forces[SYRIA], 1.0 * dead, p),
        "us.near": 0.0, "us.swing": shield.swing_after_fire(w.us, w.lever, p),
        "tally.fire_syria": 1, "tally.fighters_killed": 10 + dead, "tally.violent": 1,
        "tally.violent_reactive": 1, "clock.rung": Rung.STRIKE_ON_MILITIA,
    }  # fmt: skip
    assert changes.events().keys() <= {"forces[0].shy_event"}
    told = means(Action.DEFENSIVE_FIRE, ID_US, ID_FORCE, parent=6, depth=1, fighters_killed=dead)
    assert lines(changes) == [told]


def test_the_first_fire_on_a_force_is_why_it_is_shy(border: Small) -> None:
    """A later one only by its part of the shyness."""
    border.set(p=QUIET, us={"near": 1.0})
    first = border.changes(effects.defend, fire(UNITS), border.p)
    assert first.events() == {"forces[1].shy_event": PAST}
    assert "forces[1].might" not in first, "nobody was killed"
    kept = []
    for day in range(600):
        border.new_day(day).set(units={"shy": 0.5, "shy_event": 2}, p={"fire_stops": 0.5})
        del border.world.log.rows[PAST:]
        border.world.clock.events = PAST
        effects.defend(border.world, fire(UNITS), border.p)
        kept.append(border.world.forces[UNITS].shy_event)
    assert set(kept) == {2, PAST}
    assert kept.count(PAST) / 600 == pytest.approx(1.0 / 3.0, abs=0.08), "0.25 of 0.75"


def test_a_force_from_iraq_is_spared_while_isis_holds_ground(border: Small) -> None:
    """Its moves are no threat then; with ISIS nearly gone they are, and Damascus's always were."""
    border.set(p=QUIET | {"spare_territory": 0.2}, campaign={"territory": 0.3})
    near = {}
    for who, territory in ((ALLIES, 0.3), (SYRIA, 0.3), (ALLIES, 0.2)):
        border.set(campaign={"territory": territory}, us={"near": 0.0, "near_force": -1})
        effects.come_close(border.world, who, PAST, border.p)
        near[who, territory] = (border.world.us.near, border.world.us.near_force)
    assert near == {(ALLIES, 0.3): (0, -1), (SYRIA, 0.3): (1, SYRIA), (ALLIES, 0.2): (1, ALLIES)}


def test_fire_on_the_army_of_damascus_may_become_an_exchange(border: Small) -> None:
    """At its draw, as a consequence of the fire; never with units that are no army."""
    border.set(p=QUIET | {"clash_chance": 0.8, "russia_brake": 0.5}, us={"near": 1.0})
    syria, units = border.world.forces[SYRIA], border.world.forces[UNITS]
    day_with(border, syria, luck.CLASH, 0.0, 0.4)
    changes = border.changes(effects.defend, fire(SYRIA), border.p)
    assert (changes["tally.clashes"], changes["tally.violent"]) == (1, 2)
    day = border.world.clock.day
    told = follows(Action.CLASH, ID_US, ID_FORCE, parent=PAST, depth=1) | {"day": day}
    assert lines(changes)[1] == told
    day_with(border, syria, luck.CLASH, 0.4, 1.0)
    assert "tally.clashes" not in border.changes(effects.defend, fire(SYRIA), border.p)
    day_with(border, units, luck.CLASH, 0.0, 0.4)
    assert "tally.clashes" not in border.changes(effects.defend, fire(UNITS), border.p)


# Words.


def test_deconfliction_holds_from_then_on(border: Small) -> None:
    """One flag and one line."""
    changes = border.changes(effects.deconflict, intent(Action.DECONFLICT, cause=2))
    assert changes == {"us.deconflicted": 1}
    assert lines(changes) == [means(Action.DECONFLICT, ID_US, parent=2, depth=1)]


def test_an_order_home_is_heeded_by_militias_alone(border: Small) -> None:
    """Each by its distance from Iran; the army and forces of Syria are not spoken to."""
    border.set(state={"crosses": 0.5}, syria={"crosses": 0.5}, kurds={"crosses": 0.5})
    allies = border.kept().forces[ALLIES]
    changes = border.changes(effects.order_home, intent(Action.ORDER_HOME, ID_IRAQ), border.p)
    assert changes == {
        "forces[2].crosses": sovereignty.crosses_after_order(allies, border.p),
        "tally.orders_home": 1,
    }  # fmt: skip
    assert lines(changes) == [means(Action.ORDER_HOME, ID_IRAQ)]


# A deal.


def deal() -> Any:
    """The Kurds come to terms with Damascus's army."""
    return intent(Action.DEAL, ID_FORCE + KURDS, ID_FORCE + SYRIA, cause=4)


def test_a_deal_gives_the_army_one_area_beside_its_side(border: Small) -> None:
    """The east lies beside the town and goes; the north, now theirs, does not and stays."""
    border.set(north={"holder": KURDS}, east={"base": 0.5})
    assert [k for k in range(10) if effects.is_handed(border.world, k, KURDS)] == [EAST]
    changes = border.changes(effects.deal, deal())
    assert changes == {
        "areas[8].holder": SYRIA, "areas[8].held_event": PAST + 1, "areas[8].base": 0.0,
        "campaign.ground_moved": 1, "tally.deals": 1, "tally.handed_over": 1,
        "tally.damascus_gains": 1,
    }  # fmt: skip
    assert border.world.areas[NORTH].holder == KURDS
    assert lines(changes) == [
        means(Action.DEAL, ID_FORCE + KURDS, ID_FORCE, parent=4, depth=1),
        follows(Action.HAND_OVER, ID_FORCE + KURDS, ID_AREA + EAST, parent=PAST, depth=2),
    ]


def test_the_area_that_is_given_up_is_drawn_among_those_beside_damascus(border: Small) -> None:
    """Desert and east alike, one on each morning; iran's units next door count as its side."""
    border.set(desert={"holder": KURDS}, town={"holder": TURKS}, east={"holder": KURDS})
    beside = [k for k in range(10) if effects.is_handed(border.world, k, KURDS)]
    assert beside == [DESERT], "the hill of the units touches it, the east has lost the town"
    border.set(town={"holder": SYRIA})
    given = []
    for day in range(300):
        border.new_day(day).set(desert={"holder": KURDS}, east={"holder": KURDS})
        del border.world.log.rows[PAST:]
        border.world.clock.events = PAST
        u = draw(border, border.world.forces[KURDS], luck.DEAL_AREA)
        effects.deal(border.world, deal())
        (k,) = [k for k in (DESERT, EAST) if border.world.areas[k].holder == SYRIA]
        assert k == (DESERT if u < 0.5 else EAST)
        given.append(k)
    assert 100 < given.count(DESERT) < 200


def test_what_lies_beside_no_area_of_damascus_is_never_given_up(border: Small) -> None:
    """Neither the enclave of the rebels nor what another partner holds."""
    world = border.world
    assert not effects.is_handed(world, ENCLAVE, REBELS)
    assert not effects.is_handed(world, EAST, REBELS)
    assert not effects.is_handed(world, TOWN, KURDS)
    border.set(hill={"holder": KURDS}, town={"holder": TURKS})
    assert not [k for k in range(10) if effects.is_handed(world, k, KURDS)]
    border.set(town={"holder": UNITS})
    assert [k for k in range(10) if effects.is_handed(world, k, KURDS)] == [HILL, EAST]
