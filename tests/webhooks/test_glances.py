"""Glances: one list tells of every subscription what the single calls tell."""

from bot.rules.payments import InvoiceState
from tests.rules.makers import CALENDAR
from tests.webhooks.town import HANAKO, PUBLIC_URL
from webhooks.payments import StripePayments
from webhooks.payments.glances import MOST_PER_PAGE


async def glances(payments):
    return [glance async for page in payments.glances() for glance in page]


async def test_a_glance_says_what_the_single_calls_say(town):
    invoice = await town.renewed()

    [glance] = await glances(town.payments)

    assert glance.subscription == await town.payments.subscription(invoice.subscription_id)
    assert glance.card == (await town.payments.customer(town.customer_id)).card
    assert glance.last_bill.invoice_id == invoice.id
    assert glance.last_bill.state is InvoiceState.PAID
    assert glance.last_bill.starts_at == invoice.starts_at
    assert glance.last_bill.payments == tuple(payment.id for payment in invoice.payments)


async def test_what_was_tried_and_refused_paid_nothing(town):
    await town.renewed(declined_for="generic_decline")

    [glance] = await glances(town.payments)

    assert (glance.last_bill.state, glance.last_bill.payments) == (InvoiceState.OPEN, ())


async def test_one_that_was_never_billed_has_no_bill(town):
    await town.subscribe()

    [glance] = await glances(town.payments)

    assert glance.last_bill is None


async def test_a_customer_without_a_card_has_none(town):
    await town.use_card()
    await town.subscribe()
    [before] = await glances(town.payments)
    await town.v1.payment_methods.detach_async(before.card.method_id)

    [glance] = await glances(town.payments)

    assert glance.card is None


async def test_those_that_are_over_are_left_out(town):
    made = await town.subscribe()
    await town.payments.cancel(made.id)

    assert await glances(town.payments) == []


async def test_a_neighbour_in_the_account_is_left_out(town):
    await town.subscribe()

    assert await glances(StripePayments(town.line, 9002, CALENDAR, PUBLIC_URL)) == []


async def test_more_than_a_page_is_read_to_its_end(town):
    price, mark = town.room.month_price_id, {"app": "roomkeeper", "guild_id": "9001"}
    for number in range(MOST_PER_PAGE + 1):
        await town.v1.subscriptions.create_async(
            {
                "customer": town.customer_id,
                "items": [{"price": price}],
                "billing_cycle_anchor_config": {"day_of_month": 31, "hour": 15, "minute": 0, "second": 0},
                "proration_behavior": "none",
                "metadata": mark | {"membership_id": f"mbs_{number}", "member_id": str(HANAKO.id)},
            }
        )

    found = await glances(town.payments)

    assert len({glance.subscription.id for glance in found}) == MOST_PER_PAGE + 1
