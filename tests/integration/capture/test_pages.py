"""Fetching pages: only public ones, only so much, only so long. A local listener counts who got through."""

import gzip
import ipaddress
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from jobwise.domain.shared.errors import InvalidInput, JobWiseError, TooLarge, Unavailable
from jobwise.infrastructure.capture.addresses import is_public, target_of
from jobwise.infrastructure.capture.fetcher import SafePageFetcher, resolved
from tests.support.listening import PAGE, SPELLINGS, Listener, answer, listening


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    async with listening() as made:
        yield made


class Names:
    """Names of our own: each look-up of a name gives the next of its answers, the last one for ever."""

    def __init__(self, **known: list[list[str]]) -> None:
        self.known = known
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        found = self.known.get(host.partition(".")[0])
        if found is None:
            return await resolved(host, port)
        return found.pop(0) if len(found) > 1 else found[0]


def fetcher(listener: Listener, names: Names | None = None, **given: Any) -> SafePageFetcher:
    """One that may use the listener's port, so that nothing but the judgement of the address keeps it away."""
    return SafePageFetcher(ports=frozenset({80, 443, listener.port}), resolve=names or resolved, **given)


def open_fetcher(listener: Listener, **given: Any) -> SafePageFetcher:
    """One to which this machine counts as public."""
    names = Names(public=[["127.0.0.1"]], inner=[["10.0.0.1"]])
    allowed = {ipaddress.ip_address("127.0.0.1")}
    return fetcher(listener, names, allowed=allowed.__contains__, **given)


@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_nothing_but_the_public_web_is_reached(listener: Listener, spelling: str) -> None:
    """T5, F12: every spelling of an inner address is refused, and the listener gets no request."""
    with pytest.raises(InvalidInput):
        await fetcher(listener)(spelling.format(port=listener.port))
    assert listener.requests == []


@pytest.mark.parametrize(
    "place",
    ["127.0.0.1", "64:ff9b::7f00:1", "224.0.0.1", "2002:7f00:1::", "::ffff:127.0.0.1", "::7f00:1", "fec0::1", "0.0.0.1",
     "100.64.0.1", "169.254.169.254", "168.63.129.16", "192.88.99.1", "fe80::1", "ff02::1", "2001:0:1::1", "240.0.0.1"],
)  # fmt: skip
def test_what_stands_for_an_inner_place_is_not_public(place: str) -> None:
    assert not is_public(ipaddress.ip_address(place))


@pytest.mark.parametrize("place", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "8.8.8.8"])
def test_what_is_public_is_public(place: str) -> None:
    assert is_public(ipaddress.ip_address(place))


async def test_one_inner_address_among_public_ones_is_enough_to_refuse(listener: Listener) -> None:
    names = Names(mixed=[["93.184.216.34", "127.0.0.1"]])
    with pytest.raises(InvalidInput, match="public internet"):
        await fetcher(listener, names)(f"http://mixed.example:{listener.port}/")
    assert listener.requests == []


async def test_a_name_that_changes_its_mind_is_not_asked_twice(listener: Listener) -> None:
    # The first answer is what is judged and connected to; a second look-up would have found another place.
    names = Names(public=[["127.0.0.1"], ["10.0.0.1"]])
    allowed = {ipaddress.ip_address("127.0.0.1")}
    page = await fetcher(listener, names, allowed=allowed.__contains__)(f"http://public.example:{listener.port}/")
    assert page.data == PAGE
    assert names.asked == ["public.example"]


async def test_a_name_that_turns_inward_on_the_way_is_refused(listener: Listener) -> None:
    listener.answers["/"] = answer(b"", "302 Found", Location=f"http://public.example:{listener.port}/next")
    names = Names(public=[["127.0.0.1"], ["127.0.0.2"]])
    allowed = {ipaddress.ip_address("127.0.0.1")}
    with pytest.raises(InvalidInput, match="public internet"):
        await fetcher(listener, names, allowed=allowed.__contains__)(f"http://public.example:{listener.port}/")
    assert len(listener.requests) == 1


