"""Made-up results, and what the tests of their figures measure on a page."""

import datetime as dt

import numpy as np
from matplotlib.text import Text

from experiments.plots.run import comparison, fans, outcomes, rungs, story, story_data
from experiments.plots.style.look import styled
from experiments.plots.style.page import Page
from experiments.runs.result import Result, daily_columns
from sim.actions import Action
from sim.outcomes import OUTCOMES, SERIES

START = dt.date(2019, 10, 28)
MILITIAS = ["kataib_hezbollah", "smaller_groups"]
EVENT_FIELDS = (
    "p",
    "u",
    "forced",
    "munitions",
    "us_killed",
    "partner_killed",
    "iraqi_killed",
    "fighters_killed",
    "iranian_killed",
)
# day, action, actor, parent, Americans killed
STORY = (
    (1, Action.HARASS, MILITIAS[0], -1, 0),
    (30, Action.BARRAGE, MILITIAS[0], -1, 2),
    (31, Action.REPRISAL, "us", 1, 0),
    (32, Action.SIEGE, MILITIAS[1], 2, 0),
    (33, Action.LEADERSHIP_STRIKE, "us", 3, 0),
    (33, Action.MOURNING, MILITIAS[0], 4, 0),
    (33, Action.PAUSE, "us", 4, 0),
    (34, Action.VOTE, "iraq", 4, 0),
    (35, Action.LINE_ENCOURAGE, "iran", 4, 0),
    (36, Action.SALVO, "iran", 4, 0),
    (37, Action.STAND_DOWN, "us", 9, 0),
    (50, Action.DEPOT_STRIKE, "outside", -1, 0),
)


def events_table(events, run=0):
    """Event columns of one run from rows as in STORY."""
    n = len(events)
    day = np.array([e[0] for e in events], np.int64)
    table = {
        "run": np.full(n, run),
        "event": np.arange(n),
        "day": day,
        "date": np.datetime64(START) + day,
        "action": np.array([Action(e[1]).spec.label for e in events], object),
        "action_code": np.array([int(e[1]) for e in events]),
        "actor": np.array([e[2] for e in events], object),
        "target": np.full(n, "", object),
        "second": np.full(n, "", object),
        "parent": np.array([e[3] for e in events], np.int64),
        "depth": np.zeros(n, np.int64),
        "rule": np.full(n, "", object),
        "blamed": np.full(n, "", object),
        "shock_kind": np.full(n, "", object),
        "replayed": np.zeros(n, np.int64),
    }
    table |= {name: np.zeros(n, np.int64) for name in EVENT_FIELDS}
    table["p"] = np.full(n, 0.5)
    return table | {"us_killed": np.array([e[4] for e in events], np.int64)}


def make(runs=100, days=60, events=STORY, columns=None, daily=True, **manifest):
    """A result with rocket attacks 0, 1, 2, ... and 3 % of runs in open war."""
    k = np.arange(runs)
    table = {"run": k} | {name: np.zeros(runs, np.int64) for name in OUTCOMES}
    table |= {
        "n_rocket_attacks": k,
        "us_killed": k % 5,
        "peak_rung": k % 9,
        "open_war": (k < 0.03 * runs).astype(np.int64),
        "vote": k % 2,
        "isis_strength_ratio": 1 + k / 100,
        "us_troops_iraq_end": np.full(runs, 5100.0),
    }
    series = np.zeros((runs, days, len(SERIES)), np.float32)
    names = [s.name for s in SERIES]
    series[:, :, names.index("rung")] = (k[:, None] + np.arange(days)) % 9
    series[:, :, names.index("rocket_attacks")] = k[:, None] * np.arange(days) / max(1, days - 1)
    series[:, :, names.index("paused")] = (k % 4 == 0)[:, None]
    series[:, :, names.index("us_troops_iraq")] = 5100
    known = {
        "title": "Test of $2 & more",
        "question": "What if?",
        "scenario": "test.yaml",
        "runs": runs,
        "seed": 7,
        "start": START.isoformat(),
        "days": days,
        "history_until": None,
        "parameters": "default",
        "hypotheses": {},
        "outcomes": [],
        "event_runs": min(runs, 10),
        "names": {"militias": MILITIAS, "sites": [], "areas": []},
    }
    return Result(
        known | manifest,
        table | (columns or {}),
        daily_columns([series], START) if daily and days else {},
        events_table(events) if events else {},
    )


def spread_of(wide=0.2, ends=(("low", "H7-A"), ("high", "H1-B"))):
    """What a manifest says of three uncertainties; every mean and chance of them is 0.5."""
    mean, names = 0.5, [name for name in OUTCOMES if name != "war_day"]
    runs = {"mean": mean, "low": mean - 0.02, "high": mean + 0.02}
    part = {"low": mean - (wide or 0), "high": mean + (wide or 0), "seen": bool(wide)}
    variant = {f"{end}_variant": name for end, name in ends}
    variant = {"low": 0.3, "low_variant": "", "high": 0.9, "high_variant": ""} | variant
    samples = 0 if wide is None else 40
    return {
        "runs": {"runs": 100, "of": dict.fromkeys(names, runs)},
        "parameters": {
            "samples": samples,
            "each": 25,
            "of": dict.fromkeys(names, part) if samples else {},
            "why": "parameters are fixed by hand",
        },
        "hypotheses": {
            "runs": 25 if ends else 0,
            "variants": ["H7-A", "H1-B"],
            "of": dict.fromkeys(names, variant) if ends else {},
        },
    }


def pages(result):
    """Every page of a result, unsaved."""
    with styled():
        found = [outcomes.draw(result)]
        if result.daily_columns:
            found += [fans.draw(result), rungs.draw(result)]
        if result.event_columns:
            found.append(story.draw(result, story_data.chosen_run(result, None)))
        return [*found, comparison.draw(result, result)]


def texts(page):
    """What a page says, all together."""
    return " ".join(" ".join(t.get_text() for t in page.figure.findobj(Text)).split())


def faults(page: Page):
    """Texts that leave the page or lie over each other by more than a hair."""
    page.figure.draw_without_rendering()
    wide, high = page.figure.canvas.get_width_height()
    boxes = [
        (t.get_text(), t.get_window_extent())
        for t in page.figure.findobj(Text)
        if t.get_visible() and t.get_text().strip()
    ]
    found = [
        text
        for text, b in boxes
        if b.x0 < -0.5 or b.y0 < -0.5 or b.x1 > wide + 0.5 or b.y1 > high + 0.5
    ]
    for k, (text, b) in enumerate(boxes):
        found += [
            (text, other)
            for other, c in boxes[k + 1 :]
            if min(b.x1, c.x1) - max(b.x0, c.x0) > 1 and min(b.y1, c.y1) - max(b.y0, c.y0) > 2
        ]
    return found
