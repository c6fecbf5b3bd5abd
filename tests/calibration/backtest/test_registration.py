"""A forecast on record: what was said, when, and on what, before the truth is looked at."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import numpy as np
import pytest

from calibration.backtest.forecast import known_by
from calibration.backtest.registration import RECORD, record_of, register
from calibration.backtest.scores import COUNTS, Forecast
from calibration.evidence.attack_catalogue import catalogues
from calibration.evidence.known_evidence import load_evidence

UNTIL, LAST = dt.date(2020, 1, 5), dt.date(2020, 3, 20)


def forecast(seed=1, runs=200, days=75):
    rng = np.random.default_rng(seed)
    run = np.repeat(np.arange(runs), rng.poisson(3, runs))
    made = catalogues(runs, days, run, rng.integers(days, size=len(run)), np.zeros(len(run)))
    return Forecast(made, {"salvo": rng.random(runs) < 0.3})


@pytest.fixture(scope="module")
def known():
    return known_by(load_evidence(), UNTIL)


def test_the_record_holds_all_that_a_score_needs(known):
    """Chances of every count sum to one and give the forecast back; questions have theirs."""
    one = forecast()
    record = record_of({"mine": one}, known, LAST, {"seed": 1})
    assert set(record["counts"]["mine"]) == set(COUNTS)
    for name, count in COUNTS.items():
        chances = record["counts"]["mine"][name]
        assert sum(chances.values()) == pytest.approx(1)
        mean = sum(float(k) * share for k, share in chances.items())
        assert mean == pytest.approx(float(np.mean(count(one.catalogues))))
    assert record["questions"]["mine"]["salvo"] == one.flags["salvo"].mean()


def test_hashes_tell_another_evidence_and_another_forecast_apart(known):
    """Nobody can swap either afterwards without its showing."""
    earlier = known_by(load_evidence(), dt.date(2020, 1, 4))
    here, there = (record_of({}, k, LAST, {}) for k in (known, earlier))
    assert here["evidence"] != there["evidence"]
    assert here["code"] == there["code"]


def test_a_record_is_written_once_with_its_time_and_hash(known, tmp_path):
    """The hash is that of the file; a second record is refused and the first one stays."""
    done = register(record_of({"mine": forecast()}, known, LAST, {}), tmp_path / "in")
    text = (tmp_path / "in" / RECORD).read_bytes()
    assert hashlib.sha256(text).hexdigest() == done.sha256
    assert json.loads(text)["made"] == done.made
    assert dt.datetime.fromisoformat(done.made).tzinfo == dt.UTC
    with pytest.raises(FileExistsError):
        register(record_of({"mine": forecast(2)}, known, LAST, {}), tmp_path / "in")
    assert (tmp_path / "in" / RECORD).read_bytes() == text