@pytest.mark.parametrize(
    "location",
    ["http://inner.example:{port}/", "http://[::1]:{port}/", "file:///etc/passwd", "http://127.0.0.1:1/", ""],
)
async def test_a_redirect_is_judged_like_an_address(listener: Listener, location: str) -> None:
    listener.answers["/"] = answer(b"", "302 Found", Location=location.format(port=listener.port))
    with pytest.raises(InvalidInput):
        await open_fetcher(listener)(f"http://public.example:{listener.port}/")
    assert len(listener.requests) <= 4


async def test_the_page_comes_after_three_redirects_and_not_after_four(listener: Listener) -> None:
    for step in range(4):
        listener.answers[f"/{step}"] = answer(b"", "301 Moved", Location=f"/{step + 1}")
    listener.answers["/4"] = answer()
    fetch = open_fetcher(listener)
    page = await fetch(f"http://public.example:{listener.port}/1#part")
    assert (page.url, page.data) == (f"http://public.example:{listener.port}/4", PAGE)
    with pytest.raises(InvalidInput, match="leads on"):
        await fetch(f"http://public.example:{listener.port}/0")


async def test_the_host_is_named_and_nothing_of_ours_is_told(listener: Listener) -> None:
    await open_fetcher(listener)(f"http://public.example:{listener.port}/?q=ä%20b")
    head = listener.requests[0].decode()
    assert head.startswith("GET /?q=%C3%A4%20b HTTP/1.1\r\n")
    assert f"Host: public.example:{listener.port}\r\n" in head
    assert b"authorization" not in listener.requests[-1].lower()
    assert b"cookie" not in listener.requests[-1].lower()


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (answer(b"x" * 2_000_001), TooLarge),
        (answer(gzip.compress(b"x" * 5_000_000), Content_Encoding="gzip"), TooLarge),
        (answer(b"not packed", Content_Encoding="gzip"), InvalidInput),
        (answer(b"x", Content_Encoding="br"), InvalidInput),
        (answer(b"%PDF-1.7", Content_Type="application/pdf"), InvalidInput),
        (answer(b"x", Content_Type="image/png"), InvalidInput),
        (answer(b"", "404 Not Found"), InvalidInput),
        (answer(b"", "401 No"), InvalidInput),
        (answer(b"", "503 Down"), Unavailable),
        (answer(b"", "429 Slow down"), Unavailable),
        (b"nonsense\r\n\r\n", Unavailable),
        (b"", Unavailable),
    ],
)
async def test_a_page_that_cannot_be_used_is_refused(
    listener: Listener, sent: bytes, error: type[JobWiseError]
) -> None:
    listener.answers["/"] = sent
    with pytest.raises(error):
        await open_fetcher(listener)(f"http://public.example:{listener.port}/")


async def test_a_packed_page_and_one_of_another_encoding_are_read(listener: Listener) -> None:
    listener.answers["/packed"] = answer(gzip.compress(PAGE), Content_Encoding="gzip")
    listener.answers["/latin"] = answer("<h1>Bäcker</h1>".encode("latin-1"), Content_Type="text/html; charset=latin-1")
    fetch = open_fetcher(listener)
    assert (await fetch(f"http://public.example:{listener.port}/packed")).data == PAGE
    assert (await fetch(f"http://public.example:{listener.port}/latin")).data.decode() == "<h1>Bäcker</h1>"


async def test_a_page_that_takes_too_long_is_given_up(listener: Listener) -> None:
    listener.slow = True
    with pytest.raises(Unavailable) as given_up:
        await open_fetcher(listener, total_s=0.2)(f"http://public.example:{listener.port}/")
    assert given_up.value.retry_after_s >= 1


async def test_a_port_where_nobody_listens_is_unavailable(listener: Listener) -> None:
    names = Names(public=[["127.0.0.1"]])
    fetch = SafePageFetcher(ports=frozenset({1}), resolve=names, allowed=lambda place: True)
    with pytest.raises(Unavailable):
        await fetch("http://public.example:1/")


def test_an_address_is_taken_apart_whole() -> None:
    target = target_of("https://Bücher.example/jobs/ä?x=1&y=%20#top")
    assert (target.host, target.port, target.path) == ("xn--bcher-kva.example", 443, "/jobs/%C3%A4?x=1&y=%20")
    assert target.at(ipaddress.ip_address("2606:2800::1")) == "https://[2606:2800::1]:443/jobs/%C3%A4?x=1&y=%20"
