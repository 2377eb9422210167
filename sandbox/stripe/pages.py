"""The pages people see: Checkout, a konbini slip, the portal, an invoice. Plain forms, in Japanese and English.

A payment that went through answers 303 to where the person is to go next; a refusal answers 402 with the page again
and the bank's words in `<p id="message" data-code="...">`; a bank that wants to see the holder answers 200 with the
same card and two buttons.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sandbox.wire import Answer, Request

from . import cards, checkout, collecting, konbini, payment_intents, payment_methods, portal, setup_intents, slips
from .account import Object
from .act import Act
from .calendar import instant_of
from .errors import StripeError, card_error, invalid

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)
HTML = {"Content-Type": "text/html; charset=utf-8"}
PAYABLE = ("open", "uncollectible")
Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NeedsHolder(Exception):
    """The bank wants the holder to confirm this card."""

    card: Form


def answer(act: Act, request: Request) -> Answer:
    """One page, opened (GET) or submitted (POST)."""
    kind, _, id = request.path.strip("/").partition("/")
    page = PAGES.get(kind)
    if page is None:
        return Answer(404, b"There is no such page.", {"Content-Type": "text/plain; charset=utf-8"})
    form = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
    show, submit = page
    try:
        if request.method == "POST":
            return _go(submit(act, id, form))
        return _render(act, show(act, id))
    except NeedsHolder as asked:
        return _render(act, show(act, id) | {"challenge": asked.card})
    except StripeError as refused:
        if refused.status == 404:  # noqa: PLR2004 -- the page's object does not exist
            return _render(act, _closed(str(refused)), status=404)
        code = refused.code or ""
        said = {"message": str(refused), "code": code, "in_japanese": cards.REFUSED_IN_JAPANESE.get(code)}
        return _render(act, show(act, id) | said, status=refused.status)


def _render(act: Act, view: Mapping[str, Any], status: int = 200) -> Answer:
    said = {"message": None, "code": "", "in_japanese": None, "challenge": None, "home": act.account.home_url}
    context = said | {"test_cards": cards.TEST_CARDS, "offered": cards.OFFERED} | dict(view)
    return Answer(status, TEMPLATES.get_template(view["template"]).render(context).encode(), HTML)


def _go(where: str) -> Answer:
    return Answer(303, b"", {"Location": where})


def _closed(reason: str, in_japanese: str | None = None) -> dict[str, Any]:
    return {"template": "closed.html", "reason": reason, "reason_in_japanese": in_japanese}


def _method_of(act: Act, form: Form) -> Object:
    """The payment method of a submitted card."""
    card = cards.by_number(form.get("number", ""))
    month, _, year = form.get("expiry", "").partition("/")
    if not (month.strip().isdigit() and year.strip().isdigit() and form.get("cvc", "").isdigit()):
        raise card_error("Your card's expiration date or security code is incomplete.", code="invalid_expiry_year")
    expires = int(month), 2000 + int(year) % 100
    today = instant_of(act.now)
    if expires[::-1] < (today.year, today.month):
        raise card_error("Your card's expiration date is in the past.", code="invalid_expiry_year")
    billing = {"name": form.get("name") or None, "email": form.get("email") or None}
    return payment_methods.from_card(act, card, expires=expires, billing=billing)


def _holder_says(act: Act, method: Object, form: Form) -> str | None:
    """What the holder answered their bank: complete, fail, or None where the bank does not ask.

    Raises NeedsHolder when it asks and nobody has answered yet.
    """
    if not payment_methods.needs_holder(act.account, method, present=True):
        return None
    said = form.get("authentication")
    if said is None:
        raise NeedsHolder(form)
    return said


def _show_checkout(act: Act, id: str) -> dict[str, Any]:
    session = act.account.get("checkout.session", id)
    if session["status"] != "open":
        in_japanese = (
            "お支払いは完了しています。" if session["status"] == "complete" else "リンクの有効期限が切れました。"
        )
        return _closed(f"This page is {session['status']}.", in_japanese)
    lines = act.account.session_lines.get(id, [])
    return {"template": "checkout.html", "session": session, "lines": lines}


def _submit_checkout(act: Act, id: str, form: Form) -> str:
    session = act.account.get("checkout.session", id)
    if session["status"] != "open":
        raise invalid("This Checkout Session is not open any more.")
    if form.get("act") == "abandon":
        return str(session["cancel_url"] or f"/checkout/{id}")
    if form.get("act") == "konbini":
        return _take_slip(act, session, form)
    method = _method_of(act, form)
    said = _holder_says(act, method, form)
    if session["mode"] == "setup":
        _save_card(act, session, method, said)
    else:
        _pay(act, checkout.intent_of(act, session), method, said)
    checkout.complete(act, session, method)
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", id)


def _take_slip(act: Act, session: Object, form: Form) -> str:
    """Konbini: the buyer is not sent to the success page but to the slip."""
    if "konbini" not in session["payment_method_types"]:
        raise invalid("Konbini is not offered on this page.")
    method = payment_methods.from_konbini(act, {"name": form.get("name"), "email": form.get("email")})
    intent = checkout.intent_of(act, session)
    payment_intents.confirm(act, intent, method, present=True)
    checkout.complete(act, session, method)
    return str(intent["next_action"]["konbini_display_details"]["hosted_voucher_url"])


def _save_card(act: Act, session: Object, method: Object, said: str | None) -> None:
    intent = act.account.get("setup_intent", session["setup_intent"])
    if said == "fail":
        raise card_error(payment_intents.AUTHENTICATION_FAILED, code="setup_intent_authentication_failure")
    setup_intents.complete(act, intent, method, authenticated=said is not None)


def _pay(act: Act, intent: Object, method: Object, said: str | None) -> None:
    if said == "fail":
        payment_intents.fail_authentication(act, intent, method)
    payment_intents.confirm(act, intent, method, present=True, authenticated=said is not None)


def _show_slip(act: Act, id: str) -> dict[str, Any]:
    intent = act.account.get("payment_intent", id.removeprefix("voucher/"))
    if not konbini.waits(intent):
        if intent["status"] == "succeeded":
            return _closed("This slip is paid.", "このお支払いは完了しています。")
        return _closed("This slip is no longer valid.", "この支払い番号は無効になりました。")
    details = intent["next_action"]["konbini_display_details"]
    deadline = instant_of(details["expires_at"]).astimezone(konbini.TOKYO)
    return {"template": "slip.html", "intent": intent, "stores": details["stores"], "deadline": deadline}


def _submit_slip(act: Act, id: str, form: Form) -> str:
    intent = act.account.get("payment_intent", id.removeprefix("voucher/"))
    if form.get("act") == "pay":
        slips.pay(act, intent)
    else:
        slips.run_out(act, intent)
    return f"/konbini/{id}"


def _show_portal(act: Act, id: str) -> dict[str, Any]:
    session = act.account.get("billing_portal.session", id)
    customer = act.account.get("customer", session["customer"])
    default = customer["invoice_settings"]["default_payment_method"]
    held = act.account.get("payment_method", default) if default else None
    back = portal.return_url(session)
    return {"template": "portal.html", "session": session, "customer": customer, "held": held, "back": back}


def _submit_portal(act: Act, id: str, form: Form) -> str:
    session = act.account.get("billing_portal.session", id)
    if form.get("act") == "mail" and session["flow"] is None:
        portal.change_mail(act, session, form.get("email", ""))
        return f"/portal/{id}"
    method = _method_of(act, form)
    said = _holder_says(act, method, form)
    if said == "fail":
        raise card_error(payment_intents.AUTHENTICATION_FAILED, code="setup_intent_authentication_failure")
    portal.change_card(act, session, method, authenticated=said is not None)
    return portal.return_url(session) or f"/portal/{id}"


def _show_invoice(act: Act, id: str) -> dict[str, Any]:
    invoice = act.account.get("invoice", id.removesuffix("/pdf"))
    return {"template": "invoice.html", "invoice": invoice, "payable": invoice["status"] in PAYABLE}


def _submit_invoice(act: Act, id: str, form: Form) -> str:
    invoice = act.account.get("invoice", id)
    if invoice["status"] not in PAYABLE:
        raise invalid(f"This invoice cannot be paid: it is {invoice['status']}.")
    method = _method_of(act, form)
    said = _holder_says(act, method, form)
    if said == "fail":
        raise card_error(payment_intents.AUTHENTICATION_FAILED, code="payment_intent_authentication_failure")
    collecting.collect(act, invoice, method, present=True, authenticated=said is not None)
    return f"/invoice/{id}"


def _show_receipt(act: Act, id: str) -> dict[str, Any]:
    return {"template": "receipt.html", "charge": act.account.get("charge", id)}


def _submit_nothing(act: Act, id: str, form: Form) -> str:
    return f"/receipts/{id}"


Show = Callable[[Act, str], dict[str, Any]]
Submit = Callable[[Act, str, Form], str]
PAGES: dict[str, tuple[Show, Submit]] = {
    "checkout": (_show_checkout, _submit_checkout),
    "konbini": (_show_slip, _submit_slip),
    "portal": (_show_portal, _submit_portal),
    "invoice": (_show_invoice, _submit_invoice),
    "receipts": (_show_receipt, _submit_nothing),
}
