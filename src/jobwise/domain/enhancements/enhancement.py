"""Better wordings that were proposed for items of a profile, each of them accepted or rejected by its owner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Self
from uuid import UUID

from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.errors import Already, Conflict, NotFound


class EnhancementStatus(StrEnum):
    PENDING = "pending"
    COMPLETED = "completed"
    FAILED = "failed"


class Decision(StrEnum):
    """What the owner made of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A better wording of the item at `path`, whose own text was `before`; `trace` is the gate's verdict as JSON."""

    id: str
    path: str
    before: str
    text: str
    trace: Mapping[str, Any]
    decision: Decision = Decision.OPEN


@dataclass(frozen=True, slots=True)
class Unproposed:
    """An item for which nothing is proposed, and why: the wording said more than the item, or it was not asked for."""

    path: str
    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposer:
    """Who proposed, by which words, and what it cost (in millionths of a US dollar, None for an unknown price)."""

    provider: str
    model: str
    prompt_version: str
    calls: int
    tokens_in: int
    tokens_out: int
    cost_micros: int | None


@dataclass(kw_only=True)
class Enhancement(Owned):
    """Proposals for one profile as it was at `profile_version`. `paths` were asked for, none for all; `model` named.

    `failure` (a code) and `reason` (a sentence) say why there are no proposals.
    """

    KIND: ClassVar[str] = "enhancement"

    profile_id: UUID
    profile_version: int
    status: EnhancementStatus = EnhancementStatus.PENDING
    paths: tuple[str, ...] = ()
    model: str = ""
    proposals: tuple[Proposal, ...] = ()
    unproposed: tuple[Unproposed, ...] = ()
    proposer: Proposer | None = None
    failure: str = ""
    reason: str = ""

    @classmethod
    def request(
        cls,
        *,
        id: UUID,
        owner_id: UUID,
        profile_id: UUID,
        profile_version: int,
        paths: Sequence[str],
        model: str,
        now: datetime,
    ) -> Self:
        asked = cls(
            id=id,
            owner_id=owner_id,
            profile_id=profile_id,
            profile_version=profile_version,
            paths=tuple(paths),
            model=model,
            created_at=now,
            updated_at=now,
        )
        asked.record("requested", now, items=len(asked.paths))
        return asked

    @property
    def is_open(self) -> bool:
        """Whether proposals are still to come."""
        return self.status is EnhancementStatus.PENDING

    def complete(
        self, proposals: Sequence[Proposal], unproposed: Sequence[Unproposed], proposer: Proposer | None, now: datetime
    ) -> None:
        """Shows what was proposed. Conflict when it was completed, or given up, before."""
        self._must_be_open()
        self.status, self.proposals = EnhancementStatus.COMPLETED, tuple(proposals)
        self.unproposed, self.proposer = tuple(unproposed), proposer
        self._changed("completed", now, proposals=len(self.proposals), unproposed=len(self.unproposed))

    def fail(self, failure: str, reason: str, now: datetime) -> None:
        """Gives it up with a code and, for the person, a sentence."""
        self._must_be_open()
        self.status, self.failure, self.reason = EnhancementStatus.FAILED, failure, reason
        self._changed("failed", now, failure=failure)

    def proposal(self, id: str) -> Proposal:
        """NotFound when there is none of that id."""
        found = next((one for one in self.proposals if one.id == id), None)
        if found is None:
            raise NotFound("There is no such proposal.")
        return found

    def decide(self, id: str, decision: Decision, now: datetime) -> None:
        """Accepts or rejects one. Already when it was decided before."""
        one = self.proposal(id)
        if one.decision is not Decision.OPEN:
            raise Already(f"This proposal was {one.decision} already.")
        self.proposals = tuple(replace(one, decision=decision) if each is one else each for each in self.proposals)
        self._changed(f"proposal_{decision}", now, proposal=id)

    def _must_be_open(self) -> None:
        if not self.is_open:
            raise Conflict(f"This enhancement is {self.status} already.")
