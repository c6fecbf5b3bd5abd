"""What a page can be made of: a scenario, two of them, the result of a run, or that of a study."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from calibration.evidence.library import load_scenario
from experiments.analysis.study_results import StudyResults, analyse
from experiments.page.cases import Case, with_cases
from experiments.page.page_data import PageData, page_data, words_alone
from experiments.page.pair_words import pair_words
from experiments.page.still import Still, pictures_html, still_of, words_html
from experiments.page.study_words import study_still
from experiments.runs import store
from experiments.runs.batch import run_batch, runs_in_all
from experiments.runs.paired import compare, effects_over_parameters
from experiments.runs.parameter_uncertainty import EACH, n_samples
from experiments.runs.result import Result
from experiments.runs.runner import DEFAULT_RUNS, DEFAULT_SEED, Progress, run
from experiments.study.point_labels import PointLabel
from experiments.study.points import scenario_at
from experiments.study.study import Study
from experiments.study.study_file import load_study
from experiments.sweep import block_store
from experiments.sweep.blocks import inputs_of
from sim.ensemble import Engine
from sim.errors import InputError
from sim.inputs.clean_text import TITLE
from sim.inputs.scenario import Scenario
from sim.luck import check_seed
from sim.meaning import engine_hash
from sim.wasm.packaged import Kernel, KernelError, packaged

LEAST: Final = 300
MOST: Final = 20_000
"""Futures that a page may be asked for: fewer say little, more fill a browser's memory."""
MOST_CASES: Final = 30
"""Points of a study that can be opened in its page."""
SECOND: Final = "b"
"""What a link calls the second scenario of a pair."""
FIGURES: Final = "figures"
PAIR: Final = "Both scenarios as they were sent, whatever is set below"
CHANGED: Final = "the rules have changed since these runs were made"

type Bar = Callable[[str, int], AbstractContextManager[Progress]]
"""Shows the progress of so many runs under a title."""


class Shown(NamedTuple):
    """What a page shows, and what it and its input are called."""

    data: PageData
    still: Still
    name: str
    path: Path


def of_scenario(said: Path, runs: int | None, seed: int | None, bar: Bar) -> Shown:
    """A scenario, run now for the words and figures of its page.

    Raises InputError for bad input.
    """
    runs, seed = _asked(runs, seed)
    scenario = load_scenario(said)
    with bar(scenario.title, runs_in_all(scenario, runs, hypotheses=True)) as advance:
        result = run_batch(scenario, runs, seed, hypotheses=True, progress=advance).result
    return Shown(_data(scenario, seed, runs), _drawn(result), scenario.path.stem, scenario.path)


def of_pair(said: Sequence[Path], runs: int | None, seed: int | None, bar: Bar) -> Shown:
    """Two scenarios, the second beside the first.

    Raises InputError for bad input, and for two that cannot stand in one page.
    """
    runs, seed = _asked(runs, seed)
    a, b = map(load_scenario, said)
    data = _pair_data(a, b, seed, runs)  # refused before anybody waits for runs
    samples = min(n_samples(a, runs), n_samples(b, runs))
    with bar("A and B", 2 * runs + 2 * samples * EACH) as advance:
        x, y = (run(side, runs, seed, progress=advance) for side in (a, b))
        parts = effects_over_parameters(a, b, runs, seed, progress=advance)
    found = compare(x, y, (Engine(a, seed), Engine(b, seed)), parts)
    with tempfile.TemporaryDirectory() as folder:
        from experiments.plots.run.figures import save_comparison

        drawn = save_comparison(x, y, Path(folder), parts)
        still = Still(words_html(PAIR, pair_words(found, x, y)), pictures_html(drawn))
    return Shown(data, still, f"{a.path.stem}_vs_{b.path.stem}", b.path)


def _pair_data(a: Scenario, b: Scenario, seed: int, runs: int) -> PageData:
    data = _data(a, seed, runs)
    if "no_simulation" in data.told:
        return data
    case = Case(SECOND, b.title, b, _data(b, seed, runs))
    return with_cases(data, [case], first=SECOND)


def of_result(folder: Path, runs: int | None, seed: int | None) -> Shown:
    """A result as it lies there. Raises InputError where other runs or another seed are asked."""
    _asks_nothing(runs, seed, "a result has its own")
    result = store.read_result(folder)
    shown = page_of_result(result, _named(store.scenario_of(folder), result), folder / FIGURES)
    return shown._replace(name=folder.resolve().name)


def _named(copy: Scenario, result: Result) -> Scenario:
    """The shipped scenario that a result was made of, where there is one: everybody has its file.

    The result's own copy of its inputs stays at home when the page is sent.
    """
    if result.manifest.get("settings"):
        return copy
    try:
        shipped = load_scenario(Path(str(result.manifest["scenario"])).stem)
    except InputError:
        return copy
    if inputs_of(shipped) != inputs_of(copy):
        return copy
    return replace(shipped, title=copy.title, question=copy.question)


