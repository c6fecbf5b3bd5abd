"""The figures say what the numbers say, and can be read."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from experiments.plots.run import comparison, fans, outcomes, rungs, story, story_data
from experiments.plots.run.figures import save_comparison, save_figures
from experiments.plots.style import bins, errorbars
from experiments.plots.style.look import RUNG_COLOURS
from experiments.plots.style.text_fit import text_width, wrap
from experiments.text import wording
from sim.actions import FROM_HISTORY, FROM_LEVER, Action
from sim.outcomes import OUTCOMES
from tests.experiments.plots.run.made_up import (
    MILITIAS,
    STORY,
    events_table,
    faults,
    make,
    pages,
    spread_of,
    texts,
)

FIGURES = ("outcomes", "fans", "rungs", "story")

EDGE_CASES = {
    "usual": make(),
    "no events": make(events=()),
    "no days": make(daily=False),
    "one run": make(runs=1),
    "one day": make(days=1, events=STORY[:0]),
    "drawn parameters": make(parameters="prior", hypotheses={"H1": "A"}),
    "posterior samples": make(parameters="posterior", scenario="/somewhere/test.yaml"),
    "taken apart": make(parameters="posterior", spread=spread_of()),
    "taken apart, nothing moves": make(parameters="posterior", spread=spread_of(0.0, ())),
    "taken apart, parameters fixed": make(spread=spread_of(None)),
    "taken apart, all outcomes": make(
        parameters="prior", spread=spread_of(0.4), outcomes=list(OUTCOMES)
    ),
    "taken apart, parameters beyond the axis": make(
        parameters="prior", spread=spread_of(50.0, (("low", "H2-A"),))
    ),
    "history": make(history_until="2019-12-01"),
    "history of a day": make(history_until="2019-10-28"),
    "all history": make(history_until="2030-01-01"),
    "all outcomes": make(outcomes=list(OUTCOMES)),
    "only a day that never came": make(outcomes=["war_day"], columns={"war_day": np.full(100, -1)}),
    "all the same": make(
        columns={
            n: np.full(100, 3 if o.kind == "count" else 1)
            for n, o in OUTCOMES.items()
            if n != "war_day"
        }
    ),
    "all nothing": make(columns={n: np.zeros(100, np.int64) for n in OUTCOMES}),
    "long tail": make(
        columns={
            "us_killed": np.r_[np.zeros(99, int), 90_000],
            "isis_strength_ratio": np.r_[np.ones(99), 1e6],
        }
    ),
    "a long title": make(title="A very long title that says it all " * 6),
}


@pytest.mark.parametrize("result", EDGE_CASES.values(), ids=EDGE_CASES.keys())
def test_every_page_can_be_read_and_travels_alone(result):
    """It has a title, labelled axes and its source, and no text is cut off or over another."""
    for page in pages(result):
        assert page.title
        assert faults(page) == []
        assert "Source: Flashpoint" in texts(page)
        assert "seed 7" in texts(page)
        for axes in page.figure.axes:
            assert axes.get_xlabel()
            assert axes.get_ylabel()


def test_every_figure_comes_whole_as_png_and_svg(tmp_path):
    """A half-written file is worse than none."""
    written = save_figures(make(), tmp_path / "new", svg=True)
    assert written == [
        tmp_path / "new" / f"{name}.{kind}" for name in FIGURES for kind in ("png", "svg")
    ]
    for path in written:
        if path.suffix == ".png":
            with Image.open(path) as image:
                image.load()
                assert min(image.size) > 500
        else:
            assert ET.parse(path).getroot().tag.endswith("svg")


def test_figures_are_identical_byte_for_byte_when_drawn_again(tmp_path):
    """A changed file means a changed result, so files can be compared and kept under hash."""
    result = make(history_until="2019-12-01")
    first, second = (
        save_figures(result, tmp_path / k, svg=True)
        + save_comparison(result, make(runs=50), tmp_path / k, svg=True)
        for k in ("a", "b")
    )
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_the_outcome_title_states_quartiles_and_the_share_of_wars():
    """The numbers of the title are those of the runs: 0 to 99 attacks, 3 of 100 in war."""
    result = make()
    names = wording.chosen_outcomes(result)
    assert (
        outcomes.title(result, names)
        == "Half of the runs see 24 to 74 rocket attacks; 3.0 % reach open war"
    )
    calm = make(columns={"open_war": np.zeros(100, int), "n_rocket_attacks": np.zeros(100, int)})
    assert (
        outcomes.title(calm, names)
        == "100 % of the runs see no rocket attacks; none reach open war"
    )


def test_the_title_of_the_fans_states_the_last_day():
    """The date is the last day of the horizon and the shares are that day's."""
    assert fans.title(make()) == (
        "By 26 December 2019 the middle half of the runs has seen 24 to 74 rocket attacks; "
        "on that day the counter-ISIS mission is paused in 25 % of them"
    )


