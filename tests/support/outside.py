"""What rooms use beside the store, without a disk."""

from jobwise.application.ports.files import FileStore
from jobwise.application.use_cases import Outside
from jobwise.infrastructure.calendars import IcalendarWriter
from jobwise.infrastructure.files.types import ContentTypes
from jobwise.infrastructure.security.links import HmacLinks
from jobwise.infrastructure.security.secrets import KeyedSecrets


def outside_parts(files: FileStore) -> Outside:
    return Outside(
        files, ContentTypes(), HmacLinks(lambda: b"l" * 32), IcalendarWriter(), KeyedSecrets(lambda label: b"s" * 32)
    )
