"""The final screen before an order: what it says is what is ordered, and it is kept as evidence.

Source: E-33 to E-37, R-2, R-87, R-88, R-99; the Specified Commercial Transactions Act, article 12-6 (what, price and
total, when and how it is charged, when access begins, how to leave); docs/rules.md.
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from bot.rules.applications import Application
from bot.rules.days import next_month
from bot.rules.ids import ApplicationId, CouponId, MemberId, OrderId, RoomId, ScreenId
from bot.rules.money import Money
from bot.rules.policies.policy import Pin
from bot.rules.pricing import Coupon, reduced
from bot.rules.rooms import Room
from bot.rules.texts import Refused, text


class Start(StrEnum):
    """When the first charge is made, and access begins."""

    NOW = "now"


@dataclass(frozen=True, slots=True)
class Offer:
    """What is agreed to by confirming: the fee, the month it first pays for, and the terms.

    answer_within_days: of the payment the owner answers, or everything goes back; None where nobody has to let them in.
    both_soon: the next charge follows within days, which is said in so many words. coupon: what takes something off the
    first months, None for nothing.
    """

    room_id: RoomId
    fee: Money
    start: Start
    month: date
    terms: Pin
    answer_within_days: int | None = None
    both_soon: bool = field(default=False, compare=False)
    coupon: Coupon | None = None

    @property
    def first(self) -> Money:
        """What the first month costs."""
        return self.fee if self.coupon is None else reduced(self.fee, self.coupon.percent, self.coupon.off)

    def cost_of(self, months: int) -> Money:
        """What the first so many months cost together."""
        cheap = months if self.coupon is None or self.coupon.months is None else min(months, self.coupon.months)
        return Money(self.first.minor * cheap + self.fee.minor * (months - cheap), self.fee.currency)


@dataclass(frozen=True, slots=True)
class Screen:
    """One final screen as one member was shown it, word for word, with its hash, time and locale.

    fee, start, month, terms, answer_within_days: what was offered. anew: shown because an earlier one held no longer.
    coupon_id, first: of a code that was typed, and what the first month then costs; None where it costs the fee.
    confirmed_at, order_id: of the order that was made by confirming it, None while it was only looked at.
    """

    id: ScreenId
    application_id: ApplicationId
    member_id: MemberId
    room_id: RoomId
    fee: Money
    start: Start
    month: date
    terms: Pin
    words: str
    hash: str
    locale: str
    shown_at: datetime
    anew: bool = False
    confirmed_at: datetime | None = None
    order_id: OrderId | None = None
    answer_within_days: int | None = None
    coupon_id: CouponId | None = None
    first: Money | None = None


def offered(
    room: Room,
    start: Start,
    terms: Pin,
    *,
    answer_within_days: int,
    today: date,
    late_days: int = 7,
    coupon: Coupon | None = None,
) -> Offer:
    """What `room` costs whoever confirms `today`. answer_within_days: how long its owner has, if they approve.

    late_days: how close the next 1st is when both charges are named together. Raises Refused for a coupon where the
    owner lets people in, and for one that makes the first month free: there would be no card for the next.
    """
    days = answer_within_days if room.needs_approval else None
    both_soon = days is None and (next_month(today) - today).days <= late_days
    offer = Offer(room.id, room.fee, start, today.replace(day=1), terms, days, both_soon, coupon)
    if coupon is not None and (days is not None or not offer.first):
        raise Refused(text("pricing.not_at_joining"))
    return offer


def still_offered(screen: Screen, offer: Offer) -> bool:
    """Whether a screen offered the same."""
    seen = (screen.room_id, screen.fee, screen.start, screen.month, screen.terms, screen.answer_within_days)
    now = (offer.room_id, offer.fee, offer.start, offer.month, offer.terms, offer.answer_within_days)
    coupon_id = None if offer.coupon is None else offer.coupon.id
    return seen == now and (screen.coupon_id, screen.first or screen.fee) == (coupon_id, offer.first)


def shown(
    id: ScreenId, application: Application, offer: Offer, *, words: str, locale: str, anew: bool, now: datetime
) -> Screen:
    """The evidence of a screen that is about to be shown. words: everything that can be read on it, buttons too."""
    return Screen(
        id,
        application.id,
        application.member_id,
        offer.room_id,
        offer.fee,
        offer.start,
        offer.month,
        offer.terms,
        words,
        fingerprint(words),
        locale,
        now,
        anew,
        answer_within_days=offer.answer_within_days,
        coupon_id=None if offer.coupon is None else offer.coupon.id,
        first=None if offer.coupon is None else offer.first,
    )


def holds(screen: Screen, offer: Offer, words: str) -> bool:
    """Whether a screen that is confirmed now says, word for word, what it would say if it were shown now.

    A price, a policy, a day or a sentence that changed in between is shown anew before anybody is bound by it. Each
    screen makes one order: whoever lets it expire confirms anew.
    """
    return screen.confirmed_at is None and still_offered(screen, offer) and screen.words == words


def confirmed(screen: Screen, order_id: OrderId, now: datetime) -> Screen:
    """The screen, and the order that was made by confirming it."""
    return replace(screen, confirmed_at=now, order_id=order_id)


def fingerprint(words: str) -> str:
    """The sha256 of what a screen said, by which anybody can see that it was not edited afterwards."""
    return hashlib.sha256(words.encode()).hexdigest()
