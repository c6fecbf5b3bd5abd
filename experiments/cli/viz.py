"""`flashpoint viz`: the Mesa model of a scenario in a browser of this machine."""

from __future__ import annotations

from pathlib import Path

from calibration.evidence.library import load_scenario
from experiments.viz.server import serve


def show_agents(
    said: Path, settings: list[str], seed: int, run: int, port: int, show: bool
) -> None:
    """Serve the page of a scenario. Raises InputError for bad input and where Solara is missing."""
    serve(load_scenario(said, settings), seed, run, port, show)
