"""The one state machine of an application, as a table."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class ApplicationStatus(StrEnum):
    NOT_APPLIED = "not_applied"
    PREPARING = "preparing"
    APPLIED = "applied"
    SCREENING = "screening"
    INTERVIEWING = "interviewing"
    OFFER_RECEIVED = "offer_received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REJECTED = "rejected"
    GHOSTED = "ghosted"
    WITHDRAWN = "withdrawn"

    @property
    def allowed_next(self) -> frozenset["ApplicationStatus"]:
        """Where the table leads from here, whatever came before."""
        return MOVES[self]

    @property
    def is_final(self) -> bool:
        return not self.allowed_next

    @property
    def is_active(self) -> bool:
        """Whether something is still expected of it: this is what tiers limit."""
        return self in ACTIVE


_S = ApplicationStatus

MOVES: Mapping[ApplicationStatus, frozenset[ApplicationStatus]] = MappingProxyType(
    {
        _S.NOT_APPLIED: frozenset({_S.PREPARING, _S.APPLIED, _S.WITHDRAWN}),
        _S.PREPARING: frozenset({_S.APPLIED, _S.WITHDRAWN, _S.NOT_APPLIED}),
        _S.APPLIED: frozenset(
            {_S.SCREENING, _S.INTERVIEWING, _S.OFFER_RECEIVED, _S.REJECTED, _S.WITHDRAWN, _S.GHOSTED}
        ),
        _S.SCREENING: frozenset({_S.INTERVIEWING, _S.OFFER_RECEIVED, _S.REJECTED, _S.WITHDRAWN, _S.GHOSTED}),
        _S.INTERVIEWING: frozenset({_S.OFFER_RECEIVED, _S.REJECTED, _S.WITHDRAWN, _S.GHOSTED}),
        _S.OFFER_RECEIVED: frozenset({_S.ACCEPTED, _S.DECLINED, _S.REJECTED, _S.WITHDRAWN}),
        _S.REJECTED: frozenset({_S.INTERVIEWING}),
        _S.GHOSTED: frozenset({_S.INTERVIEWING}),
        _S.ACCEPTED: frozenset(),
        _S.DECLINED: frozenset(),
        _S.WITHDRAWN: frozenset(),
    }
)
TAKEN_BACK = frozenset({_S.REJECTED, _S.GHOSTED})
"""From these an application may go back to where it stood before: employers change their minds."""

ACTIVE = frozenset(status for status in _S if not status.is_final) - TAKEN_BACK


def legal_moves(status: ApplicationStatus, previous: ApplicationStatus | None) -> tuple[ApplicationStatus, ...]:
    """Every status that may follow, in the order of the enum. `previous` is where the application stood before."""
    legal = status.allowed_next
    if status in TAKEN_BACK and previous is not None:
        legal |= {previous}
    return tuple(one for one in ApplicationStatus if one in legal)
