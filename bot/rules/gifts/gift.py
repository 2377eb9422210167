"""The gift itself, and what it may meet.

A gift is paid once and renews nothing. Until it is used it belongs to whoever gave it: it goes back in full when they
say so, when it was not used in time, and when it can be used no more. Source: product capabilities "gift of a month".
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.access import BILLED
from bot.rules.effects import ShowNotice
from bot.rules.ids import AccessCodeId, GiftId, MemberId, RoomId
from bot.rules.members import Member
from bot.rules.money import Money
from bot.rules.notices import NoticeKind
from bot.rules.payments import Payment
from bot.rules.policies.policy import Pin
from bot.rules.rooms import LARGEST_FEE_MINOR, Membership, MembershipState, Room, RoomState
from bot.rules.texts import Refused, text

MONTHS_MAX = 12
UNUSED_DAYS = 90
"""After so many days without being used a gift goes back by itself."""


class GiftState(StrEnum):
    ASKED = "asked"  # shown to the giver, who has not confirmed it
    OPEN = "open"  # confirmed; there is a link, or one is being made
    PAID = "paid"  # waits for its receiver
    USED = "used"
    EXPIRED = "expired"  # nothing was paid
    RETURNED = "returned"  # paid; the money goes back


class GiftEnd(StrEnum):
    """Why a gift was not used."""

    RAN_OUT = "ran_out"  # the link expired unpaid
    TAKEN_BACK = "taken_back"
    UNUSED = "unused"  # for `UNUSED_DAYS`
    RECEIVER_LEFT = "receiver_left"  # the server
    EXPELLED = "expelled"  # the receiver, from the room
    ROOM_CLOSED = "room_closed"
    CARD_NOT_TAKEN = "card_not_taken"  # paid with a card of another brand than rooms take (E-37)


@dataclass(frozen=True, slots=True)
class Gift:
    """Some months of a room for somebody else. member_id: who gives it, and pays.

    fee: of one month, as the giver read it. made_at: when it was shown, then when its present link was asked for.
    tries, session_id, url: of the link, as an order's. unused_until: when it goes back by itself, None while unpaid.
    terms: the policy version it is paid under. settled_at: when it was used, or was over for its `end_reason`.
    """

    id: GiftId
    member_id: MemberId
    receiver_id: MemberId
    room_id: RoomId
    months: int
    fee: Money
    state: GiftState
    made_at: datetime
    terms: Pin
    expires_at: datetime | None = None
    tries: int = 1
    session_id: str | None = None
    url: str | None = None
    payment_id: str | None = None
    paid_at: datetime | None = None
    unused_until: datetime | None = None
    settled_at: datetime | None = None
    end_reason: GiftEnd | None = None
    access_code_id: AccessCodeId | None = None

    @property
    def amount(self) -> Money:
        """What all of its months cost together."""
        return Money(self.fee.minor * self.months, self.fee.currency)

    @property
    def payment(self) -> Payment:
        """What was paid for it."""
        assert self.payment_id is not None, self
        assert self.paid_at is not None, self
        return Payment(self.payment_id, self.amount, self.paid_at)


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a gift meets where it is used. last: the receiver's newest membership in the room, None for none."""

    room: Room
    receiver: Member
    last: Membership | None

    @property
    def is_in(self) -> bool:
        """Whether the receiver is in the room, or owes it a month: for them it takes something off what comes."""
        return self.last is not None and self.last.state in BILLED


def obstacle(prospect: Prospect) -> GiftEnd | None:
    """What makes a gift useless for good; None when nothing does."""
    if prospect.room.state is not RoomState.OPEN:
        return GiftEnd.ROOM_CLOSED
    if not prospect.receiver.in_server:
        return GiftEnd.RECEIVER_LEFT
    if prospect.last is not None and prospect.last.state is MembershipState.EXPELLED:
        return GiftEnd.EXPELLED
    return None


def asked(id: GiftId, giver: MemberId, months: int, prospect: Prospect, *, terms: Pin, now: datetime) -> Gift:
    """A gift as the giver is shown it; nothing is promised yet.

    Raises Refused for a gift to oneself, for one that could not be used, and for more than a card is charged at once.
    """
    assert 1 <= months <= MONTHS_MAX, months
    room, receiver = prospect.room, prospect.receiver
    if receiver.id == giver:
        raise Refused(text("gifts.to_oneself"))
    match obstacle(prospect):
        case GiftEnd.ROOM_CLOSED:
            raise Refused(text("rooms.not_open", room=room.name))
        case GiftEnd.RECEIVER_LEFT:
            raise Refused(text("gifts.not_in_server"))
        case GiftEnd.EXPELLED:
            raise Refused(text("gifts.not_for_them", room=room.name))
    if room.needs_approval and not prospect.is_in:
        raise Refused(text("gifts.needs_approval", room=room.name))
    gift = Gift(id, giver, receiver.id, room.id, months, room.fee, GiftState.ASKED, now, terms)
    if gift.amount.minor > LARGEST_FEE_MINOR:
        raise Refused(text("gifts.too_much", total=gift.amount))
    return gift


def shown_to_both(gift: Gift) -> tuple[ShowNotice, ShowNotice]:
    """What giver and receiver see of a gift, as it is now."""
    return (
        ShowNotice(gift.member_id, NoticeKind.GIFT_GIVEN, gift.id),
        ShowNotice(gift.receiver_id, NoticeKind.GIFT, gift.id),
    )
