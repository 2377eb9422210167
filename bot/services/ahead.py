"""Looking ahead: what a member is told before the next 1st."""

from bot.ports import OneOf, Transaction
from bot.rules import ahead
from bot.rules.access import BILLED
from bot.rules.ahead import NextCharge
from bot.rules.charges import Charge
from bot.rules.days import Calendar
from bot.rules.decision import Decision
from bot.rules.due import Due, DueKind
from bot.rules.effects import SyncSubscription
from bot.rules.ids import MembershipId
from bot.rules.members import Member
from bot.rules.policies.policy import PolicyBook
from bot.rules.policies.terms import RenewalTerms
from bot.rules.rooms import Membership
from bot.rules.switching import from_month
from bot.services import contracts, fees, offering, preferences, pricing, settings

PLANTED = "look_ahead.planted"


async def look(tx: Transaction, id: MembershipId, *, calendar: Calendar, policies: PolicyBook) -> None:
    """Due work: say what is to be said before the next 1st, and plan the next look."""
    await fees.follow(tx, id, calendar=calendar)  # whoever was leaving, or joining, when the fee was changed
    await offering.tell(tx, id, policies)
    membership = await tx.get(Membership, id)
    member = await tx.get(Member, membership.member_id)
    terms = policies.pinned((await contracts.terms_of(tx, id, policies)).pin).renewal or RenewalTerms()
    muted = (await preferences.of(tx, member.id)).renewals_muted
    next_charge = await charged_next(tx, membership, calendar=calendar)
    decision = ahead.look(membership, member, next_charge, terms=terms, muted=muted, calendar=calendar, now=tx.now)
    await tx.apply(decision)
    if await pricing.waiting_switch(tx, id) is not None:
        # Stripe is told one renewal ahead what it costs: now it is the one from which something else counts.
        await tx.apply(Decision(effects=(SyncSubscription(id),)))


async def charged_next(tx: Transaction, membership: Membership, *, calendar: Calendar) -> NextCharge:
    """When a membership is charged next, and whether for a month or a year: a choice that waits is part of it."""
    charges = await tx.find(Charge, membership_id=membership.id)
    on = from_month(charges, calendar, tx.now)
    if membership.pauses_on is not None and membership.resumes_on is not None and membership.pauses_on <= on:
        on = max(on, membership.resumes_on)
    switch = await pricing.waiting_switch(tx, membership.id)
    return NextCharge(on, switch.every if switch is not None and switch.from_month <= on else membership.every)


async def plant(tx: Transaction, *, calendar: Calendar) -> None:
    """Once in the life of a database: look ahead for the memberships that are older than looking ahead."""
    if await settings.recall(tx, PLANTED) is not None:
        return
    known = {due.subject for due in await tx.find(Due, kind=DueKind.LOOK_AHEAD)}
    due = [
        ahead.next_look(membership.id, RenewalTerms(), calendar, tx.now)
        for membership in await tx.find(Membership, state=OneOf(BILLED))
        if membership.id not in known
    ]
    await tx.apply(Decision(due=tuple(due)))
    await settings.remember(tx, PLANTED, tx.now.isoformat())
