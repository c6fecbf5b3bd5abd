"""What a page holds of a scenario: words and tables as plain data, and numbers as bytes.

No rule of the model is written again here or in the page. It moves levers and draws parameters by
the tables that the packaged kernel brings along.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import yaml

from calibration.evidence.sources import Source, read_sources
from experiments.page.branch_data import Branches, branches, filled
from experiments.page.live_words import WORDS
from experiments.page.map_data import map_of
from experiments.page.parameter_data import FIXED_BY_HAND, open_parameters
from experiments.page.story_tables import story_tables
from experiments.runs.statistics import ORIGINS, Z95
from experiments.runs.store import scenario_yaml
from experiments.text.war import WAR, war_in_stories
from experiments.text.wording import heading, topic
from sim.draw import PLAN
from sim.errors import InputError
from sim.inputs.clean_text import TITLE
from sim.inputs.find_file import SCENARIOS
from sim.inputs.initial_state import CONDITIONAL
from sim.inputs.interventions import AT_ONCE
from sim.inputs.posterior import plan_of_runs
from sim.inputs.scenario import MAX_DAYS, Scenario
from sim.levers import FIELDS, LEVERS, TABLES, Lever
from sim.outcomes import HEADLINE
from sim.parameters import HYPOTHESES, PARAMETERS, planned
from sim.wasm.host import Given, given_by
from sim.wasm.packaged import Kernel

KNOWN: Final = (
    "version", "exports", "statuses", "sizes", "clock", "moves", "counters", "outcomes", "series",
    "rungs", "log", "actions", "actors", "plan", "conditions", "comparisons",
)  # fmt: skip
"""What the page needs of the kernel's description."""
LOOKED_AT: Final = ("areas", "sites")
"""Parts of the world whose words a closer look reads."""
FANS: Final = ("rocket_attacks", "isis_strength", "us_troops_iraq")
"""Daily series that are drawn as fans."""
LADDER: Final = "rung"
"""The daily series that is drawn as shares of futures."""
GROUPS: Final = {
    "us": "United States", "iran": "Iran", "militia": "Militias", "iraq": "Iraq's government",
    "ground": "On the ground", "isis": "ISIS", "shock": "Shocks from outside",
}  # fmt: skip
"""First word of a lever's name -> heading it stands under."""
MOST_SCALED: Final = 100.0
RUN_DAYS: Final = 4_000_000
"""Days of all futures together that a page simulates at most: a longer one has fewer futures."""
UNNAMED: Final = "not stated"
PLACE: Final = "{where}"
"""Where the page says in how many of its futures war began."""
AS_SET: Final = " (as set in its page)"


class PageData(NamedTuple):
    """Words and tables, and the parts of the block of bytes by name."""

    told: dict[str, Any]
    parts: dict[str, bytes]


def page_data(scenario: Scenario, kernel: Kernel, seed: int, runs: int) -> PageData:
    """All that a page of this scenario holds, for `runs` futures under `seed`.

    Raises InputError for posterior samples that the page cannot hold bit for bit.
    """
    given = _given(scenario, seed)
    known = kernel.description
    branch = branches(scenario, given.world, known)
    told = {
        **_words(scenario, given),
        **_horizon(scenario, branch, runs),
        "seed": seed,
        "seed_key": str(given.seed_key),
        "runs": runs,
        "z95": Z95,
        "samples": list(given.samples.shape),
        "fans": list(FANS),
        "ladder": LADDER,
        "shown": list(scenario.outcomes or HEADLINE),
        "headings": {name: heading(name) for name in scenario.outcomes or HEADLINE},
        "topics": {name: topic(name) for name in scenario.outcomes or HEADLINE},
        "words": WORDS,
        "levers": [_lever(lever) for lever in LEVERS],
        "groups": GROUPS,
        "places": {
            "militia": [{"id": one.id, "title": one.name} for one in scenario.world.militias],
            "site": [{"id": one.id, "title": one.name} for one in scenario.world.sites],
        },
        "map": map_of(scenario),
        "most_conditional": CONDITIONAL,
        "by_hand": FIXED_BY_HAND,
        "interventions": _interventions(scenario),
        "chosen": dict(scenario.hypotheses),
        "hypotheses": _hypotheses(scenario),
        "why": story_tables(scenario),
        "known": {name: known[name] for name in KNOWN}
        | {"parts": {name: known["world"][name] for name in LOOKED_AT}}
        | {"room": {"at": known["world"]["moves"]["at"], "moves": known["world"]["moves"]["room"]}},
    }
    return PageData(told, _parts(scenario, kernel, given) | _tables(scenario, given, branch))


def _horizon(scenario: Scenario, branch: Branches, runs: int) -> dict[str, Any]:
    """Days of the scenario, how long it may be made, and where its history may end."""
    own = next(k for k, stop in enumerate(branch.stops) if stop["own"])
    return {
        "days": scenario.days,
        "longest": MAX_DAYS,
        "run_days": max(RUN_DAYS, runs * scenario.days),
        "stops": branch.stops,
        "moves": branch.moves[own],
        "free": branch.stops[own]["free"],
        "first_free": branch.stops[own]["first_free"],
        "counted": branch.stops[own]["counted"],
    }


def words_alone(scenario: Scenario, why: str) -> PageData:
    """What a page holds that does not simulate, because of `why`."""
    return PageData({**_names(scenario), "no_simulation": why}, {})


def _given(scenario: Scenario, seed: int) -> Given:
    try:
        return given_by(scenario, seed)
    except ValueError:
        path = scenario.posterior_path or scenario.path
        got, accepts = (
            "samples of more than seven digits",
            "samples as `flashpoint calibrate` writes",
        )
        raise InputError(path, 1, "parameters", got, accepts) from None


