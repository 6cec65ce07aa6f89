"""What every store has to do with better wordings."""

from datetime import timedelta
from uuid import UUID

from tests.contracts.persistence.owned import OWNER, STRANGER, OwnedRoomContract, put, shown
from tests.support.filled import START

from jobwise.application.ports.store import Store
from jobwise.domain.enhancements.enhancement import Enhancement, EnhancementStatus


class EnhancementsContract(OwnedRoomContract):
    ROOM = "enhancements"
    KIND = Enhancement

    async def test_finds_the_oldest_that_is_still_to_come(self, store: Store) -> None:
        def one(number: int, **given: object) -> Enhancement:
            at = START + timedelta(minutes=number)
            values = {"status": EnhancementStatus.PENDING, "created_at": at, "updated_at": at, **given}
            return shown(Enhancement, id=UUID(int=number), **values)

        await put(store, "enhancements", one(1, status=EnhancementStatus.COMPLETED), one(2, owner_id=STRANGER))
        await put(store, "enhancements", one(3, deleted_at=START + timedelta(minutes=3)))
        async with store.read() as work:
            assert await work.enhancements.find_open(owner=OWNER) is None
        await put(store, "enhancements", one(5), one(4))
        async with store.read() as work:
            assert await work.enhancements.find_open(owner=OWNER) == one(4)
