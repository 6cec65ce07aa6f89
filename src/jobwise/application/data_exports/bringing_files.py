"""The files of an archive on their way into the store: judged by what they are, and as far as there is room."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import BinaryIO
from uuid import UUID

from jobwise.application.ports.archives import SentIn
from jobwise.application.ports.files import FileStore, FileTypes, file_key
from jobwise.application.sample_files import check_content
from jobwise.domain.data_exports.brought import NewOwner
from jobwise.domain.data_exports.brought_made import sample_of
from jobwise.domain.data_exports.past import PastDocument
from jobwise.domain.data_exports.past_made import PastExport, PastSample, Refused
from jobwise.domain.documents.allowance import check_files
from jobwise.domain.documents.document import Document
from jobwise.domain.exports.export import ExportStatus
from jobwise.domain.limits import MAX_KEPT_FILES
from jobwise.domain.samples.sample import Sample
from jobwise.domain.shared.errors import InvalidInput, NotFound
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.users.user import User


class Room:
    """How much its owner keeps while files are added one by one."""

    def __init__(self, user: User, count: int, size_bytes: int) -> None:
        self._user = user
        self._count, self._size = count, size_bytes
        self._made = 0

    def add(self, size_bytes: int) -> None:
        """Raises when there is no room for one more of the owner's own files."""
        check_files(self._user, count=self._count + self._made, size_bytes=self._size, more_bytes=size_bytes)
        self._count, self._size = self._count + 1, self._size + size_bytes

    def add_made(self, size_bytes: int) -> None:
        """The same for a file that was made here: those are not counted, but weighed, and an unverified account has
        one file of any kind."""
        count = min(self._count + self._made, MAX_KEPT_FILES - 1)
        check_files(self._user, count=count, size_bytes=self._size, more_bytes=size_bytes)
        self._made, self._size = self._made + 1, self._size + size_bytes


class BroughtFiles:
    """`put` are the keys of what lies in the store already; `missing` are files that the archive does not hold."""

    def __init__(self, files: FileStore, types: FileTypes, owner: NewOwner) -> None:
        self._files = files
        self._types = types
        self._owner = owner
        self.put: list[str] = []
        self.missing = 0
        self.documents: list[Document] = []
        self.samples: list[Sample] = []
        self.exports: dict[UUID, StoredFile] = {}
        self.refused: list[Refused] = []

    async def take_documents(self, sent: SentIn, past: Sequence[PastDocument], room: Room) -> None:
        for one in past:
            async with _file(sent, "documents", one.id) as source:
                if source is None:
                    self.missing += 1
                    continue
                found = await self._types.inspect(one.name, source)
                room.add(found.size_bytes)
                file = await self._keep(source, found.size_bytes, found.sha256)
            self.documents.append(self._owner.document(replace(one, type=found.type), file))

    async def take_samples(self, sent: SentIn, past: Sequence[PastSample], room: Room) -> None:
        for one in past:
            async with _file(sent, "samples", one.id) as source:
                if source is None:
                    self.missing += 1
                    continue
                found = await self._types.inspect(one.name, source)
                check_content(found)
                room.add(found.size_bytes)
                file = await self._keep(source, found.size_bytes, found.sha256)
            self.samples.append(sample_of(self._owner, one, found.type, file))

    async def take_exports(self, sent: SentIn, past: Sequence[PastExport], room: Room) -> None:
        """What was made comes only as it was made; a file that is another one is refused with its row."""
        for one in past:
            if one.status is not ExportStatus.COMPLETED:
                continue
            async with _file(sent, "exports", one.id) as source:
                reason = "Its file is not in the archive."
                if source is not None:
                    reason = await self._take_export(one, source, room)
            if reason:
                self.refused.append(Refused("exports", one.id, reason))

    async def _take_export(self, one: PastExport, source: BinaryIO, room: Room) -> str:
        """Why it does not come; empty when it does."""
        try:
            found = await self._types.measure(one.format, source)
        except InvalidInput as error:
            return error.message
        if found.sha256 != one.sha256:
            return "Its file is not the one that was made."
        room.add_made(found.size_bytes)
        self.exports[one.id] = await self._keep(source, found.size_bytes, found.sha256)
        return ""

    async def _keep(self, source: BinaryIO, size_bytes: int, sha256: str) -> StoredFile:
        key = file_key(self._owner.id, self._owner.new_id())
        self.put.append(key)
        await self._files.put(key, source)
        return StoredFile(key, size_bytes, sha256)


@asynccontextmanager
async def _file(sent: SentIn, table: str, id: UUID) -> AsyncIterator[BinaryIO | None]:
    """The file of a row; None when the archive has none."""
    async with AsyncExitStack() as stack:
        try:
            source = await stack.enter_async_context(sent.file(table, id))
        except NotFound:
            source = None
        yield source
