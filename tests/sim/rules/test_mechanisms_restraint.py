"""What holds the militias back and what drives them: Iran's line and revenge.

Patience: test_mechanisms_patience.py.
"""

from __future__ import annotations

import numpy as np
import pytest

from experiments import load_scenario
from sim.actions import ATTACKS, Action
from sim.ensemble import Engine
from sim.rules import fading, fire, grievance, iran_line, restraint
from tests.conftest import SCENARIOS, SEED, Runs

NO_STRIKE = "lever: us.leadership_strike.permit, set: never"


@pytest.mark.mechanism("M023")
def test_holding_iran_liable_makes_it_restrain_and_letting_go_makes_fire_cheap(runs, start):
    """Only in a fresh exchange does liability pull to restraint; without it attacks rise."""
    held, free = (
        start.ask(iran_line.pull_to_restrain, us={"exchange": 1.0}, lever={"us_liability": x})
        for x in (1.0, 0.0)
    )
    calm = start.ask(iran_line.pull_to_restrain, us={"exchange": 0.0})
    assert held > free == calm
    assert start.ask(fire.hostility, lever={"us_liability": 0.0}) > start.ask(fire.hostility)
    off = runs("baseline", orders=("lever: us.liability, set: no",))
    assert off.mean("n_rocket_attacks") > 1.05 * runs("baseline").mean("n_rocket_attacks")


@pytest.mark.mechanism("M025")
def test_a_restraint_order_quiets_obedient_militias_and_no_others(runs, start):
    """The factor falls with obedience; militias that obey nobody fire as if nothing was said."""
    factors = [
        start.ask(restraint.line_factor, m={"obedience": o}, iran={"line": -1})
        for o in (0.0, 0.5, 1.0)
    ]
    assert factors[0] == 1.0 > factors[1] > factors[2] >= 0.0
    deaf = "lever: militia.obedience, set: 0"

    def attacks(line, *orders):
        return runs("baseline", orders=(f"lever: iran.line, set: {line}", *orders)).mean(
            "n_rocket_attacks"
        )

    assert attacks("restrain") < 0.9 * attacks("silent")
    assert attacks("restrain", deaf) == pytest.approx(attacks("silent", deaf), rel=0.02)


@pytest.mark.mechanism("M025", "M026", "M035")
def test_irans_line_follows_fear_and_debt(start):
    """Its own reprisal pulls it to restraint, an unpaid debt to encouragement, an order decides.

    From silence both pulls work; a line already given is left only at a cost, which another test
    holds.
    """
    assert start.ask(iran_line.pull_to_restrain, iran={"after_reprisal": 1.0}) > start.ask(
        iran_line.pull_to_restrain
    )
    assert start.ask(iran_line.pull_to_encourage, iran={"debt": 1.0}) > start.ask(
        iran_line.pull_to_encourage
    )
    assert start.ask(fading.after_reprisal, iran={"after_reprisal": 1.0}) < 1.0
    draws = np.linspace(0.0, 0.999, 200)
    for restrain, encourage in ((3.0, -3.0), (-3.0, 3.0)):
        lines = [
            start.ask(iran_line.choose_line, u=u, restrain=restrain, encourage=encourage)
            for u in draws
        ]
        assert np.sign(np.mean(lines)) == np.sign(encourage)
    assert start.ask(iran_line.reviews_line, u=0.999, lever={"iran_line": -1.0})
    assert not start.ask(iran_line.reviews_line, u=0.999)


@pytest.mark.mechanism("M026")
def test_hard_liners_let_fire_go_on_against_the_official_line(start):
    """The more they leak, the less an order to hold does; an encouraged militia fires more."""
    held = [
        start.ask(
            restraint.line_factor,
            m={"obedience": 0.8},
            iran={"line": -1},
            p={"hardliner_leakage": x},
        )
        for x in (0.0, 0.5, 1.0)
    ]
    assert held[0] < held[1] < held[2] == 1.0
    assert start.ask(restraint.line_factor, m={"obedience": 0.8}, iran={"line": 1}) > 1.0
    assert start.ask(restraint.line_factor, m={"obedience": 0.8}, iran={"line": 0}) == 1.0


