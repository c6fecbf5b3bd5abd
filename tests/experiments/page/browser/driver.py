"""A page opened in Debian's Chromium, from its file, with the network off.

Playwright's own waiting runs text as code, which the policy of the page forbids; so waiting is
asking again.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome")
INSTALL: Final = "the browser tests need Chromium on the path: apt-get install chromium"
ARGUMENTS: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE: Final = 90.0
"""Seconds after which a test gives up, however busy the machine."""
BETWEEN: Final = 0.02
SEED: Final = 20191028
RUNS: Final = 600
"""Futures of the pages that tests write: more than are drawn while a lever is dragged."""


def chromium() -> str | None:
    """Where the browser lies, if there is one."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def is_required() -> bool:
    """Continuous integration must run these tests; a machine without a browser may skip them."""
    return bool(os.environ.get("CI") or os.environ.get("FLASHPOINT_BROWSER"))


@contextmanager
def browser() -> Iterator[Any]:
    """A running browser. Raises RuntimeError, in one line, where there is none."""
    from playwright.sync_api import sync_playwright

    program = chromium()
    if program is None:
        raise RuntimeError(INSTALL)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        try:
            yield started
        finally:
            started.close()


class Opened:
    """One page: what it asked for, what it complained of, and what a reader does with it."""

    def __init__(self, context: Any) -> None:
        self.page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message: Any) -> None:
        self.complaints.append(f"{message.type}: {message.text}")

    def go(self, file: Path, link: str = "") -> Opened:
        """Open a file as a reader does, with what stands behind the #."""
        self.page.goto(file.resolve().as_uri() + (f"#{link}" if link else ""))
        return self

    def run(self, code: str, argument: Any = None) -> Any:
        """Evaluate a function of JavaScript in the page."""
        return self.page.evaluate(code, argument)

    def until(self, happens: Callable[[], bool], what: str) -> None:
        """Ask again until it happens. Raises AssertionError, with what the page says, if never."""
        end = time.monotonic() + PATIENCE
        while not happens():
            assert time.monotonic() < end, f"never {what}: {self.told()}"
            time.sleep(BETWEEN)

    def told(self) -> str:
        """Its complaints, and its lines of status and failure."""
        said = [self.text(name) for name in ("status", "failure", "complaint")]
        return json.dumps([*said, *self.complaints])

    def text(self, name: str) -> str:
        """The text of the element of that id."""
        return str(self.run("(id) => document.getElementById(id).textContent", name))

    def futures(self) -> int:
        """How many futures the pictures show; 0 before the first."""
        return int(self.run("() => document.getElementById('status').dataset.futures ?? 0"))

    def settle(self, runs: int) -> Opened:
        """Wait until all futures are drawn, out of view as well: a page to be printed does that."""
        self.until(lambda: self.futures() == runs, f"{runs} futures")
        self.run("() => { dispatchEvent(new Event('beforeprint')); }")
        return self

    def counts(self) -> list[str]:
        """What the cards of outcomes say, in words and numbers."""
        return list(
            self.run(
                "() => [...document.querySelectorAll('#outcomes .card')].map((c) => c.innerText)"
            )
        )

    def settled(self, runs: int, change: Callable[[], Any]) -> Opened:
        """Wait until all futures are drawn after a change that gives other pictures."""
        self.run("() => { delete document.getElementById('status').dataset.futures; }")
        change()
        return self.settle(runs)

    def download(self, button: str) -> str:
        """The text of the file that the button of that id gives."""
        return self.taken(self.page.locator(f"#{button}"))[1].decode()

    def taken(self, button: Any) -> tuple[str, bytes]:
        """Name and content of the file that a button gives."""
        with self.page.expect_download() as found:
            button.click()
        return found.value.suggested_filename, Path(found.value.path()).read_bytes()

    def choose(self, lever: str, dose: str) -> Any:
        """Choose how a lever is set, and find its slider."""
        field = self.page.locator(f'[id="lever-{lever}"]')
        field.evaluate("(node) => { node.closest('details').open = true; }")
        field.select_option(dose)
        return field.locator("xpath=..").locator('input[type="range"]')
