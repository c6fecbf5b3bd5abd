"""What of a scenario moves numbers, as plain values: not its paths, titles, names or notes."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from sim.inputs.posterior import read_posterior
from sim.inputs.scenario import Scenario
from sim.inputs.world_file import WorldFile

NAMES: Final = frozenset({"name", "title", "path"})
"""Fields for people. An `id` counts: luck is keyed by it."""


def world_meaning(world: WorldFile) -> tuple[Any, ...]:
    """Ids and numbers of a world, in their order."""
    tables = world.militias, world.sites, world.areas, world.forces
    actors = [(part, sorted(values.items())) for part, values in world.actors.items()]
    return actors, *([_values(row) for row in table] for table in tables)


def _values(row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, f.name) for f in fields(row) if f.name not in NAMES)


def scenario_meaning(scenario: Scenario) -> tuple[Any, ...]:
    """All that the runs of a scenario depend on beside the rules, the seed and their number.

    Raises InputError when the samples of its parameters do not read.
    """
    posterior = scenario.posterior_path
    return (
        world_meaning(scenario.world),
        scenario.start.isoformat(),
        scenario.days,
        str(scenario.history_until),
        [tuple(act)[1:] for act in scenario.acts],  # without its id
        scenario.parameter_source,
        "" if posterior is None else read_posterior(posterior).content_hash(),
        sorted(scenario.parameter_values.items()),
        sorted(scenario.hypotheses.items()),
        [tuple(change) for change in scenario.changes],
    )
