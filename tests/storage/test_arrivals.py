"""The short way in for webhook events: it must keep what the long way keeps, and fail as whole as it does."""

import asyncio
import sqlite3
from datetime import timedelta

import pytest

from bot.ports import Queue
from bot.rules.webhook_events import EventState, WebhookEvent
from tests.rules import makers
from tests.storage.made import event

AT = makers.at(11, 10, 9) + timedelta(microseconds=1)
FULL = event("evt_2", "cus_2", AT, state=EventState.PARKED, tries=3, lease_until=AT, done_at=AT, fault="down")


async def kept(store):
    return await store.read(lambda tx: tx.find(WebhookEvent))


async def test_an_event_is_kept_as_it_is_and_once(store):
    assert await store.keep_events([]) == 0
    assert await store.keep_events([event("evt_1"), FULL]) == 2
    assert await store.keep_events([event("evt_3"), event("evt_2"), event("evt_3")]) == 1

    assert await kept(store) == [event("evt_1"), FULL, event("evt_3")]


async def test_an_event_kept_by_the_long_way_is_known(store):
    await store.write(lambda tx: tx.keep_events([FULL]))

    assert await store.keep_events([event("evt_2")]) == 0
    assert await kept(store) == [FULL]


async def test_a_batch_that_fails_leaves_nothing_and_holds_nothing(store):
    """Whoever waited is told, Stripe sends it all again, and the next batch must find a free connection."""
    for _ in range(2):
        with pytest.raises(sqlite3.IntegrityError):
            await store.keep_events([event("evt_1"), event("evt_2", about=None)])

    assert await kept(store) == []
    assert await store.keep_events([event("evt_1")]) == 1


async def test_it_takes_turns_with_every_other_writer(store):
    """There is one connection that writes: a batch that came in the middle would become part of another's work."""
    began, may_end = asyncio.Event(), asyncio.Event()

    async def work(tx):
        began.set()
        await may_end.wait()
        raise TimeoutError

    writing = asyncio.create_task(store.write(work))
    await began.wait()
    keeping = asyncio.create_task(store.keep_events([event("evt_1")]))
    await asyncio.sleep(0)
    may_end.set()
    with pytest.raises(TimeoutError):
        await writing

    assert await keeping == 1
    assert await kept(store) == [event("evt_1")]


async def test_only_new_events_wake_somebody(store):
    told = []
    store.on_commit(told.append)

    await store.keep_events([event("evt_1")])
    await store.keep_events([event("evt_1")])
    await asyncio.sleep(0)

    assert told == [frozenset({Queue.EVENTS})]
