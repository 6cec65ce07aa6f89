"""Archives of accounts as ZIP files."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from pathlib import Path
from typing import BinaryIO

from jobwise.application.ports.archives import SentIn
from jobwise.domain.shared.errors import MissingHere
from jobwise.infrastructure.archives.reading import opened
from jobwise.infrastructure.archives.writing import ZipDraft


class ZipArchives:
    """`folder` is where archives lie while they are made, without a name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @asynccontextmanager
    async def draft(self) -> AsyncIterator[ZipDraft]:
        stack = ExitStack()
        try:
            yield await asyncio.to_thread(ZipDraft, self._folder, stack)
        except OSError as error:
            raise MissingHere("The archive cannot be put down here; is the disk full?") from error
        finally:
            await asyncio.to_thread(stack.close)

    def opened(self, source: BinaryIO) -> AbstractAsyncContextManager[SentIn]:
        return opened(source)
