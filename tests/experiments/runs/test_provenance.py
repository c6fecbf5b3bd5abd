"""A result names the commit of our checkout, or none."""

import subprocess

import pytest

from experiments.runs.provenance import git_state


@pytest.fixture
def checkout(tmp_path):
    """A git checkout with one commit."""
    for words in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "first"]):
        who = ["-c", "user.name=n", "-c", "user.email=e@example.org"]
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True)
    return tmp_path


def test_a_checkout_names_its_commit(checkout):
    """Clean, and dirty once a file is added."""
    state = git_state(checkout)
    assert (len(state["commit"]), state["clean"]) == (40, True)
    (checkout / "new").write_text("")
    assert git_state(checkout)["clean"] is False


def test_an_environment_inside_another_checkout_names_none(checkout):
    """`pip install` into `.venv` of one's own project: its commit did not make these numbers."""
    site = checkout / ".venv" / "site-packages"
    site.mkdir(parents=True)
    assert git_state(site) == {}
