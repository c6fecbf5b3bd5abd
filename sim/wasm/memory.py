"""Arrays on memory that a host owns, for a kernel that no Python stands around.

`numba.carray` needs the counting of references, which kernels do without.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from numba import cfunc, types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np.arrayobj import make_array, populate_array

from sim.rule_compiler import ExportCompiler

KINDS: Final = {"Pointer": types.voidptr, "Count": types.int32, "Word": types.uint64}
"""What an argument of an exported function may be: a place in memory, a number, a word of luck."""

AS_AN_EXPORT: Final = {"_nrt": False, "error_model": "numpy", "pipeline_class": ExportCompiler}


class Compiled(NamedTuple):
    """LLVM's own text of one function, and the name it has in it."""

    text: str
    name: str


def _view(_: Any, pointer: Any, offset: Any, shape: Any, dtype: Any) -> Any:
    """An array, C order, of `shape` and `dtype` (a numpy dtype), `offset` bytes from `pointer`."""
    element = dtype.dtype
    array = types.Array(element, len(shape), "C")

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        start, ahead, given, _ = arguments
        made = make_array(array)(context, builder)
        parts = zip(cgutils.unpack_tuple(builder, given), signature.args[2], strict=True)
        dims = [context.cast(builder, value, kind, types.intp) for value, kind in parts]
        step = size = context.get_constant(types.intp, _bytes(context, element))
        strides: list[Any] = []
        for dim in reversed(dims):
            strides.insert(0, step)
            step = builder.mul(step, dim)
        populate_array(
            made,
            data=builder.bitcast(builder.gep(start, [ahead]), made.data.type),
            shape=cgutils.pack_array(builder, dims),
            strides=cgutils.pack_array(builder, strides),
            itemsize=size,
            meminfo=None,
        )
        return made._getvalue()

    return array(pointer, offset, shape, dtype), generate


view: Any = intrinsic(_view)


def _bytes(context: Any, element: Any) -> int:
    if isinstance(element, types.Record):
        return int(element.size)
    return int(context.get_abi_sizeof(context.get_data_type(element)))


def compiled(function: Callable[..., Any], kinds: list[str]) -> Compiled:
    """Turn a function of KINDS that returns a 32-bit whole number into text, not optimised."""
    signature = types.int32(*(KINDS[kind] for kind in kinds))
    compile_it: Any = cfunc  # its stubs do not know `_nrt`
    made = compile_it(signature, nopython=True, **AS_AN_EXPORT)(function)
    # The wrapper around it is for C callers inside Python; without it no Python symbol is left.
    return Compiled(made.inspect_llvm(), made._wrapper_name.removeprefix("cfunc."))
