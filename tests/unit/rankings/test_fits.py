"""What puts many postings in order is the number that the whole ranking of each has, to the bit."""

from dataclasses import replace

from jobwise.domain.rankings.fit import fits_of
from jobwise.domain.rankings.scoring import rank
from jobwise.infrastructure.lexicons import load_lexicon
from jobwise.infrastructure.shipped_postings import shipped_postings
from jobwise.infrastructure.vocabularies import load_vocabulary
from tests.unit.rankings.test_ranking import JOB, PROFILE

VOCABULARY, LEXICON = load_vocabulary(), load_lexicon()


def test_the_fits_are_those_of_the_rankings() -> None:
    """In every language there are postings of."""
    jobs = [JOB, replace(JOB, text=""), *(one.content for one in shipped_postings()[::4])]
    assert len({job.language for job in jobs}) >= 4
    fits = fits_of(PROFILE, jobs, VOCABULARY, LEXICON)
    assert list(fits) == [rank(PROFILE, job, VOCABULARY, LEXICON).fit for job in jobs]
    assert len(set(fits)) > len(jobs) / 2


def test_no_posting_has_no_fit() -> None:
    assert fits_of(PROFILE, (), VOCABULARY, LEXICON) == ()
