"""Variants of the rival hypotheses as clauses that stand after "if"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.parameters import HYPOTHESES

CLAUSES: Final[Mapping[str, str]] = {
    "H1-A": "killing commanders deters",
    "H1-B": "killing commanders escalates",
    "H1-C": "killing commanders only shifts attacks in time",
    "H2-A": "Iran controls the militias",
    "H2-B": "the militias follow their own interests",
    "H2-C": "hard-liners undercut Iran's official line",
    "H3-A": "ISIS recovers quickly in a pause",
    "H3-B": "ISIS recovers slowly in a pause",
    "H4-A": "an American exit helps Iraqis and their protesters",
    "H4-B": "an American exit helps ISIS",
    "H5-A": "the American presence becomes untenable after the vote",
    "H5-B": "the American presence goes on after the vote",
    "H6-A": "sanctions compel Iran",
    "H6-B": "sanctions entrench Iran",
    "H7-A": "Iran's reprisal is over when it says so",
    "H7-B": "a longer and less visible Iranian response follows",
    "H8-A": "the land route to Damascus is about to open",
    "H8-B": "the land route to Damascus is far off",
}
"""Variant -> clause; the table of parameters has the same as answers to a question."""
AS_SET: Final = ""
"""Name, among variants, of the hypotheses as the scenario has them."""
AS_SET_CLAUSE: Final = "none of them is changed"


def clause(variant: str) -> str:
    """A variant such as `H1-A` in words that stand after "if"."""
    name, _, letter = variant.partition("-")
    if variant in CLAUSES:
        return CLAUSES[variant]
    hypothesis = HYPOTHESES[name]
    return f"the answer to “{hypothesis.question}” is: {hypothesis.variants[letter].statement}"
