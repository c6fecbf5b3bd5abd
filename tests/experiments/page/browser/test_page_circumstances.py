"""Pages of several scenarios, pages that do not simulate, readers without JavaScript or mouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from calibration.evidence.library import load_scenario
from experiments.page.cases import Case, with_cases
from experiments.page.one_file import page_html
from experiments.page.page_data import page_data, words_alone
from experiments.page.sources import LEAST
from sim.ensemble import Engine
from sim.outcomes import outcome_table
from sim.wasm.packaged import packaged
from tests.experiments.page.browser.driver import RUNS, SEED
from tests.experiments.page.browser.numbers import in_turn, means
from tests.experiments.page.test_cases import STUDY

CONTROLS = "button:not(.line), input, select"


def visible(page, selector):
    """How many of them a reader sees."""
    return sum(one.is_visible() for one in page.page.locator(selector).all())


def means_of(scenario, runs=RUNS):
    """Means of all outcomes as Python has them."""
    table = outcome_table(Engine(scenario, SEED).block(0, runs).tallies)
    return {name: in_turn(values) for name, values in table.items()}


def test_a_page_of_two_scenarios_switches_by_choice_and_by_link(opened, tmp_path):
    """The means of each are its own scenario's bit for bit; the other one is the control."""
    file, names = tmp_path / "pair.html", ("january_2020", "long_pause")
    scenarios = [load_scenario(name) for name in names]
    data = [page_data(one, packaged(), SEED, RUNS) for one in scenarios]
    told = with_cases(data[0], [Case("b", scenarios[1].title, scenarios[1], data[1])], "b")
    file.write_text(page_html(told), "utf-8")
    first, second = map(means_of, scenarios)
    page = opened(file).settle(RUNS)
    assert means(page) == second != first
    assert means(page, "unchanged_mean") == first
    page.settled(RUNS, lambda: page.page.select_option("#case", ""))
    assert page.page.url.endswith("#case=")
    assert means(page) == first
    linked = opened(file, "case=").settle(RUNS)
    assert linked.page.input_value("#case") == ""
    assert means(linked) == first
    page.settled(RUNS, lambda: page.page.select_option("#case", "b"))
    assert means(page) == second
    assert page.complaints == linked.complaints == []


def test_a_page_of_a_study_switches_between_its_points(opened, flashpoint):
    """By the select and by the links of its table, to the numbers of the file it hands out."""
    Path("small.yaml").write_text(STUDY, "utf-8")
    assert flashpoint("sweep", "small.yaml", "--out", "swept")[0] == 0
    assert flashpoint("page", "swept")[0] == 0
    page = opened(Path("small.html")).settle(LEAST)
    changes = {
        "p1": lambda: page.page.select_option("#case", "p1"),
        "p2": lambda: page.run("() => { location.hash = '#case=p2'; }"),
        "p3": lambda: page.page.locator("a[href='#case=p3']").first.evaluate("(a) => a.click()"),
    }
    found = []
    for name, change in changes.items():
        page.settled(LEAST, change)
        assert page.page.input_value("#case") == name
        extends, content = page.taken(page.page.locator("#extended"))
        Path(extends).write_bytes(content)
        Path("as_set.yaml").write_text(page.download("scenario"), "utf-8")
        mine = means(page)
        assert mine == means_of(load_scenario("as_set.yaml"), LEAST), name
        found.append(mine["us_killed"])
    assert len(set(found)) == len(found), "control: three points, three results"
    assert page.complaints == []


def test_a_page_that_does_not_simulate_shows_words_and_says_why(opened, flashpoint, monkeypatch):
    """And no control that would do nothing. The page of the same study that simulates has both."""
    Path("small.yaml").write_text(STUDY, "utf-8")
    assert flashpoint("sweep", "small.yaml", "--out", "swept")[0] == 0
    monkeypatch.setattr("experiments.page.sources.engine_hash", lambda: "other")
    assert flashpoint("page", "swept")[0] == 0
    page = opened(Path("small.html"))
    page.until(lambda: page.text("failure") != "", "a word why")
    assert page.text("failure").startswith("This page does not simulate: the rules have changed")
    assert visible(page, "#answer table, #still table") > 0
    assert visible(page, f"main, #bar, {CONTROLS}") == 0
    assert page.complaints == []


