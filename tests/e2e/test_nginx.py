"""The shipped nginx configuration: read by nginx itself, and in front of two real processes."""

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import pytest

from jobwise.domain.limits import MAX_IMPORT_BODY_BYTES, MAX_JSON_BODY_BYTES, MAX_UPLOAD_BODY_BYTES
from tests.support.serving import ROOT, Server, eventually, free_port, missing, serving

SHIPPED = ROOT / "deploy" / "nginx"
MEND = "apt-get install nginx-light"


def program() -> str:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin") or missing("nginx", MEND)


@dataclass
class Front:
    """The shipped folder in another place, with other ports and nothing else changed."""

    folder: Path
    port: int
    inside: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *more: str) -> list[str]:
        return [program(), "-e", str(self.log), "-c", str(self.folder / "nginx.conf"), *more]

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.with_name("access.log").read_text("utf-8").split("\n")[:-1]]


def placed(tmp_path: Path, ports: list[int]) -> Front:
    folder = tmp_path / "nginx"
    shutil.copytree(SHIPPED, folder)
    front = Front(folder, free_port(), free_port(), tmp_path / "nginx.log")
    settings = (folder / "nginx.conf").read_text("utf-8")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{front.port};",
        "listen 127.0.0.1:8081;": f"listen 127.0.0.1:{front.inside};",
        "/tmp/jobwise-nginx": f"{tmp_path}/run",  # noqa: S108 - what is replaced
        "/dev/stderr warn": f"{front.log} warn",
        "/dev/stdout": str(tmp_path / "access.log"),
    }
    for shipped, here in changes.items():
        assert shipped in settings, shipped
        settings = settings.replace(shipped, here)
    (folder / "nginx.conf").write_text(settings, "utf-8")
    upstream = (folder / "upstream.conf").read_text("utf-8")
    assert upstream.count("backend:8000") == 1
    kept = next(line for line in upstream.splitlines() if line.startswith("server"))
    listed = [kept.replace("backend:8000", f"127.0.0.1:{port}") for port in ports]
    (folder / "upstream.conf").write_text("\n".join(listed) + "\n", "utf-8")
    return front


@contextmanager
def running(front: Front) -> Iterator[Front]:
    # The workers of a superuser's nginx are `nobody`, who may not enter the folder of a test.
    user = "user root; " if os.geteuid() == 0 else ""
    process = subprocess.Popen(front.command("-g", f"{user}daemon off;"), stderr=subprocess.DEVNULL)
    try:
        _wait_for(front.port, process)
        yield front
    finally:
        process.terminate()
        process.wait(timeout=15)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 10
    while True:
        assert process.poll() is None
        assert time.monotonic() < deadline
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return


def parsed(front: Front) -> None:
    done = subprocess.run(front.command("-t"), capture_output=True, text=True, check=False)
    said = done.stderr + (front.log.read_text("utf-8") if front.log.exists() else "")
    assert done.returncode == 0, said
    assert "[warn]" not in said, said


def test_nginx_reads_the_shipped_configuration(tmp_path: Path) -> None:
    parsed(placed(tmp_path, [8000]))


def test_nginx_reads_the_examples_for_tls_and_for_a_gateway(tmp_path: Path) -> None:
    front = placed(tmp_path, [8000])
    site = front.folder / "site.d"
    openssl = shutil.which("openssl") or missing("openssl", "apt-get install openssl")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-keyout", site / "key.pem", "-out", site / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    secure = free_port()
    for example in site.glob("*.example"):
        text = example.read_text("utf-8").replace("listen 443 ssl", f"listen 127.0.0.1:{secure} ssl")
        example.with_suffix("").write_text(text, "utf-8")
    parsed(front)
    with running(front):
        told = httpx.get(f"{front.url}/api/v1/jobs?page=2", trust_env=False)
        assert (told.status_code, told.headers["location"]) == (308, "https://127.0.0.1/api/v1/jobs?page=2")
        answer = httpx.get(f"https://127.0.0.1:{secure}/metrics", verify=False, trust_env=False)  # noqa: S501 - made above
        assert answer.status_code == 404
        # A plain request at the TLS port.
        assert httpx.get(f"http://127.0.0.1:{secure}/health", trust_env=False).status_code == 400


