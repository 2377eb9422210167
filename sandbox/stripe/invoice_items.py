"""Invoice items: amounts waiting for the customer's next invoice, or put on a draft."""

from . import blank_bills, drafts
from .account import Object, snapshot
from .act import Act
from .errors import invalid, parameter_missing
from .forms import Params, merge_metadata
from .paging import equal, page


def create(act: Act, params: Params) -> Object:
    customer = act.account.get("customer", params.need("customer"), "customer")
    for name, kind in (("invoice", "invoice"), ("subscription", "subscription")):
        given = params.text(name)
        if given is not None and act.account.get(kind, given, name)["customer"] != customer["id"]:
            raise invalid(f"The {kind} belongs to another customer.", param=name)
    amount, price = _price(act, params)
    quantity = params.whole("quantity") or 1
    period = params.part("period")
    item: Object = snapshot(blank_bills.INVOICE_ITEM) | {
        "id": act.new_id("ii"),
        "amount": amount * quantity,
        "currency": params.text("currency") or (price["currency"] if price else "jpy"),
        "customer": customer["id"],
        "date": act.now,
        "description": params.text("description"),
        "invoice": params.text("invoice"),
        "metadata": merge_metadata(params, {}),
        "net_amount": amount * quantity,
        "parent": _parent(params.text("subscription")),
        "period": {"end": period.whole("end") or act.now, "start": period.whole("start") or act.now},
        "pricing": _pricing(price, amount),
        "quantity": quantity,
        "quantity_decimal": str(quantity),
    }
    act.account.put(item)
    if item["invoice"] is not None:
        drafts.add_items(act, act.account.get("invoice", item["invoice"]), [item])
    act.tell("invoiceitem.created", item)
    return item


def _price(act: Act, params: Params) -> tuple[int, Object | None]:
    pricing = params.part("pricing")
    if pricing.text("price") is not None:
        price = act.account.get("price", pricing.need("price"), "pricing[price]")
        return price["unit_amount"], price
    amount = params.whole("amount")
    if amount is None:
        raise parameter_missing("amount")
    return amount, None


def _parent(subscription: str | None) -> Object | None:
    if subscription is None:
        return None
    return {"type": "subscription_details", "subscription_details": {"subscription": subscription}}


def _pricing(price: Object | None, amount: int) -> Object | None:
    if price is None:
        return None
    details = {"price": price["id"], "product": price["product"]}
    return {"price_details": details, "type": "price_details", "unit_amount_decimal": str(amount)}


def pending(act: Act, customer: str) -> list[Object]:
    """The items of a customer that no invoice has taken up yet."""
    items = act.account.all("invoiceitem")
    return [item for item in items if item["customer"] == customer and item["invoice"] is None]


def retrieve(act: Act, params: Params, id: str) -> Object:
    return act.account.get("invoiceitem", id, "invoiceitem")


def delete(act: Act, params: Params, id: str) -> Object:
    item = act.account.get("invoiceitem", id, "invoiceitem")
    if item["invoice"] is not None and act.account.get("invoice", item["invoice"])["status"] != "draft":
        raise invalid("This invoice item is on a finalized invoice and cannot be deleted.")
    gone = {"id": id, "object": "invoiceitem", "deleted": True}
    act.account.put(gone)
    return gone


def everything(act: Act, params: Params) -> Object:
    fits = equal(params, "customer", "invoice")
    only_pending = params.flag("pending")
    found = [item for item in act.account.all("invoiceitem") if fits(item) and not (only_pending and item["invoice"])]
    return page(found, params, "/v1/invoiceitems")
