"""Payment intents and saved cards by call: charging without the holder, slips, attaching and detaching."""

from datetime import timedelta

import pytest

from sandbox.stripe.cards import TEST_CARDS


def charge_of(customer, amount=1000, **more):
    return {
        "amount": amount,
        "currency": "jpy",
        "customer": customer.id,
        "payment_method": customer.invoice_settings.default_payment_method,
        "off_session": True,
        "confirm": True,
        "allowed_payment_method_types": ["card"],
        **more,
    }


def slip(**konbini):
    return {
        "amount": 3000,
        "currency": "jpy",
        "confirm": True,
        "allowed_payment_method_types": ["konbini"],
        "payment_method_data": {
            "type": "konbini",
            "billing_details": {"name": "山田花子", "email": "hanako@example.jp"},
        },
        "payment_method_options": {"konbini": konbini},
    }


async def test_a_saved_card_is_charged_without_its_holder(town):
    customer = await town.customer()
    intent = await town.v1.payment_intents.create_async(
        charge_of(customer, metadata={"pledge": "5"}, description="Project X") | {"expand": ["latest_charge"]}
    )

    assert (intent.status, intent.amount_received) == ("succeeded", 1000)
    assert intent.latest_charge.metadata.to_dict() == {"pledge": "5"}
    assert intent.latest_charge.outcome.type == "authorized"
    assert town.books.taken[0].description == "Project X"


async def test_a_refused_charge_leaves_an_intent_that_wants_another_card(town):
    customer = await town.customer("pm_card_chargeCustomerFail")
    error = await town.declined(town.v1.payment_intents.create_async(charge_of(customer)))
    intent = await town.v1.payment_intents.retrieve_async(error.error.payment_intent.id)
    good = await town.v1.payment_methods.attach_async("pm_card_visa", {"customer": customer.id})
    paid = await town.v1.payment_intents.confirm_async(intent.id, {"payment_method": good.id, "off_session": True})

    assert intent.status == "requires_payment_method"
    assert intent.last_payment_error.payment_method.id == customer.invoice_settings.default_payment_method
    assert paid.status == "succeeded"
    assert paid.last_payment_error is None


async def test_an_absent_holder_cannot_authenticate(town):
    customer = await town.customer("pm_card_authenticationRequired")
    error = await town.declined(town.v1.payment_intents.create_async(charge_of(customer)))
    canceled = await town.v1.payment_intents.cancel_async(
        error.error.payment_intent.id, {"cancellation_reason": "abandoned"}
    )

    assert (error.code, error.error.decline_code) == ("authentication_required", "authentication_required")
    assert (canceled.status, canceled.cancellation_reason) == ("canceled", "abandoned")


async def test_a_present_holder_is_asked(town):
    customer = await town.customer("pm_card_authenticationRequiredSetupForOffSession")
    present = await town.v1.payment_intents.create_async(charge_of(customer, off_session=False))
    absent = await town.v1.payment_intents.create_async(charge_of(customer))

    assert (present.status, present.next_action.type) == ("requires_action", "use_stripe_sdk")
    assert absent.status == "succeeded"


async def test_what_has_succeeded_is_neither_confirmed_nor_canceled(town):
    customer = await town.customer()
    paid = await town.v1.payment_intents.create_async(charge_of(customer))
    confirm = await town.refused(town.v1.payment_intents.confirm_async(paid.id))
    cancel = await town.refused(town.v1.payment_intents.cancel_async(paid.id))

    assert confirm.code == cancel.code == "payment_intent_unexpected_state"


async def test_somebody_elses_card_is_not_charged(town):
    mine, theirs = await town.customer(), await town.customer()
    wanted = charge_of(mine, payment_method=theirs.invoice_settings.default_payment_method)
    error = await town.refused(town.v1.payment_intents.create_async(wanted))

    assert error.param == "payment_method"


async def test_a_slip_comes_straight_from_a_call(town):
    until = town.later(days=2)
    intent = await town.v1.payment_intents.create_async(slip(expires_at=until, product_description="イベント"))
    details = intent.next_action.konbini_display_details
    await town.payer.pay_at_till(details.hosted_voucher_url)
    paid = await town.v1.payment_intents.retrieve_async(intent.id)

    assert (intent.status, details.expires_at) == ("requires_action", until)
    assert paid.status == "succeeded"


async def test_a_slip_runs_out_about_an_hour_after_its_deadline(town):
    intent = await town.v1.payment_intents.create_async(slip(expires_at=town.later(minutes=30)))
    await town.until(town.clock.now + timedelta(minutes=89))
    before = (await town.v1.payment_intents.retrieve_async(intent.id)).status
    await town.until(town.clock.now + timedelta(minutes=1))
    after = await town.v1.payment_intents.retrieve_async(intent.id)

    assert (before, after.status) == ("requires_action", "requires_payment_method")
    assert after.last_payment_error.code == "payment_intent_payment_attempt_expired"
    assert town.ear.types()[-1] == "payment_intent.payment_failed"


async def test_a_slip_of_ours_can_be_canceled_before_it_is_paid(town):
    intent = await town.v1.payment_intents.create_async(slip())
    await town.v1.payment_intents.cancel_async(intent.id)
    await town.until(town.clock.now + timedelta(days=10))

    assert "payment_intent.payment_failed" not in town.ear.types()


