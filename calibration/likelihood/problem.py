"""What a fit is made of: evidence, targets, and the scenario whose past is replayed for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from calibration.evidence.history import ACTS, acts_of
from calibration.evidence.known_evidence import Evidence
from calibration.evidence.library import load_scenario
from calibration.evidence.tables import Event
from calibration.likelihood.simulate import Simulator
from calibration.likelihood.target_builder import OUTSIDE, build_targets
from calibration.likelihood.targets import Targets
from sim.errors import InputError, some_of
from sim.inputs.find_file import SCENARIOS
from sim.inputs.scenario import MAX_DAYS, Scenario
from sim.parameters import HYPOTHESES

SCENARIO: Final = SCENARIOS / "baseline.yaml"

LEAD: Final = dt.timedelta(days=60)
"""Days before the first act on which a scenario for a table may begin."""


@dataclass(frozen=True)
class Problem:
    """Evidence made into targets for one scenario."""

    evidence: Evidence
    scenario: Scenario
    """World, start, days and hypotheses; its parameters are drawn from the priors."""
    targets: Targets

    def under(self, hypotheses: Mapping[str, str]) -> Problem:
        """The same problem under other variants of the hypotheses."""
        chosen = dict(self.scenario.hypotheses) | dict(hypotheses)
        return replace(self, scenario=replace(self.scenario, hypotheses=chosen))

    def simulator(
        self, names: tuple[str, ...], runs: int, seed: int, *, workers: int = 1
    ) -> Simulator:
        """Simulated frequencies of the targets. Raises InputError when history does not replay."""
        # Only what this evidence knows may be replayed.
        scenario = replayed(self.scenario, self.evidence, self._last())
        return Simulator(scenario, self.targets, names, runs, seed, workers=workers)

    def _last(self) -> dt.date:
        """Last day that is replayed: that of the last coded act inside the run."""
        start, days = self.scenario.start, self.scenario.days
        end = start + dt.timedelta(days=days - 2)
        acted = [e.date_used for e in self.evidence.events if e.act in ACTS]
        return min(end, max((d for d in acted if d >= start), default=start))


def replayed(scenario: Scenario, evidence: Evidence, until: dt.date) -> Scenario:
    """A scenario that replays the coded acts of some evidence up to a day.

    Raises InputError when its world has no place for one.
    """
    acts = acts_of(evidence.events, scenario.start, until, scenario.world, evidence.path)
    return replace(
        scenario, events_path=evidence.path, history_until=until, acts=acts, past_changes=()
    )


def span_of(scenario: Path) -> tuple[dt.date, dt.date]:
    """First and last day of a scenario. Raises InputError when it does not read."""
    loaded = load_scenario(scenario, ["parameters=prior"])
    return loaded.start, loaded.start + dt.timedelta(days=loaded.days - 1)


def why_no_fit(evidence: Evidence) -> str:
    """Why no scenario could be fitted to some events as they stand; empty where one could.

    For tables that somebody brings: what is missing is said before an hour of work goes into a
    scenario for them.
    """
    acted = [e for e in evidence.events if e.act in ACTS]
    if not acted:
        return "no row has an act that a run knows"
    days = [e.date_used for e in acted]
    start, reasons = min(days) - LEAD, dict[str, None]()
    while start <= max(days):
        try:
            targets = build_targets(evidence, start, MAX_DAYS)
        except InputError as error:
            return f"{error.field}: {error.got} where a fit takes {error.accepts}"
        if targets.used:
            return _why_no_replay(acted)
        reasons |= dict.fromkeys(why for _, why in targets.skipped)
        start += dt.timedelta(days=MAX_DAYS // 2)
    inside = [why for why in reasons if why != OUTSIDE]
    return f"no row that a run can be held to ({'; '.join(inside)})"


def _why_no_replay(acted: Sequence[Event]) -> str:
    """A fit replays what comes before a target, so each rocket attack needs its site."""
    bare = [e.id for e in acted if e.act == "rocket_attack" and not e.sites]
    if not bare:
        return ""
    return (
        f"{len(bare)} of its rocket attacks have no site, which a replay needs: fill in the column "
        f"'site' ({some_of(bare)})"
    )


def build_problem(
    evidence: Evidence, scenario: Path = SCENARIO, hypotheses: Mapping[str, str] | None = None
) -> Problem:
    """The problem that some evidence poses.

    Raises InputError when the scenario does not read, or no row of the evidence makes a target.
    """
    loaded = load_scenario(scenario, ["parameters=prior"])
    chosen = {h: HYPOTHESES[h].default for h in HYPOTHESES} | dict(hypotheses or {})
    loaded = replace(loaded, hypotheses=chosen, history_until=None, events_path=None, acts=())
    targets = build_targets(evidence, loaded.start, loaded.days)
    if not targets.used:
        why = "; ".join(f"{name}: {said}" for name, said in targets.skipped[:3])
        raise InputError(
            evidence.path,
            1,
            "events",
            f"no row that a run from {loaded.start} of {loaded.days} days can be held to ({why})",
            "coded acts with causes, or fatal attacks, inside the days of the scenario",
        )
    return Problem(evidence, loaded, targets)
