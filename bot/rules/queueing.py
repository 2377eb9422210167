"""Seats of a room, and the line before one that is full: timed offers, one per free seat.

A seat is held by every membership that is not over: paid, owing, suspended, on the way out, waiting for the payment of
an open link or for the owner's word. An offer that is open holds one too, so that nobody is promised what is gone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules import lines
from bot.rules.days import Calendar, next_month
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind, seat_freed
from bot.rules.effects import ShowNotice
from bot.rules.ids import MemberId, PlaceId, RoomId
from bot.rules.joining import SHORTEST_LINK
from bot.rules.notices import NoticeKind
from bot.rules.rooms import Room, RoomState
from bot.rules.texts import Refused, text


class PlaceState(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"  # a seat is kept until `offered_until`
    TAKEN = "taken"  # they asked to join in time
    PASSED = "passed"  # the time ran out, and the next one was asked
    GIVEN_UP = "given_up"  # they left the line


IN_LINE = (PlaceState.WAITING, PlaceState.OFFERED)


@dataclass(frozen=True, slots=True)
class Place:
    """One member's place in the line of one room; standing in line again later is a new one.

    offered_until: until when a seat is or was kept for them; None while none was offered.
    """

    id: PlaceId
    member_id: MemberId
    room_id: RoomId
    state: PlaceState
    joined_at: datetime
    offered_at: datetime | None = None
    offered_until: datetime | None = None
    ended_at: datetime | None = None

    @property
    def goes_first(self) -> bool:
        """Nobody does: every place of a room is served by the time it was taken."""
        return False


@dataclass(frozen=True, slots=True)
class Seats:
    """How full a room is. capacity: None for as many as come. held: by memberships. offered, waiting: of the line."""

    capacity: int | None
    held: int
    offered: int = 0
    waiting: int = 0

    @property
    def left(self) -> int | None:
        """How many may still join who do not stand in line: whoever waits comes first. None for any number."""
        if self.capacity is None:
            return None
        return max(self.capacity - self.held - self.offered - self.waiting, 0)

    @property
    def free(self) -> int | None:
        """How many seats nobody holds by a membership; open offers are among them. None for any number."""
        return None if self.capacity is None else max(self.capacity - self.held, 0)


def seats(room: Room, held: int, line: Iterable[Place], now: datetime) -> Seats:
    """How full a room is at `now`. held: the memberships in it that are not over. line: the places in line."""
    known = tuple(line)
    offered = sum(place.state is PlaceState.OFFERED and lines.is_offered(place, now) for place in known)
    waiting = sum(place.state is PlaceState.WAITING for place in known)
    return Seats(room.capacity, held, offered, waiting)


def may_take(known: Seats, place: Place | None, now: datetime) -> bool:
    """Whether a seat may be taken now: by whom one is kept for, or while there are more than people in line."""
    if place is not None and place.state is PlaceState.OFFERED and lines.is_offered(place, now):
        return True
    return known.left is None or known.left > 0


def stand_in_line(id: PlaceId, room: Room, member_id: MemberId, now: datetime) -> Place:
    """A place at the end of the line. Raises Refused for a room that cannot be joined."""
    if room.state is not RoomState.OPEN:
        raise Refused(text("rooms.not_open", room=room.name))
    return Place(id, member_id, room.id, PlaceState.WAITING, joined_at=now)


def with_capacity(room: Room, capacity: int) -> Room:
    """The room with that many seats, 0 for as many as come. Fewer than are in put nobody out."""
    assert capacity >= 0, capacity
    return replace(room, capacity=capacity or None)


def may_offer(room: Room) -> bool:
    """Whether seats of a room are offered at all: nobody is asked into a room that cannot be joined."""
    return room.state is RoomState.OPEN


def offered_until(calendar: Calendar, now: datetime, hours: int) -> datetime:
    """Until when an offer made now is kept: `hours` after it may be read, so that the quiet hours take nothing away.

    Around the end of a month no link can be made (`joining.link_expires_at`): an offer that would end in that stretch
    ends before it, so that it can be taken until its very last moment.
    """
    until = calendar.wakes_at(now) + timedelta(hours=hours)
    this_month = calendar.month(until)
    for month in (this_month, next_month(this_month)):
        no_links_from = calendar.starts_at(month) - SHORTEST_LINK
        if no_links_from < until <= calendar.renews_at(month):
            return no_links_from
    return until


def serve(known: Seats, line: Iterable[Place], until: datetime, now: datetime) -> Decision:
    """Offer what is free to whoever is next: as many open offers as free seats, never more.

    A room without a limit asks everybody at once. Looked at again at any time, it offers nothing twice.
    """
    standing = tuple(place for place in line if place.state in IN_LINE)
    free = len(standing) if known.free is None else known.free
    offers = tuple(
        replace(place, state=PlaceState.OFFERED, offered_at=now, offered_until=until)
        for place in lines.next_ones(standing, free, now)
    )
    return Decision(
        keep=offers,
        effects=tuple(ShowNotice(place.member_id, NoticeKind.SEAT_OFFERED, place.id) for place in offers),
        due=tuple(Due(DueKind.OFFER_ENDS, place.id, until) for place in offers),
    )


def taken(place: Place, now: datetime) -> Decision:
    """Whoever stood in line asked to join: their place has served its purpose."""
    if place.state not in IN_LINE:
        return NOTHING
    told = _offer_told(place)
    return Decision(keep=(replace(place, state=PlaceState.TAKEN, ended_at=now),), effects=told)


def offer_over(place: Place, now: datetime) -> Decision:
    """An offer was not taken in time: the next one is asked. Nothing before that moment, or when it was taken."""
    if place.state is not PlaceState.OFFERED or lines.is_offered(place, now):
        return NOTHING
    over = replace(place, state=PlaceState.PASSED, ended_at=now)
    return Decision(keep=(over,), effects=_offer_told(place), due=(seat_freed(place.room_id, now),))


def give_up(place: Place, now: datetime) -> Decision:
    """Leave the line; a seat that was kept goes to the next one. Nothing for whoever is not in it any more."""
    if place.state not in IN_LINE:
        return NOTHING
    over = replace(place, state=PlaceState.GIVEN_UP, ended_at=now)
    return Decision(keep=(over,), effects=_offer_told(place), due=(seat_freed(place.room_id, now),))


def _offer_told(place: Place) -> tuple[ShowNotice, ...]:
    """The message about an offer, which says what became of it; nobody was told of a place without one."""
    if place.state is not PlaceState.OFFERED:
        return ()
    return (ShowNotice(place.member_id, NoticeKind.SEAT_OFFERED, place.id),)
