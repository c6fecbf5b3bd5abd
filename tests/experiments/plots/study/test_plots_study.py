"""The figures of a study say what its tables say, fit on their page, and are made twice alike."""

import math
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from matplotlib.text import Text
from PIL import Image

from experiments.analysis.discovery_cases import Cases
from experiments.analysis.morris import Screened
from experiments.analysis.response_curves import (
    Curve,
    CurvePoint,
    Heat,
    averaged,
    curve,
    fifths,
    heat,
    moves,
    sampled_curve,
)
from experiments.analysis.robustness import Regret, Satisfied, Trade
from experiments.analysis.scenario_discovery import Limit, judge
from experiments.analysis.sobol import sobol
from experiments.analysis.study_results import analyse
from experiments.plots.study import (
    discovery,
    heat_map,
    one_at_a_time,
    regret,
    response,
    tornado,
    tradeoff,
)
from experiments.plots.study.factor_axis import EVEN, LOG, scale_of
from experiments.plots.study.figures import figures
from experiments.plots.study.one_at_a_time import FactorEffects, ValueEffect
from experiments.plots.style.look import (
    CHANCE_COLOUR,
    EDGE,
    HEADING,
    HEAT_SCALE,
    KIND_COLOURS,
    TOGETHER_COLOUR,
    WIDTH,
    styled,
)
from experiments.plots.style.page import draw_and_save
from experiments.plots.style.text_fit import headline, wrap
from experiments.study.study_file import load_study
from experiments.sweep.run import plan, run_sweep

SOURCE = "Source: Flashpoint, a made-up study."
LONG = "a policy with a name that is far too long to be printed in a narrow column of a table"


def answer(value, mean):
    """A point of a curve with all its uncertainties."""
    span = (mean - 0.02, mean + 0.02)
    return CurvePoint(value, mean, span, (mean - 0.05, mean + 0.08), ((mean + 0.04, "B"),))


def response_page():
    """Two curves over four values, one of them no number."""
    values = [(0, 0.1), (1, 0.2), (3, 0.25), ("never", 0.3)]
    curves = [
        Curve("open_war", "reply", name, tuple(answer(v, m + up) for v, m in values), True)
        for name, up in (("killing A", 0.0), ("killing B", 0.1))
    ]
    return response.draw(curves, SOURCE)


def five_alike():
    """Five series that say the same, over words too long for an axis; variants that coincide."""
    names = [f"{LONG} of kind {k}" for k in range(6)]
    answers = [
        CurvePoint(
            n, 0.2 + 0.01 * k, (0.15, 0.25 + k / 50), (0.1, 0.4), ((0.3, "H5-A"), (0.1, "H2-C"))
        )
        for k, n in enumerate(names)
    ]
    curves = [Curve("open_war", LONG, f"{LONG} {k}", tuple(answers), True) for k in range(5)]
    return response.draw(curves, SOURCE)


def many_words():
    """Twenty policies have next to no room for their names."""
    answers = [CurvePoint(f"{k} {LONG}", 3.0 + k, (2.0, 9.0), None, ()) for k in range(20)]
    return response.draw([Curve("us_killed", "policy", "", tuple(answers), False)], SOURCE)


def heat_of_words():
    """Twelve columns with long names, and zeros, whose error takes more letters."""
    columns = tuple(f"{LONG} {k}" for k in range(12))
    means = np.repeat([[0.0], [0.5]], 12, axis=1)
    found = Heat("open_war", "policy", LONG, columns, (LONG, 3), means, np.full((2, 12), 0.03))
    return heat_map.draw(found, SOURCE)


def effects():
    """Fourteen factors, with values on both sides, on one, and too many."""
    arms = [
        FactorEffects(f"f{k}", f"{LONG} {k}" if k % 3 else f"factor {k}", tuple(
            ValueEffect(one_at_a_time.value_text(LONG if j else j), e, e - 0.02, e + 0.03)
            for j, e in enumerate((-0.01 * k, 0.02 * k, 0.0)[: 1 + k % 3] * (4 if k == 5 else 1))
        ))
        for k in range(14)
    ]  # fmt: skip
    return one_at_a_time.draw("open_war", arms, SOURCE, note="Scenario: made up.")


