"""Words in which the page says what a setting changes; it fills in names and numbers alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "as_set": "As set: {changes}.",
    "chance": "{topic} in {mine} % of futures instead of {twin} % ({by} points)",
    "amount": "{topic}: {mine} instead of {twin} ({by})",
    "pairs": "Future by future against its twin, of {n} futures {less} have less of it ({topic}), "
    "{more} have more and {same} the same.",
    "flag_pairs": "Future by future against its twin, of {n} futures {less} are spared it "
    "({topic}), {more} see it that did not, and {same} end the same.",
    "also": "Also clearly moved: {topics}.",
    "unmoved": "Not clearly moved by this number of futures: {topics}.",
    "same": "The same in every future: {topics}.",
    "same_all": "What is set changes none of these outcomes in any future.",
    "nothing": "What is set moves none of these outcomes beyond the error of the number of runs.",
    "limits": "The ± is the number of runs alone; rules and ranges stay a guess.",
}
