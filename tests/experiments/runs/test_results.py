"""Results: what a batch leaves, whole or absent, the same whenever it is run again."""

import json
import shutil
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from experiments import load_scenario, run
from experiments.cli.run import RunOptions, run_scenario
from experiments.runs import store
from experiments.runs.places import seal_result
from experiments.runs.result import names_of_ids
from experiments.runs.runner import default_workers
from experiments.runs.store import FORMAT, RunWriter, new_folder, read_manifest, read_result
from sim.actions import FROM_HISTORY, Action
from sim.ensemble import Engine
from sim.errors import InputError
from sim.meaning import engine_hash
from sim.outcomes import OUTCOMES, SERIES
from sim.parameters import PARAMETERS

SCENARIOS = Path(__file__).parents[3] / "scenarios"
BASELINE, JANUARY = SCENARIOS / "baseline.yaml", SCENARIOS / "january_2020.yaml"
SEED = 7


@pytest.fixture(scope="module")
def short():
    """Forty days of the baseline."""
    return load_scenario(BASELINE, ["days=40"])


@pytest.fixture(scope="module")
def result(short):
    """300 runs of it, with the events of 50."""
    return run(short, 300, SEED, event_runs=50)


def write(folder, path=BASELINE, runs=40, settings=("days=40",), event_runs=10):
    """What `flashpoint run` writes, without figures."""
    asked = RunOptions(runs, SEED, folder, 1, list(settings), event_runs, figures=False)
    return run_scenario(path, asked)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A result folder; tests that spoil it copy it first."""
    folder = tmp_path_factory.mktemp("results") / "january"
    settings = [
        "days=90",
        "parameters=prior",
        "parameters.set.claim_chance=1e-3",
        "hypotheses.H1=A",
    ]
    assert write(folder, JANUARY, 60, settings, 20) == 0
    return folder


def equal(a, b):
    """Are two tables the same, column by column and bit by bit?"""
    return list(a) == list(b) and all(np.array_equal(a[k], b[k]) for k in a)


class Rows:
    """A sink that remembers which runs it saw, and in what portions."""

    def __init__(self):
        self.runs, self.most = [], 0

    def add(self, columns):
        """Take the rows of one block."""
        self.runs += columns["run"].tolist()
        self.most = max(self.most, len(columns["run"]))


# Tables.


def test_there_is_one_row_a_run(result):
    """A run that is missing or doubled would bias every mean."""
    assert result.runs["run"].tolist() == list(range(300))
    assert set(OUTCOMES) <= set(result.runs.columns)
    assert not result.runs.isna().any().any()


def test_drawn_parameters_stand_beside_their_run():
    """To see what drives an outcome one needs the parameters of each run in its row."""
    scenario = load_scenario(BASELINE, ["days=20", "parameters=prior"])
    frame = run(scenario, 30, SEED).runs
    assert {f"param.{name}" for name in PARAMETERS} <= set(frame.columns)
    assert frame["param.claim_chance"].nunique() == 30


def test_hand_set_parameters_are_not_repeated_in_every_row():
    """A column of equal numbers says nothing that the manifest does not say."""
    scenario = load_scenario(BASELINE, ["days=20", "parameters=default"])
    assert not [c for c in run(scenario, 5, SEED).runs.columns if c.startswith("param.")]


def test_daily_quantiles_are_those_of_the_runs(result, short):
    """Bands in figures come from this table: ordered, dated, and true to the series."""
    daily = Engine(short, SEED).block(0, 300, daily=True).daily
    for k, series in enumerate(SERIES):
        rows = result.series(series.name)
        assert rows["day"].tolist() == list(range(40))
        assert rows["date"][0] == np.datetime64(short.start)
        assert rows["mean"] == pytest.approx(daily[:, :, k].mean(axis=0), rel=1e-5)
        for low, high in (("q05", "q25"), ("q25", "q50"), ("q50", "q75"), ("q75", "q95")):
            assert (rows[low] <= rows[high]).all()
        assert (rows["q50"] == np.sort(daily[:, :, k], axis=0)[149]).all()


def test_shares_of_the_rungs_add_up_to_one(result):
    """Every run stands on exactly one rung each day."""
    total = sum(result.series(f"share_on_rung_{rung}")["mean"] for rung in range(9))
    assert total == pytest.approx(np.ones(40))


def test_events_belong_to_their_runs(result):
    """Events are numbered from 0 in each run, so that a parent can be looked up."""
    events = result.events
    assert events["run"].max() < 50
    counts = result.runs["n_events"].to_numpy()[:50]
    assert np.bincount(events["run"], minlength=50).tolist() == counts.tolist()
    for _, group in events.groupby("run"):
        assert group["event"].tolist() == list(range(len(group)))
    attacks = (
        events[events["action_code"].isin([Action.HARASS, Action.BARRAGE])].groupby("run").size()
    )
    assert (result.runs["n_rocket_attacks"][attacks.index] == attacks).all()


def test_events_name_actors_and_places_of_the_world_file(result, short):
    """A number in a table of events would be of no use to a reader."""
    names = set(names_of_ids(result.manifest["names"]).values())
    assert set(result.events["actor"]) <= names
    assert set(result.events["target"]) <= names
    assert result.events["action"].dtype == "category"
    labels = [Action(code).spec.label for code in result.events["action_code"]]
    assert result.events["action"].tolist() == labels
    rockets = result.events[result.events["action"] == "rocket attack"]
    assert set(rockets["actor"]) <= {g.id for g in short.world.militias}
    assert set(rockets["target"]) <= {s.id for s in short.world.sites}
    assert set(rockets["blamed"]) <= {g.id for g in short.world.militias}


SHOCKS = {
    "isis.shock": "ISIS surge",
    "shock.turkey": "invasion in Syria",
    "shock.epidemic": "epidemic",
    "shock.protest": "protest wave",
}


@pytest.mark.parametrize("lever", SHOCKS)
def test_a_shock_is_named_for_what_it_is(tmp_path, lever):
    """All shocks share one action; their event must still say which of them began."""
    path = tmp_path / "shock.yaml"
    path.write_text(
        f"extends: {BASELINE}\ndays: 20\ninterventions:\n"
        f"  - {{lever: {lever}, set: 1, from: 2019-11-01}}\n",
        encoding="utf-8",
    )
    events = run(load_scenario(path), 5, SEED).events
    begun = events[events["action_code"] == Action.SHOCK]
    assert len(begun) == 5
    assert set(begun["shock_kind"]) == {SHOCKS[lever]}
    assert set(begun["target"]) == {""}
    assert (begun["size"] == 1).all()
    assert set(begun["blamed"]) == {""}


def test_results_do_not_depend_on_threads_or_blocks(short, result):
    """The same command on a laptop and on a server gives the same tables."""
    for workers, block in ((1, 500), (2, 11), (3, 100)):
        other = run(short, 300, SEED, workers=workers, event_runs=50, block=block)
        for part in ("run_columns", "daily_columns", "event_columns"):
            assert equal(getattr(result, part), getattr(other, part))


def test_a_larger_batch_begins_with_the_smaller_one(short, result):
    """More runs refine an answer and never replace the runs one has looked at."""
    more = run(short, 450, SEED).run_columns
    assert all(np.array_equal(v, more[k][:300]) for k, v in result.run_columns.items())


def test_every_run_is_streamed_once_and_in_small_portions(short):
    """Memory stays flat because rows leave in blocks: each run once, in order, never in a heap."""
    sink, seen = Rows(), []
    run(short, 2_300, SEED, block=100, sink=sink, progress=seen.append, event_runs=150)
    assert sink.runs == list(range(2_300))
    assert sink.most <= 100
    assert sum(seen) == 2_300


def test_rows_beyond_the_limit_are_streamed_but_not_kept(short, monkeypatch):
    """Ten million runs must not pile up in memory: the summary keeps a bounded first part."""
    monkeypatch.setattr("experiments.runs.runner.KEPT_RUNS", 200)
    monkeypatch.setattr("experiments.runs.runner.DAILY_RUNS", 100)
    sink = Rows()
    kept = run(short, 1_000, SEED, block=50, sink=sink, event_runs=10)
    assert sink.runs == list(range(1_000))
    assert len(kept.run_columns["run"]) == 200
    assert kept.manifest["daily_runs"] == 100
    whole = run(short, 1_000, SEED).manifest["means"]
    assert kept.manifest["means"]["n_rocket_attacks"] == pytest.approx(whole["n_rocket_attacks"])


def test_no_runs_are_no_batch(short):
    """Zero runs have no mean."""
    with pytest.raises(ValueError, match="at least 1"):
        run(short, 0)


def test_there_is_at_least_one_worker():
    """Whatever the machine says of its cores."""
    assert default_workers() >= 1


# Failures.


def fails_at(*bad):
    """An engine whose run numbers `bad` raise, as a rule that divides by zero would."""
    real = Engine.block

    def block(self, first, last, **wanted):
        for number in bad:
            if first <= number < last:
                raise ZeroDivisionError(f"in run {number}")
        return real(self, first, last, **wanted)

    return block


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failed_run_is_kept_with_what_it_takes_to_repeat_it(short, monkeypatch, workers):
    """One bad run in ten thousand must neither stop the others nor vanish."""
    whole = run(short, 60, SEED).run_columns
    monkeypatch.setattr(Engine, "block", fails_at(3, 41))
    sink = Rows()
    left = run(short, 60, SEED, workers, event_runs=20, block=10, sink=sink)
    assert [(f["run"], f["seed"]) for f in left.failures] == [(3, SEED), (41, SEED)]
    assert all("ZeroDivisionError" in f["traceback"] for f in left.failures)
    good = [r for r in range(60) if r not in (3, 41)]
    assert left.run_columns["run"].tolist() == good
    assert sorted(sink.runs) == good
    assert all(np.array_equal(v[good], left.run_columns[k]) for k, v in whole.items())
    assert left.manifest["failed_runs"] == 2
    assert left.events["run"].max() < 20


def test_many_failed_runs_are_all_kept(short, monkeypatch):
    """Even when every second block fails, nothing is lost and nothing overflows."""
    bad = list(range(0, 4_000, 4))
    monkeypatch.setattr(Engine, "block", fails_at(*bad[:1]))
    assert len(run(short, 4, SEED, 1, block=1).failures) == 1
    monkeypatch.setattr(Engine, "block", lambda *_args, **_wanted: 1 / 0)
    assert len(run(short, 3_000, SEED, 1, block=2).failures) == 3_000


def test_an_overflowing_log_is_a_failed_run(short, monkeypatch):
    """Events that do not fit the log make a story incomplete, so the run is reported."""
    real = Engine.block

    def block(self, first, last, **wanted):
        found = real(self, first, last, **wanted)
        found.lost[0] = 2 if first <= 5 < last else 0
        return found

    monkeypatch.setattr(Engine, "block", block)
    (failure,) = run(short, 20, SEED, 1, block=1).failures
    assert failure["run"] == 5
    assert "2 events" in failure["why"]


def test_failures_are_written_and_counted(tmp_path, monkeypatch):
    """`run` answers with the number of failures, and the folder keeps their tracebacks."""
    monkeypatch.setattr(Engine, "block", fails_at(4))
    assert write(tmp_path / "out") == 1
    (failure,) = read_manifest(tmp_path / "out")["failures"]
    assert (failure["run"], failure["seed"]) == (4, SEED)
    assert "in run 4" in failure["traceback"]
    assert len(read_result(tmp_path / "out").run_columns["run"]) == 39


# Whole or absent.


def test_an_interrupted_run_leaves_nothing(tmp_path, monkeypatch):
    """Ctrl-C in the middle: no half-written folder that looks like a result."""
    real, done = RunWriter.add, []

    def stop(self, columns):
        real(self, columns)
        done.append(1)
        raise KeyboardInterrupt

    monkeypatch.setattr(RunWriter, "add", stop)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "out")
    assert done
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_from_the_progress_bar_stops_the_batch(short):
    """The bar is where Ctrl-C arrives most often; no thread goes on behind it."""
    seen = []

    def stop(n):
        seen.append(n)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(short, 2_000, SEED, workers=2, block=10, progress=stop)
    assert seen == [10]


def test_an_interrupt_keeps_the_earlier_result(tmp_path, written, monkeypatch):
    """Replacing is the last step, so yesterday's result survives today's Ctrl-C."""
    folder = shutil.copytree(written, tmp_path / "out")
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}

    def stop(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "write_manifest", stop)
    with pytest.raises(KeyboardInterrupt):
        write(folder)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before


def test_a_folder_with_other_things_in_it_is_refused(tmp_path):
    """`--out .` or `--out ~` must not cost anybody their files."""
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "chapter.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(InputError, match="something else is there"):
        write(folder)
    assert (folder / "chapter.txt").read_text(encoding="utf-8") == "years of work"
    assert [p.name for p in tmp_path.iterdir()] == ["thesis"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    """A file is never replaced by a folder."""
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(InputError, match="something else is there"):
        write(tmp_path / "out")


def test_a_place_that_cannot_be_written_is_bad_input(tmp_path):
    """A folder inside a file cannot be made: one message, no traceback."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError):
        write(tmp_path / "file" / "out")


