"""A file is found as people name it, their own before the shipped one, and never by guess."""

import shutil
from pathlib import Path

import pytest

from calibration.evidence.library import load_scenario
from experiments.study.named_study import STUDIES, find_study
from experiments.study.study_file import load_study
from sim.errors import InputError
from sim.inputs.find_file import SCENARIOS, find_file, find_scenario, shipped_file

OWN = (Path(), Path("mine"))


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A working folder with a folder `mine/` and a folder `shipped/` far away."""
    (tmp_path / "work" / "mine").mkdir(parents=True)
    (tmp_path / "shipped").mkdir()
    (tmp_path / "shipped" / "winter.yaml").write_text("shipped")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


def found(here, said):
    """Text of the file that is found."""
    return find_file(said, "test", OWN, here / "shipped").read_text()


def test_a_name_finds_the_shipped_file(here):
    """With or without ending, and as the README writes it from inside a checkout."""
    for said in ("winter", "winter.yaml", "mine/winter.yaml", "mine/winter", "./winter"):
        assert found(here, said) == "shipped"


def test_a_file_of_ones_own_hides_the_shipped_one(here):
    """Whoever copies a scenario to change it means the copy: the nearer one first."""
    Path("mine/winter.yaml").write_text("mine")
    assert found(here, "winter") == "mine"
    assert found(here, "winter.yaml") == "mine"
    Path("winter.yaml").write_text("nearest")
    assert found(here, "winter") == "nearest"
    assert found(here, "mine/winter.yaml") == "mine"


def test_a_file_without_the_ending_is_taken_as_it_is(here):
    """A path that is there needs no rule."""
    Path("winter").write_text("no ending")
    assert found(here, "winter") == "no ending"


def test_a_folder_of_the_name_does_not_hide_the_file(here):
    """`results/winter` is often called like its scenario."""
    Path("winter").mkdir()
    assert found(here, "winter") == "shipped"


@pytest.mark.parametrize(
    "said",
    ["elsewhere/winter.yaml", "/nowhere/winter.yaml", "../winter.yaml", "mine/deep/winter.yaml"],
)
def test_a_path_into_another_folder_is_no_name(here, said):
    """A slip in a path must not run another file than the one that was meant."""
    with pytest.raises(InputError, match="No such file"):
        found(here, said)


@pytest.mark.parametrize("said", ["", ".", "..", "mine", "x" * 5000, "nul\0", "wynter", "a\nb"])
def test_what_is_not_there_is_one_error(here, said):
    """Any text may be typed; the answer is one error that names what is accepted."""
    with pytest.raises(InputError, match="accepts a test file, or the name of one") as caught:
        found(here, said)
    assert "\n" not in str(caught.value)
    assert said != "wynter" or caught.value.nearest == "winter"


def test_names_of_files_stay_inside_the_shipped_folder():
    """`world: worlds/x.yaml` may mean a shipped file, a path that leads elsewhere never."""
    assert shipped_file("baseline.yaml") == SCENARIOS / "baseline.yaml"
    assert shipped_file("worlds/iraq_2019.yaml") == SCENARIOS / "worlds" / "iraq_2019.yaml"
    for text in ("baseline.yaml", "../scenarios/baseline.yaml", "../../scenarios/baseline.yaml"):
        assert shipped_file(text) == SCENARIOS / "baseline.yaml"
    for text in (
        "..",
        "../baseline.yaml",
        "scenarios/../../pyproject.toml",
        "x/scenarios/baseline.yaml",
    ):
        assert shipped_file(text) is None
    for text in ("../pyproject.toml", str(SCENARIOS / "baseline.yaml"), "none.yaml", "worlds", ""):
        assert shipped_file(text) is None


@pytest.mark.usefixtures("here")
def test_scenarios_and_studies_are_found_by_name():
    """The doors that all commands and notebooks go through."""
    assert find_scenario("january_2020") == SCENARIOS / "january_2020.yaml"
    assert find_study("what_matters") == STUDIES / "what_matters.yaml"
    assert load_scenario("january_2020").title == "After the January crisis"
    assert load_study("attribution").title == "Errors and delays of blame"
    with pytest.raises(InputError, match="did you mean 'january_2020'"):
        load_scenario("janury_2020")


@pytest.mark.usefixtures("here")
def test_own_files_name_shipped_ones_as_if_they_lay_beside():
    """Outside a checkout the first file anybody writes extends a shipped scenario."""
    Path("mine/skies.yaml").write_text("extends: january_2020.yaml\ntitle: Mine\n")
    story = load_scenario("mine/skies.yaml")
    assert (story.title, story.days) == ("Mine", load_scenario("january_2020").days)
    Path("whole.yaml").write_text(
        "title: Whole\nworld: worlds/iraq_2019.yaml\nstart: 2019-10-28\ndays: 9\n"
    )
    assert load_scenario("whole").world.path == SCENARIOS / "worlds" / "iraq_2019.yaml"
    Path("study.yaml").write_text(
        "title: T\nquestion: Q?\nscenarios: [january_2020.yaml, mine/skies.yaml]\n"
        "design: grid\nruns: 10\noutcomes: [open_war]\n"
        "factors: {delay: {lever: us.attribution.delay, values: [0, 1]}}\n"
    )
    assert [path.name for path in load_study("study").scenarios] == [
        "january_2020.yaml",
        "skies.yaml",
    ]


@pytest.mark.usefixtures("here")
def test_a_copy_of_a_shipped_study_still_finds_its_scenarios():
    """The README says: copy a shipped one and change a line."""
    Path("mine/own.yaml").write_text((STUDIES / "attribution.yaml").read_text())
    assert load_study("mine/own.yaml").scenarios == (SCENARIOS / "january_2020.yaml",)


@pytest.mark.usefixtures("here")
def test_a_file_beside_wins_over_a_shipped_one():
    """`extends: baseline.yaml` means the neighbour, if there is one."""
    shipped = load_scenario("baseline")
    text = shipped.path.read_text().replace(shipped.title, "My own baseline")
    Path("mine/baseline.yaml").write_text(text)
    Path("mine/next.yaml").write_text("extends: baseline.yaml\n")
    assert load_scenario("mine/next.yaml").title == "My own baseline"


def test_the_folder_of_a_result_says_which_scenario_it_ran(here):
    """`compare results/a results/b` was answered with `Is a directory`."""
    inputs = here / "work" / "done" / "inputs"
    inputs.mkdir(parents=True)
    with pytest.raises(InputError, match="got a folder; accepts a test file") as caught:
        found(here, "done")
    assert "what this result ran" not in str(caught.value), "control: no scenario in it"
    (inputs / "scenario.yaml").write_text("title: x")
    with pytest.raises(InputError, match=r"what this result ran is done/inputs/scenario\.yaml"):
        found(here, "done")


def test_the_name_of_another_kind_says_which_command_takes_it():
    """`sweep january_2020` was told that there is no such file."""
    with pytest.raises(InputError, match="name of a study, which `flashpoint sweep attribution`"):
        find_scenario("attribution")
    with pytest.raises(InputError, match="name of a scenario, which `flashpoint run january_2020`"):
        find_study("january_2020")


@pytest.mark.usefixtures("here")
def test_a_study_names_its_scenarios_as_the_command_line_does(tmp_path):
    """The README promises it: by a path or by a name. A neighbour of the study wins, then a file
    of the user's, then the shipped one; a slip gets the nearest name."""
    text = (STUDIES / "reply_threshold.yaml").read_text("utf-8")
    head, tail = text.split("scenarios:", 1)
    rest = tail.partition("\n")[2]
    study = tmp_path / "study.yaml"

    def scenario_of(said):
        study.write_text(f"{head}scenarios: [{said}]\n{rest}", "utf-8")
        return load_study(study).scenarios[0]

    assert scenario_of("january_2020") == SCENARIOS / "january_2020.yaml"
    own = Path("scenarios")
    own.mkdir()
    shutil.copy(SCENARIOS / "january_2020.yaml", own)
    assert scenario_of("january_2020") == own / "january_2020.yaml"
    shutil.copy(SCENARIOS / "january_2020.yaml", tmp_path)
    assert scenario_of("january_2020") == tmp_path / "january_2020.yaml"
    with pytest.raises(InputError, match="did you mean 'january_2020'") as caught:
        scenario_of("january_2021")
    assert caught.value.path == study
