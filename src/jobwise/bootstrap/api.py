"""`jobwise serve`: the REST API in this process."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from socket import socket

import uvicorn
from starlette.types import ASGIApp

from jobwise.bootstrap.background import background, running
from jobwise.bootstrap.container import Container, opened_container
from jobwise.bootstrap.ending import ending
from jobwise.bootstrap.engine import offering
from jobwise.bootstrap.settings import Settings
from jobwise.domain.limits import SHUTDOWN_S
from jobwise.domain.shared.errors import MissingHere
from jobwise.infrastructure.observing import logs
from jobwise.infrastructure.observing.metrics import Metrics
from jobwise.presentation.http.app import HttpOptions, create_app, create_watch
from jobwise.presentation.http.edge import EdgeOptions, Served

_QUIET = frozenset({"health", "ready", "metrics"})
DOCS_PATHS = frozenset({"/docs", "/redoc", "/docs/oauth2-redirect"})


def serve(settings: Settings) -> None:
    """Serves until the process is told to end; requests that were taken are finished first."""
    logs.setup(settings.log_level)
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    async with opened_container(settings, pooled=True) as container:
        server = Server(listening(application(container, settings), settings.host, settings.port))
        parts = background(container) if settings.queue == "in_process" else None

        def close() -> None:
            server.should_exit = True
            if parts is not None:
                parts.runner.end()

        async with (
            offering(container, settings, None if parts is None else parts.runner),
            ending(close, container.stopping()),
            nullcontext() if parts is None else running(parts),
        ):
            await server.serve()


def listening(app: ASGIApp, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        timeout_graceful_shutdown=SHUTDOWN_S,
    )


class Server(uvicorn.Server):
    """Leaves signals to `ending`, which also knows what runs beside requests. MissingHere when nobody can be listened
    to."""

    async def serve(self, sockets: list[socket] | None = None) -> None:
        try:
            await super().serve(sockets)
        except (SystemExit, UnicodeError):
            # How uvicorn ends when the address is taken, which it has logged: nothing here would be closed in order.
            # A host that is no name ends it by the other one.
            raise MissingHere(
                f"Nothing can listen on {self.config.host} port {self.config.port}: it is taken, not of this machine, "
                "or needs more rights. Choose another with --host, --port, JOBWISE_HOST or JOBWISE_PORT."
            ) from None

    def capture_signals(self) -> nullcontext[None]:  # type: ignore[override]
        return nullcontext()


def application(container: Container, settings: Settings) -> ASGIApp:
    """The HTTP application over a container, watched by logs and metrics."""
    tracing = container.tracing()
    app = create_app(container.use_cases(), _options(container, settings))
    if tracing is None:
        return app
    from jobwise.infrastructure.observing.tracing import TracedApp

    return TracedApp(app, tracing)


@asynccontextmanager
async def watched(container: Container, settings: Settings, port: int) -> AsyncIterator[None]:
    """Within the block monitors are answered on this port, by a process that serves nobody else."""
    app = create_watch(container.use_cases(), _options(container, settings))
    server = Server(listening(app, settings.host, port))
    serving = asyncio.create_task(server.serve())
    while not (server.started or serving.done()):
        await asyncio.sleep(0.01)
    try:
        if serving.done():
            await serving
        yield
    finally:
        server.should_exit = True
        await asyncio.gather(serving, return_exceptions=True)


def _options(container: Container, settings: Settings) -> HttpOptions:
    metrics: Metrics = container.metrics()
    https = settings.base_url.startswith("https:")
    observe: Callable[[Served], None] = _Observer(metrics)
    if container.tracing() is not None:
        observe = _described(observe)
    return HttpOptions(
        docs=settings.shows_docs,
        https=https,
        hosts=settings.trusted_hosts,
        origins=settings.cors_origins,
        metrics=metrics.text,
        proxies=_networks(settings.trusted_proxies),
        freshness=container.freshness() if settings.database_read_url.get_secret_value() else None,
        edge=EdgeOptions(observe=observe, https=https, open_paths=DOCS_PATHS),
    )


def _networks(listed: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in listed.split(",") if part.strip())


def _described(observe: Callable[[Served], None]) -> Callable[[Served], None]:
    """Completes the span of a request when it has been answered."""
    from jobwise.infrastructure.observing.tracing import describe_request

    def described(served: Served) -> None:
        describe_request(
            method=served.method,
            route=served.route,
            status=served.status,
            request_id=served.request_id,
            error=served.error,
        )
        observe(served)

    return described


class _Observer:
    """A log line and a count for each request that was answered."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._log = logs.logger()

    def __call__(self, served: Served) -> None:
        self._metrics.served(served.method, served.route, served.status, served.seconds)
        if served.error is not None:
            self._metrics.failed(served.route)
            self._log.error("request failed", exc_info=served.error, **self._fields(served))
        elif served.route not in _QUIET:
            self._log.info("request", **self._fields(served))

    @staticmethod
    def _fields(served: Served) -> dict[str, object]:
        return {
            "request_id": served.request_id,
            "user_id": served.user_id,
            "method": served.method,
            "route": served.route,
            "status": served.status,
            "ms": round(served.seconds * 1000, 2),
        }
