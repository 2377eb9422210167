"""Our own paces."""

import asyncio
import time

import pytest

from cogs.limits import UNLIMITED, Limiter, Limits, Pace, Queue

SLOW_MACHINE_SECONDS = 0.4


async def seconds_for(callers, queue):
    began = time.monotonic()
    await asyncio.gather(*(queue.pass_through() for _ in range(callers)))
    return time.monotonic() - began


async def test_a_burst_passes_at_once():
    assert await seconds_for(5, Queue(Pace(per_second=1, burst=5))) < SLOW_MACHINE_SECONDS


@pytest.mark.parametrize(("callers", "spacings"), [(6, 1), (9, 4)])
async def test_what_is_more_than_a_burst_passes_at_the_pace(callers, spacings):
    taken = await seconds_for(callers, Queue(Pace(per_second=50, burst=5)))

    assert spacings / 50 * 0.9 <= taken < spacings / 50 + SLOW_MACHINE_SECONDS


async def test_callers_pass_in_the_order_they_came():
    queue, passed = Queue(Pace(per_second=200, burst=1)), []

    async def caller(n):
        await queue.pass_through()
        passed.append(n)

    await asyncio.gather(*(caller(n) for n in range(8)))

    assert passed == list(range(8))


async def test_a_burst_is_used_up_until_there_was_a_rest():
    queue = Queue(Pace(per_second=50, burst=2))
    await seconds_for(3, queue)

    assert await seconds_for(3, queue) >= 3 / 50 * 0.9


async def test_no_limit_means_no_waiting():
    limiter = Limiter(UNLIMITED)
    began = time.monotonic()
    for _ in range(1000):
        await limiter.direct_message()

    assert time.monotonic() - began < 0.5


async def test_every_kind_counts_as_a_request():
    """Discord counts all of a bot's requests together, whatever they are."""
    limiter = Limiter(Limits(requests=Pace(50, 2), role_changes=None, direct_messages=None))
    began = time.monotonic()
    await asyncio.gather(limiter.role_change(), limiter.direct_message(), limiter.request(), limiter.request())

    assert time.monotonic() - began >= 2 / 50 * 0.9
