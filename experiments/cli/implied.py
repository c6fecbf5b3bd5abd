"""`flashpoint params --implied` and `--figure`: what the parameters come to, in plain units."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from calibration.evidence.known_evidence import TOTAL, load_evidence
from calibration.evidence.library import SHIPPED, load_scenario
from experiments.analysis.implied_quantities import (
    GAIN,
    QUANTITIES,
    Quantity,
    implied,
    share_running_away,
)
from experiments.cli.output import console, line, run_progress
from experiments.report.traceability import citations
from experiments.runs.runner import DEFAULT_SEED
from experiments.text.wording import percent, significant
from sim.errors import InputError
from sim.inputs.find_file import SCENARIOS
from sim.inputs.posterior import parameters_of_runs

Values = Mapping[str, npt.NDArray[np.float64]]
BASELINE: Final = SCENARIOS / "baseline.yaml"
DRAWS: Final = 2000
WINTERS: Final = 4000
MARKS: Final = (0.05, 0.5, 0.95)
WAYS: Final[dict[str, Path | None]] = {"default": None, "prior": None, "posterior": SHIPPED}
COUNTED: Final = {"n_rocket_attacks": TOTAL, "n_fatal_attacks": "fatal_attacks_named"}
"""Outcome -> the row of evidence that counts the same."""


def show_implied() -> None:
    """Print what defaults, priors and the shipped posterior imply."""
    found, missing = _all_ways()
    for q in QUANTITIES.values():
        for row in _rows(q, found):
            console.print(row, soft_wrap=True)
        line("", f"{q.meaning} ({q.unit})  {' '.join(q.sources)}", 4)
    console.print()
    line("", f"prior and posterior: median (5 %, 95 %) of {DRAWS:,} draws, seed {DEFAULT_SEED}.", 0)
    gains = ", ".join(f"{way} {percent(share_running_away(v))}" for way, v in found.items())
    line("", f"{GAIN} above 1: {gains} of draws.", 0)
    if missing:
        line("", f"posterior: {missing}", 0)


def _all_ways() -> tuple[dict[str, Values], str]:
    """Source of parameters -> implied quantities; and why there is no posterior, if so."""
    militias = load_scenario(BASELINE, ["parameters=prior"]).world.militias
    found: dict[str, Values] = {}
    missing = ""
    for way, path in WAYS.items():
        runs = np.arange(1 if way == "default" else DRAWS)
        try:
            table = parameters_of_runs(way, path, {}, {}, DEFAULT_SEED, runs)
        except InputError as error:
            missing = str(error)
            continue
        found[way] = implied(table, militias)
    return found, missing


def _rows(q: Quantity, found: Mapping[str, Values]) -> list[str]:
    """Name and numbers; a source of parameters that would run over starts a line of its own."""
    rows = [f" {q.name}"]
    for way, values in found.items():
        more = f"  {way} {_band(values[q.name])}"
        if len(rows[-1] + more) > console.width:
            rows.append("  ")
        rows[-1] += more
    return rows


def _band(values: npt.NDArray[np.float64]) -> str:
    """One value, or the median with its 5-95 % band."""
    if len(values) == 1:
        return significant(values[0])
    low, mid, high = map(significant, np.quantile(values, MARKS).tolist())
    return f"{mid} ({low}, {high})"


def draw_free_winter(path: Path, runs: int = WINTERS) -> list[Path]:
    """Run free winters on the priors and draw what they see; returns the files, PNG and SVG."""
    from experiments.plots.fit import free_winter
    from experiments.plots.style.page import draw_and_save
    from experiments.runs.runner import run

    if path.suffix != ".png":
        raise InputError(Path("params"), 0, "--figure", str(path), "a file that ends in .png")
    scenario = load_scenario(BASELINE, ["parameters=prior"])
    with run_progress(scenario.title, runs) as advance:
        result = run(scenario, runs, DEFAULT_SEED, event_runs=0, progress=advance)
    counted = {outcome: _counted(row) for outcome, row in COUNTED.items()}
    written = draw_and_save(lambda: free_winter.draw(result, counted), path.parent, path.stem)
    for file in written:
        console.print(f"wrote {file}", soft_wrap=True)
    return written


def _counted(name: str) -> tuple[float, str]:
    """What the articles count, and where it says so."""
    row = next(a for a in load_evidence().aggregates if a.id == name)
    more = "" if row.high is not None else " or more"
    return float(row.value or 0.0), f"{row.value:g}{more} counted ({citations(row)[0]})"
