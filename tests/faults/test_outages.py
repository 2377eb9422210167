"""Outages: whoever is down for an hour costs an hour, and nothing that was meant for them."""

import asyncio
from dataclasses import replace

import pytest

from sandbox.wire import FaultKind
from sandbox.world import AT_EASE

WHOLE_API = "* /v1/*", "* /api/*"
IMPATIENT = replace(AT_EASE, payments_timeout_seconds=0.1)
LONGEST_WAIT_MINUTES = 11


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (FaultKind.RATE_LIMITED, 429),
        (FaultKind.ERROR, 500),
        (FaultKind.ERROR, 502),
        (FaultKind.ERROR, 503),
        (FaultKind.ERROR_AFTER, 500),
        (FaultKind.RESET_BEFORE, 503),
    ],
    ids=["429", "500", "502", "503", "500 after the work", "reset"],
)
async def test_stripe_and_discord_down_for_an_hour_deliver_everything_afterwards(journey, hanako, kind, status):
    world = journey.world
    reply = await journey.order(hanako, "Gold")
    for double, where in zip((world.stripe, world.discord), WHOLE_API, strict=True):
        double.faults.plant(kind, where, times=None, status=status)
    await journey.pay(hanako, reply.url())
    await journey.later(hours=1)
    before = hanako.roles(), journey.subscriptions, hanako.dms()
    for double in (world.stripe, world.discord):
        double.faults.clear()
    await journey.later(minutes=LONGEST_WAIT_MINUTES)

    assert before == (set(), [], [])
    assert journey.taken == ["11-28 12:00 500"]
    assert journey.subscriptions == ["active"]
    assert hanako.roles() == {"Gold"}
    assert len(hanako.dms()) == 1
    assert await journey.parked() == []


@pytest.mark.parametrize("kind", [FaultKind.TIMEOUT, FaultKind.TIMEOUT_AFTER])
@pytest.mark.parametrize("tuning", [IMPATIENT], ids=[""])
async def test_a_stripe_that_never_answers_for_an_hour_delivers_everything_afterwards(journey, hanako, kind):
    """What it did without saying so is not done again: nothing is charged or made twice."""
    world = journey.world
    reply = await journey.order(hanako, "Gold")
    world.stripe.faults.plant(kind, WHOLE_API[0], times=None)
    await journey.pay(hanako, reply.url())
    await journey.later(hours=1)
    before = hanako.roles(), hanako.dms()
    world.stripe.faults.clear()
    await journey.later(minutes=LONGEST_WAIT_MINUTES)

    assert before == (set(), [])
    assert journey.taken == ["11-28 12:00 500"]
    assert journey.subscriptions == ["active"]
    assert hanako.roles() == {"Gold"}
    assert len(hanako.dms()) == 1
    assert await journey.parked() == []


@pytest.mark.parametrize("tuning", [IMPATIENT], ids=[""])
@pytest.mark.parametrize("kind", [FaultKind.ERROR, FaultKind.ERROR_AFTER, FaultKind.TIMEOUT, FaultKind.TIMEOUT_AFTER])
async def test_a_retry_that_nobody_answers_for_an_hour_charges_once(journey, failing, kind):
    """The charge may have gone through: it is asked about, never taken for a failure, and never made a second time."""
    await journey.until(12, 5, 9)
    journey.turn_card(failing, None)
    journey.world.stripe.faults.plant(kind, "POST /v1/invoices/*/pay", times=None)
    await journey.until(12, 5, 11)
    journey.world.stripe.faults.clear()
    await journey.later(minutes=LONGEST_WAIT_MINUTES)

    assert [at[:5] for at in journey.taken] == ["11-28", "12-05"]
    assert await journey.states() == ["active"]
    assert failing.roles() == {"Gold"}
    assert await journey.parked() == []


async def test_what_stripe_could_not_deliver_for_an_hour_is_handled_once_it_can(journey, hanako):
    """We are down, and everybody else goes on: the month is paid, and so is the next."""
    reply = await journey.order(hanako, "Gold")
    await journey.world.stop_bot()
    await journey.pay(hanako, reply.url())
    await journey.later(hours=1)
    await journey.world.start_bot()
    await journey.until(12, 1, 2)

    assert journey.taken == ["11-28 12:00 500", "12-01 01:00 500"]
    assert hanako.roles() == {"Gold"}
    assert len(hanako.dms()) == 1


async def test_a_gateway_that_refuses_the_first_connections_is_asked_again(journey, hanako):
    """The library gives up at the first refusal of all; a bot that a restarting Discord ends needs a person."""
    world = journey.world
    reply = await journey.order(hanako, "Gold")
    await world.stop_bot()
    world.discord.refuse_gateway(2)
    async with asyncio.timeout(30):
        await world.start_bot()
    await journey.pay(hanako, reply.url())

    assert world.discord.gateway.refuse == 0
    assert hanako.roles() == {"Gold"}
