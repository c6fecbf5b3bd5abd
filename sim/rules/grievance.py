"""Revenge: what strikes leave behind in the militias they hit, and how it is spent.

Sums that decay drive fire additively, so that the share of each past event in an attack is exact.
"""

from __future__ import annotations

from typing import Any

from sim.jit import rule
from sim.state.actors import Iraq, Militia


@rule
def revenge_drive(m: Militia, p: Any) -> float:
    """Extra attacks a day out of anger at US strikes on the militia.

    A strike is followed by a short-lived bump in rocket fire, in proportion to what the militia
    fires anyway. `m.grievance` in strikes, result in attacks/day, >= 0.
    Source: spiked:9, spiked:8 (M003, M018). Status: assumed.
    """
    return p.fire_per_grievance * m.grievance * m.share


@rule
def debt_drive(m: Militia, p: Any) -> float:
    """Extra attacks a day to avenge the militia's own dead leader.

    Separate from Iran's debt and still there after Iran has paid its own. `m.debt` in leaders,
    result in attacks/day, >= 0.
    Source: wsj:7, wsj:15 (M029). Status: assumed.
    """
    return p.fire_per_debt * m.debt * m.share


@rule
def mourning_drive(m: Militia, iraq: Iraq, p: Any) -> float:
    """Extra attacks a day while public vows raise the cost of doing nothing.

    `iraq.mourning` in ceremonies, result in attacks/day, >= 0.
    Source: globe:8, wsj:4 (M036). Status: assumed.
    """
    return p.fire_per_mourning * iraq.mourning * m.link * m.share


@rule
def grievance_from_strike(fighters: float, p: Any) -> float:
    """Grievance that one air strike leaves in each militia it hits.

    `fighters` killed; result in strikes (1 for an ordinary raid, more when many die), >= 0.
    Source: spiked:9, forum:20 (M003, M018). Status: assumed.
    """
    return 1.0 + p.grievance_per_fighter * fighters


@rule
def grievance_after_attack(m: Militia, p: Any) -> float:
    """Anger left after the militia has fired once: each attack spends a part. In strikes, >= 0.

    One raid was answered by one attack, not by a series without end.
    Source: spiked:9, spiked:11 (M003, M017). Status: assumed.
    """
    return m.grievance * (1.0 - p.grievance_spent)


@rule
def capability_after_strike(m: Militia, fighters: float, p: Any) -> float:
    """Capability left after an air strike killed `fighters`; routine raids leave it about the same.

    Result: index in [0, 2].
    Source: spiked:10, spiked:11 (M015). Status: assumed.
    """
    return m.capability * (1.0 - min(1.0, p.capability_loss_per_fighter * fighters))


@rule
def debt_from_leadership(m: Militia) -> float:
    """Debt that the death of the militias' own commander lays on a militia, in leaders, >= 0.

    Source: wsj:7, wsj:14 (M029). Status: assumed.
    """
    return m.leader_died


@rule
def debt_after_attack(m: Militia, p: Any) -> float:
    """Debt still owed after the militia has fired once: each attack discharges a part.

    Source: wsj:7, wsj:14 (M029). Status: assumed.
    """
    return m.debt * (1.0 - p.debt_discharge)


@rule
def anger_from_leadership(m: Militia, p: Any) -> float:
    """Grievance that a leadership strike leaves in every militia close to Iran, in strikes, >= 0.

    Large under the variant that killing escalates, small where it changes nothing.
    Source: spiked:10, spiked:11 (M097, M098; switch H1). Status: assumed.
    """
    return p.leadership_anger * m.link
