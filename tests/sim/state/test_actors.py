"""One table of actors: everything that knows who there is loops over it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from experiments import load_scenario
from experiments.runs.result import names_of_ids
from sim.actions import Action
from sim.ensemble import Engine
from sim.inputs.initial_state import first_morning
from sim.inputs.world_file import ENDS, NAMED, NEEDED
from sim.model import AGENTS
from sim.state.actors import ACTORS, DECISIONS, OTHERS, actor_of
from sim.state.fields import fields_of, given_fields, start_values
from sim.state.layout import LIVE, SINGLE
from tests.conftest import SCENARIOS

WORKED_OUT = {
    "areas": ("holder", "frontier", "end"),
    "forces": ("iraqi", "partner", "turkish", "army"),
}
"""Fields that follow from words of the world file, checked by a test of their own."""
BASELINE = SCENARIOS / "baseline.yaml"
BORDER = SCENARIOS / "border_2017.yaml"


def placed_of(world):
    """Part -> field -> what a world file says of it in words, as numbers: a place in a list, a yes
    or a no. Written down here once more, so that a slip of the reader shows."""
    areas, forces = [a.id for a in world.areas], [f.id for f in world.forces]
    home = {a.id: a.country for a in world.areas}
    return {
        "militias": {"political": [m.political for m in world.militias]},
        "sites": {
            "area": [areas.index(s.area) for s in world.sites],
            "in_syria": [s.country == "syria" for s in world.sites],
            "embassy": [s.kind == "embassy" for s in world.sites],
            "small": [s.kind == "outpost" for s in world.sites],
        },
        "areas": {
            "in_syria": [a.country == "syria" for a in world.areas],
            "holder": [forces.index(a.holder) if a.holder else -1 for a in world.areas],
            "frontier": [{home[n] for n in a.neighbours} != {a.country} for a in world.areas],
            "end": [["", *ENDS].index(a.end) for a in world.areas],
        },
        "forces": {
            "iraqi": [f.side in {"baghdad", "militia"} for f in world.forces],
            "partner": [f.side == "partner" for f in world.forces],
            "turkish": [f.side == "turkey" for f in world.forces],
            "army": [f.army for f in world.forces],
        },
    }


def test_identifiers_of_the_log_never_meet():
    """An event names its actor by number: two meanings of one number would be a false story."""
    single = [actor_of(r).id for r in ACTORS.values() if actor_of(r).id not in OTHERS]
    whole = [*single, *OTHERS]
    assert len(whole) == len(set(whole))
    blocks = sorted((a.block, a.room) for r in ACTORS.values() if (a := actor_of(r)).block >= 0)
    assert all(first + room <= later for (first, room), (later, _) in pairwise(blocks))
    assert max(whole) < blocks[0][0]


def test_every_actor_has_a_name_a_lane_and_a_mesa_class_and_no_two_share_one():
    """Results, pictures and the Mesa model take them from the table."""
    acting = [actor_of(r) for r in ACTORS.values() if actor_of(r).agent]
    assert sorted(a.lane for a in acting) == list(range(len(acting)))
    for field in ("label", "agent", "title"):
        values = [getattr(a, field) for a in acting]
        assert all(values), field
        assert len(values) == len(set(values)), field
    assert {kind.__name__ for kind in AGENTS.values()} == {a.agent for a in acting}
    assert all(issubclass(AGENTS[part], ACTORS[part]) for part in AGENTS)


def test_the_world_holds_every_actor_of_the_table():
    """A record that no part of the world holds would be read as rubbish by compiled code."""
    for part, record in ACTORS.items():
        assert LIVE[part].record is record
        assert LIVE[part].room == actor_of(record).room
        assert (part in SINGLE) == (not actor_of(record).one)


@pytest.mark.parametrize("path", [BASELINE, BORDER], ids=lambda path: path.stem)
@pytest.mark.parametrize("part", ACTORS)
def test_every_field_starts_where_its_declaration_says(part, path):
    """A value that the declaration states, or the one that the world file gives in numbers or in
    words; nothing else."""
    scenario = load_scenario(path)
    world = first_morning(scenario).world[0]
    record, placed = ACTORS[part], placed_of(scenario.world).get(part, {})
    for name, (_, field) in fields_of(record).items():
        if name == "key":
            continue
        if name in placed:
            given = placed[name]
            found = world[part][name][: len(given)].tolist()
        elif part in SINGLE:
            given = [scenario.world.actors[part].get(field.given, field.start)]
            found = [world[part][name].item()]
        else:
            things = getattr(scenario.world, part)
            given = [getattr(t, field.given) if field.given else field.start for t in things]
            found = world[part][name][: len(things)].tolist()
        assert found == given, name


@pytest.mark.parametrize("name", ["baseline", "border_2017"])
def test_who_stands_where_follows_from_sides_holders_and_neighbours(name):
    """Fields that no row states as a number are worked out from its words, in both worlds."""
    scenario = load_scenario(SCENARIOS / f"{name}.yaml")
    world, places = scenario.world, first_morning(scenario).world[0]
    ids, home = [f.id for f in world.forces], {a.id: a.country for a in world.areas}
    for area, row in zip(world.areas, places["areas"], strict=False):
        assert row["holder"] == (ids.index(area.holder) if area.holder else -1)
        assert row["frontier"] == any(home[n] != area.country for n in area.neighbours)
        assert row["end"] == {"": 0, "iran": 1, "damascus": 2}[area.end or ""]
    for force, row in zip(world.forces, places["forces"], strict=False):
        assert row["iraqi"] == (force.side in {"baghdad", "militia"})
        assert row["partner"] == (force.side == "partner")
        assert row["turkish"] == (force.side == "turkey")
        assert row["army"] == (force.id in {"syrian_army", "iraqi_army"})
    held = {area.holder for area in world.areas if area.holder}
    assert "iraqi_army" in held
    if name == "border_2017":
        assert held == set(ids), "a force that holds nothing stands nowhere and never moves"


def test_a_section_may_be_left_out_only_where_every_field_starts_somewhere():
    """A field that every world must give has no start of its own, so none is silently 0."""
    for part, record in ACTORS.items():
        starts = [field.start for field in given_fields(record).values()]
        assert (part in NEEDED) == (part in SINGLE and None in starts)
        assert set(start_values(record)) == {
            name for name, (_, field) in fields_of(record).items() if field.start is not None
        }
    assert NEEDED == ("iraq",)


@pytest.mark.parametrize("path", [BASELINE, BORDER], ids=lambda path: path.stem)
def test_a_morning_never_brings_more_decisions_than_there_is_room_for(path):
    """Compiled code does not check bounds; a decision too many is counted as lost and fails the
    run. Control: mornings do bring decisions."""
    block = Engine(load_scenario(path, ["parameters=prior"]), 3).block(0, 30, trace=True)
    at = 0
    for name, part in LIVE.items():
        if name == "clock":
            break
        at += part.room * len(fields_of(part.record))
    counts = block.trace[:, :, at + list(fields_of(LIVE["clock"].record)).index("n_intents")]
    assert 2 < counts.max() <= DECISIONS
    assert not block.lost.any()


@pytest.mark.parametrize("path", [BASELINE, BORDER], ids=lambda path: path.stem)
def test_every_identifier_of_a_log_has_a_name(path):
    """A log that named an actor by number would be no story. Control: on the border forces act."""
    scenario = load_scenario(path, ["parameters=prior"])
    names = {part: [thing.id for thing in getattr(scenario.world, part)] for part in NAMED}
    known = names_of_ids(names)
    events = Engine(scenario, 3).block(0, 50, events=True).events
    assert set(np.unique(events["actor"]).tolist()) <= set(known)
    assert set(np.unique(events["target"]).tolist()) <= set(known)
    assert len(set(known.values())) == len(known)
    assert (Action.ADVANCE in events["action"]) == (path == BORDER)
