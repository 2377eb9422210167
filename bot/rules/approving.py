"""Approval: in some rooms the owner lets people in one by one: request, payment, approval, role.

Source: E-10, E-17, E-20, E-26, E-33 to E-35; docs/rules.md. Until the owner's word nothing is a month of the ledger:
the payment is held beside the request, and covers the month in which the door opens. Whoever is not let in has
everything back.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.charges import Charge, ChargeState, Refund, RefundCause, charge_id
from bot.rules.days import Calendar
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind, seat_freed
from bot.rules.effects import Effect, ShowNotice, SyncAccess, SyncSubscription, TellAdmins
from bot.rules.giving_back import Terms, give_back, give_back_quietly
from bot.rules.ids import ApprovalId, MemberId, MembershipId, RoomId
from bot.rules.joining import paid_too_late
from bot.rules.money import Money
from bot.rules.notices import NoticeKind
from bot.rules.payments import Payment
from bot.rules.rooms import EndReason, Membership, MembershipState, Order, OrderState, Room, RoomState
from bot.rules.settings import Deadlines
from bot.rules.texts import Refused, Since, text

LONGEST_WORDS = 500
"""Of an owner's reason, in characters: the card that shows it has room for more than two such."""


class ApprovalState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    UNANSWERED = "unanswered"  # nobody answered in time
    WITHDRAWN = "withdrawn"  # by the member


@dataclass(frozen=True, slots=True)
class Approval:
    """A paid request that waits, or waited, for the owner's word; there is one per membership.

    payment_id, amount, paid_at: the money it holds. escalates_at: when the admins are asked; ends_at: when it is given
    up: both as the member was told. words: the reason of whoever declined.
    """

    id: ApprovalId
    member_id: MemberId
    room_id: RoomId
    membership_id: MembershipId
    payment_id: str
    amount: Money
    paid_at: datetime
    state: ApprovalState
    asked_at: datetime
    escalates_at: datetime
    ends_at: datetime
    escalated_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: MemberId | None = None
    words: str = ""

    @property
    def payment(self) -> Payment:
        return Payment(self.payment_id, self.amount, self.paid_at)


def check_is_there(approval: Approval, *, is_there: bool) -> None:
    """Refuse to let in who is not in the server: they would pay for a door they cannot go through."""
    if not is_there and approval.state is ApprovalState.WAITING:
        raise Refused(text("approving.is_away"))


def approval_id(membership_id: MembershipId) -> ApprovalId:
    """The id of the one approval of a membership."""
    return ApprovalId(f"apv_{membership_id.partition('_')[2]}")


def paid(
    order: Order,
    membership: Membership,
    payment: Payment,
    *,
    room: Room,
    returned: Refund | None,
    terms: Terms,
    deadlines: Deadlines,
    now: datetime,
) -> Decision:
    """The first month was paid: now the owner decides (E-17). The same payment seen again changes nothing.

    A second payment goes back, and so does one for an order that no longer counts. returned: this payment's refund.
    """
    if returned is not None or order.payment_id == payment.id:
        return NOTHING
    if order.state is OrderState.PAID:
        return give_back(membership, payment, RefundCause.DUPLICATE, terms, now)
    if membership.state is not MembershipState.AWAITING_PAYMENT or room.state is not RoomState.OPEN:
        return paid_too_late(order, membership, payment, terms, now)
    days = order.answer_within_days or deadlines.answer_within_days
    approval = Approval(
        approval_id(membership.id),
        order.member_id,
        order.room_id,
        membership.id,
        payment.id,
        payment.amount,
        payment.paid_at,
        ApprovalState.WAITING,
        asked_at=now,
        escalates_at=now + timedelta(days=min(deadlines.answer_days, days)),
        ends_at=now + timedelta(days=days),
    )
    waiting = replace(membership, state=MembershipState.AWAITING_APPROVAL)
    done = replace(order, state=OrderState.PAID, payment_id=payment.id, settled_at=payment.paid_at)
    told = (
        ShowNotice(order.member_id, NoticeKind.REQUEST_WAITING, approval.id),
        ShowNotice(room.owner_id, NoticeKind.REQUEST, approval.id),
    )
    look_again = Due(DueKind.APPROVAL, approval.id, approval.escalates_at)
    return Decision(keep=(waiting, done, approval), effects=told, due=(look_again,))


def approve(
    approval: Approval, membership: Membership, room: Room, *, by: MemberId, calendar: Calendar, now: datetime
) -> Decision:
    """Let somebody in: the role, the subscription, and the month in which that happens (E-33 to E-35).

    Approved twice is approved once. Raises Refused once it is decided otherwise, when the time is over, while the room
    is closed, and between midnight of the 1st and the billing anchor, where the next month would be charged at once.
    """
    if approval.state is ApprovalState.APPROVED:
        return NOTHING
    check_open(approval, membership, now)
    if room.state is not RoomState.OPEN:
        raise Refused(text("rooms.not_open", room=room.name))
    if now < (renews_at := calendar.renews_at(calendar.day(now))):
        raise Refused(text("approving.month_begins", at=Since(renews_at)))
    month = calendar.month(now)
    charge = Charge(
        charge_id(membership.id, month),
        membership.member_id,
        membership.id,
        membership.room_id,
        month,
        approval.amount,
        ChargeState.PAID,
        made_at=now,
        payment_id=approval.payment_id,
        settled_at=approval.paid_at,
    )
    opened = replace(membership, state=MembershipState.ACTIVE, joined_at=now)
    decided = replace(approval, state=ApprovalState.APPROVED, decided_at=now, decided_by=by)
    member = membership.member_id
    effects: tuple[Effect, ...] = (
        SyncAccess(member),
        SyncSubscription(membership.id),
        ShowNotice(member, NoticeKind.APPROVED, membership.id),
    )
    return Decision(keep=(opened, charge, decided), effects=effects + _cards(approval, room))


