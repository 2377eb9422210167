"""Building a room: its parts in Discord, its product and prices at Stripe, one at a time and each kept at once."""

from bot.house import House
from bot.ports import Rejected
from bot.rules.effects import BuildRoom, SellRoom
from bot.rules.rooms import Room
from bot.services import members, rooms


async def build(house: House, effect: BuildRoom, tries: int) -> None:
    """Make the role, category and channel that are missing, see that the role can be granted, and open the room.

    A crash in between goes on where it stopped: what was made is kept before the next part is begun.
    """
    store, chat = house.store, house.chat
    room = await store.read(lambda tx: tx.get(Room, effect.room_id))
    try:
        if room.role_id is None:
            role_id = await chat.make_role(room)
            await _let_in(house, room, role_id)
            room = await store.write(lambda tx: rooms.note_built(tx, room.id, role_id=role_id))
        if room.category_id is None:
            category_id = await chat.make_category(room)
            room = await store.write(lambda tx: rooms.note_built(tx, room.id, category_id=category_id))
        if room.channel_id is None:
            channel_id = await chat.make_channel(room)
            room = await store.write(lambda tx: rooms.note_built(tx, room.id, channel_id=channel_id))
        assert room.role_id is not None, room
        await chat.try_role(room.role_id)
    except Rejected as fault:
        words = str(fault)
        await store.write(lambda tx: rooms.note_fault(tx, effect.room_id, words))
        raise
    await store.write(lambda tx: rooms.open_if_ready(tx, effect.room_id, role_tried=True))
    await store.write(members.compare_roles)


async def _let_in(house: House, room: Room, role_id: int) -> None:
    """A role that takes the place of a deleted one must see what is there already."""
    for channel_id in (room.category_id, room.channel_id):
        if channel_id is not None:
            await house.chat.let_in(channel_id, role_id)


async def sell(house: House, effect: SellRoom, tries: int) -> None:
    """Make the product and the two prices, and open the room if nothing else is missing."""
    room = await house.store.read(lambda tx: tx.get(Room, effect.room_id))
    if room.month_price_id is None:
        try:
            sold = await house.payments.sell(room)
        except Rejected as fault:
            words = str(fault)
            await house.store.write(lambda tx: rooms.note_fault(tx, effect.room_id, words))
            raise
        await house.store.write(lambda tx: rooms.note_sold(tx, effect.room_id, sold))
