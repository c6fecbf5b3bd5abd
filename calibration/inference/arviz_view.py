"""The posterior and the prior as ArviZ reads them (extra `bayes`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from calibration.inference.posterior import SHIPPED
from sim.errors import InputError
from sim.inputs.posterior import read_posterior
from sim.parameters import PARAMETERS


def to_arviz(path: Path = SHIPPED, seed: int = 0) -> Any:
    """An xarray DataTree with groups `posterior` and `prior`, one chain of samples each.

    Raises InputError when the file does not read, or ArviZ is not installed.
    """
    try:
        from arviz import from_dict
    except ModuleNotFoundError:
        raise InputError(
            Path("arviz"), 1, "install", "no arviz", "pip install -e '.[bayes]'"
        ) from None
    samples = read_posterior(path)
    n, rng = len(samples.weight), np.random.default_rng(seed)
    rows = rng.choice(n, n, p=samples.weight)
    posterior = {name: values[rows][None, :] for name, values in samples.values.items()}
    prior = {name: PARAMETERS[name].prior.quantile(rng.random(n))[None, :] for name in posterior}
    return from_dict({"posterior": posterior, "prior": prior})
