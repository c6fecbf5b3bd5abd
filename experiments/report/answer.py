"""The answer to a study's question in one paragraph, made from its numbers and nothing else.

What is worth saying is chosen here; `templates/answer.txt.j2` holds the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from experiments.analysis.morris import Screened
from experiments.analysis.paired_effects import Effect, effect
from experiments.analysis.rank_correlation import Ranked
from experiments.analysis.response_curves import interval
from experiments.analysis.robustness import Regret
from experiments.analysis.scenario_discovery import in_words
from experiments.analysis.sobol import Index, Sobol
from experiments.analysis.study_results import StudyResults, clear
from experiments.report.templates import render, squeezed
from experiments.study.factors import is_number
from experiments.study.outcome_direction import worse_way
from experiments.study.point_labels import PointLabel, policy_factors
from experiments.text.number_format import wider_half_width
from experiments.text.wording import is_chance, plain, topic

LEAD: Final = 3
"""Outcomes, factors or policies that the paragraph speaks of; tables hold the others."""
MOST: Final = 3
"""Conditions named one by one; of more, the first and the last."""
MANY: Final = 100
"""Runs that see a thing at the baseline, from which none under a policy is no luck."""
TREND: Final = 3
"""Values from which a chosen number has a trend worth a line."""


class Trend(NamedTuple):
    """What the largest value of a chosen number changes against the smallest."""

    factor: str
    most: str
    least: str
    effect: Effect


class Extreme(NamedTuple):
    """The lowest or the highest clear effect of a group of policies."""

    word: str
    effect: Effect
    policy: str


class PolicyGroup(NamedTuple):
    """The policies tried under one condition."""

    condition: str
    baseline: str
    first: Effect
    """Any effect of the group: all are against the same baseline."""
    extremes: list[Extreme]
    missing: str | None
    """`lowers` or `raises`, where no policy clearly does so; None where some do both."""
    tried: int
    trends: list[Trend]


class MeanRange(NamedTuple):
    """The points with the lowest and the highest mean of an outcome; one point alone is both."""

    outcome: str
    low: float
    low_label: str
    high: float
    high_label: str
    half_width: float | None
    """Of the mean of a study of one point; None of others."""
    runs: int


class Importance(NamedTuple):
    """Pure chance, and the factors that stand out of their own bars."""

    scenario: str
    sobol: Sobol
    shown: Sequence[Index]
    more: int
    """Factors that stand out and are not named."""


class LeastRegret(NamedTuple):
    """The policies of the least regret for one outcome."""

    outcome: str
    alike: Sequence[Regret]
    """Those that cannot be distinguished from the best, at most a few of them."""
    more: int
    every: bool
    """Can no policy be distinguished from another?"""


class Answer(NamedTuple):
    """The answer in words, and what a reader of its numbers must know."""

    text: str
    """As sure as the runs make it; plain text on one line."""
    picked: str
    """Why some ± of it are wider than those of the tables; empty where none is."""


PICKED: Final = (
    "The ± of a lowest or highest is wider here than in the tables, because it was picked out of "
    "many: the largest of many is large by luck, too."
)


def answer_of(found: StudyResults) -> Answer:
    """The answer to the study's question."""
    view = answer_view(found)
    groups = [group for c in view["comparisons"] for group in c.get("groups", ())]
    picked = any(group.tried > 1 and group.extremes for group in groups)
    return Answer(squeezed(render("answer.txt.j2", view)), PICKED if picked else "")


def paragraph(found: StudyResults) -> str:
    """The answer without what else must be known, for a page that says that once for all."""
    return answer_of(found).text


def answer_view(found: StudyResults) -> dict[str, Any]:
    """Everything that the paragraph says, as numbers and names."""
    parts = ("importances", "screened", "ranked", "comparisons", "ends")
    view: dict[str, Any] = {part: [] for part in parts}
    lead = found.outcomes[:LEAD]
    if found.indices:
        view["importances"] = [_importance(*row) for row in found.indices[: 2 * LEAD]]
    elif found.screened:
        view["screened"] = [_screened(*row) for row in found.screened[:LEAD]]
    elif found.ranked:
        view["ranked"] = [_ranked(found, *row) for row in found.ranked[:LEAD]]
    elif found.effects:
        view["comparisons"] = list(filter(None, (_compared(found, name) for name in lead)))
    else:
        view["ends"] = [_ends(found, name) for name in lead]
    view["impossible"] = _impossible(found)
    view["boxes"] = [in_words(b) for b, _ in found.boxes if found.indices or not found.effects]
    view["open"] = _left_open(found)
    view["war"] = found.war
    return view


