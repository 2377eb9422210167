"""Charges: one attempt to move money, successful or not."""

from . import blanks
from .account import Object, snapshot
from .act import Act
from .cards import Decline
from .forms import Params, merge_metadata
from .paging import equal, page, within

NETWORK_SAYS_YES: Object = {
    "advice_code": None,
    "network_advice_code": None,
    "network_decline_code": None,
    "network_status": "approved_by_network",
    "reason": None,
    "risk_level": "normal",
    "risk_score": 20,
    "seller_message": "Payment complete.",
    "type": "authorized",
}


def record(act: Act, intent: Object, method: Object, declined: Decline | None = None) -> Object:
    """A new charge of `intent` with `method`: paid, or failed for the bank's reason. Tells the event."""
    paid = declined is None
    id = act.new_id("ch" if method["type"] == "card" else "py")
    charge: Object = snapshot(blanks.CHARGE) | {
        "id": id,
        "amount": intent["amount"],
        "amount_captured": intent["amount"] if paid else 0,
        "balance_transaction": act.new_id("txn") if paid else None,
        "billing_details": dict(method["billing_details"]),
        "captured": paid,
        "created": act.now,
        "currency": intent["currency"],
        "customer": intent["customer"],
        "description": intent["description"],
        "failure_code": None if declined is None else declined.code,
        "failure_message": None if declined is None else declined.message,
        "metadata": dict(intent["metadata"]),  # a snapshot: later changes of the intent do not reach it
        "outcome": _outcome(declined),
        "paid": paid,
        "payment_intent": intent["id"],
        "payment_method": method["id"],
        "payment_method_details": _details(method),
        "receipt_email": intent["receipt_email"],
        "receipt_url": f"{act.account.public_url}/receipts/{id}" if paid else None,
        "status": "succeeded" if paid else "failed",
    }
    act.account.put(charge)
    act.tell("charge.succeeded" if paid else "charge.failed", charge)
    return charge


def _outcome(declined: Decline | None) -> Object:
    if declined is None:
        return dict(NETWORK_SAYS_YES)
    return NETWORK_SAYS_YES | {
        "advice_code": declined.advice_code,
        "network_decline_code": "01",
        "network_status": "declined_by_network",
        "reason": declined.decline_code,
        "seller_message": f"The bank returned the decline code `{declined.decline_code}`.",
        "type": "issuer_declined",
    }


def _details(method: Object) -> Object:
    if method["type"] == "konbini":
        return {"konbini": {"store": {"chain": "familymart"}}, "type": "konbini"}
    card = method["card"]
    same = ("brand", "checks", "country", "exp_month", "exp_year", "fingerprint", "funding", "last4", "wallet")
    shown = {name: card[name] for name in same}
    return {"card": shown | {"network": card["brand"], "three_d_secure": None}, "type": "card"}


def retrieve(act: Act, params: Params, id: str) -> Object:
    return act.account.get("charge", id, "charge")


def update(act: Act, params: Params, id: str) -> Object:
    charge = act.account.get("charge", id, "charge")
    with act.changing(charge, "charge.updated"):
        charge["metadata"] = merge_metadata(params, charge["metadata"])
        if "description" in params:
            charge["description"] = params.text("description")
    return charge


def everything(act: Act, params: Params) -> Object:
    fits, created = equal(params, "customer", "payment_intent"), within(params)
    found = [charge for charge in act.account.all("charge") if fits(charge) and created(charge)]
    return page(found, params, "/v1/charges")
