"""Which skills a posting asks for the profile has, makes believable, or lacks."""

from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Profile
from jobwise.domain.rankings.items import Item
from jobwise.domain.rankings.ranking import Gap
from jobwise.domain.rankings.reading import Reader
from jobwise.domain.shared.values import PartialDate


def find_gaps(
    profile: Profile, job: Job, reader: Reader, items: list[Item], today: PartialDate | None
) -> tuple[Gap, ...]:
    """Every asked skill with its grade, musts first, in posting order."""
    return ()
