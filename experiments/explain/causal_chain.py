"""Why a thing happened in one of two worlds: its causes, and what the other world's rules gave.

The log holds what happened. A question that was put and answered no leaves no line, but luck is
keyed by run, day, actor and purpose, so it meets the same draw in every world: the readable engine,
stepped to that day, has it among its intents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from experiments.explain.story import describe, reason
from experiments.explain.story_words import WAY
from experiments.runs.result import Columns
from experiments.text.wording import plural, significant
from sim.actions import ATTACKS, FREE, Action
from sim.inputs.scenario import Scenario

ACTS: Final = {
    "open_war": Action.OPEN_WAR,
    "vote": Action.VOTE,
    "leadership_strike": Action.LEADERSHIP_STRIKE,
    "signed_timetable": Action.SIGN,
    "corridor_open": Action.ROUTE_OPENS,
}
"""Outcome that is yes or no -> the act that makes it yes."""
HEAD: Final = 4
TAIL: Final = 8
"""Links shown from the two ends of a longer chain."""
TO_WAR: Final = (Action.STRIKE_ON_IRAN, Action.SALVO, Action.LETHAL_SALVO)
"""Acts after which a rule may ask whether open war begins."""
OTHER_WAY: Final[dict[int, Callable[[Any], bool]]] = {
    Action.PAUSE: lambda world: world.us.paused == 1,
    Action.RESUME: lambda world: world.us.paused == 0,
    Action.ACCESS_CUT: lambda world: world.iraq.airspace < 1.0,
    Action.ACCESS_RESTORED: lambda world: world.iraq.airspace >= 1.0,
}
"""Acts that share a draw with their opposite, and the mornings on which the opposite is asked."""
NOT_ASKED: Final = "p=0, not asked"
OVER: Final = "not asked, its last day was over"


class CausalChain(NamedTuple):
    """The chain of causes behind a yes that only one world has."""

    outcome: str
    world: str
    """A or B."""
    links: tuple[int, ...]
    """Events from the root to the act that made it so."""


class Decision(NamedTuple):
    """A decision as one day of a run puts it."""

    day: int
    action: int
    u: float
    """The draw it meets."""


def chain_to_yes(events: Columns, outcome: str, world: str) -> CausalChain | None:
    """Causes of the first act that made `outcome` yes; None if the log has none."""
    acts = np.flatnonzero(events["action_code"] == ACTS[outcome].value)
    return CausalChain(outcome, world, chain(events, int(acts[0]))) if len(acts) else None


def chain(events: Columns, k: int) -> tuple[int, ...]:
    """Event `k` and all that led to it, the root first."""
    links = []
    while k >= 0:
        links.append(k)
        k = int(events["parent"][k])
    return tuple(reversed(links))


def shown(links: Sequence[int], own: Sequence[int]) -> list[int]:
    """Links to print: all, or both ends of a long chain and the first that is in `own`."""
    if len(links) <= HEAD + TAIL:
        return list(links)
    parting = [k for k in links if k in own][:1]
    return sorted({*links[:HEAD], *parting, *links[-TAIL:]})


def chain_lines(
    events: Columns, links: Sequence[int], own: Sequence[int], there: Mapping[int, str], other: str
) -> Iterator[str]:
    """Lines of a chain: number, date, what, why, and what the `other` world made of it.

    `own` are the events that the other world lacks, `there` what its rules gave for them.
    """
    before = -1
    for k in shown(links, own):
        place = links.index(k)
        if place > before + 1:
            yield WAY["between"].format(links=plural(place - before - 1, "link"))
        before = place
        met = f"in {other}: {there[k]}" if k in there else f"not in {other}"
        said = met if k in own else f"also in {other}"
        date = events["date"][k].astype("datetime64[D]")
        yield f"{f'#{k}':>5}  {date}  {describe(events, k)}  [{reason(events, k)}; {said}]"


def question(events: Columns, k: int) -> Decision | None:
    """The question that event `k` said yes to; None where nothing was drawn."""
    if int(events["forced"][k]) != FREE or events["p"][k] >= 1.0:
        return None
    return Decision(int(events["day"][k]), int(events["action_code"][k]), float(events["u"][k]))


def chances(
    scenario: Scenario, seed: int, run: int, questions: Sequence[Decision]
) -> dict[Decision, float]:
    """Chance that each question met in a run of `scenario`; 0 where it was not put.

    Left out is what the engine does not keep: fire that was not opened, and war that did not begin.
    """
    from sim.model import EscalationModel

    kept = [q for q in questions if q.action != Action.OPEN_WAR and q.day < scenario.days]
    model = EscalationModel(scenario, rng=seed, run=run)
    found: dict[Decision, float] = {}
    for day in sorted({q.day for q in kept}):
        while model.world.clock.day < day:
            model.step()
        found |= _put(model, [q for q in kept if q.day == day])
    return found


def _put(model: Any, questions: Sequence[Decision]) -> dict[Decision, float]:
    """Chances of one day, on whose morning the model stands; it is stepped to the evening."""
    opposite = [act for act, asked in OTHER_WAY.items() if asked(model.world)]
    targets = any(site.weight > 0.0 for site in model.world.sites)
    model.step()
    asked_today = model.world.intents[: model.world.clock.n_intents]
    met = {intent.u: intent.p for intent in asked_today}
    # A militia that holds its fire writes no intent, so its chance is not known, unless every site
    # is shut.
    known = [q for q in questions if q.u in met or q.action not in ATTACKS or not targets]
    return {q: 0.0 if q.action in opposite else float(met.get(q.u, 0.0)) for q in known}


def met_there(events: Columns, k: int, other: Columns, known: Mapping[Decision, float]) -> str:
    """What the other world made of the question that event `k` said yes to; empty if none was put.

    `other` is that world's log, `known` what `chances` found in it.
    """
    asked = question(events, k)
    if asked is None:
        return ""
    today = other["day"] == asked.day
    same = today & (other["u"] == asked.u) & (other["rule"] == events["rule"][k])
    if same.any():
        at = int(np.flatnonzero(same)[0])
        return f"p={significant(other['p'][at])}, yes as well, #{at}"
    if (other["action_code"][other["day"] < asked.day] == Action.OPEN_WAR.value).any():
        return "not asked, open war had begun"
    if asked.action == Action.OPEN_WAR and not np.isin(other["action_code"][today], TO_WAR).any():
        return NOT_ASKED
    if asked not in known:
        return f"p at most the draw, {significant(asked.u)}"
    p = known[asked]
    return f"p={significant(p)}, too small for the draw" if p > 0 else NOT_ASKED
