"""Posterior samples of the fitted parameters: what a calibration leaves, who gets which.

Columns: one for each fitted parameter, and `weight`. A run takes one joint sample, a whole row;
parameters that were not fitted come from their priors, and what a variant of a hypothesis moves
comes from the variant.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sim.draw import PLAN, SAMPLED, Samples, draw, samples_of
from sim.errors import InputError, nearest, plain_number
from sim.inputs.files import whole_file
from sim.parameters import PARAMETERS, moved_by, planned, sample_parameters

WEIGHT: Final = "weight"
NOTES: Final = b"flashpoint"
SUM: Final = "samples"
"""Note that holds the hash of the samples; a file without it is not checked against one."""
FORM: Final = "posterior samples (Parquet)"
MOST_SAMPLES: Final = 250_000
DOMINANT: Final = 1.0 - 1e-6
"""Share of the weight above which one of several samples stands behind every run."""
NOTE_KINDS: Final[Mapping[str, type]] = {
    SUM: str, "code": str, "hashes": dict, "settings": dict, "probe": dict, "variants": list,
    "targets": list, "skipped": list, "effective_samples": float,
}  # fmt: skip
"""Notes that others read -> what each must be; a float is a finite number above 0."""


@dataclass(frozen=True)
class PosteriorSamples:
    """Joint samples of the fitted parameters."""

    path: Path
    values: Mapping[str, npt.NDArray[np.float64]]
    """Fitted parameter -> its value in every sample, shape [samples], natural units."""
    weight: npt.NDArray[np.float64]
    """Shape [samples], sums to 1."""
    notes: Mapping[str, Any]
    """What the fit says about itself: hashes, settings, evidence."""

    @cached_property
    def table(self) -> Samples:
        """The same, as draws read them: a column for each parameter, in the order of `values`."""
        rows = np.array(list(self.values.values())).reshape(len(self.values), len(self.weight))
        return Samples(np.ascontiguousarray(rows.T), np.cumsum(self.weight))

    def rows(self, seed: int, runs: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The sample that each run takes, shape [runs]; a run takes the same one whoever asks."""
        return samples_of(seed, runs, self.table.edges)

    def pick(self, seed: int, runs: npt.NDArray[np.int64]) -> dict[str, npt.NDArray[np.float64]]:
        """Fitted parameters of each run: name -> values, shape [runs]."""
        rows = self.rows(seed, runs)
        return {name: values[rows] for name, values in self.values.items()}

    def content_hash(self) -> str:
        """Hash of samples and weights, without what the fit says of itself."""
        found = hashlib.sha256()
        for name, values in sorted({**self.values, WEIGHT: self.weight}.items()):
            found.update(name.encode())
            found.update(np.ascontiguousarray(values).tobytes())
        return found.hexdigest()[:20]

    def kept_hash(self) -> str:
        """Hash of the samples as a file keeps them, for the note that guards them."""
        found = hashlib.sha256()
        for name, values in [*self.values.items(), (WEIGHT, self.weight)]:
            found.update(name.encode())
            found.update(np.asarray(values, np.float32).tobytes())
        return found.hexdigest()


def read_posterior(path: Path) -> PosteriorSamples:
    """Read posterior samples; a file that has not changed is read once.

    Raises InputError when the file is absent, no Parquet, damaged or too large, lacks weights that
    can be drawn by, names a parameter that the table does not have, or holds a value outside a
    parameter's range or notes of another kind than a fit writes.
    """
    if not path.is_file():
        raise InputError(path, 1, "parameters", "no such file", FORM)
    found = path.stat()
    return _read(path, (found.st_mtime_ns, found.st_size))


