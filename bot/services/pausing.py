"""Pausing a membership, and coming back."""

from dataclasses import replace

from bot.ports import Transaction
from bot.rules import pausing
from bot.rules.charges import Charge
from bot.rules.days import Calendar
from bot.rules.ids import MembershipId
from bot.rules.rooms import Membership, Room
from bot.services import pricing


async def ask(tx: Transaction, membership: Membership, months: int, *, calendar: Calendar) -> Membership:
    """Pause from the first month that is not paid for. Returns the membership as it is now. Raises Refused."""
    await tx.lock(f"member:{membership.member_id}")
    decision = pausing.ask(
        await tx.get(Membership, membership.id),
        await tx.get(Room, membership.room_id),
        months,
        charges=await tx.find(Charge, membership_id=membership.id),
        waiting=await pricing.waiting_switch(tx, membership.id),
        calendar=calendar,
        now=tx.now,
    )
    await tx.apply(decision)
    return await tx.get(Membership, membership.id)


async def end(tx: Transaction, membership: Membership, *, calendar: Calendar) -> Membership:
    """Take a pause back before it begins, or come back before it ends. Returns the membership as it is now."""
    await tx.lock(f"member:{membership.member_id}")
    known = await tx.get(Membership, membership.id)
    if known.pauses_on is not None and calendar.renews_at(known.pauses_on) > tx.now:
        await tx.apply(pausing.drop(known))
    else:
        charges = await tx.find(Charge, membership_id=known.id)
        amount, _ = await pricing.price(tx, known, calendar.month(tx.now))
        await tx.apply(pausing.resume(known, charges, amount, calendar, tx.now))
    return await tx.get(Membership, membership.id)


async def look(tx: Transaction, membership_id: MembershipId, *, calendar: Calendar) -> None:
    """Due work: a pause begins or ends."""
    membership = await tx.get(Membership, membership_id)
    await tx.lock(f"member:{membership.member_id}")
    charges = await tx.find(Charge, membership_id=membership_id)
    amount, _ = await pricing.price(tx, membership, calendar.month(tx.now))
    await tx.apply(pausing.look(membership, charges, amount, calendar, tx.now))


async def allow(tx: Transaction, room: Room, months: int | None) -> Room:
    """Let members pause for up to so many months, or no longer; whoever pauses already goes on."""
    await tx.lock(f"room:{room.id}")
    known = replace(await tx.get(Room, room.id), pause_months_max=months)
    await tx.put(known)
    return known
