"""Reading a posting: from its text to what it asks and offers."""

from jobwise.domain.jobs.reading.reader import read_posting

__all__ = ["read_posting"]
