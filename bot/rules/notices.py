"""Notices: everything we said to a member of our own accord, and whether it arrived."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.ids import MemberId, NoticeId


class NoticeKind(StrEnum):
    WELCOME = "welcome"
    FAILED_CHARGE = "failed_charge"  # the living card of one unpaid month
    LAST_WARNING = "last_warning"
    ENDED_UNPAID = "ended_unpaid"
    MONTH_MISSED = "month_missed"  # a month that no renewal billed will be charged on a retry day
    LEAVING = "leaving"
    LEFT = "left"
    MONEY_BACK = "money_back"
    ENDED_AT_STRIPE = "ended_at_stripe"
    ROOM_FAULT = "room_fault"  # to an owner: something about the room needs a hand


class Delivery(StrEnum):
    """How a notice reached its reader: the rungs of the ladder, in order."""

    WAITING = "waiting"
    DM = "dm"
    THREAD = "thread"
    MAIL = "mail"
    NEXT_COMMAND = "next_command"  # shown with the next command they type


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing said to one member; what it says is worked out from the records whenever it is shown.

    subject: the id of the charge, membership, refund or room it tells of. channel_id, message_id: where it stands in
    Discord, None for mail. shown: a hash of what stands there now, None while nothing was shown.
    """

    id: NoticeId
    member_id: MemberId
    kind: NoticeKind
    subject: str
    made_at: datetime
    delivery: Delivery = Delivery.WAITING
    delivered_at: datetime | None = None
    channel_id: int | None = None
    message_id: int | None = None
    shown: str | None = None


def notice_id(kind: NoticeKind, subject: str) -> NoticeId:
    """The id of the one notice of that kind about that subject: saying a thing twice is saying it once."""
    return NoticeId(f"ntc_{kind}_{subject}")
