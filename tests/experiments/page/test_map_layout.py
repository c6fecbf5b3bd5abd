"""Every place of a shipped world stands on the map; a world that nobody placed stands in a grid."""

from __future__ import annotations

import json
import math
import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from calibration.evidence.library import load_scenario
from experiments.page.map_data import map_of, marks
from experiments.page.map_layout import layout_of, read_places
from experiments.page.outline.make_outline import FRAME, OUTLINE, outline
from sim.errors import InputError
from sim.inputs.world_file import COUNTRIES

MOST_OUTLINE = 15_000
WORLDS = ("january_2020", "border_2017")


def inside(spot, frame):
    return frame[0] <= spot[0] <= frame[2] and frame[1] <= spot[1] <= frame[3]


def within(point, ring):
    """Is a point inside a closed ring? Counts the edges that a line to the east crosses."""
    x, y = point
    return (
        sum(
            (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
            for (x1, y1), (x2, y2) in pairwise(ring)
        )
        % 2
        == 1
    )


@pytest.fixture(scope="module")
def drawn():
    return json.loads(OUTLINE.read_text("utf-8"))


def worlds():
    return {load_scenario(name).world.path: load_scenario(name).world for name in WORLDS}


def test_no_shipped_world_is_left_out():
    """The two scenarios above stand for all world files."""
    files = {path.name for path in (Path(__file__).parents[3] / "scenarios/worlds").glob("*.yaml")}
    assert {path.name for path in worlds()} == files


@pytest.mark.parametrize("name", WORLDS)
def test_every_area_and_site_has_a_place_inside_the_frame(name):
    world = load_scenario(name).world
    known = read_places()
    assert all((area.id, area.country) in known["areas"] for area in world.areas)
    assert all((site.id, site.country) in known["sites"] for site in world.sites)
    layout = layout_of(world)
    assert layout.is_map
    assert all(inside(spot, layout.frame) for spot in (*layout.areas, *layout.sites))
    assert inside(layout.frame[:2], FRAME)
    assert inside(layout.frame[2:], FRAME)


@pytest.mark.parametrize("name", WORLDS)
def test_every_place_lies_in_its_country(name, drawn):
    """Those of Iraq in Iraq's outline, those of Syria in Syria's; a slip of digits would leave."""
    world = load_scenario(name).world
    layout = layout_of(world)
    for things, spots in ((world.areas, layout.areas), (world.sites, layout.sites)):
        for one, spot in zip(things, spots, strict=True):
            assert within(spot, drawn["countries"][one.country]), one.id


def test_no_place_is_known_that_no_world_has():
    have = {kind: set() for kind in ("areas", "sites")}
    for world in worlds().values():
        have["areas"] |= {(area.id, area.country) for area in world.areas}
        have["sites"] |= {(site.id, site.country) for site in world.sites}
    assert {kind: set(spots) for kind, spots in read_places().items()} == have


BAD = {
    "outside the frame": (
        "lon: 41.6",
        "lon: 4.16",
        "areas[0].lon: got 4.16; accepts a number from",
    ),
    "twice": ("id: babil", "id: anbar", "areas[1].id: got 'anbar' twice"),
    "no country": ("country: iraq", "country: iran", "areas[0].country: got 'iran'"),
    "an unknown key": ("lat: 33.0", "north: 33.0", "areas[0].north: got unknown key 'north'"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_place_is_one_clear_error(tmp_path, case):
    old, new, said = BAD[case]
    text = (
        "areas:\n  - {id: anbar, country: iraq, lon: 41.6, lat: 33.0}\n"
        "  - {id: babil, country: iraq, lon: 44.6, lat: 32.3}\nsites: []\n"
    )
    file = tmp_path / "places.yaml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(InputError, match=re.escape(said)):
        read_places(file)
    file.write_text(text, "utf-8")
    assert len(read_places(file)["areas"]) == 2


@pytest.fixture
def elsewhere(tmp_path):
    """A world of one's own: Wasit under a name that no map knows, and a site without a place."""
    world = load_scenario("january_2020").world.path.read_text("utf-8")
    (tmp_path / "mine.yaml").write_text(
        "extends: january_2020.yaml\ntitle: Mine\nworld: world.yaml\n", "utf-8"
    )

    def write(old, new):
        (tmp_path / "world.yaml").write_text(re.sub(old, new, world), "utf-8")
        return load_scenario(tmp_path / "mine.yaml")

    return write


def test_a_world_without_places_stands_in_a_grid_that_is_no_map(elsewhere):
    scenario = elsewhere(r"\bwasit\b", "vale")
    layout, shown = layout_of(scenario.world), map_of(scenario)
    assert not layout.is_map
    assert (shown["is_map"], shown["outline"]["countries"]) == (False, {})
    assert len(set(layout.areas)) == len(scenario.world.areas)
    assert all(inside(spot, layout.frame) for spot in (*layout.areas, *layout.sites))
    near = [math.dist(layout.areas[a], layout.areas[b]) for a, b in shown["links"]]
    apart = [math.dist(a, b) for a, b in combinations(layout.areas, 2)]
    assert sum(near) / len(near) < 0.75 * sum(apart) / len(apart)


def test_a_site_without_a_place_stands_beside_its_area(elsewhere):
    scenario = elsewhere(r"\bid: taji\b", "id: my_camp")
    world, layout = scenario.world, layout_of(scenario.world)
    assert layout.is_map
    k = [site.id for site in world.sites].index("my_camp")
    home = [area.id for area in world.areas].index(world.sites[k].area)
    assert 0 < math.dist(layout.sites[k], layout.areas[home]) < 1


@pytest.mark.parametrize("name", WORLDS)
def test_marks_of_holders_are_short_and_differ(name):
    found = [one["mark"] for one in map_of(load_scenario(name))["holders"]]
    assert len(set(found)) == len(found)
    assert all(len(mark) <= 2 for mark in found)


def test_marks_of_odd_names_differ_too():
    found = marks(["A", "A", "Alpha", "1st army", "1st army", "Alpha Beta", "Alpha Beta"])
    assert len(set(found)) == 7


def test_the_outline_is_small_closed_and_inside_its_frame(drawn):
    assert OUTLINE.stat().st_size < MOST_OUTLINE
    assert sorted(drawn["countries"]) == sorted(COUNTRIES)
    for ring in drawn["countries"].values():
        assert ring[0] == ring[-1]
        assert len(ring) > 50
    lines = [*drawn["countries"].values(), *drawn["borders"]]
    assert all(inside(point, drawn["frame"]) for line in lines for point in line)
    assert all(len(line) > 1 for line in drawn["borders"])
    assert "public domain" in drawn["source"]


def test_the_outline_is_made_of_whole_arcs_cut_at_the_frame():
    """Two countries that share a border, one of which lies half outside: worked out by hand.

    Iraq is the square from (40, 30) to (44, 34); Syria stands west of it and begins at 35 east, so
    the frame cuts it at 37. Their common border is in both rings once, and in no border line.
    """
    made = outline(
        {
            "transform": {"scale": [1, 1], "translate": [0, 0]},
            "arcs": [
                [[40, 30], [0, 4]],
                [[40, 34], [4, 0], [0, -4], [-4, 0]],
                [[40, 30], [-5, 0], [0, 4], [5, 0]],
                [[44, 34], [10, 0]],
            ],
            "objects": {
                "countries": {
                    "geometries": [
                        {"id": "368", "type": "Polygon", "arcs": [[0, 1]]},
                        {"id": "760", "type": "Polygon", "arcs": [[-1, 2]]},
                        {"id": "364", "type": "MultiPolygon", "arcs": [[[3]]]},
                    ]
                }
            },
        }
    )
    assert made["countries"]["iraq"] == [(40, 30), (40, 34), (44, 34), (44, 30), (40, 30)]
    assert sorted(set(made["countries"]["syria"])) == [(37, 30), (37, 34), (40, 30), (40, 34)]
    assert made["borders"] == [[(44, 34), (49, 34)]]
