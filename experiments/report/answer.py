"""The answer to a study's question in one paragraph, made from its numbers and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from experiments.analysis.morris import Screened
from experiments.analysis.paired_effects import Effect, effect
from experiments.analysis.response_curves import interval
from experiments.analysis.scenario_discovery import in_words
from experiments.analysis.sobol import Index, Sobol
from experiments.analysis.study_results import StudyResults, clear
from experiments.report.answer_open import LEAD, left_open, listed, partner
from experiments.report.markdown import effect_text
from experiments.study.factors import is_number
from experiments.study.point_labels import PointLabel, policy_factors
from experiments.text.number_format import mean_text, rough_count_text, wider_half_width
from experiments.text.wording import amount, heading, is_chance, plain, topic

MOST: Final = 3
"""Conditions named one by one; of more, the first and the last."""
MANY: Final = 100
"""Runs that see a thing at the baseline, from which none under a policy is no luck."""
TREND: Final = 3
"""Values from which a chosen number has a trend worth telling."""


def paragraph(found: StudyResults) -> str:
    """The answer, as sure as the runs make it."""
    parts: list[str] = []
    if found.indices:
        parts += [_matters(scenario, s) for scenario, s in found.indices[: 2 * LEAD]]
    elif found.screened:
        parts += [_screen(*row) for row in found.screened[:LEAD]]
    elif found.effects:
        parts += [_compared(found, outcome) for outcome in found.outcomes[:LEAD]]
    else:
        parts += [_ends(found, outcome) for outcome in found.outcomes[:LEAD]]
    parts.append(_impossible(found))
    parts += [in_words(box) for box, _ in found.boxes if found.indices or not found.effects]
    parts += left_open(found)
    return " ".join(filter(None, parts))


def _compared(found: StudyResults, outcome: str) -> str:
    """What the policies change, under each condition or at the ends of them."""
    mine = [e for e in found.effects if e.outcome == outcome]
    groups: dict[str, list[Effect]] = {}
    for e in mine:
        groups.setdefault(found.labels[e.point].condition, []).append(e)
    if not groups:
        return ""
    if max(len(group) for group in groups.values()) == 1:
        return _one_policy(found, outcome, groups)
    names = list(groups)
    shown = names if len(names) <= 2 else [names[0], names[-1]]
    texts = [
        f"{f'{name}: ' if name else ''}{_extremes(found, groups[name], len(mine))}"
        f"{''.join(trends(found, outcome, name))}"
        for name in shown
    ]
    return f"{heading(outcome)}: {'; '.join(texts)}."


def trends(found: StudyResults, outcome: str, condition: str) -> Iterator[str]:
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
        factor, (least, most) = name.replace("_", " "), (plain(values[0]), plain(values[-1]))
        yield f"; {factor} {most} instead of {least}: {effect_text(e)}"


def _moved(
    here: Sequence[PointLabel], base: PointLabel | None, factor: str, value: object
) -> PointLabel | None:
    """The place where one chosen factor has a value and the others are as in the baseline."""
    alike = [p for p in here if p.values.get(factor) == value]
    if len(alike) == 1 or base is None:
        return alike[0] if len(alike) == 1 else None
    want = {**base.values, factor: value}
    return next((p for p in alike if dict(p.values) == want), None)


def _one_policy(found: StudyResults, outcome: str, groups: dict[str, list[Effect]]) -> str:
    """One policy against its baseline, condition by condition."""
    texts = []
    names = list(groups)
    for name in names if len(names) <= MOST else (names[0], names[-1]):
        (e,) = groups[name]
        sure = "" if clear(e, len(groups)) else "; no clear change"
        at = f" at {name}" if name else ""
        texts.append(f"{effect_text(e)}{at} (from {amount(outcome, e.baseline)}{sure})")
    only = next(iter(groups.values()))[0]
    here, base = found.labels[only.point], found.labels[partner(found, only)]
    pair = f"“{here.policy}” against “{base.policy}”"
    return f"{heading(outcome)}: {pair} gives {listed(texts)}."


def _extremes(found: StudyResults, group: Sequence[Effect], tried: int) -> str:
    """The baseline, and the policies that lower and raise it most beyond luck."""
    base = found.labels[partner(found, group[0])]
    start = f"{_seen(group[0], group[0].baseline)} at the baseline (“{base.policy or base.label}”)"
    sure = [e for e in group if clear(e, tried)]
    low = min((e for e in sure if e.effect < 0), key=lambda e: e.effect, default=None)
    high = max((e for e in sure if e.effect > 0), key=lambda e: e.effect, default=None)
    if low is None and high is None:
        return f"{start}, and nothing tried clearly differs from it"
    ends = [
        f"{word} {_seen(e, e.policy)} with “{found.labels[e.point].policy}” "
        f"({effect_text(e, tried)})"
        for word, e in (("lowest", low), ("highest", high))
        if e is not None
    ]
    none = "" if low and high else f"; none clearly {'lowers' if low is None else 'raises'} it"
    return f"{start}, {listed(ends)}{none}"


def _seen(e: Effect, value: float) -> str:
    """A mean or chance; a chance of nothing is only as sure as its runs."""
    never = is_chance(e.outcome) and value == 0
    return f"none of {e.runs:,} runs" if never else amount(e.outcome, value)


def _impossible(found: StudyResults) -> str:
    """A caution where a policy leaves no way at all to what happens without it."""
    never: dict[str, dict[str, None]] = {}
    for e in found.effects:
        if is_chance(e.outcome) and e.policy == 0 and e.baseline * e.runs >= MANY:
            never.setdefault(topic(e.outcome), {})[f"“{found.labels[e.point].policy}”"] = None
    told = [f"{what} under {', '.join(names)}" for what, names in never.items()]
    if not told:
        return ""
    return (
        f"No run at all sees {' or '.join(told)}. Where the rules leave no way to it, that is an "
        "assumption, not a finding."
    )


def _ends(found: StudyResults, outcome: str) -> str:
    """Without a baseline: the lowest and the highest mean."""
    means = found.runs.groupby("point", observed=True)[outcome].mean()
    low, high = found.labels[str(means.idxmin())], found.labels[str(means.idxmax())]
    if low is high:
        values = found.runs[outcome].to_numpy(float)
        mean = float(values.mean())
        half = wider_half_width(mean, *interval(outcome, values))
        return f"{heading(outcome)}: {mean_text(outcome, mean, half)}."
    return (
        f"{heading(outcome)}: from {amount(outcome, float(means.min()))} ({low.label}) to "
        f"{amount(outcome, float(means.max()))} ({high.label})."
    )


def _matters(scenario: str, s: Sobol) -> str:
    """Pure chance, then the factors that stand out of their own bars."""
    where = f" in {scenario}" if scenario else ""
    head = (
        f"{heading(s.outcome)}{where}: {_shares(s.parts.chance, s.chance_half_width)} of what sets "
        f"runs apart is {s.chance}"
    )
    if not s.seen:
        return f"{head}, and no factor is seen to move it."
    seen = sorted((i for i in s.indices if i.total > i.total_half_width), key=lambda i: -i.total)
    if not seen:
        return f"{head}; the bars are too wide to rank the factors{_more(s)}."
    named = [_index(i) for i in seen[:LEAD]]
    rest = f" and {len(seen) - LEAD} more" if len(seen) > LEAD else ""
    return f"{head}; of the rest {', '.join(named)}{rest}{_more(s)}."


def _index(i: Index) -> str:
    return f"“{i.factor}” has a hand in {_shares(min(1.0, i.total), i.total_half_width)}"


def _shares(share: float, half: float) -> str:
    return f"{100 * share:.0f} ± {100 * half:.0f} %"


def _more(s: Sobol) -> str:
    if s.more is None:
        return ""
    return f" (bars down to ±{s.more.half_width:g} need {rough_count_text(s.more.extra)} more runs)"


def _screen(scenario: str, outcome: str, rows: Sequence[Screened]) -> str:
    named = [f"“{r.factor}” ({mean_text(outcome, r.mu_star, r.half_width)})" for r in rows[:LEAD]]
    where = f" in {scenario}" if scenario else ""
    return f"{heading(outcome)}{where} answers most to {', '.join(named)} over their whole ranges."
