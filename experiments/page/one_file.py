"""The page as one file: script, style, words and numbers in one HTML text that asks for nothing.

Texts of a scenario are data, never HTML. The browser runs the one script whose hash stands in the
policy of the page, and may reach nothing else: no address, no picture, no form.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
from collections.abc import Iterator
from string import Template
from typing import Final

from experiments.page.page_data import PageData
from experiments.page.page_script import WEB, page_script
from experiments.page.still import NOTHING_STILL, Still

STYLE: Final = "style.css"


def page_html(data: PageData, still: Still = NOTHING_STILL) -> str:
    """The whole page. The same data give the same text.

    Raises InputError when the script is not that of the modules.
    """
    block, places = _block(data.parts)
    script, style = page_script(), page_style()
    told = json.dumps({**data.told, "parts": places}, ensure_ascii=False, allow_nan=False)
    return Template(_read("page.html")).substitute(
        policy=_policy(script, style),
        title=html.escape(data.told["title"]),
        question=html.escape(data.told["question"]),
        words=still.words,
        pictures=still.pictures,
        style=style,
        told=told.replace("<", "\\u003c"),
        block=base64.b64encode(block).decode(),
        script=script,
    )


def page_style() -> str:
    """All sheets as one, that of the whole page first."""
    others = sorted(path.name for path in WEB.glob("*.css") if path.name != STYLE)
    return "".join(map(_read, (STYLE, *others)))


def _policy(script: str, style: str) -> str:
    """What the browser may do: run this script, its copy as a worker, the kernel, this style."""
    hashes = [
        base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in (script, style)
    ]
    rules = (
        "default-src 'none'",
        f"script-src 'sha256-{hashes[0]}' 'wasm-unsafe-eval' blob:",
        f"style-src 'sha256-{hashes[1]}'",
        "worker-src blob:",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def _block(parts: dict[str, bytes]) -> tuple[bytes, dict[str, list[int]]]:
    """All numbers, compressed, and where each part begins and how long it is once unpacked."""
    return gzip.compress(b"".join(parts.values()), 9, mtime=0), dict(_places(parts))


def _places(parts: dict[str, bytes]) -> Iterator[tuple[str, list[int]]]:
    at = 0
    for name, content in parts.items():
        yield name, [at, len(content)]
        at += len(content)


def _read(name: str) -> str:
    return (WEB / name).read_text(encoding="utf-8")
