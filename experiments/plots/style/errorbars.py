"""One mean or chance with its three uncertainties, each with a mark of its own.

Shapes differ as well as colours, so that the three stay apart in grey print: a thin black line for
the number of runs, a thick pale band for the parameters, hollow diamonds for rival hypotheses.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.plots.style.look import BAND, BLACK, VERMILLION
from experiments.text.wording import percent, percents

DOT: Final[dict[str, Any]] = {
    "marker": "o", "markersize": 4.6, "markerfacecolor": VERMILLION,
    "markeredgecolor": BLACK, "markeredgewidth": 0.6, "linestyle": "none",
}  # fmt: skip
DIAMOND: Final[dict[str, Any]] = {
    "marker": "D", "markersize": 4.4, "markerfacecolor": "white",
    "markeredgecolor": BLACK, "markeredgewidth": 0.8, "linestyle": "none",
}  # fmt: skip


class ErrorBars(NamedTuple):
    """A mean or chance and its three uncertainties, in the units of the axis."""

    value: float
    runs: tuple[float, float]
    parameters: tuple[float, float] | None
    """None where the parameters were not varied, or where luck hides what they do."""
    variants: tuple[tuple[float, str], ...]
    """Lowest and highest over the variants of rival hypotheses, as far as clearly moved."""

    @property
    def highest(self) -> float:
        """Right end of all marks."""
        wide = self.parameters or self.runs
        return max(self.value, self.runs[1], wide[1], *(at for at, _ in self.variants))


def error_bars(manifest: dict[str, Any], name: str) -> ErrorBars | None:
    """What the manifest says of an outcome; None for a result that was not taken apart."""
    parts = {k: part["of"].get(name) for k, part in manifest.get("spread", {}).items()}
    runs, parameters, hypotheses = (parts.get(k) for k in ("runs", "parameters", "hypotheses"))
    if runs is None:
        return None
    seen = parameters is not None and parameters["seen"]
    ends = tuple(
        (float(hypotheses[end]), str(hypotheses[f"{end}_variant"]))
        for end in ("low", "high")
        if hypotheses and hypotheses[f"{end}_variant"]
    )
    band = (parameters["low"], parameters["high"]) if parameters and seen else None
    return ErrorBars(float(runs["mean"]), (runs["low"], runs["high"]), band, ends)


def draw(axes: Axes, y: float, bars: ErrorBars, **where: Any) -> None:
    """The marks at height `y`, the widest below; `where` may hold a transform."""
    limits = axes.get_xlim()
    inside = {"clip_on": False, "zorder": 3, **where}

    def within(ends: tuple[float, float]) -> list[float]:
        return [min(max(x, limits[0]), limits[1]) for x in ends]

    if bars.parameters:
        band = {**inside, "color": BAND, "linewidth": 6.5, "solid_capstyle": "butt"}
        axes.plot(within(bars.parameters), [y, y], **{**band, "zorder": 2})
    axes.plot(within(bars.runs), [y, y], color=BLACK, linewidth=1.3, **inside)
    for at, _ in bars.variants:
        axes.plot(within((at, at))[:1], [y], **DIAMOND, **inside)
    axes.plot(within((bars.value, bars.value))[:1], [y], **DOT, **{**inside, "zorder": 4})


def key(manifest: dict[str, Any]) -> list[Any]:
    """Handles for the marks that the figure of this result has."""
    spread = manifest["spread"]
    handles: list[Any] = [
        Line2D([], [], **DOT, label="mean or chance"),
        Line2D([], [], color=BLACK, linewidth=1.3, label="error of the number of runs, 95 %"),
    ]
    if spread["parameters"]["samples"]:
        handles.append(Patch(color=BAND, label="over parameters, 5–95 %"))
    if spread["hypotheses"]["runs"]:
        handles.append(Line2D([], [], **DIAMOND, label="rival hypotheses, lowest and highest"))
    return handles


def in_words(bars: ErrorBars) -> str:
    """What parameters and hypotheses do to a chance, as text; empty if neither moves it."""
    parts = []
    if bars.parameters:
        parts.append(f"parameters {percents(*bars.parameters)}")
    if bars.variants:
        ends = [f"{percent(at)} ({name})" for at, name in bars.variants]
        only = "up to " if bars.variants[0][0] > bars.value else "down to "
        parts.append(f"variants {only if len(ends) == 1 else ''}{' to '.join(ends)}")
    return "; ".join(parts)


def explained(manifest: dict[str, Any]) -> str:
    """What the band and the diamonds are, for a caption; empty without them."""
    if "spread" not in manifest:
        return ""
    parameters, hypotheses = (manifest["spread"][k] for k in ("parameters", "hypotheses"))
    size = f"{parameters['samples']} parameter samples of {parameters['each']} runs"
    text = (
        "Bands: where the mean or chance itself lies as the parameters vary, luck taken out "
        f"({size}); no band: no more than luck could do. "
        if parameters["samples"]
        else f"No bands over parameters: {parameters['why']}. "
    )
    if hypotheses["runs"]:
        text += (
            f"Diamonds: lowest and highest over {len(hypotheses['variants'])} variants of rival "
            f"hypotheses, one changed at a time, {hypotheses['runs']:,} runs each; only what "
            "clearly differs. "
        )
    return text
