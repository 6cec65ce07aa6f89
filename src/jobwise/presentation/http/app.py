"""The REST API over the use cases. Making it opens nothing: whoever calls this owns what the use cases hold."""

from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Scope

from jobwise import __version__
from jobwise.application.freshness import Freshness
from jobwise.application.use_cases import UseCases
from jobwise.presentation.http import errors, openapi
from jobwise.presentation.http.aliases import aliases
from jobwise.presentation.http.edge import Edge, EdgeOptions, Served
from jobwise.presentation.http.hosts import NamedHosts
from jobwise.presentation.http.marks import Marks
from jobwise.presentation.http.origins import Origins
from jobwise.presentation.http.places import Door
from jobwise.presentation.http.routes import RATES, ROUTERS, operations
from jobwise.presentation.http.streams import Streams
from jobwise.presentation.http.throttles import throttled
from jobwise.presentation.http.ways import Ways, refused
from jobwise.presentation.schemas.envelope import Failure

BASE = "/api/v1"
_RATES = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
DESCRIPTION = (
    "From everything you have ever done and one job posting to a truthful, tailored resume and cover letter, "
    "and on to the end of the application."
)


def _uncounted() -> bytes:
    return b""


def _unseen(served: Served) -> None:
    """For apps that nobody watches."""


@dataclass(frozen=True, slots=True)
class HttpOptions:
    """How the API shows itself: `docs` off in production; `hosts` and `origins` are allow-lists.

    `proxies` are the networks whose X-Forwarded-For is believed. `freshness` is for installations with a replica.
    """

    docs: bool = True
    https: bool = False
    hosts: tuple[str, ...] = ("*",)
    origins: tuple[str, ...] = ("http://localhost:8501",)
    metrics: Callable[[], bytes] = _uncounted
    proxies: tuple[str, ...] = ()
    freshness: Freshness | None = None
    edge: EdgeOptions = field(default_factory=lambda: EdgeOptions(observe=_unseen))


def create_app(cases: UseCases, options: HttpOptions) -> ASGIApp:
    """The whole application: the API inside, hosts, origins and the edge around it."""
    door = Door.of(https=options.https, origins=options.origins, proxies=options.proxies)
    api = create_api(cases, docs=options.docs, door=door)
    api.state.metrics = options.metrics
    allowed = Origins(
        api if options.freshness is None else Marks(api, options.freshness, https=options.https),
        allow_origins=options.origins,
        allow_credentials=True,
        allow_methods=("GET", "POST", "PUT", "PATCH", "DELETE"),
        allow_headers=("Authorization", "Content-Type", "If-Match", "Idempotency-Key", "X-Request-ID", "X-CSRF-Token"),
        expose_headers=("ETag", "Location", "Retry-After", "X-Request-ID", "Deprecation", "Sunset", *_RATES),
        max_age=600,
    )
    return Edge(NamedHosts(allowed, options.hosts), options.edge)


class Below(APIRouter):
    """The routes of a router, looked at for addresses below its own alone: asking all two hundred of them what they
    think of an address took a quarter of a request."""

    def __init__(self, address: str, router: APIRouter) -> None:
        super().__init__(routes=list(router.routes))
        self._address = address

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return super().matches(scope) if scope["path"].startswith(self._address) else (Match.NONE, {})


def create_watch(cases: UseCases, options: HttpOptions) -> ASGIApp:
    """What monitors ask of a process that serves nobody else: whether it is alive, ready, and its numbers."""
    api = FastAPI(title="JobWise", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    api.state.use_cases = cases
    api.state.metrics = options.metrics
    api.include_router(operations.router)
    api.state.ways = Ways.of(
        (route.path, frozenset(route.methods or ()))
        for route in operations.router.routes
        if isinstance(route, APIRoute)
    )
    errors.install(api)
    return Edge(NamedHosts(api, options.hosts), options.edge)


def create_api(cases: UseCases, *, docs: bool = True, door: Door | None = None) -> FastAPI:
    api = FastAPI(
        title="JobWise",
        version=__version__,
        description=DESCRIPTION,
        docs_url="/docs" if docs else None,
        redoc_url="/redoc" if docs else None,
        openapi_url="/openapi.json" if docs else None,
        generate_unique_id_function=lambda route: route.name,
        redirect_slashes=False,
        # Its spans hold addresses and queries, and a query may hold a signed link: ours hold neither.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        responses={422: {"model": Failure}},
    )
    api.state.use_cases = cases
    api.state.door = door or Door()
    api.state.streams = Streams()
    routers = ((aliases(exact=True), BASE), *ROUTERS, (aliases(exact=False), BASE))
    for router, prefix in routers:
        counted = [Depends(throttled(RATES[prefix]))] if prefix in RATES else []
        api.include_router(Below(prefix, router), prefix=prefix, dependencies=counted)
    api.state.ways = Ways.of(
        (prefix + route.path, frozenset(route.methods or ()))
        for router, prefix in routers
        for route in router.routes
        if isinstance(route, APIRoute)
    )
    for path, methods in api.state.ways.shadowed():
        # In front of the routes that take an id, which would take this word for one.
        api.router.routes.insert(0, Route(path, refused, methods=methods, include_in_schema=False))
    errors.install(api)
    openapi.install(api)
    return api
