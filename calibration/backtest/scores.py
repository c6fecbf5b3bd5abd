"""How good a forecast was: scores to compare forecasters, and tests that one alone can fail.

Scores are penalties, lower is better, and all are proper: no forecaster gains by saying anything
but what it believes. Sources: Brier 1950; Good 1952, "Rational decisions", for the log score;
Gneiting and Raftery 2007, "Strictly proper scoring rules, prediction, and estimation", for CRPS and
the interval score.

The tests are those of earthquake forecasting, where too there is one truth and it is short:
Schorlemmer et al. 2007, "Earthquake likelihood model testing"; Savran et al. 2020,
"Pseudoprospective evaluation of UCERF3-ETAS forecasts during the 2019 Ridgecrest sequence", for
simulated catalogues.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from calibration.evidence.attack_catalogue import Catalogues, Floats

EDGES: Final = (1, 2, 3, 5, 9, 17, 33, 65)
"""First counts of the bins of a log score beyond 0: 1, 2, 3 to 4, 5 to 8, ... 65 and more."""
INTERVAL: Final = 0.9
"""Share of the runs inside the interval that the interval score judges."""
LEVEL: Final = 0.05
"""Two-sided level of each test; six together fault a perfect forecast more often."""

COUNTS: Final[Mapping[str, Callable[[Catalogues], npt.NDArray[np.int64]]]] = {
    "attacks": Catalogues.counts,
    "fatal_attacks": Catalogues.fatal_counts,
    "deaths": Catalogues.deaths_total,
    "longest_gap": Catalogues.longest_gaps,
}
"""What a score table scores, in attacks, deaths and days."""

STATISTICS: Final[Mapping[str, Callable[[Catalogues], npt.NDArray[Any]]]] = {
    "number": Catalogues.counts,
    "lethality": Catalogues.fatal_share,
    "deaths": Catalogues.deaths_total,
    "longest_gap": Catalogues.longest_gaps,
    "mean_gap": Catalogues.mean_gap,
    "bursts": Catalogues.weekly_dispersion,
}
"""What the catalogue tests compare; where a run has none it is NaN, and the run is left out."""

DEADLY: Final = ("fatal_attacks", "deaths", "lethality")
"""Counts and statistics that need the dead of attacks; all of them need the attacks."""


@dataclass(frozen=True)
class Forecast:
    """Simulated futures: reported attacks, and yes/no outcomes."""

    catalogues: Catalogues
    flags: Mapping[str, npt.NDArray[np.bool_]]
    """Whether each run had the outcome; [runs] each. A baseline may have none."""


@dataclass(frozen=True)
class Observed:
    """What happened."""

    catalogue: Catalogues
    """One run over the window of the forecasts."""
    flags: Mapping[str, bool]
    attacks: bool = True
    """Can the truth hold attacks? If it cannot, that it has none is no zero."""
    dead: bool = True
    """Can it hold their dead?"""

    def holds(self, name: str) -> bool:
        """Can the truth hold what a count or a statistic needs?"""
        return self.attacks and (self.dead or name not in DEADLY)


@dataclass(frozen=True)
class Score:
    """One penalty; lower is better, 0 is best."""

    name: str
    """crps, log, interval or brier."""
    outcome: str
    value: float
    """In the outcome's unit for crps and interval, nats for log, no unit for brier."""


@dataclass(frozen=True)
class ScoreRow:
    """One line of a score table."""

    forecast: str
    score: Score
    skill: float
    """1 - value / reference's value: 1 is perfect, 0 no better, below 0 worse; NaN if undefined."""


@dataclass(frozen=True)
class CatalogueTest:
    """Where the truth stands among the simulated."""

    name: str
    observed: float
    """The middle of a window; its start where it is open to the right."""
    low_tail: float
    """Share of runs with no more than observed; CSEP's delta 2 in the number test."""
    high_tail: float
    """Share of runs with no fewer than observed; CSEP's delta 1 in the number test."""
    verdict: str
    """Of the forecast: consistent, too few, too many; or cannot tell."""
    runs: int
    """Runs that have the statistic."""


