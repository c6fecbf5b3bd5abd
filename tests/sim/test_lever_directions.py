"""Every lever pushes the way its name says, in paired runs, at each of its doses."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from sim.levers import LEVERS

DAY = "2019-11-25"
STRIKE = "lever: us.leadership_strike.order, set: strike, on: 2019-11-25"
EXIT = "lever: us.presence.troops_to, set: 500"
SURGE = "lever: isis.shock, set: 4, on: 2020-01-20"
SIGNED = "lever: iraq.bill, set: sign, from: 2019-11-25"
VOTED = f"lever: iraq.vote, set: force, from: {DAY}"
HARD = f"lever: us.sanctions, set: 3, from: {DAY}"
RUNS = 1000
SURE = 4.0
"""Standard errors of the paired difference that lie between chance and a direction."""


class Push(NamedTuple):
    """One dose of a lever, and the outcome that it raises or lowers."""

    lever: str
    dose: str
    outcome: str
    way: int
    beside: tuple[str, ...] = ()
    """Orders in both futures, without which the lever would have nothing to act on."""
    dated: str = f"from: {DAY}"
    scenario: str = "baseline"
    settings: tuple[str, ...] = ()


def at_the_border(lever: str, dose: str, outcome: str, way: int, *beside: str) -> Push:
    """A push of a lever that acts where a front still moves."""
    return Push(lever, dose, outcome, way, beside, "from: 2017-07-01", "border_2017")


PUSHES = (
    Push("us.reply.doctrine", "set: never", "n_us_strikes", -1),
    Push("us.reply.doctrine", "set: proportionate", "fighters_killed", -1),
    Push("us.reply.deaths_needed", "set: 3", "n_us_strikes", -1),
    Push("us.reply.deaths_needed", "set: 0", "n_us_strikes", 1),
    Push("us.reply.militias_hit", "set: 1", "n_militias_hit", -1),
    Push("us.reply.fighters_cap", "set: 2", "fighters_killed", -1),
    Push("us.leadership_strike.permit", "set: never", "n_leadership_strikes", -1),
    Push(
        "us.leadership_strike.order", "set: strike", "n_leadership_strikes", 1, dated=f"on: {DAY}"
    ),
    Push("us.leadership_strike.whom", "set: commander", "iraqi_killed", -1, (STRIKE,)),
    Push("us.leadership_strike.whom", "set: go_between", "n_salvos", -1, (STRIKE,)),
    Push("us.presence.close_small", "set: 'yes'", "n_sites_closed", 1),
    Push("us.presence.close", "sites: [taji], set: closed", "n_sites_closed", 1),
    Push("us.presence.troops_to", "set: 500", "us_troops_iraq_end", -1),
    Push("us.presence.days", "set: 300", "us_troops_iraq_end", 1, (f"{EXIT}, from: {DAY}",)),
    Push("us.presence.syria_to", "set: 100", "us_troops_syria_end", -1),
    Push(
        "us.presence.syria_days",
        "set: 300",
        "us_troops_syria_end",
        1,
        (f"lever: us.presence.syria_to, set: 100, from: {DAY}",),
    ),
    Push("us.presence.return", "set: never", "n_returns", -1, (f"{EXIT}, from: {DAY}", SURGE)),
    Push("us.pause", "set: forced", "pause_days", 1),
    Push("us.pause", "set: never", "pause_days", -1),
    Push("us.sanctions", "set: 3", "n_rocket_attacks", 1),
    Push("us.sanctions", "set: -2", "n_rocket_attacks", -1),
    Push("us.liability", "set: 'no'", "n_rocket_attacks", 1),
    Push("us.attribution.error", "add: 0.5", "n_misblamed", 1),
    Push("us.attribution.error", "set: 0", "n_misblamed", -1),
    Push("us.attribution.delay", "add: 60", "n_us_strikes", -1),
    Push("iran.line", "set: restrain", "n_rocket_attacks", -1),
    Push("iran.line", "set: encourage", "n_rocket_attacks", 1),
    Push("iran.line", "set: silent", "n_rocket_attacks", -1, ("lever: iran.line, set: encourage",)),
    Push("iran.reply", "set: hold", "n_salvos", -1, (STRIKE,)),
    Push("iran.reply", "set: lethal", "n_lethal_salvos", 1, (STRIKE,)),
    Push("iran.reply", "set: survivable", "n_lethal_salvos", -1, (STRIKE,)),
    Push("us.talks", "set: offer", "talks", 1),
    Push("us.talks", "set: never", "talks", -1, (HARD,), settings=("hypotheses.H6=A",)),
    at_the_border("us.commitment", "set: 0", "n_areas_damascus", 1),
    at_the_border("us.commitment", "set: 1", "partner_drift", -1),
    at_the_border("us.self_defence", "set: never", "n_us_fire_syria", -1),
    at_the_border("us.deconflict", "set: always", "n_us_fire_syria", -1),
    at_the_border("us.deconflict", "set: never", "n_us_fire_syria", 1),
    at_the_border("us.signals", "set: 3", "n_probe_days", 1),
    at_the_border("us.signals", "set: 0", "n_probe_days", -1),
    Push("iran.arms", "add: 1", "n_depot_strikes", 1),
    Push(
        "militia.obedience", "set: 1", "n_rocket_attacks", -1, ("lever: iran.line, set: restrain",)
    ),
    Push(
        "militia.obedience", "set: 1", "n_rocket_attacks", 1, ("lever: iran.line, set: encourage",)
    ),
    Push("militia.capability", "set: 2", "n_rocket_attacks", 1),
    Push("militia.capability", "scale: 0.5", "n_rocket_attacks", -1),
    Push("militia.claims", "set: 1", "n_claimed", 1),
    Push("militia.patience", "set: 30", "n_rocket_attacks", 1, (VOTED,)),
    at_the_border("iraq.limits", "set: 1", "rhetoric_abroad", -1),
    at_the_border("iraq.limits", "set: 0", "n_areas_militia", 1),
    at_the_border("iraq.border", "set: 1", "n_areas_baghdad", 1),
    at_the_border("iraq.border", "set: 1", "n_areas_militia", -1),
    at_the_border("ground.rivals", "set: 0", "corridor_open", 1),
    Push("iraq.vote", "set: force", "vote", 1),
    Push("iraq.vote", "set: forbid", "vote", -1),
    Push("iraq.bill", "set: sign", "signed_timetable", 1),
    Push(
        "iraq.bill",
        "set: forbid",
        "signed_timetable",
        -1,
        (STRIKE, f"lever: iraq.vote, set: force, from: {DAY}"),
    ),
    Push("iraq.timetable", "set: 1", "us_troops_iraq_end", -1, (SIGNED,)),
    Push("iraq.airspace", "set: closed", "access_days", -1),
    Push("iraq.airspace", "set: open", "access_days", 1),
    Push("iraq.ground", "set: closed", "access_days", -1),
    Push("iraq.ground", "set: open", "access_days", 1),
    Push("iraq.guard", "set: 1", "n_sieges", -1),
    Push("iraq.guard", "set: 0", "n_sieges", 1),
    Push("iraq.rein_in", "set: 0.5", "militia_standing", -1),
    Push("isis.shock", "set: 1", "isis_strength_ratio", 1, dated=f"on: {DAY}"),
    Push("shock.turkey", "set: 1", "isis_strength_ratio", 1),
    Push("shock.israel", "set: 0.5", "n_depot_strikes", 1),
    Push("shock.epidemic", "set: 2", "iran_burden", 1),
    Push("shock.protest", "set: 2", "protest_room", 1),
)


def name_of(push: Push) -> str:
    return f"{push.lever} {push.dose} {push.outcome}".replace(" ", "_")


@pytest.mark.parametrize("push", PUSHES, ids=name_of)
def test_a_lever_pushes_the_way_its_name_says(runs: Any, push: Push) -> None:
    """The same luck with and without the dose: the difference is far beyond chance.

    Control: what a dose lowers was there to be lowered.
    """
    order = f"lever: {push.lever}, {push.dose}, {push.dated}"
    usual, moved = (
        runs(push.scenario, *push.settings, orders=(*push.beside, *orders), n=RUNS).outcomes[
            push.outcome
        ]
        for orders in ((), (order,))
    )
    if push.way < 0 and push.outcome != "access_days":
        assert usual.sum() > 0, "control: nothing is there to be lowered"
    change = push.way * (moved.astype(float) - usual)
    assert change.mean() > SURE * change.std() / RUNS**0.5


def test_every_lever_has_a_direction() -> None:
    """A lever added tomorrow needs one; each choice but the neutral one has its own."""
    doses = {(push.lever, push.dose) for push in PUSHES}
    assert {lever for lever, _ in doses} == {lever.name for lever in LEVERS}
    for lever in LEVERS:
        for word, code in lever.choices:
            if code != lever.neutral:
                said = {
                    dose.split("set: ")[-1].strip("'") for name, dose in doses if name == lever.name
                }
                assert word in said, f"{lever.name}: {word}"
