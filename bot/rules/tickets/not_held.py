"""Not held or moved: what each ticket becomes, by how it was paid and what its holder chooses.

Source: E-81..E-84, R-36, R-37, R-47, X7.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.rules.policies.bad_input import BadInput, check_aware
from bot.rules.policies.terms import Reason
from bot.rules.refunds.purchase import WAY_OF, Method, Way
from bot.rules.texts import Refused, text
from bot.rules.tickets.seats import Event, EventKind, EventState, Ticket, TicketState


class Cause(StrEnum):
    OURS = "ours"
    FORCE_MAJEURE = "force_majeure"


class Choice(StrEnum):
    """What a holder wants, or gets by not answering."""

    REFUND = "refund"
    MOVE = "move"


REASON_OF = {Cause.OURS: Reason.NOT_HELD, Cause.FORCE_MAJEURE: Reason.NOT_HELD_FORCE_MAJEURE}


@dataclass(frozen=True, slots=True)
class Declaration:
    """An owner or admin says that an event is not held on its day; possible after the planned time too (E-84).

    moved_to: the new time, None when there is none. choose_until: by when the holders answer.
    """

    cause: Cause
    declared_at: datetime
    choose_until: datetime
    moved_to: datetime | None = None

    def __post_init__(self) -> None:
        for name in ("declared_at", "choose_until", "moved_to"):
            check_aware(name, getattr(self, name))
        if self.choose_until <= self.declared_at:
            raise BadInput("choose_until", self.choose_until, "a time after the declaration")
        if self.moved_to is not None and self.moved_to <= self.choose_until:
            raise BadInput("moved_to", self.moved_to, "a new time after the holders have chosen")


class Settlement(StrEnum):
    """How one ticket is settled."""

    FREE = "free"  # it was never paid: close the link or voucher
    ASK = "ask"  # its holder chooses between the new date and the money
    TO_CARD = "to_card"  # through the card company (E-82)
    GUIDE = "guide"  # send the guidance: the member names an account (E-83)
    MOVE = "move"
    NOTHING = "nothing"  # settled before


def declare(event: Event, declaration: Declaration) -> Event:
    """The event as it is after the declaration. Refused when it was declared not held before."""
    if event.state is EventState.NOT_HELD:
        raise Refused(text("tickets.declared"))
    is_moved = declaration.moved_to is not None
    return replace(event, state=EventState.POSTPONED if is_moved else EventState.NOT_HELD)


def first_offer(event: Event, cause: Cause) -> Choice:
    """What holders get who do not answer.

    Our fault: their money. Force majeure: the new date first for a seminar (R-37); a ticket is always money (X7).
    """
    return Choice.MOVE if event.kind is EventKind.SEMINAR and cause is Cause.FORCE_MAJEURE else Choice.REFUND


def settle(ticket: Ticket, declaration: Declaration) -> Settlement:
    """What happens to a ticket right after the declaration: without a new date there is nothing to choose."""
    if ticket.state in (TicketState.HELD, TicketState.AWAITING_KONBINI):
        return Settlement.FREE
    if ticket.state is not TicketState.TAKEN:
        return Settlement.NOTHING
    return Settlement.ASK if declaration.moved_to is not None else refund_way(ticket)


def settle_all(tickets: Iterable[Ticket], declaration: Declaration) -> dict[Settlement, tuple[Ticket, ...]]:
    """Every ticket of the event by its settlement, so that an organiser sees beforehand what it comes to."""
    settled: dict[Settlement, tuple[Ticket, ...]] = {}
    for ticket in tickets:
        settlement = settle(ticket, declaration)
        settled[settlement] = (*settled.get(settlement, ()), ticket)
    return settled


def choose(ticket: Ticket, choice: Choice, declaration: Declaration, now: datetime) -> Settlement:
    """A holder chooses. Refused when there is no new date, when the time is over, and for what is settled already."""
    if ticket.state is not TicketState.TAKEN:
        raise Refused(text("tickets.settled"))
    if declaration.moved_to is None:
        raise Refused(text("tickets.no_new_date"))
    if now > declaration.choose_until:
        raise Refused(text("tickets.choice_over", until=declaration.choose_until))
    return Settlement.MOVE if choice is Choice.MOVE else refund_way(ticket)


def unanswered(event: Event, ticket: Ticket, declaration: Declaration, now: datetime) -> Settlement:
    """What becomes of a ticket whose holder did not answer in time; ASK while the time still runs."""
    if ticket.state is not TicketState.TAKEN:
        return Settlement.NOTHING
    if declaration.moved_to is not None and now <= declaration.choose_until:
        return Settlement.ASK
    moves = declaration.moved_to is not None and first_offer(event, declaration.cause) is Choice.MOVE
    return Settlement.MOVE if moves else refund_way(ticket)


def refund_way(ticket: Ticket) -> Settlement:
    """How the money of a ticket goes back, by how it came (E-81)."""
    way = WAY_OF[ticket.method or Method.OTHER]
    return Settlement.TO_CARD if way is Way.CARD else Settlement.GUIDE
