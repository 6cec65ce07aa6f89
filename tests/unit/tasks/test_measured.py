"""What waits is told to Prometheus."""

from jobwise.infrastructure.observing.metrics import Metrics


def test_the_depth_of_a_queue_is_what_it_was_last_and_comes_down_again() -> None:
    metrics = Metrics()
    metrics.queued({"exports.make": 3, "account.erase": 0})
    metrics.queued({"exports.make": 0, "account.erase": 1})
    told = metrics.text().decode()
    assert 'jobwise_queue_depth{kind="exports.make"} 0.0' in told
    assert 'jobwise_queue_depth{kind="account.erase"} 1.0' in told
