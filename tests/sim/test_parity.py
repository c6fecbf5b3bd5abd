"""The compiled ensemble and the Mesa model are one model: every word of every day, bit for bit."""

import json
import os
import struct
import subprocess
import sys
from functools import cache
from operator import attrgetter
from pathlib import Path

import numpy as np
import pytest

from experiments import load_scenario
from sim.ensemble import Engine
from sim.levers import LEVERS
from sim.model import EscalationModel
from sim.parameters import HYPOTHESES, PARAMETERS
from sim.state.fields import layout_of, width
from sim.state.layout import LIVE, SINGLE

FOLDER = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted(path.stem for path in FOLDER.glob("*.yaml"))
SEED = 20191028
RUNS, CHUNK = 50, 10
CODES = {"u": "Q", "i": "q", "f": "d"}


@cache
def shipped(name, *settings):
    """A shipped scenario, with `--set` settings."""
    return load_scenario(FOLDER / f"{name}.yaml", settings)


class Words:
    """All live words of a Mesa world as bytes: what `EscalationModel.words` gives, but quickly."""

    def __init__(self, world):
        self.readers, formats = [], ["="]
        for name, part in LIVE.items():
            rows = 1 if name in SINGLE else len(getattr(world, name))
            layout = layout_of(part.record)
            formats += "".join(CODES[layout[k].kind] for k in range(len(layout))) * rows
            formats.append(f"{8 * (part.room - rows) * width(part.record)}x")
            self.readers.append((attrgetter(name), attrgetter(*layout.names), name in SINGLE))
        self.layout = struct.Struct("".join(formats))

    def of(self, world) -> bytes:
        """The bytes of today."""
        values = []
        for part, fields, single in self.readers:
            records = part(world)
            for record in (records,) if single else records:
                found = fields(record)
                values += found if isinstance(found, tuple) else (found,)
        return self.layout.pack(*values)


def names_of_words():
    """Names of the live words, in their order."""
    return [
        f"{name}[{row}].{field}"
        for name, part in LIVE.items()
        for row in range(part.room)
        for field in layout_of(part.record).names
    ]


def first_difference(model, traced, today):
    """Which fields of which records differ, in words."""
    mine = np.frombuffer(today, np.int64)
    names = names_of_words()
    apart = [
        f"{names[k]} ({mine[k]} in Mesa, {traced[k]} compiled)"
        for k in np.flatnonzero(mine != traced)[:8]
    ]
    return f"run {model.run_number}, day {model.world.clock.day - 1}: {'; '.join(apart)}"


def differences(scenario, first, last, seed=SEED, mesa=None):
    """What differs between the engines in runs `first` to `last` - 1: nothing, if all is well."""
    found = []
    block = Engine(scenario, seed).block(first, last, trace=True, events=True)
    ends = np.cumsum(block.event_counts)
    for k, run in enumerate(range(first, last)):
        model = EscalationModel(mesa or scenario, rng=seed, run=run)
        words = Words(model.world)
        for day in range(scenario.days):
            model.step()
            today = words.of(model.world)
            if today != block.trace[k, day].tobytes():
                found.append(first_difference(model, block.trace[k, day], today))
                break
        kept = block.events[ends[k] - block.event_counts[k] : ends[k]]
        if not found and model.events().tobytes() != kept.tobytes():
            found.append(f"run {run}: the event logs differ")
    return found


@pytest.mark.parametrize("first", range(0, RUNS, CHUNK))
@pytest.mark.parametrize("name", SHIPPED)
def test_engines_agree_in_every_word(name, first):
    """If one bit differed on one day, a story told by Mesa could be about another run."""
    assert differences(shipped(name), first, first + CHUNK) == []


def test_quick_words_are_the_words_of_the_model():
    """The comparison is as strict as `EscalationModel.words`, which builds the same buffer."""
    model = EscalationModel(shipped("january_2020"), rng=SEED)
    words = Words(model.world)
    for day in range(model.story.days):
        model.step()
        if day % 25 == 0 or not model.running:
            assert words.of(model.world) == model.words().tobytes()


@pytest.mark.parametrize("name", SHIPPED)
def test_engines_agree_under_drawn_parameters(name):
    """Drawn parameters reach corners that the defaults never visit."""
    assert differences(shipped(name, "parameters=prior"), 0, 5, seed=7) == []


@pytest.mark.parametrize(
    ("hypothesis", "letter"), [(h.name, v) for h in HYPOTHESES.values() for v in h.variants]
)
def test_engines_agree_under_every_variant(hypothesis, letter):
    """A variant may switch on a branch of a rule that nothing else enters."""
    name = "border_2017" if hypothesis == "H8" else "january_2020"
    scenario = shipped(name, f"hypotheses.{hypothesis}={letter}", "parameters=prior")
    assert differences(scenario, 0, 3, seed=11) == []


BORDER = (
    "us.commitment", "us.self_defence", "us.deconflict", "us.signals", "iraq.limits", "iraq.border",
    "ground.rivals",
)  # fmt: skip
"""Levers that move something only where a front moves, so that they are tried there."""