def decline(
    approval: Approval, membership: Membership, room: Room, words: str, *, terms: Terms, by: MemberId, now: datetime
) -> Decision:
    """Do not let somebody in, with words they read: everything goes back at once (E-10, E-17).

    Declined twice is declined once, with the first words. Raises Refused without words, and once it is decided
    otherwise.
    """
    if approval.state is ApprovalState.DECLINED:
        return NOTHING
    check_open(approval, membership, now)
    if not words.strip():
        raise Refused(text("approving.say_why"))
    decided = replace(
        approval,
        state=ApprovalState.DECLINED,
        decided_at=now,
        decided_by=by,
        words=words.strip()[:LONGEST_WORDS],
    )
    over = replace(membership, state=MembershipState.REFUSED, ended_at=now, end_reason=EndReason.DECLINED)
    return _not_admitted(decided, over, room, terms, now)


def withdraw(approval: Approval, membership: Membership, room: Room, terms: Terms, now: datetime) -> Decision:
    """The member takes a paid request back: nothing was given, so everything goes back. Done twice it is done once."""
    if approval.state is ApprovalState.WITHDRAWN:
        return NOTHING
    check_open(approval, membership, now)
    decided = replace(approval, state=ApprovalState.WITHDRAWN, decided_at=now, decided_by=approval.member_id)
    over = replace(membership, state=MembershipState.LEFT, ended_at=now, end_reason=EndReason.WITHDRAWN)
    return _not_admitted(decided, over, room, terms, now)


def look_again(approval: Approval, membership: Membership, room: Room, terms: Terms, now: datetime) -> Decision:
    """A request has waited long: the admins are asked; later on it is given up, and the money goes back (E-20, E-26).

    A machine that slept through both does the later one.
    """
    if approval.state is not ApprovalState.WAITING or membership.state is not MembershipState.AWAITING_APPROVAL:
        return NOTHING
    if now >= approval.ends_at:
        decided = replace(approval, state=ApprovalState.UNANSWERED, decided_at=now)
        over = replace(membership, state=MembershipState.REFUSED, ended_at=now, end_reason=EndReason.UNANSWERED)
        return _not_admitted(decided, over, room, terms, now)
    if now < approval.escalates_at:
        return Decision(due=(Due(DueKind.APPROVAL, approval.id, approval.escalates_at),))
    escalated = replace(approval, escalated_at=approval.escalated_at or now)
    told = ShowNotice(room.owner_id, NoticeKind.REQUEST_OLD, approval.id)
    asked = TellAdmins(NoticeKind.REQUEST_OLD, approval.id)
    end = Due(DueKind.APPROVAL, approval.id, approval.ends_at)
    return Decision(keep=(escalated,), effects=(told, asked, *_cards(approval, room)), due=(end,))


def check_open(approval: Approval, membership: Membership, now: datetime) -> None:
    """Refuse to decide about a request that does not wait any more; its time is judged by the clock."""
    match approval.state:
        case ApprovalState.APPROVED:
            raise Refused(text("approving.approved_already"))
        case ApprovalState.DECLINED:
            raise Refused(text("approving.declined_already"))
        case ApprovalState.WITHDRAWN:
            raise Refused(text("approving.withdrawn_already"))
    is_over = approval.state is not ApprovalState.WAITING or now >= approval.ends_at
    if is_over or membership.state is not MembershipState.AWAITING_APPROVAL:
        raise Refused(text("approving.over"))


def _not_admitted(decided: Approval, over: Membership, room: Room, terms: Terms, now: datetime) -> Decision:
    """Close the request: the money goes back, the seat is free, and one message says both."""
    told = ShowNotice(over.member_id, NoticeKind.REQUEST_OVER, decided.id)
    closed = Decision(
        keep=(decided, over), effects=(told, *_cards(decided, room)), due=(seat_freed(over.room_id, now),)
    )
    return closed + give_back_quietly(over, decided.payment, RefundCause.NOT_ADMITTED, terms, now)


def _cards(approval: Approval, room: Room) -> tuple[ShowNotice, ...]:
    """What stands in front of the member, the owner and the admins about this request, to be brought up to date."""
    return (
        ShowNotice(approval.member_id, NoticeKind.REQUEST_WAITING, approval.id),
        ShowNotice(room.owner_id, NoticeKind.REQUEST, approval.id),
    )
