"""Files that are kept: where each is, and how one knows that it is the same."""

import re
from dataclasses import dataclass

from jobwise.domain.shared.errors import InvalidInput

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Where the bytes are (`key` of the file store), how many, and their SHA-256 in hex."""

    key: str
    size_bytes: int
    sha256: str

    def __post_init__(self) -> None:
        if not self.key or self.size_bytes < 0 or not _SHA256.fullmatch(self.sha256):
            raise InvalidInput("A stored file needs a key, a size and its SHA-256 in lower-case hex.")
