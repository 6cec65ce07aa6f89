"""What is sent and answered about rankings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field, StrictBool

from jobwise.application.ports.rankings import JudgedRanking
from jobwise.domain.jobs.job import Necessity
from jobwise.domain.rankings.json_ranking import ranking_json
from jobwise.domain.rankings.ranking import GapGrade, ItemKind
from jobwise.presentation.schemas.inputs import Input, Output

BASE = "/api/v1/rankings"
_VERSIONS = {"formula": "2", "vocabulary": "9f86d081884c"}


class RankingIn(Input):
    job_id: UUID
    profile_id: UUID | None = Field(None, description="Without it: the default profile.")
    force: StrictBool = Field(False, description="Make a new one even if the same is stored already.")


class ContributionOut(Output):
    name: str = Field(examples=["skills"])
    value: float = Field(examples=[0.42])
    words: list[str] = Field(examples=[["python", "sql"]])


class RankedItemOut(Output):
    kind: ItemKind
    path: str = Field(description="The item of the profile.", examples=["experiences/a1/bullets/b2"])
    text: str = Field(examples=["Cut the nightly load from 6 h to 40 min"])
    score: float = Field(description="The sum of its contributions.", examples=[0.87])
    contributions: list[ContributionOut]
    requirements: list[str] = Field(description="What the posting asks that it answers.", examples=[["r1a2b3c4d"]])


class GapOut(Output):
    skill: str = Field(examples=["kubernetes"])
    necessity: Necessity
    grade: GapGrade
    evidence: list[str] = Field(description="Items that show it.", examples=[["skills/s4"]])


class YearsOut(Output):
    asked: int = Field(examples=[5])
    relevant: float = Field(examples=[4.5])
    total: float = Field(examples=[8.0])
    grade: GapGrade
    evidence: list[str] = Field(examples=[["experiences/a1"]])


class RankingLinks(Output):
    self: str
    job: str
    profile: str
    resume: str = Field(description="Where a resume is asked for.")


class RankingCardOut(Output):
    id: UUID
    version: int
    profile_id: UUID
    profile_version: int = Field(ge=1, examples=[3])
    job_id: UUID
    job_version: int = Field(ge=1, examples=[1])
    title: str = Field(description="The title of the job.", examples=["Data Engineer"])
    company: str = Field(examples=["Acme GmbH"])
    fit: float = Field(ge=0, le=1, description="How well the profile fits, to compare jobs by.", examples=[0.64])
    formula_version: str = Field(examples=[_VERSIONS["formula"]])
    vocabulary_version: str = Field(examples=[_VERSIONS["vocabulary"]])
    stale: bool = Field(description="Whether profile or job changed since, or is gone.", examples=[False])
    created_at: datetime


class RankingOut(Output):
    id: UUID
    version: int
    profile_id: UUID
    profile_version: int = Field(ge=1, examples=[3])
    profile_sha256: str = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])
    job_id: UUID
    job_version: int = Field(ge=1, examples=[1])
    job_sha256: str = Field(examples=["60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"])
    formula_version: str = Field(examples=[_VERSIONS["formula"]])
    vocabulary_version: str = Field(examples=[_VERSIONS["vocabulary"]])
    stale: bool = Field(description="Whether profile or job changed since, or is gone.", examples=[False])
    fit: float = Field(ge=0, le=1, description="How well the profile fits, to compare jobs by.", examples=[0.64])
    items: list[RankedItemOut] = Field(description="Best first.")
    gaps: list[GapOut] = Field(description="What the posting asks, musts first.")
    years: YearsOut | None
    created_at: datetime
    links: RankingLinks


def whole(judged: JudgedRanking) -> dict[str, Any]:
    one = judged.ranking
    inputs = one.inputs
    told = ranking_json(one.content)
    return {
        "id": one.id,
        "version": one.version,
        "profile_id": inputs.profile_id,
        "profile_version": inputs.profile_version,
        "profile_sha256": inputs.profile_sha256,
        "job_id": inputs.job_id,
        "job_version": inputs.job_version,
        "job_sha256": inputs.job_sha256,
        "stale": judged.stale,
        **told,
        "created_at": one.created_at,
        "links": {
            "self": f"{BASE}/{one.id}",
            "job": f"/api/v1/jobs/{inputs.job_id}",
            "profile": f"/api/v1/profiles/{inputs.profile_id}",
            "resume": "/api/v1/generations/resume",
        },
    }
