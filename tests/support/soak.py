"""How often a property is tried: so many times in the suite, many times more in `make soak`."""

import os

FACTOR = max(1, int(os.environ.get("JOBWISE_SOAK", "0")))


def examples(count: int) -> int:
    """The number of examples of a property whose suite needs `count`."""
    return count * FACTOR