def heated():
    """Six cells, one of them empty."""
    runs = pd.DataFrame(
        [
            {"reply": r, "killing": k, "open_war": n < 5 * r + 2}
            for r in (0, 1, 10)
            for k in "AB"
            for n in range(60)
            if (r, k) != (10, "B")
        ]
    )
    return heat_map.draw(heat(runs, "reply", "killing", "open_war"), SOURCE)


def indices():
    """Twelve factors, some of no use."""
    names = [f"factor_number_{k}" for k in range(12)]
    rng = np.random.default_rng(1)  # its own, as tests run in any order
    x = rng.random((14 * 8, 1))
    values = x * 3 + rng.normal(size=(14 * 8, 10))
    kinds = {n: ("parameters", "policy", "variants")[k % 3] for k, n in enumerate(names)}
    return sobol(names, values, "n_rocket_attacks", kinds)


def tornado_page():
    """Sobol bars."""
    return tornado.draw(indices(), SOURCE)


def screened():
    """Morris bars."""
    rows = [Screened(f"factor_{k}", "", -k / 50, k / 40, 0.05, 0.1) for k in range(30)]
    return tornado.draw_screened(rows, "open_war", SOURCE)


def box(limits):
    """A box judged on made-up cases."""
    rng = np.random.default_rng(2)
    x = np.column_stack([rng.random(400), rng.choice([0, 1, 3], 400), rng.random(400) < 0.5])
    cases = Cases(
        ("isis_growth", "reply", "killing=B"), x.astype(float), x[:, 0] > 0.7,
        np.arange(400), np.zeros(400, int), "open war",
    )  # fmt: skip
    return judge("PRIM", cases, limits, [(1.0, 0.3, 0), (0.9, 0.8, 1)]), cases


def discovery_page():
    """Three limits."""
    limits = (
        Limit("isis_growth", 0.7, math.inf),
        Limit("reply", -math.inf, 1),
        Limit("killing=B", 1, 1),
    )
    return discovery.draw(*box(limits), SOURCE)


def no_discovery():
    """No limit at all."""
    return discovery.draw(*box(()), SOURCE)


def regret_page():
    """Three policies, one with a long name."""
    rows = [
        Regret(name, m / 2, m, 0.01, 2 * m, 3 * m, f"draw {k}, killing B", 0.3, k > 0)
        for k, (name, m) in enumerate((("reply 0", 0.02), (LONG, 0.05), ("reply 10", 0.09)))
    ]
    good = [Satisfied(r.policy, 0.6, 0.1, {"open_war": 0.6}) for r in rows]
    return regret.draw("open_war", rows, 90, SOURCE, good, {"open_war": 0.1})


TRADED = ("open_war", "us_troops_iraq_end", "isis_strength_ratio")
MEANS = ((0.1, 5000, 1.1), (0.1, 5000, 1.1), (0.05, 3000, 1.4), (0.3, 5200, 1.05), (0.2, 1, 2))
TRADES = [
    Trade(
        LONG if k == 4 else f"policy {k}",
        dict(zip(TRADED, m, strict=True)),
        dict(zip(TRADED, (0.01, 90.0, 0.05), strict=True)),
        "policy 0" if k == 4 else "",
    )
    for k, m in enumerate(MEANS)
]


def tradeoff_page():
    """Five policies, two of them alike."""
    return tradeoff.draw(TRADES, SOURCE)


PAGES = (
    response_page, five_alike, many_words, heated, heat_of_words, effects, tornado_page, screened,
    discovery_page, no_discovery, regret_page, tradeoff_page,
)  # fmt: skip


@pytest.fixture(scope="module", params=PAGES, ids=[p.__name__ for p in PAGES])
def page(request):
    """One page, drawn in the house style."""
    with styled():
        found = request.param()
        found.figure.draw_without_rendering()
        yield found


def texts(page):
    """Every visible text with its box in pixels."""
    renderer = page.figure.canvas.get_renderer()
    for text in page.figure.findobj(Text):
        if text.get_text().strip() and text.get_visible():
            yield text.get_text(), text.get_window_extent(renderer)


