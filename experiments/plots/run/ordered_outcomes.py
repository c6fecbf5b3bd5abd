"""Outcomes that a lever sets by itself, so that their change is no finding of a comparison."""

from __future__ import annotations

from typing import Any, Final

ORDERED: Final = {
    "us.presence": ("us_troops_iraq_end", "us_troops_syria_end", "n_sites_closed", "n_returns"),
    "us.pause": ("pause_days", "n_pauses"),
    "us.leadership_strike": ("leadership_strike", "n_leadership_strikes"),
    "us.reply": ("n_us_strikes", "n_answered_fatal", "n_answered_harmless", "n_militias_hit"),
    "us.sanctions": ("n_sanction_steps",),
    "us.attribution": ("n_misblamed",),
    "iran.reply": ("n_salvos", "n_lethal_salvos"),
    "militia.obedience": ("militia_obedience",),
    "militia.claims": ("n_claimed",),
    "iraq.vote": ("vote",),
    "iraq.bill": ("signed_timetable",),
    "iraq.airspace": ("access_days",),
    "iraq.ground": ("access_days",),
    "isis.shock": ("isis_peak_ratio",),
    "shock.israel": ("n_depot_strikes",),
    "shock.epidemic": ("iran_burden",),
    "shock.protest": ("protest_room",),
}
"""Levers, by the beginning of their names -> outcomes that they set by themselves: no finding."""


def ordered_outcomes(*manifests: dict[str, Any]) -> set[str]:
    """Outcomes that the interventions of some results set by themselves."""
    levers = {lever for manifest in manifests for lever in manifest.get("levers", ())}
    return {
        outcome
        for start, outcomes in ORDERED.items()
        for outcome in outcomes
        if any(lever == start or lever.startswith(f"{start}.") for lever in levers)
    }