def test_the_title_of_the_rungs_states_how_often_runs_are_above_quiet():
    """One run in nine is quiet on any day of the made-up result, and six in nine on rung 3 up."""
    result = make(runs=90)
    assert rungs.title(result, rungs.smooth(rungs.shares_by_day(result))) == (
        "On an average day 89 % of runs are above quiet, 67 % on rung 3 or above"
    )


def test_the_title_of_a_story_states_its_peak_and_what_led_there():
    """The made-up run peaks with the salvo of day 36, whose causes are four acts, each with a
    chance of a half. Control: without them the salvo stands alone."""
    result = make(columns={"peak_rung": np.full(100, 6)})
    events = story_data.events_of(result, 0)
    way = story_data.way_to_peak(result, 0, events)
    assert way == (1, 2, 3, 4, 9)
    assert story_data.title(result, 0, events, way) == (
        "Run 0 peaks at rung 6, state missile salvo, on 3 December 2019; "
        "4 steps led there, the least likely with a chance of 50 %"
    )
    events["parent"][:] = -1
    alone = story_data.way_to_peak(result, 0, events)
    assert alone == (9,)
    assert story_data.title(result, 0, events, alone).endswith("no earlier event led there")


def test_a_title_of_a_comparison_states_the_largest_clear_change():
    """B has one vote more in every second run and nothing else differs."""
    a = make(title="A", columns={"vote": np.arange(100) % 2})
    b = replace(
        a,
        manifest=a.manifest | {"title": "B"},
        run_columns=a.run_columns | {"vote": np.ones(100, int)},
    )
    changes, pairs = comparison.changes_between(a, b)
    assert pairs == 100
    assert (
        comparison.title(a, b, changes)
        == "“B” against “A”: 50 percentage points more runs see a vote to expel foreign troops"
    )
    assert (
        comparison.title(a, a, comparison.changes_between(a, a)[0])
        == "“A” against “A”: every run comes out the same"
    )


def test_what_never_varies_but_differs_is_the_largest_change():
    """A scenario that takes every soldier away in every run has no spread to measure by."""
    gone = make(columns={"us_troops_iraq_end": np.zeros(100)}, title="Gone")
    changes, _ = comparison.changes_between(make(), gone)
    assert comparison.title(make(), gone, changes).endswith(
        "“US troops in Iraq on the last day” falls by 5,100 troops on average"
    )
    assert faults(comparison.draw(make(), gone)) == []


def test_a_difference_by_chance_is_not_called_a_change():
    """Negative control: equal means with unlike runs give no finding."""
    flipped = make(columns={"vote": 1 - np.arange(100) % 2})
    changes, _ = comparison.changes_between(make(), flipped)
    assert "no mean changes by more than the counting error" in comparison.title(
        make(), flipped, changes
    )


def test_runs_are_paired_by_their_number_not_by_their_place():
    """The same runs in another order are the same runs."""
    a = make()
    turned = replace(a, run_columns={k: v[::-1] for k, v in a.run_columns.items()})
    assert all(c.lower == c.higher == 0 for c in comparison.changes_between(a, turned)[0])


