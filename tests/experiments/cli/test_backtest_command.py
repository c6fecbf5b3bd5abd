"""`flashpoint backtest`: what it prints and writes, what it refuses, and the page in docs/."""

from __future__ import annotations

import csv
import json
import re
import shlex
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.text import Text
from typer.testing import CliRunner

from calibration.backtest.backtest import NAMES, OURS
from calibration.backtest.forecast import BacktestSize, known_by
from calibration.backtest.scores import COUNTS
from calibration.evidence.known_evidence import load_evidence
from calibration.evidence.tables import read_events, write_events
from experiments.cli import backtest as command
from experiments.cli import output
from experiments.cli.app import app
from experiments.cli.backtest import DOCS, SHORT, BacktestOptions, run_backtest
from experiments.plots.fit.backtest import draw
from experiments.plots.fit.backtest_labels import LABELS, OUTCOMES, TESTS
from experiments.report.backtest_page import NOTICE, page, verdict
from experiments.text.wording import listed
from sim.errors import InputError

UNTIL = "2020-01-05"
HEADINGS = [
    "The forecasters", "What they said", "How far off", "Skill of the fitted model",
    "Could one tell?", "The count of all attacks", "What was known", "What was masked",
    "What leaks all the same",
]  # fmt: skip


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    """One small backtest with a result folder, and what it found."""
    folder = tmp_path_factory.mktemp("backtest") / "result"
    return run_backtest(BacktestOptions(UNTIL, runs=200, out=folder, quick=True)), folder


def read(path):
    """Rows of a CSV file."""
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def sections(text):
    """Heading -> text below it."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def table(text):
    """Cells of the one table of a section."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in rows]


def test_the_terminal_shows_what_is_known_all_forecasters_and_a_verdict(quick, monkeypatch, capsys):
    """Nobody should have to open a file to learn who lost."""
    monkeypatch.setattr(output.console, "width", 9000)
    found, _ = quick
    command.show(found)
    out = capsys.readouterr().out
    for word in (*LABELS.values(), "leadership_strike_20200103", "masked", "wsj:7", "24 attacks"):
        assert word in out
    for outcome in found.observed.flags:
        assert OUTCOMES[outcome] in out
    assert "Pseudo-out-of-sample" in out
    assert all(text in out for text in verdict(found))


def test_a_result_folder_holds_every_score_and_test(quick):
    """Enough to redo the comparison without running anything again."""
    found, folder = quick
    scores, tests = (read(folder / name) for name in ("scores.csv", "tests.csv"))
    assert len(scores) == sum(len(rows) for rows in found.scores.values())
    assert {row["forecast"] for row in scores} == set(NAMES)
    mine = [r for r in scores if r["forecast"] == "flashpoint" and r["reference"] == "persistence"]
    rows = [r for r in found.scores["persistence"] if r.forecast == "flashpoint"]
    assert [float(r["value"]) for r in mine] == [r.score.value for r in rows]
    assert {row["test"] for row in tests} == TESTS.keys()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["until"], manifest["to"], manifest["runs"]) == (UNTIL, "2020-03-20", 200)
    assert (folder / "figures" / "backtest.png").stat().st_size > 10_000
    assert (folder / "backtest.md").read_text(encoding="utf-8") == page(found)


def check_form(text):
    """Sections, one row an outcome, one column a forecaster; returns the sections."""
    assert text.startswith(f"{NOTICE}\n# Backtest\n")
    found = sections(text)
    assert list(found) == HEADINGS
    for name in ("What they said", "How far off", "Could one tell?"):
        head, _, *rows = table(found[name])
        assert head[2:] == list(LABELS.values())
        assert all(len(row) == len(head) and all(row) for row in rows)
    said = [row[0] for row in table(found["What they said"])[2:]]
    assert said == list(OUTCOMES.values())
    # Counts have three scores, questions two.
    assert len(table(found["How far off"])[2:]) == 2 * len(OUTCOMES) + len(COUNTS)
    assert [row[0] for row in table(found["Could one tell?"])[2:]] == list(TESTS.values())
    assert table(found["Skill of the fitted model"])[0][1:] == list(LABELS.values())[1:]
    assert "pseudo-out-of-sample" in text
    return found


def test_the_page_of_a_quick_backtest_has_the_form_of_the_published_one(quick):
    """So that the check below is a check of the program too."""
    check_form(page(quick[0]))


