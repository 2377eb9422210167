"""What a room sells, and the Checkout links that sell it."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import stripe

from bot.ports import Rejected, Sold
from bot.rules.gifts.gift import Gift
from bot.rules.members import Member
from bot.rules.money import Money
from bot.rules.payments import Checkout, CheckoutState
from bot.rules.rooms import Order, Room
from webhooks.amounts import to_stripe
from webhooks.client import Line
from webhooks.ours import Ours
from webhooks.payments import facts
from webhooks.payments.languages import language
from webhooks.payments.missing import or_none
from webhooks.payments.references import metadata_of

EXPAND = ["payment_intent.latest_charge", "payment_intent.payment_method"]
NEWEST = 20


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a link is to sell. id: of our row; tries: of its links. count: how many. told: the metadata of its kind."""

    id: str
    tries: int
    price: Money
    count: int
    expires_at: datetime
    told: dict[str, str]
    keeps_card: bool


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
        told = {"kind": "room_join", "order_id": order.id, "membership_id": order.membership_id}
        return await self._open(
            _Wanted(order.id, order.tries, order.amount, 1, order.expires_at, told, keeps_card=True), room, member
        )

    async def open_gift(self, gift: Gift, room: Room, member: Member) -> Checkout:
        """The link that pays a gift once: the card is charged, and kept for nothing."""
        assert gift.expires_at is not None, gift
        told = {"kind": "room_gift", "gift_id": gift.id}
        return await self._open(
            _Wanted(gift.id, gift.tries, gift.fee, gift.months, gift.expires_at, told, keeps_card=False), room, member
        )

    async def _open(self, wanted: _Wanted, room: Room, member: Member) -> Checkout:
        assert room.product_id is not None, room
        assert member.customer_id is not None, member
        mark = self._ours.mark | {"room_id": room.id, "member_id": str(member.id)} | wanted.told
        # What was ordered, whatever the room costs by now: the member read this amount before the link was made.
        price: stripe.params.checkout.SessionCreateParamsLineItemPriceData = {
            "currency": wanted.price.currency.lower(),
            "product": room.product_id,
            "unit_amount": to_stripe(wanted.price),
        }
        payment: stripe.params.checkout.SessionCreateParamsPaymentIntentData = {
            "description": room.name,
            "metadata": mark,
        }
        if wanted.keeps_card:
            payment["setup_future_usage"] = "off_session"
        params: stripe.params.checkout.SessionCreateParams = {
            "mode": "payment",
            "customer": member.customer_id,
            "client_reference_id": wanted.id,
            "locale": language(member.locale),
            "allowed_payment_method_types": ["card"],
            "line_items": [{"price_data": price, "quantity": wanted.count}],
            "payment_intent_data": payment,
            "invoice_creation": {"enabled": True},
            "metadata": mark,
            "success_url": f"{self._public_url}/return?paid=1",
            "cancel_url": f"{self._public_url}/return",
            "expires_at": int(wanted.expires_at.timestamp()),
            "expand": list(EXPAND),
        }
        options: stripe.RequestOptions = {"idempotency_key": f"{wanted.id}:checkout:{wanted.tries}"}
        try:
            made = await self._line.ask(
                f"opening the link of {wanted.id}",
                lambda: self._line.v1.checkout.sessions.create_async(params, options),
            )
        except Rejected as refused:
            if not isinstance(refused.__cause__, stripe.IdempotencyError):
                raise
            return await self._opened_before(wanted.id, member.customer_id, refused)
        return facts.checkout(made)

    async def _opened_before(self, id: str, customer_id: str, refused: Rejected) -> Checkout:
        """The link made under the same key when the member's language, or the room's name, was another."""
        params: stripe.params.checkout.SessionListParams = {
            "customer": customer_id,
            "limit": NEWEST,
            "expand": [f"data.{path}" for path in EXPAND],
        }
        page = await self._line.ask(
            f"looking for the link of {id}", lambda: self._line.v1.checkout.sessions.list_async(params)
        )
        for found in page.data:
            if self._is_ours(found) and found.client_reference_id == id:
                return facts.checkout(found)
        raise refused

    async def read(self, session_id: str) -> Checkout | None:
        """A link and the payment it brought; None when it is not ours or not there."""
        params: stripe.params.checkout.SessionRetrieveParams = {"expand": list(EXPAND)}
        found = await or_none(
            self._line.ask(
                f"reading Checkout session {session_id}",
                lambda: self._line.v1.checkout.sessions.retrieve_async(session_id, params),
            )
        )
        return facts.checkout(found) if found is not None and self._is_ours(found) else None

    async def close(self, session_id: str) -> Checkout | None:
        """Expire a link that is open. Returns what it is now."""
        known = await self.read(session_id)
        if known is None or known.state is not CheckoutState.OPEN:
            return known
        with suppress(Rejected):  # it was paid, or ran out, in this very moment: look again
            await self._line.ask(
                f"closing Checkout session {session_id}",
                lambda: self._line.v1.checkout.sessions.expire_async(session_id),
            )
        return await self.read(session_id)

    def _is_ours(self, found: stripe.checkout.Session) -> bool:
        metadata = metadata_of(found)
        return self._ours.marked(metadata) and ("order_id" in metadata or "gift_id" in metadata)
