"""Who is who: the adapters behind the ports, built once, for the stored commands of the command line."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from jobwise.application.deliver import DeliverMails
from jobwise.application.freshness import Freshness, NotingStore
from jobwise.application.mails import WriteMail
from jobwise.application.offers import OfferingStore, Offers
from jobwise.application.operations.acts import OperationActs
from jobwise.application.operations.config import ShowConfig
from jobwise.application.operations.queues import QueueCheck
from jobwise.application.operations.readiness import CheckReadiness, Stopping
from jobwise.application.outside import Outside
from jobwise.application.ports.cache import Cache
from jobwise.application.ports.mail import Mailer
from jobwise.application.ports.readiness import Check
from jobwise.application.ports.store import Store
from jobwise.application.ports.throttle import Throttle
from jobwise.application.ports.workshop import Workshop
from jobwise.application.use_cases import UseCases, use_cases
from jobwise.application.users.parts import AccountParts, AccountRules
from jobwise.bootstrap.lean import hidden
from jobwise.bootstrap.models import language_model
from jobwise.bootstrap.printing import printing, printing_pool
from jobwise.bootstrap.settings import Settings
from jobwise.infrastructure.accounts import common_passwords, is_time_zone, mail_words
from jobwise.infrastructure.archives.zipped import ZipArchives
from jobwise.infrastructure.caching import MemoryCache, RedisCache
from jobwise.infrastructure.calendars import IcalendarWriter, SystemTokens
from jobwise.infrastructure.capture.fetcher import SafePageFetcher
from jobwise.infrastructure.clock import SystemClock
from jobwise.infrastructure.extraction.children import ChildReader
from jobwise.infrastructure.extraction.desk import PostingDesk, shipped
from jobwise.infrastructure.files.readiness import StorageCheck
from jobwise.infrastructure.files.s3 import S3Files
from jobwise.infrastructure.files.store import LocalFiles
from jobwise.infrastructure.files.types import ContentTypes
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.installation import installation
from jobwise.infrastructure.llm.readiness import ModelCheck
from jobwise.infrastructure.llm.remembering import RememberingModel
from jobwise.infrastructure.mail.folder import FolderMailer
from jobwise.infrastructure.mail.readiness import FolderMailCheck, SmtpCheck
from jobwise.infrastructure.mail.smtp import SmtpMailer, SmtpServer
from jobwise.infrastructure.observing.metrics import Metrics
from jobwise.infrastructure.persistence.sql import migrate
from jobwise.infrastructure.persistence.sql.readiness import DatabaseCheck, MigrationsCheck, ReplicaCheck
from jobwise.infrastructure.persistence.sql.replica import ReplicatedStore, replica_store
from jobwise.infrastructure.persistence.sql.store import SqlStore
from jobwise.infrastructure.pools.pool import Pool
from jobwise.infrastructure.pools.workshop import making
from jobwise.infrastructure.pools.workshop import shipped as pooled_workshop
from jobwise.infrastructure.profile_reading import ShippedProfileReading
from jobwise.infrastructure.redis_server import RedisCheck, RedisServer
from jobwise.infrastructure.security.hashing import COST, TEST_COST, BcryptHasher
from jobwise.infrastructure.security.keys import Keys
from jobwise.infrastructure.security.links import HmacLinks
from jobwise.infrastructure.security.secrets import KeyedSecrets
from jobwise.infrastructure.security.tokens import JwtTokens
from jobwise.infrastructure.style_reading import MeasuredStyle
from jobwise.infrastructure.tasks.rounds import LoopsCheck, Pulses
from jobwise.infrastructure.throttling import LimitsThrottle, NoThrottle, SharedThrottle
from jobwise.infrastructure.workshop import ThreadWorkshop
from jobwise.infrastructure.workshop import shipped as workbench

if TYPE_CHECKING:
    from jobwise.infrastructure.observing.tracing import Tracing

with hidden("fastapi", "starlette", "werkzeug"):
    # The injector wires web frameworks when it finds them. We do not let it, and a command must not wait for them.
    from dependency_injector import containers, providers


def _hasher(settings: Settings, keys: Keys) -> BcryptHasher:
    return BcryptHasher(lambda: keys.of("pepper"), TEST_COST if settings.env == "test" else COST)


def _account_parts(settings: Settings, keys: Keys, hasher: BcryptHasher, throttle: Throttle) -> AccountParts:
    rules = AccountRules(settings.refresh_grace_s, settings.registration_enumeration_protection)
    return AccountParts(hasher, KeyedSecrets(keys.of), throttle, common_passwords, is_time_zone, rules)


def _throttle(settings: Settings, keys: Keys, redis: RedisServer | None, pulses: Pulses) -> Throttle:
    if not settings.throttle:
        return NoThrottle()
    return LimitsThrottle() if redis is None else SharedThrottle(redis, partial(keys.of, "limits"), pulses)


def _cache(keys: Keys, redis: RedisServer | None, pulses: Pulses) -> Cache:
    return MemoryCache() if redis is None else RedisCache(redis, partial(keys.of, "cache"), pulses)


def _redis(settings: Settings) -> RedisServer | None:
    url = settings.redis_url.get_secret_value()
    return RedisServer(url) if url else None


def _mailer(settings: Settings) -> Mailer:
    if not settings.smtp_host:
        return FolderMailer(_mail_folder(settings), settings.mail_from)
    return SmtpMailer(_smtp_server(settings), settings.mail_from)


def _mail_check(settings: Settings) -> Check:
    return SmtpCheck(_smtp_server(settings)) if settings.smtp_host else FolderMailCheck(_mail_folder(settings))


def _mail_folder(settings: Settings) -> Path:
    return settings.home / "mail"


def _smtp_server(settings: Settings) -> SmtpServer:
    return SmtpServer(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_user,
        settings.smtp_password.get_secret_value(),
        settings.smtp_tls,
    )


def _write_mail(settings: Settings, keys: Keys) -> WriteMail:
    return WriteMail(mail_words, KeyedSecrets(keys.of), settings.public_url)


def _files(settings: Settings) -> LocalFiles | S3Files:
    bucket = settings.bucket
    return LocalFiles(_files_folder(settings.home)) if bucket is None else S3Files(bucket)


def _storage_check(files: LocalFiles | S3Files) -> StorageCheck:
    return StorageCheck(files, "local" if isinstance(files, LocalFiles) else "s3")


def _files_folder(home: Path) -> Path:
    return home / "files"


def _draft_folder(home: Path) -> Path:
    """On the disk of the files: the system's own folder for such may lie in memory."""
    return _files_folder(home) / "incoming"


