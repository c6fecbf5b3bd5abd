"""What the points of a study are to a reader: a policy that people choose, under a condition.

A baseline says which factors are policies: those that it changes. Without one, levers, variables
and policies are; parameters, hypotheses and scenarios are conditions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from experiments.study.designs import StudyPoints
from experiments.study.study import Study
from experiments.text.wording import plain

SCENARIO: Final = "scenario"
AS_SET: Final = "as the scenario"
BASE: Final = "the base"


class PointLabel(NamedTuple):
    """One point of a study, in words."""

    point: str
    policy: str
    """`never`, `error 0.1, delay 3`; empty when the study varies no policy."""
    condition: str
    """`growth 0.01`; empty when it varies no condition."""
    partner: str | None
    """Point that it is compared with; its own name if it is a baseline, None without one."""
    values: Mapping[str, Any]
    """Factor -> value; None: as the scenario has it."""

    @property
    def label(self) -> str:
        """Policy and condition."""
        return ", ".join(filter(None, (self.policy, self.condition))) or AS_SET

    @property
    def is_baseline(self) -> bool:
        """Is it what others are compared with?"""
        return self.partner == self.point


def policy_factors(study: Study, points: StudyPoints) -> tuple[str, ...]:
    """Columns of the points that people choose."""
    chosen = {f.name for f in study.factors if f.is_choice}
    if study.baseline is not None and study.design.kind != "one_at_a_time":
        chosen = set(study.baseline.values) or chosen
    if study.baseline is not None and study.baseline.scenario is not None:
        chosen.add(SCENARIO)
    return tuple(name for name in points.names if name in chosen)


def point_labels(study: Study, points: StudyPoints) -> list[PointLabel]:
    """Every point in words, in the order of the points."""
    if study.design.kind == "one_at_a_time":
        return [
            _moved(study, *row)
            for row in zip(points.ids, points.table, points.partners, strict=True)
        ]
    policy = policy_factors(study, points)
    condition = tuple(name for name in points.names if name not in policy)
    return [
        PointLabel(
            name, _policy(study, policy, values), _said(study, condition, values), partner, values
        )
        for name, values, partner in zip(points.ids, points.table, points.partners, strict=True)
    ]


def _moved(study: Study, point: str, values: Mapping[str, Any], partner: str | None) -> PointLabel:
    """A point of a design that moves one factor at a time, by what it moves."""
    base = study.design.base or {}
    moved = [f.name for f in study.factors if values.get(f.name) != base.get(f.name)]
    file = values.get(SCENARIO)
    condition = "" if file is None else Path(str(file)).stem.replace("_", " ")
    return PointLabel(point, _said(study, moved, values) or BASE, condition, partner, values)


def _policy(study: Study, names: Sequence[str], values: Mapping[str, Any]) -> str:
    """The chosen factors; a baseline scenario goes by its own name, as its factors are unset."""
    file = values.get(SCENARIO) if SCENARIO in names else None
    factors = [name for name in names if name != SCENARIO]
    alone = study.baseline is not None and file is not None and file == study.baseline.scenario
    stem = Path(str(file)).stem.replace("_", " ")
    if alone or (file is not None and not factors):
        return stem
    said = _said(study, factors, values)
    return f"{stem}, {said}" if file is not None and len(study.scenarios) > 1 else said


def _said(study: Study, names: Sequence[str], values: Mapping[str, Any]) -> str:
    """`error 0.1, delay 3`; the values of a factor made of policies speak for themselves."""
    kinds = {f.name: f.kind for f in study.factors}
    parts = []
    for name in names:
        if name == SCENARIO:
            parts.append(Path(str(values[name])).stem.replace("_", " "))
            continue
        text = plain(values.get(name))
        parts.append(text if kinds[name] == "policies" else f"{name.replace('_', ' ')} {text}")
    return ", ".join(parts)
