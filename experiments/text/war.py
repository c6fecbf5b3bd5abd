"""What a reader must know wherever outcomes of runs with open war are shown.

Open war absorbs: once it has begun nobody decides any more, so what runs count from then on is ISIS
and the days. Every summary, figure, answer and story takes its words for that from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from experiments.text.wording import SIDES, HasRuns, listed, percent

WAR: Final = "open_war"
"""The outcome that says whether open war began in a run."""


def not_counting_war(shares: Mapping[str, float]) -> str:
    """The sentence, and in how many runs; empty where war began in none of those shown.

    `shares` are shares of runs with war, by what the runs are called: `runs`, `runs of A`.
    """
    parts = [f"{percent(share)} of {name}" for name, share in shares.items()]
    return _sentence(listed(parts) if any(share > 0 for share in shares.values()) else "")


def share_of(flags: npt.NDArray[Any]) -> float:
    """Share of runs in which a flag is raised; of no runs, none."""
    return float(np.mean(flags)) if len(flags) else 0.0


def war_in_runs(result: HasRuns, daily: bool = False) -> str:
    """The sentence for a result, or for those of its runs that its days come from."""
    began = result.run_columns[WAR]
    if daily and "daily_runs" in result.manifest:
        began = began[result.run_columns["run"] < result.manifest["daily_runs"]]
    return not_counting_war({"runs": share_of(began)})


def war_in_each(*results: HasRuns) -> str:
    """The sentence for results side by side, each under its letter and with its own share."""
    sides = {f"runs of {side}": result for side, result in zip(SIDES, results, strict=False)}
    return not_counting_war({k: share_of(side.run_columns[WAR]) for k, side in sides.items()})


def war_in_stories(stories: Mapping[str, bool]) -> str:
    """The sentence for single runs: name (`this run`, `A`) -> whether war began in it."""
    return _sentence(listed([name for name, began in stories.items() if began]))


def _sentence(where: str) -> str:
    if not where:
        return ""
    return (
        f"Not counting war itself: in {where} open war began, and what follows it is not counted, "
        "ISIS aside."
    )
