"""The folder of one answer: page, tables, figure, and both arms as results to look into."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from experiments.ask.answer import Answer
from experiments.report.ask_page import answer_page
from experiments.runs.runner import run
from experiments.text.safe_csv import csv_text
from sim.errors import InputError

PAGE: Final = "answer.md"
ARMS: Final = ("baseline", "changed")
OURS: Final = frozenset({PAGE, "tables", "figures", *ARMS})
ACCEPTS: Final = "a new folder, or that of an earlier answer"


def check_folder(folder: Path) -> None:
    """Refuse a folder that holds anything but an earlier answer. Raises InputError."""
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise InputError(folder, 0, "--out", "a file", ACCEPTS)
    inside = set(os.listdir(folder)) if os.path.isdir(folder) else set()
    strange = sorted(inside - OURS)
    if strange or (inside and PAGE not in inside):
        raise InputError(folder, 0, "--out", f"something else there ({min(inside)})", ACCEPTS)


def write_folder(found: Answer, folder: Path, workers: int | None) -> Iterator[Path]:
    """Write the folder of an answer; yields what was written."""
    from experiments.plots.ask.twins import draw
    from experiments.plots.style.look import styled
    from experiments.plots.style.page import save

    check_folder(folder)
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    with styled():
        (figure,) = save(draw(found), folder / "figures", "twins", svg=False)
    yield figure
    yield from _tables(found, folder / "tables")
    for name, arm in zip(ARMS, found.question.arms, strict=False):
        result = run(arm.scenario, found.size.logged, found.size.seed, workers)
        yield result.save(folder / name, figures=False)
    page = folder / PAGE
    page.write_text(answer_page(found, f"figures/{figure.name}"), encoding="utf-8")
    yield page


def _tables(found: Answer, folder: Path) -> Iterator[Path]:
    """The tables as shown, and what every sample expects as numbers."""
    import pandas as pd

    from experiments.ask.answer_tables import tables_of

    folder.mkdir(exist_ok=True)
    frames = {t.name: pd.DataFrame(t.rows, columns=list(t.head)) for t in tables_of(found)}
    frames["samples"] = (
        pd.DataFrame({row.variant or "as set": row.change.values for row in found.variants})
        .rename_axis("sample", axis="index")
        .reset_index()
    )
    for name, frame in frames.items():
        path = folder / f"{name}.csv"
        path.write_text(csv_text(frame), encoding="utf-8")
        yield path
