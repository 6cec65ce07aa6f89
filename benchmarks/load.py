"""Load on a server from another process: by `wrk` when it is there, else by a small client of our own.

python -m benchmarks.load URL SECONDS [TOKEN]      prints requests per second
"""

import asyncio
import shutil
import subprocess
import sys
import time
from urllib.parse import urlsplit

CONNECTIONS = 16


def rate(url: str, seconds: float, token: str = "") -> float:
    """Requests per second over 16 connections that stay open. Every answer is a 2xx."""
    wrk = shutil.which("wrk")
    if wrk is None:
        own = [sys.executable, "-m", "benchmarks.load", url, str(seconds), token]
        return float(subprocess.run(own, capture_output=True, text=True, check=True).stdout)
    header = f"Authorization: Bearer {token}"
    said = subprocess.run(
        [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "-H", header, url],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Non-2xx" not in said, said
    return float(said.partition("Requests/sec:")[2].split()[0])


async def _own(url: str, seconds: float, token: str) -> float:
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    asked = f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    until = time.monotonic() + seconds

    async def one() -> int:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        count = 0
        while time.monotonic() < until:
            writer.write(asked)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            assert head.split(b" ", 2)[1].startswith(b"2"), head
            await reader.readexactly(int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0]))
            count += 1
        writer.close()
        return count

    return sum(await asyncio.gather(*(one() for _ in range(CONNECTIONS)))) / seconds


if __name__ == "__main__":
    print(asyncio.run(_own(sys.argv[1], float(sys.argv[2]), sys.argv[3])))