def test_the_published_page_has_its_form_and_speaks_of_todays_tables():
    """Its numbers are Monte Carlo; which rows it masks and which leak is not."""
    text = DOCS.read_text(encoding="utf-8")
    found = check_form(text)
    evidence = load_evidence()
    known = known_by(evidence, command._date("--until", UNTIL))
    kept = {row.id for row in known.evidence.events} | {r.id for r in known.evidence.aggregates}
    every = {row.id for row in evidence.events} | {row.id for row in evidence.aggregates}
    names = re.compile(r"`(\w+)`")
    assert set(names.findall(found["What was masked"])) == every - kept
    acts = [e.id for e in known.evidence.events if e.act]
    assert names.findall(found["What was known"]) == acts
    lines = [f"- `{k.id}`: {k.what}, {', '.join(k.citations)}" for k in known.leaks]
    assert found["What leaks all the same"].strip().splitlines()[-len(lines) :] == lines


def test_page_terminal_and_figure_say_that_our_forecasts_do_not_count_war(
    quick, monkeypatch, capsys
):
    """Fewer attacks after a war are no forecast of peace. Baselines know no war, so they say none;
    where no forecast of ours has one, nobody does."""
    monkeypatch.setattr(output.console, "width", 9000)
    for share in (0.5, 0.0):
        found = with_war(quick[0], share)
        command.show(found)
        figure = draw(found).figure.findobj(Text)
        drawn = " ".join(" ".join(t.get_text() for t in figure).split())
        for words in (page(found), capsys.readouterr().out, drawn):
            text = " ".join(words.split())
            assert ("Not counting war itself: in 50 % of runs of “fitted”" in text) == bool(share)
            assert "runs of “persistence”" not in text


def with_war(found, share):
    """The same backtest with war in a share of the runs of our forecasts, and in all of theirs."""
    forecasts = {}
    for name, forecast in found.forecasts.items():
        runs = len(forecast.flags["open_war"])
        flag = np.arange(runs) < (share if name in OURS else 1.0) * runs
        forecasts[name] = replace(forecast, flags={**forecast.flags, "open_war": flag})
    return replace(found, forecasts=forecasts)


def test_the_check_of_the_page_would_notice_a_missing_row(quick):
    """Negative control."""
    text = page(quick[0])
    line = next(row for row in text.splitlines() if row.startswith("| open war: log"))
    with pytest.raises(AssertionError):
        check_form(text.replace(f"{line}\n", ""))


def test_another_table_can_be_the_truth(tmp_path, monkeypatch, capsys):
    """Its rows after the day are scored, and acts it has no word for are named and left out."""
    monkeypatch.setattr(output.console, "width", 9000)
    rows = [e for e in read_events() if e.act == "rocket_attack" and str(e.date_used) > UNTIL]
    path = tmp_path / "events.csv"
    write_events(_without_causes(rows), path)
    found = run_backtest(BacktestOptions(UNTIL, events=path, runs=60, quick=True))
    assert found.observed.flags == {}
    assert found.observed.catalogue.day.tolist() == [2, 66, 70]
    out = capsys.readouterr().out
    assert "rows from 2020-01-08 to 2020-03-16" in out
    assert "no word for: Iranian missile salvo" in out


@pytest.fixture(scope="module")
def foreign(tmp_path_factory):
    """A backtest against a table without attacks, in a folder whose name has a blank."""
    folder = tmp_path_factory.mktemp("other one")
    path = folder / "events.csv"
    rows = [e for e in read_events() if e.act in ("missile_salvo", "sanctions_step")]
    # A post of the world, which the codebook does not list.
    rows = [replace(e, sites=("post_anbar",)) if e.sites else e for e in rows]
    write_events(_without_causes(rows), path)
    done = BacktestOptions(UNTIL, events=path, runs=60, seed=7, quick=True, out=folder / "result")
    return run_backtest(done), path, folder / "result"


def test_a_table_without_attacks_is_told_so_on_terminal_and_page(foreign, monkeypatch, capsys):
    """And nothing on either speaks of zero attacks."""
    monkeypatch.setattr(output.console, "width", 9000)
    found, path, folder = foreign
    command.show(found, found.truth)
    out = capsys.readouterr().out
    text = (folder / "backtest.md").read_text(encoding="utf-8")
    for shown in (out, text):
        joined = " ".join(shown.split())
        assert "rocket attacks (their number, their dead, quiet spells, waits)" in joined
        assert "which is no zero" in joined
        assert "Attacks are not scored, for the table holds none." in joined
        assert OUTCOMES["attacks"] not in joined.split("Count", 1)[-1]
        assert "0 attacks" not in joined
    assert not (folder / "figures").exists(), "the figure is of the number of attacks"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["truth"]["table"] == str(path)
    assert len(read(folder / "scores.csv")) == sum(len(rows) for rows in found.scores.values())


