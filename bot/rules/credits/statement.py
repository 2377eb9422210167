"""The statement: every lot with what it will lose and when, so that no credit lapses unannounced (O-13, O-14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rules.credits.lots import Lot, Totals, in_order, lapsed, totals, usable, with_changes
from bot.rules.credits.plans import Cycle, Plan, PlanState, cut, cycle_at
from bot.rules.texts import Text, text

WARN_BEFORE = (timedelta(days=7), timedelta(days=2))
"""How long before a loss the member is told."""


@dataclass(frozen=True, slots=True)
class Line:
    """One lot: `lapses` of its credits are lost when the present cycle ends."""

    lot: Lot
    lapses: int


@dataclass(frozen=True, slots=True)
class Statement:
    """An account as its member reads it: lots in the order in which they are spent."""

    lines: tuple[Line, ...]
    usable: int
    totals: Totals
    cycle: Cycle


@dataclass(frozen=True, slots=True)
class Loss:
    """Credits that will be gone at `at` if they are not used, and because of which rule."""

    at: datetime
    credits: int
    rule: str
    why: Text


def statement(plan: Plan, lots: Iterable[Lot], now: datetime) -> Statement:
    """What there is at `now`, lot by lot, and what the end of the present cycle will cost of each."""
    known = tuple(lots)
    present = cycle_at(plan, now)
    there = [lot for lot in in_order(known) if lot.left and now < lot.expires_at]
    after = _left_after(plan, there, present.ends_at)
    lines = tuple(Line(lot, lot.left - after[lot.id]) for lot in there)
    return Statement(lines, usable(known, now), totals(known), present)


def losses(plan: Plan, lots: Iterable[Lot], now: datetime) -> tuple[Loss, ...]:
    """What will be lost when the present cycle ends, for each cause; () when nothing will."""
    there = [lot for lot in lots if now < lot.expires_at]
    left = sum(lot.left for lot in there)
    at = cycle_at(plan, now).ends_at
    if plan.state is not PlanState.ACTIVE:
        found = (Loss(at, left, "O-13", text("credits.lapse_plan", credits=left, at=at)),)
        return tuple(loss for loss in found if loss.credits)
    old = sum(lot.left for lot in there if lot.expires_at <= at)
    over = left - old - sum(_left_after(plan, there, at).values())
    causes = (
        Loss(at, old, "O-14", text("credits.lapse_age", credits=old, at=at)),
        Loss(at, over, "O-14", text("credits.lapse_cap", credits=over, at=at, cap=plan.terms.cap)),
    )
    return tuple(loss for loss in causes if loss.credits)


def warn_at(loss: Loss) -> tuple[datetime, ...]:
    """When the member is told of a loss: 7 and 2 days before it."""
    return tuple(loss.at - before for before in WARN_BEFORE)


def _left_after(plan: Plan, lots: Iterable[Lot], ends_at: datetime) -> dict[str, int]:
    """What is left of each lot, by its id, once the cycle is over."""
    known = tuple(lots)
    if plan.state is not PlanState.ACTIVE:
        return {lot.id: 0 for lot in known}
    swept = with_changes(known, lapsed(known, ends_at))
    return {lot.id: lot.left for lot in with_changes(swept, cut(plan, swept, ends_at))}
