"""One browser for a session; pages of few futures, written as the command writes them."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from calibration.evidence.library import load_scenario
from experiments.page.one_file import page_html
from experiments.page.page_data import page_data
from sim.wasm.packaged import packaged
from tests.experiments.page.browser import driver


@pytest.fixture(scope="session")
def browser():
    """Chromium; without one a skip that says how to get it, and a failure where it is required."""
    missing = None
    if driver.chromium() is None:
        missing = driver.INSTALL
    elif find_spec("playwright") is None:
        missing = "the browser tests need playwright: pip install -e '.[dev]'"
    if missing is not None:
        (pytest.fail if driver.is_required() else pytest.skip)(missing)
    with driver.browser() as started:
        yield started


@pytest.fixture(scope="session")
def small_page(tmp_path_factory):
    """`small_page(NAME)`: the page of a scenario with 600 futures, written once."""
    folder = tmp_path_factory.mktemp("small")

    @cache
    def write(name):
        path = folder / f"{Path(name).stem}.html"
        data = page_data(load_scenario(name), packaged(), driver.SEED, driver.RUNS)
        path.write_text(page_html(data), "utf-8")
        return path

    return write


@pytest.fixture
def opened(browser):
    """`opened(FILE, LINK, **how)`: a page in a context of its own, with the network off."""
    contexts = []

    def open_page(file, link="", script="", **how):
        context = browser.new_context(offline=True, **how)
        contexts.append(context)
        if script:
            context.add_init_script(script)
        return driver.Opened(context).go(file, link)

    yield open_page
    for context in contexts:
        context.close()
