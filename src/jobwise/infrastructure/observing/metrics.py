"""Counters and histograms for Prometheus, in a registry of their own per process."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """What is counted. Labels are routes, methods and statuses: never an id or a name."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Histogram(
            "jobwise_request_seconds",
            "Time to answer, by route.",
            ("method", "route", "status"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._failures = Counter(
            "jobwise_failures", "Requests that ended in an unexpected error.", ("route",), registry=self.registry
        )
        self._loop_failures = Counter(
            "jobwise_loop_failures",
            "Rounds of work beside requests that failed, by loop and kind of error.",
            ("loop", "error"),
            registry=self.registry,
        )
        self.queue = Gauge("jobwise_queue_depth", "Work that waits, by kind.", ("kind",), registry=self.registry)
        self._children: dict[tuple[str, str, int], Histogram] = {}

    def served(self, method: str, route: str, status: int, seconds: float) -> None:
        key = (method, route, status)
        child = self._children.get(key)
        if child is None:
            child = self._children[key] = self._requests.labels(method, route, str(status))
        child.observe(seconds)

    def failed(self, route: str) -> None:
        self._failures.labels(route).inc()

    def loop_failed(self, loop: str, error: str) -> None:
        self._loop_failures.labels(loop, error).inc()

    def text(self) -> bytes:
        """All of it, in Prometheus' text form."""
        return generate_latest(self.registry)
