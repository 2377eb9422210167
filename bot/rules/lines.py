"""Lines: people who wait for a seat and are served in order. What the lines of events and of rooms have in common."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from bot.rules.ids import MemberId
from bot.rules.policies.bad_input import BadInput


class InLine(Protocol):
    """A place in a line. goes_first: before everybody who came in the ordinary way.

    offered_until: until when a seat is kept for them; None while none was offered.
    """

    @property
    def member_id(self) -> MemberId: ...

    @property
    def joined_at(self) -> datetime: ...

    @property
    def goes_first(self) -> bool: ...

    @property
    def offered_until(self) -> datetime | None: ...


P = TypeVar("P", bound=InLine)


def in_order(line: Iterable[P]) -> tuple[P, ...]:
    """The line as it is served: who goes first, then by the time of joining; equal times stay as given."""
    return tuple(sorted(line, key=lambda place: (not place.goes_first, place.joined_at)))


def rank(line: Iterable[InLine], member_id: MemberId) -> int | None:
    """How many are served before somebody, and they themselves: 1 for the next one; None for who is not in line."""
    ordered = [place.member_id for place in in_order(line)]
    return ordered.index(member_id) + 1 if member_id in ordered else None


def is_offered(place: InLine, now: datetime) -> bool:
    """Whether a seat is kept for this place at `now`; at the very end of the time it is not any more."""
    return place.offered_until is not None and now < place.offered_until


def next_ones(line: Iterable[P], seats_free: int, now: datetime) -> tuple[P, ...]:
    """The places whose turn it is: never more open offers than free seats.

    seats_free: those that nobody holds; an open offer takes one of them. An offer that has run out takes none, and its
    place is passed over. Raises BadInput for a negative number.
    """
    if seats_free < 0:
        raise BadInput("seats_free", seats_free, "zero or more")
    ordered = in_order(line)
    kept = sum(is_offered(place, now) for place in ordered)
    waiting = [place for place in ordered if place.offered_until is None]
    return tuple(waiting[: max(seats_free - kept, 0)])
