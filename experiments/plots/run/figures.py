"""The figures of a result, as PNG or SVG: outcomes, fans, rungs, one run's story; comparisons."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Final

from matplotlib.figure import Figure

from experiments.plots.run import comparison, comparison_of_many, fans, outcomes, rungs, story
from experiments.plots.run.comparison_data import Parts
from experiments.plots.run.story_data import chosen_run
from experiments.plots.style.look import styled
from experiments.plots.style.page import Page, image, save
from experiments.runs.result import Result
from experiments.text.wording import runs_of

FIGURES: Final = ("outcomes", "fans", "rungs", "story")


def _draws(result: Result, run: int | None) -> dict[str, Callable[[], Page]]:
    """Figure that `result` has data for -> what draws it."""
    shown = chosen_run(result, run)
    draws: dict[str, Callable[[], Page]] = {}
    if runs_of(result):
        draws["outcomes"] = lambda: outcomes.draw(result)
    if len(result.daily_columns.get("day", ())):
        draws |= {"fans": lambda: fans.draw(result), "rungs": lambda: rungs.draw(result)}
    if shown is not None:
        draws["story"] = lambda: story.draw(result, shown)
    return draws


def save_figures(
    result: Result,
    folder: Path,
    run: int | None = None,
    svg: bool = False,
    names: Collection[str] = FIGURES,
) -> list[Path]:
    """Write every figure that `result` has data for as PNG, and as SVG if asked; return the files.

    Of FIGURES, only those called `names`.

    `run` is the run whose story is drawn; without it, the lowest numbered of those that climb
    highest among the runs with events. Raises ValueError, before anything is written, when `run`
    is not among them.
    """
    draws = _draws(result, run)
    folder.mkdir(parents=True, exist_ok=True)
    with styled():
        return [
            path
            for name, draw in draws.items()
            if name in names
            for path in save(draw(), folder, name, svg)
        ]


class Figures(dict[str, Figure]):
    """Figures by name; a notebook shows them one below the other."""

    def __repr__(self) -> str:
        return f"<Figures: {', '.join(self) or 'none'}>"

    def _repr_html_(self) -> str:
        return "\n".join(image(figure, name) for name, figure in self.items())


def figures_of(result: Result, names: Sequence[str] = (), run: int | None = None) -> Figures:
    """The figures of a result to look at: those called `names`, or all that it has data for.

    Raises ValueError for a name without a figure, and for a `run` as `save_figures`.
    """
    draws = _draws(result, run)
    for name in names:
        if name not in draws:
            raise ValueError(f"no figure {name!r} of this result; it has {', '.join(draws)}")
    with styled():
        return Figures({name: draws[name]().figure for name in names or draws})


def save_comparison(
    a: Result, b: Result, folder: Path, parts: Parts | None = None, svg: bool = False
) -> list[Path]:
    """Write the figure of `b` against `a` over the run numbers that both have.

    `parts` is what `effects_over_parameters` finds; without it no spread over them is drawn.
    Raises ValueError when they have none in common.
    """
    with styled():
        page = comparison.draw(a, b, parts)
        folder.mkdir(parents=True, exist_ok=True)
        return save(page, folder, "comparison", svg)


def save_comparison_of_many(
    results: Sequence[Result], folder: Path, parts: Sequence[Parts], svg: bool = False
) -> list[Path]:
    """Write the figure of three to six results, all against the first one of them.

    `parts` has what `effects_over_parameters` finds of each but the first. Raises ValueError when
    one has no run number in common with the first.
    """
    with styled():
        page = comparison_of_many.draw(results, parts)
        folder.mkdir(parents=True, exist_ok=True)
        return save(page, folder, "comparison", svg)
