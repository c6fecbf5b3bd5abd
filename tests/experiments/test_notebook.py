"""The public names of `experiments`, used as in a notebook: look, plot, save, compare."""

import inspect
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import matplotlib.figure
import numpy as np
import pytest

import experiments
from experiments import Comparison, Result, compare, load_result, load_scenario, run
from experiments.cli.app import main
from experiments.runs.places import seal_result
from experiments.runs.store import TABLES, read_manifest, scenario_of
from sim.errors import InputError
from sim.outcomes import HEADLINE

EVIL = "<script>alert('1')</script> & <b>"


@pytest.fixture(scope="module")
def made():
    """Two results on common random numbers: January as it was coded, and an ordered pause."""
    days = ["days=200"]
    return [run(load_scenario(name, days), 30, 3, event_runs=10)
            for name in ("january_2020", "long_pause")]  # fmt: skip


@pytest.fixture(scope="module")
def saved(made, tmp_path_factory):
    """The first of them, saved with CSV and without figures."""
    folder = tmp_path_factory.mktemp("kept") / "january"
    assert made[0].save(str(folder), csv=True, figures=False) == folder
    return folder


class Page(HTMLParser):
    """Tags, cells and pictures of a piece of HTML; every tag must be closed in its place."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.words, self.pictures = [], [], [], []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "img":
            self.pictures.append(dict(attrs))
        else:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data.strip())


def test_all_public_names_are_there():
    """What `dir(experiments)` offers can be imported, and nothing else is made up."""
    assert set(dir(experiments)) == set(experiments.__all__)
    for name in experiments.__all__:
        assert inspect.getdoc(getattr(experiments, name))
    with pytest.raises(AttributeError, match="no attribute 'runn'"):
        _ = experiments.runn


def test_the_repr_of_a_result_is_one_short_line(made):
    """A cell that ends in `result` must not print a hundred thousand numbers."""
    assert repr(made[0]) == "<Result 'After the January crisis': 30 runs of 200 days, seed 3>"
    failed = replace(made[0], failures=[{"run": 1}])
    assert repr(failed).endswith("seed 3, 1 failed>")
    assert repr(Result({}, {}, {}, {})) == "<Result '': 0 runs of 0 days, seed None>"


def test_a_notebook_shows_summary_and_figures(made):
    """The table that `run` prints, what it carries, and pictures that need no file."""
    page = Page(made[0]._repr_html_())
    assert set(made[0].manifest["outcomes"] or HEADLINE) <= set(page.words)
    assert "mean or chance" in page.words
    assert any("error of the number of runs" in text for text in page.words)
    assert [p["alt"] for p in page.pictures] == ["outcomes", "fans"]
    assert all(p["src"].startswith("data:image/png;base64,") for p in page.pictures)
    assert len(made[0]._repr_html_()) < 1_000_000


def test_texts_that_people_wrote_are_escaped(made):
    """A scenario that came by mail runs no script in its reader's notebook."""
    evil = replace(made[0], manifest=made[0].manifest | {"title": EVIL, "question": EVIL})
    page = Page(evil._repr_html_())
    assert {"script", "b"}.isdisjoint(page.tags)
    assert any("<script>" in text for text in page.words)
    both = Page(compare(evil, made[1])._repr_html_())
    assert {"script", "b"}.isdisjoint(both.tags)
    assert any("<script>" in text for text in both.words)


def test_a_result_without_tables_still_shows_something(made, saved):
    """Read without its tables, or with no run left, it must not raise in the notebook."""
    few = load_result(saved, ("daily",))
    assert Page(few._repr_html_()).pictures == []
    bare = replace(made[0], daily_columns={}, event_columns={})
    assert [p["alt"] for p in Page(bare._repr_html_()).pictures] == ["outcomes"]
    assert list(bare.plot()) == ["outcomes"]


def test_plot_gives_figures_by_name(made):
    """All that there is data for, or those asked for, as matplotlib figures to go on with."""
    figures = made[0].plot()
    assert list(figures) == ["outcomes", "fans", "rungs", "story"]
    assert all(isinstance(f, matplotlib.figure.Figure) for f in figures.values())
    assert repr(figures) == "<Figures: outcomes, fans, rungs, story>"
    assert list(made[0].plot("rungs", "fans")) == ["rungs", "fans"]
    assert [p["alt"] for p in Page(made[0].plot("rungs")._repr_html_()).pictures] == ["rungs"]
    story = made[0].plot("story", run=7)["story"]
    assert any("7" in text.get_text() for text in story.texts)


