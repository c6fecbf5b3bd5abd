"""Points across what is left open: same samples, same luck, every variant, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.runs.parameter_uncertainty import nested, uncertainty_part
from experiments.runs.structural_uncertainty import variant_scenarios
from experiments.study.study_file import load_study
from experiments.sweep.block_store import PARTS
from experiments.sweep.blocks import Case, SweepBlock, inputs_of, rows
from experiments.sweep.cluster import _packer
from experiments.sweep.plan import Keys
from experiments.sweep.results import read_sweep
from experiments.sweep.run import SweepPlan, drawn_parameters, estimate, plan, run_sweep
from experiments.sweep.uncertainty_ensemble import (
    bands,
    futures_plan,
    read_futures,
    silenced,
    variant_shifts,
)
from experiments.sweep.worker import _Bag, _engine
from sim.ensemble import Engine
from sim.errors import InputError
from sim.outcomes import NEVER, OUTCOMES
from sim.parameters import PARAMETERS, moved_by

SCENARIOS = Path(__file__).parents[3] / "scenarios"
SAMPLES, EACH = 20, 3
STUDY = """\
title: Replies
question: Does a higher threshold help within a month?
scenarios: [month.yaml]
factors:
  {factors}
design: grid
runs: 30
outcomes: [n_rocket_attacks, open_war]
futures: {{samples: {samples}, runs: 3, variants: {variants}}}
"""
REPLY = "reply: {lever: us.reply.deaths_needed, values: [0, 3], dose: set}"
COMMAND = "command: {hypothesis: H2, values: [A, B]}"
GROWTH = "growth: {parameter: isis_growth, values: [0.005, 0.02]}"


def written(folder: Path, *factors: str, variants: str = "true", samples: int = SAMPLES) -> Any:
    """A study on 40 days of the baseline."""
    text = f"extends: {SCENARIOS}/baseline.yaml\ntitle: A month\ndays: 40\n"
    (folder / "month.yaml").write_text(text)
    path = folder / "study.yaml"
    joined = "\n  ".join(factors)
    path.write_text(STUDY.format(factors=joined, variants=variants, samples=samples))
    return load_study(path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: Any) -> Any:
    """A study with two policies, its plan of futures, and the folder in which they have run."""
    folder = tmp_path_factory.mktemp("futures")
    study = written(folder, REPLY)
    what = futures_plan(study)
    assert what is not None
    run_sweep(what, folder / "out", 2)
    return study, what, folder / "out"


# What is to be run.


def test_every_point_meets_every_variant(made: Any) -> None:
    """Two policies times the variants as set and ten others; each case names its point."""
    study, what, _ = made
    points = {case.id: case.values["reply"] for case in plan(study).cases}
    assert len(what.cases) == len({case.id for case in what.cases}) == 2 * 11
    assert {c.values["of_point"]: c.values["reply"] for c in what.cases} == points
    (base,) = study.bases.values()
    for point in points:
        mine = [c.values["variant"] for c in what.cases if c.values["of_point"] == point]
        assert mine == ["", *variant_scenarios(base)]
    assert (what.runs, what.seed, what.until) == (SAMPLES * EACH, study.seed, {})
    assert {case.each for case in what.cases} == {EACH}
    assert what.manifest["futures"] == {"samples": SAMPLES, "runs": EACH, "variants": True}
    assert what.manifest.items() >= plan(study).manifest.items()


def test_a_case_is_its_point_under_its_variant(made: Any) -> None:
    """The scenario that runs has the variant, and all else from the point."""
    study, what, _ = made
    points = {case.id: case.scenario() for case in plan(study).cases}
    for case in what.cases:
        scenario, point = case.scenario(), points[case.values["of_point"]]
        said = dict(point.hypotheses)
        if case.values["variant"]:
            name, letter = case.values["variant"].split("-")
            said[name] = letter
        assert scenario.hypotheses == said
        assert replace(scenario, hypotheses=point.hypotheses) == point


def test_variants_that_a_factor_silences_are_not_run(tmp_path: Path) -> None:
    """They would be the same rows again, and the study would say that the variant is nothing.

    Growth of ISIS is what H3-A moves, so with it as a factor neither side of H3 can speak.
    """
    study = written(tmp_path, COMMAND, GROWTH)
    assert silenced(study) == {"H2", "H3"}
    (base,) = study.bases.values()
    what = futures_plan(study)
    assert what is not None
    left = [name for name in variant_scenarios(base) if name[:2] not in ("H2", "H3")]
    assert len(left) == 7
    for point in plan(study).cases:
        mine = [c for c in what.cases if c.values["of_point"] == point.id]
        assert [c.values["variant"] for c in mine] == ["", *left]
        assert {c.scenario().hypotheses["H2"] for c in mine} == {point.values["command"]}
    assert silenced(written(tmp_path, REPLY)) == set()


def test_a_study_may_leave_variants_or_futures_out(tmp_path: Path) -> None:
    """Without variants there is one case a point; without the key there is no plan."""
    what = futures_plan(written(tmp_path, REPLY, variants="false"))
    assert what is not None
    assert [c.values["variant"] for c in what.cases] == ["", ""]
    assert futures_plan(replace(written(tmp_path, REPLY), futures=None)) is None


# Which parameters and which luck a run has.


def test_all_points_meet_the_same_samples_and_a_factor_wins(tmp_path: Path) -> None:
    """Draw d has the parameters of run d of the main sweep, but for what a factor sets."""
    study = written(tmp_path, REPLY, "blame: {parameter: blame_error, values: [0.1, 0.5]}")
    what = futures_plan(study)
    assert what is not None
    runs = list(range(SAMPLES * EACH))
    main = drawn_parameters(plan(study).cases[0], study.seed, runs)
    for case in (c for c in what.cases if not c.values["variant"]):
        found = drawn_parameters(case, study.seed, runs)
        assert set(found["blame_error"]) == {case.values["blame"]}
        for name in set(PARAMETERS) - {"blame_error"}:
            expected = np.repeat(main[name].to_numpy()[:SAMPLES], EACH)
            assert np.array_equal(found[name], expected), name
    assert main["fire_base"].nunique() > 5


def test_a_variant_moves_its_own_parameters_and_weighs_the_posterior_anew(made: Any) -> None:
    """What is not fitted and not moved stays sample for sample; the fitted take the weights
    of the variant.

    A variant that fits all samples alike changes no fitted parameter.
    """
    study, what, _ = made
    first = what.cases[0].values["of_point"]
    cases = {c.values["variant"]: c for c in what.cases if c.values["of_point"] == first}
    runs = list(range(0, SAMPLES * EACH, EACH))
    base = drawn_parameters(cases[""], study.seed, runs)
    for variant, case in cases.items():
        if not variant:
            continue
        name, letter = variant.split("-")
        moved = {key for found in moved_by({name: letter}) for key in found}
        found = drawn_parameters(case, study.seed, runs)
        still = set(PARAMETERS) - moved
        assert all(np.array_equal(found[p], base[p]) for p in still), variant
        assert any(not np.array_equal(found[p], base[p]) for p in moved), variant


def test_a_case_runs_what_the_nested_batch_runs(made: Any) -> None:
    """`run` prints a spread over parameters; the futures of a point must give the same numbers."""
    study, _, folder = made
    frame = read_futures(folder, ["n_rocket_attacks", "open_war"])
    for case in plan(study).cases:
        grids = nested(case.scenario(), SAMPLES, EACH, study.seed, 1).columns
        for name in ("n_rocket_attacks", "open_war"):
            expected = uncertainty_part(grids[name], OUTCOMES[name].kind)
            assert bands(frame, name)[case.id] == expected


def test_policies_share_luck_sample_by_sample(tmp_path: Path) -> None:
    """Two points that are the same scenario have the same rows; else policies could not be paired.

    Negative control: under another variant the rows differ.
    """
    study = written(tmp_path, "kept: {policies: {nothing: [], none at all: []}}")
    what = futures_plan(study)
    assert what is not None
    run_sweep(what, tmp_path / "out", 1)
    frame = read_futures(tmp_path / "out", ["n_rocket_attacks"])
    one, two = (
        frame[frame["kept"] == name].drop(columns=["point", "kept"]).reset_index(drop=True)
        for name in ("nothing", "none at all")
    )
    assert one.astype({"variant": str}).equals(two.astype({"variant": str}))
    wide = one.pivot(index="run", columns="variant", values="n_rocket_attacks")
    assert (wide["H2-A"] != wide[""]).any()


# The store.


def test_order_and_threads_leave_the_same_futures(made: Any, tmp_path: Path) -> None:
    """How the cases are run may not matter; negative control: other samples are other content."""
    _, what, folder = made
    backwards = replace(what, cases=what.cases[::-1])
    run_sweep(backwards, tmp_path / "backwards", 1)
    expected = read_sweep(folder).content_hash()
    assert read_sweep(tmp_path / "backwards").content_hash() == expected
    run_sweep(replace(what, seed=what.seed + 1), tmp_path / "other", 2)
    assert read_sweep(tmp_path / "other").content_hash() != expected


def test_futures_continued_after_a_cut_equal_uninterrupted_ones(made: Any, tmp_path: Path) -> None:
    """Half of the parts are gone and one is corrupt; only these run again; the end is the same."""
    _, what, folder = made
    run_sweep(what, tmp_path, 2)
    parts = sorted((tmp_path / PARTS).iterdir())
    for path in parts[::2]:
        path.unlink()
    parts[1].write_bytes(parts[1].read_bytes()[:3_000])
    done = run_sweep(what, tmp_path, 1)
    assert (done.runs_new, done.repairs.corrupt) == (12 * SAMPLES * EACH, 1)
    assert read_sweep(tmp_path).content_hash() == read_sweep(folder).content_hash()
    assert run_sweep(what, tmp_path).runs_new == 0


def test_more_samples_add_and_do_not_change(made: Any, tmp_path: Path) -> None:
    """The first samples stay as they were, on disk and in their rows; fewer samples read fewer."""
    study, what, folder = made
    less = futures_plan(replace(study, futures=replace(study.futures, samples=SAMPLES + 5)))
    assert less is not None
    few = SweepPlan(what.cases[:1], what.runs, what.seed, manifest=what.manifest)
    many = SweepPlan(less.cases[:1], less.runs, less.seed, manifest=less.manifest)
    run_sweep(few, tmp_path)
    assert run_sweep(many, tmp_path).runs_new == 5 * EACH
    assert read_futures(tmp_path, ["us_killed"])["sample"].nunique() == SAMPLES + 5
    assert run_sweep(few, tmp_path).runs_new == 0
    found = read_futures(tmp_path, ["us_killed"])
    whole = read_futures(folder, ["us_killed"])
    assert found["us_killed"].tolist() == whole["us_killed"].tolist()[: SAMPLES * EACH]


def test_runs_of_a_draw_are_among_the_inputs(made: Any) -> None:
    """Rows of 3 runs a sample and of 1 may never lie in one table; 1 keeps the old hash."""
    _, what, folder = made
    scenario = what.cases[0].scenario()
    assert inputs_of(scenario, 1) == inputs_of(scenario)
    assert len({inputs_of(scenario, each) for each in (1, 2, 3, 25)}) == 4
    stored = read_sweep(folder).parts
    assert all(Keys(what).belongs(p) for p in stored)
    plain = replace(what, cases=tuple(replace(c, each=1) for c in what.cases))
    assert not any(Keys(plain).belongs(p) for p in stored)


def test_a_worker_elsewhere_runs_the_same_samples(made: Any) -> None:
    """The parcel for the cluster carries the runs of each sample: bytes equal those made here."""
    _, what, _ = made
    case = what.cases[0]
    for each in (EACH, 7):
        mine = replace(case, each=each)
        block = SweepBlock(mine, inputs_of(mine.scenario(), each), "code", what.seed, 4, 40)
        here = rows(Engine(mine.scenario(), what.seed, each), block.notes)
        assert rows(_engine(_Bag(_packer()(block))), block.notes) == here
    other = rows(Engine(case.scenario(), what.seed, 1), block.notes)
    assert other != here


def test_the_estimate_counts_the_futures(made: Any, tmp_path: Path) -> None:
    """A dry run must say what the second batch takes, and that nothing is left when it is there."""
    _, what, folder = made
    needs = estimate(what, tmp_path / "none", 1)
    assert (needs.points, needs.runs, needs.missing) == (22, 22 * 60, 22 * 60)
    assert estimate(what, folder, 1).missing == 0


# What is read.


def test_futures_read_back_with_their_samples(made: Any) -> None:
    """One row a run: point of the main sweep, variant, sample, factors; equal to the engine's."""
    study, what, folder = made
    frame = read_futures(folder, ["us_killed", "vote"])
    assert list(frame.columns) == [
        "point",
        "variant",
        "sample",
        "run",
        "reply",
        "us_killed",
        "vote",
    ]
    assert (frame["sample"] == frame["run"] // EACH).all()
    assert len(frame) == len(what.cases) * SAMPLES * EACH
    assert set(frame["point"]) == {case.id for case in plan(study).cases}
    case = what.cases[3]
    block = Engine(case.scenario(), study.seed, EACH).block(0, SAMPLES * EACH)
    mine = frame[
        (frame["point"] == case.values["of_point"]) & (frame["variant"] == case.values["variant"])
    ]
    assert mine["us_killed"].tolist() == block.tallies["us_killed"].tolist()


def test_any_outcome_with_a_mean_has_bands_and_variants(made: Any) -> None:
    """The band's mean is that of the variants as set; each variant mean is that of its rows."""
    _, what, folder = made
    names = [name for name in OUTCOMES if name not in NEVER]
    frame = read_futures(folder, names)
    for name in names:
        found, others = bands(frame, name), variant_shifts(frame, name)
        assert list(found) == list(others) == list(dict.fromkeys(frame["point"]))
        for point, band in found.items():
            mine = frame[frame["point"] == point]
            assert band.mean == pytest.approx(mine[mine["variant"] == ""][name].mean(), abs=1e-9)
            for shift in others[point]:
                there = mine[mine["variant"] == shift.variant][name].mean()
                assert band.mean + shift.difference == pytest.approx(there, abs=1e-6)
            asked = [c.values["variant"] for c in what.cases[1:11]]
            assert [s.variant for s in others[point]] == asked


@pytest.fixture(scope="module")
def one_point(made: Any) -> Any:
    """The futures of the first point as set."""
    return read_futures(made[2], ["n_rocket_attacks"]).iloc[: SAMPLES * EACH]


@given(st.permutations(range(SAMPLES * EACH)))
def test_bands_do_not_hang_on_the_order_of_rows(one_point: Any, order: list[int]) -> None:
    """A table that was sorted or filtered by someone must not mix the runs of two samples."""
    expected = bands(one_point, "n_rocket_attacks")
    assert bands(one_point.iloc[order], "n_rocket_attacks") == expected


def test_a_draw_cut_in_two_by_a_lost_block_is_left_out(tmp_path: Path) -> None:
    """Blocks end at multiples of 2,000 runs, which no sample of 3 respects."""
    study = written(tmp_path, REPLY, variants="false", samples=700)
    what = futures_plan(study)
    assert what is not None
    run_sweep(
        SweepPlan(what.cases, what.runs, what.seed, manifest=what.manifest), tmp_path / "out", 2
    )
    sweep = read_sweep(tmp_path / "out")
    lost = next(p for p in sweep.parts if p.first == 0)
    lost.path.unlink()
    frame = read_futures(tmp_path / "out", ["n_rocket_attacks"])
    points = [case.values["of_point"] for case in what.cases]
    sizes = frame.groupby("point", observed=True)["sample"].nunique()
    assert [sizes[p] for p in points] == [700 - 667, 700]
    assert (frame.groupby(["point", "sample"], observed=True).size() == EACH).all()
    assert set(bands(frame, "n_rocket_attacks")) == set(points)
    alone = frame[(frame["point"] == points[1]) | (frame["sample"] == 699)]
    assert set(bands(alone, "n_rocket_attacks")) == {points[1]}


def test_a_main_sweep_is_not_read_as_futures(tmp_path: Path) -> None:
    """One run a sample has no chance of its own; to pool it by sample would be silent nonsense."""
    study = written(tmp_path, REPLY)
    what = plan(study)
    case: Case = what.cases[0]
    run_sweep(SweepPlan((case,), 10, 1, manifest=what.manifest), tmp_path / "main")
    with pytest.raises(InputError, match="the folder `futures`"):
        read_futures(tmp_path / "main", ["us_killed"])


def test_futures_lie_in_the_folder_of_their_study(made: Any, tmp_path: Path) -> None:
    """Main sweep, futures, tables and report share a folder, and each can be continued there."""
    study, what, _ = made
    small = SweepPlan(what.cases[:1], what.runs, what.seed, manifest=what.manifest)
    run_sweep(plan(study), tmp_path / "s")
    run_sweep(small, tmp_path / "s" / "futures")
    (tmp_path / "s" / "tables").mkdir()
    (tmp_path / "s" / "report.md").write_text("words")
    at_work = tmp_path / "s" / "futures" / ".study.json.1.tmp"
    at_work.write_text("half")
    assert run_sweep(plan(study), tmp_path / "s").runs_new == 0
    assert at_work.exists()
    assert run_sweep(small, tmp_path / "s" / "futures").runs_new == 0
    assert not at_work.exists()
    assert len(read_sweep(tmp_path / "s").runs) == 60
