"""Claims about sweeps: nothing runs twice, nothing is lost, and the answer is always the same."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from torture import torture_plan

from experiments import load_scenario
from experiments.runs.statistics import line
from experiments.sweep.block_store import FAILED, OURS, PARTS, StoredPart, read_manifest, read_part
from experiments.sweep.blocks import BLOCK_RUNS, Case, gaps
from experiments.sweep.plan import Keys, lacking
from experiments.sweep.precision import Moments, Reached, half_width, reached, runs_needed
from experiments.sweep.results import points_table, read_sweep
from experiments.sweep.run import Step, SweepPlan, drawn_parameters, estimate, plan, run_sweep
from sim.ensemble import Engine
from sim.errors import InputError
from sim.inputs.scenario import Scenario
from sim.outcomes import outcome_table

ROOT = Path(__file__).parents[3]
SCENARIOS = ROOT / "scenarios"
TORTURE = ROOT / "tests" / "torture.py"
SEED = 3
TORTURE_RUNS = 16_500


@cache
def short(*more: str) -> Scenario:
    """Eight days of the baseline."""
    return load_scenario(SCENARIOS / "baseline.yaml", ("days=8", "parameters=default", *more))


def failures(folder: Path) -> list[dict[str, Any]]:
    """Records of the blocks that failed."""
    return [json.loads(p.read_text("utf-8")) for p in sorted((folder / FAILED).glob("*.json"))]


def case(growth: float, load: Any = None) -> Case:
    """A point with one factor."""
    setting = f"parameters.set.isis_growth={growth}"
    return Case(f"p{growth}", {"growth": growth}, load or (lambda: short(setting)))


def small(*growths: float, runs: int = 300, **more: Any) -> SweepPlan:
    """A sweep over one factor."""
    return SweepPlan(tuple(case(g) for g in growths or (0.01, 0.02)), runs, SEED, **more)


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Name of every part -> inode and time, which change when it is written again."""
    found = {p.name: p.stat() for p in (folder / PARTS).glob("*.parquet")}
    return {name: (s.st_ino, s.st_mtime_ns) for name, s in found.items()}


def test_one_worker_and_many_leave_the_same_rows(tmp_path: Path) -> None:
    """How a sweep is run may not matter; the negative control is another seed."""
    what = small(0.01, 0.02, 0.03, runs=5_000)
    hashes = set()
    for workers in (1, 3):
        run_sweep(what, tmp_path / str(workers), workers)
        hashes.add(read_sweep(tmp_path / str(workers)).content_hash())
    assert len(hashes) == 1
    run_sweep(SweepPlan(what.cases, what.runs, SEED + 1), tmp_path / "other", 2)
    assert read_sweep(tmp_path / "other").content_hash() not in hashes


def test_the_same_command_again_runs_nothing(tmp_path: Path) -> None:
    """Finished blocks are read, not run: their files are not touched."""
    first = run_sweep(small(), tmp_path)
    before = stamps(tmp_path)
    again = run_sweep(small(), tmp_path)
    assert (first.runs_new, again.runs_new, again.runs_before) == (600, 0, 600)
    assert stamps(tmp_path) == before
    assert read_manifest(tmp_path)["state"] == "complete"


def test_more_runs_and_more_values_run_only_what_is_new(tmp_path: Path) -> None:
    """The data are then those of the larger sweep made at once, however the runs were cut."""
    run_sweep(small(0.01, 0.02, runs=300), tmp_path / "grown")
    before = stamps(tmp_path / "grown")
    larger = small(0.01, 0.02, 0.03, runs=2_500)
    assert run_sweep(larger, tmp_path / "grown").runs_new == 3 * 2_500 - 600
    assert before.items() <= stamps(tmp_path / "grown").items()
    run_sweep(larger, tmp_path / "fresh")
    grown, fresh = read_sweep(tmp_path / "grown"), read_sweep(tmp_path / "fresh")
    assert len(grown.parts) > len(fresh.parts)
    assert grown.content_hash() == fresh.content_hash()
    assert grown.frame(["n_events"]).equals(fresh.frame(["n_events"]))


