"""A database that has no room left: Stripe is asked to come again, nothing is half-written, and work goes on after."""

import aiohttp
import orjson

from bot.rules.webhook_events import EventState, WebhookEvent
from sandbox.stripe.webhooks import sign
from sandbox.world import WEBHOOK_SECRET

PADDING = "x" * 200_000


async def test_what_finds_no_room_is_refused_and_taken_when_there_is_room_again(journey, hanako):
    """Thanked for and not kept, a payment would be lost; kept by half, it would be wrong."""
    world = journey.world
    reply = await journey.order(hanako, "Gold")
    world.stripe.core.mischief.lost = 1.0
    await world.payer.pay(reply.url())
    [event] = [one for one in world.stripe.core.account.all("event") if one["type"] == "checkout.session.completed"]
    event["data"]["object"]["customer"] = PADDING  # more than fits into the pages that are there
    before = await journey.records(WebhookEvent)
    await world.app.store.say("PRAGMA max_page_count = 1")
    refused = await _post(world, event)
    kept, reasons = await journey.records(WebhookEvent), await world.app.not_ready()
    await world.app.store.say("PRAGMA max_page_count = 1073741823")
    taken = await _post(world, event)
    await world.settle()

    assert (refused, kept) == (503, before)
    assert reasons == ["database: database or disk is full"]
    assert taken == 200
    assert await world.app.not_ready() == []
    assert [one.state for one in await journey.records(WebhookEvent, id=event["id"])] == [EventState.DONE]
    assert hanako.roles() == {"Gold"}


async def _post(world, event) -> int:
    body = orjson.dumps(event)
    headers = {"Stripe-Signature": sign(body, [WEBHOOK_SECRET], int(world.clock.now().timestamp()))}
    address = f"http://127.0.0.1:{world.app.port}/stripe/webhook"
    async with aiohttp.ClientSession() as session, session.post(address, data=body, headers=headers) as answer:
        return answer.status
