"""One point of a study: its name, the scenario it stands for, and the point it is paired with."""

from __future__ import annotations

import copy
import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from experiments.study.factors import Factor, Value, tidy
from experiments.study.study import Study
from sim.inputs.checked_mapping import Reader
from sim.inputs.interventions import Horizon, LeverChange, compile_interventions
from sim.inputs.posterior import parameters_of_runs
from sim.inputs.scenario import Scenario
from sim.inputs.strict_yaml import Document
from sim.parameters import moved_by

Point = Mapping[str, Value]
"""A value of each factor; `scenario` is a file name, and may be left out when there is but one."""

ID_LETTERS: Final = 16
AT_ONCE: Final = 1_000
"""Parameter samples made together and kept: 225 parameters of these take 1.8 MB."""


def scenario_at(study: Study, point: Point) -> Scenario:
    """The scenario of a point, ready to run; its `text` says all that the point changed.

    Raises InputError when the values contradict each other in a way that checks of a study do not
    see (three factors that claim one lever on one day).
    """
    return apply_point(base_of(study, point), study.factors, point, study.path, study.seed)


def base_of(study: Study, point: Point) -> Scenario:
    """The loaded scenario that a point starts from."""
    return study.bases[str(point.get("scenario", study.scenarios[0].name))]


def point_id(study: Study, point: Point) -> str:
    """Name of a point: a hash of its scenario file's name and its values, not of its position.

    Factors left as the scenario has them do not count, so a study that gains a factor keeps the
    points at which the new one is null.
    """
    said = {k: _plain(tidy(v)) for k, v in point.items() if v is not None and k != "scenario"}
    whole = {"scenario": base_of(study, point).path.name, "values": said}
    text = json.dumps(whole, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:ID_LETTERS]


def _plain(value: Value) -> Any:
    return {"date": value.isoformat()} if isinstance(value, dt.date) else value


def partner_of(study: Study, point: Point) -> dict[str, Value] | None:
    """The baseline of a point, which may be the point itself; None when the study has none.

    A baseline of values replaces these and keeps the rest of the point. A baseline scenario keeps
    the point's parameters and hypotheses and takes none of its levers, variables and policies: the
    same world, with the other policy.
    """
    if study.baseline is None:
        return None
    if study.baseline.scenario is None:
        return {**point, **study.baseline.values}
    worlds = {f.name: None if f.is_choice else point.get(f.name) for f in study.factors}
    return {"scenario": study.baseline.scenario, **worlds}


def apply_point(
    base: Scenario, factors: Sequence[Factor], point: Point, study_path: Path, seed: int = 0
) -> Scenario:
    """`base` with the values of a point.

    A parameter sample is the one that the run of that number takes under `seed` and the variants of
    the point; what else the point sets by hand wins over it.

    Raises InputError when an intervention does not read or contradicts another.
    """
    values, hypotheses = dict(base.parameter_values), dict(base.hypotheses)
    text = copy.deepcopy(dict(base.text))
    variables, interventions = dict(text.get("variables", {})), list(text.get("interventions", []))
    untouched = len(interventions)
    for factor in factors:
        value = point.get(factor.name)
        if value is None:
            continue
        if factor.kind == "parameter":
            values[factor.target] = float(value)  # type: ignore[arg-type]
        elif factor.kind == "hypothesis":
            hypotheses[factor.target] = str(value)
        elif factor.kind == "variable":
            variables[factor.target] = value
        elif factor.kind != "samples":
            interventions += [dict(row) for row in factor.interventions(value)]
    sample = next((point.get(f.name) for f in factors if f.kind == "samples"), None)
    if sample is not None:
        values = _sampled(base, hypotheses, seed, int(sample)) | values  # type: ignore[arg-type]
    changes = base.changes
    if len(interventions) > untouched or variables != base.text.get("variables", {}):
        changes = _compile(base, interventions, variables, untouched, study_path)
    return replace(
        base,
        parameter_values=values,
        hypotheses=hypotheses,
        changes=changes,
        text=_text(text, values, hypotheses, variables, interventions),
    )


def _sampled(
    base: Scenario, hypotheses: Mapping[str, str], seed: int, number: int
) -> dict[str, float]:
    """All parameters of one sample.

    Which row of the posterior it is follows from the variants of the scenario, not of the point:
    under another variant the same number would be a row without any likeness to it, and the variant
    would seem to act together with the sample. What variants move comes from those of the point.
    """
    first = number - number % AT_ONCE
    source = base.parameter_source, base.posterior_path, seed, first
    found = {
        k: v[number - first] for k, v in _samples(tuple(base.hypotheses.items()), *source).items()
    }
    for name, letter in hypotheses.items():
        old = base.hypotheses.get(name)
        if letter != old:
            own = _samples(((name, letter),), *source)
            sides = [{name: side} for side in (old, letter) if side is not None]
            moved = {k for side in sides for part in moved_by(side) for k in part}
            found |= {k: own[k][number - first] for k in moved}
    return {name: float(value) for name, value in found.items()}


@lru_cache(64)
def _samples(
    hypotheses: tuple[tuple[str, str], ...], source: str, path: Path | None, seed: int, first: int
) -> dict[str, npt.NDArray[np.float64]]:
    """Samples `first` and on, many at once, because one costs nearly as much: [AT_ONCE]."""
    runs = np.arange(first, first + AT_ONCE)
    return parameters_of_runs(source, path, dict(hypotheses), {}, seed, runs)


def _compile(
    base: Scenario,
    interventions: Sequence[Mapping[str, Any]],
    variables: Mapping[str, Any],
    untouched: int,
    study_path: Path,
) -> tuple[LeverChange, ...]:
    """All interventions anew: those of the scenario, and from number `untouched` the study's."""
    study = Document(study_path, None, {})
    added = [
        Reader(study, ("interventions", k), dict(row))
        for k, row in enumerate(interventions[untouched:], untouched)
    ]
    return compiled(base, added, variables)


def compiled(
    base: Scenario, added: Sequence[Reader], variables: Mapping[str, Any]
) -> tuple[LeverChange, ...]:
    """The interventions of `base` and those that another file adds, with these variables.

    Raises InputError, in the file of the intervention, when one does not read or contradicts
    another.
    """
    scenario = Document(base.path, None, {})
    own = [
        Reader(scenario, ("interventions", k), dict(row))
        for k, row in enumerate(base.text.get("interventions", []))
    ]
    known = Reader(scenario, ("variables",), dict(variables))
    replayed = 0 if base.history_until is None else (base.history_until - base.start).days + 1
    horizon = Horizon(base.start, base.days, replayed)
    return compile_interventions(
        [*own, *added], dict.fromkeys(variables, known), base.world, horizon
    )


def _text(
    text: dict[str, Any],
    values: Mapping[str, float],
    hypotheses: Mapping[str, str],
    variables: Mapping[str, Any],
    interventions: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    source = text["parameters"]
    source = source["from"] if isinstance(source, dict) else source
    text["parameters"] = {"from": source, "set": dict(values)} if values else source
    parts = {"hypotheses": hypotheses, "variables": variables}
    text |= {key: dict(part) for key, part in parts.items() if part}
    return text | ({"interventions": list(interventions)} if interventions else {})
