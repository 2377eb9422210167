"""Notices to the owner of a room."""

from bot.ports import Transaction
from bot.rules import answers
from bot.rules.applications import Application
from bot.rules.cards import Card, Tone
from bot.rules.days import Calendar
from bot.rules.ids import MembershipId, RoomId
from bot.rules.notices import Notice
from bot.rules.rooms import Membership, Room
from bot.rules.texts import text


async def room_fault(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """Something about the room needs a hand, or was mended."""
    room = await tx.get(Room, RoomId(notice.subject))
    fault = room.fault
    if fault is None:
        return Card(text("rooms.fault_title", room=room.name), (text("rooms.fault_mended"),), tone=Tone.GOOD)
    return Card(text("rooms.fault_title", room=room.name), (text("rooms.fault", fault=fault),), tone=Tone.BAD)


async def new_member(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """Somebody joined: what they answered, and what their account looks like."""
    membership = await tx.get(Membership, MembershipId(notice.subject))
    assert membership.application_id is not None, membership
    application = await tx.get(Application, membership.application_id)
    return answers.new_member(await tx.get(Room, membership.room_id), application)
