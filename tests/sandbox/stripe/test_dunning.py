"""A renewal that fails: what Stripe does by itself, what it leaves to us, and how a debt ends."""

from datetime import UTC, datetime

import pytest

from sandbox.stripe.account import Policy

FIRST = datetime(2026, 11, 30, 16, tzinfo=UTC)
FIFTH = datetime(2026, 12, 5, 1, tzinfo=UTC)


async def failed_renewal(town, **more):
    """A past_due subscription with one open invoice: (subscription id, invoice id)."""
    subscription = await town.subscription("pm_card_chargeCustomerFail", **more)
    await town.until(FIRST)
    return subscription.id, (await town.v1.subscriptions.retrieve_async(subscription.id)).latest_invoice


async def good_card(town, subscription_id):
    """The member's card is good from now on."""
    town.core.turn_card(town.books.charges[-1].payment_method, None)


async def status(town, subscription_id):
    return (await town.v1.subscriptions.retrieve_async(subscription_id)).status


async def test_a_failed_renewal_leaves_the_invoice_open_and_the_subscription_past_due(town):
    subscription, invoice = await failed_renewal(town)
    held = await town.v1.invoices.retrieve_async(invoice)

    assert await status(town, subscription) == "past_due"
    assert (held.status, held.attempt_count, held.attempted) == ("open", 1, True)
    assert held.hosted_invoice_url.startswith(town.server.url)
    for kind in ("charge.failed", "payment_intent.payment_failed", "invoice.payment_failed"):
        assert len(town.ear.of(kind)) == 1
    assert town.ear.of("customer.subscription.updated")[-1]["data"]["previous_attributes"] == {"status": "active"}


async def test_the_account_tries_no_further_by_itself(town):
    """Recovery is off in the account: the retries on the 5th, 10th, … are ours."""
    await failed_renewal(town)
    await town.until(datetime(2026, 12, 30, tzinfo=UTC))

    assert len(town.books.charges) == 1


async def test_the_reason_is_found_through_the_invoice_payment(town):
    """The event carries no intent and no error; four levels of expansion reach the charge."""
    _, invoice = await failed_renewal(town)
    told = town.ear.of("invoice.payment_failed")[0]["data"]["object"]
    payments = await town.v1.invoice_payments.list_async(
        {"invoice": invoice, "limit": 10, "expand": ["data.payment.payment_intent.latest_charge"]}
    )
    intent = payments.data[0].payment.payment_intent
    back = await town.v1.invoice_payments.list_async(
        {"payment": {"type": "payment_intent", "payment_intent": intent.id}}
    )

    assert not {"payment_intent", "charge", "subscription", "paid", "payments"} & told.keys()
    assert intent.last_payment_error.decline_code == "generic_decline"
    assert intent.last_payment_error.code == "card_declined"
    assert (intent.status, intent.payment_method) == ("requires_payment_method", None)
    assert intent.latest_charge.failure_code == "card_declined"
    assert (intent.latest_charge.outcome.type, intent.latest_charge.outcome.reason) == (
        "issuer_declined",
        "generic_decline",
    )
    assert intent.metadata.to_dict() == {}
    assert back.data[0].invoice == invoice


async def test_paying_by_hand_does_not_raise_the_attempt_count(town):
    _, invoice = await failed_renewal(town)
    for number in range(2):
        await town.declined(town.v1.invoices.pay_async(invoice, {}, {"idempotency_key": f"pay:{number}"}))
    held = await town.v1.invoices.retrieve_async(invoice)
    await town.server.quiet()

    assert held.attempt_count == 1
    assert len(town.books.charges) == 3
    assert len(town.ear.of("invoice.payment_failed")) == 3


async def test_a_payment_makes_the_subscription_active_again(town):
    subscription, invoice = await failed_renewal(town)
    await good_card(town, subscription)
    paid = await town.v1.invoices.pay_async(invoice, {"off_session": True})
    await town.server.quiet()

    assert paid.status == "paid"
    assert await status(town, subscription) == "active"
    assert {"invoice.paid", "invoice_payment.paid", "payment_intent.succeeded"} <= set(town.ear.types())


async def test_a_paid_invoice_is_paid_once(town):
    subscription, invoice = await failed_renewal(town)
    await good_card(town, subscription)
    await town.v1.invoices.pay_async(invoice)
    error = await town.refused(town.v1.invoices.pay_async(invoice))

    assert "already paid" in str(error)
    assert len(town.books.taken) == 1


