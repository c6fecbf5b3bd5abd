"""The tables of a backtest that the terminal shows, and the page docs/backtest.md."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from calibration.backtest.backtest import NAMES, Backtest
from calibration.backtest.scores import COUNTS
from experiments.text.backtest_words import LABELS, OUTCOMES, PROPER, TESTS, listed, values, verdict

NONE: Final = "–"
FLOOR: Final = -99
"""Skill below it says only that the reference was all but perfect."""
NOTICE: Final = "<!-- Written by `flashpoint backtest --write-docs`; a test checks its form. -->"
PAGE: Final = """{notice}
# Backtest

What would Flashpoint have said on {until} about the days up to {to}, and who
would have said it better?

{verdict}

**This is a pseudo-out-of-sample test.** The priors, the defaults, the shape of the rules and the
observation model's numbers (`calibration/targets.yaml`) were set by people who had read all five
articles. Masked are the coded rows and nothing else; the posterior that comes with the program,
which has seen the whole winter, is not used.

Repeat it: `flashpoint backtest --until {until} --to {to} --runs {runs} --seed {seed}`.
The fit weighs {draws:,} prior draws by {bank_runs} runs each; {effective:.0f} carry the weight.

## The forecasters

- *fitted*: the rules on the posterior given what was known; *priors*: the same without the fit; *by
  hand*: the same on the defaults. All three replay the known acts and meet the same luck;
  parameters that nothing is fitted to come from their priors, or by hand from the defaults.
- *constant rate*, *persistence*, *self-exciting*: statistics of the days on which such an act was
  told so far, with nothing about the conflict in them (`calibration/backtest/baselines.py`).

All are scored on what the articles would tell: a fatal attack nearly always, a harmless one rarely.

## What they said

Counts: median (5 to 95 %). Questions: chance of yes.

{said}
## How far off

CRPS (counts), Brier score (yes or no) and log score, all penalties; \\* marks the least. No table
has a word for withdrawal or open war: where our articles tell neither, the answer is no.{silent}

{scores}
## Skill of the fitted model

1 is perfect, 0 no better than the column's forecaster, below 0 worse.

{skill}
## Could one tell?

Share of runs with no more than came / share with no fewer, the truth counted as one run. One of
them at 0.025 or less is a failure, marked \\*. Only the rules have replies; baselines have none.

{tests}
## The count of all attacks

{totals}
## What was known

{known}

## What was masked

{masked}

## What leaks all the same

Dates of articles and rows that lean on an article of later days. Where it closed a window, the
window was opened again for the fit, and the day used in the replay stayed.

{leaks}
"""


def head(first: str) -> list[str]:
    """Column heads of a table of all forecasters."""
    return [first, "came", *(LABELS[n] for n in NAMES)]


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
    asked = [o for o, score in values(found) if score in PROPER]
    return [[OUTCOMES[o], came(found, o), *(said(found, n, o) for n in NAMES)] for o in asked]


def score_rows(found: Backtest, leave_out: str = "") -> list[list[str]]:
    """Penalties: one row an outcome and score, the least marked; one kind may be left out."""
    rows = []
    for (outcome, score), of in values(found).items():
        if score == leave_out:
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
        rows.append([TESTS[test.name], f"{test.observed:.3g}", *cells])
    return rows


def page(found: Backtest) -> str:
    """The text of docs/backtest.md."""
    plan, known = found.plan, found.known
    acts = [f"`{e.id}`" for e in known.evidence.events if e.act]
    others = len(known.evidence.events) - len(acts)
    silent = f" Not scored, for want of a word in the table: {listed(found.unasked)}."
    leaks = [f"- `{k.id}`: {k.what}, {', '.join(k.citations)}" for k in known.leaks]
    paragraphs = (textwrap.fill(p, 100, break_on_hyphens=False) for p in verdict(found))
    return PAGE.format(
        notice=NOTICE,
        until=plan.until,
        to=plan.to,
        verdict="\n\n".join(paragraphs),
        runs=plan.size.runs,
        seed=plan.seed,
        draws=plan.size.draws,
        bank_runs=plan.size.bank_runs,
        effective=found.fitted.effective,
        said=markdown(head("outcome"), said_rows(found)),
        scores=markdown(head("outcome: score"), score_rows(found)),
        silent=silent if found.unasked else "",
        skill=markdown(["outcome: score", *(LABELS[n] for n in NAMES[1:])], skill_rows(found)),
        tests=markdown(head("statistic"), test_rows(found)),
        totals=totals(found),
        known=_filled(
            f"{len(acts)} acts: {', '.join(acts)}. Beside them {others} rows without act."
        ),
        masked=_filled(f"{len(found.masked)} rows: {', '.join(f'`{n}`' for n in found.masked)}."),
        leaks="\n".join(leaks) or "None.",
    )


def totals(found: Backtest) -> str:
    """Our model's number of attacks, told or not, against a count that only a later article has."""
    if not found.totals:
        return "No later count covers these days.\n"
    rows = []
    for t in found.totals:
        span = f"{t.low:.0f} to {t.high:.0f}"
        mean, log = f"{t.mean:.1f}", f"{t.log:.2f}"
        rows.append([f"`{t.id}`: {t.counted:g}", LABELS[t.forecast], mean, span, log])
    why = "Baselines know told attacks alone. The count covers the replayed days too.\n\n"
    return why + markdown(["counted", "forecast", "mean", "5 to 95 %", "log score"], rows)


def markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    every = [columns, ["---"] * len(columns), *rows]
    # A star marks a number here and must not start italics.
    return "".join("| " + " | ".join(c.replace("*", "\\*") for c in r) + " |\n" for r in every)


def _filled(text: str) -> str:
    return textwrap.fill(text, 100, break_on_hyphens=False, break_long_words=False)
