"""What holds for every call: errors, keys, lists, expansions, and what the library's types do not allow."""

import asyncio

import pytest
import stripe

from sandbox.stripe.limits import Limits
from sandbox.wire import FaultKind


def key(name):
    return {"idempotency_key": name}


async def test_an_unknown_id_is_a_missing_resource(town):
    error = await town.refused(town.v1.customers.retrieve_async("cus_nobody"))

    assert (error.http_status, error.code, error.param) == (404, "resource_missing", "id")
    assert error.headers["Request-Id"].startswith("req_")


async def test_every_answer_names_its_request(town):
    customer = await town.customer(None)

    assert customer.last_response.headers["Request-Id"].startswith("req_")


async def test_a_call_without_a_test_key_is_refused(town):
    client = stripe.StripeClient(
        "sk_live_x", http_client=stripe.AIOHTTPClient(), base_addresses={"api": town.server.url}
    )
    with pytest.raises(stripe.AuthenticationError):
        await client.v1.customers.list_async()
    await client._requestor._client.close_async()


@pytest.mark.parametrize(
    ("more", "code", "param"),
    [
        ({"colour": "red"}, "parameter_unknown", "colour"),
        ({"payment_method_types": ["card"]}, "parameter_unknown", "payment_method_types"),
        ({"line_items": [{"prise": "x"}]}, "parameter_unknown", "line_items[0][prise]"),
        ({"mode": "paiment"}, "parameter_invalid", "mode"),
        ({"expires_at": "soon"}, "parameter_invalid", "expires_at"),
    ],
)
async def test_what_the_library_does_not_know_is_refused(town, more, code, param):
    """Checkout lost `payment_method_types` in endive: it is an unknown parameter like any misspelling."""
    error = await town.refused(town.checkout(**more))
    town.contract.violations.clear()

    assert (error.code, error.param) == (code, param)


async def test_removed_payment_method_types_have_an_error_of_their_own(town):
    wanted = {"amount": 1000, "currency": "jpy", "payment_method_types": ["card"]}
    error = await town.refused(town.v1.payment_intents.create_async(wanted))
    town.contract.violations.clear()

    assert error.code == "payment_method_types_no_longer_supported"


async def test_a_missing_required_parameter_is_named(town):
    error = await town.refused(town.v1.prices.create_async({"unit_amount": 100}))
    town.contract.violations.clear()

    assert (error.code, error.param) == ("parameter_missing", "currency")


async def test_the_same_key_makes_one_customer(town):
    first = await town.v1.customers.create_async({"name": "A"}, key("k"))
    again = await town.v1.customers.create_async({"name": "A"}, key("k"))
    everyone = await town.v1.customers.list_async()

    assert again.id == first.id
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert len(everyone.data) == 1


async def test_a_key_with_other_parameters_is_refused(town):
    await town.v1.customers.create_async({"name": "A"}, key("k"))
    with pytest.raises(stripe.IdempotencyError):
        await town.v1.customers.create_async({"name": "B"}, key("k"))


async def test_a_402_is_replayed_under_its_key(town):
    """A declined charge tried again with the same key never reaches the bank, even when the card is good by now."""
    subscription = await town.subscription("pm_card_chargeCustomerFail")
    await town.until(town.clock.now.replace(month=12, day=1))
    invoice = (await town.v1.subscriptions.retrieve_async(subscription.id)).latest_invoice
    first = await town.declined(town.v1.invoices.pay_async(invoice, {}, key("pay:1")))
    town.core.turn_card(town.books.charges[0].payment_method, None)
    tried = len(town.books.charges)
    again = await town.declined(town.v1.invoices.pay_async(invoice, {}, key("pay:1")))
    paid = await town.v1.invoices.pay_async(invoice, {}, key("pay:2"))

    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.error.decline_code == first.error.decline_code == "generic_decline"
    assert paid.status == "paid"
    assert len(town.books.charges) == tried + 1


async def test_a_500_is_replayed_under_its_key_although_the_work_was_done(town):
    town.server.faults.plant(FaultKind.ERROR_AFTER, "POST /v1/customers")
    for _ in range(2):
        with pytest.raises(stripe.APIError) as caught:
            await town.v1.customers.create_async({"name": "A"}, key("k"))
        assert caught.value.http_status == 500
    everyone = await town.v1.customers.list_async()

    assert [one.name for one in everyone.data] == ["A"]


async def test_a_500_before_the_work_leaves_the_key_free(town):
    town.server.faults.plant(FaultKind.ERROR, "POST /v1/customers")
    with pytest.raises(stripe.APIError):
        await town.v1.customers.create_async({"name": "A"}, key("k"))
    made = await town.v1.customers.create_async({"name": "A"}, key("k"))

    assert made.name == "A"


async def test_an_answer_that_never_came_is_found_again_by_its_key(town):
    town.server.faults.plant(FaultKind.RESET_AFTER, "POST /v1/customers")
    with pytest.raises(stripe.APIConnectionError):
        await town.v1.customers.create_async({"name": "A"}, key("k"))
    made = await town.v1.customers.create_async({"name": "A"}, key("k"))

    assert made.last_response.headers["Idempotent-Replayed"] == "true"


