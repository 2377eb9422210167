"""The card of how people get into a room, to whoever set it."""

from dataclasses import dataclass

from bot.rules.cards import Act, Button, Card
from bot.rules.queueing import Seats
from bot.rules.rooms import Room
from bot.rules.settings import Deadlines
from bot.rules.texts import Text, text


@dataclass(frozen=True, slots=True)
class Admission:
    """How people get into a room now. requests: those that wait for an answer."""

    room: Room
    seats: Seats
    requests: int
    deadlines: Deadlines


def admission(now: Admission) -> Card:
    """What is set, and what it means for those who are in, who wait, and who come."""
    lines = [*_seats(now), *_approval(now)]
    requests = (Button(text("buttons.requests"), Act.REQUESTS, "0"),) if now.requests else ()
    return Card(text("admission.title", room=now.room.name), tuple(lines), requests)


def _seats(now: Admission) -> tuple[Text, ...]:
    seats = now.seats
    if seats.capacity is None:
        return (text("admission.no_limit", held=seats.held),)
    lines = [text("admission.seats", capacity=seats.capacity, held=seats.held)]
    if seats.held > seats.capacity:
        lines.append(text("admission.too_many", capacity=seats.capacity))
    if seats.waiting or seats.offered:
        lines.append(text("admission.line", waiting=seats.waiting, offered=seats.offered))
    lines.append(text("admission.when_full", hours=now.deadlines.offer_hours))
    return tuple(lines)


def _approval(now: Admission) -> tuple[Text, ...]:
    waiting = (text("admission.requests", count=now.requests),) if now.requests else ()
    if not now.room.needs_approval:
        return (text("admission.approval_off"), *waiting)
    deadlines = now.deadlines
    on = text("admission.approval_on", days=deadlines.answer_days, in_all=deadlines.answer_within_days)
    return (on, *waiting)
