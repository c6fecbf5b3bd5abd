"""The shipped world adds up to what the articles say, and a bad world is refused at the door."""

from pathlib import Path

import pytest

from calibration.evidence.library import library_of
from sim.errors import InputError
from sim.inputs.strict_yaml import read_yaml
from sim.inputs.world_file import MUST, NUMBERS, load_world

ROOT = Path(__file__).parents[3]
PATH = ROOT / "scenarios" / "worlds" / "iraq_2019.yaml"
SOURCES = library_of().sources
WORLD = load_world(PATH, SOURCES)

SMALL = """\
title: A small world
iraq: {alignment: 0, allegiance: 0.5, legitimacy: 0.5, assumed: made up}
militias:
  - {id: one, name: One, share: 1, link: 1, agenda: 0, suspicion: 1, patient: 0, leader_died: 0,
     capability: 1, missiles: 0, standing: 0.5, assumed: made up}
sites:
  - {id: embassy, name: E, country: iraq, area: west, kind: embassy, troops: 10, hardening: 0.5,
     host: 0.5, appeal: 1, assumed: made up}
areas:
  - {id: west, name: West, country: iraq, isis: 0.5, refuge: 0, neighbours: [east], source: wsj:1}
  - {id: east, name: East, country: syria, isis: 0.5, refuge: 1, neighbours: [west], source: wsj:2}
"""

OPTIONAL = {"militias": lambda raw: {"hunters": raw["share"]}, "sites": lambda _: {"reach": 1}}
"""Part of the world -> the numbers that hold where the file is silent."""


def troops(country):
    return sum(site.troops for site in WORLD.sites if site.country == country)


def test_the_troops_add_up_to_what_the_articles_count():
    """Three articles count 5,000 to 5,200 Americans in Iraq (globe:7, forum:11) and fewer than
    1,000 in Syria (forum:14); every loss and every withdrawal is a part of these."""
    assert 5_000 <= troops("iraq") <= 5_200
    assert 0 < troops("syria") < 1_000


def test_iraq_has_its_eighteen_governorates():
    """Iraq had 18 governorates in 2019; a missing one is ground on which nothing can happen."""
    assert sum(area.country == "iraq" for area in WORLD.areas) == 18


def test_shares_of_fire_of_the_hunt_and_of_isis_sum_to_one():
    """All are shares of a whole, and the model multiplies them by that whole."""
    assert sum(militia.share for militia in WORLD.militias) == pytest.approx(1)
    assert sum(militia.hunters for militia in WORLD.militias) == pytest.approx(1)
    assert sum(area.isis for area in WORLD.areas) == pytest.approx(1)


def test_everything_in_the_world_names_its_source_or_says_it_is_assumed():
    """A number without a source looks like a fact; the file must tell the two apart."""
    data = read_yaml(PATH).data
    things = [data["iraq"], *data["militias"], *data["sites"], *data["areas"]]
    assert all(("source" in thing) != ("assumed" in thing) for thing in things)
    assert len(things) == 1 + len(WORLD.militias) + len(WORLD.sites) + len(WORLD.areas)


def test_the_map_is_symmetric_and_connected():
    """ISIS spreads along neighbours: a one-way border or an island would trap it by a typing
    slip."""
    links = {area.id: set(area.neighbours) for area in WORLD.areas}
    assert all(a in links[b] and a != b for a in links for b in links[a])
    reached = {next(iter(links))}
    while more := set().union(*(links[a] for a in reached)) - reached:
        reached |= more
    assert reached == set(links)


def test_every_site_stands_in_an_area_of_its_country_and_one_is_the_embassy():
    """Sieges need exactly one embassy, and a site's danger comes from its area."""
    home = {area.id: area.country for area in WORLD.areas}
    assert all(home[site.area] == site.country for site in WORLD.sites)
    assert [s.id for s in WORLD.sites if s.kind == "embassy"] == ["embassy_baghdad"]