async def test_a_key_in_use_is_a_conflict(town):
    town.core.keys.in_use.add("k")
    with pytest.raises(stripe.APIError) as caught:
        await town.v1.customers.create_async({"name": "A"}, key("k"))
    town.core.keys.in_use.clear()

    assert caught.value.http_status == 409
    assert caught.value.error.code == "idempotency_key_in_use"


async def test_keys_are_kept_for_a_day_and_then_forgotten(town):
    first = await town.v1.customers.create_async({"name": "A"}, key("k"))
    await town.until(town.clock.now.replace(day=21))
    after_a_day = await town.v1.customers.create_async({"name": "A"}, key("k"))
    await town.until(town.clock.now.replace(hour=5))
    later = await town.v1.customers.create_async({"name": "A"}, key("k"))

    assert after_a_day.id == first.id
    assert later.id != first.id


async def test_a_request_that_was_never_valid_is_not_remembered(town):
    await town.refused(town.v1.prices.create_async({"unit_amount": 100}, key("k")))
    town.contract.violations.clear()
    product = await town.v1.products.create_async({"name": "Gold"})
    price = await town.v1.prices.create_async({"unit_amount": 100, "currency": "jpy", "product": product.id}, key("k"))

    assert price.unit_amount == 100


async def test_lists_come_newest_first_page_by_page(town):
    made = [(await town.v1.customers.create_async({"name": str(number)})).id for number in range(5)]
    first = await town.v1.customers.list_async({"limit": 2})
    rest = await town.v1.customers.list_async({"limit": 3, "starting_after": first.data[-1].id})
    back = await town.v1.customers.list_async({"limit": 1, "ending_before": made[2]})
    walked = [one.id async for one in (await town.v1.customers.list_async({"limit": 2})).auto_paging_iter()]

    assert [one.id for one in first.data] == made[:2:-1]
    assert (first.has_more, rest.has_more) == (True, False)
    assert [one.id for one in rest.data] == made[2::-1]
    assert ([one.id for one in back.data], back.has_more) == ([made[3]], True)
    assert walked == made[::-1]


@pytest.mark.parametrize("limit", [0, 101])
async def test_a_page_has_one_to_a_hundred_things(town, limit):
    assert (await town.refused(town.v1.customers.list_async({"limit": limit}))).param == "limit"


async def test_expanding_stops_after_four_levels(town):
    subscription = await town.subscription()
    await town.until(town.clock.now.replace(month=12, day=1))
    invoice = (await town.v1.subscriptions.retrieve_async(subscription.id)).latest_invoice
    expand = ["payments.data.payment.payment_intent", "confirmation_secret"]
    four = await town.v1.invoices.retrieve_async(invoice, {"expand": expand})
    five = {"expand": ["payments.data.payment.payment_intent.latest_charge"]}
    error = await town.refused(town.v1.invoices.retrieve_async(invoice, five))
    plain = await town.v1.invoices.retrieve_async(invoice)

    assert four.payments.data[0].payment.payment_intent.status == "succeeded"
    assert four.confirmation_secret.client_secret == four.payments.data[0].payment.payment_intent.client_secret
    assert error.param == "expand"
    assert "payments" not in plain


async def test_what_names_nothing_cannot_be_expanded(town):
    customer = await town.customer()

    assert (await town.refused(town.v1.customers.retrieve_async(customer.id, {"expand": ["email"]}))).param == "expand"


async def test_more_than_25_a_second_to_one_endpoint_are_turned_away(town):
    """No Retry-After, and the library does not try again by itself: the caller must know what to do."""
    instant = 0.0
    town.server.limits = Limits(clock=lambda: instant)
    answers = await asyncio.gather(*(town.v1.customers.list_async() for _ in range(26)), return_exceptions=True)
    refused = [one for one in answers if isinstance(one, stripe.RateLimitError)]
    other = await town.v1.products.list_async()
    instant = 1.5
    later = await town.v1.customers.list_async()

    assert len(refused) == 1
    assert refused[0].headers["Stripe-Rate-Limited-Reason"] == "endpoint-rate"
    assert "Retry-After" not in refused[0].headers
    assert other.data == later.data == []


def test_limits_scale():
    assert (Limits.scaled(4).per_endpoint, Limits.scaled(4).total) == (100, 400)


async def test_a_planted_429_says_why(town):
    town.server.faults.plant(FaultKind.RATE_LIMITED)
    with pytest.raises(stripe.RateLimitError) as caught:
        await town.v1.customers.list_async()

    assert caught.value.error.code == "rate_limit"


async def test_an_unknown_call_is_not_found(town):
    error = await town.refused(town.v1.coupons.list_async())

    assert error.http_status == 404


@pytest.mark.parametrize(
    ("behavior", "refused"),
    [
        ({"collection_method": "send_invoice", "days_until_due": 3}, True),
        ({"collection_method": "charge_automatically"}, False),
    ],
)
async def test_what_the_local_stripe_cannot_follow_it_refuses(town, behavior, refused):
    """Better a clear refusal than a subscription that behaves unlike the real one."""
    call = town.subscription(**behavior)
    if refused:
        assert (await town.refused(call)).code == "local_unsupported"
    else:
        assert (await call).status == "active"


async def test_the_answer_says_whether_trying_again_helps(town):
    error = await town.refused(town.v1.customers.retrieve_async("cus_nobody"))

    assert error.headers["Stripe-Should-Retry"] == "false"