@lru_cache(64)
def _read(path: Path, _stamp: tuple[int, int]) -> PosteriorSamples:
    table = _table(path)
    columns = {k: _column(path, table, k) for k in table.column_names}
    weight = _shares(path, columns.pop(WEIGHT, None))
    for name, drawn in columns.items():
        _check(path, name, drawn)
    notes = _notes(path, (table.schema.metadata or {}).get(NOTES, b"{}"))
    samples = PosteriorSamples(path, columns, weight, notes)
    # A page can be damaged and still unpack: the hash of a fit's own file tells.
    if notes.get(SUM, kept := samples.kept_hash()) != kept:
        raise InputError(path, 1, SUM, "others than its notes name", f"{FORM} as the fit left them")
    return samples


def _table(path: Path) -> Any:
    """The whole table, once its head says that it is one of posterior samples."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    # Damage shows as any of these, by where it lies; MemoryError where a length is damaged.
    damage = (pa.ArrowException, OSError, ValueError, TypeError, MemoryError)
    try:
        # An open file, as the library takes a path for text, and a name may be other bytes.
        with (
            pa.OSFile(os.fsencode(path), "rb") as raw,
            pq.ParquetFile(raw, page_checksum_verification=True) as file,
        ):
            _check_head(path, file.schema_arrow, file.metadata.num_rows)
            return file.read()
    except damage as error:
        raise InputError(path, 1, "file", f"a file that does not read ({error})", FORM) from None


def _check_head(path: Path, schema: Any, rows: int) -> None:
    """Refuse what is no table of samples before any of it is unpacked."""
    import pyarrow as pa

    for k, name in enumerate(schema.names):
        if name in schema.names[:k]:
            raise InputError(path, 1, name, "a column twice", "every column once")
        if name != WEIGHT and name not in PARAMETERS:
            near = nearest(name, PARAMETERS)
            raise InputError(path, 1, name, "unknown parameter", "parameters of the table", near)
        kind = schema.types[k]
        if not (pa.types.is_floating(kind) or pa.types.is_integer(kind)):
            raise InputError(path, 1, name, f"no numbers ({kind})", "a column of numbers")
    if not 0 < rows <= MOST_SAMPLES:
        raise InputError(path, 1, "samples", f"{rows} samples", f"1 to {MOST_SAMPLES} samples")


def _column(path: Path, table: Any, name: str) -> npt.NDArray[np.float64]:
    found = _numbers(table[name])
    if not np.isfinite(found).all():
        got = f"a gap or an infinite value in row {int(np.flatnonzero(~np.isfinite(found))[0])}"
        raise InputError(path, 1, name, got, "finite numbers")
    return found


def _numbers(column: Any) -> npt.NDArray[np.float64]:
    """Values of a column, NaN in its gaps. Its `to_numpy` would do, but loads pandas."""
    import pyarrow as pa

    whole = column.cast(pa.float64(), safe=False).combine_chunks()
    found = np.frombuffer(whole.buffers()[1], np.float64, len(whole), 8 * whole.offset).copy()
    if whole.null_count:
        found[whole.is_null().to_numpy(zero_copy_only=False)] = math.nan
    return found


def _shares(path: Path, weight: npt.NDArray[np.float64] | None) -> npt.NDArray[np.float64]:
    """Weights that sum to 1, of which no single one stands behind every run."""
    accepts = "a column of weights from 0, not all zero"
    if weight is None or weight.max() == 0:
        raise InputError(path, 1, WEIGHT, "no weights", accepts)
    if weight.min() < 0:
        row = int(np.flatnonzero(weight < 0)[0])
        got = f"no weights, as row {row} has {weight[row]:g}"
        raise InputError(path, 1, WEIGHT, got, accepts)
    # Weights near either end of a double have no sum, or none that divides: the shares do. Summed
    # one after the other, since numpy's own sum depends on the processor.
    with np.errstate(over="ignore"):
        total = np.cumsum(weight)[-1]
    shares: npt.NDArray[np.float64] = weight / total
    if not np.isclose(shares.sum(), 1.0):
        got = f"weights whose sum is {total:g}"
        raise InputError(path, 1, WEIGHT, got, "weights with a sum that a number can hold")
    if len(shares) > 1 and shares.max() > DOMINANT:
        got = f"all the weight in row {int(shares.argmax())}"
        raise InputError(path, 1, WEIGHT, got, "weights on more than one of several samples")
    return shares


def _notes(path: Path, text: bytes) -> dict[str, Any]:
    """What the fit wrote of itself, each note of the kind that its readers count on."""
    accepts = "what a fit wrote, or none"
    try:
        notes = json.loads(text, parse_constant=_no_number)
    except RecursionError:
        raise InputError(path, 1, "metadata", "notes nested too deep", accepts) from None
    except ValueError:
        raise InputError(path, 1, "metadata", "no JSON", accepts) from None
    if not isinstance(notes, dict):
        raise InputError(path, 1, "metadata", f"a {type(notes).__name__}", accepts)
    for name, kind in NOTE_KINDS.items():
        if name in notes and not _is(notes[name], kind):
            got = f"{notes[name]!r} as '{name}'"
            raise InputError(path, 1, "metadata", got, accepts)
    return notes


def _is(value: Any, kind: type) -> bool:
    if kind is not float:
        return isinstance(value, kind)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and 0 < value < math.inf


def _no_number(word: str) -> float:
    """NaN and Infinity are no JSON, though Python reads them."""
    raise ValueError(word)


def _check(path: Path, name: str, drawn: npt.NDArray[np.float64]) -> None:
    low, high = PARAMETERS[name].low, PARAMETERS[name].high
    bad = (drawn < low) | (drawn > high)
    if bad.any():
        got = f"{drawn[bad][0]:g} in row {int(np.flatnonzero(bad)[0])}"
        raise InputError(path, 1, name, got, f"{plain_number(low)} to {plain_number(high)}")


def parameters_of_runs(
    source: str,
    path: Path | None,
    hypotheses: Mapping[str, str],
    values: Mapping[str, float],
    seed: int,
    runs: npt.NDArray[np.int64],
) -> dict[str, npt.NDArray[np.float64]]:
    """Parameters of the given runs from any source: name -> values, shape [runs].

    Values set by hand win over the chosen variants, and those over the posterior. Raises
    InputError when the posterior does not read.
    """
    if path is None:
        return sample_parameters(source, hypotheses, values, seed, runs)
    plan, samples = plan_of_runs(path, hypotheses, values)
    return dict(zip(PARAMETERS, draw(plan, seed, runs, samples), strict=True))


def plan_of_runs(
    path: Path, hypotheses: Mapping[str, str], values: Mapping[str, float]
) -> tuple[npt.NDArray[Any], Samples]:
    """How each parameter of the table is drawn from posterior samples, and those samples."""
    moved = {name for found in moved_by(hypotheses) for name in found}
    samples = read_posterior(path)
    plan = dict(zip(PARAMETERS, planned(PARAMETERS, "prior", hypotheses, values), strict=True))
    for column, name in enumerate(samples.values):
        if name not in values and name not in moved:
            plan[name] = plan[name]._replace(kind=SAMPLED, column=column)
    return np.array(list(plan.values()), PLAN), samples.table


def write_posterior(posterior: PosteriorSamples, path: Path) -> None:
    """Write posterior samples, whole or not at all. Values are kept to seven digits."""
    import pyarrow as pa

    columns = dict(posterior.values) | {WEIGHT: posterior.weight}
    arrays = {k: np.asarray(v, np.float32) for k, v in columns.items()}
    _write(pa.table(arrays), posterior.notes, path)


def write_notes(path: Path, notes: Mapping[str, Any]) -> None:
    """Give a file of posterior samples other notes; the samples stay bit for bit as they are."""
    import pyarrow.parquet as pq

    _write(pq.read_table(path), notes, path)


def _write(table: Any, notes: Mapping[str, Any], path: Path) -> None:
    import pyarrow.parquet as pq

    said = json.dumps(dict(notes), sort_keys=True).encode()
    with whole_file(path) as hidden:
        table = table.replace_schema_metadata({NOTES: said})
        pq.write_table(table, hidden, compression="zstd", write_page_checksum=True)
