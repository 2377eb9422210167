"""Plans: a member's subscription to credits, its cycles, and what happens where one cycle meets the next.

Source: O-1, O-13, O-14, O-15; docs/rules.md.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from itertools import count
from zoneinfo import ZoneInfo

from bot.rules.credits.lots import Lot, LotSource, check_credits, in_order, lapsed, lot_id, with_changes
from bot.rules.decision import NOTHING, Decision
from bot.rules.ids import MemberId
from bot.rules.policies.bad_input import BadInput, check_aware
from bot.rules.texts import Refused, text


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What a plan promises.

    grant: credits of each cycle. rollover_cap: how many unused ones go on into the next cycle, None for one grant.
    cycles_kept: after so many cycles a lot expires whatever the cap says; the source names no age, and credits that
    live longer than six months are a prepaid instrument in the law of some countries. first_of_month: cycles begin on
    the local 1st instead of the day of purchase. zone: the plan's own, never the community's.
    """

    grant: int
    zone: ZoneInfo
    rollover_cap: int | None = None
    cycles_kept: int = 6
    first_of_month: bool = False

    def __post_init__(self) -> None:
        check_credits("grant", self.grant)
        check_credits("rollover_cap", self.cap)
        if self.cycles_kept < 1:
            raise BadInput("cycles_kept", self.cycles_kept, "at least one cycle")

    @property
    def cap(self) -> int:
        """How many unused credits go on into the next cycle."""
        return self.grant if self.rollover_cap is None else self.rollover_cap


class PlanState(StrEnum):
    ACTIVE = "active"
    ENDING = "ending"  # cancelled: credits can be used until the cycle is over
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Plan:
    """One member's plan, from its purchase to its end; taking it up again is a new one. ends_at: once cancelled."""

    id: str
    member_id: MemberId
    terms: PlanTerms
    bought_at: datetime
    state: PlanState = PlanState.ACTIVE
    ends_at: datetime | None = None

    def __post_init__(self) -> None:
        check_aware("bought_at", self.bought_at)


@dataclass(frozen=True, slots=True)
class Cycle:
    """One cycle of a plan: from `starts_at` until just before `ends_at`. The cycle of the purchase is number 0."""

    number: int
    starts_at: datetime
    ends_at: datetime


def cycle(plan: Plan, number: int) -> Cycle:
    """The cycle with that number. Raises BadInput for a number below zero."""
    if number < 0:
        raise BadInput("number", number, "a cycle from 0 on")
    return Cycle(number, _starts_at(plan, number), _starts_at(plan, number + 1))


def cycle_at(plan: Plan, now: datetime) -> Cycle:
    """The cycle in which `now` falls. Raises BadInput for a time before the purchase."""
    check_aware("now", now)
    if now < plan.bought_at:
        raise BadInput("now", now, f"a time from the purchase on, {plan.bought_at}")
    number = next(n for n in count() if now < _starts_at(plan, n + 1))
    return cycle(plan, number)


def turn(plan: Plan, lots: Iterable[Lot], number: int, invoice_id: str) -> Decision:
    """Begin cycle `number`, paid by the invoice: expire, cut what is over the cap, grant. In this order (O-14).

    Once per invoice: told again, nothing changes. Only lots from before the cycle are cut, however late it is paid.
    """
    known = tuple(lots)
    if any(lot.id == lot_id(invoice_id) for lot in known):
        return NOTHING
    starts_at = cycle(plan, number).starts_at
    after_expiry = with_changes(known, lapsed(known, starts_at))
    after_cut = with_changes(after_expiry, cut(plan, after_expiry, starts_at))
    changed = tuple(lot for lot in after_cut if lot not in known)
    return Decision(keep=(*changed, _granted(plan, number, invoice_id)))


def cut(plan: Plan, lots: Iterable[Lot], starts_at: datetime) -> tuple[Lot, ...]:
    """The lots that lose credits over the cap as a cycle begins, those that expire first losing first (O-14)."""
    before = [lot for lot in in_order(lots) if lot.granted_at < starts_at]
    over = sum(lot.left for lot in before) - plan.terms.cap
    changed = []
    for lot in before:
        part = min(lot.left, over)
        if part <= 0:
            continue
        changed.append(replace(lot, expired=lot.expired + part))
        over -= part
    return tuple(changed)


def cancel(plan: Plan, now: datetime) -> Decision:
    """Cancel a plan: what is left can be used until the cycle is over (O-13). Raises Refused for a plan that ended."""
    if plan.state is PlanState.ENDED:
        raise Refused(text("credits.plan_over"))
    if plan.state is PlanState.ENDING:
        return NOTHING
    return Decision(keep=(replace(plan, state=PlanState.ENDING, ends_at=cycle_at(plan, now).ends_at),))


def keep_going(plan: Plan, now: datetime) -> Decision:
    """Take the cancelling back, until the cycle is over. Raises Refused afterwards: a new purchase is another plan."""
    if plan.state is PlanState.ACTIVE:
        return NOTHING
    if plan.ends_at is None or now >= plan.ends_at:
        raise Refused(text("credits.plan_over"))
    return Decision(keep=(replace(plan, state=PlanState.ACTIVE, ends_at=None),))


def cycle_over(plan: Plan, lots: Iterable[Lot], now: datetime) -> Decision:
    """The last cycle of a cancelled plan is over: every unused credit lapses (O-13). Nothing before that."""
    if plan.state is not PlanState.ENDING or plan.ends_at is None or now < plan.ends_at:
        return NOTHING
    return _ended(plan, lots, plan.ends_at)


def take_back(plan: Plan, lots: Iterable[Lot], now: datetime) -> Decision:
    """The plan was refunded: it ends at once, with all its credits (O-5). Nothing once it has ended."""
    return NOTHING if plan.state is PlanState.ENDED else _ended(plan, lots, now)


def _ended(plan: Plan, lots: Iterable[Lot], at: datetime) -> Decision:
    # A hold that is released later finds its lot expired, and so gives nothing back to a plan that is over.
    over = (
        replace(lot, expired=lot.expired + lot.left, expires_at=min(lot.expires_at, at))
        for lot in lots
        if lot.left or lot.held
    )
    return Decision(keep=(replace(plan, state=PlanState.ENDED, ends_at=at), *over))


def _granted(plan: Plan, number: int, invoice_id: str) -> Lot:
    return Lot(
        lot_id(invoice_id),
        plan.id,
        plan.member_id,
        LotSource.GRANTED,
        plan.terms.grant,
        granted_at=_starts_at(plan, number),
        expires_at=_starts_at(plan, number + plan.terms.cycles_kept),
    )


def _starts_at(plan: Plan, number: int) -> datetime:
    """The instant, in UTC, at which cycle `number` begins.

    Stripe counts anniversaries in UTC from the first one: the same day and time, the last day where the month is
    shorter, and the old day again in the month after (docs.stripe.com/billing/subscriptions/billing-cycle).
    """
    bought = plan.bought_at.astimezone(UTC)
    if number == 0:
        return bought
    if plan.terms.first_of_month:
        local = plan.bought_at.astimezone(plan.terms.zone)
        first = _months_later(local.date().replace(day=1), number)
        return datetime.combine(first, time(), plan.terms.zone).astimezone(UTC)
    return datetime.combine(_months_later(bought.date(), number), bought.timetz())


def _months_later(on: date, months: int) -> date:
    """The same day so many months later, the last day of a month that is shorter."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(on.day, last))
