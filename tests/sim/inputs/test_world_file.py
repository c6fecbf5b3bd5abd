"""The shipped world adds up to what the articles say, and a bad world is refused at the door."""

from pathlib import Path

import pytest

from calibration.evidence.library import library_of
from sim.errors import InputError
from sim.inputs.scenario_meaning import world_meaning
from sim.inputs.strict_yaml import read_yaml
from sim.inputs.world_file import MUST, NAMED, NUMBERS, load_world

ROOT = Path(__file__).parents[3]
PATH = ROOT / "scenarios" / "worlds" / "iraq_2019.yaml"
SOURCES = library_of().sources
WORLD = load_world(PATH, SOURCES)
BORDER = load_world(ROOT / "scenarios" / "worlds" / "border_2017.yaml", SOURCES)
WORLDS = (WORLD, BORDER)

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

OPTIONAL = {
    "militias": lambda raw: {"hunters": raw["share"]},
    "sites": lambda _: {"reach": 1},
    "areas": lambda _: {"prize": 0, "base": 0},
    "forces": lambda _: {"pace": 0, "crosses": 0, "lean": 0},
}
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


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.path.stem)
def test_everything_in_the_world_names_its_source_or_says_it_is_assumed(world):
    """A number without a source looks like a fact; the file must tell the two apart."""
    data = read_yaml(world.path).data
    data.setdefault("us", {"assumed": "nothing is given"})
    parts = ("militias", "sites", "areas", "forces")
    things = [data["iraq"], data["us"], *(thing for part in parts for thing in data[part])]
    assert all(("source" in thing) != ("assumed" in thing) for thing in things)
    assert len(things) == 2 + sum(len(getattr(world, part)) for part in parts)


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.path.stem)
def test_the_map_is_symmetric_and_connected(world):
    """ISIS spreads along neighbours: a one-way border or an island would trap it by a typing
    slip."""
    links = {area.id: set(area.neighbours) for area in world.areas}
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


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.path.stem)
def test_every_number_of_the_file_arrives_where_it_belongs(world):
    """The reader fills records by name; a swap of two numbers would be silent."""
    data = read_yaml(world.path).data
    for key in NAMED:
        numbers = NUMBERS[key]
        for raw, part in zip(data[key], getattr(world, key), strict=True):
            untold = OPTIONAL[key](raw)
            assert set(untold) == set(numbers) - set(MUST[key])
            said = untold | {n: raw[n] for n in numbers if n in raw}
            assert said == {n: getattr(part, n) for n in numbers}
            assert (raw["id"], raw["name"]) == (part.id, part.name)
    for actor in ("iraq", "us"):
        given = data.get(actor, {})
        assert {n: given[n] for n in NUMBERS[actor] if n in given} == world.actors[actor]
    assert [g.id for g in world.militias if g.political] == ["mahdi_army"]
    for raw, area in zip(data["areas"], world.areas, strict=True):
        assert (raw.get("holder", ""), raw.get("end", "")) == (area.holder, area.end)
    for raw, force in zip(data["forces"], world.forces, strict=True):
        assert (raw["side"], raw.get("army", False)) == (force.side, force.army)


def test_the_articles_say_who_stands_where_in_june_2017():
    """Baghdad west of Mosul (border:39), its militias in the villages south of it (border:3), the
    rebels at Al-Tanf (border:27), Turkey's side in the north (border:10); Damascus holds neither
    Deir ez-Zor, its goal, nor Bukamal (border:24, border:35)."""
    holder = {area.id: area.holder for area in BORDER.areas}
    assert holder["mosul_west"] == "iraqi_army"
    assert (holder["sinjar_south"], holder["al_tanf"]) == ("iraqi_militias", "rebels")
    assert holder["north"] == "turkish_side"
    assert holder["deir_ez_zor"] == holder["bukamal"] == ""
    assert {area.country for area in BORDER.areas if area.end == "iran"} == {"iraq"}
    assert {area.country for area in BORDER.areas if area.end == "damascus"} == {"syria"}


def test_the_front_of_2019_stands():
    """No force of the world of 2019 advances: its rules and its posterior are those of a border
    at rest."""
    assert WORLD.forces
    assert {force.pace for force in WORLD.forces} == {0}
    assert any(force.pace > 0 for force in BORDER.forces), "control"


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


# ---------------------------------------------------------------- forces

FORCES = """\
forces:
  - {id: army, name: A, side: damascus, army: true, link: 0.6, might: 1, pace: 1, assumed: x}
  - {id: state, name: B, side: baghdad, army: true, link: 0.2, might: 1, assumed: x}
  - {id: rebels, name: C, side: partner, link: 0, might: 1, lean: 0.5, assumed: x}
"""
HELD = (
    SMALL.replace("refuge: 0,", "refuge: 0, holder: state, end: iran, base: 0.5,").replace(
        "refuge: 1,", "refuge: 1, holder: army, end: damascus, prize: 0.5,"
    )
    + FORCES
)


def held(tmp_path, old="", new=""):
    path = tmp_path / "held.yaml"
    path.write_text(HELD.replace(old, new) if old else HELD, encoding="utf-8")
    return load_world(path, SOURCES)


