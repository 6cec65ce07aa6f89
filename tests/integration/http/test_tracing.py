"""Traces: what a span holds, whose child it is, and that nothing of it is there when nobody asked."""

import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from dependency_injector import providers
from httpx import ASGITransport, AsyncClient
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from jobwise.bootstrap.api import application
from jobwise.bootstrap.container import Container, opened_container
from jobwise.bootstrap.settings import Settings
from jobwise.domain.shared.errors import MissingHere
from jobwise.infrastructure.observing import tracing as room
from jobwise.infrastructure.observing.tracing import Tracing, exporting
from tests.support.migrated import migrated_file

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
ACCOUNT = {"email": "mara.geheim@example.org", "password": "nine quiet lighthouses", "name": "Mara Geheim"}


@asynccontextmanager
async def traced(home: Path) -> AsyncIterator[tuple[AsyncClient, InMemorySpanExporter, Container]]:
    exporter = InMemorySpanExporter()
    migrated_file(home / "jobwise.db")
    settings = Settings(JOBWISE_HOME=str(home), JOBWISE_ENV="test", JOBWISE_THROTTLE=False)  # type: ignore[arg-type]
    async with opened_container(settings) as container:
        container.tracing.override(providers.Object(Tracing(SimpleSpanProcessor(exporter))))
        transport = ASGITransport(app=application(container, settings), raise_app_exceptions=False)
        async with AsyncClient(transport=transport, base_url="http://testserver") as http:
            yield http, exporter, container


def request_span(exporter: InMemorySpanExporter) -> ReadableSpan:
    (found,) = (span for span in exporter.get_finished_spans() if span.kind is SpanKind.SERVER)
    return found


async def test_a_request_is_a_span_with_one_for_each_transaction(tmp_path: Path) -> None:
    async with traced(tmp_path) as (http, exporter, _):
        answer = await http.post("/api/v1/auth/register", json=ACCOUNT, headers={"X-Request-ID": "mine"})
        assert answer.status_code == 201
        span = request_span(exporter)
        assert span.name == "POST register_user"
        assert dict(span.attributes or {}) == {
            "http.request.method": "POST",
            "http.response.status_code": 201,
            "jobwise.operation": "register_user",
            "jobwise.request_id": "mine",
        }
        assert span.parent is None
        assert span.context is not None
        below = [one for one in exporter.get_finished_spans() if one is not span]
        assert {one.name for one in below} <= {"store.read", "store.write"}
        assert "store.write" in {one.name for one in below}
        for one in below:
            assert one.parent is not None
            assert one.parent.span_id == span.context.span_id
            assert dict(one.attributes or {}) == {"db.system.name": "sqlite"}
        assert span.resource.attributes["service.name"] == "jobwise"


async def test_no_span_holds_a_person_a_query_or_an_address(tmp_path: Path) -> None:
    async with traced(tmp_path) as (http, exporter, _):
        await http.post("/api/v1/auth/register", json=ACCOUNT)
        await http.post("/api/v1/auth/login", json=ACCOUNT)
        await http.get(
            "/api/v1/files/11111111-1111-7111-8111-111111111111?signature=geheim", headers={"Cookie": "a=geheim"}
        )
        await http.get("/geheim", headers={"User-Agent": "geheim", "tracestate": "a=geheim"})
        everything = " ".join(span.to_json() for span in exporter.get_finished_spans())
    assert len(everything) > 500
    assert not re.search("geheim|@example|127.0.0.1|testserver|1{30}", everything)


async def test_the_caller_s_trace_is_continued_and_a_broken_one_is_not(tmp_path: Path) -> None:
    async with traced(tmp_path) as (http, exporter, _):
        await http.get("/config", headers={"traceparent": f"00-{TRACE}-{PARENT}-01"})
        span = request_span(exporter)
        assert span.context is not None and span.parent is not None
        assert f"{span.context.trace_id:032x}" == TRACE
        assert f"{span.parent.span_id:016x}" == PARENT
        for broken in ("", "x", f"00-{'0' * 32}-{PARENT}-01", f"ff-{TRACE}-{PARENT}-01", "00-" + "a" * 10_000):
            exporter.clear()
            assert (await http.get("/config", headers={"traceparent": broken})).status_code == 200
            assert request_span(exporter).parent is None, broken


async def test_a_crash_is_marked_by_its_class_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with traced(tmp_path) as (http, exporter, container):

        async def crash() -> object:
            raise ArithmeticError("geheim")

        monkeypatch.setattr(type(container.use_cases().operations.config), "__call__", lambda self, **_: crash())
        assert (await http.get("/config")).status_code == 500
        span = request_span(exporter)
        assert span.status.status_code is StatusCode.ERROR
        assert (span.attributes or {})["error.type"] == "ArithmeticError"
        assert "geheim" not in span.to_json()


async def test_monitors_are_not_traced(tmp_path: Path) -> None:
    async with traced(tmp_path) as (http, exporter, _):
        for path in ("/health", "/ready", "/metrics"):
            assert (await http.get(path)).status_code == 200
        assert exporter.get_finished_spans() == ()


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(MissingHere, match=r"jobwise\[tracing\]"):
        exporting("http://127.0.0.1:4318")


def test_a_collector_that_is_away_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    tracing = Tracing(exporting("http://127.0.0.1:1"))
    started = time.monotonic()
    with tracing.tracer.start_as_current_span("one"):
        pass
    assert time.monotonic() - started < 0.5
    tracing.close()
    assert time.monotonic() - started < room._EXPORT_TIMEOUT_S + 2


def test_nothing_is_imported_unless_it_is_asked_for(tmp_path: Path) -> None:
    code = (
        "import sys, asyncio\n"
        "from jobwise.bootstrap.api import application\n"
        "from jobwise.bootstrap.container import opened_container\n"
        "from jobwise.bootstrap.settings import Settings\n"
        f"settings = Settings(JOBWISE_HOME={str(tmp_path)!r})\n"
        "async def main():\n"
        "    async with opened_container(settings) as container:\n"
        "        application(container, settings)\n"
        "asyncio.run(main())\n"
        "print([name for name in sys.modules if name.startswith(('opentelemetry.sdk', 'opentelemetry.exporter'))"
        " or name.endswith('observing.tracing')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
