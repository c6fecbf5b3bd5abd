"""What the articles, or one paper on Iraq, report of the stylised facts.

Figures come from the coded tables: aggregates where one names the figure, else the days of coded
events. The paper is Lewis, Mohler, Brantingham and Bertozzi 2012, "Self-exciting point process
models of civilian deaths in Iraq", Security Journal 25(3): a yardstick of method, no evidence, and
nothing is fitted to it. It counts violent civilian deaths of 2003 to 2007 by district.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from calibration.checks.holdout_checks import FITTED
from calibration.evidence.events import Event, read_events
from calibration.evidence.history import ACTS
from calibration.evidence.tables import Aggregate, read_aggregates
from calibration.likelihood.targets import coalition_deaths, treatment
from sim.actions import RUNG_LABELS, Rung

PAPER: Final = "Lewis et al. 2012"


class Reported(NamedTuple):
    """A figure or a range that a source gives; NaN and no words where none does."""

    low: float
    high: float
    words: str
    citations: tuple[str, ...] = ()
    one_winter: bool = True
    """One winter's figure, luck included, and not a long-run one?"""
    fitted: bool = False
    """Did the fit see it? Then agreement is no test."""


REFUGES: Final = Reported(
    1.0,
    math.inf,
    "above 1: it recovers in ungoverned ground",
    ("globe:10", "forum:11", "border:9"),
    one_winter=False,
)
"""What the sanity table cites for the place of a first breakout. No article gives a figure by area.
"""
NOTHING: Final = Reported(math.nan, math.nan, "no article says")


def reported_facts() -> dict[str, Reported]:
    """Name of a fact -> what is reported of it; facts of which nothing is are left out."""
    found = {row.id: row for row in read_aggregates()}
    attacks, events = found["rocket_attacks_total"], read_events()
    return {
        "self_excited_by_dates": _paper(0.37, 0.50, "as much as 37 to 50 %, by district"),
        "memory_by_dates": _paper(14.0, 42.0, "at most two to six weeks, by district"),
        "self_excited_by_causes": _paper(0.37, 0.50, "as much as 37 to 50 %, from dates"),
        "attack_to_strike": _mean_of(
            [found["delay_northern_base_to_reprisal"], found["delay_taji_to_strikes"]]
        ),
        "strike_to_attack": _after_strikes(events, found["delay_strikes_to_besmaya"]),
        "fatal_share": _share_of(found["fatal_attacks_named"], attacks),
        "dead_per_attack": _share_of(found["coalition_deaths_rockets"], attacks),
        "longest_quiet_spell": _quiet(events, attacks),
        "isis_in_refuges": REFUGES,
    }


def _paper(low: float, high: float, words: str) -> Reported:
    return Reported(low, high, f"{words} ({PAPER})", one_winter=False)


def _mean_of(rows: Sequence[Aggregate]) -> Reported:
    """The mean of several delays, each between its ends."""
    lows = [row.low or 0.0 for row in rows]
    highs = [row.high or math.inf for row in rows]
    each = " and ".join(
        f"{_value(row):g} ({low:g} to {high:g})"
        for row, low, high in zip(rows, lows, highs, strict=True)
    )
    low, high = sum(lows) / len(rows), sum(highs) / len(rows)
    return Reported(low, high, f"{each} days", _cited(rows), fitted=any(map(_is_fitted, rows)))


def _share_of(part: Aggregate, whole: Aggregate) -> Reported:
    """One count against another, as reported: an article may leave some of the part out."""
    share = _value(part) / _value(whole)
    words = f"{_value(part):g} reported, of {_value(whole):g} attacks"
    fitted = _is_fitted(part) and _is_fitted(whole)
    return Reported(share, share, words, _cited([part, whole]), fitted=fitted)