def test_every_text_lies_on_its_page_and_on_no_other(page):
    """What is cut off or printed over cannot be read."""
    width, height = page.figure.get_size_inches() * page.figure.dpi
    found = list(texts(page))
    for k, (words, place) in enumerate(found):
        assert place.x0 > -1, words
        assert place.x1 < width + 1, words
        assert place.y0 > -1, words
        assert place.y1 < height + 1, words
        for other, b in found[k + 1 :]:
            wide = min(place.x1, b.x1) - max(place.x0, b.x0)
            high = min(place.y1, b.y1) - max(place.y0, b.y0)
            assert wide <= 1 or high <= 2, (words, other)


def test_a_page_has_a_finding_and_a_source(page):
    """A figure that travels alone still says what it shows and where it is from."""
    shown = " ".join(" ".join(words.split()) for words, _ in texts(page))
    assert SOURCE in shown
    assert page.title in shown
    assert "nan" not in shown
    wide = WIDTH - 2 * EDGE
    assert len(wrap(page.title, wide, HEADING, "bold")) <= 2


def test_the_numbers_of_the_tables_stand_in_the_figures():
    """Spot checks by hand, figure by figure."""
    with styled():
        said = {p.__name__: " ".join(w for w, _ in texts(p())) for p in PAGES}
    said_of_curves = " ".join(said["response_page"].split())
    assert "from 20 % (0) to 40 % (never) with reply (killing B)" in said_of_curves
    assert "3.3 %" in said["heated"]  # 2 of 60
    assert "pure chance" in said["tornado_page"]
    assert "Factors not shown: 5" in " ".join(said["screened"].split())
    assert "isis growth at least 0.7" in said["discovery_page"]
    assert "No box of conditions" in said["no_discovery"]
    assert (
        "2.5 to 5.0 ± 1.0 on average; at worst 15.0,\nin draw 1, killing B" in said["regret_page"]
    )
    assert said["regret_page"].count("good enough in 60 %, unsure 10 %") == 3
    assert "Not shown: 2 factors" in " ".join(said["effects"].split())
    assert "5.0 % 10 % 10 % 20 % 30 %" in said["tradeoff_page"]


def test_each_policy_of_a_trade_off_has_a_row_and_the_best_of_each_outcome_is_filled():
    """Two policies that coincide lie in two rows, best first; troops have no better way, so none
    is best in them; and one that another beats throughout is grey, filled nowhere."""
    with styled():
        page = tradeoff_page()
        turned = tradeoff.draw(TRADES, SOURCE, worse={"open_war": "lower"})
    war, troops, isis = page.figure.axes
    assert dots(war) == [(0.05, True), (0.1, False), (0.1, False), (0.2, False), (0.3, False)]
    assert not any(full for _, full in dots(troops))
    assert [x for x, full in dots(isis) if full] == [1.05]
    names = [w for w, _ in texts(page) if w.startswith("policy ")]
    assert names == ["policy 2", "policy 0", "policy 1", "policy 3"]
    assert [x for x, full in dots(turned.figure.axes[0]) if full] == [0.3], "the other way round"
    said = " ".join(w for w, _ in texts(page))
    assert said.count("better: to the left") == 2
    assert "Nobody says which way of “US troops in Iraq on the last day” is better" in " ".join(
        said.split()
    )


def dots(axes):
    """Where the dots of a panel lie, top row first, and whether they are filled."""
    marks = [line for line in axes.lines if line.get_marker() == "o"]
    return [(line.get_xdata()[0], line.get_markerfacecolor() != "white") for line in marks]


def test_dots_of_a_regret_are_the_share_of_futures_that_they_stand_for():
    """Thirty of a hundred futures are fifteen of fifty; the others are hollow."""
    with styled():
        page = regret_page()
    (drawn,) = [axes for axes in page.figure.axes if not axes.axison]
    full = [(c.get_facecolor()[:, :3] < 1).any(axis=1).sum() for c in drawn.collections]
    assert full == [15, 15, 15]
    assert [len(c.get_offsets()) for c in drawn.collections] == [50, 50, 50]
    assert [w for w, _ in texts(page)].count("30 %") == 3


