"""A local Stripe on a socket, our payments in front of it, and a member with a wallet."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from bot.clock import MovableClock
from bot.rules.charges import Attempt
from bot.rules.members import Member
from bot.rules.payments import Checkout, Invoice, Subscription
from bot.rules.rooms import Membership, Order, Room
from sandbox.stripe.person import Payer
from sandbox.stripe.server import LocalStripeServer
from sandbox.wire import Request
from tests.rules import makers
from webhooks.client import Line, Pace
from webhooks.payments import StripePayments

GUILD = 9001
PUBLIC_URL = "https://rooms.example.jp"
KEY = "rk_test_town"
UNPACED = Pace(per_second=None, busy_tries=3, busy_seconds=0.01)
NOVEMBER = makers.at(11, 20)
DECEMBER = makers.at(12, 1, 0)
HANAKO = Member(makers.HANAKO, "Hanako", "ja")
MARK = {"app": "roomkeeper", "guild_id": str(GUILD)}


@dataclass
class Town:
    """Everything a test needs. `room` is sold, `member` has a customer."""

    server: LocalStripeServer
    clock: MovableClock
    line: Line
    payments: StripePayments
    payer: Payer
    room: Room = makers.room()  # noqa: RUF009 -- frozen
    member: Member = HANAKO

    @property
    def v1(self) -> Any:
        """The library itself, for what others do in the same account."""
        return self.line.v1

    @property
    def customer_id(self) -> str:
        assert self.member.customer_id is not None
        return self.member.customer_id

    async def settle(self) -> None:
        """Sell the room and make the customer."""
        sold = await self.payments.sell(self.room)
        self.room = replace(
            self.room,
            product_id=sold.product_id,
            join_price_id=sold.join_price_id,
            month_price_id=sold.month_price_id,
        )
        self.member = replace(self.member, customer_id=await self.payments.make_customer(self.member))

    async def until(self, moment: datetime) -> None:
        """Move business time, stopping at every instant at which something is due."""
        await self.server.quiet()
        while (due := self.server.core.next_due()) is not None and due <= moment:
            self.clock.set(max(self.clock.now(), due))
            await self.server.quiet()
        self.clock.set(moment)
        await self.server.quiet()

    async def forget_keys(self) -> None:
        """Let more than a day pass, after which no idempotency key protects anybody."""
        await self.until(self.clock.now() + timedelta(hours=30))

    async def use_card(self, card: str = "pm_card_visa") -> str:
        """Give the customer a card; returns its id."""
        attached = await self.v1.payment_methods.attach_async(card, {"customer": self.customer_id})
        await self.payments.charge_to(self.customer_id, attached.id)
        return str(attached.id)

    def order(self, **changes: Any) -> Order:
        now = self.clock.now()
        expires_at = now + timedelta(hours=20)
        fresh = makers.order(made_at=now, expires_at=expires_at, session_id=None, url=None)
        return replace(fresh, **changes)

    async def open_checkout(self, **changes: Any) -> Checkout:
        return await self.payments.open_checkout(self.order(**changes), self.room, self.member)

    async def subscribe(self, **changes: Any) -> Subscription:
        return await self.payments.subscribe(membership(**changes), self.room, self.customer_id)

    async def renewed(self, card: str = "pm_card_visa", declined_for: str | None = None) -> Invoice:
        """December's invoice, an hour and more after its turn. declined_for: why the bank says no."""
        card_id = await self.use_card(card)
        self.server.core.turn_card(card_id, declined_for)
        subscription = await self.subscribe()
        await self.until(DECEMBER + timedelta(hours=2))
        (invoice,) = await self.payments.invoices_of(subscription.id)
        return invoice

    def attempt(self, invoice: Invoice, id: str = "try_1", **changes: Any) -> Attempt:
        known = {"invoice_id": invoice.id, "asked_at": self.clock.now(), "listed_on": None}
        return replace(makers.attempt(), id=id, **(known | changes))

    def pay_behind_our_back(self, invoice: Invoice) -> None:
        """The member pays on Stripe's page, at this very moment; their card is good again."""
        card_id = self.server.core.account.get("customer", self.customer_id)["invoice_settings"][
            "default_payment_method"
        ]
        self.server.core.turn_card(card_id, None)
        asked = Request("POST", f"/v1/invoices/{invoice.id}/pay", headers={"authorization": f"Bearer {KEY}"})
        answer, _ = self.server.core.handle(asked, self.clock.now(), self.server.random)
        assert answer.status == HTTPStatus.OK, answer

    async def metadata(self, thing: Any) -> dict[str, str]:
        """The metadata of an object of the library's."""
        return dict((await thing).metadata.to_dict())


def membership(**changes: Any) -> Membership:
    return makers.membership(**({"subscription_id": None, "subscriptions_made": 1} | changes))
