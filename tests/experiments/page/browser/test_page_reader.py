"""What a reader does with a page in a real browser gives the numbers of the command line."""

from __future__ import annotations

import csv
import io
import json
import re

import numpy as np
import pytest

from tests.experiments.page.browser.driver import RUNS
from tests.experiments.page.browser.numbers import SPY, in_turn, ran, run_by_run

LEVER = "us.reply.deaths_needed"


def drag(page, slider, steps):
    """Take the slider with the mouse, pull it past some stops, and let go."""
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    across = [box["x"] + box["width"] * share for share in steps]
    level = box["y"] + box["height"] / 2
    page.page.mouse.move(across[0], level)
    page.page.mouse.down()
    for x in across[1:]:
        page.page.mouse.move(x, level, steps=4)
    page.page.mouse.up()


@pytest.fixture
def january(small_page):
    return small_page("january_2020")


def test_it_opens_from_a_file_without_a_word_to_anyone(opened, january):
    """Its only requests are the file itself and the script that it hands to its workers."""
    page = opened(january).settle(RUNS)
    assert page.complaints == []
    assert page.requests[0] == january.resolve().as_uri()
    assert len(page.requests) > 1
    assert all(url.startswith("blob:") for url in page.requests[1:])
    assert page.page.title() == page.page.locator("h1").inner_text()
    assert page.text("failure") == page.text("complaint") == ""
    assert (
        page.page.locator("#outcomes .card svg").count()
        == page.page.locator("#outcomes .card").count()
        > 5
    )
    assert all(re.search(r"\d|none seen", card) for card in page.counts())


def test_the_policy_refuses_what_a_script_would_ask_for(opened, january):
    """Negative control: a request would be seen here, and is not let out by the page's policy."""
    page = opened(january).settle(RUNS)
    asked = "() => fetch('https://example.org').then(() => 'sent', () => 'refused')"
    assert page.run(asked) == "refused"
    assert any("Content Security Policy" in one for one in page.complaints)


def test_a_dragged_lever_gives_the_numbers_of_the_command_line(opened, january, flashpoint):
    """Bit for bit: every outcome of every future, from the workers of a browser and from
    `flashpoint run` on the downloaded file; and the means of the downloaded table."""
    page = opened(january, script=SPY).settle(RUNS)
    before = page.counts()
    slider = page.choose(LEVER, "set")
    page.settled(RUNS, lambda: drag(page, slider, (0.1, 0.8, 0.3)))
    assert page.counts() != before
    text = page.download("scenario")
    assert f"lever: {LEVER}" in text
    theirs, mine = ran(flashpoint, text), run_by_run(page)
    rows = {row["outcome"]: row for row in csv.DictReader(io.StringIO(page.download("table")))}
    for name, values in mine.items():
        stored = theirs[name].to_numpy().astype(np.float64)
        assert values.tobytes() == stored.tobytes(), name
        assert float(rows[name]["mean"]) == in_turn(stored), name
    strikes = rows["n_us_strikes"]
    assert strikes["mean"] != strikes["unchanged_mean"], "control: the lever moves something"
    assert page.complaints == []


def test_the_end_of_the_history_moved_by_keys_gives_the_numbers_of_the_command_line(
    opened, january, flashpoint
):
    """Three stops back along the coded history: the file replays less, and every future is its."""
    page = opened(january, script=SPY).settle(RUNS)
    own = page.counts()
    page.page.locator("#branch-date").focus()
    for _ in range(3):
        page.settled(RUNS, lambda: page.page.keyboard.press("ArrowLeft"))
    text = page.download("scenario")
    assert "history: {until: 2020-01-04}" in text
    assert page.counts() != own, "control: another past, other numbers"
    theirs, mine = ran(flashpoint, text), run_by_run(page)
    for name, values in mine.items():
        assert values.tobytes() == theirs[name].to_numpy().astype(np.float64).tobytes(), name
    assert page.complaints == []


