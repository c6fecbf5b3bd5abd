"""Runs the shipped studies and writes docs/answers.md: `python -m experiments.cli.answers_page`.

Every word about results is made from the sweeps' numbers, so the page cannot say more than they do.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from calibration.evidence.library import SHIPPED
from experiments.analysis.paired_effects import Effect
from experiments.analysis.study_results import StudyResults, analyse
from experiments.cli.sheets import console
from experiments.cli.sweep import sweep
from experiments.report.answer import paragraph
from experiments.report.markdown import effect_text, means_lines, sobol_lines, table_lines
from experiments.study.study import Study, load_study
from experiments.text.wording import amount, heading, is_chance
from sim.inputs.posterior import read_posterior

ROOT: Final = Path(__file__).parents[2]
STUDIES: Final = ROOT / "experiments" / "studies"
PAGE: Final = ROOT / "docs" / "answers.md"
RESULTS: Final = Path("results") / "studies"
QUICK_RESULTS: Final = Path("results") / "quick"
QUICK_RUNS: Final = 100
QUICK_BASE: Final = 8
MOST_ROWS: Final = 30
MOST_FACTORS: Final = 8
LEAD: Final = 3
"""Outcomes of a sensitivity study that get a table; its report has all."""
SEEN: Final = 0.01
"""Shares of runs, and changes of them, from which an effect is worth a line about pairing."""
NOTICE: Final = "<!-- Written by `python -m experiments.cli.answers_page`. Do not edit. -->"
HEAD: Final = """\
# Answers

What the shipped studies say. Each paragraph is made from the numbers of its sweep, which
`make studies` runs anew; `flashpoint sweep experiments/studies/NAME.yaml` runs one of them and
writes its tables and figures.

How to read them:

- A number after ± is half of a 95 % interval: the error of counting only so many runs. Of policies
  picked as lowest or highest it is wider, because they were picked.
- Changes are between runs of the same number, which share their parameters and their luck.
- What the evidence leaves open about the parameters is said apart from that error and is far wider.
  So is what rival readings of the articles change (H1 to H7; `flashpoint params H6` tells one).
- A future is a draw of the parameters under one reading. Regret is how much worse a policy is than
  the best one for that future; the best of noisy numbers is too good, so it is told as two bounds.
- A factor of a sensitivity study that acts together with another is counted with both, so shares
  add up to more than all.
- Means of deaths and attacks are pulled up by a few bloody runs.
- “No run sees it” and “nothing clearly lowers it” are about these runs, not about what is possible.

All of it follows from the rules and from five articles: it says what they imply, and is no
forecast. Of 178 parameters 15 were fitted; the others keep their priors.
"""


class Saving(NamedTuple):
    """What pairing saves for the effect of one policy on one chance."""

    study: str
    label: str
    effect: Effect


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the shipped studies as far as they have not been run, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few runs, and no page in docs/")
    parser.add_argument("--results", type=Path, help="folder for the sweeps")
    asked = parser.parse_args(arguments)
    results = asked.results or (QUICK_RESULTS if asked.quick else RESULTS)
    found, seconds = [], {}
    for path in sorted(STUDIES.glob("*.yaml")):
        begun = time.perf_counter()
        found.append(_run(path, results / path.stem, asked.quick))
        seconds[path.stem] = time.perf_counter() - begun
    target = results / PAGE.name if asked.quick else PAGE
    target.write_text(page(found), encoding="utf-8")
    for name, took in seconds.items():
        console.print(f"{took:>7.0f} s  {name}")
    console.print(f"{sum(seconds.values()):>7.0f} s  all; written: {target}", soft_wrap=True)


def _run(path: Path, folder: Path, quick: bool) -> StudyResults:
    """The sweep of one study, and what it found."""
    settings = quick_settings(load_study(path)) if quick else []
    if sweep(path, folder, None, None, dry_run=False, settings=settings):
        raise SystemExit(f"{path.name}: blocks failed, see {folder}/failed")
    return analyse(load_study(path, settings), folder)


def quick_settings(study: Study) -> list[str]:
    """The same study with so few runs that it shows that all parts work, and nothing else."""
    settings = [f"runs={QUICK_RUNS}"]
    if study.design.kind == "sobol":
        settings.append(f"design.base={QUICK_BASE}")
    if study.futures:
        settings += ["futures.draws=20", "futures.runs=2"]
    return settings


def page(found: Sequence[StudyResults]) -> str:
    """The whole page."""
    draws = str(read_posterior(SHIPPED).notes.get("draws", ""))[:12]
    lines = [NOTICE, HEAD]
    for one in found:
        lines += [*_study(one), ""]
    lines += _pairing(found)
    lines += ["", f"Parameters are drawn from posterior {draws}." if draws else ""]
    return "\n".join(lines).rstrip() + "\n"


def _study(found: StudyResults) -> Iterator[str]:
    study, path = found.study, f"../experiments/studies/{found.study.path.name}"
    yield f"## {study.title}\n"
    notes = "".join(f" Note: {note}." for note in found.notes)
    yield f"**{study.question}** {paragraph(found)}{notes}\n"
    yield from means_lines(found, MOST_ROWS)
    for scenario, s in found.indices[:LEAD]:
        yield from sobol_lines(s, scenario, MOST_FACTORS)
        yield ""
    runs = len(found.runs)
    more = f", {found.robustness.what} beside them" if found.robustness and study.futures else ""
    yield f"\n[{study.path.name}]({path}): {len(found.labels):,} points, {runs:,} runs{more}."


def savings(found: Sequence[StudyResults]) -> list[Saving]:
    """Clear effects of a point or more on chances that both sides have, the most helped first."""
    rows = [
        Saving(one.study.title, one.labels[e.point].label, e)
        for one in found
        for e in one.effects
        if is_chance(e.outcome) and e.clear and min(e.baseline, e.policy, abs(e.effect)) >= SEEN
    ]
    return sorted(rows, key=lambda row: -row.effect.variance_ratio)


def _pairing(found: Sequence[StudyResults]) -> list[str]:
    """Best, middle and worst case of what pairing saves."""
    rows = savings(found)
    if not rows:
        return []
    chosen = [rows[0], rows[len(rows) // 2], rows[-1]]
    cells = [
        [
            row.study,
            f"{heading(row.effect.outcome)}: {row.label}",
            f"{amount(row.effect.outcome, row.effect.baseline)}",
            effect_text(row.effect),
            f"{row.effect.runs_paired:,}",
            f"{row.effect.runs_apart:,}",
            f"{row.effect.variance_ratio:.1f} ×",
        ]
        for row in chosen
    ]
    head = ("study", "effect", "baseline", "change", "same luck", "independent seeds", "gain")
    return [
        "## What pairing saves\n",
        "Runs of each point that give a change to ± 1 point, with the same luck on both sides and "
        f"with independent seeds: the best, the middle and the worst of {len(rows):,} clear "
        "effects of a point or more in the studies above. Where a policy changes the course of "
        "nearly every run, what follows has little luck in common and pairing gains little.\n",
        *table_lines(head, cells),
    ]


if __name__ == "__main__":
    main()