def _after_strikes(events: Sequence[Event], coded: Aggregate) -> Reported:
    """At most the days from each coded strike to the next dated attack: others lie undated between.

    A strike and the attack that follows it may both have a window; the longest way is taken.
    `coded` is the delay among these that the tables hold as a figure.
    """
    attacks = dated_attacks(events)
    strikes = [e for e in events if e.act == "strike_militia"]
    most, cited = [], []
    for strike in strikes:
        later = [a for a in attacks if a.date_used > strike.date_used]
        if later:
            most.append((later[0].date_end - strike.date_start).days)
            cited += [strike, later[0]]
    words = " and ".join(f"at most {days}" for days in most) + " days to the next dated attack"
    mean = sum(most) / len(most)
    return Reported(0.0, mean, words, _paragraphs(cited), fitted=_is_fitted(coded))


def _quiet(events: Sequence[Event], attacks: Aggregate) -> Reported:
    """The longest spell lies between what the total forces and the gaps of the dated attacks.

    So many attacks on so many days leave some gap at least; undated ones can only break a gap.
    """
    days = (attacks.window_end - attacks.window_start).days + 1
    least = math.ceil((days - _value(attacks)) / (_value(attacks) + 1))
    dated = dated_attacks(events)
    most = max((b.date_end - a.date_start).days - 1 for a, b in pairwise(dated))
    words = f"{least} to {most} days, from the total and the dated attacks"
    return Reported(float(least), float(most), words, (*_cited([attacks]), *_paragraphs(dated)))


def dated_attacks(events: Sequence[Event]) -> list[Event]:
    """Rocket attacks that history replays, in the order of their days."""
    return sorted((e for e in events if e.act == "rocket_attack"), key=lambda e: e.date_used)


def reported_rungs(days: int) -> Mapping[Rung, Reported]:
    """Share of days on each rung in the coded winter of `days` days, by coded acts and the total.

    Higher rungs are reported one by one. Of the total of attacks only some are dated, so harmless
    ones fill at most as many days, and the quiet days are what is left.
    """
    total = next(row for row in read_aggregates() if row.id == "rocket_attacks_total")
    first, last = total.window_start, total.window_end
    acts = [e for e in read_events() if e.act in ACTS and first <= e.date_used <= last]
    highest = {e.date_used: e for e in sorted(acts, key=_rung)}
    by_rung = {rung: [e for e in highest.values() if _rung(e) == rung] for rung in RUNG_LABELS}
    said = {
        rung: _share_of_days(len(found), len(found), days, "", _paragraphs(found))
        for rung, found in by_rung.items()
    }
    busy = sum(len(found) for rung, found in by_rung.items() if rung > Rung.HARMLESS_ROCKETS)
    most = round(_value(total)) - len(by_rung[Rung.FATAL_ROCKETS])
    cited = _cited([total])
    said[Rung.HARMLESS_ROCKETS] = _share_of_days(0, most, days, "at most ", cited)
    said[Rung.QUIET] = _share_of_days(days - busy - most, days, days, "at least ", cited)
    return said


def _share_of_days(low: int, high: int, days: int, bound: str, cited: tuple[str, ...]) -> Reported:
    """A number of days, or its bound, out of all."""
    known = low if bound == "at least " else high
    return Reported(low / days, high / days, f"{bound}{known} of {days} days", cited)


def _rung(event: Event) -> Rung:
    """Rung of a coded act; a rocket attack that killed is one above."""
    rung = ACTS[event.act].spec.rung
    if rung == Rung.HARMLESS_ROCKETS and coalition_deaths(event) > 0:
        return Rung.FATAL_ROCKETS
    return rung


def _value(row: Aggregate) -> float:
    """The figure of a row that has one. Raises ValueError for a row of bounds alone."""
    if row.value is None:
        raise ValueError(f"{row.id} has no value")
    return row.value


def _cited(rows: Sequence[Aggregate]) -> tuple[str, ...]:
    """Their main citations, each once."""
    return tuple(dict.fromkeys(f"{row.source}:{row.paragraph}" for row in rows))


def _paragraphs(events: Sequence[Event]) -> tuple[str, ...]:
    """Their main citations, each once."""
    return tuple(dict.fromkeys(f"{event.source}:{event.paragraph}" for event in events))


def _is_fitted(row: Aggregate) -> bool:
    return treatment()[row.id]["as"] in FITTED
