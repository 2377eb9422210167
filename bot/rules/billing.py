"""Billing: what a paid or failed month means, and when an unpaid one ends the membership.

Source: E-35, E-36, E-39, E-45, R-83; docs/rules.md. A month is settled by one payment, whatever its events; any other
success for it goes back. Access stays while something is left to try.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.rules.charges import Attempt, AttemptState, Charge, ChargeState, Refund, RefundCause, charge_id
from bot.rules.days import Calendar
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import Effect, HoldInvoice, ShowNotice, SyncAccess
from bot.rules.giving_back import Terms, give_back
from bot.rules.leaving import end
from bot.rules.notices import NoticeKind
from bot.rules.payments import Decline, Invoice, Payment
from bot.rules.rooms import EndReason, Membership, MembershipState, Room
from bot.rules.trying import LOOK_AGAIN, OPEN_ATTEMPT, next_retry

AFTER_LAST_RETRY = timedelta(hours=1)
DISPUTE_LOOK_AGAIN = timedelta(days=1)

OWING = (MembershipState.ACTIVE, MembershipState.PAST_DUE, MembershipState.SUSPENDED)


def ends_at(calendar: Calendar, month: date) -> datetime:
    """When a month that is still unpaid ends the membership: an hour after its last listed day's retry (E-45)."""
    return calendar.retry_at(calendar.retry_dates(month)[-1]) + AFTER_LAST_RETRY


def billed(invoice: Invoice, membership: Membership, calendar: Calendar, now: datetime) -> Charge:
    """The charge of the month that a renewal's invoice bills: the month of its line, whenever it is handled (E-35)."""
    month = calendar.month(invoice.starts_at)
    return Charge(
        charge_id(membership.id, month),
        membership.member_id,
        membership.id,
        membership.room_id,
        month,
        invoice.amount,
        ChargeState.OPEN,
        made_at=now,
        invoice_id=invoice.id,
        pay_url=invoice.pay_url,
    )


def failed(charge: Charge, membership: Membership, room: Room, decline: Decline, calendar: Calendar) -> Decision:
    """A month did not go through: keep the member in, tell them once, and plan what follows.

    The first failure takes the retries over from Stripe, plans the first listed day strictly after the failed charge
    and the end of the month unpaid. A failure told again changes nothing; a later one updates the card the member has.
    """
    if charge.state not in (ChargeState.DUE, ChargeState.OPEN) or membership.state not in OWING:
        return NOTHING
    if charge.failed_at is not None and decline.at <= charge.failed_at:
        return NOTHING
    first = charge.failed_at is None
    retry_on = next_retry(calendar, charge.month, calendar.day(decline.at)) if first else charge.retry_on
    known = replace(_declined(charge, decline), state=ChargeState.OPEN, retry_on=retry_on)
    suspends = room.suspend_at_first_failure
    state = MembershipState.SUSPENDED if suspends else MembershipState.PAST_DUE
    member = membership.member_id
    effects: tuple[Effect, ...] = (ShowNotice(member, NoticeKind.FAILED_CHARGE, charge.id),)
    if first:
        effects = (HoldInvoice(charge.id), *effects)
    if suspends:
        effects = (SyncAccess(member), *effects)
    decision = Decision(keep=(known, replace(membership, state=state)), effects=effects)
    return decision + _plan(known, calendar) if first else decision


def enters_calendar(charge: Charge, invoice_id: str, pay_url: str | None, calendar: Calendar, today: date) -> Decision:
    """A month that no renewal billed now has its invoice: charge it on the next listed day, at once after the last."""
    if charge.state is not ChargeState.DUE:
        return NOTHING
    retry_on = next_retry(calendar, charge.month, today) or calendar.retry_dates(charge.month)[-1]
    known = replace(charge, state=ChargeState.OPEN, invoice_id=invoice_id, pay_url=pay_url, retry_on=retry_on)
    return Decision(keep=(known,)) + _plan(known, calendar)


