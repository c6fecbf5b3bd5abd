"""The page tells a run in the words of the command line: one table, two readers."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

from calibration.evidence.library import load_scenario
from experiments.explain.causal_chain import chain, chain_to_yes
from experiments.explain.divergence import as_text as parting_text
from experiments.explain.divergence import between, first_words
from experiments.explain.replay import replay
from experiments.explain.story import as_text
from experiments.explain.way_to_war import as_text as way_to_war
from experiments.explain.way_to_war import luckiest
from experiments.plots.run.story_data import rungs_of
from experiments.runs.runner import manifest_of
from experiments.text.war import WAR
from experiments.text.wording import percent, significant
from sim.actions import Action

SEED = 20191028
TELL, NUMBERS = (Path(__file__).with_name(name) for name in ("tell.mjs", "numbers.mjs"))
TOLD = {
    "january_2020": ("us.reply.doctrine=never", [0, 3, 11, 812, 7228]),
    "border_2017": ("us.reply.doctrine=never", [0, 5, 9, 4000]),
    "baseline": ("us.reply.deaths_needed=10", [0, 1, 2, 3, 4, 5]),
    "turkey_shock": ("", [0, 7]),
}
"""Scenario -> what is set in its page, and the runs that are told. The last one sets nothing."""


@pytest.fixture(scope="module", params=TOLD)
def both(request, node, written, tmp_path_factory):
    """Of each run: what the page says, the story as set and the story of its twin in Python, which
    reads what is set from the file that the page offers."""
    name = request.param
    link, runs = TOLD[name]
    words = [node, TELL, written(name), link, json.dumps(runs)]
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    file = tmp_path_factory.mktemp("set") / "as_set.yaml"
    file.write_text(said["scenario"], "utf-8")
    worlds = load_scenario(file), load_scenario(name)
    names = manifest_of(worlds[1], 1, SEED, 1)["names"]
    stories = ([replay(world, SEED, run, names) for world in worlds] for run in runs)
    return [(page, *pair) for page, pair in zip(said["runs"], stories, strict=True)]


def test_the_story_is_that_of_explain_line_by_line(both):
    """With and without what led to nothing: dates, names, deaths, causes, chances, draws, and the
    way to war where there is one."""
    for page, mine, _ in both:
        for everything, text in zip((False, True), page["texts"], strict=True):
            expected = way_to_war(mine) + as_text(mine, everything)
            assert text.splitlines() == expected.splitlines(), mine.run


def test_another_run_has_another_story(both):
    """Negative control: the texts that were compared are not one text."""
    texts = {page["texts"][1] for page, *_ in both}
    assert len(texts) == len(both)


def test_rungs_are_those_of_the_figures(both):
    for page, mine, _ in both:
        assert page["rungs"] == rungs_of(mine.events).tolist(), mine.run


def test_the_chain_and_the_luckiest_draw_are_those_of_explain(both):
    """To war where it began, else to the first act on the highest rung of the part that is free."""
    for page, mine, _ in both:
        free = np.where(mine.events["replayed"] > 0, 0, rungs_of(mine.events))
        at = int(np.argmax(free)) if free.max() > 0 else None
        links = chain(mine.events, at) if at is not None else ()
        if mine.outcomes[WAR]:
            links = chain_to_yes(mine.events, WAR, "").links
        assert page["way"]["links"] == list(links), mine.run
        least = luckiest(mine.events, links)
        assert page["way"]["luckiest"] == (-1 if least is None else least), mine.run


def test_war_is_said_to_be_the_end_where_it_began_and_nowhere_else(both):
    """Control: with war and without, since the words differ."""
    for page, mine, _ in both:
        assert page["way"]["head"].startswith("Open war on ") == bool(mine.outcomes[WAR])


def test_a_run_parts_from_its_twin_where_compare_says(both):
    """The first event that differs, what each side has alone, what follows from the first, and the
    outcomes in which the two differ."""
    for page, mine, twin in both:
        found, said = between(("as set", mine), ("unchanged", twin)), page["parting"]
        assert said["shared"] == found.shared
        assert said["leaning"] == (-1 if found.leaning is None else found.leaning)
        for side, theirs in zip(said["sides"], (found.a, found.b), strict=True):
            assert side["first"] == (-1 if theirs.first is None else theirs.first)
            assert side["alone"] == list(theirs.alone)
            assert side["follow"] == list(theirs.follow)
        assert {k: (x, y) for k, x, y in said["outcomes"]} == found.outcomes


def test_the_words_of_the_parting_are_those_of_compare(both):
    for page, mine, twin in both:
        found, said = between(("as set", mine), ("unchanged", twin)), page["parting"]
        expected = [said["head"]]
        if not found.same:
            names = ("A (as set)", "B (unchanged)")
            expected += [f"{n}: {s}" for n, s in zip(names, said["first"], strict=True)]
        assert first_words(found).splitlines() == expected
        text = parting_text(found).splitlines()
        assert not said["leans"] or said["leans"] in text
        for name, alone in zip("AB", said["alone"], strict=True):
            assert f"Only in {name}: {alone}" in text


def test_some_runs_part_and_some_do_not(both):
    """Control of the two tests above: where a lever is set something moves in some run."""
    apart = [bool(page["parting"]["outcomes"]) for page, *_ in both]
    link_is_empty = all(
        mine.events["p"].tolist() == twin.events["p"].tolist() for _, mine, twin in both
    )
    assert any(apart) != link_is_empty


def test_numbers_are_written_as_python_writes_them(run_node):
    """Random ones of every size, halves that round to even, the ends of the scale."""
    rng = np.random.default_rng(1)
    drawn = 10.0 ** rng.uniform(-9, 6, 400)
    halves = [k / 2**n for n in range(1, 12) for k in range(1, 40, 2)]
    special = [0.0, 1.0, 100.0, 999.5, 9995.0, 12345.0, 0.001, 1e-4, 99999.5, 0.5, 0.9995, 2500.0]
    given = [(v, d) for v in [*drawn.tolist(), *halves, *special] for d in (2, 3, 6)]
    done = run_node(NUMBERS, json.dumps(given))
    assert done.returncode == 0, done.stderr
    expected = [[significant(v, d), percent(abs(v)), f"{int(v):,}"] for v, d in given]
    assert json.loads(done.stdout) == expected


def test_every_act_has_its_words(written):
    """Whatever a log holds has a rule, a label and a lane, in every page."""
    told = json.loads(
        written("baseline").read_text("utf-8").split('id="told">')[1].split("</script>")[0]
    )
    codes = {str(act.value) for act in Action}
    assert set(told["why"]["rules"]) == set(told["known"]["actions"]) == codes
    in_lanes = {name for _, actors, _ in told["why"]["lanes"] for name in actors}
    assert set(told["why"]["names"].values()) - set(told["why"]["titles"]) - {""} == in_lanes
