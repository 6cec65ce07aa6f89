"""Where a request comes from: what cannot be made up."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request

from jobwise.presentation.http.places import Door, address_of, counted_address, label_of, network_of

PROXIES = ("10.0.0.0/8", "2001:db8:aaaa::/48")


def request(peer: str | None, *forwarded: str, agent: str = "", proxies: tuple[str, ...] = PROXIES) -> Request:
    app = Starlette()
    app.state.door = Door.of(https=False, origins=(), proxies=proxies)
    headers = [(b"x-forwarded-for", value.encode("latin-1", "replace")) for value in forwarded]
    scope: dict[str, Any] = {
        "type": "http",
        "app": app,
        "client": None if peer is None else (peer, 1),
        "headers": [*headers, (b"user-agent", agent.encode("latin-1", "replace"))],
    }
    return Request(scope)


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.9", ("198.51.100.1",), "203.0.113.9"),
        ("10.0.0.2", ("198.51.100.1",), "198.51.100.1"),
        ("10.0.0.2", ("1.1.1.1, 198.51.100.1",), "198.51.100.1"),
        ("10.0.0.2", ("1.1.1.1, 198.51.100.1, 10.9.9.9",), "198.51.100.1"),
        ("10.0.0.2", ("1.1.1.1", "198.51.100.1, 10.9.9.9"), "198.51.100.1"),
        ("10.0.0.2", (), "10.0.0.2"),
        ("10.0.0.2", ("nonsense",), "10.0.0.2"),
        ("10.0.0.2", ("1.1.1.1, nonsense, 10.1.1.1",), "10.1.1.1"),
        ("::ffff:10.0.0.2", ("198.51.100.1",), "198.51.100.1"),
        ("2001:db8:aaaa::1", ("2001:db8:bbbb::7",), "2001:db8:bbbb::7"),
        (None, ("198.51.100.1",), "unknown"),
        ("testclient", ("198.51.100.1",), "unknown"),
    ],
)
def test_t24_the_rightmost_address_that_is_no_proxy_of_ours_counts(
    peer: str | None, forwarded: tuple[str, ...], expected: str
) -> None:
    assert address_of(request(peer, *forwarded)) == expected


@given(st.text(max_size=200))
def test_t24_without_a_trusted_proxy_the_header_says_nothing(forwarded: str) -> None:
    assert address_of(request("10.0.0.2", forwarded, proxies=())) == "10.0.0.2"
    assert address_of(request("203.0.113.9", forwarded)) == "203.0.113.9"


@given(st.text(max_size=200))
def test_whatever_a_proxy_passes_on_gives_an_address(forwarded: str) -> None:
    assert address_of(request("10.0.0.2", forwarded + ",198.51.100.1")) == "198.51.100.1"
    assert address_of(request("10.0.0.2", forwarded))


@pytest.mark.parametrize(
    ("address", "network", "counted"),
    [
        ("203.0.113.9", "203.0.113.0/24", "203.0.113.9"),
        ("2001:db8:bbbb:12:3:4:5:6", "2001:db8:bbbb::/48", "2001:db8:bbbb:12::/64"),
        ("unknown", "unknown", "unknown"),
    ],
)
def test_networks_are_what_somebody_cannot_easily_leave(address: str, network: str, counted: str) -> None:
    assert (network_of(address), counted_address(address)) == (network, counted)


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("jobwise-sdk/1.0", "jobwise-sdk/1.0"),
        ("\x1b[31mred\x00", "[31mred"),
        ("", "Unknown device"),
        ("x" * 5_000, "x" * 60),
    ],
)
def test_a_device_is_called_what_it_says_it_is(agent: str, label: str) -> None:
    assert label_of(request("203.0.113.9", agent=agent)) == label
