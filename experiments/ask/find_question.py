"""Questions by number or by words: `Q7`, `7`, "what if Iran restrains its allies"."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, NamedTuple

from experiments.text.words import words_of
from sim.errors import InputError, nearest, some_of
from sim.inputs.find_file import files_in
from sim.inputs.strict_yaml import read_yaml

QUESTIONS: Final = Path(str(files("experiments"))) / "questions"
"""Folder of the shipped questions."""
NUMBER: Final = re.compile(r"[qQ]?0*(\d{1,2})", re.ASCII)
ASKED: Final = Path("ask")
LISTED: Final = "`flashpoint ask` lists them"
LETTERS: Final = 4
"""Letters that two words must share to count as one: `restrains` and `restraint`."""
SHARED: Final = 0.7
"""Share of the shorter word that these letters must be."""
LEAST: Final = 0.3
"""Share of the weight of what was asked that a question must hold to be meant at all."""
NEAR: Final = 0.9
"""Share of the best score from which another question may be meant as well."""
SMALL: Final = frozenset((
    "a", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can", "could", "did", "do",
    "does", "for", "from", "had", "has", "have", "how", "if", "in", "into", "is", "it", "its",
    "may", "not", "of", "on", "one", "or", "over", "that", "the", "their", "them", "then",
    "they", "this", "to", "was", "were", "what", "when", "which", "who", "why", "will", "with",
    "would",
))  # fmt: skip
"""Words that stand in every question and tell none apart."""


class Listed(NamedTuple):
    """What is searched and listed of a question: nothing that needs its scenarios."""

    id: str
    path: Path
    title: str
    text: str
    words: tuple[str, ...]


def question_files() -> dict[str, Path]:
    """Question id -> its file, in order."""
    return {path.stem: path for path in files_in(QUESTIONS)}


def listed_questions() -> dict[str, Listed]:
    """All questions, without reading their scenarios. Raises InputError where one does not read."""
    return {name: _listed(path) for name, path in question_files().items()}


def _listed(path: Path) -> Listed:
    data: Any = read_yaml(path).data
    said = data if isinstance(data, dict) else {}
    texts = [said.get(key) for key in ("title", "question", "asks", "words")]
    arms = [said.get("baseline"), *(said.get("changed") or [])]
    texts += [arm.get("name") for arm in arms if isinstance(arm, dict)]
    words = words_of(" ".join(text for text in texts if isinstance(text, str)))
    title, text = (str(said.get(key, "")) for key in ("title", "question"))
    return Listed(path.stem, path, " ".join(title.split()), " ".join(text.split()), tuple(words))


def find_questions(said: str) -> list[Listed]:
    """The questions that `said` may mean, the likeliest first; one alone where it is clear.

    A number names one. Words find the questions that hold most of them, rare words counting more.
    Raises InputError for a number that no question has, and for words that none holds.
    """
    known = listed_questions()
    match = NUMBER.fullmatch(said.strip())
    if match:
        name = f"Q{int(match[1]):02d}"
        if name not in known:
            near = nearest(name, known)
            raise InputError(ASKED, 0, "ask", said, some_of(known, name, LISTED), near)
        return [known[name]]
    scores = scored(words_of(said), {name: row.words for name, row in known.items()})
    best = max(scores.values(), default=0.0)
    if best < LEAST:
        accepts = f"a number such as Q7, or words of a question; {LISTED}"
        raise InputError(ASKED, 0, "ask", said, accepts)
    near_ones = [name for name, score in scores.items() if score >= NEAR * best]
    return [known[name] for name in sorted(near_ones, key=lambda name: -scores[name])]


def scored(asked: Sequence[str], texts: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Text -> share of the weight of the asked words that it holds, from 0 to 1.

    A word weighs the more the fewer texts hold it (inverse document frequency; Spärck Jones 1972,
    "A statistical interpretation of term specificity and its application in retrieval"). A word
    that no text holds weighs as much as the rarest, so that nonsense finds nothing.
    """
    wanted = [word for word in dict.fromkeys(asked) if word not in SMALL]
    holds = {
        name: {word for word in wanted if any(alike(word, own) for own in set(text))}
        for name, text in texts.items()
    }
    spread = Counter(word for found in holds.values() for word in found)
    weight = {word: math.log1p(len(texts) / max(1, spread[word])) for word in wanted}
    whole = sum(weight.values())
    return {
        name: sum(weight[word] for word in found) / whole if whole else 0.0
        for name, found in holds.items()
    }


def alike(a: str, b: str) -> bool:
    """Are they one word, endings aside?"""
    if a == b:
        return True
    same = next(
        (k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
    return same >= LETTERS and same >= SHARED * min(len(a), len(b))
