"""What a page says of a setting in words is what the paired numbers say."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from experiments.page.live_words import WORDS
from experiments.runs.statistics import Z95

SAY = Path(__file__).with_name("answer.mjs")
WAR = {"name": "open_war", "kind": "flag", "unit": "", "topic": "open war"}
DEAD = {"name": "us_killed", "kind": "count", "unit": "deaths", "topic": "Americans killed"}
PAGE = {"words": dict(WORDS), "z95": Z95, "war": {"outcome": "open_war"}}


@pytest.fixture
def said(run_node):
    def say(rows):
        outcomes, values, twins = zip(*rows, strict=True)
        given = [
            outcomes,
            [list(map(float, v)) for v in values],
            [list(map(float, t)) for t in twins],
        ]
        done = run_node(SAY, *map(json.dumps, given), json.dumps(PAGE))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return say


def pairs(n, changed, before, after):
    """`n` twins of a value, of which the first `changed` differ as set."""
    twins = np.full(n, before)
    values = twins.copy()
    values[:changed] = after
    return values, twins


def test_clear_changes_come_with_both_means_and_their_difference(said):
    """War first, whatever the order of the page, and how the pairs of it come out."""
    lines = said([(DEAD, *pairs(200, 80, 5, 3)), (WAR, *pairs(200, 50, 1, 0))])
    assert lines[0].startswith(
        "As set: open war in 75 % of futures instead of 100 % (−25.0 ± 6.0 points); "
    )
    assert "Americans killed: 4.2 instead of 5 (−0.80 ± 0.14)" in lines[0]
    assert "of 200 futures 50 are spared it (open war), 0 see it that did not, and 150" in lines[1]
    assert lines[-1] == WORDS["limits"]


def test_rare_pairs_are_not_rounded_to_none(said):
    """As whole futures, since of a hundred there is less than one."""
    lines = said([(DEAD, *pairs(2000, 9, 5, 900))])
    assert "of 2,000 futures 0 have less of it (Americans killed), 9 have more" in lines[1]


def test_what_is_not_beyond_its_error_is_said_not_to_move(said):
    """One future in two hundred."""
    lines = said([(DEAD, *pairs(200, 1, 5, 6))])
    assert lines[0] == WORDS["nothing"]
    assert lines[1] == "Not clearly moved by this number of futures: Americans killed."


def test_what_is_the_same_in_every_future_is_not_said_to_lack_futures(said):
    """More of them would show no more."""
    same = (WAR, *pairs(200, 0, 1, 1))
    assert said([same]) == [WORDS["same_all"]]
    lines = said([(DEAD, *pairs(200, 80, 5, 3)), same])
    assert "The same in every future: open war." in lines
    assert not any(line.startswith("Not clearly") for line in lines)


def test_the_same_change_in_every_future_has_no_error(said):
    """Its error is nought, and no ± is made up."""
    lines = said([(DEAD, *pairs(50, 50, 5, 3))])
    assert "Americans killed: 3 instead of 5 (−2)" in lines[0]
