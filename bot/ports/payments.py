"""Stripe, as the application needs it."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.ports.outside import Finding
from bot.rules.charges import Attempt, Charge, Refund
from bot.rules.comparing import Glance
from bot.rules.gifts.gift import Gift
from bot.rules.members import Member
from bot.rules.money import Money
from bot.rules.payments import Checkout, Customer, Decline, Dispute, Invoice, Payment, PaymentRefund, Subscription
from bot.rules.rooms import Membership, Order, Room
from bot.rules.webhook_events import WebhookEvent


@dataclass(frozen=True, slots=True)
class Sold:
    """A room at Stripe: its product, the one-time price of the joining month, and the monthly price."""

    product_id: str
    join_price_id: str
    month_price_id: str


class Payments(Protocol):
    """Stripe, as we use it. Every call raises Unreachable or Rejected, and asserts that no transaction is open.

    Objects that are not ours (no metadata of this community) are answered with None.
    """

    async def sell(self, room: Room) -> Sold: ...

    async def make_customer(self, member: Member) -> str:
        """The id of the member's new customer. Asked twice within a day, Stripe makes one."""

    async def customer(self, id: str) -> Customer | None: ...

    async def mail_address(self, customer_id: str) -> str | None: ...

    async def charge_to(self, customer_id: str, card_id: str) -> None:
        """Make a card the one that every later charge of the customer uses."""

    async def card_link(self, customer_id: str, locale: str) -> str:
        """A short-lived link to the page where the customer changes the card. A bearer link: never logged."""

    async def mail_link(self, customer_id: str, locale: str) -> str:
        """A short-lived link to the page where the customer changes the mail address. A bearer link: never logged."""

    async def cards(self, customer_id: str) -> list[str]:
        """The ids of every card kept for the customer."""

    async def forget_card(self, card_id: str) -> None:
        """Delete a card; one that is gone already stays so."""

    async def receipts(self, customer_id: str, since: datetime, until: datetime) -> Mapping[str, str]:
        """Where Stripe shows the receipt of each payment made in that time, by the payment's id; links that lapse."""

    async def open_checkout(self, order: Order, room: Room, member: Member) -> Checkout:
        """The link that pays `order`; `order.tries` tells one request from the next."""

    async def open_gift(self, gift: Gift, room: Room, member: Member) -> Checkout:
        """The link by which `member` pays a gift, once; `gift.tries` tells one request from the next."""

    async def checkout(self, session_id: str) -> Checkout | None: ...

    async def close_checkout(self, session_id: str) -> Checkout | None:
        """Expire a link; one that is paid or expired already is left as it is. Returns what it is now."""

    async def subscribe(self, membership: Membership, room: Room, customer_id: str) -> Subscription:
        """A subscription that renews at the community's next 1st and charges nothing before."""

    async def subscription(self, id: str) -> Subscription | None: ...

    async def subscriptions(self, customer_id: str) -> list[Subscription]:
        """Every subscription of the customer that is ours, ended ones too."""

    async def reprice(self, subscription: Subscription, room: Room, price: Money) -> None:
        """Let the next renewal cost `price`; the month that runs is not touched."""

    def glances(self) -> AsyncIterator[list[Glance]]:
        """Every subscription of ours that is not over, a hundred at a time: one call for all of them."""

    async def end_with_period(self, subscription_id: str, wanted: bool) -> None:
        """Let a subscription end with the month it last billed, or take that back."""

    async def cancel(self, subscription_id: str) -> None:
        """End a subscription now. Stripe also stops collecting the customer's other open invoices."""

    async def invoice(self, id: str) -> Invoice | None: ...

    async def unsettled_invoices(self, customer_id: str) -> list[Invoice]:
        """The customer's drafts and open invoices that are ours."""

    async def invoices_of(self, subscription_id: str) -> list[Invoice]:
        """Every invoice of a subscription, newest first."""

    async def collect(self, invoice_id: str, wanted: bool) -> None:
        """Let Stripe go on with an invoice by itself, or keep its hands off."""

    async def void(self, invoice_id: str) -> None:
        """Drop the claim; a draft is finalised first, without charging it."""

    async def bill(self, charge: Charge, room: Room, customer_id: str) -> Invoice:
        """An open invoice for a month that no renewal bills; nothing is charged yet."""

    async def pay(self, attempt: Attempt) -> Payment | Decline:
        """Charge the attempt's invoice once; the attempt's id is the idempotency key."""

    async def refund(self, refund: Refund) -> PaymentRefund:
        """Ask for the refund; the refund's id is the idempotency key. One that Stripe already made is found."""

    async def find_refund(self, id: str) -> PaymentRefund | None: ...

    async def dispute(self, id: str) -> Dispute | None: ...

    async def events_since(self, made_at: datetime) -> list[WebhookEvent]:
        """The events we listen to that Stripe made since then, oldest first (it keeps 30 days)."""

    async def examine(self) -> list[Finding]:
        """What `doctor` says of the key and the webhook endpoint. Raises nothing."""
