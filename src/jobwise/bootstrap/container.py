"""Who is who: the adapters behind the ports, built once, for the stored commands of the command line."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from jobwise.application.deliver import DeliverMails
from jobwise.application.freshness import Freshness
from jobwise.application.offers import OfferingStore, Offers
from jobwise.application.operations.acts import OperationActs
from jobwise.application.operations.config import ShowConfig
from jobwise.application.operations.queues import QueueCheck
from jobwise.application.operations.readiness import CheckReadiness, Stopping
from jobwise.application.outside import Outside
from jobwise.application.use_cases import UseCases, use_cases
from jobwise.bootstrap import choosing
from jobwise.bootstrap.lean import hidden
from jobwise.bootstrap.models import language_model, model_providers
from jobwise.bootstrap.printing import printing, printing_pool
from jobwise.bootstrap.settings import Settings
from jobwise.infrastructure.archives.zipped import ZipArchives
from jobwise.infrastructure.calendars import IcalendarWriter, SystemTokens
from jobwise.infrastructure.capture.fetcher import SafePageFetcher
from jobwise.infrastructure.clock import SystemClock
from jobwise.infrastructure.extraction.children import ChildReader
from jobwise.infrastructure.extraction.desk import PostingDesk, shipped
from jobwise.infrastructure.files.types import ContentTypes
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.installation import installation
from jobwise.infrastructure.llm.readiness import ModelCheck
from jobwise.infrastructure.llm.remembering import RememberingModel
from jobwise.infrastructure.observing.metrics import Metrics
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.readiness import DatabaseCheck, MigrationsCheck
from jobwise.infrastructure.persistence.sql.store import SqlStore
from jobwise.infrastructure.pools.workshop import making
from jobwise.infrastructure.profile_reading import ShippedProfileReading
from jobwise.infrastructure.redis_server import RedisServer
from jobwise.infrastructure.security.keys import Keys
from jobwise.infrastructure.security.links import HmacLinks
from jobwise.infrastructure.security.tokens import JwtTokens
from jobwise.infrastructure.style_reading import MeasuredStyle
from jobwise.infrastructure.tasks.rounds import LoopsCheck, Pulses

if TYPE_CHECKING:
    from jobwise.infrastructure.observing.tracing import Tracing

with hidden("fastapi", "starlette", "werkzeug"):
    # The injector wires web frameworks when it finds them. We do not let it, and a command must not wait for them.
    from dependency_injector import containers, providers


class Container(containers.DeclarativeContainer):
    """Building connects to nothing; `opened` is what opens and closes."""

    settings = providers.Dependency(instance_of=Settings)
    # A process that lasts makes documents in processes of their own; a command makes its one where it is.
    pooled = providers.Object(False)
    pool = providers.Singleton(making)
    printers = providers.Singleton(printing_pool, settings=settings)
    clock = providers.Singleton(SystemClock)
    ids = providers.Singleton(Uuid7Ids)
    store = providers.Singleton(
        SqlStore,
        url=settings.provided.database_url.get_secret_value.call(),
        ids=ids,
        sizes=settings.provided.pool,
    )
    offers = providers.Singleton(Offers)
    offering = providers.Singleton(OfferingStore, inner=store, offer=offers)
    replica = providers.Singleton(choosing.replica, settings=settings, ids=ids)
    freshness = providers.Singleton(Freshness, clock=clock)
    tracing = providers.Singleton(choosing.tracing, settings=settings)
    keys = providers.Singleton(
        Keys, home=settings.provided.home, secret=settings.provided.secret_key.get_secret_value.call()
    )
    tokens = providers.Singleton(JwtTokens, ring=keys.provided.ring, look_again=keys.provided.look_again)
    redis = providers.Singleton(choosing.redis, settings=settings)
    stopping = providers.Singleton(Stopping)
    files = providers.Singleton(choosing.files, settings=settings)
    metrics = providers.Singleton(Metrics)
    pulses = providers.Singleton(Pulses, count=metrics.provided.loop_failed)
    model = providers.Singleton(language_model, settings=settings, store=store, clock=clock, ids=ids, metrics=metrics)
    checks = providers.List(
        providers.Factory(DatabaseCheck, store=store),
        providers.Factory(MigrationsCheck, store=store),
        providers.Factory(choosing.storage_check, files=files),
        providers.Factory(QueueCheck, store=store, clock=clock),
        providers.Factory(choosing.mail_check, settings=settings),
        providers.Factory(LoopsCheck, pulses=pulses),
        providers.Factory(ModelCheck, chain=model),
    )
    ready = providers.Singleton(
        CheckReadiness, checks=providers.Callable(choosing.checks, checks, replica, redis), stopping=stopping
    )
    config = providers.Singleton(
        ShowConfig,
        facts=providers.Singleton(installation),
        models=model.provided.offered,
        providers=providers.Callable(model_providers, settings=settings, model=model),
    )
    operations = providers.Singleton(OperationActs, ready=ready, config=config)
    links = providers.Singleton(HmacLinks, key=providers.Callable(choosing.key_of, keys.provided.of, "links"))
    profile_reading = providers.Singleton(ShippedProfileReading)
    cache = providers.Singleton(choosing.cache, keys=keys, redis=redis, pulses=pulses)
    outside = providers.Singleton(
        Outside,
        files=files,
        types=providers.Singleton(ContentTypes),
        links=links,
        calendars=providers.Singleton(IcalendarWriter),
        fresh=providers.Singleton(SystemTokens),
        profile_reading=profile_reading,
        reader=providers.Singleton(PostingDesk, providers.Object(shipped)),
        fetch=providers.Singleton(SafePageFetcher),
        model=providers.Singleton(RememberingModel, model=model, cache=cache),
        archives=providers.Singleton(
            ZipArchives, folder=providers.Callable(choosing.draft_folder, settings.provided.home)
        ),
        workshop=providers.Singleton(choosing.workshop, pool=pool, pooled=pooled),
        printing=providers.Singleton(printing, pool=printers, settings=settings, pooled=pooled),
        texts=providers.Singleton(ChildReader),
        style=providers.Singleton(MeasuredStyle),
        cache=cache,
    )
    hasher = providers.Singleton(choosing.hasher, settings=settings, keys=keys)
    write_mail = providers.Singleton(choosing.write_mail, settings=settings, keys=keys)
    mailer = providers.Singleton(choosing.mailer, settings=settings)
    deliver_mails = providers.Singleton(DeliverMails, store=store, clock=clock, write=write_mail, mailer=mailer)
    throttle = providers.Singleton(choosing.throttle, settings=settings, keys=keys, redis=redis, pulses=pulses)
    accounts = providers.Singleton(
        choosing.account_parts, settings=settings, keys=keys, hasher=hasher, throttle=throttle
    )
    use_cases = providers.Singleton(
        use_cases,
        store=providers.Callable(
            choosing.traced,
            providers.Callable(choosing.noting, offering, replica, freshness),
            store=store,
            tracing=tracing,
        ),
        queried=providers.Callable(
            choosing.traced,
            providers.Callable(choosing.queried, store, replica, freshness, ids),
            store=store,
            tracing=tracing,
        ),
        clock=clock,
        ids=ids,
        tokens=tokens,
        accounts=accounts,
        operations=operations,
        outside=outside,
    )


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[UseCases]:
    """The use cases over the database of the settings, whose connections are closed at the end."""
    async with opened_container(settings) as container:
        yield container.use_cases()


@asynccontextmanager
async def opened_container(settings: Settings, *, pooled: bool = False) -> AsyncIterator[Container]:
    """Everything over the database of the settings, whose connections are closed at the end.

    An SQLite file is made, and brought to the present schema, on the way: it has no other administrator.
    """
    url = settings.database_url.get_secret_value()
    migrate.prepare_local(url)
    container = Container(settings=providers.Object(settings), pooled=providers.Object(pooled))
    try:
        yield container
    finally:
        await container.pool().close()
        await container.printers().close()
        container.hasher().close()
        await container.model().close()
        redis: RedisServer | None = container.redis()
        if redis is not None:
            await redis.close()
        await container.files().close()
        replica: SqlStore | None = container.replica()
        if replica is not None:
            await replica.close()
        tracing: Tracing | None = container.tracing()
        if tracing is not None:
            await asyncio.to_thread(tracing.close)
        await container.store().close()
