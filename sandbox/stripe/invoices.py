"""Invoices: the calls. Making them is in `drafts`, getting them paid in `collecting`."""

from . import collecting, drafts, invoice_items, payment_methods
from .account import Object
from .act import Act
from .errors import invalid
from .forms import Params, merge_metadata
from .paging import equal, page, within

ADVANCES = {"draft", "open"}
PAYABLE = {"open", "uncollectible"}


def create(act: Act, params: Params) -> Object:
    """An invoice by hand. Waiting items come along only with `pending_invoice_items_behavior=include`."""
    customer = act.account.get("customer", params.need("customer"), "customer")
    given = params.text("subscription")
    subscription = act.account.get("subscription", given, "subscription") if given else None
    default = params.text("default_payment_method")
    if default is not None:
        payment_methods.owned(act, default, customer["id"], "default_payment_method")
    invoice = drafts.new(
        act,
        customer,
        reason="manual",
        subscription=subscription,
        auto_advance=params.flag("auto_advance"),
        currency=params.text("currency") or "jpy",
        description=params.text("description"),
        default_payment_method=default,
        metadata=merge_metadata(params, {}),
    )
    if params.text("pending_invoice_items_behavior") == "include":
        drafts.add_items(act, invoice, invoice_items.pending(act, customer["id"]))
    act.tell("invoice.created", invoice)
    return invoice


def retrieve(act: Act, params: Params, id: str) -> Object:
    return act.account.get("invoice", id, "invoice")


def update(act: Act, params: Params, id: str) -> Object:
    invoice = act.account.get("invoice", id, "invoice")
    if "auto_advance" in params and invoice["status"] not in ADVANCES:
        message = f"You can only set auto_advance on draft and open invoices: this one is {invoice['status']}."
        raise invalid(message, param="auto_advance", code="invoice_not_editable")
    with act.changing(invoice, "invoice.updated"):
        for name in ("description", "default_payment_method"):
            if name in params:
                invoice[name] = params.text(name)
        invoice["metadata"] = merge_metadata(params, invoice["metadata"])
        if "auto_advance" in params:
            _set_advance(act, invoice, advances=params.flag("auto_advance"))
    return invoice


def _set_advance(act: Act, invoice: Object, *, advances: bool) -> None:
    """Off: nothing happens by itself any more. On: a draft is finalised, an untried claim charged, in an hour."""
    invoice["auto_advance"] = advances
    in_an_hour = act.now + drafts.DRAFT_FOR if advances else None
    if invoice["status"] == "draft":
        invoice["automatically_finalizes_at"] = in_an_hour
    else:
        tries = 1 + len(act.account.policy.retry_days)
        invoice["next_payment_attempt"] = in_an_hour if invoice["attempt_count"] < tries else None


def finalize(act: Act, params: Params, id: str) -> Object:
    invoice = act.account.get("invoice", id, "invoice")
    if "auto_advance" in params:
        invoice["auto_advance"] = params.flag("auto_advance")
    collecting.finalize(act, invoice)
    if invoice["auto_advance"] and invoice["status"] == "open":
        invoice["next_payment_attempt"] = act.now + drafts.DRAFT_FOR
    return invoice


def pay(act: Act, params: Params, id: str) -> Object:
    """An attempt by hand, with the holder absent unless `off_session` is false. A draft is finalised first."""
    invoice = act.account.get("invoice", id, "invoice")
    if invoice["status"] == "draft":
        collecting.finalize(act, invoice)
    if invoice["status"] == "paid":
        raise invalid("Invoice is already paid")
    if invoice["status"] not in PAYABLE:
        raise invalid(f"You can only pay an open or uncollectible invoice; this one is {invoice['status']}.")
    if params.flag("paid_out_of_band"):
        collecting.settle_outside(act, invoice)
        return invoice
    given = params.text("payment_method")
    method = payment_methods.owned(act, given, invoice["customer"], "payment_method") if given else None
    collecting.collect(act, invoice, method, present=not params.flag("off_session", default=True))
    return invoice


def void(act: Act, params: Params, id: str) -> Object:
    invoice = act.account.get("invoice", id, "invoice")
    collecting.end_unpaid(act, invoice, "void")
    return invoice


def mark_uncollectible(act: Act, params: Params, id: str) -> Object:
    invoice = act.account.get("invoice", id, "invoice")
    collecting.end_unpaid(act, invoice, "uncollectible")
    return invoice


def delete(act: Act, params: Params, id: str) -> Object:
    return drafts.delete(act, act.account.get("invoice", id, "invoice"))


def everything(act: Act, params: Params) -> Object:
    fits, created = equal(params, "customer", "status"), within(params)
    wanted = params.text("subscription")
    found = [
        invoice
        for invoice in act.account.all("invoice")
        if fits(invoice) and created(invoice) and wanted in (None, drafts.parent_subscription(invoice))
    ]
    return page(found, params, "/v1/invoices")