def test_changed_inputs_archive_old_parts_and_changing_back_costs_nothing(tmp_path: Path) -> None:
    """Rows of two worlds are never in one table, and none is deleted."""
    run_sweep(small(), tmp_path)
    before = read_sweep(tmp_path).content_hash()
    longer = SweepPlan(
        tuple(Case(c.id, c.values, lambda: short("days=9")) for c in small().cases), 300, SEED
    )
    changed = run_sweep(longer, tmp_path)
    assert (changed.runs_new, changed.repairs.archived) == (600, 2)
    assert len(list((tmp_path / "archived").rglob("*.parquet"))) == 2
    assert read_sweep(tmp_path).content_hash() != before
    back = run_sweep(small(), tmp_path)
    assert (back.runs_new, back.repairs.taken_back) == (0, 2)
    assert read_sweep(tmp_path).content_hash() == before


@pytest.mark.parametrize(
    "change", [{"code": "older"}, {"inputs": "other"}, {"seed": SEED + 1}, {"point": "gone"}]
)
def test_a_part_belongs_only_with_the_same_code_inputs_seed_and_point(
    change: dict[str, Any], tmp_path: Path
) -> None:
    """An edited rule changes every number, so its parts may not stand beside the old ones."""
    run_sweep(small(0.01), tmp_path)
    (part,) = read_sweep(tmp_path).parts
    keys = Keys(small(0.01))
    assert keys.belongs(part)
    assert not keys.belongs(part._replace(**change))


def test_a_corrupt_part_runs_again_and_nothing_else(tmp_path: Path) -> None:
    """A reader refuses the folder until the next start has repaired it."""
    run_sweep(small(0.01, 0.02, 0.03), tmp_path)
    before = read_sweep(tmp_path).content_hash()
    victim = sorted((tmp_path / PARTS).iterdir())[0]
    victim.write_bytes(victim.read_bytes()[:5_000])
    with pytest.raises(InputError, match="corrupt"):
        read_sweep(tmp_path)
    again = run_sweep(small(0.01, 0.02, 0.03), tmp_path)
    assert (again.runs_new, again.repairs.corrupt) == (300, 1)
    assert read_sweep(tmp_path).content_hash() == before


def test_a_flipped_bit_that_is_read_is_put_right_by_the_next_sweep(tmp_path: Path) -> None:
    """A damaged page is an error, never a number; the part is archived, so its block runs again
    by itself. A part that is merely not there is no damage."""
    run_sweep(small(), tmp_path)
    before = read_sweep(tmp_path)
    victim = before.parts[0].path
    data, column = bytearray(victim.read_bytes()), pq.read_metadata(victim).row_group(0).column(1)
    data[column.data_page_offset + column.total_compressed_size - 1] ^= 1
    victim.write_bytes(data)
    assert read_part(victim) is not None, "the flip must hit a page, not the description"
    with pytest.raises(InputError, match=r"damaged.*it is archived now, and the same"):
        read_sweep(tmp_path).content_hash()
    assert [p.name for p in (tmp_path / "archived" / "corrupt").iterdir()] == [victim.name]
    assert run_sweep(small(), tmp_path).runs_new == 300
    victim.unlink()
    with pytest.raises(InputError, match=r"No such file.*a part that can be read"):
        before.frame(["open_war"])


def test_a_changed_table_of_points_is_refused_until_the_next_sweep_writes_it(
    tmp_path: Path,
) -> None:
    """With another value of a factor every finding stands under another name."""
    run_sweep(small(), tmp_path)
    path = tmp_path / "points.parquet"
    whole, table = path.read_bytes(), pq.read_table(path)
    pq.write_table(table.take([1, 0]), path)
    with pytest.raises(InputError, match="changed since it was written") as caught:
        read_sweep(tmp_path)
    assert caught.value.path == path
    run_sweep(small(), tmp_path)
    assert path.read_bytes() == whole
    assert len(read_sweep(tmp_path).parts) == 2


