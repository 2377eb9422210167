"""Checkout: limits of a session, what people do on its page, and konbini slips."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.stripe.account import Policy
from sandbox.stripe.person import Result

KONBINI = {"allowed_payment_method_types": ["card", "konbini"]}
SETUP = {"mode": "setup", "currency": "jpy", "allowed_payment_method_types": ["card"]}


async def ticket(town, amount):
    return await town.checkout(
        line_items=[
            {
                "quantity": 1,
                "price_data": {"currency": "jpy", "unit_amount": amount, "product_data": {"name": "Ticket"}},
            }
        ],
        **KONBINI,
    )


async def setup_page(town, customer):
    return await town.v1.checkout.sessions.create_async(
        SETUP | {"customer": customer.id, "success_url": "https://example.jp/ok", "setup_intent_data": {}}
    )


async def reread(town, session, *expand):
    return await town.v1.checkout.sessions.retrieve_async(session.id, {"expand": list(expand)} if expand else {})


@pytest.mark.parametrize(
    ("seconds", "fits"), [(30 * 60 - 1, False), (30 * 60, True), (24 * 3600, True), (24 * 3600 + 1, False)]
)
async def test_a_page_is_open_for_30_minutes_to_24_hours(town, seconds, fits):
    call = town.checkout(expires_at=town.later(seconds=seconds))
    if fits:
        assert (await call).expires_at == town.later(seconds=seconds)
    else:
        assert (await town.refused(call)).param == "expires_at"


async def test_a_page_nobody_uses_expires(town):
    session = await town.checkout(expires_at=town.later(minutes=30))
    await town.until(town.clock.now + timedelta(minutes=30))
    outcome = await town.payer.pay(session.url)

    assert (await reread(town, session)).status == "expired"
    assert town.ear.types()[-1] == "checkout.session.expired"
    assert outcome.result is Result.CLOSED
    assert town.books.charges == []


async def test_a_page_can_be_closed_by_us_once(town):
    session = await town.checkout()
    expired = await town.v1.checkout.sessions.expire_async(session.id)
    error = await town.refused(town.v1.checkout.sessions.expire_async(session.id))

    assert (expired.status, expired.url) == ("expired", None)
    assert "status of open" in str(error)


async def test_less_than_50_yen_cannot_be_charged(town):
    assert (await town.refused(ticket(town, 49))).code == "amount_too_small"
    assert (await ticket(town, 50)).amount_total == 50


async def test_there_is_no_payment_intent_before_somebody_submits(town):
    session = await town.checkout()
    await town.payer.pay(session.url)

    assert session.payment_intent is None
    assert (await reread(town, session, "payment_intent")).payment_intent.status == "succeeded"


async def test_a_declined_card_leaves_the_page_open_for_another(town):
    session = await town.checkout()
    declined = await town.payer.pay(session.url, "4000000000009995")
    between = await reread(town, session, "payment_intent")
    paid = await town.payer.pay(session.url)
    after = await reread(town, session, "payment_intent")
    twice = await town.payer.pay(session.url)

    assert (declined.result, declined.message) == (Result.DECLINED, "Your card has insufficient funds.")
    assert (between.status, between.payment_intent.status) == ("open", "requires_payment_method")
    assert paid.result is Result.DONE
    assert after.payment_intent.id == between.payment_intent.id
    assert after.payment_status == "paid"
    assert twice.result is Result.CLOSED
    assert [charge.status for charge in town.books.charges] == ["failed", "succeeded"]


async def test_a_number_that_is_no_test_card_is_refused_before_the_bank(town):
    session = await town.checkout()
    outcome = await town.payer.pay(session.url, "1234567812345678")

    assert (outcome.result, outcome.code) == (Result.DECLINED, "incorrect_number")
    assert town.books.charges == []


@pytest.mark.parametrize("way", ["abandon", "look"])
async def test_going_back_pays_nothing(town, way):
    session = await town.checkout()
    await getattr(town.payer, way)(session.url)

    assert (await reread(town, session)).status == "open"


async def test_going_back_leads_to_the_cancel_address(town):
    session = await town.checkout()

    assert (await town.payer.abandon(session.url)).url == "https://example.jp/back"


async def test_the_bank_may_want_the_holder(town):
    session = await town.checkout()
    refused = await town.payer.pay(session.url, "4000002760003184", authenticate=False)
    paid = await town.payer.pay(session.url, "4000002760003184")

    assert refused.code == "payment_intent_authentication_failure"
    assert paid.result is Result.DONE


async def test_a_card_set_up_with_the_holder_is_charged_without_them_later(town):
    customer = await town.customer(None)
    session = await town.checkout(customer=customer.id, payment_intent_data={"setup_future_usage": "off_session"})
    await town.payer.pay(session.url, "4000002500003155")
    paid = await reread(town, session, "payment_intent")
    intent = await town.v1.payment_intents.create_async(
        {
            "amount": 500,
            "currency": "jpy",
            "customer": customer.id,
            "payment_method": paid.payment_intent.payment_method,
            "off_session": True,
            "confirm": True,
        }
    )

    assert intent.status == "succeeded"


async def test_a_card_that_is_not_to_be_kept_is_not_kept(town):
    customer = await town.customer(None)
    session = await town.checkout(customer=customer.id)
    await town.payer.pay(session.url)
    methods = await town.v1.payment_methods.list_async({"customer": customer.id})

    assert methods.data == []


async def test_setup_saves_a_card_and_charges_nothing(town):
    customer = await town.customer(None)
    session = await setup_page(town, customer)
    await town.payer.pay(session.url, "4000002500003155")
    done = await reread(town, session, "setup_intent.payment_method")
    await town.server.quiet()

    assert (done.status, done.payment_status, done.payment_method_types) == (
        "complete",
        "no_payment_required",
        ["card"],
    )
    assert done.setup_intent.status == "succeeded"
    assert done.setup_intent.payment_method.customer == customer.id
    assert town.books.charges == []
    assert {"setup_intent.succeeded", "payment_method.attached", "checkout.session.completed"} <= set(town.ear.types())


async def test_a_card_that_cannot_be_saved_leaves_the_setup_page_open(town):
    session = await setup_page(town, await town.customer(None))
    outcome = await town.payer.pay(session.url, "4000000000000002")

    assert outcome.result is Result.DECLINED
    assert (await reread(town, session)).status == "open"


async def test_a_receipt_has_no_subscription_for_a_parent(town):
    customer = await town.customer(None)
    session = await town.checkout(customer=customer.id, invoice_creation={"enabled": True})
    await town.payer.pay(session.url)
    paid = await reread(town, session, "invoice.payments")

    assert (paid.invoice.status, paid.invoice.parent, paid.invoice.amount_paid) == ("paid", None, 3000)
    assert paid.invoice.payments.data[0].payment.payment_intent == paid.payment_intent


async def test_line_items_are_there_when_expanded(town):
    session = await town.checkout()

    assert "line_items" not in session
    assert (await reread(town, session, "line_items")).line_items.data[0].amount_total == 3000


@pytest.mark.parametrize(("amount", "offered"), [(119, False), (120, True), (300_000, True), (300_001, False)])
async def test_konbini_disappears_silently_when_the_amount_does_not_fit(town, amount, offered):
    session = await ticket(town, amount)

    assert ("konbini" in session.payment_method_types) is offered


async def test_konbini_disappears_silently_when_it_is_switched_off_or_the_card_is_to_be_kept(town):
    kept = await town.checkout(payment_intent_data={"setup_future_usage": "off_session"}, **KONBINI)
    town.core.account.policy = Policy(konbini=False)
    off = await ticket(town, 3000)
    nothing = await town.refused(town.checkout(allowed_payment_method_types=["konbini"]))

    assert kept.payment_method_types == off.payment_method_types == ["card"]
    assert nothing.param == "allowed_payment_method_types"


async def test_a_slip_completes_the_page_without_money(town):
    """The buyer is sent to the slip, not to the success page."""
    session = await ticket(town, 3000)
    slip = await town.payer.take_slip(session.url)
    unpaid = await reread(town, session, "payment_intent")
    details = unpaid.payment_intent.next_action.konbini_display_details
    await town.server.quiet()

    assert (slip.result, slip.url) == (Result.SLIP, details.hosted_voucher_url)
    assert (unpaid.status, unpaid.payment_status) == ("complete", "unpaid")
    assert details.stores.lawson.payment_code
    assert town.ear.of("checkout.session.completed")[0]["data"]["object"]["payment_status"] == "unpaid"


async def test_a_slip_is_paid_at_the_till(town):
    session = await ticket(town, 3000)
    slip = await town.payer.take_slip(session.url)
    await town.payer.pay_at_till(slip.url)
    again = await town.payer.pay_at_till(slip.url)
    paid = await reread(town, session)
    await town.server.quiet()

    assert paid.payment_status == "paid"
    assert again.result is Result.CLOSED
    assert [charge.amount for charge in town.books.taken] == [3000]
    assert "checkout.session.async_payment_succeeded" in town.ear.types()


async def test_a_slip_fails_an_hour_after_its_deadline_and_can_be_paid_in_between(town):
    """23:59:59 in Tokyo on the third day; no clock of our own may free the seat."""
    session, other = await ticket(town, 3000), await ticket(town, 3000)
    slip = await town.payer.take_slip(session.url)
    lost = await town.payer.take_slip(other.url)
    await town.until(datetime(2026, 11, 23, 15, 30, tzinfo=UTC))
    late = await town.payer.pay_at_till(slip.url)
    before = town.ear.types().count("checkout.session.async_payment_failed")
    await town.until(datetime(2026, 11, 23, 16, 0, tzinfo=UTC))
    failed = await reread(town, other, "payment_intent")

    assert late.paid
    assert before == 0
    assert town.ear.types().count("checkout.session.async_payment_failed") == 1
    assert failed.payment_intent.status == "requires_payment_method"
    assert (failed.status, failed.payment_status) == ("complete", "unpaid")
    assert (await town.payer.pay_at_till(lost.url)).result is Result.CLOSED


async def test_a_slip_can_be_let_go_at_once(town):
    session = await ticket(town, 3000)
    slip = await town.payer.take_slip(session.url)
    await town.payer.let_expire(slip.url)
    await town.server.quiet()

    assert "checkout.session.async_payment_failed" in town.ear.types()


async def test_the_intent_of_a_page_is_not_ours_to_cancel(town):
    session = await ticket(town, 3000)
    await town.payer.take_slip(session.url)
    intent = (await reread(town, session)).payment_intent
    error = await town.refused(town.v1.payment_intents.cancel_async(intent))

    assert error.code == "payment_intent_unexpected_state"


async def test_sessions_are_listed_by_customer_and_status(town):
    customer = await town.customer(None)
    mine = await town.checkout(customer=customer.id)
    await town.checkout()
    found = await town.v1.checkout.sessions.list_async({"customer": customer.id, "status": "open"})

    assert [one.id for one in found.data] == [mine.id]
