"""How Syria's regime takes ground back."""

from __future__ import annotations

import math
from typing import Any

from sim.jit import rule
from sim.state.actors import Syria


@rule
def p_advance(syria: Syria, p: Any) -> float:
    """Chance in [0, 1] that the regime takes ground back today.

    Source: border:7 (M083). Status: assumed.
    """
    return 1.0 - math.exp(-p.advance_hazard * syria.resolve)
