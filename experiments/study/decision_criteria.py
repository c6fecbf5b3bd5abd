"""How a study's answers are to be judged: which way is worse, what will do, and under what futures.

The outcomes named here may be any that have a mean: a sweep stores them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from experiments.study.outcome_direction import HIGHER, LOWER, worse_way
from sim.errors import nearest, some_of
from sim.inputs.checked_mapping import Reader
from sim.inputs.scenario import Scenario
from sim.outcomes import LISTED_BY, NEVER, OUTCOMES

KEYS: Final = ("futures", "worse", "limits", "tradeoff")
"""Keys of a study that are read here."""
FUTURES_KEYS: Final = ("samples", "runs", "variants")
LEAST_SAMPLES: Final = 20
"""Fewer parameter samples show no spread."""
MOST: Final = 1_000
LARGE: Final = 1e9
MEANS: Final = tuple(name for name in OUTCOMES if name not in NEVER)
"""Outcomes whose mean says something."""
OUTCOMES_TRADED: Final = 3


@dataclass(frozen=True)
class FuturesDesign:
    """Every point again across what is left open."""

    samples: int
    """Samples of all parameters together, the same for every point."""
    runs: int
    """Runs of each sample, which differ in luck alone."""
    variants: bool = True
    """Under every variant of every hypothesis as well?"""


@dataclass(frozen=True)
class DecisionCriteria:
    """What a study says of good and bad."""

    futures: FuturesDesign | None = None
    worse: Mapping[str, str] = field(default_factory=dict)
    """Outcome -> `higher` or `lower`; overrules `outcome_direction`."""
    limits: Mapping[str, float] = field(default_factory=dict)
    """Outcome -> the worst mean or chance that is still good enough."""
    tradeoff: tuple[str, ...] = ()
    """Three outcomes to be held against each other, or none."""


def read_criteria(reader: Reader, bases: Iterable[Scenario]) -> DecisionCriteria:
    """What a study says of it; all may be left out. `bases` are the scenarios that it runs.

    Raises InputError.
    """
    worse = _worse(reader)
    return DecisionCriteria(
        _futures(reader, bases), worse, _limits(reader, worse), _trade(reader, worse)
    )


def _futures(reader: Reader, bases: Iterable[Scenario]) -> FuturesDesign | None:
    if not reader.has("futures"):
        return None
    if all(base.parameter_source == "default" for base in bases):
        got, accepts = "parameters by hand", "scenarios whose parameters are drawn, or no such key"
        reader.fail("futures", got, accepts)
    part = reader.sub("futures")
    part.only(FUTURES_KEYS, ("samples", "runs"))
    samples = int(part.number("samples", LEAST_SAMPLES, MOST, whole=True))
    return FuturesDesign(
        samples, int(part.number("runs", 2, MOST, whole=True)), part.flag("variants", True)
    )


def _worse(reader: Reader) -> dict[str, str]:
    if not reader.has("worse"):
        return {}
    part = _table(reader, "worse")
    return {name: part.one_of(name, (HIGHER, LOWER)) for name in part.data}


def _limits(reader: Reader, worse: Mapping[str, str]) -> dict[str, float]:
    if not reader.has("limits"):
        return {}
    part, found = _table(reader, "limits"), {}
    for name in part.data:
        _need_way(part, name, name, worse)
        kind = OUTCOMES[name].kind
        low = -LARGE if kind == "level" else 0
        found[name] = part.number(name, low, 1 if kind == "flag" else LARGE)
    return found


def _trade(reader: Reader, worse: Mapping[str, str]) -> tuple[str, ...]:
    if not reader.has("tradeoff"):
        return ()
    names = reader.names("tradeoff", MEANS, LISTED_BY)
    if len(names) != OUTCOMES_TRADED:
        reader.fail("tradeoff", f"{len(names)} outcomes", f"{OUTCOMES_TRADED} outcomes")
    for k, name in enumerate(names):
        _need_way(reader, ("tradeoff", k), name, worse)
    return tuple(names)


def _table(reader: Reader, key: str) -> Reader:
    """The mapping at `key`, one outcome or more, all of which have a mean."""
    part = reader.sub(key)
    if not part.data:
        reader.fail(key, "no outcome", "one outcome or more, or no such key")
    for name in part.data:
        if name not in MEANS:
            got = "an outcome without a mean" if name in OUTCOMES else f"unknown outcome '{name}'"
            part.fail(name, got, some_of(MEANS, name, LISTED_BY), nearest(name, MEANS))
    return part


def _need_way(
    reader: Reader, place: str | tuple[str | int, ...], name: str, worse: Mapping[str, str]
) -> None:
    """Refuse an outcome of which neither the table nor the study says which way is worse."""
    if worse_way(name, worse) == 0:
        accepts = f"an outcome with one; say worse: {{{name}: {HIGHER}}} or {LOWER}"
        reader.fail(place, f"{name}, which has no bad way", accepts)
