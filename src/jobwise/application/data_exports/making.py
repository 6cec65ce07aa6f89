"""Making an archive, and giving one up. Whatever is killed in the middle is simply done again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jobwise.application.mailing import Letters
from jobwise.application.ports.archives import Archives
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore, file_key
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.mail import MailTemplate
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.tasks import Task
from jobwise.application.quotas import refund
from jobwise.domain.data_exports.data_export import DataExport
from jobwise.domain.limits import TASK_ATTEMPTS
from jobwise.domain.shared.errors import JobWiseError, NotFound
from jobwise.domain.shared.files import StoredFile
from jobwise.domain.users.tiers import QuotaKind


async def give_up(work: UnitOfWork, export: DataExport, failure: str, now: datetime) -> None:
    """Says that it failed for good, and gives its quota back; in the caller's transaction."""
    export.fail(failure, now)
    await work.data_exports.save(export)
    await refund(work, export.owner_id, QuotaKind.DATA_EXPORTS, export.created_at)


@dataclass(frozen=True, slots=True)
class MakeDataExport:
    """Makes the archive that a task names. One that is made, given up or erased already is left alone.

    All rows are of one moment. The file gets its name first and its row after: killed between the two, it is an orphan
    that the sweep takes, and the next attempt makes another.
    """

    store: Store
    clock: Clock
    ids: Ids
    files: FileStore
    archives: Archives
    letters: Letters

    async def __call__(self, task: Task) -> None:
        owner, id = task.owner_id, UUID(str(task.payload["data_export_id"]))
        if owner is None or not await self._begin(owner, id):
            return
        try:
            file = await self._make(owner)
        except Exception as error:
            if task.attempts >= TASK_ATTEMPTS:
                failure = error.code if isinstance(error, JobWiseError) else "INTERNAL_ERROR"
                await self._fail(owner, id, failure)
            raise
        if not await self._complete(owner, id, file):
            await self.files.delete(file.key)

    async def _begin(self, owner: UUID, id: UUID) -> bool:
        async with self.store.write() as work:
            export = await _open_one(work, owner, id)
            if export is None:
                return False
            export.start(self.clock.now())
            await work.data_exports.save(export)
            await work.commit()
        return True

    async def _make(self, owner: UUID) -> StoredFile:
        async with self.archives.draft() as draft:
            async with self.store.read() as work:
                for table in work.personal.tables:
                    await draft.rows(table, ())
                    async for rows in work.personal.pieces(table, owner=owner):
                        await draft.rows(table, rows)
                kept = await work.personal.files(owner=owner)
            for file in kept:
                try:
                    await draft.file(file, await self.files.get(file.key))
                except NotFound:
                    draft.missing(file)
            made = await draft.finish(owner=owner, now=self.clock.now())
            stored = StoredFile(file_key(owner, self.ids.new()), made.size_bytes, made.sha256)
            await self.files.put(stored.key, made.source)
        return stored

    async def _complete(self, owner: UUID, id: UUID, file: StoredFile) -> bool:
        """False when somebody else was first, or the account is gone."""
        now = self.clock.now()
        async with self.store.write() as work:
            export = await _open_one(work, owner, id)
            if export is None:
                return False
            export.complete(file, now)
            await work.data_exports.save(export)
            await self.letters.notice(work, await work.users.get(owner), MailTemplate.DATA_EXPORT_READY, now=now)
            await work.commit()
        return True

    async def _fail(self, owner: UUID, id: UUID, failure: str) -> None:
        async with self.store.write() as work:
            export = await _open_one(work, owner, id)
            if export is not None:
                await give_up(work, export, failure, self.clock.now())
                await work.commit()


async def _open_one(work: UnitOfWork, owner: UUID, id: UUID) -> DataExport | None:
    """The archive that is still to be made; None when there is none, or its account was closed."""
    try:
        await work.users.get(owner)
        export = await work.data_exports.get(id, owner=owner)
    except NotFound:
        return None
    return export if export.status.is_open else None
