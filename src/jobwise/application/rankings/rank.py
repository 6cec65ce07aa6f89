"""Ordering a profile by what a posting asks."""

from dataclasses import dataclass

from jobwise.application.inputs import Inputs
from jobwise.domain.rankings.lexicon import Lexicon
from jobwise.domain.rankings.ranking import Ranking
from jobwise.domain.rankings.scoring import rank


@dataclass(frozen=True, slots=True)
class RankProfile:
    """Ranks every item and bullet of a profile for a job, with reasons that add up, and grades the gaps."""

    inputs: Inputs
    lexicon: Lexicon

    def __call__(self, profile: bytes, job: bytes) -> Ranking:
        read = self.inputs.profile(profile).profile
        return rank(read, self.inputs.job(job), self.inputs.vocabulary, self.lexicon)
