"""The map of a page and its paired futures show what Python's own runs hold."""

from __future__ import annotations

import json
import subprocess
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from calibration.evidence.library import load_scenario
from experiments.explain.divergence import WHAT
from experiments.page.map_data import map_of
from sim.actions import ATTACKS, Action
from sim.ensemble import Engine
from sim.outcomes import outcome_table
from sim.state.actors import ID_SITE
from sim.wasm.packaged import packaged

SEED = 20191028
RUNS = 60
SHOW = Path(__file__).with_name("map.mjs")
CASES = {
    "january_2020": ("us.presence.troops_to=0&us.presence.syria_to=0&us.reply.doctrine=never", 3),
    "border_2017": ("us.presence.syria_to=0&iraq.limits=1", 4),
}
"""Scenario -> what is set, and the pair that is played."""


@pytest.fixture(scope="module")
def both(written, node, tmp_path_factory):
    """What the page shows, and the same runs as set and unchanged by Python."""
    known = {}

    def of(name):
        if name not in known:
            link, run = CASES[name]
            done = subprocess.run(
                [node, SHOW, written(name), link, str(RUNS), str(run)],
                capture_output=True, text=True, timeout=300, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            seen = json.loads(done.stdout)
            file = tmp_path_factory.mktemp("as_set") / "as_set.yaml"
            file.write_text(seen["scenario"], encoding="utf-8")
            scenarios = load_scenario(file), load_scenario(name)
            known[name] = SimpleNamespace(
                seen=seen,
                run=run,
                scenarios=scenarios,
                all=block_of(scenarios[0], 0, RUNS),
                pair=[block_of(one, run, run + 1) for one in scenarios],
            )
        return known[name]

    return of


def block_of(scenario, first, last):
    return Engine(scenario, SEED).block(first, last, events=True, trace=True)


def traced(block, part, field, many):
    """A field of the first `many` rows of a part of the world, as the page reads it: by 32 bits.

    Shape (runs, days, rows).
    """
    table = packaged().description["world"][part]
    width, k = len(table["names"]), table["names"].index(field)
    words = block.trace[:, :, [table["at"] + row * width + k for row in range(many)]]
    level = table["kinds"][k] == "float64"
    return (words.view(np.float64) if level else words).astype(np.float32)


def struck(block, sites, days):
    """Rocket attacks on each site on each day, over all runs. Shape (sites, days)."""
    found = np.zeros((sites, days))
    log = block.events
    hit = np.isin(log["action"], [int(action) for action in ATTACKS])
    np.add.at(found, (log["target"][hit] - ID_SITE, log["day"][hit]), 1)
    return found


def wrong(shown, block, scenario):
    """Names of the map's numbers that are not those of Python."""
    world, n = scenario.world, len(block.trace)
    areas, sites, forces = (len(part) for part in (world.areas, world.sites, world.forces))
    holder = traced(block, "areas", "holder", areas)
    hits = struck(block, sites, scenario.days) / n
    summed = np.cumsum(hits, axis=1)
    before = np.pad(summed, ((0, 0), (7, 0)))[:, : scenario.days]
    expected = {
        "strength": traced(block, "areas", "strength", areas).mean(axis=0, dtype=float).T,
        "troops": traced(block, "sites", "troops", sites).mean(axis=0, dtype=float).T,
        "shares": np.stack([(holder == k).mean(axis=0).T for k in range(-1, forces)], axis=-1),
        "attacks": summed,
        "recent": summed - before,
    }
    return [
        name
        for name, values in expected.items()
        if not np.allclose(np.asarray(shown[name]), values, rtol=1e-12, atol=1e-12)
    ]


@pytest.mark.parametrize("name", CASES)
def test_means_by_day_are_those_of_pythons_traces(both, name):
    """Strength, troops, shares of holders and attacks, every area, site and day."""
    case = both(name)
    assert wrong(case.seen["means"], case.all, case.scenarios[0]) == []
    assert np.ptp(case.seen["means"]["strength"], axis=1).max() > 0, "something moves"


def test_other_runs_have_other_means(both):
    """Negative control: the comparison sees one run more or less, in every number that moves."""
    case = both("border_2017")
    other = block_of(case.scenarios[0], 0, RUNS - 1)
    assert set(wrong(case.seen["means"], other, case.scenarios[0])) == {
        "strength", "troops", "shares", "attacks", "recent",
    }  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_shares_of_holders_sum_to_one(both, name):
    assert np.allclose(np.sum(both(name).seen["means"]["shares"], axis=-1), 1)


def test_attacks_on_sites_are_all_rocket_attacks(both):
    """None is lost on the way from the log to the sites."""
    case = both("january_2020")
    by_site = np.asarray(case.seen["means"]["attacks"])[:, -1].sum() * RUNS
    assert round(by_site) == case.all.tallies["attacks"].sum()


def test_nothing_is_gathered_for_a_setting_that_is_gone(both):
    assert both("border_2017").seen["unwanted"] == 0


@pytest.mark.parametrize("name", CASES)
def test_one_future_alone_is_its_own_mean(both, name):
    """The maps of a pair show the run itself, on both sides."""
    case = both(name)
    for shown, block, scenario in zip(case.seen["sides"], case.pair, case.scenarios, strict=True):
        assert wrong(shown, block, scenario) == []
        table = packaged().description["world"]["clock"]
        word = table["at"] + table["names"].index("rung")
        assert shown["rungs"] == block.trace[0, :, word].tolist()


def keys_of(block):
    """What happened in each event, as `flashpoint explain` compares it."""
    fields = ["day" if field == "date" else field for field in WHAT]
    return list(zip(*(block.events[field].tolist() for field in fields), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_a_pair_parts_on_the_first_day_on_which_the_logs_differ(both, name):
    """That day is found here by comparing whole days, not event by event."""
    case = both(name)
    mine, twin = map(keys_of, case.pair)
    days = range(case.scenarios[0].days)
    apart = [d for d in days if [k for k in mine if k[0] == d] != [k for k in twin if k[0] == d]]
    assert apart, "the pair was chosen because it parts"
    assert case.seen["parting"] == apart[0]


@pytest.mark.parametrize("name", CASES)
def test_events_of_one_side_alone_are_marked(both, name):
    case = both(name)
    mine, twin = map(keys_of, case.pair)
    for shown, own, other in zip(case.seen["sides"], (mine, twin), (twin, mine), strict=True):
        left = list(other)
        expected = []
        for key in own:
            expected.append(key not in left)
            if key in left:
                left.remove(key)
        assert shown["alone"] == expected


@pytest.mark.parametrize("name", CASES)
def test_pairs_that_end_differently_are_found_in_their_order(both, name):
    case = both(name)
    tables = [outcome_table(Engine(one, SEED).block(0, RUNS).tallies) for one in case.scenarios]
    differs = [tables[0][end] != tables[1][end] for end in case.seen["ends"]]
    assert case.seen["different"] == np.flatnonzero(np.any(differs, axis=0)).tolist()
    assert 0 < len(case.seen["different"]) < RUNS


def test_events_stand_where_they_strike(both):
    """A rocket attack at its site, a salvo at both its bases, an order nowhere."""
    case = both("january_2020")
    log, shown = case.pair[0].events, case.seen["sides"][0]
    sites = map_of(case.scenarios[0])["sites"]
    for row, action in enumerate(log["action"]):
        hit = [k for k in (log["target"][row], log["second"][row]) if k >= ID_SITE]
        if action in (*ATTACKS, Action.SALVO):
            assert shown["spots"][row] == [sites[k - ID_SITE]["spot"] for k in hit]
            assert all(sites[k - ID_SITE]["title"] in shown["lines"][row] for k in hit)
        if action in (Action.LINE_RESTRAIN, Action.SANCTION):
            assert shown["spots"][row] == []
    assert any(len(spots) == 2 for spots in shown["spots"])


def covered(a, b):
    """Area that two boxes share."""
    wide, tall = (min(a[k + 2], b[k + 2]) - max(a[k], b[k]) for k in (0, 1))
    return max(wide, 0) * max(tall, 0)


@pytest.mark.parametrize("name", CASES)
def test_labels_cover_neither_each_other_nor_a_mark_in_an_area(both, name):
    """And all lie in the picture. Boxes are of the width that a wide font needs."""
    seen = both(name).seen
    boxes = {f"{one['kind']} {one['text']}": one["box"] for one in seen["labels"]}
    whole = [0, 0, *seen["size"]]
    for label, box in boxes.items():
        assert covered(box, whole) == pytest.approx((box[2] - box[0]) * (box[3] - box[1])), label
    assert [pair for pair in combinations(boxes, 2) if covered(*map(boxes.get, pair)) > 1] == []
    inner = [[x - r * 0.7, y - r * 0.7, x + r * 0.7, y + r * 0.7] for x, y, r in seen["rings"]]
    assert [label for label, box in boxes.items() if any(covered(box, i) > 1 for i in inner)] == []
