"""What a text may hold, how long it may be, and which files errors may quote."""

import shutil
from pathlib import Path

import pytest

from calibration.evidence.library import load_scenario
from sim import luck
from sim.ensemble import Engine
from sim.errors import MOST_NAMES, InputError, some_of
from sim.inputs.clean_text import LINE_BREAKS, LONGEST, NAME, TITLE, visible
from sim.inputs.named_files import YAML, is_kind
from sim.inputs.strict_yaml import parse
from sim.levers import BY_NAME
from sim.outcomes import OUTCOMES

ROOT = Path(__file__).parents[3]
BASELINE = ROOT / "scenarios" / "baseline.yaml"
HERE = Path("scenario.yaml")
BAD_SIGNS = {
    "a bell": "\\x07",
    "an escape sequence": "\\x1b[31m",
    "a delete": "\\x7f",
    "a C1 escape": "\\x9b31m",
    "a carriage return": "\\r",
    "a next line": "\\x85",
    "an override": "\\u202e",
    "an embedding": "\\u202b",
    "an isolate": "\\u2067",
    "a hidden mark": "\\u200f",
    "a line separator": "\\u2028",
    "a byte order mark": "\\ufeff",
    "no character": "\\uffff",
    "a zero": "\\0",
}


@pytest.fixture
def folder(tmp_path):
    """The shipped scenarios, to write beside."""
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    return tmp_path / "scenarios"


def refused(folder, text, settings=()):
    """The error of a scenario file with this text."""
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_scenario(path, settings)
    return caught.value


@pytest.mark.parametrize("sign", BAD_SIGNS.values(), ids=BAD_SIGNS)
@pytest.mark.parametrize(
    "text", ["title: {}", "question: {}", "{}: 1", "interventions: [{{why: {}}}]"]
)
def test_text_that_steers_the_terminal_or_hides_its_order_is_refused(sign, text):
    """A title reaches terminal, report and SVG: an escape sequence rewrites the screen, an override
    shows another name than it is, and a control character makes no valid XML. Any text of any YAML
    file meets this door, keys as well."""
    with pytest.raises(InputError) as caught:
        parse(text.format(f'"a{sign}b"'), HERE)
    assert caught.value.line == 1
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "text", ["\u200c", "\u200d\u200d", " \u200c\u00a0", "\u0301" * 3, "\u3164", "\u2800 \u2800"]
)
def test_a_text_in_which_nothing_can_be_seen_is_refused(text):
    """Joiners belong to the spelling of Persian, but a title of nothing else is no title."""
    with pytest.raises(InputError, match="nothing can be seen"):
        parse(f'title: "{text}"', HERE)
    parse(f'title: "\u0645\u06cc{text}\u200c\u062e\u0648\u0627\u0647\u0645"', HERE)


def test_an_empty_text_stays_one():
    """It hides nothing: whoever needs a text says so."""
    assert parse("title: ''", HERE).data["title"] == ""


@pytest.mark.parametrize(
    "sign", ["\x1b", "\x9b", "\x07", "\x7f", "\r", "\u202e", "\u2028", "\udc91"]
)
def test_a_name_of_a_file_steers_no_terminal(sign):
    """Names of files are bytes that anybody chose; what a command prints shows them escaped."""
    assert visible(f"a{sign}b.yaml").isprintable()
    assert visible(f"a{sign}b.yaml") != f"a{sign}b.yaml"


def test_words_of_any_language_are_printed_as_they_are():
    """Escapes are for what steers; line ends of a text stay."""
    text = "Größe 12 μ → عنوان می\u200cخواهم\n\tنام 🚀"
    assert visible(text) == text


def test_a_world_file_names_nothing_with_an_escape_sequence(folder):
    """Names of sites and militias stand in figures, so the door is not the scenario's alone."""
    world = folder / "worlds" / "iraq_2019.yaml"
    text = world.read_text("utf-8")
    first = next(line for line in text.splitlines() if "name:" in line)
    name = first.partition("name:")[2].split(",")[0].strip()
    world.write_text(text.replace(name, '"\\e[2J"', 1), "utf-8")
    error = refused(folder, "extends: baseline.yaml\n")
    assert error.path.name == "iraq_2019.yaml"
    assert "control character" in str(error)


