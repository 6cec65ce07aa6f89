"""Everything that is done with writing styles, put together."""

from dataclasses import dataclass

from jobwise.application.styles.following import FollowSamples
from jobwise.application.styles.learning import LearnStyle, ShowStyle


@dataclass(frozen=True, slots=True)
class StyleActs:
    show: ShowStyle
    learn: LearnStyle
    follow: FollowSamples
