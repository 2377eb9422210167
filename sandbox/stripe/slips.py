"""What becomes of a konbini slip: paid at a till, or run out."""

from . import checkout, konbini, payment_intents
from .account import Object
from .act import Act
from .errors import invalid

RAN_OUT = invalid("The payment attempt expired.", code="payment_intent_payment_attempt_expired")


def pay(act: Act, intent: Object) -> None:
    """Somebody pays at the till. Raises StripeError when there is nothing to pay any more."""
    _must_wait(intent)
    payment_intents.succeed(act, intent, act.account.get("payment_method", intent["payment_method"]))
    session = checkout.of_intent(act, intent["id"])
    if session is not None:
        checkout.complete_later(act, session, intent)


def run_out(act: Act, intent: Object) -> None:
    """Nobody paid: the intent wants another payment method, and the page's session has failed."""
    _must_wait(intent)
    act.account.voucher_fails_at.pop(intent["id"], None)
    method = act.account.get("payment_method", intent["payment_method"])
    payment_intents.fail(act, intent, method, RAN_OUT)
    session = checkout.of_intent(act, intent["id"])
    if session is not None:
        checkout.fail_later(act, session)


def _must_wait(intent: Object) -> None:
    if not konbini.waits(intent):
        raise invalid(f"Nobody can pay this slip: the payment is {intent['status']}.")
