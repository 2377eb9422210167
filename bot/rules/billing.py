"""Billing: what a paid or failed month means, and the retries on the listed days.

Source: E-36, E-39 to E-45, R-83; docs/rules.md. A month is settled by one payment, whatever its events; any other
success for it goes back. Access stays while something is left to try.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.rules.charges import (
    Attempt,
    AttemptCause,
    AttemptState,
    Charge,
    ChargeState,
    Refund,
    RefundCause,
    charge_id,
)
from bot.rules.days import Calendar
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import Effect, HoldInvoice, PayInvoice, ShowNotice, SyncAccess
from bot.rules.giving_back import give_back
from bot.rules.ids import AttemptId
from bot.rules.leaving import end
from bot.rules.members import Card
from bot.rules.notices import NoticeKind
from bot.rules.payments import Decline, Invoice, Payment
from bot.rules.rooms import EndReason, Membership, MembershipState, Room
from bot.rules.texts import Refused, text

AFTER_LAST_RETRY = timedelta(hours=1)
LOOK_AGAIN = timedelta(minutes=10)
DISPUTE_LOOK_AGAIN = timedelta(days=1)

OWING = (MembershipState.ACTIVE, MembershipState.PAST_DUE, MembershipState.SUSPENDED)
OPEN_ATTEMPT = (AttemptState.PENDING, AttemptState.UNKNOWN)


def next_retry(calendar: Calendar, month: date, after: date) -> date | None:
    """The first listed day of `month` strictly after the local day `after`; None when none is left (E-43)."""
    return next((on for on in calendar.retry_dates(month) if on > after), None)


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


def retry(
    charge: Charge, attempts: Iterable[Attempt], card: Card | None, id: AttemptId, *, calendar: Calendar, now: datetime
) -> Decision:
    """What a listed day does to a month that is still unpaid. id: for the attempt.

    Days missed by downtime become one attempt, counted as the latest of them; before today's hour they wait for it.
    A card that was refused for good is not tried again, and its day passes. Each listed day is tried once.
    """
    if charge.state is not ChargeState.OPEN or charge.retry_on is None or charge.invoice_id is None:
        return NOTHING
    today = calendar.day(now)
    reached = [on for on in calendar.retry_dates(charge.month) if charge.retry_on <= on <= today]
    if not reached:
        return Decision(due=(Due(DueKind.RETRY, charge.id, calendar.retry_at(charge.retry_on)),))
    if today in reached and now < calendar.retry_at(today):
        return Decision(due=(Due(DueKind.RETRY, charge.id, calendar.retry_at(today)),))
    known = tuple(attempts)
    if any(attempt.state in OPEN_ATTEMPT for attempt in known):
        return Decision(due=(Due(DueKind.RETRY, charge.id, now + LOOK_AGAIN),))
    listed_on = reached[-1]
    next_on = next_retry(calendar, charge.month, listed_on)
    moved = replace(charge, retry_on=next_on)
    due = (Due(DueKind.RETRY, charge.id, calendar.retry_at(next_on)),) if next_on else ()
    shown = ShowNotice(charge.member_id, NoticeKind.FAILED_CHARGE, charge.id)
    if card is not None and card.method_id == charge.spent_card:
        return Decision(keep=(moved,), effects=(shown,), due=due)
    attempt = _attempt(id, charge, AttemptCause.RETRY, now, listed_on=listed_on)
    return Decision(keep=(moved, attempt), effects=(PayInvoice(attempt.id),), due=due)


def pay_now(charge: Charge, attempts: Iterable[Attempt], card: Card | None, id: AttemptId, now: datetime) -> Decision:
    """The member asks to be charged now. It never uses up a listed day, and never runs beside another try (E-44)."""
    if charge.state is not ChargeState.OPEN:
        raise Refused(text("billing.nothing_to_pay"))
    if card is not None and card.method_id == charge.spent_card:
        raise Refused(text("billing.card_spent", last4=card.last4))
    if any(attempt.state in OPEN_ATTEMPT for attempt in attempts):
        raise Refused(text("billing.being_tried"))
    attempt = _attempt(id, charge, AttemptCause.PAY_NOW, now)
    return Decision(keep=(attempt,), effects=(PayInvoice(attempt.id),))


def card_changed(charge: Charge, attempts: Iterable[Attempt], card: Card, id: AttemptId, now: datetime) -> Decision:
    """A new card is tried at once, for every month that is open; once per card."""
    known = tuple(attempts)
    if charge.state is not ChargeState.OPEN or charge.failed_at is None or charge.invoice_id is None:
        return NOTHING
    if any(attempt.state in OPEN_ATTEMPT or attempt.card == card.method_id for attempt in known):
        return NOTHING
    attempt = _attempt(id, charge, AttemptCause.NEW_CARD, now, card=card.method_id)
    return Decision(keep=(attempt,), effects=(PayInvoice(attempt.id),))


def attempt_failed(
    attempt: Attempt, charge: Charge, membership: Membership, decline: Decline, *, calendar: Calendar, now: datetime
) -> Decision:
    """A try of ours did not go through: say so, warn before the last day, end after it (E-45)."""
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
        late = replace(membership, state=MembershipState.PAST_DUE)
        return Decision(keep=(settled, known, late), effects=effects)
    return Decision(keep=(settled, known), effects=effects)


def paid(
    charge: Charge,
    membership: Membership,
    payment: Payment,
    *,
    others: Iterable[Charge],
    returned: Refund | None,
    now: datetime,
) -> Decision:
    """A month was paid. charge: of that month, whatever its state. others: every other charge of the membership.

    Seen before, it changes nothing. A second payment for a paid month, or one for a month that was written off or
    whose membership is over, goes back: nobody pays for a closed door (E-45, R-83).
    """
    if returned is not None or charge.payment_id == payment.id:
        return NOTHING
    if charge.state is ChargeState.PAID:
        return give_back(membership, payment, RefundCause.DUPLICATE, now)
    if membership.state not in OWING:
        return give_back(membership, payment, RefundCause.LEFT_BEFORE_RENEWAL, now)
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


def attempt_over(attempt: Attempt, state: AttemptState, now: datetime) -> Decision:
    """A try that went through, or was dropped because its invoice was settled otherwise."""
    if attempt.state not in OPEN_ATTEMPT:
        return NOTHING
    return Decision(keep=(replace(attempt, state=state, settled_at=now),))


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


def _attempt(
    id: AttemptId,
    charge: Charge,
    cause: AttemptCause,
    now: datetime,
    *,
    listed_on: date | None = None,
    card: str | None = None,
) -> Attempt:
    assert charge.invoice_id is not None, charge
    return Attempt(
        id,
        charge.member_id,
        charge.id,
        charge.invoice_id,
        cause,
        AttemptState.PENDING,
        asked_at=now,
        listed_on=listed_on,
        card=card,
    )
