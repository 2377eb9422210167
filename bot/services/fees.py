"""Changing the fee of a room: what it would mean, and doing it."""

from dataclasses import dataclass, replace
from datetime import date

from bot.ports import OneOf, Transaction
from bot.rules import fees, pages, rooms
from bot.rules.ahead import RENEWING
from bot.rules.charges import Charge
from bot.rules.days import Calendar
from bot.rules.ids import MemberId, MembershipId, RoomId, SwitchId
from bot.rules.money import Money
from bot.rules.policies.terms import Cycle
from bot.rules.rooms import Membership, Room
from bot.rules.texts import Refused, text
from bot.services.pricing import waiting_switch


@dataclass(frozen=True, slots=True)
class FeeChange:
    """What changing a fee means. concerns: how many members pay another one now. charged_from: when they would."""

    room: Room
    fee: Money
    concerns: int
    charged_from: date


async def preview(tx: Transaction, by: MemberId, room: Room, fee: Money) -> FeeChange:
    """What it would mean. Raises Refused for who does not run the room, a wrong fee, and one it costs already."""
    pages.check_owner(room, by)
    rooms.check_fee(fee)
    if fee == room.fee:
        raise Refused(text("rooms.fee_same", room=room.name, fee=fee))
    found = [one for one in await _monthly(tx, room.id) if one.fee != fee]
    return FeeChange(room, fee, len(found), fees.charged_from(tx.today))


async def change(tx: Transaction, by: MemberId, room_id: RoomId, fee: Money, *, calendar: Calendar) -> FeeChange:
    """Change it: at once for whoever joins, in time for whoever is in. Raises Refused as `preview` does."""
    await tx.lock(f"room:{room_id}")
    known = await preview(tx, by, await tx.get(Room, room_id), fee)
    changed = replace(known.room, fee=fee)
    await tx.put(changed)
    for membership in await _monthly(tx, room_id):
        await follow(tx, membership.id, calendar=calendar)
    return replace(known, room=changed)


async def follow(tx: Transaction, membership_id: MembershipId, *, calendar: Calendar) -> None:
    """Let a membership cost what its room costs now, in time (see `bot/rules/fees.py`)."""
    membership = await tx.get(Membership, membership_id)
    decision = fees.follow(
        membership,
        await tx.get(Room, membership.room_id),
        SwitchId(tx.new_id("swt")),
        charges=await tx.find(Charge, membership_id=membership.id),
        waiting=await waiting_switch(tx, membership.id),
        calendar=calendar,
        now=tx.now,
    )
    await tx.apply(decision)


async def _monthly(tx: Transaction, room_id: RoomId) -> list[Membership]:
    found = await tx.find(Membership, room_id=room_id, state=OneOf(RENEWING), every=Cycle.MONTH)
    return [one for one in found if one.tier_id is None]
