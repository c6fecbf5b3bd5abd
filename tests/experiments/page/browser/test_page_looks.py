"""A page fits wide and narrow screens, light and dark; its pictures are written for the eye."""

from __future__ import annotations

import pytest

from tests.experiments.page.browser.driver import RUNS

SCREENS = {"wide": (1280, 720), "phone": (390, 844), "phone held across": (844, 390)}
LINK = "us.reply.deaths_needed=3"
OUT_OF_VIEW = """() => [...document.querySelectorAll('body *')].filter((one) => {
  const { left, right, width } = one.getBoundingClientRect();
  return width > 0 && (left < -1 || right > innerWidth + 1) && !one.closest('svg')
    && !one.parentElement.closest('.tables, .tree, .wide'); // these scroll, and fit themselves
}).map((one) => one.outerHTML.slice(0, 100))"""
CONTRAST = """() => {
  const lit = (text) => {
    const parts = text.match(/[\\d.]+/g).slice(0, 3).map((one) => one / 255);
    const [r, g, b] = parts.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = lit(getComputedStyle(document.body).backgroundColor);
  return [...document.querySelectorAll('p, h1, h2, h3, label, small, li, summary, legend')]
    .filter((one) => one.textContent.trim() && one.offsetParent)
    .map((one) => [lit(getComputedStyle(one).color), one.textContent.slice(0, 60)])
    .map(([ink, text]) => [(Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05), text])
    .filter(([ratio]) => ratio < 4.5);
}"""


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_it_fits_the_screen_and_can_be_read(opened, small_page, tmp_path, screen, colours):
    """Nothing lies outside sideways, all levers open or not, and text stands out from its ground.

    The pictures lie in the folder of the test, to be looked at.
    """
    width, height = SCREENS[screen]
    page = opened(
        small_page("january_2020"),
        LINK,
        viewport={"width": width, "height": height},
        color_scheme=colours,
    ).settle(RUNS)
    page.page.screenshot(path=tmp_path / f"{screen} {colours}.png")
    page.page.screenshot(path=tmp_path / f"{screen} {colours} whole.png", full_page=True)
    assert page.run(CONTRAST) == []
    page.run("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.run(OUT_OF_VIEW) == []
    assert page.run("() => document.documentElement.scrollWidth") <= width
    ground = page.run("() => getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (colours == "light")
    assert page.complaints == []


def test_something_too_wide_would_be_noticed(opened, small_page):
    """Negative control."""
    page = opened(small_page("january_2020")).settle(RUNS)
    page.run("() => document.querySelector('h1').style.setProperty('width', '5000px')")
    assert len(page.run(OUT_OF_VIEW)) > 0
