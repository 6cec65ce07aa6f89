"""A real `jobwise serve`: how it starts, what it shows and logs, how it ends."""

import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.support.postgres import Postgres, binaries_or_skip
from tests.support.serving import PASSWORD, Server, environment, eventually, free_port, registered, serving

SECRET = "q7Lw2fZr9TkB4nYx8VdC1mHs6GpJ3eAu"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A production server, as everybody sees it."""
    home = tmp_path_factory.mktemp("served") / "home"
    told = {"JOBWISE_SECRET_KEY": SECRET, "JOBWISE_BASE_URL": "https://jobs.example.org"}
    with serving(home, program=True, JOBWISE_ENV="production", **told) as server:
        yield server


def talk(line: socket.socket, request: bytes) -> tuple[int, bytes]:
    """One answer of a connection that is kept."""
    line.sendall(request)
    return answered(line)


def answered(line: socket.socket) -> tuple[int, bytes]:
    got = b""
    while b"\r\n\r\n" not in got:
        part = line.recv(65_536)
        assert part, got
        got += part
    head, body = got.split(b"\r\n\r\n", 1)
    length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])  # type: ignore[index]
    while len(body) < length:
        body += line.recv(65_536)
    return int(head.split()[1]), body


def asked(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def begun(server: Server, body: bytes) -> socket.socket:
    """A sign-in whose body has come by half."""
    line = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}"
    head = f"POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\n{kind}\r\n\r\n"
    line.sendall(head.encode() + body[:5])
    return line


def test_told_to_end_it_finishes_what_it_has(tmp_path: Path) -> None:
    body = json.dumps({"email": "a@example.org", "password": PASSWORD}).encode()
    with serving(tmp_path / "home") as server:
        with server.client() as client:
            registered(client, "a@example.org")
        kept = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        assert talk(kept, asked("/ready"))[0] == 200
        lines = [begun(server, body) for _ in range(5)]
        time.sleep(0.2)
        told = time.monotonic()
        server.tell()
        time.sleep(0.05)
        status, said = talk(kept, asked("/ready"))
        assert (status, json.loads(said)["status"]) == (503, "down")
        # The doors are closed by now; what was begun before goes on.
        time.sleep(1.0)
        with pytest.raises(OSError, match=r"[Rr]efused"):
            socket.create_connection(("127.0.0.1", server.port), timeout=2)
        for line in lines:
            line.sendall(body[5:])
        for line in lines:
            status, said = answered(line)
            assert (status, "access_token" in json.loads(said)["data"]) == (200, True)
            line.close()
        kept.close()
        assert server.wait(30) == 0
        assert time.monotonic() - told < 30


def test_told_twice_it_ends_at_once(tmp_path: Path) -> None:
    with serving(tmp_path / "home") as server, begun(server, b"x" * 100):
        time.sleep(0.2)
        server.tell()
        time.sleep(0.2)
        assert server.process.poll() is None
        told = time.monotonic()
        server.tell()
        server.wait(10)
        assert time.monotonic() - told < 3


def held(home: Path, seconds: float) -> subprocess.Popen[bytes]:
    """A server whose only task takes so long; it says so on its standard output when that was begun, put back, done."""
    program = f"""
import asyncio, sys
from jobwise.bootstrap import api, background
from jobwise.bootstrap.settings import read_settings
async def slow(task):
    print("begun", flush=True)
    try:
        await asyncio.sleep({seconds})
    except asyncio.CancelledError:
        print("put back", flush=True)
        raise
    print("done", flush=True)
