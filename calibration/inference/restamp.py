"""Put the hashes of the present code beside shipped samples, where it makes the same numbers.

`python -m calibration.inference.restamp`, or `make restamp`: for changes of code that move no
number of a fit, such as a renamed variable or a moved module. It is refused where the probe stored
with the samples is not given again bit for bit; then only a fit of its own will do. `--first` is
for samples without a probe: whoever gives it vouches for the numbers by another proof.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from calibration.evidence.known_evidence import load_evidence
from calibration.evidence.library import SHIPPED
from calibration.inference.fit_inputs import fit_inputs
from calibration.inference.probe import differences, probe
from calibration.likelihood.problem import build_problem
from sim.errors import InputError
from sim.inputs.posterior import read_posterior, write_notes
from sim.meaning import engine_hash

FIRST: Final = "--first"


def restamp(path: Path = SHIPPED, first: bool = False) -> list[str]:
    """Renew the hashes of a posterior of our evidence; the inputs whose hash is another now.

    Raises InputError when the samples have no probe (and `first` is not given), are not those that
    the notes name, or when the present code gives other numbers.
    """
    samples, problem = read_posterior(path), build_problem(load_evidence())
    notes = dict(samples.notes)
    if notes.get("samples") != samples.kept_hash():
        raise InputError(path, 1, "samples", "others than the notes name", "samples as a fit left")
    now = probe(samples, problem)
    before = notes.get("probe")
    if before is None and not first:
        raise InputError(path, 1, "probe", "no probe", f"samples with one, or {FIRST}")
    other = differences(before or {}, now)
    if other:
        got = f"other numbers than those of the fit ({', '.join(other[:5])})"
        raise InputError(path, 1, "probe", got, "code with the same numbers, or a fit of its own")
    hashes = fit_inputs(problem)
    changed = [name for name, found in hashes.items() if notes.get("hashes", {}).get(name) != found]
    write_notes(path, notes | {"hashes": hashes, "code": engine_hash(), "probe": now})
    return changed


def main() -> None:
    """The command."""
    try:
        changed = restamp(first=FIRST in sys.argv[1:])
    except InputError as error:
        sys.exit(f"error: {error}")
    print(f"{SHIPPED}: the probe is given again; new hashes: {', '.join(changed) or 'none'}")


if __name__ == "__main__":
    main()
