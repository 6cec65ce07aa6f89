"""Settings of every run: properties are tried on fixed examples, on many more when JOBWISE_SOAK names a factor."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.postgres import Postgres, binaries_or_skip
from tests.support.s3 import S3

# A thousand tests wait for a disk otherwise, for the sake of data that is gone with them.
_MEMORY, _ENOUGH_BYTES = Path("/dev/shm"), 4 * 1024**3  # noqa: S108 - a folder that pytest makes its own within
if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH_BYTES:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

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
