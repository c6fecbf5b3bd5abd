"""Coded rows against runs on the posterior: fitted rows, rows that were not, and the world."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.checks.burstiness import rhythm
from calibration.checks.free_runs import Future, Log, futures
from calibration.checks.holdout_checks import (
    FREE,
    STATISTICS,
    Context,
    account,
    bounds,
    branches,
    check_unfitted,
    check_world,
)
from calibration.checks.posterior_predictive import (
    APART,
    check_targets,
    judge,
    outcomes_of,
    thinned,
    window_of,
)
from calibration.evidence.known_evidence import load_evidence
from calibration.evidence.library import SHIPPED as DRAWS
from calibration.inference.posterior import load
from calibration.likelihood.observation_model import ATTACK_BITS
from calibration.likelihood.problem import build_problem
from calibration.likelihood.targets import ROOM, treatment
from sim.actions import Action
from sim.ensemble import Engine
from sim.inputs.posterior import PosteriorSamples

SEED, RUNS = 11, 300
PROBLEM = build_problem(load_evidence())


@pytest.fixture(scope="module")
def shipped():
    found = load()
    assert found is not None
    return found.samples


@pytest.fixture(scope="module")
def ahead(shipped):
    days = tuple(branches(PROBLEM).values())
    return futures(PROBLEM, shipped, days, RUNS, SEED, workers=2)


@pytest.fixture(scope="module")
def unfitted(ahead):
    return {c.id: c for c in check_unfitted(PROBLEM, ahead, SEED)}


def target(name):
    return next(t for t in PROBLEM.targets.used if t.id == name)


def by_name(checks):
    return {c.id: c for c in checks}


def log(*rows):
    """A log of rows (day, action, munitions, Americans killed, told)."""
    day, action, munitions, killed, reported = (
        np.array(column) for column in zip(*rows, strict=True)
    )
    nobody = np.zeros(len(day), np.int64)
    none = np.zeros(len(day))
    return Log(day, action, munitions, none, killed, nobody, nobody, reported.astype(bool))


def test_the_fit_gives_its_own_rows_back(shipped):
    """Every fitted row lies in the 5-95 % band: else rules or priors cannot do what happened."""
    found, meets = check_targets(PROBLEM, shipped, 40, 60, SEED, workers=2)
    assert 0 < meets < 1
    assert [c.id for c in found] == [t.id for t in PROBLEM.targets.used]
    assert [c.id for c in found if not c.judged.inside] == []
    assert all(0 <= c.judged.tail <= 1 and 0 < c.share <= 1 for c in found)


def test_a_wrong_posterior_is_noticed(shipped):
    """Negative control: rockets that nearly never kill and are nearly never fired leave both waits
    and the total outside."""
    low = dict(shipped.values)
    low["fire_base"] = np.full(len(shipped.weight), 0.001)
    low["attacks_per_strike"] = np.full(len(shipped.weight), 0.001)
    wrong = PosteriorSamples(DRAWS, low, shipped.weight, {})
    found = by_name(check_targets(PROBLEM, wrong, 40, 60, SEED, workers=2)[0])
    assert not found["rocket_attacks_total"].judged.inside
    assert found["rocket_attacks_total"].judged.tail < 0.1


def test_what_never_came_is_later_than_the_last_day():
    """Left out, late effects would look as if they could not be; and a size needs its event."""
    strike = target("airstrike_militia_201912")
    counts = np.zeros(ROOM)
    counts[[0, 2]] = 70, 30
    values, chance = outcomes_of(strike, counts)
    found = judge(values, chance, *window_of(strike))
    assert (found.q05, found.q50) == (2, np.inf)
    assert found.tail == pytest.approx(2 * 0.15)
    values, chance = outcomes_of(target("airstrike_militia_201912.deaths"), counts)
    assert values[chance > 0].tolist() == [1]
    values, chance = outcomes_of(target("vote_to_withdrawal"), counts)
    assert judge(values, chance, *window_of(target("vote_to_withdrawal"))).tail == pytest.approx(
        0.7
    )


def test_a_wait_cut_short_by_something_higher_is_left_out():
    """It is neither early nor late."""
    counts = np.zeros(ROOM)
    counts[[0, 50, ROOM - 1]] = 1, 2, 3
    assert outcomes_of(target("northern_base_rockets_20191227.wait"), counts)[1].sum() == 3


def test_a_total_is_compared_as_somebody_would_have_counted_it():
    """The error of counting widens the distribution and moves nothing."""
    counts = np.zeros(ROOM)
    counts[24] = 1
    values, chance = outcomes_of(target("rocket_attacks_total"), counts)
    assert chance.sum() == pytest.approx(1)
    assert values @ chance == pytest.approx(24)
    assert 2 < np.sqrt((values - 24) ** 2 @ chance) < 2.2


@given(st.lists(st.integers(0, 20), min_size=1, max_size=30), st.integers(0, 20), st.integers(0, 5))
def test_a_tail_is_a_probability_and_takes_no_side(drawn, low, width):
    """Mirrored values and window give the mirrored band and the same tail."""
    values, chance = np.array(drawn, float), np.ones(len(drawn))
    found = judge(values, chance, low, low + width)
    mirrored = judge(-values, chance, -low - width, -low)
    assert 0 <= found.tail <= 1
    assert found.tail == pytest.approx(mirrored.tail)
    assert found.q05 <= found.q50 <= found.q95
    if found.tail > 0.2:
        assert found.inside


def test_nothing_to_compare_is_neither_inside_nor_a_crash():
    """Runs may all miss a condition."""
    found = judge(np.zeros(0), np.zeros(0), 0, 1)
    assert not found.inside
    assert np.isnan(found.tail)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20).filter(any), st.integers(1, 200))
def test_thinning_keeps_weights(raw, n):
    """Every draw comes as often as its weight asks, rounded up or down."""
    weight = np.array(raw) / np.sum(raw)
    often = np.bincount(thinned(weight, n), minlength=len(weight))
    assert often.sum() == n
    assert (np.abs(often - n * weight) <= 1 + 1e-9).all()


def test_every_aggregate_has_one_fate(unfitted):
    """Fitted, checked, set in the world or outside: nothing is left out silently."""
    fates = account(PROBLEM)
    assert set(fates) == {a.id for a in PROBLEM.evidence.aggregates}
    assert {n for n, fate in fates.items() if fate == "checked"} == set(unfitted)
    assert {n for n, fate in fates.items() if fate == "world"} == {
        f.id for f in check_world(PROBLEM)
    }
    fitted = {n for n, fate in fates.items() if fate == "fitted"}
    skipped = dict(PROBLEM.targets.skipped)
    used = {t.id for t in PROBLEM.targets.used}
    assert fitted == {n for n in fates if n in used or skipped[n].startswith("event: ")}
    assert {n for n, fate in fates.items() if fate == "outside"} == {
        n for n in fates if n in skipped and skipped[n].startswith("outside: ")
    }


def test_table_and_statistics_name_each_other():
    """A statistic that no row asks for is dead; one that is missing would drop its row."""
    asked = {use["statistic"] for use in treatment().values() if use["as"] == "check"}
    assert asked == set(STATISTICS)


def test_rows_that_were_not_fitted_are_met_too(unfitted):
    """A stronger test than that of the fitted rows: nothing has pulled the runs towards them."""
    assert [name for name, c in unfitted.items() if not c.judged.inside] == []
    assert unfitted["delay_missiles_to_standdown"].runs < RUNS
    assert unfitted["coalition_deaths_rockets"].runs == RUNS
    assert unfitted["salvo_missiles"].high == np.inf


def test_world_troops_lie_between_the_articles():
    """C17, C18: two figures for Iraq that differ by 200, and bounds for Syria."""
    facts = by_name(check_world(PROBLEM))
    assert facts["us_troops_iraq_globe"].off < 0.05
    assert facts["us_troops_iraq_forum"].off < 0.05
    assert facts["us_troops_syria_globe"].off == 0
    assert facts["us_troops_syria_forum"].off == 0
    assert np.isnan(facts["leadership_strike_deaths"].world)


def test_bounds_say_what_a_row_says():
    """Exactly, at least, at most, from to; a told number is exact where its text bounds it."""
    row = next(a for a in PROBLEM.evidence.aggregates if a.id == "salvo_missiles")
    assert bounds(row) == (12, np.inf)
    assert bounds(row, exact=True) == (12, 12)
    assert bounds(replace(row, low=None, high=None)) == (12, 12)
    assert bounds(replace(row, low=None, high=13.0)) == (-np.inf, 13)
    assert bounds(replace(row, low=10.0, high=13.0)) == (10, 13)
    assert bounds(replace(row, value=None, low=None, high=9.0)) == (-np.inf, 9)


def test_a_branch_is_the_run_that_leaves_history_there(ahead):
    """The free branch is the scenario's own run; a branch after a coded act starts a day later."""
    drawn = replace(PROBLEM.scenario, parameter_source="posterior", posterior_path=DRAWS)
    block = Engine(drawn, SEED).block(APART, APART + 20)
    assert [f.attacks for f in ahead[0][:20]] == block.tallies["attacks"].tolist()
    for day, runs in ahead.items():
        assert len(runs) == RUNS
        for future in runs:
            assert ((future.log.day >= 1) & (future.log.day <= PROBLEM.scenario.days - day)).all()
    dates = {
        name: PROBLEM.evidence.event(name).date_used for name in ("northern_base_rockets_20191227",)
    }
    first = (dates["northern_base_rockets_20191227"] - PROBLEM.scenario.start).days + 1
    assert branches(PROBLEM)["fatal"] == first


