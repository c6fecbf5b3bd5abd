"""Branches of one past, the observation model, and the simulated likelihood."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from calibration.evidence.known_evidence import load_evidence
from calibration.evidence.library import SHIPPED
from calibration.inference.prior_bank import effective, make_bank
from calibration.inference.prior_space import PriorSpace, prior_space
from calibration.likelihood.log_likelihood import log_likelihood, weights_of
from calibration.likelihood.observation_model import REPORTED, is_reported
from calibration.likelihood.problem import build_problem, replayed
from calibration.likelihood.simulate import Frequencies, SimulationPlan, run_keys
from calibration.likelihood.targets import (
    ABSENT,
    ATTACK_IN,
    COUNT,
    DELAY,
    FATAL_WAIT,
    FREE_COUNT,
    RATIO,
    ROOM,
    TENTHS,
    TOP_SIZE,
    WOUNDED,
    observation,
)
from experiments import load_scenario
from sim import luck
from sim.actions import Action
from sim.ensemble import Engine, Leg
from sim.parameters import PARAMETERS, as_records, sample_parameters

NAMES = ("fire_base", "fatal_chance", "reply_hazard")
RUNS, SEED = 40, 7
SPACE = PriorSpace({name: PARAMETERS[name].prior for name in NAMES}, (), {})
NUMBERS = np.arange(RUNS)
ALIKE = np.tile(NUMBERS, (2, 1))
"""Run numbers of two samples that share their luck."""


@pytest.fixture(scope="module")
def problem():
    return build_problem(load_evidence())


@pytest.fixture(scope="module")
def simulator(problem):
    return problem.simulator(NAMES, RUNS, SEED)


@pytest.fixture(scope="module")
def candidates():
    return SPACE.values(np.array([[-0.8, 1.3, 0.0], [0.8, -0.5, 0.5]]))


def separate(problem, until, days, values):
    """The runs of one branch as runs of their own: history up to a date, then free."""
    scenario = replayed(replace(problem.scenario, days=days), load_evidence(), until)
    engine = Engine(scenario, SEED)
    by_hand = dict(zip(NAMES, map(float, values), strict=True))
    table = sample_parameters("default", scenario.hypotheses, by_hand, SEED, np.arange(RUNS))
    legs = (Leg(days, back=False, branch=False, kept=True),)
    return engine.futures(np.arange(RUNS), as_records(table), legs, events=True)


def word_of(k):
    """Luck of the report of the k-th event of a branch."""
    return (REPORTED + (k + 1) * luck.GOLDEN) & luck.MASK


def chance(row):
    """Chance that an event is reported one by one, in plain words."""
    if row["action"] in (Action.HARASS, Action.BARRAGE):
        return observation("reported_fatal") if row["us_killed"] + row["partner_killed"] else 0.0
    sanctions = row["action"] == Action.SANCTION
    return observation("reported_sanctions" if sanctions else "reported_act")


def size(kind, row):
    """Category of a size."""
    if kind == WOUNDED:
        return 1 + min(int(row["wounded"]), TOP_SIZE)
    field = {Action.REPRISAL: "fighters_killed", Action.SIEGE: "iraqi_killed"}
    killed = row[field.get(row["action"], "us_killed")]
    attack = row["action"] in (Action.HARASS, Action.BARRAGE)
    return 1 + min(int(killed + (row["partner_killed"] if attack else 0)), TOP_SIZE)


def plain_category(target, since, rows, key):
    """The observation model once more, in plain words."""
    kind, actions, found = target.look.kind, target.look.actions, 0
    for k, row in enumerate(rows):
        day = int(row["day"]) - since
        attack = row["action"] in (Action.HARASS, Action.BARRAGE)
        inside = target.look.window[0] <= day <= target.look.window[1]
        if row["forced"] or day > target.look.days:
            continue
        if kind in (ATTACK_IN, FREE_COUNT):
            found += bool(attack and inside)
            continue
        meant = (actions >> int(row["action"])) & 1 or (kind == FATAL_WAIT and attack)
        if not meant or luck.uniform(key, luck.GOLDEN, word_of(k)) >= chance(row):
            continue
        if kind == ABSENT:
            return 1
        if kind == FATAL_WAIT:
            return day if attack else ROOM - 1
        return day if kind == DELAY else size(kind, row)
    return min(found, 1) if kind == ATTACK_IN else found


def test_a_branch_is_the_run_that_leaves_history_on_that_day(problem, simulator, candidates):
    """Branches share one replayed past to save time; they must be the very runs that a scenario
    with `history: {until: ...}` gives, event for event, or the fit judges another model."""
    found = simulator.categories(candidates, ALIKE)
    keys = run_keys(SEED, NUMBERS)
    for k, target in enumerate(problem.targets.used):
        look = target.look
        if look.kind in (COUNT, RATIO) or look.branch == 0:
            continue
        until = problem.scenario.start + dt.timedelta(days=look.branch - 1)
        block = separate(problem, until, look.branch + look.days, candidates[1])
        at = 0
        for r, n in enumerate(block.event_counts):
            rows = block.events[at : at + n]
            at += n
            free = rows[rows["day"] >= look.branch]
            key = int(keys[r])
            assert plain_category(target, look.branch - 1, free, key) == found[1, r, k], target.id


def test_the_branch_from_the_first_morning_is_the_free_run(problem, simulator, candidates):
    """The first is judged on runs that no history touches."""
    found = simulator.categories(candidates, ALIKE)
    keys = run_keys(SEED, NUMBERS)
    k = next(
        i
        for i, t in enumerate(problem.targets.used)
        if t.id == "northern_base_rockets_20191227.wait"
    )
    target = problem.targets.used[k]
    scenario = replace(problem.scenario, days=target.look.days)
    by_hand = dict(zip(NAMES, map(float, candidates[0]), strict=True))
    free = replace(scenario, parameter_values=by_hand, parameter_source="default")
    block = Engine(free, SEED).block(0, RUNS, events=True)
    ends = np.cumsum(block.event_counts)
    for r in range(RUNS):
        rows = block.events[ends[r] - block.event_counts[r] : ends[r]]
        assert plain_category(target, -1, rows, int(keys[r])) == found[0, r, k]


def test_the_total_counts_the_attacks_of_the_replayed_winter(problem, simulator, candidates):
    """Coded attacks and undated harmless ones, from the first day of the window to its last."""
    k = next(i for i, t in enumerate(problem.targets.used) if t.id == "rocket_attacks_total")
    block = separate(problem, dt.date(2020, 3, 18), 145, candidates[0])
    found = simulator.categories(candidates, ALIKE)[0]
    assert found[:, k].tolist() == block.tallies["attacks"].tolist()
    assert (block.tallies["attacks"] >= 4).all()


def test_the_ratio_compares_attacks_a_day_after_and_before(problem, simulator, candidates):
    """Counted by hand in the replayed winter, in tenths."""
    k, target = next((i, t) for i, t in enumerate(problem.targets.used) if t.look.kind == RATIO)
    (first, last), middle = target.look.window, target.look.middle
    block = separate(problem, dt.date(2020, 3, 18), 145, candidates[0])
    found, at = simulator.categories(candidates, ALIKE)[0, :, k], 0
    for r, n in enumerate(block.event_counts):
        rows = block.events[at : at + n]
        at += n
        days = rows["day"][np.isin(rows["action"], (Action.HARASS, Action.BARRAGE))]
        before = max(0.5, ((days >= first) & (days < middle)).sum()) / (middle - first)
        after = ((days >= middle) & (days <= last)).sum() / (last + 1 - middle)
        assert found[r] == min(ROOM - 1, int(TENTHS * after / before))
    assert len(set(found)) > 3


def test_samples_do_not_touch_each_other(simulator, candidates):
    """Same answer alone and in company, for the same run numbers."""
    both = simulator.frequencies(candidates)
    one, two = simulator.frequencies(candidates[:1]), simulator.frequencies(candidates[1:], RUNS)
    for together, first, second in zip(both, one, two, strict=True):
        assert (together[0] == first[0]).all()
        assert (together[1] == second[0]).all()


def test_threads_and_chunks_change_nothing(problem, candidates):
    """The frequencies must be a function of samples and run numbers alone."""
    one = problem.simulator(NAMES, 130, SEED, workers=1).frequencies(candidates)
    two = problem.simulator(NAMES, 130, SEED, workers=2).frequencies(candidates)
    for some, others in zip(one, two, strict=True):
        assert (some == others).all()
    assert (one.histograms.sum(axis=2) == 130).all()


def test_every_sample_has_luck_of_its_own(simulator, candidates):
    """The same sample twice gives other runs; with run numbers shared, the same ones."""
    twice = np.repeat(candidates[:1], 2, axis=0)
    found = simulator.frequencies(twice).histograms
    assert (found[0] != found[1]).any()
    alike = simulator.categories(twice, ALIKE)
    assert (alike[0] == alike[1]).all()
    both = simulator.categories(candidates, ALIKE)
    assert (both[0] != both[1]).any()


def test_keys_of_runs_are_those_of_the_engine():
    """Reports go by the luck of the run."""
    numbers = np.array([0, 1, 77, 10**9, 10**11 + 3])
    plain = [luck.run_key(luck.mix(SEED), (int(r) * luck.GOLDEN) & luck.MASK) for r in numbers]
    assert run_keys(SEED, numbers).tolist() == plain


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


def test_the_likelihood_is_the_share_of_fitting_runs(problem):
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
    seen = Frequencies(histograms, np.zeros((1, 100, len(problem.targets.past)), np.uint8))
    found = np.exp(log_likelihood(seen, problem.targets, weights_of(problem.targets))[0])
    assert found[delay] == pytest.approx(50.02 / 100.04)
    assert found[size] == pytest.approx(20.02 / 40.04)


def test_rows_about_one_past_are_met_together(problem, simulator, candidates):
    """Two things told of one winter have the chance that one run fits both, not the product of the
    chances: each row counts among the runs that meet those before it, and one left out for nothing.
    Control: over these runs the product is another number."""
    targets, weights = problem.targets, weights_of(problem.targets)
    seen, about = simulator.frequencies(candidates), problem.targets.past
    found = log_likelihood(seen, targets, weights)
    fits = np.stack([weights[k][seen.past[:, :, c]] for c, k in enumerate(about)], axis=2)
    share = (fits.prod(axis=2).sum(axis=1) + 0.02) / (RUNS + 0.04)
    np.testing.assert_allclose(np.exp(found[:, about].sum(axis=1)), share)
    assert (abs(share - fits.mean(axis=1).prod(axis=1)) > 1e-3).any()
    keep = np.ones(len(targets.used), bool)
    keep[about[1]] = False
    fewer = log_likelihood(seen, targets, weights, keep)
    assert (fewer[:, about[1]] == 0).all()
    share = (fits[:, :, [0, 2]].prod(axis=2).sum(axis=1) + 0.02) / (RUNS + 0.04)
    np.testing.assert_allclose(np.exp(fewer[:, about].sum(axis=1)), share)
    others = [k for k in range(len(targets.used)) if k not in about]
    assert (fewer[:, others] == found[:, others]).all()


def test_more_deadly_rockets_bring_the_first_death_sooner(problem):
    """The likelihood must see what a parameter does, or nothing could be learned of it."""
    simulator = problem.simulator(("fatal_chance",), 200, SEED)
    k = next(
        i
        for i, t in enumerate(problem.targets.used)
        if t.id == "northern_base_rockets_20191227.wait"
    )
    alike = np.tile(np.arange(200), (2, 1))
    rare, often = simulator.categories(np.array([[0.01], [0.3]]), alike)[:, :, k]
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
        simulator.categories(np.array([[2.0], [30.0]]), np.tile(np.arange(8), (2, 1)))
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
    counted = (COUNT, RATIO)
    branches = {t.look.branch for t in problem.targets.used if t.look.kind not in counted}
    assert sum(leg.branch for leg in plan.legs) == len(branches)
    assert plan.days == sum(leg.days for leg in plan.legs)


def test_a_bank_gives_the_priors_back_when_nothing_is_coded(problem):
    """Weights come from the rows alone; with every row masked all draws weigh the same."""
    bank = make_bank(problem, prior_space(problem.scenario), 64, 20, SEED)
    nothing = np.zeros(len(problem.targets.used), bool)
    assert np.ptp(bank.weights(keep=nothing)) == 0
    assert effective(bank.weights(keep=nothing)) == pytest.approx(64)
    assert effective(bank.weights()) < effective(bank.weights(power=0.25)) < 60
    assert bank.weights().sum() == pytest.approx(1)
    assert np.isfinite(bank.log_evidence())


def test_the_fit_does_not_read_the_posterior(problem):
    """A fit that drew from an earlier posterior would count its evidence twice."""
    assert problem.scenario.parameter_source == "prior"
    assert problem.scenario.posterior_path is None
    assert load_scenario(problem.scenario.path).posterior_path in (SHIPPED, None)
