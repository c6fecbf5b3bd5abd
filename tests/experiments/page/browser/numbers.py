"""Numbers run by run: as the workers of a browser answered, and as the command line gives them."""

from __future__ import annotations

import base64
import csv
import io
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from sim.outcomes import OUTCOMES
from tests.experiments.page.browser.driver import RUNS, SEED

SPY = Path(__file__).with_name("spy.js").read_text("utf-8")
RUN_BY_RUN = """() => {
  const { tasks, answers } = window.spy;
  const blocks = tasks.filter((task) => task.world && task.kind === undefined);
  const last = new Uint8Array(blocks.at(-1).world);
  const same = (one) => new Uint8Array(one).every((byte, k) => byte === last[k]);
  const mine = new Set(blocks.filter(({ world }) => same(world)).map(({ id }) => id));
  return answers.filter(({ id }) => mine.has(id)).map(({ first, last, columns }) => {
    const bytes = columns.map((values) => [...new Uint8Array(values.buffer)]);
    return { first, last, columns: bytes.map((one) => btoa(String.fromCharCode(...one))) };
  });
}"""


def run_by_run(page):
    """Outcomes of every future of the last setting, as the workers answered: name -> values."""
    found = np.full((len(OUTCOMES), RUNS), np.nan)
    for block in page.run(RUN_BY_RUN):
        for k, text in enumerate(block["columns"]):
            found[k, block["first"] : block["last"]] = np.frombuffer(base64.b64decode(text))
    return dict(zip(OUTCOMES, found, strict=True))


def ran(flashpoint, text):
    """Outcomes of `flashpoint run` on the text of a scenario file."""
    Path("as_set.yaml").write_text(text, encoding="utf-8")
    words = ("--runs", RUNS, "--seed", SEED, "--no-figures", "--out", "made")
    code, _, said = flashpoint("run", "as_set.yaml", *words)
    assert code == 0, said
    return pq.read_table(Path("made") / "runs.parquet")


def in_turn(values):
    """The mean as the page sums it, one run after the other: numpy sums in pairs."""
    return np.cumsum(np.asarray(values, np.float64))[-1] / len(values)


def means(page, column="mean"):
    """A column of the downloaded table: name of outcome -> number."""
    rows = csv.DictReader(io.StringIO(page.download("table")))
    return {row["outcome"]: float(row[column]) for row in rows}
