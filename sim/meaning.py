"""What decides a number, as a hash: the rules and the table of parameters, not their wording.

Results, sweeps and fits carry this hash. It follows the syntax tree of the code and the parsed
values of the table, so a mended comment, docstring, label or error message leaves it as it is, and
another constant, expression, default, range or prior changes it. When in doubt it counts: a
renamed variable or a moved module is other code.
"""

from __future__ import annotations

import ast
import hashlib
import os
import platform
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from sim.jit import CACHE_FOLDER, SIM_FOLDER
from sim.parameters import HYPOTHESES, PARAMETERS
from sim.prior import Prior

WORDING: Final = frozenset(
    {"accepts", "label", "meaning", "note", "question", "sources", "title", "unit", "why"}
)
"""Arguments and fields whose text is for people."""
SAYING: Final = frozenset({"InputError", "fail"})
"""Calls that only word an error."""
CITATION: Final = re.compile(r"[a-z][a-z0-9_]*:\d+", re.ASCII)
VERSIONS: Final = ("numba", "llvmlite", "numpy")

Tree = ast.AST | list[Any] | str | bytes | int | float | complex | bool | None
Signatures = Mapping[str, tuple[str, ...]]


def digest(*parts: object) -> str:
    """Short hash of plain values: numbers, text, tuples, lists and dictionaries of them."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]


@cache
def rules_hash() -> str:
    """Hash of what the rules of `sim` and the table of parameters mean."""
    return digest(sim_code(), parameters_meaning())


@cache
def engine_hash() -> str:
    """Hash of the rules and of the versions that compute them: equal ones give equal numbers."""
    return digest(rules_hash(), platform.python_version(), *map(version, VERSIONS))


def parameters_meaning() -> list[tuple[Any, ...]]:
    """Defaults, ranges and priors of the table, and what the hypotheses put in their place."""
    table: list[tuple[Any, ...]] = [
        (p.name, p.default, p.low, p.high, _prior(p.prior)) for p in PARAMETERS.values()
    ]
    for h in HYPOTHESES.values():
        for letter, variant in h.variants.items():
            priors = sorted((name, _prior(prior)) for name, prior in variant.priors.items())
            moved = sorted(variant.values.items()), priors
            table.append((h.name, letter, letter == h.default, *moved))
    return sorted(table, key=repr)


def _prior(prior: Prior) -> tuple[str, float, float]:
    return prior.kind, prior.a, prior.b


@cache
def sim_code() -> str:
    """Hash of the code of `sim`; the walk takes a quarter of a second, so it is kept on disk."""
    # The folder's name follows every byte of `sim`, so what lies in it cannot be out of date.
    kept = CACHE_FOLDER / "rules.txt"
    try:
        found = kept.read_text(encoding="ascii")
    except (OSError, ValueError):
        found = ""
    if re.fullmatch(r"[\da-f]{20}", found):
        return found
    found = code_meaning(SIM_FOLDER)
    _keep(kept, found)
    return found


def _keep(path: Path, text: str) -> None:
    """Write whole or not at all; a cache that cannot be written is no error."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="ascii")
        part.replace(path)
    except OSError:
        return


def code_meaning(folder: Path, files: Iterable[Path] | None = None) -> str:
    """Hash of what the Python files below `folder` compute; of some of them, where given."""
    paths = sorted(folder.rglob("*.py") if files is None else files)
    trees = {p.relative_to(folder).as_posix(): ast.parse(p.read_bytes()) for p in paths}
    signatures = _signatures(trees.values())
    found = hashlib.sha256()
    for name, tree in trees.items():
        text: list[str] = [name]
        _Walk(signatures, text).node(tree, silent=False)
        found.update("\0".join(text).encode())
    return found.hexdigest()[:20]


def _signatures(trees: Iterable[ast.Module]) -> Signatures:
    """Names of the arguments of every function, and of the fields of every class, of the trees.

    A name that stands for two things with different arguments has none.
    """
    found: dict[str, tuple[str, ...]] = {}
    for statement in (s for tree in trees for s in tree.body):
        if isinstance(statement, ast.FunctionDef):
            names = tuple(a.arg for a in statement.args.args)
        elif isinstance(statement, ast.ClassDef):
            fields = [s.target for s in statement.body if isinstance(s, ast.AnnAssign)]
            names = tuple(f.id for f in fields if isinstance(f, ast.Name))
        else:
            continue
        found[statement.name] = names if found.get(statement.name, names) == names else ()
    return found


class _Walk:
    """Writes a syntax tree down without places, docstrings, type hints of functions and wording.

    Empty fields are left out, so that two versions of Python that know other fields agree.
    """

    def __init__(self, signatures: Signatures, text: list[str]) -> None:
        self.signatures, self.text = signatures, text

    def any(self, value: Tree, silent: bool) -> None:
        """One value of a field."""
        if isinstance(value, ast.AST):
            self.node(value, silent)
        elif isinstance(value, list):
            self.text.append("[")
            for item in value:
                if not _is_comment(item):
                    self.any(item, silent)
            self.text.append("]")
        else:
            self.text.append(repr(value))

    def node(self, node: ast.AST, silent: bool) -> None:
        """One node; `silent` leaves out what text stands in it."""
        if silent and _is_text(node):
            return
        self.text.append(type(node).__name__)
        if isinstance(node, ast.Call):
            self._call(node, silent)
            return
        silent = silent or isinstance(node, ast.Raise) or _is_labels(node)
        for name, value in ast.iter_fields(node):
            hint = name == "returns" or (name == "annotation" and isinstance(node, ast.arg))
            if value is not None and value != [] and not hint:
                self.text.append(name)
                self.any(value, silent)

    def _call(self, node: ast.Call, silent: bool) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        name = node.func.attr if isinstance(node.func, ast.Attribute) else name
        silent = silent or name in SAYING
        self.node(node.func, silent)
        names = self.signatures.get(name, ())
        for k, argument in enumerate(node.args):
            said = names[k] if k < len(names) else ""
            if not _is_wording(said, argument):
                self.text.append(str(k))
                self.any(argument, silent)
        for keyword in node.keywords:
            if not _is_wording(keyword.arg or "", keyword.value):
                self.text.append(str(keyword.arg))
                self.any(keyword.value, silent)
        self.text.append(".")


def _is_text(node: Any) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _is_wording(name: str, argument: ast.expr) -> bool:
    """Text for people, or citations, and nothing else: not a number, not a call."""
    if isinstance(argument, ast.Constant):
        return isinstance(argument.value, str) and (
            name in WORDING or bool(CITATION.fullmatch(argument.value))
        )
    lists = ast.Tuple, ast.List, ast.Load
    return name in WORDING and all(_is_text(n) or isinstance(n, lists) for n in ast.walk(argument))


def _is_comment(node: Any) -> bool:
    """A docstring, or text below a field that says what it is."""
    return isinstance(node, ast.Expr) and _is_text(node.value)


def _is_labels(node: ast.AST) -> bool:
    """An assignment to a name such as RUNG_LABELS."""
    targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
    return any(isinstance(t, ast.Name) and "LABEL" in t.id for t in targets)
