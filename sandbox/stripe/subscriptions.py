"""Subscriptions: the calls. Their turning is in `renewals`, their status in `standing`."""

from . import collecting, drafts, payment_methods, products
from .account import Object
from .act import Act
from .calendar import Anchor, anchor_at, anchor_of, natural_end, period_after
from .errors import StripeError, invalid, parameter_missing
from .forms import Params, merge_metadata
from .paging import equal, page, whole_list, within

ENDED = {"canceled", "incomplete_expired"}


def create(act: Act, params: Params) -> Object:
    """With a future anchor and no proration: active at once, and no invoice before the anchor.

    Without an anchor the first period is invoiced and charged now.
    """
    customer = act.account.get("customer", params.need("customer"), "customer")
    wanted = params.parts("items")
    if not wanted:
        raise parameter_missing("items")
    prices = [_price(act, one) for one in wanted]
    default = params.text("default_payment_method")
    if default is not None:
        payment_methods.owned(act, default, customer["id"], "default_payment_method")
    subscription = _blank(act, customer, params, prices[0])
    end = _set_anchor(act, subscription, params, prices[0]["recurring"])
    lines = [_item(act, subscription, price, one, end) for price, one in zip(prices, wanted, strict=True)]
    subscription["items"] = whole_list(lines, f"/v1/subscription_items?subscription={subscription['id']}")
    act.account.put(subscription)
    if subscription["billing_cycle_anchor"] == act.now:
        _charge_first(act, subscription, customer, params)
    act.tell("customer.subscription.created", subscription)
    return subscription


def _price(act: Act, item: Params) -> Object:
    if "price_data" in item:
        price = products.inline_price(act, item.part("price_data"))
    else:
        price = act.account.get("price", item.need("price"), item.full_name("price"))
    if price["recurring"] is None:
        message = "The price specified is set to `type=one_time` but this field only accepts `type=recurring`"
        raise invalid(f"{message}: {price['id']}", param=item.full_name("price"))
    return price


def _blank(act: Act, customer: Object, params: Params, price: Object) -> Object:
    settings = params.part("payment_settings")
    return {
        "id": act.new_id("sub"),
        "object": "subscription",
        "application": None,
        "application_fee_percent": None,
        "automatic_tax": {"disabled_reason": None, "enabled": False, "liability": None},
        "billing_cycle_anchor": act.now,
        "billing_cycle_anchor_config": None,
        "billing_mode": {"flexible": {"proration_discounts": "included"}, "type": "flexible"},
        "billing_schedules": [],
        "cancel_at": None,
        "cancel_at_period_end": params.flag("cancel_at_period_end"),
        "canceled_at": None,
        "cancellation_details": {"comment": None, "feedback": None, "reason": None},
        "collection_method": "charge_automatically",
        "created": act.now,
        "currency": price["currency"],
        "customer": customer["id"],
        "days_until_due": None,
        "default_payment_method": params.text("default_payment_method"),
        "default_source": None,
        "default_tax_rates": [],
        "description": params.text("description"),
        "discounts": [],
        "ended_at": None,
        "invoice_settings": {"account_tax_ids": None, "issuer": {"type": "self"}},
        "items": None,
        "latest_invoice": None,
        "livemode": False,
        "metadata": merge_metadata(params, {}),
        "next_pending_invoice_item_invoice": None,
        "on_behalf_of": None,
        "pause_collection": None,
        "payment_settings": {
            "payment_method_options": None,
            "payment_method_types": settings.words("payment_method_types") or None,
            "save_default_payment_method": settings.text("save_default_payment_method") or "off",
        },
        "pending_invoice_item_interval": None,
        "pending_setup_intent": None,
        "pending_update": None,
        "schedule": None,
        "start_date": act.now,
        "status": "active",
        "test_clock": None,
        "transfer_data": None,
        "trial_end": None,
        "trial_settings": {"end_behavior": {"missing_payment_method": "create_invoice"}},
        "trial_start": None,
    }


