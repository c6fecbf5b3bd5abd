"""The packaged kernel: the numbers of the command line, from bytes that know no Python."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from calibration.evidence.library import load_scenario
from sim.ensemble import Engine
from sim.inputs.initial_state import first_morning
from sim.levers import BY_NAME, LEVERS
from sim.parameters import PARAMETERS, as_records
from sim.wasm.description import describe
from sim.wasm.host import Given, Host, Made, given_by
from sim.wasm.packaged import CODE, DESCRIPTION, FOLDER, Kernel, KernelError, packaged
from tests.same_bits import GOLDEN, ROOT, RUNS, SEED, SHIPPED, hash_of

NAME = "baseline"
FEW = 60
ONE_PLACE = {"militia": "kataib_hezbollah", "site": "taji"}


@pytest.fixture(scope="module")
def kernel() -> Kernel:
    return packaged()


def shipped(name: str = NAME, *settings: str) -> Any:
    return load_scenario(ROOT / "scenarios" / f"{name}.yaml", settings)


def same(made: Made, scenario: Any, runs: int = FEW) -> bool:
    """Does Python's own run of the scenario file give these bytes?"""
    block = Engine(scenario, SEED).block(0, runs, daily=True, events=True)
    pairs = (
        (made.counters, block.tallies),
        (made.daily, block.daily),
        (made.events, block.events),
        (made.counts, block.event_counts),
    )
    return all(ours.tobytes() == theirs.tobytes() for ours, theirs in pairs)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_scenario_gives_the_bits_that_are_on_record(kernel, name):
    """Drawn, run and logged by another compiler for another machine: the same hash as natively."""
    made = Host(kernel, given_by(shipped(name), SEED)).simulate(0, RUNS)
    tables = (made.counters, made.daily, made.events, made.counts)
    assert hash_of(*tables) == json.loads(GOLDEN.read_text(encoding="utf-8"))[name]
    assert made.lost.sum() == 0


def test_the_kernel_asks_nothing_of_its_host_and_tells_nothing_of_who_built_it(kernel):
    """No import means no exponential of a browser's own, no clock, no chance."""
    assert Host(kernel, given_by(shipped(), SEED)).imports == []
    home = str(Path.home()).encode()
    assert home not in kernel.code
    assert re.search(rb"/[a-z]+/[a-z_]+\.py|site-packages", kernel.code) is None


def test_the_draws_are_those_of_the_command_line(kernel):
    """All parameters, the solved ones too, of runs far apart and in any order."""
    scenario = shipped()
    host = Host(kernel, given_by(scenario, SEED))
    runs = np.array([999_999, 3, 70_000], np.uint64)
    place = host.draw(runs)
    fields = kernel.description["sizes"]["parameters"]
    mine = host.get(place, "<f8", 3, fields)
    for k, run in enumerate(runs):
        drawn = Engine(scenario, SEED).block(int(run), int(run) + 1).parameters
        assert as_records(drawn).tobytes() == mine[k].tobytes()


def test_prior_draws_are_the_same_too(kernel):
    """Without samples every law of the table is drawn inside the kernel."""
    scenario = shipped(NAME, "parameters=prior")
    assert same(Host(kernel, given_by(scenario, SEED)).simulate(0, FEW), scenario)


# What a page writes: by names and places of kernel.json, and by nothing that Python would tell it.


def moved(given: Given, known: Any, lever: str, values: list[float], day: int) -> Given:
    """The world with one more move of a lever, from a day on; dated moves stand in their order."""
    row = next(x for x in known["levers"] if x["name"] == lever)
    world, moves = given.world.copy(), known["moves"]["names"]
    kinds, at = known["moves"]["kinds"], known["world"]["moves"]["at"]
    for column, value in zip(row["columns"], values, strict=True):
        n = int(world[known["clock"]["n_moves"]])
        move = {"day": day, "until": given.days, "table": row["table"], "row": 0, "column": column}
        move |= {"value": value, "counter": -1, "compare": 0, "threshold": 0.0}
        for k, name in enumerate(moves):
            word = at + n * len(moves) + k
            if kinds[k] == "float64":
                world[word : word + 1].view(np.float64)[0] = move[name]
            else:
                world[word] = move[name]
        world[known["clock"]["n_moves"]] = n + 1
    return given._replace(world=world)


