"""Stripe's objects as our frozen records. Nothing of the library's goes further than this folder."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import stripe

from bot.rules import declines
from bot.rules.ids import MemberId, MembershipId, OrderId, RefundId
from bot.rules.members import Card
from bot.rules.payments import (
    Checkout,
    CheckoutState,
    Customer,
    Decline,
    Dispute,
    Invoice,
    InvoiceState,
    Payment,
    PaymentRefund,
    Subscription,
    SubscriptionState,
)
from webhooks.amounts import from_stripe

APP = "roomkeeper"
LIVE = ("active", "past_due", "trialing", "unpaid", "incomplete", "paused")


class Ours:
    """Tells what this community made at Stripe from everything else in the account, by its metadata."""

    def __init__(self, guild_id: int) -> None:
        self.mark = {"app": APP, "guild_id": str(guild_id)}

    def has(self, thing: Any) -> bool:
        """Whether the object's own metadata bears our mark."""
        return self.marked(metadata_of(thing))

    def marked(self, metadata: dict[str, str]) -> bool:
        """Whether this metadata bears our mark."""
        return self.mark.items() <= metadata.items()


def metadata_of(thing: Any) -> dict[str, str]:
    """The metadata of an object, {} when it has none."""
    found = getattr(thing, "metadata", None)
    return dict(found.to_dict()) if found is not None else {}


def id_of(reference: Any) -> str | None:
    """The id behind a field that is an id, or the object itself when it was expanded."""
    return reference if reference is None or isinstance(reference, str) else str(reference.id)


def instant(seconds: int) -> datetime:
    """Stripe's seconds since 1970 as an instant."""
    return datetime.fromtimestamp(seconds, UTC)


def card(method: stripe.PaymentMethod) -> Card | None:
    """The card of a payment method; None for another kind, or one that is not expanded."""
    found = getattr(method, "card", None)
    if found is None:
        return None
    return Card(method.id, found.brand, found.last4 or "", found.exp_month, found.exp_year)


def payment(intent: stripe.PaymentIntent) -> Payment | None:
    """A payment that went through; None while it has not. The charge must be expanded: its time is the payment's."""
    charge = intent.latest_charge
    if intent.status != "succeeded" or not isinstance(charge, stripe.Charge):
        return None
    method = intent.payment_method
    on_file = card(method) if isinstance(method, stripe.PaymentMethod) else None
    return Payment(intent.id, from_stripe(charge.amount, charge.currency), instant(charge.created), on_file)


def decline(intent: stripe.PaymentIntent) -> Decline | None:
    """Why the last charge of a payment failed; None when it did not."""
    charge, error = intent.latest_charge, intent.last_payment_error
    if isinstance(charge, stripe.Charge) and charge.status == "failed":
        outcome = charge.outcome
        code = charge.failure_code or "card_declined"
        reason = (outcome.reason if outcome else None) or (error.decline_code if error else None)
        advice = outcome.advice_code if outcome else None
        return declined(code, reason, advice, at=instant(charge.created), method=charge.payment_method)
    if error is not None:
        method = error.payment_method.id if error.payment_method else None
        at = instant(intent.created)
        return declined(error.code or "card_declined", error.decline_code, error.advice_code, at=at, method=method)
    return None


def declined(code: str, decline_code: str | None, advice: str | None, *, at: datetime, method: str | None) -> Decline:
    """A refusal by its codes."""
    kind = declines.kind(code, decline_code)
    return Decline(kind, decline_code or code, declines.final(code, decline_code, advice), at, method)


def checkout(session: stripe.checkout.Session) -> Checkout:
    """A Checkout link; its payment must be expanded with charge and method."""
    intent = session.payment_intent
    arrived = payment(intent) if isinstance(intent, stripe.PaymentIntent) else None
    return Checkout(
        session.id,
        OrderId(metadata_of(session)["order_id"]),
        CheckoutState(session.status or "open"),
        id_of(session.customer) or "",
        session.url,
        arrived if session.payment_status == "paid" else None,
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
    )


def customer(found: stripe.Customer) -> Customer:
    """A customer; the default card must be expanded."""
    metadata = metadata_of(found)
    member_id = MemberId(int(metadata["member_id"])) if "member_id" in metadata else None
    if getattr(found, "deleted", False):
        return Customer(found.id, member_id, deleted=True)
    settings = found.invoice_settings
    method = settings.default_payment_method if settings else None
    on_file = card(method) if isinstance(method, stripe.PaymentMethod) else None
    return Customer(found.id, member_id, card=on_file)


def invoice(found: stripe.Invoice, ours: Ours, payments: Iterable[stripe.InvoicePayment]) -> Invoice:
    """An invoice and everything that was paid or tried for it."""
    intents = [one.payment.payment_intent for one in payments]
    expanded = [intent for intent in intents if isinstance(intent, stripe.PaymentIntent)]
    details = found.parent.subscription_details if found.parent else None
    metadata = metadata_of(details) if details else metadata_of(found)
    membership_id = metadata.get("membership_id") if ours.marked(metadata) else None
    return Invoice(
        str(found.id),
        InvoiceState(found.status or "draft"),
        id_of(found.customer) or "",
        MembershipId(membership_id) if membership_id and (details or "charge_id" in metadata) else None,
        id_of(details.subscription) if details else None,
        from_stripe(found.total, found.currency),
        _starts_at(found, metadata),
        found.hosted_invoice_url,
        tuple(sorted(filter(None, map(payment, expanded)), key=lambda one: one.paid_at)),
        next(filter(None, map(decline, expanded)), None),
    )


def _starts_at(found: stripe.Invoice, metadata: dict[str, str]) -> datetime:
    """The beginning of the month an invoice bills: its line's, or what we noted on a bill of our own."""
    if "month_starts_at" in metadata:
        return instant(int(metadata["month_starts_at"]))
    starts = [line.period.start for line in found.lines.data]
    return instant(max(starts) if starts else found.period_end)


def refund(found: stripe.Refund) -> PaymentRefund:
    """A refund and what became of it."""
    metadata = metadata_of(found)
    return PaymentRefund(
        found.id,
        RefundId(metadata["refund_id"]) if "refund_id" in metadata else None,
        id_of(found.payment_intent) or "",
        from_stripe(found.amount, found.currency),
        settled=found.status == "succeeded",
        failed=found.status in ("failed", "canceled"),
    )


def dispute(found: stripe.Dispute) -> Dispute:
    """A dispute; decided or withdrawn ones are not open."""
    over = ("won", "lost", "warning_closed", "prevented")
    return Dispute(id_of(found.payment_intent) or "", open=found.status not in over)
