"""Deleting a customer takes their subscriptions and saved cards along."""

from . import subscriptions
from .account import Object
from .act import Act
from .forms import Params


def delete(act: Act, params: Params, id: str) -> Object:
    customer = act.account.get("customer", id)
    subscriptions.end_all(act, id)
    for method in act.account.all("payment_method"):
        if method["customer"] == id:
            method["customer"] = None
    act.tell("customer.deleted", customer)
    return act.account.put({"id": id, "object": "customer", "deleted": True})
