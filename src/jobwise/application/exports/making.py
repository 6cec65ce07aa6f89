"""Making a file that was asked for. Whatever is killed in the middle is simply done again."""

import asyncio
import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from jobwise.application.attempts import Attempts
from jobwise.application.exports.commands import ROOM
from jobwise.application.exports.parts import orders_of
from jobwise.application.ports.clock import Clock
from jobwise.application.ports.files import FileStore, file_key
from jobwise.application.ports.generations import Printable
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.press import Bundler, Order, Press, Printed
from jobwise.application.ports.store import Store, UnitOfWork
from jobwise.application.ports.tasks import Task
from jobwise.domain.exports.export import Export, Part
from jobwise.domain.exports.layout import Format
from jobwise.domain.exports.shown import shown_of
from jobwise.domain.generations.generation import Generation
from jobwise.domain.limits import BATCH_AT_ONCE, EXPORT_ATTEMPTS
from jobwise.domain.profiles import json_resume
from jobwise.domain.shared.errors import (
    CheckFailed,
    Conflict,
    InvalidInput,
    MissingHere,
    NotFound,
    StorageDown,
    Unavailable,
)
from jobwise.domain.shared.files import StoredFile

_FOR_GOOD = (InvalidInput, CheckFailed, MissingHere, NotFound)
"""Failures that would come again with the same documents."""


@dataclass(frozen=True, slots=True)
class MakeExport:
    """Makes the file that a task names. One that is made, cancelled or erased already is left alone.

    The file gets its name first and its row after: killed between the two, it is an orphan that the sweep takes, and
    the next attempt makes another. What fails for good is said at once and its quota given back; other failures are
    tried again.
    """

    store: Store
    clock: Clock
    ids: Ids
    files: FileStore
    press: Press
    bundle: Bundler

    async def __call__(self, task: Task) -> None:
        made = await self._attempts(task, self._make)
        if made is None:
            return
        export, (printed, file) = made
        try:
            done = await self._complete(export, file, printed)
        except Conflict:
            # Of other failures nobody knows whether the row was written: then the file stays, for it or for the sweep.
            done = False
        if not done:
            await self.files.delete(file.key)

    @property
    def _attempts(self) -> Attempts[Export]:
        return Attempts(self.store, self.clock, ROOM, EXPORT_ATTEMPTS, _FOR_GOOD, _look)

    async def _make(self, export: Export) -> tuple[Sequence[Printed], StoredFile]:
        printed = await self._print(export)
        return printed, await self._keep(export, printed)

    async def _print(self, export: Export) -> Sequence[Printed]:
        """Every part, as it was asked for."""
        async with self.store.read() as work:
            ids = [part.generation_id for part in export.parts]
            found = {one.id: one for one in await work.generations.printable(ids, owner=export.owner_id, hidden=True)}
            whole = {
                part.generation_id: await work.generations.get(part.generation_id, owner=export.owner_id, hidden=True)
                for part in export.parts
                if part.look.format is Format.JSON
            }
        orders = orders_of(export.parts, found)
        free = asyncio.Semaphore(BATCH_AT_ONCE)

        async def one(part: Part, order: Order | None) -> Printed:
            if order is None:
                return _written(part, whole[part.generation_id], found[part.generation_id])
            async with free:
                return await self.press.print(order)

        # A failure cancels the others and comes out alone.
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(one(*each)) for each in zip(export.parts, orders, strict=True)]
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None
        return [task.result() for task in tasks]

    async def _keep(self, export: Export, printed: Sequence[Printed]) -> StoredFile:
        if export.format is Format.ZIP:
            named = [(part.name, made.data) for part, made in zip(export.parts, printed, strict=True)]
            data = await asyncio.to_thread(self.bundle, named)
        else:
            data = printed[0].data
        key = file_key(export.owner_id, self.ids.new())
        file = StoredFile(key, len(data), hashlib.sha256(data).hexdigest())
        try:
            await self.files.put(file.key, io.BytesIO(data))
        except (MissingHere, Unavailable) as error:
            # A full disk says nothing about the document: that is tried again.
            raise StorageDown(error.message) from error
        return file

    async def _complete(self, begun: Export, file: StoredFile, printed: Sequence[Printed]) -> bool:
        """False when it was cancelled meanwhile, somebody else was first, or the account is gone."""
        async with self.store.write() as work:
            export = await self._attempts.open_one(work, begun.owner_id, begun.id, begun.attempt)
            if export is None:
                return False
            export.complete(file, [one.look for one in printed], self.clock.now())
            await work.exports.save(export)
            await work.commit()
        return True


async def _look(work: UnitOfWork, owner: UUID) -> None:
    """NotFound for an account that is closed: its rows go later."""
    await work.users.get(owner)


def _written(part: Part, generation: Generation, one: Printable) -> Printed:
    """The JSON Resume of what a resume shows."""
    if one.content is None:
        raise NotFound("There is no such generation.")
    value = json_resume.write(shown_of(generation.provenance.profile, one.content))
    data = (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
    return Printed(data, replace(part.look, template="", template_version=""))
