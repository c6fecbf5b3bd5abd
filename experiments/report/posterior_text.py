"""What the evidence left of each prior, in words: the shipped posterior beside the priors."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from experiments.text.wording import significant
from sim.parameters import Parameter
from sim.prior import Prior

if TYPE_CHECKING:
    from calibration.inference.posterior import Posterior, Summary

NONE: Final = "–"
BAND: Final = (0.05, 0.5, 0.95)
SHORT: Final = {
    "uniform": "{}–{}",
    "loguniform": "{}–{} log",
    "lognormal": "{}±{} log",
    "beta": "beta({}, {})",
}


@cache
def shipped() -> Posterior | None:
    """The posterior that comes with the program; None while nothing is fitted."""
    from calibration.inference.posterior import load

    return load()


def short_prior(prior: Prior) -> str:
    """A prior in few signs: its ends, or median ± spread; `log` where even in the logarithm."""
    return SHORT.get(prior.kind, prior.kind).format(
        significant(prior.a, 6), significant(prior.b, 6)
    )


def whole_prior(prior: Prior) -> str:
    """A prior by its kind and its numbers: `loguniform(0.00001, 0.001)`."""
    if prior.kind == "fixed":
        return prior.kind
    return f"{prior.kind}({significant(prior.a, 6)}, {significant(prior.b, 6)})"


def long_prior(prior: Prior) -> str:
    """A prior with its quantiles: `uniform(0, 1): 0.05, 0.5, 0.95`."""
    if prior.kind == "fixed":
        return "fixed: only a variant of a hypothesis or a scenario moves it"
    values = ", ".join(significant(x) for x in prior.quantile(np.array(BAND)))
    return f"{whole_prior(prior)}: {values} at 5, 50, 95 %"


def summary_of(name: str) -> Summary | None:
    """What the fit says of a parameter; None where it was not fitted."""
    posterior = shipped()
    return posterior.summary(name) if posterior else None


def short_posterior(summary: Summary | None, digits: int = 2) -> str:
    """Median and 5-95 % band: `0.12 (0.03, 0.4)`; a dash where nothing was fitted."""
    if summary is None:
        return NONE
    low, high = (significant(end, digits) for end in (summary.q05, summary.q95))
    return f"{significant(summary.q50, 2)} ({low}, {high})"


def long_posterior(summary: Summary | None) -> str:
    """Quantiles of the posterior, or why there are none."""
    if summary is None:
        return "not fitted: stays at its prior" if shipped() else "not fitted yet"
    ends = (significant(x) for x in (summary.q05, summary.q50, summary.q95))
    return f"{', '.join(ends)} at 5, 50, 95 %"


def contraction(summary: Summary | None) -> str:
    """Share of the prior's variance that the evidence took away, and whether that counts."""
    if summary is None:
        return NONE
    from calibration.inference.posterior import percent_gone

    mark = "" if summary.identified else ": not identified"
    return f"{percent_gone(summary.contraction) / 100:.2f}{mark}"


def identified(summary: Summary | None) -> str:
    """Yes, no, or a dash where nothing was fitted."""
    return NONE if summary is None else "yes" if summary.identified else "no"


def kept(rows: list[Parameter], only: str | None) -> list[Parameter]:
    """The rows that a filter keeps: `identified`, `not-identified`, or None for all."""
    if only is None:
        return rows
    found = [(p, s) for p in rows if (s := summary_of(p.name)) is not None]
    return [p for p, s in found if s.identified == (only == "identified")]


def identified_count(posterior: Posterior) -> int:
    """Number of parameters that the evidence pins down."""
    return sum(identified(posterior.summary(name)) == "yes" for name in posterior.fitted)


def how_many() -> str:
    """How many parameters the shipped fit covers, and how many of them the evidence pins down."""
    posterior = shipped()
    if posterior is None:
        return "nothing is fitted yet"
    n = len(posterior.fitted)
    return f"{n} fitted together, {identified_count(posterior)} of these pinned down"


@cache
def _targets() -> dict[str, list[str]]:
    from calibration.evidence.known_evidence import load_evidence
    from calibration.likelihood.problem import build_problem

    found: dict[str, list[str]] = {}
    for target in build_problem(load_evidence()).targets.used:
        found.setdefault(target.id.split(".")[0], []).append(target.coded)
    return found


def targets_of(row: str) -> list[str]:
    """What the fit asks of a coded row, in words; empty if it asks nothing."""
    return _targets().get(row, [])


def verdicts(hypothesis: str) -> list[str]:
    """What the shipped fit says of the variants of one hypothesis."""
    posterior = shipped()
    rows = posterior.manifest.get("variants", []) if posterior else []
    return [
        f"{r['hypothesis']}-{r['letter']}: {100 * r['prior']:.0f} % before, "
        f"{100 * r['probability']:.0f} % after, log Bayes factor {r['log_bayes']:+.2f} against the "
        f"default variant (± {r['error']:.2f})"
        for r in rows
        if r["hypothesis"] == hypothesis
    ]
