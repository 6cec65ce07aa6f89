"""Bytes that no client library sends, to the running server, on both databases: it answers or hangs up, and lives."""

import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.support.postgres import Postgres
from tests.support.server import Server, Somebody

LONGEST_S = 2.0
END = b"\r\n\r\n"
HOST = b"Host: 127.0.0.1\r\n"
JSON = b"Content-Type: application/json\r\n"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        with Server(home) as server:
            yield server
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with postgres.migrated() as url, Server(home, url) as server:
        yield server


@pytest.fixture(scope="module")
def mara(server: Server) -> Somebody:
    return server.somebody()


def post(body: bytes, *headers: bytes, path: bytes = b"/api/v1/jobs") -> bytes:
    return (
        b"POST " + path + b" HTTP/1.1\r\n" + HOST + JSON + b"".join(one + b"\r\n" for one in headers) + b"\r\n" + body
    )


def get(path: bytes = b"/api/v1/jobs", *headers: bytes, version: bytes = b"HTTP/1.1") -> bytes:
    return b"GET " + path + b" " + version + b"\r\n" + HOST + b"".join(one + b"\r\n" for one in headers) + b"\r\n"


JOB = b'{"title": "Baker"}'
SENT: dict[str, bytes] = {
    "nothing said": b"\r\n\r\n",
    "no method": b"/api/v1/jobs HTTP/1.1" + END,
    "binary": bytes(range(256)) * 8,
    "a TLS hello": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 512,
    "the HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/1.0": b"GET /api/v1/jobs HTTP/1.0" + END,
    "HTTP/0.9": b"GET /api/v1/jobs\r\n",
    "HTTP/9.9": get(version=b"HTTP/9.9"),
    "no host": b"GET /api/v1/jobs HTTP/1.1" + END,
    "two hosts": get(b"/api/v1/jobs", b"Host: evil.example.org"),
    "another host": b"GET /api/v1/jobs HTTP/1.1\r\nHost: evil.example.org/../x?y#z" + END,
    "an absolute target": get(b"http://evil.example.org/api/v1/jobs"),
    "an authority": b"CONNECT evil.example.org:443 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a star": b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n",
    "TRACE": b"TRACE /api/v1/jobs HTTP/1.1\r\n" + HOST + b"\r\n",
    "a long method": b"X" * 9_000 + b" / HTTP/1.1\r\n" + HOST + b"\r\n",
    "a long address": get(b"/" + b"a" * 70_000),
    "raw signs in the address": get(b"/api/v1/jobs/\xff\xfe\x01?q=\x00\xc3("),
    "a fragment": get(b"/api/v1/jobs#x"),
    "encoded slashes": get(b"/api/v1/jobs%2f..%2fadmin%2fusers"),
    "a climb": get(b"/../../../../etc/passwd"),
    "two slashes": get(b"//api//v1//jobs"),
    "a huge header": get(b"/api/v1/jobs", b"X-Long: " + b"x" * 200_000),
    "many headers": get(b"/api/v1/jobs", *(b"X-%d: y" % number for number in range(3_000))),
    "a bare CR": get(b"/api/v1/jobs", b"X-A: b\rSet-Cookie: x=1"),
    "a bare LF": get(b"/api/v1/jobs", b"X-A: b\nSet-Cookie: x=1"),
    "a folded header": get(b"/api/v1/jobs", b"X-A: b\r\n c"),
    "a space before the colon": get(b"/api/v1/jobs", b"Content-Length : 5"),
    "a header without a name": get(b"/api/v1/jobs", b": x"),
    "NUL in a header": get(b"/api/v1/jobs", b"X-A: \x00"),
    "latin-1 in a header": get(
        b"/api/v1/jobs", b"X-Request-ID: \xe9\xff", b"User-Agent: \xe9", b"Accept-Language: \xff"
    ),
    "two lengths": post(JOB, b"Content-Length: 18", b"Content-Length: 5"),
    "a length in words": post(JOB, b"Content-Length: many"),
    "a negative length": post(JOB, b"Content-Length: -1"),
    "a length with a sign": post(JOB, b"Content-Length: +18"),
    "a length without end": post(JOB, b"Content-Length: " + b"9" * 40),
    "length and chunks": post(b"0\r\n\r\n", b"Content-Length: 18", b"Transfer-Encoding: chunked"),
    "chunks of no number": post(b"zz\r\nabc\r\n0\r\n\r\n", b"Transfer-Encoding: chunked"),
    "a chunk of any size": post(b"f" * 40 + b"\r\n", b"Transfer-Encoding: chunked"),
    "a negative chunk": post(b"-5\r\nabcde\r\n0\r\n\r\n", b"Transfer-Encoding: chunked"),
    "an encoding nobody knows": post(JOB, b"Transfer-Encoding: xchunked"),
    "two encodings": post(b"0\r\n\r\n", b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity"),
    "a trailer": post(b"2\r\n{}\r\n0\r\nX-User: admin\r\n\r\n", b"Transfer-Encoding: chunked"),
    "an expectation": post(JOB, b"Content-Length: 18", b"Expect: 100-continue"),
    "an expectation nobody knows": post(JOB, b"Content-Length: 18", b"Expect: miracles"),
    "an upgrade": get(b"/api/v1/jobs", b"Connection: Upgrade", b"Upgrade: websocket", b"Sec-WebSocket-Key: x"),
    "an upgrade to h2c": get(
        b"/api/v1/jobs", b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: AAA"
    ),
    "many ranges": get(b"/openapi.json", b"Range: bytes=" + b"0-1," * 5_000),
}


def told(server: Server, sent: bytes, *, leaves: bool = True) -> bytes:
    """What the server says to these bytes until it hangs up or says no more; it gets no longer than that."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=LONGEST_S) as line:
        answer = b""
        try:
            line.sendall(sent)
            if leaves:
                line.shutdown(socket.SHUT_WR)
            while part := line.recv(65_536):
                answer += part
        except (ConnectionError, TimeoutError):
            pass
        return answer


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT)
def test_bytes_of_no_request(server: Server, mara: Somebody, sent: bytes) -> None:
    """F5, F16: line ends and foreign signs in headers, on both databases."""
    rows = server.rows()
    began = time.monotonic()
    answer = told(server, sent)
    assert time.monotonic() - began < LONGEST_S + 1
    for line in answer.split(b"\r\n"):
        assert not line.startswith(b"HTTP/1.1 5"), answer[:500]
    assert b"set-cookie: x=1" not in answer.lower()
    assert {**server.rows(), "tasks": 0, "outbox": 0} == {**rows, "tasks": 0, "outbox": 0}
    assert httpx.get(f"{server.url}/api/v1/jobs", headers=mara.headers, timeout=LONGEST_S).status_code == 200


def test_requests_in_one_breath_are_all_answered(server: Server) -> None:
    sent = get(b"/health") * 49 + get(b"/health", b"Connection: close")
    assert told(server, sent, leaves=False).count(b"HTTP/1.1 200") == 50


def test_a_body_that_never_comes_holds_up_nobody(server: Server, mara: Somebody) -> None:
    rows = server.rows()["jobs"]
    lines = []
    for _ in range(50):
        line = socket.create_connection(("127.0.0.1", server.port), timeout=LONGEST_S)
        line.sendall(post(b'{"title"', b"Authorization: Bearer " + mara.token.encode(), b"Content-Length: 900"))
        lines.append(line)
    try:
        for _ in range(5):
            answer = httpx.get(f"{server.url}/api/v1/jobs", headers=mara.headers, timeout=LONGEST_S)
            assert answer.status_code == 200
    finally:
        for line in lines:
            line.close()
    assert server.rows()["jobs"] == rows


def test_the_process_has_met_no_surprise(server: Server) -> None:
    """Last: nothing before has crashed a request."""
    assert "request failed" not in server.said()
    assert "Traceback" not in server.said()
