"""Whether the audit trail is as it was written."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from jobwise.application.ports.store import Store
from jobwise.domain.limits import RELAY_BATCH
from jobwise.domain.shared.events import GENESIS, StoredEvent, link_sha256, payload_sha256


class Fault(StrEnum):
    MISSING = "missing"
    ALTERED = "altered"
    PAYLOAD = "payload"


_SENTENCES = {
    Fault.MISSING: "The event at position {} is missing",
    Fault.ALTERED: "The event at position {}, or its place in the chain, was altered",
    Fault.PAYLOAD: "What the event at position {} says was altered",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong at a position of the trail, and the event that stands there; None where none stands."""

    position: int
    fault: Fault
    event_id: UUID | None = None

    @property
    def sentence(self) -> str:
        return f"{_SENTENCES[self.fault].format(self.position)}{f' (event {self.event_id})' if self.event_id else ''}."


@dataclass(frozen=True, slots=True)
class AuditReport:
    """How many events stand in the chain, how many of them were erased, and what is wrong, in order of position."""

    events: int
    erased: int
    faults: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class VerifyAudit:
    """Reads the whole trail and checks every link. A person's erased payloads are erased, not altered."""

    store: Store

    async def __call__(self) -> AuditReport:
        events, erased, faults, link, after = 0, 0, list[Found](), GENESIS, 0
        while batch := await self._batch(after):
            for stored in batch:
                position = stored.position or 0
                if position != after + 1:
                    faults.append(Found(after + 1, Fault.MISSING))
                elif link_sha256(link, stored, position) != stored.chain_sha256:
                    faults.append(Found(position, Fault.ALTERED, stored.id))
                elif stored.erased_at is None and payload_sha256(stored.event.payload) != stored.payload_sha256:
                    faults.append(Found(position, Fault.PAYLOAD, stored.id))
                # One altered row is one fault: the chain goes on from what stands there.
                link, after = stored.chain_sha256 or "", position
                events, erased = events + 1, erased + (stored.erased_at is not None)
        return AuditReport(events, erased, tuple(faults))

    async def _batch(self, after: int) -> tuple[StoredEvent, ...]:
        async with self.store.read() as work:
            return tuple(await work.outbox.published(after=after, limit=RELAY_BATCH))
