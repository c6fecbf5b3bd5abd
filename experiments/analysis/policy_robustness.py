"""Policies across what a study leaves open: bands, rival hypotheses, regret, limits, trades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from experiments.analysis.payoffs import payoffs
from experiments.analysis.robustness import Regret, Satisfied, Trade, regrets, satisficing, trades
from experiments.runs.parameter_uncertainty import UncertaintyPart
from experiments.study.outcome_direction import worse_way
from experiments.study.point_labels import PointLabel
from experiments.study.study import Study
from experiments.sweep.block_store import FUTURES, PARTS
from experiments.sweep.uncertainty_ensemble import VariantShift, bands, read_futures, variant_shifts
from sim.outcomes import NEVER

if TYPE_CHECKING:
    import pandas as pd


LEAST_SAMPLES: Final = 100
"""Parameter samples below which the 5 % and 95 % of their means would be a handful of them."""


class PolicyRobustness(NamedTuple):
    """Policies across what is left open."""

    futures: int
    """How many: parameter samples times variants times conditions of the study."""
    nested: bool
    """Are futures samples and variants, and not the conditions of the study alone?"""
    samples: int
    """Parameter samples; 0 where futures are conditions."""
    what: str
    """`100 parameter samples × 10 variants`."""
    bands: dict[str, dict[str, UncertaintyPart]]
    """Outcome -> point -> spread of its mean over the samples."""
    variants: dict[str, dict[str, list[VariantShift]]]
    """Outcome -> point -> what variants of hypotheses move."""
    regrets: dict[str, list[Regret]]
    """Outcome -> policies, the least mean regret first."""
    satisfied: list[Satisfied]
    trades: list[Trade]


def with_mean(outcomes: Sequence[str]) -> list[str]:
    """Those of which a mean means anything."""
    return [name for name in outcomes if name not in NEVER]


def labelled(frame: pd.DataFrame, known: Mapping[str, PointLabel]) -> pd.DataFrame:
    """The table with policy and condition of every run."""
    names = {point: place.policy for point, place in known.items()}
    conditions = {point: place.condition for point, place in known.items()}
    ids = frame["point"].astype("category")
    return frame.assign(
        point=ids,
        policy=ids.map(names).astype("category"),
        condition=ids.map(conditions).astype("category"),
    )


def policy_robustness(
    study: Study, folder: Path, runs: pd.DataFrame, known: Mapping[str, PointLabel]
) -> PolicyRobustness | None:
    """From the sweep of futures if there is one; else the conditions of the study are futures."""
    judged = with_mean([*dict.fromkeys((*study.outcomes, *study.limits, *study.tradeoff))])
    frame = _future_runs(folder, judged, known) if study.futures else None
    if frame is not None and study.futures is not None:
        samples, variants = frame["sample"].nunique(), frame["variant"].nunique()
        what = f"{samples:,} parameter samples × {variants} variants"
        return _judged(study, frame, ["condition", "variant", "sample"], what, judged)
    conditions = runs["condition"].nunique()
    lacking = not {*study.limits, *study.tradeoff} <= set(study.outcomes)
    if study.futures or lacking or min(conditions, runs["policy"].nunique()) < 2:
        return None
    return _judged(study, runs, ["condition"], f"{conditions} conditions", judged)


def _future_runs(
    folder: Path, outcomes: Sequence[str], known: Mapping[str, PointLabel]
) -> pd.DataFrame | None:
    """The runs of the futures with their labels; None where not all points have them.

    Raises InputError for a damaged part.
    """
    if not list((folder / FUTURES / PARTS).glob("*.parquet")):
        return None
    frame = labelled(read_futures(folder / FUTURES, outcomes), known)
    return frame if frame["point"].nunique() == len(known) else None


def _judged(
    study: Study, frame: pd.DataFrame, future: list[str], what: str, outcomes: Sequence[str]
) -> PolicyRobustness:
    nested = "sample" in future
    conditions = frame["condition"].nunique()
    samples = frame["sample"].nunique() if nested else 0
    futures = len(frame[future].drop_duplicates())
    tables = {}
    whole = len(frame[["policy", "condition"]].drop_duplicates())
    complete = whole == frame["policy"].nunique() * conditions
    if complete and frame["policy"].nunique() > 1:
        for name in outcomes:
            if worse_way(name, study.worse):
                tables[name] = payoffs(frame, ["policy"], future, name, study.worse)
    limits = [tables[name] for name in study.limits if name in tables]
    trade = [tables[name] for name in study.tradeoff if name in tables]
    return PolicyRobustness(
        futures,
        nested,
        samples,
        what if not nested or conditions < 2 else f"{what} × {conditions} conditions",
        {name: bands(frame, name) for name in outcomes if samples >= LEAST_SAMPLES},
        {name: variant_shifts(frame, name) for name in outcomes} if nested else {},
        {name: regrets(table) for name, table in tables.items() if name in study.outcomes},
        satisficing(limits, study.limits) if limits else [],
        trades(trade) if len(trade) == len(study.tradeoff) > 0 else [],
    )
