"""What the evidence leaves open about one parameter: its law, by quantile and by probability.

All of it in the project's own arithmetic, so that a draw is the same on every machine.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sim import maths
from sim.jit import kernel, rule

Floats = npt.NDArray[np.float64]

KINDS: Final = ("uniform", "loguniform", "lognormal", "beta")
"""Laws that can be drawn from, in the order of the numbers below; `fixed` is no law."""
UNIFORM: Final = 0
LOGUNIFORM: Final = 1
LOGNORMAL: Final = 2
BETA: Final = 3
HALVINGS: Final = 1100
"""Steps of a bisection at most: it ends before, when its ends are neighbouring numbers."""

# Wichura 1988, algorithm AS 241, PPND16: highest power first, numerator and denominator near the
# median, in the tails and far out.
NEAR_TOP: Final = (
    2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
    4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
    1.3314166789178437745e2, 3.3871328727963666080e0,
)  # fmt: skip
NEAR_LOW: Final = (
    5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
    2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
    4.2313330701600911252e1, 1.0,
)  # fmt: skip
TAIL_TOP: Final = (
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
    1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
    4.63033784615654529590e0, 1.42343711074968357734e0,
)  # fmt: skip
TAIL_LOW: Final = (
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
    1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
    2.05319162663775882187e0, 1.0,
)  # fmt: skip
FAR_TOP: Final = (
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
    2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
    5.46378491116411436990e0, 6.65790464350110377720e0,
)  # fmt: skip
FAR_LOW: Final = (
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
    7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
    5.99832206555887937690e-1, 1.0,
)  # fmt: skip


@rule
def _polynomial(coefficients: tuple[float, ...], x: float) -> float:
    """By Horner's scheme, highest power first."""
    total = 0.0
    for c in coefficients:
        total = total * x + c
    return total


@rule
def normal_quantile(u: float) -> float:
    """Standard normal deviate below which probability `u` lies; infinite at 0 and at 1.

    Source: Wichura 1988, algorithm AS 241, PPND16 (relative error 1e-16).
    """
    if u <= 0.0:
        return -maths.INFINITY
    if u >= 1.0:
        return maths.INFINITY
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        return q * _polynomial(NEAR_TOP, r) / _polynomial(NEAR_LOW, r)
    r = math.sqrt(-maths.log(u if q < 0.0 else 1.0 - u))
    if r <= 5.0:
        z = _polynomial(TAIL_TOP, r - 1.6) / _polynomial(TAIL_LOW, r - 1.6)
    else:
        z = _polynomial(FAR_TOP, r - 5.0) / _polynomial(FAR_LOW, r - 5.0)
    return -z if q < 0.0 else z


@rule
def normal_probability(z: float) -> float:
    """Probability of a standard normal deviate of at most `z`: the inverse of `normal_quantile`.

    By bisection of it, so that the two agree; 0 and 1 beyond what a double can tell apart.
    """
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = low + 0.5 * (high - low)
        if middle <= low or middle >= high:
            break
        if normal_quantile(middle) < z:
            low = middle
        else:
            high = middle
    return high if z >= 0.0 else low


@rule
def beta_probability(x: float, a: float, b: float) -> float:
    """Probability of at most `x` in [0, 1] under a beta law with whole `a` and `b`.

    Of a + b - 1 uniform draws at least `a` lie below x: a sum of binomial terms.
    """
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    n = int(a + b) - 1
    term = 1.0
    for _ in range(n):
        term *= 1.0 - x
    total = 0.0
    for k in range(1, n + 1):
        term *= x * (n - k + 1) / ((1.0 - x) * k)
        if k >= a:
            total += term
    return min(1.0, total)


@rule
def beta_quantile(u: float, a: float, b: float) -> float:
    """Value below which probability `u` lies under a beta law with whole `a` and `b`."""
    if a == 1.0:  # 1 - (1 - u)^(1/b), the least of b uniform draws
        return 1.0 if u >= 1.0 else maths.chance(maths.hazard(u) / b)
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = low + 0.5 * (high - low)
        if middle <= low or middle >= high:
            break
        if beta_probability(middle, a, b) < u:
            low = middle
        else:
            high = middle
    return high


@rule
def quantile(
    kind: int, a: float, b: float, below: float, above: float, low: float, high: float, u: float
) -> float:
    """Value at probability `u` of a law.

    One that is cut off at `low` and `high` has the chances `below` and `above` below those.
    """
    if kind == UNIFORM:
        return a + u * (b - a)
    if kind == LOGUNIFORM:
        return a * maths.exp(u * maths.log(b / a))
    if kind == LOGNORMAL:
        found = a * maths.exp(b * normal_quantile(below + u * (above - below)))
        return min(high, max(low, found))
    return beta_quantile(u, a, b)


@rule
def probability(kind: int, a: float, b: float, below: float, above: float, value: float) -> float:
    """Chance of at most `value` under a law, before it is held in [0, 1]."""
    if kind == UNIFORM:
        return (value - a) / (b - a)
    if kind == LOGUNIFORM:
        return maths.log(value / a) / maths.log(b / a)
    if kind == LOGNORMAL:
        return (normal_probability(maths.log(value / a) / b) - below) / (above - below)
    return beta_probability(value, a, b)


@kernel
def _quantiles(law: Any, u: Any, values: Any) -> None:
    kind, a, b, below, above, low, high = law
    for k in range(len(u)):
        values[k] = quantile(kind, a, b, below, above, low, high, u[k])


@kernel
def _probabilities(law: Any, values: Any, found: Any) -> None:
    kind, a, b, below, above, _, _ = law
    for k in range(len(values)):
        found[k] = probability(kind, a, b, below, above, values[k])


@dataclass(frozen=True)
class Prior:
    """What the evidence leaves open: `uniform`, `loguniform`, `lognormal`, `beta` or `fixed`.

    `lognormal` has median `a` and standard deviation `b` of the logarithm before it is cut off at
    `low` and `high`, the range of its parameter. The others need no cutting. `beta` takes whole
    numbers.
    """

    kind: str
    a: float = 0.0
    b: float = 0.0
    low: float = 0.0
    high: float = math.inf

    def __post_init__(self) -> None:
        if self.kind == "beta" and not (self.a == int(self.a) >= 1 and self.b == int(self.b) >= 1):
            raise ValueError(f"{self}: a beta law takes two whole numbers from 1")

    @cached_property
    def law(self) -> tuple[int, float, float, float, float, float, float]:
        """As the rules read it: kind, `a`, `b`, chances below both ends of the range, both ends."""
        cut = self.kind == "lognormal"
        below, above = (self._below(self.low), self._below(self.high)) if cut else (0.0, 1.0)
        return KINDS.index(self.kind), self.a, self.b, below, above, self.low, self.high

    def quantile(self, u: Floats) -> Floats:
        """Values at the probabilities `u`, same shape. `fixed` has none."""
        return self._each(_quantiles, u)

    def probability(self, values: Floats) -> Floats:
        """Prior probability of a value at most this, same shape: the inverse of `quantile`."""
        return np.clip(self._each(_probabilities, values), 0.0, 1.0)

    def _each(self, over: Any, given: Floats) -> Floats:
        given = np.ascontiguousarray(given, np.float64)
        found = np.empty(given.size)
        over(self.law, given.reshape(-1), found)
        return found.reshape(given.shape)

    def _below(self, value: float) -> float:
        """Chance below a value before the law is cut off."""
        return normal_probability(maths.log(value / self.a) / self.b)

    def __str__(self) -> str:
        return self.kind if self.kind == "fixed" else f"{self.kind}({self.a:g}, {self.b:g})"
