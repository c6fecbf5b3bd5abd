"""What the evidence leaves open about the parameters: how far chances and means move with them.

In the main batch every run draws its own parameters, so luck and parameters are mixed. A second,
nested batch takes them apart: samples of all parameters, and under each several runs that differ in
luck alone. By the law of total variance the spread of the samples' means is the share of the
parameters plus luck / runs, and luck is known from the runs of one sample, so it can be taken out.

Source: Sun, Apley and Staum 2011, "Efficient nested simulation for estimating the variance of a
conditional expectation", Operations Research 59(4).
"""

from __future__ import annotations

import math
import traceback
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.runs.result import Columns
from experiments.runs.runner import Progress, default_workers
from sim.ensemble import BLOCK, Engine
from sim.errors import InputError
from sim.inputs.scenario import Scenario
from sim.outcomes import NEVER, OUTCOMES, outcome_table

EACH: Final = 25
"""Runs of one sample: enough for chances of a few per cent whose spread is of their own size."""
LEAST_SAMPLES: Final = 20
MOST_SAMPLES: Final = 1_000
FEWEST_RUNS: Final = 2 * EACH * LEAST_SAMPLES
"""Runs of a main batch from which there is a nested one."""
CERTAIN: Final = 0.01
"""Chance of calling a spread seen where there is none."""
ROUNDING: Final = 1e-9
BY_HAND: Final = "parameters are fixed by hand"

SampleGrid = npt.NDArray[np.float64]
"""Shape [samples, runs of each]."""


class UncertaintyPart(NamedTuple):
    """How one mean or chance lies over the parameters, luck taken out; units of the outcome."""

    mean: float
    sd: float
    low: float
    """5 % of the samples lie below."""
    high: float
    """5 % of the samples lie above."""
    luck: float
    """Standard deviation between runs of one sample."""
    seen: bool
    """Is the spread more than luck alone would feign?"""


class Nested(NamedTuple):
    """The nested batch: values of every outcome, and the samples that had to be left out."""

    columns: dict[str, SampleGrid]
    failures: list[dict[str, Any]]


def uncertainty_part(values: SampleGrid, kind: str) -> UncertaintyPart:
    """Variance components of one outcome; `values` has shape [samples >= 2, runs >= 2].

    One-way random effects by moments, clipped at 0. The raw quantiles of the samples' means would
    be too wide, as each mean carries luck / runs; so a chance (`kind` "flag") takes the quantiles
    of the beta distribution with this mean and spread, since shares of 25 runs come in steps of
    4 %, and any other mean those of the samples' means with luck taken out.
    """
    samples, each = values.shape
    middle, raw, luck, between = _components(values)
    seen = between > 0 and _by_luck(raw * each, luck, samples, each) < CERTAIN
    if kind == "flag":
        low, high = _beta_limits(middle, between)
    else:
        low, high = (float(q) for q in np.quantile(means_without_luck(values), [0.05, 0.95]))
    return UncertaintyPart(middle, math.sqrt(between), low, high, math.sqrt(luck), seen)


def means_without_luck(values: SampleGrid) -> npt.NDArray[np.float64]:
    """What each sample's mean comes to, luck taken out of their spread; shape [samples].

    `values` has shape [samples >= 2, runs >= 2]. Each mean carries luck / runs, so together they
    lie too far apart; they are drawn together to the spread that variance components leave, which
    keeps their order and their skew. With no spread beyond luck all are the same. Where most
    samples lie close together and a few far out, those close together come out a little nearer to
    the few than they are.

    Source: Louis 1984, "Estimating a population of parameter values using Bayes and empirical
    Bayes methods", Journal of the American Statistical Association 79.
    """
    middle, raw, _, between = _components(values)
    pull = math.sqrt(between / raw) if raw > 0 else 0.0
    found: npt.NDArray[np.float64] = middle + pull * (values.mean(axis=1) - middle)
    return found


def _components(values: SampleGrid) -> tuple[float, float, float, float]:
    """Mean of all, variance of the samples' means, of runs of one sample, and between samples."""
    means = values.mean(axis=1)
    raw = float(means.var(ddof=1))
    luck = float(values.var(axis=1, ddof=1).mean())
    between = raw - luck / values.shape[1]
    # Below this it is rounding, not a spread; below 0 it is luck.
    return float(means.mean()), raw, luck, between if between > ROUNDING * raw else 0.0


