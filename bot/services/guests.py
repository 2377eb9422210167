"""Access codes: made and closed by the owner of a room; whoever types one comes in as a guest, or pays less."""

from dataclasses import replace
from datetime import timedelta

from bot.ports import OneOf, Transaction
from bot.rules import guests, joining, pricing
from bot.rules.access import LIVE
from bot.rules.billing import OWING
from bot.rules.days import Calendar, add_months
from bot.rules.decision import Decision
from bot.rules.guests import AccessCode
from bot.rules.ids import AccessCodeId, DiscountId, MemberId, MembershipId, RoomId
from bot.rules.money import Money
from bot.rules.pricing import Discount, DiscountCause
from bot.rules.rooms import Membership, MembershipState, Room
from bot.rules.texts import Refused, text
from bot.services import queueing
from bot.services.pricing import look_again


async def create(
    tx: Transaction, room: Room, by: MemberId, typed: str, *, months: int, uses_max: int | None, days: int | None
) -> AccessCode:
    """An access code of a room its owner runs. Raises Refused for a word that is in use."""
    await tx.lock(f"room:{room.id}")
    word = pricing.one_word(typed)
    if await in_use(tx, room.id, word):
        raise Refused(text("pricing.code_taken", code=word))
    ends_at = None if days is None else tx.now + timedelta(days=days)
    code = AccessCode(
        AccessCodeId(tx.new_id("acc")), room.id, word, months, tx.now, by, uses_max=uses_max, ends_at=ends_at
    )
    await tx.put(code)
    return code


async def in_use(tx: Transaction, room_id: RoomId, word: str) -> bool:
    """Whether a word is a coupon or an access code of a room already: what a member types must mean one thing."""
    coupons = await tx.find(pricing.Coupon, room_id=room_id, code=word, closed_at=None)
    return bool(coupons or await tx.find(AccessCode, room_id=room_id, code=word, closed_at=None))


async def close(tx: Transaction, room: Room, typed: str) -> AccessCode:
    """Take an access code back; whoever is in stays until their day."""
    await tx.lock(f"room:{room.id}")
    code = await called(tx, room.id, typed)
    if code is None:
        raise Refused(text("pricing.no_such_code"))
    closed = replace(code, closed_at=tx.now)
    await tx.put(closed)
    return closed


async def called(tx: Transaction, room_id: RoomId, typed: str) -> AccessCode | None:
    """The access code of a room that is in use under that word, None when there is none."""
    found = await tx.find(AccessCode, room_id=room_id, code=pricing.code_of(typed), closed_at=None)
    return found[0] if found else None


async def of_room(tx: Transaction, room_id: RoomId) -> list[tuple[AccessCode, int]]:
    """The access codes of a room that are in use, newest first, each with how often it was used."""
    found = await tx.find(AccessCode, room_id=room_id, closed_at=None)
    uses = [(code, await _uses(tx, code)) for code in found]
    return sorted(uses, key=lambda one: one[0].made_at, reverse=True)


async def use(
    tx: Transaction,
    member_id: MemberId,
    room: Room,
    code: AccessCode,
    *,
    calendar: Calendar,
    off: Money | None = None,
) -> Membership:
    """Come in as a guest; for who pays already the next months are free, and a guest stays longer. Raises Refused.

    off: what it takes off each month of who pays already; None for all of it.
    """
    await tx.lock(f"member:{member_id}", f"room:{room.id}")
    used = await tx.find(Membership, member_id=member_id, access_code_id=code.id)
    taken = await tx.find(Discount, member_id=member_id, cause_id=code.id)
    guests.check_code(code, member_id, await _uses(tx, code), used_by_member=bool(used or taken), now=tx.now)
    found = await tx.find(Membership, member_id=member_id, room_id=room.id, state=OneOf(LIVE))
    live = found[0] if found else None
    if live is not None and live.free_until is not None and live.state is MembershipState.ACTIVE:
        await tx.apply(guests.extend(live, code, calendar))
        return await tx.get(Membership, live.id)
    if live is not None and live.state in OWING:
        await _free_months(tx, live, code, off, calendar)
        return live
    if live is not None:
        raise Refused(text("pricing.not_renewing"))
    joining.may_join(room, None)
    await queueing.take_seat(tx, member_id, room)
    id = MembershipId(tx.new_id("mbs"))
    await tx.apply(guests.enter(code, room, member_id, id, calendar=calendar, now=tx.now))
    return await tx.get(Membership, id)


async def look(tx: Transaction, membership_id: MembershipId) -> None:
    """Due work: a guest's time ends soon, or now."""
    await tx.apply(guests.look(await tx.get(Membership, membership_id), tx.now))


async def _free_months(
    tx: Transaction, membership: Membership, code: AccessCode, off: Money | None, calendar: Calendar
) -> None:
    known = await tx.find(Discount, membership_id=membership.id, cause=DiscountCause.GIFT)
    first = guests.first_free(known, tx.today)
    id, last = DiscountId(tx.new_id("dsc")), add_months(first, code.months - 1)
    free = Discount(
        id,
        membership.member_id,
        membership.id,
        DiscountCause.GIFT,
        code.id,
        tx.now,
        first,
        last,
        percent=100 if off is None else None,
        off=off,
    )
    await tx.apply(Decision(keep=(free,)))
    await look_again(tx, membership.id, calendar=calendar)


async def _uses(tx: Transaction, code: AccessCode) -> int:
    members = {one.member_id for one in await tx.find(Membership, access_code_id=code.id)}
    return len(members | {one.member_id for one in await tx.find(Discount, cause_id=code.id)})
