"""A forecast put on record before anybody looks at the truth.

The record holds what every forecaster says, when it was said, and hashes of the code and of the
evidence it rests on. A score table that names the hash of a record scores that very forecast.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from calibration.backtest.forecast import Known
from calibration.backtest.scores import COUNTS, Forecast
from calibration.inference.fit_inputs import aggregates_meaning, events_meaning, targets_meaning
from calibration.likelihood.targets import assumed, treatment
from sim.meaning import digest, engine_hash

RECORD: Final = "forecast.json"


class Registered(NamedTuple):
    """Where a forecast lies, when it was made, and the hash of its record."""

    path: Path
    made: str
    """UTC, ISO 8601."""
    sha256: str


def record_of(
    forecasts: Mapping[str, Forecast], known: Known, last: dt.date, settings: Mapping[str, Any]
) -> dict[str, Any]:
    """What is said of the days after `known.until` up to `last`, in plain data.

    Of every count the chance of each value, of every question the chance of yes.
    """
    evidence = known.evidence
    return {
        "until": known.until.isoformat(),
        "to": last.isoformat(),
        "settings": dict(settings),
        "code": engine_hash(),
        "evidence": digest(events_meaning(evidence), aggregates_meaning(evidence)),
        "targets": digest(targets_meaning(treatment(), assumed())),
        "counts": {
            name: {outcome: _chances(count(one.catalogues)) for outcome, count in COUNTS.items()}
            for name, one in forecasts.items()
        },
        "questions": {
            name: {question: float(np.mean(said)) for question, said in one.flags.items()}
            for name, one in forecasts.items()
        },
    }


def _chances(counts: Any) -> dict[str, float]:
    values, often = np.unique(counts, return_counts=True)
    return {str(v): n / len(counts) for v, n in zip(values.tolist(), often.tolist(), strict=True)}


def register(record: Mapping[str, Any], folder: Path) -> Registered:
    """Write a record into a folder without one. Raises FileExistsError where one lies already."""
    made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    text = json.dumps({"made": made, **record}, indent=1, sort_keys=True)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / RECORD
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    return Registered(path, made, hashlib.sha256(text.encode()).hexdigest())