def test_words_of_any_language_are_welcome(folder):
    """A rule against control characters that hits Persian (whose spelling joins and parts letters
    with two invisible signs), accents, dashes or mathematics would shut out the people this is
    about."""
    title = "می‌خواهم – Bagdád ≥ 5 % · 伊拉克 🙂"
    path = folder / "mine.yaml"
    path.write_text(f'extends: baseline.yaml\ntitle: "{title}"\n', encoding="utf-8")
    assert load_scenario(path).title == title


def test_a_text_over_several_lines_is_read_as_one(folder):
    """YAML folds long texts; a line break and a tab are blanks and no fault."""
    path = folder / "mine.yaml"
    path.write_text("extends: baseline.yaml\ntitle: |\n  one\n  two\t three\n", encoding="utf-8")
    assert load_scenario(path).title == "one two three"


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("title: {}", TITLE),
        ("question: {}", TITLE),
        ("interventions: [{{lever: us.pause, set: never, why: {}}}]", LONGEST),
    ],
)
def test_every_text_of_a_scenario_has_a_longest_length(folder, text, most):
    """A title of 150,000 letters was set in type for minutes; one letter too many is said at once,
    and the last one allowed is taken."""
    head = "extends: baseline.yaml\n"
    error = refused(folder, f"{head}{text.format('x' * (most + 1))}\n")
    assert f"at most {most:,} letters" in error.accepts
    (folder / "mine.yaml").write_text(f"{head}{text.format('x' * most)}\n", encoding="utf-8")
    assert load_scenario(folder / "mine.yaml").days


def test_names_of_a_world_and_keys_have_a_longest_length(folder):
    """A name stands beside a bar of a figure; a key is copied into errors and tables."""
    with pytest.raises(InputError, match=f"at most {NAME} letters"):
        parse(f"{'k' * (NAME + 1)}: 1", HERE)
    world = folder / "worlds" / "iraq_2019.yaml"
    text = world.read_text("utf-8")
    name = text.partition("name:")[2].split(",")[0].splitlines()[0].strip()
    world.write_text(text.replace(name, "n" * (NAME + 1), 1), "utf-8")
    assert f"at most {NAME} letters" in refused(folder, "extends: baseline.yaml\n").accepts


@pytest.mark.parametrize("sign", LINE_BREAKS)
@pytest.mark.parametrize(
    "setting", ["title=a{}days: 5", "title={}days: 5", "title{}=a", "days=5{}"]
)
def test_a_setting_cannot_begin_a_second_line(sign, setting):
    """`--set "title=a\\rdays: 5"` changed the days: whoever builds a command from a title that
    somebody else wrote would run another scenario. Every sign that YAML or Python takes for a line
    break is refused, wherever in the setting it stands."""
    with pytest.raises(InputError) as caught:
        load_scenario(BASELINE, [setting.format(sign)])
    assert str(caught.value.path) == "--set"


def test_settings_on_one_line_go_on_to_work():
    """The door must not cost what `--set` is for."""
    scenario = load_scenario(BASELINE, ["days= 60 ", 'title="a # b"', "hypotheses.H1=A"])
    assert (scenario.days, scenario.title) == (60, "a # b")
    assert scenario.hypotheses["H1"] == "A"


SECRET = "root:x:0:0:secret phrase:/root:/bin/sh"


@pytest.mark.parametrize("name", ["passwd", "secret.txt", "notes.md", "linked.yaml", ".env"])
@pytest.mark.parametrize("key", ["extends", "world", "history: {events", "parameters: {from"])
def test_no_error_quotes_a_file_that_was_not_meant_to_be_read(folder, name, key):
    """A scenario that came by mail may say `extends: ../../etc/passwd`; its error would then be
    copied into a bug report. Neither a name nor a link that ends otherwise is opened at all."""
    (folder / "target").write_text(f"{SECRET}\n", encoding="utf-8")
    if name == "linked.yaml":
        (folder / name).symlink_to(folder / "target")
    else:
        (folder / name).write_text(f"{SECRET}\n", encoding="utf-8")
    end = ", until: 2020-01-05}" if "events" in key else "}" if "{" in key else ""
    base = "" if key == "extends" else "extends: baseline.yaml\n"
    error = refused(folder, f"{base}{key}: {name}{end}\n")
    assert "secret" not in str(error).replace("secret.txt", "")
    assert error.path.name == "mine.yaml"


