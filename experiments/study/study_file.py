"""Study files: a question, what to vary, in which design, and how precisely to answer.

A study names scenarios and never holds a world; everything is checked before anything runs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from calibration.evidence.library import load_scenario
from experiments.study import decision_criteria
from experiments.study.consistency_checks import check_factors, check_interventions, check_point
from experiments.study.designs import kind_of, read_design, values_of
from experiments.study.factor_file import read_factors
from experiments.study.factors import Factor
from experiments.study.named_study import find_study
from experiments.study.study import Baseline, Design, Study, Until
from sim.errors import InputError, some_of
from sim.inputs.checked_mapping import Reader, shown
from sim.inputs.clean_text import TITLE
from sim.inputs.named_files import PARQUET, asked_by, named_file, named_scenario
from sim.inputs.scenario import SOURCES, Scenario
from sim.inputs.scenario_draft import split_setting
from sim.inputs.strict_yaml import Document, dotted, parse, read_yaml
from sim.luck import MAX_SEED
from sim.outcomes import LISTED_BY, OUTCOMES

KEYS: Final = (
    "title",
    "question",
    "scenarios",
    "factors",
    "design",
    "runs",
    "seed",
    "outcomes",
    "baseline",
    "until",
    "parameters",
    "note",
    *decision_criteria.KEYS,
)
NEEDED: Final = ("title", "question", "scenarios", "design", "runs", "outcomes")
MAX_RUNS: Final = 100_000_000
DEFAULT_SEED: Final = 20191028
OPTION: Final = Path("--set")


def load_study(path: Path | str, settings: Sequence[str] = ()) -> Study:
    """Read a study, its scenarios, its points, and `key=value` settings such as `runs=50` on top.

    `path` may be a name: see `find_study`.
    Raises InputError with file, line, field, what was got and what is accepted.
    """
    path = find_study(path)
    document = read_yaml(path)
    if document.data is None:
        raise InputError(path, 1, "file", "nothing", "a study")
    said = [_put(document, setting) for setting in settings]
    try:
        return _build(Reader(document))
    except InputError as error:
        # A value of the command line stands on no line of the file.
        blamed = error.path == path and any(
            error.field == key or error.field.startswith((f"{key}.", f"{key}[")) for key in said
        )
        if not blamed:
            raise
        raise error.but(path=OPTION, line=1) from None


def _put(document: Document, setting: str) -> str:
    """Write one setting into the study's data; its dotted key."""
    steps, value = split_setting(setting, "runs=50")
    data = parse(f"value: {value}", OPTION).data["value"]
    table = document.data
    for step in steps[:-1]:
        if not isinstance(table, dict):
            break
        table = table.setdefault(step, {})
    if not isinstance(table, dict):
        raise InputError(OPTION, 1, "--set", setting, "a key of the study, such as design.base")
    table[steps[-1]] = data
    return dotted(tuple(steps))


def _build(reader: Reader) -> Study:
    reader.only(KEYS, NEEDED)
    title, question = _title(reader), reader.text("question", TITLE)
    bases = _scenarios(reader)
    scenarios = tuple(base.path for base in bases.values())
    kind = kind_of(reader)
    factors = read_factors(reader, kind == "file", next(iter(bases.values())).posterior_path)
    check_factors(reader, factors, bases.values())
    if kind != "file":
        check_interventions(reader, factors, bases.values())
    design = read_design(reader, kind, factors, bases)
    runs = int(reader.number("runs", 1, MAX_RUNS, whole=True))
    seed = int(reader.number("seed", 0, MAX_SEED, whole=True)) if reader.has("seed") else None
    outcomes = tuple(reader.names("outcomes", OUTCOMES, LISTED_BY))
    baseline, beside = _baseline(reader, design, factors, bases)
    loaded = bases | beside
    criteria = decision_criteria.read_criteria(reader, bases.values())
    return Study(
        reader.document.path,
        title,
        question,
        reader.text("note") if reader.has("note") else "",
        scenarios,
        factors,
        design,
        runs,
        DEFAULT_SEED if seed is None else seed,
        outcomes,
        baseline,
        _until(reader, outcomes, runs),
        criteria.futures,
        criteria.worse,
        criteria.limits,
        criteria.tradeoff,
        loaded,
        reader.data,
        _files(reader, kind, loaded.values()),
    )


