"""Windows: until when a step of a right holds.

Every limit becomes the last instant that is still in time, so that there is one comparison and one thing to show.
Source: R-7, R-16, R-24..R-27, R-30..R-34, R-86, O-4.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.rules.days import Calendar
from bot.rules.policies.bad_input import BadInput
from bot.rules.policies.terms import Step
from bot.rules.refunds.purchase import Purchase

INSTANT = timedelta(microseconds=1)
"""The smallest difference between two of our times: the last instant of a day is this much before the next day."""


def last_at(step: Step, purchase: Purchase, calendar: Calendar) -> datetime | None:
    """The last instant, in UTC, at which `step` holds; None when it always does.

    Raises BadInput when the purchase lacks the time the step counts from.
    """
    return min(_limits(step, purchase, calendar), default=None)


def _limits(step: Step, purchase: Purchase, calendar: Calendar) -> Iterator[datetime]:
    bought_at = purchase.bought_at.astimezone(UTC)
    if step.days_after_purchase is not None:
        yield _end_of_day(bought_at, step.days_after_purchase, calendar)
    if step.hours_after_purchase is not None:
        yield bought_at + timedelta(hours=step.hours_after_purchase)
    if step.days_after_period is not None:
        yield _end_of_day(_known("period_starts_at", purchase.period_starts_at), step.days_after_period, calendar)
    if step.days_before_start is not None:
        yield _end_of_day(_known("starts_at", purchase.starts_at), -step.days_before_start, calendar)
    if step.hours_before_start is not None:
        # At the very start it is too late, whatever the notice asked for.
        notice = timedelta(hours=step.hours_before_start) or INSTANT
        yield _known("starts_at", purchase.starts_at).astimezone(UTC) - notice


def _end_of_day(at: datetime, days: int, calendar: Calendar) -> datetime:
    return calendar.starts_at(calendar.day(at) + timedelta(days=days + 1)) - INSTANT


def _known(name: str, at: datetime | None) -> datetime:
    if at is None:
        raise BadInput(name, at, "the instant this policy counts from")
    return at
