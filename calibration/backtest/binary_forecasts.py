"""What a backtest asks besides counts: yes/no questions, waits and replies.

A question is asked of a run's reported events and of the rows of a table in the same words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from calibration.backtest.forecast import ForecastFutures
from calibration.backtest.scores import CatalogueTest, delay_test
from calibration.evidence.attack_catalogue import Catalogues, Floats, Ints
from calibration.evidence.tables import Event
from calibration.likelihood.observation_model import ATTACK_BITS
from calibration.likelihood.targets import bits, coalition_deaths
from sim.actions import Action

STRIKES: Final = bits(Action.REPRISAL)
SALVOS: Final = bits(Action.SALVO, Action.LETHAL_SALVO)
WAIT_FATAL: Final = "wait_fatal"
WAITS: Final[Mapping[str, bool]] = {"wait_attack": False, WAIT_FATAL: True}
"""Wait for the first attack reported -> must it kill?"""


class YesNoQuestion(NamedTuple):
    """A yes/no question about the days to come."""

    name: str
    words: str
    actions: int
    """Acts that answer yes, one bit each."""
    act: str
    """The same in an event table; empty where tables have no word for it."""
    lethal: bool = False
    """Only if Americans are killed."""


QUESTIONS: Final = (
    YesNoQuestion("salvo", "Iranian missile salvo", SALVOS, "missile_salvo"),
    YesNoQuestion("lethal_salvo", "salvo that kills Americans", SALVOS, "missile_salvo", True),
    YesNoQuestion(
        "leadership_strike",
        "another leadership strike",
        bits(Action.LEADERSHIP_STRIKE),
        "leadership_strike",
    ),
    YesNoQuestion("militia_strike", "US strike on a militia", STRIKES, "strike_militia"),
    YesNoQuestion("siege", "embassy besieged", bits(Action.SIEGE), "embassy_siege"),
    YesNoQuestion("sanctions", "new US sanctions", bits(Action.SANCTION), "sanctions_step"),
    YesNoQuestion("withdrawal", "US withdrawal begins", bits(Action.WITHDRAW), ""),
    YesNoQuestion("open_war", "open war", bits(Action.OPEN_WAR), ""),
)

EVERY: Final = tuple(question.name for question in QUESTIONS)


def says(event: Event, question: YesNoQuestion) -> bool:
    """Does a row of a table answer yes?"""
    if not question.act or event.act != question.act:
        return False
    dead = event.killed.get("US")
    return not question.lethal or (dead is not None and dead.n > 0)


def has_word(events: Sequence[Event], question: YesNoQuestion) -> bool:
    """Does a table know such acts at all? Without, its silence is no answer.

    Nor is it where Americans must be dead and the table tells no American from others.
    """
    known = bool(question.act) and any(e.act == question.act for e in events)
    return known and (not question.lethal or any("US" in e.killed for e in events))


def holds_attacks(events: Iterable[Event]) -> bool:
    """Does a table know rocket attacks at all?"""
    return any(e.act == "rocket_attack" for e in events)


def holds_dead(events: Iterable[Event]) -> bool:
    """Does a table say of any happening how many died, if only that nobody did?"""
    return any(e.killed for e in events)


def answers(ahead: ForecastFutures, question: YesNoQuestion) -> npt.NDArray[np.bool_]:
    """In which runs is the answer yes? [runs]."""
    yes = among(ahead, question.actions) & ((ahead.us_killed > 0) | (not question.lethal))
    return np.bincount(ahead.run[yes], minlength=ahead.runs) > 0


def among(ahead: ForecastFutures, actions: int) -> npt.NDArray[np.bool_]:
    """Which reported events are acts of the mask? [reported]."""
    found: npt.NDArray[np.bool_] = (actions >> ahead.action) & 1 == 1
    return found


def waits(forecast: Catalogues, rows: Sequence[Event], until: dt.date) -> Iterator[CatalogueTest]:
    """Days from the forecast to the first attack reported, and to the first that kills.

    `rows` are the truth, by day, of the window of the forecast that begins after `until`.
    """
    last = until + dt.timedelta(days=forecast.days)
    attacks = [e for e in rows if e.act == "rocket_attack"]
    for name, fatal in WAITS.items():
        chosen = forecast.deaths >= (1 if fatal else 0)
        wait = _first(forecast.runs, forecast.run[chosen], forecast.day[chosen] + 1)
        came = next((e for e in attacks if coalition_deaths(e) > 0 or not fatal), None)
        low, high = _since(came, until, until, last)
        yield delay_test(name, wait, max(1, low), high)


def replies(
    ahead: ForecastFutures,
    known: Sequence[Event],
    rows: Sequence[Event],
    until: dt.date,
    to: dt.date,
    asked: Collection[str] = EVERY,
) -> Iterator[CatalogueTest]:
    """Replies that only a model has: the salvo that a known strike is owed, a strike for the dead.

    `known` are rows up to `until` and `rows` the truth up to `to`, as they were coded; a reply is
    looked for only if the truth can answer the question of `asked` that is about it.
    """
    acted = sorted((e for e in known if e.act), key=lambda e: (e.date_used, e.id))
    states = [e for e in acted if e.act in ("leadership_strike", "missile_salvo")]
    if "salvo" in asked and states and states[-1].act == "leadership_strike":
        last = states[-1]
        chosen = among(ahead, SALVOS)
        since = _first(ahead.runs, ahead.run[chosen], ahead.day[chosen])
        answer = next((e for e in rows if e.act == "missile_salvo"), None)
        low, high = _since(answer, last.date_start, last.date_end, to)
        yield delay_test("strike_to_salvo", since + (until - last.date_used).days, low, high)
    dead = next((e for e in rows if e.act == "rocket_attack" and coalition_deaths(e) > 0), None)
    if dead and "militia_strike" in asked:
        later = (e for e in rows if e.date_used >= dead.date_used and e.act == "strike_militia")
        low, high = _since(next(later, None), dead.date_start, dead.date_end, to)
        reply = _strike_after_dead(ahead, (to - until).days, high)
        yield delay_test("fatal_to_strike", reply, low, high)


def _first(runs: int, run: Ints, day: Ints) -> Floats:
    """First day in each run, infinity for none; [runs]."""
    found = np.full(runs, np.inf)
    np.minimum.at(found, run, day)
    return found


def _since(
    effect: Event | None, first: dt.date, last: dt.date, end: dt.date
) -> tuple[float, float]:
    """Least and most days to an effect from a cause between two days; not come by `end`: no end."""
    if effect is None:
        return (end - first).days + 1, np.inf
    return max(0, (effect.date_start - last).days), (effect.date_end - first).days


def _strike_after_dead(ahead: ForecastFutures, days: int, high: float) -> Floats:
    """Days from the first fatal attack to the next strike; NaN where too few days are left."""
    fatal = among(ahead, ATTACK_BITS) & (ahead.deaths > 0)
    first = _first(ahead.runs, ahead.run[fatal], ahead.day[fatal])
    strike = among(ahead, STRIKES)
    strike &= ahead.day >= first[ahead.run]
    reply = _first(ahead.runs, ahead.run[strike], ahead.day[strike])
    unclear = np.isinf(first) | (np.isinf(reply) & (first + high > days))
    return np.where(unclear, np.nan, reply - np.where(unclear, 0.0, first))