def test_sizes_are_those_of_the_api() -> None:
    settings = (SHIPPED / "nginx.conf").read_text("utf-8")
    assert re.findall(r"client_max_body_size (\d+);", settings) == [
        str(MAX_UPLOAD_BODY_BYTES),
        str(MAX_IMPORT_BODY_BYTES),
        str(MAX_JSON_BODY_BYTES),
    ]


@dataclass
class Town:
    """nginx and two processes over one SQLite file. Only the second believes what nginx forwards."""

    front: Front
    servers: list[Server]

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.front.url, timeout=30, trust_env=False)

    def served(self, route: str) -> list[int]:
        """How many answers of a route each process counted."""
        counts = []
        for server in self.servers:
            with server.client() as client:
                text = client.get("/metrics").text
            found = re.findall(rf'^jobwise_request_seconds_count{{.*route="{route}".*}} (\S+)$', text, re.M)
            counts.append(int(sum(map(float, found))))
        return counts


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    program()
    folder = tmp_path_factory.mktemp("town")
    with (
        serving(folder / "home") as one,
        serving(folder / "home", JOBWISE_TRUSTED_PROXIES="127.0.0.1/32") as two,
        running(placed(folder, [one.port, two.port])) as front,
    ):
        yield Town(front, [one, two])


def test_requests_are_shared_out(town: Town) -> None:
    before = town.served("config")
    with town.client() as client:
        for _ in range(20):
            assert client.get("/config").status_code == 200
    assert eventually(lambda: sum(town.served("config")) == sum(before) + 20)
    done = [after - earlier for after, earlier in zip(town.served("config"), before, strict=True)]
    assert min(done) >= 5


def test_a_request_id_goes_through_and_one_is_made_where_there_is_none(town: Town) -> None:
    with town.client() as client:
        assert client.get("/config", headers={"X-Request-ID": "mine-1"}).headers.get_list("x-request-id") == ["mine-1"]
        made = client.get("/config").headers.get_list("x-request-id")
        assert len(made) == 1
        assert re.fullmatch("[0-9a-f]{32}", made[0])
        odd = client.get("/config", headers={"X-Request-ID": 'a"b'}).headers["x-request-id"]
        assert re.fullmatch("[0-9a-f]{32}", odd)
    sent = {"mine-1", made[0], odd}
    assert eventually(lambda: sent <= {line.get("request_id") for one in town.servers for line in one.lines()})
    assert eventually(lambda: sent <= {line["request_id"] for line in town.front.lines()})
    # No address of anybody and no path, which may hold a key, is in the log.
    kept = {
        "at",
        "request_id",
        "method",
        "status",
        "seconds",
        "upstream",
        "upstream_status",
        "upstream_seconds",
        "bytes",
    }
    assert all(set(line) == kept for line in town.front.lines())


