"""Which paper somebody's documents are for."""

from jobwise.domain.exports.layout import Paper

_LETTER = frozenset({"US", "CA", "USA", "UNITED STATES", "CANADA"})


def paper_in(country_code: str) -> Paper:
    """Letter in the United States and Canada, A4 everywhere else and where nothing is known."""
    return Paper.LETTER if country_code.strip().upper() in _LETTER else Paper.A4
