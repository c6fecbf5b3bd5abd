"""Mapping files: how rows of somebody else's event data become codes of our codebook.

A mapping answers a few questions about a row (who acted, what was done, against whom, where), each
with a list of rules tried from top to bottom. The first rule whose conditions all hold answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from calibration.evidence.codebook import codes
from calibration.evidence.strict_csv import CsvRow
from sim.errors import some_of
from sim.inputs.checked_mapping import Reader, shown
from sim.inputs.strict_yaml import read_yaml

KINDS: Final = ("equals", "one_of", "none_of", "contains")
WINDOWS: Final = ("day", "span", "week", "month", "rough")
"""How sure a date is; `calibration.evidence.export_rows` says what each does to the window."""
QUESTIONS: Final[dict[str, dict[str, str]]] = {
    "leave_out": {"because": ""},
    "actors": {"actor": "actor", "confidence": "confidence"},
    "actions": {"action": "action", "act": "act", "claimed": "claimed"},
    "targets": {"target": "actor"},
    "sites": {"site": "site"},
}
"""Question -> what its rules give, with the code list of each; the first one every rule gives."""
NATIONS: Final = {"nation": "nation"}
LISTS: Final = ("target", "site")
"""Answers that may be several codes."""
COLUMNS: Final = ("id", "start", "end", "precision", "place")


@dataclass(frozen=True)
class Condition:
    """The cell of a column equals one of some words, none of them, or contains one.

    Letter case does not count.
    """

    column: str
    kind: str
    words: tuple[str, ...]

    def holds(self, row: CsvRow) -> bool:
        """Does the row's cell fit?"""
        cell = " ".join(row.cells[self.column].split()).casefold()
        if self.kind == "contains":
            return any(word in cell for word in self.words)
        return (cell in self.words) != (self.kind == "none_of")


@dataclass(frozen=True)
class Rule:
    """What a row gives if all conditions hold; without conditions every row does."""

    when: tuple[Condition, ...]
    gives: Mapping[str, tuple[str, ...]]

    def fits(self, row: CsvRow) -> bool:
        """Do all conditions hold?"""
        return all(condition.holds(row) for condition in self.when)


@dataclass(frozen=True)
class Deaths:
    """A column that counts dead, and the rules that say of which nation; NS if none fits."""

    column: str
    nations: tuple[Rule, ...]


@dataclass(frozen=True)
class ExportMapping:
    """One mapping file. `columns` says which columns of the export hold id, dates and place."""

    path: Path
    key: str
    """Key of the source that imported events cite."""
    title: str
    outlet: str
    kind: str
    id: str
    start: str
    end: str
    precision: str
    place: tuple[str, ...]
    windows: Mapping[str, str]
    """Cell of the precision column -> one of WINDOWS."""
    rules: Mapping[str, tuple[Rule, ...]]
    """Question -> its rules, in order."""
    deaths: tuple[Deaths, ...]
    total: tuple[str, ...]
    """Columns with the low, best and high total of deaths; empty where the export has none."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the export that the mapping reads, each once."""
        rules = [r for rules in self.rules.values() for r in rules]
        rules += [r for d in self.deaths for r in d.nations]
        named = [self.id, self.start, self.end, self.precision, *self.place]
        named += [*(d.column for d in self.deaths), *self.total]
        return tuple(dict.fromkeys([*named, *looked_at(rules)]))


