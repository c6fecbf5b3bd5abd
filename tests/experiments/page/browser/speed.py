"""How quickly a page answers a lever, in Chromium on this machine: `make page-speed`.

    python -m tests.experiments.page.browser.speed [PAGE.html] [--drags 100]

A drag counts from the event of the slider to the frame that shows its futures. Medians mean little
on a busy machine: the load is printed beside them.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from calibration.evidence.library import load_scenario
from experiments.page.one_file import page_html
from experiments.page.page_data import page_data
from sim.wasm.packaged import packaged
from tests.experiments.page.browser.driver import SEED, Opened, browser

FUTURES: Final = 10_000
LEVER: Final = "us.reply.deaths_needed"
OPENINGS: Final = 5
FRAME: Final = """
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const status = document.getElementById("status");
  const shown = (least) => new Promise((done) => {
    const look = () => Number(status.dataset.futures) >= least && (watch.disconnect(), done());
    const watch = new MutationObserver(look);
    watch.observe(status, { attributes: true });
  });
"""
DRAGS: Final = f"""async ([id, many]) => {{
  {FRAME}
  const slider = document.getElementById(id).parentElement.querySelector("input[type=range]");
  const took = [];
  for (let k = 0; k < many; k++) {{
    slider.value = String(1 + (Number(slider.value) % 9));
    const from = performance.now();
    slider.dispatchEvent(new Event("input", {{ bubbles: true }}));
    await shown(500);
    await frame();
    took.push(performance.now() - from);
    await frame();
  }}
  return took;
}}"""
RELEASE: Final = f"""async (id) => {{
  {FRAME}
  const slider = document.getElementById(id).parentElement.querySelector("input[type=range]");
  const from = performance.now();
  slider.dispatchEvent(new Event("change", {{ bubbles: true }}));
  await shown({FUTURES});
  await frame();
  return performance.now() - from;
}}"""
READY: Final = """() => {
  const { loadEventEnd } = performance.getEntriesByType("navigation")[0];
  return [Number(document.getElementById("status").dataset.ready), loadEventEnd];
}"""


def opening(page: Opened, file: Path) -> tuple[float, float]:
    """Open the page: from the start to its load, and from there to its first picture, in ms."""
    page.page.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
          const status = document.getElementById("status");
          const watch = new MutationObserver(() => {
            watch.disconnect();
            const seen = () => { status.dataset.ready = performance.now(); };
            requestAnimationFrame(() => setTimeout(seen));
          });
          watch.observe(status, { attributes: true, attributeFilter: ["data-futures"] });
        });"""
    )
    page.go(file)
    page.until(lambda: page.run(READY)[0] > 0 and page.run(READY)[1] > 0, "ready")
    ready, loaded = page.run(READY)
    return loaded, ready - loaded


def measured(file: Path, drags: int) -> list[tuple[str, str, str]]:
    """Rows of what, wanted, measured."""
    with browser() as started:
        opened = []
        for _ in range(OPENINGS):
            context = started.new_context(offline=True)
            opened.append(opening(Opened(context), file))
            context.close()
        page = Opened(started.new_context(offline=True)).go(file).settle(FUTURES)
        page.choose(LEVER, "set")
        page.settle(FUTURES)
        page.run(DRAGS, [f"lever-{LEVER}", 10])
        took = page.run(DRAGS, [f"lever-{LEVER}", drags])
        released = [page.run(RELEASE, f"lever-{LEVER}")]
        for _ in range(2):
            page.run(DRAGS, [f"lever-{LEVER}", 3])
            released.append(page.run(RELEASE, f"lever-{LEVER}"))
        cores = page.run("() => navigator.hardwareConcurrency")
    late = quantiles(took, n=20)[-1]
    return [
        ("lever to redraw, 500 paired futures, median", "100 ms", f"{median(took):.0f} ms"),
        ("the same, 95 in 100", "200 ms", f"{late:.0f} ms"),
        ("the same, best", "", f"{min(took):.0f} ms"),
        ("10,000 after release, median of 3", "3,000 ms", f"{median(released):.0f} ms"),
        ("start to load, median", "", f"{median(one for one, _ in opened):.0f} ms"),
        ("load to first picture, median", "500 ms", f"{median(one for _, one in opened):.0f} ms"),
        ("file", "3.0 MB", f"{file.stat().st_size / 1e6:.2f} MB"),
        ("cores; load before", "", f"{cores}; {os.getloadavg()[0]:.1f}"),
    ]


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("page", type=Path, nargs="?")
    options.add_argument("--drags", type=int, default=100)
    said = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = said.page or Path(folder) / "january_2020.html"
        if said.page is None:
            data = page_data(load_scenario("january_2020"), packaged(), SEED, FUTURES)
            file.write_text(page_html(data), "utf-8")
        for what, wanted, found in measured(file, said.drags):
            print(f"{what:45} {wanted:>9} {found:>12}")


if __name__ == "__main__":
    main()
