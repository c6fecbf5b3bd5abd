"""The figures of the checks of a fit, as PNG and SVG."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from calibration.checks.checks import Checks
from experiments.plots.fit import contraction, leave_one_article_out, posterior_predictive, recovery
from experiments.plots.style.look import styled
from experiments.plots.style.page import save

FIGURES: Final = {
    "contraction": contraction.draw,
    "predictive": posterior_predictive.draw,
    "recovery": recovery.draw,
    "articles": leave_one_article_out.draw,
}
"""Name of the file -> what draws it."""


def save_calibration(checks: Checks, folder: Path) -> list[Path]:
    """Write all figures of the checks as PNG and SVG, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with styled():
        for name, draw in FIGURES.items():
            if name != "articles" or any(left.rows for left in checks.articles):
                written += save(draw(checks, source_of(checks)), folder, name)
    return written


def source_of(checks: Checks) -> str:
    """Where the numbers come from."""
    size = checks.size
    return (
        f"Source: Flashpoint, checks of the fit to {len(checks.targets)} targets "
        f"(docs/calibration.md), seed {size.seed}."
    )
