"""Luck: the published generator, evenly spread, and independent from one address to the next."""

import ast
import hashlib
import math
from collections import defaultdict

import numpy as np
import pytest
from scipy import stats

from sim import luck
from sim.draw import uniforms
from sim.jit import SIM_FOLDER, kernel

# First outputs of SplitMix64 seeded with 1234567, as printed with the reference C code
# (https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64).
PUBLISHED = (
    6457827717110365317,
    3203168211198807973,
    9817491932198370423,
    4593380528125082431,
    16408922859458223821,
)
KEY_OF_US = 0xF02D01C5C59F8BB2
PURPOSES = {
    name: value
    for name, value in vars(luck).items()
    if name.isupper() and not name.startswith("_") and name not in ("MASK", "GOLDEN")
    if isinstance(value, int) and value >> 63 == 1 and not name.startswith("MIX_")
}
ALPHA = 1e-6
"""Chance that a good generator fails one test here: luck is fixed, so it is paid once for all."""


def draws(actor: str = "us", purpose: int = luck.FIRE, runs: int = 400, days: int = 250):
    """Uniforms as the model draws them, shape [runs, days], by arrays instead of one at a time."""
    days_word = np.arange(days, dtype=np.uint64) * np.uint64(luck.GOLDEN)
    runs_word = np.arange(runs, dtype=np.uint64) * np.uint64(luck.GOLDEN)
    day_keys = mix(mix(np.uint64(luck.mix(7)) + runs_word)[:, None] + days_word)
    z = mix(day_keys + np.uint64((luck.key_of(actor) + purpose) & luck.MASK))
    return (z >> np.uint64(11)).astype(np.float64) * luck.UNIT


def mix(z):
    """The finaliser on arrays of 64-bit words, which wrap around by themselves."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(luck.MIX_1)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(luck.MIX_2)
    return z ^ (z >> np.uint64(31))


def even_p(values, cells: int = 256) -> float:
    """p-value that values are uniform over [0, 1): chi-square on equal cells."""
    counts, _ = np.histogram(values, bins=cells, range=(0.0, 1.0))
    return float(stats.chisquare(counts).pvalue)


def independent_p(x, y, cells: int = 16) -> float:
    """p-value that pairs fill the unit square evenly: any dependence fills it unevenly."""
    counts, _, _ = np.histogram2d(x.ravel(), y.ravel(), bins=cells, range=[[0, 1], [0, 1]])
    return float(stats.chisquare(counts.ravel()).pvalue)


def correlation_p(x, y) -> float:
    """p-value that two columns of draws are uncorrelated."""
    return float(stats.pearsonr(x.ravel(), y.ravel()).pvalue)


def test_mix_is_the_published_finaliser():
    """SplitMix64 is `mix` of a counter that grows by GOLDEN, so its test vectors are ours."""
    got = [luck.mix((1234567 + n * luck.GOLDEN) & luck.MASK) for n in range(1, 6)]
    assert tuple(got) == PUBLISHED


def test_mix_maps_different_words_to_different_words():
    """A finaliser that merged words would give two addresses the same luck for good."""
    words = [0, 1, 2, 1 << 63, luck.MASK, *range(1000, 3000)]
    assert len({luck.mix(w) for w in words}) == len(set(words))
    assert all(0 <= luck.mix(w) <= luck.MASK for w in words)


def test_keys_are_stable_by_name():
    """Stored results are replayed from names, so a name must keep its key on every machine."""
    assert luck.key_of("fire") == luck.FIRE
    assert luck.key_of("us") == KEY_OF_US
    for name in ("us", "militia:mahdi_army", "prior:claim_chance", ""):
        plain = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest())
        assert luck.key_of(name) & (luck.MASK >> 1) == plain & (luck.MASK >> 1)


def test_keys_have_the_top_bit_set():
    """numba reads a word without it as a signed integer and would compile every draw twice."""
    names = [f"name {n}" for n in range(2000)]
    assert all(luck.key_of(name) >> 63 == 1 for name in [*names, *PURPOSES])


SHARED = {
    frozenset(names)
    for names in (
        {"ROCKETS", "MISSILES"},
        {"USES_MISSILE", "MEANS_TO_KILL"},
        {"ATTACK_KILLS", "SALVO_KILLS"},
        {"ATTACK_DEATHS", "MASSACRE_DEATHS", "SALVO_DEATHS"},
        {"REPLY_OWED", "REPLY"},
        {"SIEGE", "MASSACRE"},
    )
}
"""Purposes that share a key, for the sake of the runs there are; no other may."""


def drawn_for():
    """Purpose -> (function, actor) of every draw of the day's code, from its syntax tree."""
    found = defaultdict(set)
    for path in sorted((SIM_FOLDER / "day").rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "luck.uniform":
                    _, actor, purpose = map(ast.unparse, node.args)
                    found[purpose.removeprefix("luck.")].add((function.name, actor))
    return found


def test_every_purpose_is_one_kind_of_draw():
    """Two kinds of draw with one purpose would share every draw of an actor.

    Each purpose is drawn in one function, for one kind of actor; purposes with one key (names of
    their own would have changed the luck of every run) are drawn for different kinds.
    """
    assert len(PURPOSES) > 35
    drawn = {name: places for name, places in drawn_for().items() if name in PURPOSES}
    # These go into `uniform` by way of a running sum.
    assert set(PURPOSES) - set(drawn) == {"NATION", "KEEP_CAUSE", "FIRST_MOOD"}
    assert all(len(places) == 1 for places in drawn.values()), drawn
    actors = defaultdict(list)
    for name, places in drawn.items():
        actors[PURPOSES[name]] += [actor for _, actor in places]
    for key in (luck.NATION, luck.KEEP_CAUSE, luck.FIRST_MOOD):
        assert key not in actors
    assert all(len(set(who)) == len(who) for who in actors.values())
    names = defaultdict(set)
    for name, key in PURPOSES.items():
        names[key].add(name)
    assert {frozenset(n) for n in names.values() if len(n) > 1} == SHARED


@pytest.mark.parametrize("word", [0, 1, 1 << 63, luck.MASK])
def test_uniform_never_reaches_one(word):
    """`-log(1 - u)` is taken of draws, so 1 itself must be out of reach and 0 must be allowed."""
    u = luck.uniform(word, luck.key_of("us"), luck.FIRE)
    assert 0.0 <= u < 1.0
    assert (luck.MASK >> 11) * luck.UNIT < 1.0
    assert math.isfinite(-math.log(1.0 - (luck.MASK >> 11) * luck.UNIT))


def test_arrays_draw_what_the_model_draws():
    """The statistics below are about the model's luck only if the arrays hold that very luck."""
    table = draws(runs=5, days=5)
    for run in range(5):
        key = luck.run_key(luck.mix(7), (run * luck.GOLDEN) & luck.MASK)
        for day in range(5):
            today = luck.day_key(key, (day * luck.GOLDEN) & luck.MASK)
            assert luck.uniform(today, luck.key_of("us"), luck.FIRE) == table[run, day]


@pytest.mark.parametrize("purpose", ["FIRE", "ATTACK_KILLS", "ATTACK_DEATHS", "WAR", "ISIS"])
def test_draws_are_even(purpose):
    """A rule with chance p must fire in a share p of days."""
    values = draws(purpose=PURPOSES[purpose])
    assert even_p(values) > ALPHA
    assert even_p((values * 4096) % 1.0) > ALPHA, "the fine digits are even too"


def test_draws_of_following_days_are_independent():
    """Serial test: luck of one day must not foretell the next."""
    table = draws()
    assert independent_p(table[:, :-1], table[:, 1:]) > ALPHA
    assert correlation_p(table[:, :-1], table[:, 1:]) > ALPHA


def test_draws_of_following_runs_are_independent():
    """Run numbers are consecutive, and averages over runs assume that they share nothing."""
    table = draws()
    assert independent_p(table[:-1], table[1:]) > ALPHA
    assert correlation_p(table[:-1], table[1:]) > ALPHA


def test_draws_of_seeds_next_to_each_other_are_independent():
    """People pick seeds 1, 2, 3: `mix(seed)` must part them."""
    keys = [np.uint64(luck.mix(s)) + np.arange(100_000, dtype=np.uint64) for s in (1, 2)]
    x, y = ((mix(k) >> np.uint64(11)).astype(float) * luck.UNIT for k in keys)
    assert independent_p(x, y) > ALPHA


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("us", luck.FIRE), ("iran", luck.FIRE)),
        (("us", luck.FIRE), ("us", luck.ATTACK_KILLS)),
        (("militia:mahdi_army", luck.FIRE), ("militia:kataib_hezbollah", luck.FIRE)),
        (("us", luck.PAUSE), ("iraq", luck.ACCESS)),
        (("area:anbar", luck.ISIS), ("area:nineveh", luck.ISIS)),
    ],
)
def test_draws_of_different_addresses_are_independent(a, b):
    """The address is a plain sum of keys; mixing must part actors and purposes all the same."""
    x, y = draws(*a), draws(*b)
    assert independent_p(x, y) > ALPHA
    assert correlation_p(x, y) > ALPHA


