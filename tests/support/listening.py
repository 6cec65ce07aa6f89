"""A web server of this machine that counts who got through, and the ways to write its address."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

PAGE = b"<html><title>Glazier</title><body><h1>Glazier</h1><p>Wanted</p></body></html>"


@dataclass
class Listener:
    """A web server of this machine: answers by path, and how often it was reached."""

    answers: dict[str, bytes] = field(default_factory=dict)
    requests: list[bytes] = field(default_factory=list)
    port: int = 0
    slow: bool = False
    open: list[asyncio.StreamWriter] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.append(writer)
        head = await reader.readuntil(b"\r\n\r\n")
        self.requests.append(head)
        path = head.split(b" ", 2)[1].decode().partition("?")[0]
        if self.slow:
            await asyncio.sleep(0.5)
        writer.write(self.answers.get(path, b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"))
        try:
            await writer.drain()
        except ConnectionError:
            pass
        writer.close()


def answer(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> bytes:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    named = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **given}
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


@asynccontextmanager
async def listening() -> AsyncIterator[Listener]:
    made = Listener({"/": answer()})
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    async with server:
        yield made
        await asyncio.sleep(0.5 if made.slow else 0)
        for writer in made.open:
            writer.close()
            await asyncio.gather(writer.wait_closed(), return_exceptions=True)


SPELLINGS = [
    "http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://localhost.:{port}/", "http://LOCALHOST:{port}/",
    "http://127.1:{port}/", "http://127.0.1:{port}/", "http://2130706433:{port}/", "http://0x7f000001:{port}/",
    "http://0x7f.0.0.1:{port}/", "http://0177.0.0.1:{port}/", "http://0177.1:{port}/", "http://017700000001:{port}/",
    "http://127.000.000.001:{port}/", "http://0:{port}/", "http://0.0.0.0:{port}/", "http://127.255.255.254:{port}/",
    "http://[::1]:{port}/", "http://[::]:{port}/", "http://[::ffff:127.0.0.1]:{port}/", "http://[::ffff:7f00:1]:{port}/",
    "http://[::127.0.0.1]:{port}/", "http://[64:ff9b::7f00:1]:{port}/", "http://[2002:7f00:1::]:{port}/",
    "http://[fe80::1%25lo]:{port}/", "http://user@127.0.0.1:{port}/", "http://example.org@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}#@example.org/", "http://127.0.0.1\\@example.org:{port}/", "http://①②⑦.⓪.⓪.①:{port}/",
    "http://127。0。0。1:{port}/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/", "http://10.0.0.1:{port}/", "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/", "http://168.63.129.16/", "http://100.64.0.1/", "http://192.168.0.1/", "http://172.16.0.1/",
    "http://224.0.0.1/", "http://255.255.255.255/", "http://[ff02::1]/", "http://127.0.0.1:22/", "http://example.org:8080/",
    "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:{port}/_x", "//127.0.0.1:{port}/", "127.0.0.1:{port}",
    "http:///", "http://", "http://127.0.0.1:99999/", "http://[::1", "http://exa mple.org/", "http://a\r\nHost: b/",
    "javascript:alert(1)", "data:text/html,x", "",
]  # fmt: skip
"""Addresses that must not be fetched, most of them of this machine, with `{port}` for the listener's."""
