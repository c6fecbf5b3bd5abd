"""What a sweep found: all analyses that its study's design and keys call for, in one object.

Nothing is run here and nothing written; `experiments.report.report` writes it down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from experiments.analysis.discovery_cases import LEAST, Cases, run_cases
from experiments.analysis.idle_factors import idle_factors
from experiments.analysis.morris import Screened, morris
from experiments.analysis.paired_effects import Effect, Switch, effects, switch
from experiments.analysis.policy_robustness import (
    PolicyRobustness,
    labelled,
    policy_robustness,
    with_mean,
)
from experiments.analysis.rank_correlation import Ranked, rank_factors
from experiments.analysis.scenario_discovery import Box, prim
from experiments.analysis.sobol import LEAST_RUNS, Sobol, sobol
from experiments.analysis.variance_components import crossed
from experiments.runs.statistics import bonferroni_factor
from experiments.study.designs import SAMPLED, StudyPoints, points_of
from experiments.study.point_labels import PointLabel, point_labels
from experiments.study.study import Study
from experiments.sweep.block_store import FUTURES, check_folder, part_files, read_part
from experiments.sweep.plan import Keys, plan
from experiments.sweep.results import read_sweep
from experiments.sweep.uncertainty_ensemble import futures_plan
from experiments.text.war import WAR, not_counting_war, share_of
from experiments.text.wording import amount, plural, topic
from sim.outcomes import NEVER, OUTCOMES

if TYPE_CHECKING:
    import pandas as pd

BREAKS: Final = {"open_war": "open war", "n_breakouts": "an ISIS breakout"}
"""Outcome -> the thing that a box of conditions is looked for."""
KINDS: Final = {
    "parameter": "parameters",
    "hypothesis": "rival hypotheses",
    "variable": "policy",
    "lever": "policy",
    "policies": "policy",
    "samples": "parameters",
}


@dataclass(frozen=True)
class StudyResults:
    """Everything that a sweep says, so far."""

    study: Study
    points: StudyPoints
    labels: Mapping[str, PointLabel]
    """Point -> what it is, in the order of the points."""
    manifest: Mapping[str, Any]
    runs: pd.DataFrame
    """One row a run: point, run, factors, policy, condition, outcomes, and whether war began."""
    missing: int
    """Points of which nothing has been run."""
    effects: tuple[Effect, ...]
    switches: tuple[Switch, ...]
    indices: tuple[tuple[str, Sobol], ...]
    """Scenario (empty if there is but one) and its Sobol indices, outcome by outcome."""
    screened: tuple[tuple[str, str, list[Screened]], ...]
    """Scenario, outcome, Morris measures."""
    ranked: tuple[tuple[str, str, list[Ranked]], ...]
    """Scenario, outcome, partial rank correlations; of random samples alone."""
    boxes: tuple[tuple[Box, Cases], ...]
    idle: tuple[str, ...]
    """Factors whose values change nothing in any run, in words."""
    foreign: int
    """Parts of other rules or inputs than the study has now, those of futures among them."""
    robustness: PolicyRobustness | None

    @property
    def notes(self) -> list[str]:
        """What a reader should know before the numbers: what is missing, what does nothing."""
        notes = [note for note in (self.study.note.rstrip("."), *self.idle) if note]
        beside = "; the futures are runs of their own" * self.nested
        notes += [
            f"{topic(name)} is {amount(name, value)} in every run of the points, so these say "
            f"nothing of what moves it{beside}"
            for name, value in self.constant.items()
        ]
        notes += [day_note(name, self.runs[name]) for name in self.study.outcomes if name in NEVER]
        if self.foreign:
            notes.append(
                f"{plural(self.foreign, 'part')} of other rules or inputs than the study has now; "
                "the same `flashpoint sweep` runs them anew"
            )
        if self.missing:
            notes.append(f"{self.missing:,} of {len(self.labels):,} points have not been run yet")
        counts = self.runs.groupby("point", observed=True).size()
        asked = self.study.runs if self.study.until is None else 0
        few = int((counts < asked).sum())
        if few:
            notes.append(
                f"{plural(few, 'point')} of fewer than the {asked:,} runs that the study asks for"
            )
        if self.study.futures and not self.nested:
            notes.append("the futures that the study asks for have not all been run")
        elif self.study.futures and self.robustness:
            there, asked = self.robustness.samples, self.study.futures.samples
            if there < asked:
                notes.append(f"{there:,} of the {asked:,} parameter samples of the futures")
        return notes

    @property
    def nested(self) -> bool:
        """Have futures been run?"""
        return self.robustness is not None and self.robustness.nested

    @property
    def constant(self) -> dict[str, float]:
        """Outcomes that are the same in every run, and what they are."""
        return {
            name: float(self.runs[name].iloc[0])
            for name in self.outcomes
            if self.runs[name].nunique() == 1
        }

    @property
    def war(self) -> str:
        """That war itself is not counted, where it began in some run; empty where it did not."""
        return not_counting_war({"runs": share_of(self.runs[WAR].to_numpy())})

    @property
    def outcomes(self) -> list[str]:
        """Outcomes of the study that have a mean."""
        return with_mean(self.study.outcomes)

    def variant_means(self, point: str, outcome: str) -> list[tuple[float, str]]:
        """Means of a point under the variants of hypotheses that clearly move it, with their names.

        What a variant moves is added to the mean of the main runs, which is the surer one.
        """
        if self.robustness is None:
            return []
        mean = float(self.runs.loc[self.runs["point"] == point, outcome].mean())
        shifts = self.robustness.variants.get(outcome, {}).get(point, [])
        low, high = (0.0, 1.0) if OUTCOMES[outcome].kind == "flag" else (-np.inf, np.inf)
        # Lowest and highest come of noise as well, so only clear ones are shown.
        return [(min(high, max(low, mean + s.difference)), s.variant) for s in shifts if s.clear]

    def has(self, place: PointLabel) -> bool:
        """Has anything of the point been run?"""
        return bool((self.runs["point"] == place.point).any())

    @property
    def policies(self) -> list[str]:
        """Policies in the order of the points."""
        return list(dict.fromkeys(p.policy for p in self.labels.values()))

    @property
    def conditions(self) -> list[str]:
        """Conditions in the order of the points."""
        return list(dict.fromkeys(p.condition for p in self.labels.values()))


def analyse(study: Study, folder: Path) -> StudyResults:
    """Analyse the sweep of a study as far as it has got.

    Raises InputError when the folder holds no finished block of it, or a library is missing.
    """
    check_folder(folder, study.path.name)
    points, sweep = points_of(study), read_sweep(folder)
    known = {label.point: label for label in point_labels(study, points)}
    # War ends the counting of all outcomes, so every study knows of it.
    # A day that may never come has no mean, but is told of.
    runs = labelled(sweep.frame(list(dict.fromkeys((*study.outcomes, WAR)))), known)
    there = set(runs["point"].unique())
    missing = sum(name not in there for name in known)
    compared = {
        p.point: p.partner for p in known.values() if p.point in there and p.partner in there
    }
    return StudyResults(
        study, points, known, sweep.manifest, runs, missing,
        tuple(effects(runs, compared, with_mean(study.outcomes), study.worse)),
        tuple(_switches(study, runs, compared)),
        tuple(_indices(study, points, runs)) if not missing else (),
        tuple(_screened(study, points, runs)) if not missing else (),
        tuple(_ranked(study, points, runs, known)) if not missing else (),
        tuple(_boxes(study, points, runs)),
        tuple(idle_factors(study, runs, known)),
        _foreign(study, folder),
        policy_robustness(study, folder, runs, known),
    )  # fmt: skip


def _foreign(study: Study, folder: Path) -> int:
    """Parts that lie there and that the study as it stands would not make."""
    count, beyond = 0, futures_plan(study)
    for what, place in ((plan(study), folder), (beyond, folder / FUTURES)):
        parts = part_files(place)
        if what is not None and parts:
            keys = Keys(what)
            count += sum(p is None or not keys.belongs(p) for p in map(read_part, parts))
    return count


def _switches(
    study: Study, runs: pd.DataFrame, compared: Mapping[str, str | None]
) -> Iterator[Switch]:
    for outcome in study.outcomes:
        if OUTCOMES[outcome].kind != "flag":
            continue
        for point, partner in compared.items():
            if partner is not None and point != partner:
                yield switch(runs, point, partner, outcome)


def _slices(study: Study, points: StudyPoints) -> Iterator[tuple[str, list[str]]]:
    """Scenario and the points of its rows of a sampled design, repeats among them."""
    size = len(points.unit)
    for k, path in enumerate(study.scenarios):
        name = path.stem.replace("_", " ") if len(study.scenarios) > 1 else ""
        yield name, [points.ids[row] for row in points.rows[k * size : (k + 1) * size]]


def _kinds(study: Study) -> dict[str, str]:
    return {label: KINDS[f.kind] for label, f in zip(_labels(study), study.factors, strict=True)}


def _labels(study: Study) -> list[str]:
    """What factors are called in tables; their names where two labels are alike."""
    labels = [f.label for f in study.factors]
    return labels if len(set(labels)) == len(labels) else [f.name for f in study.factors]


def _indices(study: Study, points: StudyPoints, runs: pd.DataFrame) -> Iterator[tuple[str, Sobol]]:
    if study.design.kind != "sobol" or study.runs < LEAST_RUNS:
        return
    for scenario, rows in _slices(study, points):
        for outcome in _varying(study, runs):
            values = crossed(runs, outcome, rows)
            pairs = study.design.second_order
            kinds, pure = _kinds(study), leaves_luck(study)
            yield scenario, sobol(_labels(study), values, outcome, kinds, pairs, pure=pure)


def leaves_luck(study: Study) -> bool:
    """Do runs of one point differ in luck alone?"""
    joint = any(f.kind == "samples" for f in study.factors)
    return joint or all(b.parameter_source == "default" for b in study.bases.values())


def _screened(
    study: Study, points: StudyPoints, runs: pd.DataFrame
) -> Iterator[tuple[str, str, list[Screened]]]:
    if study.design.kind != "morris" or study.runs < LEAST_RUNS:
        return
    for scenario, rows in _slices(study, points):
        for outcome in _varying(study, runs):
            values, levels = crossed(runs, outcome, rows), study.design.levels
            found = morris(_labels(study), points.unit, values, levels, _kinds(study))
            yield scenario, outcome, found


def _ranked(
    study: Study, points: StudyPoints, runs: pd.DataFrame, known: Mapping[str, PointLabel]
) -> Iterator[tuple[str, str, list[Ranked]]]:
    """Partial rank correlations of a random sample."""
    if study.design.kind != "latin_hypercube":
        return
    # The number of a parameter sample has no order and no neighbours.
    factors = [
        (label, f.name)
        for label, f in zip(_labels(study), study.factors, strict=True)
        if f.kind != "samples"
    ]
    for scenario, rows in _slices(study, points):
        columns = [[known[row].values[name] for row in rows] for _, name in factors]
        for outcome in _varying(study, runs):
            means = crossed(runs, outcome, rows).mean(axis=1)
            names = [label for label, _ in factors]
            yield scenario, outcome, rank_factors(names, columns, means, _kinds(study))


def _varying(study: Study, runs: pd.DataFrame) -> list[str]:
    """Outcomes that differ between some runs: of the others there is nothing to take apart."""
    return [name for name in with_mean(study.outcomes) if runs[name].nunique() > 1]


def day_note(name: str, days: pd.Series[int]) -> str:
    """Of a day that may never come: in how many runs it comes, and when."""
    came = days[days >= 0]
    if not len(came):
        return f"{name} has no mean, since what it dates happens in none of {len(days):,} runs"
    low, middle, high = (
        int(q) for q in np.quantile(came, [0.05, 0.5, 0.95], method="inverted_cdf")
    )
    return (
        f"{name} has no mean, since what it dates happens in {len(came):,} of {len(days):,} runs "
        f"only; there the median day is {middle}, 5–95 % {low} to {high}"
    )


def _boxes(study: Study, points: StudyPoints, runs: pd.DataFrame) -> Iterator[tuple[Box, Cases]]:
    """Boxes where things break; none of one factor, or where factors are moved one at a time."""
    # The number of a parameter sample has no order, so no box of it means anything.
    labels = {
        f.name: label
        for label, f in zip(_labels(study), study.factors, strict=True)
        if f.kind != "samples"
    }
    whole = runs[list(labels)].notna().all(axis=1).sum()
    if len(labels) < 2 or study.design.kind == "one_at_a_time" or whole < LEAST:
        return
    runs = runs.rename(columns=labels)
    for outcome, what in BREAKS.items():
        if outcome in study.outcomes and 0 < float((runs[outcome] > 0).mean()) < 1:
            blocks = _sample_rows(study, points)
            cases = run_cases(runs, list(labels.values()), outcome, what, blocks)
            yield prim(cases), cases


def _sample_rows(study: Study, points: StudyPoints) -> dict[str, int] | None:
    """Point -> the row of the sample that it was made from; None for designs that are not drawn.

    The points of one Saltelli row, or of one Morris trajectory, differ in single factors only.
    """
    kind, factors = study.design.kind, len(study.factors)
    if kind not in SAMPLED:
        return None
    pairs = 1 + study.design.second_order
    step = {"sobol": pairs * factors + 2, "morris": factors + 1}.get(kind, 1)
    size = max(1, len(points.unit))
    return {
        points.ids[point]: row % size // step
        for row, point in reversed(list(enumerate(points.rows)))
    }


def clear(found: Effect, tried: int) -> bool:
    """Does an effect leave out zero, allowing for so many being tried (Bonferroni)?"""
    middle, half = (found.low + found.high) / 2, (found.high - found.low) / 2
    return bool(np.isfinite(half) and abs(middle) > bonferroni_factor(tried) * half)
