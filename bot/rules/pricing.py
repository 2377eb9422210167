"""Pricing: what the next months of one membership cost, by fee, coupon and gift.

A discount belongs to one membership and to whole months. Source: docs/rules.md (E-33, E-35); product capability "coupon
per room, also for running memberships".
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.rules.days import Calendar, add_months, next_month
from bot.rules.due import Due, DueKind
from bot.rules.ids import CouponId, DiscountId, MemberId, MembershipId, RoomId
from bot.rules.money import Money
from bot.rules.rooms import SMALLEST_FEE_MINOR, Membership, Room
from bot.rules.switching import Switch
from bot.rules.texts import Refused, text

AFTER_RENEWAL = timedelta(hours=6)
"""Stripe makes the invoices of the 1st within the hour: by then the price of the month after may be set."""


class DiscountCause(StrEnum):
    COUPON = "coupon"
    GIFT = "gift"  # somebody else paid


@dataclass(frozen=True, slots=True)
class Discount:
    """Months of one membership that cost less: from the first day of `from_month` through `to_month` (None: always).

    percent: taken off, 1 to 100. off: taken off, None where percent says it. cause_id: of the coupon or the gift.
    """

    id: DiscountId
    member_id: MemberId
    membership_id: MembershipId
    cause: DiscountCause
    cause_id: str
    made_at: datetime
    from_month: date
    to_month: date | None
    percent: int | None = None
    off: Money | None = None

    def covers(self, month: date) -> bool:
        """Whether the month that begins on `month` costs less."""
        return self.from_month <= month and (self.to_month is None or month <= self.to_month)


@dataclass(frozen=True, slots=True)
class Coupon:
    """A word that makes months of one room cost less (C34).

    code: as members type it, without case and outer spaces (`code_of`). percent or off: what it takes off. months: how
    many, None for as long as the membership lasts. uses_max: by how many members, None for any number. ends_at: until
    when it is taken. closed_at: when the owner took it back; what it gave stays.
    """

    id: CouponId
    room_id: RoomId
    code: str
    made_at: datetime
    made_by: MemberId
    percent: int | None = None
    off: Money | None = None
    months: int | None = None
    uses_max: int | None = None
    ends_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewCoupon:
    """What an owner asks for. percent or off: exactly one of them. days: for how long the code is taken."""

    code: str
    percent: int | None = None
    off: Money | None = None
    months: int | None = None
    uses_max: int | None = None
    days: int | None = None


def new_coupon(wanted: NewCoupon, id: CouponId, room: Room, by: MemberId, now: datetime) -> Coupon:
    """The coupon an owner asked for. Raises Refused unless exactly one of percent and amount is given."""
    if (wanted.percent is None) == (wanted.off is None):
        raise Refused(text("pricing.percent_or_amount"))
    code = one_word(wanted.code)
    ends_at = None if wanted.days is None else now + timedelta(days=wanted.days)
    return Coupon(id, room.id, code, now, by, wanted.percent, wanted.off, wanted.months, wanted.uses_max, ends_at)


def code_of(typed: str) -> str:
    """A code as it is kept and compared: full-width letters are letters, case and outer spaces say nothing."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def one_word(typed: str) -> str:
    """A new code as it is kept. Raises Refused for anything but one word."""
    code = code_of(typed)
    if not code or len(code.split()) > 1:
        raise Refused(text("pricing.code_one_word"))
    return code


def check_coupon(coupon: Coupon, uses: int, *, used_by_member: bool, now: datetime) -> None:
    """Refuse a coupon that is over, used up, or was used by this member before. uses: how often it was taken so far."""
    if coupon.closed_at is not None or (coupon.ends_at is not None and now >= coupon.ends_at):
        raise Refused(text("pricing.code_over"))
    if used_by_member:
        raise Refused(text("pricing.code_used"))
    if coupon.uses_max is not None and uses >= coupon.uses_max:
        raise Refused(text("pricing.code_used_up"))


def redeemed(coupon: Coupon, membership: Membership, id: DiscountId, from_month: date, now: datetime) -> Discount:
    """What a coupon takes off a membership, from the month that begins on `from_month`."""
    last = None if coupon.months is None else add_months(from_month, coupon.months - 1)
    return Discount(
        id,
        membership.member_id,
        membership.id,
        DiscountCause.COUPON,
        coupon.id,
        now,
        from_month,
        last,
        coupon.percent,
        coupon.off,
    )


def reduced(fee: Money, percent: int | None, off: Money | None) -> Money:
    """The fee after one discount, rounded down to a whole minor unit, never below zero.

    What Stripe would be too small to charge (below 50 yen) is not charged at all: in the member's favour.
    """
    assert (percent is None) != (off is None), (percent, off)
    if percent is not None:
        left = fee.share(100 - percent, 100)
    else:
        assert off is not None
        left = Money(max(0, fee.minor - off.minor), fee.currency)
    return left if left.minor >= SMALLEST_FEE_MINOR else Money(0, fee.currency)


def price(membership: Membership, discounts: Iterable[Discount], month: date, switch: Switch | None = None) -> Money:
    """What the renewal of `month` costs. switch: what the membership is to become, if anything.

    Discounts do not add up: the one that takes most off counts.
    """
    fee = switch.fee if switch is not None and switch.from_month <= month else membership.fee
    fitting = (one for one in discounts if one.membership_id == membership.id and one.covers(month))
    return min((reduced(fee, one.percent, one.off) for one in fitting), default=fee)


def next_reprice(
    membership_id: MembershipId, discounts: Iterable[Discount], calendar: Calendar, now: datetime
) -> Due | None:
    """When to look at the price of the subscription again: after the renewal before it changes; None when it will not.

    Stripe keeps one price, that of the next renewal: a discount from December to February is a price set in November
    and set back after the renewal of the 1st of February.
    """
    known = tuple(discounts)
    changes = [one.from_month for one in known] + [next_month(one.to_month) for one in known if one.to_month]
    # The price of month m can be set once month m - 1 has been renewed.
    moments = sorted(calendar.renews_at(add_months(change, -1)) + AFTER_RENEWAL for change in changes)
    later = [at for at in moments if at > now]
    return Due(DueKind.REPRICE, membership_id, later[0]) if later else None
