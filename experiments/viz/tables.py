"""What a model holds today, as tables: its actors, and the last events in words."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from experiments.explain.story import describe, reason
from experiments.runs.runner import event_columns, manifest_of
from sim.ensemble import Block
from sim.model import AGENTS, EscalationModel
from sim.state.actors import ACTORS, actor_of
from sim.state.fields import fields_of

LAST: Final = 12
"""Events that are shown."""


def actors(model: EscalationModel, part: str) -> pd.DataFrame:
    """The actors of one part of the world: a column each, a row for each level that they carry.

    Switches, days, addresses and what is 0 in all of them are left out.
    """
    found = getattr(model.world, part)
    rows = found if isinstance(found, list) else [found]
    names = [n for n, (kind, *_) in fields_of(ACTORS[part]).items() if kind is float]
    used = [name for name in names if any(getattr(actor, name) for actor in rows)]
    levels = {actor.name: [getattr(actor, name) for name in used] for actor in rows}
    return pd.DataFrame({"level": used} | levels)


def parts(model: EscalationModel) -> dict[str, str]:
    """Part of the world that is agents of the model -> what it is called."""
    found = {}
    for part in AGENTS:
        here = getattr(model.world, part)
        if here:
            several = isinstance(here, list)
            found[part] = f"{len(here)} {part}" if several else actor_of(ACTORS[part]).label
    return found


def last_events(model: EscalationModel) -> pd.DataFrame:
    """The last events, the newest first: date, what happened, why."""
    log = model.events()
    none: Any = np.zeros(0)
    block = Block(model.run_number, none, {}, none, log, np.array([len(log)]), none, none)
    names = manifest_of(model.story, 1, model.seed_used, 1)["names"]
    columns = event_columns(block, model.story, names)
    newest = range(len(log) - 1, max(-1, len(log) - 1 - LAST), -1)
    return pd.DataFrame(
        [
            (f"#{k}", str(columns["date"][k]), describe(columns, k), reason(columns, k))
            for k in newest
        ],
        columns=["event", "date", "what happened", "why"],
    )
