"""What every store of files does, wherever it keeps them."""

import asyncio
import io
import os
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from jobwise.application.ports.files import FileStore, file_key
from jobwise.domain.shared.errors import InvalidInput, NotFound

ME = UUID(int=1)
BAD_KEYS = [
    "", "a", "/etc/passwd", "users", f"users/{ME}", f"users/{ME}/", f"users/{ME}/../{ME}", f"users/../{ME}",
    f"users/{ME}/{ME}/x", f"/users/{ME}/{ME}", f"users/{ME}/{ME}\n", f"users/{ME}/{ME}\x00", f"Users/{ME}/{ME}",
    f"users/{ME}/{str(UUID(int=2**127)).upper()}X", f"users\\{ME}\\{ME}", f"users/{ME.hex}/{ME.hex}",
]  # fmt: skip


def key() -> str:
    return file_key(ME, uuid4())


async def whole(files: FileStore, name: str) -> bytes:
    return b"".join([piece async for piece in await files.get(name)])


class KeepsFiles:
    """Each class that derives from this has a fixture `files`."""

    async def test_what_is_put_comes_back_from_its_start(self, files: FileStore) -> None:
        data = os.urandom(700_000)
        source = io.BytesIO(data)
        source.seek(100)
        name = key()
        await files.put(name, source)
        assert await whole(files, name) == data
        assert not source.closed

    async def test_an_empty_file_is_a_file(self, files: FileStore) -> None:
        name = key()
        await files.put(name, io.BytesIO())
        assert await whole(files, name) == b""

    async def test_what_is_put_again_takes_the_place_of_the_first(self, files: FileStore) -> None:
        name = key()
        await files.put(name, io.BytesIO(b"first"))
        await files.put(name, io.BytesIO(b"second"))
        assert await whole(files, name) == b"second"

    async def test_what_is_deleted_is_gone_and_may_be_deleted_again(self, files: FileStore) -> None:
        name, other = key(), key()
        for one in (name, other):
            await files.put(one, io.BytesIO(b"x"))
        await files.delete(name)
        await files.delete(name)
        with pytest.raises(NotFound):
            await files.get(name)
        assert await whole(files, other) == b"x"

    async def test_what_never_was_is_not_found(self, files: FileStore) -> None:
        with pytest.raises(NotFound):
            await files.get(key())

    async def test_a_key_of_another_form_is_refused(self, files: FileStore) -> None:
        """T39: no key leaves its place."""
        for bad in BAD_KEYS:
            for act in (files.put(bad, io.BytesIO(b"x")), files.get(bad), files.delete(bad)):
                with pytest.raises(InvalidInput):
                    await act
        assert await files.older_than(datetime.now(UTC) + timedelta(hours=1), limit=9) == []

    async def test_many_at_once(self, files: FileStore) -> None:
        names = [key() for _ in range(20)]
        await asyncio.gather(*(files.put(name, io.BytesIO(name.encode())) for name in names))
        assert await asyncio.gather(*(whole(files, name) for name in names)) == [name.encode() for name in names]

    async def test_old_files_are_named_up_to_a_limit(self, files: FileStore) -> None:
        names = sorted(key() for _ in range(4))
        for name in names:
            await files.put(name, io.BytesIO(b"x"))
        now = datetime.now(UTC)
        assert await files.older_than(now - timedelta(hours=1), limit=9) == []
        assert sorted(await files.older_than(now + timedelta(hours=1), limit=9)) == names
        assert len(await files.older_than(now + timedelta(hours=1), limit=3)) == 3

    async def test_reading_may_be_given_up(self, files: FileStore) -> None:
        name = key()
        await files.put(name, io.BytesIO(b"x" * 700_000))
        pieces = await files.get(name)
        assert await anext(pieces)
        await pieces.aclose()  # type: ignore[attr-defined]
        assert len(await whole(files, name)) == 700_000
