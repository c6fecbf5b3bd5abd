"""What the code of a day says of itself: steps in their order, the rules they ask, luck they draw.

Reads the source of `sim.day` and `sim.rules` and runs nothing of it, so that a new decision, rule
or draw stands in the model document without a word written here.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import pairwise
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, Final

from sim import day, luck
from sim.actions import Action
from sim.levers import LEVERS
from sim.rules import RULES
from sim.solved import SOLVED
from sim.state.actors import ACTORS, Campaign

Function = Callable[..., Any]
Names = tuple[str, ...]

RECORDS: Final = {record.__name__: part for part, record in ACTORS.items()} | {
    Campaign.__name__: "campaign"
}
"""Name of a record in a rule's arguments -> part of the world."""
LEVER_OF: Final = {field: lever.name for lever in LEVERS for field in lever.fields}


@dataclass(frozen=True)
class Step:
    """One function of a day and what it does through those that it calls."""

    function: Function
    rules: Names
    """Rules that it asks, in the order of the source."""
    draws: Names
    """Purposes of luck that it draws for."""
    actions: tuple[Action, ...]
    """Acts that it names."""

    @property
    def name(self) -> str:
        """Name of the function."""
        return self.function.__name__

    @property
    def doc(self) -> str:
        """Its docstring on one line."""
        return " ".join((inspect.getdoc(self.function) or "").split())


@cache
def tree_of(function: Function) -> ast.FunctionDef:
    """The function's syntax."""
    found = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(found, ast.FunctionDef)
    return found


