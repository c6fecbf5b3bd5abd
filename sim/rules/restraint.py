"""What holds the militias back: Iran's line, their obedience, and hope of an American exit."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.jit import rule
from sim.state.actors import Iran, Iraq, Militia, Us


@rule
def obedience(m: Militia, iran: Iran, g: Any, p: Any) -> float:
    """How far a militia follows Iran's order today, in [0, 1].

    Lower for militias with their own agenda inside the state; the loss of the go-between weighs
    most on those, so that they then differ more. `g` holds the scenario's overlay for this militia.
    Source: wsj:8, wsj:10, wsj:20 (M027, M028, M099, M100; switch H2). Status: assumed.
    """
    reach = 1.0 - (1.0 - iran.command) * m.agenda
    own = p.obedience * (1.0 - p.agenda_effect * m.agenda) * reach
    return min(1.0, max(0.0, g.militia_obedience_x * own + g.militia_obedience_add))


@rule
def command_after_leadership(iran: Iran, p: Any) -> float:
    """Iran's reach over the militias once its go-between is dead, in [0, 1].

    Source: wsj:8, wsj:10 (M027). Status: assumed.
    """
    return iran.command * (1.0 - p.command_loss)


@rule
def line_factor(m: Militia, iran: Iran, p: Any) -> float:
    """Factor on a militia's fire: below 1 restrained by Iran, 1 silent, above 1 encouraged.

    Obedient militias go quiet under a restraint order, others do not; hard-liners at odds with the
    stand-down let part of it leak away.
    Source: wsj:10, wsj:19, wsj:20 (M025, M026, M028, M101; switch H2). Status: assumed.
    """
    if iran.line < 0:
        return 1.0 - m.obedience * p.restrain_effect * (1.0 - p.hardliner_leakage)
    if iran.line > 0:
        return 1.0 + m.obedience * p.encourage_effect
    return 1.0


@rule
def patience_factor(m: Militia, iraq: Iraq, day: int, p: Any) -> float:
    """Factor in [0, 1] on fire while the US exit looks within reach by politics.

    Patient militias hold fire as their hope rises. A militia that is a party to politics holds all
    fire until its patience has ended, and then takes it up over weeks.
    Source: wsj:12, wsj:23, wsj:24 (M032, M034, M035). Status: assumed.
    """
    hopeful = 1.0 - p.patience_effect * m.patient * iraq.exit_hope
    if m.political == 0:
        return hopeful
    if m.roused_day < 0:
        return 0.0
    return hopeful * min(1.0, max(0.0, day - m.roused_day) / p.rousing_days)


@rule
def p_patience_ends(m: Militia, iraq: Iraq, g: Any, p: Any) -> float:
    """Chance in [0, 1] that a militia in politics gives up on politics today.

    Only once the political path has been shut for longer than its patience, on which `g` holds the
    scenario's overlay.
    Source: wsj:13, wsj:24 (M031, M034). Status: assumed.
    """
    patience = g.militia_patience_x * p.sadr_patience_days + g.militia_patience_add
    shut = iraq.closed_days > 0.0 and iraq.closed_days >= patience
    if m.political == 0 or m.roused_day >= 0 or not shut:
        return 0.0
    return maths.chance(p.patience_end_hazard)


@rule
def is_roused(m: Militia) -> bool:
    """Does a strike on this militia end its patience? Yes where it still had any.

    Source: wsj:24, spiked:9 (M003, M034). Status: assumed.
    """
    return m.political == 1 and m.roused_day < 0


@rule
def mobilisation(m: Militia) -> float:
    """Latent strength after commanders are killed: political militias mobilise, unfired.

    Result in [0, 3], 1 for a militia called up.
    Source: wsj:24 (M033). Status: assumed.
    """
    return max(m.latent, 1.0 * m.political)


@rule
def hope_of_withdrawal(us: Us) -> float:
    """Seen chance of an American exit while a withdrawal from Iraq is under way, in [0, 1].

    It is the share of the troops that the withdrawal takes home; 0 where none is under way.
    Source: wsj:12, wsj:23 (M032, M035). Status: assumed.
    """
    return 1.0 - us.exit_to if us.exit_day >= 0 else 0.0


@rule
def political_path_shut(iraq: Iraq, us: Us, vote_forbidden: bool) -> float:
    """Share of this day on which politics offers no way to an American exit, in [0, 1].

    It is shut after a vote that nobody turned into a bill while the US stays, and while the vote
    itself is kept from the floor. A withdrawal opens it as far as it takes the troops home.
    Source: wsj:13, wsj:24 (M031, M034). Status: assumed.
    """
    if iraq.signed_day >= 0:
        return 0.0
    shut = 1.0 if iraq.voted_day >= 0 or vote_forbidden else 0.0
    return shut * (1.0 - hope_of_withdrawal(us))


@rule
def hope_after_vote(p: Any) -> float:
    """Seen chance of an American exit right after an expulsion vote, in [0, 1]; it fades.

    Source: wsj:12, wsj:23 (M032, M035). Status: assumed.
    """
    return p.hope_after_vote


@rule
def hope_after_signature(p: Any) -> float:
    """Seen chance of an American exit once a bill with a date is signed, in [0, 1].

    Source: globe:17, wsj:23 (M032, M061). Status: assumed.
    """
    return p.hope_after_signature