def test_a_figure_is_made_twice_alike(tmp_path):
    """Same table, same bytes."""
    first = draw_and_save(heated, tmp_path / "a", "heat")
    again = draw_and_save(heated, tmp_path / "b", "heat")
    assert [p.name for p in first] == ["heat.png", "heat.svg"]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in again]


def test_heat_survives_grey_print(tmp_path):
    """Darker is more, also without colour: the scale never turns back."""
    shades = [sum(np.array(HEAT_SCALE(k / 20)[:3]) * (0.3, 0.59, 0.11)) for k in range(21)]
    assert all(a > b for a, b in pairwise(shades))
    with Image.open(draw_and_save(heated, tmp_path, "heat")[0]) as image:
        assert image.width > 800


# Curves.


@given(st.lists(st.floats(0.001, 1e4), min_size=2, max_size=12, unique=True), st.integers(0, 3))
def test_numbers_keep_their_order_and_words_stand_apart_from_them(numbers, words):
    """A word among the numbers would read as one of them."""
    scale = scale_of([*[f"word {k}" for k in range(words)], *numbers])
    places = [scale.at[v] for v in sorted(numbers)]
    assert all(b - a > 0.999 for a, b in pairwise(places))
    for k in range(words):
        assert scale.at[f"word {k}"] >= places[-1] + 1.5 * scale.gap - 1e-9


def test_a_scale_is_the_plainest_that_keeps_numbers_apart():
    """Days are days; powers of ten need a logarithm, and zero has none."""
    days = scale_of([30, 90, 180, 365, "january 2020"])
    assert days.kind == ""
    assert days.at[365] - days.at[180] == pytest.approx((365 - 180) / 60)
    assert scale_of([0.001, 0.01, 0.1, 1]).kind == LOG
    assert scale_of([0, 0.001, 0.01, 10]).kind == EVEN


def shifts(curves):
    """Places of the marks of each curve around each value, in mean gaps."""
    scale = scale_of([a.value for c in curves for a in c.answers])
    return scale, np.array(response.places_of(curves, scale))


def test_series_that_say_the_same_do_not_look_like_rising_lines():
    """Five equal series once spread over a whole category, each mark a step to the right."""
    for values in ([30, 90, 180, 365], ["a", "b", "c"]):
        answers = tuple(answer(v, 0.2) for v in values)
        scale, places = shifts(
            [Curve("open_war", "days", str(k), answers, False) for k in range(5)]
        )
        spread = np.ptp(places, axis=0)
        assert spread.max() <= 0.35 * scale.gap
        assert spread.max() <= np.diff(sorted(scale.at.values())).min() * 0.6
        assert spread.min() > 0


def test_a_line_joins_numbers_only():
    """Between 365 days and a scenario lies nothing that a line could stand for."""
    answers = tuple(answer(v, 0.2) for v in (30, 90, "january 2020"))
    with styled():
        page = response.draw([Curve("open_war", "days", "", answers, True)], SOURCE)
    lines = [x for x in page.figure.axes[0].lines if x.get_linestyle() == "-"]
    border = scale_of([30, 90, "january 2020"]).at["january 2020"]
    across = [x for x in lines if np.ptp(x.get_xdata()) > 0.5]
    assert len(across) == 1
    assert max(across[0].get_xdata()) < border - 1


@pytest.mark.parametrize(
    ("outcome", "starts"), [("open_war", True), ("us_killed", True), ("isis_strength_ratio", False)]
)
def test_axes_of_counts_and_chances_start_at_nothing(outcome, starts):
    """Cut off, a small difference fills the page; a ratio has no natural nothing."""
    answers = tuple(answer(v, m) for v, m in ((1, 0.8), (2, 0.9)))
    with styled():
        page = response.draw([Curve(outcome, "days", "", answers, True)], SOURCE)
    assert (page.figure.axes[0].get_ylim()[0] == 0) == starts


