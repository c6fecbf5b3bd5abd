"""The runs of a scenario in plain words: how likely, why, how sure, on what evidence, what not.

The same form as `flashpoint ask`, for one scenario as it stands. Every number is one of the result.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import numpy as np

from calibration.evidence.sources import read_sources
from experiments.ask.event_rates import NOTHING, act_of, noun
from experiments.ask.variant_clauses import clause
from experiments.runs.result import Columns, Result
from experiments.runs.statistics import seen_interval
from experiments.text.past import first_free_day, replayed
from experiments.text.war import WAR, war_in_runs
from experiments.text.wording import (
    amount,
    chosen_outcomes,
    day_name,
    happens,
    is_chance,
    listed,
    middle_half,
    number,
    percent,
    percents,
    runs_of,
    sentence,
    topic,
)
from sim.actions import FREE
from sim.outcomes import NEVER, OUTCOMES
from sim.parameters import PARAMETERS
from sim.state.layout import BEFORE

COUNTS: Final = 3
"""Outcomes that count something of which the words speak; the table has them all."""
ACTS: Final = 3
MOST_CAUSES: Final = 2
LEAST_SHARE: Final = 0.1
"""Share of an act's causes below which a cause is not named."""


class Said(NamedTuple):
    """Sentences under a head."""

    head: str
    sentences: tuple[str, ...]


def words_of(result: Result) -> list[Said]:
    """All that is said of a result, the direct answer first; no sentence is empty."""
    parts = {
        "How likely": [*_chances(result), *_amounts(result)],
        "Why": _causes(result),
        "How sure": _sureness(result),
        "On what evidence": evidence(result),
        "What it is not": _limits(result),
    }
    said = {head: tuple(filter(None, sentences)) for head, sentences in parts.items()}
    return [Said(head, sentences) for head, sentences in said.items() if sentences]


def _chances(result: Result) -> Iterator[str]:
    """Things that happen or not: those that were seen, each with its errors, then the others."""
    names = list(filter(is_chance, chosen_outcomes(result)))
    shares = {name: float(result.run_columns[name].mean()) for name in names}
    yield f"{_days(result)}, of {runs_of(result):,} futures:"
    for name in names:
        if shares[name] > 0.0:
            yield sentence(f"{happens(name, shares[name])} ({_errors(result, name)})") + "."
    never = [name for name in names if shares[name] == 0.0]
    past = [name for name in never if _always_before(result, name)]
    if fresh := [topic(name) for name in never if name not in past]:
        yield f"None brought {', or '.join(fresh)}."
    if past:
        yield f"None brought {', or '.join(map(topic, past))} again: the replayed past holds it."


def _days(result: Result) -> str:
    """`From 9 January to 6 July 2020`, the free days."""
    start = dt.date.fromisoformat(str(result.manifest["start"])[:10])
    last = start + dt.timedelta(days=int(result.manifest["days"]) - 1)
    return f"From {day_name(first_free_day(result.manifest))} to {day_name(last)}"


def _errors(result: Result, name: str) -> str:
    """What the number of runs leaves open of a chance, and what the parameters do."""
    counted = percents(*seen_interval(float(result.run_columns[name].mean()), runs_of(result)))
    over = result.manifest["spread"]["parameters"].get("of", {}).get(name)
    said = f"{counted} by the number of runs"
    if over is None or not over["seen"]:
        return said
    return f"{said}; {_band(name, over)} over what the evidence leaves open of the parameters"


def _always_before(result: Result, name: str) -> bool:
    """Did it happen in the replayed past of every run?"""
    before = result.run_columns.get(name + BEFORE)
    return before is not None and bool(before.all())


def _counts(result: Result) -> list[str]:
    """Featured outcomes that count or measure something, as many as the words speak of."""
    names = chosen_outcomes(result)
    return [name for name in names if not is_chance(name) and name not in NEVER][:COUNTS]


def _amounts(result: Result) -> Iterator[str]:
    for name in _counts(result):
        said = middle_half(name, result.run_columns[name])
        yield sentence(said.replace("of the runs", "of the futures")) + "."


def _causes(result: Result) -> Iterator[str]:
    """Of the acts behind the featured outcomes: how many there are, and what they follow."""
    runs = int(result.manifest.get("event_runs", 0))
    if not runs:
        return
    causes = _causes_of(result.event_columns)
    names = sorted(chosen_outcomes(result), key=lambda name: name != WAR)
    wanted = dict.fromkeys(filter(None, map(act_of, names)))
    for act in [act for act in wanted if act in causes][:ACTS]:
        yield _cause(act, causes[act], runs)