def test_somebodys_own_table_among_the_parts_is_no_part(tmp_path: Path) -> None:
    """It stays, no reader takes it for runs, and SQL does not either."""
    run_sweep(small(), tmp_path)
    own = tmp_path / PARTS / "mine.parquet"
    pq.write_table(pa.table({"point": ["p0.01"], "run": [999]}), own)
    again = run_sweep(small(), tmp_path)
    assert (again.repairs.corrupt, own.exists()) == (0, True)
    sweep = read_sweep(tmp_path)
    assert len(sweep.frame(["us_killed"])) == 600
    assert sweep.sql("SELECT count(*) AS n FROM runs")["n"].tolist() == [600]


class Flaky:
    """A loader that fails on some calls, as a full memory or a bad cable would."""

    def __init__(self, *bad_calls: int) -> None:
        self.calls, self.bad = 0, bad_calls

    def __call__(self) -> Scenario:
        self.calls += 1
        if self.calls in self.bad:
            raise RuntimeError(f"call {self.calls} went wrong")
        return short()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_block_that_fails_twice_is_recorded_while_the_rest_goes_on(
    workers: int, tmp_path: Path
) -> None:
    """The first call only reads the point's inputs; calls two and three are the two tries."""
    bad = case(0.05, Flaky(2, 3))
    what = SweepPlan((case(0.01), bad, case(0.02)), 300, SEED)
    done = run_sweep(what, tmp_path, workers)
    assert (done.runs_new, len(done.failed)) == (600, 1)
    record = failures(tmp_path)[0]
    assert (record["point"], record["first"], record["last"]) == ("p0.05", 0, 300)
    assert "call 3 went wrong" in record["traceback"]
    assert read_manifest(tmp_path)["state"] == "incomplete"
    healed = run_sweep(what, tmp_path, workers)
    assert (healed.runs_new, healed.failed, failures(tmp_path)) == (300, (), [])
    assert read_manifest(tmp_path)["state"] == "complete"


def test_a_block_that_fails_once_is_tried_again(tmp_path: Path) -> None:
    """A passing trouble leaves no trace."""
    done = run_sweep(SweepPlan((case(0.05, Flaky(2, 3)),), 300, SEED), tmp_path)
    assert (done.runs_new, done.failed, failures(tmp_path)) == (300, (), [])


def test_bad_input_stops_a_sweep_before_it_runs(tmp_path: Path) -> None:
    """A point that does not read is the user's to mend, not a failed block."""
    what = SweepPlan((case(0.01), case(0.02, lambda: short("days=0"))), 300, SEED)
    with pytest.raises(InputError, match="days"):
        run_sweep(what, tmp_path)
    assert not stamps(tmp_path)


def test_progress_only_grows_and_ends_at_the_total(tmp_path: Path) -> None:
    """A bar that jumps back, or stops short, is worse than none."""
    steps: list[Step] = []
    run_sweep(small(runs=2_500), tmp_path, 2, progress=steps.append)
    assert [s.done for s in steps] == sorted(s.done for s in steps)
    assert (steps[0].done, steps[-1].done, steps[-1].total) == (0, 5_000, 5_000)
    assert steps[-1].rate > 0
    assert steps[-1].left_s == 0


def test_the_estimate_counts_only_what_is_missing(tmp_path: Path) -> None:
    """A dry run of a finished sweep says that nothing is left, and writes nothing."""
    before = estimate(small(), tmp_path / "none")
    assert (before.points, before.runs, before.missing, before.blocks) == (2, 600, 600, 2)
    assert not (tmp_path / "none").exists()
    run_sweep(small(), tmp_path / "done")
    after = estimate(small(runs=400), tmp_path / "done")
    assert (after.runs, after.missing, after.blocks) == (800, 200, 2)
    size = sum(p.stat().st_size for p in (tmp_path / "done" / PARTS).iterdir())
    assert size / 3 < before.bytes < 3 * size


