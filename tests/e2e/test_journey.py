"""The whole way in processes of their own: from signing up to a signed download of a resume and a letter.

Once on one process with SQLite and a folder, once on an API and a worker with PostgreSQL, Redis, Celery and S3.
"""

import hashlib
import io
import json
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import pypdfium2
import pytest
from docx import Document

from tests.support.postgres import Postgres
from tests.support.redis import Redis
from tests.support.s3 import S3
from tests.support.server import ROOT, Server

WAIT_S = 60.0
SAMPLE = (
    "Dear Ms Okafor,\n\nI keep things short. I've run the ovens at a small bakery for six years, and I'm proud of the "
    "rye. However, I'd like to learn more about laminated dough, so I'm writing to you.\n\nThanks for reading,\nJo"
)


@pytest.fixture(params=["one process", "several processes"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    home = tmp_path / "home"
    if request.param == "one process":
        with Server(home) as server:
            yield server
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    with ExitStack() as parts:
        url = parts.enter_context(postgres.migrated())
        redis = parts.enter_context(Redis(tmp_path))
        bucket = parts.enter_context(S3()).bucket()
        told = {
            "JOBWISE_QUEUE": "celery", "JOBWISE_REDIS_URL": redis.url, "JOBWISE_S3_BUCKET": bucket.name,
            "JOBWISE_S3_ENDPOINT": bucket.endpoint, "JOBWISE_S3_ACCESS_KEY": "key", "JOBWISE_S3_SECRET_KEY": "secret",
        }  # fmt: skip
        server = parts.enter_context(Server(home, url, **told))
        parts.enter_context(server.beside("worker"))
        yield server


class Journey:
    """One person on their way."""

    def __init__(self, server: Server) -> None:
        self.somebody = server.somebody()
        self.http = httpx.Client(
            base_url=f"{server.url}/api/v1", headers=self.somebody.headers, timeout=30, trust_env=False
        )
        self.anybody = httpx.Client(base_url=server.url, timeout=30, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()
        self.anybody.close()

    def made(self, path: str, **sent: Any) -> dict[str, Any]:
        answer = self.http.post(path, **sent)
        assert answer.status_code in (200, 201, 202), (path, answer.text)
        data: dict[str, Any] = answer.json()["data"]
        return data

    def settled(self, path: str, *ends: str) -> dict[str, Any]:
        """The thing at an address once it is done."""
        deadline = time.monotonic() + WAIT_S
        while time.monotonic() < deadline:
            data: dict[str, Any] = self.http.get(path).raise_for_status().json()["data"]
            if data["status"] in ends:
                return data
            assert data["status"] != "failed", data
            time.sleep(0.05)
        raise AssertionError(f"{path} was not done in {WAIT_S} s")

    def fetched(self, export: dict[str, Any]) -> bytes:
        """The bytes behind the signed link of a file, fetched by somebody without a sign-in and held to their hash."""
        done = self.settled(f"/exports/{export['id']}", "completed")
        link = self.http.get(f"/exports/{export['id']}/link").raise_for_status().json()["data"]["url"]
        answer = self.anybody.get(httpx.URL(link).raw_path.decode())
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-disposition"].startswith("attachment;")
        assert hashlib.sha256(answer.content).hexdigest() == done["sha256"]
        assert len(answer.content) == done["size_bytes"]
        return answer.content


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


def test_from_signing_up_to_a_signed_download(server: Server) -> None:
    with Journey(server) as mine:
        _walk(mine)
    assert "request failed" not in server.said()
    assert "task failed" not in server.said()


def _walk(mine: Journey) -> None:
    profile = json.loads((ROOT / "data/demo/profile.json").read_text("utf-8"))
    mine.made("/profiles/import", json=profile)
    posting = (ROOT / "data/demo/posting.txt").read_text("utf-8")
    job = mine.made("/jobs/from-text", json={"text": posting})
    sample = mine.made("/samples", files={"file": ("before.txt", SAMPLE.encode(), "text/plain")})
    assert mine.settled(f"/samples/{sample['id']}", "read")["words"] == len(SAMPLE.split())
    ranking = mine.made("/rankings", json={"job_id": job["id"]})
    assert ranking["items"]
    resume = mine.made("/generations/resume", json={"job_id": job["id"]})
    letter = mine.made("/generations/cover-letter", json={"job_id": job["id"]})
    mine.settled(f"/generations/{resume['id']}", "completed")
    made_of = mine.http.get(f"/generations/{resume['id']}/provenance").json()["data"]
    assert made_of["ranking_id"] == ranking["id"]
    mine.settled(f"/generations/{letter['id']}", "completed")
    asked = {
        (kind, format): mine.made(f"/exports/{format}", json={"generation_id": one["id"]})
        for kind, one in (("resume", resume), ("letter", letter))
        for format in ("pdf", "docx")
    }
    both = [{"generation_id": one["id"], "format": "pdf"} for one in (resume, letter)]
    batch = mine.made("/exports/batch", json={"items": both})
    files = {which: mine.fetched(export) for which, export in asked.items()}
    name = profile["basics"]["name"]
    for kind in ("resume", "letter"):
        assert name in text_of(files[kind, "pdf"])
        assert name in "\n".join(one.text for one in Document(io.BytesIO(files[kind, "docx"])).paragraphs)
    assert profile["work"][0]["name"] in text_of(files["resume", "pdf"])
    with zipfile.ZipFile(io.BytesIO(mine.fetched(batch))) as archive:
        assert sorted(map(archive.read, archive.namelist())) == sorted((files["resume", "pdf"], files["letter", "pdf"]))
    assert mine.http.get("/exports").json()["meta"]["total"] == 5
