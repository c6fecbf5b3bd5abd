"""`make wasm`: build the packaged kernel from the rules, or check that it is the one they give.

    python -m sim.wasm.build           write kernel.wasm and kernel.json
    python -m sim.wasm.build --check   build again and compare, byte for byte

numba turns the functions into LLVM's text, LLVM optimises it for WebAssembly, and the linker that
comes with Zig (`pip install ziglang`) lays it out. No function of C or Python is left in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from importlib.metadata import version
from inspect import signature
from pathlib import Path
from typing import Any, Final

os.environ["NUMBA_OPT"] = "0"  # LLVM's text as numba writes it: optimised once, for WebAssembly

import llvmlite.binding as llvm

from sim.wasm.description import describe
from sim.wasm.entry import EXPORTS
from sim.wasm.memory import Compiled, compiled
from sim.wasm.packaged import CODE, DESCRIPTION, FOLDER, rules_hash

TARGET: Final = "wasm32-unknown-unknown"
FEATURES: Final = "+bulk-memory,+nontrapping-fptoint,+sign-ext,+simd128"
"""What browsers have had since 2023: the last that all learnt is `simd128`."""
WORDS: Final = {"Pointer": "ptr", "Count": "i32", "Word": "i64"}
STACK: Final = 256 * 1024
LINK: Final = (
    "--no-entry", "--export=__heap_base", "--stack-first", f"-zstack-size={STACK}",
    "--gc-sections", "--strip-all",
)  # fmt: skip


def kinds_of(function: Any) -> list[str]:
    """Kind of every argument of an exported function."""
    return [p.annotation for p in signature(function).parameters.values()]


def module_of(function: Any) -> Any:
    """One exported function with all that it calls, as a module of LLVM's; the rest is private."""
    made = compiled(function, kinds_of(function))
    text = re.sub(r"target (triple|datalayout) = .*\n", "", made.text)
    text = re.sub(r'"target-(cpu|features)"="[^"]*"', "", text)
    text = re.sub(r"\balwaysinline\b", "nofree", text)  # half the bytes, and no slower there
    text = re.sub(r"= common (local_unnamed_addr )?global", "= internal global", text)
    module = llvm.parse_assembly(text + doorway(function.__name__, kinds_of(function), made))
    module.verify()
    for found in module.functions:
        if not found.is_declaration:
            found.linkage = "external" if found.name == function.__name__ else "internal"
    return module


def doorway(name: str, kinds: list[str], made: Compiled) -> str:
    """The function that hosts call: what the inner one returns, or -1 where it raised an error."""
    given = [f"{WORDS[kind]} %a{k}" for k, kind in enumerate(kinds)]
    inner = re.escape(made.name)
    declared = re.search(rf'^define [^@]*@"?{inner}"?\(', made.text, re.MULTILINE)
    if declared is None:
        raise ValueError(f"{name}: LLVM's text lacks {made.name}")
    handed = ", ".join(["ptr %found", "ptr %error", *given])
    return f"""
define i32 @{name}({", ".join(given)}) {{
  %found = alloca i32
  %error = alloca ptr
  %status = call i32 @"{made.name}"({handed})
  %fine = icmp eq i32 %status, 0
  %value = load i32, ptr %found
  %said = select i1 %fine, i32 %value, i32 -1
  ret i32 %said
}}
"""


def object_code() -> bytes:
    """All exported functions, optimised and compiled for WebAssembly, not yet linked."""
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    first, *others = [module_of(function) for function in EXPORTS]
    for other in others:
        first.link_in(other)
    first.triple = TARGET
    machine = llvm.Target.from_triple(TARGET).create_target_machine(
        opt=3, features=FEATURES, reloc="static", codemodel="default"
    )
    first.data_layout = str(machine.target_data)
    options = llvm.create_pipeline_tuning_options(speed_level=2)
    options.slp_vectorization = options.loop_unrolling = False
    builder = llvm.create_pass_builder(machine, options)
    builder.getModulePassManager().run(first, builder)
    return bytes(machine.emit_object(first))


def linked(code: bytes) -> bytes:
    """The finished file. Raises SystemExit when there is no linker."""
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "kernel.o"), Path(folder, "kernel.wasm")
        given.write_bytes(code)
        exports = [f"--export={function.__name__}" for function in EXPORTS]
        asked = [sys.executable, "-m", "ziglang", "wasm-ld", *LINK, *exports, given, "-o", made]
        done = subprocess.run(list(map(str, asked)), capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"no kernel: the linker says\n{done.stderr or done.stdout}")
        return made.read_bytes()


def build() -> tuple[bytes, str]:
    """kernel.wasm and the text of kernel.json."""
    code = linked(object_code())
    made = {"kernel": hashlib.sha256(code).hexdigest(), "rules": rules_hash()}
    page = {**describe(), "hashes": made, "built_by": makers()}
    return code, text_of(page)


def text_of(page: dict[str, Any]) -> str:
    """kernel.json with an entry a line, and a row a line where an entry is a table."""
    lines = []
    for name, entry in page.items():
        table = isinstance(entry, list) and entry and isinstance(entry[0], dict)
        rows = f"[\n  {',\n  '.join(map(_plain, entry))}\n ]" if table else _plain(entry)
        lines.append(f" {_plain(name)}: {rows}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def makers() -> dict[str, str]:
    """Versions on which the bytes hang; the numbers that they give do not."""
    here = ".".join(map(str, sys.version_info[:2]))
    return {"python": here, **{name: version(name) for name in ("numba", "llvmlite", "ziglang")}}


def main() -> None:
    """Write the kernel, or compare it with the one that is shipped."""
    code, page = build()
    kernel, description = FOLDER / CODE, FOLDER / DESCRIPTION
    if "--check" not in sys.argv:
        kernel.write_bytes(code)
        description.write_text(page, encoding="utf-8")
        print(f"{CODE}: {len(code):,} bytes; {DESCRIPTION}: {len(page):,} characters")
        return
    shipped = json.loads(description.read_text(encoding="utf-8"))
    if shipped["built_by"] != makers():
        said = f"built by {shipped['built_by']}, and these are {makers()}"
        print(f"bytes not compared: {CODE} was {said}")
    elif kernel.read_bytes() == code and description.read_text(encoding="utf-8") == page:
        print("the shipped kernel is that of the rules, byte for byte")
    else:
        raise SystemExit(
            "the shipped kernel is not that of the rules: run `make wasm`, commit both"
        )


if __name__ == "__main__":
    main()
