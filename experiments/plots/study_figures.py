"""Which figures a study calls for: curves, maps, tornados, boxes, regret, trade-off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from experiments.findings import Findings
from experiments.places import Place
from experiments.plots import (
    study_discovery,
    study_heat,
    study_regret,
    study_response,
    study_tornado,
    study_tradeoff,
)
from experiments.plots.page import Page
from experiments.plots.study import save_study
from experiments.responses import Curve, curve, heat
from experiments.words import plain

if TYPE_CHECKING:
    import pandas as pd

MOST_CURVES: Final = 5
MOST_CELLS: Final = 12
"""Rows or columns of a heat map that stay readable."""
MOST_FACTORS: Final = 3
"""Factors of a one-at-a-time design that get a curve of their own, those that move most."""
MOST_REGRETS: Final = 3

Figure = tuple[str, Callable[[], Page]]


def save_all(found: Findings, folder: Path) -> list[Path]:
    """Write every figure as PNG and SVG; returns the PNGs."""
    written = []
    for name, draw in figures(found):
        written.append(save_study(draw, folder, name)[0])
    return written


def figures(found: Findings) -> Iterator[Figure]:
    """Names and pages."""
    source = source_of(found)
    if found.study.design.kind in ("grid", "file"):
        yield from _gridded(found, source)
    elif found.study.design.kind == "one_at_a_time":
        yield from _one_by_one(found, source)
    for scenario, s in found.indices:
        yield _name("sobol", s.outcome, scenario), partial(study_tornado.draw, s, source)
    for scenario, outcome, rows in found.screened:
        draw = partial(study_tornado.draw_screened, rows, outcome, source)
        yield _name("morris", outcome, scenario), draw
    for box, cases in found.boxes:
        if box.found:
            name = _name("box", box.what, "")
            yield name, partial(study_discovery.draw, box, cases, source)
    yield from _robust(found, source)


def source_of(found: Findings) -> str:
    """The line at the foot: study, scenarios, points, runs, seed, parameters."""
    study = found.study
    names = ", ".join(path.name for path in study.scenarios)
    sources = sorted({str(base.parameter_source) for base in study.bases.values()})
    return (
        f"Source: Flashpoint, study “{study.title}” ({study.path.name}), scenario {names}, "
        f"{len(found.places):,} points, {len(found.runs):,} runs, seed {study.seed}, "
        f"parameters: {', '.join(sources)}."
    )


def _name(kind: str, what: str, scenario: str) -> str:
    return "_".join(p.replace(" ", "_").lower() for p in (kind, what, scenario) if p)


def _robust(found: Findings, source: str) -> Iterator[Figure]:
    across = found.across
    if across is None:
        return
    for outcome, rows in islice(across.regrets.items(), MOST_REGRETS):
        yield (
            _name("regret", outcome, ""),
            partial(
                study_regret.draw, outcome, rows, across.futures, source, across.satisfied,
                found.study.limits,
            ),
        )  # fmt: skip
    if across.trades:
        yield "tradeoff", partial(study_tradeoff.draw, across.trades, source)


def _shown(found: Findings, factor: str, runs: pd.DataFrame) -> pd.DataFrame:
    """The runs with a factor's values as figures show them; a baseline scenario by its name."""
    return runs.assign(
        **{factor: runs["point"].map({p: value_at(v, factor) for p, v in found.places.items()})}
    ).astype({factor: object})


def value_at(place: Place, factor: str) -> Any:
    """Value of a factor at a point: a number, or words."""
    value = place.values.get(factor)
    if value is None and place.is_baseline and place.values.get("scenario"):
        return place.policy
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return plain(value)


def _gridded(found: Findings, source: str) -> Iterator[Figure]:
    factors = [f.name for f in found.study.factors]
    labels = {f.name: f.label for f in found.study.factors}
    if not factors:
        return
    runs = found.runs
    for factor in factors[:2]:
        runs = _shown(found, factor, runs)
    sizes = [runs[f].nunique() for f in factors[:2]]
    runs = runs.rename(columns=labels)
    for outcome in found.outcomes:
        if len(factors) == 1 or (len(factors) == 2 and sizes[1] <= MOST_CURVES):
            lines = _curves(found, runs, factors, labels, outcome)
            yield _name("curve", outcome, ""), partial(study_response.draw, lines, source)
        if len(factors) >= 2 and min(sizes) >= 2 and max(sizes) <= MOST_CELLS and sum(sizes) > 5:
            map_ = heat(runs, labels[factors[0]], labels[factors[1]], outcome)
            yield _name("map", outcome, ""), partial(study_heat.draw, map_, source)


def _curves(
    found: Findings, runs: pd.DataFrame, factors: list[str], labels: dict[str, str], outcome: str
) -> list[Curve]:
    first = factors[0]
    if len(factors) == 1:
        return [_curve(found, runs, first, labels[first], outcome, list(found.places.values()), "")]
    second, lines = factors[1], []
    for value in dict.fromkeys(runs[labels[second]]):
        here = [p for p in found.places.values() if value_at(p, second) == value]
        some = runs[runs[labels[second]] == value]
        text = f"{second.replace('_', ' ')} {plain(value)}"
        lines.append(_curve(found, some, first, labels[first], outcome, here, text))
    return lines


def _curve(
    found: Findings, runs: pd.DataFrame, factor: str, label: str, outcome: str,
    here: list[Place], text: str,
) -> Curve:  # fmt: skip
    """One curve, with the spread over parameters and the readings of its points."""
    of = {value_at(p, factor): p.point for p in here}
    rivals = bands = None
    if found.across is not None and found.across.bands:
        band = found.across.bands[outcome]
        bands = {value: band[point] for value, point in of.items() if point in band}
        rivals = {value: found.rivals(point, outcome) for value, point in of.items()}
    return curve(runs, label, outcome, rivals, bands, text)


def _one_by_one(found: Findings, source: str) -> Iterator[Figure]:
    """The factors that move the first outcome most, each alone against the base."""
    base = next((p for p in found.places.values() if p.is_baseline), None)
    if base is None or not found.outcomes:
        return
    far: dict[str, float] = {}
    for e in found.effects:
        moved = _moved(found.places[e.point], base)
        if e.outcome == found.outcomes[0] and len(moved) == 1:
            far[moved[0]] = max(far.get(moved[0], 0.0), abs(e.effect))
    for factor in sorted(far, key=lambda f: -far[f])[:MOST_FACTORS]:
        label = next(f.label for f in found.study.factors if f.name == factor)
        here = [p for p in found.places.values() if _moved(p, base) in ([], [factor])]
        some = found.runs[found.runs["point"].isin([p.point for p in here])]
        some = _shown(found, factor, some).rename(columns={factor: label})
        for outcome in found.outcomes[:MOST_REGRETS]:
            line = [_curve(found, some, factor, label, outcome, here, "")]
            yield _name("curve", outcome, factor), partial(study_response.draw, line, source)


def _moved(place: Place, base: Place) -> list[str]:
    return [name for name, value in place.values.items() if value != base.values.get(name)]