def _words(scenario: Scenario, given: Given) -> dict[str, Any]:
    fitted = given.samples.shape[1] if scenario.posterior_path else 0
    open_ones = sum(p.prior.kind != "fixed" for p in PARAMETERS.values())
    others = ", the others from their priors" if fitted < open_ones else ", all that are open"
    return {
        **_names(scenario),
        "title_as_set": scenario.title[: TITLE - len(AS_SET)] + AS_SET,
        "start": scenario.start.isoformat(),
        "spread": ORIGINS[scenario.parameter_source].format(n=fitted, others=others),
        "war": {"outcome": WAR, "place": PLACE, "sentence": war_in_stories({PLACE: True})},
    }


def _names(scenario: Scenario) -> dict[str, Any]:
    """Title, question and file; of a file that not everybody has, its text."""
    shipped = scenario.path.resolve().parent == SCENARIOS.resolve()
    return {
        **({} if shipped else {"file_text": scenario_yaml(scenario)}),
        "title": scenario.title,
        "question": scenario.question,
        "file": scenario.path.name,
        "sources": {key: _source_text(s) for key, s in read_sources().items()},
    }


def _lever(lever: Lever) -> dict[str, Any]:
    """A lever as the page shows and moves it; `moved` is the word of a site that is moved."""
    words = [{"word": word, "code": code} for word, code in lever.choices]
    other = [word for word, code in lever.choices if code != lever.neutral]
    return {
        "name": lever.name,
        "meaning": lever.meaning,
        "unit": lever.unit,
        "kind": lever.kind,
        "table": lever.table,
        "number": TABLES.index(lever.table),
        "columns": [FIELDS[lever.table].index(field) for field in lever.fields],
        "neutral": list(lever.neutral_values),
        "whole": lever.whole,
        "momentary": lever.momentary,
        "at_once": lever.name == AT_ONCE,
        "choices": words,
        "moved": other[0] if lever.table == "site" else "",
        "doses": _doses(lever),
        "sources": list(lever.sources),
    }


def _doses(lever: Lever) -> dict[str, list[float]]:
    """Doses of a number or an overlay, and the range of each, as scenario files accept them."""
    if lever.kind == "choice":
        return {}
    found = {"set": [lever.low, lever.high]}
    if lever.kind == "overlay":
        found |= {"scale": [0.0, MOST_SCALED], "add": [-lever.high, lever.high]}
    return found


def _interventions(scenario: Scenario) -> list[dict[str, str]]:
    """The scenario's interventions as lines of YAML, with values in place of variables."""
    found = []
    for row in scenario.text.get("interventions", ()):
        said = filled(row, scenario)
        line = yaml.safe_dump(said, default_flow_style=True, sort_keys=False, width=10**9)
        found.append({"lever": row["lever"], "yaml": line.strip()})
    return found


def _plan(scenario: Scenario, hypotheses: Mapping[str, str]) -> npt.NDArray[Any]:
    """How every parameter is drawn under these variants, a record of PLAN each."""
    path, by_hand = scenario.posterior_path, scenario.parameter_values
    if path is not None:
        return plan_of_runs(path, hypotheses, by_hand)[0]
    return np.array(planned(PARAMETERS, scenario.parameter_source, hypotheses, by_hand), PLAN)


def _hypotheses(scenario: Scenario) -> list[dict[str, Any]]:
    """Rival hypotheses, their variants, and the rows of the plan that each variant changes."""
    base = _plan(scenario, {})
    return [
        {
            "name": name,
            "question": hypothesis.question,
            "chosen": scenario.hypotheses.get(name, hypothesis.default),
            "variants": [
                {"letter": letter, "statement": variant.statement}
                | _changed(base, _plan(scenario, {name: letter}))
                for letter, variant in hypothesis.variants.items()
            ],
        }
        for name, hypothesis in HYPOTHESES.items()
    ]


def _changed(base: npt.NDArray[Any], plan: npt.NDArray[Any]) -> dict[str, Any]:
    rows = [k for k in range(len(base)) if base[k].tobytes() != plan[k].tobytes()]
    words = b"".join(plan[k].tobytes() for k in rows)
    return {"rows": rows, "words": base64.b64encode(words).decode()}


def _parts(scenario: Scenario, kernel: Kernel, given: Given) -> dict[str, bytes]:
    return {
        "kernel": kernel.code,
        "world": given.world.tobytes(),
        "plan": _plan(scenario, {}).tobytes(),
        "samples": _planes(given.samples),
        "edges": given.edges.tobytes(),
    }


def _tables(scenario: Scenario, given: Given, branch: Branches) -> dict[str, bytes]:
    """What is too long to stand uncompressed: moves and words at other stops, open parameters."""
    plan = _plan(scenario, scenario.hypotheses)
    tables = {"moves": branch.moves, "parameters": open_parameters(scenario, given, plan)}
    said = json.dumps(tables, ensure_ascii=False, allow_nan=False)
    return {"first_words": branch.words.tobytes(), "tables": said.encode()}


def _planes(values: npt.NDArray[np.float32]) -> bytes:
    """The first bytes of all numbers, then the second ones, and so on: a tenth less when packed."""
    return np.ascontiguousarray(values).view(np.uint8).reshape(-1, 4).T.tobytes()


def _source_text(source: Source) -> str:
    """What an article is called and where it stood, as far as its text says so."""
    known = [said for said in (source.title, source.outlet) if UNNAMED not in said]
    return ", ".join(known) or "its text says neither its title nor where it stood"
