"""Notices: everything we said to a member of our own accord, and whether it arrived."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.ids import MemberId, NoticeId, PostingId


class NoticeKind(StrEnum):
    WELCOME = "welcome"
    ABANDONED = "abandoned"  # a payment page that was opened and left, spoken of once
    FAILED_CHARGE = "failed_charge"  # the living card of one unpaid month
    LAST_WARNING = "last_warning"
    ENDED_UNPAID = "ended_unpaid"
    MONTH_MISSED = "month_missed"  # a month that no renewal billed will be charged on a retry day
    LEAVING = "leaving"
    LEFT = "left"
    MONEY_BACK = "money_back"
    ENDED_AT_STRIPE = "ended_at_stripe"
    SEAT_OFFERED = "seat_offered"  # the living card of one offer to somebody in line
    REQUEST_WAITING = "request_waiting"  # paid; the owner decides
    REQUEST = "request"  # to an owner: somebody asks to come in
    REQUEST_OLD = "request_old"  # to owner and admins: one has waited long
    APPROVED = "approved"
    REQUEST_OVER = "request_over"  # not let in: the money goes back
    RENEWAL = "renewal"  # what the next 1st will charge
    CARD_EXPIRES = "card_expires"  # the card will have expired by the next charge
    PAUSED = "paused"  # the living card of one pause
    GUEST_ENDS = "guest_ends"  # the living card about the end of a guest's time
    GIFT = "gift"  # the living card of a gift, to whoever may use it
    GIFT_GIVEN = "gift_given"  # the same, to whoever gave it
    NEW_MEMBER = "new_member"  # to an owner: what somebody who joined answered, and what their account looks like
    TERMS_CHANGE = "terms_change"  # there is a newer version of the terms of a contract that runs
    FEE_CHANGE = "fee_change"  # the room costs another fee from a 1st on
    ABSENT = "absent"  # they left the server, or were sent away, and still pay: cancel or keep?
    HELD = "held"  # the next charge was stopped because they are not there
    PAYER_AWAY = "payer_away"  # to an admin: somebody who pays is not in the server
    ROOM_FAULT = "room_fault"  # to an owner: something about the room needs a hand


MAY_WAIT = frozenset(
    {
        NoticeKind.ABANDONED,
        NoticeKind.FAILED_CHARGE,
        NoticeKind.LAST_WARNING,
        NoticeKind.ENDED_UNPAID,
        NoticeKind.MONTH_MISSED,
        NoticeKind.SEAT_OFFERED,
        NoticeKind.REQUEST,
        NoticeKind.REQUEST_OLD,
        NoticeKind.APPROVED,
        NoticeKind.REQUEST_OVER,
        NoticeKind.RENEWAL,
        NoticeKind.CARD_EXPIRES,
        NoticeKind.GUEST_ENDS,
        NoticeKind.GIFT,
        NoticeKind.NEW_MEMBER,
        NoticeKind.FEE_CHANGE,
        NoticeKind.TERMS_CHANGE,
    }
)
"""Notices that keep the quiet hours. The others answer something the reader just did, or are urgent."""


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


TO_SEVERAL = frozenset({NoticeKind.REQUEST_OLD})
"""Notices that more than one person reads, each in a message of their own."""


def notice_id(kind: NoticeKind, subject: str, reader: MemberId) -> NoticeId:
    """The id of the one notice of that kind about that subject: saying a thing twice to somebody is saying it once."""
    return NoticeId(f"ntc_{kind}_{subject}_{reader}" if kind in TO_SEVERAL else f"ntc_{kind}_{subject}")


class Result(StrEnum):
    """What became of one try to reach a reader."""

    ARRIVED = "arrived"  # Discord or the mail server took it, or it was shown with a command
    CHANGED = "changed"  # the message they have says something new; that notifies nobody
    CLOSED = "closed"  # this way is closed to them: the next rung is tried
    UNANSWERED = "unanswered"  # the outside did not answer, which says nothing about the reader: it is tried again
    OWED = "owed"  # every other way is closed: it waits for the next command they type


@dataclass(frozen=True, slots=True)
class Posting:
    """One try to bring a notice to its reader by one rung, and what became of it: what is here is never edited away.

    times: how often in a row it went like that; tried_at is the last time. why: in words for an operator.
    """

    id: PostingId
    member_id: MemberId
    notice_id: NoticeId
    rung: Delivery
    result: Result
    tried_at: datetime
    times: int = 1
    why: str | None = None


def posting_id(notice: NoticeId, number: int) -> PostingId:
    """The id of the `number`th try to deliver a notice: they sort in the order in which they were made."""
    return PostingId(f"pst_{notice}_{number:05}")


def continues(last: Posting | None, result: Result) -> bool:
    """Whether a try went just as the `last` one by the same rung: an outage of an hour is one line, not twenty."""
    return last is not None and result in (Result.UNANSWERED, Result.CLOSED) and last.result is result
