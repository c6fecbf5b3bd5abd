"""One run in two worlds: where they part, and what each alone goes through."""

from pathlib import Path

import numpy as np
import pytest

from experiments import load_scenario
from experiments.explain.causal_chain import ACTS, OVER
from experiments.explain.divergence import as_text, between, diverge, first_words
from experiments.explain.replay import RunStory
from experiments.explain.scenario_names import only_in, scenario_names
from experiments.explain.story import as_text as story_text
from experiments.runs.store import write_inputs
from sim.actions import FREE, FROM_LEVER, Action
from sim.outcomes import HEADLINE, OUTCOMES

BASELINE = Path(__file__).parents[3] / "scenarios" / "baseline.yaml"
ORDER = "{lever: us.reply.deaths_needed, set: 10, from: 2019-12-07}"
SEED, RUNS = 1, 12


def events(*rows):
    """A log: (day, action, actor, parent, p, forced)."""
    day, action, actor, parent, p, forced = (list(c) for c in zip(*rows, strict=True))
    n = len(rows)
    columns = {
        name: np.zeros(n) for name in ("munitions", "us_killed", "partner_killed", "wounded")
    }
    columns |= {name: np.zeros(n) for name in ("iraqi_killed", "fighters_killed", "depth")}
    columns |= {"iranian_killed": np.zeros(n), "second": np.full(n, "", object)}
    return columns | {
        "event": np.arange(n), "run": np.zeros(n, int), "day": np.array(day),
        "date": np.datetime64("2020-01-01") + np.array(day), "action_code": np.array(action),
        "action": np.array([Action(a).spec.label for a in action], object),
        "troops": np.zeros(n), "size": np.zeros(n), "shock_kind": np.full(n, "", object),
        "actor": np.array(actor, object), "target": np.full(n, "", object),
        "blamed": np.full(n, "", object), "rule": np.full(n, "some.rule", object),
        "parent": np.array(parent), "p": np.array(p), "u": np.full(n, 0.25),
        "replayed": np.zeros(n, np.int64),
        "forced": np.array(forced),
    }  # fmt: skip


def telling(*rows, **outcomes):
    """A told run with a made-up log."""
    return RunStory(7, {k: outcomes.get(k, 0) for k in OUTCOMES}, events(*rows), True)


ATTACK = (1, Action.HARASS, "group", -1, 0.3, FREE)
REPLY = (2, Action.REPRISAL, "us", 0, 0.5, FREE)
SIEGE = (3, Action.SIEGE, "group", 1, 0.2, FREE)
LATER = (9, Action.SANCTION, "us", -1, 0.1, FREE)


def test_a_story_that_ends_in_war_says_that_the_counting_ends_there():
    """A quiet summer after a war would read as peace; a run without war has nothing to explain."""
    war = telling(ATTACK, REPLY, open_war=1, war_day=3)
    assert "in this run open war began, and what follows it is not counted" in story_text(war)
    assert "war itself" not in story_text(telling(ATTACK, REPLY))


def test_a_world_that_goes_to_war_says_that_it_is_cut_short_there():
    """Fewer attacks in the world with war are no gain of it."""
    peace, war = telling(ATTACK, REPLY), telling(ATTACK, SIEGE, open_war=1)
    assert "war itself: in B open war began" in as_text(between(("A", peace), ("B", war)))
    assert "war itself" not in as_text(between(("A", peace), ("B", peace)))


def test_the_missing_decision_and_its_consequences_are_found():
    """A replies and is besieged; B does not reply. The later sanction happens in both."""
    found = between(
        ("A", telling(ATTACK, REPLY, SIEGE, LATER, n_sieges=1, n_us_strikes=1)),
        ("B", telling(ATTACK, LATER)),
    )
    assert (found.shared, found.a.first, found.b.first) == (1, 1, None)
    assert found.a.alone == (1, 2)
    assert found.a.follow == (2,)
    assert found.b.alone == ()
    assert found.outcomes == {"n_us_strikes": (1.0, 0.0)}
    words = first_words(found)
    assert "air strike" in words
    assert "B (B): nothing of the kind." in words
    assert "Only in A: 2 events, of which 1 follows from the first." in as_text(found)


def test_only_what_one_world_has_alone_counts_as_following():
    """The siege follows the reply in A and something else in B: it is in both, so of the one event
    that A has alone none follows, and the count can never be larger than the whole."""
    cause = (2, Action.SANCTION, "us", 0, 0.5, FREE)
    found = between(
        ("A", telling(ATTACK, REPLY, SIEGE)), ("B", telling(ATTACK, cause, (3, *SIEGE[1:])))
    )
    assert (found.a.alone, found.a.follow) == ((1,), ())
    assert "Only in A: 1 event, of which 0 follow from the first." in as_text(found)