def test_names_of_variants_cover_no_mark():
    """Ten diamonds at one value once printed their names over each other and over the marks."""
    with styled():
        page = five_alike()
        page.figure.draw_without_rendering()
    axes = page.figure.axes[0]
    names = [t for t in axes.texts if t.get_text() in ("H5-A", "H2-C")]
    assert {t.get_text() for t in names} == {"H5-A", "H2-C"}
    marks = [line for line in axes.lines if line.get_marker() not in ("None", None, "")]
    spots = np.vstack([axes.transData.transform(line.get_xydata()) for line in marks])
    for name in names:
        box = name.get_window_extent()
        inside = (spots > (box.x0, box.y0)) & (spots < (box.x1, box.y1))
        assert not inside.all(axis=1).any()


def test_a_title_says_when_nothing_is_clear_and_leaves_out_what_all_share():
    """Grammar that fits one attack and many; a series is named only if it differs."""
    answers = tuple(answer(v, m) for v, m in ((1, 0.1), (2, 0.2)))
    curves = [Curve("n_rocket_attacks", "war", f"B {k}", answers, k > 1) for k in range(3)]
    assert response.title_of(curves[:2]) == "Rocket attacks: no clear answer to war"
    assert "B" not in response.title_of(curves)
    more = (*answers[:1], answer(2, 0.9))
    assert response.title_of([*curves, curves[2]._replace(answers=more)]).endswith("(B 2)")


@given(st.lists(st.text("abc mW", min_size=1, max_size=200), min_size=1, max_size=3))
def test_a_headline_has_two_lines_at_most(candidates):
    """A longer one would crowd out the figure."""
    title = headline(*candidates)
    assert len(wrap(title, WIDTH - 2 * EDGE, HEADING, "bold")) <= 2


# Averages and samples.


def table(points, runs, chance=0.5):
    """Runs of points (value, other factor), all outcomes by lot."""
    rows = [(f"{v}{o}", v, o, r) for v, o in points for r in range(runs)]
    found = pd.DataFrame(rows, columns=["point", "value", "other", "run"])
    luck = np.random.default_rng(3).random(len(found))
    return found.assign(open_war=(luck < chance).astype(int))


def test_an_average_over_other_factors_keeps_runs_paired():
    """Each value and run once, with the mean of its points; a run that one point lacks goes."""
    runs = table([(v, o) for v in (1, 2) for o in "AB"], 30)
    short = runs[~((runs.point == "1A") & (runs.run >= 20))]
    found = averaged(short, ["value"], ["open_war"])
    assert sorted(found.loc[found.value == 1, "run"]) == list(range(20))
    assert sorted(found.loc[found.value == 2, "run"]) == list(range(30))
    both = runs[(runs.value == 1) & (runs.run == 3)]["open_war"].mean()
    assert found[(found.value == 1) & (found.run == 3)]["open_war"].item() == both


def test_the_interval_of_an_averaged_chance_stays_a_chance():
    """Means of flags are no flags, yet less than nothing cannot happen."""
    runs = table([(v, o) for v in (1, 2) for o in "AB"], 30, 0.03)
    runs.loc[0, "open_war"] = 1
    for a in curve(averaged(runs, ["value"], ["open_war"]), "value", "open_war").answers:
        assert 0 <= a.runs[0] <= a.mean <= a.runs[1] <= 1


@given(st.lists(st.floats(-1e3, 1e3), min_size=6, max_size=80, unique=True))
def test_fifths_are_even_and_in_order(values):
    """Equal parts, each at the mean of its values."""
    numbers = pd.Series(values)
    parts = fifths(numbers)
    rough = numbers.groupby(parts).mean()
    assert parts.nunique() <= 5
    assert rough.to_numpy() == pytest.approx(rough.index.to_numpy(), rel=0.006, abs=1e-9)
    means = parts[numbers.sort_values().index].to_numpy()
    assert (np.diff(means) >= -0.006 * np.abs(means[1:])).all()


def test_words_and_few_numbers_are_no_fifths():
    """Four values stay four values."""
    few = pd.Series([0, 1, 3, 10] * 5)
    words = pd.Series([f"w{k}" for k in range(9)])
    assert fifths(few).equals(few)
    assert fifths(words).equals(words)


def sample(effect, seed=4, points=60, runs=20):
    """A random sample in which the first factor moves the mean; luck is shared by all points."""
    rng = np.random.default_rng(seed)
    x = rng.random((points, 2))
    noise = rng.normal(size=(1, runs)) + rng.normal(size=(points, 1))
    return x, effect * x[:, :1] + noise + rng.normal(size=(points, runs))


