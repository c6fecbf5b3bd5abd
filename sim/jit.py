"""What `@rule` and `@kernel` mean, and why.

* No `fastmath`: it reorders sums, and the two engines must agree bit for bit.
* `nogil` instead of `parallel=True`: a plain loop handed to a thread pool in blocks is as fast,
  can be stopped between blocks, and survives `fork` and two callers.
* `_nrt=False`: kernels own no memory and rules only look at records, so the counting of references
  is left out (three times faster; an allocation inside a rule then fails to compile, loudly).
* `error_model="numpy"`: divisors are not tested. No rule divides by 0 (the contract test calls all
  as plain Python, which would say so), and a loop without a way out can take several steps at once.
* Arrays of a kernel do not overlap (`KernelCompiler`): other views of a world are fields of it.
* `forceinline`: LLVM sees a whole day as one function, and keeps in registers what rules share.
  `sim.rule_compiler` says how little is made of a rule before that.
* The cache folder carries a hash of every file of `sim` in its name. numba only watches the file
  of the kernel itself: after an edit to a rule in another file it would go on serving the old
  machine code without a word (numba issues 1833 and 8359).
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

SIM_FOLDER = Path(__file__).parent


def files_hash(folder: Path = SIM_FOLDER) -> str:
    """Hash of every byte below `folder`, and of the versions that compile it: safe and fast."""
    digest = hashlib.sha256()
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.yaml")]):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    for part in (sys.version, version("numba"), version("numpy"), version("llvmlite")):
        digest.update(part.encode())
    return digest.hexdigest()[:20]


def _cache_folder() -> Path:
    base = os.environ.get("FLASHPOINT_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    root = Path(base) if base else Path.home() / ".cache"
    return root / "flashpoint" / files_hash()


CACHE_FOLDER: Final = _cache_folder()
"""Machine code, and what else follows from the files of `sim` alone."""
os.environ["NUMBA_CACHE_DIR"] = str(CACHE_FOLDER)

import numba  # noqa: E402  the cache folder must be named before numba is imported
from numba.extending import register_jitable  # noqa: E402  same reason

from sim.rule_compiler import KernelCompiler, RuleCompiler  # noqa: E402  same reason

COMPILED: Final = not numba.config.DISABLE_JIT  # type: ignore[attr-defined]
"""False where somebody has switched the compiler off: kernels are then plain Python."""
AS_A_RULE: Final = {
    "_nrt": False,
    "error_model": "numpy",
    "forceinline": True,
    "no_cfunc_wrapper": True,
    "pipeline_class": RuleCompiler,
}
AS_A_KERNEL: Final = {
    "_nrt": False,
    "error_model": "numpy",
    "nogil": True,
    "cache": True,
    "pipeline_class": KernelCompiler,
}


def rule[F: Callable[..., Any]](function: F) -> F:
    """Leave `function` plain Python, and let compiled code call it too.

    Mesa, the tests, coverage and the debugger see the Python function itself.
    """
    registered: F = register_jitable(**AS_A_RULE)(function)
    return registered


def kernel[F: Callable[..., Any]](function: F) -> F:
    """Compile `function` once, keep the result on disk, and run it without the interpreter lock.

    Its arrays must not overlap.
    """
    njit: Any = numba.njit  # numba's type stubs do not know `_nrt`
    compiled: F = njit(**AS_A_KERNEL)(function)
    return compiled
