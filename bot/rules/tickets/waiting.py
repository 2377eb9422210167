"""The waiting list of an event that is full: in order, but for those whose payment came too late."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.rules.ids import MemberId
from bot.rules.policies.bad_input import BadInput
from bot.rules.texts import Refused, text

OFFER_HOURS = 24


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place in line. paid_late: their money came when every seat was gone, so they go first (E-85).

    offered_until: until when a seat is kept for them; None while none is offered.
    """

    member_id: MemberId
    joined_at: datetime
    paid_late: bool = False
    offered_until: datetime | None = None


def join(line: Iterable[Place], place: Place) -> Place:
    """A new place at the end. Refused for whoever stands in line already; late money moves their place to the front."""
    for known in line:
        if known.member_id == place.member_id:
            if not place.paid_late:
                raise Refused(text("tickets.in_line"))
            return replace(known, paid_late=True)
    return place


def in_order(line: Iterable[Place]) -> tuple[Place, ...]:
    """The line as it is served: late payers first, then by the time of joining."""
    return tuple(sorted(line, key=lambda place: (not place.paid_late, place.joined_at)))


def offers(line: Iterable[Place], seats_free: int, now: datetime, *, starts_at: datetime) -> tuple[Place, ...]:
    """The places a free seat is offered to now, with their time to answer: never more offers than free seats.

    An offer that has run out is no offer any more, and its place is passed over. The time to answer ends with the
    start of the event at the latest. Raises BadInput for a negative number of seats.
    """
    if seats_free < 0:
        raise BadInput("seats_free", seats_free, "zero or more")
    ordered = in_order(line)
    kept = sum(place.offered_until is not None and now < place.offered_until for place in ordered)
    until = min(now + timedelta(hours=OFFER_HOURS), starts_at)
    if until <= now:
        return ()
    waiting = [place for place in ordered if place.offered_until is None]
    return tuple(replace(place, offered_until=until) for place in waiting[: max(seats_free - kept, 0)])
