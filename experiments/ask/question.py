"""What a question holds: two arms or more, the outcome that decides, and what it cannot say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from experiments.study.outcome_direction import HIGHER, LOWER
from sim.inputs.scenario import Scenario
from sim.outcomes import OUTCOMES

WAYS: Final = {HIGHER: 1, LOWER: -1}
NOBODY: Final = "nobody"
"""Who chooses what is nobody's choice."""
TOO_LITTLE: Final = "too little"
OPPOSITE: Final = "opposite"
NO_MEANS: Final = (TOO_LITTLE, OPPOSITE)
"""When the verdict is no: the change stays below what matters, or it goes the other way as far."""


@dataclass(frozen=True)
class Arm:
    """One of the worlds that a question sets side by side."""

    name: str
    """A clause that stands after "if": `nobody replies`."""
    scenario: Scenario
    chosen: bool
    """Is it something that whoever chooses could choose? An error rate is not."""


@dataclass(frozen=True)
class Criterion:
    """The rule of the verdict."""

    outcome: str
    way: int
    """+1 where yes means more of it in the changed arm, -1 where less."""
    least: float
    """Smallest change that matters, in the unit of the outcome; a chance as a share. > 0."""
    because: str
    """Why that size."""
    no_means: str
    """One of NO_MEANS."""
    claim: str
    """What yes says, as a clause."""
    denial: str
    """What no says."""
    opposite: str
    """What is said where the change goes the other way as far; the denial if left out."""
    beside: str
    """A second outcome that the verdict names; empty for none."""

    @property
    def unit(self) -> str:
        """Unit of the outcome."""
        return OUTCOMES[self.outcome].unit


@dataclass(frozen=True)
class Limits:
    """What the answer is not."""

    assumed: str
    """Which rule makes the result by assumption; empty where none does."""
    evidence: str
    """Which evidence would settle it."""


@dataclass(frozen=True)
class Question:
    """One question, checked and ready to run."""

    id: str
    path: Path
    title: str
    text: str
    """The question in the user's words."""
    asks: str
    """The same as a question for yes or no."""
    words: tuple[str, ...]
    """More words by which it is found."""
    arms: tuple[Arm, ...]
    """The baseline, the change that the verdict is about, then other levels for the table."""
    criterion: Criterion
    outcomes: tuple[str, ...]
    """Outcomes of the table, those of the criterion first."""
    claims: tuple[str, ...]
    hypotheses: tuple[str, ...]
    chosen_by: str
    """Who could choose the change; NOBODY for nobody."""
    limits: Limits
    through: tuple[str, ...] = ()
    """Outcomes that carry the change, told first of why; one at most."""
    tells_luck: bool = False
    """Does the answer say how much of the outcome is luck?"""

    @property
    def baseline(self) -> Arm:
        """The arm against which changes are judged."""
        return self.arms[0]

    @property
    def changed(self) -> Arm:
        """The arm that the verdict is about."""
        return self.arms[1]

    @property
    def is_choice(self) -> bool:
        """Could somebody choose it?"""
        return self.chosen_by != NOBODY
