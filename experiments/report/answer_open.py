"""What an answer leaves open: parameters, rival readings, and which policy is robust to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from experiments.analysis.paired_effects import Effect
from experiments.analysis.robustness import Regret, Satisfied
from experiments.analysis.study_results import StudyResults
from experiments.study.outcome_direction import worse_way
from experiments.study.point_labels import PointLabel
from experiments.text.number_format import regret_bounds_text
from experiments.text.wording import amount, is_chance, number, percent, topic

LEAD: Final = 3
"""Outcomes that the paragraph speaks of; tables hold the others."""
FINE: Final = 0.01
"""Chances that some twenty runs of a draw cannot see."""


def listed(texts: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(texts[:-1]), texts[-1])))


def partner(found: StudyResults, e: Effect) -> str:
    """The point that an effect is against."""
    partner = found.labels[e.point].partner
    assert partner is not None, e.point  # effects are of points with a partner
    return partner


def left_open(found: StudyResults) -> Iterator[str]:
    """What parameters and rival readings leave open about the first outcome, and who is robust."""
    if found.robustness is None or not found.outcomes:
        return
    lead = found.outcomes[0]
    yield from _left_open(found, lead)
    best = [
        _least_regret(outcome, rows)
        for outcome, rows in found.robustness.regrets.items()
        if outcome in found.outcomes[:LEAD]
    ]
    if best:
        where = (
            f"{found.robustness.futures:,} futures" if found.robustness.nested else "the conditions"
        )
        yield f"Least regret over {where} ({found.robustness.what}): {'; '.join(best)}."
    if found.robustness.satisfied:
        yield _good_enough(found, found.robustness.satisfied)


def _least_regret(outcome: str, rows: Sequence[Regret]) -> str:
    """The policies that give least away, if they can be told from the others."""
    alike = [row for row in rows if not row.apart]
    if len(alike) == len(rows):
        return f"{topic(outcome)}: no policy can be told from another"
    if len(alike) > 1:
        names = [f"“{row.policy}”" for row in alike[:LEAD]]
        names += [f"{len(alike) - LEAD} more"] if len(alike) > LEAD else []
        return f"{topic(outcome)}: {listed(names)}, which cannot be told apart"
    (best,) = alike
    behind = regret_bounds_text(outcome, best.least, best.mean)
    return (
        f"{topic(outcome)}: “{best.policy}” ({behind} behind the best, no policy "
        f"clearly better in {percent(best.good)})"
    )


def _good_enough(found: StudyResults, rows: Sequence[Satisfied]) -> str:
    """In how many futures limits are kept; many verdicts may be open with few runs each."""
    limits = listed(
        [
            f"{topic(k)} {'≤' if _high_is_bad(found, k) else '≥'} {amount(k, v)}"
            for k, v in found.study.limits.items()
        ]
    )
    texts = [
        f"“{row.policy}” in {percent(row.share)} of futures ({percent(row.unsure)} too close)"
        for row in (rows[0], rows[-1])
    ]
    return f"Within {limits}: most often {', least often '.join(texts)}."


def _high_is_bad(found: StudyResults, outcome: str) -> bool:
    return worse_way(outcome, found.study.worse) > 0


def _left_open(found: StudyResults, outcome: str) -> Iterator[str]:
    assert found.robustness is not None
    bands = found.robustness.bands.get(outcome, {})
    shown = _telling(found, outcome)
    spreads = [
        f"{_end(outcome, bands[p.point].low)} to {_end(outcome, bands[p.point].high)} under "
        f"“{p.label}”"
        for p in shown
        if p.point in bands and bands[p.point].seen
    ]
    kind = "chances" if is_chance(outcome) else "means"
    if spreads:
        yield (
            "Across what the evidence leaves open about the parameters, nine draws of ten give "
            f"{kind} of {topic(outcome)} from {' and from '.join(spreads)}."
        )
    place = shown[0]
    means = sorted(found.variant_means(place.point, outcome))
    if means:
        yield f"{_rival_words(outcome, means)} under “{place.label}”."
    elif found.robustness.variants.get(outcome):
        yield f"No rival reading clearly moves it under “{place.label}”."


def _end(outcome: str, value: float) -> str:
    """An end of a band; a few runs of each draw cannot see chances of less than a per cent."""
    if is_chance(outcome):
        return "below 1 %" if value < FINE else "above 99 %" if value > 1 - FINE else percent(value)
    return number(value, max(1.0, abs(value)))


def _rival_words(outcome: str, means: Sequence[tuple[float, str]]) -> str:
    ends = [f"{amount(outcome, mean)} ({reading})" for mean, reading in (means[0], means[-1])]
    if len(means) == 1:
        return f"One rival reading clearly moves it, to {ends[0]},"
    return f"Rival readings that clearly move it give {ends[0]} to {ends[1]} instead"


def _telling(found: StudyResults, outcome: str) -> list[PointLabel]:
    """A baseline if there is one, and the point that differs most from it."""
    mine = [e for e in found.effects if e.outcome == outcome]
    if not mine:
        return [next(iter(found.labels.values()))]
    far = max(mine, key=lambda e: abs(e.effect))
    return [found.labels[partner(found, far)], found.labels[far.point]]
