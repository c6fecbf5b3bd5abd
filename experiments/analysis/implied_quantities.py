"""What a table of parameters implies for things that a reader can judge.

Most coefficients mean nothing by themselves. Here they are turned into attacks, chances, multiples
and days, before a single run: an implausible prior is seen at a glance, and so is a loop that feeds
itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sim.inputs.world_file import MilitiaSpec
from sim.parameters import PARAMETERS, as_records
from sim.rules import posture
from sim.solved import HUNT_DAYS, MEAN_REFUGE, ORDINARY_HARDENING, mean_rockets

Floats = npt.NDArray[np.float64]
HALF_YEAR: Final = 182
"""Days in which base fire is counted."""
GAIN: Final = "loop_gain"


@dataclass(frozen=True)
class Quantity:
    """One thing that follows from the parameters."""

    name: str
    meaning: str
    unit: str
    sources: tuple[str, ...]
    compute: Callable[[Any, tuple[MilitiaSpec, ...]], Any]
    """From the records that rules read, as attributes of shape [runs], and the militias."""


def implied(
    table: Mapping[str, Floats], militias: Iterable[MilitiaSpec], names: Iterable[str] = ()
) -> dict[str, Floats]:
    """Implied quantities of a table of parameters: name -> values, shape [runs].

    `table` is what `sample_parameters` returns; `names` picks some quantities, all by default.
    """
    p, those = as_records(table).view(np.recarray), tuple(militias)
    wanted = tuple(names) or QUANTITIES
    found = {n: QUANTITIES[n].compute(p, those) for n in wanted}
    return {n: np.asarray(v, np.float64) for n, v in found.items()}


def _attacks_per_strike(p: Any, _: Any) -> Any:
    return p.fire_per_grievance / (1.0 - p.grievance_keep)


def _fatal(p: Any, _: Any) -> Any:
    rate = p.kill_per_rocket * (1.0 - ORDINARY_HARDENING)
    return 1.0 - np.exp(-rate * mean_rockets(p))


def _death_counts(p: Any) -> Any:
    """Chance that the deaths of a fatal attack weigh as much as one American, which asks a reply.

    They do if one of the dead is American, or if the others weigh enough together. Counted for an
    attack with the mean number of rockets on a base that is not the embassy.
    """
    rockets = mean_rockets(p)
    extra = p.deaths_extra * rockets / (rockets + p.deaths_rockets)
    more = np.exp(-1.0 / np.maximum(extra, 1e-9))  # chance that one more dies
    cap = int(np.max(p.deaths_cap))
    missed = np.zeros_like(more)
    for dead in range(1, cap + 1):
        last = dead >= np.floor(p.deaths_cap)
        chance = np.where(last, 1.0, 1.0 - more) * more ** (dead - 1)
        chance = np.where(dead > np.floor(p.deaths_cap), 0.0, chance)
        missed += chance * (1.0 - p.american_share) ** dead * (p.partner_weight * dead < 1.0)
    return 1.0 - missed


def _in_time(p: Any) -> Any:
    """Chance that a reply that is owed comes before it lapses, one try a day, without fatigue."""
    return 1.0 - np.exp(-p.reply_hazard * (1.0 + np.floor(p.reply_window)))


def _answered(p: Any, _: Any) -> Any:
    return _death_counts(p) * _in_time(p)


def _share_hit(p: Any, militias: tuple[MilitiaSpec, ...]) -> Any:
    """The militia that fired, and each other by the chance that the reply falls on it too."""
    hit = np.zeros(len(p))
    for fired in militias:
        also = sum(m.link * (1 - m.political) * m.share for m in militias if m is not fired)
        hit += fired.share * (fired.share + p.reply_breadth * also)
    return hit


def _loop_gain(p: Any, militias: tuple[MilitiaSpec, ...]) -> Any:
    fatal = _fatal(p, militias)
    struck = fatal * _death_counts(p) + (1.0 - fatal) * p.reply_harmless
    each = _attacks_per_strike(p, militias) * _share_hit(p, militias)
    return struck * _in_time(p) * each


def _base_fire(p: Any, _: Any) -> Any:
    return p.fire_base * HALF_YEAR


def _one_step(p: Any, _: Any) -> Any:
    return p.hostility_per_sanction * p.sanction_step / (1.0 + p.sanction_step)


def _pause(p: Any, _: Any) -> Any:
    """Asks the rule what one attack adds, so that it holds in whatever unit the rule counts."""
    attacks = np.maximum(1.0, p.fire_base / (1.0 - p.threat_keep))
    return p.pause_on / (posture.threat_from_attack(0.0, p) * attacks)


def _isis(p: Any, _: Any) -> Any:
    pace = 1.0 - 1.0 / p.isis_room - p.isis_hunted
    return np.exp(HUNT_DAYS * p.isis_growth * MEAN_REFUGE * pace)


def _half_life(field: str) -> Callable[[Any, Any], Any]:
    return lambda p, _: np.log(0.5) / np.log(p[field])


def _named() -> dict[str, Quantity]:
    rows = (
        Quantity(
            "attacks_per_strike",
            "rocket attacks brought on by one ordinary strike that hits every militia",
            "attacks",
            ("spiked:9", "spiked:8"),
            _attacks_per_strike,
        ),
        Quantity(
            "fatal_chance",
            "chance that an ordinary attack on an ordinary base kills",
            "probability",
            ("spiked:8", "spiked:11", "globe:5", "wsj:6"),
            _fatal,
        ),
        Quantity(
            "death_answered",
            "chance that deaths by rockets are answered by a strike before the reply lapses",
            "probability",
            ("forum:20", "spiked:8"),
            _answered,
        ),
        Quantity(
            "share_hit",
            "share of all fire that comes from the militias hit by one strike, on average",
            "share",
            ("spiked:8",),
            _share_hit,
        ),
        Quantity(
            GAIN,
            "attacks that one attack brings on through death, strike and anger; runaway above 1",
            "attacks/attack",
            ("spiked:8", "spiked:9", "spiked:10"),
            _loop_gain,
        ),
        Quantity(
            "base_fire",
            f"rocket attacks in half a year ({HALF_YEAR} days) that nothing provoked",
            "attacks",
            ("spiked:11",),
            _base_fire,
        ),
        Quantity(
            "step_on_fire",
            "change of base fire from the first step of sanctions",
            "share",
            ("spiked:11", "spiked:12", "forum:25"),
            _one_step,
        ),
        Quantity(
            "pause_threshold",
            "threat at which the hunt for ISIS may pause, against the threat under base fire alone",
            "multiple",
            ("globe:4", "globe:7"),
            _pause,
        ),
        Quantity(
            "isis_held",
            f"ISIS strength after {HUNT_DAYS} days of a full hunt, against the start",
            "ratio",
            ("globe:12", "globe:18", "forum:8", "forum:11"),
            _isis,
        ),
    )
    lives = (
        Quantity(p.name, p.meaning, p.unit, p.sources, _half_life(p.field))
        for p in PARAMETERS.values()
        if p.is_halflife
    )
    return {q.name: q for q in (*rows, *lives)}


QUANTITIES: Final = _named()
"""Name -> what follows, in the order in which people read it."""


def share_running_away(values: Mapping[str, Floats]) -> float:
    """Share of draws in which one attack brings on more than one."""
    return float((values[GAIN] > 1.0).mean())