@pytest.mark.parametrize("way", ["void_invoice_async", "mark_uncollectible_async"])
async def test_voiding_or_writing_off_the_latest_invoice_revives_the_subscription(town, way):
    """So whoever wants the membership to end must cancel first."""
    subscription, invoice = await failed_renewal(town)
    await getattr(town.v1.invoices, way)(invoice)

    assert await status(town, subscription) == "active"


async def test_voiding_the_newer_of_two_debts_leaves_the_older_one_standing(town):
    subscription, _ = await failed_renewal(town)
    await town.until(datetime(2026, 12, 31, 17, tzinfo=UTC))
    newer = (await town.v1.subscriptions.retrieve_async(subscription)).latest_invoice
    await town.v1.invoices.void_invoice_async(newer)

    assert await status(town, subscription) == "past_due"


async def test_cancel_then_void_ends_for_good(town):
    subscription, invoice = await failed_renewal(town)
    await town.v1.subscriptions.cancel_async(subscription, {"cancellation_details": {"comment": "dunning ended"}})
    left = await town.v1.invoices.retrieve_async(invoice)
    voided = await town.v1.invoices.void_invoice_async(invoice)
    await town.until(datetime(2027, 2, 1, tzinfo=UTC))

    assert (left.status, left.auto_advance) == ("open", False)
    assert voided.status == "void"
    assert await status(town, subscription) == "canceled"
    assert len(town.books.invoices) == 1
    assert len(town.ear.of("payment_intent.canceled")) == 1


async def test_an_immediate_cancel_stops_collection_of_all_the_customers_claims(town):
    """Another room's claim too: it must be set going again by hand."""
    customer = await town.customer("pm_card_chargeCustomerFail")
    left = await town.subscription(customer=customer)
    kept = await town.subscription(customer=customer)
    await town.until(FIRST)
    await town.v1.subscriptions.cancel_async(left.id)
    invoices = (await town.v1.invoices.list_async({"subscription": kept.id})).data
    again = await town.v1.invoices.update_async(invoices[0].id, {"auto_advance": True})

    assert invoices[0].auto_advance is False
    assert again.auto_advance is True


async def test_a_cancel_leaves_a_draft_alone(town):
    """Only finalised invoices are stopped: the renewal drafted before the cancel is charged all the same."""
    subscription = await town.subscription()
    await town.until(datetime(2026, 11, 30, 15, 30, tzinfo=UTC))
    await town.v1.subscriptions.cancel_async(subscription.id)
    await town.until(FIRST)

    assert [charge.amount for charge in town.books.taken] == [1500]


async def test_a_draft_that_does_not_advance_is_neither_finalised_nor_charged(town):
    subscription = await town.subscription()
    await town.until(datetime(2026, 11, 30, 15, 30, tzinfo=UTC))
    draft = (await town.v1.subscriptions.retrieve_async(subscription.id)).latest_invoice
    await town.v1.invoices.update_async(draft, {"auto_advance": False})
    await town.until(datetime(2026, 12, 20, tzinfo=UTC))
    untouched = await town.v1.invoices.retrieve_async(draft)
    finalized = await town.v1.invoices.finalize_invoice_async(draft)
    voided = await town.v1.invoices.void_invoice_async(draft)

    assert (untouched.status, finalized.status, voided.status) == ("draft", "open", "void")
    assert town.books.charges == []


async def test_an_open_claim_that_does_not_advance_is_not_tried_again(town):
    """With recovery switched on in the account, auto_advance=false stops it for one invoice."""
    town.core.account.policy = Policy(retry_days=(3, 5, 7))
    _, invoice = await failed_renewal(town)
    planned = await town.v1.invoices.retrieve_async(invoice)
    stopped = await town.v1.invoices.update_async(invoice, {"auto_advance": False})
    await town.until(datetime(2026, 12, 20, tzinfo=UTC))

    assert planned.next_payment_attempt == FIRST.replace(month=12, day=3).timestamp()
    assert stopped.next_payment_attempt is None
    assert len(town.books.charges) == 1


async def test_recovery_of_the_account_tries_on_its_days(town):
    town.core.account.policy = Policy(retry_days=(3, 5))
    _, invoice = await failed_renewal(town)
    await town.until(datetime(2026, 12, 20, tzinfo=UTC))
    held = await town.v1.invoices.retrieve_async(invoice)

    assert [charge.at.day for charge in town.books.charges] == [30, 3, 5]
    assert (held.attempt_count, held.next_payment_attempt) == (3, None)


