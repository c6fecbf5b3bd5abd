"""The page of agents: stepped, served on this machine alone, its extra named when missing."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
needs_solara = pytest.mark.skipif(
    importlib.util.find_spec("solara") is None, reason="the extra 'viz' is not installed"
)
WITHOUT = """
import sys
sys.modules["solara"] = sys.modules["solara_assets"] = None  # as if it were not installed
from experiments.cli.app import main
sys.argv = ["flashpoint", *sys.argv[1:]]
main()
"""
STEPPED = """
import warnings
warnings.simplefilter("ignore")
import ipyvuetify as v
import solara
from experiments import load_scenario
from experiments.viz import agents_page
from solara.widgets.widgets import HTML
agents_page.asked[:] = [agents_page.Asked(load_scenario("baseline", ["days=30"]), 5, 3)]
@solara.component
def Whole():
    with solara.AppLayout():
        agents_page.Page()
box, context = solara.render(Whole(), handle_error=False)
button = {b.children[-1]: b for b in context.find(v.Btn).widgets if b.children}
def told():
    return "".join(w.unsafe_innerHTML or "" for w in context.find(HTML).widgets)
(menu,) = context.find(v.Select).widgets
before = told()
button["Step"].click()
menu.v_model = "us.pause = never"
button["Reset"].click()
for _ in range(12):
    button["Step"].click()
print(len(menu.items), before != told(), "kataib_hezbollah" in told(), "rocket attack" in told())
"""


def python(*words, timeout=300):
    """Python in the checkout."""
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, timeout=timeout
    )


def test_without_its_extra_one_line_names_it():
    """Nobody who does not want the page has to install it, and who does is told how."""
    done = python("-c", WITHOUT, "viz", "january_2020")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "pip install -e '.[viz]'" in done.stderr


def test_a_scenario_that_is_none_is_told_before_anything_is_served():
    """Bad input is the same line as with every command."""
    done = python("-c", WITHOUT, "viz", "january_2200")
    assert done.returncode == 2
    assert "did you mean 'january_2020'" in done.stderr


@needs_solara
def test_the_page_steps_a_model_and_moves_a_lever():
    """Rendered as a browser would have it: buttons pressed, a lever chosen, tables that follow."""
    done = python("-c", STEPPED)
    assert done.returncode == 0, done.stderr
    count, *said = done.stdout.split()[-4:]
    assert int(count) > 80
    assert said == ["True"] * 3


@needs_solara
def test_the_page_is_served_on_this_machine_alone():
    """A free port on loopback, a page behind it, and an end when it is interrupted."""
    command = [sys.executable, "-m", "experiments", "viz", "baseline", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as served:
        address, _, rest = served.stdout.readline().partition(" ")
        assert address.startswith("http://127.0.0.1:")
        assert rest == "(this machine only; Ctrl-C stops it)\n"
        try:
            text = urllib.request.urlopen(address, timeout=60).read().decode()
            assert "solara" in text
        finally:
            served.terminate()
        assert served.wait(60) in (0, 143)


@needs_solara
def test_a_port_that_is_taken_is_one_error():
    """Two pages at once need two ports."""
    done = python("-m", "experiments", "viz", "baseline", "--port", "99999")
    assert done.returncode == 2
    assert "accepts a free port of this machine, 0 for any" in done.stderr
