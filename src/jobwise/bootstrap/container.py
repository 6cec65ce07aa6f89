"""Who is who: the adapters behind the ports, built once, for the stored commands of the command line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from dependency_injector import containers, providers

from jobwise.application.operations.config import ShowConfig
from jobwise.application.operations.readiness import CheckReadiness, Stopping
from jobwise.application.use_cases import OperationActs, Outside, UseCases, use_cases
from jobwise.bootstrap.settings import Settings
from jobwise.infrastructure.capture.fetcher import SafePageFetcher
from jobwise.infrastructure.clock import SystemClock
from jobwise.infrastructure.extraction.desk import PostingDesk, shipped
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.installation import installation
from jobwise.infrastructure.observing.metrics import Metrics
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.readiness import DatabaseCheck, MigrationsCheck
from jobwise.infrastructure.persistence.sql.store import SqlStore
from jobwise.infrastructure.security.keys import Keys
from jobwise.infrastructure.security.tokens import JwtTokens


class Container(containers.DeclarativeContainer):
    """Building connects to nothing; `opened` is what opens and closes."""

    settings = providers.Dependency(instance_of=Settings)
    clock = providers.Singleton(SystemClock)
    ids = providers.Singleton(Uuid7Ids)
    store = providers.Singleton(
        SqlStore,
        url=settings.provided.database_url.get_secret_value.call(),
        ids=ids,
        sizes=settings.provided.pool,
    )
    keys = providers.Singleton(
        Keys, home=settings.provided.home, secret=settings.provided.secret_key.get_secret_value.call()
    )
    tokens = providers.Singleton(JwtTokens, ring=keys.provided.ring)
    stopping = providers.Singleton(Stopping)
    checks = providers.List(
        providers.Factory(DatabaseCheck, store=store),
        providers.Factory(MigrationsCheck, store=store),
    )
    ready = providers.Singleton(CheckReadiness, checks=providers.Callable(tuple, checks), stopping=stopping)
    config = providers.Singleton(ShowConfig, facts=providers.Singleton(installation))
    operations = providers.Singleton(OperationActs, ready=ready, config=config)
    metrics = providers.Singleton(Metrics)
    outside = providers.Singleton(
        Outside,
        reader=providers.Singleton(PostingDesk, providers.Object(shipped)),
        fetch=providers.Singleton(SafePageFetcher),
    )
    use_cases = providers.Singleton(
        use_cases, store=store, clock=clock, ids=ids, tokens=tokens, operations=operations, outside=outside
    )


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[UseCases]:
    """The use cases over the database of the settings, whose connections are closed at the end."""
    async with opened_container(settings) as container:
        yield container.use_cases()


@asynccontextmanager
async def opened_container(settings: Settings) -> AsyncIterator[Container]:
    """Everything over the database of the settings, whose connections are closed at the end.

    An SQLite file is made, and brought to the present schema, on the way: it has no other administrator.
    """
    url = settings.database_url.get_secret_value()
    migrate.prepare_local(url)
    container = Container(settings=providers.Object(settings))
    try:
        yield container
    finally:
        await container.store().close()
