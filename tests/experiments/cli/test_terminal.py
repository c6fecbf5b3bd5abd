"""What commands print survives the terminal: other encodings, 80 columns and fewer, no terminal."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from experiments.cli import narrow_table, output
from experiments.cli.narrow_table import print_table
from experiments.cli.options import SEED_HELP
from experiments.explain.replay import find
from experiments.runs.result import Result
from experiments.text.plain_signs import PLAIN, plain, use_on
from sim import luck
from sim.errors import InputError
from sim.outcomes import OUTCOMES

ROOT = Path(__file__).parents[3]
SCENARIOS = ROOT / "scenarios"
PROGRAM = "from experiments.cli.app import main; main()"


def flashpoint(folder, *words, encoding="utf-8", columns=80):
    """Exit code, output and errors of a command without a terminal."""
    env = os.environ | {
        "PYTHONIOENCODING": encoding, "COLUMNS": str(columns), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, words)], cwd=folder, env=env, capture_output=True
    )
    return done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii"])
def test_a_run_ends_well_whatever_the_terminal_can_show(tmp_path, encoding):
    """`→` and `≥` are not in cp1252: the runs were done, and the summary died of a
    UnicodeEncodeError. Signs that lack are written in signs that are there."""
    run = ("run", SCENARIOS / "baseline.yaml", "--runs", 60, "--out", "out", "--no-figures")
    for words in (run, ("explain", "out"), ("levers",), ("list", SCENARIOS)):
        code, out, error = flashpoint(tmp_path, *words, encoding=encoding)
        assert (code, error) == (0, "")
        assert "\\u" not in out
    code, _, error = flashpoint(tmp_path, "explain", "out", "--find", "x≥1", encoding=encoding)
    assert code == 2
    assert error.startswith("error: --find: got")
    assert error.count("\n") == 1


def test_every_sign_that_lacks_is_written_in_ascii():
    """Known signs by their like, letters without their marks, the rest so that nothing is lost."""
    assert plain("12 ± 3 → 5–9 %, “é” ≥ 1…") == '12 +/- 3 -> 5-9 %, "e" >= 1...'
    assert plain("│─┃") == "|-|"
    assert plain("伊") == "\\u4f0a"
    assert all(text.isascii() for text in PLAIN.values())


def test_a_stream_keeps_what_it_can_show():
    """cp1252 knows ± and dashes; only what lacks is replaced."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp1252")
    use_on(stream)
    stream.write("± – →")
    stream.flush()
    assert raw.getvalue().decode("cp1252") == "± – ->"


def printed(table, width, monkeypatch):
    """A table as a window of this width shows it."""
    console = Console(file=io.StringIO(), width=width, markup=False, highlight=False)
    for module in (narrow_table, output):
        monkeypatch.setattr(module, "console", console)
    print_table(table)
    return console.file.getvalue()


def outcomes_table(whole):
    """A table of names, numbers and prose, its names in a column that does not wrap."""
    table = Table("outcome", "kind", "mean", "meaning", title="All outcomes")
    table.columns[0].no_wrap = whole
    for o in OUTCOMES.values():
        table.add_row(o.name, o.kind, "−1,234.5", o.meaning)
    return table


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
@pytest.mark.parametrize("whole", [True, False])
def test_no_window_is_so_narrow_that_a_cell_is_cut(width, whole, monkeypatch):
    """A column cut to `automat…` hides the very word that a scenario needs. Every word of every
    cell is there, whole, and no line is wider than the window."""
    text = printed(outcomes_table(whole), width, monkeypatch)
    words = re.split(r"[\s│┃]+", text)
    for o in OUTCOMES.values():
        assert o.name in words
        assert set(o.meaning.split()) <= set(words)
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= width


def test_a_wide_window_shows_a_table_side_by_side(monkeypatch):
    """Rows become lines only where their words do not fit."""
    assert "│ us_killed " in printed(outcomes_table(True), 120, monkeypatch)
    assert "│" not in printed(outcomes_table(True), 40, monkeypatch)


