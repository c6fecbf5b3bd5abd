"""Rows about what no article reports, and about how much there was."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from calibration.evidence.history import ACTS
from calibration.evidence.known_evidence import load_evidence
from calibration.likelihood.absences_and_levels import LAST_DAY, mask
from calibration.likelihood.target_builder import build_targets
from calibration.likelihood.targets import (
    ABSENT,
    ABSENT_WORDS,
    DELAY,
    FATAL_WAIT,
    FREE_COUNT,
    RATIO,
    TENTHS,
    absences,
    acts_of,
    at_least_weights,
    coalition_deaths,
    levels,
    steady_weights,
    waits_table,
)

START, DAYS = dt.date(2019, 10, 28), 145
LAST = START + dt.timedelta(days=DAYS - 1)


@pytest.fixture(scope="module")
def evidence():
    return load_evidence()


@pytest.fixture(scope="module")
def targets(evidence):
    return {t.id: t for t in build_targets(evidence, START, DAYS).used}


def stretch(evidence, row):
    """First and last day of the stretch that a row about absence is about."""
    end = LAST if row["until"] == LAST_DAY else evidence.event(row["until"]).date_used
    return evidence.event(row["after"]).date_used + dt.timedelta(days=1), end


@pytest.mark.parametrize("row", absences(), ids=lambda row: row["id"])
def test_nothing_that_is_called_absent_is_coded_in_its_stretch(evidence, row):
    """Else the tables would contradict each other; of attacks those that kill count."""
    first, last = stretch(evidence, row)
    assert first <= last
    for event in evidence.events:
        if event.act not in ACTS or not first <= event.date_used <= last:
            continue
        if event.act == "rocket_attack" and not coalition_deaths(event):
            continue
        assert not mask(row["acts"]) & acts_of(event.act), event.id


def test_stretches_follow_each_other_and_no_day_is_asked_twice(evidence, targets):
    """Waits cover the long stretches, absences the days between coded acts."""
    days = [
        START + dt.timedelta(days=t.look.branch + k)
        for t in targets.values()
        if t.look.kind == ABSENT
        for k in range(t.look.days)
    ]
    assert len(days) == len(set(days))
    for event in waits_table():
        wait = targets[f"{event}.wait"]
        assert wait.look.kind == FATAL_WAIT
        assert wait.look.actions == mask(waits_table()[event])
        before = START + dt.timedelta(days=wait.look.branch)
        asked = {d for d in days if before <= d < evidence.event(event).date_used}
        assert not asked


def test_every_row_rests_on_articles_that_there_are(evidence):
    """Each names a paragraph of one of the five."""
    for row in (*absences(), *levels()):
        for cited in row["sources"]:
            key, _, paragraph = cited.partition(":")
            assert 1 <= int(paragraph) <= evidence.sources[key].paragraphs, row["id"]


def test_what_is_not_written_yet_is_not_asked(evidence):
    """On 5 January nobody knows of March; without an article its rows fall away, and no others."""
    early = {t.id for t in build_targets(evidence.known_at(dt.date(2020, 1, 5)), START, DAYS).used}
    ours = {row["id"] for row in absences()}
    assert early & ours == {
        "before_reprisal_201912",
        "before_siege_201912",
        "before_leadership_strike_20200103",
        "before_vote_20200105",
    }
    assert "no_let_up" not in early
    assert {"attacks_before_5_january", "access_restrictions_on_us.by"} <= early
    without = {t.id for t in build_targets(evidence.without("spiked"), START, DAYS).used}
    assert "after_besmaya_202003" not in without
    assert "no_let_up" not in without
    assert "before_siege_201912" in without


def test_a_table_of_ones_own_is_not_held_to_our_winter(evidence):
    """Another table has its own silences."""
    own = replace(evidence, path=Path("own.csv"))
    ids = {t.id for t in build_targets(own, START, DAYS).used}
    ours = {row["id"] for row in (*absences(), *levels())} - {e.id for e in evidence.events}
    assert len(ours) > 8
    assert not ids & ours
    assert "access_restrictions_on_us.by" not in ids


def test_levels_look_where_their_words_say(targets):
    """Windows by hand."""
    rising = targets["attacks_in_mid_march"].look
    assert (rising.kind, rising.branch, rising.days) == (FREE_COUNT, 133, 9)
    assert targets["access_restrictions_on_us.by"].look[:4] == (DELAY, 0, 70, (1, 70))
    ratio = targets["no_let_up"].look
    assert (ratio.kind, ratio.window, ratio.middle) == (RATIO, (0, 142), 68)
    siege = targets["embassy_siege_201912.deaths"]
    assert np.flatnonzero(siege.weights).tolist() == [1]


def test_shapes_of_soft_rows():
    """Least counts hold from there on; half or twice as many attacks hardly pass as steady."""
    least = at_least_weights(2, 0.05)
    assert least[:3].tolist() == [0.05, 0.05, 1.0]
    seen = steady_weights(0.5, 0.25)
    assert seen[int(0.5 * TENTHS) - 1] < 0.5 < seen[int(0.5 * TENTHS)]
    assert seen[2 * TENTHS] < 0.5 < seen[2 * TENTHS - 1]
    assert max(seen[0], seen[5 * TENTHS]) < 0.03
    assert 0.8 < seen[TENTHS] == seen.max() < 1


def test_words_of_absence_cover_the_upper_rungs():
    """No act of rung 3 or above may lack a word, or its absence could not be asked."""
    named = {act for acts in ABSENT_WORDS.values() for act in acts}
    upper = {act for act in ACTS.values() if act.spec.rung >= 3}
    assert upper <= named
