"""What Baghdad makes of it: anger, legitimacy, the militias' cover, allegiance."""

from __future__ import annotations

import numpy as np
import pytest

from sim.rules import fading, fire, parliament, shocks, sovereignty

NO_STRIKES = (
    "lever: us.reply.doctrine, set: never",
    "lever: us.leadership_strike.permit, set: never",
)


@pytest.mark.mechanism("M059")
def test_a_strike_on_irans_soil_leaves_no_anger_in_baghdad(runs):
    """Elsewhere is elsewhere: the more such strikes, no more votes."""
    plain = (
        "lever: us.leadership_strike.permit, set: never",
        "lever: us.reply.fighters_cap, set: 0",
        "lever: iran.reply, set: hold",
    )
    none, many = (
        runs(
            "baseline",
            f"parameters.set.iran_per_memory={x}",
            "parameters.set.iran_memory_floor=1",
            "parameters.set.war_chance=0",
            orders=plain,
            n=2000,
        )
        for x in (0, 0.3)
    )
    assert none.mean("n_strikes_on_iran") == 0.0
    assert many.mean("n_strikes_on_iran") > 0.3
    assert many.mean("vote") < none.mean("vote") + 0.03


@pytest.mark.mechanism("M062")
def test_baghdad_steers_between_the_two_and_no_push_takes_it_all_the_way(start, priors):
    """However long and hard one side pushes it stops short, and it comes back when let go."""
    for p in [start.p, *priors[:8]]:
        lean, table = 0.0, vars(p)
        for _ in range(400):
            lean = start.ask(
                sovereignty.alignment_tomorrow,
                iraq={"alignment": lean, "anger": 20.0},
                isis=1.0,
                p=table,
            )
        assert 0.0 < lean <= p.alignment_push <= 1.0
        back = start.ask(
            sovereignty.alignment_tomorrow,
            iraq={"alignment": lean, "anger": 0.0},
            isis=1.0,
            p=table,
        )
        assert back < lean
    assert start.p.alignment_push < 1.0
    need = start.ask(
        sovereignty.alignment_tomorrow, iraq={"alignment": 0.0, "anger": 0.0}, isis=2.0
    )
    assert -1.0 < need < 0.0, "a stronger ISIS pulls to Washington, and only part of the way"


@pytest.mark.mechanism("M062", "M077")
def test_baghdads_need_of_the_us_counts_only_while_its_presence_is_legitimate(start, priors):
    """A doubled ISIS pulls to Washington a legitimate presence, the less the less it is one.

    Below a floor of legitimacy it pulls no more. Control: at full standing it does in every draw.
    """

    def lean(legitimacy, isis_now, p):
        iraq = {"alignment": 0.0, "anger": 0.0, "legitimacy": legitimacy}
        return start.ask(sovereignty.alignment_tomorrow, iraq=iraq, isis=isis_now, p=vars(p))

    for p in [start.p, *priors]:
        floor = p.need_legitimacy
        assert lean(floor, 2.0, p) == lean(0.0, 9.0, p) == lean(1.0, 1.0, p) == 0.0
        assert lean(1.0, 2.0, p) < lean((1.0 + floor) / 2.0, 2.0, p) < 0.0


@pytest.mark.mechanism("M052", "M064")
def test_open_war_on_its_soil_turns_baghdad_against_the_us(runs, start):
    """Each day of it adds anger; runs at war end nearer Tehran, though ISIS is stronger there.

    Controls: shuffled runs show nothing, and without that anger the war itself, through ISIS,
    would drive Baghdad to Washington.
    """
    assert start.ask(sovereignty.anger_from_war, war=1) > 0.0
    assert start.ask(sovereignty.anger_from_war, war=0) == 0.0

    def gap(*settings, mix=False):
        block = runs("lethal_missile_reprisal", "parameters.set.war_chance=0.3", *settings)
        war, lean = (block.outcomes[n] for n in ("open_war", "iraq_alignment"))
        assert 0.05 < war.mean() < 0.98
        if mix:
            war = np.random.default_rng(4).permutation(war)
        return lean[war == 1].mean() - lean[war == 0].mean()

    assert gap() > 0.1
    assert abs(gap(mix=True)) < 0.05
    assert gap("parameters.set.anger_per_war_day=0") < 0.05


@pytest.mark.mechanism("M059", "M064")
def test_dead_soldiers_of_the_state_anger_baghdad(runs, start):
    """The more of them a strike kills the angrier; runs in which strikes do end nearer Tehran.

    Control: the same runs in which no strike hits state forces.
    """
    anger = [start.ask(sovereignty.anger_from_state_forces, killed=k) for k in (0.0, 1.0, 5.0)]
    assert anger[0] == 0.0 < anger[1] < anger[2]
    order = ("lever: us.leadership_strike.permit, set: never",)
    hit, spared = (
        runs("baseline", f"parameters.set.state_forces_hit={x}", orders=order) for x in (1, 0)
    )
    assert hit.mean("iraqi_killed") > spared.mean("iraqi_killed") + 0.5
    assert hit.mean("iraq_alignment") > spared.mean("iraq_alignment") + 0.01
    assert hit.mean("us_legitimacy") < spared.mean("us_legitimacy")