def test_lines_shown_and_left_out_add_up_to_the_count():
    """Five events: the reply is shown, one that matters is cut, three attacks harm nobody."""
    harmless = [(day, Action.HARASS, "group", -1, 0.3, FREE) for day in (4, 5, 6)]
    found = between(("A", telling(ATTACK, REPLY, *harmless, LATER)), ("B", telling(ATTACK)))
    text = as_text(found, most=1)
    assert "Only in A: 5 events" in text
    assert "… and 1 more that matters and 3 harmless or idle ones." in text


def test_a_world_that_does_the_same_thing_later_is_not_said_to_lack_it():
    """B replies on day 2 and A on day 8: A waits, so `nothing of the kind` would be wrong."""
    late = (8, *REPLY[1:])
    words = first_words(between(("A", telling(ATTACK, late)), ("B", telling(ATTACK, REPLY, late))))
    assert "A (A): nothing of the kind until 2020-01-09." in words
    never = first_words(between(("A", telling(ATTACK)), ("B", telling(ATTACK, REPLY))))
    assert "A (A): nothing of the kind." in never


def test_an_order_of_the_scenario_is_not_called_luck():
    """What the file orders was never drawn, so the other side did not miss a draw."""
    ordered = (2, Action.PAUSE, "us", -1, 1.0, FROM_LEVER)
    words = first_words(between(("A", telling(ATTACK)), ("B", telling(ATTACK, ordered))))
    assert "ordered by the scenario" in words
    assert "draw" not in words


def test_a_chance_that_differs_before_anything_happens_is_shown():
    """The same attack with another chance is the first sign of a difference."""
    likelier = (*ATTACK[:4], 0.4, FREE)
    found = between(("A", telling(ATTACK, REPLY)), ("B", telling(likelier)))
    assert found.leaning == 0
    assert "0.3 to 0.4" in as_text(found)
    assert between(("A", telling(ATTACK, REPLY)), ("B", telling(ATTACK))).leaning is None


def test_two_different_decisions_on_one_day_are_both_named():
    """Neither world waits for the other."""
    other = (2, Action.SANCTION, "us", 0, 0.5, FREE)
    found = between(("A", telling(ATTACK, REPLY)), ("B", telling(ATTACK, other)))
    assert found.a.first == found.b.first == 1


WAR = (4, Action.OPEN_WAR, "us", 3, 0.2, FREE)
SOIL = (4, Action.STRIKE_ON_IRAN, "us", 2, 0.1, FREE)


def test_every_yes_that_one_world_has_alone_is_followed_back_to_its_root():
    """The war of A is its fifth event, behind a list cut after one, and its causes are told all the
    same. The vote is in both worlds and needs no telling."""
    vote = (9, Action.VOTE, "iraq", -1, 0.1, FREE)
    a = telling(ATTACK, REPLY, SIEGE, SOIL, WAR, vote, open_war=1, vote=1)
    found = between(("A", a), ("B", telling(ATTACK, vote, vote=1)))
    assert [(w.outcome, w.world, w.links) for w in found.chains] == [
        ("open_war", "A", (0, 1, 2, 3, 4))
    ]
    text = as_text(found, most=1)
    start = text.index("Why open war in A:")
    told = text[start : text.index("Only in A")]
    assert [f"#{k} " in told for k in range(6)] == [True] * 5 + [False]
    assert "open war begins" in told
    assert "also in B" in told.splitlines()[1]
    assert "Why" not in as_text(between(("A", a), ("B", a)))


def test_a_first_difference_that_is_no_cause_is_not_passed_off_as_one():
    """The worlds part by a sanction, and the war comes from an attack that nothing provoked."""
    sanction = (1, Action.SANCTION, "us", -1, 0.5, FREE)
    attack, soil = (2, *ATTACK[1:]), (4, Action.STRIKE_ON_IRAN, "us", 1, 0.1, FREE)
    war = (4, Action.OPEN_WAR, "us", 2, 0.2, FREE)
    a = telling(sanction, attack, soil, war, open_war=1)
    found = between(("A", a), ("B", telling(attack)))
    assert found.chains[0].links == (1, 2, 3)
    assert "#0, where the worlds part, is not one of these causes." in as_text(found)


