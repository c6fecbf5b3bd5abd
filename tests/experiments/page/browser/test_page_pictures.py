"""A picture that is taken away stands alone: it needs no page, and says where it comes from."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.experiments.page.browser.driver import RUNS, SEED

LINK = "us.reply.deaths_needed=3&us.presence.troops_to=0"
SVG = "{http://www.w3.org/2000/svg}"
MINE = {"light": (0, 114, 178), "dark": (86, 180, 233)}
"""The colour that stands for the futures as set; a sheet of style says so, and no picture."""
PICTURES = {
    "#outcomes .card": "Rocket attacks",
    "#days figure": "rocket attacks",
    "#days figure:last-child": "highest rung of the day",
    "#why .holds": "Causal tree of future 0",
    "#map .holds": "Map, as set",
    "#map .beside figure": "Rocket attacks of the last seven days",
    "#play .holds": "Map, as set",
    "#play .holds + small + .holds": "Rung by day, as set",
}
"""Where a picture stands -> how its title begins."""
BLUE = ("#outcomes .card", "#days figure", "#map .beside figure")


def told(opened, small_page, **how):
    """A page with all its pictures: a story told, maps drawn, a pair to be played."""
    page = opened(small_page("january_2020"), LINK, **how).settle(RUNS)
    page.page.click("#why button[type=submit]")
    for place in PICTURES:
        page.until(lambda place=place: page.page.locator(place).first.is_visible(), f"a {place}")
    return page


def saved(page, place, kind):
    """Name and content of the first picture there, by mouse."""
    held = page.page.locator(place).first
    held.hover()
    held.locator("summary", has_text="Save this picture").click()
    return page.taken(held.locator(f"[data-save={kind}]"))


def size(svg):
    return int(svg.get("width")), int(svg.get("height"))


@pytest.mark.parametrize("colours", MINE)
def test_every_kind_of_picture_is_saved_and_stands_alone(opened, small_page, colours):
    """As SVG: valid XML, looks as attributes and none by class, title and origin as text. As PNG:
    the same at twice its size, in colours that the style sheet alone had said."""
    page = told(opened, small_page, color_scheme=colours)
    for place, title in PICTURES.items():
        name, content = saved(page, place, "svg")
        svg = ElementTree.fromstring(content)
        assert name.endswith(".svg")
        assert svg.tag == f"{SVG}svg"
        assert svg.find(f"{SVG}title").text.startswith(title), place
        parts = list(svg.iter())
        used = {key for part in parts for key in part.attrib}
        assert not {one for one in used if one in ("class", "style", "role") or "data-" in one}
        assert not {part.tag for part in parts} & {
            f"{SVG}{one}" for one in ("style", "image", "use")
        }
        words = " ".join("".join(part.itertext()) for part in svg.iter(f"{SVG}text"))
        said = words.replace(" ", "")
        for origin in ("After the January crisis", f"seed {SEED}", f"set: #{LINK}", "future"):
            assert origin.replace(" ", "") in said, (place, origin)
        name, content = saved(page, place, "png")
        assert content[:8] == b"\x89PNG\r\n\x1a\n"
        with Image.open(io.BytesIO(content)) as image:
            assert image.size == tuple(2 * side for side in size(svg))
            found = {colour[:3] for _, colour in image.convert("RGBA").getcolors(1 << 24)}
            corner = image.convert("RGB").getpixel((0, 0))
        assert len(found) > 3
        assert (MINE[colours] in found) or place not in BLUE
        assert (sum(corner) > 600) == (colours == "light")
    assert page.text("complaint") == ""
    assert page.complaints == []


def test_a_picture_that_is_only_copied_has_lost_its_colours(opened, small_page):
    """Negative control: what the saved ones keep is not there by itself."""
    page = opened(small_page("january_2020"), LINK).settle(RUNS)
    bare = page.run("""async () => {
      const svg = document.querySelector("#outcomes svg");
      const copy = svg.cloneNode(true);
      copy.setAttribute("width", "300");
      copy.setAttribute("height", "118");
      const image = new Image();
      const text = encodeURIComponent(new XMLSerializer().serializeToString(copy));
      image.src = `data:image/svg+xml,${text}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.getContext("2d").drawImage(image, 0, 0);
      const { data } = canvas.getContext("2d").getImageData(0, 0, 300, 118);
      const blue = (k) => data[k] === 0 && data[k + 1] === 114 && data[k + 2] === 178;
      return Array.from({ length: data.length / 4 }, (_, k) => blue(4 * k)).some((one) => one);
    }""")
    assert bare is False


def test_a_picture_is_saved_by_the_keyboard_alone(opened, small_page):
    """Tab finds the control behind the dots; Escape closes it, and the focus stays in place."""
    page = opened(small_page("january_2020")).settle(RUNS)
    keys = page.page.keyboard
    page.page.locator("#outcomes [tabindex='0']").first.focus()
    keys.press("Tab")
    assert page.run("() => document.activeElement.textContent") == "Save this picture"
    opacity = "() => getComputedStyle(document.activeElement.parentElement).opacity"
    assert page.run(opacity) == "1"
    keys.press("Enter")
    keys.press("Tab")
    with page.page.expect_download() as found:
        keys.press("Enter")
    assert found.value.suggested_filename == "rocket_attacks.svg"
    shut = "() => document.querySelectorAll('.save[open]').length"
    page.until(lambda: page.run(shut) == 0, "closed")
    assert page.run("() => document.activeElement.textContent") == "Save this picture"
    keys.press("Enter")
    assert page.run(shut) == 1
    keys.press("Escape")
    assert page.run(shut) == 0


def test_fingers_find_the_control_without_pointing(opened, small_page):
    """Where nothing hovers it stands under every picture; with a mouse only under the hand."""
    opacity = """() => [...document.querySelectorAll('#outcomes .save')]
      .map((one) => getComputedStyle(one).opacity)"""
    phone = opened(
        small_page("january_2020"),
        has_touch=True,
        is_mobile=True,
        viewport={"width": 390, "height": 844},
    ).settle(RUNS)
    assert set(phone.run(opacity)) == {"1"}
    phone.page.locator("#outcomes .save summary").first.tap()
    phone.page.locator("#outcomes .save[open] button").first.wait_for(state="visible")
    assert set(opened(small_page("january_2020")).settle(RUNS).run(opacity)) == {"0"}
