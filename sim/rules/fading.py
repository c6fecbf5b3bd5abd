"""How long things count: every decaying sum keeps a fixed share a day, from its half-life."""

from __future__ import annotations

from typing import Any

from sim.jit import rule
from sim.state.actors import Campaign, Iran, Iraq, Militia, Us


@rule
def grievance(m: Militia, p: Any) -> float:
    """Anger at strikes that is left tomorrow, in strikes, >= 0: the bump is short.

    Source: spiked:9 (M003). Status: assumed.
    """
    return m.grievance * p.grievance_keep


@rule
def debt(m: Militia, p: Any) -> float:
    """Revenge still owed tomorrow for a militia's own leader, in leaders, >= 0: months.

    Source: wsj:7, spiked:7, spiked:11 (M029, M016). Status: assumed.
    """
    return m.debt * p.debt_keep


@rule
def capability(m: Militia, lever: Any, p: Any) -> float:
    """Capability tomorrow: losses are made good, so routine raids do not wear a militia down.

    State effort to rein the militias in keeps them from rebuilding. Result: index in [0, 2].
    Source: spiked:10, spiked:11, border:38 (M015, M062). Status: assumed.
    """
    regained = p.capability_regained * (1.0 - lever.iraq_rein_in)
    return m.capability + regained * (1.0 - m.capability)


@rule
def mourning(iraq: Iraq, p: Any) -> float:
    """Public vows that still press tomorrow, in ceremonies, >= 0: some days.

    Source: globe:8 (M036). Status: assumed.
    """
    return iraq.mourning * p.mourning_keep


@rule
def crowd(iraq: Iraq, p: Any) -> float:
    """Crowd anger left tomorrow, in mass strikes, >= 0: days.

    Source: forum:26 (M004). Status: assumed.
    """
    return iraq.crowd * p.crowd_keep


@rule
def anger(iraq: Iraq, p: Any) -> float:
    """Anger at breaches of sovereignty left tomorrow, in strikes, >= 0.

    Source: forum:21, spiked:15 (M059, M064). Status: assumed.
    """
    return iraq.anger * p.anger_keep


@rule
def hope(iraq: Iraq, p: Any) -> float:
    """Seen chance of an exit left tomorrow, in [0, 1]: it fades while nothing follows the vote.

    Source: wsj:13, wsj:23 (M031, M032, M035). Status: assumed.
    """
    return iraq.exit_hope * p.hope_keep


@rule
def memory(us: Us, p: Any) -> float:
    """Provocation that still counts tomorrow, in American deaths, >= 0.

    Source: spiked:13, wsj:9 (M006, M016). Status: assumed.
    """
    return us.memory * p.memory_keep


@rule
def siege_pressure(us: Us, p: Any) -> float:
    """Shock of a stormed embassy left tomorrow, in sieges, >= 0: days.

    Source: wsj:18 (M005). Status: assumed.
    """
    return us.siege_pressure * p.siege_keep


@rule
def threat(us: Us, p: Any) -> float:
    """Threat left tomorrow, in ordinary threats, >= 0.

    Source: globe:4, globe:5 (M038, M039). Status: assumed.
    """
    return us.threat * p.threat_keep


@rule
def exchange(us: Us, p: Any) -> float:
    """Freshness of the last exchange of fire tomorrow, >= 0: days.

    Source: spiked:10 (M079). Status: assumed.
    """
    return us.exchange * p.exchange_keep


@rule
def fatigue(us: Us, p: Any) -> float:
    """Reluctance left tomorrow, in strikes, >= 0.

    Source: spiked:10, spiked:11 (M017). Status: assumed.
    """
    return us.fatigue * p.fatigue_keep


@rule
def fresh_steps(us: Us, p: Any) -> float:
    """Recent steps of sanctions that still count tomorrow, in steps, >= 0: months.

    Source: spiked:10, spiked:11 (M078, M079). Status: assumed.
    """
    return us.fresh_steps * p.sanction_keep


@rule
def leader_loss(campaign: Campaign, p: Any) -> float:
    """Skill against ISIS still missing tomorrow since the organiser died, in [0, 1].

    Others step into his place in time: the militias went on working without him.
    Source: forum:6, spiked:7 (M043, M016). Status: assumed.
    """
    return campaign.leader_loss * p.leader_loss_keep


@rule
def command(iran: Iran, p: Any) -> float:
    """Iran's reach over the militias tomorrow, in [0, 1]: a new go-between restores it slowly.

    Source: wsj:8, wsj:20, spiked:7 (M027, M016). Status: assumed.
    """
    return iran.command + p.command_regained * (1.0 - iran.command)


@rule
def diversion(campaign: Campaign, p: Any) -> float:
    """Size of a past invasion that still diverts the partners in Syria tomorrow, >= 0.

    Source: globe:10 (M041). Status: assumed.
    """
    return campaign.diversion * p.diversion_keep


@rule
def deterrence(us: Us, p: Any) -> float:
    """Fear of the US left tomorrow, in [0, 1]; under H1-A the drop lasts.

    Source: spiked:6 (M096; switch H1). Status: assumed.
    """
    return us.deterrence * p.deterrence_keep


@rule
def after_reprisal(iran: Iran, p: Any) -> float:
    """Fear of being held to account after its own reprisal, tomorrow, in [0, 1].

    Source: wsj:20, wsj:22 (M025). Status: assumed.
    """
    return iran.after_reprisal * p.after_reprisal_keep


@rule
def tail(iran: Iran, p: Any) -> float:
    """Slow response still to come tomorrow, in [0, 1]: weeks and months.

    Source: wsj:11 (M030, M111). Status: assumed.
    """
    return iran.tail * p.tail_keep
