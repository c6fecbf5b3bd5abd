"""Files and folders are whole or absent under any name that a disk takes."""

import os

import pytest

from sim.inputs.files import LONGEST_NAME, regular, whole_file, whole_folder

NAMES = [b"out\x91", b"b\xff\xfe", b"\xc3" * 120, "é".encode() * 120, b"x" * 99 + "é".encode()]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_that_is_no_text_is_written_all_the_same(tmp_path, name):
    """Names are bytes, and not all bytes are text: a folder of such a name ended in a traceback.
    The hidden name that a file has on its way is one that the disk takes, too."""
    path = tmp_path / os.fsdecode(name)
    with whole_file(path) as hidden:
        assert len(os.fsencode(hidden.name)) < LONGEST_NAME + 20
        hidden.write_bytes(b"1")
    assert os.listdir(os.fsencode(tmp_path)) == [name]
    path.unlink()
    for text in (b"1", b"2"):
        with whole_folder(path) as hidden:
            (hidden / "a").write_bytes(text)
    assert os.listdir(os.fsencode(tmp_path)) == [name]
    assert (path / "a").read_bytes() == b"2"


def test_files_folders_and_links_to_them_are_regular(tmp_path):
    """A pipe is not, nor what leads to one; what leads nowhere is an error as ever."""
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "to pipe").symlink_to("pipe")
    for name in ("file", "link", "."):
        assert regular(tmp_path / name) == tmp_path / name
    for name in ("pipe", "to pipe"):
        with pytest.raises(OSError, match="a pipe or a device"):
            regular(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        regular(tmp_path / "nothing")
