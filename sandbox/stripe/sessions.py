"""Checkout sessions: a page on which somebody pays once, or leaves a card."""

from datetime import timedelta

from . import collecting, customers, drafts, konbini, payment_intents, products, setup_intents
from .account import Account, Object, unix
from .act import Act
from .errors import invalid, parameter_missing
from .forms import Params, merge_metadata
from .paging import equal, page, whole_list, within

SHORTEST, LONGEST = unix(timedelta(minutes=30)), unix(timedelta(hours=24))
MODES = {"payment", "setup"}


def create(act: Act, params: Params) -> Object:
    mode = params.need("mode")
    if mode not in MODES:
        raise invalid(f"The local Stripe knows Checkout only in the modes payment and setup, not {mode}.", param="mode")
    if params.text("success_url") is None:
        raise parameter_missing("success_url")
    customer = _customer(act, params, mode)
    lines = [_line(act, one) for one in params.parts("line_items")]
    total = sum(line["amount_total"] for line in lines)
    kinds = _kinds(act, params, mode, total, lines)
    session = _blank(act, params, customer, kinds)
    session["expires_at"] = _expiry(act, params)
    if mode == "payment":
        session |= {"amount_subtotal": total, "amount_total": total, "currency": lines[0]["currency"]}
        act.account.session_lines[session["id"]] = lines
    else:
        wanted = params.part("setup_intent_data")
        intent = setup_intents.new(
            act, customer, metadata=merge_metadata(wanted, {}), description=wanted.text("description")
        )
        session |= {"payment_status": "no_payment_required", "setup_intent": intent["id"]}
    act.account.session_wishes[session["id"]] = params.fields
    return act.account.put(session)


def _customer(act: Act, params: Params, mode: str) -> str | None:
    given = params.text("customer")
    if given is not None:
        customer_id: str = act.account.get("customer", given, "customer")["id"]
        return customer_id
    to_be_kept = params.part("payment_intent_data").text("setup_future_usage") is not None
    if mode == "payment" and not to_be_kept and params.text("customer_creation") != "always":
        return None
    customer = act.account.put(customers.blank(act) | {"email": params.text("customer_email")})
    act.tell("customer.created", customer)
    return str(customer["id"])


def _line(act: Act, params: Params) -> Object:
    if "price_data" in params:
        price = products.inline_price(act, params.part("price_data"))
    else:
        price = act.account.get("price", params.need("price"), params.full_name("price"))
    if price["recurring"] is not None:
        message = "You must provide only one-time prices in `payment` mode."
        raise invalid(message, param=params.full_name("price"))
    quantity = params.whole("quantity") or 1
    amount = price["unit_amount"] * quantity
    return {
        "id": act.new_id("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": price["currency"],
        "description": act.account.get("product", price["product"])["name"],
        "price": price,
        "quantity": quantity,
    }


def _kinds(act: Act, params: Params, mode: str, total: int, lines: list[Object]) -> list[str]:
    if mode == "payment" and not lines:
        raise parameter_missing("line_items")
    if mode == "payment" and lines[0]["currency"] == "jpy" and total < payment_intents.MINIMUM_YEN:
        raise invalid(
            f"The Checkout Session's total amount must be at least ¥{payment_intents.MINIMUM_YEN}.",
            param="line_items",
            code="amount_too_small",
        )
    if mode == "setup" and params.text("currency") is None and "allowed_payment_method_types" not in params:
        raise parameter_missing("currency")
    reusable = mode == "setup" or params.part("payment_intent_data").text("setup_future_usage") is not None
    currency = lines[0]["currency"] if lines else "jpy"
    kinds = konbini.eligible(act.account.policy, amount=total, currency=currency, asked=params, reusable=reusable)
    if not kinds:
        message = "No valid payment method types for this Checkout Session."
        raise invalid(message, param="allowed_payment_method_types")
    return kinds


def _expiry(act: Act, params: Params) -> int:
    asked = params.whole("expires_at")
    if asked is None:
        return act.now + LONGEST
    if asked - act.now < SHORTEST:
        message = "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation."
        raise invalid(message, param="expires_at")
    if asked - act.now > LONGEST:
        message = "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation."
        raise invalid(message, param="expires_at")
    return asked


def _blank(act: Act, params: Params, customer: str | None, kinds: list[str]) -> Object:
    id = act.new_id("cs_test")
    return {
        "id": id,
        "object": "checkout.session",
        "adaptive_pricing": None,
        "after_expiration": None,
        "allow_promotion_codes": None,
        "amount_subtotal": None,
        "amount_total": None,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "billing_address_collection": None,
        "cancel_url": params.text("cancel_url"),
        "client_reference_id": params.text("client_reference_id"),
        "client_secret": None,
        "collected_information": None,
        "consent": None,
        "consent_collection": None,
        "created": act.now,
        "currency": params.text("currency"),
        "currency_conversion": None,
        "custom_fields": [],
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": None,
            "terms_of_service_acceptance": None,
        },
        "customer": customer,
        "customer_creation": None if customer else "if_required",
        "customer_details": None,
        "customer_email": params.text("customer_email"),
        "discounts": [],
        "expires_at": act.now + LONGEST,
        "invoice": None,
        "invoice_creation": {"enabled": params.part("invoice_creation").flag("enabled"), "invoice_data": {}},
        "livemode": False,
        "locale": params.text("locale"),
        "metadata": merge_metadata(params, {}),
        "mode": params.need("mode"),
        "origin_context": None,
        "payment_intent": None,  # made when somebody submits the page, not before
        "payment_link": None,
        "payment_method_collection": "if_required",
        "payment_method_configuration_details": None,
        "payment_method_options": {},
        "payment_method_types": kinds,
        "payment_status": "unpaid",
        "permissions": None,
        "phone_number_collection": {"enabled": False},
        "recovered_from": None,
        "saved_payment_method_options": None,
        "setup_intent": None,
        "shipping_address_collection": None,
        "shipping_cost": None,
        "shipping_options": [],
        "status": "open",
        "submit_type": None,
        "subscription": None,
        "success_url": params.text("success_url"),
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": f"{act.account.public_url}/checkout/{id}",
        "wallet_options": None,
    }


