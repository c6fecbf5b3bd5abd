"""Two scenarios side by side in plain words: what changes, why, how sure, what it is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from experiments.ask.event_rates import NOTHING, act_rates, count_events, link_rates
from experiments.page.run_words import Said, evidence
from experiments.runs.paired import Comparison, Difference
from experiments.runs.result import Result
from experiments.text.war import war_in_each
from experiments.text.wording import amount, is_chance, listed, number, percent, topic

COUNTS: Final = 3
ACTS: Final = 3
HUNDRED: Final = 100


def pair_words(found: Comparison, a: Result, b: Result) -> list[Said]:
    """All that is said of B against A; no sentence is empty."""
    parts = {
        "What changes": _changes(found),
        "Why": _why(a, b),
        "How sure": _sureness(found),
        "On what evidence": evidence(a),
        "What it is not": _limits(a, b),
    }
    said = {head: tuple(filter(None, sentences)) for head, sentences in parts.items()}
    return [Said(head, sentences) for head, sentences in said.items() if sentences]


def _is_clear(row: Difference) -> bool:
    """Is the difference beyond the error of the number of runs?"""
    return row.low > 0 or row.high < 0


def _changes(found: Comparison) -> Iterator[str]:
    """War and a few others that clearly change, each with both sides, then what does not."""
    a, b = found.titles
    yield f"“{b}” against “{a}”, {found.runs:,} futures each with the same luck:"
    clear = sorted(filter(_is_clear, found.outcomes), key=lambda row: row.name != "open_war")
    for row in clear[:COUNTS]:
        yield f"{topic(row.name)[:1].upper()}{topic(row.name)[1:]}: {_change(row)}."
    if len(clear) > COUNTS:
        yield f"Also clearly moved: {listed([topic(row.name) for row in clear[COUNTS:]])}."
    still = [topic(row.name) for row in found.outcomes if not _is_clear(row)]
    if still:
        yield f"Not clearly moved: {listed(still)}."


def _change(row: Difference) -> str:
    both = f"{amount(row.name, row.b)} instead of {amount(row.name, row.a)}"
    return f"{both} ({_size(row.name, row.effect, row.high - row.effect)})"


def _size(name: str, effect: float, half: float) -> str:
    """An effect and its error, in points for a chance."""
    scale, unit = (HUNDRED, " points") if is_chance(name) else (1, "")
    sign = "+" if effect > 0 else ""
    return f"{sign}{number(scale * effect)} ± {number(scale * half)}{unit}"


def _why(a: Result, b: Result) -> Iterator[str]:
    """Acts that one side's logs clearly hold more of, and the links behind them."""
    runs = min(int(side.manifest.get("event_runs", 0)) for side in (a, b))
    if not runs:
        return
    sides = [count_events(side.event_columns, runs) for side in (a, b)]
    acts, links = act_rates(sides[0], sides[1]), link_rates(sides[0], sides[1])
    if not acts:
        yield "The logs of both sides hold the same acts about equally often."
    for rate in acts[:ACTS]:
        yield (
            f"A hundred futures hold {number(rate.changed)} {rate.act} instead of "
            f"{number(rate.baseline)}."
        )
    for link in [row for row in links if row.cause != NOTHING][:1]:
        yield (
            f"In a hundred futures {number(link.changed)} instead of {number(link.baseline)} "
            f"{link.act} follow {link.cause}."
        )


def _sureness(found: Comparison) -> Iterator[str]:
    yield (
        f"In {percent(found.differ)} of the futures the two sides differ in some outcome. The ± is "
        "the error of the number of runs; more runs shrink it."
    )
    bands = [_band(row) for row in found.outcomes if row.parameters_seen]
    if bands:
        yield (
            "What the evidence leaves open of the parameters moves the change itself, luck taken "
            f"out, over nine tenths of the samples: {'; '.join(bands[:COUNTS])}."
        )
    yield (
        "Rival hypotheses may turn it round: choose another variant under the levers and both "
        "sides are simulated again."
    )


def _band(row: Difference) -> str:
    low, high = float(row.parameters_low or 0.0), float(row.parameters_high or 0.0)
    scale, unit = (HUNDRED, " points") if is_chance(row.name) else (1, "")
    ends = [f"{'+' if end > 0 else ''}{number(scale * end)}" for end in (low, high)]
    return f"{topic(row.name)} from {ends[0]} to {ends[1]}{unit}"


def _limits(*results: Result) -> Sequence[str]:
    return (
        "Thousands of runs of a guess are still a guess: rules and ranges are judgements.",
        war_in_each(*results).replace("of runs of", "of futures of"),
    )
