"""Seats, and the line before a room that is full: standing in it, being offered a seat, taking it, giving it up."""

from bot.ports import OneOf, Transaction
from bot.rules import lines, queueing
from bot.rules.access import LIVE
from bot.rules.answers import waiting
from bot.rules.answers.waiting import InLine
from bot.rules.cards import Card, TurnedAway
from bot.rules.days import Calendar
from bot.rules.decision import Decision
from bot.rules.due import seat_freed
from bot.rules.ids import MemberId, PlaceId, RoomId
from bot.rules.joining import may_join
from bot.rules.members import Member
from bot.rules.queueing import IN_LINE, Place, PlaceState, Seats
from bot.rules.rooms import Membership, Room
from bot.services import settings


async def seats(tx: Transaction, room: Room) -> Seats:
    """How full a room is now."""
    held = len(await tx.find(Membership, room_id=room.id, state=OneOf(LIVE)))
    return queueing.seats(room, held, await line_of(tx, room.id), tx.now)


async def check_seat(tx: Transaction, member_id: MemberId, room: Room) -> Place | None:
    """Their place in line when there is a seat for them, None where they need none. Raises TurnedAway, with the way
    into the line, when the room is full.
    """
    known, place = await seats(tx, room), await place_of(tx, member_id, room.id)
    if not queueing.may_take(known, place, tx.now):
        raise TurnedAway(await _turned_away(tx, member_id, room, known))
    return place


async def take_seat(tx: Transaction, member_id: MemberId, room: Room) -> None:
    """Let somebody join a room that has a seat for them; their place in line has then served its purpose.

    The caller holds the lock of the room, and makes the membership in the same transaction. Raises TurnedAway, with the
    way into the line, when the room is full.
    """
    place = await check_seat(tx, member_id, room)
    if place is not None:
        await tx.apply(queueing.taken(place, tx.now))


async def stand_in_line(tx: Transaction, member_id: MemberId, room_id: RoomId) -> Card:
    """Stand at the end of the line, or where one stands already. Raises Refused for whoever is in, or may not join.

    When there is a seat after all, it is offered in a moment like any other.
    """
    await tx.lock(f"member:{member_id}", f"room:{room_id}")
    room = await tx.get(Room, room_id)
    found = await tx.find(Membership, member_id=member_id, room_id=room_id, state=OneOf(LIVE))
    may_join(room, found[0] if found else None)
    place = await place_of(tx, member_id, room_id)
    if found:  # their own link is open: they have their seat
        return waiting.has_a_seat(room)
    if place is not None and place.offered_until is not None and not lines.is_offered(place, tx.now):
        await tx.apply(queueing.offer_over(place, tx.now))
        place = None
    if place is None:
        place = queueing.stand_in_line(PlaceId(tx.new_id("plc")), room, member_id, tx.now)
        await tx.apply(Decision(keep=(place,), due=(seat_freed(room_id, tx.now),)))
    return waiting.in_line(await _standing(tx, room, place), tx.now)


async def give_up(tx: Transaction, member_id: MemberId, room_id: RoomId) -> Card:
    """Leave the line. Whoever is not in it hears just that."""
    await tx.lock(f"member:{member_id}", f"room:{room_id}")
    room, place = await tx.get(Room, room_id), await place_of(tx, member_id, room_id)
    if place is not None:
        await tx.apply(queueing.give_up(place, tx.now))
    return waiting.given_up(room)


async def serve(tx: Transaction, room_id: RoomId, *, calendar: Calendar) -> None:
    """Due work: a seat may be free. Offer what is free to whoever is next."""
    await tx.lock(f"room:{room_id}")
    room = await tx.get(Room, room_id)
    line = await line_of(tx, room_id)
    if not line or not queueing.may_offer(room):
        return
    hours = (await settings.deadlines(tx)).offer_hours
    until = queueing.offered_until(calendar, tx.now, hours)
    await tx.apply(queueing.serve(await seats(tx, room), line, until, tx.now))


async def offer_over(tx: Transaction, place_id: PlaceId) -> None:
    """Due work: the time to take a seat is over."""
    place = await tx.get(Place, place_id)
    await tx.lock(f"member:{place.member_id}", f"room:{place.room_id}")
    await tx.apply(queueing.offer_over(await tx.get(Place, place_id), tx.now))


async def serve_all(tx: Transaction) -> None:
    """Look at every line there is, in case a seat was freed and nobody said so."""
    found = await tx.find(Place, state=PlaceState.WAITING)
    await tx.apply(Decision(due=tuple(seat_freed(room_id, tx.now) for room_id in {place.room_id for place in found})))


async def of_member(tx: Transaction, member_id: MemberId) -> list[InLine]:
    """Every line somebody stands in, the oldest place first."""
    places = await tx.find(Place, member_id=member_id, state=OneOf(IN_LINE))
    return [await _standing(tx, await tx.get(Room, place.room_id), place) for place in places]


async def place_of(tx: Transaction, member_id: MemberId, room_id: RoomId) -> Place | None:
    """Somebody's place in the line of a room; None for who is not in it."""
    found = await tx.find(Place, member_id=member_id, room_id=room_id, state=OneOf(IN_LINE))
    return found[0] if found else None


async def standing_in(tx: Transaction, member_id: MemberId, room: Room) -> InLine | None:
    """Where somebody stands before a room; None for who is not in its line."""
    place = await place_of(tx, member_id, room.id)
    return None if place is None else await _standing(tx, room, place)


async def standing_card(tx: Transaction, member_id: MemberId, room_id: RoomId) -> Card | None:
    """What somebody reads of their place before a room; None for who is not in its line."""
    standing = await standing_in(tx, member_id, await tx.get(Room, room_id))
    return None if standing is None else waiting.in_line(standing, tx.now)


async def _standing(tx: Transaction, room: Room, place: Place) -> InLine:
    return InLine(room, place, await _rank(tx, place), (await settings.deadlines(tx)).offer_hours)


async def _turned_away(tx: Transaction, member_id: MemberId, room: Room, known: Seats) -> Card:
    place = await place_of(tx, member_id, room.id)
    if place is not None and place.state is PlaceState.WAITING:
        return waiting.in_line(await _standing(tx, room, place), tx.now)
    return waiting.full(room, known, (await settings.deadlines(tx)).offer_hours)


async def line_of(tx: Transaction, room_id: RoomId) -> list[Place]:
    """The line of a room. Whoever left the server keeps their place, but nobody waits for them meanwhile."""
    places = await tx.find(Place, room_id=room_id, state=OneOf(IN_LINE))
    people = await tx.find(Member, id=OneOf([place.member_id for place in places])) if places else []
    away = {person.id for person in people if not person.in_server}
    return [place for place in places if place.state is PlaceState.OFFERED or place.member_id not in away]


async def _rank(tx: Transaction, place: Place) -> int | None:
    if place.state is not PlaceState.WAITING:
        return None
    line = [one for one in await line_of(tx, place.room_id) if one.state is PlaceState.WAITING]
    return lines.rank([*line, *(() if place in line else (place,))], place.member_id)
