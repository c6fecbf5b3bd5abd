"""Robust policies: regret and satisficing in closed form, trade-offs, curves and maps."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from experiments.analysis.payoffs import Payoffs, payoffs
from experiments.analysis.response_curves import curve, heat, interval
from experiments.analysis.robustness import regret_table, regrets, satisficing, trades
from experiments.runs.parameter_uncertainty import uncertainty_part
from sim.errors import InputError

WAR = [[0.1, 0.5, 0.3], [0.2, 0.2, 0.2], [0.4, 0.1, 0.6]]
"""Chances of three policies in three futures."""


def exact(means, outcome="open_war", way=1, runs=4):
    """Payoffs without luck."""
    values = np.repeat(np.array(means, float)[:, :, None], runs, axis=2)
    rows, columns = values.shape[:2]
    names = tuple("PQRSTUVW"[:rows])
    return Payoffs(
        outcome,
        way,
        names,
        tuple(f"f{k}" for k in range(columns)),
        values,
        np.zeros(columns, np.int64),
    )


def table(means, runs=50, luck=0.0):
    """A table of runs with these means."""
    rng = np.random.default_rng(1)
    noise = luck * rng.normal(size=runs)
    return pd.DataFrame(
        [
            {"reply": p, "killing": f, "run": r, "us_killed": means[p][f] + noise[r]}
            for p in range(len(means))
            for f in range(len(means[0]))
            for r in range(runs)
        ]
    )


def test_regret_by_hand():
    """Best in the three futures are 0.1, 0.1 and 0.2, so regrets are sums anyone can check."""
    rows = {r.policy: r for r in regrets(exact(WAR))}
    assert rows["P"].mean == pytest.approx((0 + 0.4 + 0.1) / 3)
    assert rows["Q"].mean == pytest.approx((0.1 + 0.1 + 0) / 3)
    assert rows["R"].mean == pytest.approx((0.3 + 0 + 0.4) / 3)
    assert rows["P"].largest == pytest.approx(0.4)
    assert rows["P"].worst == "f1"
    assert [rows[p].good for p in "PQR"] == pytest.approx([1 / 3] * 3)
    assert regrets(exact(WAR))[0].policy == "Q"
    assert rows["P"].half_width == pytest.approx(0, abs=1e-12)


def test_regret_turns_with_the_bad_way():
    """Where less is worse, the best is the highest."""
    assert regret_table(np.array([[3.0], [5.0]]), -1).tolist() == [[2.0], [0.0]]


@given(arrays(float, (3, 4), elements=st.floats(-5, 5)), st.floats(-5, 5))
def test_regret_is_never_negative_and_knows_only_differences(means, shift):
    """Some policy has none in every future, and a future that is bad for all blames nobody."""
    found = regret_table(means, 1)
    assert (found >= 0).all()
    assert (found.min(axis=0) == 0).all()
    assert regret_table(means + shift, 1) == pytest.approx(found, abs=1e-9)


def test_luck_shared_by_policies_leaves_regret_alone():
    """The same luck under all policies cancels; negative control: luck of their own does not."""
    shared = payoffs(table(WAR, luck=3.0), ["reply"], ["killing"], "us_killed")
    assert [r.mean for r in regrets(shared)] == pytest.approx(
        [r.mean for r in regrets(exact(WAR))], abs=1e-9
    )
    own = shared._replace(values=shared.values + np.random.default_rng(2).normal(size=(3, 3, 50)))
    assert max(r.half_width for r in regrets(own)) > 0.05
    assert max(r.half_width for r in regrets(shared)) < 1e-9


def test_policies_and_futures_are_told_apart_by_their_columns():
    """Labels name factors and values; runs are matched by number, extra ones left out."""
    frame = table(WAR, runs=5)
    frame = frame[~((frame.reply == 2) & (frame.run == 4))]
    found = payoffs(frame, ["reply"], ["killing"], "us_killed")
    assert found.policies == ("reply 0", "reply 1", "reply 2")
    assert found.futures == ("killing 0", "killing 1", "killing 2")
    assert found.values.shape == (3, 3, 4)
    assert found.means == pytest.approx(np.array(WAR))
    one = frame[frame.killing == 0]
    assert payoffs(one, ["reply"], [], "us_killed").futures == ("all",)
    with pytest.raises(InputError, match="every factor that varies"):
        payoffs(frame, ["reply"], [], "us_killed")
    with pytest.raises(InputError, match="a future in which all policies have run"):
        payoffs(frame.query("reply != 1 or killing != 0"), ["reply"], ["killing"], "us_killed")
    with pytest.raises(InputError, match="no bad way"):
        payoffs(frame.assign(vote=0), ["reply"], ["killing"], "vote")


def test_satisficing_counts_futures_in_which_every_limit_holds():
    """By hand: at 0.25 P keeps one future of three, Q all, R one; troops cut that down."""
    war = exact(WAR, runs=2000)
    troops = exact([[5, 5, 5], [1, 5, 5], [5, 5, 5]], "us_troops_iraq_end", -1)
    one = {r.policy: r for r in satisficing([war], {"open_war": 0.25})}
    assert [one[p].share for p in "PQR"] == pytest.approx([1 / 3, 1, 1 / 3])
    limits = {"open_war": 0.25, "us_troops_iraq_end": 4}
    both = satisficing([war, troops], limits)
    shares = {r.policy: r.share for r in both}
    assert [shares[p] for p in "PQR"] == pytest.approx([1 / 3, 2 / 3, 1 / 3])
    assert both[0].policy == "Q"
    assert both[0].kept == {"open_war": 1, "us_troops_iraq_end": pytest.approx(2 / 3)}
    assert all(r.unsure == 0 for r in both)
    with pytest.raises(InputError, match="no limit"):
        satisficing([war], {})


def test_a_verdict_within_the_error_of_the_runs_is_unsure():
    """Ten runs around the limit decide nothing; far from it they do."""
    noise = np.random.default_rng(3).normal(size=(3, 3, 10))
    near = exact(np.zeros((3, 3)), runs=10)._replace(values=0.1 * noise)
    assert all(r.unsure > 0.5 for r in satisficing([near], {"open_war": 0.01}))
    assert all(r.unsure == 0 for r in satisficing([near], {"open_war": 5.0}))


def test_none_of_twenty_runs_settles_no_small_chance():
    """Nought of twenty may be one in seven of all, so a limit of 5 % is not known to hold."""
    never = exact(np.zeros((2, 3)), runs=20)
    assert all(r.unsure == 1 for r in satisficing([never], {"open_war": 0.05}))
    assert all(r.unsure == 0 for r in satisficing([never], {"open_war": 0.5}))


def sampled(seed, behind=0.0, policies=5, samples=200, runs=20):
    """Policies alike but for the last, which is `behind`; most luck is common to all of them."""
    luck = np.random.default_rng(seed)
    chance = (
        luck.beta(0.5, 4.0, (1, samples, 1))
        + behind * (np.arange(policies) == policies - 1)[:, None, None]
    )
    common, own = luck.random((1, samples, runs)), luck.random((policies, samples, runs))
    u = np.where(luck.random((policies, samples, runs)) < 0.9, common, own)
    names, futures = tuple("PQRSTUVW"[:policies]), tuple(f"sample {k}" for k in range(samples))
    values = (u < chance).astype(float)
    return Payoffs("open_war", 1, names, futures, values, np.arange(samples)), chance


def test_regret_of_policies_that_are_alike_is_known_to_be_noise():
    """Negative control: the plain mean is above nothing, the fair one is not, and none is apart."""
    named = 0
    for seed in range(10):
        rows = regrets(sampled(seed)[0])
        assert rows[0].mean > 0.003
        assert max(row.least for row in rows) < 0.01
        named += sum(row.apart for row in rows)
    assert named <= 6  # of 40: the least of five is picked


def test_true_regret_lies_between_the_two_that_are_given():
    """A policy 10 points behind has a regret of at least that; it is told apart from the best."""
    for seed in range(5):
        found, chance = sampled(seed, behind=0.1)
        last = next(row for row in regrets(found) if row.policy == "T")
        true = float((chance[4] - chance[:4].min(axis=0)).mean())
        assert last.least - last.half_width < true < last.mean + last.half_width
        assert last.least <= last.mean
        assert last.apart


@given(arrays(float, (5, 3), elements=st.integers(0, 4)))
def test_a_policy_is_beaten_exactly_if_another_is_as_good_everywhere_and_better_once(means):
    """Against the definition, policy by policy."""
    found = trades([exact(means[:, [k]], o) for k, o in enumerate(("open_war", "vote", "access"))])
    for k, trade in enumerate(found):
        beaters = [
            "PQRST"[j]
            for j in range(5)
            if (means[j] <= means[k]).all() and (means[j] < means[k]).any()
        ]
        assert trade.beaten_by in beaters if beaters else trade.beaten_by == ""


@pytest.fixture(scope="module")
def answers():
    """Wars that get fewer with the threshold, under two variants; luck shared by all points."""
    u = np.random.default_rng(4).random(800)
    chance = {(t, k): 0.3 - 0.02 * t + 0.1 * (k == "B") for t in (0, 1, 10) for k in "AB"}
    return pd.concat(
        [
            pd.DataFrame(
                {"run": np.arange(800), "reply": t, "killing": k, "open_war": (u < c).astype(int)}
            )
            for (t, k), c in chance.items()
        ]
    )


def test_a_curve_keeps_its_uncertainties_apart(answers):
    """Means make the line; variants are marks, and bands come from the samples."""
    band = uncertainty_part(
        np.random.default_rng(5).random((20, 30)) < np.linspace(0, 1, 20)[:, None], "flag"
    )
    line, other = (answers[answers.killing == k] for k in "AB")
    variants = {t: [(float(m), "B")] for t, m in other.groupby("reply")["open_war"].mean().items()}
    found = curve(line, "reply", "open_war", variants, {1: band})
    assert [a.value for a in found.answers] == [0, 1, 10]
    assert found.answers[0].mean == pytest.approx(0.3, abs=0.05)
    assert found.answers[0].variants == ((variants[0][0][0], "B"),)
    assert found.answers[0].variants[0][0] - found.answers[0].mean == pytest.approx(0.1, abs=0.04)
    assert [a.parameters for a in found.answers] == [None, (band.low, band.high), None]
    assert found.clear


def test_ends_that_differ_by_luck_alone_are_rarely_called_an_answer():
    """Negative control: three values that do the same, each with luck of its own.

    The ends are picked for being far apart, so the level is kept for all pairs together.
    """
    rng, called = np.random.default_rng(6), 0
    flat = pd.DataFrame({"run": np.tile(np.arange(200), 3), "reply": np.repeat([0, 1, 10], 200)})
    for _ in range(60):
        flat["open_war"] = rng.random(600) < 0.2
        called += curve(flat, "reply", "open_war").clear
    assert called <= 8


def test_a_heat_map_holds_the_means_of_its_cells(answers):
    """Rows and columns in order, gaps where nothing was run."""
    some = answers[~((answers.reply == 10) & (answers.killing == "B"))]
    found = heat(some, "reply", "killing", "open_war")
    assert found.columns == (0, 1, 10)
    assert found.rows == ("A", "B")
    cell = some[(some.reply == 1) & (some.killing == "B")]["open_war"]
    assert found.means[1, 1] == cell.mean()
    assert np.isnan(found.means[1, 2])
    low, high = interval("open_war", cell.to_numpy())
    assert found.half_widths[1, 1] == pytest.approx((high - low) / 2)
