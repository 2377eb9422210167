"""The whole way of a member, as the bot walks it: Checkout, saved card, subscription, renewal."""

from datetime import UTC, datetime


async def test_a_member_joins_and_renews_on_the_first(town):
    price = await town.price(1500, None)
    customer = await town.customer(None, discord_user_id="42")
    session = await town.v1.checkout.sessions.create_async(
        {
            "mode": "payment",
            "customer": customer.id,
            "client_reference_id": "join:17",
            "locale": "ja",
            "allowed_payment_method_types": ["card"],
            "line_items": [{"price": price.id, "quantity": 1}],
            "payment_intent_data": {
                "setup_future_usage": "off_session",
                "description": "Gold 2026-11",
                "metadata": {"join_id": "17"},
            },
            "invoice_creation": {"enabled": True},
            "metadata": {"join_id": "17"},
            "success_url": "https://example.jp/ok?cs={CHECKOUT_SESSION_ID}",
            "expires_at": town.later(hours=1),
        }
    )
    outcome = await town.payer.pay(session.url)
    paid = await town.v1.checkout.sessions.retrieve_async(
        session.id, {"expand": ["payment_intent.payment_method", "invoice"]}
    )
    method = paid.payment_intent.payment_method
    await town.v1.customers.update_async(customer.id, {"invoice_settings": {"default_payment_method": method.id}})
    subscription = await town.subscription(customer=customer, metadata={"join_id": "17"})
    await town.until(datetime(2026, 11, 30, 16, 0, tzinfo=UTC))

    assert outcome.url == f"https://example.jp/ok?cs={session.id}"
    assert (paid.status, paid.payment_status) == ("complete", "paid")
    assert method.customer == customer.id
    assert paid.invoice.parent is None
    assert paid.invoice.status == "paid"
    assert subscription.latest_invoice is None
    assert [(one.amount, one.at) for one in town.books.taken] == [
        (1500, datetime(2026, 11, 20, 3, 0, tzinfo=UTC)),
        (1500, datetime(2026, 11, 30, 16, 0, tzinfo=UTC)),
    ]
    assert town.books.taken[0].customer_metadata == {"discord_user_id": "42"}
    assert town.books.taken[0].metadata == {"join_id": "17"}
    assert town.books.taken[1].subscription == subscription.id
    assert {"checkout.session.completed", "payment_method.attached", "invoice.paid"} <= set(town.ear.types())