def test_a_hand_that_never_rests_sees_pictures(opened, january):
    """Moves come quicker than futures: what is in work is drawn first, and the last move counts."""
    page = opened(january).settle(RUNS)
    slider = page.choose(LEVER, "set")
    pictures, moves = slider.evaluate("""async (slider) => {
      let [pictures, moves] = [0, 0];
      const watch = new MutationObserver(() => { pictures += 1; });
      watch.observe(document.getElementById("status"), { attributeFilter: ["data-took"] });
      for (; pictures < 3 && moves < 10000; moves++) {
        slider.value = String(1 + (Number(slider.value) % 9));
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((done) => setTimeout(done, 4));
      }
      return [pictures, moves];
    }""")
    assert 3 == pictures < moves
    page.settled(RUNS, lambda: slider.fill("3"))
    assert page.counts() == opened(january, f"{LEVER}=3").settle(RUNS).counts()


def test_a_refused_number_says_why_and_leaves_nothing_behind(opened, january):
    """It looks as if it were set otherwise, while the pictures show the value before it."""
    page = opened(january).settle(RUNS)
    slider = page.choose(LEVER, "set")
    page.settled(RUNS, lambda: slider.fill("3"))
    before, number = page.counts(), slider.locator("xpath=..").locator('input[type="number"]')
    number.fill("99999999")
    number.press("Enter")
    assert number.evaluate("(node) => node.validationMessage").startswith("a number from 0 to")
    page.page.locator("h1").click()
    assert number.input_value() == "3"
    assert number.evaluate("(node) => node.validity.valid")
    assert page.counts() == before


def test_a_link_restores_what_was_set_and_its_numbers(opened, january):
    page = opened(january).settle(RUNS)
    plain, slider = page.counts(), page.choose(LEVER, "set")
    page.settled(RUNS, lambda: slider.fill("5"))
    page.until(lambda: f"{LEVER}=5" in page.page.url, "in the address")
    seen, link = page.counts(), page.page.url.partition("#")[2]
    again = opened(january, link).settle(RUNS)
    assert again.counts() == seen != plain
    field = again.page.locator(f'[id="lever-{LEVER}"]')
    assert field.input_value() == "set"
    assert field.locator("xpath=..").locator('input[type="number"]').input_value() == "5"
    assert again.complaints == page.complaints == []


def test_a_hand_on_the_keyboard_alone_moves_a_lever(opened, january):
    """Tab reaches a heading of levers, Enter opens it, Tab its levers, and arrows move them."""
    page = opened(january).settle(RUNS)
    before, keys = page.counts(), page.page.keyboard
    focus = "() => [document.activeElement.id, document.activeElement.textContent.slice(0, 40)]"

    def tab_to(found):
        for _ in range(200):
            keys.press("Tab")
            if found(*page.run(focus)):
                return
        raise AssertionError("Tab never comes there")

    tab_to(lambda _, text: text.startswith("United States"))
    keys.press("Enter")
    tab_to(lambda name, _: name == f"lever-{LEVER}")
    page.settled(RUNS, lambda: keys.press("ArrowDown"))
    assert page.run("() => document.activeElement.value") == "set"
    tab_to(lambda *_: page.run("() => document.activeElement.type") == "range")
    for _ in range(3):
        page.settled(RUNS, lambda: keys.press("ArrowRight"))
    assert page.counts() != before
    assert f"{LEVER}=" in page.page.url
    assert page.run("() => document.activeElement.matches(':focus-visible')")
    assert page.complaints == []


def test_every_control_and_picture_says_what_it_is(opened, january):
    """A screen reader finds a name for each control, and a sentence for each picture."""
    page = opened(january).settle(RUNS)
    page.run("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    nameless = """() => [...document.querySelectorAll('select, input, button')].filter((one) =>
      !(one.labels?.length || one.getAttribute('aria-label') || one.textContent.trim()))
      .map((one) => one.outerHTML.slice(0, 80))"""
    silent = """() => [...document.querySelectorAll('svg[role=img]')]
      .filter((one) => !one.getAttribute('aria-label') && !one.closest('[aria-hidden=true]')
        && one.getAttribute('aria-hidden') !== 'true').length"""
    assert page.run(nameless) == []
    assert page.run(silent) == 0
    assert json.loads(page.told())[0].startswith("600 futures")