def partner(found: StudyResults, e: Effect) -> str:
    """The point that an effect is against."""
    partner = found.labels[e.point].partner
    assert partner is not None, e.point  # effects are of points with a partner
    return partner


def _compared(found: StudyResults, outcome: str) -> dict[str, Any] | None:
    """What the policies change, under each condition or at the ends of them."""
    mine = [e for e in found.effects if e.outcome == outcome]
    groups: dict[str, list[Effect]] = {}
    for e in mine:
        groups.setdefault(found.labels[e.point].condition, []).append(e)
    if not groups:
        return None
    if max(len(group) for group in groups.values()) == 1:
        return _one_policy(found, outcome, groups)
    names = list(groups)
    shown = names if len(names) <= 2 else [names[0], names[-1]]
    made = [_group(found, outcome, name, groups[name], len(mine)) for name in shown]
    return {"outcome": outcome, "one_policy": None, "groups": made}


def _one_policy(
    found: StudyResults, outcome: str, groups: Mapping[str, Sequence[Effect]]
) -> dict[str, Any]:
    """One policy against its baseline, condition by condition."""
    names = list(groups)
    shown = names if len(names) <= MOST else (names[0], names[-1])
    changes = [(name, groups[name][0], clear(groups[name][0], len(groups))) for name in shown]
    only = next(iter(groups.values()))[0]
    return {
        "outcome": outcome,
        "one_policy": found.labels[only.point].policy,
        "baseline": found.labels[partner(found, only)].policy,
        "changes": changes,
    }


def _group(
    found: StudyResults, outcome: str, condition: str, group: Sequence[Effect], tried: int
) -> PolicyGroup:
    """The baseline, and the policies that lower and raise it most beyond luck."""
    base = found.labels[partner(found, group[0])]
    beyond = [e for e in group if clear(e, tried)]
    low = min((e for e in beyond if e.effect < 0), key=lambda e: e.effect, default=None)
    high = max((e for e in beyond if e.effect > 0), key=lambda e: e.effect, default=None)
    extremes = [
        Extreme(word, e, found.labels[e.point].policy)
        for word, e in (("lowest", low), ("highest", high))
        if e is not None
    ]
    missing = None if low and high else "lowers" if low is None else "raises"
    return PolicyGroup(
        condition, base.policy or base.label, group[0], extremes, missing, tried,
        list(trends(found, outcome, condition)),
    )  # fmt: skip


def trends(found: StudyResults, outcome: str, condition: str) -> Iterator[Trend]:
    """From the smallest to the largest of each number that people choose, the others as they were.

    Only numbers with three values or more: of two, one is the baseline or the effect says it all.
    """
    here = [p for p in found.labels.values() if p.condition == condition and found.has(p)]
    base = next((p for p in here if p.is_baseline), None)
    for name in policy_factors(found.study, found.points):
        values = sorted(
            {float(v) for p in here if is_number(v := p.values.get(name)) and v is not None}
        )
        if len(values) < TREND:
            continue
        ends = [_moved(here, base, name, v) for v in (values[0], values[-1])]
        if ends[0] is None or ends[1] is None or base in ends:
            continue
        e = effect(found.runs, ends[1].point, ends[0].point, outcome, found.study.worse)
        yield Trend(name.replace("_", " "), plain(values[-1]), plain(values[0]), e)


def _moved(
    here: Sequence[PointLabel], base: PointLabel | None, factor: str, value: object
) -> PointLabel | None:
    """The point where one chosen factor has a value and the others are as in the baseline."""
    alike = [p for p in here if p.values.get(factor) == value]
    if len(alike) == 1 or base is None:
        return alike[0] if len(alike) == 1 else None
    want = {**base.values, factor: value}
    return next((p for p in alike if dict(p.values) == want), None)