def looked_at(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Columns that some rules look at, each once."""
    return tuple(dict.fromkeys(c.column for rule in rules for c in rule.when))


def answer(rules: Sequence[Rule], row: CsvRow) -> Mapping[str, tuple[str, ...]]:
    """What the first rule that fits gives; nothing when none fits."""
    return next((rule.gives for rule in rules if rule.fits(row)), {})


def read_mapping(
    path: Path, more_sites: Iterable[str] = (), more_actors: Iterable[str] = ()
) -> ExportMapping:
    """Read a mapping file. `more_sites`, `more_actors`: names that the codebook does not list.

    Raises InputError for an unknown key or code, and for a rule that no row can reach.
    """
    top = Reader(read_yaml(path))
    needed = ("source", "columns", "precision", "actors", "actions")
    top.only([*needed, *QUESTIONS, "deaths", "total"], needed)
    source, columns = top.sub("source"), top.sub("columns")
    source.only(("key", "title", "outlet", "kind"), ("key", "title", "outlet", "kind"))
    columns.only(COLUMNS, COLUMNS)
    more = {"site": tuple(more_sites), "actor": tuple(more_actors)}
    return ExportMapping(
        path=path,
        key=_key(source),
        title=source.text("title"),
        outlet=source.text("outlet"),
        kind=source.text("kind"),
        id=columns.text("id"),
        start=columns.text("start"),
        end=columns.text("end"),
        precision=columns.text("precision"),
        place=_words(columns, "place"),
        windows=_windows(top.sub("precision")),
        rules={q: _rules(top, q, gives, more) for q, gives in QUESTIONS.items()},
        deaths=_deaths(top),
        total=_total(top),
    )


def _key(source: Reader) -> str:
    """A key that leaves room in an event's id for the row of the export."""
    key = source.id("key")
    if len(key) > 20:
        source.fail("key", shown(key), "at most 20 letters")
    return key


def _windows(reader: Reader) -> dict[str, str]:
    if not reader.data:
        reader.fail((), "no precision", "at least one: cell of the precision column -> window")
    return {cell: reader.one_of(cell, WINDOWS) for cell in reader.data}


def _deaths(top: Reader) -> tuple[Deaths, ...]:
    found: list[Deaths] = []
    for item in top.each("deaths") if top.has("deaths") else ():
        item.only(("column", "nations"), ("column",))
        column = item.text("column")
        if any(column == deaths.column for deaths in found):
            item.fail("column", shown(column), "every column once, or its dead count twice")
        found.append(Deaths(column, _rules(item, "nations", NATIONS, {})))
    return tuple(found)


def _total(top: Reader) -> tuple[str, ...]:
    if not top.has("total"):
        return ()
    names = ("low", "best", "high")
    reader = top.sub("total")
    reader.only(names, names)
    return tuple(reader.text(name) for name in names)


def _rules(
    reader: Reader, question: str, gives: Mapping[str, str], more: Mapping[str, tuple[str, ...]]
) -> tuple[Rule, ...]:
    """The rules of one list; an absent list has none."""
    first, *_rest = gives
    found: list[Rule] = []
    for item in reader.each(question) if reader.has(question) else ():
        item.only(["when", *gives], [first])
        if found and not found[-1].when:
            item.fail((), "a rule that is never reached", "no rule below one without conditions")
        given = {n: _given(item, n, gives[n], more) for n in gives if item.has(n)}
        found.append(Rule(_conditions(item), given))
    return tuple(found)


def _given(
    item: Reader, name: str, vocabulary: str, more: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """One answer of a rule: a code, several where a list may stand, or text in our words."""
    if not vocabulary:
        return (item.text(name),)
    known = (*codes(vocabulary), *more.get(vocabulary, ()))
    if name in LISTS and isinstance(item.data[name], list):
        return tuple(item.names(name, known))
    return (item.one_of(name, known),)


def _conditions(item: Reader) -> tuple[Condition, ...]:
    """Conditions of a rule; one test for each column."""
    found: list[Condition] = []
    if not item.has("when"):
        return ()
    when = item.sub("when")
    for column in when.data:
        test = when.sub(column)
        test.only(KINDS)
        if len(test.data) != 1:
            test.fail((), f"{len(test.data)} conditions", f"one of {some_of(KINDS)}")
        (kind,) = test.data
        words = tuple(word.casefold() for word in _words(test, kind))
        found.append(Condition(column, kind, words))
    return tuple(found)


def _words(reader: Reader, key: str) -> tuple[str, ...]:
    """One word or a list of them; whole numbers are read as they are written."""
    value: Any = reader.data[key]
    items = value if isinstance(value, list) else [value]
    for k, item in enumerate(items):
        place = (key, k) if isinstance(value, list) else key
        whole = isinstance(item, int) and not isinstance(item, bool)
        if not whole and not (isinstance(item, str) and item.strip()):
            reader.fail(place, shown(item), "a word, or a list of words")
    if not items:
        reader.fail(key, "an empty list", "a word, or a list of words")
    return tuple(" ".join(str(item).split()) for item in items)
