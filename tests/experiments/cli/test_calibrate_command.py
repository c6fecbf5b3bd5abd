"""`flashpoint calibrate` and `flashpoint import-events` as people type them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from calibration.evidence.known_evidence import load_evidence
from calibration.evidence.library import SHIPPED
from calibration.evidence.tables import EVENTS
from calibration.inference.fit import QUICK
from calibration.inference.posterior import load
from calibration.likelihood.problem import SCENARIO, build_problem, why_no_fit
from experiments.cli.app import app
from experiments.cli.calibrate import posterior_table
from sim.errors import InputError
from sim.inputs.posterior import read_posterior
from sim.parameters import PARAMETERS

DATA = Path(__file__).parents[2] / "calibration" / "evidence" / "data"
KEPT = ("northern_base_rockets_20191227", "airstrike_militia_201912")


def call(*words):
    """Run the command line; bad input comes back as its InputError."""
    return CliRunner().invoke(app, [str(w) for w in words], env={"COLUMNS": "100"})


def own_table(path, **changes):
    """Two rows of our table as somebody else's, with some cells of the second changed."""
    with EVENTS.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        rows = [row for row in reader if row["id"] in KEPT]
        names = reader.fieldnames
    rows[1] |= changes
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_an_own_event_table_gives_an_own_posterior(tmp_path):
    """Draws that a scenario can name, the rows that were not used, and what is not identified."""
    table = own_table(tmp_path / "mine.csv")
    done = call("calibrate", "--events", table, "--quick", "--out", tmp_path / "fit")
    assert done.exit_code == 0, done.output
    open_ones = [n for n, p in PARAMETERS.items() if p.prior.kind != "fixed"]
    said = " ".join(done.output.split())
    assert f"5 targets from 2 coded rows, to be met by {len(open_ones)} parameters" in said
    assert f"how much of the prior's variance is gone; 30 of {len(open_ones)}" in said
    assert "islands with luck of their own" in said
    samples = read_posterior(tmp_path / "fit" / "posterior.parquet")
    assert set(samples.values) == set(open_ones)
    assert len(samples.weight) == QUICK.islands * QUICK.particles
    assert not (tmp_path / "fit" / "checkpoint").exists()
    assert samples.notes["hashes"]["events"] != read_posterior(SHIPPED).notes["hashes"]["events"]


def test_what_the_evidence_does_not_pin_down_is_called_so():
    """Of the thirty parameters that moved most some are pinned down and others are marked."""
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(posterior_table(load()))
    said = console.export_text()
    marked = said.count("not identified")
    assert 0 < marked < 30
    assert sum("%" in line for line in said.splitlines()[2:]) == 30


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"date_used": "2019-13-01"}, "date_used"),
        ({"act": "strike_militias"}, "strike_militia"),
        ({"id": KEPT[0]}, "id"),
        (dict.fromkeys(("date_start", "date_end", "date_used"), "2019-12-02"), "2019-12-27"),
        ({"killed": "IQ_militia:-2"}, "killed"),
        ({"source": ""}, "source"),
    ],
)  # fmt: skip
def test_a_broken_event_table_is_refused_before_anything_runs(tmp_path, changes, words):
    """Row and column are named, and no folder is left."""
    table = own_table(tmp_path / "mine.csv", **changes)
    done = call("calibrate", "--events", table, "--quick", "--out", tmp_path / "fit")
    assert isinstance(done.exception, InputError)
    assert words in str(done.exception)
    assert f"{table}:3" in str(done.exception)
    assert not (tmp_path / "fit").exists()


def test_a_fit_that_must_not_be_shipped_is_refused(tmp_path):
    """Scenarios run on what is shipped; a rough or foreign fit must not slip in."""
    done = call("calibrate", "--ship", "--quick", "--out", tmp_path / "fit")
    assert "a full fit of the project's own evidence" in str(done.exception)


def test_an_unknown_variant_is_named_with_its_neighbour(tmp_path):
    """H1-D does not exist."""
    done = call("calibrate", "--variant", "H1-D", "--out", tmp_path / "fit")
    assert isinstance(done.exception, InputError)
    assert "did you mean 'H1-" in str(done.exception)


