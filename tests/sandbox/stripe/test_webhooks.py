"""Events: what they say, how they are signed, and what the network does to them."""

from datetime import timedelta
from random import Random

import pytest
import stripe

from sandbox.stripe.core import LocalStripe
from sandbox.stripe.server import LocalStripeServer


async def test_a_delivery_is_signed_on_its_raw_body_by_every_secret(town):
    await town.customer(None)
    await town.server.quiet()
    body, signature = town.ear.raw[0]
    age = None  # business time is not the library's time

    for secret in ("whsec_new", "whsec_old"):
        assert stripe.WebhookSignature.verify_header(body.decode(), signature, secret, tolerance=age)
    assert f"t={int(town.clock.now.timestamp())}," in signature


async def test_an_event_says_what_changed_and_who_asked(town):
    customer = await town.customer(None)
    await town.v1.customers.update_async(customer.id, {"name": "B"}, {"idempotency_key": "rename"})
    await town.server.quiet()
    event = town.ear.of("customer.updated")[0]

    assert event["api_version"] == stripe.api_version == "2026-10-28.endive"
    assert event["data"]["previous_attributes"] == {"name": None}
    assert event["data"]["object"]["name"] == "B"
    assert event["request"]["idempotency_key"] == "rename"
    assert event["livemode"] is False


async def test_what_happens_by_itself_was_asked_by_nobody(town):
    await town.subscription()
    await town.until(town.clock.now + timedelta(days=12))

    assert town.ear.of("invoice.paid")[0]["request"] == {"id": None, "idempotency_key": None}


async def test_a_change_of_nothing_is_not_told(town):
    customer = await town.customer(None)
    await town.v1.customers.update_async(customer.id, {"email": "a@example.jp"})
    await town.server.quiet()

    assert town.ear.types() == ["customer.created"]


async def test_only_enabled_types_are_sent(town):
    endpoint = (await town.v1.webhook_endpoints.list_async()).data[0]
    await town.v1.webhook_endpoints.update_async(endpoint.id, {"enabled_events": ["customer.deleted"]})
    customer = await town.customer(None)
    await town.v1.customers.delete_async(customer.id)
    await town.server.quiet()
    events = await town.v1.events.list_async({"types": ["customer.created"]})

    assert town.ear.types() == ["customer.deleted"]
    assert len(events.data) == 1


async def test_an_endpoint_shows_its_secret_only_when_it_is_made(town):
    made = await town.v1.webhook_endpoints.create_async({"url": town.ear.url, "enabled_events": ["customer.created"]})
    read = await town.v1.webhook_endpoints.retrieve_async(made.id)
    await town.customer(None)
    await town.server.quiet()
    body, signature = town.ear.raw[-1]

    assert "secret" not in read
    assert len(town.ear.heard) == 2
    assert stripe.WebhookSignature.verify_header(body.decode(), signature, made.secret, tolerance=None)


async def test_what_was_not_taken_is_sent_again_with_a_fresh_signature(town):
    town.ear.answer = 500
    await town.customer(None)
    await town.server.quiet()
    pending = await town.v1.events.list_async({"delivery_success": False})
    town.ear.answer = 200
    await town.until(town.clock.now + timedelta(minutes=5))
    delivered = await town.v1.events.list_async({"delivery_success": True})

    assert [event["id"] for event in town.ear.heard] == [pending.data[0].id] * 2
    assert town.ear.raw[0][1] != town.ear.raw[1][1]
    assert pending.data[0].pending_webhooks == 1
    assert delivered.data[0].pending_webhooks == 0


async def test_nobody_there_counts_as_not_taken(town):
    endpoint = (await town.v1.webhook_endpoints.list_async()).data[0]
    await town.v1.webhook_endpoints.update_async(endpoint.id, {"url": "http://127.0.0.1:9/stripe"})
    await town.customer(None)
    await town.server.quiet()

    assert (await town.v1.events.list_async({"delivery_success": False})).data
    assert town.core.next_due() == town.clock.now + timedelta(minutes=5)


async def test_after_three_days_it_is_given_up_and_only_the_list_knows(town):
    town.ear.answer = 500
    await town.customer(None)
    await town.until(town.clock.now + timedelta(days=4))
    tries = len(town.ear.heard)
    await town.until(town.clock.now + timedelta(days=4))

    assert len(town.ear.heard) == tries == 10
    assert (await town.v1.events.list_async({"delivery_success": False})).data[0].type == "customer.created"


async def test_events_are_listed_newest_first_and_by_time(town):
    await town.customer(None)
    await town.until(town.clock.now + timedelta(hours=1))
    await town.customer(None)
    recent = await town.v1.events.list_async(
        {"types": ["customer.created"], "created": {"gte": town.later(minutes=-5)}}
    )
    both = await town.v1.events.list_async({"type": "customer.created"})
    read = await town.v1.events.retrieve_async(recent.data[0].id)

    assert (len(recent.data), len(both.data)) == (1, 2)
    assert both.data[0].id == read.id


async def test_events_are_kept_for_thirty_days(town):
    await town.customer(None)
    old = (await town.v1.events.list_async()).data[0].id
    await town.until(town.clock.now + timedelta(days=31))
    await town.customer(None)

    assert (await town.refused(town.v1.events.retrieve_async(old))).http_status == 404


async def test_at_most_twenty_types_can_be_asked_for(town):
    wanted = [f"invoice.t{number}" for number in range(21)]

    assert (await town.refused(town.v1.events.list_async({"types": wanted}))).param == "types"


async def test_a_doubled_event_has_one_id(town):
    town.core.mischief.doubled = 1
    await town.customer(None)
    await town.server.quiet()

    assert len(town.ear.heard) == 2
    assert len({event["id"] for event in town.ear.heard}) == 1


async def test_a_lost_event_stays_undelivered_in_the_list(town):
    town.core.mischief.lost = 1
    await town.customer(None)
    await town.until(town.clock.now + timedelta(days=4))

    assert town.ear.heard == []
    assert (await town.v1.events.list_async({"delivery_success": False})).data[0].type == "customer.created"


async def test_a_late_event_comes_later(town):
    town.core.mischief.late = 1
    await town.customer(None)
    await town.server.quiet()
    before = len(town.ear.heard)
    await town.until(town.clock.now + timedelta(hours=2))

    assert (before, len(town.ear.heard)) == (0, 1)


async def test_events_may_come_in_another_order(town):
    town.core.mischief.reordered = 1
    session = await town.checkout()
    await town.payer.pay(session.url)
    await town.server.quiet()
    told = [event["id"] for event in town.ear.heard]
    happened = [event.id for event in (await town.v1.events.list_async({"limit": 100})).data][::-1]

    assert sorted(told) == sorted(happened)
    assert told != happened


async def test_waiting_for_quiet_says_what_broke_the_deliveries(town):
    """Rather than waiting for ever."""

    def break_it(delivery):
        raise LookupError(delivery.event_type)

    broken = LocalStripeServer(LocalStripe(), town.clock, Random(1), webhook_url=town.ear.url, secrets=("whsec",))
    broken.outgoing.append(break_it)
    await broken.start()
    client = stripe.StripeClient("sk_test_x", http_client=stripe.AIOHTTPClient(), base_addresses={"api": broken.url})
    await client.v1.customers.create_async()

    with pytest.raises(LookupError, match=r"customer\.created"):
        await broken.quiet()
    await client._requestor._client.close_async()
    await broken.stop()
