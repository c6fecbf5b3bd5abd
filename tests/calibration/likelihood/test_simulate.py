"""Branches of one past, the observation model, and the simulated likelihood."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from calibration.evidence.known_evidence import load_evidence
from calibration.evidence.library import SHIPPED
from calibration.inference.prior_bank import effective, from_prior, make_bank
from calibration.likelihood.log_likelihood import log_likelihood, weights_of
from calibration.likelihood.observation_model import REPORTED, is_reported
from calibration.likelihood.problem import build_problem, replayed
from calibration.likelihood.simulate import SimulationPlan
from calibration.likelihood.targets import (
    ATTACK_DEATHS,
    ATTACK_IN,
    COUNT,
    DELAY,
    FATAL_WAIT,
    ROOM,
    TOP_SIZE,
    observation,
)
from experiments import load_scenario
from sim import luck
from sim.actions import Action
from sim.ensemble import Engine
from sim.parameters import as_records, sample_parameters

NAMES = ("fire_base", "fatal_chance", "reply_hazard")
RUNS, SEED = 40, 7
HIGHER = range(Action.SIEGE, Action.OPEN_WAR + 1)


@pytest.fixture(scope="module")
def problem():
    return build_problem(load_evidence())


@pytest.fixture(scope="module")
def simulator(problem):
    return problem.simulator(NAMES, RUNS, SEED)


@pytest.fixture(scope="module")
def candidates():
    return from_prior(NAMES, np.array([[0.2, 0.9, 0.5], [0.8, 0.3, 0.7]]))


def separate(problem, until, days, values):
    """The runs of one branch as runs of their own: history up to a date, then free."""
    scenario = replayed(replace(problem.scenario, days=days), load_evidence(), until)
    engine = Engine(scenario, SEED)
    by_hand = dict(zip(NAMES, map(float, values), strict=True))
    table = sample_parameters("prior", scenario.hypotheses, by_hand, SEED, np.arange(RUNS))
    whole = Engine(scenario, SEED)._parameters(0, RUNS)
    assert set(whole) == set(table)
    from sim.ensemble import Leg

    legs = (Leg(days, back=False, branch=False, kept=True),)
    return engine.futures(np.arange(RUNS), as_records(table), legs, events=True)


def word_of(k):
    """Luck of the report of the k-th event of a branch."""
    return (REPORTED + (k + 1) * luck.GOLDEN) & luck.MASK


def plain_category(target, since, rows, key):
    """The observation model once more, in plain words."""
    shares = {True: observation("reported_fatal"), False: observation("reported_act")}
    for k, row in enumerate(rows):
        if row["forced"]:
            continue
        day = int(row["day"]) - since
        attack = row["action"] in (Action.HARASS, Action.BARRAGE)
        dead = int(row["us_killed"] + row["partner_killed"])
        is_told = luck.uniform(key, luck.GOLDEN, word_of(k))
        kind = target.look.kind
        if kind == ATTACK_IN:
            if attack and target.look.window[0] <= day <= target.look.window[1]:
                return 1
        elif kind in (FATAL_WAIT, ATTACK_DEATHS):
            if attack and dead and is_told < shares[True]:
                return day if kind == FATAL_WAIT else 1 + dead
            if kind == FATAL_WAIT and row["action"] in HIGHER and is_told < shares[False]:
                return ROOM - 1
        elif (target.look.actions >> int(row["action"])) & 1 and is_told < shares[False]:
            sizes = {DELAY: day}
            killed = (
                row["fighters_killed"] if row["action"] == Action.REPRISAL else row["us_killed"]
            )
            return sizes.get(kind, 1 + min(int(killed), TOP_SIZE))
    return 0


def test_a_branch_is_the_run_that_leaves_history_on_that_day(problem, simulator, candidates):
    """Branches share one replayed past to save time; they must be the very runs that a scenario
    with `history: {until: ...}` gives, event for event, or the fit judges another model."""
    found = simulator.categories(candidates)
    for k, target in enumerate(problem.targets.used):
        look = target.look
        if look.kind == COUNT or look.branch == 0:
            continue
        until = problem.scenario.start + dt.timedelta(days=look.branch - 1)
        block = separate(problem, until, look.branch + look.days, candidates[1])
        at = 0
        for r, n in enumerate(block.event_counts):
            rows = block.events[at : at + n]
            at += n
            free = rows[rows["day"] >= look.branch]
            key = int(simulator._keys[r])
            assert plain_category(target, look.branch - 1, free, key) == found[1, r, k], target.id


def test_the_branch_from_the_first_morning_is_the_free_run(problem, simulator, candidates):
    """The first is judged on runs that no history touches."""
    found = simulator.categories(candidates)
    k = next(
        i
        for i, t in enumerate(problem.targets.used)
        if t.id == "northern_base_rockets_20191227.wait"
    )
    target = problem.targets.used[k]
    scenario = replace(problem.scenario, days=target.look.days)
    by_hand = dict(zip(NAMES, map(float, candidates[0]), strict=True))
    block = Engine(replace(scenario, parameter_values=by_hand), SEED).block(0, RUNS, events=True)
    ends = np.cumsum(block.event_counts)
    for r in range(RUNS):
        rows = block.events[ends[r] - block.event_counts[r] : ends[r]]
        assert plain_category(target, -1, rows, int(simulator._keys[r])) == found[0, r, k]


def test_the_total_counts_the_attacks_of_the_replayed_winter(problem, simulator, candidates):
    """Coded attacks and undated harmless ones, from the first day of the window to its last."""
    k = next(i for i, t in enumerate(problem.targets.used) if t.look.kind == COUNT)
    block = separate(problem, dt.date(2020, 3, 18), 145, candidates[0])
    assert simulator.categories(candidates)[0, :, k].tolist() == block.tallies["attacks"].tolist()
    assert (block.tallies["attacks"] >= 4).all()


def test_candidates_do_not_touch_each_other(simulator, candidates):
    """Same answer alone, in company, in another order, over threads."""
    both = simulator.histograms(candidates)
    assert (both[::-1] == simulator.histograms(candidates[::-1])).all()
    assert (both[1] == simulator.histograms(candidates[1:])[0]).all()


def test_threads_and_chunks_change_nothing(problem, candidates):
    """The likelihood must be a function of the candidate alone."""
    one = problem.simulator(NAMES, 130, SEED, workers=1).histograms(candidates)
    two = problem.simulator(NAMES, 130, SEED, workers=2).histograms(candidates)
    assert (one == two).all()
    assert (one.sum(axis=2) == 130).all()


def test_candidates_share_their_luck(simulator, candidates):
    """The same candidate twice gives the same runs: the surface has no noise of its own."""
    twice = simulator.categories(np.repeat(candidates[:1], 2, axis=0))
    assert (twice[0] == twice[1]).all()
    assert (simulator.categories(candidates)[0] != simulator.categories(candidates)[1]).any()


def test_other_runs_are_another_block_of_luck(problem, simulator, candidates):
    """Else evidence could not be repeated."""
    other = problem.simulator(NAMES, RUNS, SEED, first=RUNS)
    assert (other.categories(candidates) != simulator.categories(candidates)).any()


def test_an_event_is_told_as_often_as_the_observation_model_says():
    """And always alike, however often one asks."""
    keys = [luck.run_key(luck.mix(SEED), (r * luck.GOLDEN) & luck.MASK) for r in range(20_000)]
    first = [is_reported(key, word_of(3), 0.95) for key in keys]
    assert first == [is_reported(key, word_of(3), 0.95) for key in keys]
    assert np.mean(first) == pytest.approx(0.95, abs=4 * np.sqrt(0.95 * 0.05 / 20_000))
    other = [
        is_reported(key, word_of(4), 0.95) for key in keys if not is_reported(key, word_of(3), 0.95)
    ]
    assert np.mean(other) > 0.9


def test_the_likelihood_is_the_smoothed_share_of_fitting_runs(problem):
    """Checked by hand on two targets: a delay over all runs, a size over those in which it came."""
    used = problem.targets.used
    ids = [t.id for t in used]
    delay, size = (
        ids.index("airstrike_militia_201912"),
        ids.index("airstrike_militia_201912.deaths"),
    )
    histograms = np.zeros((1, len(used), ROOM), np.uint16)
    histograms[0, delay, [0, 1, 2, 5]] = [10, 20, 30, 40]
    histograms[0, size, [0, 13, 26, 40]] = [60, 20, 10, 10]
    found = np.exp(log_likelihood(histograms, problem.targets, weights_of(problem.targets))[0])
    assert found[delay] == pytest.approx(50.5 / 101)
    assert found[size] == pytest.approx(20.5 / 41)


def test_more_deadly_rockets_bring_the_first_death_sooner(problem):
    """The likelihood must see what a parameter does, or nothing could be learned of it."""
    simulator = problem.simulator(("fatal_chance",), 200, SEED)
    k = next(
        i
        for i, t in enumerate(problem.targets.used)
        if t.id == "northern_base_rockets_20191227.wait"
    )
    rare, often = simulator.categories(np.array([[0.01], [0.3]]))[:, :, k]
    assert (rare == 0).mean() > (often == 0).mean() + 0.2


def test_a_candidate_half_life_keeps_the_attacks_that_a_strike_brings_on(problem, monkeypatch):
    """The coefficient follows the candidate's half-life, or a fit would move two things at once."""
    simulator = problem.simulator(("grievance_halflife",), 8, SEED)
    seen = {}

    def keep(_, records, *__, **___):
        seen["records"] = records
        raise InterruptedError

    monkeypatch.setattr(simulator.engine, "futures", keep)
    with pytest.raises(InterruptedError):
        simulator.categories(np.array([[2.0], [30.0]]))
    p = seen["records"]
    brought = p["fire_per_grievance"] / (1.0 - p["grievance_keep"])
    assert brought == pytest.approx(p["attacks_per_strike"])
    assert p["grievance_keep"][0] < p["grievance_keep"][-1]
    assert np.array_equal(p["attacks_per_strike"][:8], p["attacks_per_strike"][8:])


