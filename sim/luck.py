"""Luck is an address, not a stream.

Every uniform draw is computed from (seed, run, day, actor, purpose) by the SplitMix64 finaliser
(Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators", figure 16; test
vectors in `tests/sim/test_luck.py`). So run 4711 can be replayed alone, no result depends on
threads, blocks or machine, and two scenarios share their luck wherever they do the same thing
(common random numbers).

Actors and purposes are keyed by a hash of their *names*: a militia added to the world file or a new
kind of draw does not shift anybody else's luck.
"""

from __future__ import annotations

import hashlib
from operator import index
from typing import Final

from sim.errors import InputError
from sim.jit import rule

MASK: Final = 0xFFFFFFFFFFFFFFFF
GOLDEN: Final = 0x9E3779B97F4A7C15
MIX_1: Final = 0xBF58476D1CE4E5B9
MIX_2: Final = 0x94D049BB133111EB
_TOP_BIT: Final = 1 << 63
UNIT: Final = 2.0**-53
MAX_SEED: Final = 10**15
"""Largest seed, wherever one is given: a study file, a result and a page read it back exactly."""


def key_of(name: str) -> int:
    """A 64-bit key for an actor, purpose or parameter name, the same on every machine.

    The top bit is always set: numba then reads every key as an unsigned integer, so that no draw
    is compiled twice and no sum turns into a float.
    """
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest()) | _TOP_BIT


def check_seed(seed: int) -> int:
    """The seed, which is a whole number from 0 to MAX_SEED.

    Raises InputError when it is another: beyond 64 bits two seeds would be one without a word.
    """
    try:
        number = -1 if isinstance(seed, bool) else index(seed)
    except TypeError:
        number = -1
    if not 0 <= number <= MAX_SEED:
        raise InputError("--seed", 1, "seed", seed, f"a whole number from 0 to {MAX_SEED}")
    return number


# One purpose per kind of draw. The value is the hash of a name, so the order is free.
FIRE: Final = key_of("fire")
FIRE_CAUSE: Final = key_of("fire_cause")
BARRAGE: Final = key_of("barrage")
ROCKETS: Final = key_of("salvo_size")
SITE: Final = key_of("site")
USES_MISSILE: Final = key_of("intent")
ATTACK_KILLS: Final = key_of("hit")
ATTACK_DEATHS: Final = key_of("deaths")
NATION: Final = key_of("nation")
CLAIM: Final = key_of("claim")
PRAISE: Final = key_of("praise")
BLAME: Final = key_of("blame")
DELAY: Final = key_of("delay")
REPLY_OWED: Final = key_of("reply")
SIEGE: Final = key_of("siege")
MASSACRE: Final = key_of("siege")
MASSACRE_DEATHS: Final = key_of("deaths")
REPLY: Final = key_of("reply")
FIGHTERS: Final = key_of("fighters")
BREADTH: Final = key_of("breadth")
ON_IRAN: Final = key_of("on_iran")
LEADERSHIP: Final = key_of("leadership")
PAUSE: Final = key_of("pause")
REINFORCE: Final = key_of("reinforce")
CONSOLIDATE: Final = key_of("consolidate")
SANCTIONS: Final = key_of("sanctions")
PRESENCE: Final = key_of("presence")
STATE_REPLY: Final = key_of("state_reply")
MEANS_TO_KILL: Final = key_of("intent")
MISSILES: Final = key_of("salvo_size")
SALVO_KILLS: Final = key_of("hit")
SALVO_DEATHS: Final = key_of("deaths")
WAR: Final = key_of("war")
LINE_REVIEW: Final = key_of("line_review")
LINE: Final = key_of("line")
VOTE: Final = key_of("vote")
BILL: Final = key_of("bill")
ACCESS: Final = key_of("access")
DEPOT: Final = key_of("depot")
ISIS: Final = key_of("isis")
KEEP_CAUSE: Final = key_of("keep_cause")
MOOD: Final = key_of("mood")
FIRST_MOOD: Final = key_of("first_mood")
PATIENCE: Final = key_of("patience")
BREAKOUT_CAUSE: Final = key_of("breakout_cause")
INVITED: Final = key_of("invited")
FIRST_BASE: Final = key_of("first_base")
SECOND_BASE: Final = key_of("second_base")
HEAVY_RAID: Final = key_of("heavy_raid")
IRANIANS: Final = key_of("iranians")
STATE_FORCES: Final = key_of("state_forces")
STATE_FORCES_DEATHS: Final = key_of("state_forces_deaths")
WOUNDED: Final = key_of("wounded")
ADVANCE: Final = key_of("advance")
GROUND_TAKEN: Final = key_of("ground_taken")
PROBE: Final = key_of("probe")
PROBED: Final = key_of("probed")
DEFEND: Final = key_of("defend")
DEFENDED: Final = key_of("defended")
CLASH: Final = key_of("clash")
DECONFLICT: Final = key_of("deconflict")
DEAL: Final = key_of("deal")
DEAL_AREA: Final = key_of("deal_area")
RETAKE: Final = key_of("retake")
SWING: Final = key_of("swing")
ORDER_HOME: Final = key_of("order_home")
TALKS: Final = key_of("talks")
# A few purposes share a name with another: they are asked of different actors, so their draws never
# meet, and a name of their own would have changed the luck of every run there is.


@rule
def mix(z: int) -> int:
    """SplitMix64 finaliser: 64 bits in, 64 well-mixed bits out."""
    z = ((z ^ (z >> 30)) * MIX_1) & MASK
    z = ((z ^ (z >> 27)) * MIX_2) & MASK
    return z ^ (z >> 31)


@rule
def run_key(seed_key: int, run_word: int) -> int:
    """Key of one run. `seed_key` is `mix(seed)`, `run_word` is `(run * GOLDEN) mod 2^64`."""
    return mix((seed_key + run_word) & MASK)


@rule
def day_key(key: int, day_word: int) -> int:
    """Key of one day of a run. `day_word` is a running sum of GOLDEN, one step a day."""
    return mix((key + day_word) & MASK)


@rule
def uniform(key: int, actor: int, purpose: int) -> float:
    """One draw in [0, 1) for this day (`key`), this actor and this purpose."""
    return (mix((key + actor + purpose) & MASK) >> 11) * UNIT
