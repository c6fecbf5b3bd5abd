"""A page is one file: small, the same each time, shut off, and harmless whatever its texts hold."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from calibration.evidence.library import load_scenario
from experiments.page import one_file
from experiments.page import page_script as script
from experiments.page.one_file import page_html
from experiments.page.page_data import page_data
from experiments.page.page_script import page_script
from experiments.page.still import still_of
from experiments.plots.run.figures import save_figures
from experiments.runs.batch import run_batch
from sim.errors import InputError
from sim.wasm.packaged import packaged

MOST = 3_000_000
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<script>alert(1)</script>",
    "<!--<script>",
    "<img src=x onerror=alert(1)>",
    "' onload='alert(1)",
    '"><svg onload=alert(1)>',
    "&lt;b&gt; & ${policy} $title",
    "{{ 7 * 7 }} \\u003c/script\\u003e",
    "Café, 😀, „quoted“",
]


class Seen(HTMLParser):
    """Elements of a page with their attributes, and the text of each script and of the title."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.texts, self.inside = [], {}, ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.inside = dict(attributes).get("id", tag)

    def handle_data(self, data):
        self.texts[self.inside] = self.texts.get(self.inside, "") + data

    def handle_endtag(self, _):
        self.inside = ""


@pytest.fixture(scope="module")
def page(written):
    return written("january_2020").read_text("utf-8")


def policy_of(page):
    found = next(a for tag, a in Seen(page).elements if a.get("http-equiv"))
    assert found["http-equiv"] == "Content-Security-Policy"
    rules = (rule.split() for rule in found["content"].split(";"))
    return {words[0]: words[1:] for words in rules}


def test_it_is_small_enough_to_send(page):
    assert len(page.encode()) <= MOST


def test_the_same_scenario_gives_the_same_bytes(page):
    again = page_data(load_scenario("january_2020"), packaged(), 20191028, 10_000)
    assert page_html(again) == page


def test_another_seed_gives_other_bytes(page):
    """Negative control."""
    other = page_data(load_scenario("january_2020"), packaged(), 1, 10_000)
    assert page_html(other) != page


def test_it_names_no_address(page):
    """No element loads anything, no style, no script. The name of SVG is no address."""
    seen = Seen(page)
    assert not {"src", "href", "data", "action", "srcset"} & {
        k for _, a in seen.elements for k in a
    }
    code = re.sub(r"/\*.*?\*/", "", seen.texts["script"], flags=re.DOTALL)
    code = code.replace("http://www.w3.org/2000/svg", "")
    assert "url(" not in seen.texts["style"]
    assert "@import" not in seen.texts["style"]
    asked = r"https?:|fetch\(|XMLHttp|WebSocket|EventSource|sendBeacon|import\w*\("
    assert re.findall(asked, code) == []
    assert re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", code) == []


def test_its_pictures_are_in_it_and_its_words_are_text(tmp_path):
    """The answer in words and the figures of a result add no address, script or style either."""
    result = run_batch(load_scenario("baseline"), 300, 7).result
    result = replace(result, manifest=result.manifest | {"title": HOSTILE[0]})
    save_figures(result, tmp_path)
    still = still_of(result, tmp_path)
    made = page_html(page_data(load_scenario("baseline"), packaged(), 7, 300), still)
    seen = Seen(made)
    sources = [a["src"] for _, a in seen.elements if "src" in a]
    assert len(sources) == 3
    assert all(src.startswith("data:image/png;base64,") for src in sources)
    assert [tag for tag, _ in seen.elements].count("script") == 3
    assert not [k for _, a in seen.elements for k in a if k.startswith("on") or k == "style"]
    assert policy_of(made)["img-src"] == ["data:"]


def test_its_policy_allows_its_own_script_and_style_and_nothing_else(page):
    seen, policy = Seen(page), policy_of(page)
    assert policy["default-src"] == ["'none'"]
    for name, rule in (("script", "script-src"), ("style", "style-src")):
        digest = base64.b64encode(hashlib.sha256(seen.texts[name].encode()).digest()).decode()
        assert policy[rule][0] == f"'sha256-{digest}'"
    assert policy["script-src"][1:] == ["'wasm-unsafe-eval'", "blob:"]
    assert policy["style-src"][1:] == []
    assert "unsafe-inline" not in str(policy)
    assert "'unsafe-eval'" not in str(policy)


def test_no_element_carries_a_script_or_style_of_its_own(page):
    """The policy would refuse them, and a reader would see a broken page."""
    keys = {key for _, attributes in Seen(page).elements for key in attributes}
    assert not [key for key in keys if key.startswith("on") or key == "style"]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_that_hold_markup_are_texts(page, tmp_path, text):
    """The same elements as ever, and the text itself letter by letter."""
    file = tmp_path / "hostile.yaml"
    said = json.dumps(text, ensure_ascii=False)
    file.write_text(f"extends: january_2020.yaml\ntitle: {said}\nquestion: {said}\n", "utf-8")
    made = page_html(page_data(load_scenario(file), packaged(), 1, 500))
    seen = Seen(made)
    assert seen.elements[1:] == Seen(page).elements[1:]
    told = json.loads(seen.texts["told"])
    assert (told["title"], told["question"]) == (text, text)
    assert seen.texts["h1"] == seen.texts["title"] == text


def test_a_hostile_title_reads_back_from_the_downloaded_file(tmp_path, written, play):
    """The page writes it as a text of YAML, not as YAML."""
    file = tmp_path / "mine.yaml"
    text = 'a "b": [c, {d}] # e \\ <script>'
    file.write_text(f"extends: baseline.yaml\ntitle: {json.dumps(text)}\n", "utf-8")
    played = play(written(str(file)), "us.pause=never", 2)
    (tmp_path / "as_set.yaml").write_text(played.said["scenario"], "utf-8")
    assert load_scenario(tmp_path / "as_set.yaml").title.startswith(text)


def test_the_script_has_no_module_left_out(run_node, tmp_path):
    """All modules but the first are imported by another, and nothing is left to import."""
    modules = {path.name: path.read_text("utf-8") for path in one_file.WEB.glob("*.js")}
    imported = set(re.findall(r'from "\./([a-z_]+\.js)";', "".join(modules.values())))
    assert imported | {"main.js"} == set(modules)
    (tmp_path / "script.mjs").write_text(page_script(), "utf-8")
    assert run_node("--check", tmp_path / "script.mjs").returncode == 0
    assert not re.search(r"^(import|export)\b", page_script(), re.MULTILINE)
    assert "</script" not in page_script()
    assert "<!--" not in page_script()


@pytest.mark.parametrize("moved", ["edited", "one more", "one less"])
def test_a_script_of_other_modules_is_refused(monkeypatch, tmp_path, moved):
    """It would run what nobody can read in `web/`. The same modules elsewhere are no others."""
    web = tmp_path / "web"
    shutil.copytree(script.WEB, web)
    monkeypatch.setattr(script, "WEB", web)
    assert page_script()
    if moved == "one less":
        (web / "bytes.js").unlink()
    else:
        name = "bytes.js" if moved == "edited" else "another.js"
        with (web / name).open("a", encoding="utf-8") as file:
            file.write("// moved\n")
    with pytest.raises(
        InputError, match=r"a script of other modules; accepts that of .*page-script`"
    ):
        page_script()


def test_every_module_says_what_it_is_for():
    assert all(Path(p).read_text("utf-8").startswith("/**") for p in one_file.WEB.glob("*.js"))
