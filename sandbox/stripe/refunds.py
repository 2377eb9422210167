"""Refunds: money on its way back. A card takes it at once; a konbini payer must first name a bank account."""

from datetime import timedelta

from . import blanks
from .account import Object, snapshot, unix
from .act import Act
from .errors import invalid, parameter_missing
from .forms import Params, merge_metadata
from .paging import equal, page, within

BANK_ACCOUNT_WITHIN = unix(timedelta(days=45))
BOUNCES_AFTER = unix(timedelta(days=1))


def create(act: Act, params: Params) -> Object:
    charge = _charge(act, params)
    amount = _amount(params, charge)
    by_card = charge["payment_method_details"]["type"] == "card"
    if not by_card and params.text("instructions_email") is None and not charge["billing_details"]["email"]:
        raise parameter_missing("instructions_email")
    refund: Object = snapshot(blanks.REFUND) | {
        "id": act.new_id("re" if by_card else "pyr"),
        "amount": amount,
        "balance_transaction": act.new_id("txn"),
        "charge": charge["id"],
        "created": act.now,
        "currency": charge["currency"],
        "customer": charge["customer"],
        "destination_details": {"card": {"type": "refund"}, "type": "card"}
        if by_card
        else {"type": "jp_bank_transfer"},
        "instructions_email": params.text("instructions_email"),
        "metadata": merge_metadata(params, {}),
        "payment_intent": charge["payment_intent"],
        "payment_method": charge["payment_method"],
        "reason": params.text("reason"),
        "status": "succeeded" if by_card else "requires_action",
    }
    act.account.put(refund)
    if by_card:
        if act.account.cards[charge["payment_method"]].refund_fails:
            act.account.refund_fails_at[refund["id"]] = act.now + BOUNCES_AFTER
    else:
        _ask_for_bank_account(act, refund, charge)
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    act.tell("refund.created", refund)
    act.tell("charge.refunded", charge, {"amount_refunded": charge["amount_refunded"] - amount})
    return refund


def _charge(act: Act, params: Params) -> Object:
    if params.text("charge") is not None:
        return act.account.get("charge", params.need("charge"), "charge")
    if params.text("payment_intent") is None:
        raise parameter_missing("payment_intent")
    intent = act.account.get("payment_intent", params.need("payment_intent"), "payment_intent")
    if intent["status"] != "succeeded":
        message = f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund."
        raise invalid(message, param="payment_intent", code="payment_intent_unexpected_state")
    return act.account.get("charge", intent["latest_charge"])


def _amount(params: Params, charge: Object) -> int:
    left: int = charge["amount"] - charge["amount_refunded"]
    if left <= 0:
        raise invalid(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if charge["disputed"]:
        raise invalid(f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed")
    amount = params.whole("amount") if "amount" in params else left
    if amount is None or not 0 < amount <= left:
        message = f"Refund amount (¥{amount}) is greater than unrefunded amount on charge (¥{left})"
        raise invalid(message, param="amount")
    return amount


def _ask_for_bank_account(act: Act, refund: Object, charge: Object) -> None:
    deadline = act.now + BANK_ACCOUNT_WITHIN
    sent_to = refund["instructions_email"] or charge["billing_details"]["email"]
    refund["next_action"] = {
        "type": "display_details",
        "display_details": {
            "email_sent": {"email_sent_at": act.now, "email_sent_to": sent_to},
            "expires_at": deadline,
        },
    }
    act.account.refund_fails_at[refund["id"]] = deadline


def give_bank_account(act: Act, refund: Object) -> None:
    """The payer answers Stripe's mail: the refund goes through. Raises StripeError when nobody asked."""
    if refund["status"] != "requires_action":
        raise invalid(f"Refund {refund['id']} does not wait for a bank account.")
    act.account.refund_fails_at.pop(refund["id"], None)
    for status in ("pending", "succeeded"):
        with act.changing(refund, "refund.updated"):
            refund |= {"status": status, "next_action": None}


def fail(act: Act, refund: Object) -> None:
    """The money could not be given back: it is ours again, and owed outside Stripe."""
    waited = refund["status"] == "requires_action"
    _take_back(act, refund, "failed")
    refund["failure_reason"] = "unknown" if waited else "expired_or_canceled_card"
    act.tell("refund.failed", refund)


def _take_back(act: Act, refund: Object, status: str) -> None:
    act.account.refund_fails_at.pop(refund["id"], None)
    charge = act.account.get("charge", refund["charge"])
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    with act.changing(refund, "refund.updated"):
        refund |= {"status": status, "next_action": None}


def cancel(act: Act, params: Params, id: str) -> Object:
    refund = act.account.get("refund", id, "refund")
    if refund["status"] != "requires_action":
        raise invalid(f"Refund {id} has a status of {refund['status']} and cannot be canceled.")
    _take_back(act, refund, "canceled")
    return refund


def expire(act: Act, params: Params, id: str) -> Object:
    """Test helper: the 45 days pass at once."""
    refund = act.account.get("refund", id, "refund")
    if refund["status"] != "requires_action":
        raise invalid(f"Refund {id} does not wait for the customer.")
    fail(act, refund)
    return refund


def retrieve(act: Act, params: Params, id: str) -> Object:
    return act.account.get("refund", id, "refund")


def update(act: Act, params: Params, id: str) -> Object:
    refund = act.account.get("refund", id, "refund")
    with act.changing(refund, "refund.updated"):
        refund["metadata"] = merge_metadata(params, refund["metadata"])
    return refund


def everything(act: Act, params: Params) -> Object:
    fits, created = equal(params, "charge", "payment_intent"), within(params)
    return page([one for one in act.account.all("refund") if fits(one) and created(one)], params, "/v1/refunds")