@pytest.mark.mechanism("M027")
def test_without_the_go_between_tehrans_signals_count_for_less(runs, start):
    """His death lowers every militia's obedience, and the gap between orders shrinks with it."""
    reach = start.ask(restraint.command_after_leadership)
    assert reach < 1.0
    gaps = []
    for command in (1.0, reach):
        obeys = start.ask(restraint.obedience, iran={"command": command})
        held, urged = (
            start.ask(restraint.line_factor, m={"obedience": obeys}, iran={"line": line})
            for line in (-1, 1)
        )
        gaps.append(urged - held)
    assert gaps[1] < gaps[0]
    strike = "lever: us.leadership_strike.order, set: strike, on: 2019-12-27"
    spared = runs("baseline", orders=(strike, "lever: us.leadership_strike.whom, set: commander"))
    killed = runs("baseline", orders=(strike, "lever: us.leadership_strike.whom, set: both"))
    assert killed.mean("militia_obedience") < spared.mean("militia_obedience") - 0.02


@pytest.mark.mechanism("M028")
def test_militias_answer_one_order_each_in_its_own_way(start):
    """Own agendas lower obedience, so it is below full and differs from militia to militia."""
    obeys = [start.ask(restraint.obedience, m=vars(m)) for m in start.militias]
    assert max(obeys) < 0.95
    assert len(set(obeys)) == len(obeys)
    assert max(obeys) - min(obeys) > 0.1
    own = [start.ask(restraint.obedience, m={"agenda": a}) for a in (0.0, 0.5, 1.0)]
    assert own[0] > own[1] > own[2]


@pytest.mark.mechanism("M029")
def test_the_militias_own_revenge_outlives_irans(runs, start):
    """After Iran's salvo militias still fire for their own dead leader; with no such debt, none."""

    def avenged(per_debt):
        block = runs(
            "january_2020",
            f"parameters.set.fire_per_debt={per_debt}",
            "parameters.set.leadership_anger=0",
            "parameters.set.fire_per_mourning=0",
            events=True,
        )
        fired = block.events(*ATTACKS)
        return int(((fired.cause_action == Action.LEADERSHIP_STRIKE) & (fired.day > 72)).sum())

    assert avenged(0.05) > 100
    assert avenged(0) == 0
    assert start.ask(grievance.debt_from_leadership, m={"leader_died": 1.0}) > 0.0
    assert start.ask(grievance.debt_from_leadership, m={"leader_died": 0.0}) == 0.0


@pytest.mark.mechanism("M029")
def test_a_militias_debt_is_paid_by_its_own_attacks_and_hardly_by_time(start, priors):
    """The drive lasts until the militia has acted: each attack discharges a part.

    Time alone takes a month or more to halve it, in every draw: it outlives anger at an air strike
    and Iran's reply, which comes in days. Nobody else's act touches it.
    """
    assert start.ask(grievance.debt_after_attack, m={"debt": 1.0}) < 1.0
    for p in [start.p, *priors]:
        assert 0.5 < p.debt_keep**29 < 1.0
        assert p.debt_keep > p.grievance_keep
    assert start.ask(fading.debt, m={"debt": 1.0}) == start.p.debt_keep
    assert (
        start.ask(grievance.debt_drive, m={"debt": 1.0})
        > start.ask(grievance.debt_drive, m={"debt": 0.5})
        > 0.0
    )


@pytest.mark.mechanism("M030")
def test_the_open_salvo_is_followed_by_a_long_low_tail(runs, start):
    """Deniable attacks out of it, fewer with every two months but still some; none without it."""

    def tail(*settings):
        fired = runs("january_2020", *settings, events=True).events(*ATTACKS)
        days = fired.day[fired.cause_action == Action.SALVO] - 72
        return np.histogram(days, bins=(0, 60, 120, 181))[0]

    usual = tail()
    assert usual[0] > usual[1] > 0
    assert usual[2] > 0
    assert tail("parameters.set.fire_tail=0").sum() == 0
    assert start.ask(fire.tail_drive, iran={"tail": 0.0}) == 0.0
    assert start.ask(fading.tail, iran={"tail": 1.0}) < 1.0


@pytest.mark.mechanism("M036")
def test_public_mourning_presses_for_revenge_for_some_days(runs, start):
    """The drive follows the vows, reaches militias close to Iran, and is gone within weeks."""
    assert start.ask(grievance.mourning_drive) == 0.0
    near, far = (
        start.ask(grievance.mourning_drive, m={"link": x}, iraq={"mourning": 1.0})
        for x in (0.9, 0.0)
    )
    assert near > 0.0 == far
    assert start.ask(fading.mourning, iraq={"mourning": 1.0}) < 1.0
    strike = ("lever: us.leadership_strike.order, set: strike, on: 2019-12-27",)
    fired = runs("baseline", orders=strike, n=2000, events=True).events(*ATTACKS)
    days = fired.day[fired.cause_action == Action.MOURNING] - 60
    soon, later = ((days >= 0) & (days < 10)).sum(), ((days >= 30) & (days < 40)).sum()
    assert soon > 20
    assert later < 0.3 * soon


