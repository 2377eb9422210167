"""Renewals: when an automatic renewal is told, and until when cancelling surely stops it (R-82..R-85)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.rules.policies.terms import Cycle, RenewalTerms


class Stop(StrEnum):
    """What cancelling does to the next charge."""

    GUARANTEED = "guaranteed"
    IF_NOT_CHARGED = "if_not_charged"  # later than guaranteed: it still stops what was not charged yet
    TOO_LATE = "too_late"  # charged already: the new period stands, and R-86 is what is left


@dataclass(frozen=True, slots=True)
class NoticePlan:
    """When a renewal is told, and whether this member may mute it."""

    tell_on: date
    is_mutable: bool


def notice(terms: RenewalTerms, renews_on: date, cycle: Cycle) -> NoticePlan:
    """When to tell of the renewal of `renews_on`: for a 1st this is the 15th to the 18th of the month before (R-84)."""
    return NoticePlan(renews_on - timedelta(days=terms.notice_days), cycle in terms.mutable)


def stops(terms: RenewalTerms, renews_on: date, cancelled_on: date, *, charged: bool) -> Stop:
    """What cancelling on `cancelled_on` does to the charge of `renews_on` (R-82, R-83).

    A charge that was made although it was cancelled in the guaranteed time is our fault, and a wrong charge (R-73).
    """
    if cancelled_on <= renews_on - timedelta(days=terms.cancel_days):
        return Stop.GUARANTEED
    return Stop.TOO_LATE if charged else Stop.IF_NOT_CHARGED
