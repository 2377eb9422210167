"""Glances: every subscription of ours, with its customer's card and its newest invoice, in one list.

Read as plain JSON: the library makes some sixty objects of its own for each, which takes far longer than all the rest.
"""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import stripe

from bot.rules.comparing import Glance, LastBill
from bot.rules.ids import MembershipId
from bot.rules.members import Card
from bot.rules.payments import InvoiceState, Subscription, SubscriptionState
from webhooks.amounts import from_stripe
from webhooks.client import Line
from webhooks.ours import Ours
from webhooks.payments.facts import LIVE
from webhooks.payments.references import instant

MOST_PER_PAGE = 100
EXPAND = ["data.customer.invoice_settings.default_payment_method", "data.latest_invoice.payments"]
"""What would otherwise be several calls for each; four levels are the most Stripe expands."""

Json = Mapping[str, Any]


class Glances:
    """Stripe's list of subscriptions."""

    def __init__(self, line: Line, ours: Ours) -> None:
        self._line, self._ours = line, ours

    async def pages(self) -> AsyncIterator[list[Glance]]:
        """Every subscription of ours that is not over, newest first, a page at a time."""
        params: stripe.params.SubscriptionListParams = {"limit": MOST_PER_PAGE, "expand": list(EXPAND)}
        async for page in self._line.plain_pages("reading every subscription", "/v1/subscriptions", {**params}):
            yield [glance(found) for found in page if self._is_ours(found)]

    def _is_ours(self, found: Json) -> bool:
        return self._ours.marked(found["metadata"]) and "membership_id" in found["metadata"]


def glance(found: Json) -> Glance:
    """A subscription with one item. Its customer is there, for without one it would be over."""
    [item, *_], customer, newest = found["items"]["data"], found["customer"], found["latest_invoice"]
    subscription = Subscription(
        found["id"],
        MembershipId(found["metadata"]["membership_id"]),
        customer["id"],
        SubscriptionState.LIVE if found["status"] in LIVE else SubscriptionState.GONE,
        bool(found["cancel_at_period_end"] or found["cancel_at"]),
        instant(item["current_period_start"]),
        instant(item["current_period_end"]),
        from_stripe(item["price"]["unit_amount"] or 0, item["price"]["currency"]),
        item["id"],
    )
    method = customer["invoice_settings"]["default_payment_method"]
    return Glance(subscription, _card(method) if method else None, _last_bill(newest) if newest else None)


def _card(method: Json) -> Card | None:
    card = method.get("card")
    return Card(method["id"], card["brand"], card["last4"], card["exp_month"], card["exp_year"]) if card else None


def _last_bill(invoice: Json) -> LastBill:
    """The month is the line's: the invoice's own period is the one that ended."""
    starts = [line["period"]["start"] for line in invoice["lines"]["data"]]
    paid = [one["payment"].get("payment_intent") for one in invoice["payments"]["data"] if one["status"] == "paid"]
    return LastBill(
        invoice["id"],
        InvoiceState(invoice["status"]),
        instant(max(starts) if starts else invoice["period_end"]),
        tuple(id for id in paid if id is not None),
    )
