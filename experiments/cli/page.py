"""`flashpoint page`: a scenario, a pair, a result or a study as one HTML file that simulates."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from experiments.cli.output import console, run_progress
from experiments.page import sources
from experiments.page.one_file import page_html
from experiments.runs import store
from experiments.sweep import home
from sim.errors import InputError
from sim.inputs.files import write_bytes

SUFFIX: Final = ".html"
MOST_BYTES: Final = 3_000_000
"""What can be sent by mail."""
PAIR: Final = 2


def write_page(
    said: Sequence[Path], out: Path | None, runs: int | None, seed: int | None, show: bool
) -> None:
    """Write the page of a scenario, of two, of a result folder or of a study's; print its path.

    Raises InputError for bad input and for a page too large to send.
    """
    if out is not None:
        _check_file(out)
    shown = _shown(said, runs, seed)
    path = out or Path(f"{shown.name}{SUFFIX}")
    _check_file(path)
    save_page(shown, path)
    if show:
        webbrowser.open(path.resolve().as_uri())


def save_page(shown: sources.Shown, path: Path) -> None:
    """Write a page and print its path; where it cannot simulate, why. Raises as `write_page`."""
    page = page_bytes(shown)
    write_bytes(path, page)
    if why := shown.data.told.get("no_simulation"):
        console.print(f"Mind: the page does not simulate: {why}", soft_wrap=True)
    console.print(f"written: {path} ({len(page) / 1e6:.1f} MB)", soft_wrap=True)


def page_bytes(shown: sources.Shown) -> bytes:
    """The page as a file holds it. Raises InputError where it is too large to send."""
    page = page_html(shown.data, shown.still).encode()
    if len(page) > MOST_BYTES:
        got, accepts = f"a page of {len(page) / 1e6:.1f} MB", "3 MB: fewer posterior samples"
        raise InputError(shown.path, 1, "parameters", got, accepts)
    return page


def _shown(said: Sequence[Path], runs: int | None, seed: int | None) -> sources.Shown:
    if len(said) > PAIR:
        accepts = "one scenario, two of them, or one result folder"
        raise InputError("page", 0, "page", f"{len(said)} of them", accepts)
    if len(said) == PAIR:
        return sources.of_pair(said, runs, seed, run_progress)
    if (said[0] / store.MANIFEST).is_file():
        return sources.of_result(said[0], runs, seed)
    if (said[0] / home.MANIFEST).is_file():
        return sources.of_study(said[0], runs, seed)
    return sources.of_scenario(said[0], runs, seed, run_progress)


def _check_file(path: Path) -> None:
    if path.suffix != SUFFIX or path.is_dir():
        raise InputError("--out", 0, "--out", path, f"a file whose name ends in {SUFFIX}")
