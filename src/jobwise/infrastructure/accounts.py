"""What accounts need to know of the world: common passwords, and the names of time zones."""

from functools import lru_cache

from jobwise import resources


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
