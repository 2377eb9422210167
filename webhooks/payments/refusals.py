"""Why money did not come, from wherever Stripe tells it: the failed charge, the intent, the error, or nowhere."""

from collections.abc import Iterable
from datetime import datetime

import stripe

from bot.rules import declines
from bot.rules.charges import Attempt
from bot.rules.payments import Decline
from webhooks.payments.references import id_of, instant

WAITS_FOR_HOLDER = "invoice_payment_intent_requires_action"
NO_CARD = "payment_method_missing"
"""Our own word for a charge that had no card to go to: Stripe has none, because it makes no charge then."""


def last(invoice: stripe.Invoice, intents: Iterable[stripe.PaymentIntent]) -> Decline | None:
    """Of an invoice's last failure; None when nothing failed. The intents must have their charges expanded."""
    known = [one for one in map(of_intent, intents) if one is not None]
    if known:
        return max(known, key=lambda one: one.at)
    finalized_at = invoice.status_transitions.finalized_at
    if invoice.status == "open" and invoice.attempted and finalized_at is not None:
        return no_card(instant(finalized_at))
    return None


def of_intent(intent: stripe.PaymentIntent) -> Decline | None:
    """Why the last charge of a payment failed; None when it did not."""
    charge, error = intent.latest_charge, intent.last_payment_error
    if isinstance(charge, stripe.Charge) and charge.status == "failed":
        # The intent forgets its error when it is touched again; the charge keeps its reason.
        outcome = charge.outcome
        reason = (outcome.reason if outcome else None) or (error.decline_code if error else None)
        advice = outcome.advice_code if outcome else None
        code, at = charge.failure_code or "card_declined", instant(charge.created)
        return declined(code, reason, advice, at=at, card=charge.payment_method)
    if error is not None:
        code, at = error.code or "card_declined", instant(intent.created)
        return declined(code, error.decline_code, error.advice_code, at=at, card=id_of(error.payment_method))
    if intent.status == "requires_action":
        return declined(WAITS_FOR_HOLDER, None, None, at=instant(intent.created), card=id_of(intent.payment_method))
    return None


def of_error(error: stripe.StripeError, attempt: Attempt, seen: Decline | None) -> Decline:
    """A refusal as the error of `pay` tells it. seen: what the invoice says of its last failure afterwards.

    Its moment is that of the failed charge; where there was none, as when the bank wants its customer, of the attempt.
    """
    told = error.error
    card = id_of(getattr(told, "payment_method", None)) or attempt.card or (seen.card if seen else None)
    at = max(seen.at, attempt.asked_at) if seen else attempt.asked_at
    reason, advice = getattr(told, "decline_code", None), getattr(told, "advice_code", None)
    return declined(error.code or "card_declined", reason, advice, at=at, card=card)


def no_card(at: datetime) -> Decline:
    """There was no card to charge."""
    return declined(NO_CARD, None, None, at=at, card=None)


def declined(code: str, decline_code: str | None, advice: str | None, *, at: datetime, card: str | None) -> Decline:
    """A refusal by its codes."""
    kind = declines.kind(code, decline_code)
    return Decline(kind, decline_code or code, declines.final(code, decline_code, advice), at, card)
