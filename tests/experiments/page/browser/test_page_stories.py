"""One future told, a pair played, a day of the map: a reader finds what Python's runs hold."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pytest

from calibration.evidence.library import load_scenario
from experiments.explain.divergence import between
from experiments.explain.replay import replay
from experiments.explain.story import as_text
from experiments.explain.way_to_war import as_text as way_to_war
from experiments.page.one_file import page_html
from experiments.page.page_data import page_data
from experiments.runs.runner import manifest_of
from sim.ensemble import Engine
from sim.outcomes import outcome_table
from sim.wasm.packaged import packaged
from tests.experiments.page.browser.driver import RUNS, SEED
from tests.experiments.page.browser.numbers import SPY, run_by_run
from tests.experiments.page.test_map import block_of, struck, traced

LINK = "us.reply.doctrine=never"
MOVED = "n_us_strikes"
FEW = 60
"""Futures of the page whose map is looked at: all of them are in its means."""


@pytest.fixture
def told(opened, small_page, tmp_path):
    """A page as set; `story(run, side)`: that run replayed by Python; `run`, one whose two futures
    have other numbers of strikes."""
    page = opened(small_page("january_2020"), script=SPY).settle(RUNS)
    page.settled(RUNS, lambda: page.run("(link) => { location.hash = link; }", LINK))
    file = tmp_path / "as_set.yaml"
    file.write_text(page.download("scenario"), "utf-8")
    worlds = load_scenario(file), load_scenario("january_2020")
    strikes = [outcome_table(Engine(one, SEED).block(0, RUNS).tallies)[MOVED] for one in worlds]
    apart = np.flatnonzero(strikes[0] != strikes[1])
    names = manifest_of(worlds[1], 1, SEED, 1)["names"]
    return SimpleNamespace(
        page=page,
        story=lambda run, side: replay(worlds[side], SEED, run, names),
        run=int(apart[len(apart) // 2]),
    )


def explained(story):
    return (way_to_war(story) + as_text(story, False)).splitlines()


def title(page):
    return page.run("() => document.getElementById('why-title')?.textContent ?? ''")


def story_text(page):
    """What the panel gives as text."""
    name, content = page.taken(page.page.locator("#why button", has_text="Download as text"))
    assert name.startswith("future_")
    return content.decode().splitlines()


def test_the_story_behind_a_dot_is_that_of_explain(told):
    """Of a future that ends as the dot says, line by line."""
    page = told.page
    dot = page.page.locator("#outcomes .card circle[data-side='0']").nth(40)
    value, place = (float(dot.get_attribute("data-value")), dot.get_attribute("data-place"))
    dot.click()
    page.until(lambda: ", as set" in title(page), "told")
    run = int(title(page).split()[1].rstrip(","))
    assert run_by_run(page)[place.partition(".")[0]][run] == value
    found = story_text(page)
    assert found == explained(told.story(run, 0))
    assert found != explained(told.story((run + 1) % RUNS, 0)), "control: another future"
    assert page.complaints == []


def test_the_story_of_a_number_is_that_of_explain_on_either_side(told):
    """The same future as set and unchanged; where a lever moved something the two differ."""
    page, found = told.page, []
    for side, name in enumerate(("as set", "unchanged")):
        page.page.fill("#why-run", str(told.run))
        page.page.select_option("#why-side", str(side))
        page.page.click("#why button[type=submit]")
        page.until(lambda name=name: title(page) == f"Future {told.run}, {name}", "told")
        found.append(story_text(page))
        assert found[side] == explained(told.story(told.run, side))
    assert found[0] != found[1], "control"


def day_of(page):
    return str(page.page.locator("#play .day").inner_text())


def written(day):
    return f"{day.day} {day:%b %Y}"


def played(page, run):
    """The page with a pair to be played, on the day on which its futures part."""
    page.until(lambda: page.page.locator("#pair").is_visible(), "a pair")
    page.page.fill("#pair", str(run))
    page.page.locator("#pair").press("Enter")
    note = page.page.locator("#play [role=status]")
    page.until(lambda: f"Future {run}:" in note.inner_text(), "that pair")
    return page


def test_a_pair_is_played_from_the_day_on_which_pythons_logs_part(told):
    """By hand a day on and back; by itself until it is stopped."""
    page = played(told.page, told.run)
    stories = [told.story(told.run, side) for side in (0, 1)]
    shared = between(("as set", stories[0]), ("unchanged", stories[1])).shared
    days = [one.events["date"][shared] for one in stories if shared < len(one.events["date"])]
    parted = written(date.fromisoformat(str(min(days))))
    assert day_of(page) == f"{parted} – here they part"
    assert shared > 0, "control: not the first day by itself"
    play = page.page.locator("#play")
    play.get_by_role("button", name="Day on").click()
    assert "here they part" not in day_of(page)
    play.get_by_role("button", name="Day back").click()
    assert day_of(page) == f"{parted} – here they part"
    before = day_of(page)
    play.get_by_label("speed").select_option("25")
    play.get_by_role("button", name="Play", exact=True).click()
    page.until(lambda: day_of(page) != before, "played")
    play.get_by_role("button", name="Pause").click()
    stopped = day_of(page)
    page.page.wait_for_timeout(200)
    assert day_of(page) == stopped
    assert page.complaints == []


def test_a_played_pair_leads_to_its_stories(told):
    """A button to each side's; an event to its own line there, unfolded. Closing comes back."""
    page = played(told.page, told.run)
    page.page.locator("#play figure").nth(1).get_by_role("button", name="Tell this future").click()
    page.until(lambda: title(page) == f"Future {told.run}, unchanged", "told")
    line = page.page.locator("#play figure").nth(0).locator(".line").last
    event, what = line.get_attribute("data-event"), line.inner_text()
    line.click()
    page.until(lambda: title(page) == f"Future {told.run}, as set", "told")
    page.until(lambda: page.page.locator("#why details[data-line][open]").count() == 1, "unfolded")
    unfolded = page.page.locator("#why details[data-line][open]")
    assert unfolded.get_attribute("data-line") == event
    day = date.fromisoformat(unfolded.locator("time").get_attribute("datetime"))
    assert what.startswith(f"{written(day)} ")
    page.page.keyboard.press("Escape")
    assert page.run("() => document.activeElement.dataset.event") == event
    assert page.complaints == []


