"""Payments: Stripe as the application needs it, by noun. `StripePayments` puts them together."""

from webhooks.payments.everything import StripePayments

__all__ = ["StripePayments"]
