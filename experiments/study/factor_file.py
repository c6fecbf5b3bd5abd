"""Factors as a study file writes them: every key checked, every value one that the engine takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from experiments.study.factors import KINDS, Factor, FactorSpread, Value, is_number, same, tidy
from sim.errors import nearest, plain_number, some_of
from sim.inputs.checked_mapping import ID, Reader, shown
from sim.inputs.clean_text import NAME
from sim.inputs.posterior import read_posterior
from sim.levers import BY_NAME
from sim.outcomes import OUTCOMES
from sim.parameters import HYPOTHESES, LISTED_BY, PARAMETERS

SHARED: Final = ("label", "values")
SPREADS: Final = ("range", "prior", "posterior")
KEYS: Final = {
    "parameter": ("parameter", *SHARED, *SPREADS, "scale", "steps"),
    "hypothesis": ("hypothesis", *SHARED),
    "variable": ("variable", *SHARED, "range", "scale", "steps", "whole"),
    "lever": (
        *("lever", *SHARED, "range", "scale", "steps", "whole"),
        *("dose", "on", "from", "to", "over", "when", "militias", "sites"),
    ),
    "policies": ("policies", "label"),
    "samples": ("samples", "label"),
}
TIMING: Final = ("on", "from", "to", "over", "when", "militias", "sites")
DOSES: Final = ("set", "add", "scale")
MAX_VALUES: Final = 1_000
ALL_PARAMETERS: Final = "all parameters"
TAKEN: Final = (
    *("scenario", "point", "partner", "run", "runs", "parts", "n_events"),
    *("of_point", "variant", "sample"),
)
"""Columns of a sweep's tables, and of its futures, that no factor may be named after."""


def read_factors(reader: Reader, bare: bool, posterior: Path | None) -> tuple[Factor, ...]:
    """All factors of a study, none if it has none. With `bare`, values may be left to a file.

    `posterior` has the posterior samples of the scenarios. Raises InputError.
    """
    if not reader.has("factors"):
        return ()
    table = reader.sub("factors")
    if not table.data:
        reader.fail("factors", "no factor", "one factor or more, or no such key")
    for name in table.data:
        if not ID.fullmatch(name) or name in TAKEN or name in OUTCOMES:
            table.fail(name, f"'{name}'", "lower-case letters, digits and _, and no column's name")
    return tuple(_factor(table.sub(name), name, bare, posterior) for name in table.data)


def _factor(reader: Reader, name: str, bare: bool, posterior: Path | None) -> Factor:
    kinds = [kind for kind in KINDS if reader.has(kind)]
    if len(kinds) != 1:
        if not kinds:
            reader.only({key for keys in KEYS.values() for key in keys})
        reader.fail((), " and ".join(kinds) or "nothing to vary", f"one of {', '.join(KINDS)}")
    kind = kinds[0]
    reader.only(KEYS[kind])
    label = reader.text("label", NAME) if reader.has("label") else name.replace("_", " ")
    if kind == "policies":
        policies = _policies(reader)
        return Factor(name, kind, "", label, tuple(policies), policies=policies)
    if kind == "samples":
        size = int(reader.number("samples", 2, MAX_VALUES, whole=True))
        return Factor(name, kind, ALL_PARAMETERS, label, tuple(range(size)))
    target = _target(reader, kind)
    values, spread = _values(reader, kind, target, bare, posterior)
    dose = reader.one_of("dose", DOSES) if reader.has("dose") else "set"
    timing = {key: reader.data[key] for key in TIMING if reader.has(key)}
    return Factor(name, kind, target, label, values, spread, dose, timing)


def _target(reader: Reader, kind: str) -> str:
    """The thing that the factor moves. Which variables there are is for the scenarios to say."""
    target = reader.text(kind)
    tables: dict[str, Any] = {"parameter": PARAMETERS, "hypothesis": HYPOTHESES}
    known = tables.get(kind)
    if known is not None and target not in known:
        reader.fail(
            kind,
            f"unknown {kind} '{target}'",
            some_of(known, target, LISTED_BY),
            nearest(target, known),
        )
    return target


def _values(
    reader: Reader, kind: str, target: str, bare: bool, posterior: Path | None
) -> tuple[tuple[Value, ...], FactorSpread | None]:
    ways = [k for k in ("values", *SPREADS) if reader.has(k)]
    if len(ways) > 1 or (not ways and not bare):
        accepts = [k for k in ("values", *SPREADS) if k in KEYS[kind]]
        reader.fail((), " and ".join(ways) or "no values", f"one of {', '.join(accepts)}")
    for key in ("scale", "whole"):
        if reader.has(key) and ways != ["range"]:
            reader.fail(key, f"{key} without range", f"{key} beside range alone")
    if reader.has("steps") and reader.flag("whole"):
        instead = "one of them: whole takes every whole number of the range, steps takes a few"
        reader.fail("steps", "steps beside whole", instead)
    if reader.has("steps") and ways in ([], ["values"]):
        reader.fail("steps", "steps of listed values", "steps beside a range or a distribution")
    if not ways:
        return (), None
    if ways == ["values"]:
        return _listed(reader, kind, target), None
    if ways == ["range"]:
        return _range(reader, kind, target)
    return (), _distribution(reader, ways[0], target, posterior)


