"""How a subscription stands: its status follows its latest invoice that was not voided.

So voiding the one open invoice, or writing it off, makes a past_due subscription active again
(docs.stripe.com/billing/subscriptions/overview).
"""

from . import drafts
from .account import Object
from .act import Act

FOLLOWS = {"active", "past_due"}


def follow(act: Act, subscription: Object) -> None:
    """Bring the status in line with the invoices; nothing revives a canceled subscription."""
    if subscription["status"] == "incomplete":
        _complete(act, subscription)
    if subscription["status"] not in FOLLOWS:
        return
    counted = [
        one for one in act.account.under("invoice", subscription["id"]) if one["status"] not in ("draft", "void")
    ]
    failed = bool(counted) and counted[-1]["status"] == "open" and counted[-1]["attempted"]
    with act.changing(subscription, "customer.subscription.updated"):
        subscription["status"] = "past_due" if failed else "active"


def _complete(act: Act, subscription: Object) -> None:
    first = act.account.under("invoice", subscription["id"])[0]
    if first["status"] == "paid":
        with act.changing(subscription, "customer.subscription.updated"):
            subscription["status"] = "active"


def follow_invoice(act: Act, invoice: Object) -> None:
    """The same, starting from an invoice; nothing to do when no subscription made it."""
    subscription_id = drafts.parent_subscription(invoice)
    if subscription_id is not None:
        follow(act, act.account.get("subscription", subscription_id))
