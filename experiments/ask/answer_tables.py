"""The tables below an answer, as text: each number of the words is one of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from experiments.ask.answer import Answer, ChangeRow, VariantRow
from experiments.ask.event_rates import Rate
from experiments.ask.sample_shares import Expected
from experiments.ask.variant_clauses import AS_SET, AS_SET_CLAUSE, clause
from experiments.runs.statistics import Z95
from experiments.study.outcome_direction import worse_way
from experiments.text.number_format import regret_bounds_text
from experiments.text.wording import (
    heading,
    is_chance,
    number,
    percent,
    sentence,
    significant,
    topic,
)
from sim.outcomes import OUTCOMES
from sim.parameters import PARAMETERS

MOST_LEADING: Final = 5
OF_RUNS: Final = " of runs"
NOUNS: Final[Mapping[str, str]] = {
    "peak_rung": "highest rung",
    "isis_strength_ratio": "ISIS strength",
    "isis_peak_ratio": "highest ISIS strength",
    "us_troops_iraq_end": "US troops at the end",
    "militia_obedience": "obedience",
    "militia_standing": "legal cover of militias",
    "protest_room": "room for protest",
    "n_sieges": "embassy stormings",
    "access_days": "days of access",
    "corridor_open": "an open land route to Damascus",
    "n_corridor_days": "days of an open land route",
    "partner_drift": "leaning of US partners to Damascus",
    "n_probe_days": "days with hostile moves close to partners",
    "n_handed_over": "areas handed to Damascus",
    "us_commitment": "US commitment to its partners",
}
"""Outcome -> what answers call it, where the registry's own words are long."""
SCALES: Final[Mapping[str, str]] = {
    "ratio": "1 at the start", "share": "0 to 1", "rung": "0 quiet to 8 open war",
    "index": "−1 Washington to 1 Tehran",
}  # fmt: skip
"""Unit -> how a number of it is read."""


class AnswerTable(NamedTuple):
    """One table; its first column is words."""

    name: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables_of(found: Answer) -> list[AnswerTable]:
    """All tables of an answer, those without a row left out."""
    made = [_outcomes(found), _variants(found), _rates(found), _range(found), _leading(found)]
    made += _regret(found)
    return [table for table in made if table.rows]


def noun(outcome: str) -> str:
    """The thing that an outcome counts, as short as a sentence with numbers needs it."""
    return NOUNS.get(outcome, topic(outcome))


def row_name(outcome: str) -> str:
    """The same at the head of a row, with its scale where the noun needs one."""
    scale = SCALES.get(OUTCOMES[outcome].unit) if outcome in NOUNS else None
    return sentence(noun(outcome)) + (f" ({scale})" if scale else "")


def amount_text(outcome: str, value: float) -> str:
    """A mean or chance as words and tables show it: `3.9`, `9 % of runs`."""
    return f"{percent(value)}{OF_RUNS}" if is_chance(outcome) else number(value)


def change_text(outcome: str, value: float, span: float | None = None) -> str:
    """A change with its sign; points where the outcome is a chance.

    A `span` says how many decimals are worth reading.
    """
    factor, unit = (100, " points") if is_chance(outcome) else (1, "")
    text = number(factor * value, None if span is None else factor * span)
    sign = "+" if value > 0 and text.strip("0.,") else ""
    return f"{sign}{text}{unit}"


def band_text(outcome: str, found: Expected) -> str:
    """`+0.2 to +4.1`: where nine samples of ten lie; one number where they agree."""
    low, high = found.band
    ends = [change_text(outcome, end, high - low or abs(high)) for end in (low, high)]
    if ends[0] == ends[1]:
        return f"about {ends[0]}"
    return f"{ends[0].removesuffix(' points')} to {ends[1]}"


def parameter_text(name: str, most: int) -> str:
    """What a parameter means, without asides; its name where that has more than so many words."""
    meaning = PARAMETERS[name].meaning.partition(",")[0].partition(" (")[0]
    return meaning if len(meaning.split()) <= most else f"“{name.replace('_', ' ')}”"


def rate_text(per_hundred: float) -> str:
    """How often something happens in a hundred runs."""
    return number(per_hundred)


