"""Honesty: whatever order events come in, and wherever the bot dies, a journey ends where it always ends."""

import asyncio
from typing import Any

import aiohttp
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rules.charges import Attempt, Charge
from bot.rules.rooms import Membership
from bot.rules.webhook_events import EventState, WebhookEvent
from sandbox.discord.person import Person
from sandbox.stripe.webhooks import sign
from sandbox.world import WEBHOOK_SECRET, World, opened
from tests.journeys.journey import LONG, Journey, tokyo
from tests.journeys.reaper import Reaper

UNDISTURBED = {
    "memberships": ["active"],
    "ledger": [("2026-11", "paid"), ("2026-12", "paid")],
    "tries": [("retry", "2026-12-05", "failed"), ("retry", "2026-12-10", "paid")],
    "taken": ["11-30 12:00 500", "12-10 10:00 500"],
    "failed": ["12-01 01:00 500", "12-05 10:00 500"],
    "refunded": [],
    "subscriptions": ["active"],
    "roles": {"Gold"},
    "messages": 2,
    "parked": [],
}
"""Where the journey below ends when nothing goes wrong."""


async def pay(journey: Journey, who: Person) -> None:
    reply = await journey.order(who, "Gold")
    await journey.world.payer.pay(reply.url())


async def a_failing_month(journey: Journey, who: Person) -> None:
    """The charge of December fails, and so does the first retry; the second goes through."""
    await journey.world.settle()
    journey.turn_card(who, "insufficient_funds")
    await journey.until(12, 5, 11)
    journey.turn_card(who, None)
    await journey.until(12, 10, 14)


async def where_it_stands(journey: Journey, who: Person) -> dict[str, Any]:
    """Everything that counts, without ids and without moments of ours."""
    charges, attempts = await journey.records(Charge), await journey.records(Attempt)
    memberships = await journey.records(Membership)
    return {
        "memberships": [membership.state.value for membership in memberships],
        "ledger": [(f"{charge.month:%Y-%m}", charge.state.value) for charge in charges],
        "tries": [
            (attempt.cause.value, str(attempt.listed_on), attempt.state.value)
            for attempt in attempts
            if attempt.state != "dropped"
        ],
        "taken": journey.taken,
        "failed": journey.failed,
        "refunded": journey.refunded,
        "subscriptions": journey.subscriptions,
        "roles": who.roles(),
        "messages": len(who.dms()),
        "parked": await journey.parked(),
    }


@pytest.fixture
def start():
    return tokyo(11, 30)


async def test_an_event_posted_three_times_at_once_is_handled_once(journey, hanako):
    """Stripe says that it may send an event again at any time, the first one still being under way."""
    world: World = journey.world
    world.stripe.core.mischief.lost = 1.0
    await pay(journey, hanako)
    [event] = [one for one in world.stripe.core.account.all("event") if one["type"] == "checkout.session.completed"]
    body = orjson.dumps(event)
    headers = {"Stripe-Signature": sign(body, [WEBHOOK_SECRET], int(world.clock.now().timestamp()))}
    address = f"http://127.0.0.1:{world.app.port}/stripe/webhook"

    async def post(session: aiohttp.ClientSession) -> int:
        async with session.post(address, data=body, headers=headers) as response:
            return response.status

    async with aiohttp.ClientSession() as session:
        statuses = await asyncio.gather(*(post(session) for _ in range(3)))
    await world.settle()

    assert statuses == [200, 200, 200]
    kept = await journey.records(WebhookEvent)
    assert [(one.id, one.state) for one in kept] == [(event["id"], EventState.DONE)]
    assert hanako.roles() == {"Gold"}
    assert len(hanako.dms()) == 1
    assert journey.subscriptions == ["active"]


async def test_an_undisturbed_journey_ends_where_we_say(journey, hanako):
    """What the disturbed ones below are compared with."""
    await pay(journey, hanako)
    await a_failing_month(journey, hanako)

    assert await where_it_stands(journey, hanako) == UNDISTURBED


async def _with_mischief(tmp_path, seed: int, shares: dict[str, float]) -> dict[str, Any]:
    async with opened(tmp_path, tokyo(11, 30)) as world:
        journey = Journey(world, print)
        mika, hanako = await world.discord.person("mika"), await world.discord.person("hanako")
        await journey.open_room(mika, "Gold", 500)
        world.stripe.random.seed(seed)
        for name, share in shares.items():
            setattr(world.stripe.core.mischief, name, share)
        await pay(journey, hanako)
        await a_failing_month(journey, hanako)
        return await where_it_stands(journey, hanako)


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=LONG), pytest.param(2, marks=LONG)])
async def test_events_doubled_shuffled_late_and_lost_end_in_the_same_state(tmp_path, seed):
    """An event is only a knock at the door: who looks anew needs no order, and minds no repetition."""
    shares = {"doubled": 0.5, "reordered": 1.0, "late": 0.3, "lost": 0.1}

    assert await _with_mischief(tmp_path, seed, shares) == UNDISTURBED


SHARE = st.sampled_from([0.0, 0.3, 1.0])


@LONG
@pytest.mark.timeout(600)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**16), doubled=SHARE, reordered=SHARE, late=SHARE)
def test_any_order_and_any_repetition_ends_in_the_same_state(tmp_path_factory, seed, doubled, reordered, late):
    shares = {"doubled": doubled, "reordered": reordered, "late": late}
    ended = asyncio.run(_with_mischief(tmp_path_factory.mktemp("world"), seed, shares))

    assert ended == UNDISTURBED


def _spread(short: list[int], long: range) -> list[Any]:
    """A few places in the short run, many in the long one."""
    rest = [pytest.param(place, marks=LONG) for place in long if place not in short]
    return [*short, *rest]


@pytest.mark.parametrize("place", _spread([2, 40], range(1, 120, 7)))
async def test_a_bot_that_dies_after_a_commit_resumes_where_it_stopped(journey, hanako, place):
    reaper = Reaper(journey.world)
    reply = await journey.order(hanako, "Gold")
    reaper.watch_commits(place)
    await journey.world.payer.pay(reply.url())
    if not await reaper.survive(a_failing_month(journey, hanako)):
        await a_failing_month(journey, hanako)

    assert reaper.places >= place
    assert await where_it_stands(journey, hanako) == UNDISTURBED


@pytest.mark.parametrize("place", _spread([5, 30], range(3, 60, 5)))
async def test_a_bot_that_dies_before_it_reads_an_answer_resumes_where_it_stopped(journey, hanako, place):
    """The outside did the work, and nobody here knows: asked again, it must not do it twice."""
    reaper = Reaper(journey.world)
    reply = await journey.order(hanako, "Gold")
    reaper.watch_calls(place)
    await journey.world.payer.pay(reply.url())
    if not await reaper.survive(a_failing_month(journey, hanako)):
        await a_failing_month(journey, hanako)

    assert reaper.places >= place
    assert await where_it_stands(journey, hanako) == UNDISTURBED
