"""Unenrolling: the guardian's own act, and whether the credits come back.

Source: O-16 to O-23, O-25 to O-32; docs/rules.md.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.classes.enrolments import Enrolment, EnrolmentState, PaidBy
from bot.rules.classes.quotes import Quote
from bot.rules.classes.sections import PAID_WEEKLY, ClassKind
from bot.rules.decision import NOTHING, Decision
from bot.rules.policies.bad_input import BadInput, check_aware
from bot.rules.texts import Refused, text

RETURN_WITHIN = timedelta(hours=24)
"""After the deduction of credits; exactly so much later is still in time (O-16, O-23)."""

INSTANT = timedelta(microseconds=1)
"""The smallest difference between two of our times: at the very start it is too late (O-23)."""


class Control(StrEnum):
    """What the enrolment page offers (O-29)."""

    UNENROL = "unenrol"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Unenrolled:
    """What unenrolling did: the decision, and the credits to give back by `credits.spending.give_back`."""

    decision: Decision
    quote: Quote


def return_until(deducted_at: datetime, begins_at: datetime | None) -> datetime:
    """The last instant at which credits deducted at `deducted_at` come back: 24 hours, or before it begins (O-17)."""
    check_aware("deducted_at", deducted_at)
    check_aware("begins_at", begins_at)
    day_after = deducted_at + RETURN_WITHIN
    return day_after if begins_at is None else min(day_after, begins_at - INSTANT)


RULES = {
    ClassKind.ONE_TIME: ("O-16", "O-17", "O-18", "O-20"),
    ClassKind.MULTI_MEETING: ("O-16", "O-17", "O-18", "O-20"),
    ClassKind.WEEKLY: ("O-19", "O-20"),
    ClassKind.SELF_PACED: ("O-21",),
    ClassKind.SELF_PACED_WEEKLY: ("O-22",),
}


def quote(enrolment: Enrolment, now: datetime) -> Quote:
    """What unenrolling at `now` returns; shown before it is confirmed (O-27).

    Raises Refused for a class that was paid in money: it has terms of its own (O-3).
    """
    check_aware("now", now)
    if enrolment.paid_by is PaidBy.MONEY:
        raise Refused(text("classes.paid_in_money"))
    until = return_until(enrolment.deducted_at, enrolment.begins_at)
    if enrolment.state is EnrolmentState.PLACE_KEPT:
        return Quote(0, ("O-55",), text("classes.nothing_paid"))
    if now > until:
        return Quote(0, ("O-27",), text("classes.too_late", until=until))
    back = enrolment.left_to_return
    line = text("classes.line_whole", credits=enrolment.credits, returned=enrolment.returned, back=back)
    return Quote(back, RULES[enrolment.kind], text("classes.in_time", credits=back, until=until), (line,), until)


def control(enrolment: Enrolment, now: datetime) -> Control:
    """Which control is offered: a weekly class is stopped, not left, once its first meeting has begun (O-29)."""
    is_running = enrolment.kind in PAID_WEEKLY and now >= enrolment.first_starts_at
    return Control.STOP if is_running else Control.UNENROL


def unenrol(enrolment: Enrolment, reason: str, now: datetime) -> Unenrolled:
    """Take the learner out at once; what the deadline still allows comes back without asking (O-25).

    reason: what the form asks for (O-28). Raises Refused without one, and for a place that is over.
    """
    _check_open(enrolment)
    if not reason.strip():
        raise Refused(text("classes.reason_missing"))
    found = quote(enrolment, now)
    over = replace(
        enrolment,
        state=EnrolmentState.OVER,
        returned=enrolment.returned + found.credits,
        ends_at=now,
        reason=reason.strip(),
    )
    return Unenrolled(Decision(keep=(over,)), found)


def stop(enrolment: Enrolment, reason: str, next_renewal_at: datetime, now: datetime) -> Unenrolled:
    """Stop a weekly class: no deduction from the next Sunday on (O-30, O-31). Possible at any time.

    Within the time of O-19 this week's credits come back and the place is given up at once; after it the learner keeps
    the week that is paid. Raises BadInput for a class that is not paid by the week.
    """
    if enrolment.kind not in PAID_WEEKLY:
        raise BadInput("enrolment.kind", enrolment.kind, "a class that is paid by the week")
    _check_open(enrolment)
    if enrolment.state is EnrolmentState.STOPPING:
        assert enrolment.ends_at is not None, enrolment
        return Unenrolled(NOTHING, Quote(0, ("O-31",), text("classes.stopped", until=enrolment.ends_at)))
    found = quote(enrolment, now)
    if found.credits or enrolment.state is EnrolmentState.PLACE_KEPT:
        return unenrol(enrolment, reason, now)
    stopping = replace(enrolment, state=EnrolmentState.STOPPING, ends_at=next_renewal_at, reason=reason.strip())
    return Unenrolled(
        Decision(keep=(stopping,)), Quote(0, ("O-30", "O-31"), text("classes.stopped", until=next_renewal_at))
    )


def week_over(enrolment: Enrolment, now: datetime) -> Decision:
    """The last paid week of a stopped class is over, whatever became of the right to attend. Nothing before that."""
    if (
        enrolment.state not in (EnrolmentState.STOPPING, EnrolmentState.ELIGIBILITY_LOST)
        or enrolment.ends_at is None
        or now < enrolment.ends_at
    ):
        return NOTHING
    return Decision(keep=(replace(enrolment, state=EnrolmentState.OVER),))


def _check_open(enrolment: Enrolment) -> None:
    if enrolment.state is EnrolmentState.OVER:
        raise Refused(text("classes.over"))
