"""The events we handle: what each makes us look at, and the service that takes in what is seen."""

from collections.abc import Mapping
from functools import partial

from bot.inbox import Handler
from bot.ports import Payments, Transaction
from bot.rules.days import Calendar
from bot.rules.payments import Checkout, Customer, Dispute, Invoice, PaymentRefund, Subscription
from bot.rules.policies.policy import PolicyBook
from bot.services import billing, gifts, joining, leaving


async def _checkout(payments: Payments, id: str) -> Checkout | None:
    return await payments.checkout(id)


async def _checkout_seen(tx: Transaction, seen: Checkout, *, calendar: Calendar, policies: PolicyBook) -> None:
    if seen.gift_id is not None:
        await gifts.checkout_seen(tx, seen, policies=policies)
    else:
        await joining.checkout_seen(tx, seen, calendar=calendar, policies=policies)


async def _invoice(payments: Payments, id: str) -> Invoice | None:
    return await payments.invoice(id)


async def _subscription(payments: Payments, id: str) -> Subscription | None:
    return await payments.subscription(id)


async def _customer(payments: Payments, id: str) -> Customer | None:
    return await payments.customer(id)


async def _refund(payments: Payments, id: str) -> PaymentRefund | None:
    return await payments.find_refund(id)


async def _dispute(payments: Payments, id: str) -> Dispute | None:
    return await payments.dispute(id)


def handlers(calendar: Calendar, policies: PolicyBook) -> Mapping[str, Handler]:
    """Every event type we listen to. What is seen is the present state, so that doubles and late ones do no harm."""
    links = Handler(_checkout, partial(_checkout_seen, calendar=calendar, policies=policies))
    months = Handler(_invoice, partial(billing.invoice_seen, calendar=calendar, policies=policies))
    renewing = Handler(_subscription, partial(leaving.subscription_seen, calendar=calendar))
    cards = Handler(_customer, billing.customer_seen)
    refunds = Handler(_refund, billing.refund_seen)
    disputes = Handler(_dispute, billing.dispute_seen)
    return {
        # A first month was paid: open the door. Or a gift: tell who may use it.
        "checkout.session.completed": links,
        # Paid by a method that takes its time: the money is here now, or will not come.
        "checkout.session.async_payment_succeeded": links,
        "checkout.session.async_payment_failed": links,
        # A link ran out unpaid: the request is over, and the member may start again.
        "checkout.session.expired": links,
        # A month was paid, by renewal, by a try of ours, or on Stripe's own page.
        "invoice.paid": months,
        # A renewal was refused: keep the member in, tell them, plan the listed days.
        "invoice.payment_failed": months,
        # The bank wants its customer to confirm: a failure with another text.
        "invoice.payment_action_required": months,
        # A claim was dropped by hand in the dashboard.
        "invoice.voided": months,
        "invoice.marked_uncollectible": months,
        # Set to end, or ended, by hand in the dashboard: what is paid stays, the membership ends with it.
        "customer.subscription.updated": renewing,
        "customer.subscription.deleted": renewing,
        # Another card: every open month is tried with it at once.
        "customer.updated": cards,
        "customer.deleted": cards,
        # The card network sent the new expiry date of a card we have.
        "payment_method.automatically_updated": cards,
        # Money on its way back, arrived, or returned by the member's bank.
        "refund.created": refunds,
        "refund.updated": refunds,
        "refund.failed": refunds,
        # A payment is disputed, or was decided: an open dispute postpones the end of an unpaid month.
        "charge.dispute.created": disputes,
        "charge.dispute.updated": disputes,
        "charge.dispute.closed": disputes,
    }