def test_an_earlier_result_is_replaced_as_a_whole(tmp_path, written):
    """Nothing of the old result, such as its figures, may stay beside the new one."""
    folder = shutil.copytree(written, tmp_path / "out")
    (folder / "figures").mkdir(exist_ok=True)
    (folder / "figures" / "old.png").write_bytes(b"old")
    seal_result(folder)
    write(folder)
    assert read_manifest(folder)["runs"] == 40
    assert not (folder / "figures").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_may_be_filled(tmp_path):
    """`mktemp -d` makes one first."""
    (tmp_path / "out").mkdir()
    write(tmp_path / "out")
    assert read_manifest(tmp_path / "out")["runs"] == 40


def test_an_error_inside_leaves_nothing(tmp_path):
    """Whatever goes wrong while a folder is filled."""

    def fill():
        with new_folder(tmp_path / "out") as hidden:
            (hidden / "runs.parquet").write_bytes(b"half")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fill()
    assert list(tmp_path.iterdir()) == []


# Reading back.


def test_a_folder_reads_back_as_it_was_written(written):
    """Figures, comparisons and explanations all start from the folder."""
    scenario = load_scenario(
        JANUARY,
        ["days=90", "parameters=prior", "parameters.set.claim_chance=1e-3", "hypotheses.H1=A"],
    )
    again, stored = run(scenario, 60, SEED, event_runs=20), read_result(written)
    assert equal(again.run_columns, stored.run_columns)
    for name in ("series", "mean", "q05", "q95", "day"):
        assert np.array_equal(again.daily_columns[name], stored.daily_columns[name])
    for name, column in again.event_columns.items():
        kept = stored.event_columns[name]
        assert np.array_equal(column.astype(kept.dtype), kept), name


