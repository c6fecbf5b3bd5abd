"""Which figures a study calls for: curves, maps, effects, tornados, boxes, regret, trade-off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from experiments.analysis.study_results import StudyResults
from experiments.plots.study import discovery as study_discovery
from experiments.plots.study import regret as study_regret
from experiments.plots.study import tornado as study_tornado
from experiments.plots.study import tradeoff as study_tradeoff
from experiments.plots.study.grids import gridded
from experiments.plots.study.samples import one_by_one, sampled
from experiments.plots.study.study import save_study
from experiments.plots.study.world import Figure, World, file_name, source_of, worlds

MOST_REGRETS: Final = 3
DRAWN: Final[dict[str, Callable[[StudyResults, World], Iterator[Figure]]]] = {
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
        written.append(save_study(draw, folder, name)[0])
    return written


def figures(found: StudyResults) -> Iterator[Figure]:
    """Names and pages."""
    source = source_of(found.study, len(found.labels), len(found.runs))
    of_world = DRAWN.get(found.study.design.kind)
    if of_world is not None:
        for world in worlds(found):
            yield from of_world(found, world)
    for scenario, s in found.indices:
        yield file_name("sobol", s.outcome, scenario), partial(study_tornado.draw, s, source)
    for scenario, outcome, rows in found.screened:
        draw = partial(study_tornado.draw_screened, rows, outcome, source)
        yield file_name("morris", outcome, scenario), draw
    for box, cases in found.boxes:
        if box.found:
            name = file_name("box", box.what, "")
            values = _values(found)
            yield name, partial(study_discovery.draw, box, cases, source, values=values)
    yield from _robust(found, source)


def _values(found: StudyResults) -> dict[str, list[str]]:
    """Factor, by name and by label -> its listed values, as tables of cases spell them."""
    factors = found.study.factors
    return {key: [str(v) for v in f.values] for f in factors for key in (f.name, f.label)}


def _robust(found: StudyResults, source: str) -> Iterator[Figure]:
    across = found.robustness
    if across is None:
        return
    for outcome, rows in islice(across.regrets.items(), MOST_REGRETS):
        yield (
            file_name("regret", outcome, ""),
            partial(
                study_regret.draw, outcome, rows, across.futures, source, across.satisfied,
                found.study.limits,
            ),
        )  # fmt: skip
    if across.trades:
        yield "tradeoff", partial(study_tradeoff.draw, across.trades, source)
