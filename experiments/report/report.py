"""The report of a study: the answer in words, tables and figures, written beside its runs.

report.md       question, answer, tables of the means and of what changed, list of figures
tables/*.csv    the same in full
figures/        PNG and SVG
scenarios/      scenario files of points whose runs the report names, ready for `compare --run`
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from experiments.analysis.paired_effects import Switch, effects_table
from experiments.analysis.scenario_discovery import in_words
from experiments.analysis.study_results import StudyResults
from experiments.report.answer import paragraph
from experiments.report.study_tables import means_table, study_tables
from experiments.report.templates import render
from experiments.runs.store import write_inputs
from experiments.study.outcome_direction import worse_way
from experiments.study.point_labels import PointLabel
from experiments.study.points import scenario_at
from experiments.sweep.block_store import opened, write_whole

if TYPE_CHECKING:
    import pandas as pd

REPORT: Final = "report.md"
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

    with opened(folder, found.study.path.name):
        for name in (TABLES, FIGURES, SCENARIOS):
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / TABLES).mkdir()
        for name, table in _tables(found):
            write_whole(folder / TABLES / f"{name}.csv", table.to_csv(index=False).encode())
        figures = save_all(found, folder / FIGURES)
        view = report_view(found, shown_switches(found, folder), figures)
        text = render("report.md.j2", view).rstrip() + "\n"
        write_whole(folder / REPORT, text.encode())
    return [folder / REPORT, *figures]


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
    study = found.study
    counts = found.runs.groupby("point", observed=True).size()
    return {
        "title": study.title,
        "question": study.question,
        "answer": paragraph(found),
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
        title = f"{found.study.title}: {place.label}"
        write_inputs(replace(scenario, title=title, text={**scenario.text, "title": title}), home)
    return home / "inputs" / "scenario.yaml"
