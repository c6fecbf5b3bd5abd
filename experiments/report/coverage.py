"""Claim by claim: which rules carry it, which patterns check it on runs, what they found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final, NamedTuple

from calibration.checks.patterns.judge import Verdict
from calibration.checks.patterns.table import PatternTable
from experiments.report import traceability

AGREES: Final = "agrees"
IN_PART: Final = "in part"
DISAGREES: Final = "disagrees"
BROKEN: Final = "BROKEN"
NOT_MODELLED: Final = "not modelled"
UNCHECKED: Final = "UNCHECKED"
STATUSES: Final = {
    AGREES: "every pattern is there and gone under its control",
    IN_PART: "some are; another is a finding against the model",
    DISAGREES: "findings against the model alone",
    BROKEN: "a pattern is missing, stays under its control, or is a finding no more",
    NOT_MODELLED: "no rule plays it",
    UNCHECKED: "neither a pattern nor a reason",
}


class ClaimCoverage(NamedTuple):
    """One claim."""

    claim: str
    words: str
    rules: tuple[str, ...]
    """Rules that carry it."""
    verdicts: tuple[Verdict, ...]
    """Of the patterns that check it on runs."""
    status: str
    why: str
    """Of what is not plainly agreed; empty where it is."""


def coverage(table: PatternTable, verdicts: Mapping[str, Verdict]) -> tuple[ClaimCoverage, ...]:
    """Every claim of the evidence in its order; `verdicts` by row, for all rows of the table."""
    return tuple(_of_claim(claim, table, verdicts) for claim in traceability.claims())


def counts(found: tuple[ClaimCoverage, ...]) -> dict[str, int]:
    """Status -> claims, those of `STATUSES` that occur, in its order."""
    number = Counter(row.status for row in found)
    return {status: number[status] for status in STATUSES if number[status]}


def _of_claim(claim: str, table: PatternTable, verdicts: Mapping[str, Verdict]) -> ClaimCoverage:
    found = tuple(verdicts[row.id] for row in table.of(claim))
    status, why = _status(claim, found, table)
    words, rules = traceability.claims()[claim].claim, traceability.rules_of(claim)
    return ClaimCoverage(claim, words, rules, found, status, why)


def _status(claim: str, found: tuple[Verdict, ...], table: PatternTable) -> tuple[str, str]:
    if not found:
        why = table.not_modelled.get(claim, "")
        return (NOT_MODELLED, why) if why else (UNCHECKED, "")
    broken = [v.row.id for v in found if not v.kept]
    if broken:
        return BROKEN, ", ".join(broken)
    findings = [v.row.finding for v in found if v.row.finding]
    if not findings:
        return AGREES, ""
    return (IN_PART if len(findings) < len(found) else DISAGREES), "; ".join(findings)
