"""The backtest knows nothing of later days, asks tables and runs the same, and refuses nonsense."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calibration.backtest.backtest import (
    BASELINES,
    OURS,
    after,
    backtest,
    baseline,
    forecast_of_ours,
    make_plan,
    reported_by,
)
from calibration.backtest.binary_forecasts import QUESTIONS, answers, has_word, replies, says, waits
from calibration.backtest.forecast import (
    CITATION,
    BacktestSize,
    ForecastFutures,
    known_by,
    report_events,
)
from calibration.backtest.scores import Forecast
from calibration.evidence.known_evidence import load_evidence
from calibration.evidence.tables import Count
from sim.actions import Action
from sim.errors import InputError
from sim.state.bookkeeping import LogRow
from sim.state.fields import layout_of

ALL = load_evidence()
DAY = dt.timedelta(days=1)
UNTIL, END = dt.date(2020, 1, 5), dt.date(2020, 3, 20)
TINY = BacktestSize(samples=16, bank_runs=20, runs=60)
PLAN = make_plan(ALL, UNTIL, END, None, TINY, seed=4)
QUESTION = {q.name: q for q in QUESTIONS}


def is_later(row, until=UNTIL):
    """Does a row tell of later days, or is it told by later articles alone?"""
    day = row.date_used if hasattr(row, "date_used") else row.window_end
    return day > until or all(ALL.sources[k].date_start > until for k in row.sources)


def garbled(event, days, dead):
    """The same row, still later, with other days, deaths, words, act and causes."""
    shift = dt.timedelta(days=days)
    return replace(
        event,
        date_start=event.date_start + shift,
        date_end=event.date_end + shift,
        date_used=event.date_used + shift,
        act="leadership_strike",
        killed={"US": Count(dead)},
        triggered_by=("northern_base_rockets_20191227",),
        trigger_basis="stated",
        paraphrase="other words",
    )


def tampered(data, until):
    """The tables with later rows dropped, changed and added as hypothesis likes."""
    events, aggregates = [], []
    for row in ALL.events:
        what = data.draw(st.sampled_from(["keep", "drop", "change", "add"]))
        if not is_later(row, until) or what == "keep":
            events.append(row)
        elif what != "drop":
            changed = garbled(row, data.draw(st.integers(0, 30)), data.draw(st.integers(0, 9)))
            events += [replace(changed, id=f"{row.id}_x"), row] if what == "add" else [changed]
    for row in ALL.aggregates:
        what = data.draw(st.sampled_from(["keep", "drop", "change"]))
        if not is_later(row, until) or what == "keep":
            aggregates.append(row)
        elif what == "change":
            aggregates.append(replace(row, value=99.0, window_end=row.window_end + 5 * DAY))
    return replace(ALL, events=tuple(events), aggregates=tuple(aggregates))


@given(st.data(), st.dates(dt.date(2020, 1, 3), dt.date(2020, 3, 19)))
@settings(max_examples=60, deadline=None)
def test_later_rows_leave_what_is_known_as_it_was(data, until):
    """All that a forecast rests on is `known_by`; were a later row in it, skill would be fraud."""
    assert known_by(tampered(data, until), until) == known_by(ALL, until)


def test_a_changed_row_that_was_known_changes_what_is_known():
    """Negative control: the comparison above does see a change."""
    rows = [e if is_later(e) else garbled(e, 0, 3) for e in ALL.events]
    assert known_by(replace(ALL, events=tuple(rows)), UNTIL) != known_by(ALL, UNTIL)


def arrays(evidence):
    """Every number of every forecast made from some evidence."""
    known = known_by(evidence, UNTIL)
    fitted, ahead = forecast_of_ours(known, PLAN)
    found = [
        fitted.samples.weight,
        *(getattr(a, f.name) for a in ahead.values() for f in fields(a)),
    ]
    for name in BASELINES:
        rng = np.random.default_rng([PLAN.seed, 0])
        made = baseline(name, known, PLAN, QUESTIONS, rng)
        found += [*vars(made.catalogues).values(), *made.flags.values()]
    return found


def same(a, b):
    return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


def test_no_bit_of_a_forecast_depends_on_later_rows():
    """The whole chain: targets, weights, replay, futures, baselines. With rows gone and garbled.

    Control: other deaths in one known row give other weights.
    """
    gone = replace(
        ALL,
        events=tuple(e for e in ALL.events if not is_later(e)),
        aggregates=tuple(a for a in ALL.aggregates if not is_later(a)),
    )
    odd = replace(ALL, events=tuple(garbled(e, 9, 5) if is_later(e) else e for e in ALL.events))
    reported = arrays(ALL)
    assert same(reported, arrays(gone))
    assert same(reported, arrays(odd))
    dead = {"US": Count(4)}
    known = (replace(e, killed=dead) if e.id.startswith("northern_base") else e for e in ALL.events)
    assert not same(reported[:1], arrays(replace(ALL, events=tuple(known)))[:1])


def test_the_fit_has_nothing_of_the_posterior_that_comes_with_the_program():
    """That one has seen the whole winter."""
    fitted, _ = forecast_of_ours(known_by(ALL, UNTIL), PLAN)
    assert fitted.scenario.parameter_source == "prior"
    assert fitted.scenario.posterior_path is None
    assert len(fitted.samples.weight) == TINY.samples
    assert fitted.samples.weight.sum() == pytest.approx(1)


@given(st.dates(dt.date(2020, 1, 3), dt.date(2020, 3, 19)))
@settings(max_examples=30, deadline=None)
def test_a_window_that_a_later_article_closed_is_opened_again(until):
    """It holds the coded days, no day before its causes may have come, and none after `until`."""
    known = known_by(ALL, until)
    windows = {e.id: e for e in known.evidence.events}
    opened = {leak.id for leak in known.leaks if leak.what == "day"}
    for event in windows.values():
        coded = ALL.event(event.id)
        assert event.date_start <= event.date_used == coded.date_used <= event.date_end <= until
        assert event.date_start <= coded.date_start
        assert event.date_end >= min(coded.date_end, until)
        if event.id not in opened and event.act:
            assert event.date_start == coded.date_start
        for cause in event.triggered_by:
            early = min(coded.date_start, windows[cause].date_start)
            assert event.date_start >= early
    later = {k for k, s in ALL.sources.items() if s.date_start > until}
    assert {CITATION.match(c)[1] for leak in known.leaks for c in leak.citations} <= later


def test_on_5_january_the_siege_and_the_strike_owe_their_days_to_later_words():
    """wsj closed both windows; the vote has its Sunday from an article of that day as well."""
    leaks = {(leak.id, leak.what) for leak in known_by(ALL, UNTIL).leaks}
    assert ("embassy_siege_201912", "day") in leaks
    assert ("leadership_strike_20200103", "day") in leaks
    assert ("parliament_vote_20200105", "words") in leaks
    assert ("globe", "day of the article") in leaks
    assert known_by(ALL, END - DAY).leaks == ()


def rows_of(*events):
    """Log rows of one run: (day, action, dead)."""
    rows = np.zeros(len(events), layout_of(LogRow))
    for row, (day, action, dead) in zip(rows, events, strict=True):
        row["day"], row["action"], row["us_killed"] = day, action, dead
    return rows


@pytest.mark.parametrize(
    ("action", "dead", "which"),
    [(Action.HARASS, 1, 0), (Action.BARRAGE, 0, 1), (Action.SALVO, 0, 2), (Action.SANCTION, 0, 2)],
)
def test_each_kind_of_event_is_heard_with_its_own_chance(action, dead, which):
    """Fatal, harmless, and acts above or beside the rockets; nothing before the forecast is news.

    Control: the share is far from the chances of the other kinds.
    """
    n, chances = 4000, np.array([0.9, 0.1, 0.5])
    rows = rows_of(*[(3, action.value, dead)] * n, *[(1, action.value, dead)] * n)
    reported_by, fired = np.zeros(2 * n, np.bool_), np.zeros(2 * n, np.bool_)
    keys = np.array([12345], np.uint64)
    report_events(rows, np.array([2 * n]), keys, chances, 2, reported_by, fired)
    assert not reported_by[n:].any()
    assert fired.all() == (action in (Action.HARASS, Action.BARRAGE))
    off = np.abs(reported_by[:n].mean() - chances) / 0.008
    assert off[which] < 4
    assert min(np.delete(off, which)) > 4


def futures(runs, *reported):
    """Told events (run, day, action, dead) of some runs."""
    run, day, action, dead = np.array(reported, np.int64).reshape(-1, 4).T
    none = np.zeros(0, np.int64)
    return ForecastFutures(runs, run, day, action, dead, dead, none, none)


def test_a_salvo_is_lethal_in_tables_and_in_runs_alike_only_when_americans_die():
    """Our own table states a zero, which must not count as a yes."""
    salvo = next(e for e in ALL.events if e.act == "missile_salvo")
    assert says(salvo, QUESTION["salvo"])
    assert not says(salvo, QUESTION["lethal_salvo"])
    assert says(replace(salvo, killed={"US": Count(1)}), QUESTION["lethal_salvo"])
    ahead = futures(3, (0, 2, Action.LETHAL_SALVO, 0), (1, 2, Action.SALVO, 5))
    assert answers(ahead, QUESTION["salvo"]).tolist() == [True, True, False]
    assert answers(ahead, QUESTION["lethal_salvo"]).tolist() == [False, True, False]


def test_every_question_has_acts_and_no_two_are_the_same():
    """A question without acts would be no in every run."""
    assert all(q.actions for q in QUESTIONS)
    assert len({(q.actions, q.lethal) for q in QUESTIONS}) == len(QUESTIONS)


def test_waits_run_from_the_forecast_to_the_first_attack_in_both():
    """Truth: 8 January, and Taji from 9 to 15 March. Never is infinity, on both sides."""
    ahead = futures(3, (0, 3, Action.HARASS, 0), (0, 9, Action.HARASS, 1), (1, 3, Action.HARASS, 0))
    rows = after(ALL.events, PLAN, ALL.path)
    made = reported_by(ahead, PLAN, []).catalogues
    attack, fatal = waits(made, rows, UNTIL)
    assert (attack.observed, attack.high_tail) == (3, 1.0)
    assert fatal.observed == (64 + 70) / 2
    assert fatal.low_tail == pytest.approx(2 / 4), "one run of three is earlier"
    _, never = waits(made, [], UNTIL)
    assert (never.observed, never.high_tail) == (76, 3 / 4)


def test_replies_count_from_their_cause_and_not_where_the_end_cuts_them_off():
    """The strike of the 3rd is owed a salvo; a strike for the dead may still come after the end."""
    strike, fatal = Action.REPRISAL, Action.HARASS
    ahead = futures(
        4,
        (0, 2, Action.SALVO, 0),
        (1, 5, fatal, 1), (1, 4, strike, 0), (1, 7, strike, 0),
        (2, 74, fatal, 1),
        (3, 5, fatal, 1),
    )  # fmt: skip
    rows = after(ALL.events, PLAN, ALL.path)
    salvo, reply = replies(ahead, ALL.known_at(UNTIL).events, rows, UNTIL, END)
    assert (salvo.name, salvo.observed, salvo.runs) == ("strike_to_salvo", 4, 4)
    assert salvo.low_tail == pytest.approx(2 / 5), "2 + 2 days in one run, never in three"
    assert (reply.name, reply.observed, reply.runs) == ("fatal_to_strike", 4, 2)
    assert reply.low_tail == pytest.approx(2 / 3), "one after two days, one never"
    known = ALL.known_at(END).events
    assert [t.name for t in replies(ahead, known, rows, UNTIL, END)] == ["fatal_to_strike"]


@pytest.fixture(scope="module")
def found():
    return backtest(ALL, PLAN)


def test_our_own_truth_is_that_of_the_articles(found):
    """Three told attacks, one of them fatal, three dead; a salvo, a strike, sanctions."""
    catalogue = found.observed.catalogue
    assert catalogue.day.tolist() == [2, 66, 70]
    assert catalogue.deaths.tolist() == [0, 3, 0]
    yes = {name for name, said in found.observed.flags.items() if said}
    assert yes == {"salvo", "militia_strike", "sanctions"}
    assert found.unasked == ()


def test_all_six_are_scored_and_tested_over_the_same_days(found):
    """And each is a reference for the fitted model but itself."""
    assert list(found.forecasts) == [*OURS, *BASELINES]
    for forecast in found.forecasts.values():
        assert isinstance(forecast, Forecast)
        assert (forecast.catalogues.runs, forecast.catalogues.days) == (TINY.runs, 75)
        assert forecast.flags.keys() == found.observed.flags.keys()
    assert found.scores.keys() == set(found.forecasts) - {"flashpoint"}
    assert {t.name for t in found.tests["flashpoint"]} > {
        t.name for t in found.tests["persistence"]
    }


def test_the_count_of_all_attacks_is_compared_only_where_it_is_covered(found):
    """24 attacks up to 20 March: a forecast that ends earlier says nothing of them."""
    assert [(t.forecast, t.counted) for t in found.totals] == [(name, 24.0) for name in OURS]
    short = backtest(ALL, replace(PLAN, to=END - DAY))
    assert short.totals == ()


def test_a_table_without_a_word_for_an_act_is_not_asked_about_it():
    """Exports of attacks know no sanctions: their silence is no answer."""
    rows = tuple(e for e in ALL.events if e.act in ("rocket_attack", "strike_militia"))
    truth = replace(ALL, events=rows, aggregates=())
    assert has_word(rows, QUESTION["militia_strike"])
    found = backtest(ALL, PLAN, truth)
    assert found.observed.flags == {"militia_strike": True}
    assert "new US sanctions" in found.unasked
    assert found.totals == ()


def truth_of(*acts, **changes):
    """Our table with the rows of some acts alone, changed alike."""
    rows = tuple(replace(e, **changes) for e in ALL.events if e.act in acts)
    return replace(ALL, events=rows, aggregates=())


NEED_DEAD = {"fatal_attacks", "deaths"}


def test_a_table_without_rocket_attacks_is_no_peace():
    """A table of state acts scored every forecaster against a winter without an attack: whoever
    forecast peace won. Attacks, their dead, spells and waits are left out, and it is said."""
    found = backtest(ALL, PLAN, truth_of("missile_salvo", "sanctions_step"))
    assert {row.score.outcome for row in found.scores["persistence"]} == {
        "salvo", "lethal_salvo", "sanctions",
    }  # fmt: skip
    assert {t.name for t in found.tests["flashpoint"]} == {"strike_to_salvo"}
    assert found.tests["persistence"] == []
    assert found.unasked[0].startswith("rocket attacks")


def test_a_table_with_attacks_outside_the_days_forecast_does_say_that_none_came():
    """Control: it knows the word, so its silence about these days is an answer."""
    truth = truth_of("rocket_attack", "missile_salvo")
    early = tuple(e for e in truth.events if e.act != "rocket_attack" or e.date_used <= UNTIL)
    found = backtest(ALL, PLAN, replace(truth, events=early))
    assert found.observed.catalogue.counts().tolist() == [0]
    assert "attacks" in {row.score.outcome for row in found.scores["persistence"]}


def test_a_table_that_never_says_how_many_died_is_not_asked_about_the_dead():
    """Else each of its attacks would count as harmless. Its attacks are scored all the same."""
    found = backtest(ALL, PLAN, truth_of("rocket_attack", "missile_salvo", killed={}))
    outcomes = {row.score.outcome for row in found.scores["persistence"]}
    assert outcomes == {"attacks", "longest_gap", "salvo"}
    names = {t.name for t in found.tests["flashpoint"]}
    assert {"number", "wait_attack"} < names
    assert not names & {"lethality", "deaths", "wait_fatal"}
    assert found.unasked[0] == "dead of rocket attacks"
    stated = backtest(ALL, PLAN, truth_of("rocket_attack", "missile_salvo"))
    assert {row.score.outcome for row in stated.scores["persistence"]} > NEED_DEAD


def test_a_table_that_tells_no_american_from_others_is_not_asked_who_was_killed():
    """Exports give one number of dead for all sides; "no Americans" is not what they say."""
    nobody = {"NS": Count(4)}
    found = backtest(ALL, PLAN, truth_of("missile_salvo", "rocket_attack", killed=nobody))
    assert "lethal_salvo" not in found.observed.flags
    assert found.observed.flags["salvo"]


def test_a_table_without_any_act_that_is_asked_about_is_refused():
    """There is nothing to score; a page of it would compare nobody with nobody."""
    talk = replace(ALL, events=tuple(e for e in ALL.events if not e.act))
    with pytest.raises(InputError, match="no row with an act that a forecast is asked about"):
        backtest(ALL, PLAN, talk)


@pytest.mark.parametrize(
    ("until", "to", "field"),
    [
        (dt.date(2019, 12, 31), None, "--until"),
        (dt.date(2018, 1, 1), None, "--until"),
        (END, None, "--until"),
        (UNTIL, UNTIL, "--until"),
        (UNTIL, dt.date(2020, 3, 21), "--to"),
        (UNTIL, dt.date(2030, 1, 1), "--to"),
    ],
)
def test_days_outside_the_evidence_are_refused(until, to, field):
    """Before the first article nothing is known, after the last silence says nothing."""
    with pytest.raises(InputError) as error:
        make_plan(ALL, until, to, END, TINY, 1)
    assert error.value.field == field
    assert "2020-0" in error.value.accepts


def test_evidence_without_an_act_knows_nothing():
    """Talk alone gives a fit nothing to hold a run to."""
    talk = replace(ALL, events=tuple(e for e in ALL.events if not e.act))
    with pytest.raises(InputError, match="--until"):
        make_plan(talk, UNTIL, None, END, TINY, 1)


def test_a_truth_without_a_row_in_the_days_forecast_is_refused():
    """It would score every forecaster of silence as perfect."""
    early = [e for e in ALL.events if e.date_used <= UNTIL]
    with pytest.raises(InputError, match="a row after 2020-01-05"):
        after(early, PLAN, ALL.path)
