"""How the runs are spread, drawn in letters: a small histogram of each headline outcome."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from rich.bar import END_BLOCK_ELEMENTS, FULL_BLOCK
from rich.table import Table

from experiments.cli.output import NOTHING, number, plain_table
from experiments.runs.result import Result
from experiments.runs.statistics import headline
from experiments.text.wording import happened, percent, plural
from sim.outcomes import OUTCOMES

CELLS: Final = 20
"""Letters that a histogram has at most."""
WIDEST_BAR: Final = 4
"""Letters of one value, where there are few."""
HEIGHTS: Final = " ▁▂▃▄▅▆▇█"
ENDS: Final = (0.01, 0.99)
QUANTILES: Final = (0.05, 0.5, 0.95)
LEGEND: Final = (
    "Small bars: the higher, the more runs, from the value that 1 % of them stay below to the one "
    "that 1 % go beyond. Of a chance: the share of runs, all of them at its full length."
)


def bars_table(result: Result) -> Table:
    """A histogram of each headline outcome with its ends, median, 5 and 95 % of runs, and unit."""
    runs = len(result.run_columns["run"])
    table = plain_table(f"How {plural(runs, 'run')} spread")
    table.add_column("outcome", no_wrap=True)
    table.add_column("1 %", justify="right", no_wrap=True)
    table.add_column("from low to high".ljust(CELLS), no_wrap=True)
    table.add_column("99 %", no_wrap=True)
    table.add_column("5/50/95 %", justify="right", no_wrap=True)
    table.add_column("unit", no_wrap=True)
    for row in headline(result):
        table.add_row(row.name, *_cells(row.name, result.run_columns[row.name]))
    return table


def _cells(name: str, values: npt.NDArray[Any]) -> tuple[str, ...]:
    kind, unit = OUTCOMES[name].kind, OUTCOMES[name].unit
    if kind == "flag":
        share = float(values.mean())
        return "0 %", share_bar(share), "100 %", percent(share), "of runs"
    real = happened(name, values)
    if not len(real):
        return "", "never", "", NOTHING, unit
    low, high = _quantiles(real, ENDS)
    middle = "/".join(number(q, kind) for q in _quantiles(real, QUANTILES))
    return number(low, kind), histogram_bar(real, kind), number(high, kind), middle, unit


def share_bar(share: float) -> str:
    """A bar as long as the share, of eighths of letters; never empty for what some run saw."""
    eighths = round(8 * CELLS * share)
    if 0 < share < 1:
        eighths = min(max(eighths, 1), 8 * CELLS - 1)
    return FULL_BLOCK * (eighths // 8) + END_BLOCK_ELEMENTS[eighths % 8].strip()


def histogram_bar(values: npt.NDArray[Any], kind: str) -> str:
    """The histogram of a `count` or a `level` between its ends; `values` has shape [runs].

    The highest bar fills its letter, and a bar with any run in it is never blank.
    """
    low, high = _quantiles(values, ENDS)
    if kind == "count":
        step = -(-int(high - low + 1) // CELLS)
        edges = np.arange(low, high + step + 0.5, step) - 0.5
        wide = max(1, min(WIDEST_BAR, CELLS // (len(edges) - 1)))
    else:
        edges = np.linspace(low, high, CELLS + 1) if high > low else np.array([low, high])
        wide = 1 if high > low else WIDEST_BAR
    # What lies beyond the ends is not drawn.
    counts = np.histogram(values[(values >= low) & (values <= high)], edges)[0]
    heights = np.ceil(8 * counts / max(1, counts.max())).astype(int)
    return "".join(HEIGHTS[height] * wide for height in heights)


def _quantiles(values: npt.NDArray[Any], at: tuple[float, ...]) -> list[float]:
    return [float(q) for q in np.quantile(values, at, method="inverted_cdf")]
