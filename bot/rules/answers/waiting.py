"""Cards of a room that is full: the way into the line, one's place in it, and the seat that is offered."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.cards import Act, Button, Card, Part, Tone
from bot.rules.lines import is_offered
from bot.rules.queueing import Place, PlaceState, Seats
from bot.rules.rooms import Room
from bot.rules.texts import Since, Text, text


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody's place before a full room. rank: 1 for the next one, None while a seat is kept for them.

    hours: for how long a seat will be kept.
    """

    room: Room
    place: Place
    rank: int | None
    hours: int


def full(room: Room, seats: Seats, hours: int) -> Card:
    """No seat is left: how many wait already, and what standing in line means."""
    lines = [
        text("waiting.line_length", count=seats.waiting + seats.offered),
        text("waiting.how_it_works", hours=hours),
        text("waiting.free_of_charge"),
    ]
    if seats.capacity is not None and seats.held >= seats.capacity:
        lines.insert(0, text("waiting.full", capacity=seats.capacity))
    return Card(text("waiting.full_title", room=room.name), tuple(lines), (_wait(room),), Tone.WARNING)


def in_line(standing: InLine, now: datetime) -> Card:
    """Where somebody stands, and what happens next."""
    title, tone = text("waiting.title", room=standing.room.name), Tone.PLAIN
    if is_offered(standing.place, now):
        tone = Tone.GOOD
    return Card(title, _where(standing, now), _ways(standing, now), tone)


def part(standing: InLine, now: datetime) -> Part:
    """The same on my page, among one's rooms."""
    heading = text("waiting.heading", room=standing.room.name)
    return Part((heading, *_where(standing, now)), _ways(standing, now))


def line(standing: InLine, now: datetime) -> Text:
    """The same in one line."""
    place = standing.place
    if is_offered(place, now) and place.offered_until is not None:
        return text("waiting.line_offered", room=standing.room.name, at=place.offered_until)
    return text("waiting.line_waiting", room=standing.room.name, rank=standing.rank or 0)


def _where(standing: InLine, now: datetime) -> tuple[Text, ...]:
    place = standing.place
    if place.state is PlaceState.WAITING:
        rank = text("waiting.rank", rank=standing.rank or 0)
        since = text("waiting.since", at=Since(place.joined_at))
        return (rank, since, text("waiting.how_it_works", hours=standing.hours))
    return _offered(place, now)


def _offered(place: Place, now: datetime) -> tuple[Text, ...]:
    assert place.offered_until is not None, place
    if is_offered(place, now):
        return (text("waiting.offered", at=place.offered_until), text("waiting.offered_next"))
    return (text("waiting.passed", at=place.offered_until),)


def _ways(standing: InLine, now: datetime) -> tuple[Button, ...]:
    room = standing.room
    if is_offered(standing.place, now):
        return (_join(room), _stop(room))
    return (_stop(room),) if standing.place.state is PlaceState.WAITING else (_wait(room),)


def offer(room: Room, place: Place, now: datetime) -> Card:
    """The living card of one offer: a seat is kept, and later on what became of it."""
    title = text("waiting.offer_title", room=room.name)
    match place.state:
        case PlaceState.TAKEN:
            return Card(title, (text("waiting.taken"),))
        case PlaceState.GIVEN_UP:
            return Card(title, (text("waiting.given_up"),), (_wait(room),))
    lines = _offered(place, now)
    if is_offered(place, now):
        return Card(title, (*lines, text("waiting.fee", fee=room.fee)), (_join(room), _stop(room)), Tone.GOOD)
    return Card(title, lines, (_wait(room),))


def given_up(room: Room) -> Card:
    """They are not in line any more."""
    return Card(text("waiting.title", room=room.name), (text("waiting.given_up"),), (_wait(room),))


def has_a_seat(room: Room) -> Card:
    """They asked to join already: nothing to wait for."""
    return Card(text("waiting.title", room=room.name), (text("waiting.has_a_seat"),), (_join(room),), Tone.GOOD)


def _wait(room: Room) -> Button:
    return Button(text("buttons.wait"), Act.WAIT, room.id)


def _stop(room: Room) -> Button:
    return Button(text("buttons.stop_waiting"), Act.STOP_WAITING, room.id)


def _join(room: Room) -> Button:
    return Button(text("buttons.join"), Act.JOIN, room.id)
