"""Due work: what must happen at a time, written in the same transaction as the fact that causes it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.ids import RoomId


class DueKind(StrEnum):
    ASK_ORDER = "ask_order"  # ask Stripe itself what became of an open order
    REMIND = "remind"  # a payment page was left open: speak of it once
    RETRY = "retry"  # try an unpaid month again
    END_UNPAID = "end_unpaid"  # nothing is left to try: end the membership
    LEAVE = "leave"  # the last paid day is over for someone who leaves
    SWITCH = "switch"  # a membership becomes what its member chose: another tier, by the month or by the year
    RENEW = "renew"  # a membership that is paid by the year begins its next one
    PAUSE = "pause"  # a pause begins or ends
    GUEST = "guest"  # a guest's time ends soon, or now
    GIFT = "gift"  # ask Stripe about the link of a gift; later, give back what was not used
    REPRICE = "reprice"  # a discount begins or ends: look at what the next renewal costs
    APPROVAL = "approval"  # a paid request has waited long: ask the admins, then give up
    SERVE_LINE = "serve_line"  # a seat may be free: offer it to whoever is next
    OFFER_ENDS = "offer_ends"  # the time to take an offered seat is over
    ABSENCE = "absence"  # somebody who pays is not in the server for long: stop the next charge
    LOOK_AHEAD = "look_ahead"  # tell of the renewal, and of a card that will have expired by then
    CATCH_UP = "catch_up"  # read the events Stripe could not deliver
    COMPARE = "compare"  # compare everything with Stripe and Discord


@dataclass(frozen=True, slots=True)
class Due:
    """One piece of work at one time. Asking for the same kind and subject again moves it: there is never a second.

    subject: the id of the record it is about, "" for work that concerns everything.
    done_at: when it was done; None while it waits.
    """

    kind: DueKind
    subject: str
    due_at: datetime
    done_at: datetime | None = None

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.subject}"


def seat_freed(room_id: RoomId, at: datetime) -> Due:
    """Somebody gave up their seat in a room: see at `at` who stands in line for it."""
    return Due(DueKind.SERVE_LINE, room_id, at)