def _causes_of(events: Columns) -> dict[str, Counter[str]]:
    """Act -> how often each cause led to it: in free days, by the rules alone."""
    found: dict[str, Counter[str]] = {}
    if not len(events["run"]):
        return found
    firsts = np.searchsorted(events["run"], np.arange(int(events["run"][-1]) + 1))
    for k in np.flatnonzero((events["forced"] == FREE) & (events["replayed"] == 0)):
        parent = int(events["parent"][k])
        row = firsts[events["run"][k]] + parent
        cause = NOTHING if parent < 0 else noun(int(events["action_code"][row]))
        if parent >= 0 and events["replayed"][row]:
            cause = f"{cause} of the replayed past"
        found.setdefault(noun(int(events["action_code"][k])), Counter())[cause] += 1
    return found


def _cause(act: str, causes: Counter[str], runs: int) -> str:
    total = causes.total()
    parts = [
        f"{_share(count, total)} {_after(cause)}"
        for cause, count in causes.most_common(MOST_CAUSES)
        if count >= LEAST_SHARE * total
    ]
    if total < runs:
        return f"{runs:,} futures looked into hold {total:,} {act}: {listed(parts)}."
    return f"A future holds {number(total / runs)} {act} on average: {listed(parts)}."


def _share(count: int, total: int) -> str:
    return "all" if count == total else percent(count / total)


def _after(cause: str) -> str:
    return "come unprovoked" if cause == NOTHING else f"follow {cause}"


def _sureness(result: Result) -> Iterator[str]:
    """What the number of runs, the open parameters and the rival hypotheses leave open."""
    spread: Mapping[str, Any] = result.manifest["spread"]
    runs = f"{runs_of(result):,}"
    yield f"The number of runs, {runs}, leaves the errors given here; more runs shrink them."
    over = spread["parameters"].get("of", {})
    chosen = [name for name in chosen_outcomes(result) if name in over and _is_seen(over[name])]
    bands = [f"{topic(name)} {_band(name, over[name])}" for name in chosen[:COUNTS]]
    if bands:
        yield (
            "What the evidence leaves open of the parameters moves the mean itself, luck taken "
            f"out, over nine tenths of the samples: {'; '.join(bands)}."
        )
    yield _variants(result)


def _is_seen(band: Mapping[str, Any]) -> bool:
    return bool(band["seen"])


def _band(name: str, band: Mapping[str, Any]) -> str:
    low, high = float(band["low"]), float(band["high"])
    if OUTCOMES[name].kind == "flag":
        return percents(low, high)
    return f"{number(low, high - low)} to {number(high, high - low)}"


def _variants(result: Result) -> str:
    """The rival variants that move the first featured outcome furthest."""
    hypotheses = result.manifest["spread"]["hypotheses"]
    of = hypotheses.get("of", {})
    moved = [name for name in _counts(result) if name in of]
    if not hypotheses.get("runs") or not moved:
        return (
            "Where the articles disagree, a hypothesis decides; what the rival variants change "
            "was not run here and can be tried under the levers."
        )
    ends = [f"{topic(name)} {_ends(name, of[name])}" for name in moved]
    each = f"({hypotheses['runs']:,} runs each)"
    return f"Rival hypotheses, one at a time {each}, move the mean: {'; '.join(ends)}."


def _ends(name: str, row: Mapping[str, Any]) -> str:
    found = [
        f"{way} to {amount(name, float(row[end]))} if {clause(row[f'{end}_variant'])}"
        for end, way in (("low", "down"), ("high", "up"))
        if row[f"{end}_variant"]
    ]
    return listed(found) or "by no more than the error of the runs"


def evidence(result: Result) -> Iterator[str]:
    """What the runs of a result rest on."""
    yield f"Everything rests on {len(read_sources())} news articles, named below."
    fitted, open_ones = len(result.manifest.get("fitted", ())), _open()
    if fitted:
        which = "all" if fitted == open_ones else f"{fitted:,} of the"
        yield (
            f"What they count and date was set against {which} {open_ones:,} open parameters at "
            "once. So few numbers narrow few of them: most stay about where they were assumed."
        )
    else:
        yield "Nothing was fitted for these runs."


def _open() -> int:
    return sum(p.prior.kind != "fixed" for p in PARAMETERS.values())


def _limits(result: Result) -> Iterator[str]:
    yield "Thousands of runs of a guess are still a guess: rules and ranges are judgements."
    yield replayed(result)
    yield war_in_runs(result).replace("of runs", "of futures")
