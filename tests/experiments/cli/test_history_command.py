"""What a scenario replays, what its cut leaves out, and what it takes out itself, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

JANUARY = Path(__file__).parents[3] / "scenarios" / "january_2020.yaml"
LEADERS, SALVO = "leadership_strike_20200103", "missile_salvo_20200108"
OUT = f"history.without=[{LEADERS}]"


def part(text: str, head: str) -> str:
    """The lines below a head, up to the next one."""
    lines = text.splitlines()
    at = next(k for k, line in enumerate(lines) if line.startswith(head))
    below = lines[at + 1 :]
    end = next((k for k, line in enumerate(below) if not line.startswith(" ")), len(below))
    return "\n".join(below[:end])


def test_history_lists_every_act_of_the_table_once(flashpoint) -> None:
    """An act that stands nowhere would leave its reader to guess."""
    from calibration.evidence.events import read_events
    from calibration.evidence.history import ACTS

    words = ("--set", "start=2019-12-28", "--set", "days=70", "--set", OUT)
    code, out, _ = flashpoint("history", JANUARY, *words)
    assert code == 0
    heads = (
        "every run repeats",
        "taken out by the scenario",
        "before the first day, in no run",
        "after the cut, free",
        "after the last day",
    )
    listed = [
        row.split(":")[0].split()[-1]
        for head in heads
        if head in out
        for row in part(out, head).splitlines()
        if "[" in row
    ]
    acts = [event.id for event in read_events() if event.act in ACTS]
    assert sorted(listed) == sorted(acts)


def test_history_says_why_an_act_is_taken_out(flashpoint) -> None:
    """Named by the scenario, or following from what is."""
    out = flashpoint("history", JANUARY, "--set", OUT)[1]
    taken = part(out, "taken out by the scenario")
    assert f"{LEADERS}: US" in taken
    assert "history.without names it" in taken
    assert f"it follows from {LEADERS} alone" in taken
    assert SALVO not in part(out, "every run repeats")


def test_history_names_unanswered_attacks(flashpoint) -> None:
    """The attack is among what every run repeats, so that alone would not show it."""
    rockets = "northern_base_rockets_20191227"
    out = flashpoint("history", JANUARY, "--set", f"history.unanswered=[{rockets}]")[1]
    assert f"unanswered, so that no reply is owed: {rockets}" in out
    assert rockets in part(out, "every run repeats")


def test_a_whole_past_has_nothing_taken_out(flashpoint) -> None:
    """Control: no such head where there is nothing below it."""
    out = flashpoint("history", JANUARY)[1]
    assert "taken out" not in out
    assert "unanswered" not in out


def test_check_and_run_say_what_is_taken_out(flashpoint) -> None:
    """A number of a past without its strike must not pass for one with it."""
    out = flashpoint("check", JANUARY, "--set", OUT)[1]
    assert f"mind: {SALVO} is not replayed: it follows from {LEADERS} alone." in out
    words = ("--runs", 5, "--set", "days=100", "--no-figures")
    out = flashpoint("run", JANUARY, *words, "--set", OUT, "--out", "r")[1]
    assert f"Mind: not replayed, as the scenario asks, 5 coded acts: {LEADERS}" in out
    again = flashpoint("check", Path("r") / "inputs" / "scenario.yaml")[1]
    assert f"{SALVO} is not replayed" in again, "the copy inside the result is the same scenario"


@pytest.mark.parametrize("command", ["check", "run"])
def test_clashes_of_two_parents_are_said(flashpoint, tmp_path, command) -> None:
    """Neither an error nor silent."""
    (tmp_path / "both.yaml").write_text(
        "extends: [full_withdrawal.yaml, partial_drawdown.yaml]\ntitle: Both\ndays: 100\n"
    )
    words = ("--runs", 5, "--no-figures") if command == "run" else ()
    code, out, _ = flashpoint(command, "both.yaml", *words)
    assert code == 0
    assert "us.presence.troops_to is moved on common days by full_withdrawal.yaml:" in out
    assert "comes later and counts" in out
    assert "question is" in out
