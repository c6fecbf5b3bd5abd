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
from typing import TYPE_CHECKING, Final

from experiments.analysis.paired_effects import Switch, effects_table
from experiments.analysis.scenario_discovery import in_words
from experiments.analysis.study_results import StudyResults
from experiments.report.answer import paragraph
from experiments.report.markdown import (
    effect_lines,
    fine_print,
    matters_lines,
    means_lines,
    means_table,
    robust_lines,
    table_lines,
)
from experiments.runs.store import write_inputs
from experiments.study.outcome_direction import worse_way
from experiments.study.point_labels import PointLabel
from experiments.study.points import scenario_at
from experiments.sweep.block_store import opened, write_whole
from experiments.text.wording import heading

if TYPE_CHECKING:
    import pandas as pd

REPORT: Final = "report.md"
TABLES: Final = "tables"
FIGURES: Final = "figures"
SCENARIOS: Final = "scenarios"
MOST_SWITCHES: Final = 3
CAVEAT: Final = (
    "± is half of a 95 % interval: the error of counting only so many runs, which more runs "
    "shrink. What the evidence leaves open about parameters and the rival readings of it are said "
    "separately. All of it follows from the rules and the articles: a chance here is a property of "
    "the model, not a forecast."
)


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
        pictures = save_all(found, folder / FIGURES)
        told = list(_told_switches(found, folder))
        text = "\n".join([*page(found), *told, *_pictures(pictures)]).rstrip() + "\n"
        write_whole(folder / REPORT, text.encode())
    return [folder / REPORT, *pictures]


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


def page(found: StudyResults) -> list[str]:
    """Lines of the report down to its tables."""
    study = found.study
    return [
        f"# {study.title}",
        "",
        f"**{study.question}**",
        "",
        " ".join([paragraph(found), *(f"Note: {text}." for text in found.notes)]),
        "",
        f"{fine_print(found)} {CAVEAT}",
        "",
        *_section("Means", means_lines(found)),
        *_section("Against the baseline", effect_lines(found)),
        *_section("What matters", matters_lines(found)),
        *_section("Where it breaks", [f"{in_words(box)}\n" for box, _ in found.boxes]),
        *_section("What is robust", robust_lines(found)),
    ]


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return [f"## {title}", "", *lines, ""] if lines else []


def _most_changed(found: StudyResults) -> list[Switch]:
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


def _told_switches(found: StudyResults, folder: Path) -> Iterator[str]:
    """2 x 2 tables worth telling, each with a run to look into and the command for it."""
    told = _most_changed(found)[:MOST_SWITCHES]
    if told:
        yield "## Which runs change\n"
    for s in told:
        here = found.labels[s.point]
        base = found.labels[str(here.partner)]
        what = heading(s.outcome)
        sure = "< 0.001" if s.p_value < 0.001 else f"{s.p_value:.2g}"
        yield f"“{what}”, “{here.label}” against “{base.label}” (McNemar p {sure}):\n"
        yield from table_lines(
            ["runs", f"not under “{here.policy}”", f"under “{here.policy}”"],
            [
                [f"not under “{base.policy}”", f"{s.neither:,}", f"{s.only_policy:,}"],
                [f"under “{base.policy}”", f"{s.only_baseline:,}", f"{s.both:,}"],
            ],
        )
        # A run of the rarer change would speak against what the table says.
        run = (s.now if s.only_policy >= s.only_baseline else s.no_longer)[0]
        paths = [_scenario_file(found, folder, place) for place in (base, here)]
        yield (
            f"\nWhere run {run:,} parts: `flashpoint compare {paths[0]} {paths[1]} --run {run} "
            f"--seed {found.study.seed}`\n"
        )


def _scenario_file(found: StudyResults, folder: Path, place: PointLabel) -> Path:
    """The scenario of a point as a file that the other commands take, titled by its point."""
    home = folder / SCENARIOS / place.point
    if not home.exists():
        home.mkdir(parents=True)
        scenario = scenario_at(found.study, place.values)
        title = f"{found.study.title}: {place.label}"
        write_inputs(replace(scenario, title=title, text={**scenario.text, "title": title}), home)
    return home / "inputs" / "scenario.yaml"


def _pictures(pictures: Sequence[Path]) -> list[str]:
    return _section("Figures", [f"![{p.stem}]({FIGURES}/{p.name})" for p in pictures])
