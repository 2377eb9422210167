"""Payment intents: the wish to be paid once, through however many attempts."""

from . import blanks, charges, disputes, konbini, payment_methods
from .account import Object, snapshot
from .act import Act
from .cards import Decline, decline
from .errors import StripeError, card_error, invalid, parameter_missing
from .forms import Params, merge_metadata
from .paging import equal, page, within

MINIMUM_YEN = 50
CONFIRMABLE = {"requires_payment_method", "requires_confirmation", "requires_action"}
AUTHENTICATION_FAILED = (
    "We are unable to authenticate your payment method. Please choose a different payment method and try again."
)


def new(act: Act, *, amount: int, currency: str, customer: str | None, kinds: list[str], **fields: object) -> Object:
    """A fresh intent that waits for a payment method; `fields` overwrite the rest. Raises StripeError below 50 yen."""
    if currency == "jpy" and amount < MINIMUM_YEN:
        raise invalid(f"Amount must be at least ¥{MINIMUM_YEN} jpy", param="amount", code="amount_too_small")
    id = act.new_id("pi")
    intent: Object = snapshot(blanks.PAYMENT_INTENT) | {
        "id": id,
        "amount": amount,
        "client_secret": f"{id}_secret_{act.new_id('s')}",
        "created": act.now,
        "currency": currency,
        "customer": customer,
        "payment_method_types": kinds,
        **fields,
    }
    act.account.put(intent)
    act.tell("payment_intent.created", intent)
    return intent


def create(act: Act, params: Params) -> Object:
    customer = params.text("customer")
    if customer is not None:
        act.account.get("customer", customer, "customer")
    amount = params.whole("amount")
    if amount is None:
        raise parameter_missing("amount")
    future = params.text("setup_future_usage")
    kinds = konbini.eligible(
        act.account.policy, amount=amount, currency=params.need("currency"), asked=params, reusable=future is not None
    )
    if not kinds:
        raise invalid("No valid payment method types for this Payment Intent.", param="allowed_payment_method_types")
    method = _given_method(act, params, customer)
    intent = new(
        act,
        amount=amount,
        currency=params.need("currency").lower(),
        customer=customer,
        kinds=kinds,
        description=params.text("description"),
        metadata=merge_metadata(params, {}),
        receipt_email=params.text("receipt_email"),
        setup_future_usage=future,
        payment_method=method["id"] if method else None,
    )
    if method is not None:
        intent["status"] = "requires_confirmation"
    if params.flag("confirm"):
        _confirm_with(act, intent, params, method)
    return intent


def _given_method(act: Act, params: Params, customer: str | None) -> Object | None:
    if params.text("payment_method") is not None:
        return payment_methods.owned(act, params.need("payment_method"), customer, "payment_method")
    if "payment_method_data" not in params:
        return None
    wanted = params.part("payment_method_data")
    if wanted.text("type") != "konbini":
        raise invalid("Raw card data is not accepted; use a payment method.", param="payment_method_data[type]")
    billing = wanted.part("billing_details")
    return payment_methods.from_konbini(act, {name: billing.text(name) for name in ("name", "email", "phone")})


def _confirm_with(act: Act, intent: Object, params: Params, method: Object | None) -> None:
    if method is None:
        message = "You cannot confirm this PaymentIntent because it's missing a payment method."
        raise invalid(message, code="payment_intent_unexpected_state", payment_intent=intent)
    if method["type"] not in intent["payment_method_types"]:
        message = f"The PaymentMethod provided ({method['type']}) is not allowed for this PaymentIntent."
        raise invalid(message, param="payment_method")
    intent["payment_method_options"] = konbini.options(act, params.part("payment_method_options"))
    absent = params.text("off_session") not in (None, "false")
    confirm(act, intent, method, present=not absent)


def confirm(act: Act, intent: Object, method: Object, *, present: bool, authenticated: bool = False) -> None:
    """Try once to be paid with `method`.

    present: the holder is there and can be asked for 3D Secure; authenticated: they have just passed it.
    Afterwards the intent has succeeded or waits (`requires_action`). Raises StripeError 402 for a refusal.
    """
    if intent["status"] not in CONFIRMABLE:
        message = f"You cannot confirm this PaymentIntent because it has a status of {intent['status']}."
        raise invalid(message, code="payment_intent_unexpected_state", payment_intent=intent)
    intent["payment_method"] = method["id"]
    if method["type"] == "konbini":
        konbini.print_slip(act, intent, method)
        return
    if payment_methods.needs_holder(act.account, method, present=present) and not authenticated:
        if present:
            _ask_holder(act, intent)
            return
        refuse(act, intent, method, decline("authentication_required"))
    declined = payment_methods.charge_decline(act.account, method)
    if declined is not None:
        refuse(act, intent, method, declined)
    if authenticated:
        act.account.authenticated.add(method["id"])
    succeed(act, intent, method)


