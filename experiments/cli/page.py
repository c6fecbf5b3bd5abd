"""`flashpoint page`: a scenario as one HTML file that simulates in the reader's browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Final

from calibration.evidence.library import load_scenario
from experiments.cli.output import console
from experiments.page.one_file import page_html
from experiments.page.page_data import page_data
from sim.errors import InputError
from sim.inputs.files import write_bytes
from sim.wasm.packaged import CODE, Kernel, KernelError, packaged

SUFFIX: Final = ".html"
MOST_BYTES: Final = 3_000_000
"""What can be sent by mail."""
LEAST: Final = 300
MOST: Final = 20_000
"""Futures that a page may be asked for: fewer say little, more fill a browser's memory."""


def write_page(said: Path, out: Path | None, runs: int, seed: int, show: bool) -> None:
    """Write the page of a scenario and print its path.

    Raises InputError for bad input, a page too large to send, and where the packaged kernel is not
    that of the rules that run here: the page would show numbers that nobody can repeat.
    """
    if not LEAST <= runs <= MOST:
        raise InputError("--runs", 0, "--runs", runs, f"a whole number from {LEAST} to {MOST}")
    scenario = load_scenario(said)
    path = out or Path(f"{scenario.path.stem}{SUFFIX}")
    if path.suffix != SUFFIX or path.is_dir():
        raise InputError("--out", 0, "--out", path, f"a file whose name ends in {SUFFIX}")
    page = page_html(page_data(scenario, _kernel(), seed, runs)).encode()
    if len(page) > MOST_BYTES:
        got, accepts = f"a page of {len(page) / 1e6:.1f} MB", "3 MB: fewer posterior samples"
        raise InputError(scenario.path, 1, "parameters", got, accepts)
    write_bytes(path, page)
    console.print(f"written: {path} ({len(page) / 1e6:.1f} MB)", soft_wrap=True)
    if show:
        webbrowser.open(path.resolve().as_uri())


def _kernel() -> Kernel:
    try:
        return packaged()
    except KernelError as error:
        raise InputError(CODE, 0, "kernel", str(error), "the kernel of these rules") from None
