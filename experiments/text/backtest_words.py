"""A backtest in words: what its forecasters and outcomes are called, and who came closer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from calibration.backtest.backtest import NAMES, Backtest
from calibration.backtest.binary_forecasts import QUESTIONS
from calibration.backtest.scores import COUNTS

LABELS: Final[Mapping[str, str]] = {
    "flashpoint": "fitted",
    "flashpoint_priors": "priors",
    "flashpoint_defaults": "by hand",
    "constant_rate": "constant rate",
    "persistence": "persistence",
    "self_exciting": "self-exciting",
}
OUTCOMES: Final[Mapping[str, str]] = {
    "attacks": "attacks told",
    "fatal_attacks": "fatal attacks told",
    "deaths": "coalition dead",
    "longest_gap": "longest quiet spell, days",
} | {q.name: q.words for q in QUESTIONS}
TESTS: Final[Mapping[str, str]] = {
    "number": "number of attacks",
    "lethality": "share that kills",
    "deaths": "coalition dead",
    "longest_gap": "longest quiet spell, days",
    "mean_gap": "mean days between attacks",
    "bursts": "weekly variance over mean",
    "wait_attack": "days to the first attack",
    "wait_fatal": "days to the first fatal one",
    "strike_to_salvo": "days from strike to salvo",
    "fatal_to_strike": "days from dead to US strike",
}
PROPER: Final = ("crps", "brier")


def values(found: Backtest) -> dict[tuple[str, str], dict[str, float]]:
    """(outcome, score) -> forecast -> penalty."""
    table: dict[tuple[str, str], dict[str, float]] = {}
    for row in next(iter(found.scores.values())):
        table.setdefault((row.score.outcome, row.score.name), {})[row.forecast] = row.score.value
    return table


def verdict(found: Backtest) -> list[str]:
    """Who wins, who loses, what the fit adds, and how little a few attacks decide."""
    table = {o: of for (o, score), of in values(found).items() if score in PROPER}
    counts, answers = ([o for o in table if (o in COUNTS) == c] for c in (True, False))
    mean = {n: float(np.mean([table[o][n] for o in answers])) for n in NAMES} if answers else {}
    places = [_place(table[o], OUTCOMES[o].partition(",")[0]) for o in counts]
    words = [f"On counts (CRPS) the fitted model comes {listed(places)}."]
    if answers:
        place = _place(mean, f"the {len(answers)} questions")
        words[0] += f" By mean Brier score ({mean[NAMES[0]]:.2f}) it comes {place}."
    ours = {o: of[NAMES[0]] for o, of in table.items()}
    won = [f"{LABELS[n]} on {sum(ours[o] < table[o][n] for o in table)}" for n in NAMES[1:]]
    words.append(f"Of {len(table)} outcomes it beats {listed(won)}.")
    return [*words, _fit_adds(found, table), _failures(found), _how_little(found)]


def _fit_adds(found: Backtest, table: Mapping[str, Mapping[str, float]]) -> str:
    """What fitting to the known rows did for the forecast."""
    closer = sum(of[NAMES[0]] < of[NAMES[1]] for of in table.values())
    mean = [found.forecasts[n].catalogues.counts().mean() for n in NAMES[:2]]
    return (
        f"The fit {'helps' if 2 * closer > len(table) else 'does not help'}: it is closer than its "
        f"own priors on {closer} of {len(table)} outcomes. The rows known by then make it expect "
        f"{mean[0]:.1f} told attacks on average where the priors expect {mean[1]:.1f}."
    )


def _failures(found: Backtest) -> str:
    """Which tests fail: what they cannot refute may be wrong all the same."""
    every = [(n, t) for n, tests in found.tests.items() for t in tests]
    every = [(n, t) for n, t in every if t.verdict != "cannot tell"]
    failed = [
        f"{LABELS[n]} ({TESTS[t.name]}: {t.verdict})" for n, t in every if t.verdict != "consistent"
    ]
    if not failed:
        return f"None of {len(every)} tests fails: so short a record refutes nobody."
    return f"Of {len(every)} tests {len(failed)} fail: {listed(failed)}."


def _how_little(found: Backtest) -> str:
    """The exact Poisson interval of the mean behind the attacks that came."""
    from scipy.stats import chi2  # heavy

    n = int(found.observed.catalogue.counts()[0])
    low = chi2.ppf(0.025, 2 * n) / 2 if n else 0.0
    high = chi2.ppf(0.975, 2 * n + 2) / 2
    return (
        f"How little that decides: {n} attack{'' if n == 1 else 's'} in {found.plan.days} days "
        f"agree with any mean from {low:.1f} to {high:.1f} (95 %, Poisson), and one winter is one "
        "draw: an order of forecasters by it is an anecdote. Nor is it any merit to deny a second "
        "leadership strike: in the rules the commanders can die only once."
    )


def _place(of: Mapping[str, float], what: str) -> str:
    """Rank of the fitted model among all, and who is first."""
    rank = 1 + sum(v < of[NAMES[0]] for v in of.values())
    best = min(of, key=lambda n: of[n])
    first = "" if rank == 1 else f" (first: {LABELS[best]})"
    return f"{rank}{('st', 'nd', 'rd', 'th')[min(rank, 4) - 1]} of {len(of)} for {what}{first}"


def listed(parts: Sequence[str]) -> str:
    """Parts joined by commas and a last `and`."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
