"""An effect of a policy as text, for reports and the terminal."""

from __future__ import annotations

from experiments.analysis.paired_effects import Effect
from experiments.runs.statistics import bonferroni_factor
from experiments.text.number_format import change_text


def effect_text(found: Effect, tried: int = 1) -> str:
    """An effect with the half-width of its interval: `+6.2 ± 0.4 points`.

    The lowest or highest of `tried` effects was picked, so its interval is widened (Bonferroni).
    """
    half_width = bonferroni_factor(tried) * (found.high - found.low) / 2
    runs_changed = round((found.lower + found.higher) * found.runs)
    return change_text(found.outcome, found.effect, half_width, runs_changed)
