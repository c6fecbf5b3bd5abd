"""The space that a fit moves in: all open parameters, and rival hypotheses where they are free.

Every coordinate is standard normal under the prior, whatever the prior of its parameter. So a move
that keeps the normal law keeps the prior, in any number of dimensions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from sim.inputs.scenario import Scenario
from sim.parameters import HYPOTHESES, PARAMETERS, moved_by
from sim.prior import Prior

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PriorSpace:
    """Priors of one scenario as normal scores."""

    priors: Mapping[str, Prior]
    """Open parameters, in the order of the table; each is one coordinate."""
    free: tuple[str, ...]
    """Hypotheses whose variants are drawn too, all alike; one further coordinate each."""
    fixed: Mapping[str, float]
    """Parameters that only a free variant opens, at the value they have under the others."""

    @property
    def names(self) -> tuple[str, ...]:
        """Parameters of which a point has a value, in the order of the columns of `values`."""
        return (*self.priors, *(n for n in self.fixed if n not in self.priors))

    @property
    def size(self) -> int:
        """Number of coordinates."""
        return len(self.priors) + len(self.free)

    def draw(self, n: int, rng: np.random.Generator) -> Floats:
        """Points of the prior, shape [n, size]."""
        return rng.standard_normal((n, self.size))

    def values(self, z: Floats) -> Floats:
        """Parameters at points [n, size] in natural units, shape [n, names]."""
        u = ndtr(z)
        table = {name: p.quantile(u[:, k]) for k, (name, p) in enumerate(self.priors.items())}
        table |= {name: np.full(len(z), value) for name, value in self.fixed.items()}
        places = {name: k for k, name in enumerate(self.priors)}
        for hypothesis, letters in self.letters(z).items():
            for letter, variant in HYPOTHESES[hypothesis].variants.items():
                here = letters == letter
                for name in (*variant.values, *variant.priors):
                    prior = variant.priors.get(name, PARAMETERS[name].prior)
                    if prior.kind == "fixed":
                        table[name][here] = variant.values[name]
                    else:
                        table[name][here] = prior.quantile(u[here, places[name]])
        return np.column_stack([table[name] for name in self.names])

    def letters(self, z: Floats) -> dict[str, npt.NDArray[np.str_]]:
        """Variant of every free hypothesis at each point: hypothesis -> letters, shape [n]."""
        found = {}
        for k, name in enumerate(self.free, start=len(self.priors)):
            variants = np.array(list(HYPOTHESES[name].variants))
            at = np.minimum((ndtr(z[:, k]) * len(variants)).astype(np.int64), len(variants) - 1)
            found[name] = variants[at]
        return found


def prior_space(scenario: Scenario, free: tuple[str, ...] = ()) -> PriorSpace:
    """All parameters that a scenario leaves open; the variants of `free` are drawn, not chosen."""
    chosen = {h: letter for h, letter in scenario.hypotheses.items() if h not in free}
    values, moved = moved_by(chosen)
    drawn = [v for h in free for v in HYPOTHESES[h].variants.values()]
    by_hand = scenario.parameter_values
    priors: dict[str, Prior] = {}
    fixed: dict[str, float] = {}
    for name, parameter in PARAMETERS.items():
        if name in by_hand:
            continue
        prior = moved.get(name, parameter.prior)
        rivals = [v.priors[name] for v in drawn if name in v.priors]
        opened = next((p for p in (prior, *rivals) if p.kind != "fixed"), None)
        if opened is not None:
            priors[name] = opened
        if prior.kind == "fixed" and rivals:
            fixed[name] = values.get(name, parameter.default)
    return PriorSpace(priors, free, fixed)
