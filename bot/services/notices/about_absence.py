"""Notices about somebody who pays and is not in the server."""

from bot.ports import Transaction
from bot.rules import answers
from bot.rules.absence import Absence
from bot.rules.answers import Away
from bot.rules.cards import Card
from bot.rules.days import Calendar
from bot.rules.ids import AbsenceId, MembershipId
from bot.rules.members import Member
from bot.rules.notices import Notice
from bot.rules.rooms import Membership, Room


async def away(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """To the member: cancel or keep?"""
    return answers.away(await known(tx, AbsenceId(notice.subject)))


async def payer_away(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """To an admin."""
    found = await known(tx, AbsenceId(notice.subject.partition(":")[0]))
    return answers.payer_away(found, await tx.get(Member, found.absence.member_id))


async def held(tx: Transaction, notice: Notice, _: Calendar) -> Card:
    """The next charge was stopped."""
    membership = await tx.get(Membership, MembershipId(notice.subject))
    return answers.held(membership, await tx.get(Room, membership.room_id))


async def known(tx: Transaction, id: AbsenceId) -> Away:
    """An absence, with everything that was paid for when it began."""
    absence = await tx.get(Absence, id)
    memberships = [
        one
        for one in await tx.find(Membership, member_id=absence.member_id)
        if one.joined_at is not None and (one.ended_at is None or one.ended_at >= absence.since)
    ]
    return Away(absence, [(one, await tx.get(Room, one.room_id)) for one in memberships])
