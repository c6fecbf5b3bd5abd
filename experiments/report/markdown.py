"""The tables of a report as lines of Markdown: means, what changed, what matters, regret."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from experiments.analysis.paired_effects import Effect
from experiments.analysis.response_curves import interval
from experiments.analysis.robustness import Regret
from experiments.analysis.sobol import Sobol
from experiments.analysis.study_results import StudyResults
from experiments.runs.statistics import bonferroni_factor
from experiments.study.point_labels import PointLabel
from experiments.text.number_format import (
    change_text,
    mean_text,
    prob_worse_text,
    regret_bounds_text,
    regret_text,
    rough_count_text,
    wider_half_width,
)
from experiments.text.wording import amount, heading, percent, plural, topic

if TYPE_CHECKING:
    import pandas as pd

MOST: Final = 40
"""Rows of a table; the files beside the report hold all."""


def effect_text(found: Effect, tried: int = 1) -> str:
    """An effect with the half-width of its interval: `+6.2 ± 0.4 points`.

    The lowest or highest of `tried` effects was picked, so its interval is widened (Bonferroni).
    """
    half_width = bonferroni_factor(tried) * (found.high - found.low) / 2
    runs_changed = round((found.lower + found.higher) * found.runs)
    return change_text(found.outcome, found.effect, half_width, runs_changed)


def means_table(found: StudyResults) -> pd.DataFrame:
    """One row a point: policy, condition, runs, and mean and half-width of every outcome."""
    import pandas as pd

    rows = []
    by_point = dict(list(found.runs.groupby("point", observed=True, sort=False)))
    for point, place in found.labels.items():
        values = by_point.get(point)
        if values is None:
            continue
        row: dict[str, Any] = {"point": point, "policy": place.policy}
        row |= {"condition": place.condition, "runs": len(values)}
        for name in found.outcomes:
            column = values[name].to_numpy(float)
            low, high = interval(name, column)
            mean = float(column.mean())
            row |= {name: mean, f"{name}_half_width": wider_half_width(mean, low, high)}
        rows.append(row)
    return pd.DataFrame(rows)


def fine_print(found: StudyResults) -> str:
    """How many points and runs, of which code and draws."""
    study, manifest = found.study, found.manifest
    sources = sorted({str(base.parameter_source) for base in study.bases.values()})
    counts = found.runs.groupby("point", observed=True).size()
    few, many = int(counts.min()), int(counts.max())
    each = f"{few:,}" if few == many else f"{few:,} to {many:,}"
    return (
        f"{plural(len(counts), 'point')}, {each} runs of each, seed {study.seed}, parameters: "
        f"{', '.join(sources)}; code {str(manifest['code'])[:12]}."
    )


def table_lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a Markdown table."""
    cells = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in cells]


def _name(place: PointLabel) -> list[str]:
    return [place.policy, place.condition]


def _columns(found: StudyResults) -> list[int]:
    """Which of policy and condition the study varies."""
    return [k for k, some in enumerate((found.policies, found.conditions)) if some != [""]]


def means_lines(found: StudyResults, most: int = MOST) -> list[str]:
    """The means of every point as a Markdown table; cut off with a note."""
    if found.indices or found.screened:
        return []
    kept = _columns(found)
    head = [("policy", "condition")[k] for k in kept]
    rows = []
    for row in means_table(found).to_dict("records"):
        names = _name(found.labels[row["point"]])
        cells = [mean_text(o, row[o], row[f"{o}_half_width"]) for o in found.outcomes]
        rows.append([names[k] for k in kept] + cells)
    head += [heading(o) for o in found.outcomes]
    return table_lines(head, rows[:most]) + _cut(len(rows), most, "means")


def _cut(rows: int, most: int, name: str) -> list[str]:
    return ["", f"{rows - most:,} more rows in tables/{name}.csv."] if rows > most else []


