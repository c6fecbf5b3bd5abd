"""Own arithmetic: right to the last bits, and made of nothing that a machine does its own way."""

from __future__ import annotations

import ast
import math
from pathlib import Path

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import maths
from sim.parameters import PARAMETERS
from sim.prior import Prior, beta_probability, normal_probability, normal_quantile

SIM = Path(__file__).parents[2] / "sim"
COMPUTING = [
    *sorted((SIM / "rules").glob("*.py")), *sorted((SIM / "day").rglob("*.py")),
    SIM / "luck.py", SIM / "maths.py", SIM / "solved.py", SIM / "prior.py", SIM / "ensemble.py",
    SIM / "conditions.py",
]  # fmt: skip
"""Files whose functions a run computes with, compiled or not."""
KERNEL_FREE = frozenset({"sqrt", "inf", "nan"})
"""What of `math` is exact everywhere: the square root is rounded correctly by IEEE 754."""
ARRAYS = frozenset(
    {"arange", "array", "ascontiguousarray", "clip", "dtype", "empty", "errstate", "float32",
     "float64", "int64", "isfinite", "ndarray", "recarray", "repeat", "uint64", "zeros"}
)  # fmt: skip
"""What of numpy only moves or compares numbers."""


def units(found: float, true: mpmath.mpf) -> float:
    """Distance in units of the last place of the true value."""
    step = max(math.ulp(abs(float(true))), 5e-324)
    return float(abs(mpmath.mpf(found) - true) / step)


def worst(own, exact, points) -> float:
    with mpmath.workdps(50):
        return max(units(own(x), exact(mpmath.mpf(x))) for x in points)


def spread(low: float, high: float, n: int = 4000) -> list[float]:
    return np.random.default_rng(1).uniform(low, high, n).tolist()


def by_size(low: float, high: float, n: int = 4000) -> list[float]:
    return (10.0 ** np.random.default_rng(2).uniform(low, high, n)).tolist()


@pytest.mark.parametrize(
    ("own", "exact", "points", "most"),
    [
        (maths.exp, mpmath.exp, spread(-740, 709), 1.0),
        (maths.exp, mpmath.exp, spread(-3, 3), 1.0),
        (maths.chance, lambda x: -mpmath.expm1(-x), by_size(-300, 2), 2.0),
        (maths.chance, lambda x: -mpmath.expm1(-x), spread(0, 3), 2.0),
        (maths.log, mpmath.log, by_size(-307, 308), 1.0),
        (maths.log, mpmath.log, spread(0.5, 2), 1.5),
        (maths.hazard, lambda u: -mpmath.log1p(-u), spread(0, 1), 3.0),
        (maths.hazard, lambda u: -mpmath.log1p(-u), by_size(-300, -0.01), 3.0),
        (maths.kept_a_day, lambda h: mpmath.mpf(2) ** (-1 / h), by_size(-0.3, 5), 3.0),
    ],
)
def test_a_function_is_right_to_the_last_bits(own, exact, points, most):
    """Against fifty digits, over all the room it has; and not by an allowance that hides errors."""
    assert worst(own, exact, points) <= most
    assert worst(lambda x: own(x) * (1 + 1e-14), exact, points) > most, "the measure is blind"


def test_the_power_of_two_is_exact_over_the_whole_room_of_a_double():
    assert all(maths.power_of_two(k) == math.ldexp(1.0, k) for k in range(-1074, 1024))


def test_the_ends_are_those_of_a_double():
    """Nothing overflows into an error and nothing turns into a number that is none."""
    assert maths.exp(-1e300) == maths.exp(-math.inf) == 0.0
    assert maths.exp(1e300) == maths.exp(math.inf) == math.inf
    assert maths.exp(709.782712893383) < math.inf
    assert maths.exp(-745.1) == 5e-324
    assert maths.exp(-709.0) == pytest.approx(math.exp(-709.0), rel=1e-14)
    assert maths.log(0.0) == -math.inf
    assert maths.log(math.inf) == math.inf
    assert maths.log(5e-324) == pytest.approx(-744.4400719213812)
    assert maths.chance(0.0) == maths.chance(-3.0) == 0.0
    assert maths.chance(5e-324) == 5e-324
    assert maths.chance(1e300) == maths.chance(math.inf) == 1.0
    assert maths.hazard(0.0) == 0.0
    assert maths.hazard(1.0) == math.inf
    none = [maths.exp(math.nan), maths.log(math.nan), maths.log(-1.0)]
    assert all(math.isnan(x) for x in none)


