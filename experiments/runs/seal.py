"""What the files of a result held when they were written, and a seal on the manifest that says so.

A flipped bit in a table is a wrong number, and an edited copy of a world another story: both look
like results. So the manifest holds a hash of every table and of every input, and one of itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from sim.errors import InputError
from sim.inputs.files import regular

MANIFEST: Final = "manifest.json"
FILES: Final = "files"
"""Key of a manifest under which all files stand that were written beside it."""
CONTENTS: Final = "contents"
"""Key under which stand the hash of every table and input, and the rows of every table."""
SEAL: Final = "seal"
"""Key of the hash of all the others. Results of earlier versions have none, and read unchecked."""
INPUTS: Final = "inputs/"
TABLE: Final = ".parquet"
AGAIN: Final = "run the scenario again"


def sealed(manifest: Mapping[str, Any], folder: Path, files: Iterable[str]) -> dict[str, Any]:
    """The manifest with the names of `files`, the contents of those that commands read, and a seal.

    Raises OSError when one of them cannot be read.
    """
    names = list(files)
    contents = {name: _content(folder / name) for name in names if _counts(name)}
    whole = {k: v for k, v in manifest.items() if k != SEAL} | {FILES: names, CONTENTS: contents}
    return whole | {SEAL: _seal_of(whole)}


def json_bytes(value: Any) -> bytes:
    """Readable JSON; a path of bytes that are no text stands in it as an escape, and reads back."""
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    return text.encode("utf-8", "backslashreplace")


def is_sealed(manifest: Mapping[str, Any]) -> bool:
    """Does it say what its files held?"""
    return SEAL in manifest or CONTENTS in manifest


def is_whole(manifest: Mapping[str, Any]) -> bool:
    """Is a sealed manifest as it was written, to the last entry?"""
    return manifest.get(SEAL) == _seal_of(manifest)


def check_seal(path: Path, manifest: Mapping[str, Any]) -> None:
    """Refuse a manifest that was edited. Raises InputError."""
    if is_sealed(manifest) and not is_whole(manifest):
        accepts = f"the manifest as the run wrote it; {AGAIN}"
        raise InputError(path, 1, "file", "edited since the run", accepts)


def check_contents(folder: Path, manifest: Mapping[str, Any], names: Iterable[str]) -> None:
    """Refuse a file of a result that is not, byte by byte, what was written.

    Raises InputError that names the file, also when it cannot be read. What an unsealed manifest
    says nothing of is not looked at.
    """
    if not is_sealed(manifest):
        return
    for name in names:
        was = manifest[CONTENTS].get(name)
        try:
            now = None if was is None else _hash_of(folder / name)
        except OSError as error:
            accepts = f"the file that the run wrote; {AGAIN}"
            raise InputError(folder / name, 1, "file", error.strerror or error, accepts) from None
        if was is None or was["sha256"] != now:
            kind = "the inputs were edited" if name.startswith(INPUTS) else "changed"
            got = "a file that the run did not write" if was is None else f"{kind} since the run"
            accepts = f"the file as the run wrote it; {AGAIN}"
            raise InputError(folder / name, 1, "file", got, accepts)


def inputs_in(manifest: Mapping[str, Any]) -> list[str]:
    """Names of the copied inputs that a sealed manifest vouches for."""
    return [name for name in manifest.get(CONTENTS, ()) if name.startswith(INPUTS)]


def _counts(name: str) -> bool:
    return name.startswith(INPUTS) or ("/" not in name and name.endswith(TABLE))


def _content(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {"sha256": _hash_of(path)}
    if path.suffix == TABLE and path.parent.name != INPUTS.rstrip("/"):
        from experiments.runs.parquet_file import parquet_file  # heavy

        with parquet_file(path) as file:
            found["rows"] = file.metadata.num_rows
    return found


def _hash_of(path: Path) -> str:
    with regular(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seal_of(manifest: Mapping[str, Any]) -> str:
    # As it reads back: a tuple is a list then, and a number a key no more.
    text = json.dumps({k: v for k, v in manifest.items() if k != SEAL})
    return hashlib.sha256(json.dumps(json.loads(text)).encode()).hexdigest()
