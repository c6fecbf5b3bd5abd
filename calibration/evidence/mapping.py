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
from calibration.evidence.date_formats import ISO, DateFormat, date_format, same_days, shape
from calibration.evidence.row_conditions import ASKED, KINDS, Condition, plain
from calibration.evidence.strict_csv import CsvRow
from sim.errors import nearest, some_of
from sim.inputs.checked_mapping import Reader, shown
from sim.inputs.strict_yaml import read_yaml

WINDOWS: Final = ("day", "span", "week", "month", "rough")
"""How sure a date is; `calibration.evidence.export_rows` says what each does to the window."""
QUESTIONS: Final[dict[str, dict[str, str]]] = {
    "leave_out": {"because": ""},
    "open": {"because": ""},
    "actors": {"actor": "actor", "confidence": "confidence"},
    "actions": {
        "action": "action",
        "act": "act",
        "claimed": "claimed",
        "target": "actor",
        "confidence": "confidence",
    },
    "targets": {"target": "actor"},
    "sites": {"site": "site"},
    "confidence": {"confidence": "confidence"},
}
"""Question -> what its rules give, with the code list of each; the first one every rule gives.

What two questions give, the earlier one decides; of confidence the least holds.
"""
NATIONS: Final = {"nation": "nation"}
LISTS: Final = ("target", "site")
"""Answers that may be several codes."""
COLUMNS: Final = ("id", "start", "end", "precision", "place")
SPARE: Final = ("optional", "texts")
"""Columns that an export may lack; those of texts are searched for words and never copied."""
FORMATS: Final = (ISO, "%d %B %Y")
"""Dates where a mapping names no format."""
KNOWN_FORMATS: Final = (*FORMATS, "%d-%b-%y", "%d-%m-%y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d")


Lists = Mapping[str, tuple[str, ...]]
MARK: Final = "@"
"""Before the name of a list of words."""


@dataclass(frozen=True)
class Rule:
    """What a row gives if all conditions hold; without conditions every row does."""

    when: tuple[Condition, ...]
    gives: Mapping[str, tuple[str, ...]]

    def fits(self, row: CsvRow, unread: bool) -> bool:
        """Do all conditions hold? `unread` is the answer for a count that does not read."""
        return all(condition.holds(row, unread) for condition in self.when)


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
    optional: tuple[str, ...]
    """Columns that the export may lack; then their cells read as empty."""
    texts: tuple[str, ...]
    """Optional columns of sentences, whose words nobody may copy."""
    dates: tuple[DateFormat, ...]
    windows: Mapping[str, str]
    """Cell of the precision column -> one of WINDOWS."""
    rules: Mapping[str, tuple[Rule, ...]]
    """Question -> its rules, in order."""
    deaths: tuple[Deaths, ...]
    total: tuple[str, ...]
    """Columns with the low, best and high total of deaths; empty where the export has none."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the export must have, each once."""
        rules = [r for rules in self.rules.values() for r in rules]
        rules += [r for d in self.deaths for r in d.nations]
        named = [self.id, self.start, self.end, self.precision, *self.place]
        named += [*(d.column for d in self.deaths), *self.total]
        wanted = dict.fromkeys([*named, *looked_at(rules)])
        return tuple(c for c in wanted if c not in self.spare)

    @property
    def spare(self) -> tuple[str, ...]:
        """Columns that the export may lack."""
        return (*self.optional, *self.texts)


