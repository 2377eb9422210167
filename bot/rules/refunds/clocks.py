"""Clocks: by when a case is decided, and by when the money has gone, in business days.

Source: R-58, R-59, R-62, R-64, R-65, R-75.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.rules.business_days import BusinessDays
from bot.rules.policies.terms import Clocks, Range, Reason
from bot.rules.refunds.purchase import Way

MISCHARGES = (Reason.WRONG_CHARGE, Reason.DUPLICATE_CHARGE)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The local days between which something is promised: we aim at the first, the second is the promise."""

    aim_on: date
    latest_on: date


class Standing(StrEnum):
    """How a clock stands, for the desk."""

    IN_TIME = "in_time"
    LATE = "late"  # past what we aim at
    BROKEN = "broken"  # past what we promised


def decide_by(clocks: Clocks, complete_at: datetime, open_days: BusinessDays) -> Deadline:
    """By when a complete application is decided; day 0 is the business day on which it was complete."""
    return _deadline(clocks.decide, complete_at, clocks.cutoff_hour, open_days)


def pay_by(clocks: Clocks, way: Way, approved_at: datetime, open_days: BusinessDays) -> Deadline:
    """By when an approved refund has been paid; a bank takes longer than a card."""
    return _deadline(pay_days(clocks, way), approved_at, clocks.cutoff_hour, open_days)


def start_by(clocks: Clocks, told_at: datetime, open_days: BusinessDays) -> Deadline:
    """By when the money of a wrong or double charge is on its way, from the notice of it."""
    return _deadline(clocks.mischarge, told_at, clocks.cutoff_hour, open_days)


def pay_days(clocks: Clocks, way: Way) -> Range:
    """The business days a refund takes once approved; what is agreed upon takes as long as a card (R-63..R-66)."""
    return clocks.bank if way is Way.BANK else clocks.card


def standing(deadline: Deadline, today: date) -> Standing:
    """How a clock stands on the local day `today`; on the last day itself it is still in time."""
    if today > deadline.latest_on:
        return Standing.BROKEN
    return Standing.LATE if today > deadline.aim_on else Standing.IN_TIME


def _deadline(days: Range, from_at: datetime, cutoff_hour: int, open_days: BusinessDays) -> Deadline:
    aim_on = open_days.after(open_days.day_zero(from_at, cutoff_hour), days.aim)
    return Deadline(aim_on, open_days.after(aim_on, days.latest - days.aim))
