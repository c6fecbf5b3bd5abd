"""What a batch of runs leaves: one row a run, quantiles by day, and the events of some runs.

Tables are plain columns (name -> array); `runs`, `daily` and `events` show them as DataFrames.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from sim.outcomes import SERIES
from sim.state.actors import ACTORS, OTHERS, actor_of

if TYPE_CHECKING:
    import pandas as pd

    from experiments.notebook import Figures
    from sim.inputs.scenario import Scenario

Columns = dict[str, npt.NDArray[Any]]
QUANTILES: Final = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
N_RUNGS: Final = 9
AT_ONCE: Final = 2
"""Daily series that are sorted at once, each a copy of its own."""

FIXED_NAMES: Final = OTHERS | {
    actor_of(r).id: actor_of(r).label for r in ACTORS.values() if actor_of(r).id not in OTHERS
}
"""Identifier in the event log -> name, for all that stand for an actor as a whole."""


@dataclass(frozen=True)
class Result:
    """Results of one scenario under one seed.

    `manifest` says what was run; `run_columns` has one entry a run, `daily_columns` one a day and
    series, `event_columns` one an event of the first `manifest["event_runs"]` runs. In a notebook a
    result shows its summary and figures.
    """

    manifest: dict[str, Any]
    run_columns: Columns
    daily_columns: Columns
    event_columns: Columns
    failures: list[dict[str, Any]] = field(default_factory=list)
    source: Scenario | Path | None = None
    """The scenario that was run, or the folder that the result was read from."""

    def __repr__(self) -> str:
        m = self.manifest
        title = m.get("title", "")
        shape = f"{m.get('runs', 0):,} runs of {m.get('days', 0):,} days, seed {m.get('seed')}"
        failed = f", {len(self.failures):,} failed" if self.failures else ""
        return f"<Result {title!r}: {shape}{failed}>"

    # The one door upwards: what people ask a result for in a notebook is made in rooms above.

    def _repr_html_(self) -> str:
        from experiments import notebook

        return notebook.result_html(self)

    def plot(self, *names: str, run: int | None = None) -> Figures:
        """The figures called `names`, or all: `outcomes`, `fans`, `rungs`, `story`.

        `run` is the run whose story is told. Raises ValueError for a figure that this result has
        no data for, and for a run without events.
        """
        from experiments import notebook

        return notebook.plot(self, names, run)

    def save(self, folder: Path | str, *, csv: bool = False, figures: bool = True) -> Path:
        """Write a result folder as `flashpoint run` does, with CSV if asked; returns the folder.

        Raises InputError when the place holds anything but an earlier result or cannot be written,
        ValueError when it is not known which scenario was run.
        """
        from experiments import notebook

        return notebook.save(self, Path(folder), csv, figures)

    @property
    def runs(self) -> pd.DataFrame:
        """One row a run: run number, outcomes, and the parameters that were drawn."""
        return _frame(self.run_columns)

    @property
    def daily(self) -> pd.DataFrame:
        """One row a day and series: mean and quantiles over runs."""
        return _frame(self.daily_columns)

    @property
    def events(self) -> pd.DataFrame:
        """One row an event: what, who, whom, why, with which probability and draw."""
        frame = _frame(self.event_columns)
        return frame.astype({"action": "category"}) if "action" in frame else frame

    def series(self, name: str) -> Columns:
        """Days and quantiles of one daily series: `day`, `date`, `mean`, `q05` to `q95`."""
        rows = self.daily_columns["series"] == name
        return {k: v[rows] for k, v in self.daily_columns.items() if k != "series"}


def _frame(columns: Columns) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(columns)


def names_of_ids(names: Mapping[str, list[str]]) -> dict[int, str]:
    """Identifier in the event log -> name; `names` holds the ids of militias, sites and areas."""
    found = dict(FIXED_NAMES)
    for part, ids in names.items():
        found |= {actor_of(ACTORS[part]).block + k: name for k, name in enumerate(ids)}
    return found


def daily_columns(blocks: Sequence[npt.NDArray[np.float32]], start: dt.date) -> Columns:
    """Quantiles by day of every series, and the share of runs on each rung.

    Each block has shape [runs, days, len(SERIES)]; the rung is its first series.
    """
    days = blocks[0].shape[1]
    dates = np.datetime64(start) + np.arange(days)

    def of_series(k: int) -> Columns:
        # One series at a time: all at once would be copied whole.
        values = np.concatenate([block[:, :, k] for block in blocks])
        part: Columns = {"series": np.full(days, SERIES[k].name, object)}
        part["mean"] = values.mean(axis=0, dtype=np.float64)
        ranked = np.sort(values.T.copy(), axis=1)
        for name, q in QUANTILES.items():
            part[name] = ranked[:, _rank(q, len(values))].astype(np.float64)
        return part

    # numpy copies and sorts without Python's lock.
    with ThreadPoolExecutor(AT_ONCE) as pool:
        parts = list(pool.map(of_series, range(len(SERIES))))
    rungs = np.concatenate([block[:, :, 0] for block in blocks])
    for rung in range(N_RUNGS):
        share = (rungs == rung).mean(axis=0)
        part = {"series": np.full(days, f"share_on_rung_{rung}", object), "mean": share}
        parts.append(part | dict.fromkeys(QUANTILES, share))
    found = {name: np.concatenate([p[name] for p in parts]) for name in parts[0]}
    n = len(parts)
    return {"day": np.tile(np.arange(days), n), "date": np.tile(dates, n)} | found


def _rank(q: float, n: int) -> int:
    """Row of the sorted values that is their `q` quantile (nearest rank)."""
    return min(n - 1, max(0, int(np.ceil(q * n)) - 1))
