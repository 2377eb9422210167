"""The waiting list of an event that is full: in order, but for those whose payment came too late."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.rules.ids import MemberId
from bot.rules.lines import next_ones
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

    @property
    def goes_first(self) -> bool:
        return self.paid_late


def join(line: Iterable[Place], place: Place) -> Place:
    """A new place at the end. Refused for whoever stands in line already; late money moves their place to the front."""
    for known in line:
        if known.member_id == place.member_id:
            if not place.paid_late:
                raise Refused(text("tickets.in_line"))
            return replace(known, paid_late=True)
    return place


def offers(line: Iterable[Place], seats_free: int, now: datetime, *, starts_at: datetime) -> tuple[Place, ...]:
    """The places a free seat is offered to now, with their time to answer: never more offers than free seats.

    The time to answer ends with the start of the event at the latest. Raises BadInput for a negative number of seats.
    """
    chosen = next_ones(line, seats_free, now)
    until = min(now + timedelta(hours=OFFER_HOURS), starts_at)
    return tuple(replace(place, offered_until=until) for place in chosen) if until > now else ()
