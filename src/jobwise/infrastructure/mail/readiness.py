"""Whether mail can leave. While it cannot, it waits in its queue and requests are served."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

from jobwise.domain.shared.errors import Unavailable
from jobwise.infrastructure.mail.smtp import SmtpServer


@dataclass(frozen=True, slots=True)
class FolderMailCheck:
    """The folder of mails, or the nearest one above it that is there, can be written."""

    folder: Path
    name: str = "mail"
    essential: bool = False
    setting: str = "JOBWISE_HOME"

    async def __call__(self) -> str:
        if not await asyncio.to_thread(self._can_be_written):
            raise Unavailable("The folder for mail cannot be written; check its rights.")
        return "folder"

    def _can_be_written(self) -> bool:
        there = next(place for place in (self.folder, *self.folder.parents) if place.exists())
        return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


@dataclass(frozen=True, slots=True)
class SmtpCheck:
    """The mail server takes a connection and greets; nothing is sent, and nobody signs in."""

    server: SmtpServer
    name: str = "mail"
    essential: bool = False
    setting: str = "JOBWISE_SMTP_HOST"

    async def __call__(self) -> str:
        tls = self.server.tls == "implicit"
        reader, writer = await asyncio.open_connection(self.server.host, self.server.port, ssl=tls or None)
        try:
            greeting = await _line(reader)
            writer.write(b"QUIT\r\n")
            await writer.drain()
        finally:
            writer.close()
        if not greeting.startswith(b"220"):
            raise Unavailable(
                "The mail server does not greet as one that takes mail; check JOBWISE_SMTP_HOST, JOBWISE_SMTP_PORT and "
                "JOBWISE_SMTP_TLS."
            )
        return "smtp"


async def _line(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readline()
    except ValueError:
        # More than any line holds: whatever stands there, it is no mail server.
        return b""
