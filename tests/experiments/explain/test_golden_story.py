"""The story that the README shows is the one that the code tells."""

from __future__ import annotations

import os
from pathlib import Path

from experiments import load_scenario
from experiments.explain.replay import replay
from experiments.explain.story import as_text
from experiments.explain.way_to_war import as_text as way_to_war
from experiments.runs.runner import DEFAULT_SEED, manifest_of

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "golden" / "january_2020_story.txt"
RUN = 7228


def story() -> str:
    scenario = load_scenario(ROOT / "scenarios" / "january_2020.yaml")
    names = manifest_of(scenario, 1, DEFAULT_SEED, 0)["names"]
    told = replay(scenario, DEFAULT_SEED, RUN, names)
    return way_to_war(told) + as_text(told)


def test_the_golden_story_is_what_the_code_tells_today() -> None:
    """One run told whole: rules, luck, causes and words. A change must be seen and meant; rewrite
    the file with FLASHPOINT_WRITE_GOLDEN=1."""
    if os.environ.get("FLASHPOINT_WRITE_GOLDEN"):
        GOLDEN.write_text(story(), encoding="utf-8")
    assert story() == GOLDEN.read_text(encoding="utf-8")


def test_the_readme_shows_lines_of_the_golden_story() -> None:
    """A reader who compares the README with the tool must find the same words."""
    block = (ROOT / "README.md").read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]
    golden = GOLDEN.read_text(encoding="utf-8").splitlines()
    shown = [line for line in block.splitlines() if line.strip() != "…"]
    assert len(shown) >= 10
    assert [line for line in shown if line not in golden] == []
