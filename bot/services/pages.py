"""The pages of rooms: written by their owners, read by everybody."""

from bot.ports import Transaction
from bot.rules import pages
from bot.rules.ids import MemberId, RoomId
from bot.rules.pages import Page
from bot.rules.rooms import Room
from bot.services import rooms


async def of_owner(tx: Transaction, member_id: MemberId) -> list[Room]:
    """The rooms somebody runs, by name."""
    return sorted(await tx.find(Room, owner_id=member_id), key=lambda room: room.name.casefold())


async def own(tx: Transaction, member_id: MemberId, name_or_id: str) -> Room:
    """A room that this member runs. Raises Refused when there is no such room, or when somebody else runs it."""
    room = await rooms.called(tx, name_or_id)
    pages.check_owner(room, member_id)
    return room


async def write(tx: Transaction, member_id: MemberId, room_id: RoomId, page: Page) -> Room:
    """Keep what the owner wrote. Raises Refused for somebody who does not, or no longer does, run the room."""
    await tx.lock(f"room:{room_id}")
    room = await tx.get(Room, room_id)
    pages.check_owner(room, member_id)
    edited = pages.with_page(room, page)
    await tx.put(edited)
    return edited