def test_the_plan_covers_every_target_once(problem):
    """Legs of history add up to the last morning needed; each branch is as long as its longest
    look."""
    plan = SimulationPlan(problem.targets)
    history = sum(leg.days for leg in plan.legs if not leg.branch)
    assert history == 145
    branches = {t.look.branch for t in problem.targets.used if t.look.kind != COUNT}
    assert sum(leg.branch for leg in plan.legs) == len(branches)
    assert plan.days == sum(leg.days for leg in plan.legs)


def test_a_bank_gives_the_priors_back_when_nothing_is_coded(problem):
    """Weights come from the rows alone; with every row masked all draws weigh the same."""
    bank = make_bank(problem, NAMES, 64, 20, SEED)
    nothing = np.zeros(len(problem.targets.used), bool)
    assert np.ptp(bank.weights(keep=nothing)) == 0
    assert effective(bank.weights(keep=nothing)) == pytest.approx(64)
    assert effective(bank.weights()) < 60
    assert bank.weights().sum() == pytest.approx(1)
    assert np.isfinite(bank.log_evidence())


def test_the_fit_does_not_read_the_posterior(problem):
    """A fit that drew from an earlier posterior would count its evidence twice."""
    assert problem.scenario.parameter_source == "prior"
    assert problem.scenario.posterior_path is None
    assert load_scenario(problem.scenario.path).posterior_path in (SHIPPED, None)
