"""Payment methods: cards and konbini slips, and to whom they belong."""

from . import cards
from .account import Account, Object
from .act import Act
from .calendar import instant_of
from .cards import Challenge, Decline, TestCard
from .errors import StripeError, card_error, invalid
from .forms import Params, merge_metadata
from .paging import page

YEARS_VALID = 3
NOBODY: Object = {"address": None, "email": None, "name": None, "phone": None, "tax_id": None}
EMPTY_ADDRESS = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))


def _method(act: Act, kind: str, billing: Object) -> Object:
    return {
        "id": act.new_id("pm"),
        "object": "payment_method",
        "allow_redisplay": "unspecified",
        "billing_details": NOBODY | {"address": dict(EMPTY_ADDRESS)} | billing,
        "created": act.now,
        "customer": None,
        "livemode": False,
        "metadata": {},
        "type": kind,
    }


def from_card(act: Act, card: TestCard, *, expires: tuple[int, int] | None = None, billing: Object) -> Object:
    """A new payment method for a card, belonging to nobody yet. expires: (month, year), both as printed."""
    month, year = expires or (12, instant_of(act.now).year + YEARS_VALID)
    method = _method(act, "card", billing)
    method["card"] = {
        "brand": card.brand,
        "checks": {"address_line1_check": None, "address_postal_code_check": None, "cvc_check": "pass"},
        "country": "JP" if card.brand == "jcb" else "US",
        "display_brand": card.brand,
        "exp_month": month,
        "exp_year": year,
        "fingerprint": f"print{card.number[-8:]}",
        "funding": "credit",
        "generated_from": None,
        "last4": card.last4,
        "networks": {"available": [card.brand], "preferred": None},
        "regulated_status": "unregulated",
        "three_d_secure_usage": {"supported": True},
        "wallet": None,
    }
    act.account.cards[method["id"]] = card
    return act.account.put(method)


def from_konbini(act: Act, billing: Object) -> Object:
    """A konbini slip's method. Raises StripeError without a name and an e-mail address, which are mandatory."""
    for name in ("name", "email"):
        if not billing.get(name):
            param = f"payment_method_data[billing_details][{name}]"
            raise invalid(f"Missing required param: billing_details[{name}].", param=param, code="parameter_missing")
    method = _method(act, "konbini", billing)
    method["konbini"] = {}
    return act.account.put(method)


def resolve(act: Act, given: str, param: str) -> Object:
    """The payment method of an id, or a new one of a token such as `pm_card_visa`."""
    card = cards.BY_TOKEN.get(given)
    if card is not None:
        return from_card(act, card, billing={})
    return act.account.get("payment_method", given, param)


def owned(act: Act, given: str, customer_id: str | None, param: str) -> Object:
    """A payment method that `customer_id` may be charged with. Raises StripeError for somebody else's."""
    method = resolve(act, given, param)
    if method["customer"] not in (None, customer_id):
        raise invalid("The payment method belongs to another customer.", param=param)
    if method["customer"] is None and param.startswith(("invoice_settings", "default_payment_method")):
        message = f"The customer does not have a payment method with the ID {given}."
        raise invalid(message, param=param, code="resource_missing")
    return method


def decline_error(declined: Decline, **fields: object) -> StripeError:
    """The 402 of a bank's no; every further field of the error comes by keyword."""
    return card_error(
        declined.message,
        code=declined.code,
        decline_code=declined.decline_code,
        advice_code=declined.advice_code,
        **fields,
    )


def attach_to(act: Act, method: Object, customer_id: str) -> None:
    """Save a method with a customer. Raises StripeError 402 for a card whose bank refuses even that."""
    if method["customer"] == customer_id:
        return
    if method["customer"] is not None:
        raise invalid("The payment method you provided has already been attached to a customer.")
    card = act.account.cards.get(method["id"])
    if card is None:
        raise invalid("This payment method cannot be saved for later.", param="payment_method")
    if card.attach_decline is not None:
        raise decline_error(cards.decline(card.attach_decline))
    keep(act, method, customer_id)


def keep(act: Act, method: Object, customer_id: str) -> None:
    """Attach without asking the bank again: the charge or the setup just did."""
    if method["customer"] == customer_id:
        return
    method["customer"] = customer_id
    act.tell("payment_method.attached", method)


def needs_holder(account: Account, method: Object, *, present: bool) -> bool:
    """Whether the bank wants 3D Secure: `present` says whether the holder is there to be asked."""
    card = account.cards[method["id"]]
    match card.challenge:
        case Challenge.ALWAYS:
            return True
        case Challenge.UNTIL_SET_UP:
            return method["id"] not in account.authenticated
        case Challenge.ON_SESSION:
            return present
        case Challenge.NEVER:
            return False


def charge_decline(account: Account, method: Object) -> Decline | None:
    """What the bank says to a charge: the last word of `turn`, else the nature of the test card."""
    code = account.turned.get(method["id"], account.cards[method["id"]].charge_decline)
    return None if code is None else cards.decline(code)


def attach(act: Act, params: Params, id: str) -> Object:
    customer = act.account.get("customer", params.need("customer"), "customer")
    method = resolve(act, id, "payment_method")
    attach_to(act, method, customer["id"])
    return method


def detach(act: Act, params: Params, id: str) -> Object:
    method = act.account.get("payment_method", id, "payment_method")
    owner = method["customer"]
    if owner is None:
        raise invalid("The payment method you provided is not attached to a customer so detachment is impossible.")
    customer = act.account.get("customer", owner)
    with act.changing(method, "payment_method.detached"):
        method["customer"] = None
    if customer["invoice_settings"]["default_payment_method"] == id:
        with act.changing(customer, "customer.updated"):
            customer["invoice_settings"]["default_payment_method"] = None
    return method


def retrieve(act: Act, params: Params, id: str) -> Object:
    return act.account.get("payment_method", id, "payment_method")


def update(act: Act, params: Params, id: str) -> Object:
    method = act.account.get("payment_method", id, "payment_method")
    with act.changing(method, "payment_method.updated"):
        method["metadata"] = merge_metadata(params, method["metadata"])
    return method


def of_customer(act: Act, params: Params, id: str | None = None) -> Object:
    """List: the methods of one customer, by path or by parameter."""
    customer = act.account.get("customer", id or params.need("customer"), "customer")["id"]
    kind = params.text("type")
    found = [
        method
        for method in act.account.all("payment_method")
        if method["customer"] == customer and kind in (None, method["type"])
    ]
    url = f"/v1/customers/{customer}/payment_methods" if id else "/v1/payment_methods"
    return page(found, params, url)
