"""Which adapter stands behind a port, as the settings say. Making one connects to nothing."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from jobwise.application.freshness import Freshness, NotingStore
from jobwise.application.mails import WriteMail
from jobwise.application.ports.cache import Cache
from jobwise.application.ports.mail import Mailer
from jobwise.application.ports.readiness import Check
from jobwise.application.ports.store import Store
from jobwise.application.ports.throttle import Throttle
from jobwise.application.ports.workshop import Workshop
from jobwise.application.users.parts import AccountParts, AccountRules
from jobwise.bootstrap.settings import Settings
from jobwise.infrastructure.accounts import common_passwords, is_time_zone, mail_words
from jobwise.infrastructure.caching import MemoryCache, RedisCache
from jobwise.infrastructure.files.readiness import StorageCheck
from jobwise.infrastructure.files.s3 import S3Files
from jobwise.infrastructure.files.store import LocalFiles
from jobwise.infrastructure.ids import Uuid7Ids
from jobwise.infrastructure.mail.folder import FolderMailer
from jobwise.infrastructure.mail.readiness import FolderMailCheck, SmtpCheck
from jobwise.infrastructure.mail.smtp import SmtpMailer, SmtpServer
from jobwise.infrastructure.persistence.sql.readiness import ReplicaCheck
from jobwise.infrastructure.persistence.sql.replica import ReplicatedStore, replica_store
from jobwise.infrastructure.persistence.sql.store import SqlStore
from jobwise.infrastructure.pools.pool import Pool
from jobwise.infrastructure.pools.workshop import shipped as pooled_workshop
from jobwise.infrastructure.redis_server import RedisCheck, RedisServer
from jobwise.infrastructure.security.hashing import COST, TEST_COST, BcryptHasher
from jobwise.infrastructure.security.keys import Keys
from jobwise.infrastructure.security.secrets import KeyedSecrets
from jobwise.infrastructure.tasks.rounds import Pulses
from jobwise.infrastructure.throttling import LimitsThrottle, NoThrottle, SharedThrottle
from jobwise.infrastructure.workshop import ThreadWorkshop
from jobwise.infrastructure.workshop import shipped as workbench

if TYPE_CHECKING:
    from jobwise.infrastructure.observing.tracing import Tracing


def hasher(settings: Settings, keys: Keys) -> BcryptHasher:
    return BcryptHasher(lambda: keys.of("pepper"), TEST_COST if settings.env == "test" else COST)


def account_parts(settings: Settings, keys: Keys, hasher: BcryptHasher, throttle: Throttle) -> AccountParts:
    rules = AccountRules(settings.refresh_grace_s, settings.registration_enumeration_protection)
    return AccountParts(hasher, KeyedSecrets(keys.of), throttle, common_passwords, is_time_zone, rules)


def throttle(settings: Settings, keys: Keys, redis: RedisServer | None, pulses: Pulses) -> Throttle:
    if not settings.throttle:
        return NoThrottle()
    return LimitsThrottle() if redis is None else SharedThrottle(redis, partial(keys.of, "limits"), pulses)


def cache(keys: Keys, redis: RedisServer | None, pulses: Pulses) -> Cache:
    return MemoryCache() if redis is None else RedisCache(redis, partial(keys.of, "cache"), pulses)


def redis(settings: Settings) -> RedisServer | None:
    url = settings.redis_url.get_secret_value()
    return RedisServer(url) if url else None


def mailer(settings: Settings) -> Mailer:
    if not settings.smtp_host:
        return FolderMailer(_mail_folder(settings), settings.mail_from)
    return SmtpMailer(_smtp_server(settings), settings.mail_from)


def mail_check(settings: Settings) -> Check:
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


def write_mail(settings: Settings, keys: Keys) -> WriteMail:
    return WriteMail(mail_words, KeyedSecrets(keys.of), settings.public_url)


def files(settings: Settings) -> LocalFiles | S3Files:
    bucket = settings.bucket
    return LocalFiles(_files_folder(settings.home)) if bucket is None else S3Files(bucket)


def storage_check(files: LocalFiles | S3Files) -> StorageCheck:
    if isinstance(files, LocalFiles):
        return StorageCheck(files, "local", "JOBWISE_HOME")
    return StorageCheck(files, "s3", "JOBWISE_S3_ENDPOINT")


def _files_folder(home: Path) -> Path:
    return home / "files"


def draft_folder(home: Path) -> Path:
    """On the disk of the files: the system's own folder for such may lie in memory."""
    return _files_folder(home) / "incoming"


def key_of(of: Callable[[str], bytes], label: str) -> Callable[[], bytes]:
    """The key of a use, looked up when it is first needed: making the container reads nothing."""
    return partial(of, label)


def replica(settings: Settings, ids: Uuid7Ids) -> SqlStore | None:
    url = settings.database_read_url.get_secret_value()
    return replica_store(url, ids, settings.pool) if url else None


def noting(store: Store, replica: SqlStore | None, freshness: Freshness) -> Store:
    return store if replica is None else NotingStore(store, freshness)


def queried(store: SqlStore, replica: SqlStore | None, freshness: Freshness, ids: Uuid7Ids) -> Store | None:
    return None if replica is None else ReplicatedStore(store, replica, freshness, ids)


def tracing(settings: Settings) -> "Tracing | None":
    if not settings.otlp_endpoint:
        return None
    from jobwise.infrastructure.observing.tracing import Tracing, exporting

    return Tracing(exporting(settings.otlp_endpoint))


def traced(inner: Store | None, store: SqlStore, tracing: "Tracing | None") -> Store | None:
    if inner is None or tracing is None:
        return inner
    from jobwise.infrastructure.observing.tracing import TracedStore

    return TracedStore(inner, tracing, store.dialect)


def workshop(pool: Pool, *, pooled: bool) -> Workshop:
    return pooled_workshop(pool) if pooled else ThreadWorkshop(workbench)


def checks(checks: list[Check], replica: SqlStore | None, redis: RedisServer | None) -> tuple[Check, ...]:
    where_set = (None if replica is None else ReplicaCheck(replica), None if redis is None else RedisCheck(redis))
    return (*checks, *(check for check in where_set if check is not None))
