"""What happens by itself: periods turn over, drafts become claims, pages and slips and refunds run out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from . import collecting, drafts, invoice_items, refunds, sessions, slips, subscriptions
from .account import Account, Object, unix
from .act import Act

TURNING = {"active", "past_due"}
HELD_BACK_FOR = unix(timedelta(hours=72))
FIRST_PAYMENT_WITHIN = unix(timedelta(hours=23))


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """Something that happens at `at` (unix seconds); `rank` orders what happens at the same instant."""

    at: int
    rank: int
    _perform: Callable[[Act, Object], None] = field(compare=False)
    _thing: Object = field(compare=False)

    def perform(self, act: Act) -> None:
        self._perform(act, self._thing)


def all_due(account: Account) -> Iterator[Due]:
    """Everything the account will do by itself, in no order."""
    yield from _turns(account)
    yield from _claims(account)
    for session in account.living("checkout.session"):
        yield Due(session["expires_at"], 3, sessions.expire, session)
    for intent_id, at in account.voucher_fails_at.items():
        intent = account.get("payment_intent", intent_id)
        yield Due(at, 4, slips.run_out, intent)
    for refund_id, at in account.refund_fails_at.items():
        refund = account.get("refund", refund_id)
        yield Due(at, 5, refunds.fail, refund)


def _turns(account: Account) -> Iterator[Due]:
    for subscription in account.living("subscription"):
        if subscription["status"] in TURNING:
            at = subscription["items"]["data"][0]["current_period_end"]
            yield Due(at, 0, turn_over, subscription)
        elif subscription["status"] == "incomplete":
            at = subscription["created"] + FIRST_PAYMENT_WITHIN
            yield Due(at, 0, _give_up_first, subscription)


def _claims(account: Account) -> Iterator[Due]:
    for invoice in account.living("invoice"):
        if invoice["status"] == "draft" and invoice["automatically_finalizes_at"] is not None:
            at = _finalizes_at(account, invoice)
            yield Due(at, 1, collecting.advance, invoice)
        elif invoice["status"] == "open" and invoice["next_payment_attempt"] is not None:
            at = invoice["next_payment_attempt"]
            yield Due(at, 2, collecting.collect_automatically, invoice)


def _finalizes_at(account: Account, invoice: Object) -> int:
    """An endpoint that wants to hear of drafts and does not take the news holds the draft back, for 72 hours at most.

    Source: docs.stripe.com/billing/subscriptions/webhooks.
    """
    herald = account.heralds.get(invoice["id"])
    at: int = invoice["automatically_finalizes_at"]
    return invoice["created"] + HELD_BACK_FOR if herald is not None and herald["pending_webhooks"] else at


def turn_over(act: Act, subscription: Object) -> None:
    """A period ends: the subscription ends with it if it was to, else the next one begins with a draft invoice."""
    if subscription["cancel_at_period_end"]:
        subscriptions.end(act, subscription)
        return
    ended_from = subscription["items"]["data"][0]["current_period_start"]
    start, end = subscriptions.next_period(subscription)
    customer = act.account.get("customer", subscription["customer"])
    with act.changing(subscription, "customer.subscription.updated"):
        for item in subscription["items"]["data"]:
            item |= {"current_period_start": start, "current_period_end": end}
        invoice = drafts.new(
            act,
            customer,
            reason="subscription_cycle",
            subscription=subscription,
            auto_advance=True,
            period_start=ended_from,  # the invoice speaks of the period that ended; its lines of the one that begins
            period_end=start,
        )
        subscription["latest_invoice"] = invoice["id"]
    drafts.add_subscription_lines(act, invoice, subscription)
    drafts.add_items(act, invoice, invoice_items.pending(act, customer["id"]))
    act.tell("invoice.created", invoice)


def _give_up_first(act: Act, subscription: Object) -> None:
    invoice = act.account.get("invoice", subscription["latest_invoice"])
    with act.changing(subscription, "customer.subscription.updated"):
        subscription |= {"status": "incomplete_expired", "ended_at": act.now}
    if invoice["status"] == "open":
        collecting.end_unpaid(act, invoice, "void")
