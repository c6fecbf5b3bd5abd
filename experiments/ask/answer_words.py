"""The four parts of an answer in plain words: verdict, why, how sure, what it is not.

Every number is a cell of a table below the words. Sentences stay below thirty words, and the whole
below a hundred and fifty: what a table says as well is left out first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from experiments.ask.answer import Answer, VariantRow
from experiments.ask.answer_tables import (
    OF_RUNS,
    amount_text,
    band_text,
    cut_text,
    noun,
    parameter_text,
    rate_text,
    share_text,
)
from experiments.ask.event_rates import NOTHING, Rate, act_of, link_to
from experiments.ask.sample_shares import AGREE
from experiments.ask.variant_clauses import AS_SET, clause
from experiments.ask.verdict import Condition, Kind
from experiments.text.war import WAR
from experiments.text.wording import is_chance, percent, sentence

MOST_WORDS: Final = 150
LONGEST: Final = 30
"""Words of a sentence."""
MOST_ACTS: Final = 2
MOSTLY: Final = 0.5
"""Share of samples that say yes otherwise, from which a condition makes a yes sure and no more."""
NEARLY: Final = 0.1
"""Part of an act's change by which that of a link must differ to say more."""
WARS: Final = 0.005
"""Share of runs with open war from which an answer says what it leaves uncounted."""
LONG_MEANING: Final = 20
"""Words of a parameter's meaning that fit a sentence without numbers."""
NONE: Final = "nothing of the kind"