positive = st.floats(min_value=0.0, allow_infinity=False)


@given(positive)
def test_no_chance_exceeds_its_hazard_or_leaves_its_range(x):
    """The day asks the cheap bound before the chance itself: it must never be the smaller one."""
    assert 0.0 <= maths.chance(x) <= min(1.0, x)


@given(st.floats(-700, 700), st.floats(1e-12, 10))
def test_exp_rises(x, step):
    assert maths.exp(x) <= maths.exp(x + max(step, 1e-12 * abs(x)))


@given(positive, st.floats(1e-12, 10))
def test_chance_rises(x, step):
    assert maths.chance(x) <= maths.chance(x + step * x)


@given(st.floats(1e-300, 1e300), st.floats(1e-12, 10))
def test_log_rises_and_undoes_exp(x, step):
    assert maths.log(x) <= maths.log(x * (1 + step))
    assert maths.exp(maths.log(x)) == pytest.approx(x, rel=1e-12)


@given(st.floats(1e-300, 0.999))
def test_hazard_undoes_chance(u):
    assert maths.chance(maths.hazard(u)) == pytest.approx(u, rel=1e-14)


@given(st.floats(1e-300, 1.0, exclude_max=True))
def test_the_normal_law_and_its_quantile_agree(u):
    """One is found by bisection of the other, so neither can drift."""
    assert normal_probability(normal_quantile(u)) == pytest.approx(u, rel=1e-10)


def test_the_normal_quantile_is_that_of_the_error_function():
    points = [*by_size(-30, -0.4, 150), *spread(0.01, 0.99, 150)]
    with mpmath.workdps(60):
        for u in points:
            true = mpmath.sqrt(2) * mpmath.erfinv(2 * mpmath.mpf(u) - 1)
            assert normal_quantile(u) == pytest.approx(float(true), rel=2e-15)


@pytest.mark.parametrize(("a", "b"), [(1, 1), (1, 60), (3, 2), (4, 2), (7, 5)])
def test_a_beta_law_is_that_of_the_incomplete_beta_function(a, b):
    law, u = Prior("beta", a, b), np.array(spread(0.001, 0.999, 50))
    for x, p in zip(law.quantile(u), u, strict=True):
        exact = float(mpmath.betainc(a, b, 0, x, regularized=True))
        assert exact == pytest.approx(p, rel=1e-12)
        assert beta_probability(x, a, b) == pytest.approx(p, rel=1e-12)


def test_a_beta_law_of_broken_numbers_is_refused():
    """Its quantile would need functions that no two libraries compute alike."""
    with pytest.raises(ValueError, match="two whole numbers"):
        Prior("beta", 1.5, 2)
    assert any(p.prior.kind == "beta" for p in PARAMETERS.values())


def calls(tree: ast.AST, module: str) -> set[str]:
    return {
        n.attr
        for n in ast.walk(tree)
        if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == module
    }


def float_powers(tree: ast.AST) -> list[int]:
    """Lines with `**`, but for whole powers of constants, which are folded exactly."""
    powers = [n for n in ast.walk(tree) if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Pow)]
    constant = (ast.Constant, ast.UnaryOp, ast.Name)
    return [
        n.lineno
        for n in powers
        if not (isinstance(n.left, ast.Constant) and isinstance(n.right, constant))
    ]


@pytest.mark.parametrize("file", COMPUTING, ids=lambda f: f.stem)
def test_what_a_run_computes_asks_no_library_for_a_number(file):
    """No `math`, no numpy function and no float power: each has its own last bits somewhere."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert calls(tree, "math") <= KERNEL_FREE
    assert calls(tree, "np") <= ARRAYS | {"npt"}
    assert not float_powers(tree)


def test_the_watch_over_libraries_sees_what_it_is_to_see():
    """Negative control: the three kinds of slip, each found."""
    tree = ast.parse("y = math.exp(x) + np.log(x) + x ** 0.5")
    assert calls(tree, "math") - KERNEL_FREE == {"exp"}
    assert calls(tree, "np") - ARRAYS == {"log"}
    assert float_powers(tree) == [1]
