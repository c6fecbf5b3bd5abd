"""`flashpoint odd` writes the model document, and nothing over a file of another hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.report.reference_pages import DOCS


def test_the_command_writes_the_committed_document(flashpoint, tmp_path: Path) -> None:
    """Whoever runs it gets the page of docs/, byte for byte, and may run it again."""
    page = tmp_path / "deep" / "model.md"
    for _ in range(2):
        code, out, _ = flashpoint("odd", "-o", page)
        assert code == 0
        assert "written:" in out
    assert page.read_bytes() == (DOCS / "model.md").read_bytes()


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_file_of_another_hand_is_left_alone(flashpoint, tmp_path: Path, kind: str) -> None:
    """One clear error, and what was there stays."""
    page = tmp_path / "notes.md"
    if kind == "folder":
        page.mkdir()
    else:
        page.write_text("mine\n", encoding="utf-8")
    code, _, err = flashpoint("odd", "-o", page)
    assert code == 2
    assert err.count("\n") == 1
    assert "notes.md" in err
    assert "a new file, or one that it wrote earlier" in err
    assert page.is_dir() if kind == "folder" else page.read_text(encoding="utf-8") == "mine\n"
