"""Invoices made by hand: for a missing month, with items, and what may no longer be changed."""

from datetime import timedelta


async def missing_month(town, customer, **more):
    """One open-ended draft over 1,500 yen."""
    invoice = await town.v1.invoices.create_async({"customer": customer.id, "currency": "jpy", **more})
    await town.v1.invoice_items.create_async(
        {
            "customer": customer.id,
            "invoice": invoice.id,
            "amount": 1500,
            "currency": "jpy",
            "description": "Gold 2026-10",
            "period": {"start": town.later(days=-30), "end": town.later(days=0)},
        }
    )
    return invoice.id


async def test_an_invoice_by_hand_is_a_draft_until_it_is_finalised_and_paid(town):
    customer = await town.customer()
    invoice = await missing_month(town, customer, metadata={"month": "2026-10"})
    draft = await town.v1.invoices.retrieve_async(invoice, {"expand": ["confirmation_secret", "payments"]})
    paid = await town.v1.invoices.pay_async((await town.v1.invoices.finalize_invoice_async(invoice)).id)

    assert (draft.status, draft.total, draft.parent, draft.auto_advance) == ("draft", 1500, None, False)
    assert (draft.confirmation_secret, draft.payments.data) == (None, [])
    assert draft.lines.data[0].period.start == town.later(days=-30)
    assert paid.status == "paid"
    assert paid.metadata.to_dict() == {"month": "2026-10"}
    assert paid.number.endswith("-0001")
    assert paid.attempt_count == 1


async def test_it_advances_by_itself_within_an_hour_when_it_may(town):
    customer = await town.customer()
    invoice = await missing_month(town, customer, auto_advance=True)
    await town.until(town.clock.now + timedelta(hours=1))

    assert (await town.v1.invoices.retrieve_async(invoice)).status == "paid"


async def test_waiting_items_come_along_only_when_asked(town):
    customer = await town.customer()
    await town.v1.invoice_items.create_async({"customer": customer.id, "amount": 700, "currency": "jpy"})
    without = await town.v1.invoices.create_async({"customer": customer.id})
    included = await town.v1.invoices.create_async(
        {"customer": customer.id, "pending_invoice_items_behavior": "include"}
    )
    items = await town.v1.invoice_items.list_async({"customer": customer.id, "pending": True})

    assert (without.total, included.total) == (0, 700)
    assert items.data == []


async def test_waiting_items_ride_on_the_next_renewal(town):
    subscription = await town.subscription()
    await town.v1.invoice_items.create_async({"customer": subscription.customer, "amount": 700, "currency": "jpy"})
    await town.until(town.clock.now + timedelta(days=12))

    assert [charge.amount for charge in town.books.taken] == [2200]


async def test_only_drafts_by_hand_can_be_deleted(town):
    customer = await town.customer()
    draft, final = await missing_month(town, customer), await missing_month(town, customer)
    gone = await town.v1.invoices.delete_async(draft)
    await town.v1.invoices.finalize_invoice_async(final)
    error = await town.refused(town.v1.invoices.delete_async(final))
    missing = await town.refused(town.v1.invoices.retrieve_async(draft))

    assert gone.deleted is True
    assert error.code == "invoice_not_editable"
    assert missing.http_status == 404


async def test_auto_advance_is_settable_on_drafts_and_open_claims_only(town):
    customer = await town.customer()
    invoice = await missing_month(town, customer)
    await town.v1.invoices.pay_async(invoice)
    error = await town.refused(town.v1.invoices.update_async(invoice, {"auto_advance": False}))

    assert error.param == "auto_advance"


async def test_a_final_invoice_is_not_finalised_twice_nor_a_paid_one_voided(town):
    customer = await town.customer()
    invoice = await missing_month(town, customer)
    await town.v1.invoices.finalize_invoice_async(invoice)
    twice = await town.refused(town.v1.invoices.finalize_invoice_async(invoice))
    await town.v1.invoices.pay_async(invoice)
    void = await town.refused(town.v1.invoices.void_invoice_async(invoice))

    assert twice.code == void.code == "invoice_not_editable"


async def test_paid_outside_takes_no_money(town):
    customer = await town.customer(None)
    invoice = await missing_month(town, customer)
    paid = await town.v1.invoices.pay_async(invoice, {"paid_out_of_band": True})

    assert paid.status == "paid"
    assert town.books.charges == []


async def test_lists_are_by_customer_subscription_and_status(town):
    subscription = await town.subscription()
    await town.until(town.clock.now + timedelta(days=12))
    other = await town.customer()
    await missing_month(town, other)
    found = town.v1.invoices.list_async
    by_customer = await found({"customer": other.id})
    by_subscription = await found({"subscription": subscription.id})
    paid = await found({"status": "paid", "created": {"gte": town.later(days=-10)}})

    assert [one.status for one in by_customer.data] == ["draft"]
    assert [one.id for one in by_subscription.data] == [one.id for one in paid.data]