def crps(simulated: npt.ArrayLike, observed: float) -> float:
    """Continuous ranked probability score of an ensemble [runs], in the outcome's unit.

    E|X - y| - E|X - X'| / 2 with the estimator that is fair to small ensembles (Ferro 2014, "Fair
    scores for ensemble forecasts"), in its sorted form. Raises ValueError for fewer than two runs.
    """
    import scoringrules  # heavy

    values = np.asarray(simulated, dtype=np.float64)
    if len(values) < 2:
        raise ValueError(f"a fair score needs two runs or more, got {len(values)}")
    return float(scoringrules.crps_ensemble(observed, values, estimator="pwm", backend="numpy"))


def binned_log_score(simulated: npt.ArrayLike, observed: int) -> float:
    """Minus the log probability of the bin that a count falls into, in nats; ensemble is [runs].

    `EDGES` are fixed beforehand and the same for all. A bin has the chance (runs in it + 1/2) /
    (runs + bins / 2), Jeffreys' posterior mean: n runs cannot show that anything is impossible.
    """
    at = np.searchsorted(EDGES, np.asarray(simulated), side="right")
    inside = int(np.count_nonzero(at == np.searchsorted(EDGES, observed, side="right")))
    return -math.log((inside + 0.5) / (len(at) + (len(EDGES) + 1) / 2))


def interval_score(simulated: npt.ArrayLike, observed: float, share: float = INTERVAL) -> float:
    """Width of the central interval of an ensemble [runs], and a fine for missing it.

    The fine is 2 / (1 - share) for each unit by which the truth lies outside.
    Source: Winkler 1972, "A decision-theoretic approach to interval estimation".
    """
    import scoringrules  # heavy

    low, high = np.quantile(np.asarray(simulated, np.float64), [(1 - share) / 2, (1 + share) / 2])
    found = scoringrules.interval_score(observed, low, high, 1 - share, backend="numpy")
    return float(found)


def brier(flags: npt.ArrayLike, observed: bool) -> float:
    """Squared distance of the share of runs [runs] with the outcome from what happened."""
    import scoringrules  # heavy

    return float(scoringrules.brier_score(float(observed), float(np.asarray(flags).mean())))


def flag_log_score(flags: npt.ArrayLike, observed: bool) -> float:
    """Minus the log probability of what happened, in nats.

    The probability is (yes + 1/2) / (runs + 1), Jeffreys' posterior mean: n runs cannot show that
    anything is impossible.
    """
    import scoringrules  # heavy

    said = np.asarray(flags)
    chance = (np.count_nonzero(said) + 0.5) / (len(said) + 1)
    return float(scoringrules.log_score(float(observed), float(chance), backend="numpy"))


def skill(value: float, reference: float) -> float:
    """1 - value / reference, for penalties whose best is 0; NaN where the reference is perfect."""
    return 1 - value / reference if reference > 0 else math.nan


def scores(forecast: Forecast, observed: Observed) -> list[Score]:
    """All scores of one forecast: crps, log and interval of counts, Brier and log of questions.

    A forecast need not speak of every outcome, and what the truth cannot hold is left out. Raises
    ValueError where it speaks of one that was not observed, or over another window.
    """
    window = forecast.catalogues.days, observed.catalogue.days
    if window[0] != window[1]:
        raise ValueError(f"forecast covers {window[0]} days, observation {window[1]}")
    unknown = sorted(forecast.flags.keys() - observed.flags.keys())
    if unknown:
        raise ValueError(f"not observed: {unknown}; observed are {sorted(observed.flags)}")
    found = []
    for outcome, count in COUNTS.items():
        if not observed.holds(outcome):
            continue
        simulated, truth = count(forecast.catalogues), int(_truth(count(observed.catalogue)))
        found.append(Score("crps", outcome, crps(simulated, truth)))
        found.append(Score("log", outcome, binned_log_score(simulated, truth)))
        found.append(Score("interval", outcome, interval_score(simulated, truth)))
    for outcome, said in forecast.flags.items():
        happened = observed.flags[outcome]
        found.append(Score("brier", outcome, brier(said, happened)))
        found.append(Score("log", outcome, flag_log_score(said, happened)))
    return found


