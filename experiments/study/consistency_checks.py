"""Checks of a study that look at several things at once: factors that clash, points of a file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import Any, Final

from calibration.evidence.strict_csv import CsvRow, read_rows
from experiments.study.factors import Factor, Value, tidy
from experiments.study.points import Point, apply_point
from sim.errors import InputError
from sim.inputs.checked_mapping import Reader, shown
from sim.inputs.scenario import Scenario
from sim.inputs.strict_yaml import parse
from sim.parameters import HYPOTHESES

SCENARIO: Final = "scenario"


def check_factors(
    reader: Reader, factors: Sequence[Factor], scenarios: Collection[Scenario]
) -> None:
    """Refuse two factors on one thing, and a parameter that a hypothesis moves as well.

    Refuse parameter samples where nothing is drawn, too.

    A value set by hand wins over a variant, so beside such a factor the variant would be mute and
    the study would say that it does not matter.
    """
    seen: dict[tuple[str, str], str] = {}
    for factor in factors:
        if factor.kind not in ("lever", "policies"):
            first = seen.setdefault((factor.kind, factor.target), factor.name)
            if first != factor.name:
                place = ("factors", factor.name, factor.kind)
                reader.fail(place, f"{factor.target} again", f"what '{first}' does not vary")
    for factor in factors:
        fixed = [s.path.name for s in scenarios if s.parameter_source == "default"]
        if factor.kind == "samples" and fixed:
            got = f"samples, but {fixed[0]} has parameters: default"
            reader.fail(("factors", factor.name, "samples"), got, "parameters: posterior or prior")
    chosen = [(s.path.name, name, (v,)) for s in scenarios for name, v in s.hypotheses.items()]
    varied = [
        (f.name, f.target, tuple(str(v) for v in f.values if v) or _letters(f))
        for f in factors
        if f.kind == "hypothesis"
    ]
    for factor in factors:
        if factor.kind == "parameter":
            _check_mute(reader, factor, varied)
            if factor.spread and factor.spread.kind != "range":
                _check_mute(reader, factor, chosen)


def _letters(factor: Factor) -> tuple[str, ...]:
    return tuple(HYPOTHESES[factor.target].variants)


def _check_mute(
    reader: Reader, factor: Factor, hypotheses: Iterable[tuple[str, str, tuple[str, ...]]]
) -> None:
    for where, name, letters in hypotheses:
        for letter in letters:
            variant = HYPOTHESES[name].variants[letter]
            if factor.target in {*variant.values, *variant.priors}:
                got = f"{factor.target}, which {name}-{letter} of '{where}' moves too"
                place = ("factors", factor.name, "parameter")
                reader.fail(place, got, "a parameter or a hypothesis, not both")


def check_interventions(
    reader: Reader, factors: Sequence[Factor], scenarios: Iterable[Scenario]
) -> None:
    """Refuse a value that its lever or variable does not take, and factors that contradict.

    Limits of levers are intervals, so both ends of a range speak for all between. A contradiction
    takes two interventions, so pairs of factors speak for most points.
    """
    choices = [f for f in factors if f.is_choice]
    for base in scenarios:
        for factor in choices:
            _check_variable(reader, factor, base)
            for k, value in enumerate(factor.limits()):
                _try(reader, base, {factor.name: value}, (factor,), k)
        for a, b in combinations(choices, 2):
            for other, (k, value) in product(a.limits(), enumerate(b.limits())):
                _try(reader, base, {a.name: other, b.name: value}, (a, b), k)


def _check_variable(reader: Reader, factor: Factor, base: Scenario) -> None:
    known = base.text.get("variables", {})
    if factor.kind == "variable" and factor.target not in known:
        Reader(reader.document, ("factors", factor.name), {}).fail(
            "variable", f"no variable '{factor.target}' in {base.path.name}", ", ".join(known)
        )


def check_point(
    reader: Reader, key: str, factors: Sequence[Factor], point: Point, scenarios: Iterable[Scenario]
) -> None:
    """Refuse the values at `key` if no scenario comes of them."""
    for base in scenarios:
        try:
            apply_point(base, factors, point, reader.document.path)
        except InputError as error:
            reader.fail(key, *_restated(error, base, factors), error.nearest)


def _try(reader: Reader, base: Scenario, point: Point, factors: Sequence[Factor], k: int) -> None:
    """Compile a point, and report an error where the last factor's `k`-th value stands."""
    try:
        apply_point(base, factors, point, reader.document.path)
    except InputError as error:
        factor = factors[-1]
        raw: Any = reader.data["factors"][factor.name]
        # `interventions[3].militias[0]`: the key is what the study calls it as well.
        key = error.field.rpartition(".")[2].partition("[")[0]
        where: tuple[Any, ...] = ("values", k) if "values" in raw else ("range",)
        if "policies" in raw:
            where = ("policies", factor.values[k])
        elif key in raw:
            where = (key,)
        elif key == "interventions":  # something that the intervention lacks
            where = ()
        got, accepts = _restated(error, base, factors)
        reader.fail(("factors", factor.name, *where), got, accepts, error.nearest)


