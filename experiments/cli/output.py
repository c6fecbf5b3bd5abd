"""What commands print: lines with labels that wrap under themselves, and the tables of `run`.

Every number of a table comes with the uncertainty it carries, in 80 columns.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from experiments.runs.result import Result
from experiments.runs.statistics import Line, headline, rule_of_three, seen_interval
from experiments.text.number_format import decimals, interval_text, to_places
from experiments.text.wording import SIDES, at_most, percent, significant
from sim.inputs.clean_text import visible
from sim.outcomes import NEVER, OUTCOMES


class VisibleConsole(Console):
    """Names of files may hold anything, and a terminal obeys some of it: it gets escapes."""

    def render_str(self, text: str, **options: Any) -> Text:
        """Every text on its way out, cells of tables among them."""
        return super().render_str(visible(text), **options)


console: Final = VisibleConsole(markup=False, highlight=False)  # texts may hold brackets
EVENT: Final = re.compile(r" *#\d+ +\d{4}-\d\d-\d\d +", re.ASCII)
"""How a line of a story begins that tells of an event."""
LABEL: Final = 13
DEEPER: Final = 4
UNSEEN: Final = "none seen"
NOTHING: Final = "—"


def heading(name: str, text: str = "") -> None:
    """A name in bold and what it is."""
    console.print(_wrapped(f"{name}: {text}" if text else name, "", "  "), soft_wrap=True)


def line(label: str, text: str, indent: int = 2) -> None:
    """A label and its text; a label too long for its column keeps two blanks behind it."""
    first = f"{'':{indent}}{label:<{LABEL - 2}}  " if label else " " * indent
    hang = " " * (indent + LABEL if label else indent + DEEPER)
    console.print(_wrapped(text, first, hang), soft_wrap=True)


def lines(label: str, texts: Iterable[str]) -> None:
    """A label, and below it one text a line, or `none`."""
    console.print(f"  {label}", soft_wrap=True)
    for text in list(texts) or ["none"]:
        line("", text, DEEPER)


def block(text: str, indent: int = DEEPER) -> None:
    """Text that has its own line breaks, moved to the right; longer lines wrap."""
    for row in text.splitlines():
        console.print(_wrapped(row, " " * indent, " " * indent), soft_wrap=True)


def _wrapped(text: str, first: str, hang: str) -> str:
    return textwrap.fill(
        text,
        max(console.width, 40),
        initial_indent=first,
        subsequent_indent=hang,
        break_on_hyphens=False,
        break_long_words=False,
    )


def story(text: str, style: str = "") -> None:
    """A line of a story; in a window it wraps at word ends, below where its words begin."""
    if console.is_terminal:
        text = _wrapped(text, "", " " * min(_hang(text), console.width // 2))
    console.print(text, style=style, soft_wrap=True)


def _hang(text: str) -> int:
    """Where the words of a line begin, and two further where a number and a date stand before."""
    numbered = EVENT.match(text)
    return numbered.end() + 2 if numbered else len(text) - len(text.lstrip())


class RunRate(ProgressColumn):
    """Runs a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed or 0:,.0f} runs/s")


