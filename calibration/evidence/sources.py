"""Where evidence comes from: the articles or data sets that a table cites, and their citations."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from calibration.evidence.strict_csv import WHOLE, CsvRow
from sim.inputs.checked_mapping import ID, Reader, shown
from sim.inputs.strict_yaml import read_yaml

SOURCES: Final = Path(__file__).parents[1] / "sources.yaml"
NEEDED: Final = ("title", "outlet", "date", "kind")
NOTES: Final = ("author", "date_inferred_how", "copy", "reliability_notes", "file_prefix")
SPAN: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?", re.ASCII)
PARAGRAPHS: Final = re.compile(r"([1-9]\d*)-([1-9]\d*)", re.ASCII)


@dataclass(frozen=True)
class ArticlePart:
    """A part of a source with a title of its own; `first` and `last` are its paragraphs."""

    first: int
    last: int
    title: str
    kind: str


@dataclass(frozen=True)
class Source:
    """One article or data set. Notes that its file leaves out are empty."""

    key: str
    title: str
    outlet: str
    date_start: dt.date
    date_end: dt.date
    kind: str
    paragraphs: int | None = None
    """How many it has; None where paragraphs do not apply, as in a data set."""
    author: str = ""
    date_inferred_how: str = ""
    copy: str = ""
    reliability_notes: str = ""
    file_prefix: str = ""
    pieces: tuple[ArticlePart, ...] = ()

    def piece(self, paragraph: int) -> ArticlePart | None:
        """The piece that holds a paragraph, if the source has pieces."""
        return next((p for p in self.pieces if p.first <= paragraph <= p.last), None)


Sources = Path | Mapping[str, Source] | None
"""What citations resolve in: a file, sources already read, or None for those of the table."""


def read_sources(path: Path = SOURCES) -> dict[str, Source]:
    """Sources by key, in the order of the file. Raises InputError for anything but known keys."""
    document = read_yaml(path)
    top = Reader(document)
    if not top.data:
        top.fail((), "no source", "at least one source")
    for key in top.data:
        if not ID.fullmatch(key):
            top.fail(key, shown(key), "a key of lower-case letters, digits and _")
    return {key: _source(key, top.sub(key)) for key in top.data}


def sources_for(table: Path, sources: Sources) -> dict[str, Source]:
    """The sources that a table cites: those given, else a file beside it, else our own."""
    if isinstance(sources, Mapping):
        return dict(sources)
    return read_sources(sources or sources_path(table))


def sources_path(table: Path, own: Path | None = None) -> Path:
    """The file in which citations of a table resolve: beside it, else `own`, else ours."""
    beside = table.with_name(SOURCES.name)
    return beside if beside.is_file() else own or SOURCES


def cited(row: CsvRow, known: Mapping[str, Source]) -> tuple[str, int | None, tuple[str, ...]]:
    """Main source, its paragraph and further citations of a row, each of which resolves."""
    key, text = row.filled("source"), row.text("paragraph")
    row.known("source", key, known)
    _check_paragraph(row, "paragraph", known[key], text)
    also_in = row.parts("also_in")
    for citation in also_in:
        other, colon, paragraph = citation.partition(":")
        row.known("also_in", other, known)
        if colon and not paragraph:
            row.fail("also_in", "citations like wsj:6", f"'{citation}'")
        _check_paragraph(row, "also_in", known[other], paragraph)
    return key, int(text) if text else None, also_in


def unresolved(citations: Iterable[str], known: Mapping[str, Source]) -> list[str]:
    """Citations `key:paragraph` of our own tables that name no source or no paragraph of it."""
    found = []
    for citation in citations:
        key, _, paragraph = citation.partition(":")
        last = (known[key].paragraphs or int(paragraph)) if key in known else 0
        if not 1 <= int(paragraph) <= last:
            found.append(citation)
    return found


def keys_of(source: str, also_in: tuple[str, ...]) -> tuple[str, ...]:
    """Source keys behind a row, each once, the main one first."""
    return tuple(dict.fromkeys([source, *(c.partition(":")[0] for c in also_in)]))


def _check_paragraph(row: CsvRow, column: str, source: Source, text: str) -> None:
    last = source.paragraphs
    bound = f"1 to {last}" if last else "a whole number from 1, or nothing"
    accepts = f"a paragraph of {source.key}: {bound}"
    if not text:
        if last:
            row.fail(column, accepts, f"{source.key} without a paragraph")
    elif not WHOLE.fullmatch(text) or not 1 <= int(text) <= (last or int(text)):
        row.fail(column, accepts, f"'{text}'")


def _source(key: str, reader: Reader) -> Source:
    reader.only([*NEEDED, *NOTES, "paragraphs", "pieces"], NEEDED)
    first, last = _span(reader)
    count = int(reader.number("paragraphs", 1, 1e6, True)) if reader.has("paragraphs") else None
    return Source(
        key,
        reader.text("title"),
        reader.text("outlet"),
        first,
        last,
        reader.text("kind"),
        count,
        **{name: reader.text(name) for name in NOTES if reader.has(name)},
        pieces=_pieces(reader, count),
    )


def _span(reader: Reader) -> tuple[dt.date, dt.date]:
    """Date of a source: one day, or a window first..last."""
    value = reader.data["date"]
    if isinstance(value, dt.date):
        return value, value
    match = SPAN.fullmatch(value) if isinstance(value, str) else None
    try:
        days = [dt.date.fromisoformat(d) for d in match.groups() if d] if match else []
    except ValueError:
        days = []
    if not days or days[0] > days[-1]:
        accepts = "a date like 2020-01-05 or a window like 2020-01-05..2020-01-06"
        reader.fail("date", shown(value), accepts)
    return days[0], days[-1]


def _pieces(reader: Reader, count: int | None) -> tuple[ArticlePart, ...]:
    """Pieces in order, one behind the other and within the paragraphs of the source."""
    found: list[ArticlePart] = []
    for item in reader.each("pieces") if reader.has("pieces") else ():
        keys = ("paragraphs", "title", "kind")
        item.only(keys, keys)
        match = PARAGRAPHS.fullmatch(item.text("paragraphs"))
        first, last = (int(match[1]), int(match[2])) if match else (0, 0)
        after = found[-1].last if found else 0
        if not after < first <= last <= (count or last):
            item.fail("paragraphs", shown(item.data["paragraphs"]), "a span like 1-21, in order")
        found.append(ArticlePart(first, last, item.text("title"), item.text("kind")))
    return tuple(found)
