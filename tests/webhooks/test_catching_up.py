"""Events that never reached us, read from Stripe's own list."""

from datetime import timedelta

from bot.rules.webhook_events import EventState
from tests.rules.makers import CALENDAR
from tests.webhooks.town import DECEMBER, HANAKO, NOVEMBER, PUBLIC_URL
from webhooks.events import LISTENED
from webhooks.payments import StripePayments


async def test_missed_events_come_oldest_first(town):
    """Several of one second, too: Stripe lists the newest first."""
    await town.renewed(declined_for="generic_decline")

    missed = await town.payments.events_since(NOVEMBER)

    listed = (await town.v1.events.list_async({"limit": 100})).data
    assert [one.id for one in missed] == [one.id for one in listed[::-1] if one.type in LISTENED]
    assert {one.kind for one in missed} >= {"customer.updated", "invoice.payment_failed"}
    assert {one.state for one in missed} == {EventState.WAITING}


async def test_only_those_since_then(town):
    await town.renewed(declined_for="generic_decline")

    late = await town.payments.events_since(DECEMBER)

    assert late
    assert all(one.made_at >= DECEMBER for one in late)
    assert await town.payments.events_since(DECEMBER + timedelta(days=1)) == []


async def test_more_than_a_page_is_read_to_its_end(town):
    """A night of downtime on the 1st is hundreds of events."""
    for number in range(130):
        await town.v1.customers.update_async(town.customer_id, {"description": str(number)})

    missed = await town.payments.events_since(NOVEMBER)

    assert len([one for one in missed if one.kind == "customer.updated"]) > 130


async def test_a_neighbour_in_the_account_is_left_out(town):
    neighbour = StripePayments(town.line, 9002, CALENDAR, PUBLIC_URL)
    theirs = await neighbour.make_customer(HANAKO)
    await neighbour.charge_to(
        theirs, (await town.v1.payment_methods.attach_async("pm_card_visa", {"customer": theirs})).id
    )

    assert theirs not in {one.customer for one in await town.payments.events_since(NOVEMBER)}
    assert theirs in {one.customer for one in await neighbour.events_since(NOVEMBER)}
