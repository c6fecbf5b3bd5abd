"""What the coded rows ask of a run."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from calibration.evidence.known_evidence import load_evidence
from calibration.evidence.tables import read_aggregates
from calibration.likelihood.problem import build_problem
from calibration.likelihood.target_builder import build_targets
from calibration.likelihood.targets import (
    ATTACK_IN,
    COUNT,
    DELAY,
    FATAL_WAIT,
    ROOM,
    absences,
    count_weights,
    levels,
    treatment,
    window_weights,
)
from sim.errors import InputError

START, DAYS = dt.date(2019, 10, 28), 145


@pytest.fixture(scope="module")
def evidence():
    return load_evidence()


@pytest.fixture(scope="module")
def targets(evidence):
    return build_targets(evidence, START, DAYS)


def named(targets, name):
    return next(t for t in targets.used if t.id == name)


def test_every_row_is_a_target_or_says_why_not(evidence, targets):
    """Evidence that falls out of a fit without a word is evidence withheld."""
    acted = {e.id for e in evidence.events if e.act} | {a.id for a in evidence.aggregates}
    acted |= {row["id"] for row in (*absences(), *levels())}
    used = {t.id.split(".")[0] for t in targets.used}
    skipped = {name for name, _ in targets.skipped}
    assert used | skipped == acted
    assert not used & skipped
    assert all(why for _, why in targets.skipped)


def test_every_aggregate_has_one_stated_use():
    """A row that nobody decided about could be read either way."""
    assert set(treatment()) == {a.id for a in read_aggregates()}
    uses = {said["as"] for said in treatment().values()}
    assert uses == {"count", "never", "event", "check", "world", "outside"}


def test_a_delay_is_judged_by_the_days_that_both_windows_allow(evidence, targets):
    """Dates are windows: the strike of January is exact, the reprisal known to five days."""
    by_id = {a.id: a for a in evidence.aggregates}
    for name, row in (
        ("airstrike_militia_201912", "delay_northern_base_to_reprisal"),
        ("leadership_strike_20200103", "delay_siege_to_leadership_strike"),
        ("missile_salvo_20200108", "delay_leadership_strike_to_missiles"),
        ("us_airstrikes_202003", "delay_taji_to_strikes"),
    ):
        target, coded = named(targets, name), by_id[row]
        assert target.look.kind == DELAY
        assert target.look.window == (max(1, int(coded.low)), int(coded.high))
        assert target.weights.sum() == target.look.window[1] - target.look.window[0] + 1


def test_cause_and_effect_that_may_share_a_day_leave_one_day_at_least(targets):
    """A run answers on the morning after; a window that opens on the day itself asks from then."""
    assert named(targets, "airstrike_militia_201912").look.window == (1, 4)
    assert named(targets, "embassy_siege_201912").look.window == (1, 4)
    assert named(targets, "leadership_strike_20200103").look.window == (3, 6)


def test_fresh_troops_are_asked_for_once_in_a_spell_of_threat(targets):
    """The paratroopers of the strike come after the Marines of the siege; a run sends one wave."""
    assert dict(targets.skipped)["paratroopers_3500_region"].startswith("a second wave")


def test_a_branch_leaves_history_on_the_morning_after_its_cause(targets):
    """The cause itself must be history, and nothing after it may be."""
    salvo = named(targets, "missile_salvo_20200108")
    assert START + dt.timedelta(days=salvo.look.branch) == dt.date(2020, 1, 4)


def test_an_unprovoked_fatal_attack_waits_from_the_last_coded_act(targets):
    """The first waits from the first day, Taji from the morning after the rockets of 8 January."""
    first, taji = (
        named(targets, "northern_base_rockets_20191227.wait"),
        named(targets, "taji_rockets_202003.wait"),
    )
    assert (first.look.kind, first.look.branch) == (FATAL_WAIT, 0)
    assert START + dt.timedelta(days=taji.look.branch) == dt.date(2020, 1, 9)
    low, high = first.look.window
    assert low <= 61 <= high
    assert high - low == 28


def test_a_harmless_answer_asks_only_for_some_attack_in_its_window(targets):
    """Harmless attacks are rarely told, so the first one told need not be the first one fired."""
    rockets = named(targets, "two_rockets_20200108")
    assert (rockets.look.kind, rockets.look.window) == (ATTACK_IN, (5, 5))
    assert rockets.weights[1] == 1
    assert rockets.weights.sum() == 1


def test_the_total_is_matched_with_the_error_of_a_count(targets):
    """No article states the counting rule, so 23 and 25 fit nearly as well as 24."""
    total = named(targets, "rocket_attacks_total")
    assert (total.look.kind, total.look.window) == (COUNT, (0, 144))
    assert total.weights.argmax() == 24
    assert total.weights[25] / total.weights[24] == pytest.approx(np.exp(-1 / 8), rel=0.05)
    assert count_weights(24.0, 2.0).sum() == pytest.approx(1, abs=1e-6)


def test_a_withdrawal_that_had_not_come_is_a_censored_row(targets):
    """The texts end after eleven weeks: staying that long is all they say."""
    row = named(targets, "vote_to_withdrawal")
    assert row.look.days == 73
    assert row.weights.tolist() == window_weights(0, 0).tolist()


def test_a_row_falls_away_only_with_the_last_article_that_tells_it(evidence):
    """Masking an article masks what nobody else says, and nothing more."""
    ids = {t.id for t in build_targets(evidence.without("spiked"), START, DAYS).used}
    assert "rocket_attacks_total" not in ids
    assert "taji_rockets_202003.wait" not in ids
    assert "airstrike_militia_201912" in ids
    everything = {t.id for t in build_targets(evidence, START, DAYS).used}
    assert ids < everything


def test_nothing_known_later_reaches_a_fit_of_5_january(evidence):
    """Later happenings are masked, and so are earlier ones that only later articles tell."""
    until = dt.date(2020, 1, 5)
    known = evidence.known_at(until)
    later = {k for k, s in evidence.sources.items() if s.date_start > until}
    assert later == {"wsj", "spiked"}
    for row in (*known.events, *known.aggregates):
        assert set(row.sources) - later, row.id
    assert all(e.date_used <= until for e in known.events)
    assert all(a.window_end <= until for a in known.aggregates)
    assert "sadr_reactivates" not in {e.id for e in known.events}
    assert {c for e in known.events for c in e.triggered_by} <= {e.id for e in known.events}


def test_a_changed_later_row_changes_nothing_of_what_was_known(evidence):
    """If this fails the backtest looks into the future."""
    until = dt.date(2020, 1, 5)
    changed = tuple(
        replace(e, killed={}, act="") if e.date_used > until else e for e in evidence.events
    )
    altered = replace(evidence, events=changed).known_at(until)
    assert altered.events == evidence.known_at(until).events


def test_a_listing_of_all_attacks_can_stand_in_for_a_total(evidence):
    """An export has no column that says 24; its rows do."""
    totals = evidence.with_total(START, START + dt.timedelta(days=DAYS - 1)).aggregates
    assert [a.value for a in totals if a.id == "rocket_attacks_total"] == [4.0]
    with pytest.raises(InputError, match="no rocket_attack from 2021"):
        evidence.with_total(dt.date(2021, 1, 1), dt.date(2021, 2, 1))


def test_evidence_without_a_usable_row_is_refused(evidence):
    """A fit of nothing would return the priors with an air of knowledge."""
    empty = replace(evidence, events=(), aggregates=())
    with pytest.raises(InputError, match="no row that a run from 2019-10-28"):
        build_problem(empty)


def test_a_total_beyond_all_categories_is_refused(evidence):
    """Else it would be cut off and met by every large run."""
    rows = tuple(
        replace(a, value=float(ROOM), high=None) if a.id == "rocket_attacks_total" else a
        for a in evidence.aggregates
    )
    with pytest.raises(InputError, match="160"):
        build_targets(replace(evidence, aggregates=rows), START, DAYS)
