"""Setup intents: saving a card without charging it."""

from . import blanks, payment_methods
from .account import Object, snapshot
from .act import Act
from .errors import StripeError
from .forms import Params
from .paging import equal, page


def new(act: Act, customer: str | None, **fields: object) -> Object:
    """A fresh setup intent for cards; `fields` overwrite the rest."""
    id = act.new_id("seti")
    intent: Object = snapshot(blanks.SETUP_INTENT) | {
        "id": id,
        "client_secret": f"{id}_secret_{act.new_id('s')}",
        "created": act.now,
        "customer": customer,
        **fields,
    }
    act.account.put(intent)
    act.tell("setup_intent.created", intent)
    return intent


def complete(act: Act, intent: Object, method: Object, *, authenticated: bool) -> None:
    """Save the card. Raises StripeError 402 when its bank refuses; the intent then waits for another one."""
    try:
        if intent["customer"] is not None:
            payment_methods.attach_to(act, method, intent["customer"])
    except StripeError as refused:
        intent["last_setup_error"] = refused.fields | {"payment_method": dict(method)}
        act.tell("setup_intent.setup_failed", intent)
        raise
    if authenticated:
        act.account.authenticated.add(method["id"])
    intent |= {"payment_method": method["id"], "status": "succeeded", "last_setup_error": None}
    act.tell("setup_intent.succeeded", intent)


def retrieve(act: Act, params: Params, id: str) -> Object:
    return act.account.get("setup_intent", id, "intent")


def everything(act: Act, params: Params) -> Object:
    fits = equal(params, "customer", "payment_method")
    return page([one for one in act.account.all("setup_intent") if fits(one)], params, "/v1/setup_intents")
