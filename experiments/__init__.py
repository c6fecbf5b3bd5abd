"""Run scenarios, keep their results, compare, explain and plot them.

from experiments import compare, load_result, load_scenario, run
a = run(load_scenario("january_2020"), runs=1000, seed=1)
b = run(load_scenario("full_withdrawal"), runs=1000, seed=1)
a                                       # in a notebook: summary and figures
a.runs["open_war"].mean(), a.daily, a.events
a.plot("story", run=12)
compare(a, b).table
a.save("results/mine", csv=True)
load_result("results/mine")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from calibration.evidence.library import load_scenario
    from experiments.runs.paired import Comparison, compare
    from experiments.runs.result import Result
    from experiments.runs.runner import run
    from experiments.runs.store import read_result as load_result

__all__ = ["Comparison", "Result", "compare", "load_result", "load_scenario", "run"]

PLACES: Final = {
    "Comparison": ("experiments.runs.paired", "Comparison"),
    "Result": ("experiments.runs.result", "Result"),
    "compare": ("experiments.runs.paired", "compare"),
    "load_result": ("experiments.runs.store", "read_result"),
    "load_scenario": ("calibration.evidence.library", "load_scenario"),
    "run": ("experiments.runs.runner", "run"),
}
"""Name -> module and name there."""


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: `flashpoint --help` must not wait for the compiler.
    if name not in PLACES:
        raise AttributeError(f"module 'experiments' has no attribute {name!r}")
    module, there = PLACES[name]
    return getattr(import_module(module), there)


def __dir__() -> list[str]:
    return sorted(__all__)
