"""One run in two worlds: the first decision that differs, and what followed in both.

Luck is keyed by run, day, actor and purpose, so the two runs are the same until the scenarios make
one of them decide otherwise, and the first difference is where their histories part.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final, NamedTuple

import numpy as np

from experiments.result import Columns
from experiments.runner import manifest_of
from experiments.stories import Telling, describe, lines, reason, replay
from experiments.summary import NEVER
from experiments.words import plural
from sim.actions import FROM_LEVER
from sim.outcomes import HEADLINE, OUTCOMES
from sim.scenario import Scenario

WHAT: Final = (
    "date", "action", "actor", "target", "munitions",
    "us_killed", "partner_killed", "iraqi_killed", "fighters_killed", "blamed",
)  # fmt: skip
"""Fields that make two events the same one; how likely they were is told apart."""
SAME: Final = 1e-12
MOST: Final = 12
"""Lines that the printed version gives to what followed in each world."""

Key = tuple[Any, ...]


class Side(NamedTuple):
    """One of the two worlds."""

    title: str
    told: Telling
    first: int | None
    """Event with which this world parts from the other; None if it only lacks one."""
    alone: tuple[int, ...]
    """Events that the other world does not have, the first one included."""
    follow: tuple[int, ...]
    """Those of them that the first one caused, at whatever remove."""


class Divergence(NamedTuple):
    """Run `run` of two scenarios under one seed."""

    run: int
    a: Side
    b: Side
    shared: int
    """Events before the worlds part."""
    leaning: int | None
    """First shared event whose chance differs although it happened in both; None if none does."""
    outcomes: dict[str, tuple[float, float]]
    """Headline outcomes that differ, in A and in B."""

    @property
    def same(self) -> bool:
        """Do both worlds have the same events?"""
        return not self.a.alone and not self.b.alone


def diverge(a: Scenario, b: Scenario, seed: int, run: int) -> Divergence:
    """Replay one run under both scenarios and find where they part."""
    return between((a.title, _replay(a, seed, run)), (b.title, _replay(b, seed, run)))


def _replay(scenario: Scenario, seed: int, run: int) -> Telling:
    return replay(scenario, seed, run, manifest_of(scenario, 1, seed, 1)["names"])


def between(a: tuple[str, Telling], b: tuple[str, Telling]) -> Divergence:
    """Where two tellings of one run part; each comes with the title of its world."""
    x, y = a[1].events, b[1].events
    keys_x, keys_y = _keys(x), _keys(y)
    n = min(len(keys_x), len(keys_y))
    shared = next((k for k in range(n) if keys_x[k] != keys_y[k]), n)
    apart = np.abs(x["p"][:shared] - y["p"][:shared]) > SAME
    at = np.flatnonzero(apart)
    return Divergence(
        a[1].run, _side(a, keys_x, keys_y, shared), _side(b, keys_y, keys_x, shared),
        shared, int(at[0]) if len(at) else None, _outcomes(a[1], b[1]),
    )  # fmt: skip


def _keys(events: Columns) -> list[Key]:
    """What happened in each event, comparable between worlds."""
    return list(zip(*(events[name].tolist() for name in WHAT), strict=True))


def _side(told: tuple[str, Telling], mine: list[Key], other: list[Key], shared: int) -> Side:
    """What this world has alone; equal events are matched one to one, whatever their place."""
    left = Counter(other[shared:])
    alone = []
    for k in range(shared, len(mine)):
        if left[mine[k]] > 0:
            left[mine[k]] -= 1
        else:
            alone.append(k)
    # The other world may part first, by an act that this one lacks on the same or an earlier day.
    first = alone[0] if alone and alone[0] == shared else None
    caused = _follow(told[1].events, first)
    return Side(*told, first, tuple(alone), tuple(k for k in alone if k in caused))


def _follow(events: Columns, first: int | None) -> set[int]:
    """Descendants of an event. Causes come before their effects in the log."""
    if first is None:
        return set()
    caused = {first}
    for k in range(first + 1, len(events["event"])):
        if int(events["parent"][k]) in caused:
            caused.add(k)
    return caused - {first}


def _outcomes(a: Telling, b: Telling) -> dict[str, tuple[float, float]]:
    names = [name for name in dict.fromkeys((*HEADLINE, "n_breakouts")) if name not in NEVER]
    pairs = {k: (float(a.outcomes[k]), float(b.outcomes[k])) for k in names}
    return {k: pair for k, pair in pairs.items() if pair[0] != pair[1]}


def first_words(found: Divergence) -> str:
    """The first decision that differs, as a sentence for each world."""
    if found.same:
        return f"Run {found.run}: both worlds have the same {plural(found.shared, 'event')}."
    parts = [f"Run {found.run}: the worlds part after {plural(found.shared, 'shared event')}."]
    for name, side, other in (("A", found.a, found.b), ("B", found.b, found.a)):
        parts.append(_first(name, side, other))
    return "\n".join(parts)


def _first(name: str, side: Side, other: Side) -> str:
    if side.first is None:
        until = _later(side, other)
        until = f" until {until}" if until else ""
        return f"{name} ({side.title}): nothing of the kind{until}{_missed(other)}."
    events, k = side.told.events, side.first
    date = _date(events, k)
    return f"{name} ({side.title}): {date} {describe(events, k)} [{reason(events, k)}]"


def _later(side: Side, other: Side) -> str:
    """Date on which a world does after all what the other did first; empty if it never does."""
    if other.first is None:
        return ""
    theirs, mine = other.told.events, side.told.events
    same = np.ones(len(mine["event"]), bool)
    for name in ("action", "actor", "target"):
        same &= mine[name] == theirs[name][other.first]
    # What both did before they parted does not count.
    later = np.flatnonzero(same & (np.arange(len(same)) >= other.first))
    return _date(mine, int(later[0])) if len(later) else ""


def _date(events: Columns, k: int) -> str:
    return str(events["date"][k].astype("datetime64[D]"))


def _missed(other: Side) -> str:
    """Why a world lacks what the other has: the draw is the same, so its chance was smaller."""
    if other.first is None:
        return ""
    events, k = other.told.events, other.first
    if int(events["forced"][k]) == FROM_LEVER or events["p"][k] >= 1.0:
        return ""
    return (
        f"; the same draw {events['u'][k]:.3g} was not enough here, or the question did not arise"
    )


def as_text(found: Divergence, most: int = MOST) -> str:
    """What `compare --run` prints: where the worlds part, what followed, how they end."""
    text = [first_words(found)]
    if found.leaning is not None:
        events, k = found.a.told.events, found.leaning
        p, q = events["p"][k], found.b.told.events["p"][k]
        what = f"{describe(events, k)}, {p:.3g} to {q:.3g}"
        text.append(f"Already on {_date(events, k)} a chance differs: {what}.")
    for name, side in (("A", found.a), ("B", found.b)):
        text += _followed(name, side, most)
    for outcome, (x, y) in found.outcomes.items():
        text.append(f"{outcome}: {x:g} in A, {y:g} in B ({OUTCOMES[outcome].unit})")
    return "\n".join(text) + "\n"


def _followed(name: str, side: Side, most: int) -> list[str]:
    """Events that only this world has, those that matter, with causes."""
    if not side.alone:
        return [f"Only in {name}: nothing."]
    wanted = {f"#{k}" for k in side.alone}
    story = [line for line in lines(side.told) if line[0] in wanted]
    text = [f"Only in {name}: {plural(len(side.alone), 'event')}{_caused(side)}."]
    for number, date, what, why in story[:most]:
        text.append(f"{number:>5}  {date}  {what}  [{why}]")
    harmless = len(side.alone) - len(story)
    more = len(story) - most
    rest = [f"{more} more that {'matters' if more == 1 else 'matter'}"] if more > 0 else []
    rest += [plural(harmless, "harmless or idle one")] if harmless else []
    if rest:
        text.append(f"       … and {' and '.join(rest)}.")
    return text


def _caused(side: Side) -> str:
    if side.first is None:
        return ""
    n = len(side.follow)
    return f", of which {n} {'follows' if n == 1 else 'follow'} from the first"
