"""Deleting a customer takes along their subscriptions, saved cards and open pages, and stops their invoices."""

from . import sessions, subscriptions
from .account import Object
from .act import Act
from .forms import Params


def delete(act: Act, params: Params, id: str) -> Object:
    customer = act.account.get("customer", id)
    subscriptions.end_all(act, id)
    for method in act.account.all("payment_method"):
        if method["customer"] == id:
            method["customer"] = None
    for session in act.account.living("checkout.session"):
        if session["customer"] == id:
            sessions.expire(act, session)
    for invoice in act.account.living("invoice"):
        if invoice["customer"] == id:
            invoice |= {"auto_advance": False, "automatically_finalizes_at": None, "next_payment_attempt": None}
    act.tell("customer.deleted", customer)
    return act.account.put({"id": id, "object": "customer", "deleted": True})