def effect_lines(found: StudyResults) -> list[str]:
    """What each point changes, run by run, and what pairing saves."""
    if not found.effects:
        return []
    kept = _columns(found)
    head = [("policy", "condition")[k] for k in kept]
    head += ["outcome", "baseline", "change", "P(worse)", "same luck", "independent seeds"]
    rows = []
    for e in found.effects:
        names = _name(found.labels[e.point])
        worse = "" if e.prob_worse is None else prob_worse_text(e.prob_worse)
        rows.append(
            [names[k] for k in kept]
            + [heading(e.outcome), amount(e.outcome, e.baseline), effect_text(e), worse]
            + [f"{e.runs_paired:,}", f"{e.runs_apart:,}"]
        )
    note = (
        "Run N has the same draw of parameters and the same luck on both sides. P(worse): "
        "probability that the mean is worse than the baseline's, given these runs; empty where "
        "neither direction counts as worse. Last columns: runs of each point for ± 1 point of a "
        "chance, or ± 1 % of any other baseline mean, with the same luck and with independent "
        "seeds."
    )
    return [note, "", *table_lines(head, rows[:MOST]), *_cut(len(rows), MOST, "effects")]


def matters_lines(found: StudyResults) -> list[str]:
    """Sobol indices or Morris measures of every outcome."""
    lines: list[str] = []
    for scenario, s in found.indices:
        lines += [*sobol_lines(s, scenario), ""]
    for scenario, outcome, rows in found.screened:
        cells = [
            [
                r.factor,
                r.kind,
                mean_text(outcome, r.mu_star, r.half_width),
                mean_text(outcome, r.mu, r.half_width),
            ]
            for r in rows
        ]
        lines += [f"**{heading(outcome)}** {scenario}".strip(), ""]
        lines += [
            *table_lines(["factor", "kind", "mean size of change (μ*)", "mean change (μ)"], cells),
            "",
        ]
    return lines


def sobol_lines(s: Sobol, scenario: str = "", most: int = MOST) -> list[str]:
    """Shares by kind, then the factors, the largest total index first."""
    shares = ", ".join(f"{kind} {percent(share)}" for kind, share in s.shares.items())
    more = (
        f" Bars of ±{s.more.half_width:g} need {rough_count_text(s.more.extra)} more runs."
        if s.more
        else ""
    )
    if not s.seen:
        return [f"**{heading(s.outcome)}** {scenario}".strip(), "", f"No factor is seen.{more}"]
    rows = [
        [i.factor, i.kind, _share(i.first, i.first_half_width), _share(i.total, i.total_half_width)]
        for i in sorted(s.indices, key=lambda i: -i.total)
    ]
    head = ["factor", "kind", "alone (first)", "with others (total)"]
    return [
        f"**{heading(s.outcome)}** {scenario}".strip(),
        "",
        f"Variance of a single run: {shares} (± {100 * s.chance_half_width:.0f}).{more}",
        "",
        *table_lines(head, rows[:most]),
    ]


def robust_lines(found: StudyResults) -> list[str]:
    """Regret of every outcome that has a bad way, and the shares of futures within limits."""
    across = found.robustness
    if across is None or not across.regrets:
        return []
    kind = "futures" if across.nested else "conditions"
    lines = [
        f"Over {across.futures:,} {kind}: {across.what}. Regret: how much worse a policy is than "
        "the best one for each of them. The best of noisy means is too good: the larger number "
        "judges by the runs that chose the best, the smaller by others, and the truth lies "
        "between. ±: 95 % error of the draws and runs.",
        "",
    ]
    for outcome, rows in across.regrets.items():
        lines += [f"**{heading(outcome)}**", "", *regret_lines(outcome, rows), ""]
    if across.satisfied:
        limits = ", ".join(f"{topic(k)} {amount(k, v)}" for k, v in found.study.limits.items())
        cells = [[s.policy, percent(s.share), percent(s.unsure)] for s in across.satisfied]
        lines += [f"Share of futures within all limits ({limits}):", ""]
        lines += table_lines(["policy", "good enough", "too close to call"], cells)
    return lines


def _share(value: float, half: float) -> str:
    return f"{value:.2f} ± {half:.2f}".replace("-", "−")


def regret_lines(outcome: str, rows: Sequence[Regret]) -> list[str]:
    """Regret of every policy, the least mean first."""
    cells = []
    for r in rows:
        half = "" if math.isnan(r.half_width) else f" (± {regret_text(outcome, r.half_width)})"
        sizes = [
            regret_bounds_text(outcome, r.least, r.mean) + half,
            regret_text(outcome, r.high),
            regret_text(outcome, r.largest),
        ]
        apart = "yes" if r.apart else "no"
        cells.append([r.policy, *sizes, r.worst, percent(r.good), apart])
    head = ["policy", "mean regret", "90 % of futures below", "largest", "worst in"]
    head += ["no policy clearly better in", "clearly behind the first"]
    return table_lines(head, cells)
