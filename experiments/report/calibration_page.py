"""docs/calibration.md: what the fit asks, what it leaves out, and what came of it.

Made from the evidence, the targets and the shipped posterior.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from calibration.evidence.known_evidence import load_evidence
from calibration.inference.model_comparison import WARNING, Reading
from calibration.inference.posterior import IDENTIFIED, Posterior, load, percent_gone
from calibration.likelihood.problem import build_problem
from calibration.likelihood.targets import Targets, assumed, treatment
from sim.parameters import PARAMETERS

INTRO: Final = """\
# The fit

Three kinds of evidence are kept apart. **Dated events** and **aggregates** make the targets below.
**Claims** set the signs of priors and the rival readings; they never enter a likelihood.

The likelihood follows the chain of coded events. History is replayed to the day of a cause and then
left for good; the target asks how often the effect comes within the window that the texts leave
open. So each factor is the chance of one step given all that came before it, and no run has to
repeat the whole winter by luck. A fatal attack that nothing coded provoked waits from the last
coded act; the total is counted over the replayed winter, in which undated harmless fire is free.

Between runs and rows stands an observation model. It is assumed; no article gives its numbers:

{observation}
Every candidate meets the same runs (common random numbers), and in each run the parameters outside
the fit are drawn from their priors. So the posterior of the fitted ones already carries what is
open about the others, and the others stay at their priors. Factors are judged as if what is open
about the others were drawn anew for each of them; the recovery check, which shares it, says whether
that does harm. Nautilus explores the likelihood; `flashpoint calibrate --cross-check` walks it with
emcee as well.
"""

CHECKED_DRAWS: Final = "69f2c013647b"
"""Head of the hash of the draws that the numbers below were measured on."""
CHECKED: Final = f"""\
## What the checks found

`flashpoint calibrate --check` on the shipped draws ({CHECKED_DRAWS}), seed 20191028, five minutes
on two busy cores:

- All 18 targets and all 13 rows that were only compared lie inside the 5 to 95 % band of posterior
  runs. The tightest are Taji (first fatal attack after 9 January: coded after 50 to 72 days, half
  the runs before day 15) and the share of attacks laid on one militia (0.75 coded, 0.47 in the
  median run).
- Weekly attacks of free winters: variance over mean 1.61 (5 to 95 % of runs: 0.64 to 4.39) and 42 %
  empty weeks; on the defaults set by hand 0.99 and 32 %.
- Recovery: of 300 made-up winters the central 50 % intervals hold the truth in 45 to 54 %, the 90 %
  intervals in 88 to 92 %, for every parameter within the binomial band (40 to 60 %, 84 to 95 %).
  Made of winters with doubled values, 9 of 15 parameters leave their bands, as they must.
- Without the opinion piece (`spiked`), the only source for March and for the total, the mean of
  rocket attacks in a free winter rises from 35 to 49 and open war from 8.7 to 9.4 %; without the
  newspaper analysis (`wsj`) they fall to 30 and 8.1 %; without the report on the pause (`globe`)
  they hardly move. `forum` and `border` tell no row alone.
- Of 173 parameters with an open prior 34 clear the noise of the screen, where nine would by luck.
"""

LIMITS: Final = """\
## What this cannot do

- The articles were written because it came to a crisis. That choice is not modelled, so hazards
  that led up to it are likely too high.
- Each step of the chain happened once or twice. A hazard seen once is known to a factor of several.
- `marines_embassy` was a checked row until the check failed: 100 coded, 1,200 to 5,800 in runs,
  because the model sends Marines and paratroopers as one wave. It is listed as outside now.
- Delays rest on `date_used` as the day of the cause; the window of the effect carries the doubt of
  both dates.
- The fitted parameters were chosen with the screen at hand (`flashpoint calibrate --check` prints
  it) and so that every step of the chain has one; three others that the rows could speak to act
  with a fitted one as a product. Defaults and priors were set by people who had read all five
  articles.
- The fit does not make the model predict better (docs/backtest.md). It moves the mean of rocket
  attacks in a free winter away from the coded 24; the median run, 21, stays near. Means are driven
  by a long tail that the parameters outside the fit leave open: read medians and bands.