def test_runs_do_not_depend_on_threads_or_company(shipped, ahead):
    """The same numbers alone give the same events."""
    alone = futures(PROBLEM, shipped, (0,), 40, SEED)[0]
    for one, other in zip(alone, ahead[0][:40], strict=True):
        assert all((a == b).all() for a, b in zip(one.log, other.log, strict=True))


def test_statistics_read_the_log_as_they_say():
    """By hand: a killing attack told, one not told, a salvo, a stand-down, then harassing fire."""
    rows = log(
        (2, Action.HARASS, 3.0, 2, True),
        (3, Action.HARASS, 3.0, 5, False),
        (4, Action.SALVO, 14.0, 0, True),
        (6, Action.STAND_DOWN, 0.0, 0, True),
        (7, Action.HARASS, 2.0, 0, False),
    )
    run = Future(rows, claimed=0, attacks=3)
    context = Context(0, np.random.default_rng(0))
    found = {name: s.compute(run, context) for name, s in STATISTICS.items()}
    assert found["reported_us_deaths"] == found["reported_deaths"] == 2
    assert found["reported_fatal_attacks"] == 1
    assert found["death_to_salvo"] == 4
    assert found["salvo_to_stand_down"] == 2
    assert found["stand_down_to_rockets"] == 1
    assert found["salvo_missiles"] == 14
    assert found["harassing_rockets"] == 2
    assert found["claimed_of_two"] == 0
    assert found["share_laid_on_suspect"] == 1
    assert np.isnan(found["death_to_leadership_strike"])
    assert np.isnan(found["reinforcements"])