def numbers_table(columns, title="Means over 40 runs of each point"):
    """A table of names and numbers, as a sweep prints it."""
    table = Table(title=title, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("point", min_width=12)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    for k in range(3):
        table.add_row(f"reply {k} deaths", *["27.1 ± 0.8"] * len(columns))
    return table


@pytest.mark.parametrize("width", [40, 60, 80])
def test_columns_of_numbers_go_below_each_other_and_none_is_dropped(width, monkeypatch):
    """A narrow window, or a pipe, lost all columns but the first few, or got a line a cell. Now
    what does not fit beside the others stands below them, with the names once more."""
    names = [name for name in OUTCOMES if "ratio" not in name][:8]
    text = printed(numbers_table(names), width, monkeypatch)
    assert max(map(len, text.splitlines())) <= width
    assert text.count("27.1 ± 0.8") == 3 * len(names)
    heads = "".join(text.split())
    assert all(name in heads or name.split("_")[0] in heads for name in names)
    parts = text.count("reply 1")
    assert parts == text.count("point\n") + text.count("point ") - text.count("each point")
    assert 1 < parts < len(names), "a part holds several columns"


def test_heads_are_split_only_where_there_is_no_room(monkeypatch):
    """`n_us_` over `strikes` cost a line where forty columns were free."""
    table = numbers_table(["n_us_strikes", "us_killed"])
    assert "n_us_strikes  " in printed(table, 80, monkeypatch)
    many = ["n_us_strikes"] * 4
    assert "n_us_strikes" in printed(numbers_table(many), 80, monkeypatch)
    narrow = printed(numbers_table(many), 64, monkeypatch)
    assert "n_us_strikes" not in narrow
    assert narrow.count("reply 1") == 1, "with split heads they all fit"


def test_a_title_is_not_torn_by_a_narrow_table(monkeypatch):
    """It may be wider than its table."""
    title = "Means over 40 runs of each point, with an error that is twice as wide"
    text = printed(numbers_table(["vote"], title), 80, monkeypatch)
    assert text.splitlines()[0].rstrip() == title


def test_plain_signs_are_put_in_before_the_columns_are_laid_out(monkeypatch):
    """A ± that became +/- when the table was written pushed all behind it out of its column."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    use_on(stream)
    console = Console(file=stream, width=80, markup=False, highlight=False)
    for module in (narrow_table, output):
        monkeypatch.setattr(module, "console", console)
    table = numbers_table(["vote", "us_killed"])
    table.add_row("reply 3 deaths", "no", "12")
    print_table(table)
    stream.flush()
    rows = stream.buffer.getvalue().decode("ascii").splitlines()[1:]
    assert "27.1 +/- 0.8" in rows[1]
    assert len({len(row.rstrip()) for row in rows}) == 1


def test_a_run_in_sixty_columns_is_a_table(tmp_path):
    """Below 79 columns every cell had a line of its own."""
    words = ("run", SCENARIOS / "baseline.yaml", "--runs", 60, "--set", "days=60", "--out", "out")
    code, out, _ = flashpoint(tmp_path, *words, "--no-figures", columns=60)
    assert code == 0
    means, bars = (part.splitlines() for part in out.split("How 60 runs spread"))
    rows = [*means, *bars]
    assert sum(row.startswith("n_rocket_attacks") for row in means) == 2
    assert sum(row.startswith("n_rocket_attacks") for row in bars) == 2
    assert any(re.fullmatch(r"n_rocket_attacks( +[\d.]+){2,} *", row) for row in rows)


@pytest.mark.parametrize("words", [("levers",), ("outcomes",), ("list", SCENARIOS), ("evidence",)])
def test_lists_of_names_are_whole_without_a_terminal(tmp_path, words):
    """Piped into a file there is no window, and 80 columns are taken for one."""
    code, out, _ = flashpoint(tmp_path, *words)
    assert code == 0
    assert not re.search(r"\w…(?!”)", out)
    assert max(map(len, out.splitlines())) <= 80 or words[0] == "list"


RESULT = Result({}, {name: [0] for name in OUTCOMES} | {"run": [0]}, {}, {})


@pytest.mark.parametrize(
    ("condition", "missing"),
    [
        ("open_war", "lacks a comparison (>= <= > < ==) and a number"),
        ("open_war=1", "lacks a comparison"),
        ("open_war!=1", "lacks a comparison"),
        ("open_war>=", "lacks a number"),
        ("peak_rung >= many", "lacks a number"),
        (">=6", "outcomes: "),
        ("opn_war>=1", "did you mean 'open_war'"),
        ("", "outcomes: "),
    ],
)
def test_a_condition_says_what_it_lacks(condition, missing):
    """`--find open_war` is what everybody types first; the answer was a grammar of all conditions
    and no word of what is missing from this one."""
    with pytest.raises(InputError) as caught:
        find(RESULT, condition)
    assert missing in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("seed", ["-1", str(luck.MAX_SEED + 1), str(2**70)])
@pytest.mark.parametrize(
    "words", [("run", SCENARIOS / "baseline.yaml"), ("backtest",), ("calibrate",)]
)
def test_every_command_takes_the_same_seeds_and_says_which(tmp_path, words, seed):
    """A study took seeds up to 10^15, a run any number, of which those beyond 64 bits were others
    than they said."""
    code, _, error = flashpoint(tmp_path, *words, "--seed", seed)
    assert code == 2
    assert f"a whole number from 0 to {luck.MAX_SEED}" in error
    assert list(tmp_path.iterdir()) == []


def test_the_help_says_the_range_of_seeds():
    """The number is written out where loading the engine would cost the help its speed."""
    assert 10 ** int(re.search(r"10\^(\d+)", SEED_HELP)[1]) == luck.MAX_SEED


STORY = [
    "   #26  2020-02-03  kataib_hezbollah: rocket barrage → post_diyala (23 munitions, 1 US dead)",
    f"{'':>19}because of #16; fire.p_fire: p=0.0579, draw=0.029  <- luckiest draw",
    "The luckiest draw on the way is #32: it had a chance of 2.6 % that day, which is not much.",
]


def told(width, monkeypatch, terminal):
    """The lines of a story as a window shows them, or as they go into a pipe."""
    console = Console(file=io.StringIO(), width=width, force_terminal=terminal, markup=False,
                      color_system=None, highlight=False)  # fmt: skip
    monkeypatch.setattr(output, "console", console)
    for text in STORY:
        output.story(text)
    return console.file.getvalue().splitlines()


@pytest.mark.parametrize("width", [60, 80])
def test_a_story_wraps_at_the_ends_of_words_below_its_indentation(width, monkeypatch):
    """A window of 80 columns tore words at its edge, and went on at its left."""
    rows = told(width, monkeypatch, True)
    assert max(map(len, rows)) <= width
    assert " ".join(" ".join(rows).split()) == " ".join(" ".join(STORY).split())
    event = rows.index(next(row for row in rows if "#26" in row))
    assert rows[event + 1].startswith(" " * 21)
    cause = next(k for k, row in enumerate(rows) if "because of" in row)
    assert all(row.startswith(" " * 19) for row in rows[event : cause + 1][1:])


def test_a_story_in_a_pipe_keeps_its_lines(monkeypatch):
    """What is read by a program, or pasted, has an event a line."""
    assert told(80, monkeypatch, False) == STORY