def test_every_number_of_the_file_arrives_where_it_belongs():
    """The reader fills records by name; a swap of two numbers would be silent."""
    data = read_yaml(PATH).data
    for key, parts, numbers in (
        ("militias", WORLD.militias, NUMBERS["militias"]),
        ("sites", WORLD.sites, NUMBERS["sites"]),
        ("areas", WORLD.areas, NUMBERS["areas"]),
    ):
        for raw, part in zip(data[key], parts, strict=True):
            untold = OPTIONAL.get(key, lambda _: {})(raw)
            assert set(untold) == set(numbers) - set(MUST[key])
            said = untold | {n: raw[n] for n in numbers if n in raw}
            assert said == {n: getattr(part, n) for n in numbers}
            assert (raw["id"], raw["name"]) == (part.id, part.name)
    assert {n: data["iraq"][n] for n in NUMBERS["iraq"]} == WORLD.actors["iraq"]
    assert [g.id for g in WORLD.militias if g.political] == ["mahdi_army"]


def small(tmp_path, old="", new=""):
    path = tmp_path / "small.yaml"
    path.write_text(SMALL.replace(old, new) if old else SMALL, encoding="utf-8")
    return load_world(path, SOURCES)


def test_the_small_world_of_these_tests_is_good(tmp_path):
    """The bad worlds below are this one with one slip each, so each refusal is due to its slip."""
    assert small(tmp_path).title == "A small world"


def test_what_a_world_may_leave_out_is_read_where_it_stands(tmp_path):
    """Who hunts ISIS need not be who fires, and a site may lie out of reach."""
    silent = small(tmp_path)
    assert (silent.militias[0].hunters, silent.sites[0].reach) == (1, 1)
    one = SMALL[SMALL.index("  - {id: one") : SMALL.index("sites:")]
    pair = one.replace("share: 1", "share: 0.2, hunters: 0.7")
    pair += one.replace("id: one", "id: two").replace("share: 1", "share: 0.8, hunters: 0.3")
    assert [m.hunters for m in small(tmp_path, one, pair).militias] == [0.7, 0.3]
    (site,) = small(tmp_path, "appeal: 1", "appeal: 1, reach: 0.25").sites
    assert site.reach == 0.25