def _restated(error: InputError, base: Scenario, factors: Sequence[Factor]) -> tuple[str, str]:
    """What was got and is accepted; a clash names no line, because its rows were put together.

    `factors` have been tried together, and no fewer of them clash.
    """
    lever, again, rest = str(error.got).partition(" again ")
    if not again:
        return f"{error.got} (in {base.path.name})", error.accepts
    if error.path == base.path or f" {base.path.name}:" in rest:
        who = f"by an intervention of {base.path.name} too"
    elif len(factors) == 1:
        who = "by itself"
    else:
        who = "by " + " and ".join(f"'{f.name}'" for f in factors if _moves(f, lever))
    return f"{lever} moved twice at one time, {who}", "levers and days that nothing else claims"


def _moves(factor: Factor, lever: str) -> bool:
    rows = [row for rows in factor.policies.values() for row in rows]
    return factor.target == lever or any(row.get("lever") == lever for row in rows)


def listed_points(
    path: Path, factors: Sequence[Factor], bases: Mapping[str, Scenario], most: int
) -> tuple[Mapping[str, Value], ...]:
    """The points of a CSV file: a column for each factor, and `scenario` where there are several.

    Raises InputError with file, line and column.
    """
    columns = [*([SCENARIO] if len(bases) > 1 else []), *(f.name for f in factors)]
    found: dict[tuple[tuple[str, Value], ...], int] = {}
    for row in read_rows(path, columns):
        point = _row_point(row, factors, bases)
        first = found.setdefault(tuple(point.items()), row.line)
        if first != row.line:
            raise InputError(
                path, row.line, "row", "the same point twice", f"a new one (see line {first})"
            )
        if len(found) > most:
            raise InputError(path, row.line, "row", "too many points", f"at most {most}")
    if not found:
        raise InputError(path, 1, "file", "a header and no row", "a table of points")
    return tuple(dict(point) for point in found)


def _row_point(
    row: CsvRow, factors: Sequence[Factor], bases: Mapping[str, Scenario]
) -> dict[str, Value]:
    base, point = next(iter(bases.values())), {}  # type: tuple[Scenario, dict[str, Value]]
    if SCENARIO in row.cells:
        point[SCENARIO] = name = row.code(SCENARIO, bases)
        base = bases[name]
    for factor in factors:
        point[factor.name] = _cell(row, factor)
    try:
        apply_point(base, factors, point, row.path)
    except InputError as error:
        got, accepts = _restated(error, base, factors)
        raise error.but(
            path=row.path, line=row.line, field="row", got=got, accepts=accepts
        ) from None
    return point


def _cell(row: CsvRow, factor: Factor) -> Value:
    """A cell as YAML would read it; an empty one is null."""
    text = row.text(factor.name)
    try:
        value: Value = tidy(parse(text, row.path).data)
    except InputError as error:
        row.fail(factor.name, error.accepts, error.got)
    if isinstance(value, list | dict | bool):
        row.fail(factor.name, "a number, a word, a date or nothing")
    accepts = factor.refusal(value)
    if accepts:
        row.fail(factor.name, accepts, shown(value))
    return value
