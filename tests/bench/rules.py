"""Rules: decisions a second, beside what it takes to make one changed record."""

import time
from collections.abc import Callable
from dataclasses import replace

from bot.rules import billing, trying
from bot.rules.ids import AttemptId
from tests.bench.figures import Figure, rounded
from tests.rules import makers

BESIDE = "replace() of one record"


def measure(decisions: int) -> list[Figure]:
    """A failed renewal, and the listed day that tries it again."""
    known, membership, room = makers.charge(), makers.membership(), makers.room()
    decline, unpaid, tenth = makers.decline(), makers.unpaid(), makers.at(11, 10, 10)

    def decide() -> None:
        billing.failed(known, membership, room, decline, makers.CALENDAR)
        trying.retry(unpaid, (), None, AttemptId("try_1"), calendar=makers.CALENDAR, now=tenth)

    rate = 2 * _rate(decide, decisions // 2)
    bare = _rate(lambda: replace(known, made_at=tenth), decisions)
    return [Figure("rules", rounded(rate), "decisions/s", rounded(rate / bare), BESIDE, "a failed renewal and a retry")]


def _rate(work: Callable[[], object], times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        work()
    return times / (time.perf_counter() - began)
