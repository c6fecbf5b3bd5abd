"""Words and numbers of the figures: sentences about outcomes, number formats, where they come from.

Nothing here draws, so titles and captions can be tested as text.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from sim.outcomes import HEADLINE, NEVER, OUTCOMES

_SEEN: Final = ("n_", "days_")
_SEEN_ENDS: Final = ("_killed", "_days")
_SHORT: Final = {
    "n_rocket_attacks": "rocket attacks",
    "n_fatal_attacks": "attacks that kill coalition members",
    "vote": "did parliament vote to expel troops",
    "peak_rung": "highest rung of the ladder, 0 to 8",
}
_THINGS: Final = {
    "leadership_strike": "a leadership strike",
    "open_war": "open war",
    "vote": "a vote to expel troops",
    "signed_timetable": "a signed timetable",
}
_HAPPENS: Final = {
    "leadership_strike": "see a leadership strike",
    "open_war": "reach open war",
    "vote": "see a vote to expel foreign troops",
    "signed_timetable": "see a timetable signed",
}


class HasRuns(Protocol):
    """What is read of a result here: what was run, and one value a run."""

    @property
    def manifest(self) -> dict[str, Any]: ...
    @property
    def run_columns(self) -> dict[str, npt.NDArray[Any]]: ...


def chosen_outcomes(result: HasRuns) -> list[str]:
    """The outcomes to show: those that the scenario names, or the headline ones."""
    wanted = result.manifest.get("outcomes") or HEADLINE
    return [name for name in wanted if name in result.run_columns and name in OUTCOMES]


def number(value: float, span: float | None = None) -> str:
    """A number with as many decimals as a spread of `span` makes worth reading."""
    scale = abs(value) if span is None else abs(span)
    if scale >= 30 or (float(value).is_integer() and (scale >= 1 or value == 0)):
        decimals = 0
    elif scale >= 3:
        decimals = 1
    else:
        decimals = 2 if scale >= 0.02 else 4
    text = f"{value:,.{decimals}f}"
    return text.lstrip("-") if not text.strip("-0.,") else text.replace("-", "−")


def significant(value: float, digits: int = 3) -> str:
    """A number to so many digits that count, never with an exponent: `3600`, `0.012`."""
    if value == 0 or not math.isfinite(value):
        return f"{value:g}"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    # As plain numbers, since those of numpy round by way of a product.
    text = f"{round(float(value), places):.{max(0, places)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


SIDES: Final = "ABCDEF"
"""Letters of the scenarios of a comparison; all are compared with the first."""


def plural(n: int, noun: str) -> str:
    """`1 block`, `2,000 blocks`."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def ordinal(n: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def listed(parts: Sequence[str]) -> str:
    """Parts joined by commas and a last `and`: `a, b and c`."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def percent(share: float) -> str:
    """A share as a percentage that never rounds a rare thing to nothing or a common one to all."""
    value = 100 * share
    if value in (0.0, 100.0):
        return f"{value:.0f} %"
    if value < 0.01:
        return "< 0.01 %"
    if value > 99.9:
        return "> 99.9 %"
    decimals = 0 if 10 <= value <= 99 else 1 if value >= 1 else 2
    return f"{value:.{decimals}f} %"


def at_most(share: float) -> str:
    """An upper bound of a share as a percentage, never rounded below itself: `≤ 0.3 %`."""
    value = 100 * share
    decimals = 0 if value >= 10 else 1 if value >= 1 else 2
    if 0 < value < 0.1:
        decimals = 1 - math.floor(math.log10(value))
    # What arithmetic adds in the last digits is no reason to go one up.
    bound = math.ceil(round(value * 10**decimals, 6)) / 10**decimals
    return f"≤ {bound:.{decimals}f} %"


def percents(low: float, high: float) -> str:
    """From one share to another, with one sign for both and without signs of comparison inside."""
    if high < 1e-4:
        return percent(high)
    if low < 1e-4:
        return f"up to {percent(high)}"
    if high > 0.999:
        return f"{percent(low)} or more"
    return f"{percent(low).removesuffix(' %')}–{percent(high)}"


def is_chance(outcome: str) -> bool:
    """Is the mean of the outcome a chance?"""
    return outcome in OUTCOMES and OUTCOMES[outcome].kind == "flag"


def amount(outcome: str, value: float) -> str:
    """A mean or chance of an outcome as text."""
    return percent(value) if is_chance(outcome) else number(value)


def plain(value: object) -> str:
    """A name or a value of a factor, as people read it."""
    if value is None or value != value:  # a table of numbers holds "none" as not a number
        return "as the scenario"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return significant(value).replace("-", "−")
    return str(value).replace("_", " ")


def meaning(name: str) -> str:
    """What an outcome means, as a heading."""
    text = _SHORT.get(name, OUTCOMES[name].meaning)
    text = text[:1].upper() + text[1:]
    return f"{text}?" if OUTCOMES[name].kind == "flag" else text


def topic(name: str) -> str:
    """The thing that an outcome counts, as a noun: `open war`, `rocket attacks`."""
    if name not in OUTCOMES:
        return plain(name)
    return _THINGS.get(name, _SHORT.get(name, OUTCOMES[name].meaning))


def heading(name: str) -> str:
    """The same with a capital letter."""
    return sentence(topic(name))


def happened(name: str, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The values that are real: for a day that may never come, those in which it came."""
    return values[values >= 0] if name in NEVER else values


