"""A small world in plain Python: everything about it can be set, and what an act changes is listed.

No compiler and no ensemble: an effect, a decision or an evening is one call on this world.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from experiments import load_scenario
from sim import luck
from sim.actions import Action
from sim.day.effects.record import log_event
from sim.day.schedule import dawn
from sim.model import EscalationModel
from sim.state.actors import ID_US
from sim.state.bookkeeping import Intent, LogRow
from sim.state.fields import fields_of, start_values
from sim.state.layout import SINGLE

WATCHED = (
    "us", "iran", "iraq", "militias", "sites", "areas", "forces", "campaign", "tally", "clock",
)  # fmt: skip
"""Parts of the world in which a change is listed."""
BOOKKEEPING = {"clock.event_word", "clock.events", "tally.longest_chain"}
"""What moves with every line of the log."""
TODAY = 50
PAST = 80
"""Lines of the log before today: whatever the past is said to have caused stands in it."""
LARGE, EMBASSY, QUIET_POST, EXPOSED_POST, OTHER_BASE, SYRIAN_BASE, SYRIAN_POST = range(7)
FIRST, PARTY, THIRD = range(3)
SYRIA, UNITS, ALLIES, STATE, KURDS, REBELS, TURKS = range(7)
HOME, CROSSING, GAP, VALLEY, ENCLAVE, DESERT, TOWN, HILL, EAST, NORTH = range(10)
SCENARIO = """\
title: small
world: {world}
start: 2019-10-28
days: 100
parameters: default
"""


def intent(action: Action, actor: int = ID_US, target: int = -1, **fields: Any) -> SimpleNamespace:
    """One act that somebody means to carry out, of his own choice unless said otherwise."""
    usual = dict.fromkeys(fields_of(Intent), 0) | {"cause": -1, "second": -1, "p": 0.4, "u": 0.3}
    assert fields.keys() <= usual.keys(), fields
    about = {"action": action.value, "actor": actor, "target": target, "taken": 1}
    return SimpleNamespace(**(usual | about | fields))


class Changes(dict[str, Any]):
    """Place -> value after, for every field that an act changed; and what it wrote into the log."""

    before: Any
    log: list[Any]

    def amounts(self) -> dict[str, Any]:
        """Without events: which of several reasons is kept as the cause is luck."""
        return {k: v for k, v in self.items() if not k.endswith("_event")}

    def events(self) -> dict[str, Any]:
        """The causes alone."""
        return {k: v for k, v in self.items() if k.endswith("_event")}


class Small:
    """The small world on day 50, its parameters, and what anything changes in it."""

    def __init__(self, model: EscalationModel) -> None:
        self.world = model.world
        self.p = model.parameters
        clock = self.world.clock
        clock.day = TODAY
        clock.day_word = (TODAY * luck.GOLDEN) & luck.MASK
        dawn(self.world)
        counters = copy.copy(vars(self.world.tally))
        for _ in range(PAST):
            log_event(self.world, Action.HOLD.value, ID_US, -1, -1, 1.0, 0.0, 0)
        vars(self.world.tally).update(counters)

    def set(self, **values: Any) -> Small:
        """Set fields: `set(us={"threat": 2.0}, first={...})`; one of many by its name."""
        named = self.named()
        for name, fields in values.items():
            self.put(named[name] if name in named else self.part(name), fields)
        return self

    def named(self) -> dict[str, Any]:
        """Militias, areas and forces by their names."""
        world = self.world
        return {one.name: one for one in (*world.militias, *world.areas, *world.forces)}

    def part(self, name: str) -> Any:
        """A single part of the world, or its parameters."""
        return self.p if name == "p" else getattr(self.world, name)

    @staticmethod
    def put(record: Any, fields: dict[str, Any]) -> None:
        """Set fields of one record; one that is not there is refused."""
        for field, value in fields.items():
            assert hasattr(record, field), field
            setattr(record, field, value)

    def new_day(self, day: int) -> Small:
        """Another morning, with luck of its own."""
        clock = self.world.clock
        clock.day = day
        clock.day_word = (day * luck.GOLDEN) & luck.MASK
        dawn(self.world)
        return self

    def numbered_past(self) -> Small:
        """Every cause that the world remembers is another event of its own; see `remembered`."""
        for k, (record, field) in enumerate(self.causes().values()):
            setattr(record, field, k + 1)
        return self

    def causes(self) -> dict[str, tuple[Any, str]]:
        """Place -> record and field, of every cause that the world remembers."""
        return {
            f"{place}.{field}": (record, field)
            for place, record in self.records().items()
            for field in vars(record)
            if field.endswith("_event")
        }

    def remembered(self, place: str) -> int:
        """The event remembered at `us.memory_event` and the like."""
        record, field = self.causes()[place]
        return int(getattr(record, field))

    def records(self) -> dict[str, Any]:
        """Place -> record, of all that is watched."""
        found = {}
        for name in WATCHED:
            part = getattr(self.world, name)
            if name in SINGLE:
                found[name] = part
            else:
                found |= {f"{name}[{k}]": record for k, record in enumerate(part)}
        return found

    def values(self) -> dict[str, Any]:
        """Place -> value, of every watched field."""
        return {
            f"{place}.{field}": value
            for place, record in self.records().items()
            for field, value in vars(record).items()
            if isinstance(value, int | float) and not field.startswith("_")
        }

    def kept(self) -> SimpleNamespace:
        """A copy of the records as they are, for rules that are asked about the morning."""

        found = {}
        for name in WATCHED:
            part = getattr(self.world, name)
            found[name] = (
                SimpleNamespace(**numbers(part))
                if name in SINGLE
                else [SimpleNamespace(**numbers(record)) for record in part]
            )
        return SimpleNamespace(**found)

    def used(self) -> Small:
        """Intents hold what stood in them before: none may be left over."""
        for record in (self.world.coded, self.world.ordered, *self.world.intents[:3]):
            vars(record).update(dict.fromkeys(fields_of(Intent), 9))
        return self

    def kept_with_lever(self) -> SimpleNamespace:
        """The same, with the levers in force."""
        kept = self.kept()
        kept.lever, kept.militia_levers = self.world.lever, self.world.militia_levers
        return kept

    def changes(self, act: Callable[..., Any], *arguments: Any) -> Changes:
        """What `act(world, *arguments)` changes, and the lines that it writes."""
        before, first, kept = self.values(), self.world.clock.events, self.kept()
        act(self.world, *arguments)
        found = Changes(
            {
                place: value
                for place, value in self.values().items()
                if before[place] != value and place not in BOOKKEEPING
            }
        )
        found.before = kept
        found.log = self.world.log.rows[first : self.world.clock.events]
        return found


def draw(small: Small, who: Any, purpose: int) -> float:
    """What luck gives somebody today."""
    return luck.uniform(small.world.clock.day_key, who.key, purpose)


def day_with(small: Small, who: Any, purpose: int, low: float, high: float) -> None:
    """Go to a morning on which a draw lies between two numbers."""
    for day in range(TODAY, 400):
        small.new_day(day)
        if low <= draw(small, who, purpose) < high:
            return
    raise AssertionError("no such morning")


def intents(small: Small) -> list[Any]:
    """What was written down this morning."""
    return list(small.world.intents[: small.world.clock.n_intents])


def told(row: Any) -> dict[str, Any]:
    """What a line of the log says, but for what it leaves empty."""
    empty = dict.fromkeys(fields_of(LogRow), 0) | start_values(LogRow)
    empty |= {"actor": None, "target": -1, "second": -1, "shock_kind": -1, "blamed": -1}
    return {k: getattr(row, k) for k in empty if getattr(row, k) != empty[k]}


def lines(changes: Changes) -> list[dict[str, Any]]:
    """What the lines say that were written into the log."""
    return [told(row) for row in changes.log]


def means(action: Action, actor: int, target: int = -1, **fields: Any) -> dict[str, Any]:
    """What the line of an act says that is as `intent` makes it."""
    found = {"day": TODAY, "action": action, "actor": actor, "p": 0.4, "u": 0.3}
    found |= {} if target == -1 else {"target": target}
    found |= fields
    return {k: v for k, v in found.items() if k not in ("p", "u", "parent") or v != EMPTY[k]}


EMPTY = {"p": 0.0, "u": 0.0, "parent": -1}


def follows(
    action: Action, actor: int, target: int = -1, parent: int = PAST, depth: int = 1
) -> dict[str, Any]:
    """What the line of something says that follows from the act by itself, and is certain."""
    return means(action, actor, target, p=1.0, u=0.0, parent=parent, depth=depth)


SUMS: dict[str, dict[str, float]] = {
    "us": {"memory": 2.5, "threat": 1.5, "exchange": 0.75, "fatigue": 0.5, "siege_pressure": 0.25,
           "owed": 0.5, "owed_day": 60, "fresh_steps": 1.5, "steps": 2},
    "iran": {"debt": 0.5, "command": 0.9, "debt_day": 1},
    "iraq": {"anger": 0.5, "crowd": 0.25, "mourning": 0.75},
    "first": {"grievance": 1.25, "debt": 0.5, "latent": 0.5, "attacks": 3},
    "party": {"grievance": 0.75, "debt": 0.25, "latent": 0.25},
    "third": {"grievance": 0.5, "debt": 0.125, "latent": 0.125, "attacks": 2},
    "tally": {"us_strikes": 3, "attacks": 4, "salvos": 1, "sieges": 2, "militias_hit": 5,
              "fighters_killed": 10, "iraqi_killed": 1, "us_killed": 6, "partner_killed": 2,
              "violent": 20, "violent_reactive": 10, "sanction_steps": 3, "wounded": 7,
              "iranian_killed": 4, "strikes_on_iran": 1, "stand_downs": 1, "lethal_salvos": 1,
              "fatal_attacks": 1, "attacks_reactive": 2, "answered_fatal": 1,
              "answered_harmless": 1, "claimed": 1, "misblamed": 1, "leadership_strikes": 1,
              "reinforcements": 1, "pauses": 1, "votes": 1, "signatures": 1, "returns": 1,
              "sites_closed": 1, "depots_hit": 1},
}  # fmt: skip
"""A past that has left something everywhere."""


def _scenario_of(world: str, folder: Path) -> Any:
    """A scenario in one of the worlds beside this file."""
    path = folder / "small.yaml"
    text = SCENARIO.format(world=Path(__file__).with_name(world))
    path.write_text(text, encoding="utf-8")
    return load_scenario(path)


@pytest.fixture(scope="session")
def _small_scenario(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return _scenario_of("small_world.yaml", tmp_path_factory.mktemp("small"))


class Kept:
    """The state of a world, to begin every test from the same morning: quicker than a new world."""

    def __init__(self, small: Small) -> None:
        world = small.world
        rows = [world.lever, world.coded, world.ordered, small.p, *world.log.rows]
        rows += [*world.intents, *world.militia_levers, *world.site_levers]
        self.values = [(row, numbers(row)) for row in (*small.records().values(), *rows)]
        self.small = small

    def again(self) -> Small:
        """The world as it was."""
        world = self.small.world
        for row, values in self.values:
            vars(row).update(values)
        del world.log.rows[PAST:]
        world.moves, world.forced = [], []
        return self.small


def numbers(record: Any) -> dict[str, float]:
    """The fields of a record."""
    return {k: v for k, v in vars(record).items() if isinstance(v, int | float)}


@pytest.fixture(scope="session")
def _kept(_small_scenario: Any) -> Kept:
    return Kept(Small(EscalationModel(_small_scenario, rng=7)))


@pytest.fixture
def small(_kept: Kept) -> Small:
    """The small world on the morning of day 50, with default parameters."""
    return _kept.again()


@pytest.fixture(scope="session")
def _kept_border(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    scenario = _scenario_of("small_border.yaml", tmp_path_factory.mktemp("border"))
    return Kept(Small(EscalationModel(scenario, rng=7)))


@pytest.fixture
def border(_kept_border: Kept) -> Small:
    """The small border on the morning of day 50, with default parameters."""
    return _kept_border.again()


@pytest.fixture
def late(small: Small) -> Small:
    """The small world with a past."""
    return small.set(**SUMS)
