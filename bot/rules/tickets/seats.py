"""Seats: held while somebody pays, taken when the money is there, given a number in order of payment.

Source: E-49, E-50, E-78..E-80, E-85; docs/rules.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.rules.ids import MemberId
from bot.rules.money import Money
from bot.rules.policies.bad_input import BadInput, check_amount, check_aware
from bot.rules.policies.policy import Pin
from bot.rules.refunds.purchase import Method
from bot.rules.texts import Refused, text

EventId = NewType("EventId", str)
TicketId = NewType("TicketId", str)

CARD_BRANDS = ("Visa", "Mastercard", "JCB", "American Express", "Diners Club", "Discover")
METHODS = (Method.CARD, Method.KONBINI)
"""How a ticket can be paid (E-49, E-50)."""


class EventKind(StrEnum):
    """Which policy an event sells under; chosen when it is made, and shown (X1)."""

    TICKET = "ticket"  # never cancelled by the holder
    SEMINAR = "seminar"  # 30, 14 and 7 days


class EventState(StrEnum):
    ON = "on"
    NOT_HELD = "not_held"
    POSTPONED = "postponed"


@dataclass(frozen=True, slots=True)
class Event:
    """Something to go to. seats: None for as many as come. Raises BadInput below one seat and for a naive time."""

    id: EventId
    kind: EventKind
    starts_at: datetime
    price: Money
    seats: int | None
    pin: Pin
    state: EventState = EventState.ON

    def __post_init__(self) -> None:
        check_aware("starts_at", self.starts_at)
        check_amount("price", self.price, self.price.currency)
        if self.seats is not None and self.seats < 1:
            raise BadInput("seats", self.seats, "at least one seat, or None for as many as come")


class TicketState(StrEnum):
    HELD = "held"  # a Checkout link is open
    AWAITING_KONBINI = "awaiting_konbini"  # a voucher was made; only Stripe says when it is over
    TAKEN = "taken"  # paid
    FREED = "freed"  # not paid in time
    RETURNED = "returned"  # paid, and the money goes or went back


@dataclass(frozen=True, slots=True)
class Ticket:
    """One seat of one member, from the link to the door. It belongs to the Discord user who bought it (E-79).

    held_until: of a Checkout link. number: given once, at payment, and never to anybody else (E-80).
    """

    id: TicketId
    event_id: EventId
    member_id: MemberId
    state: TicketState
    made_at: datetime
    held_until: datetime
    number: int | None = None
    method: Method | None = None
    paid_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seated:
    """The seat is theirs."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class NoSeatLeft:
    """Paid too late, and every seat is gone: the money goes back whole, and they are first in line (E-85)."""

    ticket: Ticket


def seats_left(event: Event, tickets: Iterable[Ticket], now: datetime) -> int | None:
    """How many seats can still be held at `now`; None for as many as come. tickets: all of the event."""
    if event.seats is None:
        return None
    return max(event.seats - sum(_occupies(ticket, now) for ticket in tickets), 0)


def hold(event: Event, tickets: Iterable[Ticket], wanted: Ticket, now: datetime, *, kept: int = 0) -> Ticket:
    """Hold a seat while it is paid. wanted: the new ticket. The same member's open one is given again, not a second.

    kept: seats offered to others on the waiting list. Refused for an event that has begun or is not held, for a second
    ticket, and when no seat is left.
    """
    known = tuple(tickets)
    if event.state is not EventState.ON or now >= event.starts_at:
        raise Refused(text("tickets.closed"))
    for ticket in known:
        if ticket.member_id == wanted.member_id and _occupies(ticket, now):
            if ticket.state is TicketState.TAKEN:
                raise Refused(text("tickets.has_one"))
            return ticket
    left = seats_left(event, known, now)
    if left is not None and left <= kept:
        raise Refused(text("tickets.full"))
    return replace(wanted, state=TicketState.HELD)


def voucher_made(ticket: Ticket) -> Ticket:
    """A konbini voucher was made: from now on only Stripe's own event frees the seat, never our clock (E-85)."""
    if ticket.state is not TicketState.HELD:
        return ticket
    return replace(ticket, state=TicketState.AWAITING_KONBINI, method=Method.KONBINI)


def link_over(ticket: Ticket, now: datetime) -> Ticket:
    """The time of the Checkout link is over: the seat is free, unless a voucher was made or it is paid."""
    is_over = ticket.state is TicketState.HELD and now >= ticket.held_until
    return replace(ticket, state=TicketState.FREED) if is_over else ticket


def payment_failed(ticket: Ticket) -> Ticket:
    """Stripe says that the payment will not come: the seat is free; what is paid stays so."""
    unpaid = ticket.state in (TicketState.HELD, TicketState.AWAITING_KONBINI)
    return replace(ticket, state=TicketState.FREED) if unpaid else ticket


def paid(
    event: Event, tickets: Iterable[Ticket], ticket: Ticket, method: Method, paid_at: datetime, *, now: datetime
) -> Seated | NoSeatLeft:
    """The money is there. Seated with the next number; late money too, as long as a seat is left (E-80, E-85).

    tickets: all of the event, `ticket` among them or not. Told twice, the answer is the same.
    """
    if method not in METHODS:
        raise BadInput("method", method, f"one of {', '.join(METHODS)}")
    check_aware("paid_at", paid_at)
    if ticket.state is TicketState.TAKEN:
        return Seated(ticket)
    known = tuple(one for one in tickets if one.id != ticket.id)
    known_paid = replace(ticket, method=method, paid_at=paid_at)
    if ticket.state is TicketState.RETURNED or event.state is not EventState.ON:
        return NoSeatLeft(replace(known_paid, state=TicketState.RETURNED))
    if not _occupies(ticket, now) and seats_left(event, known, now) == 0:
        return NoSeatLeft(replace(known_paid, state=TicketState.RETURNED))
    return Seated(replace(known_paid, state=TicketState.TAKEN, number=next_number(known)))


def next_number(tickets: Iterable[Ticket]) -> int:
    """The next number of an event: one more than the highest ever given. One that came back is not given again."""
    return max((ticket.number for ticket in tickets if ticket.number is not None), default=0) + 1


def at_the_door(event: Event, ticket: Ticket, member_id: MemberId) -> int:
    """The number to show at the door (E-80). Refused for another member's ticket (E-79), and for one not paid."""
    if ticket.event_id != event.id:
        raise BadInput("ticket", ticket.event_id, f"a ticket of {event.id}")
    if ticket.member_id != member_id:
        raise Refused(text("tickets.not_yours"))
    if ticket.state is not TicketState.TAKEN or ticket.number is None:
        raise Refused(text("tickets.not_paid", state=ticket.state.value))
    return ticket.number


def _occupies(ticket: Ticket, now: datetime) -> bool:
    if ticket.state is TicketState.HELD:
        return now < ticket.held_until
    return ticket.state in (TicketState.AWAITING_KONBINI, TicketState.TAKEN)
