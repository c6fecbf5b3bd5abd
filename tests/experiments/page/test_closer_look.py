"""A closer look at one future of a page shows the very run that the command line replays."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from calibration.evidence.library import load_scenario
from sim.ensemble import Engine
from sim.outcomes import outcome_table
from sim.state.bookkeeping import LogRow
from sim.state.fields import layout_of
from sim.wasm.packaged import packaged

SEED = 20191028
LOOK = Path(__file__).with_name("look.mjs")


def words_of(part, *fields):
    """Word and kind of some fields of all rows of a part of the world."""
    table = packaged().description["world"][part]
    width = len(table["names"])
    return [
        [
            table["at"] + row * width + table["names"].index(field),
            int(table["kinds"][table["names"].index(field)] == "float64"),
        ]
        for row in range(6)
        for field in fields
    ]


@pytest.mark.parametrize(("name", "run"), [("january_2020", 3), ("border_2017", 11)])
def test_log_and_evenings_of_one_run_are_those_of_python(written, run_node, name, run):
    """Every column of every event, every outcome, and more words by day than one call writes."""
    words = words_of("areas", "strength", "holder") + words_of("sites", "troops")
    done = run_node(LOOK, written(name), "", run, json.dumps(words))
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    block = Engine(load_scenario(name), SEED).block(run, run + 1, events=True, trace=True)
    for field in layout_of(LogRow).names:
        assert np.array_equal(np.asarray(seen["log"][field]), block.events[field].astype(float)), (
            field
        )
    assert len(block.events) > 5
    for field, values in outcome_table(block.tallies).items():
        assert seen["outcomes"][field] == values[0], field
    evenings = np.asarray(seen["values"], np.float32).reshape(len(words), -1)
    assert len(words) > packaged().description["sizes"]["series"]
    for (word, level), mine in zip(words, evenings, strict=True):
        column = block.trace[0, :, word]
        expected = column.view(np.float64) if level else column
        assert np.array_equal(mine, expected.astype(np.float32)), word
    assert np.ptp(evenings, axis=1).any(), "control: something moves"