def test_results_without_a_common_run_cannot_be_compared(tmp_path):
    """There is nothing to pair, and nothing is written."""
    a = make()
    moved = replace(a, run_columns=a.run_columns | {"run": np.arange(100) + 1000})
    with pytest.raises(ValueError, match="no run number in common"):
        save_comparison(a, moved, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_unlike_seeds_are_named_in_the_caption():
    """Pairs with different seeds share no luck, which a reader must know."""
    assert "share no luck" in texts(comparison.draw(make(), make(seed=8)))
    assert "shares its luck" in texts(comparison.draw(make(), make()))


def test_every_figure_of_runs_with_war_says_that_war_is_not_counted():
    """Deaths and attacks of such runs are those before the war, and a curve that goes flat is no
    peace. Without war, and in the story of a run without it, no figure says so."""
    story_of_war = (*STORY, (51, Action.OPEN_WAR, "us", 9, 0))
    never = {"open_war": np.zeros(100, np.int64)}
    loud, quiet = make(events=story_of_war), make(columns=never)
    said = [texts(page).count("Not counting war itself") for page in pages(loud)]
    assert said == [1] * (len(FIGURES) + 1)
    assert "in 3.0 % of runs open war began" in texts(outcomes.draw(loud))
    assert "in 3.0 % of runs of A and 0 % of runs of B" in texts(comparison.draw(loud, quiet))
    assert "in this run open war began" in texts(story.draw(loud, 0))
    assert "war itself" not in texts(story.draw(make(), 0))
    assert not any("war itself" in texts(page) for page in pages(quiet))


def test_unlike_days_are_named_in_the_caption():
    """More attacks in a longer run are no finding."""
    longer = make(days=90, history_until="2019-11-06")
    assert (
        "A covers 60 days from 28 October 2019, "
        "B 90 days from 28 October 2019, 10 of them coded history."
    ) in texts(comparison.draw(make(), longer))
    assert "Mind the days" not in texts(comparison.draw(make(), make()))


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ("default", "luck alone. Every run uses the default parameters, which are set by hand"),
        ("prior", "luck and parameters together"),
        ("posterior", "a whole sample of the posterior"),
    ],
)
def test_captions_separate_the_kinds_of_uncertainty(parameters, expected):
    """Luck, parameters and counting error are three things, and hypotheses are not varied."""
    for page in pages(make(parameters=parameters, events=())):
        assert expected in texts(page)
        assert "Rival hypotheses are held at" in texts(page)
        assert "ounting" in texts(page)


def test_a_chance_is_drawn_with_three_kinds_of_uncertainty():
    """Each has its mark, its number and its place in the key; none is mixed with another."""
    page = outcomes.draw(make(parameters="posterior", spread=spread_of()))
    for said in (
        "Did open war begin? 50 % (48–52 %)",
        "parameters 30–70 %; variants 30 % (H7-A) to 90 % (H1-B)",
        "error of the number of runs, 95 %",
        "over parameters, 5–95 %",
        "rival hypotheses, lowest and highest",
        "40 parameter samples of 25 runs",
        "over 2 variants of rival hypotheses",
    ):
        assert said in texts(page)


def test_an_uncertainty_that_was_not_measured_has_no_mark():
    """An empty place in the key would read as an uncertainty of nothing."""
    fixed = texts(outcomes.draw(make(spread=spread_of(None, ()))))
    assert "No bands over parameters: parameters are fixed by hand." in fixed
    assert "Did open war begin? 50 % (48–52 %) " in fixed
    plain = texts(outcomes.draw(make()))
    for text in (fixed, plain):
        assert "over parameters, 5–95 %" not in text
        assert "rival hypotheses, lowest" not in text
    one = errorbars.error_bars({"spread": spread_of(0.0, (("high", "H1-B"),))}, "vote")
    assert errorbars.in_words(one) == "variants up to 90 % (H1-B)"
    assert errorbars.error_bars({}, "vote") is None


def test_marks_stand_where_the_numbers_say():
    """The band spans the parameters and the line the runs, in the units of the axis."""
    page = outcomes.draw(make(parameters="posterior", spread=spread_of()))
    (axes,) = [axes for axes in page.figure.axes if axes.get_ylabel() == "outcome"]
    first = [[float(x) for x in line.get_xdata()] for line in axes.lines[:5]]
    assert first == [[0.3, 0.7], [0.48, 0.52], [0.3], [0.9], [0.5]]
    assert axes.get_xlim()[1] >= 0.9


