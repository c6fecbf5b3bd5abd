"""The runs of a scenario in plain words: how likely, why, how sure, on what evidence, what not.

The same form as `flashpoint ask`, for one scenario as it stands. Every number is one of the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from calibration.evidence.sources import read_sources
from experiments.ask.event_rates import NOTHING, EventCounts, act_of, count_events
from experiments.ask.variant_clauses import clause
from experiments.runs.result import Result
from experiments.runs.statistics import seen_interval
from experiments.text.past import counted_from, replayed
from experiments.text.war import war_in_runs
from experiments.text.wording import (
    amount,
    chosen_outcomes,
    happens,
    is_chance,
    listed,
    middle_half,
    number,
    percent,
    percents,
    plural,
    runs_of,
    sentence,
    topic,
)
from sim.outcomes import NEVER, OUTCOMES
from sim.parameters import PARAMETERS

COUNTS: Final = 3
"""Outcomes that count something of which the words speak; the table has them all."""
ACTS: Final = 3
MOST_CAUSES: Final = 2
LEAST_SHARE: Final = 0.1
"""Share of an act's causes below which a cause is not named."""
HUNDRED: Final = 100


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
    """Things that happen or not: those that were seen, each with its error, then the others."""
    n = runs_of(result)
    never: list[str] = []
    for name in filter(is_chance, chosen_outcomes(result)):
        share = float(result.run_columns[name].mean())
        if share == 0.0:
            never.append(topic(name))
            continue
        band = percents(*seen_interval(share, n))
        yield (
            sentence(f"of {n:,} futures {happens(name, share)} ({band} by the number of runs)")
            + "."
        )
    if never:
        yield f"None of {n:,} futures brought {', or '.join(never)}."


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
    counts = count_events(result.event_columns, runs)
    wanted = [act_of(name) for name in chosen_outcomes(result)]
    acts = [act for act in dict.fromkeys(filter(None, wanted)) if act in counts.acts]
    for act in acts[:ACTS]:
        yield _cause(act, counts, runs)


def _cause(act: str, counts: EventCounts, runs: int) -> str:
    total = int(counts.acts[act].sum())
    by_cause = {cause: int(n.sum()) for (cause, what), n in counts.links.items() if what == act}
    common = sorted(by_cause, key=lambda cause: -by_cause[cause])[:MOST_CAUSES]
    parts = [
        f"{percent(by_cause[cause] / total)} {_after(cause)}"
        for cause in common
        if by_cause[cause] >= LEAST_SHARE * total
    ]
    per = number(HUNDRED * total / runs)
    return f"In a hundred futures there are {per} {act}: {listed(parts)}."


def _after(cause: str) -> str:
    return "follow nothing that came before" if cause == NOTHING else f"follow {cause}"


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
        yield (
            f"{plural(fitted, 'parameter')} of the {open_ones} that are open were fitted to what "
            "these articles count and date; priors and ranges come from the same articles."
        )
    else:
        yield "Nothing was fitted for these runs."


def _open() -> int:
    return sum(p.prior.kind != "fixed" for p in PARAMETERS.values())


def _limits(result: Result) -> Iterator[str]:
    yield "Thousands of runs of a guess are still a guess: rules and ranges are judgements."
    yield counted_from(result.manifest)
    yield replayed(result)
    yield war_in_runs(result).replace("of runs", "of futures")