def test_a_sampled_factor_that_moves_the_outcome_stands_out_from_one_that_does_not():
    """It leads the ranking, and its curve is clear."""
    x, values = sample(5.0)
    parts = [list(fifths(pd.Series(column))) for column in x.T]
    strong, weak = (moves(p, values.mean(axis=1)) for p in parts)
    assert strong > 5 * abs(weak)
    found = sampled_curve(parts[0], values, "x", "us_killed")
    assert found.clear
    assert [a.value for a in found.answers] == sorted(set(parts[0]))


def test_a_sampled_factor_that_does_nothing_is_rarely_called_clear():
    """Negative control: the lot of the points is an error as well as luck."""
    called = 0
    for seed in range(60):
        x, values = sample(0.0, seed)
        called += sampled_curve(list(fifths(pd.Series(x[:, 0]))), values, "x", "us_killed").clear
    assert called <= 8


# Other figures.


def test_luck_stays_pale_in_a_heat_map():
    """7 ± 2 beside 5 ± 2 is no finding; 7 ± 0.1 beside 5 ± 0.1 is."""
    shades = {}
    for half in (2.0, 0.1):
        cells = Heat(
            "us_killed", "a", "b", (1, 2), ("x",), np.array([[7.0, 5.0]]), np.full((1, 2), half)
        )
        low, high = heat_map.span_of(cells)
        shades[half] = HEAT_SCALE((7 - low) / (high - low))[:3]
    assert lightness(shades[2.0]) > 0.75
    assert lightness(shades[0.1]) < 0.2


def lightness(colour):
    """How light a colour is in grey print, 0 to 1."""
    return float(np.dot(to_rgb(colour), (0.3, 0.59, 0.11)))


def test_kinds_of_variance_differ_in_grey_print():
    """Two greys side by side were one."""
    kinds = (*KIND_COLOURS[:3], TOGETHER_COLOUR, CHANCE_COLOUR)
    shades = sorted(lightness(colour) for colour in kinds)
    assert min(b - a for a, b in pairwise(shades)) > 0.08
    assert lightness(TOGETHER_COLOUR) < 0.5 * min(map(lightness, KIND_COLOURS[:3]))


def test_a_title_of_sensitivities_fits_one_factor_and_many():
    """`all other parameters leads` was no English."""
    found = indices()._replace(seen=True)
    lead = max(found.indices, key=lambda i: i.total).factor.replace("_", " ")
    assert tornado.title_of(found).endswith(f"pure chance; of the rest, most from {lead}")
    luck = found._replace(seen=False)
    assert tornado.title_of(luck).endswith("no factor is seen to move it")


def regrets(*rows):
    """Regrets from policy, mean, largest and whether it is clearly behind."""
    return [Regret(n, m, m, 0.01, m, most, "draw 1", 0.5, apart) for n, m, most, apart in rows]


def test_the_title_of_a_regret_names_who_is_level():
    """Least on average may not be least at worst, and what luck explains is no order."""
    title = regret.title_of
    apart = regrets(("never", 0.1, 0.9, False), ("10 deaths", 0.2, 0.3, True))
    assert title("open_war", apart).endswith(
        "“never” gives least away on average; at worst, “10 deaths”"
    )
    same = regrets(("never", 0.1, 0.2, False), ("10 deaths", 0.2, 0.3, True))
    assert title("open_war", same).endswith("“never” gives least away on average and at worst")
    alike = regrets(("never", 0.0, 0.0, False), ("10 deaths", 0.0, 0.0, False))
    assert title("open_war", alike) == "Open war: all policies alike"
    level = regrets(("never", 0.1, 0.2, False), ("10 deaths", 0.11, 0.2, False))
    assert "no policy clearly gives less away" in title("open_war", level)


def test_good_enough_stands_only_where_the_outcome_has_a_limit():
    """A share that keeps within other outcomes' limits says nothing of this one."""
    rows = regrets(("a", 0.1, 0.2, False), ("b", 0.2, 0.3, True))
    good = [Satisfied(r.policy, 0.6, 0.1, {"us_killed": 0.6}) for r in rows]
    with styled():
        shown = [
            [w for w, _ in texts(regret.draw(o, rows, 9, SOURCE, good, {"us_killed": 3.0}))]
            for o in ("open_war", "us_killed")
        ]
    assert [any("good enough" in w for w in said) for said in shown] == [False, True]


