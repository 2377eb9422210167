"""What a room sells, and the links that sell it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ports import Rejected
from bot.rules.gifts.gift import GiftState
from bot.rules.payments import CheckoutState
from sandbox.wire import FaultKind
from tests.rules import makers
from tests.rules.makers import FEE
from tests.webhooks.town import MARK, NOVEMBER


async def test_a_room_is_sold_once(town):
    again = await town.payments.sell(town.room)

    assert again.product_id == town.room.product_id
    assert (again.join_price_id, again.month_price_id) == (town.room.join_price_id, town.room.month_price_id)
    month = await town.v1.prices.retrieve_async(again.month_price_id)
    assert (month.unit_amount, month.currency, month.recurring.interval) == (500, "jpy", "month")
    assert (await town.v1.prices.retrieve_async(again.join_price_id)).recurring is None


async def test_a_paid_link_brings_the_payment_and_the_card(town):
    opened = await town.open_checkout()
    town.clock.set(town.clock.now() + timedelta(minutes=5))
    await town.payer.pay(opened.url)

    seen = await town.payments.checkout(opened.id)

    assert (opened.state, opened.payment) == (CheckoutState.OPEN, None)
    assert (seen.state, seen.order_id, seen.customer_id) == (CheckoutState.COMPLETE, "ord_1", town.customer_id)
    assert (seen.payment.amount, seen.payment.paid_at) == (FEE, town.clock.now())
    assert seen.payment.card.last4 == "4242"


@pytest.mark.rule("E-18", "E-37")
async def test_a_room_is_paid_by_card_alone(town):
    """Konbini is switched on in this account; a slip cannot be charged again on the 1st."""
    opened = await town.open_checkout()

    session = await town.v1.checkout.sessions.retrieve_async(opened.id)

    assert town.server.core.account.policy.konbini
    assert session.payment_method_types == ["card"]


@pytest.mark.rule("E-18")
async def test_the_card_of_the_first_month_can_be_charged_later(town):
    opened = await town.open_checkout()
    await town.payer.pay(opened.url)
    seen = await town.payments.checkout(opened.id)

    await town.payments.charge_to(town.customer_id, seen.payment.card.method_id)

    assert (await town.payments.customer(town.customer_id)).card == seen.payment.card


GIFT = makers.gift(GiftState.OPEN, session_id=None, url=None, expires_at=NOVEMBER + timedelta(hours=24))


async def test_a_gift_is_paid_once_and_its_card_is_kept_for_nothing(town):
    opened = await town.payments.open_gift(GIFT, town.room, town.member)
    again = await town.payments.open_gift(GIFT, town.room, town.member)
    await town.payer.pay(opened.url)

    seen = await town.payments.checkout(opened.id)
    session = await town.v1.checkout.sessions.retrieve_async(opened.id, {"expand": ["payment_intent"]})
    assert again == opened
    assert (seen.gift_id, seen.order_id, seen.payment.amount) == ("gft_1", None, GIFT.amount)
    assert session.metadata.to_dict() == MARK | {
        "kind": "room_gift",
        "gift_id": "gft_1",
        "room_id": "room_1",
        "member_id": "42",
    }
    assert session.payment_intent.setup_future_usage is None
    assert await town.payments.cards(town.customer_id) == []


async def test_another_try_of_a_gift_is_another_link_and_a_language_is_not(town):
    first = await town.payments.open_gift(GIFT, town.room, town.member)
    second = await town.payments.open_gift(replace(GIFT, tries=2), town.room, town.member)
    town.member = replace(town.member, locale="en-US")
    anew = await town.payments.open_gift(replace(GIFT, tries=2), town.room, town.member)

    assert first.id != second.id == anew.id


async def test_a_declined_card_leaves_the_link_open(town):
    opened = await town.open_checkout()
    outcome = await town.payer.pay(opened.url, "4000000000000002")

    assert not outcome.paid
    assert (await town.payments.checkout(opened.id)).state is CheckoutState.OPEN


async def test_one_try_is_one_link_and_another_try_is_another(town):
    first, again = await town.open_checkout(), await town.open_checkout()
    second = await town.open_checkout(tries=2)

    assert again == first
    assert second.id != first.id


async def test_a_link_is_found_again_when_the_member_speaks_another_language_meanwhile(town):
    """One key, another locale: Stripe refuses, although the link is there and may have been paid."""
    first = await town.open_checkout()
    await town.open_checkout(id="ord_2")
    town.member = replace(town.member, locale="en-US")

    assert await town.open_checkout() == first


async def test_a_link_that_is_refused_for_good_is_no_link(town):
    town.room = replace(town.room, product_id="prod_never_made")

    with pytest.raises(Rejected, match="opening the link of ord_1"):
        await town.open_checkout()


async def test_a_broken_connection_opens_one_link(town):
    town.server.faults.plant(FaultKind.RESET_AFTER, "POST /v1/checkout/sessions")

    opened = await town.open_checkout()

    everything = await town.v1.checkout.sessions.list_async()
    assert [session.id for session in everything.data] == [opened.id]


async def test_everything_bears_our_mark_and_the_ids_of_our_rows(town):
    opened = await town.open_checkout()
    await town.payer.pay(opened.url)

    session = await town.v1.checkout.sessions.retrieve_async(opened.id, {"expand": ["payment_intent"]})
    ids = {"room_id": "room_1", "order_id": "ord_1", "member_id": "42", "membership_id": "mbs_1", "kind": "room_join"}
    assert session.metadata.to_dict() == MARK | ids
    assert session.payment_intent.metadata.to_dict() == MARK | ids
    product = town.v1.products.retrieve_async(town.room.product_id)
    assert await town.metadata(product) == MARK | {"room_id": "room_1"}


@pytest.mark.parametrize(("locale", "language"), [("ja", "ja"), ("en-US", "en"), ("de", "en")])
async def test_the_page_speaks_the_members_language(town, locale, language):
    town.member = replace(town.member, locale=locale)

    opened = await town.open_checkout()

    assert (await town.v1.checkout.sessions.retrieve_async(opened.id)).locale == language


async def test_an_open_link_closes_and_a_closed_one_stays_as_it_is(town):
    opened = await town.open_checkout()

    closed, again = await town.payments.close_checkout(opened.id), await town.payments.close_checkout(opened.id)

    assert closed.state is CheckoutState.EXPIRED
    assert again == closed


async def test_a_paid_link_does_not_close(town):
    opened = await town.open_checkout()
    await town.payer.pay(opened.url)

    closed = await town.payments.close_checkout(opened.id)

    assert closed.state is CheckoutState.COMPLETE
    assert closed.payment is not None


async def test_the_link_of_another_application_is_not_ours(town):
    line = {"quantity": 1, "price": town.room.join_price_id}
    wanted = {"mode": "payment", "line_items": [line], "success_url": "https://shop.example.jp"}
    theirs = await town.v1.checkout.sessions.create_async(wanted | {"metadata": {"order_id": "ord_1"}})

    assert await town.payments.checkout(theirs.id) is None
    assert await town.payments.close_checkout(theirs.id) is None
    assert await town.payments.checkout("cs_never_made") is None
    assert (await town.v1.checkout.sessions.retrieve_async(theirs.id)).status == "open"
