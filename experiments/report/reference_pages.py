"""Writes the pages of docs/ that repeat tables: `python -m experiments.report.reference_pages`.

The pages hold nothing that the tables do not: same tables, same pages, byte for byte.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any, Final

from calibration.evidence.history import ACTS, CONSEQUENCES
from calibration.likelihood.targets import treatment
from experiments.report import (
    calibration_page,
    model_page,
    posterior_text,
    registry_pages,
    traceability,
)
from experiments.report.templates import render
from sim.parameters import HYPOTHESES, PARAMETERS, Parameter
from sim.rules import FILES

DOCS: Final = traceability.ROOT / "docs"
NOTICE: Final = "<!-- Written by `make pages`; a test compares. Do not edit. -->"


def pages() -> dict[Path, str]:
    """Path -> text of every page."""
    return {
        DOCS / "parameters.md": parameters_page(),
        DOCS / "evidence.md": evidence_page(),
        DOCS / "calibration.md": calibration_page.page(NOTICE),
        DOCS / "model.md": model_page.page(NOTICE),
        DOCS / "levers.md": registry_pages.levers_page(NOTICE),
        DOCS / "outcomes.md": registry_pages.outcomes_page(NOTICE),
        DOCS / "actions.md": registry_pages.actions_page(NOTICE),
    }


def parameters_page() -> str:
    """All parameters, under the rule file that reads them first, and the rival hypotheses."""
    files = []
    for file in FILES:
        name = file.__name__.rpartition(".")[2]
        read = [p for p in PARAMETERS.values() if p.rules[0].partition(".")[0] == name]
        about = (inspect.getdoc(file) or "").partition("\n")[0]
        files.append({"name": name, "about": about, "rows": [_parameter(p) for p in read]})
    view = {
        "notice": NOTICE,
        "parameters": len(PARAMETERS),
        "how_many": posterior_text.how_many(),
        "files": files,
        "variants": [(h, k, v) for h in HYPOTHESES.values() for k, v in h.variants.items()],
    }
    return render("parameters.md.j2", view)


def _parameter(p: Parameter) -> dict[str, Any]:
    summary = posterior_text.summary_of(p.name)
    return {
        "parameter": p,
        "posterior": posterior_text.short_posterior(summary),
        "identified": summary is None or summary.identified,
    }


def evidence_page() -> str:
    """Articles, figures, events and claims, each claim with the parameters and tests behind it."""
    view = {
        "notice": NOTICE,
        "kinds": list(traceability.cited()),
        "articles": [
            {
                "key": key,
                "title": traceability.article(key),
                "kind": source.kind,
                "counts": [len(ids) for ids in traceability.resting_on(key).values()],
            }
            for key, source in traceability.sources().items()
        ],
        "figures": [
            {
                "name": name,
                "row": row,
                "window": traceability.days(row.window_start, row.window_end),
                "use": treatment()[name]["as"],
                "citations": traceability.citations(row),
            }
            for name, row in traceability.aggregates().items()
        ],
        "events": [
            {
                "name": name,
                "row": row,
                "window": traceability.days(row.date_start, row.date_end),
                "follows": row.act in CONSEQUENCES,
                "forced": row.act in ACTS,
                "citations": traceability.citations(row),
            }
            for name, row in traceability.events().items()
        ],
        "claims": [
            {
                "name": name,
                "row": row,
                "citations": traceability.citations(row),
                "parameters": traceability.parameters_of(name),
                "rules": traceability.rules_of(name),
                "tests": _tests(name),
            }
            for name, row in traceability.claims().items()
        ],
    }
    return render("evidence.md.j2", view)


def _tests(claim: str) -> list[tuple[str, str]]:
    """File and name of the tests marked with a claim."""
    tests = (traceability.marked_tests(traceability.TESTS) or {}).get(claim, ())
    return [(path, test) for path, _, test in (test.partition("::") for test in tests)]


def main() -> None:
    """Write the pages."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