def _by_luck(between: float, luck: float, samples: int, each: int) -> float:
    """Chance that luck alone sets the means apart so far: the F test of the two squares."""
    from scipy.special import fdtrc

    return 0.0 if luck == 0 else float(fdtrc(samples - 1, samples * (each - 1), between / luck))


def _beta_limits(mean: float, variance: float) -> tuple[float, float]:
    """5 % and 95 % of the beta distribution with this mean and variance."""
    if variance == 0:
        return mean, mean
    from scipy.special import betaincinv

    # Samples that all say yes or all say no have the largest variance a chance can have.
    certainty = max(mean * (1 - mean) / variance - 1, 1e-3)
    limits = betaincinv(mean * certainty, (1 - mean) * certainty, [0.05, 0.95])
    return float(limits[0]), float(limits[1])


def n_samples(scenario: Scenario, runs: int) -> int:
    """Samples of the nested batch, so that it costs at most half of the main one; 0 for none."""
    samples = min(MOST_SAMPLES, runs // (2 * EACH))
    return 0 if scenario.parameter_source == "default" or samples < LEAST_SAMPLES else samples


def nested(
    scenario: Scenario,
    samples: int,
    each: int,
    seed: int,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Nested:
    """`samples` of all parameters, and `each` runs of every one. Same answer on any threads.

    Sample s has the parameters of run s of the main batch: a row of the posterior, and priors for
    what was not fitted. Its runs have the luck of runs s * each, s * each + 1 and so on. A sample
    in which a run raises an error is left out whole and noted.
    """
    engine = Engine(scenario, seed, each)
    failures: list[dict[str, Any]] = []
    size = max(1, BLOCK // each)

    def piece(first: int) -> list[Columns]:
        return _pieces(engine, first, min(first + size, samples), failures)

    parts: list[Columns] = []
    firsts = range(0, samples, size)
    with ThreadPoolExecutor(workers or default_workers()) as pool:
        for first, found in zip(firsts, pool.map(piece, firsts), strict=True):
            parts += found
            if progress:
                progress(each * (min(first + size, samples) - first))
    joined = {k: np.concatenate([p[k] for p in parts]) for k in parts[0]} if parts else {}
    grids = {k: v.astype(np.float64).reshape(-1, each) for k, v in joined.items()}
    return Nested(grids, sorted(failures, key=lambda f: int(f["run"])))


def _pieces(engine: Engine, first: int, last: int, failures: list[dict[str, Any]]) -> list[Columns]:
    """Outcomes of the samples `first` to `last` - 1; one by one if a run raises."""
    each = engine.each
    try:
        return [outcome_table(engine.block(first * each, last * each).tallies)]
    except InputError:
        raise
    except Exception:  # whatever a rule raises belongs to that sample alone and is kept with it
        if last - first > 1:
            return [c for s in range(first, last) for c in _pieces(engine, s, s + 1, failures)]
        failures.append(
            {
                "run": first * each,
                "seed": engine.seed,
                "why": f"one of {each} runs with the parameters of run {first} raised an error",
                "traceback": traceback.format_exc(),
            }
        )
        return []


def parameter_spread(
    scenario: Scenario,
    runs: int,
    seed: int,
    workers: int | None = None,
    progress: Progress | None = None,
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The spread over parameters as plain data for the manifest, and the failures.

    Holds the size of the nested batch that belongs to a main one of `runs`, and an UncertaintyPart
    for every outcome; without a batch, why there is none.
    """
    samples = n_samples(scenario, runs)
    if not samples:
        by_hand = scenario.parameter_source == "default"
        few = f"the spread takes {FEWEST_RUNS:,} runs or more"
        return {"samples": 0, "each": EACH, "of": {}, "why": BY_HAND if by_hand else few}, []
    found = nested(scenario, samples, EACH, seed, workers, progress)
    of = {
        name: uncertainty_part(values, OUTCOMES[name].kind)._asdict()
        for name, values in found.columns.items()
        if name not in NEVER and len(values) > 1
    }
    kept = samples - len(found.failures)
    return {"samples": kept, "each": EACH, "of": of}, found.failures
