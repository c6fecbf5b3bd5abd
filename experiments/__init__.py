"""Run scenarios, keep their results, compare, explain and plot them.

from experiments import load_scenario, run
result = run(load_scenario("scenarios/january_2020.yaml"), runs=1000, seed=1)
print(result.runs["open_war"].mean())
print(result.daily.head(), result.events.head())
"""

from __future__ import annotations

from typing import Any

__all__ = ["Result", "load_scenario", "run"]


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: `flashpoint --help` must not wait for the compiler.
    if name == "load_scenario":
        from calibration.evidence.library import load_scenario

        return load_scenario
    if name == "run":
        from experiments.runs.runner import run

        return run
    if name == "Result":
        from experiments.runs.result import Result

        return Result
    raise AttributeError(name)
