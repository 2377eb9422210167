"""The contracts that are open: what members paid, and the terms they did it under."""

from bot.ports import OneOf, Transaction
from bot.rules.access import BILLED
from bot.rules.charges import Charge, ChargeState
from bot.rules.days import Calendar
from bot.rules.giving_back import Terms
from bot.rules.ids import MembershipId
from bot.rules.money import Money
from bot.rules.policies.offering import TermsOffer, in_force
from bot.rules.policies.policy import Pin, PolicyBook
from bot.rules.policies.terms import Cycle, Stage
from bot.rules.refunds.purchase import Method, Purchase, Term
from bot.rules.refunds.replay import Contract
from bot.rules.rooms import Membership, Order, OrderState

ROOM_POLICY = "room"
"""The policy a room is joined under."""


async def terms_of(tx: Transaction, membership_id: MembershipId, policies: PolicyBook) -> Terms:
    """The terms of a membership: those of its order or a newer version that holds for it by now (R-100).

    Today's, where it is from before terms were kept.
    """
    for order in await tx.find(Order, membership_id=membership_id):
        if order.terms is not None:
            return Terms(await _runs_under(tx, membership_id, order.terms), policies)
    return Terms(policies.in_force(ROOM_POLICY, tx.today).pin, policies)


async def open_contracts(tx: Transaction, *, calendar: Calendar) -> list[Contract]:
    """The newest paid month of every membership that is not over, under the terms of its order (R-100).

    A contract keeps its terms through renewals. Memberships from before terms were kept are left out.
    """
    found: list[Contract] = []
    for membership in await tx.find(Membership, state=OneOf(BILLED)):
        orders = await tx.find(Order, membership_id=membership.id, state=OrderState.PAID)
        months = await tx.find(Charge, membership_id=membership.id, state=ChargeState.PAID)
        if orders and orders[0].terms is not None and months:
            newest = max(months, key=lambda charge: charge.month)
            pin = await _runs_under(tx, membership.id, orders[0].terms)
            found.append(Contract(_purchase(newest, calendar), pin))
    return found


async def _runs_under(tx: Transaction, membership_id: MembershipId, bought_under: Pin) -> Pin:
    """The version of a contract: that of its order, unless a newer one holds by now."""
    return in_force(bought_under, await tx.find(TermsOffer, membership_id=membership_id), tx.today)


def _purchase(charge: Charge, calendar: Calendar) -> Purchase:
    """A paid month as the refund rules see it. What Stripe took for it is not recorded yet, so nothing comes off."""
    nothing = Money(0, charge.amount.currency)
    assert charge.settled_at is not None, charge
    cycle = Cycle.MONTH if charge.months == 1 else Cycle.YEAR
    return Purchase(
        charge.id,
        charge.amount,
        charge.settled_at,
        Method.CARD,
        payment_fee=nothing,
        transfer_fee=nothing,
        refunded=nothing,
        stage=Stage.FIRST if charge.invoice_id is None else Stage.RENEWAL,
        period_starts_at=calendar.starts_at(charge.month),
        term=Term(cycle, charge.month, charge.over_on),
    )