def test_a_figure_that_is_not_there_is_named_with_those_that_are(made):
    """A slip costs one line."""
    with pytest.raises(ValueError, match="no figure 'fan' of this result; it has outcomes, fans"):
        made[0].plot("fan")
    with pytest.raises(ValueError, match="run 29 has no stored events"):
        made[0].plot(run=29)


def test_a_saved_result_is_one_that_every_command_reads(made, saved, monkeypatch, capsys):
    """`save` in Python and `flashpoint run` leave the same kind of folder."""
    again = load_result(saved)
    for name in ("run_columns", "daily_columns", "event_columns"):
        mine, theirs = getattr(made[0], name), getattr(again, name)
        assert mine.keys() == theirs.keys()
        assert all(np.array_equal(mine[k], theirs[k]) for k in mine if k != "date")
    for name in (*(f"{t}.csv" for t in TABLES), "summary.txt", "summary.json", "inputs"):
        assert (saved / name).exists()
    assert scenario_of(saved).title == made[0].manifest["title"]
    assert read_manifest(saved)["runs"] == 30
    monkeypatch.setattr("sys.argv", ["flashpoint", "explain", str(saved), "--run", "7"])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert not stopped.value.code
    assert "coded history" in capsys.readouterr().out


def test_a_result_is_saved_again_over_itself_and_elsewhere(saved, tmp_path):
    """Read, look, save: the same rows, in the old place or a new one, never over other things."""
    first = load_result(saved)
    copy = first.save(tmp_path / "copy", figures=False)
    copy = load_result(copy).save(copy)
    again = load_result(str(copy))
    assert all(np.array_equal(first.run_columns[k], v) for k, v in again.run_columns.items())
    assert (copy / "figures" / "outcomes.png").is_file()
    assert not (copy / "runs.csv").exists()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="something else is there"):
        first.save(tmp_path / "other")
    assert [p.name for p in (tmp_path / "other").iterdir()] == ["mine.txt"]


def test_a_result_made_by_hand_cannot_be_saved(made, tmp_path):
    """A folder without its scenario could not be run again, so none is begun."""
    with pytest.raises(ValueError, match="does not know its scenario"):
        replace(made[0], source=None).save(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_compare_takes_two_results(made, saved):
    """Run just now or read from a folder: the same differences, a short line, a table."""
    found = compare(*made)
    assert isinstance(found, Comparison)
    assert repr(found).startswith("<Comparison of ")
    assert "30 paired runs" in repr(found)
    assert len(repr(found)) < 200
    assert list(found.table["name"]) == list(HEADLINE)
    row = found.table.set_index("name").loc["pause_days"]
    a, b = (r.runs["pause_days"].mean() for r in made)
    assert (row["a"], row["b"]) == (pytest.approx(a), pytest.approx(b))
    stored = compare(load_result(saved), made[1])
    assert stored.outcomes == found.outcomes
    assert np.array_equal(stored.first_days, found.first_days)


def test_a_result_of_other_rules_is_not_compared(made, saved, tmp_path):
    """The day on which runs part would be that of other runs; better one line than that."""
    folder = tmp_path / "old"
    load_result(saved).save(folder, figures=False)
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"code": "0" * 20}))
    seal_result(folder)
    with pytest.raises(ValueError, match="made by other rules: run it again"):
        compare(load_result(folder), made[1])


PAGE = Path(__file__).parents[2] / "docs" / "python.md"


def test_the_code_of_the_page_runs(tmp_path, monkeypatch):
    """Whoever copies the page into a notebook gets what it says, in any folder."""
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert len(blocks) == 3
    known = {}
    exec("\n".join(blocks), known)
    assert (tmp_path / "results" / "mine" / "runs.csv").is_file()
    assert {row["iteration"] for row in known["rows"]} == {0, 1, 2}
    assert known["model"].world.clock.day == 1


def test_the_page_names_all_that_is_public():
    """A name without a word is found by nobody; a parameter that is none misleads."""
    text = PAGE.read_text(encoding="utf-8")
    of_results = [name for name in vars(Result) if not name.startswith("_") and name != "source"]
    for name in (*experiments.__all__, *of_results):
        assert re.search(rf"\b{name}\b", text) or name.endswith("_columns"), name
    for name, call in (("run", run), ("load_scenario", load_scenario), ("save", Result.save)):
        (said,) = re.findall(rf"^\| `{name}\((.*?)\)`", text, re.M)
        for part in re.findall(r"(\w+)=([^,)]+)", said):
            default = inspect.signature(call).parameters[part[0]].default
            assert str(default) == part[1] or part[1] == "("