def test_the_estimate_of_changed_inputs_counts_what_comes_back_and_what_goes(
    tmp_path: Path,
) -> None:
    """It promises what the sweep then does: the sweep sorts the folder by the same function."""
    run_sweep(small(), tmp_path)
    changed = [Case(c.id, c.values, lambda: short("days=9")) for c in small().cases]
    longer = SweepPlan((changed[0], small().cases[1]), 300, SEED)
    before = estimate(longer, tmp_path)
    assert (before.missing, before.archived) == (300, 1)
    done = run_sweep(longer, tmp_path)
    assert (done.runs_new, done.repairs.archived) == (300, 1)
    back = estimate(small(runs=350), tmp_path)
    assert (back.missing, back.blocks, back.archived) == (100, 2, 1)
    done = run_sweep(small(runs=350), tmp_path)
    assert (done.runs_new, done.repairs.archived, done.repairs.taken_back) == (100, 1, 1)
    again = estimate(small(runs=350), tmp_path)
    assert (again.missing, again.archived) == (0, 0)


def test_the_estimate_says_how_much_a_precision_may_cost_at_most(tmp_path: Path) -> None:
    """Every point at its cap; without `until` the most is what is asked for. Counting is no list:
    a hundred million runs a point are told at once."""
    plain = estimate(small(), tmp_path)
    assert (plain.most_runs, plain.most_bytes) == (plain.runs, plain.bytes)
    run_sweep(small(), tmp_path)
    wide = small(until={"n_rocket_attacks": 0.1}, cap=100_000_000)
    needs = estimate(wide, tmp_path)
    assert (needs.missing, needs.most_runs) == (0, 200_000_000)
    assert needs.seconds == 0 < needs.most_seconds
    assert needs.bytes == 0 < needs.most_bytes


@given(done=st.integers(0, 9_000), runs=st.integers(1, 9_000))
def test_blocks_are_counted_as_they_are_cut(done: int, runs: int) -> None:
    """Negative control for the shortcut of the estimate: the blocks themselves."""
    what = SweepPlan((case(0.01),), runs, SEED)
    parts = {"p0.01": [StoredPart(Path(), "p0.01", "i", "c", SEED, 0, done, 0)]} if done else {}
    cut = list(gaps([(0, done)], runs))
    assert lacking(what, parts, runs) == (sum(b - a for a, b in cut), len(cut))


def _thesis(folder: Path) -> Path:
    (folder / "thesis.tex").write_text("x")
    return folder


def _file(folder: Path) -> Path:
    (folder / "file").write_text("x")
    return folder / "file"


@pytest.mark.parametrize(
    ("place", "says"),
    [(_thesis, "thesis.tex"), (_file, "got a file"), (lambda f: _file(f) / "sweep", "got a file")],
)
def test_a_dry_run_refuses_what_the_sweep_would_refuse(
    place: Callable[[Path], Path], says: str, tmp_path: Path
) -> None:
    """A promise for a folder that cannot be used is worth nothing."""
    folder = place(tmp_path)
    for work in (estimate, run_sweep):
        with pytest.raises(InputError, match=says):
            work(small(), folder)


def test_another_study_is_refused_before_anything_is_archived(tmp_path: Path) -> None:
    """A wrong --out must not turn one study's parts into another's old ones; the same study with
    other values may go on."""
    mine, other = (
        small(manifest={"study": "mine.yaml"}),
        small(0.05, manifest={"study": "other.yaml"}),
    )
    run_sweep(mine, tmp_path)
    before = stamps(tmp_path)
    for work in (estimate, run_sweep):
        with pytest.raises(
            InputError, match=r"sweep of mine\.yaml, and this is other\.yaml.*--out"
        ):
            work(other, tmp_path)
    assert stamps(tmp_path) == before
    assert run_sweep(small(0.01, 0.03, manifest=mine.manifest), tmp_path).runs_new == 300


