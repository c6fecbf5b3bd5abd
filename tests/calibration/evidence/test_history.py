"""Reading coded history for a replay: what is wrong is named with its line and column."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

from calibration.evidence.events import EVENTS
from calibration.evidence.history import read_history
from experiments import load_scenario
from sim.errors import InputError
from tests.conftest import SCENARIOS

START, UNTIL = dt.date(2019, 10, 28), dt.date(2020, 3, 20)


def table(path, **changes):
    """Our table with some cells of the rockets of 27 December changed; the line of that row."""
    with EVENTS.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        rows, names = list(reader), reader.fieldnames
    at = next(k for k, row in enumerate(rows) if row["id"] == "northern_base_rockets_20191227")
    rows[at] |= changes
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return at + 2


@pytest.mark.parametrize(
    ("column", "got"),
    [("killed", "US:one"), ("killed", "US"), ("killed", "US:-1"), ("act", "rockets"),
     ("date_used", "27 December")],
)  # fmt: skip
def test_a_cell_that_does_not_read_is_refused_where_it_stands(tmp_path, column, got):
    """A replay must not start on half-read history."""
    world = load_scenario(SCENARIOS / "baseline.yaml").world
    line = table(tmp_path / "e.csv", **{column: got})
    with pytest.raises(InputError) as caught:
        read_history(tmp_path / "e.csv", START, UNTIL, world)
    assert f"e.csv:{line}: {column}" in str(caught.value)


def test_the_untouched_copy_reads(tmp_path):
    """Negative control: the refusals above are about the changed cell."""
    world = load_scenario(SCENARIOS / "baseline.yaml").world
    table(tmp_path / "e.csv")
    acts = read_history(tmp_path / "e.csv", START, UNTIL, world)
    assert acts == read_history(EVENTS, START, UNTIL, world)
    assert "northern_base_rockets_20191227" in {a.id for a in acts}
