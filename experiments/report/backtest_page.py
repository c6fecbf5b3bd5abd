"""docs/backtest.md and its tables, some of which the terminal shows too."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple

import numpy as np

from calibration.backtest.backtest import NAMES, Backtest
from calibration.backtest.forecast import QUICK
from calibration.backtest.scores import COUNTS
from experiments.plots.fit.backtest_labels import LABELS, OUTCOMES, PROPER, TESTS, penalties, war
from experiments.report.templates import render, squeezed
from experiments.text.wording import significant

NONE: Final = "–"
FLOOR: Final = -99
"""Skill below it says only that the reference was all but perfect."""
NOTICE: Final = "<!-- Written by `flashpoint backtest --write-docs`; a test checks its form. -->"
FITTED, PRIORS = NAMES[:2]


class Rank(NamedTuple):
    """Where the fitted model comes among all forecasters, and who is first."""

    what: str
    rank: int
    of: int
    first: str


def page(found: Backtest) -> str:
    """The text of docs/backtest.md."""
    known = found.known.evidence.events
    acts = [event.id for event in known if event.act]
    view = {
        "notice": NOTICE,
        "plan": found.plan,
        "effective": found.fitted.effective,
        "verdict": verdict(found),
        "forecasters": [LABELS[name] for name in NAMES],
        "said": said_rows(found),
        "war": war(found),
        "scores": score_rows(found),
        "skill": skill_rows(found),
        "tests": test_rows(found),
        "totals": [(total, LABELS[total.forecast]) for total in found.totals],
        "unasked": found.unasked,
        "repeat": repeated(found),
        "truth": _truth(found),
        "acts": acts,
        "others": len(known) - len(acts),
        "masked": found.masked,
        "leaks": found.known.leaks,
    }
    return render("backtest.md.j2", view)


def repeated(found: Backtest) -> str:
    """The command that gives the same numbers again."""
    plan = found.plan
    quick = plan.size == QUICK._replace(runs=plan.size.runs)
    words = ["flashpoint backtest", f"--until {plan.until}", f"--to {plan.to}"]
    if found.truth is not None:
        words.append(f"--events {shlex.quote(str(found.truth.path))}")
    words += ["--quick"] if quick else []
    return " ".join([*words, f"--runs {plan.size.runs}", f"--seed {plan.seed}"])


def _truth(found: Backtest) -> dict[str, Any] | None:
    """The table that it was scored against, where it is not ours."""
    if found.truth is None:
        return None
    days = [e.date_used for e in found.truth.events]
    return {
        "path": found.truth.path,
        "first": min(days),
        "last": max(days),
        "attacks": found.observed.attacks,
    }


def verdict(found: Backtest) -> list[str]:
    """Who wins, who loses, what the fit adds, and how little a few attacks decide; paragraphs."""
    text = render("backtest_verdict.txt.j2", _verdict_view(found))
    return [squeezed(part) for part in text.split("\n\n") if part.strip()]


def _verdict_view(found: Backtest) -> dict[str, Any]:
    from scipy.stats import chi2  # heavy

    table = {o: of for (o, score), of in penalties(found).items() if score in PROPER}
    counts, answers = ([o for o in table if (o in COUNTS) == c] for c in (True, False))
    brier = {n: float(np.mean([table[o][n] for o in answers])) for n in NAMES} if answers else {}
    mean = [float(found.forecasts[n].catalogues.counts().mean()) for n in (FITTED, PRIORS)]
    tests = [(LABELS[n], t) for n, rows in found.tests.items() for t in rows]
    judged = [(label, t) for label, t in tests if t.verdict != "cannot tell"]
    attacks = int(found.observed.catalogue.counts()[0])
    return {
        "ranks": [_rank(table[o], OUTCOMES[o].partition(",")[0]) for o in counts],
        "brier": brier.get(FITTED, 0.0),
        "questions": len(answers),
        "brier_rank": _rank(brier, "") if answers else None,
        "outcomes": len(table),
        "beaten": [
            (LABELS[n], sum(of[FITTED] < of[n] for of in table.values())) for n in NAMES[1:]
        ],
        "closer": sum(of[FITTED] < of[PRIORS] for of in table.values()),
        "expected": mean[0],
        "expected_by_priors": mean[1],
        "tests": len(judged),
        "failed": [
            (label, TESTS[t.name], t.verdict) for label, t in judged if t.verdict != "consistent"
        ],
        "attacks": attacks if found.observed.attacks else None,
        "days": found.plan.days,
        # The exact Poisson interval of the mean behind the attacks that came.
        "low": chi2.ppf(0.025, 2 * attacks) / 2 if attacks else 0.0,
        "high": chi2.ppf(0.975, 2 * attacks + 2) / 2,
    }


def _rank(of: Mapping[str, float], what: str) -> Rank:
    rank = 1 + sum(v < of[FITTED] for v in of.values())
    return Rank(what, rank, len(of), LABELS[min(of, key=lambda name: of[name])])


def came(found: Backtest, outcome: str) -> str:
    """What happened, in a cell."""
    if outcome in COUNTS:
        return f"{int(COUNTS[outcome](found.observed.catalogue)[0])}"
    return "yes" if found.observed.flags[outcome] else "no"


def said(found: Backtest, name: str, outcome: str) -> str:
    """What a forecaster said, in a cell."""
    forecast = found.forecasts[name]
    if outcome in COUNTS:
        low, mid, high = np.quantile(COUNTS[outcome](forecast.catalogues), (0.05, 0.5, 0.95))
        return f"{mid:.0f} ({low:.0f}–{high:.0f})"
    return f"{100 * forecast.flags[outcome].mean():.0f} %"


def said_rows(found: Backtest) -> list[list[str]]:
    """What all said: one row an outcome."""
    asked = [o for o, score in penalties(found) if score in PROPER]
    return [[OUTCOMES[o], came(found, o), *(said(found, n, o) for n in NAMES)] for o in asked]


def score_rows(found: Backtest, leave_out: Collection[str] = ()) -> list[list[str]]:
    """Penalties: one row an outcome and score, the least marked; some kinds may be left out."""
    rows = []
    for (outcome, score), of in penalties(found).items():
        if score in leave_out:
            continue
        shown = {n: f"{of[n]:.2f}" for n in NAMES}
        least = f"{min(of.values()):.2f}"
        cells = [f"{text}{'*' if text == least else ''}" for text in shown.values()]
        rows.append([f"{OUTCOMES[outcome]}: {score}", came(found, outcome), *cells])
    return rows


def skill_rows(found: Backtest) -> list[list[str]]:
    """Skill of the fitted model against every other forecaster."""
    table: dict[str, list[str]] = {}
    for rows in found.scores.values():
        for row in (r for r in rows if r.forecast == NAMES[0]):
            name = f"{OUTCOMES[row.score.outcome]}: {row.score.name}"
            shown = NONE if np.isnan(row.skill) else f"{row.skill:.2f}"
            shown = shown if not row.skill < FLOOR else f"< {FLOOR}"
            table.setdefault(name, []).append(shown)
    return [[name, *cells] for name, cells in table.items()]


def test_rows(found: Backtest) -> list[list[str]]:
    """Both tails of every test of every forecaster; a failure is marked."""
    rows = []
    of = {n: {t.name: t for t in tests} for n, tests in found.tests.items()}
    for test in of[NAMES[0]].values():
        cells = []
        for name in NAMES:
            t = of[name].get(test.name)
            if t is None or t.verdict == "cannot tell":
                cells.append(NONE)
                continue
            mark = "" if t.verdict == "consistent" else "*"
            cells.append(f"{t.low_tail:.2f} / {t.high_tail:.2f}{mark}")
        rows.append([TESTS[test.name], significant(test.observed), *cells])
    return rows
