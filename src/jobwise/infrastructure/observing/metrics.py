"""Counters and histograms for Prometheus, in a registry of their own per process."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_MODEL_BUCKETS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60)


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
        self._model_calls = Histogram(
            "jobwise_llm_call_seconds",
            "Time of calls of language models, by what became of them.",
            ("provider", "model", "task", "outcome"),
            buckets=_MODEL_BUCKETS,
            registry=self.registry,
        )
        self._model_tokens = Counter(
            "jobwise_llm_tokens",
            "Tokens that language models read and wrote.",
            ("provider", "model", "direction"),
            registry=self.registry,
        )
        self._model_dollars = Counter(
            "jobwise_llm_cost_dollars",
            "US dollars that calls of language models cost, where prices are known.",
            ("provider", "model"),
            registry=self.registry,
        )
        self._queue = Gauge(
            "jobwise_queue_depth",
            "Tasks that wait or run, by kind; every worker tells of all.",
            ("kind",),
            registry=self.registry,
        )
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

    def queued(self, depths: Mapping[str, int]) -> None:
        """How many tasks there are of each kind now, those of which there are none included."""
        for kind, depth in depths.items():
            self._queue.labels(kind).set(depth)

    def model_called(self, provider: str, model: str, task: str, outcome: str, seconds: float) -> None:
        self._model_calls.labels(provider, model, task, outcome).observe(seconds)

    def model_used(
        self, provider: str, model: str, tokens_in: int | None, tokens_out: int | None, micros: int | None
    ) -> None:
        """None is what nobody knows, and is not counted."""
        self._model_tokens.labels(provider, model, "in").inc(tokens_in or 0)
        self._model_tokens.labels(provider, model, "out").inc(tokens_out or 0)
        self._model_dollars.labels(provider, model).inc((micros or 0) / 1_000_000)

    def text(self) -> bytes:
        """All of it, in Prometheus' text form."""
        return generate_latest(self.registry)
