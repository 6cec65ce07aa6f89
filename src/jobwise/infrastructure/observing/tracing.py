"""OpenTelemetry spans of requests and of what they wait for in the database, sent to a collector by OTLP over HTTP.

Imported, and paid for, only where a collector is configured. Spans hold the operation, its method, status and request
id: no address, no query, no header, no id or name of a person.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

from jobwise import __version__
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.domain.shared.errors import MissingHere

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor
    from opentelemetry.trace import Tracer

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
App = Callable[[Scope, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]]

_UNTRACED = frozenset({"/health", "/ready", "/metrics"})
_EXPORT_TIMEOUT_S = 3


def exporting(endpoint: str) -> "SpanProcessor":
    """Sends spans in batches to the collector at this address (`http://collector:4318`), from a thread of its own."""
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise MissingHere(
            "JOBWISE_OTLP_ENDPOINT asks for tracing, which is not installed; "
            "run `pip install 'jobwise[tracing]'`, or leave the setting empty."
        ) from None
    return BatchSpanProcessor(OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces", timeout=_EXPORT_TIMEOUT_S))


class Tracing:
    """The spans of one process; `close` sends what has not been sent yet, in seconds at most."""

    def __init__(self, processor: "SpanProcessor") -> None:
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider

        # OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES go first. Nothing is made global: libraries stay silent.
        resource = Resource.create()
        if str(resource.attributes.get("service.name", "unknown")).startswith("unknown"):
            resource = resource.merge(Resource({"service.name": "jobwise"}))
        self._provider: TracerProvider = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._provider.add_span_processor(processor)
        self.tracer: Tracer = self._provider.get_tracer("jobwise", __version__)

    def close(self) -> None:
        self._provider.shutdown()


class TracedApp:
    """A span for each request, below the one that the caller's `traceparent` names."""

    def __init__(self, app: App, tracing: Tracing) -> None:
        from opentelemetry.trace import SpanKind
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._app = app
        self._tracer = tracing.tracer
        self._kind = SpanKind.SERVER
        self._extract = TraceContextTextMapPropagator().extract

    async def __call__(
        self, scope: Scope, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
    ) -> None:
        if scope["type"] != "http" or scope["path"] in _UNTRACED:
            await self._app(scope, receive, send)
            return
        # `tracestate` may hold anything, and would be sent on with each span: it is not read.
        parents = [value.decode("latin-1") for name, value in scope["headers"] if name == b"traceparent"]
        brought = {"traceparent": parents[0]} if len(parents) == 1 else {}
        with self._tracer.start_as_current_span(
            "request", self._extract(brought), self._kind, record_exception=False, set_status_on_exception=False
        ):
            await self._app(scope, receive, send)


def describe_request(*, method: str, route: str, status: int, request_id: str, error: BaseException | None) -> None:
    """Completes the span of the present request, if there is one."""
    from opentelemetry.trace import StatusCode, get_current_span

    span = get_current_span()
    span.update_name(f"{method} {route}")
    span.set_attributes(
        {
            "http.request.method": method,
            "http.response.status_code": status,
            "jobwise.operation": route,
            "jobwise.request_id": request_id,
        }
    )
    if error is not None:
        # What an error says may hold anything; its class does not.
        span.set_attribute("error.type", type(error).__name__)
    if status >= 500:
        span.set_status(StatusCode.ERROR)


class TracedStore:
    """A span for each unit of work: waiting for a connection, its statements and its commit."""

    def __init__(self, inner: Store, tracing: Tracing, system: str) -> None:
        self._inner = inner
        self._tracer = tracing.tracer
        self._attributes = {"db.system.name": system}

    @asynccontextmanager
    async def read(self, *, single: bool = False) -> AsyncIterator[UnitOfWork]:
        with self._timed("store.read"):
            async with self._inner.read(single=single) as work:
                yield work

    @asynccontextmanager
    async def write(self) -> AsyncIterator[UnitOfWork]:
        with self._timed("store.write"):
            async with self._inner.write() as work:
                yield work

    async def close(self) -> None:
        await self._inner.close()

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        # Never the current span: a unit of work may be left by another task than the one that entered it.
        span = self._tracer.start_span(name, attributes=self._attributes)
        try:
            yield
        finally:
            span.end()
