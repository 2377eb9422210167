"""Figures, read the way Prometheus reads them."""

from urllib.request import urlopen

import pytest

from bot.metrics import Metrics


@pytest.fixture
def metrics():
    return Metrics()


@pytest.fixture
def served(metrics):
    served = metrics.serve(0)
    yield served
    served.stop()


def read(served):
    with urlopen(f"http://127.0.0.1:{served.port}/metrics", timeout=5) as answer:
        return set(answer.read().decode().splitlines())


def test_what_happened_is_counted(metrics, served):
    metrics.events.labels("invoice.paid", "done").inc()
    metrics.events.labels("invoice.paid", "done").inc()
    metrics.effects.labels("money", "failed").inc()
    metrics.received.labels(200).inc()
    metrics.rate_limited.inc()

    assert {
        'roomkeeper_events_total{outcome="done",type="invoice.paid"} 2.0',
        'roomkeeper_effects_total{lane="money",outcome="failed"} 1.0',
        'roomkeeper_webhooks_total{status="200"} 1.0',
        "roomkeeper_discord_rate_limited_total 1.0",
    } <= read(served)


def test_what_waits_is_what_was_said_last(metrics, served):
    for number in (3, 0):
        metrics.waiting.labels("events").set(number)
        metrics.parked.labels("effects").set(number)
        metrics.oldest.labels("due").set(number)

    assert {
        'roomkeeper_waiting{sort="events"} 0.0',
        'roomkeeper_parked{sort="effects"} 0.0',
        'roomkeeper_oldest_seconds{sort="due"} 0.0',
    } <= read(served)


def test_two_bots_in_one_process_count_for_themselves(metrics, served):
    """The sandbox and the tests start several; a registry of the whole process would refuse the second."""
    Metrics().rate_limited.inc()

    assert "roomkeeper_discord_rate_limited_total 0.0" in read(served)


def test_the_world_cannot_read_them(served):
    """They stand behind no proxy and ask for no password."""
    assert served._server.socket.getsockname()[0] == "127.0.0.1"


def test_the_port_is_free_after_a_stop(metrics):
    first = metrics.serve(0)
    first.stop()
    second = metrics.serve(first.port)
    second.stop()

    assert second.port == first.port


def test_a_port_that_is_taken_is_an_error(metrics, served):
    with pytest.raises(OSError, match="in use"):
        metrics.serve(served.port)
