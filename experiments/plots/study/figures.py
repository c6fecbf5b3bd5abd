"""Which figures a study calls for: curves, maps, effects, tornados, boxes, regret, trade-off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from experiments.analysis.study_results import StudyResults
from experiments.plots.study import discovery, ranking, regret, tornado, tradeoff
from experiments.plots.study.grids import gridded
from experiments.plots.study.one_at_a_time import one_by_one
from experiments.plots.study.samples import sampled
from experiments.plots.study.scenarios import (
    NamedPage,
    StudyScenario,
    file_name,
    scenarios_of,
    source_of,
    source_of_futures,
)
from experiments.plots.style.page import draw_and_save

MOST_REGRETS: Final = 3
DRAWN: Final[dict[str, Callable[[StudyResults, StudyScenario], Iterator[NamedPage]]]] = {
    "grid": gridded,
    "file": gridded,
    "one_at_a_time": one_by_one,
    "latin_hypercube": sampled,
}
"""Kind of design -> the figures of one scenario; other kinds are ranked as a whole."""


def save_all(found: StudyResults, folder: Path) -> list[Path]:
    """Write every figure as PNG and SVG; returns the PNGs."""
    written = []
    for name, draw in figures(found):
        written.append(draw_and_save(draw, folder, name)[0])
    return written


def figures(found: StudyResults) -> Iterator[NamedPage]:
    """Names and pages."""
    source = source_of(found.study, len(found.labels), found.runs)
    of_scenario = DRAWN.get(found.study.design.kind)
    if of_scenario is not None:
        for scenario in scenarios_of(found):
            yield from of_scenario(found, scenario)
    for name, indices in found.indices:
        yield file_name("sobol", indices.outcome, name), partial(tornado.draw, indices, source)
    for name, outcome, rows in found.screened:
        draw = partial(tornado.draw_screened, rows, outcome, source)
        yield file_name("morris", outcome, name), draw
    for name, outcome, ranks in found.ranked:
        if ranks:
            yield file_name("ranks", outcome, name), partial(ranking.draw, ranks, outcome, source)
    for box, cases in found.boxes:
        if box.found:
            values = _values(found)
            yield (
                file_name("box", box.what, ""),
                partial(discovery.draw, box, cases, source, values=values),
            )
    yield from _robust(found, source)


def _values(found: StudyResults) -> dict[str, list[str]]:
    """Factor, by name and by label -> its listed values, as tables of cases spell them."""
    factors = found.study.factors
    return {key: [str(v) for v in f.values] for f in factors for key in (f.name, f.label)}


def _robust(found: StudyResults, source: str) -> Iterator[NamedPage]:
    robustness = found.robustness
    if robustness is None:
        return
    if robustness.nested:
        source = source_of_futures(found, robustness)
    for outcome, rows in islice(robustness.regrets.items(), MOST_REGRETS):
        yield (
            file_name("regret", outcome, ""),
            partial(
                regret.draw, outcome, rows, robustness.futures, source, robustness.satisfied,
                found.study.limits,
            ),
        )  # fmt: skip
    if robustness.trades:
        yield "tradeoff", partial(tradeoff.draw, robustness.trades, source, worse=found.study.worse)
