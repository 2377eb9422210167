"""Effects: what must be done outside, once the transaction that asks for it is committed.

An effect must be safe to do twice: the outbox promises "at least once", never "exactly once". Most of them therefore
say "make it so", and look at the present state of their record when performed, not at the state that asked for them.
"""

from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.ids import (
    AttemptId,
    ChargeId,
    ContactId,
    GiftId,
    MemberId,
    MembershipId,
    OrderId,
    RefundId,
    RoomId,
    TierId,
)
from bot.rules.notices import NoticeKind


@dataclass(frozen=True, slots=True)
class BuildRoom:
    """Make the role, the category and the channel of a room, as far as they do not exist yet."""

    room_id: RoomId


@dataclass(frozen=True, slots=True)
class SellRoom:
    """Make the product and the prices of a room at Stripe, as far as they do not exist yet."""

    room_id: RoomId


@dataclass(frozen=True, slots=True)
class BuildTier:
    """Make the role and the channel of a tier, as far as they do not exist yet."""

    tier_id: TierId


@dataclass(frozen=True, slots=True)
class SyncAccess:
    """Make a member's roles match what they deserve right now."""

    member_id: MemberId


@dataclass(frozen=True, slots=True)
class ShowNotice:
    """Make what the member sees of a notice match what the records say now; the notice is made if it is not there."""

    member_id: MemberId
    kind: NoticeKind
    subject: str


@dataclass(frozen=True, slots=True)
class TellAdmins:
    """Show a notice to everybody who runs the community, as it is run now."""

    kind: NoticeKind
    subject: str


@dataclass(frozen=True, slots=True)
class SyncSubscription:
    """Make the subscription at Stripe match what the membership is now: there, ending with its period, or gone."""

    membership_id: MembershipId


@dataclass(frozen=True, slots=True)
class AskOrder:
    """Ask Stripe what became of an order."""

    order_id: OrderId


@dataclass(frozen=True, slots=True)
class CloseOrder:
    """Close the Checkout link of an order that no longer counts."""

    order_id: OrderId


@dataclass(frozen=True, slots=True)
class AskGift:
    """Ask Stripe what became of the link of a gift."""

    gift_id: GiftId


@dataclass(frozen=True, slots=True)
class CloseGift:
    """Close the Checkout link of a gift that was given up."""

    gift_id: GiftId


@dataclass(frozen=True, slots=True)
class BillMonth:
    """Make the invoice of a month that no renewal at Stripe will bill. at_once: and charge it, on no listed day."""

    charge_id: ChargeId
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class HoldInvoice:
    """Take the retries of an unpaid month over from Stripe."""

    charge_id: ChargeId


@dataclass(frozen=True, slots=True)
class PayInvoice:
    """Perform an attempt to charge an invoice. The attempt's id is the idempotency key."""

    attempt_id: AttemptId


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Ask Stripe for a refund. The refund's id is the idempotency key."""

    refund_id: RefundId


@dataclass(frozen=True, slots=True)
class ForgetCard:
    """Delete the cards Stripe keeps of a member, as they asked, unless something depends on one by then."""

    member_id: MemberId


@dataclass(frozen=True, slots=True)
class OpenContact:
    """Open the private thread of a question to the admins."""

    contact_id: ContactId


@dataclass(frozen=True, slots=True)
class CloseContact:
    """Put the thread of a settled question away."""

    contact_id: ContactId


@dataclass(frozen=True, slots=True)
class CatchUp:
    """Read the events Stripe made since the last one we know, in case some never reached us."""


@dataclass(frozen=True, slots=True)
class Compare:
    """Look at every live membership at Stripe, and mend what differs."""


@dataclass(frozen=True, slots=True)
class CompareRoles:
    """Look at the roles of every member with a live membership, and mend what differs."""


Effect = (
    BuildRoom
    | SellRoom
    | BuildTier
    | SyncAccess
    | ShowNotice
    | TellAdmins
    | SyncSubscription
    | AskOrder
    | CloseOrder
    | AskGift
    | CloseGift
    | BillMonth
    | HoldInvoice
    | PayInvoice
    | GiveBack
    | ForgetCard
    | OpenContact
    | CloseContact
    | CatchUp
    | Compare
    | CompareRoles
)


class Lane(StrEnum):
    """Who carries an effect: two lanes, so that a slow Discord never holds up money, nor Stripe a role."""

    MONEY = "money"
    CHAT = "chat"


def lane(effect: Effect) -> Lane:
    """The lane that carries `effect`."""
    return Lane.CHAT if isinstance(effect, OF_CHAT) else Lane.MONEY


OF_CHAT = (BuildRoom, BuildTier, SyncAccess, ShowNotice, TellAdmins, CompareRoles, OpenContact, CloseContact)


def about(effect: Effect) -> str:
    """The id of the record `effect` is about, "" when it concerns everything. One such effect waits at a time."""
    return ",".join(str(value) for value in astuple(effect))


class EffectState(StrEnum):
    WAITING = "waiting"
    LEASED = "leased"  # somebody is at it until `lease_until`
    DONE = "done"
    PARKED = "parked"  # given up: a human must look; `doctor` lists it


@dataclass(frozen=True, slots=True)
class PendingEffect:
    """An effect with its history. `fault` is what went wrong the last time, in words for an operator."""

    id: str
    effect: Effect
    state: EffectState
    asked_at: datetime
    try_at: datetime
    tries: int = 0
    lease_until: datetime | None = None
    done_at: datetime | None = None
    fault: str | None = None


FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=10)
TRIES_MAX = 150
"""A little over a day of trying, at ten minutes each: longer than any outage we know of."""


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try again after `tries` failures: 5, 10, 20 … 600 s later; None when it is time to park it."""
    if tries >= TRIES_MAX:
        return None
    doublings = min(tries - 1, 10)
    return now + min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