def lines_of(account: Account, session: Object) -> Object:
    """`session.line_items`, which is only there when it is expanded."""
    url = f"/v1/checkout/sessions/{session['id']}/line_items"
    return whole_list(account.session_lines.get(session["id"], []), url)


def line_items(act: Act, params: Params, id: str) -> Object:
    session = act.account.get("checkout.session", id)
    lines = act.account.session_lines.get(session["id"], [])
    return page(lines[::-1], params, f"/v1/checkout/sessions/{id}/line_items")


def retrieve(act: Act, params: Params, id: str) -> Object:
    return act.account.get("checkout.session", id, "session")


def expire_call(act: Act, params: Params, id: str) -> Object:
    session = act.account.get("checkout.session", id, "session")
    if session["status"] != "open":
        message = f"Only Checkout Sessions with a status of open can be expired. This one is {session['status']}."
        raise invalid(message, param="session")
    expire(act, session)
    return session


def expire(act: Act, session: Object) -> None:
    """Nobody paid in time: the page is closed, and an intent that was tried is canceled."""
    session |= {"status": "expired", "url": None}
    if session["payment_intent"] is not None:
        intent = act.account.get("payment_intent", session["payment_intent"])
        payment_intents.cancel_intent(act, intent, "abandoned")
    act.tell("checkout.session.expired", session)


def everything(act: Act, params: Params) -> Object:
    fits, created = equal(params, "customer", "payment_intent", "status", "subscription"), within(params)
    found = [one for one in act.account.all("checkout.session") if fits(one) and created(one)]
    return page(found, params, "/v1/checkout/sessions")


def intent_of(act: Act, session: Object) -> Object:
    """The payment intent of the page, made at its first submission and kept through every further attempt."""
    if session["payment_intent"] is not None:
        return act.account.get("payment_intent", session["payment_intent"])
    wishes = Params(act.account.session_wishes[session["id"]])
    wanted = wishes.part("payment_intent_data")
    intent = payment_intents.new(
        act,
        amount=session["amount_total"],
        currency=session["currency"],
        customer=session["customer"],
        kinds=list(session["payment_method_types"]),
        description=wanted.text("description"),
        metadata=merge_metadata(wanted, {}),
        setup_future_usage=wanted.text("setup_future_usage"),
        payment_method_options=konbini.options(act, wishes.part("payment_method_options")),
    )
    session["payment_intent"] = intent["id"]
    return intent


def complete(act: Act, session: Object, method: Object) -> None:
    """The page did its work. A konbini slip completes it too: `payment_status` says whether there is money."""
    billing = method["billing_details"]
    session["customer_details"] = {
        "address": None,
        "business_name": None,
        "email": billing["email"],
        "individual_name": None,
        "name": billing["name"],
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [],
    }
    session |= {"status": "complete", "url": None}
    if session["mode"] == "payment":
        intent = act.account.get("payment_intent", session["payment_intent"])
        if intent["status"] == "succeeded":
            _mark_paid(act, session, intent)
    act.tell("checkout.session.completed", session)


def complete_later(act: Act, session: Object, intent: Object) -> None:
    """The slip was paid at a till."""
    _mark_paid(act, session, intent)
    act.tell("checkout.session.async_payment_succeeded", session)


def fail_later(act: Act, session: Object) -> None:
    """The slip ran out. The session stays complete and unpaid."""
    act.tell("checkout.session.async_payment_failed", session)


def _mark_paid(act: Act, session: Object, intent: Object) -> None:
    session["payment_status"] = "paid"
    if session["invoice_creation"]["enabled"] and session["customer"] is not None:
        session["invoice"] = _receipt(act, session, intent)["id"]


def _receipt(act: Act, session: Object, intent: Object) -> Object:
    """A paid invoice of the page's lines, with no subscription for a parent."""
    customer = act.account.get("customer", session["customer"])
    invoice = drafts.new(
        act, customer, reason="manual", currency=session["currency"], metadata=_invoice_metadata(act, session)
    )
    for line in act.account.session_lines[session["id"]]:
        drafts.add_line(
            act,
            invoice,
            amount=line["amount_total"],
            price=line["price"],
            description=line["description"],
            quantity=line["quantity"],
        )
    act.tell("invoice.created", invoice)
    collecting.finalize(act, invoice, intent=intent)
    collecting.settle(act, invoice, intent)
    return invoice


def _invoice_metadata(act: Act, session: Object) -> dict[str, str]:
    wishes = Params(act.account.session_wishes[session["id"]])
    return merge_metadata(wishes.part("invoice_creation").part("invoice_data"), {})


def of_intent(act: Act, intent_id: str) -> Object | None:
    """The session whose page made this intent; None for an intent made by a call."""
    sessions = act.account.all("checkout.session")
    return next((one for one in sessions if one["payment_intent"] == intent_id), None)
