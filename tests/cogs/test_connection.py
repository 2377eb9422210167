"""How long we wait for Discord, and when we stop waiting for the library."""

import asyncio
from itertools import islice

import pytest

from cogs.connection import Patience, Presence


def test_waits_double_up_to_the_longest():
    """A gateway that is down for an hour is asked a minute after it is back, not a quarter of an hour."""
    assert list(islice(Patience(1, 10, 90).waits(), 6)) == [1, 2, 4, 8, 10, 10]


async def test_a_gateway_that_stays_shut_is_noticed():
    async with asyncio.timeout(5):
        await Presence().lost_for(0.02)


async def test_a_gateway_that_opens_again_in_time_is_not_lost():
    presence = Presence()
    watch = asyncio.create_task(presence.lost_for(0.2))
    await asyncio.sleep(0)
    presence.opened()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(watch), 0.4)
    presence.closed()

    async with asyncio.timeout(5):
        await watch