def _set_anchor(act: Act, subscription: Object, params: Params, recurring: Object) -> int:
    """Pin the anchor; the end of the first period. Raises StripeError for an anchor that no period fits."""
    config, explicit = params.part("billing_cycle_anchor_config"), params.whole("billing_cycle_anchor")
    if config.fields and explicit is not None:
        raise invalid("You may only specify one of billing_cycle_anchor and billing_cycle_anchor_config.")
    if (config.fields or explicit is not None) and params.text("proration_behavior") != "none":
        raise invalid("The local Stripe anchors only with proration_behavior=none.", param="proration_behavior")
    if config.fields:
        anchor = _configured(act, config)
        subscription["billing_cycle_anchor_config"] = {
            "day_of_month": anchor.day,
            "hour": anchor.hour,
            "minute": anchor.minute,
            "month": None,
            "second": anchor.second,
        }
        subscription["billing_cycle_anchor"] = anchor.whole_day_after(act.now)
        return anchor.next_after(act.now)
    if explicit is None:
        return period_after(act.now, anchor_at(act.now), recurring)
    if explicit <= act.now:
        raise invalid("billing_cycle_anchor must be in the future", param="billing_cycle_anchor")
    natural = natural_end(act.now, recurring)
    if explicit > natural:
        message = f"billing_cycle_anchor cannot be later than next natural billing date ({natural}) for plan"
        raise invalid(message, param="billing_cycle_anchor")
    subscription["billing_cycle_anchor"] = explicit
    return explicit


def _configured(act: Act, config: Params) -> Anchor:
    day = config.whole("day_of_month")
    if day is None:
        raise parameter_missing(config.full_name("day_of_month"))
    default = anchor_at(act.now)
    hour, minute, second = (config.whole(name) for name in ("hour", "minute", "second"))
    return Anchor(
        day,
        default.hour if hour is None else hour,
        default.minute if minute is None else minute,
        default.second if second is None else second,
    )


def _item(act: Act, subscription: Object, price: Object, params: Params, end: int) -> Object:
    return {
        "id": act.new_id("si"),
        "object": "subscription_item",
        "billing_thresholds": None,
        "created": act.now,
        "current_period_end": end,
        "current_period_start": act.now,
        "discounts": [],
        "metadata": merge_metadata(params, {}),
        "plan": _plan(price),
        "price": dict(price),
        "quantity": params.whole("quantity") or 1,
        "subscription": subscription["id"],
        "tax_rates": [],
    }


def _plan(price: Object) -> Object:
    """The price in the words of its predecessor, which items still carry."""
    same = ("id", "active", "billing_scheme", "created", "currency", "livemode", "metadata", "nickname", "product")
    return {name: price[name] for name in same} | {
        "object": "plan",
        "amount": price["unit_amount"],
        "amount_decimal": price["unit_amount_decimal"],
        "interval": price["recurring"]["interval"],
        "interval_count": price["recurring"]["interval_count"],
        "meter": None,
        "tiers_mode": None,
        "transform_usage": None,
        "trial_period_days": None,
        "usage_type": price["recurring"]["usage_type"],
    }


def _charge_first(act: Act, subscription: Object, customer: Object, params: Params) -> None:
    behavior = params.text("payment_behavior") or "allow_incomplete"
    if behavior == "error_if_incomplete":
        _check_payable(act, subscription, customer)
    subscription["status"] = "incomplete"
    invoice = drafts.new(act, customer, reason="subscription_create", subscription=subscription, auto_advance=True)
    drafts.add_subscription_lines(act, invoice, subscription)
    subscription["latest_invoice"] = invoice["id"]
    act.tell("invoice.created", invoice)
    collecting.finalize(act, invoice)
    if behavior == "default_incomplete" or invoice["status"] == "paid":
        return
    try:
        collecting.collect(act, invoice, None, present=params.text("off_session") in (None, "false"))
    except StripeError:
        if behavior == "error_if_incomplete":
            raise


def _check_payable(act: Act, subscription: Object, customer: Object) -> None:
    """Stop before anything is made when the first payment would certainly fail."""
    chosen = subscription["default_payment_method"] or customer["invoice_settings"]["default_payment_method"]
    declined = None
    if chosen is not None:
        declined = payment_methods.charge_decline(act.account, act.account.get("payment_method", chosen))
    if chosen is None or declined is not None:
        act.account.shelves["subscription"].pop(subscription["id"])
    if chosen is None:
        raise invalid(collecting.NO_METHOD, code="resource_missing")
    if declined is not None:
        raise payment_methods.decline_error(declined)


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
        items.append(_item(act, subscription, _price(act, wanted), wanted, items[0]["current_period_end"]))
        return
    item = next((one for one in items if one["id"] == wanted.text("id")), None)
    if item is None:
        raise invalid(f"No such subscription item: '{wanted.text('id')}'", code="resource_missing")
    if wanted.flag("deleted"):
        items.remove(item)
        return
    if "price" in wanted or "price_data" in wanted:
        price = _price(act, wanted)
        item |= {"price": dict(price), "plan": _plan(price), "quantity": 1}  # a new price resets the quantity
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
