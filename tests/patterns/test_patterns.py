"""Every pattern of `calibration/patterns.yaml` is there in runs, and gone without its rule."""

from __future__ import annotations

from functools import cache

import pytest

from calibration.checks.patterns.judge import Verdict, Workbench
from calibration.checks.patterns.table import PatternTable, Row, read_patterns
from calibration.evidence.tables import read_claims

TABLE = read_patterns()
ONLY_RULES_CALLED = (
    *("M022", "M026", "M028", "M031", "M042", "M043", "M044"),
    *("M046", "M047", "M050", "M055", "M062", "M066", "M080"),
)
"""Claims whose other tests call single rules and run nothing."""


@cache
def workbench() -> Workbench:
    """Arms are run once for all rows that one process tests."""
    return Workbench(TABLE, workers=2)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=row.id, marks=pytest.mark.mechanism(*row.claims))
        for row in TABLE.rows.values()
    ],
)
def test_a_pattern_is_there(row: Row) -> None:
    """And gone under its control; a finding against the model still is one.

    The effect has to lie on its side of the bound by more than luck once in ten thousand.
    """
    v = workbench().judge(row)
    said = f"{row.says} needs {row.low:g} to {row.high:g}: {v.found}; control {v.control}"
    assert v.agrees == (not row.finding), said
    if not row.finding:
        assert v.gone, f"the pattern stays when {row.control.why}: {said}"


def test_every_claim_has_a_pattern_or_a_reason() -> None:
    """None is passed over, and none has both."""
    checked = {claim for row in TABLE.rows.values() for claim in row.claims}
    assert checked | set(TABLE.not_modelled) == {claim.id for claim in read_claims()}
    assert not checked & set(TABLE.not_modelled)
    assert set(ONLY_RULES_CALLED) <= checked


# Controls: what a row must not be forgiven.


def judged(row: Row, table: PatternTable = TABLE) -> Verdict:
    """One row on few runs, by itself."""
    row = row._replace(runs=500)
    return Workbench(table, [row], workers=2).judge(row)


def test_an_arm_against_itself_shows_nothing() -> None:
    """A placebo: the leadership strike that nobody orders brings no vote."""
    row = TABLE.rows["m059_killing_on_iraqi_soil_brings_the_vote"]
    same = tuple(term._replace(arm="no_reply") for term in row.steps[0])
    found = judged(row._replace(steps=(same,)))
    assert not found.agrees
    assert found.gone
    assert not found.kept


def test_a_pattern_that_stays_without_its_rule_is_not_kept() -> None:
    """A control that touches another rule leaves the pattern where it was."""
    row = TABLE.rows["m059_killing_on_iraqi_soil_brings_the_vote"]
    other = row.control._replace(overlay={"parameters": {"set": {"epidemic_pace": 0.0}}})
    found = judged(row._replace(control=other))
    assert found.agrees
    assert not found.gone
    assert not found.kept


def test_a_claim_that_nothing_changes_needs_a_control_that_changes_something() -> None:
    """Two equal arms are equal under any control, so that nothing was shown."""
    row = TABLE.rows["m060_a_vote_moves_no_soldier"]
    other = row.control._replace(overlay={"parameters": {"set": {"epidemic_pace": 0.0}}})
    found = judged(row._replace(control=other))
    assert found.agrees
    assert not found.kept


def test_a_finding_that_is_one_no_more_is_noticed() -> None:
    """Called a finding, a pattern that the model shows breaks the table."""
    row = TABLE.rows["m059_killing_on_iraqi_soil_brings_the_vote"]
    assert not judged(row._replace(finding="never seen")).kept


def test_rows_do_not_depend_on_threads_or_on_their_neighbours() -> None:
    """The same row alone on one thread, and beside another on two: the same numbers."""
    row, other = (
        TABLE.rows[name]._replace(runs=600)
        for name in ("m001_deaths_are_answered", "m021_blame_gathers")
    )
    alone = Workbench(TABLE, [row]).judge(row)
    assert Workbench(TABLE, [other._replace(runs=900), row], workers=2).judge(row) == alone
