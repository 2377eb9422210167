"""Comparing: which memberships must be read at Stripe one by one, seen from what its list says of all of them."""

from collections.abc import Iterable, Sequence
from itertools import chain

from bot.ports import After, OneOf, Transaction
from bot.rules import comparing
from bot.rules.access import BILLED
from bot.rules.charges import Charge, ChargeState
from bot.rules.comparing import Glance
from bot.rules.days import Calendar
from bot.rules.ids import MembershipId
from bot.rules.members import Member
from bot.rules.rooms import Membership
from bot.services import members


async def differing(tx: Transaction, glances: Sequence[Glance], *, calendar: Calendar) -> list[Membership]:
    """The memberships of these subscriptions of which Stripe and the ledger do not say the same."""
    by_id = {glance.subscription.id: glance for glance in glances}
    named = [glance.subscription.membership_id for glance in glances]
    memberships = [one for one in await tx.find(Membership, id=OneOf(named)) if one.state in BILLED]
    people = {one.id: one for one in await tx.find(Member, id=OneOf([one.member_id for one in memberships]))}
    charges = await _charges(tx, memberships)
    return [
        one
        for one in memberships
        if (glance := by_id.get(one.subscription_id or "")) is not None
        and not comparing.agrees(glance, one, people[one.member_id], charges[one.id], calendar)
    ]


async def _charges(tx: Transaction, memberships: Iterable[Membership]) -> dict[MembershipId, list[Charge]]:
    """What is unpaid, whenever it was owed, and what was owed of late."""
    ids = [one.id for one in memberships]
    unpaid = await tx.find(Charge, membership_id=OneOf(ids), state=OneOf(comparing.UNPAID))
    late = await tx.find(Charge, membership_id=OneOf(ids), month=After(comparing.asked_after(tx.today)))
    found: dict[MembershipId, list[Charge]] = {id: [] for id in ids}
    for charge in {one.id: one for one in chain(unpaid, late)}.values():
        found[charge.membership_id].append(charge)
    return found


async def unseen(tx: Transaction, seen: set[str]) -> list[Membership]:
    """The memberships whose subscription was not among those seen: it is over, or nobody could show it."""
    return [
        one for one in await members.paying(tx) if one.subscription_id is not None and one.subscription_id not in seen
    ]


async def unpaid_invoices(tx: Transaction, membership_id: MembershipId) -> list[str]:
    """The invoices by which the membership still owes a month."""
    unpaid = await tx.find(Charge, membership_id=membership_id, state=ChargeState.OPEN)
    return [one.invoice_id for one in unpaid if one.invoice_id is not None]
