"""Mutation testing: does a slip in a rule, an effect, a decision or the drift break a claim?

    make mutants                 60 mutants, always the same
    make mutants N=200 SEED=7    another sample

Each kind of slip has an equal share of the sample. A mutant is one slip in a copy of the code; the
tests that state claims run on it, and it is killed if one fails. The golden story, the hashes and
the parity of the engines are left out: they notice that numbers moved, not that they are wrong.

cosmic-ray makes the mutants; it edits source, so it copes with compiled rules. Its runner is not
used, for it edits the working tree in place and takes all mutants, not a sample. (mutmut, the other
kept tool, passes over every decorated function, so over every rule.) Tests run without the
compiler, seconds a mutant instead of minutes, and those that need it are left out; `--compiled`
asks them, too, about every mutant that is left. Not part of `make check`.
"""

from __future__ import annotations

import argparse
import difflib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
CODE = ("sim/rules", "sim/day")
COPIED = ("sim", "calibration", "experiments", "scenarios", "tests", "pyproject.toml")
WORKED = tuple(sorted(p.relative_to(ROOT).as_posix() for p in ROOT.glob(
    "tests/sim/rules/test_worked_*.py")))  # fmt: skip
NEAREST = {"sim/rules": (*WORKED, "tests/sim/day"), "sim/day": ("tests/sim/day", *WORKED)}
"""Tests that are asked first, because the first that fails is enough."""
CLAIMS = (
    "tests/sim/rules/test_parameter_nudges.py",
    "tests/sim/rules",
    "tests/sim/test_parameters.py",
    "tests/sim/test_outcomes.py",
)
"""Tests that are asked after those."""
NEEDS_COMPILER = {"runs", "under_order", "fire_by_obedience", "Engine", "RUNS"}
"""Fixtures that run whole ensembles, the engine itself, and draws of thousands of runs."""
ONLY_NUMBERS = ("tests/sim/test_parity.py",)
SECONDS = 600
"""A mutant that keeps the tests busy longer than this runs in a circle, and is killed."""


class Mutant(NamedTuple):
    """One slip: where, of which kind, and the text of the file with it."""

    kind: str
    file: str
    source: str
    text: str

    @property
    def diff(self) -> str:
        """The lines that differ."""
        lines = difflib.unified_diff(
            self.source.splitlines(), self.text.splitlines(), self.file, n=0, lineterm=""
        )
        return "\n".join([self.file, *(line for line in lines if line[:3] not in ("---", "+++"))])


def all_slips() -> dict[str, list[tuple[str, type, int]]]:
    """Kind of slip -> file, operator and occurrence of each."""
    from tests.mutation_operators import places

    found: dict[str, list[tuple[str, type, int]]] = {}
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("[!_]*.py")):
            name = path.relative_to(ROOT).as_posix()
            for kind, operator, occurrence in places(path.read_text(encoding="utf-8")):
                found.setdefault(kind, []).append((name, operator, occurrence))
    return found


