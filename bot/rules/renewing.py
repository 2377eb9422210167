"""Renewing by the year: Stripe keeps no subscription for it, we bill the first month of each year ourselves.

So a change between month and year never has Stripe bill a part of a month. Source: E-35, R-84; docs/rules.md.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.rules.billing import OWING
from bot.rules.charges import Charge, ChargeState, charge_id
from bot.rules.days import Calendar
from bot.rules.decision import NOTHING, Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import BillMonth, SyncAccess
from bot.rules.money import Money
from bot.rules.policies.terms import Cycle
from bot.rules.rooms import Membership


def bill(membership: Membership, month: date, amount: Money, calendar: Calendar, now: datetime) -> Decision:
    """The cycle that begins with `month` is owed and charged at once; one that costs nothing is settled as it begins.

    amount: what it costs. For a year, the next one is planned too.
    """
    charge = Charge(
        charge_id(membership.id, month),
        membership.member_id,
        membership.id,
        membership.room_id,
        month,
        amount,
        ChargeState.DUE,
        made_at=now,
        months=membership.every.months,
    )
    due: tuple[Due, ...] = ()
    if membership.every is Cycle.YEAR:
        due = (Due(DueKind.RENEW, membership.id, calendar.renews_at(charge.over_on)),)
    if not amount:
        settled = replace(charge, state=ChargeState.PAID, settled_at=now)
        return Decision(keep=(settled,), effects=(SyncAccess(membership.member_id),), due=due)
    return Decision(keep=(charge,), effects=(BillMonth(charge.id, at_once=True),), due=due)


def paid_through(charges: Iterable[Charge]) -> date | None:
    """The first month after everything that is paid; None when nothing is."""
    return max((charge.over_on for charge in charges if charge.state is ChargeState.PAID), default=None)


def renew(
    membership: Membership, charges: Iterable[Charge], amount: Money, calendar: Calendar, now: datetime
) -> Decision:
    """A paid year is over: bill the next one. amount: what it costs.

    Before the time it plans itself; done twice it is done once. For a membership that is paid by the month, or ends,
    there is nothing to do.
    """
    known = tuple(charges)
    month = paid_through(known)
    if membership.every is not Cycle.YEAR or membership.state not in OWING or month is None:
        return NOTHING
    if any(charge.month == month for charge in known):
        return NOTHING
    if now < (renews_at := calendar.renews_at(month)):
        return Decision(due=(Due(DueKind.RENEW, membership.id, renews_at),))
    return bill(membership, month, amount, calendar, now)
