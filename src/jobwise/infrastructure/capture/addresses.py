"""Which addresses may be fetched: public hosts, by HTTP, at the usual ports."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from jobwise.domain.limits import MAX_URL_CHARS
from jobwise.domain.shared.errors import Detail, InvalidInput

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

USUAL_PORTS = frozenset({80, 443})
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}")
_UNFIT = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
# What `is_global` lets through: IPv6 ranges that carry an IPv4 address inside, anycast relays, and the address under
# which a large cloud shows each machine its own secrets.
_CARRIERS = tuple(
    map(
        ipaddress.ip_network,
        (
            *("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16"),
            *("fec0::/10", "192.88.99.0/24", "168.63.129.16/32"),
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Target:
    """An address that was taken apart. `path` begins with a slash and is percent-encoded; no fragment, no user."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """What goes into the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"

    def at(self, ip: Ip) -> str:
        """The same address with the host's IP in its place."""
        host = f"[{ip}]" if ip.version == 6 else str(ip)
        return f"{self.scheme}://{host}:{self.port}{self.path}"


def target_of(url: str, ports: frozenset[int] = USUAL_PORTS) -> Target:
    """The address taken apart. Raises InvalidInput for anything but a plain web address at one of the ports."""
    if len(url) > MAX_URL_CHARS or _UNFIT.search(url):
        raise refused("it is too long, or holds spaces, control signs or backslashes")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise refused("it is not written as one") from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise refused("it begins with neither http:// nor https://")
    if parts.username is not None or parts.password is not None:
        raise refused("it holds a user name or password")
    found = port if port is not None else _DEFAULT_PORTS[parts.scheme]
    if found not in ports:
        raise refused("it names another port than the web's own")
    return Target(parts.scheme, _host(parts.hostname or ""), found, _path(parts))


def is_public(ip: Ip) -> bool:
    """Whether an address stands on the public internet, and stands for nothing else than itself."""
    if isinstance(ip, ipaddress.IPv6Address) and ip.scope_id:
        return False
    return (
        ip.is_global
        and not ip.is_multicast
        and not ip.is_reserved
        and not any(ip.version == carrier.version and ip in carrier for carrier in _CARRIERS)
    )


def refused(why: str) -> InvalidInput:
    return InvalidInput(
        f"This address cannot be fetched: {why}. Give the address of a public page, or paste the posting's text.",
        (Detail("url", why),),
    )


def _host(host: str) -> str:
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise refused("its host is not a name") from None
    if not _HOST.fullmatch(name):
        raise refused("its host is not a name")
    return name.lower()


def _path(parts: SplitResult) -> str:
    safe = "/%:@!$&'()*+,;=~-._"
    path = quote(parts.path or "/", safe=safe)
    return f"{path}?{quote(parts.query, safe=safe + '?')}" if parts.query else path
