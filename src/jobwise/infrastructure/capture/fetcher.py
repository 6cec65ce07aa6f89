"""Fetching public pages: every hop is resolved, judged, and reached at the very address that was judged."""

import asyncio
import ipaddress
import socket
import zlib
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from jobwise.application.ports.pages import FetchedPage
from jobwise.domain.limits import MAX_PAGE_BYTES, MAX_REDIRECTS, PAGE_STEP_S, PAGE_TOTAL_S
from jobwise.domain.shared.errors import TooLarge, Unavailable, UnreadableInput
from jobwise.infrastructure.capture.addresses import USUAL_PORTS, Ip, Target, is_public, refused, target_of

if TYPE_CHECKING:
    import httpx

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

AT_ONCE = 8
_MOVED = frozenset({301, 302, 303, 307, 308})
_TYPES = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "application/json", "application/ld+json", "text/json"}
)
_HEADERS = {
    "User-Agent": "JobWise (a reader of job postings, on behalf of one person)",
    "Accept": "text/html,application/xhtml+xml,application/ld+json,application/json;q=0.9,text/plain;q=0.8",
    "Accept-Encoding": "gzip",
}


async def resolved(host: str, port: int) -> Sequence[str]:
    """Every address of a host, as this machine resolves it."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


class SafePageFetcher:
    """The fetcher over httpx. `ports`, `resolve` and `allowed` are for tests, which have no public hosts."""

    def __init__(
        self,
        *,
        ports: frozenset[int] = USUAL_PORTS,
        resolve: Resolve = resolved,
        allowed: Callable[[Ip], bool] = is_public,
        step_s: float = PAGE_STEP_S,
        total_s: float = PAGE_TOTAL_S,
    ) -> None:
        self._ports = ports
        self._resolve = resolve
        self._allowed = allowed
        self._step_s = step_s
        self._total_s = total_s
        self._free = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, url: str) -> FetchedPage:
        import httpx

        target = target_of(url, self._ports)
        try:
            async with (
                asyncio.timeout(self._total_s),
                self._free,
                httpx.AsyncClient(trust_env=False, timeout=self._step_s) as client,
            ):
                return await self._followed(client, target)
        except (TimeoutError, httpx.TransportError, OSError) as error:
            raise Unavailable(
                "The page does not answer; try again later, or paste the posting's text.", retry_after_s=60
            ) from error
        except httpx.InvalidURL as error:
            raise refused("it is not written as one") from error

    async def _followed(self, client: "httpx.AsyncClient", target: Target) -> FetchedPage:
        for _ in range(MAX_REDIRECTS + 1):
            request = client.build_request(
                "GET",
                target.at(await self._place(target)),
                headers={**_HEADERS, "Host": target.authority},
                extensions={"sni_hostname": target.host},
            )
            answer = await client.send(request, stream=True)
            async with aclosing(answer):
                if answer.status_code not in _MOVED:
                    return await _page(answer, target.url)
                target = target_of(urljoin(target.url, answer.headers.get("location", "")), self._ports)
        raise refused(f"it leads on more than {MAX_REDIRECTS} times")

    async def _place(self, target: Target) -> Ip:
        """The address to connect to, after all addresses of the host were found to be public."""
        try:
            found = await self._resolve(target.host, target.port)
            places = [ipaddress.ip_address(one) for one in found]
        except (socket.gaierror, UnicodeError, ValueError):
            raise refused("its host cannot be found") from None
        if not places or not all(self._allowed(place) for place in places):
            raise refused("its host is not on the public internet")
        return next((place for place in places if place.version == 4), places[0])


async def _page(answer: "httpx.Response", url: str) -> FetchedPage:
    status = answer.status_code
    if status == 429 or status >= 500:
        raise Unavailable(
            f"The page's server answered {status}; try again later, or paste the posting's text.", retry_after_s=300
        )
    if status != 200:
        raise UnreadableInput(f"The page's server answered {status}; paste the posting's text instead.")
    named = answer.headers.get("content-type", "text/html").partition(";")
    media_type = named[0].strip().lower()
    if media_type not in _TYPES:
        raise UnreadableInput("There is no page of text at this address; paste the posting's text instead.")
    return FetchedPage(url, media_type, _in_utf8(await _bounded(answer), named[2]))


async def _bounded(answer: "httpx.Response") -> bytes:
    """The body, unpacked no further than it may be."""
    encoding = answer.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise UnreadableInput("The page is packed in a way that was not asked for; paste the posting's text instead.")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    body = bytearray()
    async for chunk in answer.aiter_raw():
        try:
            body += chunk if unpack is None else unpack.decompress(chunk, MAX_PAGE_BYTES + 1 - len(body))
        except zlib.error:
            raise UnreadableInput("The page is damaged; paste the posting's text instead.") from None
        if len(body) > MAX_PAGE_BYTES:
            raise TooLarge(f"The page is larger than {MAX_PAGE_BYTES // 1_000_000} MB; paste the posting's text.")
    return bytes(body)


def _in_utf8(data: bytes, parameters: str) -> bytes:
    """The text in UTF-8 when the header names another encoding; else as it came, to be recognised by what it holds."""
    for part in parameters.split(";"):
        name, _, value = part.partition("=")
        charset = value.strip().strip("\"'").lower()
        if name.strip().lower() == "charset" and charset not in ("", "utf-8", "utf8"):
            try:
                return data.decode(charset, "replace").encode()
            except (LookupError, UnicodeError):
                return data
    return data
