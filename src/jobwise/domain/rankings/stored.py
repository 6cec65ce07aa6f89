"""A ranking that is kept, with the versions and hashes that say what it was made from."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from jobwise.domain.jobs.captured import CapturedJob
from jobwise.domain.profiles.master import MasterProfile
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.shared.aggregates import Owned
from jobwise.domain.shared.codec import fingerprint
from jobwise.domain.shared.errors import InvalidInput

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class RankingInputs:
    """What a ranking was made from: the same inputs give the same ranking. Hashes are SHA-256 in hex."""

    profile_id: UUID
    profile_version: int
    profile_sha256: str
    job_id: UUID
    job_version: int
    job_sha256: str
    formula_version: str
    vocabulary_version: str

    def __post_init__(self) -> None:
        for digest in (self.profile_sha256, self.job_sha256):
            if not _SHA256.fullmatch(digest):
                raise InvalidInput("A hash of ranking inputs must be SHA-256 in lower-case hex.")

    @classmethod
    def of(cls, profile: MasterProfile, job: CapturedJob, *, formula_version: str, vocabulary_version: str) -> Self:
        """What a ranking of this profile for this job is made from, as both are now."""
        return cls(
            profile_id=profile.id,
            profile_version=profile.version,
            profile_sha256=fingerprint(profile.content),
            job_id=job.id,
            job_version=job.version,
            job_sha256=fingerprint(job.content),
            formula_version=formula_version,
            vocabulary_version=vocabulary_version,
        )


@dataclass(kw_only=True)
class StoredRanking(Owned):
    """A ranking never changes; new inputs make a new one."""

    KIND: ClassVar[str] = "ranking"

    inputs: RankingInputs
    content: Ranking

    @classmethod
    def create(cls, *, id: UUID, owner_id: UUID, inputs: RankingInputs, content: Ranking, now: datetime) -> Self:
        ranking = cls(id=id, owner_id=owner_id, inputs=inputs, content=content, created_at=now, updated_at=now)
        ranking.record("created", now, profile_id=str(inputs.profile_id), job_id=str(inputs.job_id))
        return ranking

    def is_stale(self, *, profile_version: int | None, job_version: int | None) -> bool:
        """Whether profile or job changed since; one that is gone (None) has."""
        return (profile_version, job_version) != (self.inputs.profile_version, self.inputs.job_version)
