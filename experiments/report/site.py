"""Lays out the pages of the documentation site: `python -m experiments.report.site FOLDER`.

The pages of docs/ and a few that lie beside what they explain come into one flat folder, with their
links turned to where things lie there. A file of code or data that a page cites comes along as
text, so a site that was sent by mail has no link that leads out of it. `make docs` does the rest.
"""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any, Final

from experiments.report.traceability import ROOT
from sim.errors import InputError

DOCS: Final = ROOT / "docs"
CONFIG: Final = ROOT / "zensical.toml"
GUESTS: Final = {
    "scenarios/README.md": "scenario_files.md",
    "experiments/studies/README.md": "study_files.md",
    "experiments/questions/README.md": "question_files.md",
    "calibration/CODEBOOK.md": "codebook.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
"""Page that lies elsewhere in the repository -> its name on the site."""
BUILT: Final = "page.html"
"""The page that simulates: written by `flashpoint page` when the site is built."""
BESIDE: Final = ("site.css", "iframe-worker.js")
WIDE: Final = ("actions.md", "evidence.md", "levers.md", "outcomes.md", "parameters.md")
"""Pages of wide tables, which need the room of the list of headings."""
CITED: Final = PurePosixPath("files")
"""Where files that pages cite lie on the site."""
LINK: Final = re.compile(r"(\]\()([^)\s#]+)((?:#[^)\s]*)?\))")
FENCE: Final = re.compile(r"^(`{3,}).*?^\1 *$", re.MULTILINE | re.DOTALL)


def places() -> dict[str, str]:
    """Page of the repository -> its name on the site, every page of docs/ among them."""
    ours = {f"docs/{path.name}": path.name for path in sorted(DOCS.glob("*.md"))}
    return ours | GUESTS


def listed(nav: Any) -> list[str]:
    """Pages of the navigation of CONFIG, in its order, whatever they are called there."""
    if isinstance(nav, str):
        return [nav]
    return [page for entry in nav for part in entry.values() for page in listed(part)]


def check_navigation(pages: set[str]) -> None:
    """Raise InputError unless the navigation names each page once and no other.

    The builder itself minds neither a page that no menu leads to nor an entry without a page.
    """
    named = listed(tomllib.loads(CONFIG.read_text(encoding="utf-8"))["project"]["nav"])
    for name in sorted(pages ^ set(named)):
        got = "a page that is not there" if name in named else "no entry"
        raise InputError(CONFIG, 1, f"nav: {name}", got, "each page of the site, once")
    if len(set(named)) < len(named):
        twice = next(name for name in named if named.count(name) > 1)
        raise InputError(CONFIG, 1, f"nav: {twice}", "two entries", "each page of the site, once")


def linked(text: str, source: str) -> tuple[str, set[str]]:
    """A page with its links turned to the site, and the files of the repository that it cites.

    `source` is its path in the repository. Links in blocks of code stay as they are. Raises
    InputError for a link that leads to no file, with its line.
    """
    cited: set[str] = set()
    here = places()
    fences = [(m.start(), m.end()) for m in FENCE.finditer(text)]

    def turned(found: re.Match[str]) -> str:
        before, said, after = found.groups()
        outside = "://" in said or said.startswith("mailto:")
        if outside or said == BUILT or any(a <= found.start() < b for a, b in fences):
            return found[0]
        target = normpath(PurePosixPath(source).parent / said)
        if target in here:
            return f"{before}{here[target]}{after}"
        if target.startswith("..") or not (ROOT / target).is_file():
            line = text.count("\n", 0, found.start()) + 1
            raise InputError(ROOT / source, line, "link", said, "a file of this repository")
        cited.add(target)
        return f"{before}{_kept(target)}{after}"

    # The parser of the site leaves Markdown within HTML alone unless it is told.
    return LINK.sub(turned, text).replace("<details>", '<details markdown="1">'), cited


def _kept(target: str) -> PurePosixPath:
    """Where a cited file lies on the site; a browser shows text and would save YAML."""
    if target.startswith("docs/"):
        return PurePosixPath(target).relative_to("docs")
    return CITED / f"{target}.txt"


def lay_out(folder: Path) -> list[str]:
    """Write all pages and what they cite into `folder`, anew; returns the names of the pages.

    Raises InputError for a link that leads nowhere, and for a page that no menu names.
    """
    pages = {}
    cited: set[str] = set()
    for source, name in places().items():
        text, files = linked((ROOT / source).read_text(encoding="utf-8"), source)
        pages[name] = text
        cited |= files
    check_navigation(set(pages))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in pages.items():
        head = "---\nhide: [toc]\n---\n\n" if name in WIDE else ""
        (folder / name).write_text(head + text, encoding="utf-8")
    for target in sorted(cited):
        (folder / _kept(target)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / target, folder / _kept(target))
    for name in BESIDE:
        shutil.copyfile(DOCS / name, folder / name)
    return sorted(pages)


class _Loads(HTMLParser):
    """What a page makes a browser load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the addresses of one tag."""
        said = {name: value or "" for name, value in attrs}
        if "src" in said:
            self.loads.append(said["src"])
        if tag == "link" and said.get("rel") not in ("canonical", "prev", "next"):
            self.loads.append(said.get("href", ""))


def loads_from_elsewhere(site: Path) -> list[str]:
    """What the pages of a built site would load from a network, as `page: address`."""
    found = []
    for path in sorted(site.rglob("*.html")):
        for address in _Loads(path.read_text(encoding="utf-8")).loads:
            if re.match(r"(?:[a-z]+:)?//", address):
                found.append(f"{path.relative_to(site)}: {address}")
    return found


def main() -> None:
    """Lay out the pages in the folder named, or with `--check` look through a built site."""
    *check, folder = sys.argv[1:]
    if not check:
        try:
            print(f"{len(lay_out(Path(folder)))} pages")
        except InputError as error:
            sys.exit(f"error: {error}")
        return
    found = loads_from_elsewhere(Path(folder))
    sys.exit("\n".join(["the site would load", *found]) if found else 0)


if __name__ == "__main__":
    main()
