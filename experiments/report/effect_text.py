"""Means and effects of the runs of a study as text, for reports and the terminal."""

from __future__ import annotations

from typing import Final

from experiments.analysis.paired_effects import Effect
from experiments.runs.statistics import bonferroni_factor, rule_of_three, seen_interval
from experiments.text.number_format import change_text, mean_text
from experiments.text.wording import at_most, is_chance, percent, percents
from sim.outcomes import OUTCOMES

BOUND: Final = "0 ("
"""How the mean begins of what no run saw."""
RULE_OF_THREE: Final = (
    "≤ beside a mean of 0: no run saw it; by the rule of three at most that share of runs would, "
    "about 3 in as many."
)


def effect_text(found: Effect, tried: int = 1) -> str:
    """An effect with the half-width of its interval: `+6.2 ± 0.4 points`.

    The lowest or highest of `tried` effects was picked, so its interval is widened (Bonferroni).
    """
    alone = (found.high - found.low) / 2
    half_width = bonferroni_factor(tried) * alone
    runs_changed = round((found.lower + found.higher) * found.runs)
    return change_text(found.outcome, found.effect, half_width, runs_changed, alone)


def runs_mean_text(outcome: str, mean: float, half_width: float, runs: int) -> str:
    """A mean or chance over so many runs: `6.9 ± 0.4 %`.

    A ± that would reach below nothing or beyond all is given as the interval, and a count of what
    no run saw with the share of runs that may see it.
    """
    if is_chance(outcome) and 0 < mean < 1 and not half_width < mean < 1 - half_width:
        return f"{percent(mean)} ({percents(*seen_interval(mean, runs))})"
    if mean == 0 == half_width and OUTCOMES[outcome].kind == "count":
        return f"{BOUND}{at_most(rule_of_three(runs))})"
    return mean_text(outcome, mean, half_width)
