"""Areas of the product that an administrator can switch off while their data stays."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID

from jobwise.domain.shared.aggregates import Aggregate


class Feature(StrEnum):
    """What can be switched off; everything is on until somebody does."""

    APPLICATIONS = "applications"
    CALENDAR_FEED = "calendar_feed"
    DATA_EXPORT = "data_export"
    DOCUMENTS = "documents"
    EXPORTS = "exports"
    GENERATIONS = "generations"
    JOBS_FROM_URL = "jobs_from_url"
    LINKEDIN_IMPORT = "linkedin_import"
    RANKINGS = "rankings"
    REGISTRATION = "registration"
    SAMPLES = "samples"


@dataclass(kw_only=True)
class Flag(Aggregate):
    """The present state of one feature."""

    KIND: ClassVar[str] = "flag"

    feature: Feature
    enabled: bool = True

    @classmethod
    def of(cls, feature: Feature, *, id: UUID, now: datetime) -> Self:
        return cls(id=id, feature=feature, created_at=now, updated_at=now)

    def switch(self, on: bool, *, by: UUID, now: datetime) -> None:
        """Switches the feature; what it is already changes nothing."""
        if on is not self.enabled:
            self.enabled = on
            self._changed("switched_on" if on else "switched_off", now, feature=self.feature.value, by=str(by))
