"""Drafts: invoices being made, line by line."""

from datetime import timedelta

from . import blank_bills
from .account import Object, snapshot, unix
from .act import Act
from .errors import invalid
from .paging import whole_list

DRAFT_FOR = unix(timedelta(hours=1))


def new(act: Act, customer: Object, *, reason: str, subscription: Object | None = None, **fields: object) -> Object:
    """An empty draft. `fields` overwrite the rest."""
    invoice: Object = snapshot(blank_bills.INVOICE) | {
        "id": act.new_id("in"),
        "account_country": act.account.policy.country,
        "billing_reason": reason,
        "created": act.now,
        "currency": subscription["currency"] if subscription else "jpy",
        "customer": customer["id"],
        "customer_email": customer["email"],
        "customer_name": customer["name"],
        "parent": _parent(subscription),
        "period_end": act.now,
        "period_start": act.now,
        **fields,
    }
    invoice["lines"] = whole_list([], f"/v1/invoices/{invoice['id']}/lines")
    if invoice["auto_advance"]:
        invoice["automatically_finalizes_at"] = act.now + DRAFT_FOR
    return act.account.put(invoice, subscription["id"]) if subscription else act.account.put(invoice)


def _parent(subscription: Object | None) -> Object | None:
    """What made the invoice. The subscription's metadata is a snapshot of this moment."""
    if subscription is None:
        return None
    details = {"metadata": dict(subscription["metadata"]), "subscription": subscription["id"]}
    return {"quote_details": None, "subscription_details": details, "type": "subscription_details"}


def parent_subscription(invoice: Object) -> str | None:
    """The id of the subscription that made this invoice; None for a receipt or an invoice made by hand."""
    parent = invoice["parent"]
    return None if parent is None else parent["subscription_details"]["subscription"]


def add_subscription_lines(act: Act, invoice: Object, subscription: Object) -> None:
    """One line per subscription item, for the period the item is in now."""
    for item in subscription["items"]["data"]:
        price = item["price"]
        amount = price["unit_amount"] * item["quantity"]
        parent = {
            "invoice_item_details": None,
            "subscription_item_details": {
                "invoice_item": None,
                "proration": False,
                "proration_details": {"credited_items": None},
                "subscription": subscription["id"],
                "subscription_item": item["id"],
            },
            "type": "subscription_item_details",
        }
        add_line(
            act,
            invoice,
            amount=amount,
            description=f"{item['quantity']} × {act.account.get('product', price['product'])['name']}",
            period={"end": item["current_period_end"], "start": item["current_period_start"]},
            parent=parent,
            price=price,
            quantity=item["quantity"],
            subscription=subscription["id"],
        )


def add_items(act: Act, invoice: Object, items: list[Object]) -> None:
    """Put waiting invoice items on a draft."""
    for item in items:
        item["invoice"] = invoice["id"]
        subscription = item["parent"]["subscription_details"]["subscription"] if item["parent"] else None
        details = {
            "invoice_item": item["id"],
            "proration": False,
            "proration_details": {"credited_items": None},
            "subscription": subscription,
        }
        parent = {"invoice_item_details": details, "subscription_item_details": None, "type": "invoice_item_details"}
        price = item["pricing"] and act.account.get("price", item["pricing"]["price_details"]["price"])
        add_line(
            act,
            invoice,
            amount=item["amount"],
            description=item["description"],
            period=dict(item["period"]),
            parent=parent,
            price=price,
            quantity=item["quantity"],
            metadata=dict(item["metadata"]),
            subscription=subscription,
        )


def add_line(act: Act, invoice: Object, *, amount: int, price: Object | None, **fields: object) -> None:
    """A line of a draft; the totals follow. Raises StripeError when the invoice is no draft any more."""
    if invoice["status"] != "draft":
        raise invalid("This invoice is no longer editable.", code="invoice_not_editable")
    pricing = price and {
        "price_details": {"price": price["id"], "product": price["product"]},
        "type": "price_details",
        "unit_amount_decimal": price["unit_amount_decimal"],
    }
    line: Object = snapshot(blank_bills.INVOICE_LINE) | {
        "id": act.new_id("il"),
        "amount": amount,
        "currency": invoice["currency"],
        "invoice": invoice["id"],
        "period": {"end": act.now, "start": act.now},
        "pricing": pricing,
        "subtotal": amount,
        **fields,
    }
    invoice["lines"]["data"].append(line)
    total = sum(one["amount"] for one in invoice["lines"]["data"])
    for name in (
        "amount_due",
        "amount_remaining",
        "subtotal",
        "subtotal_excluding_tax",
        "total",
        "total_excluding_tax",
    ):
        invoice[name] = total


def delete(act: Act, invoice: Object) -> Object:
    """Only a draft made by hand can vanish; a subscription's is voided after finalising."""
    if invoice["status"] != "draft" or parent_subscription(invoice) is not None:
        raise invalid("You can only delete draft invoices that no subscription made.", code="invoice_not_editable")
    for item in act.account.all("invoiceitem"):
        if item["invoice"] == invoice["id"]:
            item["invoice"] = None
    act.tell("invoice.deleted", invoice)
    return act.account.put({"id": invoice["id"], "object": "invoice", "deleted": True})
