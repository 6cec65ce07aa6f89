"""The HTTP under the providers' own packages: no redirect is followed, and no reply is read without end."""

from collections.abc import AsyncIterator
from functools import lru_cache
from types import ModuleType
from typing import Any

from jobwise.domain.limits import MAX_REPLY_BYTES


class ReplyTooLong(Exception):
    pass


def client(http: ModuleType, *, connect_s: float, read_s: float) -> Any:
    """An async client of `httpx` or of `httpx2`, whichever the provider's package was built on.

    An operator names the address, but who answers there must not send us elsewhere with the key.
    """
    transport = http.AsyncHTTPTransport(verify=_trusted(http))
    inner = transport.handle_async_request

    async def counted(request: Any) -> Any:
        request.headers["Accept-Encoding"] = "identity"
        response = await inner(request)
        response.stream = _stream_class(http)(response.stream)
        return response

    transport.handle_async_request = counted
    timeout = http.Timeout(read_s, connect=connect_s, pool=connect_s)
    return http.AsyncClient(transport=transport, timeout=timeout, follow_redirects=False, trust_env=False)


@lru_cache(maxsize=2)
def _trusted(http: ModuleType) -> Any:
    """The certificates that are trusted; reading them takes longer than a call."""
    return http.create_ssl_context()


@lru_cache(maxsize=2)
def _stream_class(http: ModuleType) -> Any:
    class Counted(http.AsyncByteStream):  # type: ignore[name-defined, misc]
        """Gives up on a reply that is longer than any honest one."""

        def __init__(self, stream: Any) -> None:
            self._stream = stream

        async def __aiter__(self) -> AsyncIterator[bytes]:
            left = MAX_REPLY_BYTES
            async for piece in self._stream:
                left -= len(piece)
                if left < 0:
                    raise ReplyTooLong
                yield piece

        async def aclose(self) -> None:
            await self._stream.aclose()

    return Counted
