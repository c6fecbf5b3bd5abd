"""The words of a text, as a search takes them."""

from __future__ import annotations

import re
from typing import Final

APART: Final = re.compile(r"[\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text in small letters; an id falls into its words."""
    return APART.sub(" ", text.casefold()).split()