def test_the_command_to_repeat_it_gives_the_same_page(foreign):
    """It named neither the table nor --quick: another forecast, scored against another truth."""
    found, path, folder = foreign
    text = page(found)
    (line,) = re.findall(r"^Repeat it: `(.+)`\.$", text, flags=re.MULTILINE)
    assert shlex.split(line) == [
        "flashpoint", "backtest", "--until", UNTIL, "--to", "2020-03-20", "--events", str(path),
        "--quick", "--runs", "60", "--seed", "7",
    ]  # fmt: skip
    words = [*shlex.split(line)[1:], "--out", str(folder.parent / "again")]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert (folder.parent / "again" / "backtest.md").read_text(encoding="utf-8") == text
    assert (folder.parent / "again" / "scores.csv").read_bytes() == (
        folder / "scores.csv"
    ).read_bytes()


def test_the_page_of_a_full_backtest_says_no_quick_and_no_table(quick):
    """Control: an option that was not given must not be repeated."""
    full = replace(quick[0], plan=replace(quick[0].plan, size=BacktestSize(runs=200)))
    line = next(row for row in page(full).splitlines() if row.startswith("Repeat it"))
    assert "--quick" not in line
    assert "--events" not in line
    assert "--quick" in page(quick[0])


def _without_causes(rows):
    return [replace(e, triggered_by=(), trigger_basis="") for e in rows]


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (BacktestOptions("5 January"), "--until: got 5 January; accepts a date like 2020-01-05"),
        (BacktestOptions("20200105"), "--until: got 20200105"),
        (BacktestOptions("2020-02-31"), "--until: got 2020-02-31"),
        (BacktestOptions("2019-11-01"), "--until: got 2019-11-01; accepts a day from 2020-01-03"),
        (BacktestOptions("2020-03-20"), "and before --to"),
        (BacktestOptions(UNTIL, to="2020-01-02"), "--until"),
        (
            BacktestOptions(UNTIL, to="2020-12-31"),
            "--to: got 2020-12-31; accepts a day up to 2020-03-20",
        ),
        (BacktestOptions(UNTIL, to="soon"), "--to: got soon"),
        (BacktestOptions(UNTIL, events=Path("no.csv")), "no.csv"),
        (BacktestOptions(UNTIL, quick=True, write_docs=True), "--write-docs"),
        (BacktestOptions(UNTIL, out=Path(__file__)), "--out"),
    ],
)
def test_bad_input_is_one_message(order, words):
    """It names what was got and what is accepted, before anything is simulated."""
    with pytest.raises(InputError) as error:
        run_backtest(order)
    assert words in str(error.value)


def test_a_table_that_ends_before_the_forecast_is_refused(tmp_path):
    """Else its silence would be taken for peace."""
    path = tmp_path / "events.csv"
    write_events(_without_causes([e for e in read_events() if str(e.date_used) <= UNTIL]), path)
    with pytest.raises(InputError, match="a row after 2020-01-05 and up to 2020-03-20"):
        run_backtest(BacktestOptions(UNTIL, events=path, quick=True))


def test_lists_read_as_a_sentence_would():
    """None, one, and many parts."""
    assert [listed(p) for p in ([], ["a"], ["a", "b", "c"])] == ["", "a", "a, b and c"]


def test_every_forecaster_has_a_panel_above_the_caption(quick):
    """One more forecaster must make the page longer; on a page of two rows the seventh lay on the
    caption."""
    drawn = draw(quick[0])
    panels = drawn.figure.axes
    assert len(panels) == len(LABELS)
    lowest = min(axes.get_position().y0 for axes in panels)
    assert lowest * drawn.figure.get_size_inches()[1] >= drawn.bottom


def test_the_terminal_calls_forecasts_as_text_and_page_do():
    """`rate`, `persists` and `Hawkes` stood over what the text below calls otherwise."""
    heads = [head.replace("-\n", "-") for head in SHORT[2:]]
    assert heads == [LABELS[name] for name in NAMES]
