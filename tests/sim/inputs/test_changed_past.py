"""A scenario takes events out of the past that it replays: by name, and with what follows."""

from __future__ import annotations

import pytest

from experiments import load_scenario
from sim.actions import Action
from sim.ensemble import Engine
from sim.errors import InputError
from sim.inputs.scenario_meaning import scenario_meaning
from sim.levers import BY_NAME

ROCKETS, STRIKE = "northern_base_rockets_20191227", "airstrike_militia_201912"
LEADERS, SALVO, PAUSE = (
    "leadership_strike_20200103",
    "missile_salvo_20200108",
    "mission_pause_20200105",
)
RUNS, SEED = 300, 11


def january(*settings):
    """After the January crisis, with settings of its history."""
    return load_scenario("january_2020", ["days=120", *(f"history.{s}" for s in settings)])


def ids(scenario):
    """Labels of the acts that it replays."""
    return [act.id for act in scenario.acts]


def test_an_event_goes_with_all_that_follows_from_it_alone():
    """A salvo in revenge for nobody would be an effect without its cause; the pause had others."""
    whole, spared = january(), january(f"without=[{LEADERS}]")
    assert {LEADERS, SALVO} <= set(ids(whole))
    assert not {LEADERS, SALVO} & set(ids(spared))
    assert {PAUSE, ROCKETS, STRIKE} <= set(ids(spared))
    assert set(spared.left_out) == set(ids(whole)) - set(ids(spared))
    assert spared.left_out[SALVO] == f"it follows from {LEADERS} alone"


def test_what_stays_points_to_the_cause_that_is_still_there():
    """Rows are counted anew, so a cause that kept its old number would name another act."""
    spared = january(f"without=[{LEADERS}]")
    pause = next(act for act in spared.acts if act.id == PAUSE)
    assert spared.acts[pause.cause].id == ROCKETS


def test_an_unanswered_attack_happens_and_its_strike_does_not():
    """The attack with its dead stays; the strike that answered it, and what that led to, goes."""
    left = january(f"unanswered=[{ROCKETS}]")
    assert ROCKETS in ids(left)
    assert STRIKE not in ids(left)
    assert left.left_out[STRIKE] == f"it answers {ROCKETS}"


def test_no_reply_is_owed_for_an_unanswered_attack_after_the_cut():
    """Cut on its own day, the model would answer the attack itself; unanswered, it never does."""
    cut = ["until=2019-12-27"]

    def replies(scenario):
        block = Engine(scenario, SEED).block(0, RUNS, events=True)
        assert not block.lost.any()
        log, found = block.events, 0
        ends = block.event_counts.cumsum()
        for end, count in zip(ends, block.event_counts, strict=True):
            run = log[end - count : end]
            day = next(act.day for act in scenario.acts if act.id == ROCKETS)
            coded = (run["day"] == day) & (run["us_killed"] > 0)
            (attack,) = coded.nonzero()[0]
            found += int(
                ((run["action"] == Action.REPRISAL.value) & (run["parent"] == attack)).sum()
            )
        return found

    assert replies(january(*cut)) > RUNS / 2, "control: it is answered in most runs"
    assert replies(january(*cut, f"unanswered=[{ROCKETS}]")) == 0


def test_the_doctrine_is_back_on_the_morning_after():
    """The lever is moved for that day alone: later attacks are answered as ever."""
    lever, scenario = BY_NAME["us.reply.doctrine"], january(f"unanswered=[{ROCKETS}]")
    day = next(act.day for act in scenario.acts if act.id == ROCKETS)
    moves = [(change.day, change.value) for change in scenario.past_changes]
    assert moves == [(day, dict(lever.choices)["never"]), (day + 1, lever.neutral)]


def test_a_doctrine_of_the_scenario_follows_on_the_first_free_day():
    """The lever is put back first, so that an order for that very morning stands."""
    scenario = load_scenario("proportionate_reply", [f"history.unanswered=[{ROCKETS}]"])
    at = [c.value for c in scenario.all_changes if (c.table, c.column) == (0, 0) and c.counter < 0]
    assert at[-1] == dict(BY_NAME["us.reply.doctrine"].choices)["proportionate"]
    days = [c.day for c in scenario.all_changes if c.counter < 0]
    assert days == sorted(days)


def test_a_past_with_nothing_taken_out_means_what_it_meant():
    """Empty lists move nothing; a list that takes something out is another scenario."""
    plain = scenario_meaning(january())
    assert scenario_meaning(january("without=[]", "unanswered=[]")) == plain
    for setting in (f"without=[{SALVO}]", f"unanswered=[{ROCKETS}]"):
        assert scenario_meaning(january(setting)) != plain


def test_a_label_after_the_cut_changes_nothing_and_says_so():
    """A child that cuts earlier than its parent must not break on the parent's labels."""
    scenario = january("without=[taji_rockets_202003]")
    assert ids(scenario) == ids(january())
    (note,) = scenario.notes
    assert note.startswith("history.without names taji_rockets_202003, which the table puts on")


def test_an_unanswered_attack_that_is_gone_itself_is_said():
    """The rockets of 8 January follow from the strike on the commanders."""
    scenario = january(f"without=[{LEADERS}]", "unanswered=[two_rockets_20200108]")
    assert scenario.past_changes == ()
    assert any("which is left out itself" in note for note in scenario.notes)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("without=[leadership_strike_2020]", f"did you mean '{LEADERS}'"),
        ("without=[base_attacks_201912]", "accepts the label of a coded act"),
        ("without=3", "accepts a list of labels"),
        (f"without=[{SALVO}, {SALVO}]", f"'{SALVO}' twice"),
        (f"unanswered=[{LEADERS}]", f"a coded rocket attack of the event table: {ROCKETS}"),
        ("unanswered=[northern_base_rockets]", f"did you mean '{ROCKETS}'"),
    ],
)
def test_a_label_that_is_none_is_one_error_with_the_nearest(setting, said):
    """As every other name in a scenario file."""
    with pytest.raises(InputError) as caught:
        january(setting)
    assert said in str(caught.value)
    assert caught.value.field.startswith("history.")


def test_one_event_cannot_be_gone_and_unanswered():
    """Whoever writes both means one of them."""
    with pytest.raises(InputError, match="under both"):
        january(f"without=[{ROCKETS}]", f"unanswered=[{ROCKETS}]")


def test_an_attack_shares_its_day_with_no_answered_one(tmp_path):
    """The doctrine holds for a whole day, so the other attack would lose its answer unasked."""
    from calibration.evidence.events import EVENTS

    text = EVENTS.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("two_rockets_20200108"))
    twin = row.replace("two_rockets_20200108", "more_rockets_20200108", 1)
    (tmp_path / "events.csv").write_text(f"{text.rstrip()}\n{twin}\n", encoding="utf-8")
    table = f"events={tmp_path / 'events.csv'}"
    with pytest.raises(InputError, match="an attack of the same day"):
        january(table, "unanswered=[two_rockets_20200108]")
    both = january(table, "unanswered=[two_rockets_20200108, more_rockets_20200108]")
    assert len(both.past_changes) == 2
