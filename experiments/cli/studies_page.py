"""Runs the shipped studies and writes docs/studies.md: `python -m experiments.cli.studies_page`.

`experiments.report.studies_page` makes the page from what the sweeps found.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from experiments.analysis.study_results import StudyResults, analyse
from experiments.cli.output import console
from experiments.cli.sweep import sweep_study
from experiments.report.studies_page import page
from experiments.study.study import Study
from experiments.study.study_file import load_study

ROOT: Final = Path(__file__).parents[2]
STUDIES: Final = ROOT / "experiments" / "studies"
PAGE: Final = ROOT / "docs" / "studies.md"
RESULTS: Final = Path("results") / "studies"
QUICK_RESULTS: Final = Path("results") / "quick"
QUICK_RUNS: Final = 100
QUICK_BASE: Final = 8


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the shipped studies as far as they have not been run, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few runs, and no page in docs/")
    parser.add_argument("--results", type=Path, help="folder for the sweeps")
    asked = parser.parse_args(arguments)
    results = asked.results or (QUICK_RESULTS if asked.quick else RESULTS)
    found, seconds = [], {}
    for path in sorted(STUDIES.glob("*.yaml")):
        begun = time.perf_counter()
        found.append(_run(path, results / path.stem, asked.quick))
        seconds[path.stem] = time.perf_counter() - begun
    target = results / PAGE.name if asked.quick else PAGE
    target.write_text(page(found), encoding="utf-8")
    for name, took in seconds.items():
        console.print(f"{took:>7.0f} s  {name}")
    console.print(f"{sum(seconds.values()):>7.0f} s  all; written: {target}", soft_wrap=True)


def _run(path: Path, folder: Path, quick: bool) -> StudyResults:
    """The sweep of one study, and what it found."""
    settings = quick_settings(load_study(path)) if quick else []
    if sweep_study(path, folder, None, None, dry_run=False, settings=settings):
        raise SystemExit(f"{path.name}: blocks failed, see {folder}/failed")
    return analyse(load_study(path, settings), folder)


def quick_settings(study: Study) -> list[str]:
    """The same study with so few runs that it shows that all parts work, and nothing else."""
    settings = [f"runs={QUICK_RUNS}"]
    if study.design.kind == "sobol":
        settings.append(f"design.base={QUICK_BASE}")
    if study.futures:
        settings += ["futures.samples=20", "futures.runs=2"]
    return settings


if __name__ == "__main__":
    main()