def test_a_page_of_nothing_but_words_is_no_error(opened, tmp_path):
    """The least that is ever written."""
    file = tmp_path / "words.html"
    file.write_text(page_html(words_alone(load_scenario("baseline"), "a test says so")), "utf-8")
    page = opened(file)
    page.until(lambda: page.text("failure") != "", "a word why")
    assert page.text("failure") == "This page does not simulate: a test says so."
    assert page.page.locator("h1").is_visible()
    assert page.complaints == []


@pytest.fixture
def whole_page(flashpoint):
    """As the command writes it, with words, table and figures of runs made before."""
    assert flashpoint("page", "january_2020", "--runs", RUNS, "-o", "whole.html")[0] == 0
    return Path("whole.html")


def test_without_javascript_words_table_and_figures_are_there(opened, whole_page):
    """And nothing else pretends to work. Control: with it there are controls."""
    page = opened(whole_page, java_script_enabled=False)
    assert "JavaScript, which is off here" in page.page.locator("noscript").inner_text()
    assert visible(page, "#answer section p") > 2
    assert visible(page, "#still table") > 0
    assert visible(page, "#still img") > 0
    assert visible(page, f"main, #bar, {CONTROLS}") == 0
    live = opened(whole_page).settle(RUNS)
    assert visible(live, "main, #bar") == 2
    assert visible(live, CONTROLS) > 20


def test_a_browser_that_cannot_run_the_kernel_shows_words_and_says_why(opened, whole_page):
    """An old one knows no `simd128`: what stands without simulating stays, and nothing pretends."""
    old = "WebAssembly.compile = () => Promise.reject(new Error('wasm: no simd128'))"
    page = opened(whole_page, script=old)
    page.until(lambda: page.text("failure") != "", "a word why")
    assert page.text("failure") == (
        "This browser cannot simulate here: wasm: no simd128. It takes one of 2023 or newer; "
        "words, table and figures are of runs made before."
    )
    assert visible(page, "#answer section p") > 2
    assert visible(page, "#still table") > 0
    assert visible(page, f"main, #bar, {CONTROLS}") == 0


def test_a_printed_page_has_pictures_and_no_controls(opened, small_page):
    """A story told, a map and a pair are in it. Control: the screen has controls there."""
    page = opened(small_page("january_2020"), "us.reply.doctrine=never").settle(RUNS)
    page.page.click("#why button[type=submit]")
    page.until(lambda: page.page.locator("#why .tree").is_visible(), "told")
    page.until(lambda: page.page.locator("#pair").is_visible(), "a pair")
    everywhere = f"#pictures :is({CONTROLS}, .save)"
    assert visible(page, everywhere) > 20
    page.page.emulate_media(media="print")
    page.settle(RUNS)
    seen = [one for one in page.page.locator(f":is({CONTROLS}, .save)").all() if one.is_visible()]
    assert [one.evaluate("(node) => node.outerHTML.slice(0, 90)") for one in seen] == []
    assert visible(page, "#outcomes svg, #days svg, #map .world, #play .world, #why .tree") > 15
    assert page.complaints == []


def test_keys_alone_go_from_a_lever_to_a_dot_to_its_story_and_back(opened, small_page):
    """The focus is never lost: the story has it, and closing gives it back to the dot."""
    page = opened(small_page("january_2020")).settle(RUNS)
    keys = page.page.keyboard
    active = "() => document.activeElement.dataset.place ?? document.activeElement.id"

    def tab_to(found, key="Tab"):
        for _ in range(300):
            keys.press(key)
            if found(page.run(active)):
                return
        raise AssertionError("Tab never comes there")

    tab_to(lambda name: name == "length")
    page.settled(RUNS, lambda: keys.press("ArrowLeft"))
    assert "days=" in page.page.url
    tab_to(lambda name: name.endswith(".0") and "pair" not in name, "Shift+Tab")
    keys.press("ArrowRight")
    place = page.run(active)
    assert place.endswith(".1")
    keys.press("Enter")
    page.until(lambda: page.run(active) == "why-title", "told")
    keys.press("Escape")
    assert page.run(active) == place
    assert not page.page.locator("#why .told").is_visible()
    tab_to(lambda name: name == "why-run")
    keys.type("7")
    keys.press("Enter")
    page.until(lambda: page.run(active) == "why-title", "told")
    assert page.page.locator("#why-title").inner_text() == "Future 7, nothing set"
    tab_to(lambda _: page.run("() => document.activeElement.textContent") == "Close")
    keys.press("Enter")
    assert page.run(active) == "why-run"
    assert page.complaints == []
