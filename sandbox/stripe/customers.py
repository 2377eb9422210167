"""Customers: who pays, and with which card when nothing else says so."""

from . import blanks, payment_methods
from .account import Object, snapshot
from .act import Act
from .errors import invalid
from .forms import Params, merge_metadata
from .paging import equal, page, within

PLAIN = ("name", "email", "phone", "description")


def create(act: Act, params: Params) -> Object:
    customer = new(act)
    _fill(customer, params)
    act.account.put(customer)
    given = params.text("payment_method")
    if given is not None:
        _take_first_method(act, customer, params, given)
    elif params.part("invoice_settings").text("default_payment_method") is not None:
        act.account.shelves["customer"].pop(customer["id"])
        raise invalid(
            "The customer does not have a payment method with that ID.",
            param="invoice_settings[default_payment_method]",
            code="resource_missing",
        )
    act.tell("customer.created", customer)
    return customer


def new(act: Act) -> Object:
    """A customer nobody has said anything about yet."""
    return snapshot(blanks.CUSTOMER) | {
        "id": act.new_id("cus"),
        "created": act.now,
        "invoice_prefix": act.new_id("x")[-8:].upper(),
    }


def _take_first_method(act: Act, customer: Object, params: Params, given: str) -> None:
    method = payment_methods.resolve(act, given, "payment_method")
    try:
        payment_methods.attach_to(act, method, customer["id"])
    except Exception:
        act.account.shelves["customer"].pop(customer["id"])  # no customer comes of a refused card
        raise
    if params.part("invoice_settings").text("default_payment_method") in (given, method["id"]):
        customer["invoice_settings"]["default_payment_method"] = method["id"]


def _fill(customer: Object, params: Params) -> None:
    for name in PLAIN:
        if name in params:
            customer[name] = params.text(name)
    if "preferred_locales" in params:
        customer["preferred_locales"] = params.words("preferred_locales")
    customer["metadata"] = merge_metadata(params, customer["metadata"])


def retrieve(act: Act, params: Params, id: str) -> Object:
    """A deleted customer is still answered, as `{"id", "object", "deleted": true}`."""
    held = act.account.shelves["customer"].get(id)
    return held if held is not None else act.account.get("customer", id)


def update(act: Act, params: Params, id: str) -> Object:
    customer = act.account.get("customer", id)
    settings = params.part("invoice_settings")
    if "default_payment_method" in settings:
        param = "invoice_settings[default_payment_method]"
        given = settings.text("default_payment_method")
        if given is not None:
            payment_methods.owned(act, given, id, param)
        set_default_method(act, customer, given)
    with act.changing(customer, "customer.updated"):
        _fill(customer, params)
    return customer


def set_default_method(act: Act, customer: Object, method_id: str | None) -> None:
    """What invoices are paid with when neither the invoice nor the subscription names a method."""
    with act.changing(customer, "customer.updated"):
        customer["invoice_settings"]["default_payment_method"] = method_id


def everyone(act: Act, params: Params) -> Object:
    """List: by email (exact) and by creation."""
    fits, created = equal(params, "email"), within(params)
    found = [one for one in act.account.all("customer") if fits(one) and created(one)]
    return page(found, params, "/v1/customers")