def dose(lever: Any) -> tuple[Any, list[float]]:
    """A value as a scenario file gives it, and as the lever keeps it."""
    if lever.kind == "choice":
        word, code = next((w, c) for w, c in lever.choices if c != lever.neutral)
        return word, [code]
    if lever.kind == "overlay":
        middle = (lever.low + min(lever.high, lever.low + 2.0)) / 2.0
        return middle, [0.0, middle]
    most = 3.0 if lever.high > 3.0 else lever.high
    return (int(most) if lever.whole else most), [most]


def written(lever: Any, value: Any, scenario: Any, folder: Path) -> Any:
    """The same as a scenario file, read and run by Python."""
    day = scenario.start.isoformat()
    where = {"world": "", "militia": f"militias: [{scenario.world.militias[0].id}], ",
             "site": f"sites: [{scenario.world.sites[0].id}], "}[lever.table]  # fmt: skip
    said = f"'{value}'" if isinstance(value, str) else value
    when = "on" if lever.momentary else "from"
    path = folder / "lever.yaml"
    path.write_text(
        f"title: A lever\nextends: {ROOT / 'scenarios' / NAME}.yaml\nquestion: a lever\n"
        f"interventions:\n  - {{lever: {lever.name}, {where}set: {said}, {when}: {day}}}\n",
        encoding="utf-8",
    )
    return load_scenario(path)


@pytest.mark.parametrize("name", [lever.name for lever in LEVERS])
def test_a_lever_moved_the_way_of_a_page_is_the_scenario_file_run_by_python(kernel, name, tmp_path):
    """Every lever of the registry, by the places that kernel.json gives and no others."""
    lever, base = BY_NAME[name], shipped()
    value, values = dose(lever)
    given = moved(given_by(base, SEED), kernel.description, name, values, 0)
    scenario = written(lever, value, base, tmp_path)
    assert same(Host(kernel, given).simulate(0, FEW), scenario)


def test_a_lever_that_is_moved_moves_something(kernel):
    """Negative control: a move that is not written is seen."""
    plain = Host(kernel, given_by(shipped(), SEED)).simulate(0, FEW)
    given = moved(given_by(shipped(), SEED), kernel.description, "us.reply.deaths_needed", [0.0], 0)
    assert not np.array_equal(Host(kernel, given).simulate(0, FEW).counters, plain.counters)


@pytest.mark.parametrize(
    ("name", "value"), [("fatal_chance", 0.2), ("grievance_halflife", 3.0), ("fire_base", 0.5)]
)
def test_a_parameter_set_the_way_of_a_page_is_the_scenario_set_by_hand(kernel, name, value):
    """A plain one, a half-life, and one that others are solved from."""
    known, given = kernel.description, given_by(shipped(), SEED)
    rows = [p["name"] for p in known["parameters"]]
    words = given.plan.view(np.int64).reshape(len(rows), known["sizes"]["plan"]).copy()
    row, names = words[rows.index(name)], known["plan"]["names"]
    row[names.index("kind")] = known["plan"]["set"]
    row.view(np.float64)[names.index("a")] = value
    made = Host(kernel, given._replace(plan=words)).simulate(0, FEW)
    assert same(made, shipped(NAME, f"parameters.set.{name}={value}"))


