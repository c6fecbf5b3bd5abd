"""Reading coded history for a replay: what is wrong is named with its line and column."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

from calibration.evidence.events import EVENTS
from calibration.evidence.history import read_history
from calibration.evidence.known_evidence import load_evidence
from experiments import load_scenario
from sim.errors import InputError
from tests.conftest import SCENARIOS

START, UNTIL = dt.date(2019, 10, 28), dt.date(2020, 3, 20)


def table(path, **changes):
    """Our table with some cells of the rockets of 27 December changed; the line of that row."""
    with EVENTS.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        rows, names = list(reader), reader.fieldnames
    at = next(k for k, row in enumerate(rows) if row["id"] == "northern_base_rockets_20191227")
    rows[at] |= changes
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return at + 2


@pytest.mark.parametrize(
    ("column", "got"),
    [("killed", "US:one"), ("killed", "US"), ("killed", "US:-1"), ("act", "rockets"),
     ("date_used", "27 December")],
)  # fmt: skip
def test_a_cell_that_does_not_read_is_refused_where_it_stands(tmp_path, column, got):
    """A replay must not start on half-read history."""
    world = load_scenario(SCENARIOS / "baseline.yaml").world
    line = table(tmp_path / "e.csv", **{column: got})
    with pytest.raises(InputError) as caught:
        read_history(tmp_path / "e.csv", START, UNTIL, world)
    assert f"e.csv:{line}: {column}" in str(caught.value)


def test_the_untouched_copy_reads(tmp_path):
    """Negative control: the refusals above are about the changed cell."""
    world = load_scenario(SCENARIOS / "baseline.yaml").world
    table(tmp_path / "e.csv")
    acts = read_history(tmp_path / "e.csv", START, UNTIL, world)
    assert acts == read_history(EVENTS, START, UNTIL, world)
    assert "northern_base_rockets_20191227" in {a.id for a in acts}


def renamed_world(tmp_path, *names):
    """A scenario of the January crisis whose world calls some posts or militias otherwise."""
    text = (SCENARIOS / "worlds" / "iraq_2019.yaml").read_text(encoding="utf-8")
    for name in names:
        assert f"id: {name}," in text
        text = text.replace(f"id: {name},", f"id: {name}_two,")
    (tmp_path / "world.yaml").write_text(text, encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(
        f"extends: {(SCENARIOS / 'january_2020.yaml').as_posix()}\nworld: world.yaml\n"
        "history: {until: 2020-03-19}\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    ("name", "row", "column"),
    [
        ("taji", "taji_rockets_202003", "site"),
        ("northern_base", "northern_base_rockets_20191227", "site"),
        ("missile_base_2", "missile_salvo_20200108", "site"),
        ("embassy_baghdad", "embassy_siege_201912", "site"),
        ("kataib_hezbollah", "northern_base_rockets_20191227", "actor"),
        ("asaib_ahl_al_haq", None, None),
        ("al_tanf", None, None),
    ],
)
def test_a_site_that_the_world_lacks_is_said_with_row_and_column(tmp_path, name, row, column):
    """`check` called it good and `run` died of KeyError 199, or aimed at no place without a word.

    Controls: a post that no coded act names, and a militia that none blames.
    """
    path = renamed_world(tmp_path, name)
    if row is None:
        assert load_scenario(path).acts
        return
    with pytest.raises(InputError) as caught:
        load_scenario(path)
    lines = EVENTS.read_text(encoding="utf-8").splitlines()
    assert caught.value.path == EVENTS
    assert lines[caught.value.line - 1].startswith(f"{row},")
    assert caught.value.field == column
    assert caught.value.nearest.startswith(name[:-2]), "the nearest that the world has"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"site": ""}, "site: got an empty cell for the act 'rocket_attack'"),
        ({"site": "northern_base;missile_base"}, "site: got 'missile_base'"),
        ({"actor": "ISIS", "attributed_to": ""}, "actor: got 'ISIS'"),
        ({"actor": "US", "attributed_to": "Iran"}, "actor: got 'US'"),
        ({"act": "embassy_siege"}, "site: got 'northern_base' for the act 'embassy_siege'"),
        ({"act": "strike_militia", "target": "ISIS"}, "target: got 'ISIS'"),
    ],
)
def test_an_act_without_its_place_or_militia_is_not_replayed_elsewhere(tmp_path, changes, words):
    """Rockets without a site fell on no site at all; a raid of ISIS was laid on the militia with
    most of the fire, and a strike on ISIS on the first one."""
    world = load_scenario(SCENARIOS / "baseline.yaml").world
    line = table(tmp_path / "e.csv", **changes)
    with pytest.raises(InputError, match=f"e.csv:{line}: {words}"):
        read_history(tmp_path / "e.csv", START, UNTIL, world)


def test_what_a_replay_does_not_reach_needs_no_place(tmp_path):
    """Control: a row after the last replayed day, and one without an act, may name any place."""
    world = load_scenario(SCENARIOS / "baseline.yaml").world
    table(tmp_path / "e.csv", site="")
    before = dt.date(2019, 12, 26)
    acts = read_history(tmp_path / "e.csv", START, before, world)
    assert [a.id for a in acts] == ["access_restrictions_on_us"]
    table(tmp_path / "e.csv", site="", act="")
    names = {a.id for a in read_history(tmp_path / "e.csv", START, UNTIL, world)}
    assert "northern_base_rockets_20191227" not in names
    assert "taji_rockets_202003" in names


def none(_row):
    return []


def itself(row):
    return [row]


def round_three(row):
    return [(row + 1) % 3]


def rocket_rows(n, causes=none):
    """A table of rockets on one site; row k is triggered by the rows that `causes` gives."""
    with EVENTS.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        first = next(r for r in reader if r["id"] == "northern_base_rockets_20191227")
    for k in range(n):
        named = ";".join(f"row_{c}" for c in causes(k))
        basis = "stated" if named else ""
        yield first | {"id": f"row_{k}", "triggered_by": named, "trigger_basis": basis}


def written(path, rows):
    rows = list(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def scenario_on(folder):
    """A scenario that replays the table e.csv beside it."""
    path = folder / "mine.yaml"
    path.write_text(
        f"extends: {(SCENARIOS / 'january_2020.yaml').as_posix()}\n"
        "history: {until: 2020-01-08, events: e.csv}\n",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    "causes",
    [lambda k: [k - 1] if k else [], lambda k: range(max(0, k - 3), k)],
    ids=["chain", "net"],
)
def test_a_long_chain_and_a_dense_net_of_causes_are_read(tmp_path, causes):
    """Their depth was found by recursion: a chain ended in a traceback, a net in no time at all."""
    world = load_scenario(SCENARIOS / "baseline.yaml").world
    path = written(tmp_path / "e.csv", rocket_rows(1500, causes))
    acts = read_history(path, START, UNTIL, world)
    assert [a.id for a in acts] == [f"row_{k}" for k in range(1500)]
    assert [a.cause for a in acts] == [-1, *range(1499)]


@pytest.mark.parametrize(
    ("rows", "column", "words"),
    [
        (lambda: rocket_rows(1, itself), "triggered_by", "the event itself"),
        (lambda: rocket_rows(3, round_three), "triggered_by", "a circle"),
        (lambda: [*rocket_rows(1), *rocket_rows(2)], "id", "once"),
        (lambda: (r | {"killed": f"US:{'9' * 20}"} for r in rocket_rows(1)), "killed", "NATION:n"),
        (lambda: (r | {"site": "atlantis"} for r in rocket_rows(1)), "site", "taji"),
    ],
)
def test_a_scenario_reads_its_own_events_as_strictly_as_a_fit(tmp_path, rows, column, words):
    """One reader serves both: what `calibrate` refuses, `check` refuses, with row and column."""
    path = written(tmp_path / "e.csv", rows())
    mine = scenario_on(tmp_path)
    with pytest.raises(InputError) as by_scenario:
        load_scenario(mine)
    with pytest.raises(InputError) as by_fit:
        load_evidence(path, None, load_scenario(SCENARIOS / "baseline.yaml").world)
    # The scenario's error says besides which file asked for the table.
    one, other = by_scenario.value, by_fit.value
    assert (one.path, one.line, one.field) == (other.path, other.line, other.field)
    assert (one.got, one.accepts) == (other.got, other.accepts)
    assert by_scenario.value.field == column
    assert words in str(by_scenario.value)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [(lambda raw: raw[:-30] + b"\xff\n", "not UTF-8"), (lambda raw: raw[:-150], "cells")],
    ids=["bytes", "cut"],
)
def test_a_table_of_other_bytes_or_cut_short_stops_the_scenario_that_names_it(
    tmp_path, spoil, words
):
    """A download that broke off must not be replayed as far as it goes."""
    path = written(tmp_path / "e.csv", rocket_rows(2))
    mine = scenario_on(tmp_path)
    assert len(load_scenario(mine).acts) == 2
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(InputError, match=f"e.csv:3: .*{words}"):
        load_scenario(mine)
