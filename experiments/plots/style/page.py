"""The page that every figure shares: a finding on top, axes laid out in inches, sources below.

Figures are built without pyplot, whose import costs more than drawing them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

BLACK: Final = "#000000"
ORANGE: Final = "#E69F00"
SKY: Final = "#56B4E9"
GREEN: Final = "#009E73"
BLUE: Final = "#0072B2"
VERMILLION: Final = "#D55E00"
PURPLE: Final = "#CC79A7"
INK: Final = "#333333"
FAINT: Final = "#8A8A8A"
SHADE: Final = "#E9E9E9"
HALF: Final = "#6BAEDB"
WIDE: Final = "#BFDDF2"

# Sequential, light to dark, so that the order survives grey print: quiet, then rungs 1 to 8.
RUNG_COLOURS: Final = (
    "#F7F7F2",
    "#FCE8A6",
    "#FCC766",
    "#F79B4B",
    "#E76F51",
    "#C94A66",
    "#983579",
    "#5F2773",
    "#210F37",
)

WIDTH: Final = 8.27
EDGE: Final = 0.35
DPI: Final = 110
BODY: Final = 8.0
SMALL: Final = 7.0
HEADING: Final = 11.0
LINE: Final = 1.3 / 72
"""Height of a line of text, in inches for each point of its size."""

STYLE: Final[Any] = {
    "font.family": "DejaVu Sans",
    "font.size": BODY,
    "svg.fonttype": "none",
    "svg.hashsalt": "flashpoint",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": INK,
    "axes.linewidth": 0.6,
    "axes.labelsize": SMALL + 0.5,
    "axes.labelcolor": INK,
    "axes.axisbelow": True,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "hatch.linewidth": 0.5,
    "text.parse_math": False,
    "axes.unicode_minus": True,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "legend.frameon": False,
}


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


@cache
def _measure() -> Any:
    """A renderer to measure text with, as coarse as the pages, whose hinting widens text."""
    canvas: Any = FigureCanvasAgg(Figure(figsize=(0.1, 0.1), dpi=DPI))
    return canvas.get_renderer()


@cache
def text_width(words: str, size: float, weight: str = "normal") -> float:
    """Width of one line of text, in inches."""
    font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
    width, _, _ = _measure().get_text_width_height_descent(words, font, False)
    return 1.01 * float(width) / DPI


def wrap(words: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Lines no wider than `width` inches, broken at spaces; a longer word stands alone."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def shorten(words: str, width: float, size: float) -> str:
    """One line no wider than `width` inches, cut off with an ellipsis if need be."""
    if text_width(words, size) <= width:
        return words
    short = words
    while short and text_width(f"{short}…", size) > width:
        short = short[:-1].rstrip()
    return f"{short}…"


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
        EDGE,
        height + 0.21 + len(foot) * SMALL * LINE,
        "\n".join(last),
        fontsize=SMALL,
        color="#555555",
    )
    return page


def save(page: Page, folder: Path, name: str) -> list[Path]:
    """Write a page as PNG and SVG; the same page gives the same bytes."""
    paths = [folder / f"{name}.png", folder / f"{name}.svg"]
    page.figure.savefig(
        paths[0], dpi=DPI, metadata={"Title": page.title}, pil_kwargs={"compress_level": 4}
    )
    page.figure.savefig(paths[1], metadata={"Date": None, "Title": page.title})
    return paths


def styled() -> Any:
    """The house style, for as long as a `with` block lasts."""
    return rc_context(STYLE)