def test_outcomes_follow_from_counters_as_the_description_says(kernel):
    """A page that knows only kernel.json reads the outcomes that Python reads."""
    made = Host(kernel, given_by(shipped(), SEED)).simulate(0, FEW)
    known, block = kernel.description, Engine(shipped(), SEED).block(0, FEW)
    words = known["counters"]
    column = {
        name: made.counters[:, k].view("<f8" if words["kinds"][k] == "float64" else "<i8")
        for k, name in enumerate(words["names"])
    }

    def since(name: str) -> Any:
        before = column[name + words["before"]] if name in words["running"] else 0
        return column[name] - before

    from sim.outcomes import OUTCOMES

    for said in known["outcomes"]:
        name = said["counter"]
        found = column[name + words["before"]] if said["past"] else since(name)
        if said["per"]:
            found = found / np.maximum(1, since(said["per"]))
        elif said["kind"] == "flag":
            found = found >= said["least"]
        assert np.array_equal(found, OUTCOMES[said["name"]].compute(block.tallies)), said["name"]


def test_events_that_have_no_room_are_a_status_and_no_trap(kernel):
    """Counters, series and the number of events are whole all the same."""
    host = Host(kernel, given_by(shipped(), SEED))
    short, full = host.simulate(0, FEW, events=1), host.simulate(0, FEW)
    assert short.status == kernel.description["statuses"]["no_room"]
    assert full.status == kernel.description["statuses"]["done"]
    assert np.array_equal(short.counters, full.counters)
    assert np.array_equal(short.daily, full.daily)
    assert np.array_equal(short.counts, full.counts)


def test_the_description_is_that_of_the_code_that_runs_here(kernel):
    """Where this fails, rules or layouts have changed: `make wasm`, and commit what it writes."""
    mine = json.loads(json.dumps(describe()))
    assert {k: v for k, v in kernel.description.items() if k in mine} == mine
    assert [p["name"] for p in mine["parameters"]] == list(PARAMETERS)


def test_a_world_is_a_page_of_words_as_long_as_the_description_says(kernel):
    size = kernel.description["sizes"]
    world = first_morning(shipped()).world
    assert world.view(np.int64).size == size["world"] > size["live"]


# A kernel that is not that of the rules is refused in one line, never run.


@pytest.fixture
def copied(tmp_path) -> Path:
    """A copy of `sim`, to be spoiled; the folder of its kernel."""
    shutil.copytree(FOLDER.parent, tmp_path / "sim")
    return tmp_path / "sim" / "wasm"


def test_an_untouched_copy_is_accepted(copied, kernel):
    """Negative control for all that follow."""
    assert packaged(copied) == kernel


@pytest.mark.parametrize("name", [CODE, DESCRIPTION])
def test_a_missing_file_is_named(copied, name):
    (copied / name).unlink()
    with pytest.raises(KernelError, match=rf"^no {re.escape(name)} \(No such.*make wasm.*\w$"):
        packaged(copied)


def test_an_edited_rule_is_noticed(copied):
    """One line, though the kernel itself is sound: its numbers would be those of other rules."""
    rule = copied.parent / "rules" / "fire.py"
    rule.write_text(rule.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(KernelError, match=r"^the rules are not those .*`make wasm`.*\w$"):
        packaged(copied)


def test_edited_inputs_are_no_other_rules(copied, kernel):
    """What reads files is not in the kernel; a new message needs no new build."""
    reader = copied.parent / "inputs" / "files.py"
    reader.write_text(reader.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert packaged(copied) == kernel


def test_a_flipped_bit_is_noticed(copied):
    code = bytearray((copied / CODE).read_bytes())
    code[len(code) // 2] ^= 1
    (copied / CODE).write_bytes(code)
    with pytest.raises(KernelError, match=r"is not the file that kernel\.json names"):
        packaged(copied)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"hashes": 3}', '{"hashes": {}}', "[" * 99999])
def test_a_damaged_description_is_noticed(copied, text):
    (copied / DESCRIPTION).write_text(text, encoding="utf-8")
    with pytest.raises(KernelError, match=r"^kernel.json is damaged; .*`make wasm`"):
        packaged(copied)
