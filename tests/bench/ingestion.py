"""Webhook ingestion: verified, deduplicated and committed before 200, beside aiohttp that only reads the body."""

import statistics
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from tests.bench import postgres
from tests.bench.endpoint import BARE, DRAINING, KEEPING, url_of
from tests.bench.figures import Figure, rounded
from tests.bench.processes import Program, output, running

MANY, SOME = 64, 16
LIMIT, OURS = 0, 1
"""Of a pair of runs."""
BESIDE = "aiohttp that only reads the body"


@dataclass(frozen=True, slots=True)
class Posted:
    """What one run of the sender came to.

    rate: answers per second. busy_us: the receiver's processor time per answer; says the same on a busy machine.
    """

    rate: float
    busy_us: float
    p50_ms: float
    p99_ms: float
    statuses: dict[str, int]


async def measure(folder: Path, requests: int, rounds: int) -> list[Figure]:
    """Bare and kept by turns, `rounds` times, so that whatever else the machine does falls on both.

    requests: posted in each run.
    """
    async with (
        receiving(BARE, url_of(folder / "bare.sqlite")) as bare,
        receiving(KEEPING, url_of(folder / "kept.sqlite")) as keeping,
    ):
        await by_turns(bare, keeping, MANY, requests // 4, 1)  # warm
        many = await by_turns(bare, keeping, MANY, requests, rounds)
        some = await by_turns(bare, keeping, SOME, requests, rounds)
        copies = await post(keeping, MANY, MANY, "same")
        async with receiving(DRAINING, url_of(folder / "drained.sqlite")) as draining:
            drained = await by_turns(bare, draining, MANY, requests, rounds)
        beside = await _in_postgresql(folder, bare, requests, rounds)
    assert copies.statuses == {"200": MANY}, f"copies of one event at once were answered {copies.statuses}"
    return [
        _figure("webhook_ingest", many, f"{MANY} at once; {MANY} copies of one event: all 200"),
        _figure("webhook_ingest_16", some, f"{SOME} at once"),
        _figure("webhook_ingest_draining", drained, f"{MANY} at once, while the inbox works off what came"),
        *beside,
    ]


def receiving(kind: str, url: str) -> AbstractAsyncContextManager[Program]:
    """A receiver in a process of its own."""
    return running("-m", "tests.bench.endpoint", kind, url)


async def _in_postgresql(folder: Path, bare: Program, requests: int, rounds: int) -> list[Figure]:
    """The same into PostgreSQL; no figure where there is none on this machine."""
    if postgres.programs() is None:
        return []
    async with postgres.running(folder) as url, receiving(KEEPING, url) as keeping:
        await post(keeping, requests // 4, MANY)  # warm
        many = await by_turns(bare, keeping, MANY, requests, rounds)
    return [_figure("webhook_ingest_postgresql", many, f"{MANY} at once, into PostgreSQL on this machine")]


async def by_turns(bare: Program, ours: Program, at_once: int, requests: int, rounds: int) -> list[tuple[Posted, ...]]:
    """Pairs of runs: the bare limit, and ours."""
    return [(await post(bare, requests, at_once), await post(ours, requests, at_once)) for _ in range(rounds)]


async def post(to: Program, requests: int, at_once: int, *more: str) -> Posted:
    """Let the sender post to a receiver. Raises AssertionError when anything was answered with a 5xx."""
    words = (to.said, str(requests), str(at_once), *more)
    before = to.busy_seconds
    told: dict[str, Any] = orjson.loads(await output("-m", "tests.bench.posting", *words))
    assert not any(status.startswith("5") for status in told["statuses"]), told["statuses"]
    busy_us = (to.busy_seconds - before) / requests * 1_000_000
    return Posted(requests / told["seconds"], busy_us, *told["latencies_ms"], told["statuses"])


def _figure(name: str, pairs: list[tuple[Posted, ...]], notes: str) -> Figure:
    """The middle of several pairs; ratios are taken pair by pair."""
    rate = statistics.median(kept.rate for _, kept in pairs)
    ratio = statistics.median(kept.rate / bare.rate for bare, kept in pairs)
    words = (
        notes,
        f"p50 {_middle(pairs, 'p50_ms', OURS)} ms, p99 {_middle(pairs, 'p99_ms', OURS)} ms",
        f"bare {_middle(pairs, 'rate', LIMIT)}/s",
        f"processor time per event {_middle(pairs, 'busy_us', OURS)} us, bare {_middle(pairs, 'busy_us', LIMIT)} us",
    )
    return Figure(name, rounded(rate), "events/s", rounded(ratio), BESIDE, "; ".join(words))


def _middle(pairs: list[tuple[Posted, ...]], what: str, whose: int) -> str:
    return f"{rounded(statistics.median(getattr(pair[whose], what) for pair in pairs)):,g}"
