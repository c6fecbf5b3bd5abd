"""`flashpoint page`: a scenario as one HTML file that simulates in the reader's browser."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path
from typing import Final, NamedTuple

from calibration.evidence.library import load_scenario
from experiments.cli.output import console, run_progress
from experiments.page.one_file import page_html
from experiments.page.page_data import PageData, page_data, words_alone
from experiments.page.still import Still, still_of
from experiments.runs import store
from experiments.runs.batch import run_batch, runs_in_all
from experiments.runs.result import Result
from experiments.runs.runner import DEFAULT_RUNS, DEFAULT_SEED
from sim.errors import InputError
from sim.inputs.files import write_bytes
from sim.inputs.scenario import Scenario
from sim.luck import check_seed
from sim.meaning import engine_hash
from sim.wasm.packaged import KernelError, packaged

SUFFIX: Final = ".html"
MOST_BYTES: Final = 3_000_000
"""What can be sent by mail."""
FIGURES: Final = "figures"
LEAST: Final = 300
MOST: Final = 20_000
"""Futures that a page may be asked for: fewer say little, more fill a browser's memory."""


class Shown(NamedTuple):
    """What a page is made of."""

    scenario: Scenario
    result: Result
    runs: int
    seed: int
    name: str
    """Of the file, unless another is asked for."""
    still: Still


def write_page(
    said: Path, out: Path | None, runs: int | None, seed: int | None, show: bool
) -> None:
    """Write the page of a scenario, or of a result folder, and print its path.

    Raises InputError for bad input and for a page too large to send.
    """
    if out is not None:
        _check_file(out)
    is_result = (said / store.MANIFEST).is_file()
    shown = _of_result(said, runs, seed) if is_result else _of_scenario(said, runs, seed)
    path = out or Path(f"{shown.name}{SUFFIX}")
    _check_file(path)
    save_page(shown, path)
    if show:
        webbrowser.open(path.resolve().as_uri())


def save_page(shown: Shown, path: Path) -> None:
    """Write a page and print its path; where it cannot simulate, why. Raises as `write_page`."""
    data = _data(shown)
    page = page_html(data, shown.still).encode()
    if len(page) > MOST_BYTES:
        got, accepts = f"a page of {len(page) / 1e6:.1f} MB", "3 MB: fewer posterior samples"
        raise InputError(shown.scenario.path, 1, "parameters", got, accepts)
    write_bytes(path, page)
    if why := data.told.get("no_simulation"):
        console.print(f"Mind: the page does not simulate: {why}", soft_wrap=True)
    console.print(f"written: {path} ({len(page) / 1e6:.1f} MB)", soft_wrap=True)


def _check_file(path: Path) -> None:
    if path.suffix != SUFFIX or path.is_dir():
        raise InputError("--out", 0, "--out", path, f"a file whose name ends in {SUFFIX}")


def _of_scenario(said: Path, runs: int | None, seed: int | None) -> Shown:
    """A scenario, run now for the words and figures of its page."""
    runs = DEFAULT_RUNS if runs is None else runs
    seed = check_seed(DEFAULT_SEED if seed is None else seed)
    if not LEAST <= runs <= MOST:
        raise InputError("--runs", 0, "--runs", runs, f"a whole number from {LEAST} to {MOST}")
    scenario = load_scenario(said)
    with run_progress(scenario.title, runs_in_all(scenario, runs, hypotheses=True)) as advance:
        result = run_batch(scenario, runs, seed, hypotheses=True, progress=advance).result
    return Shown(scenario, result, runs, seed, scenario.path.stem, _drawn(result))


def _drawn(result: Result) -> Still:
    """Words, table and figures of a result whose figures are not drawn yet."""
    from experiments.plots.run.figures import save_figures

    with tempfile.TemporaryDirectory() as folder:
        save_figures(result, Path(folder))
        return still_of(result, Path(folder))


def _of_result(folder: Path, runs: int | None, seed: int | None) -> Shown:
    """A result as it lies there. Raises InputError where other runs or another seed are asked."""
    for option, value in (("--runs", runs), ("--seed", seed)):
        if value is not None:
            raise InputError(option, 0, option, value, "nothing: a result has its own")
    result = store.read_result(folder)
    manifest = result.manifest
    held = min(MOST, max(LEAST, int(manifest["runs"])))
    name, figures = folder.resolve().name, folder / FIGURES
    still = still_of(result, figures) if figures.is_dir() else _drawn(result)
    return Shown(store.scenario_of(folder), result, held, int(manifest["seed"]), name, still)


def _data(shown: Shown) -> PageData:
    """What the page holds; words alone where it would not show what was run."""
    if shown.result.manifest["code"] != engine_hash():
        return words_alone(shown.scenario, "the rules have changed since these runs were made")
    try:
        return page_data(shown.scenario, packaged(), shown.seed, shown.runs)
    except KernelError as error:
        return words_alone(shown.scenario, str(error))