BAD = {
    "empty file": (SMALL, "", 1, "a mapping"),
    "list instead of a mapping": (SMALL, "- 1\n", 1, "a mapping"),
    "no title": ("title: A small world\n", "", 1, "no 'title'"),
    "unknown key": ("title: A", "titel: A", 1, "did you mean 'title'"),
    "no areas": (SMALL[SMALL.index("areas:") :], "areas: []\n", 7, "'west'"),
    "militias as a mapping": (
        SMALL[SMALL.index("militias:") : SMALL.index("sites:")],
        "militias: {}\n",
        3,
        "a list",
    ),
    "militia that is no mapping": ("militias:\n", "militias:\n  - one\n", 4, "a mapping"),
    "missing number": ("agenda: 0, ", "", 4, "no 'agenda'"),
    "unknown field of a militia": ("agenda: 0, ", "agenda: 0, agendas: 1, ", 4, "'agenda'"),
    "number as text": ("agenda: 0, ", "agenda: much, ", 4, "a number from 0 to 1"),
    "true as a number": ("agenda: 0, ", "agenda: true, ", 4, "a number"),
    "above its limit": ("link: 1", "link: 1.5", 4, "from 0 to 1"),
    "negative troops": ("troops: 10", "troops: -10", 7, "sites[0].troops: got -10"),
    "infinite troops": ("troops: 10", "troops: .inf", 7, "finite"),
    "political as text": ("patient: 0", "patient: 0, political: yes", 4, "true or false"),
    "bad id": ("id: one", "id: One Militia", 4, "camp_taji"),
    "id that is a list": ("id: one", "id: [one]", 4, "lower-case"),
    "name that is a number": ("name: One", "name: 7", 4, "text"),
    "the same site twice": (
        "areas:\n",
        "  - {id: embassy, name: F, country: iraq, area: west, kind: base, troops: 1, "
        "hardening: 0, host: 0, appeal: 0, assumed: x}\nareas:\n",
        9,
        "'embassy' twice",
    ),
    "no embassy": ("kind: embassy", "kind: base", 6, "one embassy"),
    "unknown kind": ("kind: embassy", "kind: embasy", 7, "did you mean 'embassy'"),
    "unknown country": ("country: syria", "country: syrai", 11, "did you mean 'syria'"),
    "unknown area of a site": ("area: west", "area: wets", 7, "did you mean 'west'"),
    "area of another country": ("area: west", "area: east", 7, "an area of iraq"),
    "unknown neighbour": ("neighbours: [east]", "neighbours: [eats]", 10, "did you mean 'east'"),
    "neighbour twice": ("[east]", "[east, east]", 10, "twice"),
    "an area whose id is a number": ("id: east", "id: 5", 10, "accepts west"),
    "an area whose id is nothing": ("id: east", "id: ~", 10, "accepts west"),
    "one-way border": ("neighbours: [west]", "neighbours: [east]", 10, "name each other"),
    "its own neighbour": ("neighbours: [west]", "neighbours: [west, east]", 11, "name each other"),
    "no neighbours": ("neighbours: [west]", "neighbours: []", 11, "a list of names"),
    "shares that do not sum to one": ("share: 1", "share: 0.9", 3, "sum of 'share' is 0.9"),
    "hunters that do not sum to one": ("share: 1", "share: 1, hunters: 0.9", 3, "'hunters' is 0.9"),
    "out of all reach": ("appeal: 1", "appeal: 1, reach: 1.5", 8, "from 0 to 1"),
    "ISIS that does not sum to one": ("isis: 0.5, refuge: 0", "isis: 0.4, refuge: 0", 9, "0.9"),
    "an area without ISIS": ("isis: 0.5, refuge: 0", "isis: 0, refuge: 0", 9, "sum of 'isis'"),
    "neither source nor assumed": (", source: wsj:2", "", 11, "neither"),
    "source and assumed": ("source: wsj:2", "source: wsj:2, assumed: x", 11, "both"),
    "a source that is none": ("source: wsj:2", "source: times 2", 11, "such as wsj:6"),
    "assumed without a reason": (
        "appeal: 1, assumed: made up",
        "appeal: 1, assumed: ''",
        8,
        "text",
    ),
    "Iraq beyond its limit": ("alignment: 0", "alignment: -2", 2, "from -1 to 1"),
}


@pytest.mark.parametrize("slip", BAD)
def test_a_bad_world_is_refused_with_file_and_line(tmp_path, slip):
    """A world with one slip would run and answer wrongly; each slip is refused where it stands."""
    old, new, line, part = BAD[slip]
    assert SMALL.count(old) == 1
    path = tmp_path / "bad.yaml"
    path.write_text(SMALL.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_world(path, SOURCES)
    assert (caught.value.path, caught.value.line) == (path, line), str(caught.value)
    assert part in str(caught.value)


def test_a_map_in_two_pieces_is_refused(tmp_path):
    """Two pairs of areas, each joined to itself alone: symmetric, and still broken."""
    text = SMALL.replace("isis: 0.5", "isis: 0.25")
    for a, b in (("north", "south"), ("south", "north")):
        text += (
            f"  - {{id: {a}, name: N, country: iraq, isis: 0.25, refuge: 0, "
            f"neighbours: [{b}], assumed: x}}\n"
        )
    path = tmp_path / "islands.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="one connected map"):
        load_world(path, SOURCES)


def test_an_area_without_isis_is_refused_even_when_the_sum_is_right(tmp_path):
    """Strength grows by a factor, so an area at nothing stays at nothing for ever."""
    path = tmp_path / "zero.yaml"
    path.write_text(
        SMALL.replace("isis: 0.5, refuge: 0", "isis: 0, refuge: 0").replace(
            "isis: 0.5, refuge: 1", "isis: 1, refuge: 1"
        ),
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="more than 0") as caught:
        load_world(path, SOURCES)
    assert caught.value.line == 10
