"""A country without troops reports none, and orders to leave it find nobody."""

import shutil
from pathlib import Path

import pytest
import yaml

from calibration.evidence.library import load_scenario
from sim.ensemble import Engine
from sim.outcomes import outcome_table

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.mark.parametrize("country", ["iraq", "syria"])
@pytest.mark.parametrize("order", ["", "interventions: [{lever: us.presence.%s, set: 0}]\n"])
def test_a_country_without_troops_reports_none(tmp_path, country, order):
    """A hypothetical world with an empty country reported 1.0 soldier there, the floor of a
    division."""
    shutil.copytree(SCENARIOS, tmp_path / "s")
    path = tmp_path / "s" / "worlds" / "iraq_2019.yaml"
    world = yaml.safe_load(path.read_text("utf-8"))
    for site in world["sites"]:
        if site["country"] == country:
            site["troops"] = 0
    path.write_text(yaml.safe_dump(world, sort_keys=False), "utf-8")
    lever = {"iraq": "troops_to", "syria": "syria_to"}[country]
    text = (
        f"extends: baseline.yaml\ndays: 30\nparameters: default\n{order % lever if order else ''}"
    )
    (tmp_path / "s" / "mine.yaml").write_text(text, "utf-8")
    found = outcome_table(Engine(load_scenario(tmp_path / "s" / "mine.yaml")).block(0, 20).tallies)
    assert (found[f"us_troops_{country}_end"] == 0.0).all()
    other = {"iraq": "syria", "syria": "iraq"}[country]
    assert (found[f"us_troops_{other}_end"] > 100.0).any()
