"""What a policy changes: every point of a study against its baseline, run by run.

Run N has the same draw of parameters and the same luck at every point, so most noise cancels out
of the difference, and one can say in which runs the policy turned peace into war.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.analysis.variance_components import Floats, need_columns
from experiments.runs.statistics import Z95, seen_interval
from experiments.study.outcome_direction import worse_way
from sim.errors import InputError, nearest, some_of
from sim.outcomes import NEVER, OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

POINT: Final = 0.01
"""Precision asked of a chance: one percentage point. Of a mean: the same share of its size."""
UNSEEN: Final = 3.0
"""What never happened in n runs happens, with 95 % confidence, in at most 3 / n of all.

Source: Hanley and Lippman-Hand 1983, "If nothing goes wrong, is everything all right?", JAMA 249.
"""
NAMED: Final = 5
"""Runs that a 2 x 2 table names for each way of changing."""


class Effect(NamedTuple):
    """One outcome at a point minus the same at the baseline, over runs of the same number."""

    point: str
    outcome: str
    unit: str
    runs: int
    baseline: float
    policy: float
    effect: float
    low: float
    """Lower end of the 95 % interval of the effect: the error of counting only so many runs."""
    high: float
    lower: float
    """Share of runs in which the outcome is lower under the policy."""
    higher: float
    worse: float | None
    """Share of runs in which it is worse; None where nobody says which way is worse."""
    worse_low: float | None
    worse_high: float | None
    prob_worse: float | None
    """Probability that the policy is worse on average, given these runs; ties count half."""
    variance_ratio: float
    """Variance with independent seeds against variance paired."""
    half_width: float
    """Half-width that the next two aim at, in the unit of the outcome."""
    runs_paired: int
    """Runs a point that give the effect to within `half`, with 95 % confidence."""
    runs_apart: int
    """The same with independent seeds."""

    @property
    def clear(self) -> bool:
        """Does the interval leave out zero?"""
        return self.low > 0 or self.high < 0

    @property
    def saved(self) -> int:
        """Runs a point that pairing saves; negative where the pairs pull apart."""
        return self.runs_apart - self.runs_paired


class Switch(NamedTuple):
    """The 2 x 2 table of a thing that happens or not, and runs to look into."""

    point: str
    outcome: str
    neither: int
    only_baseline: int
    only_policy: int
    both: int
    p_value: float
    """Chance of so lopsided a change if both ways were alike: exact McNemar test, two-sided."""
    now: tuple[int, ...]
    """First runs in which it happens under the policy only."""
    no_longer: tuple[int, ...]
    """First runs in which it happens at the baseline only."""

    @property
    def runs(self) -> int:
        """All runs counted."""
        return self.neither + self.only_baseline + self.only_policy + self.both


def pairs(
    runs: pd.DataFrame, point: str, baseline: str, outcome: str
) -> tuple[npt.NDArray[np.int64], Floats, Floats]:
    """Run numbers that both points have, and their values at the baseline and at `point`.

    All of shape [runs]. Raises InputError for an unknown column or point, or without common runs.
    """
    need_columns(runs, "point", "run", outcome)
    sides = []
    for name in (baseline, point):
        rows = runs.loc[runs["point"] == name, ["run", outcome]]
        if rows.empty:
            known = [str(p) for p in runs["point"].unique()]
            raise InputError(
                Path("runs"), 0, "point", name, some_of(known, name), nearest(name, known)
            )
        sides.append(_side(rows, name, outcome))
    (runs_a, a), (runs_b, b) = sides
    # A failed run is missing, and points may have more runs than the baseline.
    shared, in_a, in_b = np.intersect1d(runs_a, runs_b, assume_unique=True, return_indices=True)
    if not len(shared):
        raise InputError(Path("runs"), 0, "run", "none", "a run number that both points have")
    return shared, a[in_a], b[in_b]


def _side(rows: pd.DataFrame, point: str, outcome: str) -> tuple[npt.NDArray[np.int64], Floats]:
    """Run numbers and values of one point, as numbers. Raises InputError where they are none."""
    where = f"{outcome} at {point}"
    try:
        numbers, values = (rows[name].to_numpy(np.float64) for name in ("run", outcome))
    except (TypeError, ValueError) as error:
        raise InputError(Path("runs"), 1, where, error, "numbers") from None
    if not (np.isfinite(numbers).all() and np.isfinite(values).all()):
        raise InputError(Path("runs"), 1, where, "a value that is no number", "finite numbers")
    if len(np.unique(numbers)) < len(numbers):
        raise InputError(Path("runs"), 1, where, "a run number twice", "every run once")
    return numbers.astype(np.int64), values


def effect(
    runs: pd.DataFrame,
    point: str,
    baseline: str,
    outcome: str,
    worse: Mapping[str, str] | None = None,
    half: float | None = None,
) -> Effect:
    """Paired effect of one point on one outcome.

    `worse` says which way is worse where the house's table is silent or wrong. `half` is the
    precision that the counts of runs aim at; without it one percentage point of a chance, and one
    hundredth of the size of anything else. Raises InputError as `pairs` does, and for an outcome
    that has no mean.
    """
    if outcome in NEVER:
        raise InputError(Path("outcomes"), 0, "outcomes", outcome, "an outcome that has a mean")
    way = worse_way(outcome, worse)
    _, x, y = pairs(runs, point, baseline, outcome)
    flag = OUTCOMES[outcome].kind == "flag"
    low, high = flag_interval(x, y) if flag else mean_interval(y - x)
    lower, higher = float((y < x).mean()), float((y > x).mean())
    bad = None if way == 0 else higher if way > 0 else lower
    bad_low, bad_high = (None, None) if bad is None else seen_interval(bad, len(x))
    aim = half or precision(x, flag)
    return Effect(
        point, outcome, OUTCOMES[outcome].unit, len(x), float(x.mean()), float(y.mean()),
        float((y - x).mean()), low, high, lower, higher, bad, bad_low, bad_high,
        None if way == 0 else sure(way * (y - x)),
        ratio(x, y), aim, *needed(x, y, aim, flag),
    )  # fmt: skip


def effects(
    runs: pd.DataFrame,
    baseline: str | Mapping[str, str | None],
    outcomes: Sequence[str],
    worse: Mapping[str, str] | None = None,
) -> list[Effect]:
    """Every point against its baseline, outcome by outcome; points in the order of `runs`.

    `baseline` is one point for all, or for each point its own; points that are their own baseline
    or have none are left out.
    """
    need_columns(runs, "point")
    shown = [o for o in outcomes if o not in NEVER]
    found = []
    for point in dict.fromkeys(runs["point"]):
        partner = baseline if isinstance(baseline, str) else baseline.get(point)
        if partner is not None and partner != point:
            found += [effect(runs, point, partner, o, worse) for o in shown]
    return found


def mean_interval(d: Floats) -> tuple[float, float]:
    """95 % interval of the mean of differences, shape [runs]; unbounded from a single run."""
    from scipy.special import stdtrit

    n = len(d)
    half = float(stdtrit(n - 1, 0.975)) * float(d.std(ddof=1)) / math.sqrt(n) if n > 1 else math.inf
    return float(d.mean()) - half, float(d.mean()) + half


def flag_interval(x: Floats, y: Floats) -> tuple[float, float]:
    """95 % interval of the difference of two paired shares, which never shrinks to nothing.

    Half a run is added to each cell of the 2 x 2 table: plain differences claim certainty where no
    run changed. Source: Agresti and Min 2005, "Simple improved confidence intervals for comparing
    matched proportions", Statistics in Medicine 24.
    """
    n = len(x) + 2.0
    up, down = float((y > x).sum()) + 0.5, float((y < x).sum()) + 0.5
    middle = (up - down) / n
    half = Z95 * math.sqrt(up + down - (up - down) ** 2 / n) / n
    return max(-1.0, middle - half), min(1.0, middle + half)


def sure(d: Floats) -> float:
    """Probability that the mean of `d` is above 0, given these runs; 0.5 if none differs, or one
    is all there is.
    """
    from scipy.special import ndtr

    if len(d) < 2:
        return 0.5
    spread, mean = float(d.std(ddof=1)), float(d.mean())
    if spread == 0:
        return 0.5 if mean == 0 else float(mean > 0)
    return float(ndtr(mean / spread * math.sqrt(len(d))))


def ratio(x: Floats, y: Floats) -> float:
    """Variance of the difference with independent seeds against paired; 1 if nothing varies."""
    apart, paired = float(x.var() + y.var()), float((y - x).var())
    if paired > 0:
        return apart / paired
    return math.inf if apart > 0 else 1.0


def precision(x: Floats, flag: bool) -> float:
    """Half-width worth asking for: a point of a chance, else a hundredth of the baseline's size."""
    return POINT if flag else POINT * (abs(float(x.mean())) or float(x.std()) or 1.0)