def test_a_world_may_do_without_forces_or_say_who_holds_what(tmp_path):
    """Without forces nobody holds anything and there is no route; with them words are kept as they
    stand, and numbers that are left out are 0."""
    bare = small(tmp_path)
    assert bare.forces == ()
    assert {(a.holder, a.end, a.base, a.prize) for a in bare.areas} == {("", "", 0.0, 0.0)}
    world = held(tmp_path)
    assert [(f.id, f.side, f.army) for f in world.forces] == [
        ("army", "damascus", True), ("state", "baghdad", True), ("rebels", "partner", False),
    ]  # fmt: skip
    assert [(f.pace, f.crosses, f.lean) for f in world.forces] == [
        (1, 0, 0),
        (0, 0, 0),
        (0, 0, 0.5),
    ]
    assert [(a.holder, a.end, a.base, a.prize) for a in world.areas] == [
        ("state", "iran", 0.5, 0.0), ("army", "damascus", 0.0, 0.5),
    ]  # fmt: skip


BAD_FORCES = {
    "unknown holder": ("holder: army", "holder: armee", 11, "did you mean 'army'"),
    "holder without forces": (FORCES, "", 10, "no holder: this file has no forces"),
    "no forces in the list": (FORCES, "forces: []\n", 10, "no holder: this file has no forces"),
    "forces that are no list": (FORCES, "forces: army\n", 12, "accepts a list"),
    "a force that is a word": (FORCES, "forces: [army]\n", 12, "a mapping of keys to values"),
    "unknown side": ("side: partner", "side: partners", 15, "did you mean 'partner'"),
    "unknown end": ("end: damascus", "end: damaskus", 11, "did you mean 'damascus'"),
    "a force twice": ("id: rebels", "id: army", 15, "'army' twice"),
    "a force named as an area": ("id: rebels", "id: west", 15, "'west' twice; accepts every id"),
    "no side": ("side: partner, ", "", 15, "no 'side'"),
    "unknown key of a force": ("pace: 1", "pase: 1", 13, "did you mean 'pace'"),
    "might beyond its limit": ("link: 0, might: 1", "link: 0, might: 4", 15, "from 0 to 3"),
    "pace beyond its limit": ("pace: 1", "pace: 1.5", 13, "from 0 to 1"),
    "a base beyond its limit": ("base: 0.5", "base: 2", 10, "from 0 to 1"),
    "army as a word": ("damascus, army: true", "damascus, army: 'yes'", 13, "true or false"),
    "Baghdad's side without its army": ("baghdad, army: true", "baghdad", 14, "no 'army: true'"),
    "an army of a side that has none": ("side: partner", "side: militia, army: true", 15,
                                        "an army of side 'militia'; accepts an army of side "
                                        "damascus, baghdad"),
    "two armies of one side": ("side: partner, link: 0, might: 1, lean: 0.5",
                               "side: damascus, army: true, link: 0, might: 1", 15,
                               "a second army of side 'damascus'; accepts one army a side"),
    "a leaning of nobody's partner": ("pace: 1", "lean: 0.5", 13, "a force of side partner"),
    "a route with one end": (", end: damascus", "", 9, "accepts both ends or none"),
    "a base on ground that nobody holds": ("holder: state, ", "", 10, "with a holder"),
    "a force without a source": ("lean: 0.5, assumed: x", "lean: 0.5", 15, "neither"),
}  # fmt: skip


@pytest.mark.parametrize("slip", BAD_FORCES)
def test_a_bad_front_is_refused_with_file_and_line(tmp_path, slip):
    """A word that no rule reads, or a force of no side, would run and answer wrongly."""
    old, new, line, part = BAD_FORCES[slip]
    assert HELD.count(old) == 1
    with pytest.raises(InputError) as caught:
        held(tmp_path, old, new)
    assert (caught.value.path.name, caught.value.line) == ("held.yaml", line), str(caught.value)
    assert part in str(caught.value)


def test_a_base_away_from_the_border_is_refused(tmp_path):
    """None is needed there, so that a number would say nothing."""
    north = (
        "  - {id: north, name: N, country: syria, isis: 0.25, refuge: 0, holder: army, base: 0.5,\n"
        "     neighbours: [east], assumed: x}\n"
    )
    text = HELD.replace("neighbours: [west], source: wsj:2}\n", "neighbours: [west, north], "
                        "source: wsj:2}\n" + north).replace("isis: 0.5, refuge: 1", "isis: 0.25, "
                        "refuge: 1")  # fmt: skip
    path = tmp_path / "held.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="beside the border") as caught:
        load_world(path, SOURCES)
    assert (caught.value.line, caught.value.field) == (12, "areas[2].base")
    path.write_text(text.replace(", holder: army, base: 0.5", ", holder: army"), encoding="utf-8")
    assert load_world(path, SOURCES).areas[2].holder == "army", "control"


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("name: C", "name: D", True),
        ("id: rebels", "id: fighters", False),
        ("side: partner, link: 0, might: 1, lean: 0.5", "side: turkey, link: 0, might: 1", False),
        ("pace: 1", "pace: 0.9", False),
        ("holder: army", "holder: rebels", False),
        ("base: 0.5", "base: 0.25", False),
        ("end: iran, base: 0.5", "end: damascus, base: 0.5", False),
        ("prize: 0.5", "prize: 0.25", False),
        (FORCES, FORCES.replace("army: true, link: 0.6", "link: 0.6"), False),
    ],
)
def test_who_holds_what_is_part_of_what_a_world_means(tmp_path, old, new, same):
    """A stored run belongs to its front: what moves a number moves the meaning, no name does."""
    first = world_meaning(held(tmp_path))
    text = HELD.replace(old, new)
    assert text != HELD
    if "end: damascus, base" in new:
        text = text.replace("holder: army, end: damascus", "holder: army, end: iran")
    path = tmp_path / "other.yaml"
    path.write_text(text, encoding="utf-8")
    assert (world_meaning(load_world(path, SOURCES)) == first) == same
