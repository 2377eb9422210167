"""Money on its way back: refunds by card and konbini, and disputes."""

from datetime import timedelta

import pytest


async def paid(town, card="4242424242424242"):
    """The intent of a paid page over 3,000 yen."""
    session = await town.checkout()
    await town.payer.pay(session.url, card)
    return (await town.v1.checkout.sessions.retrieve_async(session.id)).payment_intent


async def paid_by_slip(town):
    session = await town.checkout()
    slip = await town.payer.take_slip(session.url)
    await town.payer.pay_at_till(slip.url)
    return (await town.v1.checkout.sessions.retrieve_async(session.id)).payment_intent


def charge(town):
    return town.books.charges[-1]


async def test_a_card_refund_succeeds_at_once(town):
    intent = await paid(town)
    refund = await town.v1.refunds.create_async({"payment_intent": intent, "metadata": {"case": "12"}})
    await town.server.quiet()

    assert (refund.status, refund.amount) == ("succeeded", 3000)
    assert charge(town).amount_refunded == 3000
    assert [one.metadata for one in town.books.refunds] == [{"case": "12"}]
    assert town.ear.of("charge.refunded")[0]["data"]["object"]["refunded"] is True


async def test_several_parts_come_back_up_to_the_whole_and_not_a_yen_more(town):
    intent = await paid(town)
    give = town.v1.refunds.create_async
    await give({"payment_intent": intent, "amount": 1000})
    too_much = await town.refused(give({"payment_intent": intent, "amount": 2001}))
    rest = await give({"payment_intent": intent})
    nothing_left = await town.refused(give({"payment_intent": intent}))
    await town.server.quiet()

    assert too_much.param == "amount"
    assert rest.amount == 2000
    assert nothing_left.code == "charge_already_refunded"
    assert [event["data"]["object"]["refunded"] for event in town.ear.of("charge.refunded")] == [False, True]


async def test_a_refund_leaves_the_invoice_paid_and_the_subscription_alone(town):
    subscription = await town.subscription()
    await town.until(town.clock.now + timedelta(days=12))
    await town.v1.refunds.create_async({"charge": charge(town).id})

    assert town.books.invoices[0].status == "paid"
    assert (await town.v1.subscriptions.retrieve_async(subscription.id)).status == "active"


async def test_what_was_never_paid_is_not_refunded(town):
    session = await town.checkout()
    await town.payer.pay(session.url, "4000000000000002")
    intent = (await town.v1.checkout.sessions.retrieve_async(session.id)).payment_intent

    assert (await town.refused(town.v1.refunds.create_async({"payment_intent": intent}))).param == "payment_intent"


async def test_a_card_refund_can_still_fail_later(town):
    """Then the money is ours again, and owed outside Stripe."""
    intent = await paid(town, "4000000000005126")
    refund = await town.v1.refunds.create_async({"payment_intent": intent})
    await town.until(town.clock.now + timedelta(days=1))
    after = await town.v1.refunds.retrieve_async(refund.id)

    assert (refund.status, after.status) == ("succeeded", "failed")
    assert charge(town).amount_refunded == 0
    assert town.ear.types()[-1] == "refund.failed"


async def test_a_slip_is_refunded_once_the_payer_names_a_bank_account(town):
    intent = await paid_by_slip(town)
    refund = await town.v1.refunds.create_async({"payment_intent": intent, "instructions_email": "h@example.jp"})
    town.server.give_bank_account(refund.id)
    after = await town.v1.refunds.retrieve_async(refund.id)

    assert refund.status == "requires_action"
    assert refund.next_action.display_details.email_sent.email_sent_to == "h@example.jp"
    assert after.status == "succeeded"


async def test_a_slip_refund_nobody_answers_fails_after_45_days(town):
    refund = await town.v1.refunds.create_async({"payment_intent": await paid_by_slip(town)})
    await town.until(town.clock.now + timedelta(days=44))
    before = (await town.v1.refunds.retrieve_async(refund.id)).status
    await town.until(town.clock.now + timedelta(days=1))

    assert before == "requires_action"
    assert town.books.refunds[0].status == "failed"
    assert town.ear.types()[-1] == "refund.failed"


async def test_a_refund_is_canceled_only_while_it_waits_for_the_payer(town):
    by_slip = await town.v1.refunds.create_async({"payment_intent": await paid_by_slip(town)})
    canceled = await town.v1.refunds.cancel_async(by_slip.id)
    by_card = await town.v1.refunds.create_async({"payment_intent": await paid(town)})
    error = await town.refused(town.v1.refunds.cancel_async(by_card.id))

    assert canceled.status == "canceled"
    assert town.books.charges[0].amount_refunded == 0
    assert "cannot be canceled" in str(error)


async def test_the_45_days_can_be_cut_short(town):
    refund = await town.v1.refunds.create_async({"payment_intent": await paid_by_slip(town)})
    failed = await town.v1.test_helpers.refunds.expire_async(refund.id)

    assert failed.status == "failed"


async def test_refunds_are_listed_by_intent(town):
    intent = await paid(town)
    await town.v1.refunds.create_async({"payment_intent": await paid(town)})
    refund = await town.v1.refunds.create_async({"payment_intent": intent})
    found = await town.v1.refunds.list_async({"payment_intent": intent})

    assert [one.id for one in found.data] == [refund.id]


async def test_a_disputed_charge_cannot_be_refunded(town):
    intent = await paid(town)
    dispute = town.server.dispute(charge(town).id)
    await town.server.quiet()
    held = await town.v1.disputes.retrieve_async(dispute["id"])
    error = await town.refused(town.v1.refunds.create_async({"payment_intent": intent}))

    assert (held.status, held.payment_intent, held.is_charge_refundable) == ("needs_response", intent, False)
    assert error.code == "charge_disputed"
    assert {"charge.dispute.created", "charge.dispute.funds_withdrawn"} <= set(town.ear.types())


@pytest.mark.parametrize(("won", "status"), [(True, "won"), (False, "lost")])
async def test_the_bank_decides_a_dispute(town, won, status):
    await paid(town)
    dispute = town.server.dispute(charge(town).id)
    town.server.close_dispute(dispute["id"], won=won)
    await town.server.quiet()

    assert town.ear.of("charge.dispute.closed")[0]["data"]["object"]["status"] == status
    assert ("charge.dispute.funds_reinstated" in town.ear.types()) is won


async def test_evidence_puts_a_dispute_under_review_and_closing_it_loses_it(town):
    await paid(town, "4000000000000259")
    dispute = (await town.v1.disputes.list_async()).data[0]
    reviewed = await town.v1.disputes.update_async(dispute.id, {"evidence": {"uncategorized_text": "joined"}})
    closed = await town.v1.disputes.close_async(dispute.id)

    assert (dispute.status, reviewed.status, closed.status) == ("needs_response", "under_review", "lost")
