"""The slips that `make mutants` makes: cosmic-ray's own, and three that it does not know.

cosmic-ray replaces comparisons, arithmetic, numbers and the words of conditions. What goes wrong in
rules beside these is one name read for another (`p.crowd_keep` for `p.anger_keep`), a line left
out, and `min` for `max`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.operators import binary_operator_replacement as binary
from cosmic_ray.operators import boolean_replacer, number_replacer
from cosmic_ray.operators import comparison_operator_replacement as comparison
from cosmic_ray.operators.operator import Example, Operator
from parso.python.tree import Name

Span = tuple[tuple[int, int], tuple[int, int]]
NOT_READ = {"value", "sim", "state", "rules", "day", "spec"}
"""Names after a dot that no other name could be read for: parts of imports, and the number of an
action."""


def base_of(node: Any) -> str:
    """Name before the dot of `base.name`, when `node` is that name; else nothing."""
    trailer = node.parent
    if node.type != "name" or trailer is None or trailer.type != "trailer":
        return ""
    if trailer.children[0].value != "." or node.value in NOT_READ:
        return ""
    before = trailer.get_previous_sibling()
    leaf = before.get_last_leaf() if before is not None else None
    return leaf.value if leaf is not None and leaf.type == "name" else ""


def function_of(node: Any) -> Any:
    """The function that a node stands in, None for none."""
    while node is not None and node.type != "funcdef":
        node = node.parent
    return node


class ReadAnother(Operator):  # type: ignore[misc]
    """`base.name` becomes `base.other`, a name that the same function or file reads there."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        for _ in self._others(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        return Name(self._others(node)[index], node.start_pos, node.prefix)

    @staticmethod
    def _others(node: Any) -> Sequence[str]:
        """Names beside it in its function, the likeliest slips, or else the next in its file."""
        base, function = base_of(node), function_of(node)
        if not base or function is None:
            return ()
        near = sorted({n.value for n in ast_nodes(function) if base_of(n) == base} - {node.value})
        if near:
            return near
        top = node.get_root_node()
        far = sorted({n.value for n in ast_nodes(top) if base_of(n) == base} | {node.value})
        after = far[(far.index(node.value) + 1) % len(far)]
        return (after,) if after != node.value else ()

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("def f(p):\n return p.a + p.b", "def f(p):\n return p.b + p.b"),)


class LeaveOut(Operator):  # type: ignore[misc]
    """A statement that changes the world, by assignment or by a call, is left out."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        if function_of(node) is None or node.parent is None or node.parent.type != "simple_stmt":
            return
        target = node.children[0] if node.type == "expr_stmt" else node
        if target.type in ("atom_expr", "power"):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, _index: int) -> Any:
        return Name("pass", node.start_pos, node.get_first_leaf().prefix)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("def f(us):\n us.owed = 0", "def f(us):\n pass"),)


class MinForMax(Operator):  # type: ignore[misc]
    """`min` becomes `max`, and the other way round."""

    OTHER: ClassVar = {"min": "max", "max": "min"}

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        if node.type == "name" and node.value in self.OTHER and not base_of(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, _index: int) -> Any:
        return Name(self.OTHER[node.value], node.start_pos, node.prefix)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("min(1, x)", "max(1, x)"),)


def _between(module: Any, prefix: str, names: Sequence[str]) -> tuple[type, ...]:
    """cosmic-ray's operators that put one of `names` in the place of another."""
    return tuple(getattr(module, f"{prefix}_{a}_{b}") for a in names for b in names if a != b)


KINDS: dict[str, tuple[type, ...]] = {
    "another name": (ReadAnother,),
    "comparison": _between(
        comparison, "ReplaceComparisonOperator", ("Eq", "NotEq", "Lt", "LtE", "Gt", "GtE")
    ),
    "arithmetic": _between(binary, "ReplaceBinaryOperator", ("Add", "Sub", "Mul", "Div")),
    "number": (number_replacer.NumberReplacer,),
    "condition": (
        boolean_replacer.AddNot,
        boolean_replacer.ReplaceAndWithOr,
        boolean_replacer.ReplaceOrWithAnd,
    ),
    "left out": (LeaveOut,),
    "min for max": (MinForMax,),
}
"""Kind of slip -> the operators that make it."""


def places(source: str) -> Iterator[tuple[str, type, int]]:
    """Every slip that can be made in `source`: its kind, its operator and its occurrence there."""
    nodes = list(ast_nodes(get_ast(source)))
    for kind, operators in KINDS.items():
        for operator in operators:
            count = sum(len(list(operator().mutation_positions(node))) for node in nodes)
            yield from ((kind, operator, occurrence) for occurrence in range(count))
