"""The coverage of the claims says what the patterns found, and hides nothing that is missing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from calibration.checks.patterns.judge import Effect, Verdict
from calibration.checks.patterns.table import PatternTable, read_patterns
from experiments.cli import output
from experiments.cli.app import app
from experiments.cli.coverage import show_coverage
from experiments.report import coverage as pages
from experiments.report import traceability

TABLE = read_patterns()
SURE, NOTHING = Effect(50.0, 0.1), Effect(0.0, 0.0)
SMALL = """\
seed: 1
arms:
  winter: {scenario: baseline, days: 60}
  quiet: {like: winter, parameters: {fire_base: 0.01}}
rows:
  m010_fire: &
not_modelled: {M068: no rule says so}
"""
ROW = """{claims: [M010], says: More base fire means more attacks., arms: [winter, quiet],
    measure: {outcome: n_rocket_attacks}, expect: more, by: LEAST, runs: 200,
    control: {why: no base fire, parameters: {fire_base: 0}}}"""


def verdict(table: PatternTable, name: str, there: bool = True, gone: bool = True) -> Verdict:
    """A made-up verdict on a row that asks for an effect above some bound."""
    row = table.rows[name]._replace(low=1.0, high=float("inf"))
    steps = (NOTHING if gone else SURE,) * len(row.steps)
    return Verdict(row, (SURE if there else NOTHING,) * len(row.steps), steps)


def status_of(claim: str, **unlike: Verdict) -> tuple[str, str]:
    """Status of a claim when all rows are kept but those said."""
    found = {
        name: verdict(TABLE, name, there=not row.finding) for name, row in TABLE.rows.items()
    } | unlike
    row = next(r for r in pages.coverage(TABLE, found) if r.claim == claim)
    return row.status, row.why


def test_every_claim_has_one_line_in_the_order_of_the_evidence() -> None:
    """113 lines, each with a status that the legend explains, and none unchecked."""
    found = pages.coverage(TABLE, {name: verdict(TABLE, name) for name in TABLE.rows})
    assert [row.claim for row in found] == list(traceability.claims())
    assert sum(pages.counts(found).values()) == len(found)
    assert pages.UNCHECKED not in pages.counts(found)
    assert set(pages.counts(found)) <= set(pages.STATUSES)


def test_a_status_follows_from_the_rows() -> None:
    """Agreed, in part, against the model, not modelled, and broken in either way."""
    row = "m059_killing_on_iraqi_soil_brings_the_vote"
    assert status_of("M059") == (pages.AGREES, "")
    assert status_of("M066")[0] == pages.IN_PART
    assert status_of("M037")[0] == pages.DISAGREES
    assert status_of("M059", **{row: verdict(TABLE, row, there=False)}) == (pages.BROKEN, row)
    assert status_of("M059", **{row: verdict(TABLE, row, gone=False)}) == (pages.BROKEN, row)
    for claim, why in TABLE.not_modelled.items():
        assert status_of(claim) == (pages.NOT_MODELLED, why)


def test_a_finding_that_is_one_no_more_breaks_its_claim() -> None:
    """Runs that begin to show what the table says they cannot."""
    row = "m037_the_strategist_is_no_strategy"
    assert status_of("M037", **{row: verdict(TABLE, row)}) == (pages.BROKEN, row)


@pytest.mark.parametrize(("least", "kept"), [(2, True), (500, False)])
def test_the_command_runs_a_table_and_says_whether_it_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    least: int, kept: bool,
) -> None:  # fmt: skip
    """On real runs: printed, written as CSV, and answered; a bound beyond reach is told."""
    monkeypatch.setattr(output.console, "width", 200)
    path, out = tmp_path / "patterns.yaml", tmp_path / "coverage.csv"
    path.write_text(SMALL.replace("&", ROW.replace("LEAST", str(least))), encoding="utf-8")
    assert show_coverage(out, 1, path) is kept
    said = capsys.readouterr().out
    assert "m010_fire: " in said
    assert f"needs {least} or more" in said
    assert "113 claims, 1 of them checked by 1 pattern on runs" in said
    with out.open(encoding="utf-8", newline="") as file:
        rows = {row["claim"]: row for row in csv.DictReader(file)}
    assert len(rows) == 113
    assert rows["M010"]["there"] == str(kept)
    assert rows["M010"]["status"] == (pages.AGREES if kept else pages.BROKEN)
    assert rows["M068"]["why"] == "no rule says so"
    assert float(rows["M010"]["effect"]) > 2.0


@pytest.mark.parametrize("asked", [["M010", "--coverage"], ["--csv", "here.csv"]])
def test_coverage_takes_no_id_and_a_table_needs_it(asked: list[str]) -> None:
    """One clear error."""
    found = CliRunner().invoke(app, ["evidence", *asked])
    assert found.exit_code != 0
    assert not Path("here.csv").exists()


def test_a_claim_names_its_patterns_and_their_tests() -> None:
    """The trail from evidence to tests leads to the rows."""
    for row in TABLE.rows.values():
        for claim in row.claims:
            assert f"{traceability.PATTERN_TEST}[{row.id}]" in traceability.pattern_tests(claim)
    path, name = traceability.PATTERN_TEST.split("::")
    text = (traceability.ROOT / path).read_text(encoding="utf-8")
    assert f"def {name}(row: Row)" in text
