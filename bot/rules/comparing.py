"""Comparing at a glance: which memberships Stripe's own list tells otherwise than the ledger does.

Only those are read one by one. A glance is good for seeing that something differs, never for deciding what follows.
Source: E-35, E-36; docs/rules.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.rules.charges import Charge, ChargeState
from bot.rules.days import Calendar
from bot.rules.members import Card, Member
from bot.rules.payments import InvoiceState, Subscription, SubscriptionState
from bot.rules.rooms import Membership, MembershipState

MONTHS_BACK = 2
"""How many months before its last bill a subscription is asked about: no machine sleeps for more nights than that."""

UNPAID = (ChargeState.DUE, ChargeState.OPEN)
SETTLED = (ChargeState.PAID, ChargeState.RETURNED)


@dataclass(frozen=True, slots=True)
class LastBill:
    """The newest invoice of a subscription.

    starts_at: of the month it bills. payments: the ids of those that went through.
    """

    invoice_id: str
    state: InvoiceState
    starts_at: datetime
    payments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Glance:
    """A subscription, the card its customer is charged by, and its last bill; None where there is none yet."""

    subscription: Subscription
    card: Card | None = None
    last_bill: LastBill | None = None


def asked_after(today: date) -> date:
    """A comparison on `today` asks the ledger about the months after this day: the last bill may be last month's."""
    month = today.replace(day=1)
    for _ in range(MONTHS_BACK + 1):
        month = _month_before(month)
    return month - timedelta(days=1)


def agrees(
    glance: Glance, membership: Membership, member: Member, charges: Iterable[Charge], calendar: Calendar
) -> bool:
    """Whether Stripe and the ledger say the same of a membership, so that nothing more needs to be read about it.

    charges: those of the membership that are unpaid, and those of the months that count. In doubt they do not agree.
    """
    subscription, known = glance.subscription, {charge.month: charge for charge in charges}
    if subscription.state is not SubscriptionState.LIVE or subscription.customer_id != member.customer_id:
        return False
    if subscription.ends_with_period and membership.state is not MembershipState.LEAVING:
        return False
    if glance.card is not None and glance.card != member.card:
        return False
    bill = glance.last_bill
    if any(one.state in UNPAID and (bill is None or one.invoice_id != bill.invoice_id) for one in known.values()):
        return False
    return bill is None or (_is_known(bill, known, calendar) and not _lacks_months(bill, membership, known, calendar))


def _is_known(bill: LastBill, known: dict[date, Charge], calendar: Calendar) -> bool:
    """A bill that is open is in the ledger once it failed; one that is paid was paid by what the ledger names."""
    charge = known.get(calendar.month(bill.starts_at))
    match bill.state:
        case InvoiceState.PAID:
            return charge is not None and charge.state in SETTLED and set(bill.payments) <= {charge.payment_id}
        case InvoiceState.OPEN:
            return charge is not None and charge.state is ChargeState.OPEN and charge.failed_at is not None
    return charge is None or charge.state not in UNPAID


def _lacks_months(bill: LastBill, membership: Membership, known: dict[date, Charge], calendar: Calendar) -> bool:
    """Whether a month before the last bill is in no ledger although the member was in the room."""
    if membership.joined_at is None:
        return True
    joined, month = calendar.month(membership.joined_at), calendar.month(bill.starts_at)
    for _ in range(MONTHS_BACK):
        month = _month_before(month)
        if month >= joined and month not in known:
            return True
    return False


def _month_before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)
