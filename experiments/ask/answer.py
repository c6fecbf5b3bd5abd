"""The answer to one question: verdict, numbers and tables, from the runs of its arms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from experiments.analysis.payoffs import Payoffs
from experiments.analysis.robustness import Regret, regrets
from experiments.ask.deciding_range import Leading, deciding_range, leading_parameters
from experiments.ask.event_rates import (
    NOTHING,
    Counts,
    Rate,
    act_of,
    act_rates,
    link_rates,
    link_to,
)
from experiments.ask.paired_samples import Effects, Pairs, Runner, Size, run_pairs
from experiments.ask.question import Question
from experiments.ask.sample_shares import Expected, Shares, expected, shares
from experiments.ask.twin_story import TwinStory, twin_story, typical_run
from experiments.ask.variant_clauses import AS_SET
from experiments.ask.verdict import Verdict, verdict_of
from experiments.runs.parameter_uncertainty import uncertainty_part
from experiments.study.outcome_direction import worse_way
from experiments.text.war import WAR
from experiments.text.wording import is_chance

MOST_RATES: Final = 6


class ChangeRow(NamedTuple):
    """One outcome in all arms, and what the change of the verdict does to it."""

    outcome: str
    means: tuple[float, ...]
    """One an arm, the baseline first."""
    change: Expected
    luck: float
    """Share of what sets single runs of the baseline apart that is luck, and no parameter."""


class VariantRow(NamedTuple):
    """The decisive outcome under one variant."""

    variant: str
    """`H1-A`; AS_SET for the hypotheses as the scenario has them."""
    baseline: float
    changed: float
    change: Expected
    shares: Shares


class Answer(NamedTuple):
    """Everything that an answer says, as numbers."""

    question: Question
    size: Size
    verdict: Verdict
    rows: tuple[ChangeRow, ...]
    variants: tuple[VariantRow, ...]
    """AS_SET first."""
    acts: tuple[Rate, ...]
    links: tuple[Rate, ...]
    leading: tuple[Leading, ...]
    story: TwinStory | None
    """None where the change moves no run the way that it moves the mean."""
    twins: tuple[tuple[float, ...], tuple[float, ...]]
    """The decisive outcome run by run, in both arms: what a figure shows."""
    regrets: tuple[tuple[str, tuple[Regret, ...]], ...]
    """Outcome -> regret of every arm that can be chosen; empty for what nobody chooses."""
    war: tuple[float, float]
    """Share of runs with open war in both arms."""

    @property
    def as_set(self) -> VariantRow:
        """The decisive outcome under the hypotheses as set."""
        return self.variants[0]

    def row(self, outcome: str) -> ChangeRow:
        """The row of one outcome."""
        return next(row for row in self.rows if row.outcome == outcome)


TWINS: Final = 50
"""Futures that a figure shows beside their twins."""


def answer(question: Question, runner: Runner) -> Answer:
    """Run what answers a question, and judge it. Raises FailedRunsError when a run fails."""
    pairs = run_pairs(question, runner)
    rule = question.criterion
    variants = tuple(_variant(name, effects, question) for name, effects in pairs.of.items())
    apart = pairs.of[AS_SET].difference(rule.outcome)
    decides = deciding_range(pairs.parameters, apart, rule.way, rule.least)
    by_variant = {row.variant: row.shares for row in variants}
    logs = pairs.logs
    acts = tuple(act_rates(logs[0].events, logs[1].events)[:MOST_RATES])
    links = _links(link_rates(logs[0].events, logs[1].events), act_of(rule.outcome))
    return Answer(
        question=question,
        size=pairs.size,
        verdict=verdict_of(by_variant, rule.no_means, decides),
        rows=tuple(_row(name, pairs) for name in dict.fromkeys([*question.outcomes, WAR])),
        variants=variants,
        acts=acts,
        links=links,
        leading=tuple(leading_parameters(pairs.parameters, apart)),
        story=_story(question, pairs, variants[0].change.mean, _told(acts, links, rule.outcome)),
        twins=_twins(pairs, rule.outcome),
        regrets=_regrets(question, pairs),
        war=_war(pairs),
    )


def _variant(name: str, effects: Effects, question: Question) -> VariantRow:
    rule = question.criterion
    found = expected(effects.difference(rule.outcome))
    means = [float(side[rule.outcome].mean()) for side in (effects.baseline, effects.changed)]
    return VariantRow(name, means[0], means[1], found, shares(found, rule.way, rule.least))


def _row(outcome: str, pairs: Pairs) -> ChangeRow:
    means = tuple(float(grids[outcome].mean()) for grids in pairs.levels.values())
    part = uncertainty_part(pairs.of[AS_SET].baseline[outcome].astype(np.float64), "level")
    whole = part.luck**2 + part.sd**2
    luck = part.luck**2 / whole if whole > 0 else 0.0
    return ChangeRow(outcome, means, expected(pairs.of[AS_SET].difference(outcome)), luck)


def _links(found: Sequence[Rate], decisive: str) -> tuple[Rate, ...]:
    """The clearest links, the clearest to the decisive act among them."""
    kept = list(found[:MOST_RATES])
    own = link_to(decisive, found)
    return tuple(kept if own is None or own in kept else [*kept, own])


def _told(acts: Sequence[Rate], links: Sequence[Rate], outcome: str) -> list[str]:
    """Acts to tell a story by: the cause of the decisive act, then those that differ most."""
    link = link_to(act_of(outcome), links)
    cause = [link.cause] if link and link.cause != NOTHING else []
    return list(dict.fromkeys([*cause, *(rate.act for rate in acts)]))


def _story(
    question: Question, pairs: Pairs, effect: float, acts: Sequence[str]
) -> TwinStory | None:
    outcome = question.criterion.outcome
    a, b = pairs.logs
    apart = _differ(a.events.acts, b.events.acts, acts, len(a.runs["run"]))
    run = typical_run(a.runs[outcome], b.runs[outcome], effect, apart)
    if run is None:
        return None
    arms = question.baseline.scenario, question.changed.scenario
    return twin_story(*arms, pairs.size.seed, run, outcome, acts)


def _differ(
    a: Mapping[str, Counts], b: Mapping[str, Counts], acts: Sequence[str], runs: int
) -> npt.NDArray[np.bool_]:
    """Runs that have one of these acts more often in one arm than in the other, shape [runs]."""
    none = np.zeros(runs, np.int64)
    sides = [np.stack([side.get(act, none) for act in acts] or [none]) for side in (a, b)]
    found: npt.NDArray[np.bool_] = (sides[0] != sides[1]).any(axis=0)
    return found


def _twins(pairs: Pairs, outcome: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Single runs; of a chance, which a run has or has not, the shares of a sample's runs."""
    if is_chance(outcome):
        found = pairs.of[AS_SET]
        sides = [side[outcome][:TWINS].mean(axis=1) for side in (found.baseline, found.changed)]
    else:
        sides = [log.runs[outcome][:TWINS].astype(np.float64) for log in pairs.logs]
    return tuple(map(float, sides[0])), tuple(map(float, sides[1]))


def _regrets(question: Question, pairs: Pairs) -> tuple[tuple[str, tuple[Regret, ...]], ...]:
    """Regret over the samples of what could be chosen, for outcomes that have a bad way."""
    chosen = [arm.name for arm in question.arms if arm.chosen]
    if not question.is_choice or len(chosen) < 2:
        return ()
    names = [n for n in (question.criterion.outcome, question.criterion.beside) if n]
    found = []
    for outcome in names:
        if way := worse_way(outcome):
            values = np.stack([pairs.levels[name][outcome] for name in chosen])
            samples = np.arange(values.shape[1])
            futures = tuple(f"parameter sample {k}" for k in samples)
            table = Payoffs(
                outcome, way, tuple(chosen), futures, values.astype(np.float64), samples
            )
            found.append((outcome, tuple(regrets(table))))
    return tuple(found)


def _war(pairs: Pairs) -> tuple[float, float]:
    found = pairs.of[AS_SET]
    return float(found.baseline[WAR].mean()), float(found.changed[WAR].mean())
