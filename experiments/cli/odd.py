"""`flashpoint odd`: the model document, written from the tables and docstrings of this program."""

from __future__ import annotations

from pathlib import Path

from experiments.cli.output import console
from experiments.report.model_page import page
from experiments.report.reference_pages import NOTICE
from experiments.sweep.block_store import write_whole
from sim.errors import InputError


def write_model_document(path: Path) -> None:
    """Write the document; a page that it wrote earlier is replaced, a file of another hand is not.

    Raises InputError for a place that cannot be written or holds something else.
    """
    if path.exists() and not _is_ours(path):
        found = "a folder" if path.is_dir() else "a file that this command did not write"
        raise InputError(path, 0, "--out", found, "a new file, or one that it wrote earlier")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(path, 0, "--out", error.strerror, "a place that can be written") from None
    write_whole(path, page(NOTICE).encode())
    console.print(f"written: {path}", soft_wrap=True)
    console.print("its links lead to parameters.md and evidence.md beside it", soft_wrap=True)


def _is_ours(path: Path) -> bool:
    """Was this file written by the command?"""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.readline().rstrip() == NOTICE.encode()
