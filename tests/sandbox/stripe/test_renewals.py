"""When subscriptions turn over, and what the turning makes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from .conftest import NOVEMBER

TOKYO = ZoneInfo("Asia/Tokyo")
HOUR = timedelta(hours=1)


def at(year, month, day, hour=0, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


async def test_two_years_renew_at_midnight_of_every_first_in_tokyo(town):
    """Day 31 at 15:00 UTC is the last day of every month, February's too, and the 1st 00:00 in Tokyo."""
    await town.subscription()
    await town.until(at(2028, 12, 15))
    drafted = [invoice.at.astimezone(TOKYO) for invoice in town.books.invoices]

    assert len(drafted) == 25
    assert {(moment.day, moment.hour, moment.minute) for moment in drafted} == {(1, 0, 0)}
    assert [(moment.year, moment.month) for moment in drafted[:4]] == [(2026, 12), (2027, 1), (2027, 2), (2027, 3)]
    assert [charge.at - HOUR for charge in town.books.taken] == [invoice.at for invoice in town.books.invoices]


@pytest.mark.parametrize(
    "joined",
    [
        at(2026, 11, 30, 14, 59),
        at(2027, 2, 28, 15, 1),
        at(2027, 4, 30, 15, 1),
        at(2027, 6, 30, 15, 1),
        at(2027, 9, 30, 15, 1),
        at(2027, 11, 30, 15, 1),
        at(2027, 12, 31, 15, 0),
    ],
)
async def test_the_first_renewal_is_the_next_first_whenever_one_joins(town, joined):
    town.clock.now = joined
    subscription = await town.subscription()
    end = datetime.fromtimestamp(subscription["items"].data[0].current_period_end, TOKYO)
    local = joined.astimezone(TOKYO)
    following = (local.replace(day=1) + timedelta(days=32)).replace(day=1, hour=0, minute=0)

    assert end == following


async def test_the_anchor_itself_may_lie_further_ahead_than_the_first_renewal(town):
    """November has no 31st: the anchor is December's, the first renewal is still November's end."""
    subscription = await town.subscription()

    assert subscription.billing_cycle_anchor == at(2026, 12, 31, 15).timestamp()
    assert subscription["items"].data[0].current_period_end == at(2026, 11, 30, 15).timestamp()


async def test_an_explicit_anchor_in_a_short_month_pins_its_day(town):
    """The anchor trap: November 30th pins day 30, and December renews a day early."""
    customer, price = await town.customer(), await town.price()
    await town.v1.subscriptions.create_async(
        {
            "customer": customer.id,
            "items": [{"price": price.id}],
            "billing_cycle_anchor": int(at(2026, 11, 30, 15).timestamp()),
            "proration_behavior": "none",
        }
    )
    await town.until(at(2027, 4, 15))

    assert [invoice.at for invoice in town.books.invoices] == [
        at(2026, 11, 30, 15),
        at(2026, 12, 30, 15),
        at(2027, 1, 30, 15),
        at(2027, 2, 28, 15),
        at(2027, 3, 30, 15),
    ]


async def test_an_anchor_may_not_lie_beyond_the_natural_end(town):
    customer, price = await town.customer(), await town.price()
    wanted = {
        "customer": customer.id,
        "items": [{"price": price.id}],
        "billing_cycle_anchor": town.later(days=31),
        "proration_behavior": "none",
    }
    error = await town.refused(town.v1.subscriptions.create_async(wanted))

    assert "cannot be later than next natural billing date" in str(error)


async def test_an_anchored_subscription_is_active_and_has_no_invoice(town):
    subscription = await town.subscription()

    assert (subscription.status, subscription.latest_invoice) == ("active", None)
    assert town.books.invoices == []


async def test_without_an_anchor_the_first_period_is_charged_now_and_every_month_on_that_day(town):
    town.clock.now = at(2027, 1, 31, 3)
    customer, price = await town.customer(), await town.price()
    subscription = await town.v1.subscriptions.create_async({"customer": customer.id, "items": [{"price": price.id}]})
    await town.until(at(2027, 4, 15))

    assert subscription.status == "active"
    assert [charge.at for charge in town.books.taken] == [
        at(2027, 1, 31, 3),
        at(2027, 2, 28, 4),
        at(2027, 3, 31, 4),
    ]


async def test_a_first_charge_that_fails_leaves_the_subscription_incomplete_for_23_hours(town):
    customer, price = await town.customer("pm_card_chargeCustomerFail"), await town.price()
    subscription = await town.v1.subscriptions.create_async({"customer": customer.id, "items": [{"price": price.id}]})
    await town.until(town.clock.now + timedelta(hours=24))
    after = await town.v1.subscriptions.retrieve_async(subscription.id)

    assert subscription.status == "incomplete"
    assert after.status == "incomplete_expired"
    assert town.books.invoices[0].status == "void"


@pytest.mark.parametrize("card", ["pm_card_chargeCustomerFail", "pm_card_authenticationRequired"])
async def test_error_if_incomplete_makes_nothing(town, card):
    customer, price = await town.customer(card), await town.price()
    wanted = {"customer": customer.id, "items": [{"price": price.id}], "payment_behavior": "error_if_incomplete"}
    await town.declined(town.v1.subscriptions.create_async(wanted))

    assert town.books.subscriptions == []


