"""The figures of a result, as PNG and SVG: outcomes, fans, rungs, one run's story; comparisons."""

from __future__ import annotations

from pathlib import Path

from experiments.plots.run import comparison, fans, outcomes, rungs, story
from experiments.plots.run.story_data import chosen_run
from experiments.plots.style.look import styled
from experiments.plots.style.page import save
from experiments.runs.result import Result
from experiments.text.wording import runs_of


def save_figures(result: Result, folder: Path, run: int | None = None) -> list[Path]:
    """Write every figure that `result` has data for, and return the files.

    `run` is the run whose story is drawn; without it, the lowest numbered of those that climb
    highest among the runs with events. Raises ValueError, before anything is written, when `run`
    is not among them.
    """
    shown = chosen_run(result, run)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with styled():
        if runs_of(result):
            written += save(outcomes.draw(result), folder, "outcomes")
        if len(result.daily_columns.get("day", ())):
            written += save(fans.draw(result), folder, "fans")
            written += save(rungs.draw(result), folder, "rungs")
        if shown is not None:
            written += save(story.draw(result, shown), folder, "story")
    return written


def save_comparison(a: Result, b: Result, folder: Path) -> list[Path]:
    """Write the figure of `b` against `a` over the run numbers that both have.

    Raises ValueError when they have none in common.
    """
    with styled():
        page = comparison.draw(a, b)
        folder.mkdir(parents=True, exist_ok=True)
        return save(page, folder, "comparison")