def _key_of(of: Callable[[str], bytes], label: str) -> Callable[[], bytes]:
    """The key of a use, looked up when it is first needed: making the container reads nothing."""
    return partial(of, label)


def _replica(settings: Settings, ids: Uuid7Ids) -> SqlStore | None:
    url = settings.database_read_url.get_secret_value()
    return replica_store(url, ids, settings.pool) if url else None


def _noting(store: Store, replica: SqlStore | None, freshness: Freshness) -> Store:
    return store if replica is None else NotingStore(store, freshness)


def _queried(store: SqlStore, replica: SqlStore | None, freshness: Freshness, ids: Uuid7Ids) -> Store | None:
    return None if replica is None else ReplicatedStore(store, replica, freshness, ids)


def _tracing(settings: Settings) -> "Tracing | None":
    if not settings.otlp_endpoint:
        return None
    from jobwise.infrastructure.observing.tracing import Tracing, exporting

    return Tracing(exporting(settings.otlp_endpoint))


def _traced(inner: Store | None, store: SqlStore, tracing: "Tracing | None") -> Store | None:
    if inner is None or tracing is None:
        return inner
    from jobwise.infrastructure.observing.tracing import TracedStore

    return TracedStore(inner, tracing, store.dialect)


def _workshop(pool: Pool, *, pooled: bool) -> Workshop:
    return pooled_workshop(pool) if pooled else ThreadWorkshop(workbench)


