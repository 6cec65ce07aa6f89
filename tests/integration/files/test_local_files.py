"""Files on a real disk: rights, names, whole or not at all, and what a kill leaves behind."""

import io
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jobwise.domain.shared.errors import InvalidInput, MissingHere, NotFound
from jobwise.infrastructure.files.readiness import StorageCheck
from jobwise.infrastructure.files.store import LocalFiles
from tests.contracts.files import BAD_KEYS, KeepsFiles, key


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def files(root: Path) -> LocalFiles:
    return LocalFiles(root)


class TestLocalFiles(KeepsFiles):
    pass


async def test_a_key_that_is_refused_makes_no_folder(files: LocalFiles, root: Path) -> None:
    for bad in BAD_KEYS:
        with pytest.raises(InvalidInput):
            await files.put(bad, io.BytesIO(b"x"))
    assert not root.exists()


def everything(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


async def test_nobody_else_may_read(files: LocalFiles, root: Path) -> None:
    old = os.umask(0)
    try:
        await files.put(key(), io.BytesIO(b"mine"))
    finally:
        os.umask(old)
    for path in (root, *root.rglob("*")):
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


async def test_a_put_that_fails_leaves_nothing(files: LocalFiles, root: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 100_000:
                raise OSError("the client went away")
            return super().read(size)

    name = key()
    with pytest.raises(MissingHere):
        await files.put(name, Broken(b"x" * 300_000))
    assert everything(root) == []
    with pytest.raises(NotFound):
        await files.get(name)


async def test_a_folder_that_cannot_be_used_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("I am a file")
    with pytest.raises(MissingHere, match="folder"):
        await LocalFiles(tmp_path / "files").put(key(), io.BytesIO(b"x"))


async def test_old_files_are_named_and_what_a_kill_left_is_cleared(files: LocalFiles, root: Path) -> None:
    assert await files.older_than(datetime.now(UTC), limit=9) == []
    old, young = key(), key()
    for name in (old, young):
        await files.put(name, io.BytesIO(b"x"))
    left, fresh = root / "incoming" / "tmpleft", root / "incoming" / "tmpfresh"
    strange = root / "users" / "notes.txt"
    for path in (left, fresh, strange):
        path.write_bytes(b"half")
    past = (datetime.now(UTC) - timedelta(days=2)).timestamp()
    for path in (root / old, left, strange):
        os.utime(path, (past, past))
    found = await files.older_than(datetime.now(UTC) - timedelta(days=1), limit=9)
    # A file that is none of ours is left alone.
    assert found == [old]
    assert strange.exists()
    assert not left.exists()
    assert fresh.exists()
    os.utime(root / young, (past, past))
    assert len(await files.older_than(datetime.now(UTC) - timedelta(days=1), limit=1)) == 1


async def test_reading_survives_a_delete_in_between(files: LocalFiles) -> None:
    name = key()
    await files.put(name, io.BytesIO(b"x" * 200_000))
    pieces = await files.get(name)
    first = await anext(pieces)
    await files.delete(name)
    assert len(first) + sum([len(piece) async for piece in pieces]) == 200_000


async def test_readiness_says_whether_files_can_be_kept(files: LocalFiles, root: Path, tmp_path: Path) -> None:
    assert await StorageCheck(files, "local", "JOBWISE_HOME")() == "local"
    assert everything(root) == []
    (tmp_path / "other").write_text("I am a file")
    with pytest.raises(MissingHere):
        await StorageCheck(LocalFiles(tmp_path / "other"), "local", "JOBWISE_HOME")()
