"""The small things that every object of Stripe's has: metadata, references to others, instants, a card."""

from datetime import UTC, datetime
from typing import Any

import stripe

from bot.rules.members import Card


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