def _impossible(found: StudyResults) -> dict[str, list[str]]:
    """Topic -> policies that leave no way at all to what happens without them."""
    never: dict[str, dict[str, None]] = {}
    for e in found.effects:
        if is_chance(e.outcome) and e.policy == 0 and e.baseline * e.runs >= MANY:
            never.setdefault(topic(e.outcome), {})[found.labels[e.point].policy] = None
    return {what: list(names) for what, names in never.items()}


def _ends(found: StudyResults, outcome: str) -> MeanRange:
    """Without a baseline: the lowest and the highest mean."""
    means = found.runs.groupby("point", observed=True)[outcome].mean()
    low, high = found.labels[str(means.idxmin())], found.labels[str(means.idxmax())]
    half_width, ends = None, (float(means.min()), float(means.max()))
    if low is high:
        values = found.runs[outcome].to_numpy(float)
        ends = (float(values.mean()),) * 2
        half_width = wider_half_width(ends[0], *interval(outcome, values))
    runs = len(found.runs)
    return MeanRange(outcome, ends[0], low.label, ends[1], high.label, half_width, runs)


def _importance(scenario: str, s: Sobol) -> Importance:
    beyond = sorted((i for i in s.indices if i.total > i.total_half_width), key=lambda i: -i.total)
    return Importance(scenario, s, beyond[:LEAD], max(0, len(beyond) - LEAD))


def _screened(scenario: str, outcome: str, rows: Sequence[Screened]) -> dict[str, Any]:
    stands_out = bool(rows) and rows[0].mu_star > rows[0].half_width
    return {
        "scenario": scenario, "outcome": outcome, "rows": rows[:LEAD], "stands_out": stands_out,
    }  # fmt: skip


def _ranked(
    found: StudyResults, scenario: str, outcome: str, rows: Sequence[Ranked]
) -> dict[str, Any]:
    seen = [row for row in rows if row.seen]
    return {
        "scenario": scenario, "outcome": outcome, "shown": seen[:LEAD],
        "more": max(0, len(seen) - LEAD), "points": len(found.points.unit),
    }  # fmt: skip


def _left_open(found: StudyResults) -> dict[str, Any] | None:
    """What parameters and variants leave open about the first outcome, and who is robust."""
    if found.robustness is None or not found.outcomes:
        return None
    outcome = found.outcomes[0]
    bands = found.robustness.bands.get(outcome, {})
    shown = _shown_points(found, outcome)
    spreads = [
        (bands[p.point].low, bands[p.point].high, p.label)
        for p in shown
        if p.point in bands and bands[p.point].seen
    ]
    least = [
        _least_regret(name, rows)
        for name, rows in found.robustness.regrets.items()
        if name in found.outcomes[:LEAD]
    ]
    satisfied = found.robustness.satisfied
    limits = [(k, worse_way(k, found.study.worse) > 0, v) for k, v in found.study.limits.items()]
    return {
        "outcome": outcome,
        "label": shown[0].label,
        "spreads": spreads,
        "variants": sorted(found.variant_means(shown[0].point, outcome)),
        "compared": bool(found.robustness.variants.get(outcome)),
        "futures": found.robustness.futures if found.robustness.nested else 0,
        "made_of": found.robustness.what,
        "least": least,
        "limits": limits if satisfied else [],
        "satisfied": [satisfied[0], satisfied[-1]] if satisfied else [],
    }


def _shown_points(found: StudyResults, outcome: str) -> list[PointLabel]:
    """A baseline if there is one, and the point that differs most from it."""
    mine = [e for e in found.effects if e.outcome == outcome]
    if not mine:
        return [next(iter(found.labels.values()))]
    far = max(mine, key=lambda e: abs(e.effect))
    return [found.labels[partner(found, far)], found.labels[far.point]]


def _least_regret(outcome: str, rows: Sequence[Regret]) -> LeastRegret:
    """The policies that give least away, if they stand out from the others."""
    alike = [row for row in rows if not row.apart]
    every = len(alike) == len(rows)
    return LeastRegret(outcome, alike[:LEAD], max(0, len(alike) - LEAD), every)