class Parts(NamedTuple):
    """The four parts, sentence by sentence, the most important first."""

    verdict: str
    why: tuple[str, ...]
    story: tuple[str, ...]
    """One run in three lines; empty where the change moves none."""
    sure: tuple[str, ...]
    limits: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of them, in order."""
        return (self.verdict, *self.why, *self.story, *self.sure, *self.limits)

    @property
    def words(self) -> int:
        """How many words they have together."""
        return sum(len(text.split()) for text in self.sentences)


def parts_of(found: Answer) -> Parts:
    """The parts, as long as they may be together."""
    made = Parts(
        verdict_words(found), tuple(_why(found)), tuple(_story(found)), tuple(_sure(found)),
        tuple(_limits(found)),
    )  # fmt: skip
    keep = 1 + len(found.question.through)
    for name, least in (
        ("sure", 3),
        ("why", keep),
        ("sure", 2),
        ("why", 1),
        ("sure", 1),
        ("limits", 2),
    ):
        while made.words > MOST_WORDS and len(getattr(made, name)) > least:
            made = made._replace(**{name: getattr(made, name)[:-1]})
    return made


def verdict_words(found: Answer) -> str:
    """The verdict in one sentence, with the numbers that matter."""
    rule, verdict = found.question.criterion, found.verdict
    if verdict.kind == Kind.YES:
        return f"Yes, {rule.claim}: {_numbers(found)}."
    if verdict.kind == Kind.NO:
        said = rule.opposite if verdict.opposite and rule.opposite else rule.denial
        return f"No, {said}: {_numbers(found)}."
    if verdict.range is not None:
        side = "above" if verdict.range.above else "below"
        shares = [share_text(share) for share in (verdict.range.inside, verdict.range.outside)]
        held = f"{side} {cut_text(verdict.range.cut)}: {rule.claim} in {shares[0]} of samples there"
        name = parameter_text(verdict.range.parameter, LONG_MEANING)
        return _first_short(
            f"Only if the {name} is {held}, {shares[1]} elsewhere.",
            f"Only if the {name} is {held}.",
        )
    if verdict.kind == Kind.ONLY_IF:
        return _only_if(found)
    text = share_text(found.as_set.shares.yes)
    return f"Cannot be told: {rule.claim} in {text} of what the evidence leaves open."


def _only_if(found: Answer) -> str:
    """The condition, and what holds where it does and where it does not."""
    verdict, rule = found.verdict, found.question.criterion
    said = (", or " if verdict.any_of else ", and ").join(map(_condition, verdict.conditions))
    high = max(found.variants, key=lambda row: row.shares.yes)
    yes = [row for row in found.variants if row.shares.yes >= AGREE] or [high]
    others = [row for row in found.variants if row not in yes]
    if not verdict.sure:
        shares = [share_text(row.shares.yes) for row in (high, found.as_set)]
        return _first_short(
            f"Only if {said} can it be that {rule.claim}: in {shares[0]} of samples then, "
            f"{shares[1]} otherwise.",
            f"Only if {said} can it be that {rule.claim}: in {shares[0]} of samples then.",
            f"Only if {said} can it be that {rule.claim}.",
        )
    if max(row.shares.yes for row in others) >= MOSTLY:
        numbers = _numbers(found, beside=False)
        return _first_short(
            f"Only if {said} is it sure that {rule.claim}: {numbers}.",
            f"Only if {said} is it sure that {rule.claim}.",
            f"Only if {said} is it sure: {numbers}.",
        )
    row = min(yes, key=lambda row: row.shares.yes)
    other = found.as_set if found.as_set in others else min(others, key=lambda r: r.shares.yes)
    pairs = [_pair(rule.outcome, r.baseline, r.changed) for r in (row, other)]
    return _first_short(
        f"Only if {said}: {noun(rule.outcome)} {pairs[0]} then, {pairs[1]} otherwise.",
        f"Only if {said}: {noun(rule.outcome)} {pairs[0]} then.",
    )


def _first_short(*candidates: str) -> str:
    """The first sentence that is not too long; the last one if none is."""
    short = (text for text in candidates if len(text.split()) <= LONGEST)
    return next(short, candidates[-1])


def _condition(condition: Condition) -> str:
    return " or ".join(map(clause, condition.variants))


def _numbers(found: Answer, beside: bool = True) -> str:
    """`Americans killed 3.5 instead of 3.9, and open war in 9 % of runs either way`."""
    rule = found.question.criterion
    names = [rule.outcome, *([rule.beside] if rule.beside and beside else [])]
    return ", and ".join(f"{noun(o)} {_pair(o, *found.row(o).means[:2])}" for o in names)


def _pair(outcome: str, before: float, after: float) -> str:
    """`3.5 instead of 3.9`, the changed arm first."""
    a, b = amount_text(outcome, before), amount_text(outcome, after)
    said = f"{a} either way" if a == b else f"{b} instead of {a.removesuffix(OF_RUNS)}"
    return f"in {said}" if is_chance(outcome) else said


def _why(found: Answer) -> list[str]:
    """What carries the change, the link behind it, and an act that the logs hold more or less of.

    The decisive act itself stands in the verdict; here stands what brings it about.
    """
    question = found.question
    said = [f"{sentence(noun(o))}: {_pair(o, *found.row(o).means[:2])}." for o in question.through]
    if not found.acts:
        return [*said, "The logs of both arms hold the same acts about equally often."]
    decisive = act_of(question.criterion.outcome)
    acts = [rate for rate in found.acts if rate.act != decisive] or found.acts
    link = link_to(decisive, found.links) or next(
        (row for row in found.links if _says_more(row, acts[:1])), None
    )
    told = acts[: 1 if link or said else 2]
    rates = [
        f"{rate_text(rate.changed)} {rate.act} instead of {rate_text(rate.baseline)}"
        for rate in told
    ]
    hold = f"A hundred runs hold {', and '.join(rates)}."
    if link is None:
        return [*said, hold]
    cause = "that nothing provoked" if link.cause == NOTHING else f"because of {link.cause}"
    said.append(
        f"{sentence(link.act)} {cause}, in a hundred runs: "
        f"{rate_text(link.changed)} instead of {rate_text(link.baseline)}."
    )
    return [*said, hold]


def _says_more(link: Rate, told: Sequence[Rate]) -> bool:
    """Does a link say more than the acts: is it part of the change of one, and not nearly all?"""
    act = next((rate for rate in told if rate.act == link.act), None)
    whole = abs(act.change) if act else 0.0
    return link.cause != NOTHING and abs(abs(link.change) - whole) > NEARLY * whole


def _story(found: Answer) -> list[str]:
    """One run in three lines."""
    told = found.story
    if told is None:
        return []
    outcome = found.question.criterion.outcome
    a, b = (_ending(outcome, value) for value in told.outcomes)
    return [
        f"Run {told.run} without the change: {told.baseline or NONE}.",
        f"With it: {told.changed or NONE}.",
        f"In the end, {noun(outcome)}: {b} instead of {a}.",
    ]


def _ending(outcome: str, value: float) -> str:
    if is_chance(outcome):
        return "yes" if value else "no"
    return amount_text(outcome, value)


def _sure(found: Answer) -> list[str]:
    """Direction and size, what hypotheses do to it, other levels, what its size hangs on."""
    said = [_direction(found), *([_weakest(found)] if found.verdict.sure else [])]
    if found.question.tells_luck:
        share = percent(found.row(found.question.criterion.outcome).luck)
        said.insert(0, f"Luck alone makes {share} of what sets single runs apart.")
    if (level := _far_level(found)) is not None:
        name, value = level
        said.append(f"If {name}, {noun(found.question.criterion.outcome)}: {value}.")
    if found.leading:
        meaning = parameter_text(found.leading[0].parameter, LONG_MEANING)
        said.append(f"Its size hangs most on the {meaning}.")
    return said


def _far_level(found: Answer) -> tuple[str, str] | None:
    """The other arm that lies farthest from the baseline, and its decisive outcome."""
    outcome = found.question.criterion.outcome
    means = found.row(outcome).means
    others = [
        (abs(mean - means[0]), arm.name, amount_text(outcome, mean))
        for arm, mean in zip(found.question.arms, means, strict=True)
    ][2:]
    return max(others)[1:] if others else None


def _direction(found: Answer) -> str:
    """In how much of what the evidence leaves open, and how large the change is there."""
    kind, shares = found.verdict.kind, found.as_set.shares
    band = band_text(found.question.criterion.outcome, found.as_set.change)
    if kind == Kind.CANNOT_BE_TOLD:
        return f"On average {_numbers(found, beside=False)}; nine samples of ten expect {band}."
    if kind == Kind.NO and found.verdict.opposite:
        said, share = "goes the other way", shares.opposite
    elif kind == Kind.NO or not found.verdict.sure:
        said, share = "is too small to matter", 1 - shares.yes
    else:
        said, share = "matters", shares.yes
    return (
        f"The change {said} in {share_text(share)} of what the evidence leaves open; nine samples "
        f"of ten expect {band}."
    )


def _weakest(found: Answer) -> str:
    """Which variant speaks most against the verdict."""
    others = [row for row in found.variants if row.variant != AS_SET]
    if found.verdict.kind in (Kind.YES, Kind.NO):
        row = min(others, key=lambda row: _agreeing(row, found))
        text = share_text(_agreeing(row, found))
        if text == share_text(_agreeing(found.as_set, found)):
            return "No rival hypothesis changes that."
        return f"It is least sure if {clause(row.variant)}: {text}."
    best, row = (pick(others, key=lambda row: row.shares.yes) for pick in (max, min))
    if best.shares.yes - row.shares.yes < 1 - AGREE:
        return "No rival hypothesis moves that share by much."
    return (
        f"That share is {share_text(best.shares.yes)} if {clause(best.variant)}, and "
        f"{share_text(row.shares.yes)} if {clause(row.variant)}."
    )


def _agreeing(row: VariantRow, found: Answer) -> float:
    """Share of samples that agree with a yes or a no."""
    if found.verdict.kind == Kind.YES:
        return row.shares.yes
    return row.shares.opposite if found.verdict.opposite else 1 - row.shares.yes


def _limits(found: Answer) -> list[str]:
    """What a rule assumes, what nobody chooses, what would settle it, what war leaves out."""
    q = found.question
    said = [f"{sentence(q.limits.assumed)}."] if q.limits.assumed else []
    if not q.is_choice:
        said.append("Nobody chooses this, so it is no policy.")
    said.append(f"To settle it: {q.limits.evidence}.")
    if max(found.war) >= WARS:
        said.append(f"War itself is not counted; it begins {_pair(WAR, *found.war)}.")
    return said