def assert_ours(answer: httpx.Response, status: int, code: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-request-id"]
    assert answer.headers["server"] == "nginx"
    error = answer.json()["error"]
    assert (error["code"], error["details"]) == (code, [])
    assert error["message"]


def test_what_is_for_the_inside_stays_inside(town: Town) -> None:
    with town.client() as client:
        unknown = client.get("/nowhere")
        for path in ("/metrics", "/ready", "/%6detrics", "//metrics"):
            answer = client.get(path)
            assert answer.status_code == 404
            assert answer.json() == unknown.json()
        assert client.get("/health").json() == {"status": "ok"}
    assert_ours(httpx.get(f"{town.front.url}/metrics", trust_env=False), 404, "RESOURCE_NOT_FOUND")
    assert httpx.get(f"http://127.0.0.1:{town.front.inside}/alive", trust_env=False).status_code == 204


def test_its_own_refusals_have_the_one_form(town: Town) -> None:
    with town.client() as client:
        large = client.post("/api/v1/jobs", content=b"x" * (MAX_UPLOAD_BODY_BYTES + 1))
        assert_ours(large, 413, "TOO_LARGE")
        assert_ours(client.post("/api/v1/auth/login", content=b"x" * (MAX_JSON_BODY_BYTES + 1)), 413, "TOO_LARGE")
        # The form of the API's own refusal.
        own = client.post("/api/v1/jobs", content=b"x" * (MAX_JSON_BODY_BYTES + 1))
        assert own.status_code == 413
        assert own.json()["error"].keys() == large.json()["error"].keys()
        assert_ours(client.get("/config", headers={"X-Long": "x" * 40_000}), 400, "BAD_REQUEST")
        assert_ours(client.request("TRACE", "/config"), 405, "METHOD_NOT_ALLOWED")


def test_a_flood_from_one_address_is_told_to_wait(town: Town) -> None:
    with town.client() as client:
        answers = [client.post("/api/v1/auth/nowhere") for _ in range(80)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert_ours(refused[0], 429, "RATE_LIMITED")
    assert refused[0].headers["retry-after"] == "1"
    time.sleep(0.5)


def wrong_sign_ins(server: Server, forwarded: str) -> list[int]:
    with server.client() as client:
        return [
            client.post(
                "/api/v1/auth/login",
                json={"email": f"someone{number}@example.org", "password": "not the one"},
                headers={"X-Forwarded-For": forwarded.format(number)},
            ).status_code
            for number in range(24)
        ]


def test_a_forwarded_address_counts_only_from_a_trusted_proxy(town: Town) -> None:
    distrusting, trusting = town.servers
    # Made up by a client of a process that has no proxy: all 24 come from one address.
    assert 429 in wrong_sign_ins(distrusting, "198.51.{}.7")
    # From the proxy that is named the address left of it counts, each another network.
    assert set(wrong_sign_ins(trusting, "198.51.{}.7")) == {401}
    # What stands further left may be made up and does not help.
    assert 429 in wrong_sign_ins(trusting, "203.0.{}.9, 192.0.2.77")


class Line:
    """A backend of a few lines that sends events, or takes up a websocket, at the test's word."""

    def __init__(self) -> None:
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self.more = Event()
        self.asked = b""
        self._thread = Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        with self._door, self._door.accept()[0] as line:
            line.settimeout(10)
            while b"\r\n\r\n" not in self.asked:
                self.asked += line.recv(4096)
            if b"/ws/" in self.asked:
                line.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
                line.sendall(b"heard " + line.recv(4096))
                return
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
            line.sendall(head + b"9\r\ndata: 1\n\n\r\n")
            self.more.wait(10)
            line.sendall(b"9\r\ndata: 2\n\n\r\n0\r\n\r\n")

    def end(self) -> None:
        self.more.set()
        self._thread.join(timeout=15)


@contextmanager
def line() -> Iterator[Line]:
    made = Line()
    try:
        yield made
    finally:
        made.end()


def test_events_go_on_one_by_one(tmp_path: Path) -> None:
    program()
    with line() as backend, running(placed(tmp_path, [backend.port])) as front:
        with httpx.stream("GET", f"{front.url}/api/v1/generations/1/events", timeout=5, trust_env=False) as answer:
            parts = answer.iter_raw()
            # The second is not even made before the first has come.
            assert next(parts) == b"data: 1\n\n"
            backend.more.set()
            assert b"".join(parts) == b"data: 2\n\n"
        assert b"X-Forwarded-For: 127.0.0.1" in backend.asked
        assert b"X-Forwarded-Proto: http\r\n" in backend.asked


def test_a_websocket_goes_through(tmp_path: Path) -> None:
    program()
    with line() as backend, running(placed(tmp_path, [backend.port])) as front:
        with socket.create_connection(("127.0.0.1", front.port), timeout=5) as client:
            client.sendall(
                b"GET /ws/notifications HTTP/1.1\r\nHost: localhost\r\n"
                b"Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
            )
            assert client.recv(4096).startswith(b"HTTP/1.1 101")
            client.sendall(b"frame")
            assert client.recv(4096) == b"heard frame"
        assert b"Upgrade: websocket" in backend.asked


def test_a_killed_process_is_answered_for_by_the_other(town: Town) -> None:
    # The last test of the file: the town does not outlive it.
    one, two = town.servers
    with town.client() as client:
        assert {client.get("/config").status_code for _ in range(6)} == {200}
        one.process.kill()
        one.wait()
        assert {client.get("/config").status_code for _ in range(10)} == {200}
        # A POST is sent on too: the killed process never got it.
        wrong = {"email": "who@example.org", "password": "not the one"}
        assert {client.post("/api/v1/auth/login", json=wrong).status_code for _ in range(3)} <= {401, 429}
        two.process.kill()
        two.wait()
        down = client.get("/config")
        assert_ours(down, 503, "UNAVAILABLE")
        assert down.headers["retry-after"] == "5"