LINES = (Action.LINE_RESTRAIN, Action.LINE_SILENT, Action.LINE_ENCOURAGE)


@pytest.mark.mechanism("M025", "M026")
def test_irans_line_is_a_policy_and_changes_rarely(runs, start):
    """Leaving a line has a cost: a run of half a year sees a change or two, not one a month.

    Control: without that cost the same reviews change the line many times as often.
    """
    kept = []
    for line in (-1, 0, 1):
        draws = {"restrain": 0.0, "encourage": 0.0, "iran": {"line": line}}
        lines = [
            start.ask(iran_line.choose_line, u=u, **draws) for u in np.linspace(0.0, 0.999, 500)
        ]
        kept.append(np.mean(np.array(lines) == line))
    assert min(kept) > 0.85

    def changes(cost):
        block = runs("january_2020", f"parameters.set.line_inertia={cost}", events=True)
        return (block.events(*LINES).day > 72).sum() / len(block.block.tallies)

    assert 0.2 < changes(3) < 2.5
    assert changes(0) > 4.0 * changes(3)


@pytest.mark.mechanism("M025", "M026")
def test_an_order_to_hold_never_turns_into_one_to_fire_in_one_step(runs, start):
    """However strong the pull to encourage, silence lies between. The other way is open.

    Control: in the same runs an order to fire does turn into one to hold at once.
    """
    pulls = {"restrain": -6.0, "encourage": 9.0}
    draws = np.linspace(0.0, 0.999, 200)
    for line, ever in ((-1, False), (0, True)):
        chosen = [
            start.ask(iran_line.choose_line, u=u, iran={"line": line}, **pulls) for u in draws
        ]
        assert (1 in chosen) == ever
    lines = runs(
        "january_2020",
        "parameters.set.line_inertia=0",
        "parameters.set.line_encourage=1",
        "parameters.set.line_review=0.5",
        events=True,
    ).events(*LINES)
    before = lines.groupby("run").action.shift()
    assert ((lines.action == Action.LINE_ENCOURAGE) & (before == Action.LINE_SILENT)).sum() > 500
    assert ((lines.action == Action.LINE_ENCOURAGE) & (before == Action.LINE_RESTRAIN)).sum() == 0
    assert ((lines.action == Action.LINE_RESTRAIN) & (before == Action.LINE_ENCOURAGE)).sum() > 500


@pytest.fixture(scope="module")
def fire_by_obedience(tmp_path_factory):
    """Mean attacks after 8 January in each of 100 draws of the prior, by obedience and order."""

    def mean(obedience, *orders):
        file = tmp_path_factory.mktemp("obedience") / "test.yaml"
        given = (f"lever: militia.obedience, set: {obedience}", *orders)
        lines = "".join(f"  - {{{order}}}\n" for order in given)
        file.write_text(
            f"extends: {SCENARIOS / 'january_2020.yaml'}\ninterventions:\n{lines}", encoding="utf-8"
        )
        each, draws = 10, 100
        engine = Engine(load_scenario(file, ("parameters=prior",)), SEED, each)
        fired = Runs(engine.block(0, each * draws, daily=True)).series("rocket_attacks")
        return (fired[:, -1] - fired[:, 72]).reshape(draws, each).mean(axis=1)

    return mean


@pytest.mark.mechanism("M025")
def test_more_obedience_under_irans_restraint_means_less_fire(fire_by_obedience):
    """In nine of ten draws of the prior and more, each draw paired with itself under equal luck.

    So with the order kept up, and also when Iran is left to its own line after its message of
    8 January. Control: under an order to go on firing, obedience means more fire in every draw.
    """
    held, urged = ("lever: iran.line, set: restrain",), ("lever: iran.line, set: encourage",)
    for orders in (held, ()):
        deaf, half, full = (fire_by_obedience(o, *orders) for o in (0, 0.5, 1))
        assert (full < deaf).mean() >= 0.9
        assert (half < deaf).mean() >= 0.9
    deaf, full = (fire_by_obedience(o, *urged) for o in (0, 1))
    assert (full > deaf).mean() >= 0.9
