"""The page itself: SolaraViz with a model, its controls, and three views of it.

Solara loads this module by name when a browser asks for the page; `asked` says what to show.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import pandas as pd
import solara
from mesa.visualization import SolaraViz
from mesa.visualization.utils import update_counter

from experiments.plots.run import days
from experiments.viz.lever_model import NOTHING, model_of, moves
from experiments.viz.tables import actors, last_events, parts
from sim.inputs.scenario import Scenario

NAME: Final = "Flashpoint: one run as agents"
MOST_RUNS: Final = 999
STYLE: Final = """
.told table { border-collapse: collapse; font-size: 0.85rem; }
.told th, .told td { padding: 0.2rem 0.6rem; text-align: left; vertical-align: top; }
.told td:nth-child(-n+2) { white-space: nowrap; }
.told tr { border-bottom: 1px solid rgba(128, 128, 128, 0.35); }
"""


class Asked(NamedTuple):
    """What the command asked for."""

    scenario: Scenario
    seed: int
    run: int


asked: list[Asked] = []
"""The one thing asked for, left here by `serve` before the first page is made."""


def controls(said: Asked) -> dict[str, Any]:
    """What of the model a reader may set, as SolaraViz takes it."""
    return {
        "rng": said.seed,
        "run": {
            "type": "SliderInt",
            "value": said.run,
            "label": "run number (then Reset)",
            "min": 0,
            "max": max(MOST_RUNS, said.run),
            "step": 1,
        },
        "move": {
            "type": "Select",
            "value": NOTHING,
            "values": list(moves(said.scenario)),
            "label": "lever moved, from the first free day (then Reset)",
        },
    }


@solara.component  # type: ignore[untyped-decorator]
def Days(model: Any) -> None:  # noqa: N802 - a component is named like a class
    """The ladder and other series so far."""
    update_counter.get()
    story = model.story
    series = model.datacollector.get_model_vars_dataframe()
    source = f"{story.title}, seed {model.seed_used}, run {model.run_number}, moved: {model.move}."
    figure = days.draw(series, story.start, story.days, source)
    solara.FigureMatplotlib(figure, dependencies=[id(model), len(series)], format="png")


@solara.component  # type: ignore[untyped-decorator]
def Events(model: Any) -> None:  # noqa: N802
    """The last events, with their causes."""
    update_counter.get()
    with solara.Card(f"Last events, of {len(model.events())}", margin=0):
        _table(last_events(model))


@solara.component  # type: ignore[untyped-decorator]
def Actors(model: Any) -> None:  # noqa: N802
    """A table of the actors of one kind, and a choice of the kind."""
    update_counter.get()
    part, choose = solara.use_state("militias")
    with solara.Card("Actors today", margin=0):
        with solara.Row(style={"flex-wrap": "wrap"}):
            for name, label in parts(model).items():
                solara.Button(label, on_click=lambda name=name: choose(name), text=name != part)
        _table(actors(model, part))


def _table(table: pd.DataFrame) -> None:
    """A table whose texts wrap; what they hold is escaped."""
    text = table.to_html(index=False, border=0, na_rep="", float_format="{:.4g}".format)
    solara.HTML(unsafe_innerHTML=text, classes=["told"], style="overflow-x: auto")


@solara.component  # type: ignore[untyped-decorator]
def Page() -> None:  # noqa: N802
    """All of it; each browser has a run of its own."""
    said = asked[0]
    first = solara.use_memo(lambda: model_of(said.scenario)(said.seed, said.run), [])
    model = solara.use_reactive(first)
    solara.Style(STYLE)
    # The views stand beside SolaraViz's own: its grid gives each the half of a page.
    SolaraViz(model, components=[], model_params=controls(said), name=NAME, play_interval=100)
    with solara.Column(style={"padding": "0 1rem"}):
        with solara.Columns([3, 2]):
            Days(model.value)
            Actors(model.value)
        Events(model.value)