@contextmanager
def run_progress(label: str, runs: int) -> Iterator[Any]:
    """A bar that is advanced by a number of runs."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        RunRate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(label, total=runs)
        yield lambda n: bar.advance(task, n)


def summary_table(result: Result) -> Table:
    """Means and chances with their error and their spread over parameters; beside it, the runs."""
    m = result.manifest
    kept = "" if m["runs"] <= m["kept_runs"] else f", summary of the first {m['kept_runs']:,}"
    table = plain_table(f"{m['title']} · {m['runs']:,} runs, seed {m['seed']}{kept}")
    table.add_column("\noutcome", no_wrap=True)
    heads = ("mean or\nchance", "±\nruns", "over\nparameters", "median\nrun", "5–95 %\nof runs")
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("\nunit", no_wrap=True)
    of, runs = spread_of(m, "parameters"), len(result.run_columns["run"])
    for row in headline(result):
        table.add_row(*_cells(row, runs, of.get(row.name)))
    return table


def comparison_table(rows: Iterable[Any], title: str, runs: int) -> Table:
    """B against A, each row an outcome of `experiments.runs.paired.Difference`."""
    table = plain_table(title)
    table.add_column("\noutcome", no_wrap=True)
    for head in ("\nA", "\nB", "\nB − A", "±\nruns", "over\nparameters", "\nchanged"):
        table.add_column(head, justify="right", no_wrap=True)
    for row in rows:
        kind = OUTCOMES[row.name].kind
        limits = _effect_limits(row, kind)
        table.add_row(row.name, *paired_cells(row, kind), limits, changed(row.differ, runs))
    return table


def table_of_many(comparisons: Sequence[Any], title: str) -> Table:
    """All against A, each a `Comparison` of the same outcomes: a row an outcome and scenario."""
    table = plain_table(title)
    table.add_column("\noutcome", no_wrap=True)
    table.add_column("", no_wrap=True)
    for head in ("\nmean", "\n− A", "±\nruns", "over\nparameters", "\nchanged"):
        table.add_column(head, justify="right", no_wrap=True)
    for rows in zip(*(comparison.outcomes for comparison in comparisons), strict=True):
        kind = OUTCOMES[rows[0].name].kind
        table.add_row(rows[0].name, "A", paired_cells(rows[0], kind)[0])
        for side, row, comparison in zip(SIDES[1:], rows, comparisons, strict=False):
            cells = paired_cells(row, kind)[1:]
            table.add_row(
                "", side, *cells, _effect_limits(row, kind), changed(row.differ, comparison.runs)
            )
    return table


def paired_cells(row: Any, kind: str) -> tuple[str, str, str, str]:
    """A, B, their difference and its error, all to the decimals that the error leaves of worth."""
    factor, unit, points = (100, " %", " pp") if kind == "flag" else (1, "", "")
    half = factor * (row.high - row.low) / 2
    a, b, effect = (factor * x for x in (row.a, row.b, row.effect))
    known, places = 0 < half < math.inf, decimals(half)
    in_a, in_b, change = (to_places(x, places) if known else short(x) for x in (a, b, effect))
    return (
        f"{in_a}{unit}",
        f"{in_b}{unit}",
        f"{'+' if effect > 0 else ''}{change}{points if effect else ''}",
        f"{to_places(half, places)}{points}" if known else NOTHING,
    )


def changed(share: float, runs: int) -> str:
    """The share of runs that change; where none does, what so many runs leave possible."""
    return percent(share) if share else at_most(rule_of_three(runs))


def _effect_limits(row: Any, kind: str) -> str:
    if row.parameters_low is None:
        return NOTHING
    if not row.parameters_seen:
        return UNSEEN
    factor, unit = (100, " pp") if kind == "flag" else (1, "")
    ends = factor * row.parameters_low, factor * row.parameters_high
    places = _places(ends[1] - ends[0])
    low, high = (f"{'+' if end > 0 else ''}{to_places(end, places)}" for end in ends)
    return f"{low} to {high}{unit}"


def variants_table(result: Result) -> Table:
    """The lowest and the highest mean or chance over the variants, and which gives it."""
    part = result.manifest["spread"]["hypotheses"]
    table = plain_table(
        f"Under {len(part['variants'])} rival variants, one at a time · {part['runs']:,} runs each"
    )
    table.add_column("outcome", no_wrap=True)
    for name in ("as set", "lowest", "under", "highest", "under"):
        table.add_column(name, justify="left" if name == "under" else "right", no_wrap=True)
    table.add_column("unit", no_wrap=True)
    for row in headline(result):
        if row.name in part["of"]:
            table.add_row(*_ends(row, part["of"][row.name]))
    return table


def legend(result: Result) -> list[str]:
    """What each column carries, a line each."""
    part, hypotheses = (result.manifest["spread"][k] for k in ("parameters", "hypotheses"))
    lines = [
        "± runs: error of the number of runs, 95 %, for a chance its interval (Wilson); more runs "
        f"shrink it.{_rule_of_three(result)}"
    ]
    if part["samples"]:
        lines.append(
            "over parameters: 5–95 % of the mean or chance itself while the parameters vary over "
            f"what is left open about them, luck taken out ({part['samples']} samples × "
            f"{part['each']} runs); more runs do not shrink it. {UNSEEN}: too little to tell "
            "from luck."
        )
    else:
        lines.append(f"over parameters: none, because {part['why']}.")
    lines.append("median run, 5–95 % of runs: what single runs do, luck included.")
    if hypotheses["runs"]:
        lines.append(
            "Rival hypotheses: mean or chance if one hypothesis takes another variant, with the "
            f"luck of the same runs as set. {NOTHING}: no variant moves it that way by more than "
            "the error of the runs."
        )
    else:
        lines.append("Rival hypotheses: not in these numbers; add --hypotheses all.")
    return lines


def _rule_of_three(result: Result) -> str:
    """What ≤ says beside a count that no run saw; empty where there is none."""
    if not any(map(never_seen, headline(result))):
        return ""
    bound = f"at most that share would, about 3 in {len(result.run_columns['run']):,}"
    return f" ≤ beside a mean of 0: no run saw it; by the rule of three {bound}."


def spread_of(manifest: dict[str, Any], kind: str) -> dict[str, Any]:
    """Outcome -> one kind of spread, `runs`, `parameters` or `hypotheses`; empty where not run."""
    found: dict[str, Any] = manifest.get("spread", {}).get(kind, {}).get("of", {})
    return found


def number(value: float, kind: str) -> str:
    """A number of an outcome, three digits; a chance as a percentage."""
    if kind == "flag":
        return f"{short(100 * value)} %"
    return short(value)


def limits(low: float, high: float, kind: str) -> str:
    """From low to high, as percentages for a flag, with two digits for the span between them."""
    factor, unit = (100, " %") if kind == "flag" else (1, "")
    span = factor * (high - low)
    places = _places(span)

    def end(value: float) -> str:
        whole = kind == "count" and float(value).is_integer()
        return short(value) if span <= 1e-9 else f"{value:,.{0 if whole else places}f}"

    a, b = end(factor * low), end(factor * high)
    # A dash before a sign would read as a second sign.
    return f"{a} to {b}{unit}" if low < 0 else f"{a}–{b}{unit}"


def _places(span: float) -> int:
    """Decimals that show two digits of a span."""
    return min(3, max(0, 1 - math.floor(math.log10(span)))) if span > 1e-9 else 0


def short(value: float) -> str:
    """Three digits, and none behind the point from 100 up."""
    text = f"{value:,.0f}" if abs(value) >= 100 else significant(value)
    return text.replace("-", "−")


def plain_table(title: str) -> Table:
    """A table without a frame, as all those of results are."""
    return Table(
        title=title,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=0,
    )


def _cells(row: Line, runs: int, part: Any) -> tuple[str, ...]:
    value = (row.name, *value_cells(row, runs), _over_parameters(row, part))
    if row.kind == "flag":
        return *value, "", "", "of runs"
    return *value, number(row.median, row.kind), limits(row.low, row.high, row.kind), row.unit


def value_cells(row: Line, runs: int) -> tuple[str, str]:
    """A mean or chance over so many runs, and what their number leaves open about it."""
    if row.kind == "flag":
        return percent(row.mean), interval_text(*seen_interval(row.mean, runs))
    if never_seen(row):
        return "0", at_most(rule_of_three(runs))
    if not 0 < row.half_width < math.inf:
        return short(row.mean), NOTHING
    places = decimals(row.half_width)
    return to_places(row.mean, places), to_places(row.half_width, places)


def never_seen(row: Line) -> bool:
    """Is it a count of what no run saw?"""
    return row.kind == "count" and row.mean == 0 and row.half_width == 0


def _over_parameters(row: Line, part: Any) -> str:
    if part is None or row.name in NEVER:
        return ""
    return limits(part["low"], part["high"], row.kind) if part["seen"] else UNSEEN


def _ends(row: Line, part: Any) -> tuple[str, ...]:
    """Cells of one outcome over the variants; an end that no variant moves stays empty."""
    cells = [row.name, number(part["as_set"], row.kind)]
    for end in ("low", "high"):
        variant = part[f"{end}_variant"]
        cells += [number(part[end], row.kind), variant] if variant else [NOTHING, ""]
    return *cells, "of runs" if row.kind == "flag" else row.unit
