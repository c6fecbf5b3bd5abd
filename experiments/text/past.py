"""The replayed past in words: from when outcomes count, and what was there before.

What a scenario replays is given and not found out, so no outcome counts it; it stands beside.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import numpy.typing as npt

from experiments.text.wording import HasRuns, chosen_outcomes, day_name, day_of, number, topic
from sim.outcomes import OUTCOMES
from sim.state.layout import BEFORE


def first_free_day(manifest: dict[str, Any]) -> dt.date:
    """The day from which outcomes count."""
    until = manifest.get("history_until")
    if not until:
        return dt.date.fromisoformat(str(manifest["start"])[:10])
    return dt.date.fromisoformat(str(until)[:10]) + dt.timedelta(days=1)


def counted_from(manifest: dict[str, Any]) -> str:
    """The sentence that says so; empty where nothing is replayed."""
    if not manifest.get("history_until"):
        return ""
    return f"Outcomes count from {day_name(first_free_day(manifest))}, the first free day."


def replayed(result: HasRuns) -> str:
    """What the past held of the outcomes that are shown; empty where nothing is replayed.

    Acts that no article dates are drawn there, too, so a count may differ from run to run.
    """
    until = result.manifest.get("history_until")
    if not until:
        return ""
    columns = {name: result.run_columns.get(name + BEFORE) for name in chosen_outcomes(result)}
    parts = [_held(name, column) for name, column in columns.items() if column is not None]
    held = "; ".join(part for part in parts if part) or "none of these"
    return f"Replayed up to {day_of(until)}, not counted: {held}."


def _held(name: str, values: npt.NDArray[Any]) -> str:
    """`rocket attacks 12 (5 to 26)`: the median and 90 % of runs; empty for what never was."""
    if not len(values) or not values.any():
        return ""
    low, middle, high = (
        float(q) for q in np.quantile(values, [0.05, 0.5, 0.95], method="inverted_cdf")
    )
    if OUTCOMES[name].kind == "flag":
        return topic(name)
    span = "" if low == high else f" ({number(low)} to {number(high)} in 90 % of runs)"
    return f"{topic(name).partition(',')[0]} {number(middle)}{span}"
