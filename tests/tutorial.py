"""Runs the tutorial as a reader would, and writes anew what its commands print:
`python -m tests.tutorial`.

A block of shell is run line by line; a block of YAML is saved under the name in its first line; a
block of text shows what the shell before it printed. A line that is only `…` stands for lines left
out: as many are shown before and after it as stand there now.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```(sh|yaml|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = "…"
WIDTH = 88


def run(line: str, folder: Path) -> str:
    """What one command prints; it must succeed."""
    flashpoint = f'flashpoint() {{ {sys.executable} -m experiments "$@"; }}\n'
    known = os.environ | {"COLUMNS": str(WIDTH), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-c", flashpoint + line], cwd=folder, env=known, capture_output=True, text=True
    )
    assert done.returncode == 0, (line, done.stderr)
    return "".join(f"{row.rstrip()}\n" for row in done.stdout.strip("\n").splitlines())


def cut(printed: str, shown: str) -> str:
    """What is shown of what was printed, by the lines that a block shows now."""
    rows, kept = printed.splitlines(), shown.splitlines()
    if LEFT_OUT not in kept:
        return printed
    head = kept.index(LEFT_OUT)
    tail = len(kept) - head - 1
    return "\n".join([*rows[:head], LEFT_OUT, *rows[len(rows) - tail :], ""])


def retold(text: str, folder: Path) -> tuple[str, list[str]]:
    """The page with what its commands print today, and these commands, run in `folder`."""
    commands: list[str] = []
    printed = ""

    def block(found: re.Match[str]) -> str:
        nonlocal printed
        kind, body = found.groups()
        if kind == "text":
            return f"```text\n{cut(printed, body)}```"
        if kind == "yaml":
            (folder / body.split()[1]).write_text(body, encoding="utf-8")
        else:
            lines = body.splitlines()
            commands.extend(lines)
            printed = "".join(run(line, folder) for line in lines)
        return found[0]

    return BLOCK.sub(block, text), commands


def main() -> None:
    """Write the page anew."""
    with tempfile.TemporaryDirectory() as folder:
        text, _ = retold(PAGE.read_text(encoding="utf-8"), Path(folder))
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
