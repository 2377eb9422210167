"""What Stripe says now: its objects as frozen records of ours, read anew each time, never kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.charges import DeclineKind
from bot.rules.ids import GiftId, MemberId, MembershipId, OrderId, RefundId
from bot.rules.members import Card
from bot.rules.money import Money


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment that went through. Its id is Stripe's PaymentIntent: one payment may arrive as several events."""

    id: str
    amount: Money
    paid_at: datetime
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Decline:
    """A charge that did not go through.

    code: as Stripe words it, for operators. final: the card must not be tried again. card: the method that was charged.
    """

    kind: DeclineKind
    code: str
    final: bool
    at: datetime
    card: str | None = None


class CheckoutState(StrEnum):
    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Checkout:
    """A Checkout link of ours, of an order or of a gift: the id of the other one is None.

    `payment` is there once it is complete and the money has arrived.
    """

    id: str
    order_id: OrderId | None
    state: CheckoutState
    customer_id: str
    url: str | None = None
    payment: Payment | None = None
    gift_id: GiftId | None = None


class InvoiceState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    PAID = "paid"
    VOID = "void"
    UNCOLLECTIBLE = "uncollectible"


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice for a month of a membership.

    membership_id: from our metadata, None when it is not ours or a receipt. starts_at: of the month it bills, as its
    line says. payments: every payment that went through for it, the first one first. decline: of the last failure.
    """

    id: str
    state: InvoiceState
    customer_id: str
    membership_id: MembershipId | None
    subscription_id: str | None
    amount: Money
    starts_at: datetime
    pay_url: str | None = None
    payments: tuple[Payment, ...] = ()
    decline: Decline | None = None


class SubscriptionState(StrEnum):
    LIVE = "live"  # Stripe goes on making invoices
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription of ours. `period_starts_at` to `period_ends_at` is the month Stripe billed last.

    price: what the next renewal will cost. item_id: of the one thing it bills, which carries the price.
    """

    id: str
    membership_id: MembershipId
    customer_id: str
    state: SubscriptionState
    ends_with_period: bool
    period_starts_at: datetime
    period_ends_at: datetime
    price: Money
    item_id: str


@dataclass(frozen=True, slots=True)
class Customer:
    """A member's customer at Stripe. `member_id` is None when the customer is not ours; `card` is the one charged."""

    id: str
    member_id: MemberId | None
    deleted: bool = False
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class PaymentRefund:
    """A refund at Stripe; `refund_id` is ours, None when it was made by hand."""

    id: str
    refund_id: RefundId | None
    payment_id: str
    amount: Money
    settled: bool
    failed: bool


@dataclass(frozen=True, slots=True)
class Dispute:
    """A payment the member's bank disputes. `open` until it is decided."""

    payment_id: str
    open: bool
