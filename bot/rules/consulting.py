"""Consulting: booked sessions, and what calling one off means for the money.

How much comes back is said by the policy (48 hours, 24 hours); here is what it is told. Source: R-23..R-29.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.rules.ids import MemberId
from bot.rules.policies.bad_input import check_aware
from bot.rules.policies.terms import Reason
from bot.rules.refunds.purchase import Claim, Purchase
from bot.rules.texts import Refused, text

BookingId = NewType("BookingId", str)


class BookingState(StrEnum):
    BOOKED = "booked"
    CANCELLED = "cancelled"  # by the member, before it started
    ATTENDED = "attended"
    MISSED = "missed"
    NOT_HELD = "not_held"  # by us


@dataclass(frozen=True, slots=True)
class Booking:
    """One session of one member. cancelled_at: the moment that decides how much comes back."""

    id: BookingId
    member_id: MemberId
    starts_at: datetime
    state: BookingState
    cancelled_at: datetime | None = None

    def __post_init__(self) -> None:
        check_aware("starts_at", self.starts_at)
        check_aware("cancelled_at", self.cancelled_at)


def cancel(booking: Booking, now: datetime) -> Booking:
    """Called off by the member: possible until it starts (R-23). Cancelling twice keeps the first moment."""
    check_aware("now", now)
    if booking.state is BookingState.CANCELLED:
        return booking
    if booking.state is not BookingState.BOOKED or now >= booking.starts_at:
        raise Refused(text("consulting.started", at=booking.starts_at))
    return replace(booking, state=BookingState.CANCELLED, cancelled_at=now)


def over(booking: Booking, *, attended: bool) -> Booking:
    """The session is over; one that was called off before stays so."""
    if booking.state is not BookingState.BOOKED:
        return booking
    return replace(booking, state=BookingState.ATTENDED if attended else BookingState.MISSED)


def not_held(booking: Booking) -> Booking:
    """We could not hold it. Refused for a session that took place, and for one the member called off before."""
    if booking.state in (BookingState.ATTENDED, BookingState.CANCELLED):
        raise Refused(text("consulting.settled"))
    return replace(booking, state=BookingState.NOT_HELD)


def purchase_of(booking: Booking, payment: Purchase) -> Purchase:
    """The payment with what the policy asks of the session: when it starts, and whether it was attended (R-28)."""
    return replace(payment, starts_at=booking.starts_at, attended=booking.state is BookingState.ATTENDED)


def claim_of(booking: Booking, reason: Reason, asked_at: datetime) -> Claim:
    """The claim for a session; the moment it was called off counts, not the later asking (R-24..R-26)."""
    if booking.state is BookingState.NOT_HELD:
        return Claim(asked_at, Reason.NOT_HELD)
    return Claim(booking.cancelled_at or asked_at, reason)
