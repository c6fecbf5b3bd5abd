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
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
CODE = ("sim/rules", "sim/day")
COPIED = ("sim", "calibration", "experiments", "scenarios", "tests", "pyproject.toml")
CLAIMS = (
    "tests/sim/day",
    "tests/sim/rules",
    "tests/sim/test_parameters.py",
    "tests/sim/test_outcomes.py",
)
NEEDS_COMPILER = {"runs", "under_order", "fire_by_obedience", "Engine"}
"""Fixtures that run whole ensembles, and the engine itself."""
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


def verdict(folder: Path, compiled: bool) -> str:
    """The first test that fails in a copy, or nothing when all pass."""
    words = ["-m", "pytest", "-q", "-x", "--tb=line", "-p", "no:cacheprovider"]
    if compiled:
        words += ["tests/sim", *(f"--ignore={name}" for name in ONLY_NUMBERS)]
    else:
        words += ["-p", "tests.mutants", *CLAIMS]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(folder), *sys.path[1:]]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "FLASHPOINT_CACHE_DIR": str(folder / "cache"),
    }
    if not compiled:
        environment["NUMBA_DISABLE_JIT"] = "1"
    try:
        done = subprocess.run(
            [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True,
            timeout=SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "runs in a circle"
    if done.returncode == 0:
        return ""
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0] if failed else (done.stdout + done.stderr)[-400:]


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """As a plugin of the tests on a mutant: leave out those that need the compiler."""

    def asks(item: Any) -> set[str]:
        return {*item.fixturenames, *item.function.__code__.co_names}

    items[:] = [item for item in items if not NEEDS_COMPILER & asks(item)]


def judge(mutant: Mutant, copies: SimpleQueue[Path], compiled: bool) -> str:
    """Put a mutant into a free copy, ask the tests, and put the file back."""
    folder = copies.get()
    try:
        (folder / mutant.file).write_text(mutant.text, encoding="utf-8")
        return verdict(folder, False) or (verdict(folder, True) if compiled else "")
    finally:
        (folder / mutant.file).write_text(mutant.source, encoding="utf-8")
        copies.put(folder)


def main() -> None:
    """Command line of `make mutants`."""
    parser = argparse.ArgumentParser(description="Mutation testing of the rules and of the day.")
    parser.add_argument("--n", type=int, default=60, help="mutants in the sample")
    parser.add_argument("--seed", type=int, default=35)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--compiled", action="store_true", help="ask ensembles about survivors too")
    asked = parser.parse_args()
    killed, whole, survivors = Counter[str](), Counter[str](), list[Mutant]()
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(asked.workers) as pool:
        copies: SimpleQueue[Path] = SimpleQueue()
        for k in range(asked.workers):
            copies.put(copy_of_the_code(Path(place) / str(k)))
        unspoilt = copies.get()
        if found := verdict(unspoilt, False):
            raise SystemExit(f"the claims fail on the code as it is: {found}")
        copies.put(unspoilt)
        mutants = list(sample(asked.n, asked.seed))
        found = pool.map(lambda m: judge(m, copies, asked.compiled), mutants)
        for mutant, failed in zip(mutants, found, strict=True):
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