def _title(reader: Reader) -> str:
    title, written = reader.text("title"), reader.data["title"].strip()
    if "\n" in written or len(title) > TITLE:
        got = "several lines" if "\n" in written else f"{len(title)} letters"
        reader.fail("title", got, f"a line of text, at most {TITLE} letters")
    return title


def _files(reader: Reader, kind: str, bases: Any) -> tuple[Path, ...]:
    found = [reader.document.path]
    if kind == "file":
        found.append(reader.document.path.parent / reader.sub("design").text("path"))
    for base in bases:
        found += [*base.files, *([base.posterior_path] if base.posterior_path else [])]
    return tuple(dict.fromkeys(found))


def _scenarios(reader: Reader) -> dict[str, Scenario]:
    listed = reader.data["scenarios"]
    if not isinstance(listed, list) or not listed:
        reader.fail("scenarios", shown(listed), "a list of scenario files")
    settings = _parameters(reader)
    found: dict[str, Scenario] = {}
    for k, text in enumerate(listed):
        path = named_scenario(reader, ("scenarios", k), text, "a scenario file")
        if path.name in found:
            reader.fail(("scenarios", k), f"'{path.name}' twice", "every file name once")
        with asked_by(reader, ("scenarios", k)):
            found[path.name] = load_scenario(path, settings)
    return found


def _parameters(reader: Reader) -> list[str]:
    """The setting that gives all scenarios the study's source of parameters."""
    if not reader.has("parameters"):
        return []
    said = reader.data["parameters"]
    if isinstance(said, str) and said.endswith(PARQUET):
        path = named_file(reader, "parameters", said, "posterior samples (Parquet)", PARQUET)
        return [f"parameters='{str(path.resolve()).replace(chr(39), chr(39) * 2)}'"]
    return [f"parameters={reader.one_of('parameters', SOURCES)}"]


def _baseline(
    reader: Reader, design: Design, factors: tuple[Factor, ...], bases: Mapping[str, Scenario]
) -> tuple[Baseline | None, dict[str, Scenario]]:
    """The baseline, and the scenarios that only it needs."""
    if not reader.has("baseline"):
        return (Baseline(design.base), {}) if design.base is not None else (None, {})
    if design.kind in ("sobol", "morris", "one_at_a_time"):
        why = "its base is the baseline" if design.base is not None else "it ranks, not compares"
        reader.fail("baseline", f"baseline of {design.kind}", f"no such key: {why}")
    said = reader.data["baseline"]
    if isinstance(said, dict):
        if not said:
            reader.fail("baseline", "no value", "a value of one factor or more")
        values = values_of(reader, "baseline", factors)
        check_point(reader, "baseline", factors, values, bases.values())
        return Baseline(values), {}
    path = named_scenario(reader, "baseline", said, "a value of some factors, or a scenario file")
    known = bases.get(path.name)
    if known is not None and not os.path.samefile(known.path, path):
        reader.fail("baseline", str(path), "a file whose name no scenario of the study has")
    if known:
        return Baseline({}, path.name), {}
    with asked_by(reader, "baseline"):
        return Baseline({}, path.name), {path.name: load_scenario(path, _parameters(reader))}


def _until(reader: Reader, outcomes: tuple[str, ...], runs: int) -> Until | None:
    if not reader.has("until"):
        return None
    part, widths = reader.sub("until"), {}
    # A chance may be written p_open_war, as analysts do; the outcome is the flag.
    flags = {f"p_{name}": name for name in outcomes if OUTCOMES[name].kind == "flag"}
    part.only((*outcomes, *flags, "cap"), ("cap",))
    for key, raw in part.data.items():
        if key == "cap":
            continue
        name = flags.get(key, key)
        if name in widths:
            part.fail(key, f"{name} twice", "every outcome once")
        if isinstance(raw, str) and re.fullmatch(r"±\d+(\.\d+)?", raw):
            part = Reader(part.document, part.place, part.data | {key: float(raw[1:])})
        widths[name] = part.number(key, 1e-9, 0.5 if OUTCOMES[name].kind == "flag" else 1e9)
    if not widths:
        reader.fail("until", "a cap alone", f"a half-width of {some_of(outcomes)}")
    return Until(widths, int(part.number("cap", runs, MAX_RUNS, whole=True)))
