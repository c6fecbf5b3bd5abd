"""What stands beside the Parquet tables: the same rows as CSV, and the summary as text and JSON."""

import csv
import json
import shutil

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from experiments import load_scenario, run
from experiments.cli.app import app
from experiments.cli.output import legend, value_cells
from experiments.cli.summary import summary_data, summary_text
from experiments.runs.csv_tables import write_csv
from experiments.runs.statistics import counting_spread, headline, line
from experiments.runs.store import TABLES, read_result
from experiments.runs.structural_uncertainty import no_variants
from sim.outcomes import OUTCOMES

SMALL = ("--runs", "40", "--seed", "3", "--set", "days=100", "--events", "10", "--no-figures")


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A result folder with CSV, and what the command printed in 80 columns."""
    folder = tmp_path_factory.mktemp("results") / "small"
    words = ["run", "january_2020", *SMALL, "--csv", "--out", str(folder)]
    told = CliRunner().invoke(app, words, env={"COLUMNS": "80"})
    assert told.exit_code == 0, told.output
    return folder, told.output


@pytest.mark.parametrize("name", TABLES)
def test_csv_holds_the_rows_of_parquet(done, name):
    """Same columns, same order, and numbers that read back to the same bits."""
    folder, _ = done
    table = pq.read_table(folder / f"{name}.parquet").to_pandas()
    plain = pd.read_csv(folder / f"{name}.csv", keep_default_na=False)
    assert list(plain.columns) == list(table.columns)
    assert len(plain) == len(table) > 0
    for column in table:
        if table[column].dtype.kind == "f":
            assert np.array_equal(plain[column], table[column]), column
        elif column == "date":
            assert list(plain[column]) == [f"{day:%Y-%m-%d}" for day in table[column]]
        else:
            assert list(plain[column]) == list(table[column]), column


def test_no_cell_of_csv_is_a_formula(done):
    """A spreadsheet runs what begins with = or @; a number below zero is none."""
    folder, _ = done
    for name in TABLES:
        with (folder / f"{name}.csv").open(newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    assert cell[:1] not in ("=", "@", "+")
                    assert cell[:1] != "-" or float(cell) < 0


def test_csv_is_written_in_pieces_and_of_empty_tables(tmp_path):
    """A table of many row groups comes whole, one without rows has its head, one without columns
    is an empty file."""
    rows = pa.table({"run": np.arange(10), "who": pa.array(["a", ""] * 5).dictionary_encode()})
    pq.write_table(rows, tmp_path / "runs.parquet", row_group_size=3)
    pq.write_table(rows.slice(0, 0), tmp_path / "daily.parquet")
    pq.write_table(pa.table({}), tmp_path / "events.parquet")
    names = [path.name for path in write_csv(tmp_path)]
    assert names == ["daily.csv", "events.csv", "runs.csv"]
    assert pd.read_csv(tmp_path / "runs.csv", keep_default_na=False).to_dict("list") == {
        "run": list(range(10)),
        "who": ["a", ""] * 5,
    }
    assert (tmp_path / "daily.csv").read_text().split() == ['"run","who"']
    assert (tmp_path / "events.csv").read_text() == ""


def test_without_the_option_there_is_no_csv_and_the_next_run_takes_the_old_away(done, tmp_path):
    """CSV is asked for; files of an earlier run must not stand beside newer tables."""
    folder = tmp_path / "again"
    shutil.copytree(done[0], folder)
    words = ["run", "january_2020", *SMALL, "--out", str(folder)]
    assert CliRunner().invoke(app, words).exit_code == 0
    assert not list(folder.glob("*.csv"))
    assert (folder / "summary.txt").is_file()


def test_the_summary_on_disk_is_what_was_printed(done):
    """Whoever reads the folder next year sees what the terminal said."""
    folder, printed = done
    told = [row.rstrip() for row in printed.strip().splitlines()]
    kept = (folder / "summary.txt").read_text(encoding="utf-8").splitlines()
    assert told[: len(kept)] == kept
    assert "error of the number of runs" in " ".join(kept)
    assert f"summary: {folder}/summary.txt, summary.json" in printed
    assert "\x1b" not in "".join(kept)


def test_the_summary_as_json_says_the_same_in_numbers(done):
    """Every outcome, with mean, interval and quantiles of the table of runs, in plain JSON."""
    folder, _ = done

    def refuse(word):
        raise AssertionError(f"{word} is no JSON")

    text = (folder / "summary.json").read_text(encoding="utf-8")
    found = json.loads(text, parse_constant=refuse)
    assert (found["runs"], found["seed"], found["days"]) == (40, 3, 100)
    runs = read_result(folder).runs
    assert set(found["outcomes"]) == set(OUTCOMES)
    assert list(found["outcomes"])[: len(found["featured"])] == found["featured"]
    for name in ("n_rocket_attacks", "open_war", "isis_strength_ratio"):
        row = found["outcomes"][name]
        assert row["mean"] == pytest.approx(runs[name].mean())
        assert row["low"] <= row["mean"] <= row["high"]
        assert row["q05"] <= row["median"] <= row["q95"]
        assert (row["unit"], row["runs"]) == (OUTCOMES[name].unit, 40)
    assert any("error of the number of runs" in note for note in found["notes"])


def test_the_day_of_what_never_came_has_no_mean():
    """-1 stands for never: averaged in, it would be a day before the first."""
    result = run(load_scenario("baseline", ["days=40"]), runs=20, seed=3)
    result.manifest["spread"] = {"runs": counting_spread(result), "hypotheses": no_variants(),
                                 "parameters": {"samples": 0, "why": "few", "of": {}}}  # fmt: skip
    columns = result.run_columns
    columns["war_day"] = np.full(20, -1)
    never = summary_data(result)["outcomes"]["war_day"]
    assert (never["mean"], never["median"], never["runs"]) == (None, None, 0)
    columns["war_day"][3:5] = 30, 20
    came = summary_data(result)["outcomes"]["war_day"]
    assert (came["mean"], came["runs"]) == (25, 2)


def test_a_single_run_has_no_interval():
    """One run: its error is not known, which JSON says as null."""
    result = run(load_scenario("baseline", ["days=40"]), runs=1, seed=3)
    result.manifest["spread"] = {"runs": counting_spread(result), "hypotheses": no_variants(),
                                 "parameters": {"samples": 0, "why": "few", "of": {}}}  # fmt: skip
    row = summary_data(result)["outcomes"]["n_rocket_attacks"]
    assert (row["low"], row["high"]) == (None, None)
    assert "n_rocket_attacks" in summary_text(result)


def test_a_chance_has_its_interval_and_what_no_run_saw_a_bound():
    """`1.0 % ± 2.6` reaches below nothing, and `0 ± 0` sounds certain after fifty runs."""
    chance = np.zeros(200)
    chance[:2] = 1
    assert value_cells(line("open_war", chance), 200) == ("1.0 %", "0.27–3.6 %")
    assert value_cells(line("open_war", np.zeros(50)), 50) == ("0 %", "≤ 7.1 %")
    assert value_cells(line("open_war", np.ones(50)), 50) == ("100 %", "≥ 93 %")
    assert value_cells(line("n_salvos", np.zeros(50)), 50) == ("0", "≤ 6.0 %")
    assert value_cells(line("n_salvos", np.ones(1)), 1) == ("1", "—"), "one run has no error"


def test_the_bound_of_what_no_run_saw_is_named_where_there_is_one(done):
    """≤ needs its rule."""
    result = read_result(done[0])
    named = "by the rule of three at most that share would, about 3 in 40"
    result.run_columns["n_salvos"] = np.zeros(40, int)
    assert named in " ".join(legend(result))
    result.run_columns["n_salvos"] = np.arange(40)
    others = (row.name for row in headline(result) if row.kind == "count" and row.mean == 0)
    result.run_columns.update(dict.fromkeys(others, np.arange(40)))
    assert named not in " ".join(legend(result))


def test_means_and_errors_have_no_exponents(done):
    """Error and mean to the same decimals: `1.4e+02` was the ± of troops."""
    troops = np.array([4000.0, 5000.0] * 25)
    assert value_cells(line("us_troops_iraq_end", troops), 50) == ("4,500", "140")
    assert "e+0" not in done[1]
