"""What a member may know about themselves."""

from bot.ports import Transaction
from bot.rules import answers
from bot.rules.answers import Standing
from bot.rules.cards import Card
from bot.rules.charges import Charge
from bot.rules.days import Calendar
from bot.rules.ids import MemberId
from bot.rules.members import Member
from bot.rules.rooms import Membership, Order, OrderState, Room


async def standings(tx: Transaction, member_id: MemberId) -> list[Standing]:
    """Where a member stands in each room they ever asked to join; the newest membership of each room counts."""
    rooms = {room.id: room for room in await tx.find(Room)}
    newest: dict[str, Membership] = {}
    for membership in sorted(await tx.find(Membership, member_id=member_id), key=lambda one: one.asked_at):
        newest[membership.room_id] = membership
    found: list[Standing] = []
    for membership in newest.values():
        charges = await tx.find(Charge, membership_id=membership.id)
        orders = await tx.find(Order, membership_id=membership.id, state=OrderState.OPEN)
        order = orders[0] if orders else None
        found.append(Standing(rooms[membership.room_id], membership, tuple(charges), order))
    return found


async def my_page(tx: Transaction, member: Member, *, calendar: Calendar) -> Card:
    """The member's own page (E-32)."""
    return answers.my_page(member, await standings(tx, member.id), calendar)


async def why(tx: Transaction, member: Member, room: Room, *, calendar: Calendar) -> Card:
    """Why the member is, or is not, in a room."""
    found = [standing for standing in await standings(tx, member.id) if standing.room.id == room.id]
    return answers.why(found[0] if found else None, room, calendar)
