"""Several scenarios in one page: one whole, and of each other what sets it apart.

Scenarios of one page share their days, their places and the parameter samples, so that future N has
the same luck and the same sample in each, and what differs is what the scenario makes differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from experiments.page.page_data import PageData
from sim.errors import InputError
from sim.inputs.scenario import Scenario

SHARED: Final = ("start", "days", "samples", "places")
"""What the page must have alike in all its scenarios: entries of its data."""
ALIKE: Final = ("samples", "edges", "kernel")
"""And parts of its block."""
BY_WORD: Final = ("world", "plan")
"""Parts of which a case says the words that differ; of others it says the whole."""


class Case(NamedTuple):
    """One more scenario of a page."""

    id: str
    """What a link calls it: letters, digits and `_`."""
    title: str
    scenario: Scenario
    data: PageData


def with_cases(base: PageData, cases: Sequence[Case], first: str) -> PageData:
    """The data of a page of several scenarios; `first` is the case that it opens with, or empty.

    Parts of a case are called `CASE/PART`; what differs by words has two, `CASE/PART/at` (numbers
    of words, 32 bits each) and `CASE/PART/words`. Raises InputError for a scenario that cannot
    stand beside the first one.
    """
    rows, parts = [], dict(base.parts)
    for case in cases:
        _check(base, case)
        # An entry that a case lacks must not shine through from the base.
        told = dict.fromkeys(k for k in base.told if k not in case.data.told)
        told |= {k: v for k, v in case.data.told.items() if v != base.told.get(k)}
        rows.append({"id": case.id, "title": case.title, "told": told})
        parts |= {f"{case.id}/{name}": part for name, part in _parts(base, case)}
    more = {"cases": rows, "first_case": first, "base_title": base.told["title"]}
    return PageData(base.told | more, parts)


def _check(base: PageData, case: Case) -> None:
    for name in SHARED:
        mine, theirs = case.data.told[name], base.told[name]
        if mine != theirs:
            what = "other places" if name in ("places", "samples") else mine
            accepts = "the same as the scenario beside it" if name != "days" else theirs
            raise InputError(case.scenario.path, 1, _field(name), what, str(accepts))
    for name in ALIKE:
        if case.data.parts[name] != base.parts[name]:
            accepts = "samples of the same file as the scenario beside it"
            raise InputError(case.scenario.path, 1, "parameters", "other samples", accepts)


def _field(name: str) -> str:
    return {"places": "world", "samples": "parameters"}.get(name, name)


def _parts(base: PageData, case: Case) -> Iterator[tuple[str, bytes]]:
    """What a case has instead of parts of the base."""
    for name, part in case.data.parts.items():
        if part == base.parts[name]:
            continue
        if name not in BY_WORD:
            yield name, part
            continue
        mine, theirs = (np.frombuffer(one, np.int64) for one in (base.parts[name], part))
        at = np.flatnonzero(mine != theirs)
        yield f"{name}/at", at.astype("<i4").tobytes()
        yield f"{name}/words", theirs[at].tobytes()