def needed(x: Floats, y: Floats, half: float, flag: bool) -> tuple[int, int]:
    """Runs a point for an effect to within `half` with 95 % confidence: paired, and apart.

    Both have at least as many as it takes to see a rare change of that size at all.
    """
    scale = (Z95 / half) ** 2
    least = math.ceil(UNSEEN / half) if flag else 2
    paired, apart = float((y - x).var()), float(x.var() + y.var())
    return max(least, math.ceil(scale * paired)), max(least, math.ceil(scale * apart))


def switch(runs: pd.DataFrame, point: str, baseline: str, outcome: str = "open_war") -> Switch:
    """Which runs change from no war to war, and back, for any outcome that is yes or no.

    Raises InputError as `pairs` does, and for an outcome that is no flag.
    """
    if outcome not in OUTCOMES or OUTCOMES[outcome].kind != "flag":
        flags = [name for name, o in OUTCOMES.items() if o.kind == "flag"]
        raise InputError(
            Path("outcomes"),
            1,
            "outcome",
            outcome,
            some_of(flags, outcome),
            nearest(outcome, flags),
        )
    from scipy.stats import binomtest

    numbers, x, y = pairs(runs, point, baseline, outcome)
    before, after = x > 0, y > 0
    now, gone = numbers[~before & after], numbers[before & ~after]
    changed = len(now) + len(gone)
    p = float(binomtest(len(now), changed).pvalue) if changed else 1.0
    return Switch(
        point, outcome, int((~before & ~after).sum()), len(gone), len(now),
        int((before & after).sum()), p, _first(now), _first(gone),
    )  # fmt: skip


def _first(numbers: npt.NDArray[np.int64]) -> tuple[int, ...]:
    return tuple(int(n) for n in numbers[:NAMED])


def effects_table(found: Sequence[Effect]) -> pd.DataFrame:
    """Effects as a table, one row each, with the columns of `Effect` and `clear` and `saved`."""
    import pandas as pd

    rows = [e._asdict() | {"clear": e.clear, "saved": e.saved} for e in found]
    return pd.DataFrame(rows, columns=[*Effect._fields, "clear", "saved"])