def test_prior_luck_is_even_and_independent_between_parameters():
    """Drawn parameters must not be correlated with each other unless a prior says so."""
    runs = np.arange(100_000)
    x, y = uniforms(3, "claim_chance", runs), uniforms(3, "blame_error", runs)
    assert even_p(x) > ALPHA
    assert independent_p(x, y) > ALPHA
    assert independent_p(x[:-1], x[1:]) > ALPHA


def test_these_tests_would_notice_bad_luck():
    """Negative control: an unmixed counter, a shared draw and uneven draws are all caught."""
    table = draws()
    counter = (np.arange(100_000) * 0.6180339887498949) % 1.0
    assert independent_p(counter[:-1], counter[1:]) < ALPHA
    assert independent_p(table, table) < ALPHA
    echo = np.where(np.arange(table.shape[1] - 1) % 10 == 0, table[:, :-1], table[:, 1:])
    assert independent_p(table[:, :-1], echo) < ALPHA
    assert even_p(table**1.05) < ALPHA
    assert correlation_p(table, 0.05 * table + 0.95 * draws("iran")) < ALPHA


@kernel
def compiled_uniform(run_key, day_word, actor, purpose):
    """The whole way from a run's key to a draw, as compiled code walks it."""
    return luck.uniform(luck.day_key(run_key, day_word), actor, purpose)


@kernel
def compiled_mix(z):
    """The finaliser in compiled code."""
    return luck.mix(z)


def test_compiled_luck_is_plain_luck():
    """Python integers never overflow and compiled ones always do: both must mean 64 bits."""
    rng = np.random.default_rng(1)
    words = [
        0,
        1,
        luck.MASK,
        1 << 63,
        *(int(w) for w in rng.integers(0, 2**64 - 1, 300, np.uint64)),
    ]
    for word in words:
        assert int(compiled_mix(np.uint64(word))) == luck.mix(word)
        actor, day = luck.key_of(f"actor {word}"), (word * luck.GOLDEN) & luck.MASK
        plain = luck.uniform(luck.day_key(word, day), actor, luck.ATTACK_KILLS)
        fast = compiled_uniform(
            np.uint64(word), np.uint64(day), np.uint64(actor), np.uint64(luck.ATTACK_KILLS)
        )
        assert fast == plain
