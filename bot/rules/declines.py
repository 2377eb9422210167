"""Why a card said no: Stripe's codes as the three things a member should know, and whether trying again makes sense."""

from bot.rules.charges import DeclineKind

FINAL = frozenset(
    {
        "incorrect_number",
        "lost_card",
        "pickup_card",
        "stolen_card",
        "revocation_of_authorization",
        "revocation_of_all_authorizations",
        "authentication_required",
        "highest_risk_level",
        "transaction_not_allowed",
    }
)
"""Codes after which the same card is not tried again (docs.stripe.com/billing/revenue-recovery/smart-retries)."""

AUTHENTICATION = frozenset({"authentication_required", "invoice_payment_intent_requires_action"})


def kind(code: str, decline_code: str | None) -> DeclineKind:
    """Which of the three texts the member reads (E-40, E-41).

    A lost, stolen or suspected card reads like any other refusal: the reason is between the bank and its customer.
    """
    codes = {code, decline_code}
    if codes & AUTHENTICATION:
        return DeclineKind.AUTHENTICATION
    if "expired_card" in codes:
        return DeclineKind.EXPIRED
    return DeclineKind.REFUSED


def final(code: str, decline_code: str | None, advice_code: str | None) -> bool:
    """Whether the same card must not be tried again: a hard decline, or the bank's advice."""
    return bool({code, decline_code} & (FINAL | AUTHENTICATION)) or advice_code == "do_not_try_again"
