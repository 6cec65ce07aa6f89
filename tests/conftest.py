"""Settings of every run: properties are tried on fixed examples, on many more when JOBWISE_SOAK names a factor."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.support.postgres import Postgres, binaries_or_skip
from tests.support.s3 import S3

_SOAK = int(os.environ.get("JOBWISE_SOAK", "0"))

settings.register_profile("suite", derandomize=True, deadline=None, max_examples=50)
settings.register_profile(
    "soak", deadline=None, max_examples=50 * max(1, _SOAK), print_blob=True, suppress_health_check=list(HealthCheck)
)
settings.load_profile("soak" if _SOAK else "suite")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One server for all tests of this process; whoever halts it brings one of their own."""
    with Postgres(binaries_or_skip()) as server:
        yield server


@pytest.fixture(scope="session")
def s3() -> Iterator[S3]:
    """One server for all tests of this process; each takes a bucket of its own."""
    with S3() as server:
        yield server
