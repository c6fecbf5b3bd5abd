"""docs/studies.md is the shipped studies' own words; the quick variant exercises all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from calibration.evidence.library import SHIPPED
from experiments.cli.studies_page import PAGE, STUDIES, quick_settings
from experiments.study.study_file import load_study
from experiments.sweep.run import plan
from experiments.sweep.uncertainty_ensemble import futures_plan
from sim.inputs.posterior import read_posterior

PATHS = sorted(STUDIES.glob("*.yaml"))
WORDS = PAGE.read_text("utf-8")


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_every_shipped_study_is_answered_as_it_stands(path: Path) -> None:
    """Question, size of the sweep and futures are those of the file; else `make studies` is due."""
    study = load_study(path)
    assert f"## {study.title}\n" in WORDS
    assert f"**{study.question}** " in WORDS
    what = plan(study)
    assert f"{len(what.cases):,} points, {len(what.cases) * study.runs:,} runs" in WORDS
    if study.futures:
        assert f"{study.futures.samples:,} parameter samples × " in WORDS


def test_the_answers_rest_on_the_shipped_posterior() -> None:
    """Another fit makes other numbers."""
    draws = str(read_posterior(SHIPPED).notes["samples"])[:12]
    assert WORDS.rstrip().endswith(f"Parameters are drawn from posterior {draws}.")


def test_pairing_is_shown_by_its_best_its_middle_and_its_worst_effect() -> None:
    """One of three gains little, and no line claims more than its own numbers of runs."""
    table = WORDS.partition("## What pairing saves")[2]
    rows = [line.split(" | ") for line in table.splitlines() if line.rstrip().endswith("× |")]
    paired = [int(row[4].replace(",", "")) for row in rows]
    apart = [int(row[5].replace(",", "")) for row in rows]
    gains = [float(row[6].partition(" ")[0].replace(",", "")) for row in rows]
    assert len(rows) == 3
    assert gains == sorted(gains, reverse=True)
    assert gains[0] > 2 > gains[2]
    for few, many, gain in zip(paired, apart, gains, strict=True):
        assert many / few == pytest.approx(gain, rel=0.05)


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_the_quick_variant_is_the_same_study_with_fewer_runs(path: Path) -> None:
    """Same factors, outcomes and futures' variants; CI runs these."""
    study, quick = load_study(path), load_study(path, quick_settings(load_study(path)))
    assert [f.name for f in quick.factors] == [f.name for f in study.factors]
    assert quick.outcomes == study.outcomes
    whole, few = plan(study), plan(quick)
    assert len(few.cases) * few.runs < len(whole.cases) * whole.runs / 10
    ours, theirs = futures_plan(quick), futures_plan(study)
    assert (ours is None) == (theirs is None)
    if ours and theirs:
        assert len(ours.cases) == len(theirs.cases)
