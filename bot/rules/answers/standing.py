"""Where a member stands in a room: the state, its exact cause, and what happens next and when.

Source: E-20, E-26 to E-31, E-39 to E-48; docs/rules.md. No state of a membership, of a month or of an order is without
words of its own: a table in the tests looks at every combination.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import assert_never

from bot.rules.access import open_to
from bot.rules.answers.approving import ending, prospects
from bot.rules.approving import Approval, ApprovalState
from bot.rules.charges import Charge, ChargeState
from bot.rules.days import Calendar
from bot.rules.ids import ChargeId
from bot.rules.members import Card as PaymentCard
from bot.rules.money import Money
from bot.rules.rooms import EndReason, Membership, MembershipState, Order, OrderState, Room
from bot.rules.texts import Month, Since, Text, text

WAITS_LONG = timedelta(days=3)
"""After so many days without approval the causes are offered (E-26)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's place in one room: the newest membership, its months, and its newest order.

    trying: the months that are being charged at this moment. card: what they would be charged to, None for none.
    next_fee: what the next charge will be, with every discount and change that is known; None: the fee.
    approval: the paid request that waits or waited for the owner's word, None where nobody has to let them in.
    """

    room: Room
    membership: Membership
    charges: tuple[Charge, ...] = ()
    order: Order | None = None
    trying: frozenset[ChargeId] = frozenset()
    card: PaymentCard | None = None
    next_fee: Money | None = None
    approval: Approval | None = None

    def costs_next(self) -> Money:
        """What the next charge will be."""
        return self.next_fee if self.next_fee is not None else self.membership.fee

    def open_now(self, now: datetime) -> bool:
        """Whether the room is open to the member at `now`."""
        return open_to(self.membership, now)

    def unpaid(self) -> tuple[Charge, ...]:
        """Months that are owed, the oldest first."""
        owed = (charge for charge in self.charges if charge.state in (ChargeState.DUE, ChargeState.OPEN))
        return tuple(sorted(owed, key=lambda charge: charge.month))


def newest_paid(charges: Iterable[Charge]) -> Charge | None:
    """The latest month that is paid."""
    paid = [charge for charge in charges if charge.state is ChargeState.PAID]
    return max(paid, key=lambda charge: charge.month, default=None)


def state_of(standing: Standing, calendar: Calendar, now: datetime) -> tuple[Text, ...]:
    """Sentences that say where a member stands: the state, its cause, and the next thing that will happen."""
    membership, lines = standing.membership, tuple[Text, ...]()
    match membership.state:
        case MembershipState.REQUESTED:
            lines = (_asked(membership), text("why.requested_only"))
        case MembershipState.AWAITING_PAYMENT:
            lines = (_asked(membership), _of_order(standing.order, now))
        case MembershipState.AWAITING_APPROVAL:
            lines = (_asked(membership), *_awaiting_approval(standing, now))
        case MembershipState.ACTIVE:
            lines = (*_active(standing, calendar, now), *_disputed(standing))
        case MembershipState.PAST_DUE | MembershipState.SUSPENDED:
            lines = (*_owing(standing, calendar), *_disputed(standing))
        case MembershipState.PAUSED:
            lines = _paused(membership)
        case MembershipState.LEAVING:
            lines = _leaving(membership, now)
        case MembershipState.LEFT | MembershipState.LAPSED | MembershipState.EXPELLED | MembershipState.REFUSED:
            lines = _ended(standing)
        case never:
            assert_never(never)
    return lines


def _asked(membership: Membership) -> Text:
    """The age of a request is always visible (E-20)."""
    return text("why.requested", at=Since(membership.asked_at))


def _of_order(order: Order | None, now: datetime) -> Text:
    if order is None:
        return text("why.no_order")
    match order.state:
        case OrderState.OPEN:
            return _of_link(order, now)
        case OrderState.PAID:
            return text("why.paid_just_now")
        case OrderState.EXPIRED:
            return text("why.order_expired")
        case OrderState.RETURNED:
            return text("why.order_returned", amount=order.amount)
    assert_never(order.state)


def _of_link(order: Order, now: datetime) -> Text:
    if now >= order.expires_at:
        return text("why.link_over", at=order.expires_at)
    if order.url is None:
        return text("why.link_missing")
    return text("why.awaiting_payment", at=order.expires_at)


def _awaiting_approval(standing: Standing, now: datetime) -> tuple[Text, ...]:
    lines = [text("why.awaiting_approval")]
    if standing.approval is not None:
        lines += prospects(standing.approval)
    elif now - standing.membership.asked_at >= WAITS_LONG:
        lines.append(text("why.waits_long"))
    return tuple(lines)


def _active(standing: Standing, calendar: Calendar, now: datetime) -> tuple[Text, ...]:
    if standing.membership.free_until is not None:
        return (text("why.guest", at=standing.membership.free_until), text("why.guest_then"))
    month, lines = calendar.month(now), [text("why.active")]
    this_month = _charge_of(standing, month)
    if this_month is None:
        lines.append(_not_charged_yet(standing, calendar, now))
    elif this_month.state is ChargeState.RETURNED:
        lines.append(text("why.month_returned", month=Month(month), amount=this_month.amount))
    elif this_month.state is ChargeState.WRITTEN_OFF:
        lines.append(text("why.month_written_off", month=Month(month)))
    for charge in standing.unpaid():
        lines += _of_unpaid(charge, standing, calendar)
    if (paid := newest_paid(standing.charges)) is not None:
        until = paid.over_on
        lines.append(text("why.paid_until", at=calendar.starts_at(until)))
        if standing.membership.pauses_on is not None:
            lines.append(text("why.pause_planned", on=standing.membership.pauses_on))
        elif until > month:
            lines.append(_next(standing, until))
    return tuple(lines)


def _charge_of(standing: Standing, month: date) -> Charge | None:
    """The row that settles a month: its own, or that of a year; a paid one before any other."""
    found = [charge for charge in standing.charges if charge.covers(month)]
    return min(found, key=lambda charge: charge.state is not ChargeState.PAID, default=None)


def _next(standing: Standing, on: date) -> Text:
    amount = standing.costs_next()
    return text("why.next_charge", on=on, amount=amount) if amount.minor else text("why.next_is_free", on=on)


def _not_charged_yet(standing: Standing, calendar: Calendar, now: datetime) -> Text:
    """The first hours of a month: the renewal is under way. Nothing was ever charged: an owner let them in."""
    if not standing.charges:
        return text("why.never_charged")
    return text("why.renewing", month=Month(calendar.month(now)), amount=standing.costs_next())


def _owing(standing: Standing, calendar: Calendar) -> tuple[Text, ...]:
    unpaid = standing.unpaid()
    if not unpaid:
        return (text("why.paid_just_now"),)
    lines: list[Text] = []
    for charge in unpaid:
        lines += _of_unpaid(charge, standing, calendar)
    ends_on = calendar.retry_dates(unpaid[0].month)[-1]
    suspended = standing.membership.state is MembershipState.SUSPENDED
    lines.append(text("why.ends_suspended", on=ends_on) if suspended else text("why.ends", on=ends_on))
    return tuple(lines)


def _of_unpaid(charge: Charge, standing: Standing, calendar: Calendar) -> list[Text]:
    """One unpaid month: how much, why, and when it is tried next (E-27, E-29, E-39 to E-44)."""
    lines = [text("why.owing", amount=charge.amount, month=Month(charge.month))]
    if charge.decline is not None:
        lines.append(text("why.declined", cause=charge.decline.value))
    if charge.state is ChargeState.DUE:
        lines.append(text("why.bill_being_made"))
    elif charge.id in standing.trying:
        lines.append(text("why.being_tried"))
    elif standing.card is None:
        lines.append(text("why.no_card"))
    elif charge.spent_card == standing.card.method_id:
        lines.append(text("why.card_spent", last4=standing.card.last4))
    elif charge.retry_on is not None:
        lines.append(text("why.next_try", at=calendar.retry_at(charge.retry_on)))
    else:
        lines.append(text("why.no_try_left"))
    return lines


def _disputed(standing: Standing) -> tuple[Text, ...]:
    if any(charge.disputed for charge in standing.charges):
        return (text("why.disputed"),)
    return ()


def _paused(membership: Membership) -> tuple[Text, ...]:
    if membership.resumes_on is None:
        return (text("why.paused"),)
    return (text("why.paused"), text("pausing.until", on=membership.resumes_on, amount=membership.fee))


def _leaving(membership: Membership, now: datetime) -> tuple[Text, ...]:
    assert membership.leaves_at is not None, membership
    if now >= membership.leaves_at:
        return (text("why.leaving_over", at=membership.leaves_at), text("leaving.no_more_charges"))
    if membership.leaves_because in (EndReason.ABSENT, EndReason.REMOVED):
        return (text("why.held", at=membership.leaves_at), text("leaving.no_more_charges"))
    return (text("why.leaving", at=membership.leaves_at), text("leaving.no_more_charges"))


def _ended(standing: Standing) -> tuple[Text, ...]:
    membership, approval = standing.membership, standing.approval
    if approval is not None and approval.state is not ApprovalState.APPROVED:
        return ending(approval)
    lines = [_end(membership)]
    if any(charge.state is ChargeState.RETURNED for charge in standing.charges):
        lines.append(text("why.given_back"))
    return tuple(lines)


def _end(membership: Membership) -> Text:
    at = membership.ended_at or membership.asked_at
    if membership.state is MembershipState.EXPELLED:
        return text("why.expelled", at=at)
    if membership.state is MembershipState.REFUSED:
        return text("why.refused", at=at)
    ends = {
        EndReason.NEVER_PAID: text("why.never_paid", at=at),
        EndReason.UNPAID: text("why.ended_unpaid", at=at),
        EndReason.ENDED_AT_STRIPE: text("why.ended_elsewhere", at=at),
        EndReason.REFUNDED: text("why.refunded", at=at),
        EndReason.ABSENT: text("why.ended_absent", at=at),
        EndReason.REMOVED: text("why.ended_absent", at=at),
        EndReason.FREE_TIME_OVER: text("why.guest_over", at=at),
    }
    left = text("why.left", at=at)  # by the member's hand, or their request came to nothing
    return left if membership.end_reason is None else ends.get(membership.end_reason, left)
