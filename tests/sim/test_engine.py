"""The ensemble engine: what may not change an answer does not, and what a lever promises holds."""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from experiments import load_scenario
from sim.actions import BASELINE, FREE, FROM_HISTORY, FROM_LEVER, Action, Rung
from sim.conditions import COMPARISONS
from sim.day.apply_levers import morning
from sim.day.effects.record import LOG_ROWS
from sim.day.schedule import dawn, decide
from sim.ensemble import Engine, Leg
from sim.jit import SIM_FOLDER, files_hash
from sim.levers import BY_NAME, LEVERS
from sim.model import EscalationModel
from sim.outcomes import SERIES
from sim.parameters import HYPOTHESES, as_records
from sim.state.actors import ID_FORCE, ID_MILITIA, ID_SITE
from sim.state.bookkeeping import LogRow
from sim.state.fields import fields_of, layout_of, width
from sim.state.layout import LIVE, live_words, word_of, world_layout

FOLDER = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted(path.stem for path in FOLDER.glob("*.yaml"))
WITH_HISTORY = [n for n in SHIPPED if load_scenario(FOLDER / f"{n}.yaml").history_until]
SEED = 20191028
MANY = 10_000
LEVER_DAY, LEVER_DATE = 40, "2019-12-07"
OPEN_BORDER = "the border of 2017, without orders"
BORDER_DATE = "2017-07-11"
"""That day of a run that starts in June 2017."""
COLUMN = {series.name: k for k, series in enumerate(SERIES)}
DEATHS = tuple(field for field in layout_of(LogRow).names if field.endswith("_killed"))
VIOLENT = (
    Action.REPRISAL,
    Action.SIEGE,
    Action.LEADERSHIP_STRIKE,
    Action.STRIKE_ON_IRAN,
    Action.SALVO,
    Action.LETHAL_SALVO,
    Action.OPEN_WAR,
    Action.DEPOT_STRIKE,
)


@cache
def shipped(name, *wanted):
    """A shipped scenario, with `--set` settings."""
    return load_scenario(FOLDER / f"{name}.yaml", wanted)


def moved(folder, orders, *wanted, parent="baseline"):
    """A shipped scenario, or the open border, with interventions, each a line of YAML flow."""
    path = folder / "moved.yaml"
    lines = "".join(f"  - {{{order}}}\n" for order in orders)
    text = f"extends: {FOLDER / parent}.yaml\n"
    if parent == OPEN_BORDER:
        world = f"world: {FOLDER}/worlds/border_2017.yaml\nstart: 2017-06-01\ndays: 150\n"
        text = f"title: {parent}\n{world}"
    text += f"interventions:\n{lines}" if lines else ""
    path.write_text(text, encoding="utf-8")
    return load_scenario(path, wanted)


def same(a, b):
    """Are two blocks the same in everything that was asked of them?"""
    return [
        k
        for k in a._fields
        if k != "parameters"
        and k != "first"
        and np.asarray(getattr(a, k)).tobytes() != np.asarray(getattr(b, k)).tobytes()
    ] == []


def joined(blocks):
    """Blocks of neighbouring runs as one."""
    whole = blocks[0]
    for block in blocks[1:]:
        drawn = {k: np.concatenate([v, block.parameters[k]]) for k, v in whole.parameters.items()}
        parts = [np.concatenate([a, b]) for a, b in zip(whole[3:], block[3:], strict=True)]
        whole = whole._replace(
            tallies=np.concatenate([whole.tallies, block.tallies]),
            parameters=drawn,
            **dict(zip(whole._fields[3:], parts, strict=True)),
        )
    return whole


def events_by_run(block):
    """The event log of each run."""
    return np.split(block.events, np.cumsum(block.event_counts)[:-1])


def parts_of(trace, name):
    """One part of every traced world, as records: shape [runs, days, room]."""
    at = world_layout().fields[name][1] // 8
    part = LIVE[name]
    words = part.room * width(part.record)
    flat = np.ascontiguousarray(trace[:, :, at : at + words])
    return flat.view(layout_of(part.record)).reshape(*trace.shape[:2], part.room)


# Same answer, whatever runs beside it.


@cache
def reference():
    """120 runs in one piece, by one thread."""
    return Engine(shipped("january_2020", "parameters=prior"), SEED).block(
        0, 120, daily=True, events=True
    )


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("size", [1, 7, 50, 500])
def test_threads_and_blocks_do_not_change_the_answer(workers, size):
    """A result folder must not depend on the machine that happened to make it."""
    engine = Engine(shipped("january_2020", "parameters=prior"), SEED)
    blocks = list(engine.blocks(0, 120, workers, size, daily=True, events=True))
    assert [b.first for b in blocks] == list(range(0, 120, size))
    whole = joined(blocks)
    assert same(whole, reference())
    assert all(np.array_equal(v, reference().parameters[k]) for k, v in whole.parameters.items())