def test_the_inputs_in_a_folder_give_the_same_runs(written):
    """A result can be made again from its own folder, with nothing else of the scenario left."""
    scenario = store.scenario_of(written)
    assert {p.parent for p in scenario.files} == {written / "inputs"}
    again = run(scenario, 60, SEED, event_runs=20)
    stored = read_result(written)
    assert equal(again.run_columns, stored.run_columns)
    assert np.array_equal(again.event_columns["u"], stored.event_columns["u"])
    assert (again.event_columns["forced"] == FROM_HISTORY).any()


@pytest.mark.parametrize("name", sorted(p.stem for p in SCENARIOS.glob("*.yaml")))
def test_the_inputs_of_every_shipped_scenario_read_back(tmp_path, name):
    """Variables, conditions, dates and words such as `yes` survive the way through the file."""
    scenario = load_scenario(SCENARIOS / f"{name}.yaml")
    store.write_inputs(scenario, tmp_path)
    again = load_scenario(tmp_path / "inputs" / "scenario.yaml")
    assert again.changes == scenario.changes
    assert (again.start, again.days, again.history_until) == (
        scenario.start,
        scenario.days,
        scenario.history_until,
    )
    a, b = (Engine(s, SEED).block(0, 3).tallies for s in (scenario, again))
    assert np.array_equal(a, b)


