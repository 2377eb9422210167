"""Notices about the next 1st: what it will charge, and a card that will have expired by then."""

from bot.ports import OneOf, Transaction
from bot.rules import ahead, answers
from bot.rules.cards import Card
from bot.rules.days import Calendar
from bot.rules.members import Member
from bot.rules.notices import Notice
from bot.rules.policies.terms import Cycle
from bot.rules.rooms import Membership, MembershipState
from bot.services import preferences, pricing
from bot.services.ahead import charged_next

OWES = (MembershipState.PAST_DUE, MembershipState.SUSPENDED)


async def renewal(tx: Transaction, notice: Notice, calendar: Calendar) -> Card | None:
    """What the next 1st will charge (R-84); None when nothing renews any more, or the 1st has come."""
    told = ahead.renewal_of(notice.subject)
    if calendar.day(tx.now) >= told.on:
        return None
    found = await _charged_on(tx, told, calendar)
    renewing = [one for one in found if one.membership.state not in OWES]
    if not renewing:
        return None
    member = await tx.get(Member, told.member_id)
    wishes = await preferences.of(tx, member.id)
    return answers.renewal(told.on, renewing, member, muted=wishes.renewals_muted)


async def card_expires(tx: Transaction, notice: Notice, calendar: Calendar) -> Card | None:
    """The card will have expired by the next charge; None once it was replaced, or nothing renews any more."""
    told = ahead.renewal_of(notice.subject)
    member = await tx.get(Member, told.member_id)
    if member.card is None or ahead.unusable_from(member.card) > told.on or calendar.day(tx.now) >= told.on:
        return None
    renewing = await _charged_on(tx, told, calendar)
    return answers.card_expires(told.on, renewing, member.card) if renewing else None


async def _charged_on(tx: Transaction, told: ahead.Renewal, calendar: Calendar) -> list[answers.Renews]:
    """What that 1st charges: every month, and the years that are over by then."""
    found: list[answers.Renews] = []
    for membership in await tx.find(Membership, member_id=told.member_id, state=OneOf(ahead.CHARGED_AGAIN)):
        if not ahead.renews(membership):
            continue
        next_charge = await charged_next(tx, membership, calendar=calendar)
        if next_charge.on == told.on or (next_charge.cycle is Cycle.MONTH and next_charge.on < told.on):
            price, room = await pricing.price(tx, membership, told.on)
            found.append(answers.Renews(membership, room, price, next_charge.cycle))
    return found