def test_an_export_becomes_a_table_and_every_row_is_accounted_for(tmp_path):
    """Events plus unmapped plus outside is all."""
    done = call("import-events", DATA / "acled.csv", "--format", "acled", "--out", tmp_path / "in")
    assert done.exit_code == 0, done.output
    assert {p.name for p in (tmp_path / "in").iterdir()} == {
        "events.csv", "sources.yaml", "unmapped.csv",
    }  # fmt: skip
    first = done.output.splitlines()[0].replace(",", "").split()
    rows, events, unmapped, outside = (int(w) for w in first if w.isdigit())
    assert rows == events + unmapped + outside


HEAD = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,"
HEAD += "admin1,location,fatalities"
ROCKETS = "2031-05-{day:02d},1,Explosions/Remote violence,Shelling/artillery/missile attack,"
ROCKETS += "Unidentified Armed Group (Iraq),Global Coalition Against Daesh,Iraq,X,{where},{dead}"
CLASH = "2031-05-09,1,Battles,Armed clash,Islamic State (Iraq),Military Forces of Iraq,Iraq,X,Y,3"


def brought(tmp_path, *rows):
    """What `import-events` says of an export of some rows."""
    path = tmp_path / "export.csv"
    lines = [HEAD, *(f"IRQ{k},{row}" for k, row in enumerate(rows)), ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    done = call("import-events", path, "--format", "acled", "--out", tmp_path / "in")
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def test_a_table_that_can_be_calibrated_is_told_the_next_command(tmp_path):
    """An attack that killed members of the coalition, at a site: a run can be held to it."""
    said = brought(tmp_path, ROCKETS.format(day=2, where="Camp Taji", dead=2), CLASH)
    assert "Next: flashpoint calibrate --events" in said
    assert "cannot" not in said


@pytest.mark.parametrize(
    ("rows", "words", "not_words"),
    [
        ([CLASH], ["cannot be calibrated: no row has an act", "Nor can it be replayed"], ["score"]),
        (
            [ROCKETS.format(day=2, where="Camp Taji", dead=0)],
            ["only a fatal attack is sure", "--complete", "history: {until", "backtest --events"],
            [],
        ),
        (
            [ROCKETS.format(day=2, where="Air Base", dead=1)],
            ["1 of its rocket attacks have no site", "'site' (acled_irq0)", "backtest --events"],
            ["--complete"],
        ),
    ],
    ids=["no act", "harmless", "no site"],
)
def test_a_table_that_cannot_be_calibrated_is_told_so_and_what_it_is_good_for(
    tmp_path, rows, words, not_words
):
    """`Next: calibrate` sent people into a command that refuses their table."""
    said = brought(tmp_path, *rows)
    assert "Next:" not in said
    assert "cannot be calibrated" in said
    assert all(word in said for word in words)
    assert not any(word in said for word in not_words)


def test_what_import_events_says_of_a_table_is_what_calibrate_does(tmp_path):
    """Control: the table that it calls unfit is refused, the other one is not."""
    brought(tmp_path, ROCKETS.format(day=2, where="Camp Taji", dead=0))
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        f"extends: {(SCENARIO.parent / 'baseline.yaml').as_posix()}\nstart: 2031-05-01\n"
        "days: 40\nhistory: null\n",
        encoding="utf-8",
    )
    table, fit = tmp_path / "in" / "events.csv", tmp_path / "fit"
    done = call("calibrate", "--events", table, "--scenario", mine, "--quick", "--out", fit)
    assert "no row that a run from 2031-05-01 of 40 days can be held to" in str(done.exception)
    assert why_no_fit(load_evidence(table, None))
    fatal = table.read_text(encoding="utf-8").replace("rocket_attack,,,", "rocket_attack,NS:2,,")
    table.write_text(fatal, encoding="utf-8")
    assert not why_no_fit(load_evidence(table, None))
    assert build_problem(load_evidence(table, None), mine).targets.used


def test_a_bad_date_option_is_refused(tmp_path):
    """The option is named."""
    done = call(
        "import-events", DATA / "acled.csv", "--format", "acled", "--out", tmp_path / "in",
        "--start", "5 January",
    )  # fmt: skip
    assert "--start" in str(done.exception)