def _listed(reader: Reader, kind: str, target: str) -> tuple[Value, ...]:
    raw = reader.data["values"]
    if not isinstance(raw, list) or not raw:
        reader.fail("values", shown(raw), "a list of values")
    if len(raw) > MAX_VALUES:
        reader.fail("values", f"{len(raw)} values", f"at most {MAX_VALUES}")
    found: list[Value] = []
    probe = Factor("", kind, target, "")
    for k, item in enumerate(raw):
        value = tidy(item)
        if isinstance(value, bool) and kind == "lever":
            _yes_or_no(reader, k, value, target)
        if not is_number(value) and not isinstance(value, str | dt.date | None):
            reader.fail(("values", k), shown(value), "a number, a word, a date or null")
        accepts = probe.refusal(value)
        if accepts:
            reader.fail(("values", k), shown(value), accepts)
        if any(same(value, v) for v in found):
            reader.fail(("values", k), f"{shown(value)} twice", "every value once")
        found.append(value)
    return tuple(found)


def _yes_or_no(reader: Reader, k: int, value: bool, target: str) -> None:
    """Whoever writes true for a lever of words means yes."""
    words = [word for word, _ in BY_NAME[target].choices] if target in BY_NAME else []
    if "yes" in words:
        reader.fail(("values", k), shown(value), some_of(words), "yes" if value else "no")


def _range(reader: Reader, kind: str, target: str) -> tuple[tuple[Value, ...], FactorSpread | None]:
    raw = reader.data["range"]
    if not isinstance(raw, list) or len(raw) != 2 or not all(is_number(v) for v in raw):
        reader.fail("range", shown(raw), "two numbers, such as [1, 12]")
    low, high = float(raw[0]), float(raw[1])
    if not low < high:
        reader.fail(
            "range", f"[{plain_number(low)}, {plain_number(high)}]", "a low and a higher number"
        )
    if kind == "parameter":
        limits = PARAMETERS[target].low, PARAMETERS[target].high
        if low < limits[0] or high > limits[1]:
            reader.fail(
                "range",
                f"[{plain_number(low)}, {plain_number(high)}]",
                f"within {plain_number(limits[0])} to {plain_number(limits[1])}",
            )
    log = reader.has("scale") and reader.one_of("scale", ("linear", "log")) == "log"
    if log and low <= 0:
        reader.fail(
            "range",
            f"[{plain_number(low)}, {plain_number(high)}]",
            "numbers above 0, because the scale is log",
        )
    if not reader.flag("whole"):
        return (), FactorSpread("range", low, high, log, _steps(reader))
    if log or low != int(low) or high != int(high) or high - low >= MAX_VALUES:
        reader.fail("whole", shown(raw), f"two whole numbers less than {MAX_VALUES} apart, not log")
    return tuple(range(int(low), int(high) + 1)), None


def _distribution(reader: Reader, way: str, name: str, posterior: Path | None) -> FactorSpread:
    if not reader.flag(way):
        reader.fail(way, "false", "true, or no such key")
    parameter = PARAMETERS[name]
    if way == "prior" and parameter.prior.kind == "fixed":
        reader.fail("prior", f"{name}, which has none", "values or a range for this parameter")
    if way == "posterior" and (posterior is None or name not in read_posterior(posterior).values):
        fitted = some_of(read_posterior(posterior).values, name, LISTED_BY) if posterior else ""
        accepts = f"a fitted parameter: {fitted}" if posterior else "scenarios run on the posterior"
        reader.fail("posterior", f"no posterior of {name}", accepts)
    return FactorSpread(
        way,
        parameter.low,
        parameter.high,
        steps=_steps(reader),
        prior=parameter.prior,
        posterior=posterior,
        name=name,
    )


def _steps(reader: Reader) -> int:
    return int(reader.number("steps", 2, MAX_VALUES, whole=True)) if reader.has("steps") else 0


def _policies(reader: Reader) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """Each policy's interventions; an empty list leaves the scenario as it is."""
    table = reader.sub("policies")
    if not table.data:
        reader.fail("policies", "no policy", "a name and a list of interventions for each")
    return {name: tuple(row.data for row in table.each(name)) for name in table.data}