def _ask_holder(act: Act, intent: Object) -> None:
    intent["status"] = "requires_action"
    intent["next_action"] = {"type": "use_stripe_sdk", "use_stripe_sdk": {"type": "three_d_secure_redirect"}}
    act.tell("payment_intent.requires_action", intent)


def succeed(act: Act, intent: Object, method: Object) -> Object:
    """The money moves: a charge, the intent's success, and the card kept if it was to be. Returns the charge."""
    charge = charges.record(act, intent, method)
    intent |= {
        "amount_received": intent["amount"],
        "last_payment_error": None,
        "latest_charge": charge["id"],
        "next_action": None,
        "status": "succeeded",
    }
    act.account.voucher_fails_at.pop(intent["id"], None)
    act.tell("payment_intent.succeeded", intent)
    if intent["setup_future_usage"] and intent["customer"]:
        payment_methods.keep(act, method, intent["customer"])
    if method["type"] == "card" and act.account.cards[method["id"]].disputed:
        disputes.open_dispute(act, charge)
    return charge


def refuse(act: Act, intent: Object, method: Object, declined: Decline) -> None:
    """The bank says no: a failed charge, and the error in the intent. Always raises StripeError 402."""
    charge = charges.record(act, intent, method, declined)
    error = payment_methods.decline_error(declined, charge=charge["id"], network_decline_code="01")
    fail(act, intent, method, error, charge)
    raise _with_intent(error, intent)


def fail(act: Act, intent: Object, method: Object, error: StripeError, charge: Object | None = None) -> None:
    """Write a failed attempt into the intent: it wants another payment method, the error names the old one."""
    intent |= {
        "last_payment_error": error.fields | {"payment_method": dict(method)},
        "latest_charge": charge["id"] if charge else intent["latest_charge"],
        "next_action": None,
        "payment_method": None,
        "status": "requires_payment_method",
    }
    act.tell("payment_intent.payment_failed", intent)


def fail_authentication(act: Act, intent: Object, method: Object) -> None:
    """The holder did not pass 3D Secure. Always raises StripeError 402."""
    error = card_error(AUTHENTICATION_FAILED, code="payment_intent_authentication_failure")
    fail(act, intent, method, error)
    raise _with_intent(error, intent)


def _with_intent(error: StripeError, intent: Object) -> StripeError:
    """The error as answered: with the payment method and the whole intent, where the stored error has no intent."""
    inside = {name: it for name, it in intent["last_payment_error"].items() if name not in ("type", "message")}
    return StripeError(error.status, "card_error", str(error), **inside, payment_intent=dict(intent))


def cancel_intent(act: Act, intent: Object, reason: str | None) -> None:
    """Give up. Raises StripeError once it has succeeded or is already canceled."""
    if intent["status"] not in CONFIRMABLE:
        message = f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}."
        raise invalid(message, code="payment_intent_unexpected_state", payment_intent=intent)
    act.account.voucher_fails_at.pop(intent["id"], None)
    intent |= {"status": "canceled", "canceled_at": act.now, "cancellation_reason": reason, "next_action": None}
    act.tell("payment_intent.canceled", intent)


def cancel(act: Act, params: Params, id: str) -> Object:
    intent = act.account.get("payment_intent", id, "intent")
    if act.account.under("checkout.session", id):
        raise invalid(
            "You cannot cancel this PaymentIntent because it was created by a Checkout Session; expire that instead.",
            code="payment_intent_unexpected_state",
        )
    cancel_intent(act, intent, params.text("cancellation_reason"))
    return intent


def confirm_call(act: Act, params: Params, id: str) -> Object:
    intent = act.account.get("payment_intent", id, "intent")
    method = _given_method(act, params, intent["customer"])
    if method is None and intent["payment_method"] is not None:
        method = act.account.get("payment_method", intent["payment_method"])
    _confirm_with(act, intent, params, method)
    return intent


def update(act: Act, params: Params, id: str) -> Object:
    intent = act.account.get("payment_intent", id, "intent")
    if "description" in params:
        intent["description"] = params.text("description")
    intent["metadata"] = merge_metadata(params, intent["metadata"])
    return intent


def retrieve(act: Act, params: Params, id: str) -> Object:
    return act.account.get("payment_intent", id, "intent")


def everything(act: Act, params: Params) -> Object:
    fits, created = equal(params, "customer"), within(params)
    found = [intent for intent in act.account.all("payment_intent") if fits(intent) and created(intent)]
    return page(found, params, "/v1/payment_intents")
