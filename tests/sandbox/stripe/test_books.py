"""The books: what a story asks after everything has happened."""

from datetime import UTC, datetime


async def test_the_books_tell_who_paid_what_when_and_why_not(town):
    customer = await town.customer(None, discord_user_id="42")
    session = await town.checkout(
        customer=customer.id, payment_intent_data={"description": "Ticket", "metadata": {"ticket": "9"}}
    )
    await town.payer.pay(session.url, "4000000000009995")
    await town.payer.pay(session.url)
    await town.v1.refunds.create_async({"payment_intent": town.books.taken[0].payment_intent, "amount": 1000})
    declined, taken = town.books.charges

    assert (declined.status, declined.why) == ("failed", "insufficient_funds")
    assert (taken.status, taken.why, taken.amount, taken.amount_refunded) == ("succeeded", None, 3000, 1000)
    assert (taken.description, taken.metadata) == ("Ticket", {"ticket": "9"})
    assert taken.customer_metadata == {"discord_user_id": "42"}
    assert taken.at == town.clock.now
    assert (taken.invoice, taken.subscription) == (None, None)
    assert town.books.failed == [declined]
    assert [(refund.amount, refund.charge) for refund in town.books.refunds] == [(1000, taken.id)]


async def test_the_books_tell_how_subscriptions_and_invoices_stand(town):
    subscription = await town.subscription(metadata={"room": "gold"})
    await town.until(datetime(2026, 11, 30, 16, tzinfo=UTC))
    held, invoice, charge = town.books.subscriptions[0], town.books.invoices[0], town.books.charges[0]

    assert (held.id, held.status, held.metadata) == (subscription.id, "active", {"room": "gold"})
    assert held.period_ends_at == datetime(2026, 12, 31, 15, tzinfo=UTC)
    assert held.ended_at is None
    assert (invoice.status, invoice.subscription, invoice.attempt_count) == ("paid", subscription.id, 1)
    assert (charge.invoice, charge.subscription) == (invoice.id, subscription.id)
