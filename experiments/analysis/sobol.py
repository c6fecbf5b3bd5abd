"""What matters: Sobol indices of a study, with pure chance kept apart from what its factors do.

SALib computes the indices from the means of each point. Such means carry luck, which would pass
for interactions; as all points share their run numbers, that part is known and is taken out.

Source: Saltelli et al. 2010, "Variance based sensitivity analysis of model output", Computer
Physics Communications 181.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import NormalDist
from typing import Any, Final, NamedTuple

import numpy as np

from experiments.analysis.variance_components import Estimator, Floats, Parts, jackknife, parts
from experiments.runs.statistics import Z95
from experiments.sweep.precision import More, more_runs
from experiments.text.optional_imports import need
from sim.errors import InputError

RESAMPLES: Final = 200
SEED: Final = 20191028
"""SALib takes 0 for `no seed`, so it is not left to the caller."""
LEAST_RUNS: Final = 3
"""Runs a point: two to see luck, and one more to see how far it moves an index."""
WIDE: Final = 0.1
"""Half-width of an index from which more runs are asked for."""
UNSURE: Final = 0.1
"""Half-width of the share of chance beyond which a study says nothing of it."""
CERTAIN: Final = 0.01
"""Chance of calling factors seen where there is luck alone."""
CHANCE: Final = "pure chance"
MIXED: Final = "chance, and parameters not varied"
TOGETHER: Final = "several together"
OTHER: Final = "factor"


class Index(NamedTuple):
    """Sobol indices of one factor: shares of the variance that the factors make."""

    factor: str
    kind: str
    first: float
    """What the factor moves alone."""
    first_half_width: float
    """Half of the 95 % interval, rows and luck together."""
    total: float
    """What it moves alone and with others."""
    total_half_width: float
    share: float
    """What it moves alone, of the variance of a single run."""


class Pair(NamedTuple):
    """What two factors move together beyond each alone, with half of its 95 % interval."""

    factors: tuple[str, str]
    second: float
    half_width: float


class Sobol(NamedTuple):
    """What matters for one outcome."""

    outcome: str
    base: int
    runs: int
    indices: tuple[Index, ...]
    pairs: tuple[Pair, ...]
    parts: Parts
    shares: dict[str, float]
    """Kind of factor, several together, pure chance -> share of the variance of a single run."""
    seen: bool
    """Do the factors move the outcome by more than luck would feign?"""
    more: More | None
    """None where every bar is narrow enough."""
    chance_half_width: float
    """Half of the 95 % interval of the share of chance, by luck."""
    pure: bool
    """Is luck alone left between runs of a point, and no parameter that is drawn anew?"""

    @property
    def enough(self) -> bool:
        """Are there enough runs to say that no factor is seen, rather than that none can be?"""
        return self.chance_half_width <= UNSURE

    @property
    def chance(self) -> str:
        """What is left between runs of a point, in words."""
        return CHANCE if self.pure else MIXED

    @property
    def noise(self) -> float:
        """Share of luck in the variance between the means, before it was taken out."""
        return self.parts.noise(self.runs)


def sobol(
    names: Sequence[str],
    values: Floats,
    outcome: str = "",
    kinds: Mapping[str, str] | None = None,
    second_order: bool = False,
    target: float = WIDE,
    pure: bool = True,
) -> Sobol:
    """Sobol indices from a Saltelli design; `values` has shape [rows, runs >= 3] in its order.

    Rows are base * (D + 2), or base * (2 D + 2) with `second_order`; `crossed` makes the table.
    Luck in the means is taken out: of a total index half the mean variance of AB - A over runs, of
    a first one the mean covariance of B with AB - A, each over the number of runs. `pure` says that
    runs of a point differ in luck alone. Raises InputError when the rows do not fit the factors or
    SALib is missing.
    """
    step = (2 if second_order else 1) * len(names) + 2
    (rows, runs), base = values.shape, len(values) // step
    if rows % step or base < 2 or runs < LEAST_RUNS:
        accepts = f"two or more blocks of {step} points, {LEAST_RUNS} runs or more of each"
        raise InputError(Path("design"), 0, "sobol", f"{rows} points, {runs} runs", accepts)
    found = parts(_independent(values, step))
    estimate = _estimate(names, step, second_order)
    point = estimate(values)
    bars = _bars(names, values, found, second_order, estimate)
    indices = _indices(names, point, bars.half, found, kinds or {})
    more = more_runs(bars.widest(), base, runs, step, target)
    return Sobol(
        outcome, base, runs, indices, _pairs(names, point, bars.half) if second_order else (),
        found, _shares(indices, found, CHANCE if pure else MIXED),
        _seen(found, 2 * base, runs) and _stands_out(point, bars.half), more,
        _chance_half_width(values, step), pure,
    )  # fmt: skip


class SquaredHalfWidths(NamedTuple):
    """Squares of half-widths, told apart by what shrinks them; all shaped as the estimate."""

    rows: Floats
    """Shrinks with the rows of the design."""
    luck: Floats
    """Shrinks with the runs of a point."""
    both: Floats
    """Shrinks with either: luck that differs from row to row."""

    @property
    def half(self) -> Floats:
        """Half of the 95 % intervals."""
        found: Floats = np.sqrt(self.rows + self.luck + self.both)
        return found

    def widest(self) -> tuple[float, float, float]:
        """The three parts of the widest bar of a first or total index."""
        at = np.unravel_index(int(self.half[:2].argmax()), self.half[:2].shape)
        return float(self.rows[at]), float(self.luck[at]), float(self.both[at])


def _bars(
    names: Sequence[str], values: Floats, found: Parts, second: bool, estimate: Estimator
) -> SquaredHalfWidths:
    """Bootstrap over rows and jackknife over runs, and what both of them see counted once."""
    rows = _row_halves(names, values, found, second) ** 2
    luck = (Z95 * jackknife(values, estimate)) ** 2
    # Half of the rows double what differs from row to row, and leave alone what does not.
    step = (2 if second else 1) * len(names) + 2
    fewer = (Z95 * jackknife(values[: len(values) // step // 2 * step], estimate)) ** 2
    doubled = (float(fewer.sum()) / float(luck.sum()) - 1) if luck.sum() > 0 else 0.0
    both = np.minimum(rows, luck * min(1.0, max(0.0, doubled)))
    return SquaredHalfWidths(rows - both, luck - both, both)


def _independent(values: Floats, step: int) -> Floats:
    """The rows A and B, which are independent draws of all factors."""
    return np.concatenate([values[0::step], values[step - 1 :: step]])


def _indices(
    names: Sequence[str], point: Floats, halves: Floats, found: Parts, kinds: Mapping[str, str]
) -> tuple[Index, ...]:
    made = found.points / found.whole if found.whole > 0 else 0.0
    return tuple(
        Index(
            name, kinds.get(name, OTHER), float(point[0, k]), float(halves[0, k]),
            float(point[1, k]), float(halves[1, k]), max(0.0, float(point[0, k])) * made,
        )
        for k, name in enumerate(names)
    )  # fmt: skip


def _analysed(names: Sequence[str], means: Floats, second: bool, resamples: int) -> Any:
    """SALib's answer on the means of the points; None where all that it divides by is alike."""
    independent = _independent(means, (2 if second else 1) * len(names) + 2)
    if np.ptp(independent) <= 1e-12 * max(1.0, float(np.abs(means).max())):
        return None
    salib = need("SALib.analyze.sobol", "SALib", "analysis")
    problem = {"num_vars": len(names), "names": list(names), "bounds": [[0, 1]] * len(names)}
    with warnings.catch_warnings():
        # Two resamples may well miss the only rows that see a rare thing; their bar is not read.
        warnings.filterwarnings("ignore", "Constant values encountered", UserWarning)
        return salib.analyze(
            problem, means, calc_second_order=second, num_resamples=resamples, seed=SEED
        )


