"""Invoice payments: the link between an invoice and the intent that pays it.

Since basil an invoice names no payment intent and an intent names no invoice; this list is the only way between them.
"""

from . import payment_intents
from .account import Account, Object
from .act import Act
from .forms import Params
from .paging import equal, page, whole_list


def new(act: Act, invoice: Object, intent: Object) -> Object:
    """The payment of a whole invoice by one intent."""
    payment: Object = {
        "id": act.new_id("inpay"),
        "object": "invoice_payment",
        "amount_paid": None,
        "amount_requested": intent["amount"],
        "created": act.now,
        "currency": intent["currency"],
        "invoice": invoice["id"],
        "is_default": True,
        "livemode": False,
        "payment": {"payment_intent": intent["id"], "type": "payment_intent"},
        "status": "open",
        "status_transitions": {"canceled_at": None, "paid_at": None},
    }
    return act.account.put(payment, invoice["id"], intent["id"])


def payments_of(account: Account, invoice_id: str) -> list[Object]:
    return account.under("invoice_payment", invoice_id)


def of_intent(account: Account, intent_id: str) -> Object | None:
    """The payment that an intent makes; None for an intent that pays no invoice."""
    return next(iter(account.under("invoice_payment", intent_id)), None)


def payments_list(account: Account, invoice: Object) -> Object:
    """`invoice.payments`, which is only there when it is expanded."""
    return whole_list(payments_of(account, invoice["id"]), f"/v1/invoice_payments?invoice={invoice['id']}")


def confirmation_secret(account: Account, invoice: Object) -> Object | None:
    """What a page of one's own would confirm the invoice's intent with; None for a draft."""
    for payment in payments_of(account, invoice["id"]):
        intent = account.get("payment_intent", payment["payment"]["payment_intent"])
        return {"client_secret": intent["client_secret"], "type": "payment_intent"}
    return None


def _default(act: Act, invoice: Object) -> Object | None:
    return next((one for one in payments_of(act.account, invoice["id"]) if one["is_default"]), None)


def intent_of(act: Act, invoice: Object) -> Object:
    """The intent that a finalised invoice is paid with."""
    payment = _default(act, invoice)
    assert payment is not None, invoice
    return act.account.get("payment_intent", payment["payment"]["payment_intent"])


def paid(act: Act, invoice: Object, intent: Object) -> None:
    payment = _default(act, invoice)
    assert payment is not None, invoice
    payment |= {"amount_paid": intent["amount_received"], "status": "paid"}
    payment["status_transitions"]["paid_at"] = act.now
    act.tell("invoice_payment.paid", payment)


def give_up(act: Act, invoice: Object) -> None:
    """The invoice is closed without this payment: it and its intent are canceled."""
    payment = _default(act, invoice)
    if payment is None or payment["status"] != "open":
        return
    payment["status"] = "canceled"
    payment["status_transitions"]["canceled_at"] = act.now
    payment_intents.cancel_intent(act, intent_of(act, invoice), "void_invoice")


def retrieve(act: Act, params: Params, id: str) -> Object:
    return act.account.get("invoice_payment", id, "invoice_payment")


def everything(act: Act, params: Params) -> Object:
    """List: by invoice, status, or payment intent."""
    fits = equal(params, "invoice", "status")
    intent = params.part("payment").text("payment_intent")
    found = [
        one
        for one in act.account.all("invoice_payment")
        if fits(one) and intent in (None, one["payment"]["payment_intent"])
    ]
    return page(found, params, "/v1/invoice_payments")
