"""Stripe's objects as our frozen records. Nothing of the library's goes further than this folder."""

from collections.abc import Iterable
from datetime import datetime

import stripe

from bot.rules.ids import GiftId, MemberId, MembershipId, OrderId, RefundId
from bot.rules.payments import (
    Checkout,
    CheckoutState,
    Customer,
    Dispute,
    Invoice,
    InvoiceState,
    Payment,
    PaymentRefund,
    Subscription,
    SubscriptionState,
)
from webhooks.amounts import from_stripe
from webhooks.ours import Ours
from webhooks.payments import refusals
from webhooks.payments.references import card, id_of, instant, metadata_of

LIVE = ("active", "past_due", "trialing", "unpaid", "incomplete", "paused")
DECIDED = ("won", "lost", "warning_closed", "prevented")


def payment(intent: stripe.PaymentIntent) -> Payment | None:
    """A payment that went through; None while it has not.

    The charge must be expanded: its time is the payment's. The card is told where the method is expanded.
    """
    charge = intent.latest_charge
    if intent.status != "succeeded" or not isinstance(charge, stripe.Charge):
        return None
    method = intent.payment_method
    on_file = card(method) if isinstance(method, stripe.PaymentMethod) else None
    return Payment(intent.id, from_stripe(charge.amount, charge.currency), instant(charge.created), on_file)


def checkout(session: stripe.checkout.Session) -> Checkout:
    """A Checkout link; its payment must be expanded with charge and method."""
    intent, metadata = session.payment_intent, metadata_of(session)
    arrived = payment(intent) if isinstance(intent, stripe.PaymentIntent) else None
    return Checkout(
        session.id,
        OrderId(metadata["order_id"]) if "order_id" in metadata else None,
        CheckoutState(session.status or "open"),
        id_of(session.customer) or "",
        session.url,
        arrived if session.payment_status == "paid" else None,
        GiftId(metadata["gift_id"]) if "gift_id" in metadata else None,
    )


def subscription(found: stripe.Subscription) -> Subscription:
    """A subscription with one item."""
    item = found["items"].data[0]
    return Subscription(
        found.id,
        MembershipId(metadata_of(found)["membership_id"]),
        id_of(found.customer) or "",
        SubscriptionState.LIVE if found.status in LIVE else SubscriptionState.GONE,
        bool(found.cancel_at_period_end or found.cancel_at),
        instant(item.current_period_start),
        instant(item.current_period_end),
        from_stripe(item.price.unit_amount or 0, item.price.currency),
        item.id,
    )


def customer(found: stripe.Customer, method: stripe.PaymentMethod | None) -> Customer:
    """A customer of ours. method: their default one."""
    metadata = metadata_of(found)
    member_id = MemberId(int(metadata["member_id"])) if "member_id" in metadata else None
    return Customer(found.id, member_id, card=card(method) if method is not None else None)


def invoice(found: stripe.Invoice, ours: Ours, payments: Iterable[stripe.InvoicePayment]) -> Invoice:
    """An invoice and everything that was paid or tried for it. The payments need intent and charge expanded."""
    intents = [one.payment.payment_intent for one in payments]
    expanded = [intent for intent in intents if isinstance(intent, stripe.PaymentIntent)]
    details = found.parent.subscription_details if found.parent else None
    return Invoice(
        str(found.id),
        InvoiceState(found.status or "draft"),
        id_of(found.customer) or "",
        membership_of(found, ours),
        id_of(details.subscription) if details else None,
        from_stripe(found.total, found.currency),
        _starts_at(found),
        found.hosted_invoice_url,
        tuple(sorted(filter(None, map(payment, expanded)), key=lambda one: one.paid_at)),
        refusals.last(found, expanded),
    )


def membership_of(found: stripe.Invoice, ours: Ours) -> MembershipId | None:
    """Whose month an invoice bills: a renewal copies its subscription's metadata, a bill of ours has its own.

    None when it is not ours, and for the receipt of a joining payment, which bills no month.
    """
    details = found.parent.subscription_details if found.parent else None
    metadata = metadata_of(details) if details else metadata_of(found)
    billing = details is not None or "charge_id" in metadata
    id = metadata.get("membership_id") if billing and ours.marked(metadata) else None
    return MembershipId(id) if id is not None else None


def _starts_at(found: stripe.Invoice) -> datetime:
    """The beginning of the month an invoice bills: its line's, or what we noted on a bill of our own.

    The invoice's own period is the one that ended.
    """
    metadata = metadata_of(found)
    if "month_starts_at" in metadata:
        return instant(int(metadata["month_starts_at"]))
    starts = [line.period.start for line in found.lines.data]
    return instant(max(starts) if starts else found.period_end)


def refund(found: stripe.Refund, ours: Ours) -> PaymentRefund:
    """A refund and what became of it."""
    metadata = metadata_of(found)
    id = metadata.get("refund_id") if ours.marked(metadata) else None
    return PaymentRefund(
        found.id,
        RefundId(id) if id is not None else None,
        id_of(found.payment_intent) or "",
        from_stripe(found.amount, found.currency),
        settled=found.status == "succeeded",
        failed=found.status in ("failed", "canceled"),
    )


def dispute(found: stripe.Dispute) -> Dispute:
    """A dispute; decided or withdrawn ones are not open."""
    return Dispute(id_of(found.payment_intent) or "", open=found.status not in DECIDED)
