"""The page's one script: the modules of `web/`, bundled by esbuild and shipped as it is.

    python -m experiments.page.page_script [--check]

Writes `page_script.js`, or bundles again and compares, byte for byte. The first line of the script
names the modules that it was made of, so that a page is never written from a script that is stale.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Final

from sim.errors import InputError

FOLDER: Final = Path(__file__).parent
WEB: Final = FOLDER / "web"
FIRST: Final = "main.js"
SCRIPT: Final = "page_script.js"
ESBUILD: Final = FOLDER.parents[1] / "tools" / "page" / "node_modules" / ".bin" / "esbuild"
OPTIONS: Final = (
    "--bundle", "--format=esm", "--target=es2022", "--minify", "--line-limit=100", "--charset=utf8",
    "--legal-comments=none",
)  # fmt: skip
"""Short lines, so that a change of one module is a small change of the script."""
AGAIN: Final = "that of the modules in web/: run `make page-script`"


def page_script() -> str:
    """The script that a page runs, in the document and in its workers.

    Raises InputError when it is absent, or was made of other modules than those in `web/`.
    """
    try:
        text = (FOLDER / SCRIPT).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(SCRIPT, 0, "script", "no such file", AGAIN) from None
    if not text.startswith(_stamp()):
        raise InputError(SCRIPT, 1, "script", "a script of other modules", AGAIN)
    return text


def bundled() -> str:
    """The script as esbuild makes it of the modules. Raises RuntimeError with what esbuild says."""
    if not ESBUILD.exists():
        raise RuntimeError("esbuild is not installed: `make page-script` installs and runs it")
    done = subprocess.run(
        [ESBUILD, WEB / FIRST, *OPTIONS],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return _stamp() + done.stdout


def _stamp() -> str:
    digest = hashlib.sha256()
    for path in sorted(WEB.glob("*.js")):
        digest.update(path.name.encode() + b"\0" + path.read_text(encoding="utf-8").encode())
    return f"// Bundled by `make page-script` from modules {digest.hexdigest()[:20]}\n"


def main() -> int:
    """Write the script, or compare; 1 when they differ or esbuild fails."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="compare, write nothing")
    check = options.parse_args().check
    try:
        made = bundled()
        if not check:
            (FOLDER / SCRIPT).write_text(made, encoding="utf-8")
        elif page_script() != made:
            raise RuntimeError(f"{SCRIPT} is not {AGAIN}")
    except (InputError, RuntimeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    size = len(made.encode()) / 1000
    print(f"{'the same' if check else 'written'}: {SCRIPT} ({size:.1f} kB)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
