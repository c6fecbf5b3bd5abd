"""`flashpoint params --implied`: readable, complete, and silent about no source of parameters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from experiments.analysis.implied_quantities import QUANTITIES
from experiments.cli import implied, output
from sim.errors import InputError


@pytest.mark.parametrize("width", [80, 120])
def test_every_quantity_is_listed_with_defaults_and_priors(width, monkeypatch, capsys):
    """Numbers, then meaning, unit and paragraphs; nothing runs over."""
    monkeypatch.setattr(output.console, "width", width)
    implied.show_implied()
    shown = capsys.readouterr().out
    assert max(len(line) for line in shown.splitlines() if "/" not in line) <= width
    words = " ".join(shown.split())
    for q in QUANTITIES.values():
        assert re.search(rf"^ {q.name}  default \S+  prior \S+ \(\S+, \S+\)", shown, re.MULTILINE)
        assert f"{q.meaning} ({q.unit}) {' '.join(q.sources)}" in words
    assert re.search(r"loop_gain above 1: default 0 %, prior \S+ %", words)


def test_a_posterior_that_does_not_read_costs_one_line(tmp_path, monkeypatch, capsys):
    """Defaults and priors are shown all the same; why there is no posterior is said once."""
    absent = tmp_path / "none.parquet"
    monkeypatch.setitem(implied.WAYS, "posterior", absent)
    implied.show_implied()
    words = " ".join(capsys.readouterr().out.split())
    assert words.count("no such file") == 1
    assert "posterior 0" not in words


def test_a_figure_is_a_picture_file():
    """Any other ending is refused before thousands of runs are made."""
    with pytest.raises(InputError, match=r"ends in \.png"):
        implied.draw_free_winter(Path("winter.pdf"))


def test_the_figure_is_written_beside_its_vector_twin(tmp_path):
    """Runs on the priors, so it needs no fit."""
    files = implied.draw_free_winter(tmp_path / "new" / "winter.png", runs=30)
    assert [f.name for f in files] == ["winter.png", "winter.svg"]
    text = files[1].read_text(encoding="utf-8")
    assert "30 runs, seed 20191028" in text
    assert "24 counted (spiked:11)" in text
    assert "2 or more counted (spiked:8)" in text
