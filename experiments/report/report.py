"""The report of a study: the answer in words, tables and figures, written beside its runs.

report.md       question, answer, tables of the means and of what changed, list of figures
tables/*.csv    the same in full
figures/        PNG and SVG
scenarios/      scenario files of points whose runs the report names, ready for `compare --run`
report.json     all files of the report: the next one takes their place, and touches no others
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from experiments.analysis.paired_effects import Switch, effects_table
from experiments.analysis.scenario_discovery import in_words
from experiments.analysis.study_results import StudyResults
from experiments.report.answer import answer_of
from experiments.report.study_tables import means_table, study_tables
from experiments.report.templates import render
from experiments.runs.manifest import read_json
from experiments.runs.store import write_inputs
from experiments.study.outcome_direction import worse_way
from experiments.study.point_labels import PointLabel
from experiments.study.points import scenario_at
from experiments.sweep.block_store import opened, write_whole
from experiments.text.safe_csv import csv_text
from sim.errors import InputError
from sim.inputs.clean_text import TITLE
from sim.inputs.files import scratch_folder

if TYPE_CHECKING:
    import pandas as pd

REPORT: Final = "report.md"
LIST: Final = "report.json"
TABLES: Final = "tables"
FIGURES: Final = "figures"
SCENARIOS: Final = "scenarios"
MOST_SWITCHES: Final = 3
MOST_ROWS: Final = 40
"""Rows of a table; the files beside the report hold all."""


class ShownSwitch(NamedTuple):
    """A 2 x 2 table of the report, and the run it sends the reader to."""

    switch: Switch
    base: PointLabel
    here: PointLabel
    run: int
    base_file: Path
    here_file: Path


def write_report(found: StudyResults, folder: Path) -> list[Path]:
    """Write the report of a study into the folder of its sweep; returns the files for people.

    Raises InputError when another process works in the folder, or it cannot be written.
    """
    from experiments.plots.study.figures import save_all

    with opened(folder, found.study.path.name), scratch_folder(folder / "report") as made:
        (made / TABLES).mkdir()
        for name, table in _tables(found):
            (made / TABLES / f"{name}.csv").write_bytes(csv_text(table).encode())
        figures = [path.relative_to(made) for path in save_all(found, made / FIGURES)]
        # The report names its scenarios by the places where they will lie.
        switches = [
            s._replace(
                base_file=folder / s.base_file.relative_to(made),
                here_file=folder / s.here_file.relative_to(made),
            )
            for s in shown_switches(found, made)
        ]
        text = render("report.md.j2", report_view(found, switches, figures)).rstrip() + "\n"
        (made / REPORT).write_bytes(text.encode())
        _put(made, folder)
    return [folder / REPORT, *(folder / path for path in figures)]


def _put(made: Path, folder: Path) -> None:
    """Put a report in the place of the one before, file by file.

    Raises InputError, before anything is touched, when a file would take the place of one that no
    report wrote, and when the folder cannot be written.
    """
    listed = _listed(folder)
    names = sorted(p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file())
    for name in names:
        if listed is not None and name not in listed and (folder / name).exists():
            accepts = "another name or place for it: no report wrote this file"
            raise InputError(folder / name, 1, "file", "one that is not ours", accepts)
    # Listed before written: what an interrupted report leaves is still known for a report's.
    _list(folder, sorted({*names, *(listed or ())}))
    for name in sorted({*(listed or ())} - {*names}):
        _remove(folder / name, folder)
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / name, (made / name).read_bytes())
    _list(folder, names)


def _list(folder: Path, names: Sequence[str]) -> None:
    write_whole(folder / LIST, json.dumps({"files": names}, indent=2).encode() + b"\n")


def _listed(folder: Path) -> set[str] | None:
    """The files of the report before; None where it is of an earlier version, which listed none."""
    if not (folder / LIST).exists():
        return None if (folder / REPORT).exists() else set()
    files: Any = read_json(folder / LIST, "a folder written by `flashpoint sweep`").get("files")
    rooms = tuple(f"{name}/" for name in (TABLES, FIGURES, SCENARIOS))
    good = isinstance(files, list) and all(
        isinstance(name, str) and ".." not in name and (name == REPORT or name.startswith(rooms))
        for name in files
    )
    if not good:
        accepts = "the files of a report, or no such file"
        raise InputError(folder / LIST, 1, "files", "no list of a report's files", accepts)
    return set(files)


def _remove(path: Path, folder: Path) -> None:
    """Remove a file of an earlier report, and the folders that are empty without it."""
    with suppress(FileNotFoundError, IsADirectoryError, NotADirectoryError):
        path.unlink()
    for above in path.parents:
        if above == folder:
            return
        with suppress(OSError):
            above.rmdir()


def _tables(found: StudyResults) -> Iterator[tuple[str, pd.DataFrame]]:
    """Name and table of every analysis that was made."""
    import pandas as pd

    yield "means", means_table(found)
    if found.effects:
        yield "effects", _with_labels(found, effects_table(found.effects))
        changes = pd.DataFrame([s._asdict() for s in found.switches], columns=Switch._fields)
        yield "changes", _with_labels(found, changes)
    if found.indices:
        yield (
            "sobol",
            pd.DataFrame(
                {"scenario": scenario, "outcome": s.outcome, "chance": s.parts.chance} | i._asdict()
                for scenario, s in found.indices
                for i in s.indices
            ),
        )
    if found.screened:
        yield (
            "morris",
            pd.DataFrame(
                {"scenario": scenario, "outcome": outcome} | row._asdict()
                for scenario, outcome, rows in found.screened
                for row in rows
            ),
        )
    if found.ranked:
        yield (
            "ranks",
            pd.DataFrame(
                {"scenario": scenario, "outcome": outcome} | row._asdict()
                for scenario, outcome, rows in found.ranked
                for row in rows
            ),
        )
    if found.robustness and found.robustness.regrets:
        rows = [
            {"outcome": outcome} | row._asdict()
            for outcome, found_rows in found.robustness.regrets.items()
            for row in found_rows
        ]
        yield "regret", pd.DataFrame(rows)


def _with_labels(found: StudyResults, table: pd.DataFrame) -> pd.DataFrame:
    here = [found.labels[p] for p in table["point"]]
    table.insert(1, "policy_name", [place.policy for place in here])
    table.insert(2, "condition", [place.condition for place in here])
    return table


def report_view(
    found: StudyResults, switches: Sequence[ShownSwitch], figures: Sequence[Path]
) -> dict[str, Any]:
    """Everything that the report shows."""
    study, answer = found.study, answer_of(found)
    counts = found.runs.groupby("point", observed=True).size()
    return {
        "title": study.title,
        "question": study.question,
        "answer": answer.text,
        "picked": answer.picked,
        "notes": found.notes,
        "points": len(counts),
        "fewest_runs": int(counts.min()),
        "most_runs": int(counts.max()),
        "seed": study.seed,
        "parameters": sorted({str(base.parameter_source) for base in study.bases.values()}),
        "code": str(found.manifest["code"])[:12],
        "tables": study_tables(found),
        "most_rows": MOST_ROWS,
        "boxes": [in_words(box) for box, _ in found.boxes],
        "switches": switches,
        "figures": [path.stem for path in figures],
    }


def most_changed(found: StudyResults) -> list[Switch]:
    """Of every outcome the table with most changes: war first, then what is bad, then the rest."""
    changed = [s for s in found.switches if s.only_baseline + s.only_policy]
    changed.sort(
        key=lambda s: (
            s.outcome != "open_war",
            worse_way(s.outcome, found.study.worse) == 0,
            -(s.only_baseline + s.only_policy),
        )
    )
    first: dict[str, Switch] = {}
    for s in changed:
        first.setdefault(s.outcome, s)
    return list(first.values())


def shown_switches(found: StudyResults, folder: Path) -> list[ShownSwitch]:
    """2 x 2 tables worth a look, each with a run to look into; writes the scenarios of its points.

    A run of the rarer change would speak against what the table says.
    """
    shown = []
    for s in most_changed(found)[:MOST_SWITCHES]:
        here = found.labels[s.point]
        base = found.labels[str(here.partner)]
        run = (s.now if s.only_policy >= s.only_baseline else s.no_longer)[0]
        files = [_scenario_file(found, folder, place) for place in (base, here)]
        shown.append(ShownSwitch(s, base, here, run, *files))
    return shown


def _scenario_file(found: StudyResults, folder: Path, place: PointLabel) -> Path:
    """The scenario of a point as a file that the other commands take, titled by its point."""
    home = folder / SCENARIOS / place.point
    if not home.exists():
        home.mkdir(parents=True)
        scenario = scenario_at(found.study, place.values)
        title = f"{found.study.title}: {place.label}"[:TITLE]
        write_inputs(replace(scenario, title=title, text={**scenario.text, "title": title}), home)
    return home / "inputs" / "scenario.yaml"