def test_points_share_their_luck(tmp_path: Path) -> None:
    """Run N has the same parameters at every point; two points of one scenario have equal rows."""
    what = SweepPlan(tuple(Case(k, {"twin": k}, short) for k in "ab"), 300, SEED)
    run_sweep(what, tmp_path)
    runs = read_sweep(tmp_path).runs.drop(columns=["point", "twin"])
    assert runs.iloc[:300].equals(runs.iloc[300:].reset_index(drop=True))


def child(folder: Path) -> subprocess.Popen[bytes]:
    """The torture's sweep in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, str(TORTURE), "--child", str(folder), "--runs", str(TORTURE_RUNS)],
        start_new_session=True,
        cwd=ROOT,
    )


def wait_for(what: Any, seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def test_a_killed_sweep_ends_as_if_nothing_had_happened(tmp_path: Path) -> None:
    """Killed with work in flight, then started again: same content, no finished block run twice.

    While it lived, nobody else could work in its folder. `make torture` does this at twenty random
    moments.
    """
    run_sweep(torture_plan(TORTURE_RUNS), tmp_path / "whole", 2)
    folder = tmp_path / "killed"
    process = child(folder)
    try:
        wait_for(lambda: len(stamps(folder)) > 2)
        with pytest.raises(InputError, match=f"a sweep by process {process.pid} on "):
            run_sweep(torture_plan(TORTURE_RUNS), folder)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    kept = stamps(folder)
    assert 2 < len(kept) < len(stamps(tmp_path / "whole"))
    done = run_sweep(torture_plan(TORTURE_RUNS), folder, 2)
    assert kept.items() <= stamps(folder).items()
    assert done.runs_before > 0
    whole = read_sweep(tmp_path / "whole")
    assert read_sweep(folder).content_hash() == whole.content_hash()
    assert stamps(folder).keys() == stamps(tmp_path / "whole").keys()


values = st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=40)


@given(values=values, cut=st.integers(0, 40))
def test_moments_of_two_heaps_are_those_of_one(values: list[float], cut: int) -> None:
    """So a point's precision can be told part by part, in little memory."""
    x = np.array(values)
    m = Moments().add(x[:cut]).add(x[cut:])
    assert m.n == len(x)
    assert m.mean == pytest.approx(x.mean(), abs=1e-9)
    assert m.squares == pytest.approx(((x - x.mean()) ** 2).sum(), abs=1e-6)


@pytest.mark.parametrize("outcome", ["open_war", "n_rocket_attacks"])
def test_half_widths_are_those_of_the_summary(outcome: str) -> None:
    """One formula for an interval, wherever it is printed."""
    x = np.random.default_rng(1).integers(0, 2, 500)
    found = half_width(outcome, Moments().add(x))
    assert found == pytest.approx(line(outcome, x).half_width)


@given(runs=st.integers(1, 10**6), wide=st.floats(0.01, 100), cap=st.integers(1, 10**6))
def test_more_runs_are_asked_for_just_as_long_as_they_are_needed(
    runs: int, wide: float, cap: int
) -> None:
    """Every round either ends or adds runs, and none goes beyond the cap: the rounds end."""
    cap = max(runs, cap)
    found = [Reached("p", "open_war", runs, 0.5, wide, 1.0)]
    needed = runs_needed(found, runs, cap)
    assert runs <= needed <= cap
    few = runs < BLOCK_RUNS  # too few to be called precise, however narrow
    assert (needed > runs) == ((wide > 1 or few) and runs < cap)