def test_dots_are_the_futures_in_which_a_thing_happens():
    """3 of 100 runs are one or two futures of fifty, 50 of 100 are 25, and none is none."""
    page = outcomes.draw(make(outcomes=["open_war", "vote", "leadership_strike"]))
    (axes,) = page.figure.axes
    full = [(dots.get_facecolor()[:, :3] < 1).any(axis=1).sum() for dots in axes.collections]
    assert full == [2, 25, 0]
    assert [len(dots.get_offsets()) for dots in axes.collections] == [50, 50, 50]


def test_a_rare_thing_without_a_dot_says_how_rare_it_is():
    """4 of 1,000 runs fill no dot of fifty, which is not the same as never."""
    rare = make(runs=1000, columns={"open_war": np.r_[np.ones(4, int), np.zeros(996, int)]})
    assert "0.40 % (0.16–1.0 %), about 1 run in 250" in texts(outcomes.draw(rare))
    assert "about 1 run in" not in texts(outcomes.draw(make(columns={"open_war": np.zeros(100)})))


def test_fifty_dots_lie_where_the_runs_do():
    """A hundred runs of 0 to 99 attacks: half of the dots below the median, none beyond the ends;
    and the dots of the rungs are those of the shares."""
    page = outcomes.draw(make(runs=90))
    attacks = next(a for a in page.figure.axes if a.get_xlabel() == "attacks")
    x = np.asarray(attacks.collections[0].get_offsets())[:, 0]
    assert len(x) == 50
    assert abs(np.median(x) - 44.5) < 5
    assert (x.min() >= -0.5, x.max() <= 90) == (True, True)
    (rungs_axes,) = [a for a in page.figure.axes if a.get_ylabel() == "highest rung"]
    dots = [len(row.get_offsets()) for row in rungs_axes.collections]
    assert sum(dots) == 50
    assert set(dots) == {5, 6}, "each of nine rungs has a ninth of the runs"


def test_a_folder_path_never_reaches_a_figure():
    """Figures are shown to others, who need not know where the files of a machine lie."""
    for page in pages(EDGE_CASES["posterior samples"]):
        assert "somewhere" not in texts(page)


def test_figures_without_data_are_left_out(tmp_path):
    """No events, no story; no days, no fans."""
    names = {p.stem for p in save_figures(make(events=(), daily=False), tmp_path)}
    assert names == {"outcomes"}


def test_asking_for_a_run_without_events_writes_nothing(tmp_path):
    """The error names the runs that can be shown."""
    with pytest.raises(ValueError, match=r"run 99 has no stored events.*first 10 runs"):
        save_figures(make(), tmp_path / "out", run=99)
    assert not (tmp_path / "out").exists()


def test_the_story_shown_is_the_lowest_numbered_of_the_highest_peaks():
    """The choice must not depend on the order of rows."""
    table = events_table(STORY, 2)
    more = {k: np.concatenate([table[k], events_table(STORY, 1)[k]]) for k in table}
    result = replace(make(columns={"peak_rung": np.full(100, 5)}), event_columns=more)
    assert story_data.chosen_run(result, None) == 1
    assert story_data.chosen_run(result, 2) == 2


def test_steps_are_drawn_with_their_reason_and_rung():
    """A step says whether it was coded, ordered or left to luck, and the least likely is marked;
    rockets that kill stand on rung 2, and the line runs from step to step."""
    events = events_table(STORY)
    events["forced"][[2, 3]] = FROM_HISTORY, FROM_LEVER
    events["p"][4] = 0.03
    assert story_data.rungs_of(events)[:5].tolist() == [1, 2, 3, 4, 5]
    result = replace(make(columns={"peak_rung": np.full(100, 6)}), event_columns=events)
    page = story.draw(result, 0)
    for reason in ("coded history", "ordered by the scenario", "least likely: chance 3"):
        assert reason in texts(page)
    assert texts(page).count("chance 50 %") == 2
    ladder = page.figure.axes[0]
    assert ladder.lines[0].get_ydata().tolist() == [2, 3, 4, 5, 6]
    assert ladder.lines[0].get_xdata().tolist() == [30, 31, 32, 33, 36]


