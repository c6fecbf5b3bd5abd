"""Which way of an outcome is the bad one: a table of judgements, kept apart from counting.

Where readers of the articles would disagree (troops, votes, standing) the table is silent, and the
analyses ask instead of assuming.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sim.errors import InputError, nearest, some_of
from sim.outcomes import LISTED_BY, OUTCOMES

HIGHER: Final = "higher"
LOWER: Final = "lower"

WORSE: Final[dict[str, str]] = {
    **dict.fromkeys(
        (
            "n_rocket_attacks", "n_fatal_attacks", "us_killed", "partner_killed", "iraqi_killed",
            "fighters_killed", "iranian_killed", "wounded", "n_us_strikes", "n_sieges",
            "n_leadership_strikes", "leadership_strike",
            "n_salvos", "n_lethal_salvos", "n_strikes_on_iran", "open_war",
            "peak_rung", *(f"days_rung_{k}_up" for k in range(1, 7)), "pause_days", "n_pauses",
            "isis_strength_ratio", "isis_peak_ratio", "n_isis_attacks", "n_breakouts",
            "n_misblamed", "branching_ratio", "longest_chain",
            "n_us_fire_syria", "n_clashes", "n_probe_days", "n_retaken", "repression",
        ),
        HIGHER,
    ),
    "access_days": LOWER,
    "longest_gap": LOWER,
}  # fmt: skip
"""Outcome -> the bad way. What is missing is good or bad depending on who is asked."""


def worse_way(name: str, said: Mapping[str, str] | None = None) -> int:
    """+1 where a higher value of the outcome is worse, -1 where a lower one is, 0 if nobody says.

    `said` overrules the table. Raises InputError for an outcome that is not in the registry, or a
    way that is neither `higher` nor `lower`.
    """
    if name not in OUTCOMES:
        raise InputError(
            Path("outcomes"),
            1,
            "outcomes",
            name,
            some_of(OUTCOMES, name, LISTED_BY),
            nearest(name, OUTCOMES),
        )
    way = (said or {}).get(name, WORSE.get(name))
    if way not in (HIGHER, LOWER, None):
        raise InputError(Path("worse"), 0, name, way, f"{HIGHER} or {LOWER}")
    return {HIGHER: 1, LOWER: -1, None: 0}[way]


def need_way(name: str, said: Mapping[str, str] | None = None) -> int:
    """As `worse_way`, but raises InputError where nobody says which way is worse."""
    way = worse_way(name, said)
    if way == 0:
        raise InputError(
            Path("worse"), 0, name, "no bad way", f"worse: {{{name}: {HIGHER}}} or {LOWER}"
        )
    return way
