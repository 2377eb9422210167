"""What the bot's own records say of one member."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from bot.ports import Transaction
from bot.rules.charges import Attempt, Charge, Refund
from bot.rules.ids import MemberId
from bot.rules.members import Card, Member
from bot.rules.money import Money
from bot.rules.notices import Notice
from bot.rules.rooms import Membership, Order, Room

IDS = {"member_id", "owner_id", "role_id", "category_id", "channel_id", "message_id", "made_by"}


def written(record: Any, *without: str) -> dict[str, Any]:
    """A record of any kind as JSON: instants and days as ISO 8601, Discord's ids as strings."""
    names = [field.name for field in fields(record) if field.name not in without]
    return {name: _value(name, getattr(record, name)) for name in names}


def _value(name: str, value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Money():
            return {"minor": value.minor, "currency": value.currency}
        case Card():
            return written(value)
        case int() if name in IDS:
            return str(value)
    return value


async def of_member(tx: Transaction, id: str) -> dict[str, Any] | None:
    """Everything kept about a member; None for somebody the bot has not met."""
    member_id = MemberId(int(id))
    member = await tx.seek(Member, member_id)
    if member is None:
        return None
    rooms = {room.id: room.name for room in await tx.find(Room)}
    attempts = await tx.find(Attempt, member_id=member_id)
    tries = [(one.charge_id, written(one, "member_id", "charge_id")) for one in attempts]
    charges = [
        _in_room(charge, rooms) | {"attempts": [told for charge_id, told in tries if charge_id == charge.id]}
        for charge in await tx.find(Charge, member_id=member_id)
    ]
    return {
        "member": written(member) | {"id": str(member.id)},
        "memberships": [_in_room(one, rooms) for one in await tx.find(Membership, member_id=member_id)],
        "charges": sorted(charges, key=lambda one: (one["month"], one["made_at"])),
        "orders": [_in_room(one, rooms) for one in await tx.find(Order, member_id=member_id)],
        "refunds": [_in_room(one, rooms) for one in await tx.find(Refund, member_id=member_id)],
        "notices": [written(one) for one in await tx.find(Notice, member_id=member_id)],
    }


def _in_room(record: Membership | Charge | Order | Refund, rooms: dict[Any, str]) -> dict[str, Any]:
    return written(record, "member_id", "room_id", "terms") | {"room": rooms[record.room_id]}
