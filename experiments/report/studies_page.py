"""docs/studies.md: what the shipped studies say, and what pairing saves.

Every number of the page is one of the sweeps', so it cannot say more than they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from calibration.evidence.library import SHIPPED
from calibration.inference.posterior import Posterior
from experiments.analysis.paired_effects import Effect, effect
from experiments.analysis.study_results import StudyResults
from experiments.report.answer import paragraph
from experiments.report.posterior_text import identified_count
from experiments.report.study_tables import study_tables
from experiments.report.templates import render
from sim.inputs.posterior import read_posterior
from sim.parameters import PARAMETERS

MOST_ROWS: Final = 30
MOST_FACTORS: Final = 8
LEAD: Final = 3
"""Outcomes that a study answers first; those of a sensitivity study get a table, its report all."""
SHARE: Final = 0.1
"""Half-width asked of a change, as a share of it: a fixed one is too wide for what is rare."""


class Saving(NamedTuple):
    """What pairing saves for the effect of one policy on one outcome."""

    study: str
    label: str
    effect: Effect


def page(found: Sequence[StudyResults]) -> str:
    """The whole page."""
    rows, posterior = savings(found), Posterior(read_posterior(SHIPPED))
    view = {
        "studies": [_study(one) for one in found],
        "most_rows": MOST_ROWS,
        "most_factors": MOST_FACTORS,
        "clear_effects": len(rows),
        "savings": [rows[0], rows[len(rows) // 2], rows[-1]] if rows else [],
        "parameters": len(PARAMETERS),
        "fitted": len(posterior.fitted),
        "pinned": identified_count(posterior),
        "posterior": str(posterior.manifest.get("samples", ""))[:12],
    }
    return render("studies.md.j2", view).rstrip() + "\n"


def _study(found: StudyResults) -> dict[str, Any]:
    tables = study_tables(found)
    return {
        "title": found.study.title,
        "question": found.study.question,
        "answer": paragraph(found),
        "notes": found.notes,
        "tables": {**tables, "sobol": tables["sobol"][:LEAD]},
        "file": found.study.path.name,
        "points": len(found.labels),
        "runs": len(found.runs),
        "futures": found.robustness.what if found.robustness and found.study.futures else "",
    }


def savings(found: Sequence[StudyResults]) -> list[Saving]:
    """Clear effects on what each study answers first and both sides have, the most helped first."""
    rows = [
        Saving(one.study.title, one.labels[e.point].label, _to_a_tenth(one, e))
        for one in found
        for e in one.effects
        if e.outcome in one.outcomes[:LEAD] and e.clear and min(e.baseline, e.policy) > 0
    ]
    return sorted(rows, key=lambda row: -row.effect.variance_ratio)


def _to_a_tenth(found: StudyResults, e: Effect) -> Effect:
    """The same effect with the numbers of runs that give it to within `SHARE` of itself."""
    partner, worse = found.labels[e.point].partner, found.study.worse
    assert partner is not None
    return effect(found.runs, e.point, partner, e.outcome, worse, SHARE * abs(e.effect))