def test_a_sweep_runs_until_every_point_is_as_precise_as_asked(tmp_path: Path) -> None:
    """The precision said is that of the rows on disk; an interruption changes nothing."""
    what = small(runs=200, until={"n_rocket_attacks": 0.06}, cap=50_000)
    done = run_sweep(what, tmp_path / "whole")
    assert [r.enough for r in done.reached] == [True, True]
    runs = read_sweep(tmp_path / "whole").frame(["n_rocket_attacks"])
    for r in done.reached:
        x = runs.loc[runs["point"] == r.point, "n_rocket_attacks"].to_numpy()
        assert 200 < len(x) == r.runs < 50_000
        assert r.half_width == pytest.approx(line(r.outcome, x).half_width)
    run_sweep(what, tmp_path / "cut")
    for path in sorted((tmp_path / "cut" / PARTS).iterdir())[::2]:
        path.unlink()
    run_sweep(what, tmp_path / "cut")
    whole = read_sweep(tmp_path / "whole").content_hash()
    assert read_sweep(tmp_path / "cut").content_hash() == whole


def test_precision_is_judged_by_the_first_runs_alone(tmp_path: Path) -> None:
    """More runs from an earlier sweep may lie there; a decision that saw them would depend on
    history."""
    run_sweep(small(0.01, runs=2_300), tmp_path)
    parts = read_sweep(tmp_path).parts
    runs = read_sweep(tmp_path).runs["n_rocket_attacks"].to_numpy()
    for n in (150, 2_100):
        (found,) = reached("p0.01", parts, n, {"n_rocket_attacks": 1.0})
        assert (found.runs, found.mean) == (n, pytest.approx(runs[:n].mean()))


def test_a_cap_ends_a_sweep_that_cannot_be_precise(tmp_path: Path) -> None:
    """It says how wide the interval still is."""
    done = run_sweep(small(0.01, runs=100, until={"n_rocket_attacks": 1e-6}, cap=2_500), tmp_path)
    (found,) = done.reached
    assert (found.runs, found.enough) == (2_500, False)
    assert read_manifest(tmp_path)["reached"][0]["half_width"] == found.half_width > 1e-6


def test_the_readers_agree_with_the_engine(tmp_path: Path) -> None:
    """DataFrame and SQL show what the engine computed, with the factors beside it."""
    folder = tmp_path / "it's [a] sweep*"
    run_sweep(small(0.01, 0.03, runs=2_500), folder)
    sweep = read_sweep(folder)
    assert sweep.points.to_dict("list") == {"point": ["p0.01", "p0.03"], "growth": [0.01, 0.03]}
    runs = sweep.runs
    assert runs["run"].tolist() == [*range(2_500), *range(2_500)]
    for growth in (0.01, 0.03):
        block = Engine(case(growth).scenario(), SEED).block(0, 2_500)
        rows = runs[runs["growth"] == growth]
        for name, expected in outcome_table(block.tallies).items():
            assert np.array_equal(rows[name], expected), name
    assert list(sweep.frame(["open_war"]).columns) == ["point", "run", "growth", "open_war"]
    answer = sweep.sql("SELECT growth, sum(n_isis_attacks) s FROM runs GROUP BY 1 ORDER BY 1")
    expected = runs.groupby("growth")["n_isis_attacks"].sum()
    assert answer["s"].tolist() == expected.tolist()
    assert sweep.sql("SELECT count(*) n FROM points")["n"].tolist() == [2]


@pytest.mark.parametrize(
    "query", ["SELECT nothing FROM runs", "SELEC", "DROP TABLE x", "", "select 1; select 2"]
)
def test_a_query_that_does_not_work_is_one_clear_error(query: str, tmp_path: Path) -> None:
    """No traceback of the database reaches the user."""
    run_sweep(small(0.01, runs=10), tmp_path)
    with pytest.raises(InputError, match="SQL:1: query"):
        read_sweep(tmp_path).sql(query)


