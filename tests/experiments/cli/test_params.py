"""`flashpoint params`: readable at the width people have, and nothing about a number left out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from experiments.cli import output
from experiments.cli.params import show_parameters
from experiments.report import posterior_text
from experiments.text.wording import significant
from sim.errors import InputError
from sim.parameters import PARAMETERS
from sim.prior import Prior

Show = Callable[..., str]


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Show:
    """What `flashpoint params` prints at a width."""

    def shown(name: str | None, width: int, only: str | None = None) -> str:
        monkeypatch.setattr(output.console, "width", width)
        show_parameters(name, only)
        return capsys.readouterr().out

    return shown


@pytest.mark.parametrize("width", [80, 120, 200])
def test_the_list_fits_the_terminal(show, width):
    """No line runs over, and a name with its default and prior is never broken in two."""
    lines = show(None, width).splitlines()
    assert max(map(len, lines)) <= width
    for p in PARAMETERS.values():
        prior = (
            posterior_text.whole_prior(p.prior)
            if width >= 100
            else posterior_text.short_prior(p.prior)
        )
        heads = [line for line in lines if line.startswith(f" {p.name} ")]
        assert len(heads) == 1, p.name
        assert re.match(
            rf" {p.name} +{significant(p.default, 6)} +{re.escape(prior)} ", heads[0]
        ), p.name


@pytest.mark.parametrize("width", [80, 120])
def test_one_parameter_fits_the_terminal(show, width):
    """Claims, rules and titles wrap; test paths and ids would, too, if they could."""
    for name in PARAMETERS:
        assert max(map(len, show(name, width).splitlines())) <= width, name


def test_the_list_loses_no_word_by_wrapping(show):
    """Meaning and sources of every parameter stand in the narrow list as in the wide one."""
    wide, narrow = (" ".join(show(None, width).split()) for width in (400, 80))
    for p in PARAMETERS.values():
        told = f"{p.meaning} ({p.unit}) {' '.join(p.sources)}"
        assert told in wide
        assert told in narrow


def test_one_parameter_shows_claims_with_signs_and_articles_with_dates(show):
    """The whole trail on one screen."""
    out = show("leadership_anger", 200)
    assert "M097 (+) " in out
    assert "M098 (0) " in out
    assert re.search(r"spiked:10, spiked:11 .*The US is still at war.*spiked, 2020-03-18", out)
    assert "0.03, 0.3, 0.57 at 5, 50, 95 %" in out


@pytest.mark.parametrize("only", ["identified", "not-identified"])
def test_a_filter_keeps_what_the_fit_says_and_nothing_else(show, only):
    """Without a posterior nothing is fitted, so nothing is listed."""
    posterior = posterior_text.shipped()
    names = posterior.fitted if posterior else ()
    kept = [n for n in names if posterior.summary(n).identified == (only == "identified")]
    out = show(None, 200, only)
    listed = [name for name in PARAMETERS if re.search(rf"^ {name} ", out, re.MULTILINE)]
    assert sorted(listed) == sorted(kept)
    assert f"{len(kept)} parameters" in out


def test_bad_names_and_filters_name_the_nearest(show):
    """A typo costs one line."""
    with pytest.raises(InputError, match="did you mean 'identified'"):
        show(None, 80, "identifed")
    with pytest.raises(InputError, match="did you mean 'blame_error'"):
        show("blame_eror", 80)
    assert "H1-B: killing escalates" in show("H1", 80)


LAWS = {
    "uniform": lambda a, b: stats.uniform(a, b - a),
    "loguniform": stats.loguniform,
    "lognormal": lambda a, b: stats.lognorm(b, scale=a),
    "beta": stats.beta,
}


@given(st.sampled_from(sorted(LAWS)), st.floats(0.01, 5), st.floats(0.1, 20))
def test_the_quantiles_shown_are_those_of_the_prior(kind, a, more):
    """Held against scipy's own distributions, to the three digits shown."""
    b = a + more
    if kind == "beta":  # which is a law of whole numbers here
        a, b = float(round(a + 1)), float(round(b + 1))
    shown = posterior_text.long_prior(Prior(kind, a, b))
    values = [float(x) for x in shown.partition("): ")[2].partition(" at")[0].split(", ")]
    assert values == pytest.approx(list(LAWS[kind](a, b).ppf([0.05, 0.5, 0.95])), rel=6e-3)


@pytest.mark.parametrize(("clear", "word"), [(True, "yes"), (False, "no")])
def test_a_posterior_is_shown_with_what_it_took_from_the_prior(clear, word):
    """Short in lists, long on a page, and 'not identified' in words."""
    posterior = pytest.importorskip("calibration.inference.posterior", reason="no fit yet")
    summary = posterior.Summary(
        mean=0.21, sd=0.1, q05=0.04, q25=0.1, q50=0.2, q75=0.3, q95=0.4567,
        contraction=0.426, identified=clear,
    )  # fmt: skip
    assert posterior_text.short_posterior(summary) == "0.2 (0.04, 0.46)"
    assert posterior_text.long_posterior(summary) == "0.04, 0.2, 0.457 at 5, 50, 95 %"
    assert posterior_text.identified(summary) == word
    assert posterior_text.contraction(summary) == ("0.42" if clear else "0.42: not identified")
    assert (posterior_text.short_posterior(None), posterior_text.identified(None)) == ("–", "–")
