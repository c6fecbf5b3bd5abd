"""Whatever a link or text holds, whatever breaks: a page stays alive and says what is wrong."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from calibration.evidence.library import load_scenario
from experiments.page.one_file import page_html
from experiments.page.page_data import page_data
from sim.inputs.clean_text import TITLE
from sim.wasm.packaged import packaged
from tests.experiments.page.browser.driver import RUNS, SEED

SPY = Path(__file__).with_name("spy.js").read_text("utf-8")
LEVER = "us.reply.deaths_needed"
FEW = 300
MARKUP = (
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "</title><script>1</script>",
    "<!--<script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "]]></svg><b>",
    "<iframe srcdoc='<script>alert(1)</script>'>", "<base href=//example.org>", "</style><b>",
    "<meta http-equiv=refresh content=0>", "<a href=javascript:alert(1)>", "<math><mi//xlink:href>",
    "<template><b>", "<plaintext>", "</body></html>", "<b", "<", "</", "<!", "<?php 1 ?>",
    "<%= 1 %>", "<details open ontoggle=alert(1)>", "javascript:alert(1)",
    "data:text/html,<script>1</script>",
)  # fmt: skip
QUOTES = (
    '"', "'", "`", '" onload="alert(1)', "' onload='alert(1)", "\\", "\\u003c/script\\u003e",
    "${policy}", "$title", "$$", "{{ 7 * 7 }}", "{% raw %}", "%s %d", "%3Cscript%3E", "&lt;b&gt;",
    "&amp;amp;", "&#60;b&#62;",
)  # fmt: skip
LETTERS = (
    "عنوان من اليمين إلى اليسار", "כותרת מימין", "مزيج mixed עם 123 (a)", "Café 😀 „quoted“",  # RTL
    "é̂̃̄" * 20, "長い題" * 60, "W" * TITLE, "a b " * 45,
)  # fmt: skip
TITLES = (*MARKUP, *QUOTES, *LETTERS)


def malformed(many):
    """Links that no page can mean: bad names, values, numbers, escapes, and texts of noise."""
    luck = random.Random(20200103)
    names = (LEVER, "iran.arms", "us.pause", "us.presence.close", "H1", "H8")
    values = (
        "", "NaN", "Infinity", "-", "1e999", "0x10", "1_000", "nowhere", "<script>", "1;2", "--1",
        "set:", "times:2", "add:add:1", "[1]", "{}", "null", "undefined", "9" * 40, "%00", "1%",
        "%E0%A4%A", "%u0041", "\N{ARABIC-INDIC DIGIT FIVE}", "1 ", " 1", "constructor",
        "__proto__:1",
    )  # fmt: skip
    wrong = [f"{name}={value}" for name in names for value in values]
    wrong = [link for link in wrong if link != "us.presence.close="]  # every site left open
    wrong += [f"{name}={value}" for name in ("toString", "no.lever", "%", "H99") for value in "1A"]
    wrong += [f"{LEVER}=3&{LEVER}=4", f"{LEVER}=3&", "&", "=", "==", "a", "x" * 5000, "<script>"]
    noise = [chr(k) for k in range(33, 127)]
    while len(wrong) < many:
        wrong.append("~" + "".join(luck.choices(noise, k=luck.randint(1, 60))))
    return luck.sample(wrong, many)


def test_two_hundred_malformed_links_change_nothing(opened, small_page):
    """Each is refused as a whole, and said to be; afterwards the same answers as before."""
    page = opened(small_page("january_2020"), f"{LEVER}=3").settle(RUNS)
    before, links = page.counts(), malformed(200)
    said = page.run(
        """async (links) => {
          const said = [];
          for (const link of links) {
            document.getElementById("complaint").textContent = "";
            location.hash = `#${link}`;
            await new Promise((done) => {
              addEventListener("hashchange", () => setTimeout(done), { once: true });
            });
            said.push(document.getElementById("complaint").textContent);
          }
          return said;
        }""",
        links,
    )
    assert len(set(links)) == len(said) == 200
    taken = [link for link, text in zip(links, said, strict=True) if "left aside" not in text]
    assert taken == []
    assert page.counts() == before
    page.settled(RUNS, lambda: page.choose(LEVER, "set").fill("1"))
    page.settled(RUNS, lambda: page.choose(LEVER, "set").fill("3"))
    assert page.counts() == before
    assert page.text("complaint") == page.text("failure") == ""
    assert page.complaints == []


def test_a_page_opened_by_a_malformed_link_shows_the_scenario_itself(opened, small_page):
    file = small_page("january_2020")
    plain = opened(file).settle(RUNS)
    page = opened(file, "us.reply.doctrine=<script>alert(1)</script>").settle(RUNS)
    assert page.counts() == plain.counts()
    assert "left aside" in page.text("complaint")


def test_fifty_hostile_titles_are_texts_and_change_no_answer(opened, tmp_path):
    """Title and question letter by letter, no element more, no request, the same numbers. That such
    texts come through a scenario file as they are is tested beside."""
    assert len(set(TITLES)) == 50
    scenario = tmp_path / "short.yaml"
    scenario.write_text("extends: baseline.yaml\ntitle: A\nparameters: default\ndays: 20\n")
    data = page_data(load_scenario(scenario), packaged(), SEED, FEW)
    page, shapes = None, set()
    for k, text in enumerate(["Harmless", *TITLES]):
        told = data.told | {"title": text, "question": text, "title_as_set": text}
        file = tmp_path / f"{k}.html"
        file.write_text(page_html(data._replace(told=told)), "utf-8")
        page = opened(file) if page is None else page.go(file)
        page.settle(FEW)
        assert page.run("() => document.querySelector('h1').textContent") == text
        assert page.run("() => document.querySelector('.question').textContent") == text
        assert page.page.title().split() == text.split()
        elements = page.run(
            "() => document.querySelectorAll('header *, #outcomes *, #days *, #settings *').length"
        )
        shapes.add((elements, tuple(page.counts())))
        assert page.run("() => document.documentElement.scrollWidth <= innerWidth"), text
    assert len(shapes) == 1
    assert page.complaints == []
    assert {url.partition(":")[0] for url in page.requests} == {"file", "blob"}


OUT_OF_MEMORY = """(task) => {
  if (!task.world) return task;
  const { known } = JSON.parse(document.getElementById("told").textContent);
  const world = task.world.slice(0);
  new BigInt64Array(world)[known.clock.n_moves] = 16777216n;
  return { ...task, world };
}"""
"""A world of more moves than its memory holds: the kernel reads beyond it and traps."""


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        ("(task) => (task.world ? { ...task, plan: undefined } : task)", "undefined"),
        (OUT_OF_MEMORY, "out of bounds"),
        ("(task) => (task.world ? null : task)", "null"),
    ],
    ids=["a task that fails", "a kernel that traps", "a worker that breaks"],
)
def test_a_failure_is_said_and_the_last_good_picture_stays(opened, small_page, spoiled, said):
    """And when the cause is gone, the next move of a lever gives the right numbers again."""
    page = opened(small_page("january_2020"), f"{LEVER}=3", script=SPY).settle(RUNS)
    good = page.counts()
    page.run(f"() => {{ window.spy.spoil = {spoiled}; }}")
    slider = page.choose(LEVER, "set")
    slider.fill("5")
    page.until(lambda: "The simulation stopped" in page.text("failure"), "a failure said")
    assert said in page.text("failure")
    assert page.counts() == good
    page.run("() => { window.spy.spoil = (task) => task; }")
    page.settled(RUNS, lambda: slider.fill("4"))
    page.settled(RUNS, lambda: slider.fill("3"))
    assert page.counts() == good
    assert page.text("failure") == ""


def test_without_workers_the_page_simulates_itself(opened, small_page):
    """Some readers' browsers allow a file none."""
    file = small_page("january_2020")
    with_workers = opened(file).settle(RUNS)
    none = "window.Worker = class { constructor() { throw new Error('none allowed'); } };"
    assert opened(file, script=none).settle(RUNS).counts() == with_workers.counts()
