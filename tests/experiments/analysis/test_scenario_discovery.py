"""Scenario discovery: a planted box is found and told in words, and noise gives none."""

import math

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.discovery_cases import run_cases, split
from experiments.analysis.scenario_discovery import (
    Limit,
    cart,
    in_words,
    judge,
    limit_words,
    needed,
    prim,
    within,
)
from sim.errors import InputError

N = 3000
FACTORS = ("growth", "scenario", "reply", "killing", "obedience")
METHODS = (prim, cart)


def conditions(seed=1, n=N):
    """Factors of all kinds; one has the name that the workbench drops."""
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "run": np.arange(n),
            "growth": rng.random(n),
            "scenario": rng.random(n),
            "reply": rng.choice([0, 1, 3, 10], n),
            "killing": rng.choice(list("ABC"), n),
            "obedience": rng.random(n),
        }
    )


@pytest.fixture(scope="module")
def planted():
    """Wars in 80 % of a box that holds 7 % of the runs, in 2 % of all others."""
    rng, table = np.random.default_rng(2), conditions()
    box = (table.growth > 0.6) & (table.reply <= 1) & (table.killing == "B")
    table["open_war"] = (rng.random(N) < np.where(box, 0.8, 0.02)).astype(int)
    return table


@pytest.mark.parametrize("method", METHODS)
def test_a_planted_box_is_found_with_its_limits(planted, method):
    """The three limits and no other, near where they were put, with density and coverage."""
    box = method(run_cases(planted, FACTORS, "open_war", "open war"))
    limits = {limit.column: limit for limit in box.limits}
    assert set(limits) == {"growth", "reply", "killing=B"}
    assert limits["growth"].low == pytest.approx(0.6, abs=0.05)
    assert limits["reply"].high == 1
    assert limits["killing=B"].low == 1
    assert box.found
    assert box.density_low < 0.8 < box.density_high
    assert box.coverage == pytest.approx(0.8 * 0.0667 / (0.8 * 0.0667 + 0.02 * 0.933), abs=0.1)
    words = in_words(box)
    assert "where growth at least 0." in words
    assert "reply at most 1 and killing = B" in words


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("share", [0.02, 0.2, 0.6])
def test_noise_has_no_box(method, share):
    """Negative control: wars by lot alone, rare or common, make no box."""
    table = conditions(seed=3)
    table["open_war"] = (np.random.default_rng(4).random(N) < share).astype(int)
    box = method(run_cases(table, FACTORS, "open_war", "open war"))
    assert not box.found
    assert in_words(box).startswith("The search found no box")


def test_a_thing_that_is_common_everywhere_still_has_its_box():
    """Two in three of all, half at one end and five in six at the other, with luck in common.

    Negative control: the same table with the factor shuffled over the runs.
    """
    rng = np.random.default_rng(8)
    u, growth = rng.random(600), np.linspace(0.0, 1.0, 5)
    rows = [(g, r, u[r] < 0.5 + g / 3) for g in growth for r in range(600)]
    table = pd.DataFrame(rows, columns=["growth", "run", "open_war"])
    table["other"] = rng.random(len(table))
    box = prim(run_cases(table, ["growth", "other"], "open_war"))
    assert box.found
    assert [limit.column for limit in box.limits] == ["growth"]
    shuffled = table.assign(growth=rng.permutation(table["growth"]))
    assert not prim(run_cases(shuffled, ["growth", "other"], "open_war")).found


@pytest.mark.parametrize("always", [0, 1])
def test_what_never_or_always_happens_has_no_box(always):
    """Nothing to search for."""
    box = prim(run_cases(conditions().assign(open_war=always), FACTORS, "open_war"))
    assert not box.found
    assert box.base == always


def test_shared_luck_does_not_pass_for_certainty():
    """Ten runs at 300 points are ten pieces of luck, so the interval is as wide as ten allow.

    Negative control: counted as runs of their own the same cases give a narrow one.
    """
    rng = np.random.default_rng(5)
    table = pd.concat([conditions(n=300).assign(run=r, open_war=r % 2) for r in range(10)])
    table["open_war"] ^= (rng.random(len(table)) < 0.05).astype(int)
    shared = run_cases(table, FACTORS, "open_war")
    alone = shared._replace(group=np.arange(len(table)))
    limit = (Limit("growth", 0.5, math.inf),)
    wide, narrow = (judge("", c, limit, ()) for c in (shared, alone))
    assert wide.density_high - wide.density_low > 4 * (narrow.density_high - narrow.density_low)


def test_the_halves_share_no_group(planted):
    """A run at many points lies on one side, or the judge would know the search's luck."""
    twice = pd.concat([planted, planted], ignore_index=True)
    learn, check = split(run_cases(twice, FACTORS, "open_war"))
    assert not set(learn.group) & set(check.group)
    assert len(learn.group) + len(check.group) == len(twice)


def test_limits_that_luck_explains_are_dropped(planted):
    """A limit on a factor that does nothing goes, the others stay."""
    cases = run_cases(planted, FACTORS, "open_war")
    real = (Limit("growth", 0.6, math.inf), Limit("reply", -math.inf, 1), Limit("killing=B", 1, 1))
    idle = Limit("obedience", 0.1, math.inf)
    assert needed(cases, (*real, idle)) == real
    assert within(cases, ()).all()


def test_a_point_that_leaves_a_factor_as_it_is_has_no_place_in_a_box(planted):
    """The baseline of a study may lack a value; its runs are left out, not read as a number."""
    extra = planted.assign(growth=np.nan, open_war=1)
    both = run_cases(pd.concat([planted, extra], ignore_index=True), FACTORS, "open_war")
    alone = run_cases(planted, FACTORS, "open_war")
    assert np.array_equal(both.x, alone.x)
    assert np.array_equal(both.happened, alone.happened)


def test_too_few_cases_are_refused():
    """Boxes read out of ten points are stories."""
    with pytest.raises(InputError, match="40 cases"):
        run_cases(conditions(n=10).assign(open_war=0), FACTORS, "open_war")


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit("reply", -math.inf, 1), "reply at most 1"),
        (Limit("isis_growth", 0.0123456, math.inf), "isis growth at least 0.0123"),
        (Limit("reply", 1, 3), "reply 1 to 3"),
        (Limit("reply", 3, 3), "reply 3"),
        (Limit("killing=B", 1, 1), "killing = B"),
        (Limit("killing=B", 0, 0), "killing ≠ B"),
    ],
)
def test_limits_read_as_words(limit, words):
    """As people would say them."""
    assert limit_words(limit) == words
