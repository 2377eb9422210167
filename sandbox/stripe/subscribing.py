"""Subscribing: making a subscription, pinning its anchor, and charging the first period if there is one."""

from contextlib import suppress

from . import blank_bills, collecting, drafts, payment_methods, products
from .account import Object, snapshot
from .act import Act
from .calendar import Anchor, anchor_at, natural_end, period_after
from .cards import decline
from .errors import StripeError, invalid, parameter_missing
from .forms import Params, merge_metadata
from .paging import whole_list


def create(act: Act, params: Params) -> Object:
    """With a future anchor and no proration: active at once, and no invoice before the anchor.

    Without an anchor the first period is invoiced and charged now.
    """
    customer = act.account.get("customer", params.need("customer"), "customer")
    wanted = params.parts("items")
    if not wanted:
        raise parameter_missing("items")
    prices = [recurring_price(act, one) for one in wanted]
    default = params.text("default_payment_method")
    if default is not None:
        payment_methods.owned(act, default, customer["id"], "default_payment_method")
    subscription = _blank(act, customer, params, prices[0])
    end = _set_anchor(act, subscription, params, prices[0]["recurring"])
    lines = [item(act, subscription, price, one, end) for price, one in zip(prices, wanted, strict=True)]
    subscription["items"] = whole_list(lines, f"/v1/subscription_items?subscription={subscription['id']}")
    behavior = params.text("payment_behavior") or "allow_incomplete"
    starts_now = subscription["billing_cycle_anchor"] == act.now
    if starts_now and behavior == "error_if_incomplete":
        _check_payable(act, subscription, customer)
    act.account.put(subscription)
    if starts_now:
        _invoice_first(act, subscription, customer)
        if behavior != "default_incomplete":
            _charge_first(act, subscription, present=params.text("off_session") in (None, "false"))
    act.tell("customer.subscription.created", subscription)
    return subscription


def recurring_price(act: Act, wanted: Params) -> Object:
    """The price of a subscription item. Raises StripeError for a one-time price."""
    if "price_data" in wanted:
        price = products.inline_price(act, wanted.part("price_data"))
    else:
        price = act.account.get("price", wanted.need("price"), wanted.full_name("price"))
    if price["recurring"] is None:
        message = "The price specified is set to `type=one_time` but this field only accepts `type=recurring`"
        raise invalid(f"{message}: {price['id']}", param=wanted.full_name("price"))
    return price


def _blank(act: Act, customer: Object, params: Params, price: Object) -> Object:
    settings = params.part("payment_settings")
    return snapshot(blank_bills.SUBSCRIPTION) | {
        "id": act.new_id("sub"),
        "billing_cycle_anchor": act.now,
        "cancel_at_period_end": params.flag("cancel_at_period_end"),
        "created": act.now,
        "currency": price["currency"],
        "customer": customer["id"],
        "default_payment_method": params.text("default_payment_method"),
        "description": params.text("description"),
        "metadata": merge_metadata(params, {}),
        "payment_settings": {
            "payment_method_options": None,
            "payment_method_types": settings.words("payment_method_types") or None,
            "save_default_payment_method": settings.text("save_default_payment_method") or "off",
        },
        "start_date": act.now,
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


def item(act: Act, subscription: Object, price: Object, params: Params, end: int) -> Object:
    """A subscription item whose period begins now."""
    return {
        "id": act.new_id("si"),
        "object": "subscription_item",
        "billing_thresholds": None,
        "created": act.now,
        "current_period_end": end,
        "current_period_start": act.now,
        "discounts": [],
        "metadata": merge_metadata(params, {}),
        "plan": plan(price),
        "price": dict(price),
        "quantity": params.whole("quantity") or 1,
        "subscription": subscription["id"],
        "tax_rates": [],
    }


def plan(price: Object) -> Object:
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


def _invoice_first(act: Act, subscription: Object, customer: Object) -> None:
    subscription["status"] = "incomplete"
    invoice = drafts.new(act, customer, reason="subscription_create", subscription=subscription, auto_advance=True)
    drafts.add_subscription_lines(act, invoice, subscription)
    subscription["latest_invoice"] = invoice["id"]
    act.tell("invoice.created", invoice)
    collecting.finalize(act, invoice)


def _charge_first(act: Act, subscription: Object, *, present: bool) -> None:
    """A refusal is no error of the call: the subscription is incomplete."""
    invoice = act.account.get("invoice", subscription["latest_invoice"])
    if invoice["status"] == "open":
        with suppress(StripeError):
            collecting.collect(act, invoice, None, present=present)


def _check_payable(act: Act, subscription: Object, customer: Object) -> None:
    """Stop before anything is made when the first payment is going to fail."""
    chosen = subscription["default_payment_method"] or customer["invoice_settings"]["default_payment_method"]
    if chosen is None:
        raise invalid(collecting.NO_METHOD, code="resource_missing")
    method = act.account.get("payment_method", chosen)
    if payment_methods.needs_holder(act.account, method, present=False):
        raise payment_methods.decline_error(decline("authentication_required"))
    declined = payment_methods.charge_decline(act.account, method)
    if declined is not None:
        raise payment_methods.decline_error(declined)
