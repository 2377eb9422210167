"""What the application needs from the outside, and nothing about how it is done."""

from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from bot.rules.cards import Card
from bot.rules.charges import Attempt, Charge, Refund
from bot.rules.decision import Decision, Record
from bot.rules.effects import Lane, PendingEffect
from bot.rules.ids import MemberId, NoticeId
from bot.rules.members import Member
from bot.rules.payments import Checkout, Customer, Decline, Dispute, Invoice, Payment, PaymentRefund, Subscription
from bot.rules.rooms import Membership, Order, Room
from bot.rules.webhook_events import WebhookEvent

R = TypeVar("R", bound=Record)
T = TypeVar("T")

IN_TRANSACTION: ContextVar[bool] = ContextVar("in_transaction", default=False)
"""True inside a transaction. Whoever goes to the network asserts that it is not."""


@dataclass(frozen=True, slots=True)
class AtMost:
    """In a question to the store: the field is this value or less."""

    value: object


@dataclass(frozen=True, slots=True)
class After:
    """In a question to the store: the field is more than this value."""

    value: object


@dataclass(frozen=True, slots=True)
class OneOf:
    """In a question to the store: the field is one of these values."""

    values: Sequence[object]


class Missing(LookupError):
    """No record with that id: a bug or a stale id, never a normal answer."""


class Transaction(Protocol):
    """One all-or-nothing piece of work, at one moment: `now` in UTC, `today` where the community lives."""

    now: datetime
    today: date

    async def get(self, kind: type[R], id: str | int) -> R:
        """The record with that id. Raises Missing."""

    async def seek(self, kind: type[R], id: str | int) -> R | None:
        """The record with that id, or None."""

    async def find(self, kind: type[R], /, *, limit: int | None = None, **where: object) -> list[R]:
        """Every record whose fields equal `where` (or AtMost, After, OneOf), in order of id; [] when there is none.

        Money is asked for by its parts: `fee_minor=500`.
        """

    async def put(self, record: Record) -> None:
        """Keep `record` as it is now, whether it was there before or not."""

    async def apply(self, decision: Decision) -> None:
        """Keep its records, write its effects into the outbox, and its due work into the calendar."""

    async def version(self, member_id: MemberId) -> int:
        """How often anything kept about this member has changed; 0 when nothing was ever kept."""

    async def lock(self, *keys: str) -> None:
        """Keep other processes that lock the same keys out until this transaction ends. Taken before deciding."""

    def new_id(self, prefix: str) -> str:
        """A fresh id: `prefix_…`."""

    async def keep_events(self, events: Sequence[WebhookEvent]) -> int:
        """Store those not yet known by their id. Returns how many were new."""

    async def claim_events(self, limit: int, lease: timedelta) -> list[WebhookEvent]:
        """Lease up to `limit` waiting events, oldest first: one per customer, none of a customer already leased.

        A lease that ran out counts as waiting.
        """

    async def claim_effects(self, of: Lane, limit: int, lease: timedelta) -> list[PendingEffect]:
        """Lease up to `limit` waiting effects of a lane, oldest first, none whose like (kind and about) is leased.

        A lease that ran out counts as waiting.
        """

    async def release_leases(self) -> int:
        """Give back every lease, as a process does that knows it is the only one. Returns how many there were."""

    async def next_due(self) -> datetime | None:
        """When the next waiting event, effect or due work may be taken; None when nothing waits."""


class Queue(StrEnum):
    """Where work waits: stored events, the two lanes of effects, and the calendar."""

    EVENTS = "events"
    MONEY = "money"
    CHAT = "chat"
    DUE = "due"


Work = Callable[[Transaction], Awaitable[T]]


class Store(Protocol):
    """Where records are kept. Every unit of work runs in a task of its own: a cancelled caller leaves no half of it."""

    async def write(self, work: Work[T]) -> T:
        """Run `work(tx)` in a transaction of its own and commit; roll back and raise when it raises."""

    async def read(self, work: Work[T]) -> T:
        """Run `work(tx)` against one consistent picture; writing in it fails."""

    def on_commit(self, told: Callable[[frozenset[Queue]], None]) -> Callable[[], None]:
        """Call `told` after every commit that changed something, with the queues it added work to.

        On the event loop. Returns how to stop that.
        """


class Clock(Protocol):
    """The one place that knows the time; every wait of ours goes through it."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


class Unreachable(Exception):
    """The outside gave no usable answer: what we asked may or may not have been done. Ask again later."""


class Rejected(Exception):
    """The outside refused for a reason that trying again will not change: a person must look. Says which, and why."""


class Closed(Exception):
    """A person cannot be reached this way: their direct messages are closed, or they left the server."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing `doctor` looked at, for operators. remedy: what to do, "" when all is well."""

    name: str
    well: bool
    seen: str
    remedy: str = ""


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

    async def open_checkout(self, order: Order, room: Room, member: Member) -> Checkout:
        """The link that pays `order`; `order.tries` tells one request from the next."""

    async def checkout(self, session_id: str) -> Checkout | None: ...

    async def close_checkout(self, session_id: str) -> Checkout | None:
        """Expire a link; one that is paid or expired already is left as it is. Returns what it is now."""

    async def subscribe(self, membership: Membership, room: Room, customer_id: str) -> Subscription:
        """A subscription that renews at the community's next 1st and charges nothing before."""

    async def subscription(self, id: str) -> Subscription | None: ...

    async def subscriptions(self, customer_id: str) -> list[Subscription]:
        """Every subscription of the customer that is ours, ended ones too."""

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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands in Discord."""

    channel_id: int
    message_id: int


class Chat(Protocol):
    """Discord, as we use it. Every call raises Unreachable or Rejected, and asserts that no transaction is open."""

    async def make_role(self, room: Room) -> int: ...

    async def make_category(self, room: Room) -> int:
        """A category that only the room's role, its owner and we can see."""

    async def make_channel(self, room: Room) -> int: ...

    async def let_in(self, channel_id: int, role_id: int) -> None:
        """Let a role see and write in a channel or category that is there already."""

    async def try_role(self, role_id: int) -> None:
        """Raises Rejected with the remedy when we could not grant this role."""

    async def roles_of(self, member_id: MemberId) -> frozenset[int] | None:
        """The roles a member holds now; None when they are not in the server. Never a guess: Unreachable instead."""

    async def grant(self, member_id: MemberId, role_id: int, reason: str) -> None: ...

    async def revoke(self, member_id: MemberId, role_id: int, reason: str) -> None: ...

    async def tell(self, member_id: MemberId, card: Card, locale: str, nonce: NoticeId) -> Place:
        """Send a card as a direct message. Raises Closed when it cannot be delivered."""

    async def tell_in_thread(self, member_id: MemberId, card: Card, locale: str, nonce: NoticeId) -> Place:
        """Send a card into a private thread with the member. Raises Closed when there is no place for one."""

    async def retell(self, place: Place, card: Card, locale: str) -> bool:
        """Make a message show `card`. False when the message is gone."""

    async def examine(self, rooms: Sequence[Room]) -> list[Finding]:
        """What `doctor` says of the token, the intents, our permissions and the role order of each room.

        Raises nothing.
        """


class Mail(Protocol):
    """Mail, the last rung of the ladder; `configured` is False when the operator gave no server."""

    configured: bool

    async def send(self, address: str, card: Card, locale: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Outside:
    """Everything outside, as one value for those who perform effects."""

    payments: Payments
    chat: Chat
    mail: Mail