def strong_dose(lever, way, date):
    """An intervention that moves `lever` far from neutral; `way` picks among the doses."""
    if lever.kind == "choice":
        words = [word for word, value in lever.choices if value != lever.neutral]
        dose = f"set: {words[way % len(words)]}"
    elif lever.kind == "number":
        ends = [v for v in (lever.low, min(lever.high, 2.0)) if v != lever.neutral]
        dose = f"set: {ends[way % len(ends)]:g}"
    else:
        dose = f"set: {(lever.low, min(lever.high, 2.0))[way % 2]:g}"
    where = "sites: [post_nineveh, al_tanf], " if lever.table == "site" else ""
    return f"  - {{lever: {lever.name}, {dose}, {where}from: {date}}}\n"


@pytest.mark.parametrize("way", [0, 1])
@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_engines_agree_under_every_lever(tmp_path, lever, way):
    """Orders reach the two engines by different roads: rows of numbers, and attributes."""
    path = tmp_path / "moved.yaml"
    border = lever.name in BORDER
    name, date = ("border_2017", "2017-06-15") if border else ("baseline", "2019-11-10")
    path.write_text(
        f"extends: {FOLDER / name}.yaml\ndays: 100\ninterventions_replace: true\ninterventions:\n"
        + strong_dose(lever, way, date),
        encoding="utf-8",
    )
    assert differences(load_scenario(path, ["parameters=prior"]), 0, 2) == []


@pytest.mark.parametrize(
    "history",
    [
        "{unanswered: [northern_base_rockets_20191227]}",
        "{until: 2019-12-27, unanswered: [northern_base_rockets_20191227]}",
        "{without: [leadership_strike_20200103]}",
    ],
)
def test_engines_agree_on_a_past_from_which_events_are_taken(tmp_path, history):
    """A shorter list of acts and a lever that moves before the first free day are no road of the
    shipped scenarios."""
    path = tmp_path / "past.yaml"
    path.write_text(
        f"extends: {FOLDER / 'january_2020.yaml'}\ndays: 100\nhistory: {history}\n",
        encoding="utf-8",
    )
    assert differences(load_scenario(path, ["parameters=prior"]), 0, 3) == []


def test_a_changed_parameter_in_one_engine_is_noticed():
    """Negative control: were the comparison blind, it would pass whatever the engines did."""
    scenario = shipped("baseline", "days=60")
    assert differences(scenario, 0, 3) == []
    for name in ("threat_halflife", "fire_base"):
        nudged = PARAMETERS[name].default * (1 + 1e-12)
        other = shipped("baseline", "days=60", f"parameters.set.{name}={nudged!r}")
        assert len(differences(scenario, 0, 3, mesa=other)) == 3, name


def test_another_run_or_seed_is_noticed():
    """Negative control: the comparison tells runs apart, so it does not compare constants."""
    scenario = shipped("baseline", "days=60")
    block = Engine(scenario, SEED).block(0, 1, trace=True)
    for model in (EscalationModel(scenario, rng=SEED, run=1), EscalationModel(scenario, SEED + 1)):
        words = Words(model.world)
        model.step()
        assert words.of(model.world) != block.trace[0, 0].tobytes()


PLAIN = """
import json, sys
import numpy as np
from numba import config
from sim import ensemble
from experiments import load_scenario

class Record:  # what the compiler makes of a record: its fields are attributes, in place
    def __init__(self, void):
        object.__setattr__(self, "void", void)
    def __getattr__(self, name):
        return seen(self.void[name])
    def __setattr__(self, name, value):
        self.void[name] = value

class Rows:
    def __init__(self, array):
        self.array = array
    def __len__(self):
        return len(self.array)
    def __getitem__(self, k):
        return seen(self.array[k])
    def __setitem__(self, k, value):
        self.array[k] = value

def seen(part):
    if isinstance(part, np.void):
        return Record(part)
    if isinstance(part, np.ndarray):
        return Rows(part)
    return part.item()

def plain(worlds, start, parameters, seed_key, run_words, *rest):
    known = Rows(worlds), start, Rows(parameters)
    kernel(*known, int(seed_key), run_words.tolist(), *rest)

kernel, ensemble._simulate = ensemble._simulate, plain
block = ensemble.Engine(load_scenario(sys.argv[1], sys.argv[2:]), 5).block(
    0, 4, events=True, trace=True)
print(json.dumps([not config.DISABLE_JIT, block.tallies.tobytes().hex(),
                  block.events.tobytes().hex(), block.trace.tobytes().hex()]))
"""


@pytest.mark.parametrize("name", ["baseline", "border_2017"])
def test_the_kernel_means_the_same_as_plain_python(tmp_path, name):
    """Compiling must be a matter of speed alone: the whole kernel runs uncompiled, bit for bit."""
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "FLASHPOINT_CACHE_DIR": str(tmp_path)}
    words = [str(FOLDER / f"{name}.yaml"), "days=40", "parameters=prior"]
    call = [sys.executable, "-W", "error", "-c", PLAIN, *words]
    done = subprocess.run(call, env=environment, check=True, capture_output=True, text=True)
    compiled, *found = json.loads(done.stdout)
    assert not compiled
    block = Engine(load_scenario(words[0], words[1:]), 5).block(0, 4, events=True, trace=True)
    expected = (block.tallies, block.events, block.trace)
    assert [
        bytes.fromhex(part) == whole.tobytes() for part, whole in zip(found, expected, strict=True)
    ] == [True, True, True]
