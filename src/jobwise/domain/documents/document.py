"""A file of the user's own: a certificate, a portfolio, a letter that came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar, Generic, Self, TypeVar
from uuid import UUID

from jobwise.domain.limits import MAX_NAME_CHARS
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.errors import Detail, InvalidInput, WrongMedia
from jobwise.domain.shared.files import StoredFile


class DocumentType(StrEnum):
    """What a file is, by its content."""

    PDF = "pdf"
    DOCX = "docx"
    TXT = "txt"
    PNG = "png"
    JPG = "jpg"

    @property
    def media_type(self) -> str:
        return _MEDIA[self]


_MEDIA: Mapping[DocumentType, str] = MappingProxyType(
    {
        DocumentType.PDF: "application/pdf",
        DocumentType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        DocumentType.TXT: "text/plain",
        DocumentType.PNG: "image/png",
        DocumentType.JPG: "image/jpeg",
    }
)
_ENDINGS: Mapping[str, DocumentType] = MappingProxyType(
    {**{one.value: one for one in DocumentType}, "jpeg": DocumentType.JPG}
)
TAKEN_TYPES = "PDF, DOCX, TXT, PNG or JPG"


class DocumentKind(StrEnum):
    """What the user keeps it as."""

    CERTIFICATE = "certificate"
    PORTFOLIO = "portfolio"
    LETTER = "letter"
    REFERENCE = "reference"
    RESUME = "resume"
    OTHER = "other"


def type_of_name(name: str) -> DocumentType:
    """The type that the ending of a file's name claims; WrongMedia when it is none that is taken."""
    _, dot, ending = name.rpartition(".")
    found = _ENDINGS.get(ending.lower()) if dot else None
    if found is None:
        raise WrongMedia(f"Files are taken as {TAKEN_TYPES}; the name has to say which.", (Detail("file", "type"),))
    return found


def shown_name(name: str, type: DocumentType) -> str:
    """A name for people: no folders, no control characters, the right ending, at most 200 characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = "".join(sign for sign in last if sign.isprintable() and not "\ud800" <= sign <= "\udfff").rstrip(" .")
    head, dot, ending = stem.rpartition(".")
    if dot and _ENDINGS.get(ending.lower()) is type:
        stem = head
    else:
        ending = type.value
    return f"{stem.strip(' .')[: MAX_NAME_CHARS - len(ending) - 1] or 'file'}.{ending}"


K = TypeVar("K", bound=StrEnum)


@dataclass(kw_only=True)
class Uploaded(Owned, Generic[K]):
    """A file that somebody sent: what they called it, what it is, and what they keep it as."""

    name: str
    type: DocumentType
    file: StoredFile
    kind: K

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 1 <= len(self.name) <= MAX_NAME_CHARS:
            raise InvalidInput(f"A file's name has 1 to {MAX_NAME_CHARS} characters.", (Detail("name", "length"),))

    @classmethod
    def upload(
        cls, *, id: UUID, owner_id: UUID, name: str, type: DocumentType, file: StoredFile, now: datetime, kind: K
    ) -> Self:
        cls._check_type(type)
        uploaded = cls(
            id=id,
            owner_id=owner_id,
            name=shown_name(name, type),
            type=type,
            file=file,
            kind=kind,
            created_at=now,
            updated_at=now,
        )
        uploaded.record("uploaded", now, type=type.value, kind=kind.value, size_bytes=file.size_bytes)
        return uploaded

    @classmethod
    def _check_type(cls, type: DocumentType) -> None:
        """WrongMedia for a type that is not taken; what nothing is said of takes all."""


@dataclass(kw_only=True)
class Document(Uploaded[DocumentKind]):
    KIND: ClassVar[str] = "document"

    kind: DocumentKind = DocumentKind.OTHER

    def describe(self, now: datetime, *, name: str | None = None, kind: DocumentKind | None = None) -> None:
        """Sets what is given; the ending of the name stays what the file is. The same values change nothing."""
        fresh_name = self.name if name is None else shown_name(name, self.type)
        fresh_kind = self.kind if kind is None else kind
        if (fresh_name, fresh_kind) != (self.name, self.kind):
            self.name, self.kind = fresh_name, fresh_kind
            self._changed("described", now, kind=fresh_kind.value)
