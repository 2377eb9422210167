"""Trying: what starts a charge of an unpaid month, and that no two ever run beside each other.

Source: E-42 to E-44; docs/rules.md. A listed day, the member, and a new card each make one attempt, a row that is
written before Stripe is asked.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.rules.charges import Attempt, AttemptCause, AttemptState, Charge, ChargeState
from bot.rules.days import Calendar
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import PayInvoice, ShowNotice
from bot.rules.ids import AttemptId
from bot.rules.members import Card
from bot.rules.notices import NoticeKind
from bot.rules.texts import Refused, text

LOOK_AGAIN = timedelta(minutes=10)

OPEN_ATTEMPT = (AttemptState.PENDING, AttemptState.UNKNOWN)


def next_retry(calendar: Calendar, month: date, after: date) -> date | None:
    """The first listed day of `month` strictly after the local day `after`; None when none is left (E-43)."""
    return next((on for on in calendar.retry_dates(month) if on > after), None)


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


def at_once(charge: Charge, attempts: Iterable[Attempt], id: AttemptId, now: datetime) -> Decision:
    """A year begins: charge its invoice now, once; the listed days follow if that fails."""
    if charge.state is not ChargeState.OPEN or any(True for _ in attempts):
        return NOTHING
    attempt = _attempt(id, charge, AttemptCause.RENEWAL, now)
    return Decision(keep=(attempt,), effects=(PayInvoice(attempt.id),))


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


def over(attempt: Attempt, state: AttemptState, now: datetime) -> Decision:
    """A try that went through, or was dropped because its invoice was settled otherwise."""
    if attempt.state not in OPEN_ATTEMPT:
        return NOTHING
    return Decision(keep=(replace(attempt, state=state, settled_at=now),))


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