def written(folder, name, text):
    """A scenario file on the baseline."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"extends: {BASELINE}\n{text}", encoding="utf-8")
    return load_scenario(path)


def test_scenarios_with_one_title_are_told_apart(tmp_path):
    """Two worlds of one name leave the reader to guess which is which: one difference is named,
    several send the reader to the files, and different titles stand as they are."""
    order = f"interventions:\n  - {ORDER}\n"
    plain = load_scenario(BASELINE)
    patient = written(tmp_path, "patient.yaml", order)
    short = written(tmp_path, "short.yaml", f"days: 90\nhypotheses: {{H2: B}}\n{order}")
    other = written(tmp_path, "other.yaml", f"title: Another\n{order}")
    same = written(tmp_path, "same.yaml", "question: Another one?\n")

    def called(b):
        return scenario_names(plain, b, only_in(plain.text, b.text))

    change = "us.reply.deaths_needed set 10 from 2019-12-07"
    assert called(patient) == (f"{plain.title}, without that", f"{plain.title}, {change}")
    assert called(short) == (f"{plain.title}, baseline.yaml", f"{plain.title}, short.yaml")
    assert called(other) == (plain.title, "Another")
    assert called(same) == (plain.title, plain.title)


def test_what_only_one_scenario_says_does_not_depend_on_where_its_files_lie(tmp_path):
    """A report keeps a copy of the posterior beside every scenario; that is no difference."""
    worlds = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_inputs(load_scenario(BASELINE), tmp_path / name)
        worlds.append(load_scenario(tmp_path / name / "inputs" / "scenario.yaml"))
    assert worlds[0].text != worlds[1].text
    assert only_in(worlds[0].text, worlds[1].text) == ([], [])


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """The baseline, and the same with a threshold for reprisals that is hardly ever reached."""
    path = tmp_path_factory.mktemp("worlds") / "patient.yaml"
    path.write_text(f"extends: {BASELINE}\ninterventions:\n  - {ORDER}\n", encoding="utf-8")
    return load_scenario(BASELINE), load_scenario(path)


def test_a_world_does_not_part_from_itself(worlds):
    """Negative control for every other claim here."""
    found = diverge(worlds[0], worlds[0], SEED, 2)
    assert found.same
    assert found.outcomes == {}
    assert found.leaning is None
    assert "both worlds have the same" in first_words(found)


def test_worlds_part_after_the_lever_and_by_the_decision_it_steers(worlds):
    """The threshold moves reprisals alone, so a reprisal is what the first world does and the other
    does not, never before the first day of the lever."""
    parted = 0
    for run in range(RUNS):
        found = diverge(*worlds, SEED, run)
        if found.same:
            continue
        parted += 1
        log, k = found.a.story.events, found.a.first
        assert log["date"][k] >= np.datetime64("2019-12-07")
        assert log["action_code"][k] == Action.REPRISAL
        assert found.shared == k
        assert set(found.a.follow) <= set(range(k + 1, len(log["event"])))
        assert set(found.outcomes) <= {*HEADLINE, "n_breakouts", *ACTS}
        assert as_text(found).startswith(f"Run {run}: the worlds part")
    assert 0 < parted < RUNS


def test_a_decision_that_the_file_rules_out_is_said_to_have_had_no_chance(tmp_path):
    """Up to the first missing reply the events are the same, so it was asked for in both worlds;
    that luck or the question is to blame would be wrong, and the reader need not guess."""
    never = written(
        tmp_path, "never.yaml", "interventions: [{lever: us.reply.doctrine, set: never}]\n"
    )
    for run in range(RUNS):
        found = diverge(load_scenario(BASELINE), never, SEED, run)
        if found.same or found.b.first is not None:
            continue  # where the other world goes on with an event of its own, that one is told
        if found.a.story.events["action_code"][found.a.first] == Action.REPRISAL:
            assert "p=0 here, because of what the scenarios say differently" in first_words(found)
            break
    else:
        pytest.fail("no run parts by a reply")


def test_a_world_that_has_ended_is_not_said_to_have_decided_anything(tmp_path):
    """The shorter run is the longer one cut off; no chance of its own stands against the rest."""
    long = load_scenario(BASELINE)
    short = written(tmp_path, "short.yaml", "days: 60\n")
    ended = 0
    for run in range(RUNS):
        found = diverge(long, short, SEED, run)
        assert found.b.alone == ()
        assert set(found.a.there.values()) <= {OVER}
        ended += len(found.a.there)
    assert ended