def attempt_failed(
    attempt: Attempt,
    charge: Charge,
    membership: Membership,
    room: Room,
    decline: Decline,
    *,
    calendar: Calendar,
    now: datetime,
) -> Decision:
    """A try of ours did not go through: say so, warn before the last day, end after it (E-45).

    The first failure of a year that we charge ourselves closes the door at once where the room wants that.
    """
    if attempt.state not in OPEN_ATTEMPT:
        return NOTHING
    settled = replace(attempt, state=AttemptState.FAILED, settled_at=now, decline_code=decline.code)
    if charge.state is not ChargeState.OPEN:
        return Decision(keep=(settled,))
    known = _declined(charge, decline)
    member = charge.member_id
    effects: tuple[Effect, ...] = (ShowNotice(member, NoticeKind.FAILED_CHARGE, charge.id),)
    dates = calendar.retry_dates(charge.month)
    if attempt.listed_on == dates[-1]:
        at_once = Due(DueKind.END_UNPAID, charge.id, now)
        return Decision(keep=(settled, known), effects=effects, due=(at_once,))
    if attempt.listed_on is not None and charge.retry_on == dates[-1]:
        effects = (*effects, ShowNotice(member, NoticeKind.LAST_WARNING, charge.id))
    if membership.state is MembershipState.ACTIVE:
        state = MembershipState.SUSPENDED if room.suspend_at_first_failure else MembershipState.PAST_DUE
        late = replace(membership, state=state)
        return Decision(keep=(settled, known, late), effects=(SyncAccess(member), *effects))
    return Decision(keep=(settled, known), effects=effects)


def paid(
    charge: Charge,
    membership: Membership,
    payment: Payment,
    *,
    others: Iterable[Charge],
    returned: Refund | None,
    terms: Terms,
    now: datetime,
) -> Decision:
    """A month was paid. charge: of that month, whatever its state. others: every other charge of the membership.

    Seen before, it changes nothing. A second payment for a paid month, or one for a month that was written off or
    whose membership is over, goes back by `terms`: nobody pays for a closed door (E-45, R-83).
    """
    if returned is not None or charge.payment_id == payment.id:
        return NOTHING
    if charge.state is ChargeState.PAID:
        return give_back(membership, payment, RefundCause.DUPLICATE, terms, now)
    if membership.state not in OWING:
        return give_back(membership, payment, RefundCause.LEFT_BEFORE_RENEWAL, terms, now)
    settled = replace(
        charge,
        state=ChargeState.PAID,
        payment_id=payment.id,
        settled_at=payment.paid_at,
        retry_on=None,
    )
    member = membership.member_id
    effects: tuple[Effect, ...] = (SyncAccess(member),)
    if charge.failed_at is not None:
        effects = (*effects, ShowNotice(member, NoticeKind.FAILED_CHARGE, charge.id))
    still_owes = any(other.state is ChargeState.OPEN and other.failed_at is not None for other in others)
    standing = membership if still_owes else replace(membership, state=MembershipState.ACTIVE)
    return Decision(keep=(settled, standing), effects=effects)


def cost_nothing(charge: Charge, membership: Membership, now: datetime) -> Decision:
    """A month that a coupon or a gift makes free: settled without a payment. Told again, it changes nothing."""
    if charge.state not in (ChargeState.DUE, ChargeState.OPEN) or charge.amount or membership.state not in OWING:
        return NOTHING
    settled = replace(charge, state=ChargeState.PAID, settled_at=now, retry_on=None)
    return Decision(keep=(settled,), effects=(SyncAccess(membership.member_id),))


def end_unpaid(
    charge: Charge,
    membership: Membership,
    *,
    charges: Iterable[Charge],
    attempts: Iterable[Attempt],
    now: datetime,
) -> Decision:
    """Nothing is left to try for this month: end the membership. charges: all of the membership.

    An attempt whose outcome is not known is never taken for a failure: look again soon. An open dispute postpones the
    end. When a later month was paid meanwhile, only the old month is written off.
    """
    if charge.state is not ChargeState.OPEN or membership.state not in OWING:
        return NOTHING
    if any(attempt.state in OPEN_ATTEMPT for attempt in attempts):
        return Decision(due=(Due(DueKind.END_UNPAID, charge.id, now + LOOK_AGAIN),))
    known = tuple(charges)
    if any(other.disputed for other in known):
        return Decision(due=(Due(DueKind.END_UNPAID, charge.id, now + DISPUTE_LOOK_AGAIN),))
    if any(other.month > charge.month and other.state is ChargeState.PAID for other in known):
        dropped = replace(charge, state=ChargeState.WRITTEN_OFF, settled_at=now, retry_on=None)
        return Decision(keep=(dropped, replace(membership, state=MembershipState.ACTIVE)))
    return end(membership, known, EndReason.UNPAID, now)


def _plan(charge: Charge, calendar: Calendar) -> Decision:
    """The next listed day and the end of the month unpaid, as due work."""
    last = Due(DueKind.END_UNPAID, charge.id, ends_at(calendar, charge.month))
    if charge.retry_on is None:
        return Decision(due=(last,))
    return Decision(due=(Due(DueKind.RETRY, charge.id, calendar.retry_at(charge.retry_on)), last))


def _declined(charge: Charge, decline: Decline) -> Charge:
    return replace(
        charge,
        failed_at=charge.failed_at or decline.at,
        decline=decline.kind,
        decline_code=decline.code,
        spent_card=decline.card if decline.final else None,
    )
