"""The state in a link is input: it comes back as it was set, or is refused as a whole."""

from __future__ import annotations

import random

import pytest

from calibration.evidence.library import load_scenario
from sim.errors import InputError
from sim.levers import LEVERS

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
    "days=1&until=none",
    "us.pause=never&days=730&until=2020-01-02",
    "p.blame_error=0.3&p.grievance_halflife=0.5",
    "do1=us.pause~set*forced~from*2020-02-01~to*2020-03-01",
    "do1=iraq.rein_in~set*0.5~from*2020-02-01~over*30&do2=isis.shock~set*0.1~when*us_killed%3E%3D3",
    "do1=militia.obedience~add*-0.25~where*mahdi_army%2Csmaller_groups"
    "&do2=us.presence.close~set*closed~from*2020-02-01~where*taji",
    "H1=A&days=100&p.blame_floor=0.001&do1=us.sanctions~set*-5",
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
    "days=0": "'0' for days",
    "days=731": "'731' for days",
    "days=99.5": "'99.5' for days",
    "days=73": "73 days, where the scenario needs 74 with its history up to 2020-01-08",
    "days=100&days=100": "'days' twice",
    "until=2020-01-06": "'2020-01-06' for until",
    "until=": "'' for until",
    "until=null": "'null' for until",
    "days=100&until=2020-03-18": "100 days, where the scenario needs 144 with its history up to "
    "2020-03-18",
    "p.blame_error=1.01": "'1.01' for p.blame_error",
    "p.blame_error=": "'' for p.blame_error",
    "p.blame_error=1e-1": "'1e-1' for p.blame_error",
    "p.nothing=1": "'p.nothing', which is no open parameter",
    "p.__proto__=1": "'p.__proto__', which is no open parameter",
    "p.=1": "'p.', which is no open parameter",
    "do2=us.pause~set*never": "'do2' before 'do1'",
    "do0=us.pause~set*never": "'do0', which is no lever and no hypothesis",
    "do1=us.pauze~set*never": "'us.pauze' in do1, which is no lever",
    "do1=us.pause": "'' for us.pause in do1",
    "do1=us.pause~set*often": "'set*often' for us.pause in do1",
    "do1=us.pause~scale*1": "'scale*1' for us.pause in do1",
    "do1=iran.arms~constructor*1": "'constructor*1' for iran.arms in do1",
    "do1=iran.arms~scale*101": "'scale*101' for iran.arms in do1",
    "do1=us.pause~set*never~on*2020-02-01": "'on*2020-02-01' for us.pause in do1",
    "do1=us.pause~set*never~from*2020-02-30": "'from*2020-02-30' for us.pause in do1",
    "do1=us.pause~set*never~from*1": "'from*1' for us.pause in do1",
    "do1=us.pause~set*never~dose*2": "'dose*2' for us.pause in do1",
    "do1=us.pause~set*never~from*2020-02-01~from*2020-02-01": "'from*2020-02-01' for us.pause in "
    "do1",
    "do1=us.pause~set*never~when*war>=1": "'when*war>=1' for us.pause in do1",
    "do1=us.pause~set*never~when*us_killed=>1": "'when*us_killed=>1' for us.pause in do1",
    "do1=us.pause~set*never~when*us_killed>=1.2.3": "'when*us_killed>=1.2.3' for us.pause in do1",
    "do1=us.pause~set*never~where*taji": "'where*taji' for us.pause in do1",
    "do1=militia.claims~set*1~where*taji": "'where*taji' for militia.claims in do1",
    "do1=us.presence.close~set*closed": "no site for us.presence.close",
    "do1=us.pause~set*never~from*2020-01-08": "'2020-01-08' for us.pause, where a date from "
    "2020-01-09 to 2020-07-06 may stand",
    "do1=us.pause~set*never~from*2020-02-02~to*2020-02-01": "'2020-02-01' for us.pause, which is "
    "before 2020-02-02",
    "do1=us.pause~set*never~over*3": "a ramp of 3 days for us.pause",
    "do1=iraq.rein_in~set*1~over*3~to*2020-02-01": "a ramp for iraq.rein_in beside an end or a "
    "condition",
    "do1=militia.obedience~set*1~over*180&do2=militia.claims~set*1~over*180": "2880 single moves "
    "of levers, where 2000 have room",
    "&".join(f"do{k}=militia.claims~set*1~when*us_killed>={k}" for k in range(1, 9)): "64 moves "
    "under a condition, where 60 have room",
    "us.pause=never&do1=us.pause~set*forced": "'us.pause' moved twice for one day, from 2020-01-09 "
    "and from 2020-01-09",
}


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
