"""What a page shows before and without simulating: words, a table and figures of runs made here.

All of it is HTML by the time it leaves Python, so a reader without JavaScript has it, too. Texts
are escaped; pictures hold their own data, so that the page asks for nothing.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from experiments.page.run_words import Said, words_of
from experiments.plots.run.figures import pages_of
from experiments.runs.result import Result
from experiments.runs.statistics import Line, headline
from experiments.text.wording import amount, heading, number, percents

FIGURES: Final = ("outcomes", "rungs", "fans")
DPI: Final = 100
COLOURS: Final = 32
"""Enough for few flat colours and the greys of text; a third of the bytes."""
HEADS: Final = ("", "mean or chance", "± runs", "over parameters", "5–95 % of futures")


class Still(NamedTuple):
    """Two pieces of HTML: the answer in words, and table and figures."""

    words: str
    pictures: str


SHOWN: Final = 2
"""Parts of the answer that stand open: how likely, and why."""
MORE: Final = "How sure, on what evidence, and what it is not"
NOTHING_STILL: Final = Still("", "")


def still_of(result: Result) -> Still:
    """What a page says of a result; `result.manifest` must hold its spread."""
    said = [_section(part) for part in words_of(result)]
    more = f"<details><summary>{MORE}</summary>{''.join(said[SHOWN:])}</details>"
    words = "".join(said[:SHOWN]) + (more if said[SHOWN:] else "")
    return Still(words, _table(result) + _figures(result))


def _section(said: Said) -> str:
    text = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in said.sentences)
    return f"<section><h3>{html.escape(said.head)}</h3>{text}</section>"


def _table(result: Result) -> str:
    over = result.manifest["spread"]["parameters"].get("of", {})
    head = "".join(f'<th scope="col">{text}</th>' for text in HEADS)
    rows = "".join(_row(line, over.get(line.name)) for line in headline(result))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="wide">{table}</div>'


def _row(line: Line, over: Mapping[str, Any] | None) -> str:
    share = line.kind == "flag"
    error = f"{number(100 * line.half_width)} points" if share else number(line.half_width)
    unit = "" if share else f" {line.unit}"
    cells = [
        f"{amount(line.name, line.mean)}{unit}",
        error,
        _over(line, over),
        "" if share else f"{number(line.low)} to {number(line.high)}",
    ]
    name = f'<th scope="row">{html.escape(heading(line.name))}</th>'
    return f"<tr>{name}{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>"


def _over(line: Line, over: Mapping[str, Any] | None) -> str:
    if over is None:
        return "not known"
    if not over["seen"]:
        return "none seen"
    if line.kind == "flag":
        return percents(over["low"], over["high"])
    return f"{number(over['low'])} to {number(over['high'])}"


def _figures(result: Result) -> str:
    return "".join(_images(result, FIGURES))


def _images(result: Result, names: Sequence[str]) -> Iterator[str]:
    for page in pages_of(result, names).values():
        data = _png(page.figure)
        yield f'<img alt="{html.escape(page.title)}" src="data:image/png;base64,{data}">'


def _png(figure: Any) -> str:
    """A figure as base64 of a PNG of few colours."""
    from PIL import Image

    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", dpi=DPI)
    small = io.BytesIO()
    Image.open(drawn).convert("RGB").quantize(COLOURS).save(small, "png", optimize=True)
    return base64.b64encode(small.getvalue()).decode("ascii")
