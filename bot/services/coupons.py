"""Coupons: made and closed by the owner of a room, used by its members."""

from dataclasses import replace

from bot.ports import Transaction
from bot.rules import pricing
from bot.rules.answers.pricing import CouponUse
from bot.rules.billing import OWING
from bot.rules.days import Calendar, next_month
from bot.rules.decision import Decision
from bot.rules.ids import CouponId, DiscountId, MemberId, RoomId
from bot.rules.pricing import Coupon, Discount, NewCoupon
from bot.rules.rooms import Membership, Order, OrderState, Room
from bot.rules.texts import Refused, text
from bot.services import guests
from bot.services.pricing import look_again


async def create(tx: Transaction, room: Room, by: MemberId, wanted: NewCoupon) -> Coupon:
    """A coupon of a room its owner runs. Raises Refused for a code in use, or for neither or both of two amounts."""
    await tx.lock(f"room:{room.id}")
    coupon = pricing.new_coupon(wanted, CouponId(tx.new_id("cpn")), room, by, tx.now)
    if await guests.in_use(tx, room.id, coupon.code):
        raise Refused(text("pricing.code_taken", code=coupon.code))
    await tx.put(coupon)
    return coupon


async def close(tx: Transaction, room: Room, typed: str) -> Coupon:
    """Take a code back; what it gave stays. Raises Refused when the room has no such code."""
    await tx.lock(f"room:{room.id}")
    closed = replace(await called(tx, room.id, typed), closed_at=tx.now)
    await tx.put(closed)
    return closed


async def of_room(tx: Transaction, room_id: RoomId) -> list[CouponUse]:
    """The coupons of a room that are in use, newest first, each with how often it was taken."""
    found = await tx.find(Coupon, room_id=room_id, closed_at=None)
    uses = [CouponUse(one, len(await tx.find(Discount, cause_id=one.id))) for one in found]
    return sorted(uses, key=lambda use: use.coupon.made_at, reverse=True)


async def called(tx: Transaction, room_id: RoomId, typed: str) -> Coupon:
    """The coupon of a room that is in use under that code. Raises Refused when there is none."""
    found = await tx.find(Coupon, room_id=room_id, code=pricing.code_of(typed), closed_at=None)
    if not found:
        raise Refused(text("pricing.no_such_code"))
    return found[0]


async def check(tx: Transaction, coupon: Coupon, member_id: MemberId) -> None:
    """Refuse a coupon that this member cannot use now. An order that is open has taken it."""
    taken = {one.member_id for one in await tx.find(Discount, cause_id=coupon.id)}
    ordered = {one.member_id for one in await tx.find(Order, coupon_id=coupon.id, state=OrderState.OPEN)}
    others = len((taken | ordered) - {member_id})
    pricing.check_coupon(coupon, others, used_by_member=member_id in taken, now=tx.now)


async def took_effect(tx: Transaction, order: Order, *, calendar: Calendar) -> None:
    """The first month of an order was paid with a coupon: it counts from that month on. Told twice, it counts once."""
    membership = await tx.get(Membership, order.membership_id)
    known = await tx.get(Order, order.id)
    if known.coupon_id is None or known.state is not OrderState.PAID or membership.joined_at is None:
        return
    if await tx.find(Discount, member_id=order.member_id, cause_id=known.coupon_id):
        return
    coupon, first = await tx.get(Coupon, known.coupon_id), calendar.month(membership.joined_at)
    await tx.apply(Decision(keep=(pricing.redeemed(coupon, membership, DiscountId(tx.new_id("dsc")), first, tx.now),)))
    await look_again(tx, membership.id, calendar=calendar)


async def redeem(tx: Transaction, membership: Membership, typed: str, *, calendar: Calendar) -> Discount:
    """Use a coupon on a running membership: it counts from the next renewal on. Raises Refused."""
    await tx.lock(f"room:{membership.room_id}", f"member:{membership.member_id}")
    if membership.state not in OWING:
        raise Refused(text("pricing.not_renewing"))
    coupon = await called(tx, membership.room_id, typed)
    await check(tx, coupon, membership.member_id)
    from_month = next_month(tx.today)
    discount = pricing.redeemed(coupon, membership, DiscountId(tx.new_id("dsc")), from_month, tx.now)
    await tx.apply(Decision(keep=(discount,)))
    await look_again(tx, membership.id, calendar=calendar)
    return discount
