"""The rule of the verdict on made-up shares."""

from __future__ import annotations

import pytest

from experiments.ask.deciding_range import DecidingRange
from experiments.ask.question import OPPOSITE, TOO_LITTLE
from experiments.ask.sample_shares import Shares
from experiments.ask.variant_clauses import AS_SET
from experiments.ask.verdict import Condition, Kind, Verdict, verdict_of
from sim.parameters import HYPOTHESES

VARIANTS = [
    f"{name}-{letter}"
    for name, h in HYPOTHESES.items()
    for letter in h.variants
    if letter != h.default
]
RANGE = DecidingRange("fire_base", True, 0.1, 0.95, 0.3)


def yes(share):
    """So many samples say yes, and the rest expect too little."""
    return Shares(share, 1 - share, 0.0)


def world(as_set, **others):
    """Shares under every variant: those named, and `as_set` for all others."""
    named = {name.replace("_", "-"): share for name, share in others.items()}
    return {AS_SET: yes(as_set)} | {v: yes(named.get(v, as_set)) for v in VARIANTS}


def others_of(hypothesis, letter):
    """All variants of a hypothesis but one."""
    return tuple(f"{hypothesis}-{k}" for k in HYPOTHESES[hypothesis].variants if k != letter)


def test_nine_of_ten_under_every_variant_is_a_yes_and_one_less_is_none():
    """The line is at nine of ten, for each variant by itself."""
    assert verdict_of(world(0.9), TOO_LITTLE).kind == Kind.YES
    assert verdict_of(world(0.95, H2_A=0.89), TOO_LITTLE).kind != Kind.YES


def test_nine_of_ten_that_expect_too_little_under_every_variant_are_a_no():
    """A change too small to matter is a no, unless the file asks for the opposite."""
    assert verdict_of(world(0.1), TOO_LITTLE).kind == Kind.NO
    assert verdict_of(world(0.1), OPPOSITE).kind == Kind.CANNOT_BE_TOLD


def test_a_no_says_whether_it_goes_the_other_way_everywhere():
    """Opposite in nine of ten under each variant, or it is only too little."""
    other = {name: Shares(0.0, 0.05, 0.95) for name in (AS_SET, *VARIANTS)}
    assert verdict_of(other, TOO_LITTLE).opposite
    assert verdict_of(other, OPPOSITE).kind == Kind.NO
    mixed = other | {"H1-A": Shares(0.0, 0.3, 0.7)}
    assert verdict_of(mixed, TOO_LITTLE) == Verdict(Kind.NO)


def test_a_variant_that_takes_the_yes_away_makes_it_only_if_the_others_hold():
    """Yes but under H2-A: only if H2-B or H2-C."""
    found = verdict_of(world(0.95, H2_A=0.2), TOO_LITTLE)
    assert found.kind == Kind.ONLY_IF
    assert found.conditions == (Condition("H2", others_of("H2", "A")),)
    assert not found.any_of


def test_a_variant_that_alone_brings_the_yes_is_the_condition():
    """No but under H2-A: only if H2-A. Two such variants: one is enough."""
    found = verdict_of(world(0.05, H2_A=0.95), TOO_LITTLE)
    assert found == Verdict(Kind.ONLY_IF, (Condition("H2", ("H2-A",)),), any_of=True)
    both = verdict_of(world(0.05, H2_A=0.95, H3_A=0.99), TOO_LITTLE)
    assert [c.variants for c in both.conditions] == [("H2-A",), ("H3-A",)]
    assert both.any_of


def test_two_hypotheses_that_each_take_it_away_must_both_hold():
    """Yes but under H2-A and under H5-A: both other variants are needed."""
    found = verdict_of(world(0.95, H2_A=0.3, H5_A=0.3), TOO_LITTLE)
    assert [c.hypothesis for c in found.conditions] == ["H2", "H5"]
    assert not found.any_of


def test_a_variant_that_makes_possible_what_is_a_no_otherwise_is_a_condition_without_being_sure():
    """No as set, and a fifth of the samples say yes under H6-A: only then can it be."""
    found = verdict_of(world(0.02, H6_A=0.2), TOO_LITTLE)
    assert (found.kind, found.sure) == (Kind.ONLY_IF, False)
    assert found.conditions == (Condition("H6", ("H6-A",)),)


def test_a_range_decides_where_no_variant_does():
    """Split samples under every variant: the range of one parameter, if there is one."""
    assert verdict_of(world(0.6), TOO_LITTLE, RANGE).range == RANGE
    assert verdict_of(world(0.6), TOO_LITTLE).kind == Kind.CANNOT_BE_TOLD
    assert verdict_of(world(0.95, H2_A=0.2), TOO_LITTLE, RANGE).range is None


def test_three_hypotheses_that_decide_are_too_many_to_name():
    """An "only if" of three parts tells nobody anything."""
    found = verdict_of(world(0.95, H1_A=0.2, H2_A=0.2, H3_A=0.2), TOO_LITTLE)
    assert found.kind == Kind.CANNOT_BE_TOLD


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.89, 0.9, 1.0])
def test_every_world_has_one_verdict(share):
    """No share is left without one."""
    assert verdict_of(world(share), TOO_LITTLE).kind in Kind