def test_the_bars_of_a_box_are_named_by_their_values():
    """`other` and `yes` said nothing."""
    sides = discovery.sides
    known = {"strike": ["no strike", "strike"], "H1": ["A", "B", "C"]}
    assert sides("strike=strike", ["strike=strike"], known) == ("no strike", "strike")
    assert sides("H1=B", ["H1=A", "H1=B", "H1=C"], known) == ("not B", "B")
    assert sides("other=x", ["other=x"], {}) == ("not x", "x")
    assert sides("growth", ["growth"], known) is None


def test_few_unbeaten_policies_are_named():
    """The reader wants to know which."""
    means = {"a": (1.0, 2.0, 3.0), "b": (0.5, 3.0, 1.0), "c": (2.0, 3.0, 3.0)}
    names = ("open_war", "us_killed", "isis_strength_ratio")
    trades = [
        Trade(
            p, dict(zip(names, m, strict=True)), dict.fromkeys(names, 0.1), "a" if p == "c" else ""
        )
        for p, m in means.items()
    ]
    assert tradeoff.title_of(trades).endswith("on all three outcomes: “a”, “b”")
    assert tradeoff.title_of(trades[:2]).endswith("none is best on all three outcomes")
    assert tradeoff.title_of([trades[0]] * 2).startswith("2 of 2 policies are beaten by no other")


def test_the_largest_effect_of_a_title_is_clear_though_picked_of_many():
    """Of forty effects of luck some leave out zero."""
    arms = [
        FactorEffects("a", "a", tuple(ValueEffect(f"v{k}", 0.11, 0.01, 0.21) for k in range(40)))
    ]
    assert one_at_a_time.title_of("us_killed", arms).endswith("no factor alone clearly moves it")
    one = [FactorEffects("a", "a label", (ValueEffect("x", 0.5, 0.4, 0.6),))]
    assert (
        one_at_a_time.title_of("open_war", one)
        == "Open war: moved most by a label, +50 points at x"
    )


# Which figures.

SCENARIOS = Path(__file__).parents[4] / "scenarios"
GRID = """\
title: Grid
question: Is every scenario and every factor shown?
scenarios: [one.yaml, two.yaml]
factors:
  reply: {lever: us.reply.deaths_needed, values: [0, 1], label: deaths}
  command: {hypothesis: H2, values: [A, B]}
  late: {lever: us.pause, values: [null, never], from: 2019-11-20}
design: grid
runs: 6
outcomes: [n_us_strikes, n_rocket_attacks]
"""
BASELINE = "baseline: three.yaml\n"


def found_of(folder, text):
    """What the sweep of a study on thirty days finds."""
    for name in ("one", "two", "three"):
        scenario = f"extends: {SCENARIOS}/baseline.yaml\ntitle: {name}\ndays: 30\n"
        (folder / f"{name}.yaml").write_text(scenario, "utf-8")
    (folder / "study.yaml").write_text(text, "utf-8")
    study = load_study(folder / "study.yaml")
    run_sweep(plan(study), folder / "out", 1)
    return analyse(study, folder / "out")


@pytest.fixture(scope="module")
def grid(tmp_path_factory):
    """Three factors in two scenarios, beside a third that is the baseline."""
    return found_of(tmp_path_factory.mktemp("grid"), GRID + BASELINE)


def moved(found, **by):
    """The findings with outcomes that are sums of these terms, one for a factor's value."""
    values = {p: label.values for p, label in found.labels.items()}
    sums = {
        p: sum(term.get(v.get(name), 0) for name, term in by.items()) for p, v in values.items()
    }
    column = found.runs["point"].astype(object).map(sums).astype(float)
    return replace(found, runs=found.runs.assign(n_us_strikes=column, n_rocket_attacks=7.0))