"""


def page() -> str:
    """The whole page. Raises InputError when a table does not read."""
    targets = build_problem(load_evidence()).targets
    posterior = load()
    parts = [INTRO.format(observation=_observation()), _targets(targets)]
    if posterior is not None:
        parts += [_numbers(posterior), _parameters(posterior), _readings(posterior)]
    return "\n".join([*parts, CHECKED, LIMITS])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def _observation() -> str:
    rows = ((f"`{k}`", f"{v['value']:g} {v['unit']}", v["meaning"]) for k, v in assumed().items())
    return _table(("number", "value", "meaning"), rows)


def _targets(targets: Targets) -> str:
    used = _table(
        ("row", "asks", "paragraphs"),
        ((f"`{t.id}`", t.coded.replace("_", " "), ", ".join(t.citations)) for t in targets.used),
    )
    said = treatment()
    left = _table(
        ("row", "why it is no target"),
        ((f"`{name}`", _why(name, why, said)) for name, why in targets.skipped),
    )
    return (
        f"## Targets\n\n{len(targets.used)} targets from "
        f"{len({t.id.split('.')[0] for t in targets.used})} coded rows: most rows ask when, some "
        f"also how many died.\n\n{used}\n"
        f"{len(targets.skipped)} rows are not. Those marked `check` are compared with runs "
        f"instead.\n\n{left}"
    )


def _why(name: str, why: str, said: object) -> str:
    use = said.get(name) if hasattr(said, "get") else None
    if use and use["as"] == "check":
        return f"check: `{use['statistic']}`"
    return why


def _numbers(posterior: Posterior) -> str:
    n = posterior.manifest
    each = n["settings"]["runs"]
    runs = n["candidates"] * each
    speed = n["days_per_second"] / n["engine_days_per_second"]
    return (
        "## The shipped fit\n\n"
        f"{n['candidates']:,} candidates with {each} runs each, {runs:,} winters with their "
        f"branches, in {n['seconds']:,} s on two cores: {runs / n['seconds']:,.0f} a second, "
        f"{speed:.2f} of the days a second of the engine alone. The evidence adds "
        f"{n['information_nats']:.1f} nats to the priors. Log evidence "
        f"{n['log_evidence']:.2f}; with another block of runs "
        f"{n['log_evidence_other_block']:.2f}, with four times the runs "
        f"{n['log_evidence_four_times']:.2f}: differences smaller than that spread mean nothing.\n"
    )


def _parameters(posterior: Posterior) -> str:
    rows = []
    for name in posterior.fitted:
        s = posterior.summary(name)
        if s is None:
            continue
        low, mid, high = PARAMETERS[name].prior.quantile(np.array([0.05, 0.5, 0.95]))
        words = "" if s.identified else "not identified"
        rows.append(
            (
                f"[`{name}`](parameters.md#{name})", PARAMETERS[name].unit,
                f"{mid:.2g} ({low:.2g}, {high:.2g})",
                f"{s.q50:.2g} ({s.q05:.2g}, {s.q95:.2g})",
                f"{percent_gone(s.contraction)} %", words,
            )
        )  # fmt: skip
    known = sum(row[-1] == "" for row in rows)
    head = ("parameter", "unit", "prior", "posterior", "variance gone", "")
    return (
        "Median (5 %, 95 %), and the share of the prior's variance that is gone, on the prior's "
        f"own scale (contraction); below {100 * IDENTIFIED:g} % the evidence does not pin a "
        f"parameter down. {known} of {len(rows)} are pinned down, and those loosely; the other "
        f"{len(PARAMETERS) - len(rows)} parameters of the model are not fitted and stay at their "
        f"priors.\n\n{_table(head, rows)}"
    )


def _readings(posterior: Posterior) -> str:
    readings = [Reading(**r) for r in posterior.manifest.get("readings", [])]
    rows = (
        (
            f"{r.family}-{r.letter}",
            r.words,
            f"{100 * r.prior:.0f} %",
            f"{100 * r.probability:.0f} %",
            f"{r.log_bayes:+.2f}",
            f"{r.log_bayes_again:+.2f}",
        )
        for r in readings
    )
    head = ("reading", "says", "before", "after", "log Bayes factor", "again, four times the runs")
    return f"## Rival readings\n\n{WARNING}\n\n{_table(head, rows)}" if readings else ""