def _checks(checks: list[Check], replica: SqlStore | None, redis: RedisServer | None) -> tuple[Check, ...]:
    where_set = (None if replica is None else ReplicaCheck(replica), None if redis is None else RedisCheck(redis))
    return (*checks, *(check for check in where_set if check is not None))


class Container(containers.DeclarativeContainer):
    """Building connects to nothing; `opened` is what opens and closes."""

    settings = providers.Dependency(instance_of=Settings)
    # A process that lasts makes documents in processes of their own; a command makes its one where it is.
    pooled = providers.Object(False)
    pool = providers.Singleton(making)
    printers = providers.Singleton(printing_pool)
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
    replica = providers.Singleton(_replica, settings=settings, ids=ids)
    freshness = providers.Singleton(Freshness, clock=clock)
    tracing = providers.Singleton(_tracing, settings=settings)
    keys = providers.Singleton(
        Keys, home=settings.provided.home, secret=settings.provided.secret_key.get_secret_value.call()
    )
    tokens = providers.Singleton(JwtTokens, ring=keys.provided.ring, look_again=keys.provided.look_again)
    redis = providers.Singleton(_redis, settings=settings)
    stopping = providers.Singleton(Stopping)
    files = providers.Singleton(_files, settings=settings)
    metrics = providers.Singleton(Metrics)
    pulses = providers.Singleton(Pulses, count=metrics.provided.loop_failed)
    model = providers.Singleton(language_model, settings=settings, store=store, clock=clock, ids=ids, metrics=metrics)
    checks = providers.List(
        providers.Factory(DatabaseCheck, store=store),
        providers.Factory(MigrationsCheck, store=store),
        providers.Factory(_storage_check, files=files),
        providers.Factory(QueueCheck, store=store, clock=clock),
        providers.Factory(_mail_check, settings=settings),
        providers.Factory(LoopsCheck, pulses=pulses),
        providers.Factory(ModelCheck, chain=model),
    )
    ready = providers.Singleton(
        CheckReadiness, checks=providers.Callable(_checks, checks, replica, redis), stopping=stopping
    )
    config = providers.Singleton(ShowConfig, facts=providers.Singleton(installation), models=model.provided.offered)
    operations = providers.Singleton(OperationActs, ready=ready, config=config)
    links = providers.Singleton(HmacLinks, key=providers.Callable(_key_of, keys.provided.of, "links"))
    profile_reading = providers.Singleton(ShippedProfileReading)
    cache = providers.Singleton(_cache, keys=keys, redis=redis, pulses=pulses)
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
        archives=providers.Singleton(ZipArchives, folder=providers.Callable(_draft_folder, settings.provided.home)),
        workshop=providers.Singleton(_workshop, pool=pool, pooled=pooled),
        printing=providers.Singleton(printing, pool=printers, pooled=pooled),
        texts=providers.Singleton(ChildReader),
        style=providers.Singleton(MeasuredStyle),
        cache=cache,
    )
    hasher = providers.Singleton(_hasher, settings=settings, keys=keys)
    write_mail = providers.Singleton(_write_mail, settings=settings, keys=keys)
    mailer = providers.Singleton(_mailer, settings=settings)
    deliver_mails = providers.Singleton(DeliverMails, store=store, clock=clock, write=write_mail, mailer=mailer)
    throttle = providers.Singleton(_throttle, settings=settings, keys=keys, redis=redis, pulses=pulses)
    accounts = providers.Singleton(_account_parts, settings=settings, keys=keys, hasher=hasher, throttle=throttle)
    use_cases = providers.Singleton(
        use_cases,
        store=providers.Callable(
            _traced, providers.Callable(_noting, offering, replica, freshness), store=store, tracing=tracing
        ),
        queried=providers.Callable(
            _traced, providers.Callable(_queried, store, replica, freshness, ids), store=store, tracing=tracing
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
