"""What makes a posterior stale, in both directions, and when it may be stamped anew."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from calibration.evidence.known_evidence import load_evidence
from calibration.evidence.library import SHIPPED
from calibration.evidence.tables import Count
from calibration.inference import fit_inputs as inputs
from calibration.inference import restamp as stamp
from calibration.inference.fit_inputs import (
    aggregates_meaning,
    events_meaning,
    fit_inputs,
    stale,
    targets_meaning,
)
from calibration.inference.posterior import load
from calibration.inference.probe import differences, probe
from calibration.likelihood.problem import build_problem
from calibration.likelihood.targets import assumed, treatment
from sim.errors import InputError
from sim.inputs.posterior import read_posterior, write_notes
from sim.inputs.scenario_meaning import world_meaning
from sim.parameters import PARAMETERS

EVIDENCE = load_evidence()
PROBLEM = build_problem(EVIDENCE)
TAJI = next(e for e in EVIDENCE.events if e.act == "rocket_attack" and "US" in e.killed)
TOTAL = next(a for a in EVIDENCE.aggregates if a.id == "rocket_attacks_total")
CHECKED = next(a for a in EVIDENCE.aggregates if a.id == "salvo_missiles")


def with_event(**changes):
    other = replace(TAJI, **changes)
    return replace(EVIDENCE, events=tuple(other if e is TAJI else e for e in EVIDENCE.events))


def with_figure(row, **changes):
    other = replace(row, **changes)
    figures = tuple(other if a is row else a for a in EVIDENCE.aggregates)
    return replace(EVIDENCE, aggregates=figures)


@pytest.mark.parametrize(
    ("changes", "same"),
    [({"paraphrase": "x"}, True), ({"date_note": "x"}, True), ({"source": "forum"}, True),
     ({"paragraph": 2}, True), ({"also_in": ()}, True), ({"place": "x"}, True),
     ({"confidence": "low"}, True), ({"conflict": ()}, True), ({"line": 99}, True),
     ({"killed": {"US": Count(3)}}, False), ({"killed": {"US": Count(1, True)}}, False),
     ({"wounded": {"US": Count(3)}}, False),
     ({"act": ""}, False), ({"date_used": TAJI.date_used.replace(day=2)}, False),
     ({"date_start": TAJI.date_start.replace(day=2)}, False), ({"sites": ()}, False),
     ({"triggered_by": ("isis_peak_2014",)}, False), ({"attributed_to": ("Iran",)}, False),
     ({"actor": "militias"}, False)],
)  # fmt: skip
def test_a_coded_row_counts_by_what_targets_and_replay_read(changes, same):
    """A better paraphrase is no other evidence; one death more is."""
    changed = with_event(**changes)
    assert changed.events != EVIDENCE.events or "line" in changes
    assert (events_meaning(changed) == events_meaning(EVIDENCE)) == same


@pytest.mark.parametrize(
    ("row", "changes", "same"),
    [(TOTAL, {"note": "x"}, True), (TOTAL, {"unit": "x"}, True), (TOTAL, {"source": "wsj"}, True),
     (TOTAL, {"value": 25.0}, False),
     (TOTAL, {"window_end": TOTAL.window_end.replace(day=1)}, False),
     (CHECKED, {"value": 99.0}, True)],
)  # fmt: skip
def test_a_figure_counts_if_the_fit_is_held_to_it(row, changes, same):
    """What is compared with runs after the fit cannot have moved the fit."""
    changed = aggregates_meaning(with_figure(row, **changes))
    assert (changed == aggregates_meaning(EVIDENCE)) == same


def changed_in(table, name, **changes):
    return dict(table) | {name: dict(table[name]) | changes}


@pytest.mark.parametrize(
    ("uses", "observed", "same"),
    [({"why": "x"}, {}, True), ({}, {"meaning": "x", "unit": "x"}, True),
     ({"after": "leadership_strike"}, {}, False), ({"as": "outside"}, {}, False),
     ({}, {"value": 3}, False)],
)  # fmt: skip
def test_a_target_counts_by_its_use_and_its_numbers(uses, observed, same):
    """Wording of the observation model is for people."""
    changed = targets_meaning(
        changed_in(treatment(), "vote_to_withdrawal", **uses),
        changed_in(assumed(), "count_sd", **observed),
    )
    assert (changed == targets_meaning(treatment(), assumed())) == same


def test_a_world_counts_by_ids_and_numbers():
    """Names and titles are labels; luck is keyed by ids."""
    world = PROBLEM.scenario.world
    first, *rest = world.militias
    for changes, same in (({"name": "x"}, True), ({"id": "x"}, False), ({"share": 0.51}, False)):
        other = replace(world, title="x", militias=(replace(first, **changes), *rest))
        assert (world_meaning(other) == world_meaning(world)) == same, changes


def change(part, monkeypatch):
    """Change the meaning of one input."""
    if part == "events":
        monkeypatch.setattr(inputs, "load_evidence", lambda: with_event(killed={"US": Count(3)}))
    elif part == "aggregates":
        monkeypatch.setattr(inputs, "load_evidence", lambda: with_figure(TOTAL, value=25.0))
    elif part == "targets":
        other = changed_in(assumed(), "count_sd", value=3)
        monkeypatch.setattr(inputs, "assumed", lambda: other)
    elif part == "parameters":
        row = replace(PARAMETERS["isis_growth"], default=0.001)
        monkeypatch.setitem(PARAMETERS, "isis_growth", row)
    elif part == "scenario":
        longer = replace(PROBLEM, scenario=replace(PROBLEM.scenario, days=200))
        monkeypatch.setattr(inputs, "build_problem", lambda _: longer)
    else:
        code = {"rules": "sim_code", "likelihood": "_likelihood_code"}[part]
        monkeypatch.setattr(inputs, code, lambda: "another expression")


PARTS = tuple(fit_inputs(PROBLEM))


@pytest.mark.parametrize("part", PARTS)
def test_a_change_of_any_input_makes_it_stale(monkeypatch, part):
    """Each by its own name, so that one knows what to look at."""
    change(part, monkeypatch)
    assert stale(load()) == [part]


def test_mended_words_leave_it_fresh(monkeypatch):
    """Half an hour of fitting for a typing error would teach people not to mend it."""
    words = with_event(paraphrase="x", date_note="x", source="forum")
    monkeypatch.setattr(inputs, "load_evidence", lambda: words)
    row = replace(PARAMETERS["isis_growth"], meaning="x", unit="x", sources=("wsj:1",))
    monkeypatch.setitem(PARAMETERS, "isis_growth", row)
    assert stale(load()) == []


def test_the_present_code_gives_the_probe_of_the_shipped_fit_again():
    """The samples are those of these rules: outcomes and frequencies of the targets, bit for bit.
    Other values of one parameter are noticed: negative control."""
    shipped = read_posterior(SHIPPED)
    assert differences(shipped.notes["probe"], probe(shipped, PROBLEM)) == []
    values = {"fire_trust": 0.9} if "fire_trust" in PARAMETERS else {"isis_growth": 0.002}
    other = replace(PROBLEM, scenario=replace(PROBLEM.scenario, parameter_values=values))
    assert differences(shipped.notes["probe"], probe(shipped, other))


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """The shipped samples, to be stamped; the probe is taken as given again."""
    path = tmp_path / "posterior.parquet"
    shutil.copy(SHIPPED, path)
    kept = read_posterior(SHIPPED).notes["probe"]
    monkeypatch.setattr(stamp, "probe", lambda *_: kept)
    return path


def test_a_stamp_renews_hashes_and_leaves_the_samples(copy):
    """Only notes change."""
    before = read_posterior(copy)
    old = dict(before.notes) | {"hashes": dict(before.notes["hashes"]) | {"rules": "older"}}
    write_notes(copy, old)
    assert stamp.restamp(copy) == ["rules"]
    after = read_posterior(copy)
    assert after.notes["hashes"] == before.notes["hashes"]
    assert after.content_hash() == before.content_hash()
    assert stamp.restamp(copy) == []


def test_a_stamp_is_refused_when_numbers_differ(copy, monkeypatch):
    """Otherwise a stale posterior could be declared fresh."""
    notes = read_posterior(copy).notes
    other = {"outcomes": dict(notes["probe"]["outcomes"]) | {"us_killed": "0" * 16}}
    monkeypatch.setattr(stamp, "probe", lambda *_: dict(notes["probe"]) | other)
    kept = copy.read_bytes()
    for first in (False, True):
        with pytest.raises(InputError, match=r"probe: got other numbers .*us_killed"):
            stamp.restamp(copy, first)
    assert copy.read_bytes() == kept


def test_a_stamp_needs_a_probe_or_somebody_who_vouches(copy):
    """Samples of before there were probes."""
    notes = dict(read_posterior(copy).notes)
    probed = notes.pop("probe")
    write_notes(copy, notes)
    with pytest.raises(InputError, match="no probe"):
        stamp.restamp(copy)
    stamp.restamp(copy, first=True)
    assert read_posterior(copy).notes["probe"] == probed


def test_a_stamp_is_refused_on_samples_that_are_not_of_the_notes(copy):
    """Notes of one fit beside samples of another prove nothing."""
    write_notes(copy, dict(read_posterior(copy).notes) | {"samples": "0"})
    with pytest.raises(InputError, match="others than its notes name"):
        stamp.restamp(copy)
