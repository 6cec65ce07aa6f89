"""What other trackers call the statuses, for import."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jobwise.domain.applications.status import ApplicationStatus as Status

_ALIASES: Mapping[Status, str] = MappingProxyType(
    {
        Status.NOT_APPLIED: "saved interested wishlist draft evaluated discovered bookmarked",
        Status.PREPARING: "ready maybe processing",
        Status.APPLIED: "acknowledged responded response in_progress application_confirmation",
        Status.SCREENING: "recruiter_screen hiring_manager_screen assessment assessment_sent",
        Status.INTERVIEWING: "interview technical technical_interview onsite panel final interview_invitation",
        Status.OFFER_RECEIVED: "offer offered offer_made",
        Status.ACCEPTED: "hired offer_accepted",
        Status.DECLINED: "offer_declined offer_rejected",
        Status.REJECTED: "rejection",
        Status.GHOSTED: "no_response",
        Status.WITHDRAWN: "withdrew withdrew_application",
    }
)
_PUT_AWAY = frozenset({"expired", "skipped", "skip", "discarded", "passed", "archived"})
_GAPS = re.compile(r"[\s\-_]+")


@dataclass(frozen=True, slots=True)
class ReadStatus:
    """A status, and whether the word also says that the job was put away."""

    status: Status
    archives_job: bool = False


def _table() -> Mapping[str, ReadStatus]:
    found = {status.value: ReadStatus(status) for status in Status}
    for status, words in _ALIASES.items():
        found |= {word: ReadStatus(status) for word in words.split()}
    return MappingProxyType(found | {word: ReadStatus(Status.NOT_APPLIED, archives_job=True) for word in _PUT_AWAY})


ALIASES: Mapping[str, ReadStatus] = _table()


def read_status(word: str) -> ReadStatus | None:
    """The status that a word of ours or of another tracker names (`Offer Received`, `no-response`); None if none."""
    return ALIASES.get(_GAPS.sub("_", word[:100].strip().casefold()))
