"""Mail through an SMTP server."""

import asyncio
import re
from dataclasses import dataclass, field

from jobwise.application.ports.mail import Message
from jobwise.domain.limits import MAIL_TIMEOUT_S
from jobwise.domain.shared.errors import InvalidInput, Unavailable
from jobwise.infrastructure.mail.message import composed

_DOWN = "The mail server does not answer; check JOBWISE_SMTP_HOST, JOBWISE_SMTP_PORT and JOBWISE_SMTP_TLS."
_REFUSED = "The mail server refuses us; check JOBWISE_SMTP_USER, JOBWISE_SMTP_PASSWORD and JOBWISE_MAIL_FROM."
# RFC 3463: X.7.X is about permissions, the sender's as a rule; older servers say it in words alone.
_SUBJECT = re.compile(r"\b5\.(\d+)\.\d")
_OURS = re.compile(r"relay|authenticat", re.IGNORECASE)


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
            if all(_is_nobody(one.code, one.message) for one in error.recipients):
                raise InvalidInput("The mail server says that nobody has this address.") from error
            raise Unavailable(_REFUSED, retry_after_s=60) from error
        except aiosmtplib.SMTPResponseException as error:
            raise Unavailable(_REFUSED if 500 <= error.code < 600 else _DOWN, retry_after_s=60) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Unavailable(_DOWN, retry_after_s=30) from error


def _is_nobody(code: int, said: str) -> bool:
    """Whether a recipient is refused for good, and not we: for want of an account, or because it relays for others."""
    subject = _SUBJECT.search(said)
    ours = code in (530, 535, 538) or (subject[1] == "7" if subject else _OURS.search(said) is not None)
    return 500 <= code < 600 and not ours
