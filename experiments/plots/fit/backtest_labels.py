"""What the forecasters, outcomes and tests of a backtest are called, and their penalties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from calibration.backtest.backtest import OURS, Backtest
from calibration.backtest.binary_forecasts import QUESTIONS
from experiments.text.war import WAR, not_counting_war, share_of

LABELS: Final[Mapping[str, str]] = {
    "flashpoint": "fitted",
    "flashpoint_priors": "priors",
    "flashpoint_defaults": "by hand",
    "constant_rate": "constant rate",
    "persistence": "persistence",
    "bootstrap": "past shuffled",
    "self_exciting": "self-exciting",
}
OUTCOMES: Final[Mapping[str, str]] = {
    "attacks": "attacks reported",
    "fatal_attacks": "fatal attacks reported",
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


def penalties(found: Backtest) -> dict[tuple[str, str], dict[str, float]]:
    """(outcome, score) -> forecast -> penalty."""
    table: dict[tuple[str, str], dict[str, float]] = {}
    for row in next(iter(found.scores.values())):
        table.setdefault((row.score.outcome, row.score.name), {})[row.forecast] = row.score.value
    return table


def war(found: Backtest) -> str:
    """That our forecasts do not count war itself, where one is reported; baselines know no war."""
    flags = {name: found.forecasts[name].flags for name in OURS}
    return not_counting_war(
        {f"runs of “{LABELS[k]}”": share_of(of[WAR]) for k, of in flags.items() if WAR in of}
    )