def score_table(
    forecasts: Mapping[str, Forecast], observed: Observed, reference: str | None = None
) -> list[ScoreRow]:
    """Scores of several forecasts, with skill against the one named `reference`.

    Skill is NaN without a reference and for outcomes of which the reference does not speak. Raises
    ValueError where forecasts differ in their number of runs, since log scores depend on it, and
    where no forecast has the name of the reference.
    """
    runs = {forecast.catalogues.runs for forecast in forecasts.values()}
    if len(runs) > 1:
        raise ValueError(f"forecasts must have equal numbers of runs, got {sorted(runs)}")
    if reference is not None and reference not in forecasts:
        raise ValueError(f"no forecast named {reference!r}; there are {sorted(forecasts)}")
    found = {name: scores(forecast, observed) for name, forecast in forecasts.items()}
    base = {(s.name, s.outcome): s.value for s in found[reference]} if reference is not None else {}
    return [
        ScoreRow(name, score, skill(score.value, base.get((score.name, score.outcome), math.nan)))
        for name, its in found.items()
        for score in its
    ]


def catalogue_tests(
    forecast: Catalogues, observed: Catalogues, leave_out: Collection[str] = ()
) -> list[CatalogueTest]:
    """One test of each statistic but some; `observed` has one run.

    Raises ValueError if windows differ.
    """
    if forecast.days != observed.days:
        raise ValueError(f"forecast covers {forecast.days} days, observation {observed.days}")
    found = []
    for name, statistic in STATISTICS.items():
        if name in leave_out:
            continue
        truth = _truth(statistic(observed))
        found.append(tail_test(name, np.asarray(statistic(forecast), np.float64), truth, truth))
    return found


def delay_test(name: str, simulated: Floats, low: float, high: float) -> CatalogueTest:
    """Test of a delay in days that is known to lie from `low` to `high`; `simulated` is [runs].

    A run where the reply never came is infinity; one where nothing called for a reply is NaN. A
    truth that had not come by day `low`, when the record ends, has `high` infinite. Raises
    ValueError where `low` exceeds `high`.
    """
    if not low <= high:
        raise ValueError(f"delay window from {low} to {high} is empty")
    return tail_test(name, simulated, low, high)


def tail_test(name: str, simulated: Floats, low: float, high: float) -> CatalogueTest:
    """Whether the truth, known to lie from `low` to `high`, is a surprise among `simulated` [runs].

    Each tail counts the truth as one more run, (matches + 1) / (runs + 1), so that a handful of
    runs condemns nothing; the forecast fails where a tail is at most half of LEVEL. Within the
    window the value that suits the forecast best is taken: a failure then holds for every value.
    NaN marks runs without the statistic. Source: Davison and Hinkley 1997, section 4.2.
    """
    values = simulated[~np.isnan(simulated)]
    middle = low if math.isinf(high) else (low + high) / 2
    if len(values) == 0 or math.isnan(middle):
        return CatalogueTest(name, middle, math.nan, math.nan, "cannot tell", len(values))
    low_tail = (int(np.count_nonzero(values <= high)) + 1) / (len(values) + 1)
    high_tail = (int(np.count_nonzero(values >= low)) + 1) / (len(values) + 1)
    verdict = "consistent"
    if high_tail <= LEVEL / 2:
        verdict = "too few"
    if low_tail <= LEVEL / 2:
        verdict = "too many"
    return CatalogueTest(name, middle, low_tail, high_tail, verdict, len(values))


def _truth(values: npt.NDArray[Any]) -> float:
    """The one value of an observed catalogue. Raises ValueError if there are more."""
    if len(values) != 1:
        raise ValueError(f"the observed catalogue has one run, got {len(values)}")
    return float(values[0])
