"""Subscriptions: the calls on one that exists. Made in `subscribing`, turned in `renewals`, judged in `standing`."""

from . import payment_methods, subscribing
from .account import Object
from .act import Act
from .calendar import anchor_of, period_after
from .errors import invalid
from .forms import Params, merge_metadata
from .paging import equal, page, within

ENDED = {"canceled", "incomplete_expired"}


def retrieve(act: Act, params: Params, id: str) -> Object:
    return act.account.get("subscription", id, "id")


def update(act: Act, params: Params, id: str) -> Object:
    subscription = act.account.get("subscription", id)
    if subscription["status"] in ENDED:
        message = "A canceled subscription can only update its cancellation_details and metadata."
        raise invalid(message, code="resource_missing")
    default = params.text("default_payment_method")
    if default is not None:
        payment_methods.owned(act, default, subscription["customer"], "default_payment_method")
    with act.changing(subscription, "customer.subscription.updated"):
        if "default_payment_method" in params:
            subscription["default_payment_method"] = default
        if "description" in params:
            subscription["description"] = params.text("description")
        subscription["metadata"] = merge_metadata(params, subscription["metadata"])
        if "cancel_at_period_end" in params:
            _set_ending(act, subscription, ends=params.flag("cancel_at_period_end"))
        _note_cancellation(subscription, params.part("cancellation_details"))
        for wanted in params.parts("items"):
            _change_item(act, subscription, wanted, params)
    return subscription


def _set_ending(act: Act, subscription: Object, *, ends: bool) -> None:
    """`canceled_at` is the moment of the request, not of the end."""
    subscription["cancel_at_period_end"] = ends
    subscription["canceled_at"] = act.now if ends else None
    subscription["cancel_at"] = subscription["items"]["data"][0]["current_period_end"] if ends else None
    subscription["cancellation_details"]["reason"] = "cancellation_requested" if ends else None


def _note_cancellation(subscription: Object, details: Params) -> None:
    for name in ("comment", "feedback"):
        if name in details:
            subscription["cancellation_details"][name] = details.text(name)


def _change_item(act: Act, subscription: Object, wanted: Params, params: Params) -> None:
    """Another price from the next period on. Without the item's id a second item is added."""
    items = subscription["items"]["data"]
    if params.text("proration_behavior") != "none":
        raise invalid("The local Stripe changes items only with proration_behavior=none.", param="proration_behavior")
    if wanted.text("id") is None:
        items.append(
            subscribing.item(
                act, subscription, subscribing.recurring_price(act, wanted), wanted, items[0]["current_period_end"]
            )
        )
        return
    item = next((one for one in items if one["id"] == wanted.text("id")), None)
    if item is None:
        raise invalid(f"No such subscription item: '{wanted.text('id')}'", code="resource_missing")
    if wanted.flag("deleted"):
        items.remove(item)
        return
    if "price" in wanted or "price_data" in wanted:
        price = subscribing.recurring_price(act, wanted)
        item |= {
            "price": dict(price),
            "plan": subscribing.plan(price),
            "quantity": 1,
        }  # a new price resets the quantity
    if "quantity" in wanted:
        item["quantity"] = wanted.whole("quantity")


def cancel(act: Act, params: Params, id: str) -> Object:
    subscription = act.account.get("subscription", id)
    if subscription["status"] in ENDED:
        raise invalid(f"No such subscription: '{id}'", param="id", code="resource_missing")
    _note_cancellation(subscription, params.part("cancellation_details"))
    subscription["cancellation_details"]["reason"] = "cancellation_requested"
    subscription["canceled_at"] = act.now
    end(act, subscription)
    _stop_collection(act, subscription["customer"])
    return subscription


def end(act: Act, subscription: Object) -> None:
    """Over for good; a canceled subscription cannot be revived."""
    subscription |= {"status": "canceled", "ended_at": act.now, "canceled_at": subscription["canceled_at"] or act.now}
    act.tell("customer.subscription.deleted", subscription)


def _stop_collection(act: Act, customer: str) -> None:
    """Canceling stops the automatic collection of all finalised invoices of the *customer*; they stay open."""
    for invoice in act.account.all("invoice"):
        if invoice["customer"] == customer and invoice["status"] == "open":
            with act.changing(invoice, "invoice.updated"):
                invoice |= {"auto_advance": False, "next_payment_attempt": None}


def end_all(act: Act, customer: str) -> None:
    """The customer is deleted: every subscription of theirs ends now."""
    for subscription in act.account.all("subscription"):
        if subscription["customer"] == customer and subscription["status"] not in ENDED:
            end(act, subscription)


def everything(act: Act, params: Params) -> Object:
    """List: canceled ones only with `status` canceled, ended or all."""
    fits, created = equal(params, "customer"), within(params)
    price, status = params.text("price"), params.text("status")
    found = [
        one
        for one in act.account.all("subscription")
        if fits(one)
        and created(one)
        and _has_status(one, status)
        and (price is None or any(item["price"]["id"] == price for item in one["items"]["data"]))
    ]
    return page(found, params, "/v1/subscriptions")


def _has_status(subscription: Object, wanted: str | None) -> bool:
    if wanted == "all":
        return True
    if wanted is None:
        return subscription["status"] not in ENDED
    return subscription["status"] in (ENDED if wanted == "ended" else {wanted})


def next_period(subscription: Object) -> tuple[int, int]:
    """The period that follows the current one: (start, end)."""
    item = subscription["items"]["data"][0]
    start = item["current_period_end"]
    return start, period_after(start, anchor_of(subscription), item["price"]["recurring"])
