"""Email addresses: one written form each, so that one mailbox is one account."""

import re

from jobwise.domain.limits import MAX_EMAIL_CHARS
from jobwise.domain.shared.errors import Detail, InvalidInput

# ASCII alone: look-alike letters of other scripts in front of the @ would make two accounts that read the same.
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# Names that never reach a mailbox (RFC 2606, RFC 6761, RFC 6762).
_NOWHERE = frozenset({"alt", "arpa", "internal", "invalid", "lan", "local", "localhost", "onion", "test"})


def parse_email(text: str) -> str:
    """The address in lower case, the domain in its ASCII form; InvalidInput when no mail could be sent there."""
    local, at, domain = text.strip().lower().rpartition("@")
    if not at or not local.isascii() or len(local) > 64 or not _LOCAL.fullmatch(local):
        raise _bad()
    address = f"{local}@{_ascii_domain(domain)}"
    if len(address) > MAX_EMAIL_CHARS:
        raise _bad()
    return address


def _ascii_domain(domain: str) -> str:
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii").lower()
        except UnicodeError:
            raise _bad() from None
    labels = domain.split(".")
    if len(labels) < 2 or len(domain) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise _bad()
    if any(label[2:4] == "--" and not _is_encoded(label) for label in labels):
        raise _bad()
    if labels[-1] in _NOWHERE or not any(sign.isalpha() for sign in labels[-1]):
        raise _bad()
    return domain


def _is_encoded(label: str) -> bool:
    """Whether such a label stands for a word of another script."""
    try:
        return label.encode().decode("idna") != label
    except UnicodeError:
        return False


def _bad() -> InvalidInput:
    return InvalidInput(
        "This is not an email address that mail reaches; write it as name@example.org.",
        (Detail("email", "not an email address"),),
    )
