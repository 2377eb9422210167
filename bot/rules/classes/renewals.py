"""Renewals of a weekly class: paid on Sunday, or the place is kept for a while (O-19, O-20, O-55)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.rules.classes.enrolments import Enrolment, EnrolmentState
from bot.rules.classes.sections import Section
from bot.rules.decision import NOTHING, Decision

WARN_BEFORE = (timedelta(hours=48), timedelta(hours=24))
"""How long before the meeting a place is lost the guardian is told (O-55)."""


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """A place that waits for its credits. warn_at: when the guardian is told; a time already past means now."""

    decision: Decision
    warn_at: tuple[datetime, ...]


def renew(enrolment: Enrolment, section: Section, paid_at: datetime) -> Decision:
    """The week was paid at `paid_at`: a new deduction, with a deadline of its own. Nothing for a place that stops.

    Nothing either when this deduction is known. Sold again after being kept, a place is enrolled as before.
    """
    is_going_on = enrolment.state in (EnrolmentState.ENROLLED, EnrolmentState.PLACE_KEPT)
    if not is_going_on or paid_at <= enrolment.deducted_at:
        return NOTHING
    paid = replace(
        enrolment,
        state=EnrolmentState.ENROLLED,
        credits=section.credits,
        deducted_at=paid_at,
        begins_at=section.begins_after(paid_at),
        returned=0,
        returned_for=(),
        ends_at=None,
    )
    return Decision(keep=(paid,))


def keep_place(enrolment: Enrolment, section: Section, now: datetime) -> KeptPlace:
    """Too few credits on Sunday: nothing is charged, and the place is kept until the next meeting begins (O-55).

    Without a meeting to come there is nothing to keep, and the class is over for the learner.
    """
    if enrolment.state is not EnrolmentState.ENROLLED:
        return KeptPlace(NOTHING, ())
    until = section.begins_after(now)
    if until is None:
        return KeptPlace(Decision(keep=(replace(enrolment, state=EnrolmentState.OVER, ends_at=now),)), ())
    kept = replace(enrolment, state=EnrolmentState.PLACE_KEPT, ends_at=until)
    warn_at = dict.fromkeys(max(now, until - before) for before in WARN_BEFORE)
    return KeptPlace(Decision(keep=(kept,)), tuple(warn_at))


def place_over(enrolment: Enrolment, now: datetime) -> Decision:
    """The meeting begins and the week is still unpaid: the subscription stops (O-55). Nothing before that."""
    if enrolment.state is not EnrolmentState.PLACE_KEPT or enrolment.ends_at is None or now < enrolment.ends_at:
        return NOTHING
    return Decision(keep=(replace(enrolment, state=EnrolmentState.OVER),))
