"""Arguments and options that several commands share. Heavy imports wait inside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer


def checked_seed(seed: int | None) -> int | None:
    """One range for every command; the command has to load the engine anyway."""
    from sim.luck import check_seed

    return seed if seed is None else check_seed(seed)


def at_least(least: int) -> Callable[[typer.CallbackParam, int | None], int | None]:
    """Refuse smaller numbers, and say which one was got."""

    def checked(option: typer.CallbackParam, value: int | None) -> int | None:
        if value is None or value >= least:
            return value
        from sim.errors import InputError

        name = Path(f"--{option.name}".replace("_", "-"))
        raise InputError(name, 0, str(name), value, f"a whole number, {least} or more")

    return checked


SEED_HELP: Final = "Seed of all luck, 0 to 10^15; same seed, same runs."
Seed = Annotated[int, typer.Option(callback=checked_seed, help=SEED_HELP)]
Workers = Annotated[
    int | None, typer.Option(callback=at_least(1), help="Threads (all cores if left out).")
]


def some_scenarios(incomplete: str) -> list[str]:
    from experiments.cli.completion import scenarios

    return scenarios(incomplete)


def some_studies(incomplete: str) -> list[str]:
    from experiments.cli.completion import studies

    return studies(incomplete)


ScenarioFile = Annotated[
    Path,
    typer.Argument(
        help="A scenario: a file (YAML), or a name: january_2020.", autocompletion=some_scenarios
    ),
]
StudyFile = Annotated[
    Path,
    typer.Argument(
        help="A study: a file (YAML), or a name: what_matters.", autocompletion=some_studies
    ),
]
Folder = Annotated[Path, typer.Argument(help="A result folder written by `flashpoint run`.")]
Runs = Annotated[int, typer.Option(callback=at_least(1), help="How many runs.")]
Out = Annotated[Path | None, typer.Option(help="Result folder (results/NAME if left out).")]
Svg = Annotated[bool, typer.Option("--svg", help="Write every figure as SVG, too.")]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", help="Change one key of the scenario: --set days=60 --set hypotheses.H1=A."
    ),
]
