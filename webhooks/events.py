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

ABOUT_THE_CUSTOMER = ("payment_method.automatically_updated",)
"""Of a card we only want to know whose it is: the customer is looked at."""


class NotAnEvent(ValueError):
    """The body is signed but is no event. The message says what is missing."""


def kind_of(told: Any) -> str:
    """The type of what claims to be an event. Raises NotAnEvent when it has no id or no type."""
    try:
        _word(told["id"])
        return _word(told["type"])
    except (KeyError, TypeError) as fault:
        raise NotAnEvent(f"no id or no type: {fault!r}") from fault


def event_of(told: Mapping[str, Any], received_at: datetime) -> WebhookEvent:
    """What we keep of an event, as Stripe's JSON tells it. Raises NotAnEvent."""
    try:
        thing = told["data"]["object"]
        about = _word(thing["id"])
        customer = _customer(thing) or about
        id, kind, made_at = _word(told["id"]), _word(told["type"]), datetime.fromtimestamp(told["created"], UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as fault:
        raise NotAnEvent(f"no id, type, created or data.object.id: {fault!r}") from fault
    if kind in ABOUT_THE_CUSTOMER:
        about = customer
    waiting = EventState.WAITING
    return WebhookEvent(id, kind, about, customer, made_at, received_at, waiting, try_at=received_at)


def _customer(thing: Mapping[str, Any]) -> str | None:
    """Whose object it is: named by id, or shown in full. Customers are their own; some objects have none."""
    customer = thing.get("customer")
    if customer is None:
        return None
    return _word(customer["id"] if isinstance(customer, dict) else customer)


def _word(value: Any) -> str:
    if not (isinstance(value, str) and value):
        raise TypeError(f"{value!r} is no id")
    return value