def in_order(tree: ast.AST, *kinds: type[ast.expr]) -> list[Any]:
    """Nodes of these kinds, as the source has them from top to bottom."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    return sorted(nodes, key=lambda node: (node.lineno, node.col_offset))


def once(names: Iterable[Any]) -> tuple[Any, ...]:
    """Each of them once, in their order."""
    return tuple(dict.fromkeys(names))


@cache
def callees(function: Function, room: str = day.__name__) -> tuple[Function, ...]:
    """Functions of the day, or of another room, that it calls, in their order."""
    called = [node.func for node in in_order(tree_of(function), ast.Call)]
    names = [func.id for func in called if isinstance(func, ast.Name)]
    found = [function.__globals__.get(name) for name in names]
    return once(f for f in found if inspect.isfunction(f) and f.__module__.startswith(room))


@cache
def step_of(function: Function, beside: str = "-") -> Step:
    """A function with all that it calls, but for callees whose name begins with `beside`."""
    inner = [step_of(f, beside) for f in callees(function) if not f.__name__.startswith(beside)]
    return Step(
        function,
        once([*_rules_in(function), *(rule for step in inner for rule in step.rules)]),
        once([*_draws_in(function), *(draw for step in inner for draw in step.draws)]),
        once([*_actions_in(function), *(act for step in inner for act in step.actions)]),
    )


def _attributes(function: Function, owner: str) -> Iterator[str]:
    """Attributes that the source takes of one name."""
    for node in in_order(tree_of(function), ast.Attribute):
        if isinstance(node.value, ast.Name) and node.value.id == owner:
            yield node.attr


def _rules_in(function: Function) -> Iterator[str]:
    for node in in_order(tree_of(function), ast.Attribute):
        if isinstance(node.value, ast.Name) and f"{node.value.id}.{node.attr}" in RULES:
            yield f"{node.value.id}.{node.attr}"


def _draws_in(function: Function) -> Iterator[str]:
    return (name for name in _attributes(function, "luck") if name in purposes())


def _actions_in(function: Function) -> Iterator[Action]:
    """Acts that it means; one whose decision it only looks up (`is_taken`) is none of its own."""
    looked_up = [
        ast.unparse(argument)
        for node in in_order(tree_of(function), ast.Call)
        if ast.unparse(node.func).startswith("is_")
        for argument in node.args
    ]
    for name in _attributes(function, "Action"):
        if f"Action.{name}.value" not in looked_up:
            yield Action[name]


@cache
def purposes() -> dict[str, str]:
    """Purpose of a draw -> the name that keys its luck, in the order of `sim/luck.py`."""
    found = {}
    for node in ast.parse(inspect.getsource(luck)).body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Call):
            call = node.value
            if isinstance(call.func, ast.Name) and call.func.id == luck.key_of.__name__:
                found[ast.unparse(node.target)] = ast.literal_eval(call.args[0])
    return found


@cache
def day_functions() -> tuple[Function, ...]:
    """Every function of a day, file by file."""
    files = [import_module(info.name) for info in walk_packages(day.__path__, f"{day.__name__}.")]
    return tuple(f for file in files for f in _own_functions(file))


def _own_functions(file: ModuleType) -> Iterator[Function]:
    found = (f for f in vars(file).values() if inspect.isfunction(f))
    return (f for f in found if f.__module__ == file.__name__)


def drawn_by(purpose: str) -> tuple[Function, ...]:
    """Functions that draw for a purpose themselves."""
    return tuple(f for f in day_functions() if purpose in _draws_in(f))


def drawn_for(purpose: str) -> Names:
    """Whose luck is asked, as the source calls them: `m`, `us`, `iraq`.

    Luck is keyed by an actor; where the purpose waits in a variable, by any that the function asks.
    """
    found = []
    for function in drawn_by(purpose):
        calls = [n for n in in_order(tree_of(function), ast.Call) if len(n.args) == 3]
        asked = [n for n in calls if ast.unparse(n.func) == "luck.uniform"]
        named = [n for n in asked if ast.unparse(n.args[2]) == f"luck.{purpose}"]
        waiting = [n for n in asked if isinstance(n.args[2], ast.Name)]
        found += [ast.unparse(n.args[1]) for n in named or waiting]
    return once(text.removesuffix(".key").removeprefix("world.") for text in found)


@cache
def effects() -> dict[Action, Function]:
    """Act -> the function that carries it out, as the choosers of `carry_out` have it."""
    from sim.day import schedule

    found: dict[Action, Function] = {}
    for chooser in callees(schedule.carry_out):
        for branch in (node for node in ast.walk(tree_of(chooser)) if isinstance(node, ast.If)):
            called = [n for n in branch.body if isinstance(n, ast.Expr)]
            name = ast.unparse(called[0].value).partition("(")[0]
            for act in _acts_of_test(branch.test):
                found[act] = chooser.__globals__[name]
    return dict(sorted(found.items()))


def _acts_of_test(test: ast.expr) -> list[Action]:
    """Acts that a test lets through; `A <= action <= B` is all from A to B."""
    named = [
        Action[node.value.attr]
        for node in in_order(test, ast.Attribute)
        if node.attr == "value" and isinstance(node.value, ast.Attribute)
    ]
    if isinstance(test, ast.Compare) and len(test.ops) == 2:
        return [act for act in Action if min(named) <= act <= max(named)]
    return named


def reads_of(rule: str) -> tuple[Names, Names]:
    """State variables (`us.threat`) and levers that a rule reads."""
    function = RULES[rule]
    state, levers = [], []
    for argument in tree_of(function).args.args:
        kind = ast.unparse(argument.annotation) if argument.annotation else ""
        fields = list(_attributes(function, argument.arg))
        if kind in RECORDS:
            state += [f"{RECORDS[kind]}.{field}" for field in fields]
        levers += [LEVER_OF[field] for field in fields if field in LEVER_OF]
    return once(state), once(levers)


def solved_in(rule: str) -> Names:
    """Coefficients that a rule reads and that are solved from parameters."""
    return once(field for field in _attributes(RULES[rule], "p") if field in SOLVED)


def constants_of(file: ModuleType) -> Iterator[tuple[str, float, str]]:
    """Numbers of a file that carry a docstring: name, value, meaning."""
    body = ast.parse(inspect.getsource(file)).body
    for node, after in pairwise(body):
        if not (isinstance(node, ast.AnnAssign) and isinstance(after, ast.Expr)):
            continue
        name = ast.unparse(node.target)
        value = getattr(file, name, None)
        if isinstance(value, int | float) and isinstance(after.value, ast.Constant):
            yield name, value, str(after.value.value).rstrip(".")


def formula_of(function: Function) -> str:
    """The function without decorator, docstring and types: its formula as code."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(tree, ast.FunctionDef)
    tree.decorator_list, tree.returns = [], None
    for argument in tree.args.args:
        argument.annotation = None
    if ast.get_docstring(tree) is not None:
        tree.body = tree.body[1:]
    return ast.unparse(tree)
