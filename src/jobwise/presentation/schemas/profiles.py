"""What is sent and answered about profiles."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from jobwise.domain.limits import MAX_ITEMS, MAX_OPERATIONS
from jobwise.presentation.schemas.inputs import Input, Name, Output
from jobwise.presentation.schemas.profile_entries import (
    BulletIn,
    BulletOut,
    EntryBody,
    EntryOut,
    Id,
    OldId,
    ProfileLists,
    ShownLists,
    Words,
)

ARCHIVE = b"PK"
"""How a ZIP begins, which is how LinkedIn hands out profiles."""


class OnlineEntry(Input):
    id: OldId = None
    network: Words | None = Field(None, examples=["GitHub"])
    username: Words | None = Field(None, examples=["mara"])
    url: Words | None = Field(None, examples=["https://example.org/mara"])


class OnlineOut(Output):
    id: Id
    network: str
    username: str
    url: str


class LocationIn(Input):
    address: Words | None = None
    postal_code: Words | None = None
    city: Words | None = Field(None, examples=["Uppsala"])
    country_code: Words | None = Field(None, examples=["SE"])
    region: Words | None = None


class LocationOut(Output):
    address: str
    postal_code: str
    city: str = Field(examples=["Uppsala"])
    country_code: str = Field(examples=["SE"])
    region: str


class PersonalIn(Input):
    name: Words | None = Field(None, examples=["Mara Lind"])
    label: Words | None = Field(None, description="A headline.", examples=["Data engineer"])
    image: Words | None = None
    email: Words | None = Field(None, examples=["mara@example.org"])
    phone: Words | None = Field(None, examples=["+46 8 123 456 78"])
    url: Words | None = Field(None, examples=["https://example.org/mara"])
    location: LocationIn | None = None
    online: Annotated[list[OnlineEntry], Field(max_length=MAX_ITEMS)] | None = Field(
        None, description="All of them: those not named are taken out."
    )


class ProfilePatch(Input):
    """Only what is given changes; `personal` is merged field by field."""

    name: Name | None = Field(None, description="What the profile is called.", examples=["For research jobs"])
    personal: PersonalIn | None = None
    summary: Words | None = Field(None, examples=["Ten years of moving data reliably."])
    enhanced_summary: Words | None = Field(None, description="Improved wording, beside the original.")


class ProfilePut(ProfileLists):
    """A whole profile: what is not given is empty afterwards. Entries are matched by their `id`."""

    name: Name | None = Field(None, description="Stays as it is when it is not given.")
    personal: PersonalIn | None = None
    summary: Words | None = None
    enhanced_summary: Words | None = None


class ProfileIn(ProfilePut):
    """A new profile, empty or with content."""

    name: Name = Field("Profile", description="What the profile is called.", examples=["For research jobs"])


class PersonalOut(Output):
    name: str = Field(examples=["Mara Lind"])
    label: str
    image: str
    email: str = Field(examples=["mara@example.org"])
    phone: str
    url: str
    location: LocationOut
    online: list[OnlineOut]


class ProfileLinks(Output):
    self: str
    analytics: str
    versions: str
    export: str


class ContentOut(ShownLists):
    personal: PersonalOut
    summary: str
    enhanced_summary: str


class ProfileOut(ContentOut):
    id: UUID
    name: str
    is_default: bool
    version: int = Field(ge=1)
    created_at: datetime
    updated_at: datetime
    links: ProfileLinks


class ProfileCard(Output):
    id: UUID
    name: str
    is_default: bool
    version: int
    completeness_pct: int = Field(ge=0, le=100, examples=[72])
    created_at: datetime
    updated_at: datetime


class CreateOperation(Input):
    op: Literal["create"]
    values: EntryBody


class UpdateOperation(Input):
    op: Literal["update"]
    id: str = Field(max_length=64)
    values: EntryBody


class ReplaceOperation(Input):
    op: Literal["replace"]
    id: str = Field(max_length=64)
    values: EntryBody


class DeleteOperation(Input):
    op: Literal["delete"]
    id: str = Field(max_length=64)


class ReorderOperation(Input):
    op: Literal["reorder"]
    order: list[Annotated[str, Field(max_length=64)]] = Field(max_length=MAX_ITEMS)


Step = Annotated[
    CreateOperation | UpdateOperation | ReplaceOperation | DeleteOperation | ReorderOperation, Field(discriminator="op")
]


class Operations(Input):
    """Steps that are done in order, all or none; each sees what the ones before it did."""

    operations: list[Step] = Field(
        min_length=1,
        max_length=MAX_OPERATIONS,
        examples=[[{"op": "create", "values": {"title": "Baker", "employer": "Mill & Oven", "start": "2019-04"}}]],
    )


class CreateBullet(Input):
    op: Literal["create"]
    values: BulletIn


class UpdateBullet(Input):
    op: Literal["update"]
    id: str = Field(max_length=64)
    values: BulletIn


BulletStep = Annotated[CreateBullet | UpdateBullet | DeleteOperation | ReorderOperation, Field(discriminator="op")]


class BulletOperations(Input):
    operations: list[BulletStep] = Field(
        min_length=1,
        max_length=MAX_OPERATIONS,
        examples=[[{"op": "create", "values": {"text": "Baked 300 loaves a day"}}]],
    )


class Order(Input):
    order: list[Annotated[str, Field(max_length=64)]] = Field(
        max_length=MAX_ITEMS, description="The ids of all entries of the list, each once, in their new order."
    )


class EditedOut(Output):
    """The list after an edit, the profile's new version, and the id that each operation concerned (empty: reorder)."""

    version: int
    ids: list[str]
    entries: list[EntryOut]


class EditedBullets(Output):
    version: int
    ids: list[str]
    entries: list[BulletOut]


class ShareOut(Output):
    count: int
    of: int
    pct: int


class CoverageOut(Output):
    """Positions that have dates, bullets, a bullet with a number; bullets that have a number, a verb."""

    dated: ShareOut
    with_bullets: ShareOut
    measured: ShareOut
    bullets_with_number: ShareOut
    bullets_with_verb: ShareOut


class SectionOut(Output):
    section: str = Field(examples=["experiences"])
    weight: int = Field(examples=[35])
    earned: float = Field(examples=[28.5])


class WarningOut(Output):
    code: str = Field(examples=["gap"])
    severity: str = Field(examples=["warning"])
    path: str = Field(examples=["experiences/0190c7e2/end"])
    sentence: str


class NextBestOut(Output):
    path: str
    sentence: str = Field(examples=["Add a phone number."])
    gain: float


class InsightOut(Output):
    version: int = Field(description="The version of the profile that was looked at.")
    completeness_pct: int = Field(ge=0, le=100)
    sections: list[SectionOut]
    coverage: CoverageOut
    warnings: list[WarningOut]
    next_best: NextBestOut | None
    experience_months: int


class VersionOut(Output):
    version: int
    at: datetime


class OldProfileOut(VersionOut):
    content: ContentOut


class ChangeOut(Output):
    """A value that reading changed."""

    path: str
    field: str
    was: str
    now: str
    why: str


class LeftOutOut(Output):
    """What of a file the profile has no place for."""

    part: str = Field(examples=["Connections.csv"])
    rows: int
    why: str


class ImportedOut(Output):
    source: str = Field(examples=["json_resume", "linkedin"])
    profile: ProfileOut
    changes: list[ChangeOut]
    left_out: list[LeftOutOut]


def given(body: Input) -> dict[str, Any]:
    """What was sent, and nothing that was not."""
    sent: dict[str, Any] = body.model_dump(exclude_unset=True)
    return sent
