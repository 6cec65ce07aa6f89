"""Files that cost more to read than any honest one, at every door that takes files, while others are answered."""

import json
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tests.support.odd_files import docx, pdf, zipped
from tests.support.server import Server

LARGE = 60_000_000
PATIENCE_S = 60.0

Door = tuple[str, str, Callable[[], bytes]]
BOMBS: Mapping[str, Door] = {
    "a letter of 60 MB in a few KB": ("/samples", "a.docx", lambda: docx(document=b" " * LARGE)),
    "a letter with a bomb beside it": ("/samples", "b.docx", lambda: docx("Hello", word__media_xml=b"0" * LARGE)),
    "a page of eight million letters": ("/samples", "c.pdf", lambda: pdf("A" * 8_000_000, packed=True)),
    "a document of ten thousand pages": ("/samples", "d.pdf", lambda: pdf("Dear all,", pages=10_000)),
    "an archive in a document": ("/documents", "e.docx", lambda: docx("x", document=b"<" * LARGE)),
    "an export of a network": ("/profiles/import", "f.zip", lambda: zipped({"Profile.csv": b"a," * (LARGE // 2)})),
    "an account": ("/users/me/import", "g.zip", lambda: zipped({"manifest.json": b"[" * LARGE})),
    "a resume in many brackets": ("/profiles/import", "h.json", lambda: b"[" * 900_000),
}


def test_bombs_are_contained_and_others_are_answered_throughout(tmp_path: Path) -> None:
    data = {name: make() for name, (_, _, make) in BOMBS.items()}
    with Server(tmp_path / "home") as server:
        mine = server.somebody()
        with httpx.Client(base_url=f"{server.url}/api/v1", headers=mine.headers, timeout=PATIENCE_S) as http:

            def send(name: str) -> httpx.Response:
                path, file, _ = BOMBS[name]
                if file.endswith(".json"):
                    return http.post(path, content=data[name], headers={"Content-Type": "application/json"})
                return http.post(path, files={"file": (file, data[name], "application/octet-stream")})

            def open_samples() -> int:
                return sum(one["status"] == "pending" for one in http.get("/samples").json()["data"])

            waits: list[float] = []
            with ThreadPoolExecutor(len(BOMBS)) as pool:
                sent = {name: pool.submit(send, name) for name in BOMBS}
                deadline = time.monotonic() + PATIENCE_S
                while not all(one.done() for one in sent.values()) or open_samples():
                    assert time.monotonic() < deadline, "they are not done"
                    began = time.monotonic()
                    assert httpx.get(f"{server.url}/health", timeout=5).status_code == 200
                    waits.append(time.monotonic() - began)
                    time.sleep(0.02)
            for name, one in sent.items():
                answer = one.result()
                assert answer.status_code in (201, 202, 400, 413, 415, 422), (name, answer.text[:300])
                if answer.status_code >= 400:
                    assert set(json.loads(answer.content)["error"]) == {"code", "message", "details"}, name
            assert max(waits) < 5
            ended = {one["name"]: (one["status"], one["failure"]) for one in http.get("/samples").json()["data"]}
            assert all(status in ("read", "failed") for status, _ in ended.values()), ended
            assert http.get("/users/me").status_code == 200
        assert "request failed" not in server.said()
        assert "task failed" not in server.said()
