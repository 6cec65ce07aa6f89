"""Asking for an archive of everything that an account holds."""

from dataclasses import dataclass
from uuid import UUID

from jobwise.application.ports.clock import Clock
from jobwise.application.ports.ids import Ids
from jobwise.application.ports.store import Store
from jobwise.application.quotas import spend
from jobwise.application.work import work_on
from jobwise.domain.data_exports.data_export import DataExport
from jobwise.domain.users.tiers import QuotaKind

MAKING = "data_export.make"
"""The kind of task that makes one; its key is the id of what is made."""


@dataclass(frozen=True, slots=True)
class RequestDataExport:
    """Spends the quota, notes the wish and the work in one transaction. QuotaExceeded when the day's are used up."""

    store: Store
    clock: Clock
    ids: Ids

    async def __call__(self, *, owner: UUID) -> DataExport:
        now = self.clock.now()
        export = DataExport.request(id=self.ids.new(), owner_id=owner, now=now)
        async with self.store.write() as work:
            tier = (await work.users.entitlement(owner)).tier
            await spend(work, owner, tier, QuotaKind.DATA_EXPORTS, now)
            await work.data_exports.add(export)
            await work.tasks.add([work_on(export, MAKING, self.ids.new())])
            await work.commit()
        return export