def _estimate(names: Sequence[str], step: int, second: bool) -> Estimator:
    """First and total indices, then second-order ones row by row; luck taken out.

    The answer has shape [2 or 2 + D, D]; absent pairs are 0.
    """
    size = len(names)

    def estimate(values: Floats) -> Floats:
        found = np.zeros((2 + size * second, size))
        means, runs = values.mean(axis=1), values.shape[1]
        answer = _analysed(names, means, second, 2)
        real = parts(_independent(values, step)).points
        if answer is None or real <= 0:
            return found
        # SALib divides by this variance; luck is in it as well.
        raw = float(_independent(means, step).var())
        bias = _luck(values, step, size) / runs
        found[0] = (answer["S1"] * raw - bias[0]) / real
        found[1] = (answer["ST"] * raw - bias[1]) / real
        if second:
            found[2:] = np.nan_to_num(answer["S2"]) * raw / real
        return found

    return estimate


def _luck(values: Floats, step: int, size: int) -> Floats:
    """What one run's luck adds to the two numerators of every factor; shape [2, factors]."""
    spread = values - values.mean(axis=1, keepdims=True)
    free = values.shape[1] - 1
    a, b = spread[0::step], spread[step - 1 :: step]
    found = np.zeros((2, size))
    for k in range(size):
        moved = spread[k + 1 :: step] - a
        found[0, k] = float((b * moved).sum(axis=1).mean()) / free
        found[1, k] = 0.5 * float((moved**2).sum(axis=1).mean()) / free
    return found