async def test_a_renewal_is_drafted_at_the_anchor_and_charged_an_hour_later(town):
    subscription = await town.subscription(metadata={"room": "gold"})
    await town.until(at(2026, 11, 30, 15, 59))
    draft = (await town.v1.invoices.list_async({"subscription": subscription.id})).data[0]
    await town.until(at(2026, 11, 30, 16))
    paid = await town.v1.invoices.retrieve_async(draft.id)

    assert (draft.status, draft.auto_advance, draft.billing_reason) == ("draft", True, "subscription_cycle")
    assert draft.automatically_finalizes_at == at(2026, 11, 30, 16).timestamp()
    assert draft.parent.subscription_details.metadata.to_dict() == {"room": "gold"}
    assert (paid.status, paid.attempt_count, paid.amount_paid) == ("paid", 1, 1500)


async def test_the_lines_speak_of_the_new_period_and_the_invoice_of_the_old_one(town):
    await town.subscription()
    await town.until(at(2026, 11, 30, 16))
    invoice = (await town.v1.invoices.list_async()).data[0]
    period = invoice.lines.data[0].period

    assert (period.start, period.end) == (at(2026, 11, 30, 15).timestamp(), at(2026, 12, 31, 15).timestamp())
    assert (invoice.period_start, invoice.period_end) == (NOVEMBER.timestamp(), at(2026, 11, 30, 15).timestamp())


async def test_an_ear_for_drafts_that_does_not_answer_holds_the_charge_back_for_72_hours(town):
    await town.subscription()
    town.ear.answer = 500
    await town.until(at(2026, 12, 3, 14))
    waiting = town.books.invoices[0].status
    await town.until(at(2026, 12, 3, 15))

    assert waiting == "draft"
    assert town.books.invoices[0].status == "paid"


async def test_the_metadata_of_an_invoice_is_a_snapshot(town):
    subscription = await town.subscription(metadata={"room": "gold"})
    await town.until(at(2026, 11, 30, 16))
    await town.v1.subscriptions.update_async(subscription.id, {"metadata": {"room": "silver"}})
    invoice = (await town.v1.invoices.list_async()).data[0]

    assert invoice.parent.subscription_details.metadata.to_dict() == {"room": "gold"}


async def test_leaving_at_the_end_of_the_period_ends_it_at_the_turn_without_an_invoice(town):
    """`canceled_at` is the moment of the request; `ended_at` the moment of the end."""
    subscription = await town.subscription()
    asked = await town.v1.subscriptions.update_async(
        subscription.id, {"cancel_at_period_end": True, "cancellation_details": {"feedback": "unused"}}
    )
    await town.until(at(2026, 12, 15))
    after = await town.v1.subscriptions.retrieve_async(subscription.id)

    assert (asked.status, asked.cancel_at_period_end) == ("active", True)
    assert (after.status, after.canceled_at) == ("canceled", int(asked.canceled_at))
    assert after.ended_at == at(2026, 11, 30, 15).timestamp()
    assert town.books.invoices == []
    assert len(town.ear.of("customer.subscription.deleted")) == 1


async def test_leaving_can_be_undone_until_the_turn(town):
    subscription = await town.subscription()
    await town.v1.subscriptions.update_async(subscription.id, {"cancel_at_period_end": True})
    undone = await town.v1.subscriptions.update_async(subscription.id, {"cancel_at_period_end": False})
    await town.until(at(2026, 12, 15))

    assert undone.canceled_at is None
    assert len(town.books.taken) == 1


async def test_another_price_counts_from_the_next_period(town):
    subscription = await town.subscription()
    gold = await town.price(3000)
    item = subscription["items"].data[0].id
    changed = await town.v1.subscriptions.update_async(
        subscription.id, {"items": [{"id": item, "price": gold.id}], "proration_behavior": "none"}
    )
    await town.until(at(2026, 12, 15))

    assert [one.price.id for one in changed["items"].data] == [gold.id]
    assert [charge.amount for charge in town.books.taken] == [3000]


async def test_a_price_without_its_item_adds_a_second_one(town):
    subscription = await town.subscription()
    gold = await town.price(3000)
    changed = await town.v1.subscriptions.update_async(
        subscription.id, {"items": [{"price": gold.id}], "proration_behavior": "none"}
    )

    assert len(changed["items"].data) == 2


async def test_a_canceled_subscription_is_only_listed_when_asked_for(town):
    subscription = await town.subscription()
    await town.v1.subscriptions.cancel_async(subscription.id)
    price = subscription["items"].data[0].price.id
    wanted = {"customer": subscription.customer, "price": price}
    plain = await town.v1.subscriptions.list_async(wanted)
    everything = await town.v1.subscriptions.list_async(wanted | {"status": "all"})
    again = await town.refused(town.v1.subscriptions.cancel_async(subscription.id))

    assert (len(plain.data), len(everything.data)) == (0, 1)
    assert again.code == "resource_missing"


async def test_a_one_time_price_makes_no_subscription(town):
    customer, price = await town.customer(), await town.price(1500, None)
    error = await town.refused(
        town.v1.subscriptions.create_async({"customer": customer.id, "items": [{"price": price.id}]})
    )

    assert error.param == "items[0][price]"


async def test_a_deleted_customer_takes_the_subscriptions_along(town):
    subscription = await town.subscription()
    await town.v1.customers.delete_async(subscription.customer)
    gone = await town.v1.customers.retrieve_async(subscription.customer)
    after = await town.v1.subscriptions.retrieve_async(subscription.id)

    assert gone.deleted is True
    assert after.status == "canceled"


async def test_a_deleted_customer_is_charged_no_more(town):
    """Neither the draft of the hour before nor an open page survives."""
    customer = await town.customer()
    await town.subscription(customer=customer)
    page = await town.checkout(customer=customer.id)
    await town.until(at(2026, 11, 30, 15, 30))
    await town.v1.customers.delete_async(customer.id)
    outcome = await town.payer.pay(page.url)
    await town.until(at(2027, 1, 15))

    assert outcome.result == "closed"
    assert town.books.charges == []