@pytest.mark.parametrize(
    ("konbini", "param"),
    [
        ({"expires_after_days": 61}, "expires_after_days"),
        ({"expires_after_days": 0}, "expires_after_days"),
        ({"product_description": "x" * 23}, "product_description"),
    ],
)
async def test_a_slip_out_of_range_is_refused(town, konbini, param):
    error = await town.refused(town.v1.payment_intents.create_async(slip(**konbini)))

    assert error.param == f"payment_method_options[konbini][{param}]"


async def test_a_slip_needs_a_name_and_an_address(town):
    wanted = slip() | {"payment_method_data": {"type": "konbini", "billing_details": {"name": "山田花子"}}}

    assert (await town.refused(town.v1.payment_intents.create_async(wanted))).code == "parameter_missing"


@pytest.mark.parametrize("card", [card for card in TEST_CARDS if card.attach_decline], ids=lambda card: card.label)
async def test_a_declined_card_cannot_even_be_saved(town, card):
    customer = await town.customer(None)
    error = await town.declined(town.v1.payment_methods.attach_async(card.token, {"customer": customer.id}))

    assert error.error.decline_code == card.attach_decline


async def test_the_card_ending_in_0341_is_saved_and_then_every_charge_fails(town):
    customer = await town.customer("pm_card_chargeCustomerFail")
    error = await town.declined(town.v1.payment_intents.create_async(charge_of(customer)))

    assert error.error.decline_code == "generic_decline"


async def test_a_detached_card_is_no_default_any_more_and_cannot_come_back(town):
    customer = await town.customer()
    default = customer.invoice_settings.default_payment_method
    detached = await town.v1.payment_methods.detach_async(default)
    after = await town.v1.customers.retrieve_async(customer.id)
    twice = await town.refused(town.v1.payment_methods.detach_async(default))

    assert detached.customer is None
    assert after.invoice_settings.default_payment_method is None
    assert "not attached" in str(twice)


async def test_a_default_card_must_be_the_customers_own(town):
    customer, other = await town.customer(None), await town.customer()
    wanted = {"invoice_settings": {"default_payment_method": other.invoice_settings.default_payment_method}}

    assert (await town.refused(town.v1.customers.update_async(customer.id, wanted))).http_status == 400


async def test_a_customer_comes_with_a_card_or_not_at_all(town):
    create = town.v1.customers.create_async
    made = await create(
        {"payment_method": "pm_card_visa", "invoice_settings": {"default_payment_method": "pm_card_visa"}}
    )
    await town.declined(create({"payment_method": "pm_card_visa_chargeDeclined"}))
    everyone = await town.v1.customers.list_async()
    methods = await town.v1.customers.payment_methods.list_async(made.id, {"type": "card"})

    assert [one.id for one in everyone.data] == [made.id]
    assert [one.id for one in methods.data] == [made.invoice_settings.default_payment_method]


async def test_metadata_is_merged_and_an_empty_value_deletes(town):
    customer = await town.customer(None, a="1", b="2")
    changed = await town.v1.customers.update_async(customer.id, {"metadata": {"a": "", "c": "3"}})
    cleared = await town.v1.customers.update_async(customer.id, {"metadata": ""})

    assert changed.metadata.to_dict() == {"b": "2", "c": "3"}
    assert cleared.metadata.to_dict() == {}


@pytest.mark.parametrize(
    ("metadata", "fits"),
    [
        ({"k" * 40: "v" * 500}, True),
        ({"k" * 41: "v"}, False),
        ({"k": "v" * 501}, False),
        ({str(number): "v" for number in range(50)}, True),
        ({f"n{number}": "v" for number in range(51)}, False),
    ],
)
async def test_metadata_has_limits(town, metadata, fits):
    call = town.v1.customers.create_async({"metadata": metadata})
    if fits:
        assert (await call).metadata.to_dict() == metadata
    else:
        await town.refused(call)


async def test_products_and_prices_are_kept_as_they_were_made(town):
    price = await town.price(1500)
    renamed = await town.v1.products.update_async(price.product, {"name": "Gold room"})
    retired = await town.v1.prices.update_async(price.id, {"active": False, "lookup_key": "gold"})
    found = await town.v1.prices.list_async({"lookup_keys": ["gold"]})
    active = await town.v1.prices.list_async({"active": True})
    read = await town.v1.prices.retrieve_async(price.id, {"expand": ["product"]})

    assert (renamed.name, retired.active) == ("Gold room", False)
    assert [one.id for one in found.data] == [price.id]
    assert active.data == []
    assert (read.product.name, read.unit_amount) == ("Gold room", 1500)


async def test_the_account_says_whether_konbini_is_active(town):
    account = await town.v1.accounts.retrieve_current_async()

    assert account.capabilities.konbini_payments == "active"
    assert account.country == "JP"


async def test_charges_and_intents_are_listed_by_customer(town):
    customer = await town.customer()
    intent = await town.v1.payment_intents.create_async(charge_of(customer))
    intents = await town.v1.payment_intents.list_async({"customer": customer.id})
    charges = await town.v1.charges.list_async({"payment_intent": intent.id})
    charge = await town.v1.charges.retrieve_async(intent.latest_charge, {"expand": ["refunds"]})

    assert [one.id for one in intents.data] == [intent.id]
    assert [one.id for one in charges.data] == [charge.id]
    assert charge.refunds.data == []
