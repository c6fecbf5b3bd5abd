"""The page that every figure shares: a finding on top, axes laid out in inches, sources below.

Figures are built without pyplot, whose import costs more than drawing them.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from experiments.plots.style.look import (
    BLACK,
    BODY,
    DPI,
    EDGE,
    HEADING,
    INK,
    LINE,
    NOTE,
    SMALL,
    WIDTH,
    styled,
)
from experiments.plots.style.text_fit import wrap

COLOURS: Final = 96
"""Colours that a small picture keeps: those of the house and the greys between."""


class Page(NamedTuple):
    """A figure whose body is `height` inches high, from `bottom` inches above the lower edge."""

    figure: Figure
    bottom: float
    height: float
    title: str

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """New axes; `left` and `top` in inches from the body's upper left corner."""
        w, h = self.figure.get_size_inches()
        low = self.bottom + self.height - top - height
        return self.figure.add_axes((left / w, low / h, width / w, height / h))

    def text(self, left: float, top: float, words: str, **style: Any) -> None:
        """Text whose upper left corner is `left`, `top` inches from the body's own."""
        w, h = self.figure.get_size_inches()
        style = {"va": "top", "color": INK, "fontsize": BODY, **style}
        self.figure.text(left / w, (self.bottom + self.height - top) / h, words, **style)

    def key(self, left: float, top: float, handles: list[Any], **style: Any) -> None:
        """A key whose upper left corner is `left`, `top` inches from the body's own."""
        w, h = self.figure.get_size_inches()
        corner = (left / w, (self.bottom + self.height - top) / h)
        plain = {"fontsize": SMALL, "borderpad": 0, "borderaxespad": 0, "alignment": "left"}
        self.figure.legend(
            handles=handles, loc="upper left", bbox_to_anchor=corner, **{**plain, **style}
        )


def new_page(height: float, title: str, caption: str, source: str, question: str = "") -> Page:
    """A page with a body of `height` inches between its title and its caption and source."""
    wide = WIDTH - 2 * EDGE
    head = wrap(title, wide, HEADING, "bold")
    ask = wrap(question, wide, BODY)
    foot = wrap(caption, wide, SMALL)
    last = wrap(source, wide, SMALL)
    above = 0.22 + len(head) * HEADING * LINE + len(ask) * BODY * LINE + 0.12
    below = 0.16 + (len(foot) + len(last)) * SMALL * LINE + 0.22
    total = above + height + below
    figure = Figure(figsize=(WIDTH, total), dpi=DPI)
    FigureCanvasAgg(figure)
    page = Page(figure, below, height, title)
    page.text(EDGE, -above + 0.22, "\n".join(head), fontsize=HEADING, weight="bold", color=BLACK)
    if ask:
        page.text(EDGE, -above + 0.25 + len(head) * HEADING * LINE, "\n".join(ask), style="italic")
    page.text(EDGE, height + 0.16, "\n".join(foot), fontsize=SMALL)
    page.text(
        EDGE, height + 0.21 + len(foot) * SMALL * LINE, "\n".join(last), fontsize=SMALL, color=NOTE
    )
    return page


def save(page: Page, folder: Path, name: str, svg: bool = True) -> list[Path]:
    """Write a page as PNG, and as SVG if asked; the same page gives the same bytes."""
    paths = [folder / f"{name}.png"]
    page.figure.savefig(
        paths[0], dpi=DPI, metadata={"Title": page.title}, pil_kwargs={"compress_level": 4}
    )
    if svg:
        paths.append(folder / f"{name}.svg")
        page.figure.savefig(paths[1], metadata={"Date": None, "Title": page.title})
    return paths


def save_small(page: Page, folder: Path, name: str) -> Path:
    """Write a page as a PNG of few colours, a third of the size: for pages that are kept in docs/.

    The same page gives the same bytes.
    """
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    buffer = io.BytesIO()
    page.figure.savefig(buffer, format="png", dpi=DPI)
    buffer.seek(0)
    few = (
        Image.open(buffer)
        .convert("RGB")
        .quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    )
    title = PngInfo()
    title.add_itxt("Title", page.title)
    path = folder / f"{name}.png"
    few.save(path, optimize=True, pnginfo=title)
    return path


def image(figure: Figure, name: str) -> str:
    """A figure as an HTML image that holds its own data."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DPI)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return f'<img alt="{html.escape(name)}" src="data:image/png;base64,{data}">'


def draw_and_save(draw: Callable[[], Page], folder: Path, name: str) -> list[Path]:
    """Draw one page in the house style and write it as PNG and SVG; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    with styled():
        return save(draw(), folder, name)