def test_an_attack_is_told_as_the_observation_model_says(ahead):
    """Fatal ones nearly always, harmless ones seldom, in free runs too."""
    attacks = [f.log.only(ATTACK_BITS) for f in ahead[0]]
    fatal = np.concatenate([a.us_killed + a.partner_killed > 0 for a in attacks])
    reported = np.concatenate([a.reported for a in attacks])
    assert reported[fatal].mean() > 0.9
    assert reported[~fatal].mean() < 0.15


def test_rhythm_tells_bursts_from_the_clock():
    """One attack a week has no variance; all in one week has most, and empties the others."""
    clock = Future(log(*[(7 * k + 3, Action.HARASS, 1.0, 0, True) for k in range(8)]), 0, 8)
    burst = Future(log(*[(10, Action.HARASS, 1.0, 0, True) for k in range(8)]), 0, 8)
    even, odd = (rhythm("", [future], 56) for future in (clock, burst))
    assert even.weekly.mean == odd.weekly.mean == 1
    assert (even.dispersion.mean, even.empty_weeks.mean) == (0, 0)
    assert (odd.dispersion.mean, odd.empty_weeks.mean) == (8, 7 / 8)


def test_posterior_draws_bring_more_doubt_than_defaults(ahead):
    """Hand-set values hide how little is known of the rate of fire."""
    plain = futures(PROBLEM, None, (0,), RUNS, SEED)[0]
    days = PROBLEM.scenario.days
    fitted, default = rhythm("", ahead[0], days).weekly, rhythm("", plain, days).weekly
    assert fitted.q95 - fitted.q05 > default.q95 - default.q05


def test_words_are_those_that_people_use(shipped):
    """Days beyond the branch, deaths or more, yes and no."""
    found = by_name(check_targets(PROBLEM, shipped, 5, 40, SEED)[0])
    assert found["vote_to_withdrawal"].coded == "over 73"
    assert found["airstrike_militia_201912.deaths"].coded == "25 or more"
    assert found["two_rockets_20200108"].coded == "yes"
    assert found["airstrike_militia_201912"].coded == "1 to 4"
    assert "(" in found["rocket_attacks_total"].band


def test_conditions_without_history_are_left_out(ahead):
    """Another table may know no leadership strike; its statistics then have nothing to start at."""
    few = replace(
        PROBLEM.evidence,
        events=tuple(e for e in PROBLEM.evidence.events if e.act != "leadership_strike"),
    )
    other = replace(PROBLEM, evidence=few)
    days = branches(other)
    assert "leadership_strike" not in days
    assert FREE in days
    names = {c.id for c in check_unfitted(other, dict.fromkeys(days.values(), ahead[0]), SEED)}
    assert "salvo_missiles" not in names
    assert "fatal_attacks_named" in names
