"""Mail as `.eml` files in a folder: the default, for one's own machine."""

import asyncio
import os
import time
from pathlib import Path
from uuid import uuid4

from jobwise.application.ports.mail import Message
from jobwise.domain.shared.errors import Unavailable
from jobwise.infrastructure.mail.message import composed

_ABANDONED_S = 3600


class FolderMailer:
    def __init__(self, folder: Path, sender: str) -> None:
        self._folder, self._sender = folder, sender
        self._swept = False

    async def send(self, message: Message) -> None:
        data = composed(message, self._sender).as_bytes()
        try:
            await asyncio.to_thread(self._write, data)
        except OSError as error:
            raise Unavailable("The folder for mail cannot be written; check its rights.", retry_after_s=60) from error

    def _write(self, data: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._sweep()
        name = uuid4().hex
        fresh = self._folder / f".{name}.part"
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        fresh.rename(self._folder / f"{name}.eml")

    def _sweep(self) -> None:
        """Once in a process: takes out what a process that was killed had half written."""
        if self._swept:
            return
        self._swept = True
        for half in self._folder.glob(".*.part"):
            if time.time() - half.stat().st_mtime > _ABANDONED_S:
                half.unlink(missing_ok=True)
