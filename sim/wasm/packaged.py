"""The kernel that is shipped, and whether it is that of the rules that run here."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final, NamedTuple

FOLDER: Final = Path(__file__).parent
CODE: Final = "kernel.wasm"
DESCRIPTION: Final = "kernel.json"
NOT_IN_IT: Final = (
    "inputs", "model.py", "errors.py", "wasm/build.py", "wasm/host.py", "wasm/packaged.py",
)  # fmt: skip
"""Below `sim`, what neither the kernel nor its description is made of."""
AGAIN: Final = "`make wasm` builds it from the rules"


class KernelError(Exception):
    """There is no packaged kernel, or it is not that of the rules that run here."""


class Kernel(NamedTuple):
    """Machine code for a browser, and what a host must know to call it."""

    code: bytes
    description: dict[str, Any]


def rules_hash(folder: Path = FOLDER) -> str:
    """Hash of every file that the kernel in `folder` and its description follow from."""
    digest, sim = hashlib.sha256(), folder.parent
    for path in sorted([*sim.rglob("*.py"), *sim.rglob("*.yaml")]):
        name = path.relative_to(sim).as_posix()
        if not name.startswith(NOT_IN_IT):
            digest.update(name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def packaged(folder: Path = FOLDER) -> Kernel:
    """The packaged kernel.

    Raises KernelError, in one line that says what to do, when it is absent, damaged, or made of
    other rules than those that run here: a page would show numbers that nobody can repeat.
    """
    try:
        code = (folder / CODE).read_bytes()
        known = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        sound = known["hashes"]["kernel"] == hashlib.sha256(code).hexdigest()
        rules = known["hashes"]["rules"]
    except OSError as error:
        missing = Path(error.filename or folder).name
        raise KernelError(f"no {missing} ({error.strerror}); {AGAIN}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise KernelError(f"{DESCRIPTION} is damaged; {AGAIN}") from None
    if not sound:
        raise KernelError(f"{CODE} is not the file that {DESCRIPTION} names; {AGAIN}")
    if rules != rules_hash(folder):
        raise KernelError(f"the rules are not those that {CODE} was built from; {AGAIN}")
    return Kernel(code, known)
