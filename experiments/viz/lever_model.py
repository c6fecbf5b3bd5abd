"""The Mesa model with one lever moved, chosen from a list: what a page with controls makes anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from experiments.study.points import compiled
from sim.errors import InputError, plain_number
from sim.inputs.checked_mapping import Reader
from sim.inputs.scenario import Scenario
from sim.inputs.strict_yaml import Document
from sim.lever import NO_CAP, Lever
from sim.levers import LEVERS
from sim.model import DEFAULT_SEED, EscalationModel

NOTHING: Final = "nothing: as the scenario has it"
FACTORS: Final = (0, 0.5, 2)
"""What an overlay is scaled by."""

Row = Mapping[str, Any]


def moves(scenario: Scenario) -> dict[str, Row]:
    """What a reader may move: words -> intervention, from the first free day on.

    A choice takes each of its words, a number either end of its range, an overlay a few factors.
    Left out is what needs a site, and what the scenario itself has moved already.
    """
    found: dict[str, Row] = {NOTHING: {}}
    for lever in LEVERS:
        for words, row in _doses(lever).items():
            try:
                with_move(scenario, row)
            except InputError:
                continue
            found[words] = row
    return found


def _doses(lever: Lever) -> dict[str, Row]:
    if lever.table == "site":
        return {}
    if lever.kind == "overlay":
        return {
            f"{lever.name} × {plain_number(k)}": {"lever": lever.name, "scale": k} for k in FACTORS
        }
    if lever.kind == "choice":
        doses: list[Any] = [word for word, value in lever.choices if value != lever.neutral]
    else:
        ends = {lever.low, lever.high} - {lever.neutral, NO_CAP}
        doses = [int(end) if end.is_integer() else end for end in sorted(map(float, ends))]
    return {f"{lever.name} = {dose}": {"lever": lever.name, "set": dose} for dose in doses}


def with_move(scenario: Scenario, row: Row) -> Scenario:
    """The scenario with one intervention more; none if `row` is empty.

    Raises InputError when it contradicts one that the scenario has.
    """
    if not row:
        return scenario
    text: dict[str, Any] = dict(scenario.text)
    added = Reader(Document(scenario.path, None, {}), ("interventions", "lever"), dict(row))
    changes = compiled(scenario, [added], text.get("variables", {}))
    text["interventions"] = [*text.get("interventions", []), dict(row)]
    return replace(scenario, changes=changes, text=text)


def model_of(scenario: Scenario) -> Callable[..., EscalationModel]:
    """The model of one run of a scenario with one lever moved: `rng`, `run` and `move` are left to
    whoever makes it, and `move` is one of the words of `moves(scenario)`.

    A class of its own for each scenario, as Mesa's controls put another thing in the place of an
    argument that is called `scenario`.
    """
    known = moves(scenario)

    class LeverModel(EscalationModel):
        """One run of a scenario with one lever moved. Raises InputError for an unknown move."""

        def __init__(self, rng: Any = DEFAULT_SEED, run: int = 0, move: str = NOTHING) -> None:
            if move not in known:
                raise InputError(scenario.path, 1, "move", move, "a move that the page lists")
            super().__init__(with_move(scenario, known[move]), rng=rng, run=run)
            self.move = move

    return LeverModel
