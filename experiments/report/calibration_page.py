"""docs/calibration.md: what the fit asks, what it leaves out, and what came of it.

Made from the evidence, the targets and the shipped posterior.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from calibration.evidence.known_evidence import load_evidence
from calibration.inference.model_comparison import WARNING
from calibration.inference.posterior import IDENTIFIED, Posterior, load, percent_gone
from calibration.likelihood.problem import build_problem
from calibration.likelihood.targets import assumed, treatment
from experiments.report.templates import render
from sim.parameters import PARAMETERS

CHECKED_POSTERIOR: Final = "420848923b47"
"""Head of the hash of the posterior that the page's account of the checks was measured on."""
BAND: Final = (0.05, 0.5, 0.95)
SHOWN: Final = 30
"""Parameters of the table: those that moved most."""


def page(notice: str) -> str:
    """The whole page. Raises InputError when a table does not read."""
    targets = build_problem(load_evidence()).targets
    posterior = load()
    view = {
        "notice": notice,
        "observation": assumed(),
        "targets": targets.used,
        "rows": len({t.id.split(".")[0] for t in targets.used}),
        "skipped": [(name, _check(name), why) for name, why in targets.skipped],
        "fit": _fit(posterior) if posterior is not None else None,
        "checked": CHECKED_POSTERIOR,
    }
    return render("calibration.md.j2", view)


def _check(name: str) -> str:
    """The statistic of runs that a row is compared with, if it is."""
    use = treatment().get(name)
    return use["statistic"] if use and use["as"] == "check" else ""


def _fit(posterior: Posterior) -> dict[str, Any]:
    notes = posterior.manifest
    runs = notes["candidates"] * notes["settings"]["runs"]
    rows = [row for name in posterior.fitted if (row := _parameter(posterior, name)) is not None]
    rows.sort(key=lambda row: -row["percent_gone"])
    return {
        "notes": notes,
        "runs": runs,
        "runs_per_second": runs / notes["seconds"],
        "speed": notes["days_per_second"] / notes["engine_days_per_second"],
        "identified_percent": 100 * IDENTIFIED,
        "parameters": rows[:SHOWN],
        "open": len(rows),
        "identified": sum(row["identified"] for row in rows),
        "samples": len(posterior.samples.weight),
        "warning": WARNING,
        "variants": notes.get("variants", []),
    }


def _parameter(posterior: Posterior, name: str) -> dict[str, Any] | None:
    """A fitted parameter before and after the fit; None where it has no summary."""
    s = posterior.summary(name)
    if s is None:
        return None
    return {
        "name": name,
        "unit": PARAMETERS[name].unit,
        "prior": PARAMETERS[name].prior.quantile(np.array(BAND)),
        "posterior": (s.q05, s.q50, s.q95),
        "percent_gone": percent_gone(s.contraction),
        "identified": s.identified,
    }
