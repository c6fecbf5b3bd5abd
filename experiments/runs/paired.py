"""Two scenarios compared run by run: same number, same luck, same parameters.

With keyed luck a run of one scenario and the run of the same number of the other differ only where
the scenarios make them differ, so the noise of luck cancels out of the difference.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.runs.parameter_uncertainty import (
    EACH,
    UncertaintyPart,
    n_samples,
    nested,
    uncertainty_part,
)
from experiments.runs.result import Result
from experiments.runs.runner import Progress
from experiments.runs.statistics import Z95
from experiments.runs.store import scenario_behind
from sim.ensemble import Engine
from sim.inputs.scenario import Scenario
from sim.meaning import engine_hash
from sim.outcomes import HEADLINE, NEVER, OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

FIRST_DAYS_RUNS: Final = 300


class Difference(NamedTuple):
    """One outcome in B minus the same in A, over runs of the same number."""

    name: str
    unit: str
    a: float
    b: float
    effect: float
    low: float
    high: float
    differ: float
    """Share of runs in which the outcome differs at all."""
    variance_ratio: float
    """Variance with independent seeds against variance paired: runs saved by a factor of this."""
    parameters_low: float | None = None
    """From here to `parameters_high` lies 90 % of the effect over the parameters, luck taken out;
    None where no batch was run for it."""
    parameters_high: float | None = None
    parameters_seen: bool = False
    """Is that spread more than luck alone would feign?"""


class Comparison(NamedTuple):
    """B against A."""

    runs: int
    differ: float
    """Share of runs that differ in any outcome."""
    outcomes: list[Difference]
    first_days: npt.NDArray[np.int64]
    """First day on which the worlds differ, in the runs looked at that do, sorted."""
    looked_at: int
    titles: tuple[str, str] = ("A", "B")
    """Titles of both scenarios."""

    @property
    def table(self) -> pd.DataFrame:
        """One row an outcome, with the fields of `Difference` as columns."""
        import pandas as pd

        return pd.DataFrame(self.outcomes)

    def __repr__(self) -> str:
        a, b = self.titles
        share = f"{100 * self.differ:.1f} % differ in some outcome"
        return f"<Comparison of {b!r} with {a!r}: {self.runs:,} paired runs, {share}>"

    def _repr_html_(self) -> str:
        from experiments import notebook

        return notebook.comparison_html(self)


def difference(name: str, a: npt.NDArray[Any], b: npt.NDArray[Any]) -> Difference:
    """Paired difference of one outcome; `a` and `b` have shape [runs], same run numbers."""
    x, y = a.astype(np.float64), b.astype(np.float64)
    d, n = y - x, len(x)
    half = Z95 * float(d.std(ddof=1)) / math.sqrt(n) if n > 1 else math.inf
    mean = float(d.mean())
    paired = float(d.var())
    apart = float(x.var() + y.var())
    ratio = apart / paired if paired > 0 else (math.inf if apart > 0 else 1.0)
    return Difference(
        name,
        OUTCOMES[name].unit,
        float(x.mean()),
        float(y.mean()),
        mean,
        mean - half,
        mean + half,
        float((d != 0).mean()),
        ratio,
    )


def _with_parameters(found: Difference, parts: Mapping[str, UncertaintyPart]) -> Difference:
    part = parts.get(found.name)
    if part is None:
        return found
    return found._replace(
        parameters_low=part.low, parameters_high=part.high, parameters_seen=part.seen
    )


def first_days(a: Engine, b: Engine, runs: int) -> npt.NDArray[np.int64]:
    """First day on which runs 0 to `runs` - 1 differ in their daily series; -1 for never.

    Both scenarios must begin on the same day. Shape [runs].
    """
    x = a.block(0, runs, daily=True).daily
    y = b.block(0, runs, daily=True).daily
    days = min(x.shape[1], y.shape[1])
    apart = (x[:, :days] != y[:, :days]).any(axis=2)
    return np.where(apart.any(axis=1), apart.argmax(axis=1), -1)


def effects_over_parameters(
    a: Scenario,
    b: Scenario,
    runs: int,
    seed: int,
    workers: int | None = None,
    progress: Progress | None = None,
) -> dict[str, UncertaintyPart]:
    """How B minus A moves with what is left open about the parameters, by outcome.

    Sample s has the same parameters in both, and its runs the same luck. Empty when a batch of
    `runs` is too small for it, when one side's parameters are fixed by hand, or when a run failed.
    """
    samples = min(n_samples(a, runs), n_samples(b, runs))
    if not samples:
        return {}
    x, y = (nested(side, samples, EACH, seed, workers, progress) for side in (a, b))
    if x.failures or y.failures:
        return {}
    apart = {k: y.columns[k] - x.columns[k] for k in x.columns if k not in NEVER}
    return {name: uncertainty_part(values, "level") for name, values in apart.items()}


def asked(*results: Result) -> list[str]:
    """Outcomes to compare: those that any of the scenarios asks for, else the headline ones.

    Left out is a day that may never come, which has no mean.
    """
    said = dict.fromkeys(name for r in results for name in r.manifest["outcomes"]) or HEADLINE
    return [name for name in said if name not in NEVER] or list(HEADLINE)


def compare(
    a: Result,
    b: Result,
    engines: tuple[Engine, Engine] | None = None,
    parts: Mapping[str, UncertaintyPart] | None = None,
    names: Sequence[str] = (),
) -> Comparison:
    """Compare two results with the same seed, over the runs that both have.

    `names` are the outcomes to compare, `asked` of the two where it is empty.

    `engines` run them again to see on which day they part; without them, the scenarios that the
    results were made from do. `parts` is what `effects_over_parameters` finds. Raises ValueError
    when the seeds differ: then run N of one has not the luck of run N of the other; or when a
    result was made by other rules than these.
    """
    engines = engines or (_engine(a), _engine(b))
    if a.manifest["seed"] != b.manifest["seed"]:
        raise ValueError("the two results have different seeds and cannot be paired")
    # A failed run is missing from its table, so rows are matched by run number, not by place.
    runs, in_a, in_b = np.intersect1d(
        a.run_columns["run"], b.run_columns["run"], assume_unique=True, return_indices=True
    )
    n = len(runs)
    pairs = {k: (a.run_columns[k][in_a], b.run_columns[k][in_b]) for k in OUTCOMES}
    apart = np.zeros(n, bool)
    for x, y in pairs.values():
        apart |= x != y
    looked_at = min(n, FIRST_DAYS_RUNS)
    days = first_days(*engines, looked_at)
    rows = [_with_parameters(difference(k, *pairs[k]), parts or {}) for k in names or asked(a, b)]
    titles = (str(a.manifest["title"]), str(b.manifest["title"]))
    return Comparison(n, float(apart.mean()), rows, np.sort(days[days >= 0]), looked_at, titles)


def _engine(result: Result) -> Engine:
    """What runs a result again."""
    if result.manifest["code"] != engine_hash():
        raise ValueError(f"{result!r} was made by other rules: run it again to compare it")
    return Engine(scenario_behind(result), result.manifest["seed"])
