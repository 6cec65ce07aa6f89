from uuid import UUID

from jobwise.application.ports.exports import ExportFilter, ExportProgress, Waiting
from jobwise.domain.exports.export import Export, ExportStatus
from jobwise.domain.limits import MAX_WAITING_EXPORTS
from jobwise.domain.shared.paging import Listing, Page, Sort
from jobwise.infrastructure.persistence.memory.owned import MemoryOwned, ordered


class MemoryExports(MemoryOwned[Export]):
    async def find(self, wanted: ExportFilter, *, owner: UUID, sort: Sort, page: Page) -> Listing[Export]:
        found = [one for one in self._of(owner) if _matches(one, wanted)]
        return ordered(found, sort, page)

    async def progress(self, id: UUID, *, owner: UUID) -> ExportProgress:
        one = await self.get(id, owner=owner)
        return ExportProgress(one.id, one.version, one.status, one.failure, one.reason, one.updated_at)

    async def waiting(self, *, owner: UUID) -> Waiting:
        open_ones = (row for row in self._table.rows() if ExportStatus(row["status"]).is_open)
        waiting = [row["owner_id"] == str(owner) for row in open_ones][:MAX_WAITING_EXPORTS]
        return Waiting(sum(waiting), len(waiting))

    async def count_download(self, id: UUID, *, owner: UUID) -> None:
        self._table.change(id, owner, lambda row: {**row, "download_count": row["download_count"] + 1})

    async def erase(self, id: UUID, *, owner: UUID) -> None:
        if any(one.id == id and one.owner_id == owner for one in self._table.all()):
            self._table.erase([id])


def _matches(one: Export, wanted: ExportFilter) -> bool:
    return (
        wanted.generation_id in (None, one.generation_id)
        and (not wanted.formats or one.format in wanted.formats)
        and (not wanted.statuses or one.status in wanted.statuses)
    )
