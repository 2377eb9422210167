"""Leaving: by the member alone, at any time, until the end of the paid month.

Source: E-47, E-48, R-83, X12; docs/rules.md.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from bot.rules.access import BILLED
from bot.rules.charges import Charge, ChargeState
from bot.rules.days import Calendar
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind, seat_freed
from bot.rules.effects import CloseOrder, Effect, ShowNotice, SyncAccess, SyncSubscription
from bot.rules.notices import NoticeKind
from bot.rules.policies.terms import Cycle
from bot.rules.rooms import EndReason, Membership, MembershipState, Order
from bot.rules.texts import Refused, text

UNPAID = (ChargeState.DUE, ChargeState.OPEN)


def leave(
    membership: Membership,
    charges: Iterable[Charge],
    calendar: Calendar,
    now: datetime,
    *,
    because: EndReason = EndReason.LEFT,
) -> Decision:
    """What leaving at `now` means. charges: every month of this membership. because: why, if not of their own accord.

    The moment of acceptance decides: ten seconds before midnight the month that ends is the last one. Paid, access
    stays until the month is over, whatever an older one still owed (R-83); unpaid, or not yet charged for the month
    that just began, it ends at once. Nothing more is tried either way.
    """
    known = tuple(charges)
    if membership.free_until is not None and membership.state is MembershipState.ACTIVE:
        return _going(membership, membership.free_until, because)
    if membership.state is MembershipState.LEAVING and membership.leaves_at is not None:
        return _for_another_reason(membership, membership.leaves_at, because)
    this_month = calendar.month(now)
    paid = [charge for charge in known if charge.state is ChargeState.PAID and charge.covers(this_month)]
    if not paid:
        return end(membership, known, because, now)
    leaves_at = calendar.starts_at(max(charge.over_on for charge in paid))
    return _going(membership, leaves_at, because) + _written_off(known, now)


def _going(membership: Membership, leaves_at: datetime, because: EndReason = EndReason.LEFT) -> Decision:
    going = replace(membership, state=MembershipState.LEAVING, leaves_at=leaves_at, leaves_because=because)
    told = ShowNotice(membership.member_id, WHILE_LEAVING[because], membership.id)
    return Decision(
        keep=(going,),
        effects=(SyncSubscription(membership.id), told),
        due=(Due(DueKind.LEAVE, membership.id, leaves_at),),
    )


def _written_off(charges: Iterable[Charge], now: datetime) -> Decision:
    """Every unpaid month is dropped, and the living card of one that failed says so."""
    unpaid = tuple(charge for charge in charges if charge.state in UNPAID)
    dropped = tuple(replace(charge, state=ChargeState.WRITTEN_OFF, settled_at=now, retry_on=None) for charge in unpaid)
    cards: tuple[Effect, ...] = tuple(
        ShowNotice(charge.member_id, NoticeKind.FAILED_CHARGE, charge.id)
        for charge in unpaid
        if charge.failed_at is not None
    )
    return Decision(keep=dropped, effects=cards)


def _for_another_reason(membership: Membership, leaves_at: datetime, because: EndReason) -> Decision:
    """Leaving already: what was only stopped for their absence becomes leaving for good, at the same moment."""
    if membership.leaves_because is not EndReason.ABSENT or because is EndReason.ABSENT:
        raise Refused(text("leaving.already", at=leaves_at))
    told = ShowNotice(membership.member_id, WHILE_LEAVING[because], membership.id)
    return Decision(keep=(replace(membership, leaves_because=because),), effects=(told,))


def undo(membership: Membership, now: datetime) -> Decision:
    """Stay after all: possible until the last paid second (E-48)."""
    leaves_at = membership.leaves_at
    if membership.state is not MembershipState.LEAVING or leaves_at is None or now >= leaves_at:
        raise Refused(text("leaving.over"))
    staying = replace(membership, state=MembershipState.ACTIVE, leaves_at=None, leaves_because=None)
    told = ShowNotice(membership.member_id, _told(membership), membership.id)
    return Decision(keep=(staying,), effects=(SyncSubscription(membership.id), SyncAccess(membership.member_id), told))


def withdraw(order: Order, membership: Membership, now: datetime) -> Decision:
    """Take a request back before it is paid. Should the link be paid all the same, the money goes back."""
    gone = replace(membership, state=MembershipState.LEFT, ended_at=now, end_reason=EndReason.LEFT)
    return Decision(keep=(gone,), effects=(CloseOrder(order.id),), due=(seat_freed(order.room_id, now),))


def month_over(membership: Membership, now: datetime) -> Decision:
    """The paid month of someone who leaves is over: close the door."""
    if membership.state is not MembershipState.LEAVING or membership.leaves_at is None or now < membership.leaves_at:
        return NOTHING
    reason = membership.leaves_because or EndReason.LEFT
    left = replace(membership, state=MembershipState.LEFT, ended_at=now, end_reason=reason)
    told = ShowNotice(membership.member_id, _told(membership), membership.id)
    return Decision(
        keep=(left,),
        effects=(SyncAccess(membership.member_id), SyncSubscription(membership.id), told),
        due=(seat_freed(membership.room_id, now),),
    )


WHILE_LEAVING = {
    EndReason.LEFT: NoticeKind.LEAVING,
    EndReason.ENDED_AT_STRIPE: NoticeKind.LEAVING,
    EndReason.ABSENT: NoticeKind.HELD,
    EndReason.REMOVED: NoticeKind.HELD,
}
"""The one notice that tells of a way out while it lasts, by why it was taken."""


def _told(membership: Membership) -> NoticeKind:
    return WHILE_LEAVING[membership.leaves_because or EndReason.LEFT]


STATE_OF = dict.fromkeys(WHILE_LEAVING, MembershipState.LEFT)
NOTICE_OF = {
    EndReason.ABSENT: NoticeKind.HELD,
    EndReason.REMOVED: NoticeKind.HELD,
    EndReason.LEFT: NoticeKind.LEFT,
    EndReason.ENDED_AT_STRIPE: NoticeKind.ENDED_AT_STRIPE,
    EndReason.UNPAID: NoticeKind.ENDED_UNPAID,
}


def end(membership: Membership, charges: Iterable[Charge], reason: EndReason, now: datetime) -> Decision:
    """End a membership at once: the door closes, what is unpaid is written off, nothing more is charged (E-45, E-48).

    `SyncSubscription` cancels at Stripe before it voids: the other way round a voided invoice would revive it.
    """
    state = STATE_OF.get(reason, MembershipState.LAPSED)
    over = replace(membership, state=state, ended_at=now, end_reason=reason, leaves_at=None, leaves_because=None)
    dropped, member = _written_off(charges, now), membership.member_id
    told = ShowNotice(member, NOTICE_OF[reason], membership.id)
    return Decision(
        keep=(over, *dropped.keep),
        effects=(SyncSubscription(membership.id), SyncAccess(member), *dropped.effects, told),
        due=(seat_freed(membership.room_id, now),),
    )


def ended_at_stripe(membership: Membership, charges: Iterable[Charge], calendar: Calendar, now: datetime) -> Decision:
    """The subscription ended without us (by hand in the dashboard, or the customer was deleted).

    What was paid stays: access runs to the end of the paid month, and the membership ends with it.
    """
    known = tuple(charges)
    if membership.state not in (MembershipState.ACTIVE, MembershipState.PAST_DUE, MembershipState.SUSPENDED):
        return NOTHING
    this_month = calendar.month(now)
    paid = [charge for charge in known if charge.state is ChargeState.PAID and charge.covers(this_month)]
    if not paid:
        return end(membership, known, EndReason.ENDED_AT_STRIPE, now)
    leaves_at = calendar.starts_at(max(charge.over_on for charge in paid))
    # The subscription is gone, so that staying after all needs a new one.
    going = replace(membership, state=MembershipState.LEAVING, leaves_at=leaves_at, subscription_id=None)
    told = ShowNotice(membership.member_id, NoticeKind.ENDED_AT_STRIPE, membership.id)
    due = Due(DueKind.LEAVE, membership.id, leaves_at)
    return Decision(keep=(going,), effects=(told,), due=(due,)) + _written_off(known, now)


class Wanted(StrEnum):
    """What the subscription of a membership should be at Stripe."""

    RENEWING = "renewing"
    ENDING_WITH_PERIOD = "ending_with_period"
    GONE = "gone"
    REPLACED = "replaced"  # paid by the year, or paused: Stripe bills nothing by itself, what we billed stays
    NONE = "none"  # nothing was paid, yet or at all: there is none, and none is made


NOT_PAID_YET = (MembershipState.REQUESTED, MembershipState.AWAITING_PAYMENT, MembershipState.AWAITING_APPROVAL)


def wanted_subscription(membership: Membership, *, by_year_next: bool = False) -> Wanted:
    """What the subscription should be: like a role, it is a projection of the membership.

    by_year_next: the member chose to pay by the year from the next month on.
    """
    goes_on = membership.state in BILLED
    if membership.state is MembershipState.PAUSED:
        return Wanted.REPLACED
    if membership.free_until is not None or membership.state in NOT_PAID_YET:
        return Wanted.NONE if goes_on or membership.state in NOT_PAID_YET else Wanted.GONE
    if goes_on and membership.every is Cycle.YEAR:
        return Wanted.REPLACED
    stops_renewing = by_year_next or membership.pauses_on is not None
    if membership.state is MembershipState.LEAVING or (goes_on and stops_renewing):
        return Wanted.ENDING_WITH_PERIOD
    return Wanted.RENEWING if goes_on else Wanted.GONE
