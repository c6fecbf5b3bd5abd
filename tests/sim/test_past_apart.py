"""What a scenario replays is given, not found out: outcomes and conditions count from the first
free day, and the past stands in columns of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from experiments import load_scenario
from sim.actions import ATTACKS, FROM_LEVER, Action
from sim.ensemble import Engine
from sim.model import EscalationModel
from sim.outcomes import OUTCOMES, outcome_table
from sim.state.layout import BEFORE

SCENARIOS = Path(__file__).parents[2] / "scenarios"
JANUARY = SCENARIOS / "january_2020.yaml"
SHORT = ("days=130",)
FREE_DAY = 73
"""First free day: the history of the scenario ends on 8 January, its day 72."""
RUNS = 120


@pytest.fixture(scope="module")
def january():
    """A block of runs with a replayed past, with its log and the run of every line of it."""
    block = Engine(load_scenario(JANUARY, SHORT), 3).block(0, RUNS, events=True)
    return block, np.repeat(np.arange(RUNS), block.event_counts)


@pytest.mark.parametrize(
    ("outcome", "acts"),
    [
        ("n_rocket_attacks", ATTACKS),
        ("n_us_strikes", (Action.REPRISAL,)),
        ("n_leadership_strikes", (Action.LEADERSHIP_STRIKE,)),
        ("n_salvos", (Action.SALVO, Action.LETHAL_SALVO)),
        ("n_sieges", (Action.SIEGE,)),
    ],
)
def test_the_past_and_the_free_days_share_the_log_between_them(january, outcome, acts) -> None:
    """Each line of the log is counted once: on one side of the first free morning."""
    block, run = january
    table, log = outcome_table(block.tallies), block.events
    mine = np.isin(log["action"], [int(a) for a in acts])
    for name, side in (
        (outcome, log["day"] >= FREE_DAY),
        (outcome + BEFORE, log["day"] < FREE_DAY),
    ):
        expected = np.bincount(run[mine & side], minlength=RUNS)
        assert table[name].tolist() == expected.tolist(), name
    assert table[outcome + BEFORE].any(), "control: the past holds some"


def test_the_dead_of_the_past_are_not_the_dead_of_the_future(january) -> None:
    """January opens with one American dead in every run; the outcome is what comes on top."""
    block, run = january
    table, log = outcome_table(block.tallies), block.events
    free = log["day"] >= FREE_DAY
    dead = np.bincount(run[free], weights=log["us_killed"][free], minlength=RUNS)
    assert table["us_killed"].tolist() == dead.tolist()
    assert set(table["us_killed_before"].tolist()) == {1}
    assert table["us_killed"].min() == 0, "control: in some run nobody dies after it"


def test_what_is_highest_or_longest_begins_anew(january) -> None:
    """Missiles on 8 January are on rung 6 of every run; a quiet half-year must not show it."""
    table = outcome_table(january[0].tallies)
    assert set(table["peak_rung_before"].tolist()) == {6}
    assert table["peak_rung"].min() < 6
    assert (table["days_rung_6_up"] == 0).any()
    assert table["longest_gap"].max() <= 130 - FREE_DAY


def test_chances_of_acts_that_are_replayed_are_no_longer_one(january) -> None:
    """A leadership strike that was replayed answers no question about the future."""
    table = outcome_table(january[0].tallies)
    for name in ("leadership_strike", "vote"):
        assert set(table[name + BEFORE].tolist()) == {1}
        assert table[name].mean() < 0.5


def test_without_history_nothing_lies_before() -> None:
    """A scenario that is free from its first day has an empty past and the totals as they were."""
    tallies = Engine(load_scenario(SCENARIOS / "baseline.yaml"), 3).block(0, 40).tallies
    table = outcome_table(tallies)
    for name in OUTCOMES:
        if name.endswith(BEFORE):
            assert not table[name].any(), name
    assert table["n_rocket_attacks"].tolist() == tallies["attacks"].tolist()
    assert table["peak_rung"].any(), "control: something happens"


def _withdrawn(settings: tuple[str, ...], condition: str, tmp_path: Path):
    """Whether each run begins a withdrawal that waits for `condition`, and its free deaths."""
    path = tmp_path / "waits.yaml"
    order = f"{{lever: us.presence.troops_to, set: 0, when: '{condition}'}}"
    path.write_text(f"extends: {JANUARY}\ninterventions:\n  - {order}\n", encoding="utf-8")
    block = Engine(load_scenario(path, settings), 3).block(0, RUNS, events=True)
    run = np.repeat(np.arange(RUNS), block.event_counts)
    # A signed bill may end in a withdrawal, too, which nobody ordered.
    ordered = block.events["forced"] == FROM_LEVER
    left = (block.events["action"] == Action.WITHDRAW) & ordered
    return np.isin(np.arange(RUNS), run[left]), outcome_table(block.tallies)


def test_a_condition_waits_for_what_comes_and_not_for_what_was(tmp_path: Path) -> None:
    """`when: us_killed >= 1` on the coded past of January would fire before anything happens."""
    left, table = _withdrawn(SHORT, "us_killed >= 1", tmp_path)
    assert left.any(), "control: the order can be given"
    assert not left[table["us_killed"] == 0].any()


@pytest.mark.parametrize("run", [0, 7])
def test_both_engines_split_the_past_off_alike(run: int) -> None:
    """The Mesa model keeps its books by the same function and must show the same columns."""
    scenario = load_scenario(JANUARY, ("days=90",))
    table = outcome_table(Engine(scenario, 1).block(run, run + 1).tallies)
    model = EscalationModel(scenario, rng=1, run=run)
    while model.running:
        model.step()
    assert model.outcomes() == {name: table[name][0] for name in OUTCOMES}