def looked_at(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Columns that some rules look at, each once."""
    return tuple(dict.fromkeys(name for rule in rules for c in rule.when for name in c.columns))


def answer(
    rules: Sequence[Rule], row: CsvRow, unread: bool = True
) -> Mapping[str, tuple[str, ...]]:
    """What the first rule that fits gives; nothing when none fits.

    A count that does not read may be none or some. It fits rules that make an event and none that
    keep a row out, so that a bad row which might be used is refused and not passed over.
    """
    return next((rule.gives for rule in rules if rule.fits(row, unread)), {})


def read_mapping(
    path: Path, more_sites: Iterable[str] = (), more_actors: Iterable[str] = ()
) -> ExportMapping:
    """Read a mapping file. `more_sites`, `more_actors`: names that the codebook does not list.

    Raises InputError for an unknown key or code, and for a rule that no row can reach.
    """
    top = Reader(read_yaml(path))
    needed = ("source", "columns", "precision", "actors", "actions")
    top.only([*needed, "dates", "lists", *QUESTIONS, "deaths", "total"], needed)
    source, columns = top.sub("source"), top.sub("columns")
    source.only(("key", "title", "outlet", "kind"), ("key", "title", "outlet", "kind"))
    columns.only((*COLUMNS, *SPARE), COLUMNS)
    more = {"site": tuple(more_sites), "actor": tuple(more_actors)}
    lists = _lists(top)
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
        optional=_words(columns, "optional") if columns.has("optional") else (),
        texts=_words(columns, "texts") if columns.has("texts") else (),
        dates=_formats(top),
        windows=_windows(top.sub("precision")),
        rules={q: _rules(top, q, gives, more, lists) for q, gives in QUESTIONS.items()},
        deaths=_deaths(top, lists),
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


def _formats(top: Reader) -> tuple[DateFormat, ...]:
    """Formats of dates, no two of which could read one text as two days."""
    if not top.has("dates"):
        return tuple(date_format(text) for text in FORMATS)
    found: dict[str, DateFormat] = {}
    for k, text in enumerate(_words(top, "dates")):
        place = ("dates", k) if isinstance(top.data["dates"], list) else "dates"
        try:
            form = date_format(text)
        except ValueError as error:
            top.fail(place, shown(text), f"'{ISO}', or {error}", nearest(text, KNOWN_FORMATS))
        other = found.setdefault(shape(text), form)
        if other is not form and not same_days(text, other.text):
            got = f"{text!r} beside {other.text!r}"
            top.fail(place, got, "formats of which no two could read one date as two days")
    return tuple(found.values())


def _lists(top: Reader) -> Lists:
    """Lists of words that conditions name as `@list`."""
    if not top.has("lists"):
        return {}
    reader = top.sub("lists")
    return {f"{MARK}{name}": _words(reader, name) for name in reader.data}


def _deaths(top: Reader, lists: Lists) -> tuple[Deaths, ...]:
    found: list[Deaths] = []
    for item in top.each("deaths") if top.has("deaths") else ():
        item.only(("column", "nations"), ("column",))
        column = item.text("column")
        if any(column == deaths.column for deaths in found):
            item.fail("column", shown(column), "every column once, or its dead count twice")
        found.append(Deaths(column, _rules(item, "nations", NATIONS, {}, lists)))
    return tuple(found)


def _total(top: Reader) -> tuple[str, ...]:
    if not top.has("total"):
        return ()
    names = ("low", "best", "high")
    reader = top.sub("total")
    reader.only(names, names)
    return tuple(reader.text(name) for name in names)


def _rules(
    reader: Reader,
    question: str,
    gives: Mapping[str, str],
    more: Mapping[str, tuple[str, ...]],
    lists: Lists,
) -> tuple[Rule, ...]:
    """The rules of one list; an absent list has none."""
    first, *_rest = gives
    found: list[Rule] = []
    for item in reader.each(question) if reader.has(question) else ():
        item.only(["when", *gives], [first])
        if found and not found[-1].when:
            item.fail((), "a rule that is never reached", "no rule below one without conditions")
        given = {n: _given(item, n, gives[n], more) for n in gives if item.has(n)}
        found.append(Rule(_conditions(item, lists), given))
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


def _conditions(item: Reader, lists: Lists) -> tuple[Condition, ...]:
    """Conditions of a rule: one test for each column, or for several of which one must pass."""
    found: list[Condition] = []
    if not item.has("when"):
        return ()
    when = item.sub("when")
    for named in when.data:
        test = when.sub(named)
        test.only(KINDS)
        if len(test.data) != 1:
            test.fail((), f"{len(test.data)} conditions", f"one of {some_of(KINDS)}")
        (kind,) = test.data
        words = _listed(test, kind, lists)
        if not set(words) <= set(asked := ASKED.get(kind, words)):
            test.fail(kind, shown(test.data[kind]), some_of(asked))
        columns = tuple(part.strip() for part in named.split(","))
        if not all(columns):
            when.fail(named, shown(named), "a column, or columns joined by ','")
        found.append(Condition(columns, kind, words))
    return tuple(found)


def _listed(test: Reader, kind: str, lists: Lists) -> tuple[str, ...]:
    """Words of a condition as they are compared, those of the lists that it names among them."""
    found: list[str] = []
    for word in _words(test, kind):
        if word.startswith(MARK) and word not in lists:
            test.fail(kind, shown(word), some_of(lists) or "a word", nearest(word, lists))
        found += lists.get(word, (word,))
    return tuple(map(plain, found))


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
