"""The figures of a study say what its tables say, fit on their page, and are made twice alike."""

import math
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text
from PIL import Image

from experiments.cases import Cases
from experiments.discovery import Limit, judge
from experiments.morris import Screened
from experiments.plots import (
    study_discovery,
    study_heat,
    study_regret,
    study_response,
    study_tornado,
    study_tradeoff,
)
from experiments.plots.page import styled
from experiments.plots.study import save_study
from experiments.responses import Answer, Curve, heat
from experiments.robust import Regret, Satisfied, Trade
from experiments.sensitivity import sobol

SOURCE = "Source: Flashpoint, a made-up study."
RNG = np.random.default_rng(1)
LONG = "a policy with a name that is far too long to be printed in a narrow column of a table"


def answer(value, mean):
    """A point of a curve with all its uncertainties."""
    span = (mean - 0.02, mean + 0.02)
    return Answer(value, mean, span, (mean - 0.05, mean + 0.08), ((mean + 0.04, "B"),))


def response():
    """Two curves over four values, one of them no number."""
    values = [(0, 0.1), (1, 0.2), (3, 0.25), ("never", 0.3)]
    curves = [
        Curve("open_war", "reply", name, tuple(answer(v, m + up) for v, m in values), True)
        for name, up in (("killing A", 0.0), ("killing B", 0.1))
    ]
    return study_response.draw(curves, SOURCE)


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
    return study_heat.draw(heat(runs, "reply", "killing", "open_war"), SOURCE)


def indices():
    """Twelve factors, some of no use."""
    names = [f"factor_number_{k}" for k in range(12)]
    x = RNG.random((14 * 8, 1))
    values = x * 3 + RNG.normal(size=(14 * 8, 10))
    kinds = {n: ("parameters", "policy", "readings")[k % 3] for k, n in enumerate(names)}
    return sobol(names, values, "n_rocket_attacks", kinds)


def tornado():
    """Sobol bars."""
    return study_tornado.draw(indices(), SOURCE)


def screened():
    """Morris bars."""
    rows = [Screened(f"factor_{k}", "", -k / 50, k / 40, 0.05, 0.1) for k in range(30)]
    return study_tornado.draw_screened(rows, "open_war", SOURCE)


def box(limits):
    """A box judged on made-up cases."""
    x = np.column_stack([RNG.random(400), RNG.choice([0, 1, 3], 400), RNG.random(400) < 0.5])
    cases = Cases(
        ("isis_growth", "reply", "killing=B"), x.astype(float), x[:, 0] > 0.7,
        np.arange(400), np.zeros(400, int), "open war",
    )  # fmt: skip
    return judge("PRIM", cases, limits, [(1.0, 0.3, 0), (0.9, 0.8, 1)]), cases


def discovery():
    """Three limits."""
    limits = (
        Limit("isis_growth", 0.7, math.inf),
        Limit("reply", -math.inf, 1),
        Limit("killing=B", 1, 1),
    )
    return study_discovery.draw(*box(limits), SOURCE)


def no_discovery():
    """No limit at all."""
    return study_discovery.draw(*box(()), SOURCE)


def regret():
    """Three policies, one with a long name."""
    rows = [
        Regret(name, m, 0.01, 2 * m, 3 * m, f"draw {k}, killing B", 0.3)
        for k, (name, m) in enumerate((("reply 0", 0.02), (LONG, 0.05), ("reply 10", 0.09)))
    ]
    good = [Satisfied(r.policy, 0.6, 0.1, {"open_war": 0.6}) for r in rows]
    return study_regret.draw("open_war", rows, 90, SOURCE, good, {"open_war": 0.1})


def tradeoff():
    """Five policies, two of them alike."""
    outcomes = ("open_war", "us_troops_iraq_end", "isis_strength_ratio")
    means = [(0.1, 5000, 1.1), (0.1, 5000, 1.1), (0.05, 3000, 1.4), (0.3, 5200, 1.05), (0.2, 1, 2)]
    trades = [
        Trade(
            LONG if k == 4 else f"policy {k}",
            dict(zip(outcomes, m, strict=True)),
            dict(zip(outcomes, (0.01, 90.0, 0.05), strict=True)),
            "policy 0" if k == 4 else "",
        )
        for k, m in enumerate(means)
    ]
    return study_tradeoff.draw(trades, SOURCE)


PAGES = (response, heated, tornado, screened, discovery, no_discovery, regret, tradeoff)


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


def test_the_numbers_of_the_tables_stand_in_the_figures():
    """Spot checks by hand, figure by figure."""
    with styled():
        said = {p.__name__: " ".join(w for w, _ in texts(p())) for p in PAGES}
    response = " ".join(said["response"].split())
    assert "from 20 % (0) to 40 % (never) with reply (killing B)" in response
    assert "3.3 %" in said["heated"]  # 2 of 60
    assert "pure chance" in said["tornado"]
    assert "Factors not shown: 5" in " ".join(said["screened"].split())
    assert "isis growth at least 0.7" in said["discovery"]
    assert "No box of conditions" in said["no_discovery"]
    assert "5 ± 1, 10.0, 15.0" in said["regret"]
    assert "1, 2" in said["tradeoff"]


def test_policies_that_coincide_share_one_label():
    """Two numbers on top of each other could not be read."""
    with styled():
        labels = [w for w, _ in texts(tradeoff())]
    assert "1, 2" in labels
    assert "1" not in labels


def test_a_figure_is_made_twice_alike(tmp_path):
    """Same table, same bytes."""
    first = save_study(heated, tmp_path / "a", "heat")
    again = save_study(heated, tmp_path / "b", "heat")
    assert [p.name for p in first] == ["heat.png", "heat.svg"]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in again]


def test_heat_survives_grey_print(tmp_path):
    """Darker is more, also without colour: the scale never turns back."""
    shades = [sum(np.array(study_heat.SCALE(k / 20)[:3]) * (0.3, 0.59, 0.11)) for k in range(21)]
    assert all(a > b for a, b in pairwise(shades))
    with Image.open(save_study(heated, tmp_path, "heat")[0]) as image:
        assert image.width > 800
