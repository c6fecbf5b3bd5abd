"""How fast the packaged kernel is against the native one, both without anything around them."""

from __future__ import annotations

import time
from typing import Final

import numpy as np

from sim.ensemble import Engine, Leg
from sim.parameters import as_records
from sim.wasm.host import Host, given_by
from sim.wasm.packaged import packaged

RUNS: Final = 500
REPEATS: Final = 15


def share_of_native(engine: Engine) -> float:
    """Native seconds over those in wasmtime, the best of many blocks each, one after the other."""
    host = Host(packaged(), given_by(engine.scenario, engine.seed))
    asked = host.asked(0, RUNS, daily=False, events=0)
    records = as_records(engine.block(0, RUNS).parameters)
    legs = (Leg(engine.template.days, back=False, branch=False, kept=True),)
    native, web = [], []
    for _ in range(REPEATS):
        start = time.perf_counter()
        engine.futures(np.arange(RUNS), records, legs)
        middle = time.perf_counter()
        host.call("simulate", **asked)
        native.append(middle - start)
        web.append(time.perf_counter() - middle)
    return min(native) / min(web)
