"""The likelihood of the fit: how well simulated frequencies meet the coded rows."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from calibration.likelihood.simulate import Frequencies
from calibration.likelihood.targets import Targets

Floats = npt.NDArray[np.float64]

LITTLE: Final = 0.02
"""Part of a run that is added to what fits, and to what does not."""


def weights_of(targets: Targets) -> Floats:
    """How well each category fits each coded row, shape [targets, ROOM]."""
    return np.array([t.weights for t in targets.used])


def met(histograms: npt.NDArray[Any], targets: Targets, weights: Floats) -> tuple[Floats, Floats]:
    """Runs that fit each row, and runs in which there was something to judge; [samples, targets].

    `weights` [targets, ROOM] say how well each category fits what was coded (`weights_of`, or those
    of another data set). Sized targets are judged only among runs in which the event came.
    """
    sized = np.array([t.sized for t in targets.used])
    # Row by row: three times as fast as one einsum over whole numbers.
    hits: Floats = np.stack([histograms[:, k] @ row for k, row in enumerate(weights)], axis=1)
    total = histograms.sum(axis=2, dtype=np.float64)
    return hits, np.where(sized, total - histograms[:, :, 0], total)


def log_likelihood(
    seen: Frequencies, targets: Targets, weights: Floats, keep: npt.NDArray[np.bool_] | None = None
) -> Floats:
    """Log of the share of runs that meet each coded row, shape [samples, targets].

    Rows about attacks of the replayed past are judged together, since a winter in a fierce mood is
    so in all of them: each counts by the share among the runs that meet the ones before it. All
    others start from a coded day, and their runs are as good as new.
    `keep` [targets] masks rows, which then count for nothing. `LITTLE` of a run is added to what
    fits and to what does not, so that no sample is impossible for want of runs. No more: shares
    must be right on average, small ones too, since moves aim at the average over luck.
    """
    hits, total = met(seen.histograms, targets, weights)
    found: Floats = np.log((hits + LITTLE) / (total + 2.0 * LITTLE))
    runs, before = seen.past.shape[1], np.zeros(len(found))
    fits = np.ones(seen.past.shape[:2])
    for column, k in enumerate(targets.past):
        if keep is None or keep[k]:
            fits *= weights[k][seen.past[:, :, column]]
            together = np.log((fits.sum(axis=1) + LITTLE) / (runs + 2.0 * LITTLE))
            found[:, k], before = together - before, together
    if keep is not None:
        found[:, ~keep] = 0.0
    return found
