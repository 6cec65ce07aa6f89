"""`jobwise serve`: the REST API in this process."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from jobwise.bootstrap.background import background, running
from jobwise.bootstrap.container import Container, opened_container
from jobwise.bootstrap.settings import Settings
from jobwise.domain.limits import SHUTDOWN_NOTICE_S, SHUTDOWN_S
from jobwise.infrastructure.observing import logs
from jobwise.infrastructure.observing.metrics import Metrics
from jobwise.presentation.http.app import HttpOptions, create_app
from jobwise.presentation.http.edge import EdgeOptions, Served

_QUIET = frozenset({"health", "ready", "metrics"})
DOCS_PATHS = frozenset({"/docs", "/redoc", "/docs/oauth2-redirect"})


def serve(settings: Settings) -> None:
    """Serves until the process is told to end; requests that were taken are finished first."""
    logs.setup(settings.log_level)
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    async with opened_container(settings) as container:
        config = uvicorn.Config(
            application(container, settings),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            lifespan="off",
            timeout_graceful_shutdown=SHUTDOWN_S,
        )
        async with running(background(container)):
            await _Server(config, container).serve()


class _Server(uvicorn.Server):
    """Says at once on `/ready` that it is ending."""

    def __init__(self, config: uvicorn.Config, container: Container) -> None:
        super().__init__(config)
        self._stopping = container.stopping()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ends in order at the first signal and at once at the second. The usual way ends by the signal itself, and
        whoever started us would read a failure from it."""
        loop = asyncio.get_running_loop()
        for number, notice_s in ((signal.SIGINT, 0.0), (signal.SIGTERM, SHUTDOWN_NOTICE_S)):
            loop.add_signal_handler(number, self._end, notice_s)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)

    def _end(self, notice_s: float) -> None:
        """Whoever sends us requests is given `notice_s` to read on `/ready` that no more may come."""
        if self._stopping.asked:
            self.force_exit = self.should_exit = True
            return
        self._stopping.asked = True
        asyncio.get_running_loop().call_later(notice_s, self._close)

    def _close(self) -> None:
        self.should_exit = True


def application(container: Container, settings: Settings) -> ASGIApp:
    """The HTTP application over a container, watched by logs and metrics."""
    metrics: Metrics = container.metrics()
    https = settings.base_url.startswith("https:")
    edge = EdgeOptions(observe=_Observer(metrics), https=https, open_paths=DOCS_PATHS)
    options = HttpOptions(
        docs=settings.shows_docs,
        https=https,
        hosts=settings.trusted_hosts,
        origins=settings.cors_origins,
        metrics=metrics.text,
        proxies=_networks(settings.trusted_proxies),
        edge=edge,
    )
    return create_app(container.use_cases(), options)


def _networks(listed: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in listed.split(",") if part.strip())


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
