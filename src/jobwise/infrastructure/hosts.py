"""Names of servers, as settings give them."""

import re

_ODD = re.compile(r"[\s/@?#\[\]\\]")


def is_host(name: str) -> bool:
    """Whether this is a name or an address of a host, alone: what is none fails in odd places when it is looked up."""
    if not name or _ODD.search(name):
        return False
    try:
        name.encode("idna")
    except UnicodeError:
        return False
    return ":" not in name or _is_ipv6(name)


def _is_ipv6(name: str) -> bool:
    from ipaddress import IPv6Address

    try:
        IPv6Address(name)
    except ValueError:
        return False
    return True
