"""Arithmetic that gives the same bits on every machine.

The C library's `exp` and `log` differ from machine to machine in their last bits, numpy's from one
processor to the next, and a browser has its own. So what a run computes goes through this file,
which uses nothing but + - * /, comparisons and whole numbers: those are exact everywhere (IEEE 754,
no fused steps). The polynomials are those of fdlibm (Sun Microsystems 1993, `e_exp.c`,
`s_expm1.c`, `e_log.c`). Errors are below three units in the last place, measured in
`tests/sim/test_maths.py` against fifty digits.
"""

from __future__ import annotations

import math
from typing import Final

from sim.jit import rule

LN2: Final = 0.6931471805599453
LN2_HIGH: Final = 6.93147180369123816490e-01
"""Leading bits of ln 2: its product with a whole number below 2^21 is exact."""
LN2_LOW: Final = 1.90821492927058770002e-10
EXP_MOST: Final = 709.782712893384
"""Beyond it e^x is too large for a double, and below the next it is 0."""
EXP_LEAST: Final = -745.1332191019412
SQRT_HALF: Final = 0.7071067811865476
INFINITY: Final = math.inf
EXACT_BITS: Final = 62
"""2 to a whole power of at most that many is a whole number of 64 bits."""
POWER: Final = 2.0**EXACT_BITS


@rule
def power_of_two(k: int) -> float:
    """2^k for whole `k` from -1074 to 1023, exactly."""
    scale = 1.0
    while k > EXACT_BITS:
        scale *= POWER
        k -= EXACT_BITS
    while k < -EXACT_BITS:
        scale /= POWER
        k += EXACT_BITS
    return scale * (1 << k) if k >= 0 else scale / (1 << -k)


@rule
def _growth(high: float, low: float) -> float:
    """e^r - 1 for r = high - low in [-0.35, 0.35], where `low` is far smaller than `high`.

    Remez polynomial of r * coth(r / 2). Source: fdlibm, e_exp.c and s_expm1.c.
    """
    r = high - low
    t = r * r
    c = 4.13813679705723846039e-08
    c = -1.65339022054652515390e-06 + t * c
    c = 6.61375632143793436117e-05 + t * c
    c = -2.77777777770155933842e-03 + t * c
    c = 1.66666666666666019037e-01 + t * c
    c = r - t * c
    return high - (low - r * c / (2.0 - c))


@rule
def exp(x: float) -> float:
    """e^x: 0 below the least double, infinity above the greatest. Source: fdlibm, e_exp.c."""
    if x != x:
        return x
    if x > EXP_MOST:
        return INFINITY
    if x < EXP_LEAST:
        return 0.0
    k = int(x / LN2 + (0.5 if x >= 0.0 else -0.5))
    y = 1.0 + _growth(x - k * LN2_HIGH, k * LN2_LOW)
    if k > 1023:
        return y * 2.0 * power_of_two(k - 1)
    if k < -1022:
        return y * power_of_two(k + EXACT_BITS) / POWER
    return y * power_of_two(k)


@rule
def chance(x: float) -> float:
    """1 - e^-x: the chance that something of hazard `x` >= 0 happens, in [0, 1]; 0 below 0.

    A small `x` keeps all its digits, which the plain difference would lose.
    Source: fdlibm, s_expm1.c.
    """
    if x <= 0.0:
        return 0.0
    if x < 0.5 * LN2:
        return -_growth(-x, 0.0)
    return 1.0 - exp(-x)


@rule
def _log_near(f: float) -> float:
    """log(1 + f) for f in [-0.3, 0.42], with all digits of a small `f`. Source: fdlibm, e_log.c."""
    s = f / (2.0 + f)
    z = s * s
    r = 1.479819860511658591e-01
    r = 1.531383769920937332e-01 + z * r
    r = 1.818357216161805012e-01 + z * r
    r = 2.222219843214978396e-01 + z * r
    r = 2.857142874366239149e-01 + z * r
    r = 3.999999999940941908e-01 + z * r
    r = 6.666666666666735130e-01 + z * r
    half = 0.5 * f * f
    return f - (half - s * (half + z * r))


@rule
def log(x: float) -> float:
    """Natural logarithm: minus infinity at 0, not a number below it. Source: fdlibm, e_log.c."""
    if x != x or x == INFINITY:
        return x
    if x <= 0.0:
        return -INFINITY if x == 0.0 else INFINITY - INFINITY
    k = 0
    while x < 1.0 / POWER:
        x *= POWER
        k -= EXACT_BITS
    while x > POWER:
        x /= POWER
        k += EXACT_BITS
    while x < SQRT_HALF:
        x *= 2.0
        k -= 1
    while x > 2.0 * SQRT_HALF:
        x *= 0.5
        k += 1
    return k * LN2_HIGH + (_log_near(x - 1.0) + k * LN2_LOW)


@rule
def hazard(u: float) -> float:
    """-log(1 - u) for `u` in [0, 1]: the hazard behind a chance, the inverse of `chance`.

    Of a uniform draw it makes one from the exponential law with mean 1.
    """
    if u < 1.0 - SQRT_HALF:
        return -_log_near(-u)
    return -log(1.0 - u)


@rule
def kept_a_day(halflife: float) -> float:
    """Share that is left after one day of what halves in `halflife` > 0 days: 2^(-1/halflife)."""
    return exp(-LN2 / halflife)