def page_of_result(
    result: Result, scenario: Scenario, figures: Path, wait: Callable[[], None] = lambda: None
) -> Shown:
    """A result, read or just made; its figures are drawn anew where that folder is not there.

    `wait` returns when they are drawn, by somebody who may still be at it.
    """
    held = min(MOST, max(LEAST, int(result.manifest["runs"])))
    data = (
        _data(scenario, int(result.manifest["seed"]), held)
        if result.manifest["code"] == engine_hash()
        else words_alone(scenario, CHANGED)
    )
    wait()
    still = still_of(result, figures) if figures.is_dir() else _drawn(result)
    return Shown(data, still, scenario.path.stem, scenario.path)


def of_study(folder: Path, runs: int | None, seed: int | None) -> Shown:
    """What a sweep found, and its points to be opened.

    Raises InputError where other runs or another seed are asked, and for a study whose file is not
    found or says other things than when it was run.
    """
    _asks_nothing(runs, seed, "a study has its own")
    found = analyse(_study_of(folder), folder)
    points = [p for p in found.labels.values() if found.has(p)]
    base = next((p for p in points if p.is_baseline), points[0])
    others = [p for p in points if p is not base]
    others = others if len(others) <= MOST_CASES else []
    data, ids = _with_points(found, base, others), {}
    if "no_simulation" not in data.told:
        ids = {p.point: case for p, case in zip(others, _ids(others), strict=True)}
    told = data.told | {"title": found.study.title, "question": found.study.question}
    still = study_still(found, ids, sorted((folder / FIGURES).glob("*.png")))
    return Shown(data._replace(told=told), still, found.study.path.stem, found.study.path)


def _ids(points: Sequence[PointLabel]) -> list[str]:
    return [f"p{k + 1}" for k in range(len(points))]


def _with_points(found: StudyResults, base: PointLabel, others: Sequence[PointLabel]) -> PageData:
    """The data of one point, and of the others what sets them apart."""
    if found.manifest["code"] != engine_hash():
        return words_alone(_scenario_at(found, base), CHANGED)
    data = _point_data(found, base, "p0")
    if "no_simulation" in data.told:
        return data
    cases = [
        Case(name, p.label, _scenario_at(found, p), _point_data(found, p, name))
        for name, p in zip(_ids(others), others, strict=True)
    ]
    return with_cases(data, cases, first="")


def _point_data(found: StudyResults, place: PointLabel, name: str) -> PageData:
    """A point as a page holds it: no file says it, so the page brings one along."""
    scenario, study = _scenario_at(found, place), found.study
    with tempfile.TemporaryDirectory() as folder:
        # Stops of the history are found by reading a file again, so one is made of the point.
        store.write_inputs(scenario, Path(folder))
        read = load_scenario(Path(folder) / "inputs" / "scenario.yaml")
        data = _data(read, study.seed, min(MOST, max(LEAST, study.runs)))
    file = {"file": f"{study.path.stem}_{name}.yaml", "file_text": store.scenario_yaml(scenario)}
    return data._replace(told=data.told | file)


def _study_of(folder: Path) -> Study:
    """The study that was swept. Raises InputError where its file says other things now."""
    manifest = block_store.read_manifest(folder)
    swept, file = manifest["text"], Path(manifest["study"])
    settings = [f"{key}={swept[key]}" for key in ("runs", "seed") if key in swept]
    study = load_study(file if file.is_file() else file.stem, settings)
    if json.loads(json.dumps(dict(study.text), default=str)) != swept:
        got, accepts = "another text than when it was swept", f"the study that made {folder}"
        raise InputError(study.path, 1, "study", got, accepts)
    return study


def _scenario_at(found: StudyResults, place: PointLabel) -> Scenario:
    """The scenario of a point under its own title."""
    scenario = scenario_at(found.study, place.values)
    title = f"{found.study.title}: {place.label}"[:TITLE]
    return replace(scenario, title=title, text={**scenario.text, "title": title})


def _asked(runs: int | None, seed: int | None) -> tuple[int, int]:
    runs = DEFAULT_RUNS if runs is None else runs
    if not LEAST <= runs <= MOST:
        raise InputError("--runs", 0, "--runs", runs, f"a whole number from {LEAST} to {MOST}")
    return runs, check_seed(DEFAULT_SEED if seed is None else seed)


def _asks_nothing(runs: int | None, seed: int | None, why: str) -> None:
    for option, value in (("--runs", runs), ("--seed", seed)):
        if value is not None:
            raise InputError(option, 0, option, value, f"nothing: {why}")


def _drawn(result: Result) -> Still:
    """Words, table and figures of a result whose figures are not drawn yet."""
    from experiments.plots.run.figures import save_figures

    with tempfile.TemporaryDirectory() as folder:
        save_figures(result, Path(folder))
        return still_of(result, Path(folder))


def _data(scenario: Scenario, seed: int, runs: int) -> PageData:
    """What a page holds; words alone where its kernel is not that of these rules."""
    kernel = _kernel()
    if isinstance(kernel, str):
        return words_alone(scenario, kernel)
    return page_data(scenario, kernel, seed, runs)


def _kernel() -> Kernel | str:
    """The packaged kernel, or why there is none."""
    try:
        return packaged()
    except KernelError as error:
        return str(error)
