"""The portal: a member changes the card."""

from sandbox.stripe.person import Result

BACK = "https://example.jp/card-ok"


async def portal(town, customer):
    return await town.v1.billing_portal.sessions.create_async(
        {
            "customer": customer.id,
            "locale": "ja",
            "return_url": "https://example.jp",
            "flow_data": {
                "type": "payment_method_update",
                "after_completion": {"type": "redirect", "redirect": {"return_url": BACK}},
            },
        }
    )


async def test_a_new_card_becomes_the_customers_default_and_touches_nothing_else(town):
    """A card the subscription names itself wins over it, and keeps failing."""
    customer = await town.customer("pm_card_chargeCustomerFail")
    old = customer.invoice_settings.default_payment_method
    subscription = await town.subscription(customer=customer, default_payment_method=old)
    session = await portal(town, customer)
    outcome = await town.payer.change_card(session.url)
    changed = await town.v1.customers.retrieve_async(customer.id)
    await town.server.quiet()
    previous = town.ear.of("customer.updated")[-1]["data"]["previous_attributes"]

    assert outcome.url == BACK
    assert changed.invoice_settings.default_payment_method != old
    assert (await town.v1.subscriptions.retrieve_async(subscription.id)).default_payment_method == old
    assert previous == {"invoice_settings": {"default_payment_method": old}}
    assert {"setup_intent.created", "setup_intent.succeeded", "payment_method.attached"} <= set(town.ear.types())


async def test_a_card_the_bank_refuses_changes_nothing(town):
    customer = await town.customer()
    session = await portal(town, customer)
    outcome = await town.payer.change_card(session.url, "4000000000000069")
    same = await town.v1.customers.retrieve_async(customer.id)

    assert (outcome.result, outcome.message) == (Result.DECLINED, "Your card has expired.")
    assert same.invoice_settings.default_payment_method == customer.invoice_settings.default_payment_method


async def test_the_bank_may_want_the_holder_for_a_new_card(town):
    customer = await town.customer(None)
    session = await portal(town, customer)
    refused = await town.payer.change_card(session.url, "4000002500003155", authenticate=False)
    accepted = await town.payer.change_card(session.url, "4000002500003155")

    assert refused.result is Result.DECLINED
    assert accepted.result is Result.DONE


async def test_the_page_shows_the_card_on_file_and_the_way_back(town):
    customer = await town.customer()
    page = await town.payer.look((await portal(town, customer)).url)

    assert "4242" in page
    assert BACK in page


async def test_an_unknown_page_says_so(town):
    assert "closed" in await town.payer.look(f"{town.server.url}/portal/bps_nobody")
    assert "no such page" in await town.payer.look(f"{town.server.url}/nowhere")