def _row_halves(names: Sequence[str], values: Floats, found: Parts, second: bool) -> Floats:
    """Half-widths from the rows of the design, by SALib's bootstrap; shaped as the estimate."""
    size = len(names)
    halves = np.zeros((2 + size * second, size))
    answer = _analysed(names, values.mean(axis=1), second, RESAMPLES)
    if answer is None or found.points <= 0:
        return halves
    scale = 1 / max(1e-12, 1 - found.noise(values.shape[1]))
    halves[0], halves[1] = answer["S1_conf"] * scale, answer["ST_conf"] * scale
    if second:
        halves[2:] = np.nan_to_num(answer["S2_conf"]) * scale
    return halves


def _pairs(names: Sequence[str], point: Floats, halves: Floats) -> tuple[Pair, ...]:
    size = len(names)
    return tuple(
        Pair((names[j], names[k]), float(point[2 + j, k]), float(halves[2 + j, k]))
        for j in range(size)
        for k in range(j + 1, size)
    )


def _shares(indices: Sequence[Index], found: Parts, chance: str) -> dict[str, float]:
    """Variance of a single run by kind of factor, what factors do together, and chance."""
    made = found.points / found.whole if found.whole > 0 else 0.0
    shares: dict[str, float] = {}
    for index in indices:
        shares[index.kind] = shares.get(index.kind, 0.0) + index.first * made
    # Estimates of nothing lie on both sides of it, so they are added up before they are cut off.
    shares = {kind: max(0.0, share) for kind, share in shares.items()}
    alone = sum(shares.values())
    whole = 1 - found.chance if found.whole > 0 else 0.0
    # First-order estimates may sum to a little more than all by counting error.
    if alone > whole > 0:
        shares = {kind: value * whole / alone for kind, value in shares.items()}
    return shares | {TOGETHER: max(0.0, whole - alone), chance: found.chance}


def _chance_half_width(values: Floats, step: int) -> float:
    """Half of the 95 % interval of the share of chance, by leaving runs out in turn."""

    def chance(some: Floats) -> Floats:
        return np.asarray([parts(_independent(some, step)).chance])

    return float(Z95 * jackknife(values, chance)[0])


def _stands_out(point: Floats, halves: Floats) -> bool:
    """Is one total index above 0 by more than the largest of so many would be by chance?

    Luck that plays through a factor without moving the mean can pass the F test; it cannot this.
    """
    strict = NormalDist().inv_cdf(1 - 0.025 / len(point[1])) / Z95
    return bool((point[1] > strict * halves[1]).any())


def _seen(found: Parts, points: int, runs: int) -> bool:
    """Do points differ by more than luck: the F test of the two-way table."""
    from scipy.special import fdtrc

    if found.points == 0 or found.both == 0:
        return found.points > 0
    ratio = 1 + runs * found.points / found.both
    return bool(fdtrc(points - 1, (points - 1) * (runs - 1), ratio) < CERTAIN)
