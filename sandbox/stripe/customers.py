"""Customers: who pays, and with which card when nothing else says so."""

from . import blanks, payment_methods
from .account import Object, snapshot
from .act import Act
from .errors import invalid
from .forms import Params, merge_metadata
from .paging import equal, page, within

DEFAULT_METHOD = "invoice_settings[default_payment_method]"
PLAIN = ("name", "email", "phone", "description")


def create(act: Act, params: Params) -> Object:
    """No customer comes of a refused card."""
    customer = new(act)
    _fill(customer, params)
    _take_first_method(act, customer, params)
    act.account.put(customer)
    act.tell("customer.created", customer)
    return customer


def new(act: Act) -> Object:
    """A customer nobody has said anything about yet."""
    return snapshot(blanks.CUSTOMER) | {
        "id": act.new_id("cus"),
        "created": act.now,
        "invoice_prefix": act.new_id("x")[-8:].upper(),
    }


def _take_first_method(act: Act, customer: Object, params: Params) -> None:
    given, default = params.text("payment_method"), params.part("invoice_settings").text("default_payment_method")
    if default not in (None, given):
        message = f"The customer does not have a payment method with the ID {default}."
        raise invalid(message, param=DEFAULT_METHOD, code="resource_missing")
    if given is None:
        return
    method = payment_methods.resolve(act, given, "payment_method")
    payment_methods.attach_to(act, method, customer["id"])
    if default is not None:
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
    given = settings.text("default_payment_method")
    if given is not None:
        payment_methods.owned(act, given, id, DEFAULT_METHOD)
    with act.changing(customer, "customer.updated"):
        _fill(customer, params)
        if "default_payment_method" in settings:
            customer["invoice_settings"]["default_payment_method"] = given
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