def test_every_scenario_has_figures_of_its_own(grid):
    """Averaged in silence, two scenarios that pull apart would show nothing."""
    found = moved(grid, reply={0: 1, 1: 2}, scenario={"two.yaml": 100, "three.yaml": 40})
    drawn = dict(figures(found))
    assert {n for n in drawn if n.startswith(("curve", "map"))} == {
        "curve_n_us_strikes_reply_one",
        "curve_n_us_strikes_reply_two",
    }
    with styled():
        said = {n: " ".join(w for w, _ in texts(drawn[n]())) for n in drawn}
    assert "from 1 (0) to 40 (three)" in said["curve_n_us_strikes_reply_one"]
    assert "from 40 (three) to 102 (1)" in said["curve_n_us_strikes_reply_two"]
    assert "one.yaml" in said["curve_n_us_strikes_reply_one"]


def test_a_factor_without_effect_has_no_figure(grid):
    """`late` and `command` do nothing, and no outcome but one is moved at all: no map either."""
    drawn = [n for n, _ in figures(moved(grid, reply={0: 1, 1: 2}))]
    names = [n for n in drawn if n.startswith(("curve", "map"))]
    assert names
    assert not [n for n in names if "command" in n or "rocket" in n or n.startswith("map")]


def test_the_third_factor_is_averaged_over_and_the_caption_says_so(grid):
    """The worked example of the README has three factors and made no curve and no map."""
    found = moved(grid, reply={0: 1, 1: 2}, late={None: 0, "never": 10}, command={"B": 4})
    drawn = dict(figures(found))
    assert {"curve_n_us_strikes_reply_one", "curve_n_us_strikes_command_one"} <= set(drawn)
    with styled():
        said = " ".join(" ".join(w for w, _ in texts(drawn["map_n_us_strikes_one"]())).split())
    assert "Averaged over the other factors." in said
    assert "6 ± 0 7 ± 0" in said  # half of the points have the 10 of `late`
    assert "from 0 (A, three) to 11 (B, deaths 1)" in said


def test_half_a_grid_is_not_averaged(grid):
    """Values that met other scenarios would be compared with those that did not."""
    lost = next(p for p, label in grid.labels.items() if label.values["late"] == "never")
    found = moved(grid, reply={0: 1, 1: 2}, late={"never": 10})
    scenario = grid.labels[lost].values["scenario"].removesuffix(".yaml")
    names = [n for n, _ in figures(replace(found, runs=found.runs[found.runs["point"] != lost]))]
    assert not [n for n in names if n.endswith(f"_{scenario}") and n.startswith(("curve", "map"))]
    assert [n for n in names if n.startswith("curve")]


def test_factors_moved_one_at_a_time_are_ranked_in_one_figure(tmp_path):
    """Each scenario against its own base; curves only where there are three values."""
    text = GRID.replace("values: [0, 1], label", "values: [0, 1, 30], label")
    found = found_of(tmp_path, text.replace("design: grid", "design: one_at_a_time"))
    drawn = dict(figures(found))
    assert {"effects_n_us_strikes_one", "effects_n_rocket_attacks_two"} <= set(drawn)
    assert not [n for n in drawn if n.startswith("curve") and "late" in n]
    with styled():
        said = [w for w, _ in texts(drawn["effects_n_us_strikes_one"]())]
    assert {"deaths", "command", "late", "30", "B", "never"} <= set(said)


def test_a_hypercube_gets_curves_of_what_moves_the_outcome(tmp_path):
    """A sample used to get no figure at all."""
    text = GRID.replace("values: [0, 1], label", "range: [0, 20], whole: true, label")
    text = text.replace("[one.yaml, two.yaml]", "[one.yaml]").replace(
        "design: grid", "design: {kind: latin_hypercube, points: 20}"
    )
    found = found_of(tmp_path, text)
    runs = found.runs
    runs = runs.assign(n_us_strikes=runs["reply"].astype(float) + 0.1 * (runs["run"] % 3))
    drawn = dict(figures(replace(found, runs=runs)))
    assert "curve_n_us_strikes_reply" in drawn
    with styled():
        said = " ".join(" ".join(w for w, _ in texts(drawn["curve_n_us_strikes_reply"]())).split())
    assert "mean over a fifth of the points" in said
    assert "with deaths" in said
