"""What accounts need to know of the world: common passwords, names of time zones, words of mails."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jobwise import resources
from jobwise.domain.users.user import LANGUAGES


@lru_cache(maxsize=1)
def common_passwords() -> frozenset[str]:
    """Passwords that others would try first, case-folded."""
    return frozenset(resources.text("data/passwords/common.txt").split("\n")) - {""}


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    from zoneinfo import available_timezones

    return frozenset(available_timezones())


def is_time_zone(name: str) -> bool:
    """Whether the time-zone database knows the name (`Europe/Berlin`)."""
    return name in _zones()


def mail_words(language: str) -> Mapping[str, Any]:
    """The texts of mails in a language; English for one that has none."""
    known = language if language in LANGUAGES else "en"
    words: Mapping[str, Any] = resources.parsed(f"data/mails/{known}.json")
    return words