def middle_half(name: str, values: npt.NDArray[Any]) -> str:
    """`half of the runs see 13 to 19 rocket attacks`, from the quartiles of the runs."""
    low, high = np.quantile(values, [0.25, 0.75], method="inverted_cdf")
    what = _SHORT.get(name, OUTCOMES[name].meaning)
    span = float(high - low)
    a, b = number(float(low), span), number(float(high), span)
    seen = name.startswith(_SEEN) or name.endswith(_SEEN_ENDS)
    if low == high:
        share = percent(float((values == low).mean()))
        a = number(float(low))
        if not seen:
            return f"{what} is {a} in {share} of the runs"
        return f"{share} of the runs see {'no' if low == 0 else a} {what}"
    if seen:
        return f"half of the runs see {a} to {b} {what}"
    return f"{what} lies between {a} and {b} in half of the runs"


def happens(name: str, share: float) -> str:
    """`0.42 % reach open war`."""
    return f"{'none' if share == 0 else 'all' if share == 1 else percent(share)} {happening(name)}"


def happening(name: str) -> str:
    """What runs do in which a flag is raised: `reach open war`."""
    return _HAPPENS.get(name, f"answer yes to “{OUTCOMES[name].meaning}”")


def day_name(date: dt.date) -> str:
    """`3 January 2020`, whatever the locale."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def day_of(iso: str) -> str:
    """`3 January 2020` from `2020-01-03`."""
    return day_name(dt.date.fromisoformat(str(iso)[:10]))


MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


_TOGETHER: Final = "The spread between runs is luck and parameters together: each run draws its own"
_ORIGINS: Final = {
    "default": "The spread between runs is luck alone. Every run uses the default parameters, "
    "which are set by hand: what the evidence leaves open about them is not in it.",
    "prior": f"{_TOGETHER} parameters from the priors; nothing is fitted.",
    "posterior": f"{_TOGETHER} parameters, a whole sample of the posterior; what that does not "
    "hold comes from the priors.",
}
_SOURCES: Final = {
    "default": "defaults (set by hand)",
    "prior": "drawn from the priors",
    "posterior": "whole samples of the posterior",
}


def spread(manifest: dict[str, Any]) -> str:
    """Which kinds of uncertainty the spread between runs carries, and which it leaves out."""
    kind = _ORIGINS[str(manifest.get("parameters", "default"))]
    chosen = ", ".join(f"{k}: {v}" for k, v in (manifest.get("hypotheses") or {}).items())
    variants = f"one variant each ({chosen})" if chosen else "their default variants"
    return f"{kind} Rival hypotheses are held at {variants}."


def counting_error(runs: int) -> str:
    """How far off a share may be because the runs are not endless."""
    points = 100 * 0.98 / max(1, runs) ** 0.5
    return (
        f"Counting only {runs:,} {'run' if runs == 1 else 'runs'} adds at most "
        f"±{points:.2g} percentage points to a share (95 %)."
    )


def runs_of(result: HasRuns) -> int:
    """How many runs the table of runs holds."""
    return len(result.run_columns.get("run", ()))


def source(result: HasRuns, daily: bool = False) -> str:
    """The line at the foot of a figure: where the numbers come from."""
    manifest, kept = result.manifest, runs_of(result)
    if daily:
        kept = int(manifest.get("daily_runs", kept))
    runs = int(manifest.get("runs", kept))
    count = f"{runs:,} {'run' if runs == 1 else 'runs'}"
    if kept < runs:
        count = f"the first {kept:,} of {runs:,} runs"
    return (
        f"Source: Flashpoint, {scenario_name(manifest)}, {count}, {seed_of(manifest)}, "
        f"parameters: {parameters_of(manifest)}."
    )


def parameters_of(manifest: dict[str, Any]) -> str:
    """Where the parameters come from."""
    return _SOURCES[str(manifest.get("parameters", "default"))]


def scenario_name(manifest: dict[str, Any]) -> str:
    """Scenario title, and its file when that is known."""
    name = manifest.get("scenario")
    place = f" ({Path(str(name)).name})" if name else ""
    return f"scenario “{manifest.get('title') or 'untitled'}”{place}"


def seed_of(manifest: dict[str, Any]) -> str:
    """`seed 1`."""
    return f"seed {manifest.get('seed')}"


def paragraph(*sentences: str) -> str:
    """Sentences one after another, without those that there is no need to say."""
    return " ".join(s.strip() for s in sentences if s)


def sentence(*parts: str) -> str:
    """Parts as one sentence with a capital letter."""
    text = "; ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]