async def test_new_invoices_keep_coming_while_past_due(town):
    await failed_renewal(town)
    await town.until(datetime(2027, 1, 15, tzinfo=UTC))

    assert [invoice.status for invoice in town.books.invoices] == ["open", "open"]


async def test_the_explicit_card_comes_first_then_the_invoices_the_subscriptions_and_the_customers(town):
    customer = await town.customer("pm_card_visa")
    attach = town.v1.payment_methods.attach_async
    on_subscription = await attach("pm_card_chargeCustomerFail", {"customer": customer.id})
    on_invoice = await attach("pm_card_mastercard", {"customer": customer.id})
    explicit = await attach("pm_card_jcb", {"customer": customer.id})
    await town.subscription(customer=customer, default_payment_method=on_subscription.id)
    await town.until(FIRST)
    invoice = town.books.invoices[0].id
    failed = town.books.charges[0].payment_method
    town.core.turn_card(on_invoice.id, "do_not_honor")
    await town.v1.invoices.update_async(invoice, {"default_payment_method": on_invoice.id})
    error = await town.declined(town.v1.invoices.pay_async(invoice, {}, {"idempotency_key": "a"}))
    paid = await town.v1.invoices.pay_async(invoice, {"payment_method": explicit.id}, {"idempotency_key": "b"})

    assert failed == on_subscription.id
    assert error.error.payment_method.id == on_invoice.id
    assert paid.status == "paid"
    assert town.books.taken[0].payment_method == explicit.id


async def test_without_any_card_a_renewal_fails_and_paying_is_refused(town):
    customer = await town.customer(None)
    subscription = await town.subscription(customer=customer)
    await town.until(FIRST)
    error = await town.refused(town.v1.invoices.pay_async(town.books.invoices[0].id))

    assert await status(town, subscription.id) == "past_due"
    assert error.code == "resource_missing"
    assert town.books.charges == []


@pytest.mark.parametrize(
    ("decline_code", "code", "advice"),
    [
        ("insufficient_funds", "card_declined", "try_again_later"),
        ("lost_card", "card_declined", "do_not_try_again"),
        ("expired_card", "expired_card", "confirm_card_data"),
        ("incorrect_cvc", "incorrect_cvc", "confirm_card_data"),
        ("processing_error", "processing_error", "try_again_later"),
    ],
)
async def test_a_good_card_can_go_bad_and_says_why(town, decline_code, code, advice):
    subscription = await town.subscription()
    customer = await town.v1.customers.retrieve_async(subscription.customer)
    town.core.turn_card(customer.invoice_settings.default_payment_method, decline_code)
    await town.until(FIRST)
    error = await town.declined(town.v1.invoices.pay_async(town.books.invoices[0].id))

    assert (error.http_status, error.code, error.error.decline_code) == (402, code, decline_code)
    assert error.error.advice_code == advice
    assert error.error.charge == town.books.charges[-1].id
    assert error.error.payment_intent.status == "requires_payment_method"
    assert {charge.why for charge in town.books.charges} == {decline_code}


async def test_a_bank_that_wants_the_holder_refuses_without_them(town):
    """3D Secure every time: the charge fails off-session, and the member pays on the invoice's own page."""
    subscription = await town.subscription("pm_card_authenticationRequired")
    await town.until(FIRST)
    invoice = await town.v1.invoices.retrieve_async(town.books.invoices[0].id)
    absent = await town.declined(town.v1.invoices.pay_async(invoice.id, {}, {"idempotency_key": "a"}))
    present = await town.refused(
        town.v1.invoices.pay_async(invoice.id, {"off_session": False}, {"idempotency_key": "b"})
    )
    outcome = await town.payer.pay_invoice(invoice.hosted_invoice_url, "4000002760003184")

    assert absent.code == "authentication_required"
    assert present.code == "invoice_payment_intent_requires_action"
    assert {"invoice.payment_action_required", "invoice.payment_failed"} <= set(town.ear.types())
    assert outcome.paid
    assert await status(town, subscription.id) == "active"


async def test_a_written_off_debt_can_still_be_paid_on_its_page_after_the_end(town):
    subscription, invoice = await failed_renewal(town)
    await town.v1.subscriptions.cancel_async(subscription)
    written_off = await town.v1.invoices.mark_uncollectible_async(invoice)
    outcome = await town.payer.pay_invoice(written_off.hosted_invoice_url)
    again = await town.payer.pay_invoice(written_off.hosted_invoice_url)

    assert outcome.paid
    assert not again.paid
    assert await status(town, subscription) == "canceled"
    assert town.books.invoices[0].status == "paid"
