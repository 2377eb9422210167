"""Checkout: what happens when somebody submits the page of a session, or pays its slip later."""

from . import collecting, drafts, payment_intents
from .account import Object, snapshot
from .act import Act
from .forms import Params, merge_metadata


def intent_of(act: Act, session: Object) -> Object:
    """The payment intent of the page, made at its first submission and kept through every further attempt."""
    if session["payment_intent"] is not None:
        return act.account.get("payment_intent", session["payment_intent"])
    wishes = Params(act.account.session_wishes[session["id"]])
    wanted = wishes.part("payment_intent_data")
    intent = payment_intents.new(
        act,
        amount=session["amount_total"],
        currency=session["currency"],
        customer=session["customer"],
        kinds=list(session["payment_method_types"]),
        description=wanted.text("description"),
        metadata=merge_metadata(wanted, {}),
        setup_future_usage=wanted.text("setup_future_usage"),
        payment_method_options=snapshot(session["payment_method_options"]),
    )
    session["payment_intent"] = intent["id"]
    act.account.put(session, intent["id"])
    return intent


def complete(act: Act, session: Object, method: Object) -> None:
    """The page did its work. A konbini slip completes it too: `payment_status` says whether there is money."""
    billing = method["billing_details"]
    session["customer_details"] = {
        "address": None,
        "business_name": None,
        "email": billing["email"],
        "individual_name": None,
        "name": billing["name"],
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [],
    }
    session |= {"status": "complete", "url": None}
    if session["mode"] == "payment":
        intent = act.account.get("payment_intent", session["payment_intent"])
        if intent["status"] == "succeeded":
            _mark_paid(act, session, intent)
    act.tell("checkout.session.completed", session)


def complete_later(act: Act, session: Object, intent: Object) -> None:
    """The slip was paid at a till."""
    _mark_paid(act, session, intent)
    act.tell("checkout.session.async_payment_succeeded", session)


def fail_later(act: Act, session: Object) -> None:
    """The slip ran out. The session stays complete and unpaid."""
    act.tell("checkout.session.async_payment_failed", session)


def _mark_paid(act: Act, session: Object, intent: Object) -> None:
    session["payment_status"] = "paid"
    if session["invoice_creation"]["enabled"] and act.account.holds("customer", session["customer"]):
        session["invoice"] = _receipt(act, session, intent)["id"]


def _receipt(act: Act, session: Object, intent: Object) -> Object:
    """A paid invoice of the page's lines, with no subscription for a parent."""
    customer = act.account.get("customer", session["customer"])
    invoice = drafts.new(
        act, customer, reason="manual", currency=session["currency"], metadata=_invoice_metadata(act, session)
    )
    for line in act.account.session_lines[session["id"]]:
        drafts.add_line(
            act,
            invoice,
            amount=line["amount_total"],
            price=line["price"],
            description=line["description"],
            quantity=line["quantity"],
        )
    act.tell("invoice.created", invoice)
    collecting.finalize(act, invoice, intent=intent)
    collecting.settle(act, invoice, intent)
    return invoice


def _invoice_metadata(act: Act, session: Object) -> dict[str, str]:
    wishes = Params(act.account.session_wishes[session["id"]])
    return merge_metadata(wishes.part("invoice_creation").part("invoice_data"), {})


def of_intent(act: Act, intent_id: str) -> Object | None:
    """The session whose page made this intent; None for an intent made by a call."""
    return next(iter(act.account.under("checkout.session", intent_id)), None)