@pytest.mark.parametrize("run", [0, 1, 64, 119])
def test_a_run_alone_is_the_run_among_many(run):
    """`explain` replays run N by itself and must meet the very run of the batch."""
    engine = Engine(shipped("january_2020", "parameters=prior"), SEED)
    alone = engine.block(run, run + 1, daily=True, events=True)
    assert alone.tallies[0] == reference().tallies[run]
    assert np.array_equal(alone.daily[0], reference().daily[run])
    assert alone.events.tobytes() == events_by_run(reference())[run].tobytes()


def test_a_run_far_out_is_the_same_from_any_start():
    """Run numbers go to ten million and their words wrap around 64 bits."""
    engine = Engine(shipped("baseline"), SEED)
    far = 9_876_543
    assert engine.block(far, far + 1).tallies[0] == engine.block(far - 30, far + 5).tallies[30]


@given(each=st.integers(2, 9), first=st.integers(0, 60), runs=st.integers(0, 25))
@settings(max_examples=30, deadline=None)
def test_runs_of_one_draw_share_its_parameters_and_have_luck_of_their_own(each, first, runs):
    """Run N has the parameters of run N // each of the plain batch, whatever range is asked for.

    Its luck is that of run N: the same parameters handed to run N directly give the same rows.
    """
    scenario = shipped("january_2020", "parameters=prior", "days=75")
    block = Engine(scenario, SEED, each).block(first, first + runs)
    numbers = np.arange(first, first + runs)
    plain = Engine(scenario, SEED)
    for name, drawn in plain._parameters(0, 100).items():
        assert np.array_equal(block.parameters[name], drawn[numbers // each]), name
    whole = (Leg(plain.template.days, back=False, branch=False, kept=True),)
    by_hand = plain.futures(numbers, as_records(block.parameters), whole)
    assert np.array_equal(block.tallies, by_hand.tallies)
    assert block.first == first


def test_one_run_a_draw_is_the_plain_batch():
    """All that was ever stored was stored with one; negative control: two runs a draw differ."""
    scenario = shipped("january_2020", "parameters=prior")
    one, two = (
        Engine(scenario, SEED, each).block(0, 120, daily=True, events=True) for each in (1, 2)
    )
    assert same(one, reference())
    assert not same(two, reference())
    assert all(np.array_equal(v, reference().parameters[k]) for k, v in one.parameters.items())


def test_with_parameters_by_hand_runs_of_a_draw_change_nothing():
    """Luck alone is left, and it follows the number of the run."""
    scenario = shipped("baseline", "parameters=default", "days=20")
    one, many = (Engine(scenario, SEED, each).block(0, 40).tallies for each in (1, 8))
    assert np.array_equal(one, many)


def test_what_is_kept_does_not_change_the_run():
    """Asking for series, events or words must only watch."""
    engine = Engine(shipped("january_2020"), SEED)
    bare = engine.block(0, 20).tallies
    for wanted in ({"daily": True}, {"events": True}, {"trace": True}):
        assert np.array_equal(engine.block(0, 20, **wanted).tallies, bare)


def test_seeds_and_runs_differ():
    """Negative control: equal answers above are worth nothing if all runs were alike."""
    one, two = (Engine(shipped("baseline"), seed).block(0, 100).tallies for seed in (1, 2))
    assert (one != two).mean() > 0.9
    assert len(np.unique(one)) > 90


@pytest.mark.parametrize("name", SHIPPED)
def test_no_event_is_lost(name):
    """A run whose log overflows counts as failed, so no shipped scenario may come near it."""
    block = Engine(shipped(name, "parameters=prior"), SEED).block(0, 500, events=True)
    assert not block.lost.any()
    assert block.event_counts.max() < LOG_ROWS / 2
    assert len(block.events) == block.event_counts.sum()


COUNTED = {
    "attacks": (Action.HARASS, Action.BARRAGE),
    "us_strikes": (Action.REPRISAL,),
    "sieges": (Action.SIEGE,),
    "leadership_strikes": (Action.LEADERSHIP_STRIKE,),
    "salvos": (Action.SALVO, Action.LETHAL_SALVO),
    "votes": (Action.VOTE,),
    "strikes_on_iran": (Action.STRIKE_ON_IRAN,),
    "stand_downs": (Action.STAND_DOWN,),
    "signatures": (Action.SIGN,),
    "sanction_steps": (Action.SANCTION,),
    "reinforcements": (Action.REINFORCE,),
    "pauses": (Action.PAUSE,),
    "breakouts": (Action.BREAKOUT,),
    "depots_hit": (Action.DEPOT_STRIKE,),
    "sites_closed": (Action.CONSOLIDATE,),
    "returns": (Action.RETURN,),
    "talks": (Action.TALKS,),
    "fire_syria": (Action.DEFENSIVE_FIRE,),
    "clashes": (Action.CLASH,),
    "deals": (Action.DEAL,),
    "handed_over": (Action.HAND_OVER,),
    "retaken": (Action.RETAKE,),
    "orders_home": (Action.ORDER_HOME,),
}
"""Counter -> the acts that it counts."""
BOOKS = (
    ("january_2020", ()),
    ("baseline", ("lever: iraq.bill, set: sign, from: 2019-12-07", "lever: isis.shock, set: 4, on: "
                  "2020-01-20", "lever: us.presence.days, set: 20")),
    ("baseline", ("lever: us.leadership_strike.order, set: strike, on: 2019-12-07",
                  "lever: iran.reply, set: lethal, from: 2019-12-07",
                  "lever: shock.israel, set: 0.1, from: 2019-12-07")),
    ("border_2017", ("lever: us.commitment, set: 0, from: 2017-08-01", "lever: us.talks, set: "
                     "offer, from: 2017-07-01")),
)  # fmt: skip
"""Scenarios, with orders, that together fill every counter."""


def counted_in(events):
    """Counters of a run, counted again from its log."""
    counted = {
        field: np.isin(events["action"], actions).sum() for field, actions in COUNTED.items()
    }
    attack = np.isin(events["action"], COUNTED["attacks"])
    fatal = events["us_killed"] + events["partner_killed"] > 0
    salvo = np.isin(events["action"], COUNTED["salvos"])
    caused = events["parent"] >= 0
    violent = (events["action"] >= 1) & (events["action"] <= Action.OPEN_WAR)
    violent |= np.isin(events["action"], (Action.DEPOT_STRIKE, Action.DEFENSIVE_FIRE, Action.CLASH))
    answer = (events["action"] == Action.REPRISAL) & caused
    answers_death = answer & fatal[events["parent"]]
    return (
        counted
        | {field: events[field].sum() for field in (*DEATHS, "wounded")}
        | {
            "fatal_attacks": (attack & fatal).sum(),
            "attacks_reactive": (attack & caused).sum(),
            "misblamed": (attack & (events["blamed"] != events["actor"] - ID_MILITIA)).sum(),
            "lethal_salvos": (salvo & fatal).sum(),
            "answered_fatal": answers_death.sum(),
            "answered_harmless": (answer & ~answers_death).sum(),
            "violent": violent.sum(),
            "violent_reactive": (violent & caused).sum(),
            "longest_chain": events["depth"].max(initial=-1) + 1,
        }
    )


def test_counters_agree_with_the_log(tmp_path):
    """Outcomes come from counters and stories from the log; they must tell of the same run.

    Control: every counter counts something in some of these runs, so none agrees by being empty.
    """
    met = set()
    for name, orders in BOOKS:
        scenario = moved(tmp_path, orders, "parameters=prior", parent=name)
        block = Engine(scenario, 3).block(0, 300, events=True)
        for tally, events in zip(block.tallies, events_by_run(block), strict=True):
            counted = counted_in(events)
            assert {field: tally[field] for field in counted} == counted
            met |= {field for field, number in counted.items() if number}
    assert met == set(counted)


# Levers: nothing at zero dose, nothing before their day, something after it.


def zero_doses(lever):
    """Every way to write the dose that changes nothing."""
    where = "sites: [taji, post_nineveh, al_tanf], " if lever.table == "site" else ""
    if lever.kind == "choice":
        doses = [f"set: {next(w for w, v in lever.choices if v == lever.neutral)}"]
    elif lever.kind == "number":
        doses = [f"set: {lever.neutral:.0f}"] + (["add: 0"] if lever.neutral == 0.0 else [])
    else:
        doses = ["scale: 1", "add: 0"]
    return [f"lever: {lever.name}, {where}{dose}" for dose in doses]


WHERE = dict.fromkeys(
    ("us.self_defence", "us.deconflict", "us.signals", "iraq.limits", "iraq.border",
     "ground.rivals"),
    OPEN_BORDER,
)  # fmt: skip
"""Levers that act only where a front still moves, and the world in which they are tried."""


@cache
def untouched(runs, parent):
    """Runs of a scenario without any lever."""
    with tempfile.TemporaryDirectory() as folder:
        scenario = moved(Path(folder), [], parent=parent)
    return joined(list(Engine(scenario, SEED).blocks(0, runs, 2)))


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_a_lever_at_zero_dose_changes_nothing(tmp_path, lever):
    """If standing at neutral moved one bit, every effect measured with the lever would be off."""
    for order, runs in zip(zero_doses(lever), (MANY, MANY // 10), strict=False):
        parent = WHERE.get(lever.name, "baseline")
        scenario = moved(tmp_path, [order], parent=parent)
        assert scenario.changes, order
        block = joined(list(Engine(scenario, SEED).blocks(0, runs, 2)))
        assert same(block, untouched(runs, parent)), order


def active_doses(lever):
    """Interventions that move a lever far from neutral: every word, or both ends of its range."""
    where = "sites: [post_nineveh], " if lever.table == "site" else ""
    if lever.kind == "choice":
        doses = [word for word, value in lever.choices if value != lever.neutral]
    elif lever.kind == "number":
        ends = (max(lever.low, -5.0), min(lever.high, 2.0))
        doses = [f"{v:g}" for v in ends if v != lever.neutral]
    else:
        doses = [f"{v:g}" for v in (lever.low, min(lever.high, 2.0))]
    return [f"lever: {lever.name}, {where}set: {dose}" for dose in doses]


COMPANIONS = {
    # The length of a withdrawal means nothing unless one is ordered.
    "us.presence.days": "lever: us.presence.troops_to, set: 500",
    "us.presence.syria_days": "lever: us.presence.syria_to, set: 100",
    # Nobody comes back who never left, nor before ISIS has grown by half.
    "us.presence.return": "lever: us.presence.troops_to, set: 0",
    # Whom a strike kills, how Iran answers and what a bill says matter once there is one.
    "us.leadership_strike.whom": "lever: us.leadership_strike.order, set: strike",
    "us.leadership_strike.permit": "lever: us.leadership_strike.order, set: none",
    "iran.reply": "lever: us.leadership_strike.order, set: strike",
    "iraq.timetable": "lever: iraq.bill, set: sign",
}
"""Levers that qualify another act, with the order that brings this act about."""
VARIANTS = {"us.talks": ("hypotheses.H6=A",)}
"""Levers that have something to forbid only under a variant that is not the default."""


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_nothing_differs_before_a_lever_moves_and_something_does_after(tmp_path, lever):
    """A counterfactual that leaked into the past would compare two different histories."""
    parent = WHERE.get(lever.name, "baseline")
    date = BORDER_DATE if parent == OPEN_BORDER else LEVER_DATE
    companion = [f"{COMPANIONS[lever.name]}, from: {date}"] if lever.name in COMPANIONS else []
    wanted = ("parameters=prior", *VARIANTS.get(lever.name, ()))

    def run(orders):
        scenario = moved(tmp_path, orders, *wanted, parent=parent)
        return Engine(scenario, 3).block(0, 600, daily=True, events=True)

    without = run(companion)
    for dose in active_doses(lever):
        block = run([*companion, f"{dose}, from: {date}"])
        early, past = (b.events[b.events["day"] < LEVER_DAY] for b in (block, without))
        assert np.array_equal(block.daily[:, :LEVER_DAY], without.daily[:, :LEVER_DAY]), dose
        assert early.tobytes() == past.tobytes(), dose
        assert not np.array_equal(block.tallies, without.tallies), dose


def test_a_lever_that_ends_goes_back_to_neutral(tmp_path):
    """`to` is the last day in force: the lever's word is neutral before and after."""
    order = "lever: iraq.rein_in, set: 0.5, from: 2019-12-07, to: 2019-12-16"
    trace = Engine(moved(tmp_path, [order], "days=70"), 1).block(0, 2, trace=True).trace
    value = parts_of(trace, "lever")["iraq_rein_in"][:, :, 0]
    assert (value[:, :40] == 0).all()
    assert (value[:, 40:50] == 0.5).all()
    assert (value[:, 50:] == 0).all()


def test_a_ramp_rises_in_equal_steps(tmp_path):
    """`over: 5` reaches its dose on the fifth day, one fifth a day."""
    order = "lever: iraq.rein_in, set: 1, from: 2019-12-07, over: 5"
    trace = Engine(moved(tmp_path, [order], "days=60"), 1).block(0, 1, trace=True).trace
    value = parts_of(trace, "lever")["iraq_rein_in"][0, :, 0]
    assert value[39:46].tolist() == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1, 1])


# Conditions.


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_a_condition_moves_its_lever_on_the_first_morning_it_holds(tmp_path, comparison):
    """`when` is looked at each morning, so it sees yesterday evening's counters, and no later."""
    test = {
        ">=": np.greater_equal,
        ">": np.greater,
        "<=": np.less_equal,
        "<": np.less,
        "==": np.equal,
    }[comparison]
    order = f"lever: iraq.rein_in, set: 0.5, when: 'n_rocket_attacks {comparison} 4'"
    block = Engine(moved(tmp_path, [order], "days=90"), 2).block(0, 60, trace=True, daily=True)
    value = parts_of(block.trace, "lever")["iraq_rein_in"][:, :, 0]
    attacks = np.pad(block.daily[:, :-1, COLUMN["rocket_attacks"]], ((0, 0), (1, 0)))
    due = test(attacks, 4).cumsum(axis=1) > 0
    assert np.array_equal(value == 0.5, due)
    assert due.any()
    if comparison in (">=", ">", "=="):
        assert not due[:, 0].any()


def test_a_condition_acts_once(tmp_path):
    """A later dated order must not be undone each morning by a condition that still holds."""
    orders = [
        "lever: iraq.rein_in, set: 0.5, when: 'n_rocket_attacks >= 1'",
        "lever: iraq.rein_in, set: 0.1, from: 2020-01-06",
    ]
    block = Engine(moved(tmp_path, orders, "days=100"), 2).block(0, 30, trace=True, daily=True)
    value = parts_of(block.trace, "lever")["iraq_rein_in"][:, :, 0]
    early = block.daily[:, 60, COLUMN["rocket_attacks"]] > 0
    assert early.any()
    assert (value[early, 70:] == 0.1).all()


def test_a_shock_under_a_condition_strikes_once(tmp_path):
    """A momentary order adds its strength one time, not on every morning after."""
    order = "lever: isis.shock, set: 1, when: 'n_rocket_attacks >= 2'"
    block = Engine(moved(tmp_path, [order], "days=90"), 2).block(0, 40, events=True, daily=True)
    struck = 0
    for run, events in enumerate(events_by_run(block)):
        shocks = events["day"][events["action"] == Action.SHOCK]
        struck += len(shocks)
        seen = np.flatnonzero(block.daily[run, :-1, COLUMN["rocket_attacks"]] >= 2)
        assert shocks.tolist() == [d + 1 for d in seen[:1]]
        jumps = np.diff(block.daily[run, :, COLUMN["isis_strength"]]) > 0.8
        assert np.flatnonzero(jumps).tolist() == [d - 1 for d in shocks]
    assert struck > 20, "control: the condition does come to hold"


def test_a_condition_has_a_first_and_a_last_day(tmp_path):
    """`from` and `to` bound the mornings on which a condition is looked at."""
    order = (
        "lever: iraq.rein_in, set: 0.5, when: 'n_rocket_attacks >= 1', from: 2019-12-07, "
        "to: 2019-12-16"
    )
    block = Engine(moved(tmp_path, [order], "days=90"), 2).block(0, 200, trace=True, daily=True)
    value = parts_of(block.trace, "lever")["iraq_rein_in"][:, :, 0] == 0.5
    attacks = block.daily[:, :, COLUMN["rocket_attacks"]]
    first = np.where(value.any(axis=1), value.argmax(axis=1), -1)
    assert set(first) <= {-1, *range(40, 50)}
    assert (first[attacks[:, 38] >= 1] == 40).all()
    assert (first[attacks[:, 48] == 0] == -1).all()


def test_a_commanders_order_strikes_on_its_date(tmp_path):
    """`us.leadership_strike.order` is the one lever that is an act: once, on that very day."""
    order = f"lever: us.leadership_strike.order, set: strike, on: {LEVER_DATE}"
    block = Engine(moved(tmp_path, [order], "parameters=default"), 2).block(0, 200, events=True)
    for events in events_by_run(block):
        strikes = events[events["action"] == Action.LEADERSHIP_STRIKE]
        ordered = strikes[strikes["forced"] == FROM_LEVER]
        free = strikes[strikes["forced"] == FREE]
        assert ordered["day"].tolist() in ([LEVER_DAY], [])
        assert len(ordered) == 1 or (free["day"] < LEVER_DAY).any()


# History.


@cache
def replayed(name):
    """50 runs of a scenario that begins in coded history."""
    return Engine(shipped(name, "parameters=prior"), SEED).block(0, 50, events=True, trace=True)


@cache
def coded(name):
    """Its acts as the event table has them, and the first free day."""
    s = shipped(name)
    return s.acts, (s.history_until - s.start).days + 1


@pytest.mark.parametrize("name", WITH_HISTORY)
def test_forced_acts_have_their_coded_dates_and_deaths(name):
    """Replay is worth its name only if 27 December kills whom it killed, in every run."""
    acts, free = coded(name)
    assert acts
    waves = [k for k, a in enumerate(acts) if a.action == Action.REINFORCE]
    kept = [a for k, a in enumerate(acts) if k not in waves[1:]]
    for events in events_by_run(replayed(name)):
        forced = events[events["forced"] == FROM_HISTORY]
        assert (forced["day"] < free).all()
        assert [(e["day"], e["action"]) for e in forced] == [(a.day, a.action) for a in kept]
        for event, act in zip(forced, kept, strict=True):
            assert event["us_killed"] == act.us_killed
            assert event["partner_killed"] == act.partner_killed
            if act.action == Action.REPRISAL:
                assert event["fighters_killed"] == act.fighters_killed
            if act.action == Action.HARASS:
                assert event["target"] == ID_SITE + act.target
                assert event["actor"] == ID_MILITIA + act.actor


@pytest.mark.parametrize("name", WITH_HISTORY)
def test_forced_acts_have_their_coded_causes(name):
    """The tree of a replayed crisis is the one the articles draw."""
    acts, _ = coded(name)
    for events in events_by_run(replayed(name)):
        forced = np.flatnonzero(events["forced"] == FROM_HISTORY)
        place = {}
        for event, act in (
            (e, a)
            for e in forced
            for k, a in enumerate(acts)
            if (a.day, a.action) == (events["day"][e], events["action"][e])
        ):
            place.setdefault(acts.index(act), event)
        for row, event in place.items():
            cause = acts[row].cause
            assert events["parent"][event] == (place[cause] if cause >= 0 else BASELINE)


@pytest.mark.parametrize("name", WITH_HISTORY)
def test_before_the_branch_only_undated_rockets_are_free(name):
    """A free strike, siege, vote or pause in replayed time would be an event that never was.

    Controls: there are such rockets, and after the branch there is free violence.
    """
    _, free = coded(name)
    log = replayed(name).events
    chosen = log["forced"] == FREE
    assert np.isin(log["action"][chosen & (log["day"] < free)], COUNTED["attacks"]).any()
    assert np.isin(log["action"][chosen & (log["day"] >= free)], VIOLENT).any()
    follows = (Action.STAND_DOWN, Action.MOURNING, Action.MOBILISE, Action.BREAKOUT)
    for events in events_by_run(replayed(name)):
        early = events[(events["day"] < free) & (events["forced"] == FREE)]
        assert np.isin(early["action"], [Action.HARASS, Action.BARRAGE, *follows]).all()
        assert not np.isin(early["action"], VIOLENT).any()
        assert not (early["us_killed"] + early["partner_killed"]).any()


@pytest.mark.parametrize("name", WITH_HISTORY)
def test_a_scenario_moves_no_lever_before_its_branch(name):
    """Levers are free from the first free day on, not earlier.

    Control: a scenario that has orders for levers of the world moves some of them after it.
    """
    _, free = coded(name)
    whole = parts_of(replayed(name).trace, "lever")[:, :, 0]
    orders = any(change.table == 0 and change.counter < 0 for change in shipped(name).changes)
    assert (whole != whole[:, :1]).any() == orders
    table = whole[:, :free]
    for lever in LEVERS:
        if lever.table == "world":
            for field, neutral in zip(lever.fields, lever.neutral_values, strict=True):
                assert (table[field] == neutral).all(), field


def test_branches_of_one_history_share_their_past():
    """Two branches are compared from a common past: equal word by word up to the earlier branch."""
    _, free = coded("no_leadership_strike")
    for name in LIVE:
        if name not in ("clock", "forced"):
            early, late = (
                parts_of(replayed(n).trace[:, :free], name)
                for n in ("no_leadership_strike", "january_2020")
            )
            assert early.tobytes() == late.tobytes(), name


# Decisions.


@pytest.mark.parametrize("name", ["january_2020", "signed_timetable", "turkey_shock"])
def test_deciding_changes_nothing_but_intents(name):
    """Everyone decides on the same morning: a rule that wrote would let one see another's move."""
    fields = world_layout().fields
    at = fields["intents"][1] // 8
    size = LIVE["intents"].room * width(LIVE["intents"].record)
    others = np.ones(live_words(), bool)
    others[at : at + size] = False
    others[word_of("clock", "n_intents")] = False
    model = EscalationModel(shipped(name, "parameters=prior"), rng=SEED, run=5)
    changed = 0
    while model.running:
        model.step()
        if model.world.clock.day % 3 or not model.running:
            continue
        dawn(model.world)
        morning(model.world)
        before, log = model.words(), model.events().tobytes()
        decide(model.world, model.parameters)
        after = model.words()
        assert np.array_equal(before[others], after[others])
        assert model.events().tobytes() == log
        changed += not np.array_equal(before, after)
    assert changed > 10


def test_nobody_decides_in_open_war():
    """Open war is absorbing: the model has nothing to say about what follows."""
    model = EscalationModel(shipped("baseline", "days=30"), rng=1)
    for _ in range(3):
        model.step()
    model.world.clock.war = 1
    decide(model.world, model.parameters)
    assert model.world.clock.n_intents == 0
    model.world.clock.war = 0
    decide(model.world, model.parameters)
    assert model.world.clock.n_intents > 0, "control: in peace they do"


# The world keeps its bounds, whatever a scenario asks.

PARTS = ("us", "iran", "iraq", "militias", "sites", "areas", "forces", "intents", "tally")


def orders_of(data, dates):
    """Up to four random interventions on different levers, each in its own words."""
    found = []
    levers = data.draw(st.lists(st.sampled_from(LEVERS), max_size=4, unique_by=lambda v: v.name))
    for lever in levers:
        dose = data.draw(st.sampled_from(active_doses(lever)))
        found.append(f"{dose}, from: {data.draw(st.sampled_from(dates))}")
    return found


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_the_world_keeps_its_bounds(tmp_path, data):
    """Shares stay shares, troops and counts stay above zero, under any levers and parameters."""
    variants = [
        f"hypotheses.{h.name}={data.draw(st.sampled_from(sorted(h.variants)))}"
        for h in HYPOTHESES.values()
        if data.draw(st.booleans())
    ]
    parents = ["baseline", "january_2020", "no_leadership_strike", OPEN_BORDER]
    parent = data.draw(st.sampled_from(parents))
    dates = [BORDER_DATE] if parent == OPEN_BORDER else ["2020-01-10", "2020-02-01"]
    scenario = moved(
        tmp_path, orders_of(data, dates), "parameters=prior", "days=130", *variants, parent=parent
    )
    seed = data.draw(st.integers(0, 2**31))
    block = Engine(scenario, seed).block(0, 4, trace=True, events=True, daily=True)
    assert not block.lost.any()
    check_bounds(block)
    check_isis(block)
    check_causes(block)
    check_war(block)


def check_bounds(block):
    """Fields whose unit is a share lie in [0, 1]; counts, deaths and troops are not negative."""
    for name in PARTS:
        part = parts_of(block.trace, name)
        for field, (_, spec) in fields_of(LIVE[name].record).items():
            if part[field].dtype.kind == "u":
                continue  # a key: all 64 bits are luck
            values = part[field]
            assert np.isfinite(values).all(), f"{name}.{field}"
            assert (values >= spec.low - 1e-12).all(), f"{name}.{field} below {spec.low}"
            if spec.unit in ("share", "0/1", "probability"):
                assert (values <= spec.high + 1e-12).all(), f"{name}.{field} above {spec.high}"


def check_isis(block):
    """Hunting never pushes ISIS below its floor in any area."""
    areas = parts_of(block.trace, "areas")
    floor = block.parameters["isis_floor"][:, None, None] * areas["start"]
    assert (areas["strength"] >= floor * (1 - 1e-12)).all()


def check_causes(block):
    """Causes come before effects, and every event sits one link below its cause."""
    known = {act.value for act in Action}
    for events in events_by_run(block):
        assert set(events["action"]) <= known
        assert (np.diff(events["day"]) >= 0).all()
        for k, event in enumerate(events):
            assert BASELINE <= event["parent"] < k
            above = events["depth"][event["parent"]] + 1 if event["parent"] >= 0 else 0
            assert event["depth"] == above
            assert 0.0 <= event["p"] <= 1.0
            assert event["u"] < event["p"]
            assert -1 <= event["target"] < ID_FORCE + LIVE["forces"].room


def check_war(block):
    """Once at war, always at war, with no act of anybody's after that day."""
    war = block.tallies["war_day"]
    for run, events in enumerate(events_by_run(block)):
        at_war = block.daily[run, :, COLUMN["rung"]] == Rung.OPEN_WAR
        if war[run] < 0:
            assert not at_war.any()
            continue
        assert np.flatnonzero(at_war).tolist() == list(range(war[run], len(at_war)))
        late = events[events["day"] > war[run]]
        moving = (
            Action.BREAKOUT,
            Action.SHOCK,
            Action.CONSOLIDATE,
            Action.WITHDRAW,
            Action.PARTNERS_LEAVE,
        )
        assert np.isin(late["action"], moving).all()


def test_wars_are_reached_so_that_they_can_be_checked(tmp_path):
    """Negative control for the check above: among strained worlds some do go to war."""
    orders = [
        f"lever: us.leadership_strike.order, set: strike, on: {LEVER_DATE}",
        f"lever: iran.reply, set: lethal, from: {LEVER_DATE}",
    ]
    block = Engine(moved(tmp_path, orders, "parameters=prior"), 5).block(
        0, 400, trace=False, events=True, daily=True
    )
    assert (block.tallies["war_day"] >= 0).any()
    check_war(block)
    check_causes(block)


def test_the_bounds_can_be_broken():
    """Negative control: the checks see a share above one and a cause after its effect."""
    block = Engine(shipped("january_2020"), 1).block(0, 1, trace=True, events=True, daily=True)
    check_bounds(block)
    spoilt = block.trace.copy()
    at = world_layout().fields["iraq"][1] // 8 + layout_of(LIVE["iraq"].record).names.index(
        "legitimacy"
    )
    spoilt[0, 9, at] = np.float64(1.01).view(np.int64)
    with pytest.raises(AssertionError, match="legitimacy"):
        check_bounds(block._replace(trace=spoilt))
    events = block.events.copy()
    events["parent"][0] = 3
    with pytest.raises(AssertionError):
        check_causes(block._replace(events=events))


# The cache of machine code.


def test_the_cache_folder_follows_every_rule_file(tmp_path):
    """numba watches only the kernel's own file, so the folder's name must watch the others."""
    copy = tmp_path / "sim"
    shutil.copytree(SIM_FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    first = files_hash(copy)
    assert first == files_hash(SIM_FOLDER), "the same files anywhere have the same hash"
    seen = {first}
    for name in ("rules/fire.py", "day/effects/strikes.py", "parameters.yaml", "luck.py"):
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write("\n# edited\n")
        assert files_hash(copy) not in seen, name
        seen.add(files_hash(copy))
    (copy / "rules" / "fire.py").rename(copy / "rules" / "fires.py")
    assert files_hash(copy) not in seen, "a file under another name"


PROBE = """
import sys
{trap}
from sim import luck
from sim.jit import kernel
sys.path.insert(0, {folder!r})
from probe import draw
print(draw(luck.FIRE))
"""
KERNEL = """
from sim import luck
from sim.jit import kernel

@kernel
def draw(key):
    return luck.uniform(key, key, key)
"""
TRAP = "import sim.jit; import numba; numba.config.CACHE_DIR = {folder!r}"


@pytest.mark.parametrize("trapped", [False, True])
def test_an_edited_rule_in_another_file_is_compiled_again(tmp_path, trapped):
    """In a folder that keeps its name the trap catches; as shipped it does not."""
    shutil.copytree(SIM_FOLDER, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "probe.py").write_text(KERNEL, encoding="utf-8")
    trap = TRAP.format(folder=str(tmp_path / "fixed")) if trapped else ""
    code = PROBE.format(trap=trap, folder=str(tmp_path))
    environment = os.environ | {
        "PYTHONPATH": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "FLASHPOINT_CACHE_DIR": str(tmp_path / "cache"),
    }

    def draw():
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
        )
        return float(done.stdout)

    before = draw()
    assert draw() == before
    rule = tmp_path / "sim" / "luck.py"
    rule.write_text(rule.read_text(encoding="utf-8").replace("2.0**-53", "2.0**-54"), "utf-8")
    assert draw() == (before if trapped else before / 2)


def test_the_levers_under_test_are_all_levers():
    """A lever added tomorrow joins these tests by itself; a companion must name a lever."""
    assert {*COMPANIONS, *WHERE, *VARIANTS} <= set(BY_NAME)
    assert all(zero_doses(lever) and active_doses(lever) for lever in LEVERS)


def test_a_level_that_is_no_number_fails_the_run():
    """What a division by 0 in compiled rules gives is said, not averaged; control: a number."""
    engine = Engine(load_scenario("baseline", ["days=20"]), 1)
    block = engine.block(0, 3)
    legs = (Leg(20, back=False, branch=False, kept=True),)
    records = as_records(block.parameters)
    engine.futures(np.arange(3), records, legs)
    records["isis_floor"][1] = np.nan
    with pytest.raises(FloatingPointError, match="no number"):
        engine.futures(np.arange(3), records, legs)