def sample(n: int, seed: int) -> Iterator[Mutant]:
    """`n` mutants, an equal share of each kind, the same for a seed."""
    from cosmic_ray.mutating import mutate_code

    luck, slips = random.Random(seed), all_slips()
    for kind in slips:
        luck.shuffle(slips[kind])
    kinds = [kind for kind in slips for _ in range(-(-n // len(slips)))]
    luck.shuffle(kinds)
    for kind in kinds[:n]:
        name, operator, occurrence = slips[kind].pop()
        source = (ROOT / name).read_text(encoding="utf-8")
        yield Mutant(kind, name, source, mutate_code(source, operator(), occurrence))


def copy_of_the_code(folder: Path) -> Path:
    """A copy in which a slip harms nobody."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


class ClaimsAlone:
    """A plugin of pytest: leave out the tests that need the compiler, and note what fails first."""

    def __init__(self) -> None:
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        def asks(item: Any) -> set[str]:
            return {*item.fixturenames, *item.function.__code__.co_names}

        items[:] = [item for item in items if not NEEDS_COMPILER & asks(item)]

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            self.failed = self.failed or f"{report.nodeid} is not read"


def preload() -> None:
    """Import what the tests import from elsewhere, once for all mutants, without the compiler."""
    os.environ["NUMBA_DISABLE_JIT"] = "1"
    for name in ("numba", "mesa", "pandas", "scipy.stats", "networkx", "pyarrow"):
        import_module(name)


def ask_claims(place: str, mutant: Mutant | None) -> str:
    """The first claim that fails on a mutant, nothing when all hold; in a process of its own."""
    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(SECONDS)
    folder = copy_of_the_code(Path(tempfile.mkdtemp(dir=place)))
    if mutant:
        (folder / mutant.file).write_text(mutant.text, encoding="utf-8")
    os.chdir(folder)
    sys.path[:] = [
        str(folder),
        *(entry for entry in sys.path if Path(entry or ".").resolve() != ROOT),
    ]
    for name in [name for name in sys.modules if name.split(".")[0] == "tests"]:
        del sys.modules[name]
    sys.dont_write_bytecode = True
    claims, first = ClaimsAlone(), NEAREST["sim/day"]
    if mutant and mutant.file.startswith("sim/rules"):
        first = NEAREST["sim/rules"]
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        code = run_tests(first, claims) or run_tests(CLAIMS, claims)
    shutil.rmtree(folder)
    return claims.failed or ("" if code == 0 else f"pytest ends with {code}")


def give_up(*_: Any) -> None:
    """The test that runs when time is up fails."""
    raise TimeoutError("a mutant runs in a circle")


def run_tests(places: tuple[str, ...], plugin: ClaimsAlone) -> int:
    """Run the tests of some places in this process, up to the first that fails."""
    import pytest

    return int(pytest.main(["-q", "-x", "-p", "no:cacheprovider", *places], plugins=[plugin]))


def ask_ensembles(mutant: Mutant) -> str:
    """The first test that fails on a mutant, with the compiler: minutes."""
    words = ["-m", "pytest", "-q", "-x", "--tb=line", "-p", "no:cacheprovider", "tests/sim"]
    with tempfile.TemporaryDirectory() as place:
        folder = copy_of_the_code(Path(place))
        (folder / mutant.file).write_text(mutant.text, encoding="utf-8")
        environment = {k: v for k, v in os.environ.items() if k != "NUMBA_DISABLE_JIT"}
        environment |= {"PYTHONPATH": place, "FLASHPOINT_CACHE_DIR": str(folder / "cache")}
        command = [sys.executable, *words, *(f"--ignore={name}" for name in ONLY_NUMBERS)]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return (failed or [done.stdout[-400:]])[0] if done.returncode else ""


def verdicts(mutants: list[Mutant], workers: int) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with what killed it, in their order; a fresh process for each."""
    # A process of its own for each, because what is imported stays imported.
    pool = get_context("fork").Pool(workers, maxtasksperchild=1)
    with tempfile.TemporaryDirectory() as place, pool:
        whole = pool.apply_async(ask_claims, (place, None))
        tasks = [pool.apply_async(ask_claims, (place, mutant)) for mutant in mutants]
        if found := whole.get():
            raise SystemExit(f"a claim fails on the code as it is: {found}")
        for mutant, task in zip(mutants, tasks, strict=True):
            yield mutant, task.get()


def main() -> None:
    """Command line of `make mutants`."""
    parser = argparse.ArgumentParser(description="Mutation testing of the rules and of the day.")
    parser.add_argument("--n", type=int, default=60, help="mutants in the sample")
    parser.add_argument("--seed", type=int, default=35)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--compiled", action="store_true", help="ask ensembles about survivors too")
    asked = parser.parse_args()
    preload()
    killed, whole, survivors = Counter[str](), Counter[str](), list[Mutant]()
    for mutant, found in verdicts(list(sample(asked.n, asked.seed)), asked.workers):
        failed = found or (ask_ensembles(mutant) if asked.compiled else "")
        whole[mutant.kind] += 1
        killed[mutant.kind] += bool(failed)
        survivors += [] if failed else [mutant]
        print(f"{mutant.kind}: {mutant.diff}\n  -> {failed or 'SURVIVES'}\n", flush=True)
    for kind in sorted(whole):
        print(f"{kind:14}{killed[kind]:4} of {whole[kind]}")
    print(f"killed by claims: {killed.total()} of {whole.total()}, seed {asked.seed}")
    print("\n\n".join(["survivors:", *(mutant.diff for mutant in survivors)]))


if __name__ == "__main__":
    main()
