"""Posterior samples of the fitted parameters: what a calibration leaves, who gets which.

Columns: one for each fitted parameter, and `weight`. A run takes one joint sample, a whole row;
parameters that were not fitted come from their priors, and what a variant of a hypothesis moves
comes from the variant.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sim.errors import InputError, nearest
from sim.inputs.files import whole_file
from sim.parameters import PARAMETERS, moved_by, prior_luck, sample_parameters

WEIGHT: Final = "weight"
NOTES: Final = b"flashpoint"
LUCK_NAME: Final = (
    "joint posterior draw"  # luck goes by these words: others would change every number
)


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

    def rows(self, seed: int, runs: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The sample that each run takes, shape [runs]; a run takes the same one whoever asks."""
        edges = np.cumsum(self.weight)
        u = prior_luck(seed, LUCK_NAME, runs)
        found: npt.NDArray[np.int64] = np.searchsorted(edges, u * edges[-1], side="right")
        return np.minimum(found, len(edges) - 1)

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


def read_posterior(path: Path) -> PosteriorSamples:
    """Read posterior samples; a file that has not changed is read once.

    Raises InputError when the file is absent, no Parquet, lacks weights, names a parameter that the
    table does not have, or holds a value outside a parameter's range.
    """
    if not path.is_file():
        raise InputError(path, 1, "parameters", "no such file", "posterior samples (Parquet)")
    found = path.stat()
    return _read(path, (found.st_mtime_ns, found.st_size))


@lru_cache(64)
def _read(path: Path, _stamp: tuple[int, int]) -> PosteriorSamples:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except pa.ArrowInvalid as error:
        raise InputError(path, 1, "file", str(error), "posterior samples (Parquet)") from None
    columns = {k: _column(path, table, k) for k in table.column_names}
    weight = columns.pop(WEIGHT, None)
    if weight is None or not len(weight) or (weight < 0).any() or weight.sum() <= 0:
        raise InputError(path, 1, WEIGHT, "no weights", "a column of weights, not all zero")
    for name, drawn in columns.items():
        _check(path, name, drawn)
    try:
        notes = json.loads((table.schema.metadata or {}).get(NOTES, b"{}"))
    except ValueError:
        raise InputError(path, 1, "metadata", "no JSON", "what a fit wrote, or none") from None
    return PosteriorSamples(path, columns, weight / weight.sum(), notes)


def _column(path: Path, table: Any, name: str) -> npt.NDArray[np.float64]:
    try:
        found = np.asarray(table[name].to_numpy(), np.float64)
    except (ValueError, TypeError):
        raise InputError(path, 1, name, "no numbers", "a column of numbers") from None
    if not np.isfinite(found).all():
        raise InputError(path, 1, name, "a gap or an infinite value", "finite numbers")
    return found


def _check(path: Path, name: str, drawn: npt.NDArray[np.float64]) -> None:
    if name not in PARAMETERS:
        near = nearest(name, PARAMETERS)
        raise InputError(path, 1, name, "unknown parameter", "parameters of the table", near)
    low, high = PARAMETERS[name].low, PARAMETERS[name].high
    bad = (drawn < low) | (drawn > high)
    if bad.any():
        got = f"{drawn[bad][0]:g} in row {int(np.flatnonzero(bad)[0])}"
        raise InputError(path, 1, name, got, f"{low:g} to {high:g}")


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
    table = sample_parameters("prior", hypotheses, values, seed, runs)
    moved = {name for found in moved_by(hypotheses) for name in found}
    fitted = read_posterior(path).pick(seed, runs)
    return table | {k: v for k, v in fitted.items() if k not in values and k not in moved}


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
        pq.write_table(table.replace_schema_metadata({NOTES: said}), hidden, compression="zstd")
