"""Length, branch date, parameters and interventions of a page mean what a scenario file means."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from calibration.evidence.library import load_scenario
from experiments.page.branch_data import branches
from experiments.page.page_data import RUN_DAYS, page_data
from sim.ensemble import Engine
from sim.errors import InputError
from sim.inputs.initial_state import first_morning
from sim.outcomes import outcome_table
from sim.parameters import PARAMETERS
from sim.wasm.host import given_by
from sim.wasm.packaged import packaged
from tests.experiments.page.as_python import RUNS, SEED, differing, of_python
from tests.same_bits import SHIPPED

LINKS = {
    "shorter": ("january_2020", "days=120&us.reply.doctrine=never"),
    "longest": ("baseline", "days=730&us.leadership_strike.order=strike"),
    "a day longer than the past": ("january_2020", "days=74&isis.shock=0.5"),
    "longer, with a ramp that a shorter one cuts off": ("us_syria_fade", "days=300"),
    "before the strike": ("january_2020", "until=2020-01-02&us.pause=never&days=200"),
    "no history": ("long_pause", "until=none&H3=A"),
    "history where there was none": ("baseline", "until=2020-01-03&us.presence.close=taji"),
    "a move from the first free day": ("signed_timetable", "until=2019-12-31"),
    "later than the file": ("january_2020", "until=2020-03-14&iraq.rein_in=0.5"),
    "a half-life": ("january_2020", "p.grievance_halflife=40"),
    "what is solved from": (
        "january_2020",
        "p.attacks_per_strike=6&p.fatal_chance=0.3&p.isis_held=1.5",
    ),
    "by hand over a variant": ("january_2020", "H1=B&p.leadership_anger=0.2&p.blame_error=0.125"),
    "a span over a slider": (
        "january_2020",
        "us.pause=never&do1=us.pause~set*forced~from*2020-02-01~to*2020-03-01",
    ),
    "a ramp, a span that runs out, and what acts on a day": (
        "january_2020",
        "days=200&do1=iraq.rein_in~set*0.7~from*2020-02-01~over*61"
        "&do2=militia.obedience~add*-0.3~from*2020-02-10~to*2020-05-14~where*mahdi_army"
        "&do3=us.leadership_strike.order~set*strike~from*2020-03-01"
        "&do4=isis.shock~set*0.2~from*2020-02-02&do5=isis.shock~set*0.4~from*2020-02-05"
        "&do6=iran.arms~scale*3~from*2020-02-01~over*200",
    ),
    "conditions": (
        "long_pause",
        "do1=us.reply.doctrine~set*never~when*us_killed>=1"
        "&do2=us.reply.doctrine~set*escalatory~when*n_rocket_attacks>30~from*2020-03-01~to*2020-04-30"
        "&do3=us.presence.close~set*closed~when*n_rocket_attacks>=5~where*taji,besmaya"
        "&do4=militia.claims~set*1~when*isis_strength_ratio<1.05"
        "&do5=us.pause~set*forced~when*n_rocket_attacks>=3",
    ),
    "all of it": (
        "turkey_shock",
        "iran.arms=scale:2&days=260&until=2020-01-04&p.debt_halflife=9"
        "&do1=shock.turkey~set*1~from*2020-04-01~to*2020-04-30&do2=us.sanctions~set*2",
    ),
}
"""What is tried -> scenario and link."""

TAKEN = [
    "do1=us.pause~set*never~from*2020-02-01~to*2020-02-10&do2=us.pause~set*forced~from*2020-02-11",
    "do1=iraq.rein_in~set*1~from*2020-02-01~over*29&do2=iraq.rein_in~set*0~from*2020-03-01",
    "do1=us.pause~set*never~when*us_killed>=3&do2=us.pause~set*forced~when*us_killed>=4",
    "do1=us.pause~set*never~when*us_killed>=3&do2=us.pause~set*forced~from*2020-02-01",
    "do1=us.pause~set*never~when*us_killed>=3~from*2020-03-03"
    "&do2=us.pause~set*forced~from*2020-02-01~to*2020-03-01",
    "do1=militia.claims~set*1~where*mahdi_army&do2=militia.claims~set*0~where*smaller_groups",
    "do1=iraq.rein_in~set*1~from*2020-02-01~over*181",
    "do1=us.pause~set*never~to*2020-07-06",
]
"""Interventions that may stand together."""
REFUSED = [
    "do1=us.pause~set*never~from*2020-02-01~to*2020-02-10&do2=us.pause~set*forced~from*2020-02-10",
    "us.pause=never&do1=us.pause~set*forced",
    "do1=iraq.rein_in~set*1~from*2020-02-01~over*30&do2=iraq.rein_in~set*0~from*2020-03-01",
    "do1=us.pause~set*never~when*us_killed>=3&do2=us.pause~set*forced~when*us_killed>=3",
    "do1=us.pause~set*never~when*us_killed>=3"
    "&do2=us.pause~set*forced~from*2020-02-01~to*2020-03-01",
    "do1=militia.claims~set*1~where*mahdi_army&do2=militia.claims~set*0",
    "do1=isis.shock~set*0.1~from*2020-02-01~over*3",
    "do1=iraq.rein_in~set*1~over*254",
    "do1=us.pause~set*never~over*3",
    "do1=us.reply.deaths_needed~set*3~over*3",
    "do1=us.presence.days~set*3~over*3",
    "do1=us.presence.close~set*closed",
    "do1=us.pause~set*never~from*2020-01-08",
    "do1=us.pause~set*never~to*2020-07-07",
    "do1=us.pause~set*never~from*2020-03-02~to*2020-03-01",
]
"""Those that contradict each other, or their lever, or the days of the scenario."""
TOO_MANY = [
    "do1=militia.obedience~set*1~over*180&do2=militia.claims~set*1~over*180",
    "&".join(f"do{k}=militia.claims~set*1~when*us_killed>={k}" for k in range(1, 9)),
]
"""Those for which the kernel has no room."""
CONDITION = re.compile("([<>=]+)")


def as_set(played, folder):
    file = folder / "as_set.yaml"
    file.write_text(played.said["scenario"], encoding="utf-8")
    return load_scenario(file)


@pytest.mark.parametrize("case", LINKS)
def test_what_is_set_is_the_downloaded_scenario_run_by_python(written, play, tmp_path, case):
    """Every outcome of every run and the daily series, and the setting did move something."""
    name, link = LINKS[case]
    played = play(written(name), link, RUNS)
    scenario = as_set(played, tmp_path)
    block = of_python(scenario)
    assert differing(played, block) == []
    mine = outcome_table(block.tallies)
    plain = outcome_table(of_python(load_scenario(name)).tallies)
    assert any(not np.array_equal(mine[key], plain[key]) for key in mine), "nothing was moved"


def test_a_pair_shares_its_days_and_its_past(written, play):
    """The twin has the same length and the same cut: with nothing else set the two are one."""
    played = play(written("january_2020"), "days=120&until=2020-01-02", RUNS)
    scenario = load_scenario("january_2020", ["days=120", "history.until=2020-01-02"])
    assert differing(played, of_python(scenario)) == []
    assert (played.said["apart"]["mean"], played.said["apart"]["error"]) == (0, 0)
    other = play(written("january_2020"), "days=120&until=2020-01-02&us.pause=never", RUNS)
    assert other.said["twin"] == played.said["columns"], "the twin is cut as well"
    assert other.said["columns"] != played.said["columns"], "control: the lever moves its side"


@pytest.mark.parametrize(
    ("link", "settings"),
    [
        ("days=250", ["days=252"]),
        ("until=2020-01-02", ["history.until=2020-01-03"]),
        ("p.grievance_halflife=40", ["parameters.set.grievance_halflife=40.01"]),
    ],
)
def test_another_setting_is_noticed(written, play, link, settings):
    """Negative control: nearly the same scenario has other bits."""
    played = play(written("january_2020"), link, RUNS)
    assert differing(played, of_python(load_scenario("january_2020", settings)))


def test_every_open_parameter_fixed_by_hand_is_what_the_command_line_fixes(written, play, tmp_path):
    """All of them at once at a number inside their range, as many as one link holds."""
    rows = [p for p in PARAMETERS.values() if p.prior.kind != "fixed"]
    step = -(-len(rows) // 3)
    for at in range(0, len(rows), step):
        some = rows[at : at + step]
        link = "&".join(f"p.{p.name}={p.low + 0.25 * (p.high - p.low):.6f}" for p in some)
        played = play(written("january_2020"), link, 12)
        scenario = as_set(played, tmp_path)
        assert set(scenario.parameter_values) == {p.name for p in some}
        assert differing(played, Engine(scenario, SEED).block(0, 12, daily=True)) == []


def test_the_page_shows_the_open_parameters_with_prior_and_posterior():
    """Each open one once; a fitted one has quantiles in order inside its range, twice."""
    scenario = load_scenario("january_2020")
    rows = json.loads(page_data(scenario, packaged(), SEED, 500).parts["tables"])["parameters"]
    assert [r["name"] for r in rows] == [
        n for n, p in PARAMETERS.items() if p.prior.kind != "fixed"
    ]
    assert sum("posterior" in row for row in rows) > 200
    for row in rows:
        for key in ("prior", "posterior"):
            drawn = row.get(key, [])
            assert drawn == sorted(drawn)
            assert all(row["low"] * 0.999 <= v <= row["high"] * 1.001 for v in drawn), row["name"]


def test_every_stop_is_a_cut_that_scenario_files_allow():
    """Own stop unchanged; one too late for an intervention with a date is none."""
    scenario = load_scenario("consolidate_bases")
    found = branches(scenario, given_by(scenario, SEED).world, packaged().description)
    dates = [stop["until"] for stop in found.stops]
    assert dates[0] is None
    assert dates[1:] == sorted(dates[1:])
    assert dates[-1] == "2020-01-08", "the sites close on the 9th, which has to stay free"
    own = next(stop for stop in found.stops if stop["own"])
    assert own["words"][1] == 0
    assert all(stop["least"] > stop["free"] for stop in found.stops)
    with pytest.raises(InputError, match="until then history is replayed"):
        load_scenario("consolidate_bases", ["history.until=2020-03-12"])


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shortest_length_of_a_page_is_that_of_scenario_files(name):
    """At the least days of its own stop the scenario loads, and with one day fewer it does not."""
    scenario = load_scenario(name)
    found = branches(scenario, given_by(scenario, SEED).world, packaged().description)
    least = next(stop["least"] for stop in found.stops if stop["own"])
    assert load_scenario(name, [f"days={least}"]).days == least
    with pytest.raises(InputError):
        load_scenario(name, [f"days={least - 1}"])


def test_a_longer_scenario_has_fewer_futures_and_a_shorter_one_not_more(read):
    """Days of all futures together are bounded, and with them the memory and time of a browser."""
    own, longer, longest, shorter = read(["", "days=400", "days=730", "days=100"])
    assert (own["runs"], longer["runs"], shorter["runs"]) == (10_000, 10_000, 10_000)
    assert longest["runs"] == 5_000
    assert all(one["runs"] * one["days"] <= RUN_DAYS for one in (own, longer, longest, shorter))


def test_a_first_morning_at_another_stop_is_that_of_python():
    """Words of the coded acts and the first free day, by their addresses."""
    scenario = load_scenario("january_2020")
    base = given_by(scenario, SEED).world
    found = branches(scenario, base, packaged().description)
    for stop in found.stops:
        first, many = stop["words"]
        world = base.copy()
        world[found.words[first : first + many, 0]] = found.words[first : first + many, 1]
        setting = f"history.until={stop['until']}" if stop["until"] else "history=null"
        days = max(scenario.days, stop["least"])
        other = load_scenario("january_2020", [setting, f"days={days}"])
        assert np.array_equal(world, first_morning(other).world.view(np.int64).reshape(-1)), stop


@pytest.mark.parametrize(
    ("rows", "accepts"), [*((rows, True) for rows in TAKEN), *((rows, False) for rows in REFUSED)]
)
def test_the_page_refuses_the_interventions_that_a_scenario_file_may_not_hold(
    read, tmp_path, rows, accepts
):
    """Contradictions, ends and ramps: the page and the reader of scenario files judge alike."""
    (found,) = read([rows])
    assert ("refused" not in found) == accepts, found
    file = tmp_path / "same.yaml"
    file.write_text(in_yaml(rows), encoding="utf-8")
    if accepts:
        assert load_scenario(file).changes
    else:
        with pytest.raises(InputError):
            load_scenario(file)


@pytest.mark.parametrize("rows", TOO_MANY)
def test_interventions_without_room_are_refused_by_both(read, tmp_path, rows):
    """One row fewer has room: it is their number, and nothing else about them."""
    (tmp_path / "same.yaml").write_text(in_yaml(rows), encoding="utf-8")
    with pytest.raises(InputError, match="at most"):
        first_morning(load_scenario(tmp_path / "same.yaml"))
    found = read([rows, rows.rpartition("&")[0]])
    assert ["refused" in one for one in found] == [True, False]


def in_yaml(rows):
    """The same interventions as a scenario file, put down by other means than the page's."""
    lines = ["extends: january_2020.yaml", "title: Same", "interventions:"]
    for pair in rows.split("&"):
        key, _, text = pair.partition("=")
        said = text if key.startswith("do") else f"{key}~set*{text}"
        lever, *parts = said.split("~")
        row = [f"lever: {lever}"]
        for part in parts:
            name, _, value = part.partition("*")
            if name == "where":
                name, value = "militias", f"[{value}]"
            row.append(f"{name}: {CONDITION.sub(' \\1 ', value)}")
        lines.append(f"  - {{{', '.join(row)}}}")
    return "\n".join(lines)
