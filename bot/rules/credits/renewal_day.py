"""The day on which a cycle turns and weekly classes are paid: one fixed order, whatever the minute (O-14, O-30, O-55).

Expire and roll over, then grant, then the weekly deductions. Otherwise it would depend on the minute of a purchase
whether a week is paid by credits about to lapse, by the new ones, or by none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.rules.credits.lots import Lot, with_changes
from bot.rules.credits.plans import Plan, turn
from bot.rules.credits.spending import Debit, debit_id, spend
from bot.rules.decision import NOTHING, Decision
from bot.rules.policies.bad_input import check_aware
from bot.rules.texts import Refused


@dataclass(frozen=True, slots=True)
class Deduction:
    """One week of one enrolment that wants to be paid. The earlier enrolment goes first when credits are scarce."""

    subject: str
    credits: int
    enrolled_at: datetime


@dataclass(frozen=True, slots=True)
class Turning:
    """A cycle that begins on this day, and the invoice that paid it."""

    number: int
    invoice_id: str


@dataclass(frozen=True, slots=True)
class RenewalDay:
    """What the day did. unpaid: the subjects for which the credits did not suffice, in order (O-55)."""

    decision: Decision
    lots: tuple[Lot, ...]
    unpaid: tuple[str, ...]


def deduct_at(weekly_at: datetime, cycle_starts_at: datetime, zone: ZoneInfo) -> datetime:
    """When the weekly deductions of a day run: at their hour, but after a cycle that begins on the same local day."""
    check_aware("weekly_at", weekly_at)
    check_aware("cycle_starts_at", cycle_starts_at)
    same_day = weekly_at.astimezone(zone).date() == cycle_starts_at.astimezone(zone).date()
    return max(weekly_at, cycle_starts_at) if same_day else weekly_at


def renewal_day(
    plan: Plan,
    lots: Iterable[Lot],
    deductions: Iterable[Deduction],
    now: datetime,
    *,
    turning: Turning | None = None,
    debits: Iterable[Debit] = (),
) -> RenewalDay:
    """Do the whole day in its order. debits: those there are already; a week that is paid is not paid again."""
    known = tuple(lots)
    decision = turn(plan, known, turning.number, turning.invoice_id) if turning else NOTHING
    known = with_changes(known, decision.keep)
    paid = {debit.id: debit for debit in debits}
    unpaid = []
    for deduction in sorted(deductions, key=lambda one: (one.enrolled_at, one.subject)):
        try:
            already = paid.get(debit_id(deduction.subject))
            spent = spend(known, deduction.credits, deduction.subject, now, already=already)
        except Refused:
            unpaid.append(deduction.subject)
            continue
        decision += spent
        known = with_changes(known, spent.keep)
    return RenewalDay(_once(decision), known, tuple(unpaid))


def _once(decision: Decision) -> Decision:
    """The decision with every record once, as it is at the end of the day."""
    return Decision(keep=tuple({record.id: record for record in decision.keep}.values()))
