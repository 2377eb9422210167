"""What a room sells, and the Checkout links that sell it."""

from contextlib import suppress

import stripe

from bot.ports import Rejected, Sold
from bot.rules.members import Member
from bot.rules.payments import Checkout
from bot.rules.rooms import Order, Room
from webhooks.amounts import to_stripe
from webhooks.client import Line
from webhooks.payments import facts
from webhooks.payments.facts import Ours
from webhooks.payments.missing import or_none

EXPAND = ["payment_intent.latest_charge", "payment_intent.payment_method"]


class Checkouts:
    """Products, prices and Checkout sessions."""

    def __init__(self, line: Line, ours: Ours, public_url: str) -> None:
        self._line, self._ours, self._public_url = line, ours, public_url

    async def sell(self, room: Room) -> Sold:
        """The product of a room, its one-time price of the joining month, and its monthly price."""
        mark = self._ours.mark | {"room_id": room.id}
        product_params: stripe.params.ProductCreateParams = {"name": room.name, "metadata": mark}
        product = await self._line.ask(
            f"making the product of room {room.id}",
            lambda: self._line.v1.products.create_async(product_params, {"idempotency_key": f"{room.id}:product"}),
        )
        joining: stripe.params.PriceCreateParams = {
            "product": product.id,
            "currency": room.fee.currency.lower(),
            "unit_amount": to_stripe(room.fee),
            "metadata": mark,
        }
        monthly: stripe.params.PriceCreateParams = {**joining, "recurring": {"interval": "month"}}
        return Sold(
            product.id,
            await self._price(joining, f"{room.id}:price:join"),
            await self._price(monthly, f"{room.id}:price:month"),
        )

    async def _price(self, params: stripe.params.PriceCreateParams, key: str) -> str:
        made = await self._line.ask(
            f"making the price {key}", lambda: self._line.v1.prices.create_async(params, {"idempotency_key": key})
        )
        return made.id

    async def open(self, order: Order, room: Room, member: Member) -> Checkout:
        """The link that pays the full first month by card, and keeps the card for the months after."""
        assert room.join_price_id is not None, room
        assert member.customer_id is not None, member
        mark = self._ours.mark | {"kind": "room_join", "room_id": room.id, "order_id": order.id}
        mark |= {"member_id": str(member.id), "membership_id": order.membership_id}
        params: stripe.params.checkout.SessionCreateParams = {
            "mode": "payment",
            "customer": member.customer_id,
            "client_reference_id": order.id,
            "locale": "ja" if member.locale.startswith("ja") else "en",
            "allowed_payment_method_types": ["card"],
            "line_items": [{"price": room.join_price_id, "quantity": 1}],
            "payment_intent_data": {"setup_future_usage": "off_session", "description": room.name, "metadata": mark},
            "invoice_creation": {"enabled": True},
            "metadata": mark,
            "success_url": f"{self._public_url}/return?paid=1",
            "cancel_url": f"{self._public_url}/return",
            "expires_at": int(order.expires_at.timestamp()),
            "expand": list(EXPAND),
        }
        options: stripe.RequestOptions = {"idempotency_key": f"{order.id}:checkout:{order.tries}"}
        made = await self._line.ask(
            f"opening the link of order {order.id}",
            lambda: self._line.v1.checkout.sessions.create_async(params, options),
        )
        return facts.checkout(made)

    async def read(self, session_id: str) -> Checkout | None:
        params: stripe.params.checkout.SessionRetrieveParams = {"expand": list(EXPAND)}
        found = await or_none(
            self._line.ask(
                f"reading Checkout session {session_id}",
                lambda: self._line.v1.checkout.sessions.retrieve_async(session_id, params),
            )
        )
        if found is None or not self._ours.has(found) or "order_id" not in facts.metadata_of(found):
            return None
        return facts.checkout(found)

    async def close(self, session_id: str) -> Checkout | None:
        known = await self.read(session_id)
        if known is None or known.state != "open":
            return known
        with suppress(Rejected):  # it was paid, or ran out, in this very moment: look again
            await self._line.ask(
                f"closing Checkout session {session_id}",
                lambda: self._line.v1.checkout.sessions.expire_async(session_id),
            )
        return await self.read(session_id)
