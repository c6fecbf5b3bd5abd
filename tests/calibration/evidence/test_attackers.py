"""Who attacked whom, in exports that do not say it in so many words: right, or left open.

The rows are made up in the form of both exports; what each must become stands beside it, in columns
that no export has (`expected_...`). An open row has a reason and no actor.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from calibration.evidence.importers import FORMATS, import_table
from calibration.evidence.mapping import read_mapping

DATA = Path(__file__).parent / "data"
FILES = {"acled": DATA / "acled_attackers.csv", "ucdp": DATA / "ged_attackers.csv"}
IDS = {"acled": "event_id_cnty", "ucdp": "id"}
MILITIAS = ("kataib_hezbollah", "asaib_ahl_al_haq", "militias", "mahdi_army")


def rows_of(fmt):
    with FILES[fmt].open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def imported(fmt, path):
    """Events and reasons of a file by the id that the export gives."""
    found = import_table(path, fmt)
    key = read_mapping(FORMATS[fmt]).key
    events = {e.id.removeprefix(f"{key}_"): e for e in found.events}
    return events, {u.id.lower(): u.reason for u in found.unmapped}


def as_coded(event):
    return {
        "expected_actor": event.actor,
        "expected_action": event.action,
        "expected_act": event.act,
        "expected_target": ";".join(event.targets),
        "expected_site": ";".join(event.sites),
        "expected_confidence": event.confidence,
    }


CASES = [(fmt, row) for fmt in FILES for row in rows_of(fmt)]


@pytest.fixture(scope="module")
def found():
    return {fmt: imported(fmt, path) for fmt, path in FILES.items()}


@pytest.mark.parametrize(
    ("fmt", "row"), CASES, ids=[f"{fmt}-{row[IDS[fmt]]}" for fmt, row in CASES]
)
def test_a_row_has_the_attacker_and_target_that_a_reader_gives_it_or_stays_open(found, fmt, row):
    """Three Americans killed at a camp are no US strike, whatever the order of the names."""
    events, reasons = found[fmt]
    name = row[IDS[fmt]].lower()
    if row["expected_open"]:
        assert row["expected_open"] in reasons[name]
        assert name not in events
        return
    coded = as_coded(events[name])
    expected = {k: v for k, v in row.items() if k in coded}
    assert {k: coded[k] for k in expected} == expected


def test_both_outcomes_stand_in_both_files():
    """Control: thirty rows each, of which some are open and some are not."""
    for fmt in FILES:
        is_open = [bool(row["expected_open"]) for row in rows_of(fmt)]
        assert len(is_open) >= 30
        assert 8 <= sum(is_open) <= 20


def test_what_the_dead_decide_is_never_sure(found):
    """Deaths are a reading of who attacked: only one-sided violence says it."""
    for row in rows_of("ucdp"):
        event = found["ucdp"][0].get(row["id"])
        if event and row["side_b"] != "Civilians":
            assert event.confidence == "low", row


def test_an_act_is_forced_only_where_an_attacker_is_decided(found):
    """A replay forces acts; one whose doer or kind is open must not become one."""
    for events, _ in found.values():
        for event in events.values():
            if event.act == "strike_militia":
                assert event.actor == "US"
                assert set(event.targets) & set(MILITIAS)
                assert "US" not in event.killed
            if event.act == "rocket_attack":
                assert event.actor in MILITIAS
                assert set(event.targets) & {"US", "coalition"}


@pytest.mark.parametrize("fmt", FILES)
def test_another_hezbollah_is_no_iraqi_militia(fmt, found):
    """That of Lebanon fights in Syria; its dead are not those of an Iraqi militia."""
    hit = [row for row in rows_of(fmt) if "Hezbollah" in (row.get("side_b"), row.get("actor2"))]
    assert hit
    for row in hit:
        event = found[fmt][0][row[IDS[fmt]].lower()]
        assert not event.targets
        assert "IQ_militia" not in event.killed


def test_an_export_without_allies_and_notes_leaves_open_what_they_would_have_said(tmp_path, found):
    """Older exports lack them: fewer rows map, and none maps to somebody else."""
    names = ("assoc_actor_1", "assoc_actor_2", "notes")
    rows = [{k: v for k, v in row.items() if k not in names} for row in rows_of("acled")]
    path = tmp_path / "export.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    whole, _ = found["acled"]
    events, reasons = imported("acled", path)
    assert len(reasons) > 10
    assert {"irq1", "irq2", "irq5"} <= events.keys(), "a base by its name alone"
    assert {"irq12", "irq13"} <= reasons.keys(), "bases that only the text named"
    for name in events.keys() & whole.keys():
        assert events[name].actor == whole[name].actor


def test_a_side_may_be_spelt_in_any_way(tmp_path):
    """Apostrophes, accents, full stops and capitals differ between versions of one export."""
    head = "id,date_start,date_end,date_prec,where_coordinates,adm_1,country,side_a,side_b,"
    head += "deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high"
    names = ["Kata'ib Hizballah", "KATA’IB HEZBOLLAH", "Kataïb Hizbullah", "Hezbollah Brigades"]
    lines = [
        f"{k},2031-03-01,2031-03-01,1,X,Y,Iraq,Government of United States of America,{name},"
        "0,2,0,0,2,2,2"
        for k, name in enumerate(names)
    ]
    path = tmp_path / "export.csv"
    path.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    events, _ = imported("ucdp", path)
    assert [e.targets for e in events.values()] == [("kataib_hezbollah",)] * len(names)
