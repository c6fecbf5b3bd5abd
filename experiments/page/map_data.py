"""What a page holds for its map and for playing pairs: places, names and marks of one world."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from experiments.explain.divergence import WHAT
from experiments.page.map_layout import Layout, layout_of, read_outline
from sim.actions import ATTACKS
from sim.inputs.scenario import Scenario
from sim.inputs.world_file import WorldFile
from sim.outcomes import HEADLINE, OUTCOMES
from sim.state.actors import ACTORS, OTHERS, actor_of
from sim.state.identity import ID_ISIS

RUNS: Final = 200
"""Futures whose means the map shows."""
ISIS: Final = "ISIS"
NOBODY: Final = "ISIS or nobody"
NOBODY_MARK: Final = "–"
PEAK: Final = "peak_rung"


def map_of(scenario: Scenario) -> dict[str, Any]:
    """Places and names of areas, sites and forces, marks of holders, and what is counted where."""
    world, layout = scenario.world, layout_of(scenario.world)
    names = [force.name for force in world.forces]
    return {
        "is_map": layout.is_map,
        "frame": layout.frame,
        "outline": _outline(layout),
        "areas": _placed(world.areas, layout.areas),
        "sites": [
            {**placed, "troops": site.troops}
            for placed, site in zip(_placed(world.sites, layout.sites), world.sites, strict=True)
        ],
        "links": _links(world),
        "holders": [
            {"title": NOBODY, "mark": NOBODY_MARK},
            *(
                {"title": name, "mark": mark}
                for name, mark in zip(names, marks(names), strict=True)
            ),
        ],
        "names": _names(),
        "attacks": [int(action) for action in ATTACKS],
        "what": ["day" if name == "date" else name for name in WHAT],
        "ends": _ends(scenario),
        "runs": RUNS,
    }


def _outline(layout: Layout) -> dict[str, Any]:
    """The outline where there is a map; a grid has none."""
    if not layout.is_map:
        return {"countries": {}, "borders": [], "names": [], "source": ""}
    return {key: value for key, value in read_outline().items() if key != "frame"}


def _placed(things: Sequence[Any], spots: Sequence[tuple[float, float]]) -> list[dict[str, Any]]:
    return [
        {"id": one.id, "title": one.name, "spot": [round(x, 3), round(y, 3)]}
        for one, (x, y) in zip(things, spots, strict=True)
    ]


def _links(world: WorldFile) -> list[list[int]]:
    """Areas next to each other, each pair once."""
    number = {area.id: k for k, area in enumerate(world.areas)}
    pairs = {
        tuple(sorted((number[area.id], number[other])))
        for area in world.areas
        for other in area.neighbours
    }
    return [list(pair) for pair in sorted(pairs)]


def marks(names: Sequence[str]) -> list[str]:
    """Two capitals a name, of its first word and a later one; a number where none is free."""
    found: list[str] = []
    for k, name in enumerate(names):
        words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
        pairs = [f"{words[0][0]}{word[0]}".upper() for word in words[1:]] or [
            word[:2].upper() for word in words[:1]
        ]
        found.append(next((pair for pair in pairs if pair not in found), str(k + 1)))
    return found


def _names() -> dict[str, str]:
    """Identifiers in the log of those who are one, or all of a kind -> what pictures call them."""
    known = {actor.id: actor.title for actor in map(actor_of, ACTORS.values())}
    return {str(id_): name for id_, name in (known | {ID_ISIS: ISIS} | OTHERS).items()}


def _ends(scenario: Scenario) -> list[str]:
    """Outcomes by which two futures end differently: yes or no, and the highest rung."""
    shown = scenario.outcomes or HEADLINE
    flags = [name for name in shown if OUTCOMES[name].kind == "flag"]
    return list(dict.fromkeys((PEAK, *flags)))
