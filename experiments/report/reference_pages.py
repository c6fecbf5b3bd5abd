"""Writes the pages of docs/ that repeat tables: `python -m experiments.report.reference_pages`.

The pages hold nothing that the tables do not: same tables, same pages, byte for byte.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from calibration.evidence.history import ACTS, CONSEQUENCES
from calibration.likelihood.targets import treatment
from experiments.report import calibration_page
from experiments.report import posterior_text as fits
from experiments.report import traceability as trail
from sim.parameters import HYPOTHESES, PARAMETERS, Parameter
from sim.rules import FILES

DOCS: Final = trail.ROOT / "docs"
NOTICE: Final = "<!-- Written by `make pages`; a test compares. Do not edit. -->"


def pages() -> dict[Path, str]:
    """Path -> text of every page."""
    return {
        DOCS / "parameters.md": parameters_page(),
        DOCS / "evidence.md": evidence_page(),
        DOCS / "calibration.md": calibration_page.page(NOTICE),
    }


def _table(head: str, rows: Iterable[Iterable[str]]) -> list[str]:
    """Lines of a Markdown table; `head` has its columns parted by bars."""
    columns = head.split("|")
    cells = [columns, ["---"] * len(columns), *rows]
    return ["| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in cells] + [""]


def _anchor(name: str) -> str:
    return f'<a id="{name}"></a>'


def _links(page: str, names: Iterable[str]) -> str:
    return ", ".join(f"[{n}]({page}#{n.partition(':')[0]})" for n in names) or fits.NONE


def parameters_page() -> str:
    """All parameters, under the rule file that reads them first, and the rival readings."""
    names = [file.__name__.rpartition(".")[2] for file in FILES]
    lines = [
        NOTICE,
        "# Parameters",
        "",
        f"{len(PARAMETERS)} parameters by the rule file that reads them; {fits.how_many()}. "
        "Priors say what the articles leave open; posteriors are median (5 %, 95 %). Claims and "
        "paragraphs are on [the page of the evidence](evidence.md). `flashpoint params NAME` tells "
        "the same of one parameter, with the rules in their own words.",
        "",
        " · ".join([*(f"[{n}](#{n})" for n in names), "[rival readings](#rival-readings)"]),
        "",
    ]
    for name, file in zip(names, FILES, strict=True):
        about = (inspect.getdoc(file) or "").partition("\n")[0]
        lines += [f"## {name}", "", f"{about} [Source](../sim/rules/{name}.py)", ""]
        read = [p for p in PARAMETERS.values() if p.rules[0].partition(".")[0] == name]
        lines += _table(PARAMETER_HEAD, map(_parameter, read))
    return "\n".join([*lines, *_readings()])


def _parameter(p: Parameter) -> list[str]:
    summary = fits.summary_of(p.name)
    unclear = summary is not None and not summary.identified
    return [
        f"{_anchor(p.name)}`{p.name}`",
        f"{p.meaning} ({p.unit})",
        f"{p.default:g}",
        f"{p.low:g} to {p.high:g}",
        str(p.prior),
        fits.short_posterior(summary) + (", not identified" if unclear else ""),
        _links("evidence.md", p.claims),
        _links("evidence.md", p.sources),
        ", ".join(f"`{rule}`" for rule in p.rules),
    ]


def _readings() -> list[str]:
    rows = [
        [
            f"{h.name}-{letter}" + (" (default)" if letter == h.default else ""),
            h.question,
            v.reading,
            ", ".join(f"[`{k}`](#{k}) = {x:g}" for k, x in v.values.items()) or "nothing",
            _links("evidence.md", v.claims),
        ]
        for h in HYPOTHESES.values()
        for letter, v in h.variants.items()
    ]
    return ["## Rival readings", "", *_table("reading|question|answer|moves|claims", rows)]


def evidence_page() -> str:
    """Articles, figures, events and claims, each claim with the parameters and tests behind it."""
    lines = [
        NOTICE,
        "# Evidence",
        "",
        "What the model rests on, and what rests on it. Columns and codes: "
        "[codebook](../calibration/CODEBOOK.md). Numbers: [parameters](parameters.md). "
        "`flashpoint evidence ID` asks for one claim, event, figure, article or paragraph.",
        "",
        "[Articles](#articles) · [Figures](#figures) · [Events](#events) · [Claims](#claims)",
        "",
    ]
    for title, part in PARTS.items():
        lines += [f"## {title}", "", *part()]
    return "\n".join(lines)


def _articles() -> list[str]:
    rows = [
        [
            f"{_anchor(key)}`{key}`",
            trail.article(key),
            source.kind,
            *(str(len(ids)) for ids in trail.resting_on(key).values()),
        ]
        for key, source in trail.sources().items()
    ]
    return _table("key|article|kind|" + "|".join(trail.cited()), rows)


def _cites(row: trail.Row) -> str:
    return _links("", trail.citations(row))


def _figures() -> list[str]:
    rows = [
        [
            f"{_anchor(name)}`{name}`",
            row.quantity,
            " / ".join(fits.NONE if x is None else f"{x:g}" for x in (row.low, row.value, row.high))
            + f" {row.unit}",
            trail.days(row.window_start, row.window_end),
            treatment()[name]["as"],
            _cites(row),
        ]
        for name, row in trail.aggregates().items()
    ]
    about = "Figure: low / value / high, a dash where no text gives it. Use in the fit: "
    about += "[targets](../calibration/targets.yaml)."
    return [about, "", *_table("id|quantity|figure|window|use|paragraphs", rows)]


def _events() -> list[str]:
    rows = [
        [
            f"{_anchor(name)}`{name}`",
            row.paraphrase,
            trail.days(row.date_start, row.date_end),
            str(row.date_used),
            ", ".join(f"{k} {n}" for k, n in row.killed.items()) or fits.NONE,
            _links("", row.triggered_by),
            _replay(row.act),
            _cites(row),
        ]
        for name, row in trail.events().items()
    ]
    about = (
        "Replay: the act that a scenario's `history` forces; in brackets what follows by itself."
    )
    head = "id|what|window|day used|killed|triggered by|replay|paragraphs"
    return [about, "", *_table(head, rows)]


def _replay(act: str) -> str:
    if act in CONSEQUENCES:
        return f"({act})"
    return act if act in ACTS else fits.NONE


def _claims() -> list[str]:
    lines: list[str] = []
    for name, row in trail.claims().items():
        reading = f", reading {row.hypothesis}" if row.hypothesis else ""
        lines += [
            f"{_anchor(name)}**{name}** ({row.sign}; {row.evidence_kind}{reading}; {_cites(row)}) "
            f"{row.claim}  ",
            f"Expected: {row.expected_pattern}  ",
            f"Parameters: {_links('parameters.md', trail.parameters_of(name))}. "
            f"Rules: {', '.join(f'`{r}`' for r in trail.rules_of(name)) or fits.NONE}.  ",
            f"Tests: {_tests(name)}",
            "",
        ]
    return lines


def _tests(claim: str) -> str:
    tests = (trail.marked_tests(trail.TESTS) or {}).get(claim, ())
    named = [test.partition("::") for test in tests]
    return ", ".join(f"[{test}](../{path})" for path, _, test in named) or fits.NONE


PARAMETER_HEAD: Final = (
    "parameter|meaning (unit)|default|range|prior|posterior|claims|paragraphs|read by"
)
PARTS: Final = {"Articles": _articles, "Figures": _figures, "Events": _events, "Claims": _claims}


def main() -> None:
    """Write the pages."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
