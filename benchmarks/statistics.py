"""Means with a bootstrap interval, and medians of interleaved timings."""

import random
import statistics
import time
from collections.abc import Callable, Sequence


def interval(values: Sequence[float], rounds: int = 2000, seed: int = 7) -> tuple[float, float, float]:
    """Mean and its 95 % bootstrap interval over the values; three zeros for no value."""
    if not values:
        return 0.0, 0.0, 0.0
    chance = random.Random(seed)  # noqa: S311 - a seeded resampling, nothing secret
    means = sorted(statistics.fmean(chance.choices(values, k=len(values))) for _ in range(rounds))
    return statistics.fmean(values), means[int(rounds * 0.025)], means[int(rounds * 0.975) - 1]


def shown(values: Sequence[float]) -> str:
    """`0.812 [0.744, 0.871] n 22`."""
    mean, low, high = interval(values)
    return f"{mean:.3f} [{low:.3f}, {high:.3f}] n {len(values)}"


def interleaved(ways: dict[str, Callable[[], object]], rounds: int, warm: int = 2) -> dict[str, float]:
    """Median seconds of each way, measured in turn (A B A B ...) so that a drifting machine is fair to all."""
    for _ in range(warm):
        for way in ways.values():
            way()
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            times[name].append(time.perf_counter() - began)
    return {name: statistics.median(values) for name, values in times.items()}


def line(measure: str, ours: float, floor: float, bar: float) -> int:
    """Prints a measure in milliseconds; 1 when it is above its bar, the most that ours may be of the floor."""
    missed = ours / floor > bar
    times = f"{ours * 1000:9.2f} {floor * 1000:9.2f} {ours / floor:7.3f} {bar:6.2f}"
    print(f"{measure:44s} {times}{'  missed' * missed}", flush=True)
    return int(missed)
