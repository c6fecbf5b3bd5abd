"""Parameters of a run, drawn by its number: from a prior, from a joint sample, or set by hand.

What is to be drawn is a plan, a record for each parameter; how, is one rule on plain numbers, so
that every engine draws the same bits.
"""

from __future__ import annotations

import math
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sim import luck, prior
from sim.jit import COMPILED, kernel, rule

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

SET: Final = -1
SAMPLED: Final = len(prior.KINDS)
"""Kinds of a planned parameter beside the laws of `sim.prior`: a value, a column of samples."""
JOINT: Final = luck.key_of("prior:joint posterior draw")
"""Luck goes by these words: others would change every number."""


class Planned(NamedTuple):
    """How one parameter is drawn: the fields of a plan, and what they hold by default."""

    kind: int
    a: float
    """The value, if it is set; else the first number of the law."""
    b: float = 0.0
    below: float = 0.0
    above: float = 1.0
    """Chances below the ends at which the law is cut off, if it is."""
    low: float = 0.0
    high: float = math.inf
    """Those ends."""
    column: int = 0
    """Among the samples."""
    key: int = 0
    """Address of its luck."""
    place: int = 0
    """Of its field in the record that rules read."""
    halves: int = 0
    """1 for a half-life, which rules read as the share kept a day."""


WORDS: Final = {"kind": "i8", "column": "i8", "key": "u8", "place": "i8", "halves": "i8"}
PLAN: Final = np.dtype([(name, WORDS.get(name, "f8")) for name in Planned._fields])


class Samples(NamedTuple):
    """Joint samples: values, shape [samples, columns], and the running sum of their weights."""

    values: Floats
    edges: Floats


NO_SAMPLES: Final = Samples(np.empty((0, 0)), np.empty(0))


def key_of(name: str) -> int:
    """Address of the luck of one parameter."""
    return luck.key_of(f"prior:{name}")


@rule
def uniform(seed_key: int, run: int, key: int) -> float:
    """One draw in [0, 1) of a run for a parameter; `seed_key` is `luck.mix(seed)`."""
    source = luck.mix((seed_key + key) & luck.MASK)
    return (luck.mix((source + run * luck.GOLDEN) & luck.MASK) >> 11) * luck.UNIT


@rule
def sample_of(seed_key: int, run: int, edges: Any) -> int:
    """Number of the joint sample that a run takes, in proportion to the weights; 0 of none."""
    last = len(edges) - 1
    if last <= 0:
        return 0
    x = uniform(seed_key, run, JOINT) * edges[last]
    low, high = 0, last
    while low < high:
        middle = (low + high) // 2
        if edges[middle] <= x:
            low = middle + 1
        else:
            high = middle
    return low


@rule
def value(planned: Any, seed_key: int, run: int, sample: int, values: Any) -> float:
    """Value of one parameter in one run, which takes joint sample number `sample`."""
    if planned.kind == SET:
        return planned.a
    if planned.kind == SAMPLED:
        return values[sample, planned.column]
    u = uniform(seed_key, run, planned.key)
    p = planned
    return prior.quantile(p.kind, p.a, p.b, p.below, p.above, p.low, p.high, u)


@kernel
def _draw(plan: Any, runs: Any, seed_key: Any, values: Any, edges: Any, table: Any) -> None:
    for r in range(len(runs)):
        sample = sample_of(seed_key, runs[r], edges)
        for k in range(len(plan)):
            table[k, r] = value(plan[k], seed_key, runs[r], sample, values)


@kernel
def _samples(runs: Any, seed_key: Any, edges: Any, found: Any) -> None:
    for r in range(len(runs)):
        found[r] = sample_of(seed_key, runs[r], edges)


@kernel
def _uniforms(runs: Any, seed_key: Any, key: Any, found: Any) -> None:
    for r in range(len(runs)):
        found[r] = uniform(seed_key, runs[r], key)


def seed_key(seed: int) -> np.uint64:
    """What the seed adds to every address."""
    return np.uint64(luck.mix(seed & luck.MASK))


def uniforms(seed: int, name: str, runs: Numbers) -> Floats:
    """Uniform draws for one parameter in the given runs, keyed by its name. Shape [runs]."""
    found = np.empty(len(runs))
    _uniforms(*_luck(runs, seed), _word(key_of(name)), found)
    return found


def samples_of(seed: int, runs: Numbers, edges: Floats) -> Numbers:
    """The joint sample that each run takes, shape [runs]; a run takes the same one whoever asks."""
    found = np.empty(len(runs), np.int64)
    _samples(*_luck(runs, seed), edges, found)
    return found


def draw(plan: npt.NDArray[Any], seed: int, runs: Numbers, samples: Samples = NO_SAMPLES) -> Floats:
    """Values of all planned parameters in the given runs, shape [parameters, runs]."""
    table = np.empty((len(plan), len(runs)))
    # Plain Python knows fields as attributes, and no words of 64 bits that wrap around.
    planned: Any = plan if COMPILED else [Planned(*row) for row in plan.tolist()]
    _draw(planned, *_luck(runs, seed), samples.values, samples.edges, table)
    return table


def _luck(runs: Numbers, seed: int) -> tuple[Any, Any]:
    """Numbers of the runs, and what the seed adds to every address, as kernels read them."""
    numbers = np.ascontiguousarray(runs).astype(np.uint64)
    return (numbers if COMPILED else numbers.tolist()), _word(int(seed_key(seed)))


def _word(key: int) -> Any:
    return np.uint64(key) if COMPILED else key
