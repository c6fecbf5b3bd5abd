"""A dot opens a future that it stands for, and the causal tree leaves no cause out of sight."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

from sim.outcomes import OUTCOMES

RUNS, DRAWN = 300, [0, 128]
CHOICES = Path(__file__).with_name("choices.mjs")


@pytest.fixture(scope="module")
def chosen(node, written):
    """Choices and trees of a scenario with actors of every kind; run 128 has 200 events."""
    words = [node, CHOICES, written("border_2017"), RUNS, json.dumps(DRAWN)]
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_dot_opens_a_future_that_ends_as_it_says(chosen):
    assert set(chosen["dots"]) == set(OUTCOMES)
    for name, dots in chosen["dots"].items():
        assert all(chosen["columns"][name][run] == value for value, run in dots), name


def test_dots_alike_open_different_futures_where_there_are_enough(chosen):
    """Fifty dots for three hundred futures: no two of them open one."""
    for name, dots in chosen["dots"].items():
        runs = [run for _, run in dots]
        assert len(set(runs)) == len(runs), name


def test_of_what_happens_or_not_a_dot_opens_the_right_kind(chosen):
    """And none where no future is of that kind."""
    for name in (name for name, outcome in OUTCOMES.items() if outcome.kind == "flag"):
        for value, run in enumerate(chosen["flags"][name]):
            seen = value in chosen["columns"][name]
            assert (run >= 0) == seen, name
            assert not seen or chosen["columns"][name][run] == value, name


def test_the_search_goes_round_through_the_futures_at_the_greatest(chosen):
    """From before the first, from within, and from behind the last."""
    for name, found in chosen["next"].items():
        values = np.asarray(chosen["columns"][name])
        at = np.flatnonzero(values == values.max()) if values.max() > 0 else []
        expected = [next((int(k) for k in at if k > run), int(at[0])) if len(at) else -1
                    for run in (-1, 5, 10**6)]  # fmt: skip
        assert found == expected, name


def test_a_tree_of_many_events_shows_few_and_the_whole_way(chosen):
    for tree in chosen["trees"]:
        assert set(tree["links"]) <= set(tree["few"]["shown"])
        assert len(tree["few"]["shown"]) <= 34 + len(tree["links"])
        assert tree["all"]["shown"] == list(range(len(tree["parents"])))
    assert len(chosen["trees"][1]["all"]["shown"]) == 200, "control: there is much to leave out"


def test_an_event_hangs_on_its_nearest_cause_that_is_drawn(chosen):
    """Up the parents from each event: the first one in the picture, or none at all."""
    for tree in chosen["trees"]:
        for view in (tree["few"], tree["all"]):
            for k, said in zip(view["shown"], view["causes"], strict=True):
                cause = tree["parents"][k]
                while cause >= 0 and cause not in view["shown"]:
                    cause = tree["parents"][cause]
                assert said == {"cause": cause, "isNext": cause == tree["parents"][k]}


def test_every_event_stands_in_exactly_one_lane(chosen):
    for tree in chosen["trees"]:
        for view in (tree["few"], tree["all"]):
            assert set(view["places"]) == {1}
    titles = [row["title"] for row in chosen["trees"][1]["all"]["rows"]]
    assert len(set(titles)) == len(titles)
    assert "Kataib Hezbollah" in titles, "control: members of a kind have lanes of their own"


def test_labels_stay_inside_and_off_each_other(chosen):
    """Of 120 events that stand close, some labels fit, and those are readable."""
    boxes = [(x, y, 6.1 * letters) for x, y, letters in chosen["labels"]]
    assert 5 < len(boxes) < 120, "control: there is no room for all"
    assert all(x >= 142 and x + width <= 940 for x, _, width in boxes)
    for k, (x, y, width) in enumerate(boxes):
        for x2, y2, width2 in boxes[k + 1 :]:
            assert abs(y - y2) >= 12 or x + width <= x2 or x2 + width2 <= x


def test_acts_of_one_day_stand_side_by_side_inside_the_picture(chosen):
    """Twenty-four in each of five lanes, at the right edge."""
    for lane in range(5):
        places = sorted(chosen["crowded"][lane::5])
        assert np.allclose(np.diff(places), 8)
        assert places[-1] <= 926
