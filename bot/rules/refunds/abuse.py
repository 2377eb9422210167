"""Abuse: who asks for money back so often that a person should look (R-40, R-80, R-81)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.policies.bad_input import check_aware
from bot.rules.policies.terms import AbuseLimits, Reason

OURS = frozenset(
    {
        Reason.NOT_HELD,
        Reason.NOT_HELD_FORCE_MAJEURE,
        Reason.WRONG_CHARGE,
        Reason.DUPLICATE_CHARGE,
        Reason.SERVICE_ENDED,
        Reason.NOT_ADMITTED,
        Reason.PART_NOT_PROVIDED,
    }
)
"""Reasons the member has no part in: they are never counted against anyone."""


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case of a member, as far as it counts. refunded_at: None when nothing was paid back."""

    asked_at: datetime
    reason: Reason
    refunded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """What was counted, and whether a person should look. It is no judgement: suspending is a human act."""

    applications: int
    refunds: int
    is_raised: bool


def signal(cases: Iterable[PastCase], limits: AbuseLimits, now: datetime) -> Signal:
    """How a member stands at `now`; a limit is met at the number itself. Counted are the last `limits.days` days."""
    check_aware("now", now)
    since = now - timedelta(days=limits.days)
    counted = [case for case in cases if case.reason not in OURS]
    applications = sum(since < case.asked_at <= now for case in counted)
    refunds = sum(case.refunded_at is not None and since < case.refunded_at <= now for case in counted)
    return Signal(applications, refunds, applications >= limits.applications or refunds >= limits.refunds)
