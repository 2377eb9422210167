"""The customer portal: a page on which a customer leaves another card, and as a whole another mail address."""

from . import customers, payment_methods, setup_intents
from .account import Object
from .act import Act
from .errors import invalid
from .forms import Params

FLOWS = {"payment_method_update"}


def create(act: Act, params: Params) -> Object:
    customer = act.account.get("customer", params.need("customer"), "customer")
    id = act.new_id("bps")
    session: Object = {
        "id": id,
        "object": "billing_portal.session",
        "configuration": "bpc_1LocalDefault",
        "created": act.now,
        "customer": customer["id"],
        "flow": _flow(params),
        "livemode": False,
        "locale": params.text("locale"),
        "on_behalf_of": None,
        "return_url": params.text("return_url"),
        "url": f"{act.account.public_url}/portal/{id}",
    }
    act.account.put(session)
    act.tell("billing_portal.session.created", session)
    return session


def _flow(params: Params) -> Object | None:
    if "flow_data" not in params:
        return None
    wanted = params.part("flow_data")
    if wanted.need("type") not in FLOWS:
        message = f"The local Stripe knows only the flow payment_method_update, not {wanted.text('type')}."
        raise invalid(message, param="flow_data[type]")
    done = wanted.part("after_completion")
    redirect = done.part("redirect").text("return_url")
    return {
        "after_completion": {
            "hosted_confirmation": None,
            "redirect": {"return_url": redirect} if redirect else None,
            "type": done.text("type") or "portal_homepage",
        },
        "subscription_cancel": None,
        "subscription_update": None,
        "subscription_update_confirm": None,
        "type": "payment_method_update",
    }


def return_url(session: Object) -> str | None:
    """Where the page leads when it is done."""
    redirect = session["flow"] and session["flow"]["after_completion"]["redirect"]
    url: str | None = redirect["return_url"] if redirect else session["return_url"]
    return url


def change_mail(act: Act, session: Object, address: str) -> None:
    """The customer's own address, as the whole page lets them change it; a flow has no place for that."""
    if "@" not in address:
        raise invalid("Your email is invalid.", param="email", code="email_invalid")
    customer = act.account.get("customer", session["customer"])
    with act.changing(customer, "customer.updated"):
        customer["email"] = address


def change_card(act: Act, session: Object, method: Object, *, authenticated: bool) -> None:
    """The new card becomes the *customer's* default, nothing else. Raises StripeError 402 for a refused card."""
    customer = act.account.get("customer", session["customer"])
    intent = setup_intents.new(act, customer["id"])
    if payment_methods.needs_holder(act.account, method, present=True) and not authenticated:
        raise invalid("The bank wants to see the holder first.", code="setup_intent_authentication_failure")
    setup_intents.complete(act, intent, method, authenticated=authenticated)
    customers.set_default_method(act, customer, method["id"])
