"""What parameters imply: each quantity against a count of its own, and that tables move it."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from calibration.evidence.library import load_scenario
from calibration.evidence.sources import SOURCES, read_sources
from experiments.analysis.implied_quantities import (
    GAIN,
    HALF_YEAR,
    QUANTITIES,
    implied,
    share_running_away,
)
from sim.parameters import PARAMETERS, as_records, sample_parameters
from sim.rules import lethality, reprisal
from sim.solved import mean_rockets
from tests.conftest import SCENARIOS

MILITIAS = load_scenario(SCENARIOS / "baseline.yaml", ["parameters=prior"]).world.militias
RUNS = np.arange(300)


def of(source="prior", runs=RUNS, **by_hand):
    return implied(sample_parameters(source, {}, by_hand, 3, runs), MILITIAS)


def test_every_quantity_is_finite_in_every_draw_and_says_where_it_comes_from():
    """Meaning, unit and paragraphs that exist; a number a draw."""
    articles = read_sources(SOURCES)
    found = of()
    assert set(found) == set(QUANTITIES)
    for name, q in QUANTITIES.items():
        assert found[name].shape == RUNS.shape
        assert np.isfinite(found[name]).all(), name
        assert q.meaning
        assert q.unit
        assert q.sources
        for source in q.sources:
            article, paragraph = source.split(":")
            assert 1 <= int(paragraph) <= articles[article].paragraphs, source


@pytest.mark.parametrize("name", ["attacks_per_strike", "fatal_chance"])
def test_what_is_solved_for_comes_back(name):
    """The prior lies on the behaviour, so the behaviour has exactly that prior."""
    assert of()[name] == pytest.approx(sample_parameters("prior", {}, {}, 3, RUNS)[name])


def test_half_lives_come_back_as_days():
    """Rules read shares kept; people read days."""
    table, found = sample_parameters("prior", {}, {}, 3, RUNS), of()
    lives = [n for n, row in PARAMETERS.items() if row.is_halflife]
    assert len(lives) > 5
    for name in lives:
        assert found[name] == pytest.approx(table[name])


def test_base_fire_and_a_step_of_sanctions_are_what_their_parameters_say():
    table, found = sample_parameters("prior", {}, {}, 3, RUNS), of()
    assert found["base_fire"] == pytest.approx(table["fire_base"] * HALF_YEAR)
    assert found["step_on_fire"] == pytest.approx(table["fire_per_step"])
    assert of(sanction_step=0.0)["step_on_fire"] == pytest.approx(0.0)


def test_a_death_is_answered_as_often_as_the_rules_answer_it():
    """Counted with the rules themselves: deaths, nations, and a try a day until it lapses.

    Negative control: with no Americans and partners that weigh nothing, none is answered.
    """
    rng = np.random.default_rng(5)
    by_hand = {"american_share": 0.3, "partner_weight": 0.4, "deaths_extra": 1.5, "deaths_cap": 4.0}
    by_hand |= {"reply_hazard": 0.1, "reply_window": 9.0, "deaths_rockets": 2.0}
    p, base = SimpleNamespace(**by_hand), SimpleNamespace(embassy=0)
    rockets = mean_rockets(
        as_records(sample_parameters("default", {}, {}, 0, RUNS[:1])).view(np.recarray)[0]
    )
    answered, tries = 0, 20_000
    for _ in range(tries):
        dead = lethality.deaths(rockets, False, rng.random(), p)
        us = sum(lethality.is_american(base, u, p) for u in rng.random(dead))
        weight = reprisal.provocation(us, dead - us, p)
        owed = weight >= 1.0
        answered += owed and (rng.random(10) < 1.0 - math.exp(-p.reply_hazard)).any()
    found = of("default", RUNS[:1], **by_hand)["death_answered"][0]
    assert found == pytest.approx(answered / tries, abs=0.015)
    nobody = {"american_share": 0.0, "partner_weight": 0.0}
    assert of("default", RUNS[:1], **by_hand | nobody)["death_answered"][0] == pytest.approx(0.0)


def test_a_strike_hits_more_of_the_fire_the_wider_it_is():
    """Narrow: the militia that fired, as often as it fires. Widest: all, if tied and no party."""
    narrow = of(reply_breadth=0.0)["share_hit"]
    assert narrow == pytest.approx(sum(m.share**2 for m in MILITIAS))
    tied = [replace(m, link=1.0, political=False) for m in MILITIAS]
    table = sample_parameters("prior", {}, {"reply_breadth": 1.0}, 3, RUNS)
    assert implied(table, tied, ["share_hit"])["share_hit"] == pytest.approx(1.0)


@pytest.mark.mechanism("M001", "M003", "M011")
def test_priors_let_no_winter_feed_itself_without_end():
    """An attack brings on less than one attack in nearly every draw, so runs do not explode.

    Negative control: strikes that bring on twenty attacks each do run away, and that is seen.
    """
    found = of()
    assert (found[GAIN] > 0.0).all()
    assert share_running_away(found) < 0.02
    wild = of(attacks_per_strike=20.0, fatal_chance=0.5)
    assert share_running_away(wild) > 0.9


def test_the_gain_of_the_loop_is_the_product_of_its_links():
    """Link by link, with no strike on harmless attacks."""
    found = of(reply_harmless=0.0)
    links = ("fatal_chance", "death_answered", "attacks_per_strike", "share_hit")
    assert found[GAIN] == pytest.approx(np.prod([found[n] for n in links], axis=0))
    assert (of(reply_harmless=0.05)[GAIN] > found[GAIN]).all()


@pytest.mark.mechanism("M057")
def test_a_full_hunt_leaves_isis_weaker_marginal_and_not_gone():
    """In the middle of the prior; some draws leave it stronger, as the articles leave open."""
    found = of()["isis_held"]
    assert 0.7 < np.median(found) < 0.9
    assert found.min() > 0.2
    quick = of("default", RUNS[:1], isis_growth=0.03)["isis_held"]
    assert quick == pytest.approx(of("default", RUNS[:1])["isis_held"]), "growth does not move it"
