"""Rooms: made from chat, built outside step by step, opened only when everything is there."""

from dataclasses import replace

from bot.ports import OneOf, Sold, Transaction
from bot.rules import rooms
from bot.rules.access import LIVE
from bot.rules.decision import Decision
from bot.rules.effects import BuildRoom, BuildTier, SellRoom, ShowNotice
from bot.rules.ids import MemberId, RoomId
from bot.rules.money import Money
from bot.rules.notices import NoticeKind
from bot.rules.queueing import IN_LINE, Place
from bot.rules.rooms import Membership, Room, RoomState
from bot.rules.texts import Refused, text
from bot.rules.tiers import Tier

ROLE_DELETED = (
    "the role of this room was deleted in Discord: /admin room-build makes it anew and lets everybody in again"
)


async def create(tx: Transaction, name: str, description: str, fee: Money, *, owner_id: MemberId, by: MemberId) -> Room:
    """A room in draft, to be built in Discord and at Stripe. Raises Refused for a name that is taken or a wrong fee."""
    rooms.check_fee(fee)
    clean = " ".join(name.split())
    if any(rooms.same_name(other.name, clean) for other in await tx.find(Room)):
        raise Refused(text("rooms.name_taken", name=clean))
    room = Room(
        RoomId(tx.new_id("room")),
        clean,
        description.strip(),
        owner_id,
        fee,
        RoomState.DRAFT,
        made_at=tx.now,
        made_by=by,
    )
    await tx.apply(Decision(keep=(room,), effects=(BuildRoom(room.id), SellRoom(room.id))))
    return room


async def note_built(
    tx: Transaction,
    room_id: RoomId,
    *,
    role_id: int | None = None,
    category_id: int | None = None,
    channel_id: int | None = None,
) -> Room:
    """Keep the id of a part that was just made in Discord. Returns the room as kept now."""
    room = await tx.get(Room, room_id)
    known = replace(
        room,
        role_id=role_id or room.role_id,
        category_id=category_id or room.category_id,
        channel_id=channel_id or room.channel_id,
    )
    await tx.put(known)
    return known


async def note_sold(tx: Transaction, room_id: RoomId, sold: Sold) -> None:
    """Keep what was made at Stripe, and open the room if that was the last part."""
    room = await tx.get(Room, room_id)
    known = replace(
        room, product_id=sold.product_id, join_price_id=sold.join_price_id, month_price_id=sold.month_price_id
    )
    await tx.put(known)
    await open_if_ready(tx, room_id)


async def open_if_ready(tx: Transaction, room_id: RoomId, *, role_tried: bool = False) -> None:
    """Open a draft once every part is there. role_tried: the role was just seen to be grantable."""
    room = await tx.get(Room, room_id)
    tried = replace(room, role_tried=room.role_tried or role_tried, fault=None if role_tried else room.fault)
    await tx.put(rooms.opened_if_ready(tried))


async def note_fault(tx: Transaction, room_id: RoomId, fault: str) -> None:
    """Something about the room needs a person's hand: keep what, and tell the owner."""
    room = await tx.get(Room, room_id)
    if room.fault != fault:
        told = ShowNotice(room.owner_id, NoticeKind.ROOM_FAULT, room.id)
        await tx.apply(Decision(keep=(replace(room, fault=fault),), effects=(told,)))


async def role_deleted(tx: Transaction, role_id: int) -> None:
    """Somebody deleted the role of a room: nobody can be let in until it is made anew, and the owner hears of it.

    The role of a tier is made anew at once: its members still have the room.
    """
    for room in await tx.find(Room, role_id=role_id):
        await tx.put(replace(room, role_id=None, role_tried=False))
        await note_fault(tx, room.id, ROLE_DELETED)
    for tier in await tx.find(Tier, role_id=role_id):
        await tx.apply(Decision(keep=(replace(tier, role_id=None),), effects=(BuildTier(tier.id),)))


async def build_again(tx: Transaction, room_id: RoomId) -> Room:
    """Try once more to build what is missing, after somebody mended what was in the way. Returns the room."""
    room = replace(await tx.get(Room, room_id), fault=None)
    await tx.apply(Decision(keep=(room,), effects=(BuildRoom(room_id), SellRoom(room_id))))
    return room


async def set_year_fee(tx: Transaction, room: Room, fee: Money | None) -> Room:
    """Offer the room by the year, or no longer; whoever pays by the year already goes on for the fee they have."""
    await tx.lock(f"room:{room.id}")
    if fee is not None:
        rooms.check_fee(fee)
    known = replace(await tx.get(Room, room.id), year_fee=fee)
    await tx.put(known)
    return known


async def every(tx: Transaction) -> list[Room]:
    """All rooms, oldest first."""
    return await tx.find(Room)


async def open_ones(tx: Transaction) -> list[Room]:
    """The rooms one can join, by name."""
    return sorted(await tx.find(Room, state=RoomState.OPEN), key=lambda room: room.name.casefold())


async def of_member(tx: Transaction, member_id: MemberId) -> list[Room]:
    """The rooms a member is in, on the way into, or waits for."""
    ids = {one.room_id for one in await tx.find(Membership, member_id=member_id, state=OneOf(LIVE))}
    ids |= {one.room_id for one in await tx.find(Place, member_id=member_id, state=OneOf(IN_LINE))}
    return [room for room in await tx.find(Room) if room.id in ids]


async def called(tx: Transaction, name_or_id: str) -> Room:
    """The room with that id or name. Raises Refused when there is none."""
    for room in await tx.find(Room):
        if room.id == name_or_id or rooms.same_name(room.name, name_or_id):
            return room
    raise Refused(text("rooms.unknown", name=name_or_id))
