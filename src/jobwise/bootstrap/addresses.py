"""Addresses of servers in the settings."""

from urllib.parse import SplitResult, urlsplit

from jobwise.infrastructure.hosts import is_host


def server_address(value: str) -> SplitResult | None:
    """The parts of an http(s) address that names a host and nobody's password, and asks nothing; else None."""
    try:
        parts = urlsplit(value)
        fine = (
            parts.scheme in ("http", "https")
            and is_host(parts.hostname or "")
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return None
    return parts if fine and not (parts.username or parts.password or parts.query or parts.fragment) else None
