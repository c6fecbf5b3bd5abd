"""The page of the sanity table says what its numbers leave out."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from calibration.checks.reported_facts import NOTHING, Reported
from calibration.checks.stylised_facts import AreaRow, Fact, Spread, StylisedFacts
from calibration.checks.stylised_measures import MEASURES
from experiments.report.sanity_page import PAGE, main, stylised_view, war
from experiments.report.templates import render
from sim.actions import RUNG_LABELS


def verdict(value: float) -> Any:
    """What the row that asks for war found under one source."""
    return SimpleNamespace(row=SimpleNamespace(id="open_war", scenario="january_2020"), value=value)


def test_the_page_says_that_war_is_not_counted() -> None:
    """Believable counts of attacks are no merit where runs stop counting at a war."""
    said = war({"default": [verdict(0.08)], "prior": [verdict(0.1)]})
    assert "in 8.0 % of runs of january_2020 under default and 10 % of" in said


@pytest.mark.parametrize("value", [0.0, np.nan])
def test_without_war_the_page_says_nothing(value: float) -> None:
    """Nor where no run could be asked."""
    assert war({"default": [verdict(value)]}) == ""


def stylised(middle: float) -> StylisedFacts:
    """Facts of which one has a reported range of 0.37 to 0.5."""
    names = ("self_excited_by_dates", "self_excited_by_causes", "without_mood", "by_chance")
    spread = Spread(middle - 0.01, middle, middle + 0.01)
    nothing = Spread(np.nan, np.nan, np.nan)
    said = (
        Reported(0.37, 0.5, "as much as 37 to 50 %", one_winter=False),
        NOTHING,
        NOTHING,
        NOTHING,
    )
    facts = tuple(
        Fact(name, name, "share", spread, nothing, reported)
        for name, reported in zip(names, said, strict=True)
    )
    areas = (
        AreaRow("Anbar", 0.9, 0.5, Spread(1.0, 1.2, 1.9), 0.01),
        AreaRow("Basra", 0.1, 0.01, Spread(1.0, 1.0, 1.0), 0.0),
    )
    return StylisedFacts("posterior", 100, 20, facts, (), areas)


@pytest.mark.parametrize(("middle", "said"), [(0.4, "| agrees |"), (0.1, "| DISAGREES: the whole")])
def test_the_page_says_whether_the_model_agrees(middle: float, said: str) -> None:
    """Disagreement is printed in capitals beside the figures, and counted above the table."""
    view = stylised_view(stylised(middle))
    text = render("stylised_facts.md.j2", {"stylised": view})
    assert said in text
    assert view["disagree"] == (0 if middle == 0.4 else 1)
    assert f"| {100 * middle:.0f} % (" in text
    assert "| Anbar | 0.9 | 50 % |" in text
    assert "| Basra" not in text


def test_the_committed_page_has_the_section() -> None:
    """Beside the sanity table, with every fact that is measured and every rung."""
    text = PAGE.read_text(encoding="utf-8")
    section = text.partition("## Stylised facts")[2]
    assert all(measure.statement in section for measure in MEASURES)
    assert all(f"| {label} |" in section for label in RUNG_LABELS.values())
    assert "Lewis, Mohler, Brantingham and Bertozzi" in section


def test_the_section_is_made_from_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """From the runs to the printed verdicts, with few runs and no page written."""
    before = PAGE.read_bytes()
    main(["--runs", "40", "--sources", "default", "--dry-run"])
    shown = capsys.readouterr().out
    assert "stylised facts, 40 samples of default x 1 runs" in shown
    assert all(measure.name in shown for measure in MEASURES)
    assert PAGE.read_bytes() == before
