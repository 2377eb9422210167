"""Keeping the gauges up to date: what waits, since when, and what a person must look at."""

from datetime import datetime

from bot.metrics import Metrics
from bot.ports import Clock
from storage.reports import standings
from storage.store import SqlStore


async def count(store: SqlStore, metrics: Metrics, clock: Clock) -> bool:
    """Set the gauges; there is never more to do at once."""
    for standing in await store.read(standings):
        metrics.waiting.labels(standing.sort).set(standing.waiting)
        metrics.parked.labels(standing.sort).set(standing.parked)
        metrics.oldest.labels(standing.sort).set(_seconds_since(standing.oldest_at, clock.now()))
    return False


def _seconds_since(at: datetime | None, now: datetime) -> float:
    return 0 if at is None else max(0.0, (now - at).total_seconds())