def test_the_readme_reads_a_sweep_as_it_says(tmp_path: Path) -> None:
    """Its lines of Python are run on a sweep, so they cannot go stale."""
    readme = (ROOT / "experiments" / "studies" / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    run_sweep(small(runs=20), tmp_path)
    found: dict[str, Any] = {}
    exec(code.replace("results/studies/reply_threshold", str(tmp_path)), found)
    assert list(found["runs"].columns) == ["point", "run", "growth", "open_war", "us_killed"]
    assert sorted(found["means"]["point"]) == ["p0.01", "p0.02"]


def test_the_readme_names_all_that_lies_in_a_folder() -> None:
    """Whoever finds a file there can look it up."""
    readme = (ROOT / "experiments" / "studies" / "README.md").read_text(encoding="utf-8")
    assert [name for name in sorted(OURS) if f"`{name}" not in readme] == []


def test_readers_say_what_is_wrong(tmp_path: Path) -> None:
    """A folder that is no sweep, an outcome that is none, a sweep that has not begun."""
    with pytest.raises(InputError, match=r"study\.json"):
        read_sweep(tmp_path)
    run_sweep(small(0.01, runs=10), tmp_path)
    with pytest.raises(InputError, match="did you mean 'open_war'"):
        read_sweep(tmp_path).frame(["open_wor"])
    for path in (tmp_path / PARTS).iterdir():
        path.unlink()
    with pytest.raises(InputError, match="no finished block"):
        read_sweep(tmp_path).sql("SELECT 1")
    (tmp_path / "study.json").write_text('{"format": 99}')
    with pytest.raises(InputError, match="format 2"):
        read_sweep(tmp_path)


def test_points_keep_numbers_as_numbers_and_say_mixed_values_in_words() -> None:
    """`never` among thresholds makes words of all; a factor left alone is a gap, not a zero."""
    rows: list[dict[str, Any]] = [
        {"n": 1, "x": 1, "mixed": 3, "gap": None},
        {"n": 2, "x": 0.5, "mixed": "never", "gap": 7},
    ]
    table = points_table([Case(str(k), v, short) for k, v in enumerate(rows)]).to_pydict()
    assert table == {
        "point": ["0", "1"],
        "n": [1, 2],
        "x": [1.0, 0.5],
        "mixed": ["3", "never"],
        "gap": [None, 7],
    }
    with pytest.raises(InputError, match="open_war"):
        points_table([Case("0", {"open_war": 1}, short)])


def test_drawn_parameters_are_those_of_the_run() -> None:
    """They are not stored, so they must follow exactly from seed and run number."""
    prior = Case("p", {}, lambda: short("parameters=prior"))
    found = drawn_parameters(prior, SEED, [3, 7])
    block = Engine(prior.scenario(), SEED).block(0, 8)
    for name, drawn in block.parameters.items():
        assert found[name].tolist() == [drawn[3], drawn[7]]


STUDY = """\
title: ISIS and time
question: Does regrowth matter within eight days?
scenarios: [{scenarios}/baseline.yaml]
factors:
  growth: {{parameter: isis_growth, values: [0.01, 0.02]}}
design: {{kind: grid}}
runs: 50
outcomes: [n_isis_attacks]
baseline: {{growth: 0.01}}
parameters: default
"""


def test_a_study_file_becomes_a_sweep_with_partners(tmp_path: Path) -> None:
    """Every point knows the one that it is compared with, run by run."""
    from experiments.study.study_file import load_study

    file = tmp_path / "growth.yaml"
    file.write_text(STUDY.format(scenarios=SCENARIOS))
    what = plan(load_study(file))
    run_sweep(what, tmp_path / "out")
    sweep = read_sweep(tmp_path / "out")
    assert sweep.factors == ["growth"]
    points = sweep.points.set_index("growth")
    assert set(points["partner"]) == {points.loc[0.01, "point"]}
    assert sweep.manifest["question"] == "Does regrowth matter within eight days?"
    assert len(sweep.runs) == 100
