"""Subscriptions: one per membership, renewing at the community's midnight of the 1st."""

import stripe

from bot.ports import Rejected
from bot.rules.days import Calendar
from bot.rules.money import Money
from bot.rules.payments import Subscription, SubscriptionState
from bot.rules.rooms import Membership, Room
from webhooks.amounts import to_stripe
from webhooks.client import Line
from webhooks.ours import Ours
from webhooks.payments import facts
from webhooks.payments.missing import has_code, or_none
from webhooks.payments.references import metadata_of

MOST_PER_PAGE = 100


class Subscriptions:
    """Stripe's subscriptions that are ours."""

    def __init__(self, line: Line, ours: Ours, calendar: Calendar) -> None:
        self._line, self._ours, self._anchor = line, ours, calendar.anchor()

    async def make(self, membership: Membership, room: Room, customer_id: str) -> Subscription:
        """A subscription that charges nothing before the next 1st. One that lives already is taken for it.

        The anchor is a day and hour in UTC, never an instant: an instant in a month of 30 days would pin day 30.
        """
        assert room.month_price_id is not None, room
        for known in await self.of_customer(customer_id):
            if known.membership_id == membership.id and known.state is SubscriptionState.LIVE:
                return known
        mark = self._ours.mark | {"room_id": room.id, "membership_id": membership.id}
        params: stripe.params.SubscriptionCreateParams = {
            "customer": customer_id,
            "items": [{"price": room.month_price_id}],
            "billing_cycle_anchor_config": {
                "day_of_month": self._anchor.day,
                "hour": self._anchor.hour,
                "minute": 0,
                "second": 0,
            },
            "proration_behavior": "none",
            "payment_settings": {"payment_method_types": ["card"], "save_default_payment_method": "off"},
            "metadata": mark | {"member_id": str(membership.member_id)},
        }
        key = f"{membership.id}:subscription:{membership.subscriptions_made}"
        made = await self._line.ask(
            f"making the subscription of {membership.id}",
            lambda: self._line.v1.subscriptions.create_async(params, {"idempotency_key": key}),
        )
        return facts.subscription(made)

    async def read(self, id: str) -> Subscription | None:
        """A subscription, an ended one too; None when it is not ours or not there."""
        found = await or_none(
            self._line.ask(f"reading subscription {id}", lambda: self._line.v1.subscriptions.retrieve_async(id))
        )
        return facts.subscription(found) if found is not None and self._is_ours(found) else None

    async def of_customer(self, customer_id: str) -> list[Subscription]:
        """Every subscription of the customer that is ours, ended ones too, newest first."""
        params: stripe.params.SubscriptionListParams = {
            "customer": customer_id,
            "status": "all",
            "limit": MOST_PER_PAGE,
        }
        known = await self._line.every(
            f"reading the subscriptions of customer {customer_id}",
            lambda: self._line.v1.subscriptions.list_async(params),
        )
        return [facts.subscription(found) for found in known if self._is_ours(found)]

    async def reprice(self, subscription: Subscription, room: Room, price: Money) -> None:
        """Let the next renewal cost `price`: what was billed stays, nothing is charged or credited now."""
        assert room.product_id is not None, room
        price_data: stripe.params.SubscriptionUpdateParamsItemPriceData = {
            "currency": price.currency.lower(),
            "product": room.product_id,
            "recurring": {"interval": "month"},
            "unit_amount": to_stripe(price),
        }
        params: stripe.params.SubscriptionUpdateParams = {
            "items": [{"id": subscription.item_id, "price_data": price_data}],
            "proration_behavior": "none",
        }
        await self._line.ask(
            f"setting the price of subscription {subscription.id}",
            lambda: self._line.v1.subscriptions.update_async(subscription.id, params),
        )

    async def end_with_period(self, subscription_id: str, *, wanted: bool) -> None:
        """Let it end with the month it last billed, or take that back."""
        params: stripe.params.SubscriptionUpdateParams = {"cancel_at_period_end": wanted}
        await self._line.ask(
            f"setting the end of subscription {subscription_id}",
            lambda: self._line.v1.subscriptions.update_async(subscription_id, params),
        )

    async def cancel(self, subscription_id: str) -> None:
        """End it now; one that is gone already is left alone."""
        try:
            await self._line.ask(
                f"cancelling subscription {subscription_id}",
                lambda: self._line.v1.subscriptions.cancel_async(subscription_id),
            )
        except Rejected as refused:
            if not has_code(refused, "resource_missing"):
                raise

    def _is_ours(self, found: stripe.Subscription) -> bool:
        metadata = metadata_of(found)
        return self._ours.marked(metadata) and "membership_id" in metadata
