"""Mail through an SMTP server."""

import asyncio
from dataclasses import dataclass, field

from jobwise.application.ports.mail import Message
from jobwise.domain.limits import MAIL_TIMEOUT_S
from jobwise.domain.shared.errors import InvalidInput, Unavailable
from jobwise.infrastructure.mail.message import composed

_DOWN = "The mail server does not answer or refuses us; check JOBWISE_SMTP_HOST and its account."


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail goes out. `tls`: `starttls`, `implicit` or `none` (only for one's own machine)."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: str = "starttls"


class SmtpMailer:
    def __init__(self, server: SmtpServer, sender: str) -> None:
        self._server, self._sender = server, sender

    async def send(self, message: Message) -> None:
        import aiosmtplib

        server = self._server
        try:
            # The library's own time is for each step of the talk, and a mail waits behind the one before it.
            async with asyncio.timeout(MAIL_TIMEOUT_S):
                await aiosmtplib.send(
                    composed(message, self._sender),
                    hostname=server.host,
                    port=server.port,
                    username=server.user or None,
                    password=server.password or None,
                    use_tls=server.tls == "implicit",
                    start_tls=server.tls == "starttls",
                    timeout=MAIL_TIMEOUT_S,
                )
        except aiosmtplib.SMTPRecipientsRefused as error:
            if all(500 <= one.code < 600 for one in error.recipients):
                raise InvalidInput("The mail server says that nobody has this address.") from error
            raise Unavailable(_DOWN, retry_after_s=60) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Unavailable(_DOWN, retry_after_s=30) from error
