"""Which code made a result: the state of the checkout it lies in."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
"""Folder that holds `sim`, `calibration` and `experiments`."""


def git_state(root: Path = ROOT) -> dict[str, Any]:
    """Commit and cleanliness of the checkout whose top is `root`; empty where it is none.

    An installed package may lie in an environment inside somebody else's checkout, whose commit
    says nothing about this code.
    """
    try:
        if Path(_git(root, "rev-parse", "--show-toplevel")).resolve() != root.resolve():
            return {}
        return {
            "commit": _git(root, "rev-parse", "HEAD"),
            "clean": not _git(root, "status", "--porcelain"),
        }
    except (OSError, subprocess.SubprocessError):
        return {}


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=root, capture_output=True, text=True, check=True, timeout=5
    )
    return done.stdout.strip()
