"""Colours, sizes and settings of all figures. To change how they look, change this file."""

from __future__ import annotations

from typing import Any, Final

from matplotlib import rc_context
from matplotlib.colors import LinearSegmentedColormap

BLACK: Final = "#000000"
ORANGE: Final = "#E69F00"
SKY: Final = "#56B4E9"
GREEN: Final = "#009E73"
BLUE: Final = "#0072B2"
VERMILLION: Final = "#D55E00"
PURPLE: Final = "#CC79A7"
MIDDLE_BLUE: Final = "#6BAEDB"
PALE_BLUE: Final = "#BFDDF2"
BAND: Final = "#F3C669"
"""What the parameters leave open, in every figure that shows it."""

# Greys, from dark to light.
INK: Final = "#333333"
NOTE: Final = "#555555"
"""Sources and remarks."""
CODED: Final = "#666666"
"""What coded history ordered."""
FAINT: Final = "#8A8A8A"
LANE_RULE: Final = "#BBBBBB"
ROW_RULE: Final = "#D0D0D0"
TRACK_RULE: Final = "#D5D5D5"
LIST_GRID: Final = "#DDDDDD"
GRID: Final = "#E2E2E2"
SHADE: Final = "#E9E9E9"
SAME: Final = "#EDEDED"
"""Runs that are the same in both results."""

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

# Light to dark, so that the order survives grey print and any kind of colour vision.
HEAT_SCALE: Final = LinearSegmentedColormap.from_list(
    "flashpoint", ["#F7F7F2", "#FCC766", "#E76F51", "#983579", "#210F37"]
)

# Several series in one panel: shape and dashes differ as well as colour.
SERIES_COLOURS: Final = (BLUE, VERMILLION, BLACK, GREEN, PURPLE)
SERIES_MARKERS: Final = ("o", "s", "^", "D", "v")
SERIES_DASHES: Final[tuple[Any, ...]] = (
    "-", (0, (5, 2)), (0, (1, 1)), (0, (5, 1, 1, 1)), (0, (3, 3)),
)  # fmt: skip

# Shares of a variance: each colour differs in lightness from its neighbours, and the hatches tell
# the kinds of factor apart in grey print.
KIND_COLOURS: Final = (VERMILLION, SKY, "#F0D68A", PURPLE, BLUE)
KIND_HATCHES: Final = ("", "////", "....", "\\\\\\\\", "xxxx")
TOGETHER_COLOUR: Final = "#3A3A3A"
CHANCE_COLOUR: Final = "#F4F4F4"

WIDTH: Final = 8.27
EDGE: Final = 0.35
DPI: Final = 110
FONT: Final = "DejaVu Sans"

# Sizes of text, in points.
HEADING: Final = 11.0
BODY: Final = 8.0
LONG_LABEL: Final = BODY - 0.3
"""Labels of an axis that are whole phrases."""
SMALL: Final = 7.0
LABEL: Final = SMALL + 0.5
STORY: Final = SMALL - 0.3
"""Labels of the events of a run."""
TINY: Final = SMALL - 0.5
LINE: Final = 1.3 / 72
"""Height of a line of text, in inches for each point of its size."""

STYLE: Final[Any] = {
    "font.family": FONT,
    "font.size": BODY,
    "svg.fonttype": "none",
    "svg.hashsalt": "flashpoint",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": INK,
    "axes.linewidth": 0.6,
    "axes.labelsize": LABEL,
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


def styled() -> Any:
    """The house style, for as long as a `with` block lasts."""
    return rc_context(STYLE)


def series_look(k: int) -> tuple[str, str, Any]:
    """Colour, marker and dashes of one of several series in a panel."""
    colour = SERIES_COLOURS[k % len(SERIES_COLOURS)]
    return colour, SERIES_MARKERS[k % len(SERIES_MARKERS)], SERIES_DASHES[k % len(SERIES_DASHES)]
