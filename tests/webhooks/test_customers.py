"""Customers: one per Discord user, and the card each of them pays with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rules.payments import Customer
from tests.rules.makers import CALENDAR
from tests.webhooks.town import HANAKO, MARK, PUBLIC_URL
from webhooks.payments import StripePayments

OTHER_GUILD = 9002


async def test_a_customer_is_made_once_even_when_the_member_is_renamed_meanwhile(town):
    """A key is good for the very same request only; a new name under the old one would be refused for a day."""
    again = await town.payments.make_customer(replace(HANAKO, name="Hana", locale="en-US"))

    assert again == town.customer_id
    customer = await town.v1.customers.retrieve_async(again)
    assert (customer.name, list(customer.preferred_locales)) == ("Hana", ["en"])


async def test_of_the_member_only_the_discord_id_is_in_the_metadata(town):
    metadata = await town.metadata(town.v1.customers.retrieve_async(town.customer_id))

    assert metadata == MARK | {"member_id": "42"}


async def test_two_communities_of_one_account_have_customers_of_their_own(town):
    neighbour = StripePayments(town.line, OTHER_GUILD, CALENDAR, PUBLIC_URL)

    theirs = await neighbour.make_customer(HANAKO)

    assert theirs != town.customer_id
    assert await town.payments.customer(theirs) is None
    assert await town.payments.mail_address(theirs) is None
    assert await neighbour.customer(theirs) == Customer(theirs, HANAKO.id)


async def test_the_card_of_a_customer_is_the_one_that_is_charged(town):
    assert (await town.payments.customer(town.customer_id)).card is None

    await town.use_card("pm_card_visa")
    jcb = await town.use_card("pm_card_jcb")

    card = (await town.payments.customer(town.customer_id)).card
    assert (card.method_id, card.brand, card.last4) == (jcb, "jcb", "0505")


async def test_a_customer_of_another_application_is_nobody(town):
    shopper = await town.v1.customers.create_async({"metadata": {"app": "shop", "member_id": "42"}})

    assert await town.payments.customer(shopper.id) is None
    assert await town.payments.customer("cus_never_made") is None


async def test_a_deleted_customer_is_told_as_such(town):
    await town.v1.customers.delete_async(town.customer_id)

    assert await town.payments.customer(town.customer_id) == Customer(town.customer_id, None, deleted=True)


async def test_mail_goes_to_the_customers_address_and_else_to_the_one_given_with_the_card(town):
    await town.use_card()
    assert await town.payments.mail_address(town.customer_id) is None

    opened = await town.open_checkout()
    await town.payer.pay(opened.url, email="card@example.jp")
    paid = await town.payments.checkout(opened.id)
    await town.payments.charge_to(town.customer_id, paid.payment.card.method_id)
    assert await town.payments.mail_address(town.customer_id) == "card@example.jp"

    await town.v1.customers.update_async(town.customer_id, {"email": "hanako@example.jp"})
    assert await town.payments.mail_address(town.customer_id) == "hanako@example.jp"


@pytest.mark.parametrize("locale", ["ja", "en-GB", "fr"])
async def test_the_card_link_changes_the_card_and_leads_back(town, locale):
    await town.use_card("pm_card_visa")

    link = await town.payments.card_link(town.customer_id, locale)
    outcome = await town.payer.change_card(link, "3566002020360505")

    assert outcome.url.startswith(f"{PUBLIC_URL}/return")
    assert (await town.payments.customer(town.customer_id)).card.brand == "jcb"


@pytest.mark.rule("E-22")
async def test_the_mail_link_changes_the_address_and_nothing_of_the_card(town):
    await town.use_card("pm_card_visa")

    link = await town.payments.mail_link(town.customer_id, "ja")
    outcome = await town.payer.change_mail(link, "new@example.jp")

    assert outcome.paid
    assert await town.payments.mail_address(town.customer_id) == "new@example.jp"
    assert (await town.payments.customer(town.customer_id)).card.brand == "visa"


@pytest.mark.rule("E-38")
async def test_every_card_of_a_customer_is_found_and_can_be_deleted_twice(town):
    """Doing it twice is what the outbox does after a crash."""
    kept = {await town.use_card("pm_card_visa"), await town.use_card("pm_card_jcb")}

    assert set(await town.payments.cards(town.customer_id)) == kept
    for card_id in (*kept, *kept):
        await town.payments.forget_card(card_id)
    assert await town.payments.cards(town.customer_id) == []
    assert (await town.payments.customer(town.customer_id)).card is None
    await town.payments.forget_card("pm_never_made")


async def test_receipts_are_those_of_payments_that_went_through_in_that_time(town):
    opened = await town.open_checkout()
    await town.payer.pay(opened.url, "4000000000009995")
    await town.payer.pay(opened.url)
    paid = (await town.payments.checkout(opened.id)).payment
    link = await town.payments.receipts(town.customer_id, paid.paid_at, paid.paid_at)

    assert list(link) == [paid.id]
    assert "500" in await town.payer.look(link[paid.id])
    later = paid.paid_at + timedelta(days=1)
    assert await town.payments.receipts(town.customer_id, later, later) == {}
