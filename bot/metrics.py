"""Figures for whoever watches the bot, in the form Prometheus reads, on a port of the loopback only."""

from threading import Thread
from wsgiref.simple_server import WSGIServer

from prometheus_client import CollectorRegistry, Counter, Gauge, start_http_server

LOOPBACK = "127.0.0.1"


class Metrics:
    """The figures of one process. Nothing is global, so that tests and the sandbox can have several."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.events = Counter(
            "roomkeeper_events_total",
            "Webhook events, by type and what became of them",
            ("type", "outcome"),
            registry=self.registry,
        )
        self.effects = Counter(
            "roomkeeper_effects_total",
            "Effects, by lane and what became of them",
            ("lane", "outcome"),
            registry=self.registry,
        )
        self.received = Counter(
            "roomkeeper_webhooks_total",
            "Requests to the webhook endpoint, by the status they were answered with",
            ("status",),
            registry=self.registry,
        )
        self.waiting = Gauge(
            "roomkeeper_waiting", "What waits now, by sort (events, effects, due)", ("sort",), registry=self.registry
        )
        self.parked = Gauge(
            "roomkeeper_parked",
            "What a person must look at, by sort (events, effects)",
            ("sort",),
            registry=self.registry,
        )

        self.oldest = Gauge(
            "roomkeeper_oldest_seconds",
            "How long the oldest that could be done now has waited, by sort (events, effects, due)",
            ("sort",),
            registry=self.registry,
        )
        self.rate_limited = Counter(
            "roomkeeper_discord_rate_limited_total",
            "Answers of Discord that told us to slow down (429)",
            registry=self.registry,
        )

    def serve(self, port: int) -> "Served":
        """Answer GET /metrics on a port of the loopback (0: any free one). Raises OSError when the port is taken."""
        server, thread = start_http_server(port, LOOPBACK, self.registry)
        return Served(server, thread)


class Served:
    """A running metrics endpoint."""

    def __init__(self, server: WSGIServer, thread: Thread) -> None:
        self._server, self._thread = server, thread
        self.port: int = server.server_port

    def stop(self) -> None:
        """Answer no longer; the port is free afterwards."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
