"""In how many directions does a posterior know more than its prior?"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from calibration.inference.posterior import Posterior
from calibration.inference.tempering import SURE
from sim.parameters import PARAMETERS

Floats = npt.NDArray[np.float64]

TRIES: Final = 40
EDGE: Final = 1e-6


def informed_directions(posterior: Posterior, seed: int) -> int:
    """Principal directions of the normal scores that are narrower than chance makes them.

    Looked at are the parameters whose own mean or spread has left the prior by `SURE` standard
    errors: among all two hundred, chance alone makes some direction so narrow that nothing could be
    told. Counted are directions below the narrowest of `TRIES` sets of independent draws of the
    prior, as many as the posterior has effective samples.
    """
    samples = posterior.samples
    u = np.column_stack([PARAMETERS[n].prior.probability(v) for n, v in samples.values.items()])
    z = ndtri(np.clip(u, EDGE, 1 - EDGE))
    n = round(float(posterior.manifest.get("effective_samples", len(z))))
    mean = np.average(z, axis=0, weights=samples.weight)
    sd = np.sqrt(np.average((z - mean) ** 2, axis=0, weights=samples.weight))
    z = z[:, (abs(mean) > SURE / np.sqrt(n)) | (abs(np.log(sd)) > SURE / np.sqrt(2 * n))]
    if not z.shape[1]:
        return 0
    rng = np.random.default_rng(seed)
    narrowest = min(
        float(_spreads(rng.standard_normal((n, z.shape[1])), np.ones(n))[0]) for _ in range(TRIES)
    )
    return int((_spreads(z, samples.weight) < narrowest).sum())


def _spreads(z: Floats, weight: Floats) -> Floats:
    """Variances along the principal directions, rising."""
    return np.atleast_1d(np.linalg.eigvalsh(np.atleast_2d(np.cov(z.T, aweights=weight))))
