"""What can be done with exported files."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.domain.exports.export import Export, Look, StoredFile


@dataclass(frozen=True, slots=True)
class StoreExport:
    """Stores what is known of a rendered file; the bytes themselves are kept elsewhere under `file.key`."""

    store: Store
    clock: Clock
    ids: Ids

    async def __call__(
        self, *, owner: UUID, generation_id: UUID, look: Look, file: StoredFile, expires_at: datetime | None = None
    ) -> Export:
        export = Export.create(
            id=self.ids.new(),
            owner_id=owner,
            generation_id=generation_id,
            look=look,
            file=file,
            expires_at=expires_at,
            now=self.clock.now(),
        )
        async with self.store.write() as work:
            await work.generations.get(generation_id, owner=owner)
            await work.exports.add(export)
            await work.commit()
        return export
