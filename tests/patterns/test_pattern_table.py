"""The table of patterns is read strictly: one clear error with line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from calibration.checks.patterns.judge import Workbench
from calibration.checks.patterns.table import read_patterns
from sim.errors import InputError

GOOD = """\
seed: 1
arms:
  winter: {scenario: baseline}
  quiet:
    like: winter
    parameters: {fire_base: 0.01}
    interventions: [{lever: us.pause, set: never}]
rows:
  m010_fire:
    claims: [M010]
    says: More base fire, more attacks.
    arms: [winter, quiet]
    measure: {outcome: n_rocket_attacks}
    expect: more
    by: 5
    runs: 200
    control: {why: no base fire, parameters: {fire_base: 0}}
not_modelled:
  M068: no rule says so
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "patterns.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_table_reads_and_is_judged(tmp_path: Path) -> None:
    """The control of what follows: nothing else is wrong with it."""
    table = read_patterns(written(tmp_path, GOOD))
    row = table.rows["m010_fire"]
    assert (row.low, row.runs, row.claims) == (5.0, 200, ("M010",))
    assert Workbench(table).judge(row).kept


@pytest.mark.parametrize(
    ("old", "new", "field", "line"),
    [
        ("expect: more", "expect: moore", "rows.m010_fire.expect", 14),
        ("by: 5", "by: 0", "rows.m010_fire.by", 15),
        ("    by: 5\n", "", "rows.m010_fire", 9),
        ("[M010]", "[M910]", "rows.m010_fire.claims", 10),
        ("[winter, quiet]", "[winter, quite]", "rows.m010_fire.arms", 12),
        ("n_rocket_attacks}", "n_rockets}", "rows.m010_fire.measure.outcome", 13),
        ("{outcome: n_rocket", "{outcom: n_rocket", "rows.m010_fire.measure", 13),
        ("{outcome: n_rocket_attacks}", "{events: {act: rocket}}", "measure.events.act", 13),
        ("{outcome: n_rocket_attacks}", "{share: {act: attack}}", "rows.m010_fire.measure", 13),
        ("runs: 200", "runs: 20", "rows.m010_fire.runs", 16),
        (", parameters: {fire_base: 0}}", "}", "rows.m010_fire.control", 17),
        ("control: {why: no base fire, p", "control: {p", "rows.m010_fire.control", 17),
        ("M068:", "M010:", "not_modelled.M010", 19),
        ("M068:", "M999:", "not_modelled.M999", 19),
        ("{scenario: baseline}", "{scenario: basline}", "arms.winter.scenario", 3),
        ("like: winter", "like: summer", "arms.quiet.like", 5),
        ("expect: more", "expect: rising", "rows.m010_fire.arms", 12),
        ("expect: more", "expect: between", "rows.m010_fire.by", 15),
    ],
)
def test_a_bad_table_is_one_clear_error(
    tmp_path: Path, old: str, new: str, field: str, line: int
) -> None:
    """It names the line and the field."""
    assert old in GOOD
    with pytest.raises(InputError) as caught:
        read_patterns(written(tmp_path, GOOD.replace(old, new, 1)))
    assert field in caught.value.field
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("us.pause", "us.puase", "interventions[0].lever"),
        ("fire_base: 0.01", "fire_bose: 0.01", "fire_bose"),
        ("fire_base: 0.01", "fire_base: 99", "fire_base"),
    ],
)
def test_a_bad_arm_is_an_error_at_its_line_of_the_table(
    tmp_path: Path, old: str, new: str, field: str
) -> None:
    """Scenarios are read where they are run; the temporary file is not named."""
    path = written(tmp_path, GOOD.replace(old, new, 1))
    table = read_patterns(path)
    with pytest.raises(InputError) as caught:
        Workbench(table).judge(table.rows["m010_fire"])
    assert caught.value.path == path
    assert caught.value.line == 4
    assert caught.value.field.startswith("arms.quiet.")
    assert field in caught.value.field
