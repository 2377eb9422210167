"""What strangers, slow lines and other programs send to the webhook's address of a bot that runs: refused or left, and
told to the operator in one line; a real event afterwards is taken as ever.

Every shade of it, at the door alone: tests/webhooks/test_server.py.
"""

import asyncio
import gzip
import io
import json

import aiohttp
import orjson
import pytest

from bot.rules.webhook_events import WebhookEvent
from sandbox.stripe.webhooks import sign
from sandbox.world import WEBHOOK_SECRET
from webhooks.server import READ_SECONDS

MIB = 2**20
AN_HOUR_SECONDS = 3600


def told(world, kind="customer.updated", **thing):
    """The body of an event, about a customer of ours unless `thing` says otherwise."""
    mark = {"app": "roomkeeper", "guild_id": str(world.config.discord_guild_id)}
    about = {"id": "cus_1", "object": "customer", "metadata": mark} | thing
    event = {"id": f"evt_{kind}", "object": "event", "type": kind, "created": now(world), "livemode": False}
    return orjson.dumps(event | {"data": {"object": about}})


def now(world):
    return int(world.clock.now().timestamp())


def signed(world, body, *, secret=WEBHOOK_SECRET, ago=0):
    return body, {"Stripe-Signature": sign(body, [secret], now(world) - ago)}


STRANGE = {
    "wrong signature": (lambda world: signed(world, told(world), secret="whsec_wrong"), 400),
    "no signature": (lambda world: (told(world), {}), 400),
    "old signature": (lambda world: signed(world, told(world), ago=AN_HOUR_SECONDS), 400),
    "signature of other letters": (lambda world: (told(world), {"Stripe-Signature": f"t={now(world)},v1=é"}), 400),
    "another body": (lambda world: (told(world), signed(world, told(world, "invoice.paid"))[1]), 400),
    "2 MiB": (lambda world: signed(world, b" " * (2 * MIB)), 413),
    "gzip bomb": (
        lambda world: (
            (bomb := gzip.compress(b"0" * (50 * MIB))),
            signed(world, bomb)[1] | {"Content-Encoding": "gzip"},
        ),
        400,
    ),
    "not JSON": (lambda world: signed(world, b"not json"), 400),
    "a list": (lambda world: signed(world, b"[]"), 400),
    "unknown type": (lambda world: signed(world, told(world, "balance.available", id=None)), 200),
    "another application's": (lambda world: signed(world, told(world, metadata={"app": "shop"})), 200),
}


async def post(world, body, headers):
    address = f"http://127.0.0.1:{world.app.port}/stripe/webhook"
    sent = io.BytesIO(body) if isinstance(body, bytes) else body
    async with aiohttp.ClientSession() as session, session.post(address, data=sent, headers=headers) as answer:
        return answer.status


def lines_about_webhooks(capfd):
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines() if line.startswith("{")]
    return [line["event"] for line in lines if "webhook" in line["event"]]


@pytest.mark.parametrize("strange", STRANGE)
async def test_what_is_no_event_of_ours_is_answered_told_once_and_not_kept(journey, set_up, capfd, strange):
    make, status = STRANGE[strange]
    world = journey.world
    set_up("DEBUG", "json", world.config.secrets())
    before = await journey.records(WebhookEvent)
    capfd.readouterr()
    answered = await post(world, *make(world))
    lines, kept = lines_about_webhooks(capfd), await journey.records(WebhookEvent)

    assert answered == status
    assert len(lines) == 1
    assert kept == before
    assert await post(world, *signed(world, told(world))) == 200
    assert len(await journey.records(WebhookEvent)) == len(before) + 1


async def test_a_body_that_drips_in_is_told_once_and_holds_nobody_up(journey, set_up, capfd):
    world = journey.world
    set_up("DEBUG", "json", world.config.secrets())
    capfd.readouterr()
    body, headers = signed(world, told(world, "invoice.paid"))

    async def drip():
        for byte in body:
            yield bytes([byte])
            await asyncio.sleep(READ_SECONDS / 4)

    dripping = asyncio.create_task(post(world, drip(), headers))
    meanwhile = await post(world, *signed(world, told(world)))
    answered = await dripping
    lines = lines_about_webhooks(capfd)

    assert (meanwhile, answered) == (200, 408)
    assert len(lines) == 1
    assert [one.kind for one in await journey.records(WebhookEvent)] == ["customer.updated"]
