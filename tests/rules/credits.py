"""Records for tables of credits: one plan in Los Angeles, bought on the last day of January, ten credits a cycle."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.rules.credits.lots import Lot, LotSource, with_changes
from bot.rules.credits.plans import Plan, PlanTerms
from bot.rules.credits.spending import Debit
from bot.rules.ids import MemberId

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
HANAKO = MemberId(42)
BOUGHT = datetime(2027, 1, 31, 12, 0, tzinfo=UTC)


def utc(month: int, day: int, hour: int = 12, minute: int = 0, second: int = 0, *, year: int = 2027) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def plan(**terms: Any) -> Plan:
    return Plan("plan_1", HANAKO, PlanTerms(**({"grant": 10, "zone": LOS_ANGELES} | terms)), BOUGHT)


def lot(id: str, granted: int, expires_at: datetime, **changes: Any) -> Lot:
    known: dict[str, Any] = {"source": LotSource.GRANTED, "granted_at": BOUGHT} | changes
    return Lot(id, "plan_1", HANAKO, known.pop("source"), granted, known.pop("granted_at"), expires_at, **known)


def lots_after(lots, decision):
    return with_changes(lots, decision.keep)


def debit_of(decision):
    (debit,) = (record for record in decision.keep if isinstance(record, Debit))
    return debit
