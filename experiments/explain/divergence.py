"""One run in two worlds: the first decision that differs, why each ends as it does, what followed.

Luck is keyed by run, day, actor and purpose, so the two runs are the same until the scenarios make
one of them decide otherwise, and the first difference is where their histories part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np

from experiments.explain.causal_chain import (
    ACTS,
    NOT_ASKED,
    OVER,
    CausalChain,
    chain_lines,
    chain_to_yes,
    chances,
    met_there,
    question,
)
from experiments.explain.replay import RunStory, replay
from experiments.explain.scenario_names import first_few, only_in, scenario_names
from experiments.explain.story import describe, lines, reason
from experiments.explain.story_words import PARTING
from experiments.runs.result import Columns
from experiments.runs.runner import manifest_of
from experiments.text.war import WAR, war_in_stories
from experiments.text.wording import plural, significant, topic
from sim.inputs.scenario import Scenario
from sim.outcomes import HEADLINE, NEVER, OUTCOMES

WHAT: Final = (
    "date", "action", "actor", "target", "second", "munitions", "troops", "size", "shock_kind",
    "us_killed", "partner_killed", "iraqi_killed", "fighters_killed", "iranian_killed",
    "wounded",
    "blamed",
)  # fmt: skip
"""Fields that make two events the same one; how likely they were is compared apart."""
SAME: Final = 1e-12
MOST: Final = 12
"""Lines that the printed version gives to what followed in each world."""

Key = tuple[Any, ...]


class Side(NamedTuple):
    """One of the two worlds."""

    title: str
    story: RunStory
    first: int | None
    """Event with which this world parts from the other; None if it only lacks one."""
    alone: tuple[int, ...]
    """Events that the other world does not have, the first one included."""
    follow: tuple[int, ...]
    """Those of them that the first one caused, at whatever remove."""
    there: Mapping[int, str] = {}
    """What the other world made of the question behind an event, for those that are shown."""


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
    """Headline outcomes and all that are yes or no, where they differ, in A and in B."""
    chains: tuple[CausalChain, ...]
    """For every yes that only one world has, the chain that led to it there."""
    said: tuple[list[str], list[str]] = ([], [])
    """What only the scenario of A says, and only that of B."""

    @property
    def same(self) -> bool:
        """Do both worlds have the same events?"""
        return not self.a.alone and not self.b.alone


def diverge(a: Scenario, b: Scenario, seed: int, run: int) -> Divergence:
    """Replay one run under both scenarios and find where they part."""
    said = only_in(a.text, b.text)
    name_a, name_b = scenario_names(a, b, said)
    found = between((name_a, _replay(a, seed, run)), (name_b, _replay(b, seed, run)))
    found = found._replace(said=said)
    if a.start != b.start:  # luck goes by the day of the run, so no question meets the same draw
        return found
    return found._replace(a=_with_there(found, "A", b, seed), b=_with_there(found, "B", a, seed))


def _with_there(found: Divergence, world: str, other: Scenario, seed: int) -> Side:
    """The side of `world` with what the `other` scenario made of the questions that are shown."""
    mine, theirs = (found.a, found.b) if world == "A" else (found.b, found.a)
    shown = {k for w in found.chains if w.world == world for k in w.links if k in mine.alone}
    shown |= set() if mine.first is None else {mine.first}
    events, log = mine.story.events, theirs.story.events
    asked = [q for k in sorted(shown) if (q := question(events, k))]
    known = chances(other, seed, found.run, asked) if asked else {}
    words = {
        k: met_there(events, k, log, known) if events["day"][k] < other.days else OVER
        for k in sorted(shown)
    }
    return mine._replace(there={k: said for k, said in words.items() if said})


def _replay(scenario: Scenario, seed: int, run: int) -> RunStory:
    return replay(scenario, seed, run, manifest_of(scenario, 1, seed, 1)["names"])


def between(a: tuple[str, RunStory], b: tuple[str, RunStory]) -> Divergence:
    """Where two stories of one run part; each comes with the title of its world."""
    x, y = a[1].events, b[1].events
    keys_x, keys_y = _keys(x), _keys(y)
    n = min(len(keys_x), len(keys_y))
    shared = next((k for k in range(n) if keys_x[k] != keys_y[k]), n)
    apart = np.abs(x["p"][:shared] - y["p"][:shared]) > SAME
    at = np.flatnonzero(apart)
    return Divergence(
        a[1].run, _side(a, keys_x, keys_y, shared), _side(b, keys_y, keys_x, shared),
        shared, int(at[0]) if len(at) else None, _outcomes(a[1], b[1]), _chains(a[1], b[1]),
    )  # fmt: skip


def _keys(events: Columns) -> list[Key]:
    """What happened in each event, comparable between worlds."""
    return list(zip(*(events[name].tolist() for name in WHAT), strict=True))


def _side(titled: tuple[str, RunStory], mine: list[Key], other: list[Key], shared: int) -> Side:
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
    caused = _follow(titled[1].events, first)
    return Side(*titled, first, tuple(alone), tuple(k for k in alone if k in caused))


def _follow(events: Columns, first: int | None) -> set[int]:
    """Descendants of an event. Causes come before their effects in the log."""
    if first is None:
        return set()
    caused = {first}
    for k in range(first + 1, len(events["event"])):
        if int(events["parent"][k]) in caused:
            caused.add(k)
    return caused - {first}


def _outcomes(a: RunStory, b: RunStory) -> dict[str, tuple[float, float]]:
    pairs = {k: (float(a.outcomes[k]), float(b.outcomes[k])) for k in compared()}
    return {k: pair for k, pair in pairs.items() if pair[0] != pair[1]}


def compared() -> list[str]:
    """Outcomes that are set side by side."""
    return [name for name in dict.fromkeys((*HEADLINE, "n_breakouts", *ACTS)) if name not in NEVER]


def _chains(a: RunStory, b: RunStory) -> tuple[CausalChain, ...]:
    found = [
        chain_to_yes(mine.events, outcome, name)
        for outcome in ACTS
        for name, mine, other in (("A", a, b), ("B", b, a))
        if mine.outcomes[outcome] and not other.outcomes[outcome]
    ]
    return tuple(w for w in found if w)


def first_words(found: Divergence) -> str:
    """The first decision that differs, as a sentence for each world."""
    if found.same:
        return PARTING["same"].format(run=found.run, events=plural(found.shared, "event"))
    shared = plural(found.shared, "shared event")
    parts = [PARTING["part"].format(run=found.run, events=shared)]
    parts += [_first("A", found.a, found.b, "B"), _first("B", found.b, found.a, "A")]
    return "\n".join(parts)


def _first(name: str, side: Side, other: Side, others: str) -> str:
    if side.first is None:
        until = _later(side, other)
        until = PARTING["until"].format(date=until) if until else ""
        nothing = PARTING["nothing"].format(until=until, missed=_missed(other))
        return f"{name} ({side.title}): {nothing}"
    events, k = side.story.events, side.first
    # A world without a first event says so itself.
    met = side.there.get(k) if other.first is not None else None
    why = f"{reason(events, k)}; in {others}: {met}" if met else reason(events, k)
    first = PARTING["first"].format(date=_date(events, k), what=describe(events, k), why=why)
    return f"{name} ({side.title}): {first}"


def _later(side: Side, other: Side) -> str:
    """Date on which a world does after all what the other did first; empty if it never does."""
    if other.first is None:
        return ""
    theirs, mine = other.story.events, side.story.events
    same = np.ones(len(mine["event"]), bool)
    for name in ("action", "actor", "target"):
        same &= mine[name] == theirs[name][other.first]
    # What both did before they parted does not count.
    later = np.flatnonzero(same & (np.arange(len(same)) >= other.first))
    return _date(mine, int(later[0])) if len(later) else ""


def _date(events: Columns, k: int) -> str:
    return str(events["date"][k].astype("datetime64[D]"))


def _missed(other: Side) -> str:
    """What stood in the way of what the other world did."""
    if other.first is None or other.first not in other.there:
        return ""
    met = other.there[other.first]
    if met == NOT_ASKED:
        # Up to here both worlds have the same events, so nothing else can have made the difference.
        return "; p=0 here, because of what the scenarios say differently"
    return f"; here {met}"


def as_text(found: Divergence, most: int = MOST) -> str:
    """What `compare --run` prints: where the worlds part, what followed, how they end."""
    text = [first_words(found)]
    if found.leaning is not None:
        events, k = found.a.story.events, found.leaning
        p, q = (significant(side.story.events["p"][k]) for side in (found.a, found.b))
        what = describe(events, k)
        text.append(PARTING["leaning"].format(date=_date(events, k), what=what, p=p, q=q))
    for name, side, said in (("A", found.a, found.said[0]), ("B", found.b, found.said[1])):
        if said and first_few(said) not in side.title:
            text.append(f"Said by {name} alone: {first_few(said)}.")
    for chain in found.chains:
        text += _why(found, chain)
    for name, side in (("A", found.a), ("B", found.b)):
        text += _followed(name, side, most)
    for outcome, (x, y) in found.outcomes.items():
        in_a, in_b = significant(x, 6), significant(y, 6)
        unit = OUTCOMES[outcome].unit
        text.append(PARTING["outcome"].format(outcome=outcome, a=in_a, b=in_b, unit=unit))
    stories = {"A": found.a.story, "B": found.b.story}
    if war := war_in_stories({name: bool(s.outcomes[WAR]) for name, s in stories.items()}):
        text.append(war)
    return "\n".join(text) + "\n"


def _why(found: Divergence, chain: CausalChain) -> list[str]:
    """The causes of a yes that only one world has."""
    side, other = (found.a, "B") if chain.world == "A" else (found.b, "A")
    text = [f"Why {topic(chain.outcome)} in {chain.world}:"]
    text += chain_lines(side.story.events, chain.links, side.alone, side.there, other)
    if side.first is not None and side.first not in chain.links:
        text.append(f"       #{side.first}, where the worlds part, is not one of these causes.")
    return text


def _followed(name: str, side: Side, most: int) -> list[str]:
    """Events that only this world has, those that matter, with causes."""
    if not side.alone:
        return [f"Only in {name}: {PARTING['none_alone']}"]
    wanted = {f"#{k}" for k in side.alone}
    rows = [line for line in lines(side.story) if line[0] in wanted]
    events = plural(len(side.alone), "event")
    text = [f"Only in {name}: {PARTING['alone'].format(events=events, caused=_caused(side))}"]
    for number, date, what, why in rows[:most]:
        text.append(f"{number:>5}  {date}  {what}  [{why}]")
    harmless = len(side.alone) - len(rows)
    more = len(rows) - most
    rest = [f"{more} more that {'matters' if more == 1 else 'matter'}"] if more > 0 else []
    rest += [plural(harmless, "harmless or idle one")] if harmless else []
    if rest:
        text.append(f"       … and {' and '.join(rest)}.")
    return text


def _caused(side: Side) -> str:
    if side.first is None:
        return ""
    n = len(side.follow)
    return PARTING["caused"].format(n=n, follow="follows" if n == 1 else "follow")
