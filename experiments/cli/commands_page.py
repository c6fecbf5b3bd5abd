"""Writes docs/commands.md, all commands: `python -m experiments.cli.commands_page`.

The page is made from what the command line itself knows of its commands, which is what `--help`
shows, and holds nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from typer.main import get_command

from experiments.cli.app import app
from experiments.report.reference_pages import DOCS, NOTICE
from experiments.report.templates import render

PATH: Final = DOCS / "commands.md"


def commands_page() -> str:
    """All commands in the order of `flashpoint --help`."""
    commands: Any = get_command(app)
    rows = [_command(name, each) for name, each in commands.commands.items() if not each.hidden]
    return render("commands.md.j2", {"notice": NOTICE, "commands": rows})


def _command(name: str, command: Any) -> dict[str, Any]:
    rows = [_parameter(each) for each in command.params if not each.hidden]
    arguments = [row["name"] for row in rows if row["argument"]]
    return {
        "name": name,
        "help": " ".join((command.help or "").split()),
        "usage": " ".join(["flashpoint", name, *arguments]),
        "rows": rows,
    }


def _parameter(said: Any) -> dict[str, Any]:
    argument = said.param_type_name == "argument"
    name = (said.metavar or said.name).upper() if argument else ", ".join(said.opts)
    if argument and not said.required:
        name = f"[{name.strip('[]')}]"
    if argument and said.nargs != 1:
        name += "..."
    plain = isinstance(said.default, int | str | Path) and not isinstance(said.default, bool)
    return {
        "name": name,
        "argument": argument,
        "help": " ".join((said.help or "").split()),
        "default": str(said.default) if plain else "",
        "off": ", ".join(said.secondary_opts),
        "many": getattr(said, "multiple", False),
    }


def main() -> None:
    """Write the page."""
    PATH.write_text(commands_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
