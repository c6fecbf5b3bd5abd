"""The state in a link is input: it comes back as it was set, or is refused as a whole."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path

import pytest

from calibration.evidence.library import load_scenario
from sim.errors import InputError
from sim.levers import LEVERS

LINKS = Path(__file__).with_name("links.mjs")
GOOD = [
    "",
    "us.reply.doctrine=never",
    "us.reply.deaths_needed=3&iraq.rein_in=0.25",
    "iran.arms=scale%3A2.5&militia.obedience=add%3A-0.125&us.attribution.error=0.3",
    "us.presence.close=taji%2Cbesmaya",
    "us.presence.close=",
    "us.reply.fighters_cap=1000000000&us.sanctions=-5",
    "iran.arms=0.000001",
    "us.pause=never&H1=A&H8=A",
]
BAD = {
    "no.lever=1": "'no.lever', which is no lever and no hypothesis",
    "us.reply.doctrine=often": "'often' for us.reply.doctrine",
    "us.reply.doctrine": "'us.reply.doctrine', which is no name=value",
    "us.reply.deaths_needed=0.5": "'0.5' for us.reply.deaths_needed",
    "us.reply.deaths_needed=-1": "'-1' for us.reply.deaths_needed",
    "us.reply.deaths_needed=1e1": "'1e1' for us.reply.deaths_needed",
    "us.reply.deaths_needed=scale:2": "'scale:2' for us.reply.deaths_needed",
    "us.reply.deaths_needed= 3": "' 3' for us.reply.deaths_needed",
    "iran.arms=NaN": "'NaN' for iran.arms",
    "iran.arms=Infinity": "'Infinity' for iran.arms",
    "iran.arms=scale:101": "'scale:101' for iran.arms",
    "iran.arms=add:1:2": "'add:1:2' for iran.arms",
    "iran.arms=constructor:1": "'constructor:1' for iran.arms",
    "iran.arms=0.000000001": "'0.000000001' for iran.arms",
    "iran.arms=": "'' for iran.arms",
    "us.presence.close=nowhere": "'nowhere' for us.presence.close",
    "us.presence.close=taji,taji": "'taji,taji' for us.presence.close",
    "H1=Z": "'Z' for H1",
    "H9=A": "'H9', which is no lever and no hypothesis",
    "__proto__=1": "'__proto__', which is no lever and no hypothesis",
    "us.pause=never&us.pause=never": "'us.pause' twice",
    "us.pause=never&": "'', which is no name=value",
    "us.pause=%E0%A4%A": "'us.pause=%E0%A4%A', which does not decode",
    "us.pause=never&<script>=1": "'<script>', which is no lever and no hypothesis",
    "x" * 4001: "a link of 4001 letters",
}


@pytest.fixture
def read(node, written):
    """What the page makes of links."""

    def ask(links):
        done = subprocess.run(
            [node, LINKS, written("january_2020")],
            input=json.dumps(links), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask


def test_a_link_comes_back_as_it_was(read):
    assert [found["link"] for found in read(GOOD)] == GOOD


def test_a_bad_link_is_refused_as_a_whole_and_says_why(read):
    assert [found.get("refused") for found in read(list(BAD))] == list(BAD.values())


def test_a_variant_that_the_scenario_has_anyway_is_nothing_set(read):
    assert read(["H1=C"])[0]["setting"] == {"levers": {}, "hypotheses": {}}


def test_spoiled_links_do_no_harm(read):
    """Four hundred good links with letters changed: taken whole or refused, and never an error of
    another kind; what is taken says the same once more."""
    draw = random.Random(15)
    alphabet = "abz019.,:=&%-+ <>\"'\\\n\x00é😀"
    spoiled = []
    for k in range(400):
        letters = list(GOOD[1 + k % (len(GOOD) - 1)])
        for _ in range(draw.randint(1, 3)):
            letters[draw.randrange(len(letters))] = draw.choice(alphabet)
        spoiled.append("".join(letters))
    found = read(spoiled)
    taken = [one["link"] for one in found if "link" in one]
    assert [one["link"] for one in read(taken)] == taken
    assert sum("refused" in one for one in found) > 300


def doses():
    """Every lever that is no choice, each of its doses, and the range of that."""
    for lever in (one for one in LEVERS if one.kind != "choice"):
        yield lever.name, "set", lever.low, lever.high
        if lever.kind == "overlay":
            yield lever.name, "scale", 0.0, 100.0
            yield lever.name, "add", -lever.high, lever.high


def test_the_ranges_of_doses_are_those_of_scenario_files(read, tmp_path):
    """At each end of each dose of each lever a file is accepted, and beyond it refused by both."""
    rows = list(doses())
    ends = [(name, dose, end) for name, dose, low, high in rows for end in (low, high)]
    beyond = [(n, dose, end) for n, dose, low, high in rows for end in (low - 1, high + 1)]
    inside, outside = (
        read([f"{name}={'' if dose == 'set' else dose + ':'}{end:.0f}" for name, dose, end in some])
        for some in (ends, beyond)
    )
    assert all("refused" in found for found in outside)
    file = tmp_path / "edge.yaml"
    for found, (_, dose, end), (_, _, past) in zip(inside, ends, beyond, strict=True):
        said = found["scenario"].replace("january_2020.yaml", "baseline.yaml")  # reads faster
        file.write_text(said, encoding="utf-8")
        load_scenario(file)
        spoiled = said.replace(f"{dose}: {end:.0f}", f"{dose}: {past:.0f}")
        file.write_text(spoiled, encoding="utf-8")
        with pytest.raises(InputError, match=f"{dose}: got"):
            load_scenario(file)