def number(text):
    """What `short` of the page wrote, and how far it may be off."""
    plain = text.replace(",", "").replace("−", "-")
    size = abs(float(plain))
    places = 0 if size >= 100 or size == 0 else 1 if size >= 10 else 2
    return float(plain), 0.5 * 10.0**-places + 1e-6


def test_the_day_of_the_map_moves_its_date_and_its_numbers(opened, tmp_path):
    """Troops, attacks so far and ISIS strength are the means of Python's runs on that day."""
    scenario = load_scenario("january_2020")
    file = tmp_path / "few.html"
    file.write_text(page_html(page_data(scenario, packaged(), SEED, FEW)), "utf-8")
    page = opened(file).settle(FEW)
    slider = page.page.locator("#map-day")
    page.until(slider.is_visible, "a map")
    page.page.locator("#map summary", has_text="The numbers").click()
    block = block_of(scenario, 0, FEW)
    world = scenario.world
    strength = traced(block, "areas", "strength", len(world.areas)).mean(axis=0, dtype=float)
    troops = traced(block, "sites", "troops", len(world.sites)).mean(axis=0, dtype=float)
    hits = np.cumsum(struck(block, len(world.sites), scenario.days) / FEW, axis=1).T
    cells = """() => [...document.querySelectorAll('#map .tables table')].map((table) =>
      [...table.tBodies[0].rows].map((row) => [...row.cells].map((one) => one.textContent)))"""
    seen = {}
    for day in (40, 200):
        slider.fill(str(day))
        told = written(scenario.start + timedelta(days=day))
        said = page.page.locator("#map output").inner_text()
        assert said == told + (", replayed past" if day == 40 else "")
        sites, areas = seen[day] = page.run(cells)
        expected = [(row[1], troops[day, k]) for k, row in enumerate(sites)]
        expected += [(row[2], hits[day, k]) for k, row in enumerate(sites)]
        expected += [(row[1], strength[day, k]) for k, row in enumerate(areas)]
        assert len(expected) == 2 * len(world.sites) + len(world.areas)
        for text, value in expected:
            shown, off = number(text)
            assert abs(shown - value) <= off, (day, text, value)
    assert seen[40] != seen[200], "control: the numbers of two days differ"
    assert page.complaints == []