def share_text(share: float) -> str:
    """A share of samples, whole per cent; never all or nothing, as a share is estimated."""
    whole = round(100 * share)
    return "over 99 %" if whole > 99 else "under 1 %" if whole < 1 else f"{whole} %"


def _outcomes(found: Answer) -> AnswerTable:
    arms = [arm.name for arm in found.question.arms]
    head = (
        "outcome", *arms, f"change, if {arms[1]}", "± runs and samples", "nine samples of ten",
        "made by luck",
    )  # fmt: skip
    return AnswerTable("outcomes", "What changes", head, tuple(map(_outcome_row, found.rows)))


def _outcome_row(row: ChangeRow) -> tuple[str, ...]:
    o = row.outcome
    half = change_text(o, Z95 * row.change.error).lstrip("+")
    means = (amount_text(o, mean) for mean in row.means)
    change = change_text(o, row.change.mean)
    name = row_name(o)
    return (name, *means, change, half, band_text(o, row.change), percent(row.luck))


def _variants(found: Answer) -> AnswerTable:
    q = found.question
    head = (
        "if", q.baseline.name, q.changed.name, "change", "nine samples of ten",
        "samples that say yes", "that say no", "change too small", "the other way",
    )  # fmt: skip
    title = f"{heading(q.criterion.outcome)} under every rival hypothesis"
    rows = tuple(_variant_row(q.criterion.outcome, row) for row in found.variants)
    return AnswerTable("hypotheses", title, head, rows)


def _variant_row(outcome: str, row: VariantRow) -> tuple[str, ...]:
    name = AS_SET_CLAUSE if row.variant == AS_SET else clause(row.variant)
    return (
        name, amount_text(outcome, row.baseline), amount_text(outcome, row.changed),
        change_text(outcome, row.change.mean), band_text(outcome, row.change),
        *map(share_text, (row.shares.yes, 1 - row.shares.yes, *row.shares[1:])),
    )  # fmt: skip


def _rates(found: Answer) -> AnswerTable:
    q = found.question
    head = ("per hundred runs", "because of", q.baseline.name, q.changed.name, "rule")
    rows = tuple(map(_rate_row, (*found.acts, *found.links)))
    title = f"What the logs hold more or less of, over {found.size.logged:,} runs"
    return AnswerTable("logs", title, head, rows)


def _rate_row(rate: Rate) -> tuple[str, ...]:
    sides = map(rate_text, (rate.baseline, rate.changed))
    return (rate.act, rate.cause or "anything", *sides, rate.rule)


def _range(found: Answer) -> AnswerTable:
    decides = found.verdict.range
    rows: tuple[tuple[str, ...], ...] = ()
    if decides is not None:
        side = "above" if decides.above else "below"
        cells = (cut_text(decides.cut), share_text(decides.inside), share_text(decides.outside))
        rows = ((_with_name(decides.parameter), side, *cells),)
    head = ("parameter", "yes", "cut", "samples inside that say yes", "outside")
    return AnswerTable("range", "The range that decides", head, rows)


def cut_text(cut: float) -> str:
    """Where a range is cut, two digits."""
    return significant(cut, 2)


def _with_name(name: str) -> str:
    return f"{PARAMETERS[name].meaning} ({name}, {PARAMETERS[name].unit})"


def _leading(found: Answer) -> AnswerTable:
    rows = tuple(
        (_with_name(row.parameter), f"{row.correlation:+.2f}".replace("-", "−"))
        for row in found.leading[:MOST_LEADING]
    )
    title = "Parameters that the size of the change hangs on"
    return AnswerTable("parameters", title, ("parameter", "rank correlation"), rows)


def _regret(found: Answer) -> list[AnswerTable]:
    made = []
    for outcome, rows in found.regrets:
        cells = tuple(
            (row.policy, regret_bounds_text(outcome, row.least, row.mean), percent(row.good))
            for row in rows
        )
        way = "fewer" if worse_way(outcome) > 0 else "more"
        title = f"What {found.question.chosen_by} could choose, if {way} is better: {noun(outcome)}"
        head = ("choice", "behind the best, on average", "samples in which no choice is better")
        made.append(AnswerTable(f"regret_{outcome}", title, head, cells))
    return made
