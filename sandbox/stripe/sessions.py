"""Checkout sessions: a page on which somebody pays once, or leaves a card. What the page does is in `checkout`."""

from datetime import timedelta

from . import blanks, customers, konbini, payment_intents, products, setup_intents
from .account import Account, Object, snapshot, unix
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
    session["payment_method_options"] = konbini.options(act, params.part("payment_method_options"))
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
    customer = act.account.put(customers.new(act) | {"email": params.text("customer_email")})
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
    return snapshot(blanks.CHECKOUT_SESSION) | {
        "id": id,
        "cancel_url": params.text("cancel_url"),
        "client_reference_id": params.text("client_reference_id"),
        "created": act.now,
        "currency": params.text("currency"),
        "customer": customer,
        "customer_creation": None if customer else "if_required",
        "customer_email": params.text("customer_email"),
        "expires_at": act.now + LONGEST,
        "invoice_creation": {"enabled": params.part("invoice_creation").flag("enabled"), "invoice_data": {}},
        "locale": params.text("locale"),
        "metadata": merge_metadata(params, {}),
        "mode": params.need("mode"),
        "payment_method_types": kinds,
        "success_url": params.text("success_url"),
        "url": f"{act.account.public_url}/checkout/{id}",
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