@pytest.mark.parametrize("key", ["world", "history.events", "parameters.from"])
def test_no_error_of_a_setting_quotes_another_file(tmp_path, key):
    """The same door on the command line: `--set world=/etc/passwd`."""
    (tmp_path / "passwd").write_text(SECRET, encoding="utf-8")
    settings = [f"{key}={tmp_path / 'passwd'}", "history.until=2020-01-05"]
    with pytest.raises(InputError) as caught:
        load_scenario(BASELINE, settings)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("text", [SECRET, f"- {SECRET}", "", "42"])
def test_a_file_that_is_no_mapping_is_not_quoted(folder, text):
    """A file of the right ending may still be another kind of file; what it is can be said without
    a word of what it holds."""
    (folder / "other.yaml").write_text(text, encoding="utf-8")
    error = refused(folder, "extends: other.yaml\n")
    assert "secret" not in str(error)
    assert error.path.name == "other.yaml"


def test_an_error_of_another_file_says_who_asked_for_it(folder):
    """Somebody runs mine.yaml and reads of a slip in a file never heard of: the error leads back,
    through the nearest of several files that name each other."""
    (folder / "parent.yaml").write_text("extends: baseline.yaml\nworld: small.yaml\n", "utf-8")
    (folder / "small.yaml").write_text("title: 7\n", encoding="utf-8")
    error = refused(folder, "title: x\nextends: parent.yaml\n")
    assert error.path.name == "small.yaml"
    assert error.asked_by == f"{folder / 'parent.yaml'}:2: world"
    (folder / "parent.yaml").write_text("extends: baseline.yaml\ndayz: 3\n", "utf-8")
    error = refused(folder, "title: x\nextends: parent.yaml\n")
    assert str(error).endswith(f"(asked for by {folder / 'mine.yaml'}:2: extends)")


def test_an_error_of_the_file_itself_says_nothing_of_others(folder):
    """Who asked is worth a word only where the reader named another file."""
    assert refused(folder, "extends: baseline.yaml\ndayz: 3\n").asked_by == ""


def test_an_ending_counts_in_any_case_and_behind_a_link(tmp_path):
    """`MINE.YAML` is a YAML file; a link is what it leads to."""
    (tmp_path / "MINE.YAML").write_text("a: 1", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "MINE.YAML")
    assert is_kind(tmp_path / "MINE.YAML", YAML)
    assert is_kind(tmp_path / "link.yaml", YAML)
    assert not is_kind(tmp_path / "mine.yaml.txt", YAML)


def test_a_long_list_of_names_becomes_the_nearest_three_and_where_the_rest_stands():
    """Forty names are a wall in which nobody finds the one that was meant."""
    text = some_of(OUTCOMES, "us_kiled", "`flashpoint outcomes` lists them")
    assert text.startswith("us_killed, ")
    assert text.count(",") == 3
    assert text.endswith("… (`flashpoint outcomes` lists them)")
    few = [f"n{k}" for k in range(MOST_NAMES)]
    assert some_of(few, "n3") == ", ".join(few)


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("outcomes: [us_kiled]", "`flashpoint outcomes` lists them"),
        ("interventions: [{lever: us.puase, set: never}]", "`flashpoint levers` lists them"),
        (
            "interventions: [{lever: us.presence.close, set: closed, sites: [tajy]}]",
            "iraq_2019.yaml lists them",
        ),
    ],
)
def test_errors_over_many_names_say_where_the_rest_stands(folder, text, pointer):
    """Each list of the model has a command or a file that shows all of it."""
    error = refused(folder, f"extends: baseline.yaml\n{text}\n")
    assert error.accepts.endswith(f"… ({pointer})")
    assert len(str(error)) < 500
    assert len(BY_NAME) > MOST_NAMES


@pytest.mark.parametrize("seed", [-1, luck.MAX_SEED + 1, 2**64, 1.5, True, "7"])
def test_a_seed_out_of_range_is_refused_and_the_range_is_said(seed):
    """Beyond 64 bits two seeds were one, without a word."""
    with pytest.raises(InputError, match=f"from 0 to {luck.MAX_SEED}"):
        Engine(load_scenario(BASELINE, ["days=2"]), seed)


def test_both_ends_of_the_range_of_seeds_run():
    """The range that is said is the range that is taken."""
    scenario = load_scenario(BASELINE, ["days=2"])
    for seed in (0, luck.MAX_SEED):
        assert len(Engine(scenario, seed).block(0, 2).tallies) == 2
