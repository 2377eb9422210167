"""Which events of Stripe we listen to, and what of one we keep: which object it tells of, never what it says."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.rules.webhook_events import EventState, WebhookEvent

LISTENED = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "customer.subscription.updated",
    "customer.subscription.deleted",
    "invoice.paid",
    "invoice.payment_failed",
    "invoice.payment_action_required",
    "invoice.voided",
    "invoice.marked_uncollectible",
    "customer.updated",
    "customer.deleted",
    "payment_method.automatically_updated",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
)
"""Left out on purpose: invoice.created, whose late answer would delay the charge by up to 72 hours."""


class NotAnEvent(ValueError):
    """The body is signed but is no event. The message says what is missing."""


def event_of(told: Mapping[str, Any], received_at: datetime) -> WebhookEvent:
    """What we keep of an event, as Stripe's JSON tells it. Raises NotAnEvent."""
    try:
        thing = told["data"]["object"]
        about = str(thing["id"])
        customer = _customer(thing) or about
        id, kind, made_at = str(told["id"]), str(told["type"]), datetime.fromtimestamp(told["created"], UTC)
    except (KeyError, TypeError, ValueError, OverflowError) as fault:
        raise NotAnEvent(f"no id, type, created or data.object.id: {fault!r}") from fault
    if kind == "payment_method.automatically_updated":
        about = customer
    waiting = EventState.WAITING
    return WebhookEvent(id, kind, about, customer, made_at, received_at, waiting, try_at=received_at)


def _customer(thing: Mapping[str, Any]) -> str | None:
    if thing.get("object") == "customer":
        return str(thing["id"])
    customer = thing.get("customer")
    return str(customer["id"]) if isinstance(customer, dict) else customer
