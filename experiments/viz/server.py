"""Serves the page of the Mesa model on this machine, to nobody else, until it is stopped."""

from __future__ import annotations

import os
import socket
import threading
import warnings
import webbrowser
from pathlib import Path
from typing import Any, Final

from experiments.text.optional_imports import need
from sim.errors import InputError
from sim.inputs.scenario import Scenario

HOST: Final = "127.0.0.1"
"""Whoever reaches the page runs code here, so it listens on this machine alone."""
APP: Final = "experiments.viz.agents_page"
QUIET: Final = {
    "SOLARA_APP": APP,
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_THEME_SHOW_BANNER": "False",
}
"""Solara reads its settings from here. By itself it would report its use to its makers."""


def serve(scenario: Scenario, seed: int, run: int, port: int, show: bool) -> None:
    """Serve until interrupted.

    Raises InputError when Solara is not installed, and when the port is taken.
    """
    os.environ.update(QUIET)
    need("solara_assets", "Solara with its files", "viz")
    page = need(APP, "Solara", "viz")
    uvicorn = need("uvicorn", "Solara's server", "viz")
    page.asked[:] = [page.Asked(scenario, seed, run)]
    # Solara warns those who would show its page within one of another site.
    warnings.filterwarnings("ignore", "Cookies with samesite=none")
    listening = _listening(port)
    address = "http://{}:{}/".format(*listening.getsockname())
    print(f"{address} (this machine only; Ctrl-C stops it)", flush=True)
    if show:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    config: Any = uvicorn.Config("solara.server.starlette:app", log_level="warning")
    uvicorn.Server(config).run(sockets=[listening])


def _listening(port: int) -> socket.socket:
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
        found.listen()  # before its address is told
    except (OSError, OverflowError) as error:
        accepts = "a free port of this machine, 0 for any"
        raise InputError(Path("--port"), 0, "--port", f"{port} ({error})", accepts) from None
    return found
