"""SIGTERM: what is in hand is finished or left where the next start takes it up, and the process ends well.

That cancelled callers never wedge the database: tests/storage/test_store.py.
"""

import asyncio
import signal

from sandbox.wire import FaultKind
from tests.faults.noticed import Noticed
from tests.test_process import running

ENDS_WITHIN_SECONDS = 5


async def test_a_bot_that_waits_for_an_answer_ends_well_within_five_seconds(environment, outside, tmp_path):
    """Whoever restarts machines waits a few seconds and then kills; an answer that never comes must not cost that."""
    _, stripe = outside
    unanswered = Noticed(FaultKind.TIMEOUT, "GET /v1/events", times=None)
    stripe.faults.planted.append(unanswered)
    loop = asyncio.get_running_loop()
    async with running(environment, tmp_path) as (_, process):
        async with asyncio.timeout(30):
            await unanswered.struck.wait()
        told_at = loop.time()
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(30):
            await process.wait()
        took_seconds = loop.time() - told_at

    assert process.returncode == 0
    assert took_seconds < ENDS_WITHIN_SECONDS
