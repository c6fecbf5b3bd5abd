"""What a page shows before and without simulating: words, a table and figures of runs made here.

All of it is HTML by the time it leaves Python, so a reader without JavaScript has it, too. Texts
are escaped; pictures hold their own data, so that the page asks for nothing.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from experiments.page.run_words import Said, words_of
from experiments.runs.result import Result
from experiments.runs.statistics import Line, headline
from experiments.text.wording import amount, heading, number, percents

FIGURES: Final = ("outcomes", "rungs", "fans")
COLOURS: Final = 32
"""Enough for few flat colours and the greys of text."""
HEADS: Final = ("", "mean or chance", "± runs", "over parameters", "5–95 % of futures")


class Still(NamedTuple):
    """Two pieces of HTML: the answer in words, and table and figures."""

    words: str
    pictures: str


AS_SENT: Final = "The scenario as it was sent, whatever is set below"
SHOWN: Final = 2
"""Parts of the answer that stand open: how likely, and why."""
MORE: Final = "How sure, on what evidence, and what it is not"
NOTHING_STILL: Final = Still("", "")


def still_of(result: Result, figures: Path) -> Still:
    """What a page says of a result; `result.manifest` must hold its spread.

    `figures` is the folder of those drawn of it; what is not there is not shown.
    """
    files = [path for name in FIGURES if (path := figures / f"{name}.png").is_file()]
    return Still(words_html(AS_SENT, words_of(result)), _table(result) + pictures_html(files))


def words_html(of: str, said: Sequence[Said]) -> str:
    """Parts of an answer, the first ones open; `of` says what it is of: a reader sets more."""
    parts = [_section(part) for part in said]
    more = f"<details><summary>{MORE}</summary>{''.join(parts[SHOWN:])}</details>"
    return f'<p class="of">{of}</p>{"".join(parts[:SHOWN])}{more if parts[SHOWN:] else ""}'


def _section(said: Said) -> str:
    text = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in said.sentences)
    return f"<section><h3>{html.escape(said.head)}</h3>{text}</section>"


def _table(result: Result) -> str:
    over = result.manifest["spread"]["parameters"].get("of", {})
    return table_html(HEADS, [_row(line, over.get(line.name)) for line in headline(result)])


def table_html(heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    """A table: texts of its head, and of each row its name, as HTML, and the texts of its cells."""
    head = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in heads)
    lines = [(name, [f"<td>{html.escape(cell)}</td>" for cell in cells]) for name, cells in rows]
    body = "".join(f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>' for name, cells in lines)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="wide">{table}</div>'


def _row(line: Line, over: Mapping[str, Any] | None) -> tuple[str, list[str]]:
    share = line.kind == "flag"
    error = f"{number(100 * line.half_width)} points" if share else number(line.half_width)
    unit = "" if share else f" {line.unit}"
    return html.escape(heading(line.name)), [
        f"{amount(line.name, line.mean)}{unit}",
        error,
        _over(line, over),
        "" if share else f"{number(line.low)} to {number(line.high)}",
    ]


def _over(line: Line, over: Mapping[str, Any] | None) -> str:
    if over is None:
        return "not known"
    if not over["seen"]:
        return "none seen"
    if line.kind == "flag":
        return percents(over["low"], over["high"])
    return f"{number(over['low'])} to {number(over['high'])}"


def pictures_html(files: Sequence[Path]) -> str:
    """PNG figures as images that hold their own data, each with its finding."""
    return "".join(map(_image, files))


def _image(path: Path) -> str:
    """A figure in few colours: a quarter of the bytes, and nobody sees the difference."""
    from PIL import Image

    small = io.BytesIO()
    with Image.open(path) as drawn:
        title = str(getattr(drawn, "text", {}).get("Title", path.stem))
        few = drawn.convert("RGB").quantize(
            COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
    few.save(small, "png", optimize=True)
    data = base64.b64encode(small.getvalue()).decode("ascii")
    return f'<img alt="{html.escape(title)}" src="data:image/png;base64,{data}">'
