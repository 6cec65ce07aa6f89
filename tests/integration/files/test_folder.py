"""A set of files is written whole or not at all; what stood there before comes back when it fails."""

import errno
import os
from pathlib import Path

import pytest

from jobwise.domain.shared.errors import InvalidInput, MissingHere
from jobwise.infrastructure.files.folder import write_file, write_files

FILES = {"a.pdf": b"one", "b.docx": b"two", "c.txt": b"three", "d.json": b"four"}


def failing_at(number: int, code: int, real):
    count = [0]

    def call(*given):
        count[0] += 1
        if count[0] == number:
            raise OSError(code, os.strerror(code))
        return real(*given)

    return call


def standing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_all_are_written_and_nothing_else(tmp_path: Path) -> None:
    paths = write_files(str(tmp_path / "new"), FILES)
    assert [path.name for path in paths] == list(FILES)
    assert standing(tmp_path / "new") == FILES


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_when_the_third_write_fails_the_folder_is_as_before(tmp_path: Path, monkeypatch, code: int) -> None:
    before = {"a.pdf": b"old", "mine.txt": b"kept"}
    write_files(str(tmp_path), before)
    monkeypatch.setattr(os, "fsync", failing_at(3, code, os.fsync))
    with pytest.raises(MissingHere):
        write_files(str(tmp_path), FILES)
    assert standing(tmp_path) == before


def test_when_the_third_renaming_fails_the_first_two_are_taken_back(tmp_path: Path, monkeypatch) -> None:
    before = {"a.pdf": b"old", "mine.txt": b"kept"}
    write_files(str(tmp_path), before)
    monkeypatch.setattr(Path, "replace", failing_at(3, errno.EIO, Path.replace))
    with pytest.raises(MissingHere):
        write_files(str(tmp_path), FILES)
    assert standing(tmp_path) == before


def test_without_hard_links_a_replaced_file_is_never_lost(tmp_path: Path, monkeypatch) -> None:
    write_files(str(tmp_path), {"a.pdf": b"old"})
    monkeypatch.setattr(Path, "hardlink_to", failing_at(1, errno.EPERM, Path.hardlink_to))
    monkeypatch.setattr(Path, "replace", failing_at(3, errno.EIO, Path.replace))
    with pytest.raises(MissingHere):
        write_files(str(tmp_path), FILES)
    assert standing(tmp_path) == {"a.pdf": b"one"}


def test_a_folder_in_the_place_of_a_file_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "c.txt").mkdir()
    with pytest.raises(MissingHere, match="choose another folder"):
        write_files(str(tmp_path), FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["c.txt"]


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_files(str(tmp_path), FILES)
    assert standing(tmp_path) == {}


def test_one_file_wants_the_name_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="is a folder"):
        write_file(str(tmp_path), b"x")
    with pytest.raises(InvalidInput, match="is a folder"):
        write_file("", b"x")
    assert write_file(str(tmp_path / "x.json"), b"x").read_bytes() == b"x"
