"""Posterior draws: who gets which, what is refused, and whether the shipped ones are current."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from calibration.evidence.library import SHIPPED
from experiments import load_scenario
from sim.ensemble import Engine
from sim.errors import InputError
from sim.inputs.posterior import (
    PosteriorSamples,
    parameters_of_runs,
    read_posterior,
    write_posterior,
)
from sim.model import EscalationModel
from sim.parameters import PARAMETERS, sample_parameters
from tests.conftest import SCENARIOS

RUNS = np.arange(400)


def made(**columns):
    values = {"fire_base": np.array([0.1, 0.2, 0.25]), "fatal_chance": np.array([0.01, 0.02, 0.05])}
    return PosteriorSamples(SHIPPED, values | columns, np.array([0.5, 0.5, 0.0]), {"note": 1})


def test_a_file_reads_back_as_it_was_written(tmp_path):
    """To single precision, the precision that the file keeps."""
    write_posterior(made(), tmp_path / "p.parquet")
    again = read_posterior(tmp_path / "p.parquet")
    assert set(again.values) == set(made().values)
    for name, values in made().values.items():
        assert again.values[name] == pytest.approx(values, rel=1e-6)
    assert again.weight.tolist() == [0.5, 0.5, 0.0]
    assert again.notes == {"note": 1}


def test_samples_come_as_often_as_they_weigh_and_stay_joint():
    """A run takes one whole draw: mixing columns of two draws would lose their correlation."""
    picked = made().pick(3, RUNS)
    rows = set(zip(picked["fire_base"], picked["fatal_chance"], strict=True))
    assert rows == {(0.1, 0.01), (0.2, 0.02)}
    assert np.mean(picked["fire_base"] == 0.1) == pytest.approx(0.5, abs=0.1)


def test_what_a_variant_moves_comes_from_the_variant_and_the_rest_of_the_row_stays(tmp_path):
    """Else a run under H1-A would have the values of another hypothesis."""
    path = tmp_path / "p.parquet"
    write_posterior(made(leadership_anger=np.array([3.9, 3.8, 3.7])), path)
    plain = parameters_of_runs("posterior", path, {"H1": "C"}, {}, 9, RUNS)
    moved = parameters_of_runs("posterior", path, {"H1": "A"}, {}, 9, RUNS)
    assert plain["leadership_anger"].min() > 3
    assert moved["leadership_anger"].max() <= 0.3
    assert (plain["fire_base"] == moved["fire_base"]).all()


def test_a_run_takes_the_same_draw_whatever_runs_beside_it():
    """So run 277 can be replayed alone."""
    whole = made().rows(5, RUNS)
    assert made().rows(5, RUNS[277:278])[0] == whole[277]
    assert (made().rows(6, RUNS) != whole).any()


def test_unfitted_parameters_come_from_their_priors(tmp_path):
    """And the fitted ones do not; a value set by hand wins over both."""
    path = tmp_path / "p.parquet"
    write_posterior(made(), path)
    table = parameters_of_runs("posterior", path, {}, {"fatal_chance": 0.07}, 9, RUNS)
    prior = sample_parameters("prior", {}, {}, 9, RUNS)
    assert (table["vote_hazard"] == prior["vote_hazard"]).all()
    assert set(np.round(table["fire_base"], 6)) == {0.1, 0.2}
    assert set(table["fatal_chance"]) == {0.07}


def test_both_engines_take_the_same_samples():
    """Mesa and the ensemble must agree on the posterior as on everything else."""
    scenario = load_scenario(SCENARIOS / "baseline.yaml", ["parameters=posterior", "days=20"])
    drawn = Engine(scenario, 4).block(0, 6).parameters
    for run in range(6):
        model = EscalationModel(scenario, rng=4, run=run)
        assert model.parameters.fire_base == drawn["fire_base"][run]
        assert model.parameters.vote_hazard == drawn["vote_hazard"][run]


def test_a_scenario_without_a_word_on_parameters_runs_on_the_posterior(tmp_path):
    """The fit is what the project ships; priors and defaults are for those who ask."""
    text = (SCENARIOS / "baseline.yaml").read_text(encoding="utf-8")
    world = (SCENARIOS / "worlds" / "iraq_2019.yaml").as_posix()
    lines = [line for line in text.splitlines() if not line.startswith("parameters")]
    path = tmp_path / "own.yaml"
    path.write_text("\n".join(lines).replace("worlds/iraq_2019.yaml", world), encoding="utf-8")
    scenario = load_scenario(path)
    assert (scenario.parameter_source, scenario.posterior_path) == ("posterior", SHIPPED)


def test_a_scenario_may_name_its_own_samples(tmp_path):
    """From `flashpoint calibrate --events mine.csv`."""
    write_posterior(made(), tmp_path / "mine.parquet")
    path = tmp_path / "own.yaml"
    path.write_text(f"extends: {SCENARIOS / 'baseline.yaml'}\nparameters: mine.parquet\n")
    scenario = load_scenario(path)
    assert scenario.posterior_path == tmp_path / "mine.parquet"
    drawn = Engine(scenario, 0).block(0, 30).parameters["fire_base"]
    assert set(np.round(drawn, 6)) == {0.1, 0.2}


def spoiled(tmp_path, **columns):
    table = {"fire_base": [0.1], "weight": [1.0]} | columns
    pq.write_table(
        pa.table({k: v for k, v in table.items() if v is not None}), tmp_path / "x.parquet"
    )
    return tmp_path / "x.parquet"


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"weight": None}, "no weights"),
        ({"weight": [0.0]}, "no weights"),
        ({"weight": [-1.0]}, "no weights"),
        ({"fire_bass": [0.1]}, "fire_base"),
        ({"fire_base": [3.0]}, "3 in row 0"),
        ({"fire_base": [float("nan")]}, "a gap or an infinite value"),
        ({"fire_base": ["much"]}, "no numbers"),
    ],
)
def test_a_spoiled_file_is_refused_with_the_column_named(tmp_path, columns, message):
    """A file from elsewhere must not run half-read."""
    with pytest.raises(InputError, match=message):
        read_posterior(spoiled(tmp_path, **columns))


TWO = {"fire_base": [0.1, 0.2]}


@pytest.mark.parametrize(
    ("weight", "message"),
    [
        ([float("nan"), 1.0], "weight: got a gap"),
        ([1.0, None], "weight: got a gap"),
        ([float("inf"), 1.0], "weight: got a gap"),
        ([1.0, -0.5], "row 1 has -0.5"),
        ([1e308, 1e308], "weights whose sum is inf"),
        ([1e300, 1.0], "all the weight in row 0"),
        ([0.0, 1.0], "all the weight in row 1"),
        ([0.0, 0.0], "no weights"),
        (["1", "2"], "weight: got no numbers"),
        ([True, False], "weight: got no numbers"),
    ],
)
def test_weights_that_cannot_be_drawn_by_are_refused(tmp_path, weight, message):
    """A sum that overflows made every share 0, and every run took the last sample."""
    with pytest.raises(InputError, match=message):
        read_posterior(spoiled(tmp_path, **TWO, weight=weight))


@pytest.mark.parametrize("weight", [[5e-324, 5e-324], [1e307, 1e307], [3, 3], [0.5, 0.5]])
def test_weights_of_any_size_that_sum_are_taken(tmp_path, weight):
    """Control: only their shares count, so small, large and whole ones say the same."""
    assert read_posterior(spoiled(tmp_path, **TWO, weight=weight)).weight.tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    "columns",
    [
        {"fire_base": [[0.1]]},
        {"fire_base": ["0.1"]},
        {"fire_base": [True]},
        {"fire_base": [{"a": 1}]},
    ],
)
def test_a_column_that_only_looks_like_numbers_is_refused(tmp_path, columns):
    """Text that reads as a number was taken for one without a word."""
    with pytest.raises(InputError, match="fire_base: got no numbers"):
        read_posterior(spoiled(tmp_path, **columns))


def test_a_column_twice_and_no_row_at_all_are_refused(tmp_path):
    """Which of the two would count, nobody could say; and of no row no run can take one."""
    twice = pa.Table.from_arrays([pa.array([0.1])] * 2, names=["fire_base", "fire_base"])
    pq.write_table(twice, tmp_path / "x.parquet")
    with pytest.raises(InputError, match="twice"):
        read_posterior(tmp_path / "x.parquet")
    with pytest.raises(InputError, match="got 0 samples"):
        read_posterior(spoiled(tmp_path, fire_base=pa.array([], "f8"), weight=pa.array([], "f8")))


def damaged(path, rng):
    """The shipped file with one thing wrong: bytes changed, cut, blanked, put in or doubled."""
    raw = bytearray(SHIPPED.read_bytes())
    at, n = int(rng.integers(len(raw))), int(rng.integers(1, 200))
    footer = int.from_bytes(raw[-8:-4], "little") + 8
    how = int(rng.integers(6))
    if how == 0:
        raw[at] ^= int(rng.integers(1, 256))
    if how == 1:
        raw[-1 - at % footer] ^= int(rng.integers(1, 256))
    if how == 2:
        del raw[at:]
    if how == 3:
        raw[at : at + n] = bytes(len(raw[at : at + n]))
    if how == 4:
        raw[at:at] = rng.bytes(n)
    if how == 5:
        raw[at:at] = raw[at : at + n]
    path.write_bytes(raw)


def attempt(path):
    """Hash of the samples that a file reads as, or the refusal."""
    try:
        return read_posterior(path).content_hash()
    except InputError as error:
        return error


def test_a_damaged_file_is_refused_in_one_line_or_reads_as_the_whole_one(tmp_path):
    """Pages, footer, notes: wherever the damage lies, no traceback and no other number. A page may
    unpack all the same; then the hash among the notes tells."""
    rng, good, refused = np.random.default_rng(12), read_posterior(SHIPPED).content_hash(), 0
    for k in range(60):
        path = tmp_path / f"{k}.parquet"
        damaged(path, rng)
        found = attempt(path)
        assert found == good or isinstance(found, InputError)
        assert "\n" not in str(found)
        refused += found != good
    assert refused > 40, "control: most of it is noticed at all"


def test_samples_changed_by_hand_under_the_notes_of_a_fit_are_refused(tmp_path):
    """Notes say which evidence stands behind the samples; these are others."""
    table = pq.read_table(SHIPPED)
    moved = pa.array(np.roll(table["fire_base"].to_numpy(), 1))
    changed = table.set_column(table.schema.get_field_index("fire_base"), "fire_base", moved)
    pq.write_table(changed.replace_schema_metadata(table.schema.metadata), tmp_path / "x.parquet")
    with pytest.raises(InputError, match="others than its notes name"):
        read_posterior(tmp_path / "x.parquet")


@pytest.mark.parametrize(
    ("notes", "message"),
    [
        (b"[" * 100_000 + b"]" * 100_000, "metadata: got notes nested too deep"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "metadata: got notes nested too deep"),
        (b"[1]", "metadata: got a list"),
        (b"7", "metadata: got a int"),
        (b"\xff", "metadata: got no JSON"),
        (b'{"effective_samples": NaN}', "metadata: got no JSON"),
        (b'{"effective_samples": 1e999}', "inf as 'effective_samples'"),
        (b'{"effective_samples": -4}', "-4 as 'effective_samples'"),
        (b'{"hashes": 3}', "3 as 'hashes'"),
        (b'{"variants": {}}', "as 'variants'"),
    ],
)
def test_notes_of_another_kind_are_refused(tmp_path, notes, message):
    """Their readers count on the kind; deep ones ended in a traceback."""
    table = pa.table({"fire_base": [0.1], "weight": [1.0]})
    path = tmp_path / "x.parquet"
    pq.write_table(table.replace_schema_metadata({b"flashpoint": notes}), path)
    with pytest.raises(InputError, match=re.escape(message)):
        read_posterior(path)


def test_a_file_that_is_no_parquet_is_refused(tmp_path):
    """One clear error, not a traceback of the library."""
    (tmp_path / "x.parquet").write_text("fire_base,weight\n0.1,1\n")
    with pytest.raises(InputError, match="posterior samples"):
        read_posterior(tmp_path / "x.parquet")
    with pytest.raises(InputError, match="no such file"):
        read_posterior(tmp_path / "y.parquet")


def test_spoiled_metadata_is_refused(tmp_path):
    """The notes say which evidence stands behind the draws; half of them is none."""
    table = pa.table({"fire_base": [0.1], "weight": [1.0]})
    pq.write_table(
        table.replace_schema_metadata({b"flashpoint": b"{broken"}), tmp_path / "x.parquet"
    )
    with pytest.raises(InputError, match="metadata"):
        read_posterior(tmp_path / "x.parquet")


def test_shipped_samples_lie_in_the_ranges_of_their_parameters():
    """And in the support of their priors, up to the rounding of the file."""
    shipped = read_posterior(SHIPPED)
    assert len(shipped.weight) >= 500
    for name, values in shipped.values.items():
        u = PARAMETERS[name].prior.probability(values)
        assert PARAMETERS[name].prior.quantile(u) == pytest.approx(values, rel=1e-5)
