"""A whole journey through a real server: what was secret on it stands neither in its log nor in its database."""

import email
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.policy import default
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.serving import PASSWORD, Server, eventually, serving

NEW_PASSWORD = "seven sleeping otters"
MARA, LIND = "planted-mara@example.org", "planted-lind@example.org"
PHONE, SENTENCE = "+41 44 668 18 00", "Reduced waste of rye flour by a third."
API_KEY = "jw_3kX9planted0key"


@dataclass
class Journey:
    """What was handed out or told in confidence; `tokens` must not even be stored."""

    home: Path
    log: bytes = b""
    tokens: dict[str, str] = field(default_factory=dict)
    private: dict[str, str] = field(default_factory=dict)


def mailed(home: Path, recipient: str, page: str) -> str:
    """The token of the newest mail with a link to this page."""
    found: list[tuple[float, str]] = []

    def look() -> bool:
        for path in (home / "mail").glob("*.eml"):
            mail = email.message_from_bytes(path.read_bytes(), policy=default)
            link = re.search(rf"/{page}\?token=(\S+)", mail.get_content())
            if mail["To"] == recipient and link:
                found.append((path.stat().st_mtime, link[1]))
        return bool(found)

    assert eventually(look, 15), f"no mail to {page}"
    return max(found)[1]


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    home = tmp_path_factory.mktemp("journey") / "home"
    gone = Journey(home)
    with serving(home, JOBWISE_LOG_LEVEL="debug") as server:
        with server.client() as client:
            accounts(gone, client)
            rooms(gone, client)
            in_a_browser(gone, server)
        assert eventually(lambda: any(line.get("request_id") == "journey-end" for line in server.lines()))
        server.tell()
        server.wait()
        gone.log = server.log.read_bytes()
    yield gone


def accounts(gone: Journey, client: httpx.Client) -> None:
    def post(path: str, **body: Any) -> httpx.Response:
        answer = client.post(f"/api/v1{path}", json=body)
        assert answer.status_code < 300, answer.text
        return answer

    post("/auth/register", email=MARA, password=PASSWORD, name="Mara Planted")
    gone.tokens["verify"] = mailed(gone.home, MARA, "verify-email")
    post("/auth/verify-email", token=gone.tokens["verify"])
    first = post("/auth/login", email=MARA, password=PASSWORD).json()["data"]
    second = post("/auth/refresh", refresh_token=first["refresh_token"]).json()["data"]
    post("/auth/forgot-password", email=MARA)
    gone.tokens["reset"] = mailed(gone.home, MARA, "reset-password")
    post("/auth/reset-password", token=gone.tokens["reset"], password=NEW_PASSWORD)
    third = post("/auth/login", email=MARA, password=NEW_PASSWORD).json()["data"]
    client.headers["Authorization"] = f"Bearer {third['access_token']}"
    post("/users/me/email", email=LIND, current_password=NEW_PASSWORD)
    gone.tokens["confirm"] = mailed(gone.home, LIND, "confirm-email")
    post("/users/me/email/confirm", token=gone.tokens["confirm"])
    for number, one in enumerate((first, second, third)):
        gone.tokens |= {f"{name} {number}": one[f"{name}_token"] for name in ("access", "refresh")}
    gone.tokens |= {"device": third["device"], "password": PASSWORD, "new password": NEW_PASSWORD, "key": API_KEY}
    gone.private |= {"email": MARA, "new email": LIND, "name": "Mara Planted"}


def rooms(gone: Journey, client: httpx.Client) -> None:
    def post(path: str, version: str = "", **sent: Any) -> dict[str, Any]:
        headers = {"If-Match": version, "Idempotency-Key": f"planted-{time.monotonic_ns()}", "X-API-Key": API_KEY}
        answer = client.post(f"/api/v1{path}", headers={k: v for k, v in headers.items() if v}, **sent)
        assert answer.status_code < 300, answer.text
        return dict(answer.json()["data"])

    resume = {"basics": {"name": "Mara Planted", "phone": PHONE}, "work": [{"name": "Mill", "highlights": [SENTENCE]}]}
    post("/profiles/import", json=resume)
    job = post("/jobs/from-text", json={"text": f"Baker\nMill GmbH\nWe need somebody who {SENTENCE}"})
    applied = post("/applications", json={"job_id": job["id"], "status": "applied"})
    here = f"/applications/{applied['id']}"
    post(f"{here}/notes", json={"text": SENTENCE})
    post(f"{here}/contacts", json={"name": "Ada Planted", "phone": PHONE})
    document = post("/documents", files={"file": ("Planted letter.txt", SENTENCE.encode(), "text/plain")})
    link = document["links"]["file"]
    gone.tokens["signature"] = httpx.URL(link).params["signature"]
    assert client.get(link).content == SENTENCE.encode()
    gone.tokens["feed"] = post("/calendar/token")["token"]
    assert client.get(f"/api/v1/calendar/{gone.tokens['feed']}.ics").status_code == 200
    for path in ("/users/me", f"/jobs?q={SENTENCE}", "/profile", f"/profile/export?key={API_KEY}", here, "/nowhere"):
        client.get(f"/api/v1{path}")
    client.post("/api/v1/jobs", content=f'{{"title": "{SENTENCE}", "phone": "{PHONE}"'.encode())
    client.post("/api/v1/auth/login", json={"email": LIND, "password": f"{PASSWORD}!"})
    gone.private |= {"phone": PHONE, "sentence": SENTENCE, "file": "Planted letter", "contact": "Ada Planted"}


def in_a_browser(gone: Journey, server: Server) -> None:
    with server.client() as client:
        body = {"email": LIND, "password": NEW_PASSWORD}
        assert client.post("/api/v1/auth/login?carrier=cookie", json=body).status_code == 200
        gone.tokens |= {f"cookie {name}": value for name, value in client.cookies.items()}
        gone.tokens["csrf"] = client.get("/api/v1/auth/csrf").json()["data"]["csrf_token"]
        left = client.post("/api/v1/auth/logout", headers={"X-CSRF-Token": gone.tokens["csrf"]})
        assert left.status_code == 204
        client.get("/config", headers={"X-Request-ID": "journey-end"})


def test_t50_a_whole_journey_leaves_nothing_in_the_log(journey: Journey) -> None:
    """T50: passwords, tokens of every kind, keys, and what people wrote about themselves."""
    planted = journey.tokens | journey.private
    assert len(planted) >= 12
    assert {name for name, one in planted.items() if one.encode() in journey.log} == set()
    assert b"Traceback" not in journey.log
    assert b"planted" not in journey.log.lower()


def test_t51_a_whole_journey_leaves_no_token_in_the_database(journey: Journey) -> None:
    """T51: the bytes of the database file and of what stands beside it."""
    files = [path for path in journey.home.glob("jobwise.db*") if path.is_file()]
    stored = b"\n".join(path.read_bytes() for path in files)
    assert SENTENCE.encode() in stored
    assert {name for name, one in journey.tokens.items() if one.encode() in stored} == set()
