"""Excessive returns: they are counted, shown to an admin, and may cost the right to further ones (O-54)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.rules.credits.lots import check_credits
from bot.rules.decision import NOTHING, Decision
from bot.rules.ids import MemberId
from bot.rules.policies.bad_input import check_aware
from bot.rules.texts import Refused, text


@dataclass(frozen=True, slots=True)
class ExcessLimits:
    """From how many requests, or which percentage of the granted credits, within `days` on an admin looks."""

    requests: int = 5
    percent: int = 50
    days: int = 90


@dataclass(frozen=True, slots=True)
class PastReturn:
    """Credits that were asked back. by_teacher: the teacher was the cause, so that it is not held against anybody."""

    asked_at: datetime
    credits: int
    by_teacher: bool = False

    def __post_init__(self) -> None:
        check_aware("asked_at", self.asked_at)
        check_credits("credits", self.credits)


@dataclass(frozen=True, slots=True)
class Excess:
    """What was counted within the days, and whether somebody should look. It decides nothing by itself."""

    requests: int
    credits: int
    granted: int
    is_flagged: bool


@dataclass(frozen=True, slots=True)
class ReturnBar:
    """An admin's act: no returns any more but those a teacher causes. The member is told why (`reason`)."""

    id: str
    member_id: MemberId
    barred_by: MemberId
    reason: str
    barred_at: datetime
    lifted_at: datetime | None = None


def excess(past: Iterable[PastReturn], granted: int, now: datetime, limits: ExcessLimits) -> Excess:
    """Count the returns of the last days against what was granted in them. A limit is met at the number itself."""
    check_credits("granted", granted)
    check_aware("now", now)
    since = now - timedelta(days=limits.days)
    counted = [one for one in past if since <= one.asked_at <= now and not one.by_teacher]
    credits = sum(one.credits for one in counted)
    too_many = len(counted) >= limits.requests
    too_much = credits > 0 and credits * 100 >= granted * limits.percent
    return Excess(len(counted), credits, granted, is_flagged=too_many or too_much)


def bar(id: str, member_id: MemberId, admin_id: MemberId, reason: str, now: datetime) -> Decision:
    """An admin takes the right to returns away, with a reason the member reads. Raises Refused without one."""
    if not reason.strip():
        raise Refused(text("classes.reason_missing"))
    return Decision(keep=(ReturnBar(id, member_id, admin_id, reason.strip(), now),))


def lift(barred: ReturnBar, now: datetime) -> Decision:
    """Give the right back. Nothing when it was given back already."""
    return NOTHING if barred.lifted_at else Decision(keep=(replace(barred, lifted_at=now),))


def check_returns(bars: Iterable[ReturnBar], *, by_teacher: bool) -> None:
    """Refuse a return to who lost the right to it. What a teacher causes (O-33, O-38) is never refused."""
    standing = next((one for one in bars if one.lifted_at is None), None)
    if standing and not by_teacher:
        raise Refused(text("classes.barred", reason=standing.reason))
