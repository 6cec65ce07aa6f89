"""Where a request comes from: the address that nobody can make up, its network, and what to call the device."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.requests import Request

_HOPS_READ = 20
_BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
    ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Door:
    """How the API stands towards the world: over HTTPS, for which pages, behind which proxies."""

    https: bool = False
    origins: frozenset[str] = frozenset()
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def of(cls, *, https: bool, origins: tuple[str, ...], proxies: tuple[str, ...]) -> "Door":
        return cls(https, frozenset(origins), tuple(ip_network(proxy, strict=False) for proxy in proxies))


def door_of(request: Request) -> Door:
    door: Door = request.app.state.door
    return door


def address_of(request: Request) -> str:
    """The address of the client: the rightmost one that is no proxy of ours. What stands left of it may be made up."""
    peer = _parsed(request.client.host if request.client else "")
    if peer is None:
        return "unknown"
    proxies = door_of(request).proxies
    hops = ",".join(request.headers.getlist("x-forwarded-for")).split(",")[-_HOPS_READ:]
    found = peer
    while hops and any(found in proxy for proxy in proxies):
        before = _parsed(hops.pop().strip())
        if before is None:
            break
        found = before
    return str(found)


def network_of(address: str) -> str:
    """The network somebody cannot easily leave: /24 of IPv4, /48 of IPv6."""
    found = _parsed(address)
    if found is None:
        return address
    return str(ip_network(f"{found}/{24 if found.version == 4 else 48}", strict=False))


def counted_address(address: str) -> str:
    """The address as it is counted: of IPv6 the /64, because a household has all of it."""
    found = _parsed(address)
    return str(ip_network(f"{found}/64", strict=False)) if found is not None and found.version == 6 else address


def label_of(request: Request) -> str:
    """What to call the device in the list of sign-ins, from what it says of itself."""
    agent = request.headers.get("user-agent", "")[:500]
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    if browser and system:
        return f"{browser} on {system}"
    plain = "".join(sign for sign in agent if sign.isascii() and sign.isprintable()).strip()[:60]
    return browser or plain or "Unknown device"


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
