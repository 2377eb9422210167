"""Stripe, as the application knows it: `bot.ports.Payments` for one community."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime

from bot.ports import Finding, Sold
from bot.rules.charges import Attempt, Charge, Refund
from bot.rules.comparing import Glance
from bot.rules.days import Calendar
from bot.rules.gifts.gift import Gift
from bot.rules.members import Member
from bot.rules.money import Money
from bot.rules.payments import Checkout, Customer, Decline, Dispute, Invoice, Payment, PaymentRefund, Subscription
from bot.rules.rooms import Membership, Order, Room
from bot.rules.webhook_events import WebhookEvent
from webhooks.client import Line
from webhooks.ours import Ours
from webhooks.payments.catching_up import Events
from webhooks.payments.checkouts import Checkouts
from webhooks.payments.customers import Customers
from webhooks.payments.examination import examine
from webhooks.payments.glances import Glances
from webhooks.payments.invoices import Invoices
from webhooks.payments.refunds import Refunds
from webhooks.payments.subscriptions import Subscriptions


class StripePayments:
    """Every noun of Stripe that we use, each in a module of its own."""

    def __init__(self, line: Line, guild_id: int, calendar: Calendar, public_url: str) -> None:
        """public_url: of this installation, to come back to from Stripe's pages."""
        ours = Ours(guild_id)
        self._line, self._public_url = line, public_url
        self._customers = Customers(line, ours, public_url)
        self._checkouts = Checkouts(line, ours, public_url)
        self._subscriptions = Subscriptions(line, ours, calendar)
        self._invoices = Invoices(line, ours, calendar)
        self._refunds = Refunds(line, ours)
        self._glances = Glances(line, ours)
        self._events = Events(line, ours)

    async def sell(self, room: Room) -> Sold:
        return await self._checkouts.sell(room)

    async def make_customer(self, member: Member) -> str:
        return await self._customers.make(member)

    async def customer(self, id: str) -> Customer | None:
        return await self._customers.read(id)

    async def mail_address(self, customer_id: str) -> str | None:
        return await self._customers.mail_address(customer_id)

    async def charge_to(self, customer_id: str, card_id: str) -> None:
        await self._customers.charge_to(customer_id, card_id)

    async def card_link(self, customer_id: str, locale: str) -> str:
        return await self._customers.card_link(customer_id, locale)

    async def mail_link(self, customer_id: str, locale: str) -> str:
        return await self._customers.mail_link(customer_id, locale)

    async def cards(self, customer_id: str) -> list[str]:
        return await self._customers.cards(customer_id)

    async def forget_card(self, card_id: str) -> None:
        await self._customers.forget_card(card_id)

    async def receipts(self, customer_id: str, since: datetime, until: datetime) -> Mapping[str, str]:
        return await self._customers.receipts(customer_id, since, until)

    async def open_checkout(self, order: Order, room: Room, member: Member) -> Checkout:
        return await self._checkouts.open(order, room, member)

    async def open_gift(self, gift: Gift, room: Room, member: Member) -> Checkout:
        return await self._checkouts.open_gift(gift, room, member)

    async def checkout(self, session_id: str) -> Checkout | None:
        return await self._checkouts.read(session_id)

    async def close_checkout(self, session_id: str) -> Checkout | None:
        return await self._checkouts.close(session_id)

    async def subscribe(self, membership: Membership, room: Room, customer_id: str) -> Subscription:
        return await self._subscriptions.make(membership, room, customer_id)

    async def subscription(self, id: str) -> Subscription | None:
        return await self._subscriptions.read(id)

    async def subscriptions(self, customer_id: str) -> list[Subscription]:
        return await self._subscriptions.of_customer(customer_id)

    async def reprice(self, subscription: Subscription, room: Room, price: Money) -> None:
        await self._subscriptions.reprice(subscription, room, price)

    def glances(self) -> AsyncIterator[list[Glance]]:
        return self._glances.pages()

    async def end_with_period(self, subscription_id: str, wanted: bool) -> None:
        await self._subscriptions.end_with_period(subscription_id, wanted=wanted)

    async def cancel(self, subscription_id: str) -> None:
        await self._subscriptions.cancel(subscription_id)

    async def invoice(self, id: str) -> Invoice | None:
        return await self._invoices.read(id)

    async def unsettled_invoices(self, customer_id: str) -> list[Invoice]:
        return await self._invoices.unsettled(customer_id)

    async def invoices_of(self, subscription_id: str) -> list[Invoice]:
        return await self._invoices.of_subscription(subscription_id)

    async def collect(self, invoice_id: str, wanted: bool) -> None:
        await self._invoices.collect(invoice_id, wanted=wanted)

    async def void(self, invoice_id: str) -> None:
        await self._invoices.void(invoice_id)

    async def bill(self, charge: Charge, room: Room, customer_id: str) -> Invoice:
        return await self._invoices.bill(charge, room, customer_id)

    async def pay(self, attempt: Attempt) -> Payment | Decline:
        return await self._invoices.pay(attempt)

    async def refund(self, refund: Refund) -> PaymentRefund:
        return await self._refunds.make(refund)

    async def find_refund(self, id: str) -> PaymentRefund | None:
        return await self._refunds.read(id)

    async def dispute(self, id: str) -> Dispute | None:
        return await self._refunds.dispute(id)

    async def events_since(self, made_at: datetime) -> list[WebhookEvent]:
        return await self._events.since(made_at)

    async def examine(self) -> list[Finding]:
        return await examine(self._line, self._public_url)
