"""Cards about what a month costs less: coupons as owners see them, and what a code did for a member."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.rules.cards import Card, Tone
from bot.rules.pricing import Coupon, Discount, reduced
from bot.rules.rooms import Membership, Room
from bot.rules.texts import Month, Text, text

MOST_CODES = 15


@dataclass(frozen=True, slots=True)
class CouponUse:
    """A coupon, and by how many members it was used."""

    coupon: Coupon
    uses: int


def coupon_made(coupon: Coupon, room: Room) -> Card:
    """What the owner reads after making one: what members will pay, and for how long."""
    lines = [_takes_off(coupon, room), _lasts(coupon)]
    if coupon.uses_max is not None:
        lines.append(text("pricing.coupon_uses_max", most=coupon.uses_max))
    if coupon.ends_at is not None:
        lines.append(text("pricing.coupon_ends", at=coupon.ends_at))
    lines.append(text("pricing.coupon_how", code=coupon.code))
    return Card(text("pricing.coupon_title", code=coupon.code, room=room.name), tuple(lines), tone=Tone.GOOD)


def coupon_list(room: Room, uses: Iterable[CouponUse]) -> Card:
    """The codes in use, newest first."""
    known = tuple(uses)
    if not known:
        return Card(text("pricing.list_title", room=room.name), (text("pricing.list_empty"),))
    lines: list[Text] = []
    for use in known[:MOST_CODES]:
        lines.append(text("pricing.list_line", code=use.coupon.code, uses=use.uses))
        lines.append(_takes_off(use.coupon, room))
    if len(known) > MOST_CODES:
        lines.append(text("pricing.list_more", count=len(known) - MOST_CODES))
    return Card(text("pricing.list_title", room=room.name), tuple(lines))


def coupon_closed(coupon: Coupon, room: Room) -> Card:
    """What the owner reads after taking one back."""
    title = text("pricing.coupon_title", code=coupon.code, room=room.name)
    return Card(title, (text("pricing.coupon_closed"),))


def code_used(membership: Membership, discount: Discount, room: Room) -> Card:
    """What a member reads after using a code: the price of the next months, and when it ends."""
    price = reduced(membership.fee, discount.percent, discount.off)
    first = text("pricing.used_from", month=Month(discount.from_month), price=price, fee=membership.fee)
    if discount.to_month is None:
        last = text("pricing.used_always")
    else:
        last = text("pricing.used_through", month=Month(discount.to_month), fee=membership.fee)
    return Card(text("pricing.used_title", room=room.name), (first, last), tone=Tone.GOOD)


def _takes_off(coupon: Coupon, room: Room) -> Text:
    price = reduced(room.fee, coupon.percent, coupon.off)
    if not price:
        return text("pricing.coupon_free", fee=room.fee)
    return text("pricing.coupon_price", price=price, fee=room.fee)


def _lasts(coupon: Coupon) -> Text:
    if coupon.months is None:
        return text("pricing.coupon_always")
    return text("pricing.coupon_months", months=coupon.months)
