"""Collecting: from a draft to money, or to an end without it."""

from datetime import timedelta

from . import drafts, invoice_payments, payment_intents, standing
from .account import Object, unix
from .act import Act
from .errors import StripeError, invalid

DAY = unix(timedelta(days=1))
NO_METHOD = (
    "This customer has no attached payment source or default payment method. "
    "Please consider adding a default payment method."
)


def finalize(act: Act, invoice: Object, *, intent: Object | None = None) -> None:
    """Make the draft a claim: number, link, payment intent (a new one unless given).

    Charges nothing; an invoice over nothing is paid at once.
    """
    if invoice["status"] != "draft":
        raise invalid("This invoice is already finalized, you can't re-finalize it.", code="invoice_not_editable")
    customer = act.account.get("customer", invoice["customer"])
    with act.changing(invoice, "invoice.updated"):
        invoice |= {
            "automatically_finalizes_at": None,
            "effective_at": act.now,
            "ending_balance": 0,
            "hosted_invoice_url": f"{act.account.public_url}/invoice/{invoice['id']}",
            "invoice_pdf": f"{act.account.public_url}/invoice/{invoice['id']}/pdf",
            "number": f"{customer['invoice_prefix']}-{customer['next_invoice_sequence']:04d}",
            "status": "open",
        }
        invoice["status_transitions"]["finalized_at"] = act.now
    customer["next_invoice_sequence"] += 1
    act.tell("invoice.finalized", invoice)
    if invoice["total"] == 0:
        _paid(act, invoice, 0)
        return
    invoice_payments.new(act, invoice, intent or _intent(act, invoice))


def _intent(act: Act, invoice: Object) -> Object:
    return payment_intents.new(
        act,
        amount=invoice["total"],
        currency=invoice["currency"],
        customer=invoice["customer"],
        kinds=["card"],
        description="Subscription update" if drafts.parent_subscription(invoice) else "Payment for Invoice",
        metadata={},  # nothing of ours reaches an invoice's intent
    )


def advance(act: Act, invoice: Object) -> None:
    """What Stripe does by itself with a draft whose hour is over: finalise, then try to collect."""
    finalize(act, invoice)
    if invoice["status"] == "open":
        collect_automatically(act, invoice)


def collect_automatically(act: Act, invoice: Object) -> None:
    """An attempt of Stripe's own: counted, and answered by events only."""
    with act.changing(invoice, "invoice.updated"):
        invoice["attempt_count"] += 1
        invoice["next_payment_attempt"] = None
    try:
        collect(act, invoice, None, present=False)
    except StripeError:
        _plan_retry(act, invoice)


def _plan_retry(act: Act, invoice: Object) -> None:
    days, tried = act.account.policy.retry_days, invoice["attempt_count"]
    if invoice["auto_advance"] and tried <= len(days):
        with act.changing(invoice, "invoice.updated"):
            invoice["next_payment_attempt"] = invoice["status_transitions"]["finalized_at"] + days[tried - 1] * DAY


def collect(act: Act, invoice: Object, given: Object | None, *, present: bool, authenticated: bool = False) -> None:
    """One attempt to be paid. Raises StripeError when it fails; records and events are then already written."""
    method = given or method_for(act, invoice)
    with act.changing(invoice, "invoice.updated"):
        invoice["attempt_count"] = max(invoice["attempt_count"], 1)  # the first counts, later ones by hand do not
        invoice["attempted"] = True
    if method is None:
        _failed(act, invoice)
        raise invalid(NO_METHOD, code="resource_missing")
    intent = invoice_payments.intent_of(act, invoice)
    try:
        payment_intents.confirm(act, intent, method, present=present, authenticated=authenticated)
    except StripeError as refused:
        if refused.code == "authentication_required":
            act.tell("invoice.payment_action_required", invoice)
        _failed(act, invoice)
        raise
    if intent["status"] == "succeeded":
        settle(act, invoice, intent)
        return
    act.tell("invoice.payment_action_required", invoice)
    message = "This PaymentIntent requires additional user action before it can be completed successfully."
    raise invalid(message, code="invoice_payment_intent_requires_action", payment_intent=dict(intent))


def _failed(act: Act, invoice: Object) -> None:
    act.tell("invoice.payment_failed", invoice)
    standing.follow_invoice(act, invoice)


def method_for(act: Act, invoice: Object) -> Object | None:
    """Whom to charge: the invoice's own method, else the subscription's, else the customer's default."""
    subscription_id = drafts.parent_subscription(invoice)
    subscription = act.account.get("subscription", subscription_id) if subscription_id else None
    customer = act.account.get("customer", invoice["customer"])
    named = (
        invoice["default_payment_method"],
        subscription and subscription["default_payment_method"],
        customer["invoice_settings"]["default_payment_method"],
    )
    chosen = next((id for id in named if id), None)
    return act.account.get("payment_method", chosen) if chosen else None


def settle(act: Act, invoice: Object, intent: Object) -> None:
    """The money is there: payment, invoice and subscription say so."""
    invoice_payments.paid(act, invoice, intent)
    _paid(act, invoice, invoice["total"])


def settle_outside(act: Act, invoice: Object) -> None:
    """Paid out of band: no charge, the intent is given up."""
    invoice_payments.give_up(act, invoice)
    _paid(act, invoice, invoice["total"])


def _paid(act: Act, invoice: Object, amount: int) -> None:
    with act.changing(invoice, "invoice.updated"):
        invoice |= {
            "amount_paid": amount,
            "amount_remaining": 0,
            "attempted": True,
            "next_payment_attempt": None,
            "status": "paid",
        }
        invoice["status_transitions"]["paid_at"] = act.now
    act.tell("invoice.paid", invoice)
    act.tell("invoice.payment_succeeded", invoice)
    standing.follow_invoice(act, invoice)


def end_unpaid(act: Act, invoice: Object, status: str) -> None:
    """`void`: no claim any more. `uncollectible`: written off, still payable by the member."""
    allowed = {"void": ("open", "uncollectible"), "uncollectible": ("open",)}[status]
    if invoice["status"] not in allowed:
        message = f"You can only change an invoice from {' or '.join(allowed)} to {status}: it is {invoice['status']}."
        raise invalid(message, code="invoice_not_editable")
    moment, event = {
        "void": ("voided_at", "invoice.voided"),
        "uncollectible": ("marked_uncollectible_at", "invoice.marked_uncollectible"),
    }[status]
    if status == "void":
        invoice_payments.give_up(act, invoice)
    with act.changing(invoice, "invoice.updated"):
        invoice |= {"auto_advance": False, "next_payment_attempt": None, "status": status}
        invoice["status_transitions"][moment] = act.now
    act.tell(event, invoice)
    standing.follow_invoice(act, invoice)
