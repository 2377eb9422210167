"""Rooms, memberships in them, and the orders that pay for the first month."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.rules.ids import (
    AccessCodeId,
    ApplicationId,
    CouponId,
    MemberId,
    MembershipId,
    OrderId,
    RoomId,
    ScreenId,
    TierId,
)
from bot.rules.money import Money
from bot.rules.policies.policy import Pin
from bot.rules.policies.terms import Cycle
from bot.rules.texts import Refused, text


class RoomState(StrEnum):
    DRAFT = "draft"  # being built; nobody can join yet
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Room:
    """A paid room: a role and channels in Discord, a product and two prices at Stripe (E-3, E-5).

    fee: for one month. year_fee: for one year, None where one pays by the month only. suspend_at_first_failure: access
    stops at the first failed charge, not after the last retry.
    The ids of the outside are None until each thing is made; a room opens only when all of them are there and the
    role was seen to be grantable (role_tried). fault: what needs a person's hand, in words for an operator.
    profile, offline: of the owner, and what is done offline (E-7, E-8), "" for not said. questions: for applicants, one
    a line; `bot.rules.pages` says how long they may be. capacity: how many seats there are, None for as many as come.
    needs_approval: its owner lets people in one by one.
    """

    id: RoomId
    name: str
    description: str
    owner_id: MemberId
    fee: Money
    state: RoomState
    made_at: datetime
    made_by: MemberId
    suspend_at_first_failure: bool = False
    role_id: int | None = None
    category_id: int | None = None
    channel_id: int | None = None
    product_id: str | None = None
    join_price_id: str | None = None
    month_price_id: str | None = None
    role_tried: bool = False
    fault: str | None = None
    year_fee: Money | None = None
    pause_months_max: int | None = None
    profile: str = ""
    offline: str = ""
    questions: str = ""
    capacity: int | None = None
    needs_approval: bool = False


SMALLEST_FEE_MINOR, LARGEST_FEE_MINOR = 50, 99_999_999
"""Stripe's limits for one charge in yen (docs.stripe.com/currencies)."""


def check_fee(fee: Money) -> None:
    """Refuse a fee that Stripe would not charge."""
    if not SMALLEST_FEE_MINOR <= fee.minor <= LARGEST_FEE_MINOR:
        smallest, largest = Money(SMALLEST_FEE_MINOR, fee.currency), Money(LARGEST_FEE_MINOR, fee.currency)
        raise Refused(text("rooms.fee_out_of_range", smallest=smallest, largest=largest))


def same_name(one: str, other: str) -> bool:
    """Whether two names would be taken for the same room by a person."""
    return one.strip().casefold() == other.strip().casefold()


def opened_if_ready(room: Room) -> Room:
    """The room, open if it was a draft and nothing is missing any more; else as it is."""
    parts = (room.role_id, room.category_id, room.channel_id, room.product_id, room.join_price_id, room.month_price_id)
    if room.state is RoomState.DRAFT and room.role_tried and None not in parts:
        return replace(room, state=RoomState.OPEN)
    return room


class MembershipState(StrEnum):
    REQUESTED = "requested"
    AWAITING_PAYMENT = "awaiting_payment"
    AWAITING_APPROVAL = "awaiting_approval"
    ACTIVE = "active"
    PAST_DUE = "past_due"
    SUSPENDED = "suspended"
    PAUSED = "paused"  # nothing is charged, and the door is closed
    LEAVING = "leaving"
    LEFT = "left"
    LAPSED = "lapsed"
    EXPELLED = "expelled"
    REFUSED = "refused"


class EndReason(StrEnum):
    """Why a membership is over."""

    NEVER_PAID = "never_paid"
    UNPAID = "unpaid"
    LEFT = "left"
    REFUNDED = "refunded"
    DECLINED = "declined"  # the owner did not let them in
    UNANSWERED = "unanswered"  # nobody answered the request in time
    WITHDRAWN = "withdrawn"  # the member took a paid request back before it was answered
    ENDED_AT_STRIPE = "ended_at_stripe"
    FREE_TIME_OVER = "free_time_over"  # a guest's
    ABSENT = "absent"  # they were not in the server for so long that the next charge was stopped
    REMOVED = "removed"  # a moderator sent them away, and an admin stopped the billing


@dataclass(frozen=True, slots=True)
class Membership:
    """One member's time in one room, from the request to its end; coming back is a new one.

    fee: what one month costs this member, or one year if they pay by the year (`every`). tier_id: None for the room's
    own. leaves_at: when access ends for someone who leaves, and leaves_because: why it does; None otherwise.
    pauses_on, resumes_on: the first days of the months in which a pause begins and is over; None for no pause.
    free_until: when the time of a guest ends, who came in with an access code; None for who pays.
    subscriptions_made: how many subscriptions were asked for at Stripe, so that each request has a key of its own.
    application_id: of what was declared and answered before, None for who joined before that was asked.
    """

    id: MembershipId
    member_id: MemberId
    room_id: RoomId
    state: MembershipState
    fee: Money
    asked_at: datetime
    joined_at: datetime | None = None
    leaves_at: datetime | None = None
    leaves_because: EndReason | None = None
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    subscription_id: str | None = None
    subscriptions_made: int = 0
    every: Cycle = Cycle.MONTH
    tier_id: TierId | None = None
    free_until: datetime | None = None
    pauses_on: date | None = None
    resumes_on: date | None = None
    access_code_id: AccessCodeId | None = None
    application_id: ApplicationId | None = None


class OrderState(StrEnum):
    OPEN = "open"
    PAID = "paid"
    EXPIRED = "expired"  # Stripe closed the link unpaid
    RETURNED = "returned"  # paid, but no longer wanted: the money goes back


@dataclass(frozen=True, slots=True)
class Order:
    """The first month, ordered and to be paid through one Checkout link (E-15, E-33).

    tries: how many links were asked for; each has an idempotency key of its own. session_id, url: of the present link,
    None while it is being made. terms: the policy version the member orders under, kept with the contract (R-100).
    answer_within_days: of the payment the owner answers or everything goes back, as the member was told; None where
    nobody has to let them in.
    screen_id: of the final screen that was confirmed, None for orders from before there was one. coupon_id: of a code
    that made the first months cost less.
    """

    id: OrderId
    member_id: MemberId
    membership_id: MembershipId
    room_id: RoomId
    amount: Money
    state: OrderState
    made_at: datetime
    expires_at: datetime
    tries: int = 1
    session_id: str | None = None
    url: str | None = None
    payment_id: str | None = None
    settled_at: datetime | None = None
    terms: Pin | None = None
    answer_within_days: int | None = None
    screen_id: ScreenId | None = None
    coupon_id: CouponId | None = None
