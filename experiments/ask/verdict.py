"""Yes, no, only if, cannot be told: one rule for all questions.

Yes where at least nine parameter samples of ten expect the change that matters, whatever variant
of the rival hypotheses holds; no where as many expect less than that (or the opposite, as the
question's file says). Only if, where one variant or the range of one parameter decides. Else it
cannot be told.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from experiments.ask.deciding_range import DecidingRange
from experiments.ask.question import OPPOSITE
from experiments.ask.sample_shares import AGREE, SPLIT, Shares
from experiments.ask.variant_clauses import AS_SET
from sim.parameters import HYPOTHESES

MOST_CONDITIONS: Final = 2
"""Hypotheses that one "only if" may name."""


class Kind(StrEnum):
    """What the verdict is."""

    YES = "Yes"
    NO = "No"
    ONLY_IF = "Only if"
    CANNOT_BE_TOLD = "Cannot be told"


class Condition(NamedTuple):
    """Variants of one hypothesis, one of which must hold for a yes."""

    hypothesis: str
    variants: tuple[str, ...]
    """Names such as `H1-A`."""


class Verdict(NamedTuple):
    """The verdict, and what it turns on."""

    kind: Kind
    conditions: tuple[Condition, ...] = ()
    """All must hold for a yes; of `any_of` one is enough."""
    any_of: bool = False
    sure: bool = True
    """Do nine samples of ten say yes where the conditions hold? If not, yes is only possible."""
    range: DecidingRange | None = None
    opposite: bool = False
    """Does a no go the other way by the size that matters, everywhere?"""


def verdict_of(
    by_variant: Mapping[str, Shares], no_means: str, decides: DecidingRange | None = None
) -> Verdict:
    """The verdict from the shares under every variant; AS_SET names the hypotheses as set.

    `decides` is the range of a parameter that splits the samples as set, if there is one.
    """
    yes = {name for name, found in by_variant.items() if found.yes >= AGREE}
    no = {name for name, found in by_variant.items() if _says_no(found, no_means)}
    if len(yes) == len(by_variant):
        return Verdict(Kind.YES)
    if len(no) == len(by_variant):
        opposite = all(found.opposite >= AGREE for found in by_variant.values())
        return Verdict(Kind.NO, opposite=opposite)
    weak = {name for name, found in by_variant.items() if found.yes < SPLIT}
    # Beside a variant that takes the yes away, those that only weaken it are no conditions.
    held = by_variant.keys() - weak if AS_SET in yes and weak else yes
    if yes and (conditions := _conditions(held, by_variant)):
        return Verdict(Kind.ONLY_IF, conditions, any_of=AS_SET not in yes)
    if decides is not None:
        return Verdict(Kind.ONLY_IF, range=decides)
    possible = by_variant.keys() - no
    if no and not yes and AS_SET in no and (conditions := _conditions(possible, by_variant)):
        return Verdict(Kind.ONLY_IF, conditions, any_of=True, sure=False)
    return Verdict(Kind.CANNOT_BE_TOLD)


def _says_no(found: Shares, no_means: str) -> bool:
    return (found.opposite if no_means == OPPOSITE else 1.0 - found.yes) >= AGREE


def _conditions(yes: Collection[str], every: Collection[str]) -> tuple[Condition, ...]:
    """What must hold for one of the variants in `yes`; empty where too many hypotheses decide.

    One hypothesis is changed at a time. Where the hypotheses as set say yes, those fail that a
    variant of theirs takes away; where they do not, each of `yes` is a way by itself.
    """
    odd = [name for name in every if (name in yes) != (AS_SET in yes)]
    hypotheses = list(dict.fromkeys(name.partition("-")[0] for name in odd))
    if not 1 <= len(hypotheses) <= MOST_CONDITIONS:
        return ()
    return tuple(_condition(name, odd, AS_SET in yes) for name in hypotheses)


def _condition(hypothesis: str, odd: Sequence[str], as_set_says_yes: bool) -> Condition:
    """The variants that say yes: those that are odd, or all the others."""
    every = [f"{hypothesis}-{letter}" for letter in HYPOTHESES[hypothesis].variants]
    return Condition(hypothesis, tuple(v for v in every if (v in odd) != as_set_says_yes))
