"""Who is blamed, how surely and how soon. Attacks are mostly unclaimed."""

from __future__ import annotations

from typing import Any

from sim import maths
from sim.jit import rule
from sim.state.actors import Militia


@rule
def p_claim(g: Any, p: Any) -> float:
    """Chance in [0, 1] that a militia claims its attack; `g` holds the scenario's overlay.

    Source: spiked:8, spiked:9, wsj:9 (M019, M020). Status: assumed.
    """
    return min(1.0, max(0.0, g.militia_claims_x * p.claim_chance + g.militia_claims_add))


@rule
def p_praise(m: Militia, p: Any) -> float:
    """Chance in [0, 1] that a militia praises a fatal attack it does not claim.

    Source: spiked:8 (M022). Status: assumed.
    """
    return p.praise_chance * m.suspicion


@rule
def p_error(m: Militia, claimed: bool, praised: bool, lever: Any, p: Any) -> float:
    """Chance in [0, 1] that the US lays an attack of this militia on another one.

    The usual suspect is the default culprit: what it fires is laid on it, and the less readily a
    militia is suspected, the likelier its attack is laid on somebody else. None when claimed, less
    when praised.
    Source: wsj:9, wsj:23, spiked:8, spiked:9 (M021, M022, M024). Status: assumed.
    """
    if claimed:
        return 0.0
    own = p.blame_error * (1.0 - m.suspicion)
    error = lever.us_attribution_error_x * own + lever.us_attribution_error_add
    error *= 1.0 - p.praise_certainty if praised else 1.0
    return min(1.0, max(0.0, error))


@rule
def blamed_weight(m: Militia, p: Any) -> float:
    """Weight, >= 0, with which a wrongly blamed militia is picked: the usual suspect first.

    A militia that is a party to politics is never struck by mistake.
    Source: wsj:23, wsj:24, spiked:9, wsj:9 (M021, M024). Status: assumed.
    """
    return (p.blame_floor + m.suspicion) * (1.0 - m.political)


@rule
def settle_delay(u: float, claimed: bool, praised: bool, lever: Any, p: Any) -> int:
    """Days until the US is sure enough to act; praise without a claim shortens them.

    Source: spiked:8, forum:20 (M001, M022). Status: assumed.
    """
    mean = lever.us_attribution_delay_x * p.blame_delay + lever.us_attribution_delay_add
    if claimed or praised:
        mean *= 1.0 - p.praise_certainty
    return int(maths.hazard(u) * max(0.0, mean))
