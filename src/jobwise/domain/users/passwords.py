"""Which passwords are taken: long enough, and not what others would try first."""

import re
import unicodedata
from collections.abc import Sequence, Set

from jobwise.domain.limits import MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS
from jobwise.domain.shared.errors import Detail, WeakPassword

_PRODUCT = "jobwise"
# What people put around a word when they are asked for "a better password".
_TRIMMINGS = "0123456789!@#$%^&*()_+-=.,;:?/\\|~'\"` "
_SHORTEST_WORD = 4


def normal_password(password: str) -> str:
    """The password as it is hashed: NFKC, so that every keyboard writes the same one."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, *, email: str, name: str, blocklist: Set[str]) -> None:
    """Raises WeakPassword, with the reason, for a password that others would guess.

    8 to 128 code points of any kind; `blocklist` holds common passwords, case-folded.
    """
    plain = normal_password(password)
    if len(plain) < MIN_PASSWORD_CHARS:
        raise _weak(f"A password has at least {MIN_PASSWORD_CHARS} characters; 15 or more are better.", "too short")
    if len(plain) > MAX_PASSWORD_CHARS:
        raise _weak(f"A password has at most {MAX_PASSWORD_CHARS} characters.", "too long")
    folded = plain.casefold()
    if folded in blocklist or len(set(folded)) < 3:
        raise _weak("This password is one of the first that others try; take a longer one of your own.", "common")
    if _is_mostly(folded, _context_words(email, name)):
        raise _weak("This password is made of your name, your email or ours; take other words.", "guessable")


def _context_words(email: str, name: str) -> list[str]:
    local, _, domain = email.casefold().partition("@")
    words = [_PRODUCT, email.casefold(), local, domain, *re.split(r"[^\w]+|_", local), *re.split(r"[^\w]+", domain)]
    words += name.casefold().split()
    words.append(name.casefold().replace(" ", ""))
    return sorted({word for word in words if len(word) >= _SHORTEST_WORD}, key=lambda word: (-len(word), word))


def _is_mostly(folded: str, words: Sequence[str]) -> bool:
    """Whether little is left of a password when the words that everybody knows are taken out of it."""
    rest = folded
    for word in words:
        rest = rest.replace(word, "")
    if len(rest) == len(folded):
        return False
    kept = [sign for sign in rest if sign not in _TRIMMINGS]
    return len(kept) < _SHORTEST_WORD


def _weak(message: str, reason: str) -> WeakPassword:
    return WeakPassword(message, (Detail("password", reason),))
