"""Points across what is left open: the same parameter samples, on common random numbers.

In a study's main sweep every run draws its own parameters, so one run is one parameter sample and
one piece of luck. Here every sample has several runs, under the variants as set and under every
other one, so that a future (a sample, a variant) has a chance of its own. Stored as any sweep, in a
folder of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.runs.parameter_uncertainty import UncertaintyPart, uncertainty_part
from experiments.runs.structural_uncertainty import variant_scenarios
from experiments.study.designs import points_of
from experiments.study.points import Point, base_of, scenario_at
from experiments.study.study import Study
from experiments.sweep.blocks import Case
from experiments.sweep.plan import SweepPlan, study_manifest
from experiments.sweep.results import read_sweep
from sim.errors import InputError
from sim.inputs.scenario import Scenario
from sim.meaning import digest
from sim.outcomes import OUTCOMES
from sim.parameters import HYPOTHESES

if TYPE_CHECKING:
    import pandas as pd

AS_SET: Final = ""
"""The variant of a point under those that it has anyway."""


class VariantShift(NamedTuple):
    """What one variant of a hypothesis does to the mean or chance of an outcome at a point."""

    variant: str
    """`H1-A`."""
    difference: float
    """Mean over parameter samples, against the variants as set; unit of the outcome."""
    clear: bool
    """Is it more than samples and luck feign, over all variants together (Bonferroni)?"""


def futures_plan(study: Study) -> SweepPlan | None:
    """The plan of a study's futures, to be run like any other; None when it asks for none.

    A case is a point under one variant. Raises InputError when a point cannot be made.
    """
    if study.futures is None:
        return None
    asked, points = study.futures, points_of(study)
    cases = tuple(
        Case(
            digest(name, variant),
            {**values, "of_point": name, "variant": variant},
            _loader(study, values, variant),
            each=asked.runs,
        )
        for name, values in zip(points.ids, points.table, strict=True)
        for variant in (AS_SET, *_variants(study, values))
    )
    said = {"samples": asked.samples, "runs": asked.runs, "variants": asked.variants}
    manifest = study_manifest(study) | {"futures": said}
    return SweepPlan(cases, asked.samples * asked.runs, study.seed, manifest=manifest)


def _loader(study: Study, point: Point, variant: str) -> Callable[[], Scenario]:
    def load() -> Scenario:
        scenario = scenario_at(study, point)
        return variant_scenarios(scenario)[variant] if variant else scenario

    return load


def _variants(study: Study, point: Point) -> Iterator[str]:
    """Variants of a point, without those that its factors would silence."""
    if not (study.futures and study.futures.variants):
        return
    silent = silenced(study)
    every = variant_scenarios(base_of(study, point))
    yield from (name for name in every if name.partition("-")[0] not in silent)


def silenced(study: Study) -> set[str]:
    """Hypotheses whose variants are not run.

    Those that are factors are varied anyway. Of the others, none whose variants move a parameter
    that is a factor: the value set by hand would win, and the variant would seem not to matter.
    """
    varied = {f.target for f in study.factors if f.kind == "hypothesis"}
    by_hand = {f.target for f in study.factors if f.kind == "parameter"}
    return varied | {
        name
        for name, hypothesis in HYPOTHESES.items()
        for variant in hypothesis.variants.values()
        if by_hand & {*variant.values, *variant.priors}
    }


def read_futures(folder: Path, outcomes: Sequence[str]) -> pd.DataFrame:
    """Runs in the folder of a study's futures, one row each, ordered by point, variant and run.

    Columns: `point` (as the main sweep names it), `variant` (empty under those as set),
    `sample`, `run`, every factor, the outcomes. A sample of which a run is missing is left out, and
    so are samples beyond those that the study asks for. Raises InputError when the folder holds no
    futures, no finished block, or no such outcome.
    """
    sweep = read_sweep(folder)
    asked = sweep.manifest.get("futures")
    if not isinstance(asked, dict):
        accepts = "the folder `futures` beside the runs of a study that asks for them"
        raise InputError(folder, 1, "futures", "a sweep of another kind", accepts)
    samples, each = int(asked["samples"]), int(asked["runs"])
    frame = sweep.frame(outcomes)
    factors = [name for name in sweep.factors if name not in ("of_point", "variant")]
    frame["sample"] = frame["run"] // each
    # A block may end within a sample, so a block that failed leaves parts of samples behind.
    whole = frame.groupby(["point", "sample"], observed=True)["run"].transform("size") == each
    frame = frame[whole & (frame["sample"] < samples)].reset_index(drop=True)
    frame = frame.drop(columns="point").rename(columns={"of_point": "point"})
    return frame[["point", "variant", "sample", "run", *factors, *outcomes]]


def bands(frame: pd.DataFrame, outcome: str) -> dict[str, UncertaintyPart]:
    """How the mean or chance of every point lies over the parameter samples, luck taken out.

    `frame` as `read_futures` makes it; variants as set. A point with fewer than two samples is
    left out: it shows no spread.
    """
    found = {}
    as_set = frame[frame["variant"] == AS_SET]
    for point, rows in as_set.groupby("point", observed=True, sort=False):
        samples = rows["sample"].nunique()
        if samples > 1:
            grid = rows.sort_values("run")[outcome].to_numpy(np.float64).reshape(samples, -1)
            found[str(point)] = uncertainty_part(grid, OUTCOMES[outcome].kind)
    return found


def variant_shifts(frame: pd.DataFrame, outcome: str) -> dict[str, list[VariantShift]]:
    """How far each variant moves the mean or chance of every point, sample by sample.

    `frame` as `read_futures` makes it. Samples are paired, as the same luck picks the sample under
    both variants. A point without variants is left out.
    """
    by_sample = frame.groupby(["point", "variant", "sample"], observed=True, sort=False)[
        outcome
    ].mean()
    found: dict[str, list[VariantShift]] = {}
    for point in dict.fromkeys(frame["point"]):
        means = by_sample[point]
        names = [r for r in dict.fromkeys(means.index.get_level_values(0)) if r != AS_SET]
        if names and AS_SET in means.index.get_level_values(0):
            strict = NormalDist().inv_cdf(1 - 0.025 / len(names))
            apart = {r: (means[r] - means[AS_SET]).dropna().to_numpy(np.float64) for r in names}
            found[str(point)] = [VariantShift(r, *_beyond(d, strict)) for r, d in apart.items()]
    return found


def _beyond(d: npt.NDArray[np.float64], strict: float) -> tuple[float, bool]:
    """Mean of differences, and whether it is `strict` standard errors from nothing.

    Most of the samples that differ must lie on the same side as well, by a sign test of that level:
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
