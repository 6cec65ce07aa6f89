"""A message in the form of RFC 5322. Headers cannot be smuggled in: line breaks in them are refused."""

import re
from email.message import EmailMessage
from email.policy import SMTP

from jobwise.application.ports.mail import Message
from jobwise.domain.shared.errors import InvalidInput
from jobwise.infrastructure.hosts import is_host

_BREAKS = re.compile("[\x00-\x1f\x7f]")


def check_sender(sender: str) -> None:
    """InvalidInput unless it is one address, with or without a name, that every mail server takes."""
    found = EmailMessage(policy=SMTP)
    try:
        found["From"] = sender
        (one,) = found["From"].addresses
    except (ValueError, IndexError):
        one = None
    if one is None or found["From"].defects or not one.addr_spec.isascii() or not is_host(one.domain):
        raise InvalidInput("takes one address, such as JobWise <jobwise@example.org>")


def composed(message: Message, sender: str) -> EmailMessage:
    """The mail from `sender`. InvalidInput when an address or the subject cannot stand in a header."""
    if not message.recipient or _BREAKS.search(f"{message.recipient}{message.subject}"):
        raise InvalidInput("This mail's address or subject cannot be written.")
    mail = EmailMessage(policy=SMTP)
    try:
        mail["From"] = sender
        mail["To"] = message.recipient
        mail["Subject"] = message.subject
    except (ValueError, IndexError) as error:
        raise InvalidInput("This mail's address or subject cannot be written.") from error
    mail["Auto-Submitted"] = "auto-generated"
    # Plain text stays plain, so that a link in a mail that is read as a file is whole.
    mail.set_content(message.body, cte="7bit" if message.body.isascii() else None)
    return mail
