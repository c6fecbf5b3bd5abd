"""One scenario of a study as its figures see it: points, runs, and what to say of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from experiments.analysis.policy_robustness import PolicyRobustness
from experiments.analysis.response_curves import Curve, curve, is_numeric
from experiments.analysis.study_results import StudyResults
from experiments.plots.style.page import Page
from experiments.study.point_labels import SCENARIO, PointLabel
from experiments.study.study import Study
from experiments.text.war import WAR, not_counting_war, share_of
from experiments.text.wording import paragraph, plain, plural

if TYPE_CHECKING:
    import pandas as pd

NamedPage = tuple[str, Callable[[], Page]]
"""Name of a figure's file, and what draws it."""


class StudyScenario(NamedTuple):
    """The points of one scenario, and those of the baseline scenario if there is one."""

    name: str
    """What the names of its files end in; empty where the study has but one scenario."""
    labels: tuple[PointLabel, ...]
    own: tuple[PointLabel, ...]
    """Those of the scenario itself."""
    runs: pd.DataFrame
    source: str
    baseline: str
    """File of the baseline scenario, which takes none of the study's policies; or empty."""

    @property
    def note(self) -> str:
        """What begins the captions."""
        return f"Scenario: {self.name}." if self.name else ""

    @property
    def base(self) -> PointLabel | None:
        """The point that factors are moved from, one at a time."""
        return next((p for p in self.own if p.is_baseline), None)

    def is_baseline_scenario(self, label: PointLabel) -> bool:
        """Is it the baseline scenario, beside the factors that people choose?"""
        return _is_baseline_scenario(self.baseline, label)

    def value(self, label: PointLabel, factor: str) -> Any:
        """Value of a factor at a point: a number, or words; the baseline scenario by its name."""
        value = label.values.get(factor)
        if value is None and self.is_baseline_scenario(label):
            return Path(self.baseline).stem.replace("_", " ")
        return value if is_numeric(value) else plain(value)

    def shown(self, *factors: str, here: Sequence[PointLabel] = ()) -> pd.DataFrame:
        """The runs of some points or of all, with the values of these factors as figures show."""
        import pandas as pd

        labels = here or self.labels
        table = self.runs[self.runs["point"].isin([p.point for p in labels])]
        points = pd.Categorical(table["point"])
        for factor in factors:
            values: dict[str, Any] = {p.point: self.value(p, factor) for p in labels}
            # Point by point, as there are many runs of each.
            column = np.empty(len(points.categories), object)
            column[:] = [values.get(point) for point in points.categories]
            table = table.assign(**{factor: column[points.codes]})
        return table

    def curve(
        self,
        found: StudyResults,
        factor: str,
        outcome: str,
        here: Sequence[PointLabel],
        text: str = "",
    ) -> Curve:
        """Along one factor through some points, with spread over parameters and hypotheses."""
        runs = self.shown(factor, here=here)
        of = {self.value(p, factor): p.point for p in here}
        variants = bands = None
        if found.robustness is not None and found.robustness.bands:
            band = found.robustness.bands[outcome]
            bands = {value: band[point] for value, point in of.items() if point in band}
            variants = {value: found.variant_means(point, outcome) for value, point in of.items()}
        line = curve(runs, factor, outcome, variants, bands, text)
        return line._replace(factor=label_of(found, factor))


def scenarios_of(found: StudyResults) -> list[StudyScenario]:
    """The scenarios of the study that have run, in its order; a baseline scenario is none."""
    study = found.study
    baseline = (study.baseline.scenario if study.baseline else None) or ""
    there, parts = set(found.runs["point"].unique()), []
    known = [p for p in found.labels.values() if p.point in there]
    for path in study.scenarios:
        beside = [p for p in known if _is_baseline_scenario(baseline, p)]
        first = study.scenarios[0].name
        own = [p for p in known if p.values.get(SCENARIO, first) == path.name and p not in beside]
        labels = (*own, *beside)
        runs = found.runs[found.runs["point"].isin([p.point for p in labels])]
        name = path.stem.replace("_", " ") if len(study.scenarios) > 1 else ""
        source = source_of(study, len(labels), runs, path.name)
        parts.append(StudyScenario(name, labels, tuple(own), runs, source, baseline))
    return [scenario for scenario in parts if scenario.own]


def _is_baseline_scenario(baseline: str, label: PointLabel) -> bool:
    return bool(baseline) and label.is_baseline and label.values.get(SCENARIO) == baseline


def source_of(study: Study, points: int, runs: pd.DataFrame, scenarios: str = "") -> str:
    """The foot: study, scenarios, points, runs, seed, parameters; what war leaves out of them."""
    return paragraph(
        _source(study, f"{plural(points, 'point')}, {plural(len(runs), 'run')}", scenarios),
        not_counting_war({"runs": share_of(runs[WAR].to_numpy())}),
    )


def source_of_futures(found: StudyResults, robustness: PolicyRobustness) -> str:
    """The foot of what rests on the runs of the futures, which are not those of the points.

    How often war began is known of the points' runs alone.
    """
    study, policies = found.study, len(found.policies)
    each = study.futures.runs if study.futures else 0
    runs = policies * robustness.futures * each
    names = "policy" if policies == 1 else "policies"
    count = f"{policies} {names} in {plural(robustness.futures, 'future')}"
    return paragraph(
        _source(study, f"{count} of {plural(each, 'run')} each ({runs:,} runs)"),
        not_counting_war({"runs of the points": share_of(found.runs[WAR].to_numpy())}),
    )


def _source(study: Study, count: str, scenarios: str = "") -> str:
    names = scenarios or ", ".join(path.name for path in study.scenarios)
    sources = sorted({str(base.parameter_source) for base in study.bases.values()})
    return (
        f"Source: Flashpoint, study “{study.title}” ({study.path.name}), scenario {names}, "
        f"{count}, seed {study.seed}, parameters: {', '.join(sources)}."
    )


def label_of(found: StudyResults, factor: str) -> str:
    """What figures call a factor."""
    return next(f.label for f in found.study.factors if f.name == factor)


def file_name(kind: str, *what: str) -> str:
    """Name of a figure's file, from the parts that are not empty."""
    return "_".join(p.replace(" ", "_").lower() for p in (kind, *what) if p)
