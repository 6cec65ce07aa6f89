"""What the acts of accounts stand on in tests: real secrets, and passwords that take no time."""

import hashlib
from functools import cache
from pathlib import Path
from tempfile import gettempdir

from jobwise.application.operations.acts import OperationActs
from jobwise.application.operations.config import ShowConfig
from jobwise.application.operations.readiness import CheckReadiness
from jobwise.application.outside import Outside
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.language_model import LanguageModel
from jobwise.application.ports.pages import FetchedPage, PageFetcher
from jobwise.application.ports.store import Store
from jobwise.application.ports.throttle import Throttle
from jobwise.application.use_cases import UseCases, use_cases
from jobwise.application.users.parts import AccountParts, AccountRules
from jobwise.domain.shared.errors import InvalidInput
from jobwise.infrastructure.accounts import common_passwords, is_time_zone
from jobwise.infrastructure.archives.zipped import ZipArchives
from jobwise.infrastructure.calendars import IcalendarWriter, SystemTokens
from jobwise.infrastructure.extraction.children import ChildReader
from jobwise.infrastructure.extraction.desk import PostingDesk, shipped
from jobwise.infrastructure.files.memory import MemoryFiles
from jobwise.infrastructure.files.types import ContentTypes
from jobwise.infrastructure.installation import installation
from jobwise.infrastructure.profile_reading import ShippedProfileReading
from jobwise.infrastructure.security.keys import derived
from jobwise.infrastructure.security.links import HmacLinks
from jobwise.infrastructure.security.secrets import KeyedSecrets
from jobwise.infrastructure.security.tokens import JwtTokens, KeyRing
from jobwise.infrastructure.style_reading import MeasuredStyle
from jobwise.infrastructure.throttling import NoThrottle
from jobwise.infrastructure.workshop import ThreadWorkshop
from jobwise.infrastructure.workshop import shipped as workbench
from tests.support.models import FakeModel
from tests.support.press import FakePress, fake_printing

BENCH = cache(workbench)


class QuickHasher:
    """Passwords without the slowness that makes them safe."""

    async def hash(self, password: str) -> str:
        return f"quick${hashlib.sha256(password.encode()).hexdigest()}"

    async def matches(self, password: str, stored: str | None) -> bool:
        return stored is not None and stored.removeprefix("old-") == await self.hash(password)

    def is_outdated(self, stored: str) -> bool:
        return stored.startswith("old-")


def account_parts(*, throttle: Throttle | None = None, rules: AccountRules | None = None) -> AccountParts:
    secrets = KeyedSecrets(lambda label: derived(b"s" * 32, label))
    return AccountParts(
        QuickHasher(), secrets, throttle or NoThrottle(), common_passwords, is_time_zone, rules or AccountRules()
    )


def signing_tokens() -> JwtTokens:
    return JwtTokens(lambda: KeyRing({"one": b"k" * 32}, "one"))


def all_acts(store: Store, clock: Clock, ids: Ids, outside: Outside | None = None) -> UseCases:
    """All use cases over a store."""
    beside = outside_acts(clock) if outside is None else outside
    return use_cases(store, clock, ids, signing_tokens(), account_parts(), operation_acts(), beside)


def operation_acts() -> OperationActs:
    """Operations of an installation that depends on nothing outside."""
    return OperationActs(CheckReadiness(()), ShowConfig(installation()))


async def no_pages(url: str) -> FetchedPage:
    """A web without pages."""
    raise InvalidInput("This address cannot be fetched.")


def outside_acts(
    clock: Clock,
    files: FileStore | None = None,
    pages: PageFetcher = no_pages,
    model: LanguageModel | None = None,
    press: FakePress | None = None,
) -> Outside:
    """Files in memory, no web pages and no language model unless others are given, real links and calendars; a press
    that draws at once."""
    kept = MemoryFiles(clock.now) if files is None else files
    links = HmacLinks(lambda: b"l" * 32)
    return Outside(
        kept,
        ContentTypes(),
        links,
        IcalendarWriter(),
        SystemTokens(),
        ShippedProfileReading(),
        PostingDesk(shipped),
        pages,
        ZipArchives(Path(gettempdir())),
        ChildReader(),
        MeasuredStyle(),
        FakeModel() if model is None else model,
        ThreadWorkshop(BENCH),
        fake_printing(press),
    )