def test_steps_stand_in_the_lane_of_who_acts():
    """A militia, the US, a militia, the US, Iran: the zigzag is who answers whom."""
    page = story.draw(make(columns={"peak_rung": np.full(100, 6)}), 0)
    steps = page.figure.axes[1]
    heads = [" ".join(t.get_text().split()) for t in steps.get_xticklabels()]
    assert heads == ["Iran", "Militias", "United States"]
    assert [heads[int(x)] for x in steps.lines[0].get_xdata()] == [
        "Militias", "United States", "Militias", "United States", "Iran",
    ]  # fmt: skip


def test_a_long_way_is_listed_from_both_ends():
    """Forty links are a page of their own; numbers show which are left out."""
    chain = [(day, Action.BARRAGE, MILITIAS[0], day - 1, 1) for day in range(40)]
    war = (40, Action.OPEN_WAR, "us", 39, 0)
    page = story.draw(make(events=(*chain, war), columns={"peak_rung": np.full(100, 8)}), 0)
    assert faults(page) == []
    numbers = [t.get_text() for t in page.figure.axes[1].get_yticklabels()]
    assert numbers == [*map(str, range(1, 5)), *map(str, range(34, 42))]
    assert "40 steps led there" in page.title


def test_a_shock_is_called_by_its_name():
    """`outside shock` alone would not show whether it is an invasion or an epidemic."""
    events = events_table([(3, Action.SHOCK, "outside", -1, 0)])
    assert story_data.label(events, 0) == "31 Oct outside shock"
    events["shock_kind"][0] = "epidemic"
    assert story_data.label(events, 0) == "31 Oct epidemic"


def test_a_crowded_story_still_has_no_overlapping_labels():
    """Hundreds of deadly days: those off the way to the peak are ticks without words, counted."""
    many = [
        (day, act, who, -1, 1)
        for day in range(60)
        for act, who in (
            (Action.BARRAGE, MILITIAS[0]),
            (Action.HARASS, MILITIAS[1]),
            (Action.REPRISAL, "us"),
            (Action.VOTE, "iraq"),
        )
    ]
    page = story.draw(make(events=many), 0)
    assert faults(page) == []
    assert "Ticks: its 239 other events" in texts(page)
    (ticks, _) = page.figure.axes[0].collections[:2]
    assert len(ticks.get_segments()) == 239


@given(st.lists(st.integers(-5, 10_000), min_size=1, max_size=200))
def test_bars_hold_every_run_once(values):
    """Shares of bars and tail add up to all runs, for counts and for levels alike."""
    for kind in ("count", "level"):
        bars = bins.histogram(np.array(values), kind)
        assert bars.shares.sum() + bars.rest == pytest.approx(1.0)
        assert len(bars.lefts) <= bins.MOST_BARS + 2
        assert bars.lefts[0] <= min(values)


def test_the_palette_of_rungs_survives_grey_print():
    """Each rung is darker than the one below by a step that a printer can show."""
    channels = np.array([[int(c[k : k + 2], 16) / 255 for k in (1, 3, 5)] for c in RUNG_COLOURS])
    grey = channels @ [0.299, 0.587, 0.114]
    assert (np.diff(grey) < -0.05).all()


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0 %"),
        (1.0, "100 %"),
        (0.00001, "< 0.01 %"),
        (0.99999, "> 99.9 %"),
        (0.0042, "0.42 %"),
        (0.034, "3.4 %"),
        (0.5, "50 %"),
    ],
)
def test_a_percentage_never_rounds_the_rare_to_nothing(share, text):
    """`0 %` means never, in any run."""
    assert wording.percent(share) == text


def test_wrapped_lines_fit_their_width():
    """Lines are measured in the font that draws them."""
    text = "one possible future among the many that the model holds " * 5
    lines = wrap(text, 3.0, 8)
    assert " ".join(lines) == text.strip()
    assert max(text_width(line, 8) for line in lines) <= 3.0


def test_importing_the_figures_loads_neither_pyplot_nor_pandas():
    """Either would cost more than all figures together."""
    code = (
        "import sys, experiments.plots.run.figures; "
        "print([m for m in ('pandas', 'matplotlib.pyplot') if m in sys.modules])"
    )
    root = Path(__file__).parents[4]
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=root, check=True, text=True, capture_output=True
    )
    assert shown.stdout.strip() == "[]"
