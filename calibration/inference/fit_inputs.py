"""What a fit depends on, as hashes of meaning: a posterior is stale once one of them has changed.

Parsed values count: those fields of a coded row that make a target or an act of the replay, and of
the figures those that the fit is held to. Wording does not: titles, notes, paraphrases, sources,
units. Of the code count the rules of `sim`, and what turns coded rows and runs into a likelihood,
samples and ratios. Readers of tables do not: what they read is among the values.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from calibration.evidence.known_evidence import Evidence, load_evidence
from calibration.evidence.tables import Count
from calibration.inference.posterior import Posterior
from calibration.likelihood.problem import Problem, build_problem
from calibration.likelihood.targets import absences, assumed, levels, treatment, waits_table
from sim.inputs.scenario_meaning import scenario_meaning
from sim.meaning import code_meaning, digest, parameters_meaning, sim_code

CALIBRATION: Final = Path(__file__).parents[1]
CODE: Final = (
    "likelihood/*.py",
    "evidence/history.py",
    "inference/fit.py",
    "inference/prior_space.py",
    "inference/tempering.py",
)
"""Code that makes the numbers of a fit out of its inputs and the runs."""
FITTED: Final = ("count", "never")
"""Uses of a figure that make a target."""


def fit_inputs(problem: Problem) -> dict[str, str]:
    """Hash of every input of a fit, by its name."""
    return {
        "events": digest(events_meaning(problem.evidence)),
        "aggregates": digest(aggregates_meaning(problem.evidence)),
        "targets": digest(targets_meaning(treatment(), assumed())),
        "parameters": digest(parameters_meaning()),
        "scenario": digest(scenario_meaning(problem.scenario)),
        "rules": sim_code(),
        "likelihood": _likelihood_code(),
    }


def events_meaning(evidence: Evidence) -> list[tuple[Any, ...]]:
    """Of coded rows: their days, act, dead, wounded, causes, and who acted on whom and where."""

    def numbers(counts: Mapping[str, Count]) -> list[tuple[str, int, bool]]:
        return sorted((nation, count.n, count.at_least) for nation, count in counts.items())

    return [
        (
            e.id,
            str(e.date_start),
            str(e.date_end),
            str(e.date_used),
            e.act,
            numbers(e.killed),
            numbers(e.wounded),
            e.triggered_by,
            (e.actor, e.attributed_to, e.targets, e.sites) if e.act else (),
        )
        for e in evidence.events
    ]


def aggregates_meaning(evidence: Evidence) -> list[tuple[Any, ...]]:
    """Of figures that make a target: value, bounds and window."""
    return [
        (a.id, a.value, a.low, a.high, str(a.window_start), str(a.window_end))
        for a in evidence.aggregates
        if treatment().get(a.id, {}).get("as") in FITTED
    ]


def targets_meaning(
    uses: Mapping[str, Mapping[str, str]], observed: Mapping[str, Mapping[str, Any]]
) -> tuple[Any, ...]:
    """How figures are used by the fit, what is absent or said in words, and the observation model.

    Paragraphs of a row count with its article alone.
    """
    used = sorted(
        (name, use["as"], use.get("after", ""), use.get("action", ""))
        for name, use in uses.items()
        if use["as"] in FITTED
    )
    quiet = [
        sorted(
            (key, sorted({str(v).partition(":")[0] for v in value}) if key == "sources" else value)
            for key, value in row.items()
        )
        for row in (*absences(), *levels())
    ]
    numbers = sorted((name, float(row["value"])) for name, row in observed.items())
    return used, quiet, waits_table(), numbers


@cache
def _likelihood_code() -> str:
    return code_meaning(CALIBRATION, [p for part in CODE for p in CALIBRATION.glob(part)])


def stale(posterior: Posterior) -> list[str]:
    """Inputs that have changed their meaning since the posterior was fitted to our evidence."""
    then = posterior.manifest.get("hashes", {})
    now = fit_inputs(build_problem(load_evidence()))
    return [name for name, found in now.items() if then.get(name) != found]