usual = background.handlers
background.handlers = lambda container: {{**usual(container), "upkeep.clean_up": slow}}
api.serve(read_settings(None))
"""
    return subprocess.Popen(
        [sys.executable, "-c", program], cwd=home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=environment(home, JOBWISE_PORT=str(free_port())),
    )  # fmt: skip


def test_a_task_that_was_begun_is_finished_and_a_second_word_puts_it_back(tmp_path: Path) -> None:
    for seconds, words, last in ((2.0, 1, b"done\n"), (60.0, 2, b"put back\n")):
        home = tmp_path / str(words)
        home.mkdir()
        with held(home, seconds) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"begun\n"
            for _ in range(words):
                process.send_signal(signal.SIGTERM)
                told = time.monotonic()
                time.sleep(1.0)
            assert process.stdout.readline() == last
            assert process.wait(10) == 0
            assert time.monotonic() - told < 5


def test_a_loop_that_fails_is_shown_and_counted_while_requests_are_served(tmp_path: Path) -> None:
    with serving(tmp_path / "home") as server, server.client() as client:
        tokens = registered(client, "a@example.org")
        assert client.get("/ready").json()["status"] == "ok"
        with sqlite3.connect(tmp_path / "home" / "jobwise.db") as database:
            database.execute("UPDATE mails SET template = 'of nobody', state = 'queued', due_at = created_at")
        assert eventually(lambda: client.get("/ready").json()["status"] == "degraded")
        found = client.get("/ready")
        assert found.status_code == 200
        assert [one["status"] for one in found.json()["checks"] if one["name"] == "background"] == ["degraded"]
        assert 'jobwise_loop_failures_total{error="ValueError",loop="mail"}' in client.get("/metrics").text
        bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
        assert client.get("/api/v1/users/me", headers=bearer).status_code == 200
        with sqlite3.connect(tmp_path / "home" / "jobwise.db") as database:
            database.execute("DELETE FROM mails")
        assert eventually(lambda: client.get("/ready").json()["status"] == "ok", 15)
        assert server.process.poll() is None
    assert "a@example.org" not in server.log.read_text("utf-8")


def test_a_terminal_ends_it_without_notice(tmp_path: Path) -> None:
    with serving(tmp_path / "home") as server:
        server.tell(signal.SIGINT)
        assert server.wait(10) == 0


@pytest.mark.parametrize("secret", ["changeme", ""])
def test_production_does_not_start_on_a_secret_that_others_know(tmp_path: Path, secret: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jobwise", "serve", "--port", "0"],
        env=environment(tmp_path, JOBWISE_ENV="production", JOBWISE_SECRET_KEY=secret),
        cwd=tmp_path, capture_output=True, text=True, timeout=20, check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "JOBWISE_SECRET_KEY" in said
    assert "changeme" not in said
    assert "Traceback" not in said


def test_production_shows_little_of_itself(served: Server) -> None:
    with served.client() as client:
        for path in ("/docs", "/redoc", "/openapi.json"):
            assert client.get(path).status_code == 404
        traced = client.request("TRACE", "/api/v1/jobs")
        assert (traced.status_code, traced.json()["error"]["code"]) == (405, "METHOD_NOT_ALLOWED")
        assert "TRACE" not in traced.headers["allow"]
        for path in ("/health", "/nowhere", "/api/v1/jobs"):
            headers = client.get(path).headers
            assert not re.search(r"\d", headers.get("server", ""))
            assert "x-powered-by" not in headers
            assert headers["strict-transport-security"].startswith("max-age=")
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"] == "no-store"


def test_logs_are_lines_of_json_that_hold_no_secret(served: Server) -> None:
    """SECURITY T50 and T60 in one life of an account."""
    email, phone, words = "planted-mara@example.org", "+41 44 668 18 00", "a sentence that only stands in my profile"
    other = "another password entirely"
    with served.client() as client:
        tokens = registered(client, email)
        bearer = {"Authorization": f"Bearer {tokens['access_token']}", "X-Request-ID": "walk-1"}
        me = client.get("/api/v1/users/me", headers=bearer)
        assert me.status_code == 200
        again = client.post("/api/v1/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
        assert again.status_code == 200
        client.post("/api/v1/auth/login", json={"email": email, "password": "planted wrong password"})
        client.post("/api/v1/auth/login", json={"email": "a\n2026 INFO ok", "password": "x"})
        client.post("/api/v1/auth/forgot-password", json={"email": email})
        client.post("/api/v1/auth/reset-password", json={"token": "planted-reset-token-123", "password": other})
        client.post("/api/v1/auth/verify-email", json={"token": "planted-verify-token-456"})
        client.get("/api/v1/jobs?search=planted-search", headers=bearer)
        client.post("/api/v1/jobs", headers=bearer, json={"title": words, "phone": phone})
        client.get("/api/v1/jobs", headers={"Authorization": "Bearer planted.broken.token"})
        client.get("/api/v1/jobs", headers={"Cookie": "session=planted-cookie", "X-API-Key": "planted-api-key"})
        client.post("/api/v1/jobs", headers={**bearer, "Content-Type": "application/json"}, content=b'{"planted-json')
        client.get("/config", headers={"X-Request-ID": "walk-end"})
    assert eventually(lambda: any(line.get("request_id") == "walk-end" for line in served.lines()))
    raw = served.log.read_bytes()
    lines = served.lines()
    planted = [
        email, PASSWORD, other, phone, words, SECRET, "planted", tokens["access_token"], tokens["refresh_token"],
        again.json()["data"]["access_token"], again.json()["data"]["refresh_token"], "2026 INFO ok",
    ]  # fmt: skip
    assert len(planted) == 12
    for secret in planted:
        assert secret.encode() not in raw, secret
    walked = next(line for line in lines if line.get("request_id") == "walk-1" and line["status"] == 200)
    assert walked["user_id"] == me.json()["data"]["id"]
    assert walked["route"]
    assert walked["ms"] > 0
    assert {"at", "level", "event", "method"} <= set(walked)


def test_a_request_id_with_a_line_in_it_is_not_taken(served: Server) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=5) as line:
        status, _ = talk(line, b"GET /config HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: a\tb{}\r\n\r\n")
        assert status == 200
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", one.get("request_id", "x")) for one in served.lines())


def histogram(client: httpx.Client, route: str) -> tuple[int, int]:
    """How many answers of a route were counted, in how many buckets."""
    text = client.get("/metrics").text
    counts = re.findall(rf'^jobwise_request_seconds_count{{[^}}]*route="{route}"[^}}]*}} (\S+)$', text, re.M)
    buckets = re.findall(rf'^jobwise_request_seconds_bucket{{[^}}]*route="{route}"[^}}]*}}', text, re.M)
    return int(sum(map(float, counts))), len(buckets)


def test_metrics_have_a_histogram_of_each_route_that_grows(served: Server) -> None:
    with served.client() as client:
        client.get("/config")
        before, buckets = histogram(client, "config")
        assert buckets > 5
        for _ in range(3):
            client.get("/config")
        assert eventually(lambda: histogram(client, "config")[0] == before + 3)
        # What strangers make up has one label, not a label each.
        for number in range(5):
            client.get(f"/nowhere-{number}")
        text = client.get("/metrics").text
        assert "nowhere" not in text
        assert "@" not in text


def test_a_database_that_is_down_is_said_and_comes_back(tmp_path: Path) -> None:
    binaries = binaries_or_skip()
    with Postgres(binaries) as postgres, postgres.database() as url:
        subprocess.run(
            [sys.executable, "-m", "jobwise", "db", "upgrade"],
            env=environment(tmp_path, JOBWISE_DATABASE_URL=url), cwd=tmp_path, check=True, capture_output=True,
        )  # fmt: skip
        with serving(tmp_path / "home", JOBWISE_DATABASE_URL=url) as server, server.client() as client:
            tokens = registered(client, "a@example.org")
            bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
            assert client.get("/api/v1/users/me", headers=bearer).status_code == 200
            assert client.get("/ready").status_code == 200
            postgres.halt()
            assert client.get("/health").status_code == 200
            down = client.get("/ready")
            assert (down.status_code, down.json()["status"]) == (503, "down")
            assert str(tmp_path) not in down.text
            with ThreadPoolExecutor(4) as several:
                answers = list(several.map(lambda _: client.get("/api/v1/jobs", headers=bearer), range(8)))
            answers.append(client.post("/api/v1/auth/login", json={"email": "a@example.org", "password": PASSWORD}))
            for answer in answers:
                assert answer.status_code == 503, answer.text
                assert int(answer.headers["retry-after"]) >= 1
                assert answer.json()["error"]["code"]
            postgres.resume()
            back = time.monotonic()
            while client.get("/ready").status_code != 200:
                assert time.monotonic() - back < 5
                time.sleep(0.05)
            found = [client.get("/api/v1/users/me", headers=bearer).status_code for _ in range(10)]
            found.append(client.post("/api/v1/jobs", headers=bearer, json={"title": "Baker"}).status_code)
            assert time.monotonic() - back < 5
            assert set(found) <= {200, 201, 403}, found
            assert server.process.poll() is None
            assert not [line for line in server.lines() if line["event"] == "request failed"]
