"""The likelihood of the fit: how well simulated frequencies meet the coded rows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from calibration.likelihood.targets import Targets


def weights_of(targets: Targets) -> npt.NDArray[np.float64]:
    """How well each category fits each coded row, shape [targets, ROOM]."""
    return np.array([t.weights for t in targets.used])


def log_likelihood(
    histograms: npt.NDArray[np.uint16], targets: Targets, weights: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Log of the smoothed chance of each coded row, shape [candidates, targets].

    `weights` [targets, ROOM] say how well each category fits what was coded (`weights_of`, or those
    of another data set). Sized targets are judged only among runs in which the event came. Half a
    run is added to what fits and half to what does not, so that no candidate is impossible for want
    of runs.
    """
    sized = np.array([t.sized for t in targets.used])
    hits = np.einsum("mtc,tc->mt", histograms, weights, optimize=True)
    total = histograms.sum(axis=2, dtype=np.float64)
    total = np.where(sized, total - histograms[:, :, 0], total)
    found: npt.NDArray[np.float64] = np.log((hits + 0.5) / (total + 1.0))
    return found