def test_the_manifest_says_what_was_run(written):
    """Versions, seed, settings and code: what one needs to get the same numbers again."""
    manifest = read_manifest(written)
    expected = {
        "format": FORMAT,
        "runs": 60,
        "seed": SEED,
        "days": 90,
        "event_runs": 20,
        "kept_runs": 60,
        "daily_runs": 60,
        "parameters": "prior",
        "code": engine_hash(),
        "scenario": "january_2020.yaml",
        "start": "2019-10-28",
        "history_until": "2020-01-08",
        "hypotheses": {"H1": "A"},
        "failed_runs": 0,
        "parameter_values": {"claim_chance": 0.001},
        "failures": [],
    }
    assert {k: manifest[k] for k in expected} == expected
    assert manifest["settings"][0] == "days=90"
    assert {"flashpoint", "numpy", "numba", "mesa", "pyarrow"} == set(manifest["versions"])
    assert manifest["title"]
    assert manifest["made"]
    assert manifest["means"]["n_rocket_attacks"] > 0


@pytest.mark.parametrize("name", ["runs", "daily", "events"])
@pytest.mark.parametrize("harm", ["cut", "empty", "gone", "garbage"])
def test_a_corrupt_table_is_one_clear_error(tmp_path, written, name, harm):
    """A table that lost its end must not be read as a smaller batch."""
    folder = shutil.copytree(written, tmp_path / "out")
    path = folder / f"{name}.parquet"
    whole = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(
            {
                "cut": whole[: len(whole) // 2],
                "empty": b"",
                "garbage": b"PAR1" + bytes(200) + b"PAR1",
            }[harm]
        )
    with pytest.raises(InputError) as error:
        read_result(folder)
    assert error.value.path == path


def test_only_the_wanted_tables_are_read(tmp_path, written):
    """`explain --find` looks at runs alone, so a missing daily table must not stop it."""
    folder = shutil.copytree(written, tmp_path / "out")
    (folder / "daily.parquet").unlink()
    assert len(read_result(folder, ("runs",)).run_columns["run"]) == 60


@pytest.mark.parametrize("text", [None, "", "{", json.dumps({"format": 99})])
def test_a_folder_without_a_good_manifest_is_no_result(tmp_path, text):
    """Any other folder, or one written by another format, is refused by name."""
    if text is not None:
        (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_result(tmp_path)


def test_the_writer_writes_every_row_in_row_groups(tmp_path, monkeypatch):
    """Rows go to disk as they come, in groups, and nothing waits for ever."""
    monkeypatch.setattr(RunWriter, "ROWS", 100)
    writer = RunWriter(tmp_path / "runs.parquet")
    for first in range(0, 250, 50):
        writer.add({"run": np.arange(first, first + 50), "x": np.full(50, 0.5)})
        assert writer.rows < 100
    writer.close()
    file = pq.ParquetFile(tmp_path / "runs.parquet")
    assert file.num_row_groups == 3
    assert file.read()["run"].to_pylist() == list(range(250))