@pytest.mark.mechanism("M063")
def test_the_militias_gain_cover_while_isis_threatens_and_keep_it_after(runs, start):
    """Up with ISIS, not down with it; while ISIS is strong the state cannot rein them in."""
    tomorrow = sovereignty.standing_tomorrow
    assert start.ask(tomorrow, isis=3.0) > start.ask(tomorrow, isis=2.0) > start.m.standing
    assert start.ask(tomorrow, isis=0.2) == start.m.standing
    weak, strong = (
        start.ask(sovereignty.reined_in, isis=x, lever={"iraq_rein_in": 1.0}) for x in (1.0, 9.0)
    )
    assert weak > strong >= 0.0
    assert start.ask(sovereignty.reined_in, isis=1.0) == 0.0
    shock = runs("baseline", orders=("lever: isis.shock, set: 1, on: 2019-11-01",), n=500)
    assert shock.mean("militia_standing") > runs("baseline").mean("militia_standing") + 0.01


@pytest.mark.mechanism("M063", "M064")
def test_american_strikes_let_the_militias_bed_in(runs, start, priors):
    """Anger at strikes gives them cover, as ISIS does, and none of it goes when anger fades.

    Controls: a winter without strikes ends with less, and where anger counts for nothing strikes
    make no difference beyond what ISIS makes of them.
    """
    tomorrow = sovereignty.standing_tomorrow
    for p in [start.p, *priors]:
        calm, angry = (
            start.ask(tomorrow, iraq={"anger": a}, isis=1.0, p=vars(p)) for a in (0.0, 5.0)
        )
        assert angry > calm == start.m.standing

    def gain(*settings):
        with_them, without = (
            runs("baseline", *settings, orders=o, n=2000).outcomes["militia_standing"]
            for o in ((), NO_STRIKES)
        )
        return (with_them - without).mean()

    assert gain() > 0.005
    assert gain("parameters.set.standing_anger=0") < 0.5 * gain()


@pytest.mark.mechanism("M062", "M063")
def test_only_the_states_own_effort_takes_the_militias_cover_away(runs, start, priors):
    """Reined in they lose cover day by day, and the scenario that does so ends with much less.

    Control: the same months without that effort, in which cover falls in no run; advisers, who
    build up the army over years (M073), are left out of both.
    """
    tomorrow = sovereignty.standing_tomorrow
    for p in [start.p, *priors]:
        held = start.ask(tomorrow, isis=1.0, lever={"iraq_rein_in": 1.0}, p=vars(p))
        assert 0.0 <= held < start.m.standing
        assert start.ask(tomorrow, isis=1.0, p=vars(p)) == start.m.standing
    alone = ("parameters.from=prior", "parameters.set.adviser_pace=0")
    reined, left = (runs(n, *alone) for n in ("disarm_militias", "january_2020"))
    assert (reined.outcomes["militia_standing"] < left.outcomes["militia_standing"]).mean() > 0.95
    assert reined.mean("militia_standing") < 0.7 * left.mean("militia_standing")
    first = float(np.mean([m.standing for m in start.militias]))
    assert left.outcomes["militia_standing"].min() >= first - 1e-9


@pytest.mark.mechanism("M064")
def test_each_strike_on_the_militias_pushes_baghdad_from_washington(runs, start):
    """Anger from every strike, alignment after it; without strikes it stays in the middle."""
    assert start.ask(sovereignty.anger_from_strike, fighters=0.0) > 0.0
    calm, angry = (
        start.ask(sovereignty.alignment_tomorrow, iraq={"anger": a}, isis=1.0) for a in (0.0, 3.0)
    )
    assert angry > calm
    assert start.ask(fading.anger, iraq={"anger": 1.0}) < 1.0
    usual, none = runs("baseline"), runs("baseline", orders=NO_STRIKES)
    assert usual.mean("iraq_alignment") > none.mean("iraq_alignment") + 0.02
    free, crowded = (
        start.ask(shocks.protest_tomorrow, iraq={"anger": a}, us_share=1.0) for a in (0.0, 3.0)
    )
    assert crowded < free


@pytest.mark.mechanism("M066")
def test_american_exposure_moves_with_the_allegiance_of_the_hosts(start):
    """The same site is a better target where the host force looks away."""
    weights = [start.ask(fire.site_weight, iraq={"allegiance": a}) for a in (1.0, 0.5, 0.0)]
    assert weights[0] < weights[1] < weights[2]


@pytest.mark.mechanism("M077")
def test_legitimacy_is_a_stock_that_strikes_drain_and_kept_terms_refill(runs, start):
    """Low stock means more votes and more access cuts."""
    assert start.ask(sovereignty.legitimacy_after_breach, anger=3.0) < start.iraq.legitimacy
    assert start.iraq.legitimacy < start.ask(sovereignty.legitimacy_regained) < 1.0
    low, high = {"anger": 9.0, "legitimacy": 0.2}, {"anger": 9.0, "legitimacy": 0.9}
    assert start.ask(parliament.p_vote, iraq=low) > start.ask(parliament.p_vote, iraq=high)
    cut = sovereignty.p_access_cut
    assert start.ask(cut, iraq=low, standing=0.5) > start.ask(cut, iraq=high, standing=0.5)
    usual, none = runs("baseline"), runs("baseline", orders=NO_STRIKES)
    assert usual.mean("us_legitimacy") < none.mean("us_legitimacy") - 0.01
