"""Points across what is left open: the same draws of parameters, with the same luck, under each.

In a study's main sweep every run draws its own parameters, so one run is one draw and one piece of
luck. Here every draw has several runs, under the readings as set and under every rival one, so that
a future (a draw, a reading) has a chance of its own. Stored as any sweep, in a folder of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.runs.parameter_uncertainty import Part, part
from experiments.runs.structural_uncertainty import rivals
from experiments.study.designs import points_of
from experiments.study.points import Point, base_of, scenario_at
from experiments.study.study import Study
from experiments.sweep.blocks import Case
from experiments.sweep.plan import Plan, about_study
from experiments.sweep.results import read_sweep
from sim.errors import InputError
from sim.inputs.scenario import Scenario
from sim.meaning import digest
from sim.outcomes import OUTCOMES
from sim.parameters import HYPOTHESES

if TYPE_CHECKING:
    import pandas as pd

AS_SET: Final = ""
"""The rival reading of a point under the readings that it has anyway."""


class VariantShift(NamedTuple):
    """What one rival reading does to the mean or chance of an outcome at a point."""

    reading: str
    """`H1-A`."""
    difference: float
    """Mean over draws, against the readings as set; unit of the outcome."""
    clear: bool
    """Is it more than draws and luck feign, over all readings together (Bonferroni)?"""


def futures_plan(study: Study) -> Plan | None:
    """The plan of a study's futures, to be run like any other; None when it asks for none.

    A case is a point under one reading. Raises InputError when a point cannot be made.
    """
    if study.futures is None:
        return None
    asked, points = study.futures, points_of(study)
    cases = tuple(
        Case(
            digest(name, reading),
            {**values, "of_point": name, "rival": reading},
            _loader(study, values, reading),
            each=asked.runs,
        )
        for name, values in zip(points.ids, points.table, strict=True)
        for reading in (AS_SET, *_readings(study, values))
    )
    said = {"draws": asked.draws, "runs": asked.runs, "readings": asked.readings}
    about = about_study(study) | {"futures": said}
    return Plan(cases, asked.draws * asked.runs, study.seed, about=about)


def _loader(study: Study, point: Point, reading: str) -> Callable[[], Scenario]:
    def load() -> Scenario:
        scenario = scenario_at(study, point)
        return rivals(scenario)[reading] if reading else scenario

    return load


def _readings(study: Study, point: Point) -> Iterator[str]:
    """Rival readings of a point, without those that its factors would silence."""
    if not (study.futures and study.futures.readings):
        return
    silent = silenced(study)
    every = rivals(base_of(study, point))
    yield from (name for name in every if name.partition("-")[0] not in silent)


def silenced(study: Study) -> set[str]:
    """Hypotheses whose rival readings are not run.

    Those that are factors are varied anyway. Of the others, none whose readings move a parameter
    that is a factor: the value set by hand would win, and the reading would seem not to matter.
    """
    varied = {f.target for f in study.factors if f.kind == "hypothesis"}
    by_hand = {f.target for f in study.factors if f.kind == "parameter"}
    return varied | {
        name
        for name, question in HYPOTHESES.items()
        for reading in question.variants.values()
        if by_hand & {*reading.values, *reading.priors}
    }


def read_futures(folder: Path, outcomes: Sequence[str]) -> pd.DataFrame:
    """Runs in the folder of a study's futures, one row each, ordered by point, reading and run.

    Columns: `point` (as the main sweep names it), `rival` (empty under the readings as set),
    `draw`, `run`, every factor, the outcomes. A draw of which a run is missing is left out, and so
    are draws beyond those that the study asks for. Raises InputError when the folder holds no
    futures, no finished block, or no such outcome.
    """
    sweep = read_sweep(folder)
    asked = sweep.manifest.get("futures")
    if not isinstance(asked, dict):
        accepts = "the folder `futures` beside the runs of a study that asks for them"
        raise InputError(folder, 1, "futures", "a sweep of another kind", accepts)
    draws, each = int(asked["draws"]), int(asked["runs"])
    frame = sweep.frame(outcomes)
    factors = [name for name in sweep.factors if name not in ("of_point", "rival")]
    frame["draw"] = frame["run"] // each
    # A block may end within a draw, so a block that failed leaves parts of draws behind.
    whole = frame.groupby(["point", "draw"], observed=True)["run"].transform("size") == each
    frame = frame[whole & (frame["draw"] < draws)].reset_index(drop=True)
    frame = frame.drop(columns="point").rename(columns={"of_point": "point"})
    return frame[["point", "rival", "draw", "run", *factors, *outcomes]]


def bands(frame: pd.DataFrame, outcome: str) -> dict[str, Part]:
    """How the mean or chance of every point lies over the draws, luck taken out.

    `frame` as `read_futures` makes it; readings as set. A point with fewer than two draws is left
    out: it shows no spread.
    """
    found = {}
    as_set = frame[frame["rival"] == AS_SET]
    for point, rows in as_set.groupby("point", observed=True, sort=False):
        draws = rows["draw"].nunique()
        if draws > 1:
            grid = rows.sort_values("run")[outcome].to_numpy(np.float64).reshape(draws, -1)
            found[str(point)] = part(grid, OUTCOMES[outcome].kind)
    return found


def rival_shifts(frame: pd.DataFrame, outcome: str) -> dict[str, list[VariantShift]]:
    """How far each rival reading moves the mean or chance of every point, draw by draw.

    `frame` as `read_futures` makes it. Draws are paired, as the same luck picks the draw under both
    readings. A point without rival readings is left out.
    """
    by_draw = frame.groupby(["point", "rival", "draw"], observed=True, sort=False)[outcome].mean()
    found: dict[str, list[VariantShift]] = {}
    for point in dict.fromkeys(frame["point"]):
        means = by_draw[point]
        names = [r for r in dict.fromkeys(means.index.get_level_values(0)) if r != AS_SET]
        if names and AS_SET in means.index.get_level_values(0):
            strict = NormalDist().inv_cdf(1 - 0.025 / len(names))
            apart = {r: (means[r] - means[AS_SET]).dropna().to_numpy(np.float64) for r in names}
            found[str(point)] = [VariantShift(r, *_beyond(d, strict)) for r, d in apart.items()]
    return found


def _beyond(d: npt.NDArray[np.float64], strict: float) -> tuple[float, bool]:
    """Mean of differences, and whether it is `strict` standard errors from nothing.

    Most of the draws that differ must lie on the same side as well, by a sign test of that level:
    a few large differences make a mean look surer than it is.
    """
    from scipy.stats import binomtest

    if len(d) < 2:
        return float(d.mean()) if len(d) else 0.0, False
    mean = float(d.mean())
    moved = int((d != 0).sum())
    same = int((d * mean > 0).sum())
    far = bool(abs(mean) > strict * d.std(ddof=1) / len(d) ** 0.5)
    level = 1 - NormalDist().cdf(strict)
    return mean, far and float(binomtest(same, moved, alternative="greater").pvalue) < level
